"""Titles that a zone boasts of in a list: they end like names of sites, bodies and schemes, and name none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.boundary import View
from kg.extract.candidate import Candidate

__all__ = ["graded", "without_honours"]

_TITLES = ("park", "institute", "program")


def without_honours(view: View, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The names without the items of lists of honours (获得国家应急产业示范基地、江苏省生态工业园区等称号).

    What the article names outside of such lists too stays.
    """
    lists = [match.span() for match in view.pack.scan("honours_listed")(view.text)]
    for c in found:
        listed = lists and c.type in _TITLES and view.pack.pattern("behind_honour").match(view.text, c.end)
        if not (listed and _held(lists, c.start, c.end) and _only_there(view, c, lists)):
            yield c


def _held(lists: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span lies in a list."""
    return any(s < start and end < e for s, e in lists)


def _only_there(view: View, c: Candidate, lists: Sequence[tuple[int, int]]) -> bool:
    """Whether a name stands in lists only."""
    return all(_held(lists, start, end) for start, end in view.occurrences(view.text[c.start : c.end]))


def graded(view: View, own: int, made: Candidate) -> bool:
    """Whether a site's name is a grade that is given: a kind, behind a place and a verb (获评|江苏省|特色产业园区)."""
    kind = view.pack.pattern("site_of_grade").fullmatch(view.text, own, made.end)
    return (
        kind is not None
        and view.pack.pattern("honoured").search(view.text, max(0, made.start - 60), made.start) is not None
    )
