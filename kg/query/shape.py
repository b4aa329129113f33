"""The shape of a graph: its groups, and who stands in its middle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx

from kg.errors import GraphError
from kg.graph import KnowledgeGraph
from kg.model import Entity

__all__ = ["CENTRALITIES", "centrality", "communities"]


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

    >>> from kg.query import example
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

    >>> from kg.query import example
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
