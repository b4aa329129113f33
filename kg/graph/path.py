"""A way from one entity to another."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Entity, Relation

__all__ = ["Path"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Entities in the order in which they are passed, and the relations between each and the next.

    Relations are walked either way; each knows its own head and tail.

    :ivar entities: from the start to the goal, both included.
    :ivar steps: for each step, every relation between its two entities, the most confident first.
    """

    entities: tuple[Entity, ...]
    steps: tuple[tuple[Relation, ...], ...] = field(default=())

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The most confident relation of each step."""
        return tuple(step[0] for step in self.steps)

    @property
    def confidence(self) -> float:
        """The product of the confidences of :attr:`relations`: how likely all of them hold, were they independent."""
        product = 1.0
        for relation in self.relations:
            product *= relation.confidence
        return product

    def __len__(self) -> int:
        """The number of steps."""
        return len(self.steps)

    def __str__(self) -> str:
        parts = [self.entities[0].name]
        for place, relation, entity in zip(self.entities, self.relations, self.entities[1:], strict=False):
            if relation.symmetric:
                parts.append(f"—{relation.type}— {entity.name}")
            elif relation.head_id == place.id:
                parts.append(f"—{relation.type}→ {entity.name}")
            else:
                parts.append(f"←{relation.type}— {entity.name}")
        return " ".join(parts)
