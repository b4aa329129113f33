"""``python -m tests.bench.store``: a second build beside the first, two processes beside one, memory beside size.

Every build is a process of its own, from its start to its end; memory is the peak of any one process (Linux).
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.bench import corpus

FORMATS = "json,graphml"  # what the target names; the page has a bench of its own


def build(texts: Path, out: Path, *options: str) -> tuple[float, float]:
    """Seconds, and the peak of the largest process in MB."""
    command = [sys.executable, "-m", "kg", "build", str(texts), "-o", str(out), "--formats", FORMATS, *options]
    start, peak = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        own = psutil.Process(running.pid)
        while running.poll() is None:
            try:
                for process in [own, *own.children(recursive=True)]:
                    peak = max(peak, process.memory_info().rss)
            except psutil.NoSuchProcess:
                pass
            time.sleep(0.05)
    if running.returncode:
        sys.exit(f"$ {' '.join(command)}\nended with {running.returncode}")
    return time.perf_counter() - start, peak / 1e6


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
    taken: dict[str, list[tuple[float, float]]] = {}
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
    print("| work | median s | min–max s | full build, one process = 1 | peak MB |\n|---|---|---|---|---|")
    unit = statistics.median(t for t, _ in taken["full build, one process"])
    for what, runs in taken.items():
        times = [t for t, _ in runs]
        middle = statistics.median(times)
        peak = max(p for _, p in runs)
        print(f"| {what} | {middle:.2f} | {min(times):.2f}–{max(times):.2f} | {middle / unit:.3f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
