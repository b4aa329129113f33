"""``graph.csv``, ``graph-nodes.csv``, ``graph-evidence.csv``: tables for spreadsheets and data frames.

**What they cannot hold:** the places of mentions, the reasons of merges, lists (joined by ``|``; a ``|`` inside one is
written ``｜``), types of columns, the characters that :mod:`kg.exporters.clean` leaves out, text beyond 32,000
characters in one cell (spreadsheets cut at 32,767).

``graph.csv`` has one row for each relation, with the names of both ends. All are UTF-8 with a byte-order mark, without
which Excel shows Chinese as nonsense, comma-separated, with CRLF (RFC 4180). A cell that a spreadsheet would take for a
formula (it begins with ``= + - @``, a tab or a full-width form of these) gets a ``'`` in front.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.exporters import tables
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.schema import Schema, default_schema

__all__ = ["cell", "write"]

LIMIT = 32_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write the three tables; see the module for what is lost.

    :param path: of the table of relations; the others stand beside it.
    :raises ExportError: where a file cannot be written.
    """
    schema = schema or default_schema()
    _table(path.with_name(f"{path.stem}-nodes{path.suffix}"), tables.NODES, tables.nodes(graph, schema))
    _table(path.with_name(f"{path.stem}-evidence{path.suffix}"), tables.EVIDENCE, tables.evidence(graph))
    _table(path, tables.EDGES, tables.edges(graph, schema))


write.suffix = ".csv"  # type: ignore[attr-defined]


def _table(path: Path, columns: Mapping[str, type], rows: Iterable[tuple[Any, ...]]) -> None:
    with replacing(path, encoding="utf-8-sig") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([cell(value) for value in row])


def cell(value: Any) -> Any:
    """A value as a spreadsheet may have it: lists joined, formulas disarmed, long text cut.

    >>> cell("=1+1"), cell(["甲", "乙"]), cell(True), cell(0.5)
    ("'=1+1", '甲|乙', 'true', 0.5)
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "|".join(text.replace("|", "｜") for text in value)
    if not isinstance(value, str):
        return value
    text = value if len(value) <= LIMIT else value[: LIMIT - 1] + "…"
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text
