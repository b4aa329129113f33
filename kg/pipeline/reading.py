"""One article in, what it says out: with spaCy, or without a Doc."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.model import AliasClaim, Article, Extraction, Mention, RelationMention
from kg.rules import rule_pack
from kg.text import fold

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["LONGEST", "extract", "pipeline"]

#: Longer articles (in characters) are read part by part: what rules cost may grow with the square of a text's length.
LONGEST = 20_000


def pipeline(rules: str | None = None) -> Language:
    """A spaCy pipeline for Chinese with kg's components.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :raises kg.errors.RuleError: where the pack has faults.

    >>> doc = pipeline()("江南大学与昆山高新区签约。")
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('江南大学', 'university'), ('昆山高新区', 'park')]
    """
    return _pipeline(rules)


@cache
def _pipeline(rules: str | None) -> Language:
    import spacy

    from kg.segment import CharacterTokenizer

    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in ("kg_segmenter", "kg_extractor", "kg_linker"):
        nlp.add_pipe(name, config={"rules": rules})
    return nlp


def extract(article: Article | str, rules: str | None = None) -> Extraction:
    """All that one article yields.

    >>> [m.text for m in extract("江南大学与东南大学签约。").mentions]
    ['江南大学', '东南大学']
    """
    if isinstance(article, str):
        article = Article(file="<text>", text=article)
    if len(article.text) <= LONGEST:
        return _extracted(article, rules)
    mentions: list[Mention] = []
    aliases: list[AliasClaim] = []
    relations: list[RelationMention] = []
    for at, part in _parts(article):
        found, first = _extracted(part, rules), len(mentions)
        mentions += (replace(m, start=m.start + at, end=m.end + at) for m in found.mentions)
        aliases += (replace(a, start=a.start + at, end=a.end + at) for a in found.aliases)
        relations += (replace(r, head=r.head + first, tail=r.tail + first) for r in found.relations)
    return Extraction(article=article, mentions=tuple(mentions), aliases=tuple(aliases), relations=tuple(relations))


def _extracted(article: Article, rules: str | None) -> Extraction:
    """What :func:`pipeline` gives, without a Doc: spaCy takes a second to import, a token for each character longer."""
    # imported here, so that kg.extract stays the function and only those wait who read
    from kg.extract.mentions import names
    from kg.link.read import read
    from kg.segment.sentences import sentences
    from kg.segment.words import Words

    pack_ = rule_pack(rules)
    folded = fold(article.text)
    spans = sentences(folded)
    mentions, aliases = names(article.text, folded, Words(folded, pack_), pack_, spans, article.furniture)
    return Extraction(
        article=article, mentions=mentions, aliases=aliases, relations=read(article, folded, spans, mentions, pack_)
    )


def _parts(article: Article) -> Iterator[tuple[int, Article]]:
    """The offset and the text of each part of an overlong article, with its own way back into the file.

    A part ends with a paragraph where it can, else with a sentence, else anywhere.
    """
    text, start = article.text, 0
    while start < len(text):
        limit = start + LONGEST
        end = len(text)
        if limit < end:
            ends = [text.rfind(mark, start + LONGEST // 2, limit) for mark in ("\n", "。", "，")]
            end = next((at + 1 for at in ends if at >= 0), limit)
        run = bisect_right(article.runs, (start, float("inf"))) - 1
        runs = [(max(0, at - start), file_at + max(0, start - at)) for at, file_at in article.runs[run:] if at < end]
        blocked = [(max(a, start) - start, min(b, end) - start) for a, b in article.furniture if a < end and b > start]
        yield start, replace(article, text=text[start:end], runs=tuple(runs), furniture=tuple(blocked))
        start = end
