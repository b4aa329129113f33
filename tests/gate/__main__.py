"""``python -m tests.gate``: measure, show, and fail where a figure fell; see the package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.evaluate import Evaluation
from tests.gate import floors, tables
from tests.gate.corpora import CORPORA

FLOORS = Path(__file__).with_name("floors.json")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description="The quality gate.")
    move = parser.add_mutually_exclusive_group()
    move.add_argument("--raise", dest="up", action="store_true", help="take over the figures that rose")
    move.add_argument("--lower-floors", action="store_true", help="take over all figures, also those that fell")
    parser.add_argument("--only", metavar="CORPUS", choices=[c.name for c in CORPORA], help="measure one corpus")
    parser.add_argument("--reliability", action="store_true", help="show how far the confidences can be trusted")
    args = parser.parse_args()
    kept = floors.read(FLOORS)
    faults: list[str] = []
    for corpus in CORPORA:
        if args.only and corpus.name != args.only:
            continue
        if not corpus.present():
            print(f"{corpus.name}: not there")
            if corpus.required:
                faults.append(f"{corpus.name} is missing: {corpus.gold.relative_to(corpus.gold.parents[2])}")
            continue
        result = corpus.evaluate()
        measured, floor = corpus.measured(result), kept.get(corpus.name)
        show(corpus.name, result, floor)
        if args.reliability:
            show_reliability(result)
        if args.up or args.lower_floors:
            moved = floors.raised(measured, floor, lower=args.lower_floors)
            if moved is None:
                faults.append(f"{corpus.name} changed and scores lower; look why, then --lower-floors")
            else:
                kept[corpus.name] = floor = moved
        faults += [f for f in floors.faults(corpus.name, measured, floor) if f not in faults]
    if args.up or args.lower_floors:
        floors.write(FLOORS, kept)
        for readme in tables.READMES:
            readme.write_text(tables.shown(readme, kept), encoding="utf-8")
    for fault in faults:
        print(f"FAILED: {fault}", file=sys.stderr)
    print("the gate is", "shut" if faults else "open")
    return 1 if faults else 0


def show(name: str, result: Evaluation, floor: floors.Floor | None) -> None:
    print(f"\n{name} ({len(result.files)} files)")
    for row in result.rows():
        if not row.name.startswith(("CORE", "ALL")):
            continue
        least = floor.figures.get(f"{row.name} f1") if floor else None
        beside = f"   floor of F1 {least:.4f}" if least is not None else ""
        figures = f"P {row.precision:.4f}  R {row.recall:.4f}  F1 {row.f1:.4f}  gold {row.gold:>4}"
        print(f"  {row.name:<15} {figures}{beside}")


def show_reliability(result: Evaluation) -> None:
    print("  confidence  relations  right")
    for b in result.reliability():
        if b.predicted:
            print(f"  {b.low:.1f} to {b.high:.1f}  {b.predicted:>9}  {b.right:.2f}")
    print(f"  calibration error {result.calibration_error():.3f}")


if __name__ == "__main__":
    raise SystemExit(main())
