"""``python -m tests.bench``: speed beside yardsticks, in turn on one machine; the ratios hold, the seconds move.

Each measurement is a process of its own, from its start to its end, outputs written: medians and spread of N runs.
Processor time is compared; wall time stands beside it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import corpus
from tests.bench.watch import Used, watched

READ = (
    "import pathlib, sys, jieba; "
    "texts = [p.read_text(encoding='utf-8') for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]; "
)
YARDSTICKS = {
    "jieba.cut": READ + "all(len(list(jieba.cut(t))) for t in texts)",
    "jieba.posseg.cut": READ + "import jieba.posseg; all(len(list(jieba.posseg.cut(t))) for t in texts)",
    "import spacy": "import spacy",
}


def main() -> None:
    """Measure in turn, so that a busy minute falls on all alike; print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed beside yardsticks.")
    parser.add_argument("--mb", type=float, default=1.0, help="size of the corpus in MB (default: 1)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        texts, out = Path(name, "texts"), Path(name, "out")
        size = corpus.write(texts, round(args.mb * 1e6))
        one = str(sorted(texts.iterdir())[0])
        kg = [str(Path(sys.executable).with_name("kg")), "build", "--no-store"]
        commands = {
            "kg build, corpus, one process": [*kg, str(texts), "-o", str(out), "--workers", "1"],
            "kg build, corpus, two processes": [*kg, str(texts), "-o", str(out), "--workers", "2"],
            "kg build, one article": [*kg, one, "-o", str(out)],
            **{what: [sys.executable, "-c", code, str(texts)] for what, code in YARDSTICKS.items()},
        }
        taken: dict[str, list[Used]] = {what: [] for what in commands}
        for _ in range(args.runs):
            for what, command in commands.items():
                taken[what].append(watched(command))
    print(f"{size / 1e6:.2f} MB in {len(list(corpus.texts(round(args.mb * 1e6))))} files, {args.runs} runs each\n")
    print("| work | processor s | min–max | wall s | jieba.cut = 1 | import spacy = 1 |\n|---|---|---|---|---|---|")
    middles = {what: statistics.median(run.processor for run in runs) for what, runs in taken.items()}
    for what, runs in taken.items():
        own, times = middles[what], [run.processor for run in runs]
        wall = statistics.median(run.wall for run in runs)
        ratios = f"{own / middles['jieba.cut']:.2f} | {own / middles['import spacy']:.2f}"
        print(f"| {what} | {own:.2f} | {min(times):.2f}–{max(times):.2f} | {wall:.2f} | {ratios} |")


if __name__ == "__main__":
    main()
