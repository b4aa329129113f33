"""Closed classes: places, universities, national bodies, a few very large groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from kg.rules import RulePack, made, per_pack

__all__ = ["Gazetteer", "Known", "Place", "beginning", "closed_classes", "lengths_by_pair", "pairs_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division: its full name, its level and the name of the division above it."""

    name: str
    level: str
    parent: str
    short: str


class Gazetteer:
    """Finds listed words in a text, longest first, left to right."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) > 1)
        self._lengths = lengths_by_pair(self._words)
        #: The first two characters of each word.
        self.pairs = frozenset(self._lengths)

    def find(self, text: str, spots: Iterable[tuple[int, str]], overlap: bool = False) -> list[tuple[int, int]]:
        """Spans of the listed words.

        :param spots: where a word may begin, see :func:`pairs_of`.
        :param overlap: whether a word may begin inside the one before it.

        >>> Gazetteer(["合江", "江苏省"]).find("联合江苏省", [(1, "合江"), (2, "江苏")], overlap=True)
        [(1, 3), (2, 5)]
        """
        words, lengths, found, free = self._words, self._lengths, [], 0
        for at, pair in spots:
            if (overlap or at >= free) and pair in lengths:
                for length in lengths[pair]:
                    word = text[at : at + length]
                    if word in words:
                        free = at + len(word)
                        found.append((at, free))
                        break
        return found


def lengths_by_pair(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the words of two and more characters are, by their first two; the longest first.

    >>> lengths_by_pair(["昆山", "昆山市", "江阴", "省"])
    {'昆山': (3, 2), '江阴': (2,)}
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}


def beginning(words: Iterable[str]) -> re.Pattern[str]:
    """Finds where a word of two and more characters may begin, by a class of first characters and one of second ones.

    A third of a text is left to be looked up, before its pairs of characters are made: to make them all takes longer.

    >>> pairs_of("在昆山和江阴", beginning(["江阴", "昆山"]))
    [(1, '昆山'), (4, '江阴')]
    """
    pairs = {word[:2] for word in words if len(word) > 1}
    first, second = (re.escape("".join(sorted({pair[i] for pair in pairs}))) for i in (0, 1))
    return made(f"(?=[{first}][{second}])" if pairs else "(?!)")


def pairs_of(text: str, begun: re.Pattern[str]) -> list[tuple[int, str]]:
    """Where words may begin in a text, each with the two characters there, in order."""
    return [(at, text[at : at + 2]) for at in [match.start() for match in begun.finditer(text)]]


@dataclass(frozen=True)
class Known:
    """The closed classes of one rule pack.

    :ivar pairs: the first two characters of each of their words.
    :ivar begun: finds where such a word, or an ending of names, may begin.
    """

    places: Mapping[str, tuple[Place, ...]]
    place_names: Gazetteer
    universities: Gazetteer
    university_full: Mapping[str, str]
    university_ambiguous: frozenset[str]
    bodies: Gazetteer
    body_types: Mapping[str, str]
    regions: Gazetteer
    departments: Gazetteer
    offices: Gazetteer
    pairs: Set[str]
    begun: re.Pattern[str]


@per_pack
def closed_classes(pack: RulePack) -> Known:
    """The closed classes of a rule pack, built once."""
    table: dict[str, list[Place]] = {}
    for row in pack.tables.get("places", ()):
        name, level, parent, brief = (*row, "", "", "", "")[:4]
        place = Place(name, level, parent, brief)
        table.setdefault(name, []).append(place)
        if brief:
            table.setdefault(brief, []).append(place)
    for place in [p for found in table.values() for p in found]:
        former = f"{place.short}县"  # a county that became a district or a city keeps its name in older news
        if place.level == "county" and len(place.short) > 1 and place.name[-1] in "区市" and former not in table:
            table[former] = [Place(former, "county", place.parent, "")]
        brief = place.short + place.name[-1:]  # 木垒哈萨克自治县 is mostly 木垒县, 甘孜藏族自治州 is 甘孜州
        if pack.pattern("autonomous").search(place.name, 2) and len(place.short) > 1 and brief not in table:
            table[brief] = [place]
    order = {"province": 0, "city": 1, "county": 2}
    for found in table.values():
        found.sort(key=lambda p: (order.get(p.level, 3), p.parent, p.name))
    rows = [(*row, "")[:3] for row in pack.tables.get("university_short", ())]
    agencies, institutes, groups = (pack.lexicon(name) for name in ("agencies", "institutes", "groups"))
    endings = [word for rule in pack.suffixes if rule.modifier == "department" for word in rule.words]
    places = Gazetteer(table)
    universities = Gazetteer([*pack.lexicon("universities"), *(r[0] for r in rows)])
    bodies = Gazetteer([*agencies, *institutes, *groups])
    regions = Gazetteer(pack.lexicon("regions"))
    departments = Gazetteer(field + ending for field in pack.lexicon("departments") for ending in endings)
    divisions, kinds = pack.lexicon("all_divisions"), pack.lexicon("division_offices")
    offices = Gazetteer(division + kind for division in sorted(divisions) for kind in kinds)
    pairs = places.pairs | universities.pairs | bodies.pairs | regions.pairs | departments.pairs | offices.pairs
    return Known(
        places={k: tuple(v) for k, v in table.items()},
        place_names=places,
        universities=universities,
        university_full={r[0]: r[1] for r in rows},
        university_ambiguous=frozenset(r[0] for r in rows if r[2]),
        bodies=bodies,
        body_types={
            **dict.fromkeys(groups, "company"),
            **dict.fromkeys(institutes, "institute"),
            **dict.fromkeys(agencies, "agency"),
        },
        regions=regions,
        departments=departments,
        offices=offices,
        pairs=pairs,
        begun=beginning([*pairs, *(word for rule in pack.suffixes for word in rule.words)]),
    )
