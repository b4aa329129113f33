"""What a graph holds: entities, the relations between them, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.model.extraction import Evidence
from kg.model.later import Later, later, made_later

__all__ = ["Entity", "Merge", "Occurrence", "Relation", "furthest", "given_evidence"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Occurrence:
    """A mention as the graph keeps it.

    :ivar file: see :attr:`Source.file`.
    :ivar start: file offset.
    :ivar end: file offset.
    :ivar text: the form, clean.
    :ivar article: which article of the file, from 0.
    :ivar rule: what found it.
    """

    file: str
    start: int
    end: int
    text: str
    article: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Merge:
    """Why two forms became one entity.

    :ivar form: the form that was merged.
    :ivar into: the form that it was merged with.
    :ivar reason: a rule id (``declared``, ``short-form``, ``same-name`` …).
    :ivar file: where the reason stands; empty where it needs no file.
    :ivar start: file offset.
    :ivar end: file offset.
    """

    form: str
    into: str
    reason: str
    file: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A node.

    :ivar id: ``type:name``, readable and stable; ``type:name@file`` where two things share one name.
    :ivar type: an entity type of the schema.
    :ivar name: the canonical name: the longest form that the sources use.
    :ivar aliases: every other form, sorted.
    :ivar occurrences: every mention, sorted.
    :ivar merges: why the forms are one entity, sorted.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = field(default=(), compare=False)
    occurrences: tuple[Occurrence, ...] = field(default=(), compare=False)
    merges: tuple[Merge, ...] = field(default=(), compare=False)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that mention it, sorted."""
        kept = later(self)
        return tuple(sorted({o.file for o in self.occurrences} if kept is None else kept.files()))

    @property
    def mentions(self) -> int:
        """How many occurrences there are; they are not made for it."""
        return len(later(self) or self.occurrences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An edge: one per head, type and tail, with all its evidence.

    Equality is that of the triple; what supports it does not count.

    :ivar head: canonical name of the head. A symmetric relation is stored once, the smaller id first.
    :ivar type: a relation type of the schema.
    :ivar tail: canonical name of the tail.
    :ivar head_id: :attr:`Entity.id` of the head.
    :ivar tail_id: :attr:`Entity.id` of the tail.
    :ivar symmetric: whether head and tail may be swapped.
    :ivar confidence: 0 to 1: noisy-or over distinct sentences.
    :ivar evidence: best first: by confidence, then file and offset.
    """

    head: str = field(compare=False)
    type: str
    tail: str = field(compare=False)
    head_id: str
    tail_id: str
    symmetric: bool = field(default=False, compare=False)
    confidence: float = field(default=1.0, compare=False)
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that support it, sorted."""
        kept = later(self)
        return tuple(sorted({e.file for e in self.evidence} if kept is None else kept.files()))

    @property
    def sentences(self) -> int:
        """How many sentences support it; they are not made for it."""
        return len(later(self) or self.evidence)

    @property
    def status(self) -> str:
        """The furthest status that any evidence gives (done > under-way > agreed > planned), else empty."""
        return furthest(e.status for e in self.evidence)

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates that the evidence gives, sorted, without repetition."""
        return tuple(sorted({e.date for e in self.evidence if e.date}))

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes of the evidence, the best evidence first to speak."""
        found: dict[str, str] = {}
        for e in self.evidence:
            for key, value in e.attributes:
                found.setdefault(key, value)
        return found

    def __str__(self) -> str:
        arrow = "—" if self.symmetric else "→"
        return f"{self.head} —{self.type}{arrow} {self.tail}"


made_later(Entity, "occurrences")

#: What a relation was given for its evidence: the tuple, or a :class:`Later` as long as nobody has looked.
given_evidence: Callable[[Relation], tuple[Evidence, ...] | Later] = made_later(Relation, "evidence").__get__


def furthest(statuses: Iterable[str]) -> str:
    """The furthest of some statuses (done > under-way > agreed > planned); empty where there is none.

    >>> furthest(["agreed", "", "done"])
    'done'
    """
    found = set(statuses)
    return next((s for s in ("done", "under-way", "agreed", "planned") if s in found), "")
