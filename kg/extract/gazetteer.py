"""Closed classes: places, universities, national bodies, a few very large groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.rules import RulePack, per_pack

__all__ = ["Gazetteer", "Known", "Place", "closed_classes"]


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division: its full name, its level and the name of the division above it."""

    name: str
    level: str
    parent: str
    short: str


class Gazetteer:
    """Finds listed words in a text, longest first, left to right, without overlap."""

    def __init__(self, words: Iterable[str]) -> None:
        index: dict[str, list[str]] = {}
        for word in words:
            if len(word) > 1:
                index.setdefault(word[:2], []).append(word)
        self._index = {k: sorted(v, key=lambda w: (-len(w), w)) for k, v in index.items()}

    def find(self, text: str) -> list[tuple[int, int]]:
        """Spans of the listed words."""
        index, found, at, end = self._index, [], 0, len(text) - 1
        while at < end:
            for word in index.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    found.append((at, at + len(word)))
                    at += len(word) - 1
                    break
            at += 1
        return found


@dataclass(frozen=True)
class Known:
    """The closed classes of one rule pack."""

    places: Mapping[str, tuple[Place, ...]]
    place_names: Gazetteer
    universities: Gazetteer
    university_full: Mapping[str, str]
    university_ambiguous: frozenset[str]
    bodies: Gazetteer
    body_types: Mapping[str, str]


def _closed(places: tuple[tuple[str, ...], ...], short: tuple[tuple[str, ...], ...], *lists: frozenset[str]) -> Known:
    universities, agencies, institutes, groups = lists
    table: dict[str, list[Place]] = {}
    for row in places:
        name, level, parent, brief = (*row, "", "", "", "")[:4]
        place = Place(name, level, parent, brief)
        table.setdefault(name, []).append(place)
        if brief:
            table.setdefault(brief, []).append(place)
    order = {"province": 0, "city": 1, "county": 2}
    for found in table.values():
        found.sort(key=lambda p: (order.get(p.level, 3), p.parent, p.name))
    rows = [(*row, "")[:3] for row in short]
    return Known(
        places={k: tuple(v) for k, v in table.items()},
        place_names=Gazetteer(table),
        universities=Gazetteer([*universities, *(r[0] for r in rows)]),
        university_full={r[0]: r[1] for r in rows},
        university_ambiguous=frozenset(r[0] for r in rows if r[2]),
        bodies=Gazetteer([*agencies, *institutes, *groups]),
        body_types={
            **dict.fromkeys(groups, "company"),
            **dict.fromkeys(institutes, "institute"),
            **dict.fromkeys(agencies, "agency"),
        },
    )


@per_pack
def closed_classes(pack: RulePack) -> Known:
    """The closed classes of a rule pack, built once."""
    return _closed(
        pack.tables.get("places", ()),
        pack.tables.get("university_short", ()),
        pack.lexicon("universities"),
        pack.lexicon("agencies"),
        pack.lexicon("institutes"),
        pack.lexicon("groups"),
    )
