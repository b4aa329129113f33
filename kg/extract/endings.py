"""Where the endings of names stand in a text: sought once for all suffix rules, whichever stage asks for which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import add

from kg.extract.facts import Facts
from kg.extract.gazetteer import lengths_by_pair
from kg.rules import RulePack, SuffixRule, per_pack

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
        spots = view.endings = _spots(view.text, view.pack)
    for at, words in spots:
        for word in words:
            if word in index:
                yield at, word
                break


@per_pack
def _lengths(pack: RulePack) -> tuple[frozenset[str], dict[str, tuple[int, ...]], frozenset[str]]:
    """All words; how long those of two and more characters are, by their first two; and those of one."""
    words = frozenset(word for rule in pack.suffixes for word in rule.words)
    return words, lengths_by_pair(words), frozenset(word for word in words if len(word) == 1)


def _spots(text: str, pack: RulePack) -> list[tuple[int, tuple[str, ...]]]:
    """Where any words begin, and which, the longest first."""
    words, lengths, single = _lengths(pack)
    begun = {at: pair for at, pair in enumerate(map(add, text, text[1:])) if pair in lengths}
    alone = {at: character for at, character in enumerate(text) if character in single}
    spots = []
    for at in sorted({*begun, *alone}):
        found = [text[at : at + length] for length in lengths[begun[at]]] if at in begun else []
        here = [word for word in found if word in words]
        if at in alone:
            here.append(alone[at])
        if here:
            spots.append((at, tuple(here)))
    return spots
