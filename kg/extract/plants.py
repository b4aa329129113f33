"""Firms named before the place of one of their plants (恒驰|昆山|工厂, 德特威尔|太仓|新基地)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.industries import kind_of_thing

__all__ = ["by_plants"]

_BRAND = range(2, 7)


def by_plants(view: View) -> Iterator[Candidate]:
    """A brand that begins its phrase, right before a place and a word for a plant (lexicon ``plant_words``)."""
    sure = view.pack.thresholds["company.plant"]
    words = tuple(sorted(view.pack.lexicon("plant_words"), key=len, reverse=True))
    for end, start in sorted(view.place_ending.items()):
        if not view.text.startswith(words, end):
            continue
        word = next(w for w in words if view.text.startswith(w, end))
        begin = view.clause(start)
        pieces = view.pieces(begin, start) if begin < start else []
        run: list[Piece] = []
        while pieces and pieces[-1].kind is Kind.BRAND and HAN.match(pieces[-1].text):
            run.insert(0, pieces.pop())
        length = sum(len(p.text) for p in run)
        if not run and len(pieces) > 1 and _placed_brand(view, pieces[-2:]):
            run, pieces = pieces[-2:], pieces[:-2]  # 宁德|时代|昆山基地
            length = sum(len(p.text) for p in run)
        if run and pieces and pieces[-1].text in view.pack.lexicon("brand_openers") and pieces[-1].end == run[0].start:
            continue  # 正|泰新能|盐城基地
        opens = not pieces or pieces[-1].kind is Kind.STOP or pieces[-1].text in view.pack.lexicon("nations")
        text = view.text[run[0].start : start] if run else ""
        if not opens or length not in _BRAND or kind_of_thing(view, text) or not view.word_end(end + len(word)):
            continue
        if any(run[0].start <= s < start for s in view.owner_at):
            continue
        yield Candidate(run[0].start, start, "company", "company.plant", sure, run[0].start)


def _placed_brand(view: View, pair: list[Piece]) -> bool:
    """Whether a place and an everyday noun behind it may be a firm's brand."""
    place, noun = pair
    return (
        place.kind is Kind.PLACE
        and not view.divided(place.text)
        and noun.kind is Kind.PLAIN
        and noun.tag[:1] in "nt"
        and not noun.generic
        and len(noun.text) == 2
        and noun.text not in view.fields
        and noun.text in view.pack.lexicon("brand_nouns")
    )
