"""Parks that are called by a word of their own, without a word for a zone: their boards show it (松山湖|党工委)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.rules import RulePack, per_pack

__all__ = ["by_boards"]

_FEWEST, _MOST = 2, 4  # characters of such a word


@per_pack
def _board(pack: RulePack) -> re.Pattern[str]:
    return _any(pack, "park_boards")


@per_pack
def _weak_board(pack: RulePack) -> re.Pattern[str]:
    return _any(pack, "weak_boards")


def _any(pack: RulePack, lexicon: str) -> re.Pattern[str]:
    endings = sorted(pack.lexicon(lexicon), key=lambda word: (-len(word), word))
    return re.compile("|".join(endings) or "(?!)")


def by_boards(view: View, found: list[Candidate], claims: list[tuple[Candidate, tuple[int, int], str]]) -> None:
    """Adds the parks that boards are named by; where a zone's name holds the word, it is a form of that zone's.

    Only parks have a 党工委 beside those of towns and of the government itself, whose names end in words of their own.
    """
    stems: dict[str, None] = {}
    for match in _board(view.pack).finditer(view.text):
        stem = _stem(view, match.start())
        if stem:
            stems[stem] = None
    settling = view.pack.lexicon("settling_verbs")
    for match in _weak_board(view.pack).finditer(view.text):
        stem = _stem(view, match.start())
        if stem and any(verb + stem in view.text for verb in settling):
            stems[stem] = None
    if not stems:
        return
    zones = {view.text[c.start : c.end]: c for c in found if c.rule == "park.zone"}
    for stem in stems:
        of = [zone for text, zone in zones.items() if stem in text]
        for start, end in _occurrences(view, stem, found):
            found.append(Candidate(start, end, "park", "park.board", 0.85, start))
            if len(of) == 1:
                claims.append((of[0], (start, end), "short-form"))


def _stem(view: View, end: int) -> str:
    """The word before a board, where nothing but unlisted words names it and it begins behind a mark or a verb."""
    run = view.run_before(end)
    text = view.text[run[0].start : end] if run else ""
    if not _FEWEST <= len(text) <= _MOST or any(p.kind is not Kind.BRAND or not HAN.match(p.text) for p in run):
        return ""
    known = text in view.known.places or text in view.generic or text.endswith(view.pack.endings("not_board_stems"))
    return "" if known else text


def _occurrences(view: View, stem: str, found: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Where a word stands outside of the names known so far."""
    taken = bytearray(len(view.text))
    for c in found:
        taken[c.start : c.end] = b"\1" * (c.end - c.start)
    spans, at = [], view.text.find(stem)
    while at >= 0:
        end = at + len(stem)
        if 1 not in taken[at:end]:
            spans.append((at, end))
        at = view.text.find(stem, end)
    return spans
