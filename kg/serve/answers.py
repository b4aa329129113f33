"""What is answered: plain records, every text in them clean and bounded."""

from __future__ import annotations

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
    "cleaned",
    "entity_brief",
    "path_found",
    "relation_brief",
    "sentence",
]

MOST = 100  # entities, relations or sentences in one answer
LONGEST = 2000  # characters of one text


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


@dataclass(frozen=True)
class EntityFound:
    """An entity with all that is known of it but its relations, which are counted."""

    id: str
    name: str
    type: str
    aliases: list[str]
    mentions: int
    files: list[str]
    relations_by_type: dict[str, int]
    why_one: list[str]


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
class PathFound:
    """One shortest path: the names on it, and the most confident relation of each step."""

    entities: list[str]
    confidence: float
    steps: list[RelationBrief]


@dataclass(frozen=True)
class Paths:
    """All shortest paths, the most confident first; none where none leads there."""

    total: int
    paths: list[PathFound]


@dataclass(frozen=True)
class RelationFound:
    """A relation with its sentences, the best first."""

    head: str
    type: str
    tail: str
    confidence: float
    total: int
    sentences: list[Sentence]


@dataclass(frozen=True)
class EvidenceFound:
    """All relations between two entities."""

    relations: list[RelationFound]


def cleaned(text: str) -> str:
    """Clean, and cut where it is longer than anything that an agent should read."""
    shown = clean(text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def entity_brief(graph: KnowledgeGraph, e: Entity) -> EntityBrief:
    """An entity in a list, with how many relations it has."""
    return EntityBrief(
        id=cleaned(e.id),
        name=cleaned(e.name),
        type=cleaned(e.type),
        aliases=[*map(cleaned, e.aliases)][:MOST],
        mentions=e.mentions,
        relations=len(graph.relations(entity=e.id)),
    )


def relation_brief(r: Relation) -> RelationBrief:
    """A relation with the best of its sentences."""
    return RelationBrief(
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
        best=sentence(r.evidence[0]) if r.evidence else None,
    )


def sentence(e: Evidence) -> Sentence:
    """A sentence that supports a relation."""
    return Sentence(
        text=cleaned(e.text),
        file=cleaned(e.file),
        start=e.start,
        end=e.end,
        confidence=e.confidence,
        status=cleaned(e.status),
        date=cleaned(e.date),
        attributes={cleaned(key): cleaned(value) for key, value in e.attributes},
    )


def path_found(p: Path) -> PathFound:
    """A path by its names and the relation of each step."""
    return PathFound(
        entities=[cleaned(e.name) for e in p.entities],
        confidence=round(p.confidence, 6),
        steps=[relation_brief(r) for r in p.relations],
    )
