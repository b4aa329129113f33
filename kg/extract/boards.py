"""Parks that are called by a word of their own, without a word for a zone: their boards show it (松山湖|党工委)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.rules import RulePack, per_pack

__all__ = ["by_boards"]

_FEWEST, _MOST = 2, 4  # characters of such a word


def by_boards(view: View, found: list[Candidate], claims: list[tuple[Candidate, tuple[int, int], str]]) -> None:
    """Adds the parks that boards are named by; where a zone's name holds the word, it is a form of that zone's.

    Only parks have a 党工委 beside those of towns and of the government itself, whose names end in words of their own.
    """
    stems: dict[str, None] = {}
    for match in view.pack.pattern("park_board").finditer(view.text):
        stem = _stem(view, match.start())
        if stem:
            stems[stem] = None
    settling = view.pack.lexicon("settling_verbs")
    for match in view.pack.pattern("weak_board").finditer(view.text):
        stem = _stem(view, match.start())
        if stem and any(verb + stem in view.text for verb in settling):
            stems[stem] = None
    zones = {view.text[c.start : c.end]: c for c in found if c.rule == "park.zone"}
    _settled_in(view, {_head(view, c): c for c in zones.values()}, stems, found, claims)
    for text, zone in zones.items():
        tail = view.pack.pattern("zone_tail").search(text)
        stem = _stem(view, zone.start + tail.start()) if tail else ""
        if (
            stem
            and text.startswith(stem)
            and any(
                view.pack.pattern("zone_acts").match(view.text, end)
                and view.pack.pattern("with_zone").search(view.text, max(0, start - 2), start)
                for start, end in view.occurrences(stem)
            )
        ):
            stems[stem] = None  # 与|洋浦|签署, where the article names 洋浦经济开发区
    if not stems:
        return
    for stem in stems:
        of = [zone for text, zone in zones.items() if stem in text]
        taken = view.marked((c.start, c.end) for c in found)
        for start, end in view.occurrences(stem):
            if 1 in taken[start:end]:
                continue
            found.append(Candidate(start, end, "park", "park.board", view.pack.thresholds["park.board"], start))
            if len(of) == 1:
                claims.append((of[0], (start, end), "short-form"))


def _settled_in(
    view: View,
    heads: Mapping[str, Candidate],
    stems: Collection[str],
    found: list[Candidate],
    claims: list[tuple[Candidate, tuple[int, int], str]],
) -> None:
    """Adds what zones are called by the word that begins their names, where somebody settles there (落地|东疆)."""
    settling = view.pack.lexicon("settling_verbs")
    for head, zone in heads.items():
        if not head or head in stems:
            continue
        for start, end in view.occurrences(head):
            if view.text.endswith(tuple(settling), 0, start) and view.right_open(end):
                found.append(Candidate(start, end, "park", "park.board", view.pack.thresholds["park.board"], start))
                claims.append((zone, (start, end), "short-form"))


def _head(view: View, zone: Candidate) -> str:
    """The word of its own that begins a zone's name; empty where that is a place or a common word."""
    words = (w for w in _zone_words(view.pack) if view.text.endswith(w, zone.start, zone.end))
    end = zone.end - len(next(words, view.text[zone.start : zone.end]))
    text = view.text[zone.start : end]
    if not _FEWEST <= len(text) <= _MOST or text in view.known.places or text in view.generic:
        return ""
    return text if all(p.kind is Kind.BRAND and HAN.match(p.text) for p in view.pieces(zone.start, end)) else ""


@per_pack
def _zone_words(pack: RulePack) -> tuple[str, ...]:
    """The words that end zones' names, the longest first."""
    return tuple(sorted((w for r in pack.suffixes if r.id == "park.zone" for w in r.words), key=len, reverse=True))


def _stem(view: View, end: int) -> str:
    """The word before a board, where nothing but unlisted words names it and it begins behind a mark or a verb."""
    run = view.run_before(end)
    text = view.text[run[0].start : end] if run else ""
    if not _FEWEST <= len(text) <= _MOST or any(p.kind is not Kind.BRAND or not HAN.match(p.text) for p in run):
        return ""
    known = text in view.known.places or text in view.generic or text.endswith(view.pack.endings("not_board_stems"))
    return "" if known else text
