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
    """Form first; then every rule of the pack must fire in its example and not in its counter-example.

    Rules of the built-in pack are tried where this is the built-in pack, or one that only changes word lists.
    """
    from kg.pipeline import extract
    from kg.rules import rule_pack

    before = rule_pack().rules
    pack = rule_pack(args.rules).rules
    rules = [rule for rule in pack if rule not in before] or pack
    faults = []
    for rule in rules:
        for text, wanted in ((rule.example, True), (rule.counter_example, False)):
            found = extract(text, args.rules)
            fired = {m.rule for m in found.mentions} | {r.evidence.rule for r in found.relations}
            fired |= {a.rule for a in found.aliases}
            if (rule.id in fired) is not wanted:
                what = "does not fire in its example" if wanted else "fires in its counter-example"
                faults.append(f"{rule.id}: {what} {text!r}; change the rule or the text")
    if faults:
        raise RuleError(faults)
    print(printable(f"{args.rules}: {len(rules)} of {len(pack)} rules tried: each fires where it should"))
    return 0
