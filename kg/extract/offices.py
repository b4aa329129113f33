"""Offices of a province, a city or a county that no field shows: by their kind, a closed class, and the division."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.boundary import HAN, View
from kg.extract.candidate import Candidate

__all__ = ["offices"]

#: How many characters of an office's name stand before what shows that it is one.
_LED = 20


def offices(view: View) -> Iterator[Candidate]:
    """Offices named with a division (省台办, 市委组织部) or a place (昆山市委编办), and a government's elsewhere."""
    sure = view.pack.thresholds["agency.office"]
    seats = view.pack.pattern("office_elsewhere")
    for at, end in view.listed(view.known.offices):
        if not view.right_open(end):
            continue
        start = _begins(view, at)
        if start is not None:
            yield Candidate(start, end, "agency", "agency.office", sure, at)
    led, whole = view.pack.pattern("led_office"), view.pack.pattern("office_quoted")
    for ending in led.finditer(view.text):
        match = whole.search(view.text, max(0, ending.start() - _LED), ending.end())
        start = _begins(view, match.start()) if match and match.end() == ending.end() else None
        if start is not None and view.right_open(ending.end()):
            yield Candidate(start, ending.end(), "agency", "agency.office", sure, start)
    for match in seats.finditer(view.text) if "驻" in view.text else ():
        start = _begins(view, match.start())
        if start is not None and (not match[1] or match[1] in view.known.places) and view.right_open(match.end()):
            yield Candidate(start, match.end(), "agency", "agency.office", sure, match.start())


def _begins(view: View, at: int) -> int | None:
    """Where an office's name begins whose division stands at ``at``: with the place or the body that it is of, else at
    a mark, a word of the grammar or a verb, where no longer word ends with the division (超市, 开发区)."""
    place = view.place_ending.get(at + 1, view.place_ending.get(at))
    if place is not None:
        return place
    for end in (at + 2, at + 3):  # 宁远市委|组织部, 宁远市政府|办公室
        owner = view.owner_ending.get(end)
        if owner is not None and owner < at and view.owner_at[owner][1] == "agency":
            return owner
    if at == 0 or not HAN.match(view.text[at - 1]):
        return at
    begin = view.clause(at)
    words = view.words(begin, at) if begin < at else []
    if not words or view.text[at - 1] in view.stop:
        return at
    whole = len(view.words(begin, at + 1)[-1].text) == 1
    return at if whole and (words[-1].text in view.stop or words[-1].tag.startswith("v")) else None
