"""A word of a text, and what it can do for a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

__all__ = ["HAN", "NUMERIC", "Kind", "Piece", "lone", "phrase", "unknown"]

HAN = re.compile(r"[一-鿿]")
NUMERIC = re.compile(r"[0-9.%‰+\-×xX]+(?:[万亿千百十]*[元个家名项平米吨年月日号天时分秒])?")


class Kind:
    """What a word can do for a name; compare with ``is``.

    No :class:`enum.Enum`: Python 3.11 looks up its members ten times as slowly, and kinds are asked for most of all.
    """

    STOP: ClassVar[Kind]
    SOFT: ClassVar[Kind]
    PLACE: ClassVar[Kind]
    OWNER: ClassVar[Kind]
    BRAND: ClassVar[Kind]
    WEAK: ClassVar[Kind]
    PLAIN: ClassVar[Kind]

    __slots__ = ("meaning",)

    def __init__(self, meaning: str) -> None:
        self.meaning = meaning


Kind.STOP = Kind("a name ends behind it")
Kind.SOFT = Kind("may stand in a name; describes")
Kind.PLACE = Kind("a place")
Kind.OWNER = Kind("the name of an organisation or park that stands inside")
Kind.BRAND = Kind("unknown to the dictionary: names")
Kind.WEAK = Kind("a verb or closed-class word that few texts use: its neighbours decide")
Kind.PLAIN = Kind("a common noun; describes")


@dataclass(slots=True)
class Piece:
    """A word with its kind."""

    start: int
    end: int
    text: str
    kind: Kind
    generic: bool = False
    tag: str = ""

    def turned(self, kind: Kind) -> Piece:
        """The same word as a name's edge or brand, and nothing else told of it."""
        return Piece(self.start, self.end, self.text, kind)


def lone(piece: Piece) -> bool:
    """Whether a piece is a single character that names."""
    return piece.kind is Kind.BRAND and len(piece.text) == 1


def unknown(brand: Sequence[Piece]) -> bool:
    """Whether a brand is two or three characters none of which the dictionary joins to its neighbour."""
    return 2 <= len(brand) <= 3 and all(map(lone, brand))


def phrase(piece: Piece) -> bool:
    """Whether a piece is a set phrase, which names nothing (全面落实|恒远集团)."""
    return piece.tag in ("i", "l") and len(piece.text) > 3
