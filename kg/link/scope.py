"""What a clause says of a relation besides that it is there: negation and status."""

from __future__ import annotations

from kg.link.skeleton import ANY_NAME
from kg.rules import RulePack

__all__ = ["DENIALS", "denied", "status"]

_STATUSES = (("planned", "planned"), ("agreed", "agreed"), ("under-way", "under_way"), ("done", "done"))
#: How many characters before words that take a relation for granted may deny it (曾入驻甲的乙).
_BEFORE = 4


#: The macros that :func:`denied` asks for.
DENIALS = ("negated", "hoped", "after_denied", "then_ended")


def denied(skeleton: str, match: tuple[int, int], pack: RulePack, presupposed: bool = False) -> bool:
    """Whether the clauses of a match, or the one behind them, say that it is not, failed or has ended.

    :param presupposed: whether only the words of the match itself, and those right before it, can say so.
    """
    start, end = match
    if presupposed:
        return bool(pack.pattern("negated", ANY_NAME).search(skeleton, max(0, start - _BEFORE), end))
    begin = max(skeleton.rfind(mark, 0, start) for mark in "，；：") + 1
    stop = _clause_end(skeleton, end - 1)
    if pack.pattern("negated", ANY_NAME).search(skeleton[begin:stop]):
        return True
    hoped = max(skeleton.rfind(mark, 0, begin - 1) for mark in "，；：") + 1 if begin else 0
    if hoped < begin and pack.pattern("hoped", ANY_NAME).match(skeleton[hoped:begin]):
        return True
    if pack.pattern("after_denied", ANY_NAME).match(skeleton, end):
        return True
    if stop < len(skeleton) and skeleton[stop] == "，":
        following = skeleton[stop + 1 : _clause_end(skeleton, stop + 1)]
        return bool(pack.pattern("then_ended", ANY_NAME).match(following))
    return False


def _clause_end(text: str, at: int) -> int:
    """Where the clause ends that holds an offset."""
    while at < len(text) and text[at] not in "，；：":
        at += 1
    return at


def status(trigger: str, before: str, pack: RulePack) -> str:
    """``planned``, ``agreed``, ``under-way``, ``done``, or nothing, from the words around a trigger.

    The first whose words are there (macros of these names); those of an agreement only in the trigger itself.
    """
    for said, macro in _STATUSES:
        if pack.pattern(macro, ANY_NAME).search(trigger if said == "agreed" else before + trigger):
            return said
    return ""
