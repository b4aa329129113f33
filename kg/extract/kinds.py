"""What a word can do for a name, and how its neighbours decide where it could do two things."""

from __future__ import annotations

import re

from kg.extract.brands import Brands
from kg.extract.gazetteer import Known
from kg.extract.piece import HAN, NUMERIC, Kind, Piece
from kg.rules import RulePack, numerals, per_pack
from kg.text import Word

__all__ = ["HAN", "NUMERIC", "Kind", "Kinds", "Piece"]

_LATIN = re.compile(r"[A-Za-z]")
_CLOSED_TAGS = frozenset(["p", "c", "r", "rr", "rz", "y", "e", "o", "d", "df", "dg", "t", "tg", "q", "mq", "f"])
_CLOSED_TAGS |= {"u", "ud", "ug", "uj", "ul", "uv", "uz"}  # particles
_NAME_TAGS = frozenset(["nz", "nr", "nrt", "nrfg", "nt"])

#: Words whose kinds are remembered: hostile texts hold no end of them.
_KEPT = 1 << 17


@per_pack
def _figures(pack: RulePack) -> frozenset[str]:
    """The characters that numerals are written with."""
    return pack.lexicon("large_numerals") | {*numerals(pack), "几"}


class Kinds(Brands):
    """The kinds of the words of one text under one rule pack."""

    def __init__(self, text: str, pack: RulePack, known: Known) -> None:
        super().__init__(text, pack, known)
        self.inner = pack.lexicon("inner_words")
        self.generic = pack.lexicon("generic")
        self.figures = _figures(pack)
        self.naming = pack.lexicon("naming_words")
        self.place_at: dict[int, int] = {}
        self._named = pack.thresholds["common_name"]
        self._common = pack.thresholds["common_word"]
        self._verb = pack.thresholds["common_verb"]
        self._kinds: dict[tuple[object, ...], tuple[Kind, bool]] = pack.derived.setdefault(Kinds, {})
        if len(self._kinds) > _KEPT:
            self._kinds.clear()

    def classify(self, word: Word) -> Kind:
        """The kind of a word by itself."""
        return self.judged(word)[0]

    def judged(self, word: Word) -> tuple[Kind, bool]:
        """The kind of a word by itself, and whether the word is generic."""
        if self.place_at.get(word[0]) == word[1]:
            return Kind.PLACE, word.text in self.generic or word.text in self.industries
        key = word[2:]
        found = self._kinds.get(key)
        if found is None:
            kind = self._kind(word)
            generic = word.text in self.generic or word.text in self.industries or kind is Kind.SOFT
            found = self._kinds[key] = (kind, generic)
        return found

    def _kind(self, word: Word) -> Kind:
        text = word.text
        if text in self.inner:
            return Kind.SOFT
        if text in self.stop or (len(text) == 4 and text[:2] in self.stop and text[2:] in self.stop):
            return Kind.STOP  # 贯彻, 认真|贯彻
        if text in self.industries or text in self.generic:
            return Kind.SOFT
        if _LATIN.match(text):
            return Kind.BRAND
        if len(text) == 1:
            if word.tag in ("m", "q") and text in self.figures:
                return Kind.PLAIN
            return Kind.BRAND
        if text in self.naming:
            return Kind.WEAK
        if word.tag == "t" and len(text) > 2:
            return Kind.STOP  # 近三年
        if word.freq < self._common and not word.tag.startswith("v"):
            named = len(text) == 2 or word.tag in _NAME_TAGS or word.tag in ("", "ns")
            return Kind.BRAND if named else Kind.PLAIN
        if (word.tag in _NAME_TAGS and word.freq < self._named) or (word.tag == "ns" and word.freq < self._named):
            return Kind.BRAND
        if (word.tag.startswith("v") and word.tag not in ("vn",)) or word.tag in _CLOSED_TAGS:
            return Kind.WEAK if word.freq < self._verb and len(text) == 2 else Kind.STOP
        return Kind.PLAIN

    def settled(self, pieces: list[Piece]) -> list[Piece]:
        """Weak words made brands, plain words or stops by their neighbours, from left to right.

        Behind a place or a brand they name (河南|金|建中|晟); at the left edge they name where nothing behind them does
        (启航|科技), and else are the verb before the name; inside a long name they describe (中国|航空|救生|研究所).
        """
        for i, piece in enumerate(pieces):
            if piece.kind is not Kind.WEAK:
                continue
            before = pieces[i - 1] if i else None
            behind = pieces[i + 1] if i + 1 < len(pieces) else None
            kind = Kind.STOP
            if behind is not None and behind.kind in (Kind.PLACE, Kind.OWNER):
                kind = Kind.STOP
            elif piece.text in self.naming:
                edge = before is None or before.kind in (Kind.STOP, Kind.OWNER)
                kind = Kind.STOP if edge and self._names_ahead(pieces, i + 1) else Kind.BRAND
            elif (before is not None and before.kind is Kind.PLACE) or (
                before is not None and before.kind is Kind.BRAND and not NUMERIC.fullmatch(before.text)
            ):
                kind = Kind.BRAND
            elif before is None or before.kind in (Kind.STOP, Kind.OWNER) or before.text in self.stop:
                kind = Kind.STOP if self._names_ahead(pieces, i + 1) else Kind.BRAND
            elif self._names_behind(pieces, i):
                kind = Kind.PLAIN
            pieces[i] = Piece(piece.start, piece.end, piece.text, kind, piece.generic, piece.tag)
        return pieces

    @staticmethod
    def _names_ahead(pieces: list[Piece], i: int) -> bool:
        """Whether one of the next words names, before a name must end."""
        for piece in pieces[i:]:
            if piece.kind is Kind.STOP:
                return False
            if piece.kind in (Kind.BRAND, Kind.PLACE, Kind.OWNER, Kind.WEAK):
                return True
        return False

    @staticmethod
    def _names_behind(pieces: list[Piece], i: int) -> bool:
        """Whether one of the last words names, up to where a name must begin."""
        for piece in reversed(pieces[:i]):
            if piece.kind is Kind.STOP:
                return False
            if piece.kind in (Kind.BRAND, Kind.PLACE, Kind.OWNER):
                return True
        return False
