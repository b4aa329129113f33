"""The skeleton of a sentence: every name one character, so that rules see how names stand to each other.

Each outermost mention becomes one private-use character. Names that stand in a list become one character together
(:mod:`kg.link.coordination`); words that stand for a name (该公司, 双方) become one too (:mod:`kg.link.anaphora`); a
clause without a subject gets the one that is understood (:mod:`kg.link.clauses`). The character's code tells type and
role. Brackets fall out; those that hold a name are skeletons of their own. Everything else stays as it is, folded.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.link.kinds import KINDS
from kg.rules import RulePack

__all__ = [
    "ANY_NAME",
    "ATOMS",
    "ROLES",
    "Atoms",
    "Piece",
    "Skeleton",
    "Slot",
    "blocks_of",
    "drawn",
    "finished",
    "slot_class",
]

#: Roles of a name in its clause, by letter: subject (s), after 与 or 联合 (w), after 由 (b), after 在 or 于 (l), after
#: another preposition (o), before 的 (a), none of these (n).
ROLES = "swbloan"
_MIXED = "mixed"
_LISTED = (*(kind for kind, _ in KINDS), _MIXED)
_BASE = 0xF0000
_BLOCK = 0x100
_ATOM = 0x100000
_MOST = 6399
#: The private-use characters that stand for names while a sentence is being drawn, and those of a finished skeleton;
#: both are beyond U+FFFF, where Python makes the class of a long range in no time.
ATOMS = f"{chr(_ATOM)}-{chr(_ATOM + _MOST)}"
ANY_NAME = f"{chr(_BASE)}-{chr(0xFFFFD)}"
_NAME = re.compile(f"[{ATOMS}]")
_PRIVATE = re.compile(f"[\ue000-\uf8ff{ATOMS}{ANY_NAME}]")
_BRACKET = re.compile(f"(?<=[{ATOMS}])（[^（）]{{1,60}}）")
_QUOTES = re.compile(f'[“‘"【［](?=[{ATOMS}][”’"】］])|(?<=[{ATOMS}])[”’"】］]')
_MARKS = ("“", "（", "‘", '"', "［")
_BLANKS = re.compile(r"(?<=、)\s+")
_SIDE_BY_SIDE = ("”“", "’‘", "》《")


@dataclass(slots=True)
class Slot:
    """What one private-use character stands for.

    :ivar mentions: indices of the mentions; several for a list, and where a word stands for several (双方).
    :ivar start: text offset of the words that stand there; equal to ``end`` for a subject that is only understood.
    :ivar end: text offset.
    :ivar certainty: 0 to 1: how sure it is that they stand for these mentions.
    :ivar whole: whether the list names all its members (no 等).
    :ivar first: where those who are understood to act together come from two sides, how many are of the first; else 0.
    """

    mentions: tuple[int, ...]
    start: int
    end: int
    certainty: float = 1.0
    whole: bool = True
    first: int = 0


@dataclass(slots=True)
class Piece:
    """A stretch of a sentence while it is drawn: text in which atoms stand for slots.

    :ivar text: the text.
    :ivar offsets: text offset of each of its characters.
    """

    text: str
    offsets: list[int]

    def cut(self, start: int, end: int) -> Piece:
        """The piece between two positions."""
        return Piece(self.text[start:end], self.offsets[start:end])

    def without(self, drop: Container[int]) -> Piece:
        """The piece without the characters at some positions."""
        kept = [i for i in range(len(self.text)) if i not in drop]
        return Piece("".join([self.text[i] for i in kept]), [self.offsets[i] for i in kept])


@dataclass(slots=True)
class Skeleton:
    """A sentence under the linking rules.

    :ivar text: the skeleton.
    :ivar slots: private-use character → slot.
    :ivar offsets: text offset of each character of the skeleton, and one more for its end.
    :ivar start: text offset of the sentence.
    :ivar end: text offset.
    :ivar blocks: the blocks of private-use characters that occur.
    """

    text: str
    slots: Mapping[str, Slot]
    offsets: tuple[int, ...]
    start: int
    end: int
    blocks: frozenset[int] = frozenset()


@cache
def blocks_of(types: tuple[str, ...], roles: str, order: tuple[str, ...]) -> frozenset[int]:
    """The blocks of private-use characters of some types in some roles; a mixed list is of every type."""
    listed = (*order, *_LISTED)
    return frozenset(
        i * len(ROLES) + ROLES.index(r) for i, t in enumerate(listed) if t in types or t == _MIXED for r in roles
    )


@cache
def slot_class(types: tuple[str, ...], roles: str, order: tuple[str, ...]) -> str:
    """A character class that matches the slots of some types in some roles."""
    ranges: list[list[int]] = []
    for block in sorted(blocks_of(types, roles, order)):
        if ranges and ranges[-1][1] == block - 1:
            ranges[-1][1] = block  # one long range is matched faster than many short ones
        else:
            ranges.append([block, block])
    return "[" + "".join(f"{chr(_BASE + a * _BLOCK)}-{chr(_BASE + b * _BLOCK + _BLOCK - 1)}" for a, b in ranges) + "]"


class Atoms:
    """The slots of one sentence while it is drawn, each under one character."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self.roles: dict[str, str] = {}

    def add(self, slot: Slot) -> str:
        """The character of a new slot."""
        self.slots.append(slot)
        return chr(_ATOM + len(self.slots) - 1)

    def __getitem__(self, atom: str) -> Slot:
        return self.slots[ord(atom) - _ATOM]


def drawn(
    text: str, span: tuple[int, int], outermost: Sequence[tuple[int, int, int]], atoms: Atoms, pack: RulePack
) -> tuple[Piece, list[Piece]]:
    """The sentence with an atom for each name and without brackets.

    And the brackets that hold a name, each with the name before it.

    :param outermost: (index, start, end) of the sentence's outermost mentions, in text order.
    """
    chars: list[str] = []
    offsets: list[int] = []
    at, end = span
    for index, start, stop in outermost[: _MOST // 4]:
        if start < at:
            continue
        chars.append(_PRIVATE.sub("�", text[at:start]))
        offsets.extend(range(at, start))
        if chars[-1] == "" and text[start - 1 : start + 1] in _SIDE_BY_SIDE:
            chars.append("、")  # “甲计划”“乙行动”: quoted side by side is a list
            offsets.append(start)
        chars.append(atoms.add(Slot((index,), start, stop)))
        offsets.append(start)
        at = stop
    chars.append(_PRIVATE.sub("�", text[at:end]))
    offsets.extend(range(at, end))
    return _without_brackets(_unquoted(_close(Piece("".join(chars), offsets)), pack), pack)


def _close(piece: Piece) -> Piece:
    """The piece without the blanks between the items of a list (甲、 乙)."""
    if "、 " not in piece.text:
        return piece
    return piece.without({i for m in _BLANKS.finditer(piece.text) for i in range(*m.span())})


def _unquoted(piece: Piece, pack: RulePack) -> Piece:
    """The piece without quotes around names and figures of speech, and without bylines in brackets.

    Names quoted side by side are a list.
    """
    if not any(mark in piece.text for mark in _MARKS):
        return piece
    marks = (_QUOTES, pack.pattern("byline"))
    drop = {i for mark in marks for m in mark.finditer(piece.text) for i in range(*m.span())}
    for figure in pack.pattern("quoted_figure").finditer(piece.text):
        drop |= {figure.start(), figure.end() - 1}
    if not drop:
        return piece
    between = {i for i in drop if piece.text[i : i + 2] in ("”“", "’‘") and i + 1 in drop}
    kept = [i for i in range(len(piece.text)) if i not in drop or i in between]
    text = "".join("、" if i in between else piece.text[i] for i in kept)
    return Piece(text, [piece.offsets[i] for i in kept])


def _without_brackets(piece: Piece, pack: RulePack) -> tuple[Piece, list[Piece]]:
    """The piece without its brackets, and those that hold a name, each with the name before it."""
    inner: list[Piece] = []
    if "（" not in piece.text:
        return piece, inner
    naming = pack.pattern("naming_bracket")
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _BRACKET.finditer(piece.text):
        start, end = match.span()
        if _PRIVATE.search(match.group()) and not naming.match(match.group()):
            inner.append(piece.cut(start - 1, end))
        text.append(piece.text[at:start])
        offsets.extend(piece.offsets[at:start])
        at = end
    text.append(piece.text[at:])
    offsets.extend(piece.offsets[at:])
    return Piece("".join(text), offsets), inner


def finished(
    pieces: Sequence[Piece], atoms: Atoms, kinds: Sequence[str], order: Sequence[str], span: tuple[int, int]
) -> Skeleton:
    """The skeleton of drawn pieces.

    :param kinds: the kind of each mention, by index: see :func:`kg.link.kinds.kinds_of`.
    """
    slots: dict[str, Slot] = {}
    counts: dict[int, int] = {}
    chars: list[str] = []
    offsets: list[int] = []
    every = (*order, *_LISTED)
    for piece in pieces:
        offsets += piece.offsets
        at = 0
        for match in _NAME.finditer(piece.text):
            char = match.group()
            chars.append(piece.text[at : match.start()])
            at = match.end()
            slot = atoms[char]
            kind = kinds[slot.mentions[0]]
            if len(slot.mentions) > 1 and any(kinds[i] != kind for i in slot.mentions):
                kind = _MIXED
            block = every.index(kind) * len(ROLES) + ROLES.index(atoms.roles.get(char, "n"))
            count = counts.get(block, 0)
            counts[block] = min(count + 1, _BLOCK - 1)
            code = chr(_BASE + block * _BLOCK + count)
            slots[code] = slot
            chars.append(code)
        chars.append(piece.text[at:])
    return Skeleton("".join(chars), slots, (*offsets, span[1]), *span, frozenset(counts))
