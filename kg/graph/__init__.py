"""The graph: entities, the relations between them, and the evidence for each.

One door for four parts: the graph itself, finding by name, paths, dates.
"""

from __future__ import annotations

from kg.graph.dates import date_span
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.names import fold, near
from kg.graph.path import Path

__all__ = ["KnowledgeGraph", "Path", "date_span", "fold", "near"]
