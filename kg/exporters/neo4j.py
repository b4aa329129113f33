"""``graph.cypher``, ``graph-neo4j-nodes.csv``, ``graph-neo4j-relations.csv``: the graph for Neo4j and its kin.

**What they cannot hold:** the places of mentions, the reasons of merges, evidence beyond 2,000 characters a relation,
the characters that :mod:`kg.exporters.clean` leaves out; in the CSV files a ``;`` inside a list is written ``；``.

The script may run any number of times: it merges by id. The CSV files are for a new database::

    neo4j-admin database import full --nodes=graph-neo4j-nodes.csv --relationships=graph-neo4j-relations.csv \\
        --array-delimiter=";" --quote='"' --multiline-fields=true

Nodes have the label ``Entity`` and that of their type (``Company``); relations the type in capitals (``LOCATED_IN``).
Symmetric relations stand once, smaller id first: match them without an arrow.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from kg.exporters import tables
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.schema import Schema, default_schema

__all__ = ["label", "literal", "relation_name", "write"]

_BATCH = 500
_NODE = ("id", "name", "type", "aliases", "files", "mentions")
_EDGE = ("id", "source", "target", "symmetric", "weight", "confidence", "status", "date_start", "date_end",
         "attributes", "evidence", "files")  # fmt: skip
_SUFFIX = {str: "", int: ":int", float: ":double", bool: ":boolean", list: ":string[]"}


def write(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write the script and the two tables; see the module for what is lost.

    :param path: of the script; the tables stand beside it.
    :raises ExportError: where a file cannot be written.
    """
    schema = schema or default_schema()
    nodes = [dict(zip(tables.NODES, row, strict=True)) for row in tables.nodes(graph, schema)]
    _csv(
        path.with_name(f"{path.stem}-neo4j-nodes.csv"),
        ["id:ID", *(f"{n}{_SUFFIX[tables.NODES[n]]}" for n in _NODE[1:]), ":LABEL"],
        ([*(n[key] for key in _NODE), ["Entity", label(n["type"])]] for n in nodes),
    )
    kept = [n for n in _EDGE if n not in {"source", "target"}]
    _csv(
        path.with_name(f"{path.stem}-neo4j-relations.csv"),
        [":START_ID", ":END_ID", ":TYPE", *(f"{n}{_SUFFIX[tables.EDGES[n]]}" for n in kept)],
        ([e["source"], e["target"], relation_name(e["relation"]), *(e[n] for n in kept)] for e in _rows(graph, schema)),
    )
    with replacing(path) as out:
        out.write("CREATE CONSTRAINT kg_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n")
        nodes.sort(key=lambda n: (n["type"], n["id"]))
        for type, group in groupby(nodes, key=lambda n: str(n["type"])):
            for rows in _batches({key: n[key] for key in _NODE} for n in group):
                out.write(f"UNWIND {literal(rows)} AS row\nMERGE (n:Entity {{id: row.id}}) ")
                out.write(f"SET n += row, n:{_quoted(label(type))};\n")
        edges = sorted(_rows(graph, schema), key=lambda e: (e["relation"], e["source"], e["target"]))
        for type, group in groupby(edges, key=lambda e: str(e["relation"])):
            for rows in _batches({key: e[key] for key in _EDGE} for e in group):
                out.write(f"UNWIND {literal(rows)} AS row\n")
                out.write("MATCH (a:Entity {id: row.source})\nMATCH (b:Entity {id: row.target})\n")
                out.write(f"MERGE (a)-[r:{_quoted(relation_name(type))} {{id: row.id}}]->(b) SET r += row;\n")


write.suffix = ".cypher"  # type: ignore[attr-defined]


def _rows(graph: KnowledgeGraph, schema: Schema) -> Iterator[dict[str, Any]]:
    return (dict(zip(tables.EDGES, row, strict=True)) for row in tables.edges(graph, schema))


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _csv(path: Path, head: list[str], rows: Iterable[list[Any]]) -> None:
    with replacing(path) as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        for row in rows:
            writer.writerow([_field(value) for value in row])


def _field(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(text.replace(";", "；") for text in value)
    return value


def label(type: str) -> str:
    """The label of an entity type: words of letters and digits, each with a capital.

    >>> label("company"), label("research-lab"), label("=1")
    ('Company', 'ResearchLab', 'Type1')
    """
    words = re.findall(r"\w+", type.replace("_", " "))
    name = "".join(w[:1].upper() + w[1:] for w in words)
    return name if name and not name[0].isdigit() else f"Type{name}"


def relation_name(type: str) -> str:
    """The name of a relation type: in capitals, words joined by ``_``.

    >>> relation_name("located-in"), relation_name("1a")
    ('LOCATED_IN', 'REL_1A')
    """
    name = "_".join(re.findall(r"\w+", type)).upper()
    return name if name and not name[0].isdigit() else f"REL_{name}"


def _quoted(name: str) -> str:
    return f"`{name}`"  # letters, digits and _ only: no ` can be in it


def literal(value: Any) -> str:
    r"""A value in Cypher; text in single quotes.

    A backslash before ``u`` ends the literal and the next one goes on, because some servers resolve ``\uXXXX``
    before they look for quotes.

    >>> print(literal({"name": "甲'乙", "n": 1, "ok": True, "list": ["a"]}))
    {name: '甲\'乙', n: 1, ok: true, list: ['a']}
    >>> print(literal("\\u0027"))
    '\\' + 'u0027'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {literal(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    text = str(value).replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\t", "\\t")
    return "'" + re.sub(r"\\(?=[uU])", r"\\' + '", text) + "'"
