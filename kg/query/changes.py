"""What is new between two graphs."""

from __future__ import annotations

from dataclasses import dataclass, fields

from kg.graph import KnowledgeGraph
from kg.model import Entity, Relation

__all__ = ["GraphDiff", "diff"]


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

    >>> from kg.query import example
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
