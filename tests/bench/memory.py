"""``python -m tests.bench.memory``: peak memory of a build beside the size of what is read.

Two workers extract, the first process holds the graph: the workers' peak is what may not grow with the corpus.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import corpus
from tests.bench.watch import watched


def main() -> None:
    """Build corpora of growing size; print the peaks."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.memory", description="Memory beside size.")
    parser.add_argument("--mb", type=float, nargs="+", default=[5, 50], help="sizes in MB (default: 5 50)")
    args = parser.parse_args()
    print("| corpus MB | peak of a worker, MB | peak of the process that holds the graph, MB | processor s |")
    print("|---|---|---|---|")
    for size in args.mb:
        with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
            texts, out = Path(name, "texts"), Path(name, "out")
            read = corpus.write(texts, round(size * 1e6)) / 1e6
            command = [sys.executable, "-m", "kg", "build", str(texts), "-o", str(out), "--no-store"]
            used = watched([*command, "--workers", "2", "--formats", "json"])
        print(f"| {read:.1f} | {used.others:.0f} | {used.first:.0f} | {used.processor:.0f} |", flush=True)


if __name__ == "__main__":
    main()
