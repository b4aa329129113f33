"""``python -m tests.bench.store``: a second build beside the first, two processes beside one, memory beside size.

Every build is a process of its own, from its start to its end; memory is the peak of any one process (Linux).
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import corpus
from tests.bench.watch import Used, watched

FORMATS = "json,graphml"  # what the target names; the page has a bench of its own


def build(texts: Path, out: Path, *options: str) -> Used:
    """What ``kg build`` takes."""
    command = [sys.executable, "-m", "kg", "build", str(texts), "-o", str(out), "--formats", FORMATS, *options]
    return watched(command)


def change(texts: Path, share: float, turn: int) -> int:
    """Change, add and remove that share of the files, a third each; how many were touched."""
    files = sorted(texts.iterdir())
    each = max(round(len(files) * share / 3), 1)
    step = len(files) // each
    for n in range(each):
        changed, copied = files[n * step], files[n * step + 1]
        changed.write_text(changed.read_text(encoding="utf-8") + f"\n昆山高新区第{turn}次。\n", encoding="utf-8")
        fresh = copied.read_text(encoding="utf-8") + f"\n江阴高新区第{turn}次。\n"
        copied.with_name(f"new-{turn}-{n:04}.txt").write_text(fresh, encoding="utf-8")
        files[n * step + 2].unlink()
    return 3 * each


def main() -> None:
    """Measure in turn; print medians, spread and ratios."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.store", description="Rebuilds, processes, memory.")
    parser.add_argument("--mb", type=float, default=1.0, help="size of the corpus in MB (default: 1)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    parser.add_argument("--share", type=float, default=0.01, help="of the files that change (default: 0.01)")
    args = parser.parse_args()
    taken: dict[str, list[Used]] = {}
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        texts, kept, fresh = Path(name, "texts"), Path(name, "kept"), Path(name, "fresh")
        size = corpus.write(texts, round(args.mb * 1e6))
        build(texts, kept)
        touched = 0
        for turn in range(args.runs):
            touched = change(texts, args.share, turn)
            taken.setdefault("rebuild", []).append(build(texts, kept))
            for what, options in (
                ("full build, one process", ("--workers", "1")),
                ("full build, two processes", ("--workers", "2")),
            ):
                shutil.rmtree(fresh, ignore_errors=True)
                taken.setdefault(what, []).append(build(texts, fresh, *options))
            same = all(filecmp.cmp(kept / f, fresh / f, shallow=False) for f in ("graph.json", "graph.graphml"))
            if not same:
                sys.exit("the rebuild's outputs are not those of the full build")
            taken.setdefault("nothing changed", []).append(build(texts, kept))
        held = (kept / ".kg-store.sqlite").stat().st_size
    print(f"{size / 1e6:.2f} MB, {touched} files touched each time, {args.runs} runs; the store: {held / 1e6:.1f} MB\n")
    print("| work | processor s | min–max | full, one process = 1 | wall s | full, one process = 1 | peak MB |")
    print("|---|---|---|---|---|---|---|")
    unit = [statistics.median(run[i] for run in taken["full build, one process"]) for i in (0, 1)]
    for what, runs in taken.items():
        own, wall = (statistics.median(run[i] for run in runs) for i in (0, 1))
        times = [run.processor for run in runs]
        peak = max(max(run.first, run.others) for run in runs)
        print(
            f"| {what} | {own:.2f} | {min(times):.2f}–{max(times):.2f} | {own / unit[0]:.3f} "
            f"| {wall:.2f} | {wall / unit[1]:.3f} | {peak:.0f} |"
        )


if __name__ == "__main__":
    main()
