"""The words of a text on demand, clause by clause."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.rules import RulePack
from kg.segment.dictionary import dictionary
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
        self._clauses: list[tuple[int, int]] | None = None
        self._known: dict[int, list[Word]] = {}
        self._parts: dict[tuple[int, int], list[Word]] = {}

    def __call__(self, start: int, end: int) -> list[Word]:
        """The words of ``[start, end)``, as jieba's dictionary cuts them.

        Unknown words fall into single characters; marks are words.
        """
        if self._clauses is None:
            self._clauses = [m.span() for m in _CLAUSE.finditer(self._text)]
            self._starts = [a for a, _ in self._clauses]
        words: list[Word] = []
        at = start
        i = max(bisect_right(self._starts, start) - 1, 0)
        while at < end:
            first, last = self._clauses[i] if i < len(self._clauses) else (end, end)
            if last <= at:
                i += 1
                continue
            while at < min(first, end):
                words.append(Word(at, at + 1, self._text[at]))
                at += 1
            if at < end:
                words += self._within(i, first, last, at, min(last, end))
                at = min(last, end)
            i += 1
        return words

    def _within(self, i: int, first: int, last: int, start: int, end: int) -> list[Word]:
        if i not in self._known:
            self._known[i] = self._cut(first, last)
        clause = self._known[i]
        if (start, end) == (first, last):
            return clause
        words: list[Word] = []
        for word in clause:
            if word.end <= start:
                continue
            if word.start >= end:
                break
            if word.start >= start and word.end <= end:
                words.append(word)
            else:
                part = (max(word.start, start), min(word.end, end))
                if part not in self._parts:
                    self._parts[part] = self._cut(*part)
                words += self._parts[part]
        return words

    def _cut(self, start: int, end: int) -> list[Word]:
        return dictionary(self._pack.words).words(self._text[start:end], start)
