"""What flows through the house: plain, frozen records.

**Offsets.** Two kinds, both half-open ``[start, end)`` and counted in Unicode code points:

* *text offsets* count in :attr:`Article.text`, the clean text of one article;
* *file offsets* count in the decoded text of the whole file (:attr:`Source.text`): no byte-order mark, line
  ends as they stand. ``open(file, encoding=…, newline="").read()[start:end]`` shows what stands there.

Clean text is the file's text with layout characters left out: it never holds a character that does not stand in
the file. It keeps the file's order, but for what a page's layout has torn apart: a headline that stands behind
its body, a sentence that a picture interrupts, a piece of a paragraph that stands elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

__all__ = [
    "AliasClaim",
    "Article",
    "Entity",
    "Evidence",
    "Extraction",
    "Later",
    "Mention",
    "Merge",
    "Occurrence",
    "Relation",
    "RelationMention",
    "Skipped",
    "Source",
    "furthest",
    "given_evidence",
    "later",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as it was read, before any layout is looked at.

    :ivar file: the file's name as the user knows it: relative to the input folder, with ``/``;
        ``<stdin>`` and ``<text>`` for what has no file.
    :ivar text: the decoded text, byte-order mark left out, line ends kept.
    :ivar encoding: the codec that decoded it, by Python's name.
    """

    file: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: clean text, and the way back into the file.

    :ivar file: see :attr:`Source.file`.
    :ivar text: the clean text. Paragraphs are separated by one ``\\n``.
    :ivar runs: the map: pairs ``(text offset, file offset)``, ascending in the first. From each pair on, the two
        offsets advance together until the next pair.
    :ivar index: which article of its file, from 0.
    :ivar title: the headline where one was recognised (it is part of ``text``), else empty.
    :ivar date: the article's own date as ISO text, as exact as it is known (``2024``, ``2024-01``,
        ``2024-01-12``), else empty.
    :ivar encoding: see :attr:`Source.encoding`.
    :ivar furniture: text spans of bylines, picture credits, page heads and imprints, ascending, disjoint.
    """

    file: str
    text: str
    runs: tuple[tuple[int, int], ...] = ((0, 0),)
    index: int = 0
    title: str = ""
    date: str = ""
    encoding: str = "utf-8"
    furniture: tuple[tuple[int, int], ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """File offsets of the text span ``[start, end)``: the smallest file span that holds all its characters.

        Both ends stand on characters of the span: layout characters inside it are covered, those around it are not.
        Where the page's layout has torn the span apart, what stands between its pieces is covered too;
        :meth:`pieces` gives the pieces alone.

        :raises ValueError: for an empty span or one outside the text.

        >>> Article(file="a.txt", text="苏州高新区", runs=((0, 2), (2, 6))).locate(0, 5)
        (2, 9)
        """
        if 0 <= start < end <= len(self.text):
            run = bisect_right(self.runs, (start, float("inf")))
            if run == len(self.runs) or end <= self.runs[run][0]:
                text_start, file_start = self.runs[run - 1]
                return file_start + start - text_start, file_start + end - text_start
        pieces = self.pieces(start, end)
        return min(pieces)[0], max(last for _, last in pieces)

    def pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The file spans that hold the text span ``[start, end)`` and nothing else, in the text's order.

        :raises ValueError: for an empty span or one outside the text.

        >>> Article(file="a.txt", text="苏州高新区", runs=((0, 7), (2, 0))).pieces(0, 5)
        [(7, 9), (0, 3)]
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is no span of a text of {len(self.text)} characters")
        found = []
        run = bisect_right(self.runs, (start, float("inf"))) - 1
        while start < end:
            text_start, file_start = self.runs[run]
            run += 1
            stop = min(end, self.runs[run][0]) if run < len(self.runs) else end
            found.append((file_start + start - text_start, file_start + stop - text_start))
            start = stop
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file or a part of one that was not read, and why.

    :ivar file: see :attr:`Source.file`.
    :ivar reason: one sentence that says what is wrong and what to do about it.
    """

    file: str
    reason: str


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


def furthest(statuses: Iterable[str]) -> str:
    """The furthest of some statuses (done > under-way > agreed > planned); empty where there is none.

    >>> furthest(["agreed", "", "done"])
    'done'
    """
    found = set(statuses)
    return next((s for s in ("done", "under-way", "agreed", "planned") if s in found), "")


class Later(Protocol):
    """What may be given for the occurrences of an entity or the evidence of a relation in place of the tuple.

    The tuple is made when somebody looks: most graphs are written to files and never looked at.
    """

    def __call__(self) -> tuple[Any, ...]:
        """The records."""
        ...

    def __len__(self) -> int:
        """How many there are: one or more."""
        ...

    def files(self) -> set[str]:
        """The files that they name."""
        ...


class _Made:
    """A field that makes its tuple when it is first asked for it, where it was given a :class:`Later`."""

    def __init__(self, slot: Any) -> None:
        self.slot = slot

    def __get__(self, record: object, owner: type | None = None) -> Any:
        if record is None:
            return self
        value = self.slot.__get__(record)
        if not isinstance(value, tuple):
            value = value()
            self.slot.__set__(record, value)
        return value

    def __set__(self, record: object, value: Any) -> None:
        self.slot.__set__(record, value)


_SLOTS: dict[type, Any] = {Entity: Entity.__dict__["occurrences"], Relation: Relation.__dict__["evidence"]}
setattr(Entity, "occurrences", _Made(_SLOTS[Entity]))  # noqa: B010 - a dataclass with slots makes its own first
setattr(Relation, "evidence", _Made(_SLOTS[Relation]))  # noqa: B010


#: What a relation was given for its evidence: the tuple, or a :class:`Later` as long as nobody has looked.
given_evidence: Callable[[Relation], tuple[Evidence, ...] | Later] = _SLOTS[Relation].__get__


def later(record: Entity | Relation) -> Later | None:
    """What the record was given in place of its occurrences or its evidence, as long as nobody has looked at them."""
    value = _SLOTS[type(record)].__get__(record)
    return None if isinstance(value, tuple) else value
