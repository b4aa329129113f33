"""``python -m tests.bench``: speed beside yardsticks, in turn on one machine; the ratios hold, the seconds move.

Each measurement is a process of its own, from its start to its end, outputs written: medians and spread of N runs.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import corpus

READ = (
    "import pathlib, sys, jieba; "
    "texts = [p.read_text(encoding='utf-8') for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]; "
)
YARDSTICKS = {
    "jieba.cut": READ + "all(len(list(jieba.cut(t))) for t in texts)",
    "jieba.posseg.cut": READ + "import jieba.posseg; all(len(list(jieba.posseg.cut(t))) for t in texts)",
    "import spacy": "import spacy",
}


def seconds(command: list[str]) -> float:
    """How long the command takes; it must succeed."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        sys.exit(f"$ {' '.join(command)}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


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
        taken: dict[str, list[float]] = {what: [] for what in commands}
        for _ in range(args.runs):
            for what, command in commands.items():
                taken[what].append(seconds(command))
    print(f"{size / 1e6:.2f} MB in {len(list(corpus.texts(round(args.mb * 1e6))))} files, {args.runs} runs each\n")
    print("| work | median s | min–max s | × jieba.cut |\n|---|---|---|---|")
    unit = statistics.median(taken["jieba.cut"])
    for what, times in taken.items():
        middle = statistics.median(times)
        print(f"| {what} | {middle:.2f} | {min(times):.2f}–{max(times):.2f} | {middle / unit:.2f} |")


if __name__ == "__main__":
    main()
