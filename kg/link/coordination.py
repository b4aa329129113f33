"""Coordination: names that stand in a list become one slot with several members.

A、B和C等5家企业 is one slot; what describes a member (龙头企业A) and what counts them (等5家企业) goes with it. 与
makes no list where a tie may follow, since it parts the two sides of a tie; nor does 和 where a list follows it
(A和B、C签约).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.link.skeleton import ATOMS, Atoms, Piece, Slot
from kg.rules import RulePack

__all__ = ["LISTS", "coordinated"]

_NAME = re.compile(f"[{ATOMS}]")
#: What may be a project by itself.
_BUILT = ("park", "institute", "program", "works")


#: The macros of lists without 与, and of counted lists (等3家企业), where 与 may stand before the last name.
LISTS = ("listed", "listed_with_and")


def coordinated(piece: Piece, atoms: Atoms, kinds: Sequence[str], pack: RulePack, listed: bool = True) -> Piece:
    """The piece with one atom for each list of names.

    :param kinds: the kind of each mention; projects and those who run them make no list together.
    :param listed: whether there may be a list.
    """
    if not _NAME.search(piece.text):
        return piece
    piece = _paired(piece, atoms, kinds, pack)
    if not listed:
        return piece
    many, with_and = (pack.pattern(name, ATOMS) for name in LISTS)
    mutual = pack.pattern("reciprocal")
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    while at <= len(piece.text):
        match = many.search(piece.text, at)
        wider = with_and.search(piece.text, at)
        if wider and (not match or wider.start() <= match.start()) and not mutual.search(piece.text, wider.end()):
            match = wider
        if not match:
            break
        start, end = match.span()
        members = [i for i in range(start, end) if _NAME.match(piece.text[i])]
        if len(members) == 1 and "等" not in piece.text[start:end] and _placed_at(atoms[piece.text[start]], kinds):
            # 北京|10家企业: the firms are from there
            text.append(piece.text[at:end])
            offsets.extend(piece.offsets[at:end])
            at = end
            continue
        members, end = _one_list(piece.text, members, end, atoms, kinds, pack)
        text.append(piece.text[at : members[0]])
        offsets.extend(piece.offsets[at : members[0]])
        slots = [atoms[piece.text[i]] for i in members]
        tail = piece.text[members[-1] + 1 : end + 1]
        as_works = pack.pattern("counted_works").search(tail) is not None  # 甲、乙三个项目|签约: each by itself
        joined = Slot(
            tuple(dict.fromkeys(i for s in slots for i in s.mentions)),
            slots[0].start,
            slots[-1].end,
            min(s.certainty for s in slots),
            whole="等" not in tail and not as_works,
        )
        text.append(atoms.add(joined))
        offsets.append(piece.offsets[members[0]])
        at = end
    text.append(piece.text[at:])
    offsets.extend(piece.offsets[at:])
    return Piece("".join(text), offsets)


def _paired(piece: Piece, atoms: Atoms, kinds: Sequence[str], pack: RulePack) -> Piece:
    """The piece with 与 for 和 between two that are told to be tied: they are no list (甲和乙|共建实验室).

    Two of one type may do the same, each by itself (甲公司和乙公司|签约), unless they are said to do it together.
    """
    if "和" not in piece.text:
        return piece
    text = list(piece.text)
    for name, alike in (("paired", False), ("paired_together", True)):
        for match in pack.pattern(name, ATOMS).finditer(piece.text):
            one, other = (kinds[atoms[match[n]].mentions[0]] for n in (1, 2))
            if alike or one != other:
                text[match.end(1)] = "与"
    return Piece("".join(text), piece.offsets)


def _one_list(
    text: str, members: list[int], end: int, atoms: Atoms, kinds: Sequence[str], pack: RulePack
) -> tuple[list[int], int]:
    """Where those names of what looks like a list stand that are one, and where the list ends.

    :param members: where its names stand.
    """

    def kind(k: int) -> str:
        return kinds[atoms[text[members[k]]].mentions[0]]

    def placed(k: int) -> bool:
        return kind(k) in ("park", "place")

    first, last = 0, len(members)
    inside = text[members[0] + 1 : members[1]] if len(members) > 2 else ""
    if inside.startswith("和") and "、" in text[members[1] : members[-1]]:
        first = 1
    tail = text[members[-1] + 1 : end]
    works = pack.pattern("counted_works").search(tail) is not None and all(
        kinds[i] in _BUILT for k in members for i in atoms[text[k]].mentions
    )  # A产业园、B生产项目等16个项目
    twofold = text[members[0] + 1 : members[-1]] == "暨"  # 甲产业园暨乙项目|奠基: one ground for both
    works = works or (twofold and all(kinds[i] in _BUILT for k in members for i in atoms[text[k]].mentions))
    classes = [works or _class(atoms[text[i]], kinds) for i in members]
    while first < last - 1 and classes[first] != classes[first + 1]:
        first += 1
    last = next((k for k in range(first, last) if classes[k] != classes[first]), last)
    if last - first > 1 and pack.pattern("possesses").match(text, end) and kind(last - 1) != kind(last - 2):
        last -= 1  # 甲申报的A、乙申报的B: A and 乙 are no list
    if last - first > 1 and pack.pattern("hosts", ATOMS).match(text, end) and placed(last - 1) and not placed(last - 2):
        last -= 1  # 甲园的A、乙园的B: A and 乙园 are no list
    owned = text[members[first] - 1 : members[first]] == "的"
    if last - first > 1 and owned and pack.pattern("hosts", ATOMS).match(text, end) and placed(last - 1):
        last -= 1  # 甲区的乙园及丙街道的丁公司: 乙园 and 丙街道 are no list
    under = last - first > 1 and last == len(members) and pack.pattern("under", ATOMS).match(text, end)
    if under and pack.pattern("is_under", ATOMS).search(text, 0, members[first]):
        last -= 1  # 甲旗下的A和乙旗下的B: A and 乙 are no list
    parted = pack.pattern("parted")
    shared = last - first > 1 and last == len(members) and parted.match(text, end) is not None
    if shared and parted.fullmatch(text[members[first] - 1 : members[first]]):
        last -= 1  # 甲与乙、丙与……: pairs
        shared = False
    if shared and pack.pattern("builds_with").search(text, 0, members[first]) and placed(last - 1):
        last -= 1  # 甲与乙共建丙园、丁区与戊……: 丁区 acts
    behind = _NAME.match(text, end) if last == len(members) and last - first > 1 else None
    onward = kinds[atoms[behind.group()].mentions[0]] if behind else ""
    if (kind(last - 1), onward) in (("park", "park"), ("place", "park")):
        last -= 1  # 甲园、乙区丙园: 丙园 is a part of 乙区 alone
    from_there = pack.pattern("firms_of_places").match(tail) if last == len(members) else None
    if from_there and all(placed(k) for k in range(first, last)):
        end = members[-1] + 1 + from_there.end(1)  # 甲市、乙市等地|多家企业
    if last < len(members):
        end = members[last - 1] + 1
    return members[first:last], end


def _placed_at(slot: Slot, kinds: Sequence[str]) -> bool:
    """Whether a slot holds nothing but places and parks."""
    return all(kinds[i] in ("place", "park") for i in slot.mentions)


def _class(slot: Slot, kinds: Sequence[str]) -> bool:
    """Whether a slot holds nothing but projects."""
    return all(kinds[i] in ("program", "works", "pact") for i in slot.mentions)
