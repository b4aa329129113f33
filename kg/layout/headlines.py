"""Which headline belongs to which body: by the word pairs that they share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log

from kg.layout.words import Words, bare

__all__ = ["fit", "pairs", "zones"]


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters.

    >>> sorted(pairs("苏州A园区"))
    ['园区', '苏州']
    """
    squeezed = bare(text)
    return {a + b for a, b in pairwise(squeezed) if a >= "\u4e00" <= b and a <= "\u9fff" >= b}


def fit(head: str, bodies: Sequence[str]) -> list[float]:
    """How much of a headline each body holds: 0 to 1, pairs that many bodies hold counting less.

    >>> fit("苏州高新区签约", ["在苏州高新区签约", "宁波高新区"])
    [1.0, 0.0]
    """
    asked = pairs(head)
    if not asked or not bodies:
        return [0.0] * len(bodies)
    total, sums = 0.0, [0.0] * len(bodies)
    for pair in sorted(asked):
        held = [i for i, body in enumerate(bodies) if pair in body]
        weight = log((1 + len(bodies)) / max(1, len(held))) if len(held) < len(bodies) or len(bodies) == 1 else 0.0
        total += weight
        for i in held:
            sums[i] += weight
    return [s / total if total else 0.0 for s in sums]


def zones(text: str, words: Words) -> set[str]:
    """The zones that a text names, each by the end of its name, from two characters before the word for zone.

    >>> from kg.layout.words import words
    >>> sorted(zones("位于昆山高新区，该高新区", words()))
    ['昆山高新区']
    """
    return {m.group() for m in words.zone.finditer(bare(text)) if not words.generic.match(m.group())}
