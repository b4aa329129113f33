"""Which of many expressions can match a text at all: what each needs, looked up for all of them at once.

Most rules need a word that most sentences do not hold (签署, 落户). What an expression needs is read off its parsed
form: sets of words of which a text must hold at least one each. A text is asked for its characters and pairs of
characters once; an expression is tried only where all that it needs is there. What cannot be read off is not needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import add

from kg.rules import derived
from kg.rules.parts import AHEAD, BRANCH, EMPTY, GROUP, REPEAT, WORDS, Part, parsed

__all__ = ["Sieve", "needs", "numbers"]

_MAKING = ("kg.link.sieve", "kg.rules.parts")
_MOST = 300  # words in one set: more tell little


def needs(expression: re.Pattern[str] | str) -> list[frozenset[str]]:
    """Sets of words: each text in which the expression is found holds at least one word of every set.

    :raises re.error: where a text is no expression.

    >>> [sorted(words) for words in needs(re.compile("甲.{0,9}(?:签署|签订|落户于?)"))]
    [['甲'], ['签署', '签订', '落户', '落户于']]
    """
    if isinstance(expression, str):
        return list(_needed(parsed(expression)))
    if expression.flags & (re.IGNORECASE | re.VERBOSE):
        return []
    return list(_needed(parsed(expression.pattern)))


def _needed(parts: Sequence[Part]) -> Iterator[frozenset[str]]:
    run = frozenset([""])
    for part in parts:
        whole = _exact([part])
        if whole is not None and len(run) * len(whole) <= _MOST:
            run = frozenset([a + b for a in run for b in whole])
            if "" in whole:
                yield from _inner(part)  # it may only look around: (?:(?<=签署)|(?<=签订))
        else:
            if "" not in run:
                yield run
            run = whole if whole is not None else frozenset([""])
            if whole is None:
                yield from _inner(part)
        if part.kind == AHEAD:
            yield from _either(part.ways)
    if "" not in run:
        yield run


def _inner(part: Part) -> Iterator[frozenset[str]]:
    """What a part of an expression needs that stands for more than a few words."""
    if part.kind in (GROUP, BRANCH) or (part.kind == REPEAT and part.least > 0):
        yield from _either(part.ways)


def _either(ways: Sequence[Sequence[Part]]) -> Iterator[frozenset[str]]:
    """What is needed whichever way is taken."""
    if len(ways) == 1:
        yield from _needed(ways[0])
        return
    best = [min(_needed(way), key=_breadth, default=None) for way in ways]
    if best and all(best):
        yield frozenset([word for words in best if words for word in words])


def _breadth(words: frozenset[str]) -> tuple[int, int, list[str]]:
    return sum(len(word) == 1 for word in words), len(words), sorted(words)


def _exact(parts: Sequence[Part]) -> frozenset[str] | None:
    """All texts that a part of an expression matches; None where they are many or not known."""
    found = frozenset([""])
    for part in parts:
        words: frozenset[str] | None = None
        if part.kind == WORDS:
            words = part.words
        elif part.kind in (EMPTY, AHEAD):
            words = frozenset([""])
        elif part.kind in (GROUP, BRANCH) or (part.kind == REPEAT and (part.least, part.most) in ((0, 1), (1, 1))):
            words = _union(part.ways)
            if words is not None and part.kind == REPEAT and not part.least:
                words |= {""}
        if words is None or len(found) * len(words) > _MOST:
            return None
        if len(parts) == 1:
            return words
        found = frozenset([a + b for a in found for b in words])
    return found


def _union(ways: Sequence[Sequence[Part]]) -> frozenset[str] | None:
    found: set[str] = set()
    for way in ways:
        words = _exact(way)
        if words is None:
            return None
        found |= words
    return frozenset(found)


class Sieve:
    """Expressions by what they need of a text.

    >>> sieve = Sieve([re.compile("签署|签订"), re.compile("落户"), re.compile("[一二两]家")])
    >>> sieve.passed("与两家高校签订协议")
    [0, 2]
    """

    def __init__(self, expressions: Sequence[re.Pattern[str] | str]) -> None:
        texts = (e if isinstance(e, str) else f"{e.pattern} {e.flags}" for e in expressions)
        shown: list[list[list[str]]] = derived("signs", texts, lambda: _signs(expressions), *_MAKING)
        self._size = len(expressions)
        self._all = (1 << self._size) - 1
        self._levels = max(map(len, shown), default=0)
        # one bit for the first need of each expression, then one for the second of each, and so on: sign → the needs
        # that it meets; and those that are not there to be met
        self._met: dict[str, int] = {}
        self._free = 0
        for i, sets in enumerate(shown):
            for level in range(self._levels):
                bit = 1 << (level * self._size + i)
                if level >= len(sets):
                    self._free |= bit
                    continue
                for sign in sets[level]:
                    self._met[sign] = self._met.get(sign, 0) | bit
        self._signs = frozenset(self._met)

    def passed(self, text: str, among: int = -1) -> list[int]:
        """The numbers of the expressions that may match the text, in order.

        :param among: the only ones that are asked for, as a set of bits.
        """
        return numbers(self.open(text, among))

    def open(self, text: str, among: int = -1) -> int:
        """The same expressions, as a set of bits: those that may match a part of the text are among them."""
        met, meets = self._free, self._met
        for sign in self._signs.intersection(map(add, text, text[1:])):
            met |= meets[sign]
        for sign in self._signs.intersection(text):
            met |= meets[sign]
        open_ = self._all & among
        for _ in range(self._levels):
            open_ &= met
            if not open_:
                return 0
            met >>= self._size
        return open_


def _signs(expressions: Sequence[re.Pattern[str] | str]) -> list[list[list[str]]]:
    """For each expression, for each of its needs, the signs of which a text holds one where the need is met.

    A word shows by that pair of its characters which the fewest other words have: 公司 tells little of 公司员工.
    """
    needed = [needs(expression) for expression in expressions]
    distinct = {words for sets in needed for words in sets}
    pairs = {word: list(map(add, word, word[1:])) or [word] for words in distinct for word in words}
    common = Counter(chain.from_iterable(pairs.values()))
    signs = {words: sorted({min(pairs[word], key=common.__getitem__) for word in words}) for words in distinct}
    return [[signs[words] for words in sets] for sets in needed]


def numbers(bits: int) -> list[int]:
    """The numbers of a set of bits, in order.

    >>> numbers(0b1101)
    [0, 2, 3]
    """
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found
