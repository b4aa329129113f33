"""How texts reach the screen: hostile ones harmless, wide ones aligned, on a terminal and elsewhere."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

__all__ = ["UsageError", "as_csv", "as_json", "printable", "say", "table", "utf8", "width"]

# Control, format (direction, invisible), surrogate, line and paragraph separators
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class UsageError(Exception):
    """Arguments that do not fit together: exit code 2."""


def utf8() -> None:
    """Output is UTF-8 whatever the locale; what UTF-8 cannot hold is escaped. Closed streams become deaf ones."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  # stays open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def printable(text: str) -> str:
    r"""The text with control, direction and invisible characters as escapes, so that it can do nothing to a terminal.

    >>> printable("甲\x1b[2J\u202e乙")
    '甲\\x1b[2J\\u202e乙'
    """
    if text.isprintable():
        return text
    return "".join(ascii(c)[1:-1] if unicodedata.category(c) in _UNSAFE else c for c in text)


def say(message: str) -> None:
    """One message on standard error; its own line ends stay, everything else that could harm is escaped."""
    lines = [printable(line) for line in message.split("\n")]
    with contextlib.suppress(OSError, ValueError):  # nobody listens: nothing left to say it with
        print("kg: " + "\n    ".join(lines), file=sys.stderr, flush=True)


def width(text: str) -> int:
    """Columns that a terminal gives a text.

    >>> width("江阴2区")
    7
    """
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(
    rows: Iterable[Sequence[object]], header: Sequence[str] = (), *, stream: TextIO | None = None, right: str = ""
) -> None:
    """Rows in aligned columns.

    :param right: one character for each column: ``r`` where it stands to the right.
    """
    cells = [[printable(str(cell)) for cell in row] for row in ([header, *rows] if header else rows)]
    if not cells:
        return
    widths = [max(width(row[i]) for row in cells) for i in range(len(cells[0]))]
    for row in cells:
        line = "  ".join(
            " " * (w - width(c)) + c if right[i : i + 1] == "r" else c + " " * (w - width(c))
            for i, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        print(line.rstrip(), file=stream or sys.stdout)


def as_json(data: Any) -> None:
    """JSON on standard output; characters that could harm a terminal are written as JSON's own escapes."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if not text.isascii():
        text = "".join(c if c == "\n" or unicodedata.category(c) not in _UNSAFE else _escape(c) for c in text)
    print(text)


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1]


def as_csv(rows: Iterable[Sequence[object]], header: Sequence[str]) -> None:
    """CSV on standard output, for programs: escaped as on the screen, and no cell begins like a formula."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    return "'" + printable(value) if value.startswith(_FORMULA) else printable(value)
