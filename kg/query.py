"""Questions that need more than one look into the graph.

What one look answers (by name, type, date, neighbourhood, shortest path) is asked of :class:`~kg.graph.KnowledgeGraph`.
Everything here is read-only, and its answers have a fixed order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

import networkx as nx

from kg.errors import GraphError
from kg.graph import KnowledgeGraph, Path
from kg.model import Entity, Relation

__all__ = [
    "CENTRALITIES",
    "GraphDiff",
    "centrality",
    "common_partners",
    "communities",
    "diff",
    "example",
    "firms_in",
    "most_connected",
    "paths_through",
    "to_pandas",
    "within",
]

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

    >>> [str(p) for p in paths_through(example(), "云和高新区", "海明经开区", ["university"])]
    ['云和高新区 —partners— 海明大学 —partners— 海明经开区']
    """
    return graph.paths(a, b, through=types, max_hops=max_hops, limit=limit)


def most_connected(graph: KnowledgeGraph, type: str | None = None, limit: int = 10) -> list[tuple[Entity, int]]:
    """The entities with the most relations, with how many.

    :param type: of one entity type only.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDiff:
    """What is new between two graphs.

    :ivar added_entities: in the new graph only, by id.
    :ivar removed_entities: in the old graph only.
    :ivar changed_entities: in both, with another name, type, other aliases or mentions: ``(old, new)``.
    :ivar added_relations: triples in the new graph only, by id.
    :ivar removed_relations: triples in the old graph only.
    :ivar changed_relations: in both, with other confidence or evidence: ``(old, new)``.
    """

    added_entities: tuple[Entity, ...] = ()
    removed_entities: tuple[Entity, ...] = ()
    changed_entities: tuple[tuple[Entity, Entity], ...] = ()
    added_relations: tuple[Relation, ...] = ()
    removed_relations: tuple[Relation, ...] = ()
    changed_relations: tuple[tuple[Relation, Relation], ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(getattr(self, f.name) for f in fields(self))

    def __str__(self) -> str:
        kinds = (("entities", "entities"), ("relations", "relations"))
        return "; ".join(
            f"{title}: {len(getattr(self, f'added_{key}'))} added, {len(getattr(self, f'removed_{key}'))} removed, "
            f"{len(getattr(self, f'changed_{key}'))} changed"
            for key, title in kinds
        )


def diff(old: KnowledgeGraph, new: KnowledgeGraph) -> GraphDiff:
    """What was added, removed and changed between two graphs.

    >>> print(diff(KnowledgeGraph(), example()))
    entities: 8 added, 0 removed, 0 changed; relations: 7 added, 0 removed, 0 changed
    """
    before, after = ({e.id: e for e in g} for g in (old, new))
    linked_before, linked_after = ({(r.head_id, r.type, r.tail_id): r for r in g.relations()} for g in (old, new))
    return GraphDiff(
        added_entities=tuple(e for key, e in after.items() if key not in before),
        removed_entities=tuple(e for key, e in before.items() if key not in after),
        changed_entities=tuple((before[k], e) for k, e in after.items() if k in before and _differ(before[k], e)),
        added_relations=tuple(r for key, r in linked_after.items() if key not in linked_before),
        removed_relations=tuple(r for key, r in linked_before.items() if key not in linked_after),
        changed_relations=tuple(
            (linked_before[key], r)
            for key, r in linked_after.items()
            if key in linked_before and _differ(linked_before[key], r)
        ),
    )


def _differ(one: Entity | Relation, other: Entity | Relation) -> bool:
    return any(getattr(one, f.name) != getattr(other, f.name) for f in fields(one))


def _plain(graph: KnowledgeGraph) -> nx.Graph[str]:
    """Undirected and simple, in a fixed order; weight: the sum of the confidences between two entities, never 0."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(e.id for e in graph)
    for r in graph.relations():
        if r.head_id != r.tail_id:
            known = plain.get_edge_data(r.head_id, r.tail_id, {"weight": 0.0})
            plain.add_edge(r.head_id, r.tail_id, weight=known["weight"] + max(r.confidence, 1e-6))
    return plain


def communities(graph: KnowledgeGraph, *, resolution: float = 1.0) -> dict[str, tuple[Entity, ...]]:
    """Groups of entities that are more tied to each other than to the rest (Louvain, by confidence).

    :param resolution: above 1 more and smaller groups.
    :return: name of the group → its members by id; large groups first. A group is named by its most connected member,
        so that the names stay when the graph grows a little.

    >>> {name: len(group) for name, group in communities(example()).items()}
    {'云和高新区': 3, '海明大学': 3, '石溪产业园': 2}
    """
    plain = _plain(graph)
    # seeded, and numbers for nodes: sets of text have another order in each process
    keys = list(plain)
    rank = {key: i for i, key in enumerate(keys)}
    numbered = nx.relabel_nodes(plain, rank)
    found = nx.community.louvain_communities(numbered, weight="weight", resolution=resolution, seed=1)
    groups = [sorted(keys[i] for i in group) for group in found]
    named: dict[str, tuple[Entity, ...]] = {}
    for group in sorted(groups, key=lambda g: (-len(g), g)):
        leader = graph.entity(min(group, key=lambda key: (-plain.degree[key], key)))
        name = leader.name if leader.name not in named else leader.id
        named[name] = tuple(graph.entity(key) for key in group)
    return named


CENTRALITIES: dict[str, Callable[[Any], dict[str, float]]] = {
    "degree": nx.degree_centrality,
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "pagerank": lambda plain: _pagerank(plain),
}


def centrality(
    graph: KnowledgeGraph, measure: str = "pagerank", limit: int | None = None
) -> list[tuple[Entity, float]]:
    """How central each entity is, the most central first.

    :param measure: ``degree``, ``betweenness``, ``closeness`` or ``pagerank``, as networkx defines them, on the
        undirected graph; ``pagerank`` (damping 0.85) counts an edge by its confidence.
    :param limit: how many at most.
    :return: with six decimals.
    :raises GraphError: for an unknown measure.

    >>> [(e.name, share) for e, share in centrality(example(), "degree", limit=1)]
    [('云和高新区', 0.571429)]
    """
    if measure not in CENTRALITIES:
        raise GraphError(f"no centrality is called {measure!r}; there are: {', '.join(CENTRALITIES)}")
    scores = CENTRALITIES[measure](_plain(graph)) if len(graph) else {}
    found = [(graph.entity(key), round(float(score), 6)) for key, score in scores.items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))[:limit]


def _pagerank(plain: nx.Graph[str]) -> dict[str, float]:
    """PageRank by power iteration (networkx's needs scipy)."""
    count = plain.number_of_nodes()
    total = {key: sum(d["weight"] for d in plain[key].values()) for key in plain}
    rank = dict.fromkeys(plain, 1 / count)
    for _ in range(200):
        loose = sum(rank[key] for key in plain if not total[key]) / count
        ahead = {
            key: 0.15 / count
            + 0.85 * (loose + sum(rank[o] * d["weight"] / total[o] for o, d in plain[key].items() if total[o]))
            for key in plain
        }
        moved = sum(abs(ahead[key] - rank[key]) for key in plain)
        rank = ahead
        if moved < 1e-10:
            break
    return rank


def to_pandas(graph: KnowledgeGraph) -> tuple[Any, Any]:
    """Entities and relations as two data frames.

    Entities: ``id name type aliases files mentions``. Relations: ``head type tail head_id tail_id symmetric confidence
    sentences status date_first date_last evidence``, the last one being the best sentence.

    :raises ExportError: where pandas is not installed.

    >>> entities, relations = to_pandas(example())
    >>> entities.shape, relations.loc[0, ["head", "type", "tail"]].tolist()
    ((8, 6), ['云和高新区管委会', 'part-of', '云和高新区'])
    """
    return graph.to_pandas()


def example() -> KnowledgeGraph:
    """The graph of the examples in these pages: three parks and who is in them; all names are invented."""
    names = {
        "云和高新区": "park", "石溪产业园": "park", "海明经开区": "park", "青禾生物": "company", "蓝石科技": "company",
        "云松股份": "company", "海明大学": "university", "云和高新区管委会": "agency",
    }  # fmt: skip
    triples = (
        ("石溪产业园", "part-of", "云和高新区"), ("青禾生物", "located-in", "石溪产业园"),
        ("蓝石科技", "located-in", "云和高新区"), ("云和高新区管委会", "part-of", "云和高新区"),
        ("云和高新区", "partners", "海明大学"), ("海明经开区", "partners", "海明大学"),
        ("云松股份", "cooperates-with", "海明大学"),
    )  # fmt: skip
    return KnowledgeGraph(
        [Entity(id=f"{type}:{name}", type=type, name=name) for name, type in names.items()],
        [
            Relation(
                head=head,
                type=type,
                tail=tail,
                head_id=f"{names[head]}:{head}",
                tail_id=f"{names[tail]}:{tail}",
                symmetric=type in TIES,
                confidence=0.9,
            )
            for head, type, tail in triples
        ],
    )
