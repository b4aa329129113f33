"""Questions that need more than one look into the graph.

What one look answers (by name, type, date, neighbourhood, shortest path) is asked of :class:`~kg.graph.KnowledgeGraph`.
Everything here is read-only, and its answers have a fixed order.

One door for four parts: who is tied to whom (:mod:`kg.query.ties`), groups and centres (:mod:`kg.query.shape`), what is
new between two graphs (:mod:`kg.query.changes`), and a small graph to try them on (:mod:`kg.query.sample`).
"""

from __future__ import annotations

from typing import Any

from kg.graph import KnowledgeGraph
from kg.query.changes import GraphDiff, diff
from kg.query.sample import example
from kg.query.shape import CENTRALITIES, centrality, communities
from kg.query.ties import common_partners, firms_in, most_connected, paths_through, within

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
