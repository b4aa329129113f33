"""Words that stand for several names, or for one of them: 双方, 两家企业, 三方, 前者.

The steps of :mod:`kg.link.antecedents` for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.link.asked import CLEAR, NONE, Asked, Stands, only
from kg.link.context import PARTIES
from kg.rules import numerals

__all__ = ["both", "counted", "every_one", "former"]


def both(asked: Asked) -> Stands:
    """双方, 校企: the two that stood together last; else the only two of this sentence and the one before."""
    context, pair = asked.context, asked.context.together.names
    sides = next((row[1:3] for row in asked.pack.tables.get("sides", ()) if asked.word.startswith(row[0])), None)

    def fits(two: Sequence[int]) -> bool:
        kinds = [asked.type(i) for i in two]
        return sides is None or any(a in sides[0] and b in sides[1] for a, b in (kinds, kinds[::-1]))

    if len(pair) == 2 and context.recent() and fits(pair):
        return pair, CLEAR
    told, last = context.told_of(asked.mentions), context.told_of(asked.mentions, 1)
    firms = [i for i in told if asked.type(i) == "company"]
    guests = len(firms) == 2 and context.about.park is not None and not set(told) <= set(last)
    if sides is not None:  # 甲高新区……乙与丙相邻，|两家企业|: the zone is none of them
        near = (told, context.told_of(asked.mentions, 3))
        kinds = " ".join(sides).split()
        of_kind = [tuple(i for i in names if asked.type(i) in kinds) for names in near]
        told, guests = next((names for names in of_kind if len(names) == 2), of_kind[0]), False
        if len(told) == 1 and sides[0] != sides[1]:  # 企业遇到瓶颈，请来了甲大学团队。|校企|……
            acting = (context.last.get(kind) for kind in kinds if kind != asked.type(told[0]))
            told = (*told, *(i for i in acting if i is not None and fits((told[0], i))))[:2]
    if len(told) == 2 and fits(told) and not guests:  # a zone's people met one firm, and then another
        return told, 0.78
    return (pair, CLEAR) if len(pair) == 2 and not context.alone() and fits(pair) else NONE


def counted(asked: Asked) -> Stands:
    """两家企业, 5家公司: the firms named last where they are just so many; 各企业: those of the last sentences."""
    number, counts = re.search("[0-9]+", asked.word), numerals(asked.pack)
    wanted = int(number.group()) if number else next((counts[c] for c in asked.word if c in counts), None)
    near = [i for i in asked.context.told_of(asked.mentions) if asked.type(i) == "company"]
    if wanted is None:
        return (tuple(near), 0.8) if len(near) > 1 else NONE
    firms: dict[str, int] = {}
    for i in reversed(asked.context.seen):
        text = asked.text(i)
        if asked.type(i) == "company" and not any(text in other or other in text for other in firms):
            firms[text] = i
    for told in (near, list(reversed(firms.values()))):
        if len(told) == wanted > 1:
            return tuple(told), CLEAR
    return NONE


def every_one(asked: Asked) -> Stands:
    """三方: the three that stood together last, or the last two and the one named since."""
    context = asked.context
    wanted = numerals(asked.pack).get(asked.word[0])
    pair = context.together.names if context.recent() or not context.alone() else ()
    if wanted is None:
        return (pair, 0.75) if len(pair) >= 3 else NONE
    if len(pair) == wanted:
        return pair, CLEAR
    since = [i for i in dict.fromkeys((*context.together.since, *asked.here)) if i not in pair]
    if len(pair) == wanted - 1 and since:
        return (*pair, since[-1]), 0.8
    return NONE


def former(asked: Asked) -> Stands:
    """前者, 后者: the first or the last of those who stood together last."""
    names = asked.context.together.names if asked.context.recent() else ()
    if len(names) < 2 and asked.kind == "latter":  # 甲获乙加码，|后者|旗下丙公司……
        near = asked.here or asked.context.told_of(asked.mentions, 1)
        parties = [i for i in near if asked.type(i) in PARTIES]
        names = tuple(parties) if len({asked.text(i) for i in parties}) == 2 else ()
    return only(names[0 if asked.kind == "former" else -1]) if len(names) >= 2 else NONE
