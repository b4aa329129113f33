"""``graph.duckdb`` and ``graph.parquet``: the tables for SQL and data frames, typed, lists kept as lists.

**What they cannot hold:** the places of mentions, the reasons of merges, the characters that
:mod:`kg.exporters.clean` leaves out; evidence in ``edges`` ends at 2,000 characters (``evidence`` has it whole). A
DuckDB file's bytes depend on the version of DuckDB, and are not the same twice.

The DuckDB file has the tables ``nodes``, ``edges`` and ``evidence``::

    SELECT e.source_name FROM edges e JOIN nodes n ON n.id = e.target
    WHERE e.relation = 'located-in' AND n.name = '昆山高新区';

Parquet has one table a file: ``graph.parquet`` has the relations, ``graph-nodes.parquet`` and
``graph-evidence.parquet`` stand beside it. Needs ``duckdb`` or ``pyarrow`` (``pip install 'kg-parks[sql]'``,
``'kg-parks[parquet]'``)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from kg.exporters import tables
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.schema import Schema, default_schema

__all__ = ["write_duckdb", "write_parquet"]

_BATCH = 20_000
_SQL = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", list: "VARCHAR[]"}


def _all(graph: KnowledgeGraph, schema: Schema) -> list[tuple[str, Mapping[str, type], Iterable[tables.Row]]]:
    return [
        ("nodes", tables.NODES, tables.nodes(graph, schema)),
        ("edges", tables.EDGES, tables.edges(graph, schema)),
        ("evidence", tables.EVIDENCE, tables.evidence(graph)),
    ]


def _batches(rows: Iterable[tables.Row]) -> Iterator[list[tables.Row]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


def write_duckdb(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write a DuckDB database; see the module for what is lost.

    :raises ExportError: where duckdb is missing or the file cannot be written.
    """
    duckdb = tables.needed("duckdb", "sql")
    with replacing(path, binary=True) as out, tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "graph.duckdb"
        with duckdb.connect(str(inner)) as base:
            for name, columns, rows in _all(graph, schema or default_schema()):
                kinds = ", ".join(f'"{column}" {_SQL[kind]}' for column, kind in columns.items())
                base.execute(f"CREATE TABLE {name} ({kinds})")
                for batch in _batches(rows):
                    _insert(base, name, columns, batch)
        with inner.open("rb") as source:
            while piece := source.read(1 << 20):
                out.write(piece)


def _insert(base: Any, name: str, columns: Mapping[str, type], batch: list[tables.Row]) -> None:
    """Rows as one list parameter a column: far faster than row by row, and no text becomes part of a statement."""
    parts = ", ".join(f"unnest(CAST(? AS {_SQL[kind]}[]))" for kind in columns.values())
    base.execute(f"INSERT INTO {name} SELECT {parts}", [list(column) for column in zip(*batch, strict=True)])


def write_parquet(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write three Parquet files; see the module for what is lost.

    :param path: of the table of relations; the others stand beside it.
    :raises ExportError: where pyarrow is missing or a file cannot be written.
    """
    pa, pq = tables.needed("pyarrow", "parquet"), tables.needed("pyarrow.parquet", "parquet")
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), list: pa.list_(pa.string())}
    for name, columns, rows in _all(graph, schema or default_schema()):
        target = path if name == "edges" else path.with_name(f"{path.stem}-{name}{path.suffix}")
        layout = pa.schema([(column, kinds[kind]) for column, kind in columns.items()])
        with replacing(target, binary=True) as out, pq.ParquetWriter(out, layout, compression="zstd") as writer:
            for batch in _batches(rows):
                arrays = [pa.array(c, t) for c, t in zip(zip(*batch, strict=True), layout.types, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=layout))


write_duckdb.suffix = ".duckdb"  # type: ignore[attr-defined]
write_parquet.suffix = ".parquet"  # type: ignore[attr-defined]
