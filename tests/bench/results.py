"""``python -m tests.bench.results``: every bench in turn, their tables into ``RESULTS.md`` and the main ratios into the
READMEs.

What a bench says is kept in a folder as soon as it is done; an interrupted run goes on from there with ``--keep``.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.corpus import ROOT

RESULTS = Path(__file__).with_name("RESULTS.md")
#: Name, heading, command behind ``python -m``.
BENCHES = (
    ("build", "One process beside jieba, everything loaded", ["tests.bench.build"]),
    ("profile", "Where the time goes", ["tests.bench.build", "--profile"]),
    ("whole", "Whole processes, from start to files written", ["tests.bench"]),
    ("store", "Rebuilds and two processes", ["tests.bench.store"]),
    ("graph", "Large graphs beside networkx, resolution", ["tests.bench.graph"]),
    ("memory", "Memory beside size", ["tests.bench.memory"]),
)
#: What the READMEs show: English, Chinese, bench, row, column (from the left, 0 for the row's name), target.
SHOWN = (
    ("`kg build`, one process ÷ bare `jieba.cut`", "`kg build` 单进程 ÷ 裸 `jieba.cut`", "build", "kg.build", 6, "≤ 1"),
    ("the same ÷ `jieba.posseg.cut`", "同上 ÷ `jieba.posseg.cut`", "build", "kg.build", 7, "≤ 0.2"),
    (
        "one article, cold start ÷ `import spacy`",
        "单篇冷启动 ÷ `import spacy`",
        "whole",
        "kg build, one article",
        5,
        "≤ 2",
    ),
    ("rebuild after 1% changed ÷ full build", "改动 1% 后重建 ÷ 全量构建", "store", "rebuild", 3, "≤ 0.05"),
    (
        "two workers ÷ one, wall time",
        "两个进程 ÷ 一个进程（实际时间）",
        "store",
        "full build, two processes",
        5,
        "≤ 0.59",
    ),
    ("GraphML ÷ `networkx.write_graphml`", "GraphML ÷ `networkx.write_graphml`", "graph", "GraphML", 4, "≤ 0.125"),
    ("GEXF ÷ `networkx.write_graphml`", "GEXF ÷ `networkx.write_graphml`", "graph", "GEXF", 4, "≤ 0.125"),
)
HEADS = {"README.md": ("work", "ratio", "target"), "README.zh.md": ("工作", "比值", "目标")}


def cell(said: str, row: str, column: int) -> str:
    """One cell of the first table that has the row; a dash where there is none."""
    for line in said.splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if cells[0] == row and len(cells) > column:
            return cells[column]
    return "–"


def document(said: dict[str, str]) -> str:
    """All tables, in the order of :data:`BENCHES`."""
    parts = [
        "# Results of the benches",
        "Made by `make bench`: do not edit. Medians, least and most of the runs that each table names; "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}. On a shared machine compare "
        "processor time and ratios within one table, not seconds and not wall time. The share of each room says where "
        "the time goes; cProfile slows small functions most.",
    ]
    for name, heading, _ in BENCHES:
        if name in said:
            parts += [f"## {heading}", said[name].strip()]
    return "\n\n".join(parts) + "\n"


def table(said: dict[str, str], readme: str) -> str:
    """The short table of one README."""
    lines = ["| " + " | ".join(HEADS[readme]) + " |", "|---|---|---|"]
    for english, chinese, bench, row, column, target in SHOWN:
        shown = cell(said.get(bench, ""), row, column)
        if shown == "–":
            continue  # not measured
        lines.append(f"| {chinese if 'zh' in readme else english} | {shown} | {target} |")
    return "\n".join(lines)


def main() -> None:
    """Run what is not kept yet; write RESULTS.md and the tables of the READMEs."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.results", description="All benches, written down.")
    parser.add_argument("--keep", type=Path, help="folder for what the benches say; what is there is not run again")
    parser.add_argument("--only", nargs="+", choices=[name for name, _, _ in BENCHES], help="run no others")
    args = parser.parse_args()
    said: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as spare:
        folder = args.keep or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        for name, heading, command in BENCHES:
            if args.only and name not in args.only:
                continue
            kept = folder / f"{name}.txt"
            if not kept.exists():
                print(f"{heading} …", file=sys.stderr)
                done = subprocess.run(
                    [sys.executable, "-m", *command], stdout=subprocess.PIPE, encoding="utf-8", check=True
                )
                kept.write_text(done.stdout, encoding="utf-8")
            said[name] = kept.read_text(encoding="utf-8")
    RESULTS.write_text(document(said), encoding="utf-8")
    for readme in HEADS:
        path = ROOT / readme
        text = path.read_text(encoding="utf-8")
        before, _, rest = text.partition("<!-- bench -->")
        _, _, after = rest.partition("<!-- /bench -->")
        whole = f"{before}<!-- bench -->\n{table(said, readme)}\n<!-- /bench -->{after}"
        path.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main()
