"""``graph.xlsx``: relations, entities and evidence as three sheets of one workbook.

**What it cannot hold:** what CSV cannot, and more than 1,048,575 rows a sheet (the writer refuses; CSV has no limit).

Needs XlsxWriter (``pip install 'kg-parks[xlsx]'``). Text is written as text, never as a formula or a link. The first
row is frozen and has filters. The same graph gives the same bytes: the workbook's date is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.exporters import tables
from kg.exporters.csv import LIMIT
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.schema import Schema, default_schema

__all__ = ["write"]

_ROWS = 1_048_575
_WIDTHS = {"name": 28, "source_name": 28, "target_name": 28, "aliases": 32, "evidence": 80, "text": 80}


def write(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write a workbook; see the module for what is lost.

    :raises ExportError: where XlsxWriter is missing, a sheet would be too long, or the file cannot be written.
    """
    schema = schema or default_schema()
    xlsxwriter = tables.needed("xlsxwriter", "xlsx")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path, binary=True) as out:
        book = xlsxwriter.Workbook(out, {**options, "in_memory": True})
        book.set_properties({"title": "kg", "created": datetime(2000, 1, 1)})  # fixed: same graph, same bytes
        bold = book.add_format({"bold": True, "bottom": 1})
        _sheet(book, bold, "relations", tables.EDGES, tables.edges(graph, schema))
        _sheet(book, bold, "entities", tables.NODES, tables.nodes(graph, schema))
        _sheet(book, bold, "evidence", tables.EVIDENCE, tables.evidence(graph))
        book.close()


write.suffix = ".xlsx"  # type: ignore[attr-defined]


def _sheet(book: Any, bold: Any, name: str, columns: Mapping[str, type], rows: Iterable[tuple[Any, ...]]) -> None:
    sheet = book.add_worksheet(name)
    for i, (column, kind) in enumerate(columns.items()):
        sheet.write_string(0, i, column, bold)
        sheet.set_column(i, i, _WIDTHS.get(column, 16 if kind is str else 10))
    count = 0
    for count, row in enumerate(rows, 1):
        if count > _ROWS:
            raise ExportError(f"{name}: a sheet holds {_ROWS:,} rows at most; write csv or duckdb instead")
        for i, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(count, i, value)
            elif isinstance(value, int | float):
                sheet.write_number(count, i, value)
            else:
                text = "|".join(t.replace("|", "｜") for t in value) if isinstance(value, list) else value
                if text:
                    sheet.write_string(count, i, text if len(text) <= LIMIT else text[: LIMIT - 1] + "…")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
