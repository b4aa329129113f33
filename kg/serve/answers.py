"""What is answered: plain records, every text in them clean and bounded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.exporters.clean import clean
from kg.graph import KnowledgeGraph, Path
from kg.model import Entity, Evidence, Relation

__all__ = [
    "MOST",
    "Entities",
    "EntityBrief",
    "EntityFound",
    "EvidenceFound",
    "PathFound",
    "Paths",
    "RelationBrief",
    "RelationFound",
    "Relations",
    "Sentence",
    "bounded",
    "cleaned",
]

MOST = 100  # entities, relations or sentences in one answer
LONGEST = 2000  # characters of one text


def cleaned(text: str) -> str:
    """Clean, and cut where it is longer than anything that an agent should read."""
    shown = clean(text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def bounded(limit: int) -> int:
    """A number of answers that was asked for, within 1 and :data:`MOST`."""
    return max(1, min(limit, MOST))


# the answers are dataclasses without slots: the SDK makes schemas of their class attributes
@dataclass(frozen=True)
class EntityBrief:
    """An entity in a list."""

    id: str
    name: str
    type: str
    aliases: list[str]
    mentions: int
    relations: int

    @classmethod
    def of(cls, graph: KnowledgeGraph, e: Entity) -> EntityBrief:
        """An entity with how many relations it has."""
        return cls(
            id=cleaned(e.id),
            name=cleaned(e.name),
            type=cleaned(e.type),
            aliases=[*map(cleaned, e.aliases)][:MOST],
            mentions=e.mentions,
            relations=len(graph.relations(entity=e.id)),
        )


@dataclass(frozen=True)
class EntityFound(EntityBrief):
    """An entity with all that is known of it but its relations, which are counted."""

    files: list[str]
    relations_by_type: dict[str, int]
    why_one: list[str]

    @classmethod
    def of(cls, graph: KnowledgeGraph, e: Entity) -> EntityFound:
        """An entity with its files, what its relations are, and why its names are one."""
        counts = Counter(r.type for r in graph.relations(entity=e.id))
        return cls(
            **vars(EntityBrief.of(graph, e)),
            files=[*map(cleaned, e.files)][:MOST],
            relations_by_type={cleaned(key): n for key, n in sorted(counts.items())},
            why_one=[cleaned(f"{m.form} = {m.into}: {m.reason}") for m in e.merges][:MOST],
        )


@dataclass(frozen=True)
class Sentence:
    """A sentence that supports a relation; offsets count characters of the decoded file, half-open."""

    text: str
    file: str
    start: int
    end: int
    confidence: float
    status: str
    date: str
    attributes: dict[str, str]

    @classmethod
    def of(cls, e: Evidence) -> Sentence:
        """A piece of evidence, clean."""
        return cls(
            text=cleaned(e.text),
            file=cleaned(e.file),
            start=e.start,
            end=e.end,
            confidence=e.confidence,
            status=cleaned(e.status),
            date=cleaned(e.date),
            attributes={cleaned(key): cleaned(value) for key, value in e.attributes},
        )


@dataclass(frozen=True)
class RelationBrief:
    """A relation with its best sentence."""

    head: str
    head_id: str
    type: str
    tail: str
    tail_id: str
    symmetric: bool
    confidence: float
    status: str
    dates: list[str]
    sentences: int
    best: Sentence | None

    @classmethod
    def of(cls, r: Relation) -> RelationBrief:
        """A relation with the first of its evidence, which is the best."""
        return cls(
            head=cleaned(r.head),
            head_id=cleaned(r.head_id),
            type=cleaned(r.type),
            tail=cleaned(r.tail),
            tail_id=cleaned(r.tail_id),
            symmetric=r.symmetric,
            confidence=r.confidence,
            status=cleaned(r.status),
            dates=[*map(cleaned, r.dates)][:MOST],
            sentences=r.sentences,
            best=Sentence.of(r.evidence[0]) if r.evidence else None,
        )


@dataclass(frozen=True)
class RelationFound:
    """A relation with its sentences, the best first."""

    head: str
    type: str
    tail: str
    confidence: float
    total: int
    sentences: list[Sentence]

    @classmethod
    def of(cls, r: Relation, limit: int) -> RelationFound:
        """A relation with so many sentences of its evidence."""
        return cls(
            head=cleaned(r.head),
            type=cleaned(r.type),
            tail=cleaned(r.tail),
            confidence=r.confidence,
            total=r.sentences,
            sentences=[Sentence.of(e) for e in r.evidence[: bounded(limit)]],
        )


@dataclass(frozen=True)
class PathFound:
    """One shortest path: the names on it, and the most confident relation of each step."""

    entities: list[str]
    confidence: float
    steps: list[RelationBrief]

    @classmethod
    def of(cls, p: Path) -> PathFound:
        """A path by its names and the relation of each step."""
        return cls(
            entities=[cleaned(e.name) for e in p.entities],
            confidence=round(p.confidence, 6),
            steps=[RelationBrief.of(r) for r in p.relations],
        )


@dataclass(frozen=True)
class Entities:
    """What a search found."""

    total: int
    entities: list[EntityBrief]


@dataclass(frozen=True)
class Relations:
    """The first relations of all that meet the conditions, the most confident first."""

    total: int
    relations: list[RelationBrief]


@dataclass(frozen=True)
class Paths:
    """All shortest paths, the most confident first; none where none leads there."""

    total: int
    paths: list[PathFound]


@dataclass(frozen=True)
class EvidenceFound:
    """All relations between two entities."""

    relations: list[RelationFound]
