"""Which of many expressions can match a text at all: what each needs, looked up for all of them at once.

Most rules need a word that most sentences do not hold (签署, 落户). What an expression needs is read off its parsed
form: sets of words of which a text must hold at least one each. A text is asked for its characters and pairs of
characters once; an expression is tried only where all that it needs is there. What cannot be read off is not needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from re import _constants as _codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["Sieve", "needs"]

_MOST = 300  # words in one set: more tell little


def needs(expression: re.Pattern[str] | str) -> list[frozenset[str]]:
    """Sets of words: each text in which the expression is found holds at least one word of every set.

    >>> [sorted(words) for words in needs(re.compile("甲.{0,9}(?:签署|签订|落户于?)"))]
    [['甲'], ['签署', '签订', '落户', '落户于']]
    """
    if isinstance(expression, str):
        return list(_needed(_parser.parse(expression)))
    if expression.flags & re.IGNORECASE:
        return []
    return list(_needed(_parser.parse(expression.pattern, expression.flags & re.VERBOSE)))


def _needed(parsed: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    run = frozenset([""])
    for op, value in parsed:
        whole = _exact([(op, value)])
        if whole is not None and len(run) * len(whole) <= _MOST:
            run = frozenset(a + b for a in run for b in whole)
            inner: Iterator[frozenset[str]] = iter(())
        else:
            if "" not in run:
                yield run
            run = whole if whole is not None else frozenset([""])
            inner = _inner(op, value) if whole is None else iter(())
        yield from inner
        if op is _codes.ASSERT:
            yield from _needed(value[1])
    if "" not in run:
        yield run


def _inner(op: Any, value: Any) -> Iterator[frozenset[str]]:
    """What a part of an expression needs that stands for more than a few words."""
    if op is _codes.SUBPATTERN:
        yield from () if value[1] or value[2] else _needed(value[3])
    elif op is _codes.ATOMIC_GROUP:
        yield from _needed(value)
    elif op in (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT) and value[0] > 0:
        yield from _needed(value[2])
    elif op is _codes.BRANCH:
        ways = [min(_needed(way), key=_breadth, default=None) for way in value[1]]
        if all(ways):
            yield frozenset(word for way in ways if way for word in way)


def _breadth(words: frozenset[str]) -> tuple[int, int, list[str]]:
    return sum(len(word) == 1 for word in words), len(words), sorted(words)


def _exact(parsed: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """All texts that a part of an expression matches; None where they are many or not known."""
    found = frozenset([""])
    for op, value in parsed:
        words: frozenset[str] | None = None
        if op is _codes.LITERAL:
            words = frozenset([chr(value)])
        elif op is _codes.IN and all(kind is _codes.LITERAL for kind, _ in value):
            words = frozenset(chr(code) for _, code in value)
        elif op in (_codes.ASSERT, _codes.ASSERT_NOT, _codes.AT):
            words = frozenset([""])
        elif op is _codes.SUBPATTERN and not value[1]:
            words = _exact(value[3])
        elif op is _codes.BRANCH:
            ways = [_exact(way) for way in value[1]]
            words = frozenset().union(*(w for w in ways if w)) if all(w is not None for w in ways) else None
        elif op in (_codes.MAX_REPEAT, _codes.MIN_REPEAT) and value[:2] == (0, 1):
            once = _exact(value[2])
            words = once | {""} if once is not None else None
        if words is None or len(found) * len(words) > _MOST:
            return None
        found = frozenset(a + b for a in found for b in words)
    return found


class Sieve:
    """Expressions by what they need of a text.

    >>> sieve = Sieve([re.compile("签署|签订"), re.compile("落户"), re.compile("[一二两]家")])
    >>> sieve.passed("与两家高校签订协议")
    [0, 2]
    """

    def __init__(self, expressions: Sequence[re.Pattern[str] | str]) -> None:
        self._all = (1 << len(expressions)) - 1
        # level → (what shows a need → the expressions that have it, those without a need of that level)
        self._levels: list[tuple[dict[str, int], int]] = []
        for i, expression in enumerate(expressions):
            for level, words in enumerate(needs(expression)):
                if level == len(self._levels):
                    self._levels.append(({}, self._all))
                shown, without = self._levels[level]
                self._levels[level] = (shown, without & ~(1 << i))
                for sign in {word[:2] for word in words}:
                    shown[sign] = shown.get(sign, 0) | 1 << i
        self._signs = frozenset(sign for shown, _ in self._levels for sign in shown)

    def passed(self, text: str, among: int = -1) -> list[int]:
        """The numbers of the expressions that may match the text, in order.

        :param among: the only ones that are asked for, as a set of bits.
        """
        open_ = self._all & among
        signs = self._signs
        there = {sign for sign in map(add, text, text[1:]) if sign in signs}
        there |= signs.intersection(text)
        for shown, without in self._levels:
            fitting = without
            for sign in there:
                if sign in shown:
                    fitting |= shown[sign]
            open_ &= fitting
            if not open_:
                return []
        passed = []
        while open_:
            lowest = open_ & -open_
            passed.append(lowest.bit_length() - 1)
            open_ ^= lowest
        return passed
