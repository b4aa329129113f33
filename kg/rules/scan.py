"""Expressions sought in whole texts, only where they can begin.

An expression that begins with something that may be left out (``(?:公司|集团)?(?:成立于|创立于)``) is tried by
:mod:`re` at each character, ten times as long as it takes to find the few characters that it may begin with.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from kg.rules.kept import made
from kg.rules.parts import AHEAD, BRANCH, EMPTY, GROUP, REPEAT, WORDS, Part, parsed

__all__ = ["Scan", "endings"]

#: How many characters of what an expression may begin with are looked for.
_SIZE = 2
#: How many such beginnings are made of two parts; of more, none is known.
_MOST = 20_000


class Scan:
    """Finds an expression in a text as ``finditer`` does.

    >>> scan = Scan("(?:公司)?(?:成立于|创立于)")
    >>> [match[0] for match in scan("甲公司成立于昆山，乙创立于江阴")]
    ['公司成立于', '创立于']
    """

    def __init__(self, text: str) -> None:
        self._expression = made(text)
        parts = parsed(text.replace("[0-9]", "[0123456789]"))
        spots = "" if _quick(parts) else _spots(set().union(*_openings(parts)))
        self._first = made(spots) if spots else None

    def __call__(self, text: str, begin: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Its matches in a part of a text, from left to right."""
        if self._first is None:
            yield from self._expression.finditer(text, begin, end)
            return
        match, at = self._expression.match, begin
        for spot in self._first.finditer(text, begin, end):
            start = spot.start()
            if start >= at:
                found = match(text, start, end)
                if found:
                    at = found.end()
                    yield found


def endings(text: str) -> str:
    """The characters of which each match of an expression has one at its end, as a class; any where they are not known.

    >>> endings("(?:国家级|省级)(?:企业|公司)?(?=甲)"), endings("甲.*")
    ('[业司级]', '[^0]|0')
    """
    last, empty = _beginnings(parsed(text), True)
    return f"[{re.escape(''.join(sorted(last)))}]" if last and not empty else "[^0]|0"


def _quick(parts: Sequence[Part]) -> bool:
    """Whether parts in a row begin with one of some characters or words, as :mod:`re` sees for itself."""
    if not parts:
        return False
    begin = parts[0]
    if begin.kind == WORDS:
        return "" not in begin.words
    ways = begin.ways if begin.kind in (GROUP, BRANCH) else ()
    return bool(ways) and all(way and way[0].kind == WORDS and len(way[0].words - {""}) == 1 for way in ways)


def _spots(openings: set[str]) -> str:
    """An expression for where some texts of at most two characters can stand; empty where one of them is empty."""
    if not openings or "" in openings:
        return ""
    alone = {text for text in openings if len(text) == 1}
    first, second = ({text[i] for text in openings if len(text) == 2 and text[0] not in alone} for i in (0, 1))
    any_, one, two = (f"[{re.escape(''.join(sorted(found)))}]" for found in (alone | first, alone, second))
    if not first:
        return any_
    return f"{any_}(?={two})" if not alone else f"{any_}(?:(?<={one})|(?={two}))"


def _openings(parts: Sequence[Part]) -> tuple[set[str], set[str]]:
    """What parts in a row may match that is shorter than two characters, and the first two of all else.

    The latter are fewer where anything may follow.
    """
    whole, begun = {""}, set[str]()
    for part in parts:
        if part.kind in (EMPTY, AHEAD):
            continue
        if part.kind == WORDS:
            short, long = {w for w in part.words if len(w) < _SIZE}, {w[:_SIZE] for w in part.words if len(w) >= _SIZE}
        elif part.kind in (GROUP, BRANCH, REPEAT):
            found = [_openings(way) for way in part.ways]
            short, long = (set[str]().union(*(ways[i] for ways in found)) for i in (0, 1))
            if part.kind == REPEAT:
                short |= {""} if not part.least else set()
                again = _joined(short, short, long) if part.most > 1 else (set[str](), set[str]())
                short, long = short | again[0], long | again[1]
        else:
            short, long = set[str](), {""}
        whole, more = _joined(whole, short, long)
        begun |= more
        if not whole:
            break
    return whole, begun


def _joined(whole: set[str], short: set[str], long: set[str]) -> tuple[set[str], set[str]]:
    """What short texts and further ones behind them make: what is short as a whole, and how all else begins."""
    if len(whole) * (len(short) + len(long)) > _MOST:
        return set(), {""}
    texts = {a + b for a in whole for b in short}
    begun = {(a + b)[:_SIZE] for a in whole for b in long} | {text[:_SIZE] for text in texts if len(text) >= _SIZE}
    return {text for text in texts if len(text) < _SIZE}, begun


def _beginnings(parts: Sequence[Part], back: bool = False) -> tuple[set[str] | None, bool]:
    """The characters that parts in a row may begin with, None where any may; and whether they may match nothing.

    :param back: the characters that they may end with.
    """
    found: set[str] = set()
    for part in reversed(parts) if back else parts:
        empty = part.kind in (EMPTY, AHEAD)
        if part.kind == WORDS:
            found |= {word[-1 if back else 0] for word in part.words if word}
            empty = "" in part.words
        elif part.kind in (GROUP, BRANCH, REPEAT):
            for way in part.ways:
                first, nothing = _beginnings(way, back)
                if first is None:
                    return None, False
                found |= first
                empty = empty or nothing
            empty = empty or (part.kind == REPEAT and not part.least)
        elif not empty:
            return None, False
        if not empty:
            return found, False
    return found, True
