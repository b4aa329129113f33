"""The graph as three tables, for all formats that are tables: nodes, edges, evidence.

A column is text, an integer, a number, a truth value or a list of texts. Texts are clean (:mod:`kg.exporters.clean`);
what is missing is empty text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from kg.errors import ExportError
from kg.exporters.clean import NodeIds, clean, edge_id, evidence_text, one_line, period
from kg.graph import KnowledgeGraph
from kg.schema import Schema

__all__ = ["EDGES", "EVIDENCE", "NODES", "edges", "evidence", "needed", "nodes"]

NODES: Mapping[str, type] = {
    "id": str, "name": str, "type": str, "type_zh": str, "aliases": list, "files": list, "mentions": int, "degree": int,
}  # fmt: skip
EDGES: Mapping[str, type] = {
    "id": str, "source": str, "relation": str, "target": str, "source_name": str, "relation_zh": str,
    "target_name": str, "symmetric": bool, "weight": int, "confidence": float, "status": str, "date_start": str,
    "date_end": str, "attributes": str, "evidence": str, "files": list,
}  # fmt: skip
EVIDENCE: Mapping[str, type] = {
    "edge": str, "source": str, "relation": str, "target": str, "file": str, "article": int, "start": int, "end": int,
    "text": str, "trigger": str, "rule": str, "confidence": float, "status": str, "date": str, "date_text": str,
    "attributes": str,
}  # fmt: skip

Row = tuple[Any, ...]


def needed(module: str, extra: str) -> Any:
    """An optional library.

    :raises ExportError: where it is not installed; it says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ExportError(
            f"this format needs {module.partition('.')[0]}, which is not installed: pip install 'kg-parks[{extra}]'"
        ) from error


def nodes(graph: KnowledgeGraph, schema: Schema) -> Iterator[Row]:
    """One row for each entity, in the order of :data:`NODES`."""
    ids = NodeIds(graph)
    degree = dict.fromkeys((e.id for e in graph), 0)
    for r in graph.relations():
        degree[r.head_id] += 1
        degree[r.tail_id] += 1
    for e in graph:
        key = ids[e.id]
        chinese = clean(schema.entities[e.type].zh) if e.type in schema.entities else ""
        aliases = [a for a in map(one_line, e.aliases) if a]
        files = list(map(one_line, e.files))
        name = one_line(e.name) or key
        yield key, name, one_line(e.type), chinese, aliases, files, e.mentions, degree[e.id]


def edges(graph: KnowledgeGraph, schema: Schema) -> Iterator[Row]:
    """One row for each relation, in the order of :data:`EDGES`."""
    ids = NodeIds(graph)
    for r in graph.relations():
        start, end = period(r.evidence)
        chinese = clean(schema.relations[r.type].zh) if r.type in schema.relations else ""
        yield (
            edge_id(r),
            ids[r.head_id],
            one_line(r.type) or "related",
            ids[r.tail_id],
            one_line(r.head) or ids[r.head_id],
            chinese,
            one_line(r.tail) or ids[r.tail_id],
            r.symmetric,
            max(1, r.sentences),
            round(r.confidence, 6),
            one_line(r.status),
            start,
            end,
            _facts(sorted(r.attributes.items())),
            evidence_text(r.evidence),
            list(map(one_line, r.files)),
        )


def evidence(graph: KnowledgeGraph) -> Iterator[Row]:
    """One row for each sentence of each relation, in the order of :data:`EVIDENCE`."""
    ids = NodeIds(graph)
    for r in graph.relations():
        key, head, type, tail = edge_id(r), ids[r.head_id], one_line(r.type) or "related", ids[r.tail_id]
        for e in r.evidence:
            yield (
                key,
                head,
                type,
                tail,
                one_line(e.file),
                e.article,
                e.start,
                e.end,
                clean(e.text),
                clean(e.text[slice(*e.trigger)]),
                one_line(e.rule),
                round(e.confidence, 6),
                one_line(e.status),
                one_line(e.date),
                one_line(e.date_text),
                _facts(sorted(e.attributes)),
            )


def _facts(pairs: list[tuple[str, str]]) -> str:
    return "; ".join(f"{one_line(key)}={one_line(value)}" for key, value in pairs)
