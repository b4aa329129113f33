"""The form of regular expressions, as far as it says what a text must hold: literals, classes, groups, repetitions.

Only what rules are written with is read; of anything else the reader says that it does not know it, and
:func:`parsed` leaves the judgement to :mod:`re`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["AHEAD", "ANY", "BRANCH", "EMPTY", "GROUP", "REPEAT", "WORDS", "Part", "parsed"]

#: What a part is: one of few words, any text, nothing, parts in a row, one of several, parts repeated, what follows.
WORDS, ANY, EMPTY, GROUP, BRANCH, REPEAT, AHEAD = "words", "any", "empty", "group", "branch", "repeat", "ahead"

# nearly all that rules are written with: characters that stand for themselves, and one of several words of them
_PLAIN = re.compile(r"[^.^$()\[\]\\?*+{}|]+(?![?*+{])")
_ONE_OF = re.compile(r"\?:([^.^$()\[\]\\?*+{}|]+(?:\|[^.^$()\[\]\\?*+{}|]+)*)\)")
_REPEAT = re.compile(r"\{(?!\})([0-9]*)(,?)([0-9]*)\}")
_NAMED = re.compile(r"P<([^\W\d]\w*)>")
_FLAGS = re.compile(r"[aims]*(?:-[ims]+)?:")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_CLASSES = "dDsSwW"
_PLACES = "AbBZ"
_CODES = {"x": 2, "u": 4, "U": 8}
#: No repetition ends here.
_ENDLESS = 1 << 30


@dataclass(slots=True)
class Part:
    """A part of an expression.

    :ivar kind: what it is.
    :ivar words: the words of which it is one, for ``WORDS``.
    :ivar ways: rows of parts: one for a group, a repetition and what follows, several for a branch.
    :ivar least: how often it is repeated at least.
    :ivar most: at most.
    """

    kind: str
    words: frozenset[str] = frozenset()
    ways: tuple[tuple[Part, ...], ...] = ()
    least: int = 1
    most: int = 1


_ANY, _EMPTY = Part(ANY), Part(EMPTY)


class _Unknown(Exception):
    """Something that is not read here, or no expression at all."""


def parsed(pattern: str) -> tuple[Part, ...]:
    """The parts of an expression; a single one that may be any text where it has a form that is not known here.

    :raises re.error: where the pattern is no expression.

    >>> [part.kind for part in parsed("甲[乙丙]?(?:丁|.)")]
    ['words', 'repeat', 'group']
    """
    reader = _Reader(pattern)
    try:
        found = reader.ways()
        if reader.at < len(pattern):
            raise _Unknown
    except (_Unknown, IndexError):
        re.compile(pattern)
        return (_ANY,)
    return found[0] if len(found) == 1 else (Part(BRANCH, ways=found),)


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.names: set[str] = set()
        self.groups = 0
        self.closed: set[int] = set()

    def ways(self) -> tuple[tuple[Part, ...], ...]:
        """The alternatives up to a closing bracket or the end."""
        found = [self.row()]
        while self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            found.append(self.row())
        return tuple(found)

    def row(self) -> tuple[Part, ...]:
        """The parts up to ``|``, a closing bracket or the end."""
        text, parts = self.text, []
        while self.at < len(text) and text[self.at] not in "|)":
            plain = _PLAIN.match(text, self.at)
            if plain:
                parts.append(Part(WORDS, frozenset([plain[0]])))
                self.at = plain.end()
                continue
            part = self.one()
            times = self.times()
            if times is not None:
                if part.kind == EMPTY or self.times() is not None:
                    raise _Unknown
                part = Part(REPEAT, ways=((part,),), least=times[0], most=times[1])
            parts.append(part)
        return tuple(parts)

    def times(self) -> tuple[int, int] | None:
        """How often the part before may be repeated; None where nothing says so."""
        if self.at >= len(self.text):
            return None
        char = self.text[self.at]
        if char in "?*+":
            self.at += 1
            times = {"?": (0, 1), "*": (0, _ENDLESS), "+": (1, _ENDLESS)}[char]
        else:
            match = _REPEAT.match(self.text, self.at) if char == "{" else None
            if match is None:
                return None
            self.at = match.end()
            least = int(match[1] or 0)
            most = int(match[3] or (_ENDLESS if match[2] else least))
            if most < least:
                raise _Unknown
            times = (least, most)
        if self.at < len(self.text) and self.text[self.at] in "?+":
            self.at += 1
        return times

    def one(self) -> Part:
        """One part without its repetition."""
        char = self.text[self.at]
        self.at += 1
        if char == ".":
            return _ANY
        if char in "^$":
            return _EMPTY
        if char == "(":
            return self.group()
        if char == "[":
            return self.one_of()
        if char == "\\":
            return self.escaped()
        if char in "?*+" or (char == "{" and _REPEAT.match(self.text, self.at - 1)):
            raise _Unknown
        return Part(WORDS, frozenset(char))

    def escaped(self) -> Part:
        """What stands behind a backslash."""
        char = self.text[self.at]
        self.at += 1
        if char in _CODES:
            code = self.text[self.at : self.at + _CODES[char]]
            self.at += _CODES[char]
            if len(code) != _CODES[char] or not code.isalnum():
                raise _Unknown
            try:
                return Part(WORDS, frozenset(chr(int(code, 16))))
            except (ValueError, OverflowError) as error:
                raise _Unknown from error
        if char in _CONTROL:
            return Part(WORDS, frozenset(_CONTROL[char]))
        if char in _CLASSES:
            return _ANY
        if char in _PLACES:
            return _EMPTY
        if char in "123456789" and int(char) in self.closed and not self.text[self.at : self.at + 1].isdigit():
            return _ANY
        if char.isascii() and char.isalnum():
            raise _Unknown
        return Part(WORDS, frozenset(char))

    def one_of(self) -> Part:
        """A class of characters; any text where it holds all but some, or a range."""
        text = self.text
        start = self.at
        few = text[self.at] != "^"
        self.at += not few
        found: set[str] = set()
        while text[self.at] != "]" or self.at == start + (not few):
            char = text[self.at]
            self.at += 1
            if char == "[" or (char in "-&~|" and text[self.at] == char):
                raise _Unknown  # sets in sets, of which re warns
            if char == "\\":
                words = self.escaped() if text[self.at] != "b" else _EMPTY
                if words.kind == EMPTY:
                    raise _Unknown
                few = few and words.kind == WORDS
                char = min(words.words, default="")
            if char and text[self.at] == "-" and text[self.at + 1] != "]":
                last = text[self.at + 1]
                if last == "\\" or last < char:
                    raise _Unknown
                few = False
                self.at += 2
            found.add(char)
        self.at += 1
        return Part(WORDS, frozenset(found)) if few else _ANY

    def group(self) -> Part:
        """What stands in round brackets."""
        text = self.text
        one_of = _ONE_OF.match(text, self.at)
        if one_of:
            self.at = one_of.end()
            return Part(WORDS, frozenset(one_of[1].split("|")))
        kind, read, counts = GROUP, True, True
        if text[self.at] == "?":
            self.at += 1
            named, flags = _NAMED.match(text, self.at), _FLAGS.match(text, self.at)
            counts = named is not None
            if named:
                if named[1] in self.names:
                    raise _Unknown
                self.names.add(named[1])
                self.at = named.end()
            elif text.startswith((":", ">"), self.at):
                self.at += 1
            elif text.startswith(("=", "!"), self.at):
                kind, read = (AHEAD, True) if text[self.at] == "=" else (EMPTY, False)
                self.at += 1
            elif text.startswith(("<=", "<!"), self.at):
                # what stands behind is needed too, but it may be what was matched before
                kind, read = (AHEAD, True) if text[self.at + 1] == "=" else (EMPTY, False)
                self.at += 2
            elif flags:
                kind, read = ANY, False
                self.at = flags.end()
            else:
                raise _Unknown  # flags for all, conditions, remarks, the same again by name
        self.groups += counts
        number = self.groups
        ways = self.ways()
        if text[self.at] != ")":
            raise _Unknown
        self.at += 1
        if counts:
            self.closed.add(number)
        return Part(kind, ways=ways if read else ())
