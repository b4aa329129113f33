"""Where the endings of names stand in a text: sought once for all suffix rules, whichever stage asks for which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.facts import Facts
from kg.extract.gazetteer import lengths_by_pair
from kg.rules import RulePack, SuffixRule, made, per_pack

__all__ = ["SuffixIndex", "endings", "suffix_index"]

#: The suffix rules of a stage, by their words.
SuffixIndex = Mapping[str, tuple[SuffixRule, ...]]


def suffix_index(pack: RulePack, *ids: str) -> SuffixIndex:
    """The suffix rules with these ids (all where none is given), by their words."""
    known: dict[tuple[str, ...], SuffixIndex] = pack.derived.setdefault(suffix_index, {})
    index = known.get(ids)
    if index is None:
        table: dict[str, list[SuffixRule]] = {}
        for rule in pack.suffixes:
            if not ids or rule.id in ids:
                for word in rule.words:
                    table.setdefault(word, []).append(rule)
        index = known[ids] = {word: tuple(rules) for word, rules in table.items()}
    return index


def endings(view: Facts, index: SuffixIndex) -> Iterator[tuple[int, str]]:
    """Where words of an index stand, and which, from left to right; of those that begin together the longest."""
    spots: list[tuple[int, tuple[str, ...]]] | None = view.endings
    if spots is None:
        spots = view.endings = _spots(view)
    for at, words in spots:
        for word in words:
            if word in index:
                yield at, word
                break


@per_pack
def _lengths(pack: RulePack) -> tuple[frozenset[str], dict[str, tuple[int, ...]], re.Pattern[str]]:
    """All words; how long those of two and more characters are, by their first two; and what finds those of one."""
    words = frozenset(word for rule in pack.suffixes for word in rule.words)
    single = sorted(word for word in words if len(word) == 1)
    return words, lengths_by_pair(words), made("|".join(map(re.escape, single)) or "(?!)")


def _spots(view: Facts) -> list[tuple[int, tuple[str, ...]]]:
    """Where any words begin, and which, the longest first."""
    words, lengths, single = _lengths(view.pack)
    text, spots = view.text, {}
    for at, pair in view.spots:
        if pair in lengths:
            here = tuple([word for length in lengths[pair] if (word := text[at : at + length]) in words])
            if here:
                spots[at] = here
    for match in single.finditer(text):
        at = match.start()
        spots[at] = (*spots.get(at, ()), match[0])
    return sorted(spots.items())
