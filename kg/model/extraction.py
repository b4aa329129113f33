"""What one article yields."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.article import Article

__all__ = ["AliasClaim", "Evidence", "Extraction", "Mention", "RelationMention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a name stands.

    :ivar type: an entity type of the schema.
    :ivar start: text offset of its first character.
    :ivar end: text offset behind its last character.
    :ivar text: the name as the clean text has it.
    :ivar rule: the id of the rule or lexicon that found it (provenance).
    :ivar confidence: 0 to 1.
    """

    type: str
    start: int
    end: int
    text: str
    rule: str = field(default="", compare=False)
    confidence: float = field(default=1.0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasClaim:
    """The article itself says or shows that two forms name one thing.

    :ivar name: one form, as written; usually the longer.
    :ivar alias: the other form, as written.
    :ivar type: entity type of both.
    :ivar rule: why (``declared`` by 以下简称, ``bracket``, ``short-form``, ``owner`` …).
    :ivar start: text offset of the place that shows it.
    :ivar end: text offset behind it.
    """

    name: str
    alias: str
    type: str
    rule: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence that supports a relation.

    :ivar file: see :attr:`Source.file`.
    :ivar article: which article of the file, from 0.
    :ivar start: file offset of the sentence's first character.
    :ivar end: file offset behind its last character.
    :ivar text: the sentence, clean.
    :ivar head: where the head stands, as a span of ``text``; empty span ``(0, 0)`` where it stands in another sentence.
    :ivar tail: the same for the tail.
    :ivar trigger: the words that show the relation, as a span of ``text``; ``(0, 0)`` where the name itself shows it.
    :ivar rule: the id of the rule that read it.
    :ivar confidence: 0 to 1: how often edges read by this rule in this manner are right.
    :ivar status: ``done``, ``under-way``, ``agreed`` or ``planned``; empty where the text does not say.
    :ivar date: ISO text as exact as known, else empty.
    :ivar date_text: the words that gave ``date``, as written.
    :ivar attributes: further facts as text, e.g. ``amount`` and ``currency`` of ``invests-in``.
    """

    file: str
    article: int
    start: int
    end: int
    text: str
    head: tuple[int, int] = (0, 0)
    tail: tuple[int, int] = (0, 0)
    trigger: tuple[int, int] = (0, 0)
    rule: str = ""
    confidence: float = 1.0
    status: str = ""
    date: str = ""
    date_text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationMention:
    """One place where the text shows a relation between two mentions.

    :ivar head: index into :attr:`Extraction.mentions`.
    :ivar type: a relation type of the schema.
    :ivar tail: index into :attr:`Extraction.mentions`.
    :ivar evidence: the sentence.
    """

    head: int
    type: str
    tail: int
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one article yields, in plain records: what leaves spaCy.

    :ivar article: the article; ``locate`` turns the mentions' text offsets into file offsets.
    :ivar mentions: in text order, the longer first where two start together.
    :ivar aliases: what the article says of its own names.
    :ivar relations: in text order.
    """

    article: Article
    mentions: tuple[Mention, ...] = ()
    aliases: tuple[AliasClaim, ...] = ()
    relations: tuple[RelationMention, ...] = ()
