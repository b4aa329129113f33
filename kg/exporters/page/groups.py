"""The overview of a large graph: every node goes to the nearest of its best-connected parks.

Parks are what readers of this news orient themselves by, so they make the groups; a graph without parks takes its
best-connected nodes instead. "Nearest" counts relations (breadth-first from all centres at once, Erwig 2000); of two
equally near centres the better connected one takes the node.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Any

from kg.exporters.page.assets import limits
from kg.exporters.page.payload import clean_label
from kg.model import Entity, Relation
from kg.scene import entity_color, scene
from kg.schema import Schema

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["grouped", "overview"]

_FEW = 8  # fewer parks than that make no overview
_SMALL, _LARGE = 10.0, 46.0  # radii of groups, pixels


def grouped(graph: KnowledgeGraph) -> tuple[dict[str, int], list[str]]:
    """Entity id → number of its group, and the id of each group's centre ("" where the group has none)."""
    around: dict[str, list[str]] = {e.id: [] for e in graph.entities}
    for r in graph.relations():
        around[r.head_id].append(r.tail_id)
        around[r.tail_id].append(r.head_id)
    most = limits()["overview"]["groups"]
    ranked = sorted(graph.entities, key=lambda e: (-len(around[e.id]), e.id))
    parks = [e.id for e in ranked if e.type == "park" and around[e.id]]
    centres = (parks if len(parks) >= _FEW else [e.id for e in ranked if around[e.id]])[:most]
    group = {key: number for number, key in enumerate(centres)}
    queue = deque(centres)
    while queue:
        key = queue.popleft()
        for other in around[key]:
            if other not in group:
                group[other] = group[key]
                queue.append(other)
    if len(group) < len(around):
        for key in around:
            group.setdefault(key, len(centres))
        centres = [*centres, ""]
    return group, centres


def overview(graph: KnowledgeGraph, schema: Schema, group: dict[str, int], centres: list[str]) -> dict[str, Any]:
    """What the page shows first of a large graph: groups with their places, and the strongest ties between them.

    ``groups`` holds ``k`` (index of the centre, -1 for none), ``name``, ``type`` (index in the legend, -1 for none),
    ``n`` members, ``x``, ``y``, ``size``; ``links`` holds ``[one, other, number of relations]``; ``colors`` those of
    the legend.
    """
    index = {e.id: i for i, e in enumerate(graph.entities)}
    used = {e.type for e in graph.entities}
    legend = [t for t in schema.entities if t in used] + sorted(used.difference(schema.entities))
    members = Counter(group.values())
    between: Counter[tuple[int, int]] = Counter()
    for r in graph.relations():
        a, b = group[r.head_id], group[r.tail_id]
        if a != b:
            between[min(a, b), max(a, b)] += 1
    strongest = sorted(between.items(), key=lambda item: (-item[1], item[0]))[: limits()["overview"]["links"]]
    stand_ins = [Entity(id=f"{i:06d}", type="park", name="") for i in range(len(centres))]
    ties = [
        Relation(head="", type="", tail="", head_id=stand_ins[a].id, tail_id=stand_ins[b].id) for (a, b), _ in strongest
    ]
    places = scene(stand_ins, ties, schema=schema)
    top = max(members.values(), default=1)
    rows = []
    for i, key in enumerate(centres):
        entity = graph.entities[index[key]] if key else None
        rows.append(
            {
                "k": index.get(key, -1),
                "name": clean_label(entity.name) if entity else "…",
                "type": legend.index(entity.type) if entity else -1,
                "n": members[i],
                "x": round(places.x[i] * 1.6, 1),
                "y": round(places.y[i] * 1.6, 1),
                "size": round(_SMALL + (_LARGE - _SMALL) * (members[i] / top) ** 0.5, 1),
            }
        )
    colors = [entity_color(name, schema) for name in legend]
    return {"groups": rows, "links": [[a, b, n] for (a, b), n in strongest], "colors": colors}
