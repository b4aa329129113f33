"""Extractions as compact bytes: without the article's text, every offset one of the file.

The bytes are JSON, so that a store that someone else has written can at worst hold nonsense, never code. They do not
hold the file's name: a file that was renamed has the extraction that it had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from sys import intern
from typing import Any

from kg.model import AliasClaim, Article, Evidence, Extraction, Mention, RelationMention

__all__ = ["Placed", "pack", "place", "unpack"]

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Article):
    """An article without its text: what its extraction says of places are offsets of the file.

    :ivar length: characters of the text that is not kept.
    """

    length: int = 0

    def locate(self, start: int, end: int) -> _Span:
        """The span itself, which is one of the file.

        >>> Placed(file="a.txt", text="").locate(200, 205)
        (200, 205)
        """
        return start, end

    def pieces(self, start: int, end: int) -> list[_Span]:
        """The span itself: the pieces were not kept."""
        return [(start, end)]


def place(extraction: Extraction) -> Extraction:
    """The extraction without the article's text, with the file's offsets in place of the text's.

    >>> article = Article(file="a.txt", text="苏州高新区", runs=((0, 2), (2, 6)))
    >>> placed = place(Extraction(article=article, mentions=(Mention(type="park", start=0, end=5, text="苏州高新区"),)))
    >>> [(m.start, m.end) for m in placed.mentions], placed.article.text
    ([(2, 9)], '')
    """
    article = extraction.article
    if isinstance(article, Placed):
        return extraction
    locate = article.locate
    mentions = []
    for mention in extraction.mentions:
        start, end = locate(mention.start, mention.end)
        mentions.append(
            Mention(
                type=mention.type,
                start=start,
                end=end,
                text=mention.text,
                rule=mention.rule,
                confidence=mention.confidence,
            )
        )
    aliases = []
    for claim in extraction.aliases:
        start, end = locate(claim.start, claim.end) if claim.end > claim.start else (0, 0)
        aliases.append(replace(claim, start=start, end=end))
    kept = Placed(
        file=article.file,
        text="",
        index=article.index,
        title=article.title,
        date=article.date,
        encoding=article.encoding,
        length=len(article.text),
    )
    return Extraction(article=kept, mentions=tuple(mentions), aliases=tuple(aliases), relations=extraction.relations)


def pack(extractions: Iterable[Extraction]) -> bytes:
    """The extractions of one file, placed, as bytes; :func:`unpack` is its inverse.

    >>> sentence = Evidence(file="a.txt", article=0, start=0, end=9, text="甲公司落户江阴。")
    >>> found = Extraction(article=Article(file="a.txt", text="甲公司落户江阴。"), mentions=(
    ...     Mention(type="company", start=0, end=3, text="甲公司"), Mention(type="place", start=5, end=7, text="江阴"),
    ... ), relations=(RelationMention(head=0, type="located-in", tail=1, evidence=sentence),))
    >>> list(unpack(pack([found]), "a.txt")) == [place(found)]
    True
    """
    rows = [_row(extraction) for extraction in extractions]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _row(extraction: Extraction) -> list[Any]:
    article = extraction.article
    locate = article.locate
    length = article.length if isinstance(article, Placed) else len(article.text)
    # one sentence often shows several relations: it is kept once
    sentences: dict[tuple[int, int, str], int] = {}
    relations = []
    for relation in extraction.relations:
        e = relation.evidence
        number = sentences.setdefault((e.start, e.end, e.text), len(sentences))
        relations.append(
            [
                *(relation.head, relation.type, relation.tail, number, *e.head, *e.tail, *e.trigger),
                *(e.rule, e.confidence, e.status, e.date, e.date_text, e.attributes),
            ]
        )
    return [
        [article.index, article.title, article.date, article.encoding, length],
        [[m.type, *locate(m.start, m.end), m.text, m.rule, m.confidence] for m in extraction.mentions],
        [
            [a.name, a.alias, a.type, a.rule, *(locate(a.start, a.end) if a.end > a.start else (0, 0))]
            for a in extraction.aliases
        ],
        list(sentences),
        relations,
    ]


def unpack(data: bytes, file: str) -> Iterator[Extraction]:
    """The extractions of one file, each when it is asked for.

    :param file: the name that the file has now.
    :raises ValueError: for bytes that :func:`pack` has not made.
    """
    try:
        for row in json.loads(data.decode("utf-8", "surrogatepass")):
            yield _extraction(row, file)
    except (TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"no extraction of kg: {error}") from error


def _extraction(row: list[Any], file: str) -> Extraction:
    (index, title, date, encoding, length), mentions, aliases, sentences, relations = row
    article = Placed(file=file, text="", index=index, title=title, date=date, encoding=intern(encoding), length=length)
    return Extraction(
        article=article,
        mentions=tuple(
            Mention(type=intern(type_), start=start, end=end, text=text, rule=intern(rule), confidence=confidence)
            for type_, start, end, text, rule, confidence in mentions
        ),
        aliases=tuple(
            AliasClaim(name=name, alias=alias, type=intern(type_), rule=intern(rule), start=start, end=end)
            for name, alias, type_, rule, start, end in aliases
        ),
        relations=tuple(_relation(values, sentences, file, index) for values in relations),
    )


def _relation(values: list[Any], sentences: list[Any], file: str, index: int) -> RelationMention:
    head, type_, tail, number, *spans = values[:10]
    rule, confidence, status, date, date_text, attributes = values[10:]
    start, end, text = sentences[number]
    evidence = Evidence(
        file=file,
        article=index,
        start=start,
        end=end,
        text=text,
        head=(spans[0], spans[1]),
        tail=(spans[2], spans[3]),
        trigger=(spans[4], spans[5]),
        rule=intern(rule),
        confidence=confidence,
        status=intern(status),
        date=date,
        date_text=date_text,
        attributes=tuple((key, value) for key, value in attributes),
    )
    return RelationMention(head=head, type=intern(type_), tail=tail, evidence=evidence)
