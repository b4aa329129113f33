"""The skeleton of a sentence: every name one character, so that rules see how names stand to each other.

Each outermost mention becomes one private-use character whose code tells its type; words that stand for a name
(该公司, 双方, 该高新区) become one too, pointing to what they stand for; a clause without a subject gets the subject of the clause
before it. Brackets that only give another form fall out. Everything else stays as it is, folded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Mention
from kg.rules import RulePack

__all__ = ["BASE", "Context", "Slot", "Skeleton", "skeleton", "type_class"]

BASE = 0xF0000
_BLOCK = 0x400
_SLOT = re.compile(f"[{chr(BASE)}-{chr(BASE + 0xFFFF)}]")
_CLAUSE = re.compile(r"[，；：]")


@dataclass(frozen=True, slots=True)
class Slot:
    """What one private-use character stands for.

    :ivar mentions: indices of the mentions; several where a word stands for several (双方).
    :ivar start: text offset of the words that stand there; equal to ``end`` for a subject that is only understood.
    :ivar end: text offset.
    :ivar certainty: 0 to 1: how sure it is that they stand for these mentions.
    """

    mentions: tuple[int, ...]
    start: int
    end: int
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence under the linking rules.

    :ivar text: the skeleton.
    :ivar slots: private-use character → slot.
    :ivar offsets: text offset of each character of the skeleton, and one more for its end.
    :ivar start: text offset of the sentence.
    :ivar end: text offset.
    """

    text: str
    slots: Mapping[str, Slot]
    offsets: tuple[int, ...]
    start: int
    end: int


@dataclass
class Context:
    """What the sentences before leave to the next one.

    :ivar subject: the mentions that the last sentence spoke of.
    :ivar last: the last mention of each type.
    :ivar pair: the last two or more organisations that stood together (双方, 三方).
    :ivar topic: the park that the article is about, if one is.
    :ivar paragraph: text offset where the current paragraph begins.
    """

    subject: tuple[int, ...] = ()
    last: dict[str, int] = field(default_factory=dict)
    pair: tuple[int, ...] = ()
    topic: int | None = None
    paragraph: int = -1


def type_class(types: Sequence[str], order: Sequence[str]) -> str:
    """A character class that matches the slots of some types."""
    ranges = (f"{chr(BASE + order.index(t) * _BLOCK)}-{chr(BASE + order.index(t) * _BLOCK + _BLOCK - 1)}" for t in types)
    return "[" + "".join(ranges) + "]"


class _Builder:
    def __init__(self, order: Sequence[str]) -> None:
        self.order = order
        self.chars: list[str] = []
        self.offsets: list[int] = []
        self.slots: dict[str, Slot] = {}
        self.counts: dict[str, int] = {}

    def add(self, type_: str, slot: Slot) -> None:
        count = self.counts.get(type_, 0)
        self.counts[type_] = min(count + 1, _BLOCK - 1)
        char = chr(BASE + self.order.index(type_) * _BLOCK + count)
        self.slots[char] = slot
        self.chars.append(char)
        self.offsets.append(slot.start)

    def text(self, part: str, at: int) -> None:
        self.chars.extend(part)
        self.offsets.extend(range(at, at + len(part)))


def skeleton(
    text: str,
    span: tuple[int, int],
    outermost: Sequence[tuple[int, Mention]],
    pack: RulePack,
    context: Context,
    mentions: Sequence[Mention],
) -> Skeleton:
    """The skeleton of the sentence ``span`` of a folded text.

    :param outermost: (index, mention) of the sentence's outermost mentions, in text order.
    :param context: what went before; is brought up to date.
    """
    order = list(pack.schema.entities)
    build = _Builder(order)
    at, end = span
    queue = list(outermost)
    anaphors = _anaphors(pack)
    while at < end:
        upto = queue[0][1].start if queue else end
        upto = max(upto, at)
        piece = text[at:upto]
        if piece:
            _words(build, piece, at, anaphors, context, mentions)
            at = upto
        if queue and at >= queue[0][1].start:
            index, mention = queue.pop(0)
            build.add(mention.type, Slot((index,), mention.start, mention.end))
            _remember(context, build, index, mention)
            at = max(at, mention.end)
            at = _after(text, at, end, queue)
    built = "".join(build.chars)
    built, offsets = _unquoted(built, build.offsets)
    built, offsets = _subjects(built, offsets, build, context, pack, mentions, span)
    context.subject = context.subject
    return Skeleton(built, build.slots, (*offsets, end), *span)


def _after(text: str, at: int, end: int, queue: Sequence[tuple[int, Mention]]) -> int:
    """Passes over a bracket right behind a mention that holds no other mention."""
    if text[at : at + 1] == "（":
        close = text.find("）", at, min(end, at + 48))
        if close > 0 and not (queue and queue[0][1].start < close):
            return close + 1
    return at


def _unquoted(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    drop = {i for m in re.finditer(rf"[“‘](?={_SLOT.pattern}[”’])|(?<={_SLOT.pattern})[”’]", text) for i in range(*m.span())}
    return "".join(c for i, c in enumerate(text) if i not in drop), [o for i, o in enumerate(offsets) if i not in drop]


def _anaphors(pack: RulePack) -> list[tuple[str, re.Pattern[str]]]:
    rows = pack.tables.get("anaphors", ())
    return [(kind, re.compile(pattern)) for kind, pattern in rows]


def _words(
    build: _Builder,
    piece: str,
    at: int,
    anaphors: Sequence[tuple[str, re.Pattern[str]]],
    context: Context,
    mentions: Sequence[Mention],
) -> None:
    """Plain words, with those that stand for a name as slots."""
    found: list[tuple[int, int, str, Slot]] = []
    for kind, pattern in anaphors:
        for match in pattern.finditer(piece):
            if any(s < match.end() and match.start() < e for s, e, _, _ in found):
                continue
            slot = _antecedent(kind, at + match.start(), at + match.end(), context, build, mentions)
            if slot:
                found.append((match.start(), match.end(), mentions[slot.mentions[0]].type, slot))
    done = 0
    for start, end, type_, slot in sorted(found):
        build.text(piece[done:start], at + done)
        build.add(type_, slot)
        done = end
    build.text(piece[done:], at + done)


def _antecedent(
    kind: str, start: int, end: int, context: Context, build: _Builder, mentions: Sequence[Mention]
) -> Slot | None:
    if kind == "both":
        return Slot(context.pair[:2], start, end, 0.8) if len(context.pair) == 2 else None
    if kind == "all":
        return Slot(context.pair, start, end, 0.8) if len(context.pair) >= 3 else None
    if kind == "topic":
        topic = context.topic if context.topic is not None else None
        return Slot((topic,), start, end, 0.9) if topic is not None else None
    if kind == "park":
        index = context.last.get("park", context.topic)
        if context.topic is not None and index is not None and index != context.topic:
            # 该高新区 speaks of the article's park unless another park is the subject
            index = index if index in context.subject else context.topic
        return Slot((index,), start, end, 0.85) if index is not None else None
    index = context.last.get(kind)
    return Slot((index,), start, end, 0.85) if index is not None else None


def _remember(context: Context, build: _Builder, index: int, mention: Mention) -> None:
    context.last[mention.type] = index


def _subjects(
    text: str,
    offsets: list[int],
    build: _Builder,
    context: Context,
    pack: RulePack,
    mentions: Sequence[Mention],
    span: tuple[int, int],
) -> tuple[str, list[int]]:
    """Gives each clause that begins with a verb the subject of what went before it."""
    opening = re.compile(pack.macros.get("clause_opening", r"(?!)"))
    adverbial = re.compile(pack.macros.get("adverbial", r"(?!)"))
    organisation = re.compile(type_class(("park", "company", "university", "institute", "agency"), build.order))
    joined = re.compile(rf"{organisation.pattern}(?:(?:、|和|与|及|以及){organisation.pattern})*")
    out: list[str] = []
    where: list[int] = []
    start = 0
    inherited = 0.75
    bounds = [m.end() for m in _CLAUSE.finditer(text)] + [len(text)]
    for bound in bounds:
        clause = text[start:bound]
        lead = adverbial.match(clause)
        skip = lead.end() if lead else 0
        subject = joined.match(clause, skip)
        if subject and not clause.startswith("的", subject.end()):
            context.subject = tuple(i for c in subject.group() if c in build.slots for i in build.slots[c].mentions)
            inherited = 0.92
            if len(context.subject) >= 2:
                context.pair = context.subject
        elif opening.match(clause, skip) and context.subject:
            type_ = mentions[context.subject[0]].type
            at = offsets[start + skip] if start + skip < len(offsets) else span[1]
            before = len(build.chars)
            build.add(type_, Slot(context.subject, at, at, inherited))
            out.append(clause[:skip] + build.chars.pop())
            build.offsets.pop()
            assert len(build.chars) == before
            where.extend([*offsets[start : start + skip], at])
            out.append(clause[skip:])
            where.extend(offsets[start + skip : bound])
            start = bound
            continue
        elif not subject and start == 0:
            inherited = 0.75
        out.append(clause)
        where.extend(offsets[start:bound])
        start = bound
    pairs = [m for m in re.finditer(rf"{joined.pattern}", text) if len(_SLOT.findall(m.group())) >= 2]
    if pairs:
        context.pair = tuple(i for c in pairs[-1].group() if c in build.slots for i in build.slots[c].mentions)
    else:
        named = [i for c in text if c in build.slots and organisation.match(c) for i in build.slots[c].mentions]
        distinct = tuple(dict.fromkeys(named))
        if 2 <= len(distinct) <= 3:
            context.pair = distinct
    return "".join(out), where
