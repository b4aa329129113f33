"""What may be asked: five questions, as functions of a graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kg.errors import GraphError
from kg.graph import KnowledgeGraph
from kg.serve.answers import (
    MOST,
    Entities,
    EntityBrief,
    EntityFound,
    EvidenceFound,
    PathFound,
    Paths,
    RelationBrief,
    RelationFound,
    Relations,
    bounded,
)

__all__ = ["TOOLS", "tools"]

TOOLS = ("search", "entity", "relations", "paths", "evidence")


def tools(graph: KnowledgeGraph) -> dict[str, Callable[..., Any]]:
    """The five tools as functions, by name; what an agent reads of them is their docstrings.

    >>> from kg.model import Entity
    >>> graph = KnowledgeGraph([Entity(id="park:江阴高新区", type="park", name="江阴高新区")])
    >>> tools(graph)["search"]("江阴").entities[0].name
    '江阴高新区'
    """

    def search(text: str, limit: int = 20) -> Entities:
        """Find entities by a part of a name or alias. Whole names come first, then the often mentioned ones.

        text: a part of a Chinese name, e.g. 江阴. limit: 1 to 100.
        """
        found = graph.search(text, len(graph))
        kept = found[: bounded(limit)]
        return Entities(total=len(found), entities=[EntityBrief.of(graph, e) for e in kept])

    def entity(name: str) -> EntityFound:
        """Tell what is known of one entity: type, aliases, files, why its names are one, how many relations it has.

        name: full name, alias or id. An unknown one is answered with the nearest names, also by sound.
        """
        return EntityFound.of(graph, graph.entity(name))

    def relations(
        entity: str = "",
        type: str = "",
        head: str = "",
        tail: str = "",
        status: str = "",
        since: str = "",
        until: str = "",
        file: str = "",
        min_confidence: float = 0.0,
        limit: int = 20,
    ) -> Relations:
        """List relations that meet all given conditions, the most confident first, each with its best sentence.

        entity: either end; head, tail: that end (symmetric relations count either way); names, aliases or ids.
        type: located-in, partners, cooperates-with, runs, part-of or invests-in.
        status: done, under-way, agreed or planned. since, until: ISO dates such as 2024, 2024-05 or 2024-05-17.
        file: a file that supports it. min_confidence: 0 to 1. limit: 1 to 100.
        """
        known = sorted({r.type for r in graph.relations()})
        if type and type not in known:
            raise GraphError(f"no relation type of this graph is called {type!r}; there are: {', '.join(known)}")
        found = graph.relations(
            entity=entity or None,
            type=type or None,
            head=head or None,
            tail=tail or None,
            status=status or None,
            since=since or None,
            until=until or None,
            file=file or None,
            min_confidence=min_confidence,
        )
        found.sort(key=lambda r: -r.confidence)
        return Relations(total=len(found), relations=[RelationBrief.of(r) for r in found[: bounded(limit)]])

    def paths(a: str, b: str, max_hops: int = 6, min_confidence: float = 0.0, limit: int = 5) -> Paths:
        """Show how two entities are connected: all shortest paths, step by step, each step with its best sentence.

        a, b: names, aliases or ids. max_hops: 1 to 10. min_confidence: of every step, 0 to 1. limit: 1 to 100.
        """
        found = graph.paths(a, b, max_hops=max(1, min(max_hops, 10)), min_confidence=min_confidence, limit=MOST)
        return Paths(total=len(found), paths=[PathFound.of(p) for p in found[: bounded(limit)]])

    def evidence(a: str, b: str, type: str = "", limit: int = 20) -> EvidenceFound:
        """Quote every sentence that supports the relations between two entities, with file, offsets, status and date.

        a, b: names, aliases or ids, in any order. type: of this relation type only. limit: sentences a relation.
        """
        one, other = graph.entity(a), graph.entity(b)
        found = [
            r for r in graph.relations(entity=one.id, type=type or None) if {r.head_id, r.tail_id} == {one.id, other.id}
        ]
        return EvidenceFound(relations=[RelationFound.of(r, limit) for r in found])

    return dict(zip(TOOLS, (search, entity, relations, paths, evidence), strict=True))
