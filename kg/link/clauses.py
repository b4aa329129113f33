"""Clauses: who acts in each, and the role in which every other name stands.

The subject of a clause is the name (or list of names) that it begins with, behind adverbials; 位于X的Y and A的B begin
with Y and B. A clause that begins with a verb gets the subject of what went before it, with the partners of that
subject where the verb needs several (共建, 合资).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.link.context import Context
from kg.link.grammar import Grammar
from kg.link.notes import ACTING, noted
from kg.link.skeleton import ATOMS, Atoms, Piece, Slot
from kg.model import Mention

__all__ = ["acted", "subject_of"]

_NAME = re.compile(f"[{ATOMS}]")
#: How sure it is that the park or place spoken of is who brings firms in, where no one else is named.
_HOSTING = 0.85
_HEAD = re.compile(f"[{ATOMS}][】］〕]")


def _lead(text: str, grammar: Grammar) -> int:
    """Where a clause begins behind its adverbials, and behind the name of its section (【甲高新区】……)."""
    lead = grammar.adverbial.match(text)
    end = lead.end() if lead else 0
    head = _HEAD.match(text, end)
    if not head:
        return end
    lead = grammar.adverbial.match(text, head.end())
    return lead.end() if lead else head.end()


def subject_of(piece: Piece, atoms: Atoms, grammar: Grammar) -> tuple[int, ...]:
    """Whom a clause names as its subject."""
    subject = _explicit(piece.text, _lead(piece.text, grammar), grammar)
    return atoms[piece.text[subject]].mentions if subject is not None else ()


def acted(
    piece: Piece,
    atoms: Atoms,
    context: Context,
    mentions: Sequence[Mention],
    grammar: Grammar,
    ahead: Callable[[], tuple[int, ...]] = tuple,
) -> Piece:
    """The clause with its understood subject, the roles of its names noted in ``atoms``.

    Brings the context up to date.

    :param ahead: gives the subject that the next clause names.
    """
    if grammar.examples.fullmatch(piece.text):  # 甲与乙新建了一批机构，如丙、丁等，共建……
        _roles(piece.text, None, atoms, mentions, grammar)
        return piece
    skip = _lead(piece.text, grammar)
    subject = _explicit(piece.text, skip, grammar)
    implied = None
    if subject is not None:
        atoms.roles[piece.text[subject]] = "s"
    else:
        if grammar.unnamed.match(piece.text, skip):
            context.subject = context.joint = ()
            context.raising = None
        elif grammar.industry_acts.match(piece.text, skip):  # 光电产业异军突起，与甲……: the park or place does, no firm
            context.subject = tuple(i for i in context.subject if mentions[i].type in ("park", "place"))
        implied = _implied(piece.text, skip, context, mentions, grammar, ahead)
        if implied is not None and _listed(implied, piece.text, atoms, mentions):
            implied = None  # 签约的有|甲项目、乙园等24个项目: 乙园 is one of them
    if implied is not None:
        piece = _with_subject(piece, skip, implied, atoms)
    _roles(piece.text, subject if implied is None else skip, atoms, mentions, grammar)
    noted(piece.text, subject, atoms, context, mentions, grammar)
    return piece


def _implied(
    text: str,
    skip: int,
    context: Context,
    mentions: Sequence[Mention],
    grammar: Grammar,
    ahead: Callable[[], tuple[int, ...]],
) -> Slot | None:
    """The subject of a clause that names none: that of the next clause, of the last one, or none."""
    if _NAME.search(text) and grammar.fronted.match(text) and (later := _parties(ahead(), mentions)):
        return Slot(later, 0, 0, 0.95)  # 落户甲园三年，乙……; 通过与甲合作，乙……
    opens = context.subject and grammar.clause_opening.match(text, skip)
    if not opens or grammar.setting.match(text, skip):
        return None
    stands, first = _understood(text, skip, context, mentions, grammar)
    park = context.parks.inside
    if park is None and stands == (context.about.park,):
        park = context.park_here()
    brings = grammar.brings_in.match(text, skip)
    if park is not None and brings:
        stands, first = (park,), 0  # 光电是甲高新区主导产业，先后引进乙
    hosts = brings and mentions[stands[0]].type in ("park", "place")
    return Slot(stands, 0, 0, max(context.certainty, _HOSTING) if hosts else context.certainty, first=first)


def _listed(subject: Slot, text: str, atoms: Atoms, mentions: Sequence[Mention]) -> bool:
    """Whether a park that a clause is said to speak of is one of several that it lists."""
    name = mentions[subject.mentions[0]]
    if len(subject.mentions) > 1 or name.type != "park":
        return False
    lists = (atoms[c].mentions for c in _NAME.findall(text))
    return any(len(listed) > 1 and name.text in {mentions[i].text for i in listed} for listed in lists)


def _with_subject(piece: Piece, at: int, slot: Slot, atoms: Atoms) -> Piece:
    """The clause with a subject that is only understood."""
    slot.start = slot.end = piece.offsets[at] if at < len(piece.offsets) else piece.offsets[-1] + 1
    atom = atoms.add(slot)
    atoms.roles[atom] = "s"
    offsets = [*piece.offsets[:at], slot.start, *piece.offsets[at:]]
    return Piece(piece.text[:at] + atom + piece.text[at:], offsets)


def _parties(found: tuple[int, ...], mentions: Sequence[Mention]) -> tuple[int, ...]:
    """The mentions, if all of them may act."""
    return found if all(mentions[i].type in ACTING for i in found) else ()


def _understood(
    text: str, skip: int, context: Context, mentions: Sequence[Mention], grammar: Grammar
) -> tuple[tuple[int, ...], int]:
    """Whom a clause without a subject speaks of, and how many of them are of the first of two sides (0 for one side).

    Those who act, or what the last clause ended with (共建X研究院，落户Y).
    """
    ending, tail = context.ending, context.ending.names
    if tail and grammar.stands.match(text, skip):
        kind = mentions[tail[0]].type
        made = kind == "park" and mentions[tail[0]].text in context.made
        if kind in ("program", "institute") or made or (kind == "company" and ending.founded):
            return tail, 0
    if (
        tail
        and mentions[tail[0]].type == "park"
        and mentions[context.subject[0]].type in ("place", "agency", "company")
        and grammar.gathers.match(text, skip)
    ):
        return tail, 0  # 甲区建设乙园，集聚企业120家
    if ending.yielded and text.startswith(("与", "和", "同", "跟"), skip):
        return ending.yielded, 0
    brought = tail if ending.founded else ending.yielded
    if (
        len(brought) == 1
        and mentions[brought[0]].type == "company"
        and mentions[context.subject[0]].type in ("park", "place", "agency")
        and grammar.invests_there.match(text, skip)
    ):
        return brought, 0  # 甲区引进乙，投资10亿元建设丙项目
    if tail and grammar.gives.match(text, skip) and grammar.fund.search(mentions[tail[-1]].text):
        return tail, 0
    if (
        context.about.park is not None
        and grammar.counts.match(text, skip)
        and mentions[context.subject[0]].type == "company"
    ):
        return (context.about.park,), 0
    if len(context.joint) > len(context.subject) and grammar.jointly.match(text, skip):
        return context.joint, context.sides
    return context.subject, len(context.subject) if context.apart else 0


def _explicit(text: str, skip: int, grammar: Grammar) -> int | None:
    """Where the subject of a clause stands, if the clause names it."""
    if not _NAME.search(text, skip) or grammar.is_of.fullmatch(text):
        return None
    relative = grammar.relative.match(text, skip)
    if relative:
        return relative.end() - 1
    begin = grammar.named.match(text, skip)
    if not begin:
        # 成立两年的X: the clause begins with what describes its subject
        led = grammar.led.match(text, skip)
        if (
            led
            and not _acted_upon(led.group(), grammar)
            and not grammar.clause_opening.match(text, skip)
            and grammar.predicate.match(text, led.end())
        ):
            return led.end() - 1
        return None
    at = begin.start(1)
    while True:
        # 江苏省昆山高新区; X高新区企业Y; 集团旗下Y; A的B
        onward = grammar.onward.match(text, at) or grammar.attributive.match(text, at)
        if not onward:
            break
        at = onward.end() - 1
    of = grammar.owned.match(text, at + 1)
    if (
        of
        and not _acted_upon(of.group(), grammar)
        and grammar.predicate.match(text, of.end())
        and not grammar.predicate.match(text, at + 1)
    ):
        return of.start(1)
    return at


def _acted_upon(text: str, grammar: Grammar) -> bool:
    """Whether the name at the end is an object with its description (甲设立规模10亿元的乙), and no 甲设立的乙."""
    before = text[: text.rindex("的")]
    ends = [verb.end() for verb in grammar.acts.finditer(before)]
    return bool(ends) and ends[-1] < len(before.rstrip("了"))


def _roles(text: str, subject: int | None, atoms: Atoms, mentions: Sequence[Mention], grammar: Grammar) -> None:
    """Notes the role of every name of a clause but its subject's."""
    passed: dict[int, str] = {}
    for match in _NAME.finditer(text):
        at, atom = match.start(), match.group()
        if at == subject:
            continue
        role = passed.get(at) or _role(text[max(0, at - 24) : at], grammar)
        placed = all(mentions[i].type == "place" for i in atoms[atom].mentions)
        alone = placed and not grammar.parted.match(text, at + 1)
        onward = grammar.attributive.match(text, at)
        if role == "b" and (alone or grammar.comes_from.match(text, at + 1)):
            role = "b" if onward and alone else "o"  # 由X迁至Y, but 由广州市驻港企业|甲
        if role == "w" and placed and grammar.of_a_place.match(text, at + 1):
            role = "a"  # 与佛山的木力优选合股
        if onward:
            # 与A的B签约: B stands where A seems to
            passed[onward.end() - 1] = role
            role = "a"
        elif role in "wb" and _NAME.match(text, at + 1) and _is_project(text[at + 1], atoms, mentions):
            passed[at + 1] = "n"
        elif role in "wb" and _NAME.match(text, at + 1):
            # 与学校机电学院签约
            passed[at + 1] = role
            role = "a"
        elif role == "n" and text.startswith("的", at + 1):
            role = "a"
        atoms.roles[atom] = role


def _is_project(atom: str, atoms: Atoms, mentions: Sequence[Mention]) -> bool:
    """Whether what stands right behind a partner is only what they agree on (与甲政府|乙项目框架协议签约)."""
    return all(mentions[i].type == "program" for i in atoms[atom].mentions)


def _role(before: str, grammar: Grammar) -> str:
    """The role of a name, by what stands before it."""
    for letter, pattern in (
        ("w", grammar.comitative),
        ("b", grammar.agentive),
        ("s", grammar.pivot),
        ("l", grammar.locative),
        ("o", grammar.oblique),
    ):
        if pattern.search(before):
            return letter
    return "n"
