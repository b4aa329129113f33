"""What the extractor hands on: mentions and alias claims, cut from the clean text."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.find import find
from kg.model import AliasClaim, Mention
from kg.rules import RulePack
from kg.text import Cutter

__all__ = ["names"]


def names(
    text: str,
    folded: str,
    words: Cutter,
    pack: RulePack,
    sentences: Sequence[tuple[int, int]],
    blocked: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[Mention, ...], tuple[AliasClaim, ...]]:
    """The mentions of a text, overlapping ones included, and what it says of other forms.

    :param folded: the text as :func:`kg.text.fold` gives it.
    :param words: the words of a span of it.
    :param blocked: spans in which nothing is a mention (furniture).
    """
    found, claims = find(folded, words, pack, sentences, blocked)
    mentions = tuple(
        Mention(type=c.type, start=c.start, end=c.end, text=text[c.start : c.end], rule=c.rule, confidence=c.confidence)
        for c in found
    )
    aliases = tuple(
        AliasClaim(name=text[a.start : a.end], alias=text[b[0] : b[1]], type=a.type, rule=rule, start=b[0], end=b[1])
        for a, b, rule in claims
    )
    return mentions, aliases
