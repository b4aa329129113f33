"""``python -m tests.bench.build``: how fast ``kg.build`` is beside jieba, in one process; with ``--profile`` why.

All three read the same text in turn, so that a busy minute falls on all alike, and what is compared is processor time;
wall time stands beside it. What is loaded once (dictionaries, patterns, spaCy) is loaded before the first measurement:
``python -m tests.bench`` measures whole processes.
"""

from __future__ import annotations

import argparse
import cProfile
import logging
import pstats
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from kg.pipeline import Report, build
from tests.bench.corpus import ROOT, texts

PACKAGE = (ROOT / "kg").as_posix()


def rivals() -> dict[str, Callable[[str], object]]:
    """What runs beside: segmentation alone, and with parts of speech, both in pure Python by their defaults."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    return {
        "jieba.cut": lambda text: sum(1 for _ in jieba.cut(text)),
        "jieba.posseg.cut": lambda text: sum(1 for _ in jieba.posseg.cut(text)),
    }


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Processor time and wall time that it takes, once."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - processor, time.perf_counter() - wall


def room(file: str) -> str:
    """The room of kg that a source file belongs to, else the library."""
    path = Path(file).as_posix()
    if path.startswith(PACKAGE):
        return "kg." + path.removeprefix(PACKAGE + "/").partition("/")[0].removesuffix(".py")
    for library in ("jieba", "spacy", "networkx", "thinc"):
        if f"/{library}/" in path:
            return library
    return "standard library"


def by_room(stats: pstats.Stats) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds by room, and by function of kg; a built-in's own time is that of the function that calls it."""
    rooms: dict[str, float] = defaultdict(float)
    functions: dict[str, float] = defaultdict(float)

    def add(file: str, name: str, taken: float) -> None:
        rooms[room(file)] += taken
        functions[f"{room(file)}: {Path(file).stem}.{name}"] += taken

    entries = stats.stats.items()  # type: ignore[attr-defined]
    for (file, _, name), (_, _, own, _, callers) in entries:
        if file == "~" and callers:
            for (caller_file, _, caller), (_, _, share, _) in callers.items():
                add(caller_file, caller, share) if caller_file != "~" else add("", "built-in", share)
        else:
            add("" if file == "~" else file, name, own)
    return dict(rooms), dict(functions)


def profile(folder: Path) -> None:
    """Print the share of each room and the dearest functions; the profiler itself slows small functions most."""
    profiler = cProfile.Profile()
    profiler.runcall(build, folder)
    rooms, functions = by_room(pstats.Stats(profiler))
    whole = sum(rooms.values())
    print(f"\n| room | s under the profiler ({whole:.1f} s) | share |\n|---|---|---|")
    for name, taken in sorted(rooms.items(), key=lambda item: -item[1]):
        if taken > whole / 500:
            print(f"| {name} | {taken:.2f} | {taken / whole:.1%} |")
    print("\n| function, with the built-ins that it calls | s | share |\n|---|---|---|")
    for name, taken in sorted(functions.items(), key=lambda item: -item[1])[:25]:
        print(f"| {name} | {taken:.2f} | {taken / whole:.1%} |")


def main() -> None:
    """Measure in turn; print medians, spread and ratios."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.build", description="kg.build beside jieba, one process."
    )
    parser.add_argument("--mb", type=float, default=1.0, help="size of the corpus in MB (default: 1)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    parser.add_argument("--profile", action="store_true", help="show the time by room instead, by cProfile")
    args = parser.parse_args()
    made = list(texts(round(args.mb * 1e6)))
    size = sum(len(text.encode()) for _, text in made) / 1e6
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        folder = Path(name)
        for file, text in made:
            (folder / file).write_text(text, encoding="utf-8", newline="")
        report = Report()
        build("江南大学与昆山高新区签署合作协议。")  # loads what is loaded once
        if args.profile:
            print(f"{size:.2f} MB in {len(made)} files")
            profile(folder)
            return
        whole = "\n".join(text for _, text in made)
        work: dict[str, Callable[[], object]] = {"kg.build": lambda: build(folder, report=report)}
        for rival, cut in rivals().items():
            cut("江南大学")
            work[rival] = lambda cut=cut: cut(whole)  # type: ignore[misc]
        taken: dict[str, list[tuple[float, float]]] = {what: [] for what in work}
        for _ in range(args.runs):
            for what, do in work.items():
                taken[what].append(seconds(do))
    print(f"{size:.2f} MB in {len(made)} files, {report.articles // args.runs} articles, {args.runs} runs in turn\n")
    print("| work | processor s | min–max | wall s | min–max | MB/s | jieba.cut = 1 | posseg = 1 |")
    print("|---|---|---|---|---|---|---|---|")
    middles = {what: statistics.median(own for own, _ in times) for what, times in taken.items()}
    for what, times in taken.items():
        middle = middles[what]
        spans = []
        for clock in zip(*times, strict=True):
            spans.append(f"{statistics.median(clock):.2f} | {min(clock):.2f}–{max(clock):.2f}")
        ratios = f"{middle / middles['jieba.cut']:.2f} | {middle / middles['jieba.posseg.cut']:.2f}"
        print(f"| {what} | {' | '.join(spans)} | {size / middle:.3f} | {ratios} |")


if __name__ == "__main__":
    main()
