"""The table of formats and readers in both READMEs: ``python -m tests.readers.matrix`` opens all, and writes it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.readers.programs import CHECKS, Missing, write

ROOT = Path(__file__).resolve().parents[2]
MARKS = ("<!-- readers -->", "<!-- /readers -->")
HEADS = {"README.md": ("format", "opened with, and what it counted"), "README.zh.md": ("格式", "用什么打开，数到多少")}


def table(counts: Mapping[tuple[str, str], str], heads: tuple[str, str]) -> str:
    """One row a format: each reader and its counts."""
    rows: dict[str, list[str]] = {}
    for (form, reader), count in counts.items():
        rows.setdefault(form, []).append(f"{reader} **{count}**")
    lines = [f"| {heads[0]} | {heads[1]} |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{form}` | {', '.join(cells)} |" for form, cells in rows.items())])


def shown(name: str) -> str:
    """The table that a README shows now."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return text.partition(MARKS[0])[2].partition(MARKS[1])[0].strip()


def main() -> None:
    """Open every file with every program, and write what they counted."""
    counts: dict[tuple[str, str], str] = {}
    with tempfile.TemporaryDirectory() as name:
        write(Path(name))
        for key, (check, expected) in CHECKS.items():
            try:
                counts[key] = check(Path(name))
            except Missing as error:
                sys.exit(f"{' with '.join(key)}: {error} is missing; the table needs every program")
            print(f"{' with '.join(key)}: {counts[key]}{'' if counts[key] == expected else f' INSTEAD OF {expected}'}")
    for name, heads in HEADS.items():
        path = ROOT / name
        before, mark, rest = path.read_text(encoding="utf-8").partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        path.write_text(f"{before}{mark}\n{table(counts, heads)}\n{MARKS[1]}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
