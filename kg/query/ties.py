"""Who is in something, who is tied to whom, and over whom."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import KnowledgeGraph, Path
from kg.model import Entity, Relation

__all__ = ["common_partners", "firms_in", "most_connected", "paths_through", "within"]

CONTAINS = ("located-in", "part-of")
TIES = ("partners", "cooperates-with")


def within(
    graph: KnowledgeGraph, name: str, *, relations: Iterable[str] = CONTAINS
) -> dict[Entity, tuple[Relation, ...]]:
    """All that lies in a place or park, also in its parts, with the relations that lead up to it.

    :param relations: the types that lead up: ``located-in`` and ``part-of``.
    :return: entity → the way up, from its own relation to the one that reaches ``name``; one of the shortest, the
        first by id. In order of distance, then id.
    :raises UnknownEntity: where the name is unknown.

    >>> from kg.query import example
    >>> graph = example()
    >>> [(e.name, len(way)) for e, way in within(graph, "云和高新区").items()]
    [('云和高新区管委会', 1), ('蓝石科技', 1), ('石溪产业园', 1), ('青禾生物', 2)]
    """
    walked = frozenset(relations)
    start = graph.entity(name)
    below: dict[str, list[Relation]] = {}
    for r in graph.relations(type=walked):
        below.setdefault(r.tail_id, []).append(r)
    found: dict[str, tuple[Relation, ...]] = {start.id: ()}
    edge = [start.id]
    while edge:
        ahead: dict[str, tuple[Relation, ...]] = {}
        for key in edge:
            for r in below.get(key, ()):
                if r.head_id not in found and r.head_id not in ahead:
                    ahead[r.head_id] = (r, *found[key])
        found.update(sorted(ahead.items()))
        edge = sorted(ahead)
    del found[start.id]
    return {graph.entity(key): way for key, way in found.items()}


def firms_in(graph: KnowledgeGraph, park: str, *, types: Iterable[str] = ("company",)) -> list[Entity]:
    """The firms in a park, its sub-parks included.

    :param types: what counts as a firm.
    :raises UnknownEntity: where the name is unknown.

    >>> from kg.query import example
    >>> [e.name for e in firms_in(example(), "云和高新区")]
    ['蓝石科技', '青禾生物']
    """
    wanted = frozenset(types)
    return [e for e in within(graph, park) if e.type in wanted]


def common_partners(
    graph: KnowledgeGraph, a: str, b: str, *, relations: Iterable[str] = TIES, inside: bool = False
) -> dict[Entity, tuple[tuple[Relation, ...], tuple[Relation, ...]]]:
    """Who is tied to both of two parks (or any two entities).

    :param relations: what counts as a tie.
    :param inside: ties of all that lies in a park count as the park's.
    :return: partner → its ties with ``a`` and its ties with ``b``; the most confident pair of ties first.
    :raises UnknownEntity: where a name is unknown.

    >>> from kg.query import example
    >>> [e.name for e in common_partners(example(), "云和高新区", "海明经开区")]
    ['海明大学']
    """
    walked = frozenset(relations)
    sides: list[dict[str, list[Relation]]] = []
    own: set[str] = set()
    for name in (a, b):
        members = {graph.entity(name).id} | ({e.id for e in within(graph, name)} if inside else set())
        own |= members
        ties: dict[str, list[Relation]] = {}
        for key in sorted(members):
            for r in graph.relations(type=walked, entity=key):
                ties.setdefault(r.tail_id if r.head_id == key else r.head_id, []).append(r)
        sides.append(ties)
    found = {
        key: (tuple(sorted(sides[0][key], key=_surest)), tuple(sorted(sides[1][key], key=_surest)))
        for key in sides[0].keys() & sides[1].keys() - own
    }
    order = sorted(found, key=lambda k: (-found[k][0][0].confidence * found[k][1][0].confidence, k))
    return {graph.entity(key): found[key] for key in order}


def _surest(relation: Relation) -> tuple[float, str, str, str]:
    return -relation.confidence, relation.head_id, relation.type, relation.tail_id


def paths_through(
    graph: KnowledgeGraph, a: str, b: str, types: Iterable[str], *, max_hops: int = 6, limit: int = 100
) -> list[Path]:
    """All shortest paths between two entities that pass only entities of given types.

    :raises UnknownEntity: where a name is unknown.

    >>> from kg.query import example
    >>> [str(p) for p in paths_through(example(), "云和高新区", "海明经开区", ["university"])]
    ['云和高新区 —partners— 海明大学 —partners— 海明经开区']
    """
    return graph.paths(a, b, through=types, max_hops=max_hops, limit=limit)


def most_connected(graph: KnowledgeGraph, type: str | None = None, limit: int = 10) -> list[tuple[Entity, int]]:
    """The entities with the most relations, with how many.

    :param type: of one entity type only.

    >>> from kg.query import example
    >>> [(e.name, n) for e, n in most_connected(example(), limit=2)]
    [('云和高新区', 4), ('海明大学', 3)]
    """
    count = dict.fromkeys((e.id for e in graph), 0)
    for r in graph.relations():
        count[r.head_id] += 1
        if r.tail_id != r.head_id:
            count[r.tail_id] += 1
    kept = (e for e in graph if type is None or e.type == type)
    return sorted(((e, count[e.id]) for e in kept), key=lambda pair: (-pair[1], pair[0].id))[:limit]
