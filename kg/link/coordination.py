"""Coordination: names that stand in a list become one slot with several members.

A、B和C等5家企业 is one slot; what describes a member (龙头企业A) and what counts them (等5家企业) goes with it. 与
makes no list where a tie may follow, since it parts the two sides of a tie; nor does 和 where a list follows it
(A和B、C签约).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.link.macros import expanded
from kg.link.sieve import Sieve
from kg.link.skeleton import ATOMS, Atoms, Piece, Slot
from kg.rules import RulePack, per_pack

__all__ = ["coordinated"]


_NAME = re.compile(f"[{ATOMS}]")
#: What counts the members of a list as projects, and what may be a project by itself.
_WORKS = re.compile(r"项目|工程")
#: Firms of several places, which are no list of the places (广州、深圳等地|多家企业).
_FIRMS_THERE = re.compile(r"(等(?:地|省市|省|市|城市)).{0,8}(?:企业|公司)")
_BUILT = ("park", "institute", "program", "works")


@per_pack
def _expressions(
    pack: RulePack,
) -> tuple[re.Pattern[str], re.Pattern[str], Sieve, re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Lists without 与; counted lists (等3家企业), where 与 may stand before the last name; their sieve.

    And the macros ``reciprocal``, ``possesses``, ``hosts`` and ``builds_with``.
    """
    described = expanded(pack.macros.get("described", ""), pack.macros, ATOMS)
    counted = expanded(pack.macros.get("counted", "(?!)"), pack.macros, ATOMS)
    # an item that was not found parts no list: 甲、某物、乙
    unknown = f"(?:、[^，。；：、“”（）的与和等{ATOMS}\\s]{{2,9}}){{0,2}}"
    last = f"(?:(?:、|和|以及|及)[^，。；：、“”（）的与等{ATOMS}\\s]{{2,20}}){{1,3}}(?=等)"
    titled = expanded(pack.macros.get("titled", ""), pack.macros, ATOMS)
    plain = f"(?:(?:{unknown}|{titled})(?:、以及|、和|、|和|以及|及|暨){described}[{ATOMS}])"
    many = re.compile(f"[{ATOMS}]{plain}+(?:(?:{last})?(?:{counted}))?|[{ATOMS}](?:{last})?(?:{counted})")
    with_and = re.compile(f"[{ATOMS}]{plain}*与{described}[{ATOMS}](?:{counted})")
    mutual = re.compile(pack.macros.get("reciprocal", "(?!)"))
    possesses = re.compile(pack.macros.get("possesses", "(?!)"))
    hosts = re.compile(pack.macros.get("hosts", "(?!)").replace("{names}", ATOMS))
    made = re.compile(pack.macros.get("builds_with", "(?!)"))
    return many, with_and, Sieve([many, with_and]), mutual, possesses, hosts, made


def coordinated(piece: Piece, atoms: Atoms, kinds: Sequence[str], pack: RulePack) -> Piece:
    """The piece with one atom for each list of names.

    :param kinds: the kind of each mention; projects and those who run them make no list together.
    """
    if not _NAME.search(piece.text):
        return piece
    many, with_and, sieve, mutual, possesses, hosts, made = _expressions(pack)
    if not sieve.passed(piece.text):
        return piece
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
        first, last = 0, len(members)
        inside = piece.text[members[0] + 1 : members[1]] if len(members) > 2 else ""
        if inside.startswith("和") and "、" in piece.text[members[1] : members[-1]]:
            first = 1

        def _kind(k: int, members: Sequence[int] = members) -> str:
            return kinds[atoms[piece.text[members[k]]].mentions[0]]

        def _placed(k: int, kind: Callable[[int], str] = _kind) -> bool:
            return kind(k) in ("park", "place")

        tail = piece.text[members[-1] + 1 : end]
        works = _WORKS.search(tail) is not None and all(
            kinds[i] in _BUILT for k in members for i in atoms[piece.text[k]].mentions
        )  # A产业园、B生产项目等16个项目
        classes = [works or _class(atoms[piece.text[i]], kinds) for i in members]
        while first < last - 1 and classes[first] != classes[first + 1]:
            first += 1
        last = next((k for k in range(first, last) if classes[k] != classes[first]), last)
        if last - first > 1 and possesses.match(piece.text, end) and _kind(last - 1) != _kind(last - 2):
            last -= 1  # 甲申报的A、乙申报的B: A and 乙 are no list
        if last - first > 1 and hosts.match(piece.text, end) and _placed(last - 1) and not _placed(last - 2):
            last -= 1  # 甲园的A、乙园的B: A and 乙园 are no list
        shared = last - first > 1 and piece.text[end : end + 1] in ("与", "和", "同") and last == len(members)
        if shared and piece.text[members[first] - 1 : members[first]] in ("与", "和", "同"):
            last -= 1  # 甲与乙、丙与……: pairs
            shared = False
        if shared and made.search(piece.text, 0, members[first]) and _placed(last - 1):
            last -= 1  # 甲与乙共建丙园、丁区与戊……: 丁区 acts
        behind = _NAME.match(piece.text, end) if last == len(members) and last - first > 1 else None
        if behind and _kind(last - 1) == "park" == kinds[atoms[behind.group()].mentions[0]]:
            last -= 1  # 甲园、乙区丙园: 丙园 is a part of 乙区 alone
        from_there = _FIRMS_THERE.match(tail) if last == len(members) else None
        if from_there and all(_placed(k) for k in range(first, last)):
            end = members[-1] + 1 + from_there.end(1)  # 甲市、乙市等地|多家企业
        if last < len(members):
            end = members[last - 1] + 1
        text.append(piece.text[at : members[first]])
        offsets.extend(piece.offsets[at : members[first]])
        slots = [atoms[piece.text[i]] for i in members[first:last]]
        joined = Slot(
            tuple(dict.fromkeys(i for s in slots for i in s.mentions)),
            slots[0].start,
            slots[-1].end,
            min(s.certainty for s in slots),
            whole="等" not in piece.text[members[last - 1] + 1 : end + 1],
        )
        text.append(atoms.add(joined))
        offsets.append(piece.offsets[members[first]])
        at = end
    text.append(piece.text[at:])
    offsets.extend(piece.offsets[at:])
    return Piece("".join(text), offsets)


def _placed_at(slot: Slot, kinds: Sequence[str]) -> bool:
    return all(kinds[i] in ("place", "park") for i in slot.mentions)


def _class(slot: Slot, kinds: Sequence[str]) -> bool:
    return all(kinds[i] in ("program", "works", "pact") for i in slot.mentions)
