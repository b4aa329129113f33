"""A way from one entity to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.model import Entity, Relation

__all__ = ["Path", "shortest"]


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


def shortest(
    start: str, goal: str, steps: Callable[[str], Iterable[str]], max_hops: int, limit: int
) -> list[tuple[str, ...]]:
    """All shortest ways as ids from start to goal, at most ``limit``; breadth first, in the order of the ids.

    :param steps: from an id to those one step away.

    >>> square = {"a": "bc", "b": "ad", "c": "ad", "d": "bc"}
    >>> shortest("a", "d", square.__getitem__, max_hops=6, limit=10)
    [('a', 'b', 'd'), ('a', 'c', 'd')]
    """
    distance = {start: 0}
    came: dict[str, list[str]] = {start: []}
    edge = [start]
    while edge and goal not in distance and distance[edge[0]] < max_hops:
        ahead: list[str] = []
        for key in edge:
            for other in steps(key):
                if other not in distance:
                    distance[other] = distance[key] + 1
                    came[other] = []
                    ahead.append(other)
                if distance[other] == distance[key] + 1:
                    came[other].append(key)
        edge = sorted(ahead)
    found: list[tuple[str, ...]] = []
    stack: list[tuple[str, ...]] = [(goal,)] if goal in distance else []
    while stack and len(found) < limit:
        path = stack.pop()
        if came[path[0]]:
            stack.extend((before, *path) for before in sorted(came[path[0]], reverse=True))
        else:
            found.append(path)
    return found
