"""Expressions sought in whole texts, only where they can begin.

An expression that begins with something that may be left out (``(?:公司|集团)?(?:成立于|创立于)``) is tried by
:mod:`re` at each character, ten times as long as it takes to find the few characters that it may begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.rules.kept import made
from kg.rules.parts import AHEAD, BRANCH, EMPTY, GROUP, REPEAT, WORDS, Part, parsed

__all__ = ["Scan", "endings"]


class Scan:
    """Finds an expression in a text as ``finditer`` does.

    >>> scan = Scan("(?:公司)?(?:成立于|创立于)")
    >>> [match[0] for match in scan("甲公司成立于昆山，乙创立于江阴")]
    ['公司成立于', '创立于']
    """

    def __init__(self, text: str) -> None:
        self._expression = made(text)
        parts = parsed(text.replace("[0-9]", "[0123456789]"))
        first, empty = (None, False) if _quick(parts) else _beginnings(parts)
        self._first = made(f"[{re.escape(''.join(sorted(first)))}]") if first and not empty else None

    def __call__(self, text: str) -> Iterator[re.Match[str]]:
        """Its matches, from left to right."""
        if self._first is None:
            yield from self._expression.finditer(text)
            return
        match, at = self._expression.match, 0
        for spot in self._first.finditer(text):
            start = spot.start()
            if start >= at:
                found = match(text, start)
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
