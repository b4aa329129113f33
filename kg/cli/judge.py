"""The commands that judge: evaluate and check."""

from __future__ import annotations

from argparse import Namespace

from kg.cli.text import as_json, printable, table
from kg.errors import RuleError
from kg.evaluate import Evaluation
from kg.evaluate import evaluate as scored

__all__ = ["check", "evaluate"]


def evaluate(args: Namespace) -> int:
    result = scored(args.gold, args.predicted, texts=args.texts, min_confidence=args.min_confidence)
    if args.json:
        as_json(_record(result, args))
        return 0
    if args.errors:
        _errors(result)
    header = ("", "precision", "recall", "F1", "hits", "predicted", "gold")
    rows = [
        (r.name, f"{r.precision:.4f}", f"{r.recall:.4f}", f"{r.f1:.4f}", r.hits, r.predicted, r.gold)
        for r in result.rows()
    ]
    table(rows, header, right="lrrrrrr")
    if args.reliability:
        print()
        bins = [
            (f"{b.low:.1f} to {b.high:.1f}", b.predicted, f"{b.confidence:.2f}", f"{b.right:.2f}")
            for b in result.reliability()
            if b.predicted
        ]
        table(bins, ("confidence", "relations", "mean", "right"), right="lrrr")
        print(f"expected calibration error {result.calibration_error():.3f}")
    return 0


def _errors(result: Evaluation) -> None:
    for fault in result.errors:
        sign = "+" if fault.kind == "false" else "-"
        print(printable(f"{fault.file} {sign} {fault.type:<14} {fault.text}  ({fault.cause})"))
        if fault.sentence:
            print(printable(f"    {fault.sentence}"))
    if result.errors:
        print()
        table(result.taxonomy(), ("of", "kind", "cause", "count"), right="lllr")
        print()


def _record(result: Evaluation, args: Namespace) -> dict[str, object]:
    record: dict[str, object] = dict(result.figures())
    if args.errors:
        record["errors"] = [
            {"file": f.file, "kind": f.kind, "of": f.of, "type": f.type, "text": f.text, "cause": f.cause,
             "sentence": f.sentence}
            for f in result.errors
        ]  # fmt: skip
    if args.reliability:
        record["reliability"] = [
            {"low": b.low, "high": b.high, "predicted": b.predicted, "confidence": b.confidence, "right": b.right}
            for b in result.reliability()
        ]
    return record


def check(args: Namespace) -> int:
    """Form first; then every rule of the pack must fire in its example and not in its counter-example."""
    from kg.check import check as faults_of
    from kg.check import tried

    faults = faults_of(args.rules)
    if faults:
        raise RuleError(faults)
    count = len(tried(args.rules))
    print(printable(f"{args.rules}: {count} rule{'' if count == 1 else 's'} tried: each fires where it should"))
    return 0
