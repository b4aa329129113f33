"""Clauses: who acts in each, and the role in which every other name stands.

The subject of a clause is the name (or list of names) that it begins with, behind adverbials; 位于X的Y and A的B begin
with Y and B. A clause that begins with a verb gets the subject of what went before it, with the partners of that
subject where the verb needs several (共建, 合资).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.link.anaphora import Context
from kg.link.macros import expanded
from kg.link.skeleton import ATOMS, Atoms, Piece, Slot
from kg.model import Mention
from kg.rules import RulePack, per_pack

__all__ = ["Grammar", "acted", "grammar_of", "subject_of"]

_PARTIES = ("park", "company", "university", "institute", "agency", "place")
_NAME = re.compile(f"[{ATOMS}]")
#: How sure it is that the park or place spoken of is who brings firms in, where no one else is named.
_HOSTING = 0.85
_HEAD = re.compile(f"[{ATOMS}][】］〕]")
_FROM = re.compile("(?:整体|全部)?[迁搬转调]")
_ENDING = re.compile(f"([{ATOMS}])(?:建设|项目|落地|正式)?[，；。]?$")


@dataclass(frozen=True)
class Grammar:
    """The macros of a pack that tell clauses apart, compiled."""

    clause: re.Pattern[str]
    adverbial: re.Pattern[str]
    opening: re.Pattern[str]
    jointly: re.Pattern[str]
    relative: re.Pattern[str]
    predicate: re.Pattern[str]
    pivot: re.Pattern[str]
    withs: re.Pattern[str]
    by: re.Pattern[str]
    at: re.Pattern[str]
    oblique: re.Pattern[str]
    heads: re.Pattern[str]
    setting: re.Pattern[str]
    stands: re.Pattern[str]
    gives: re.Pattern[str]
    fund: re.Pattern[str]
    named: re.Pattern[str]
    led: re.Pattern[str]
    onward: re.Pattern[str]
    owned: re.Pattern[str]
    meets: re.Pattern[str]
    acts: re.Pattern[str]
    raises: re.Pattern[str]
    fronted: re.Pattern[str]
    severally: re.Pattern[str]
    yields: re.Pattern[str]
    counts: re.Pattern[str]
    hosts_many: re.Pattern[str]
    scene: re.Pattern[str]
    founds: re.Pattern[str]
    led_on: re.Pattern[str]
    brings: re.Pattern[str]
    gathers: re.Pattern[str]
    brings_in: re.Pattern[str]
    inside: re.Pattern[str]
    unnamed: re.Pattern[str]
    makes: re.Pattern[str]
    visits: re.Pattern[str]
    examples: re.Pattern[str]


@per_pack
def grammar_of(pack: RulePack) -> Grammar:
    """The grammar of a rule pack."""
    table = pack.macros
    described = expanded("{described}", table, ATOMS) if "described" in table else ""

    def made(name: str, end: str = "") -> re.Pattern[str]:
        return re.compile(expanded(table.get(name, "(?!)"), table, ATOMS) + end)

    ending = f"(?:{described}|[{ATOMS}]{{0,2}})$"
    return Grammar(
        clause=re.compile(f"[，；：]|——| +|\\n|{expanded(table.get('next_item', '(?!)'), table, ATOMS)}"),
        adverbial=made("adverbial"),
        opening=made("clause_opening"),
        jointly=made("jointly"),
        relative=made("relative"),
        predicate=made("predicate"),
        pivot=made("pivot", ending),
        withs=made("comitative", ending),
        by=made("agentive", ending),
        at=made("locative", ending),
        oblique=made("oblique", ending),
        heads=made("attributive"),
        setting=made("setting"),
        stands=made("stands"),
        gives=made("gives"),
        fund=made("fund"),
        named=re.compile(f"(?:{described})?([{ATOMS}])"),
        led=re.compile(f"[^，；：“”{ATOMS}]{{2,16}}的(?:{described})?[{ATOMS}]"),
        onward=re.compile(f"[{ATOMS}](?:{described})?([{ATOMS}])"),
        owned=re.compile(f"[^，；：]{{1,40}}的[^，；：的{ATOMS}]{{0,14}}([{ATOMS}])"),
        meets=made("meets"),
        acts=made("acts"),
        raises=made("raises"),
        fronted=made("fronted"),
        severally=made("severally"),
        yields=made("yields"),
        counts=made("counts"),
        hosts_many=made("hosts_many"),
        scene=made("scene"),
        founds=made("founds"),
        led_on=made("led_on"),
        brings=made("brings"),
        gathers=made("gathers"),
        brings_in=made("brings_in"),
        inside=made("inside"),
        unnamed=made("unnamed"),
        makes=made("makes"),
        visits=made("visits"),
        examples=made("examples"),
    )


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
    if subject is None and grammar.unnamed.match(piece.text, skip):
        context.subject = context.joint = ()
    if subject is not None:
        atoms.roles[piece.text[subject]] = "s"
    elif _NAME.search(piece.text) and grammar.fronted.match(piece.text) and (later := _parties(ahead(), mentions)):
        # 落户甲园三年，乙……; 通过与甲合作，乙……
        piece = _with_subject(piece, skip, Slot(later, 0, 0, 0.95), atoms)
        _roles(piece.text, skip, atoms, mentions, grammar)
        _noted(piece.text, None, atoms, context, mentions, grammar)
        return piece
    elif context.subject and grammar.opening.match(piece.text, skip) and not grammar.setting.match(piece.text, skip):
        stands, first = _understood(piece.text, skip, context, mentions, grammar)
        park = context.inside
        if park is None and stands == (context.topic,):
            park = context.park_here()
        if park is not None and grammar.brings_in.match(piece.text, skip):
            stands, first = (park,), 0  # 光电是甲高新区主导产业，先后引进乙
        hosts = mentions[stands[0]].type in ("park", "place") and grammar.brings_in.match(piece.text, skip)
        certainty = max(context.certainty, _HOSTING) if hosts else context.certainty
        piece = _with_subject(piece, skip, Slot(stands, 0, 0, certainty, first=first), atoms)
        _roles(piece.text, skip, atoms, mentions, grammar)
        _noted(piece.text, None, atoms, context, mentions, grammar)
        return piece
    _roles(piece.text, subject, atoms, mentions, grammar)
    _noted(piece.text, subject, atoms, context, mentions, grammar)
    return piece


def _with_subject(piece: Piece, at: int, slot: Slot, atoms: Atoms) -> Piece:
    """The clause with a subject that is only understood."""
    slot.start = slot.end = piece.offsets[at] if at < len(piece.offsets) else piece.offsets[-1] + 1
    atom = atoms.add(slot)
    atoms.roles[atom] = "s"
    offsets = [*piece.offsets[:at], slot.start, *piece.offsets[at:]]
    return Piece(piece.text[:at] + atom + piece.text[at:], offsets)


def _parties(found: tuple[int, ...], mentions: Sequence[Mention]) -> tuple[int, ...]:
    return found if all(mentions[i].type in _PARTIES for i in found) else ()


def _understood(
    text: str, skip: int, context: Context, mentions: Sequence[Mention], grammar: Grammar
) -> tuple[tuple[int, ...], int]:
    """Whom a clause without a subject speaks of, and how many of them are of the first of two sides (0 for one side).

    Those who act, or what the last clause ended with (共建X研究院，落户Y).
    """
    if context.tail and grammar.stands.match(text, skip):
        kind = mentions[context.tail[0]].type
        made = kind == "park" and mentions[context.tail[0]].text in context.made
        if kind in ("program", "institute") or made or (kind == "company" and context.founded):
            return context.tail, 0
    if (
        context.tail
        and mentions[context.tail[0]].type == "park"
        and mentions[context.subject[0]].type in ("place", "agency", "company")
        and grammar.gathers.match(text, skip)
    ):
        return context.tail, 0  # 甲区建设乙园，集聚企业120家
    if context.yielded and text.startswith(("与", "和", "同", "跟"), skip):
        return context.yielded, 0
    if context.tail and grammar.gives.match(text, skip) and grammar.fund.search(mentions[context.tail[-1]].text):
        return context.tail, 0
    if (
        context.topic is not None
        and grammar.counts.match(text, skip)
        and mentions[context.subject[0]].type == "company"
    ):
        return (context.topic,), 0
    if len(context.joint) > len(context.subject) and grammar.jointly.match(text, skip):
        return context.joint, context.sides
    return context.subject, len(context.subject) if context.apart else 0


def _explicit(text: str, skip: int, grammar: Grammar) -> int | None:
    """Where the subject of a clause stands, if the clause names it."""
    if not _NAME.search(text, skip):
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
            and not grammar.opening.match(text, skip)
            and grammar.predicate.match(text, led.end())
        ):
            return led.end() - 1
        return None
    at = begin.start(1)
    while True:
        # 江苏省昆山高新区; X高新区企业Y; 集团旗下Y; A的B
        onward = grammar.onward.match(text, at) or grammar.heads.match(text, at)
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
        if role == "b" and (_FROM.match(text, at + 1) or (placed and text[at + 1 : at + 2] not in ("与", "和", "同"))):
            role = "o"  # 由X迁至Y
        onward = grammar.heads.match(text, at)
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
    for letter, pattern in (
        ("w", grammar.withs),
        ("b", grammar.by),
        ("s", grammar.pivot),
        ("l", grammar.at),
        ("o", grammar.oblique),
    ):
        if pattern.search(before):
            return letter
    return "n"


def _noted(
    text: str, subject: int | None, atoms: Atoms, context: Context, mentions: Sequence[Mention], grammar: Grammar
) -> None:
    """Brings the context up to date with a clause.

    :param subject: where the subject stands that the clause names; None where it names none.
    """
    named = [(m.start(), m.group()) for m in _NAME.finditer(text)]
    within = atoms[named[0][1]].mentions if len(named) == 1 and grammar.inside.match(text) else ()
    context.inside = within[0] if len(within) == 1 and mentions[within[0]].type == "park" else None
    context.apart = "分别" in text
    if not named:
        context.joint = context.subject if context.apart else context.joint
        if grammar.hosts_many.search(text):
            context.hosting = context.near_park
        context.yielded = context.tail = ()
        context.founded = False
        return

    def acting(letter: str, possessing: bool = False) -> tuple[int, ...]:
        return tuple(
            i
            for at, c in named
            if at != subject and atoms.roles.get(c) == letter and (possessing or not text.startswith("的", at + 1))
            for i in atoms[c].mentions
        )

    speaks = atoms[text[subject]].mentions if subject is not None else context.subject
    whole = speaks[0] if len(speaks) == 1 and mentions[speaks[0]].type == "park" else None  # 甲新区下辖乙园、丙园
    for at, atom in named:
        slot = atoms[atom]
        for i in slot.mentions:
            context.last[mentions[i].type] = i
            if mentions[i].type in ("institute", "company", "agency", "park") and grammar.makes.search(text[:at]):
                context.made.add(mentions[i].text)
            if slot.end > slot.start:
                context.seen.append(i)
                if mentions[i].type == "park":
                    several = len([j for j in slot.mentions if mentions[j].type == "park"]) > 1
                    context.near_park = whole if several and whole is not None else i
                    _visited(text, at, i, context, mentions, grammar)
    if subject is not None:
        slot = atoms[text[subject]]
        context.subject = slot.mentions
        context.certainty = 0.95 * slot.certainty
        for i in slot.mentions:
            context.acting[mentions[i].type] = i
        firms = [
            i for i in slot.mentions if mentions[i].type == "company" and not grammar.fund.search(mentions[i].text)
        ]
        if len(firms) == 1 and grammar.raises.search(text, subject):
            context.raising = firms[0]
    withs, by = acting("w"), acting("b")
    # 甲牵线乙与丙结对: it is 乙 who acts
    pivots = acting("s") if subject is not None else ()
    base = (by if withs else ()) or pivots or context.subject
    beside = acting("w", possessing=True)
    sides = {mentions[i].text: i for i in reversed((*base, *beside)) if mentions[i].type in _PARTIES}
    together = tuple(i for i in dict.fromkeys((*base, *beside)) if i in sides.values())  # whoever is named twice, once
    if context.apart:
        context.joint = context.subject
    elif subject is not None or withs:
        context.joint = tuple(dict.fromkeys((*base, *withs)))
        context.sides = len(base) if withs else 0
    if (
        not context.apart
        and len(together) >= 2
        and (beside or (subject is not None and not grammar.severally.search(text)))
    ):
        context.pair, context.since = together, ()
        context.paired = len(context.seen)
    elif len(by) >= 2:
        context.pair, context.since = by, ()
        context.paired = len(context.seen)
    elif (met := _met(named, subject, atoms, mentions)) and grammar.meets.search(text):
        context.pair, context.since = met, ()
        context.paired = len(context.seen)
    else:
        context.since += tuple(i for _, c in named for i in atoms[c].mentions if mentions[i].type in _PARTIES)
    parks = [i for _, c in named for i in atoms[c].mentions if mentions[i].type == "park"]
    if parks and (context.scene is None or any(mentions[i].text != mentions[context.scene].text for i in parks)):
        context.scene = parks[0] if len(parks) == 1 and grammar.scene.search(text) else None
    if grammar.hosts_many.search(text):
        context.hosting = parks[0] if len(parks) == 1 else context.near_park if not parks else None
    if by and not withs and grammar.led_on.search(text):
        context.subject = by  # 该园由甲牵头，联合乙……
    if grammar.brings.search(text):
        # 甲为乙和丙牵线: 双方 are those brought together
        brought = [atoms[c].mentions for at, c in named if at != subject]
        if len(brought) == 1 and len(brought[0]) == 2:
            context.pair, context.since, context.paired = brought[0], (), len(context.seen)
    context.yielded = context.tail = ()
    if grammar.yields.search(text) and pivots:
        context.yielded = pivots
    ending = _ENDING.search(text)
    aside = ending and text.endswith("属于", 0, ending.start())
    context.tail = atoms[ending.group(1)].mentions if ending and not aside else ()
    context.founded = bool(ending and grammar.founds.search(text[: ending.start()]))


def _visited(text: str, at: int, park: int, context: Context, mentions: Sequence[Mention], grammar: Grammar) -> None:
    """Notes whether somebody is said to visit the firms of the park that stands at ``at``."""
    if grammar.visits.search(text[max(0, at - 6) : at + 24]):
        context.visiting = park
    elif (
        context.visiting is not None
        and mentions[park].text != mentions[context.visiting].text
        and mentions[park].rule.startswith("park.zone")
    ):
        context.visiting = None


def _met(
    named: Sequence[tuple[int, str]], subject: int | None, atoms: Atoms, mentions: Sequence[Mention]
) -> tuple[int, ...]:
    """The subject and the one organisation that it visits: 双方 may mean them."""
    slots = [
        atoms[c].mentions for at, c in named if at == subject or mentions[atoms[c].mentions[0]].type in _PARTIES[:5]
    ]
    if subject is None or len(slots) != 2 or any(len(m) != 1 for m in slots):
        return ()
    pair = tuple(m[0] for m in slots)
    return pair if all(mentions[i].type in _PARTIES[:5] for i in pair) else ()
