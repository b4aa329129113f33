"""``graph.lbug``: a LadybugDB database, for Cypher without a server. :meth:`kg.KnowledgeGraph.cypher` asks such a file.

**What it cannot hold:** the places of mentions, the reasons of merges, evidence beyond 2,000 characters a relation,
the characters that :mod:`kg.exporters.clean` leaves out. Its bytes depend on the version of LadybugDB.

Labels, relation names and properties are those of :mod:`kg.exporters.neo4j` (but for its label ``Entity``: leave the
label out instead), so that one query serves both. All types of the schema are there, also those that the graph has
nothing of. Symmetric relations stand once, smaller id first: match them without an arrow. Needs ``ladybug``
(``pip install 'kg-parks[cypher]'``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.exporters import tables
from kg.exporters.neo4j import label, relation_name
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.schema import Schema, default_schema

__all__ = ["write"]

_BATCH = 20_000
_MEMORY = 1 << 28  # bytes: the engine's own default is four fifths of the machine
_NODE = ("id", "name", "type", "aliases", "files", "mentions")
_EDGE = ("id", "source", "target", "relation", "symmetric", "weight", "confidence", "status", "date_start", "date_end",
         "attributes", "evidence", "files")  # fmt: skip
_KINDS = {str: "STRING", int: "INT64", float: "DOUBLE", bool: "BOOL", list: "STRING[]"}


def write(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write a LadybugDB database; see the module for what is lost.

    :raises ExportError: where ladybug is missing, the file cannot be written, or an entity type and a relation type
        have one name but for case.
    """
    ladybug = tables.needed("ladybug", "cypher")
    schema = schema or default_schema()
    with replacing(path, binary=True) as out, tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "graph.lbug"
        # one checkpoint, at the end; one transaction over all tables would hold gigabytes
        base = ladybug.Database(str(inner), buffer_pool_size=_MEMORY, max_num_threads=1, auto_checkpoint=False)
        try:
            with ladybug.Connection(base) as connection:
                _fill(connection, graph, schema)
        finally:
            base.close()
        with inner.open("rb") as source:
            while piece := source.read(1 << 20):
                out.write(piece)


write.suffix = ".lbug"  # type: ignore[attr-defined]


def _fill(connection: Any, graph: KnowledgeGraph, schema: Schema) -> None:
    nodes = _grouped(tables.NODES, tables.nodes(graph, schema), lambda n: label(n["type"]), map(label, schema.entities))
    ends = {row["id"]: name for name, rows in nodes.items() for row in rows}
    edges = _grouped(
        tables.EDGES,
        tables.edges(graph, schema),
        lambda e: relation_name(e["relation"]),
        map(relation_name, schema.relations),
    )
    for name in edges:
        if twin := next((n for n in nodes if n.casefold() == name.casefold()), None):
            raise ExportError(
                f"the entity type {twin} and the relation type {name} cannot have one name; rename a type"
            )
    for name, rows in nodes.items():
        connection.execute(f"CREATE NODE TABLE `{name}` ({_columns(_NODE, tables.NODES)}, PRIMARY KEY(id))")
        for batch in _batches(rows, _NODE):
            connection.execute(f"COPY `{name}` FROM (UNWIND $rows AS r RETURN {_values(_NODE)})", {"rows": batch})
    pairs = ", ".join(f"FROM `{a}` TO `{b}`" for a in nodes for b in nodes)
    for name, rows in edges.items():
        if pairs:
            connection.execute(f"CREATE REL TABLE `{name}` ({pairs}, {_columns(_EDGE, tables.EDGES)})")
        between: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in rows:
            between.setdefault((ends[row["source"]], ends[row["target"]]), []).append(row)
        for (head, tail), part in sorted(between.items()):
            copy = f"COPY `{name}` FROM (UNWIND $rows AS r RETURN r.source, r.target, {_values(_EDGE)}) "
            for batch in _batches(part, _EDGE):
                connection.execute(f"{copy} (from='{head}', to='{tail}')", {"rows": batch})
    # Cypher's own name for it, which LadybugDB lacks
    connection.execute("CREATE MACRO type(relation) AS label(relation)")


def _grouped(
    columns: Mapping[str, type], rows: Iterable[tables.Row], name: Any, known: Iterable[str]
) -> dict[str, list[dict[str, Any]]]:
    """Table name → its rows. Names that differ in case only are one table, as the engine has it."""
    found: dict[str, list[dict[str, Any]]] = {}
    names: dict[str, str] = {}
    for one in known:
        found.setdefault(names.setdefault(one.casefold(), one), [])
    for row in rows:
        values = dict(zip(columns, row, strict=True))
        one = name(values)
        found.setdefault(names.setdefault(one.casefold(), one), []).append(values)
    return found


def _columns(names: Iterable[str], kinds: Mapping[str, type]) -> str:
    return ", ".join(f"`{n}` {_KINDS[kinds[n]]}" for n in names)


def _values(names: Iterable[str]) -> str:
    return ", ".join(f"r.`{n}`" for n in names)


def _batches(rows: Iterable[dict[str, Any]], names: tuple[str, ...]) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while batch := [{n: row[n] for n in names} for row in islice(source, _BATCH)]:
        yield batch
