"""The words of a text on demand, clause by clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kg.rules import RulePack
from kg.segment.installed import dictionary
from kg.text import Word

__all__ = ["Words"]

_CLAUSE = re.compile(r"[^，。；：！？、\n“”‘’《》…—/|（）()\s]{1,200}")


class Words:
    """The words of spans of one text, asked for and remembered clause by clause.

    A clause is cut once, whole, whatever part of it is asked for; a word that crosses an end of the part asked for
    is cut again inside it.
    """

    def __init__(self, text: str, pack: RulePack) -> None:
        self._text = text
        self._pack = pack
        self._clauses: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._known: dict[int, tuple[list[Word], list[int]]] = {}
        self._parts: dict[tuple[int, int], list[Word]] = {}

    def __call__(self, start: int, end: int) -> list[Word]:
        """The words of ``[start, end)``, as jieba's dictionary cuts them.

        Unknown words fall into single characters; marks are words.
        """
        self._begun()
        i = max(bisect_right(self._starts, start) - 1, 0)
        if i < len(self._clauses) and self._starts[i] <= start < end <= self._clauses[i][1]:
            return self._within(i, start, end)
        words: list[Word] = []
        at = start
        while at < end:
            first, last = self._clauses[i] if i < len(self._clauses) else (end, end)
            if last <= at:
                i += 1
                continue
            while at < min(first, end):
                words.append(Word(at, at + 1, self._text[at]))
                at += 1
            if at < end:
                words += self._within(i, at, min(last, end))
                at = min(last, end)
            i += 1
        return words

    def parted(self, at: int) -> bool:
        """Whether a word ends at an offset, in the clause cut as a whole; where none is known to, one may all the same.

        Whatever part of the text is asked for in which the offset stands, the word ends there, too.
        """
        self._begun()
        i = bisect_left(self._starts, at) - 1
        if i < 0 or at >= self._clauses[i][1]:
            return i >= 0 and at == self._clauses[i][1]
        ends = (self._known.get(i) or self._whole(i))[1]
        return ends[bisect_left(ends, at)] == at

    def _begun(self) -> None:
        """Notes where the clauses are."""
        if not self._clauses:
            self._clauses = [m.span() for m in _CLAUSE.finditer(self._text)]
            self._starts = [a for a, _ in self._clauses]

    def _whole(self, i: int) -> tuple[list[Word], list[int]]:
        """The words of a clause, and where each ends."""
        cut = self._cut(*self._clauses[i])
        known = self._known[i] = (cut, [word[1] for word in cut])
        return known

    def _within(self, i: int, start: int, end: int) -> list[Word]:
        """The words of a part of a clause."""
        clause, ends = self._known.get(i) or self._whole(i)
        low, high = bisect_right(ends, start), bisect_left(ends, end)
        first, last = clause[low], clause[high]
        if low == high:
            if first.start >= start and first.end <= end:
                return [first]
            return list(self._part(max(first.start, start), min(first.end, end)))
        words = clause[low : high + 1]
        if last.end > end:
            words[-1:] = self._part(last.start, end)
        if first.start < start:
            words[:1] = self._part(start, first.end)
        return words

    def _part(self, start: int, end: int) -> list[Word]:
        """The words of a part of a word."""
        known = self._parts.get((start, end))
        if known is None:
            known = self._parts[start, end] = self._cut(start, end)
        return known

    def _cut(self, start: int, end: int) -> list[Word]:
        return dictionary(self._pack.words).words(self._text[start:end], start)
