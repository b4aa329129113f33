"""Conditions on relations."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.errors import GraphError
from kg.graph.dates import date_span
from kg.model import Relation

__all__ = ["Names", "Selection", "wanted"]

Names = str | Iterable[str] | None


def wanted(given: Names) -> frozenset[str] | None:
    """One text or several as a set; None for no condition."""
    return None if given is None else frozenset((given,) if isinstance(given, str) else given)


class Selection:
    """What :meth:`KnowledgeGraph.relations` asks for; see there.

    :raises GraphError: where ``since`` or ``until`` is no date.
    """

    def __init__(
        self,
        type: Names,
        heads: Collection[str] | None,
        tails: Collection[str] | None,
        min_confidence: float,
        status: Names,
        since: str | None,
        until: str | None,
        file: Names,
    ) -> None:
        self._types, self._statuses, self._files = wanted(type), wanted(status), wanted(file)
        self._heads, self._tails, self._confidence = heads, tails, min_confidence
        self._window = None if since is None and until is None else _window(since, until)

    def admits(self, relation: Relation) -> bool:
        """Whether a relation meets all conditions."""
        return (
            (self._types is None or relation.type in self._types)
            and relation.confidence >= self._confidence
            and _fits(relation, self._heads, self._tails)
            and (self._statuses is None or relation.status in self._statuses)
            and (self._window is None or any(_overlaps(date, self._window) for date in relation.dates))
            and (self._files is None or not self._files.isdisjoint(relation.files))
        )


def _fits(relation: Relation, heads: Collection[str] | None, tails: Collection[str] | None) -> bool:
    ends = [(relation.head_id, relation.tail_id)]
    if relation.symmetric:
        ends.append((relation.tail_id, relation.head_id))
    return any((heads is None or head in heads) and (tails is None or tail in tails) for head, tail in ends)


def _window(since: str | None, until: str | None) -> tuple[str, str]:
    """First and last day as ISO text."""
    spans = [date_span(text) if text is not None else None for text in (since, until)]
    for text, span in zip((since, until), spans, strict=True):
        if text is not None and span is None:
            raise GraphError(f"{text!r} is no date; write 2024, 2024-01 or 2024-01-12")
    first, last = spans
    return str(first[0]) if first else "0001-01-01", str(last[1]) if last else "9999-12-31"


def _overlaps(text: str, window: tuple[str, str]) -> bool:
    span = date_span(text)
    return span is not None and str(span[0]) <= window[1] and str(span[1]) >= window[0]
