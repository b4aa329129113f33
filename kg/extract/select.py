"""Which of the candidates stand: the outermost of overlapping ones, and in it those that name a thing of their own."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from kg.extract.candidate import Candidate

__all__ = ["OWN_WORDS", "select"]

#: What may be a mention inside a longer name: an owner at its head, or a name of one of these types further in.
_INSIDE = {
    "park": ("company", "university", "agency", "institute", "program", "park"),
    "university": ("company", "university", "institute", "program", "agency", "park"),
    "company": ("institute", "program", "park", "company"),
    "institute": ("institute", "program", "company"),
    "agency": ("agency", "program", "institute"),
}


#: Rules whose finds inside a firm's legal name are words of that name.
OWN_WORDS = ("park.site", "park.stem", "park.area", "institute.named")


def _rank(candidate: Candidate) -> tuple[int, float, int, str]:
    """The longest first, then the surest."""
    return (candidate.start - candidate.end, -candidate.confidence, candidate.start, candidate.type)


def select(candidates: Iterable[Candidate], blocked: Sequence[tuple[int, int]] = ()) -> list[Candidate]:
    """The candidates that stand, in text order, the longer first where two start together.

    :param blocked: spans in which nothing is a mention (furniture).
    """
    kept: list[Candidate] = []
    taken: list[int] = []  # starts of outermost spans, kept sorted with `outer`
    outer: list[Candidate] = []
    within: dict[int, list[Candidate]] = {}  # what stands inside an outermost one, by its start
    seen: set[tuple[int, int]] = set()
    for candidate in sorted(candidates, key=_rank):
        if (candidate.start, candidate.end) in seen:
            continue
        if any(b <= candidate.start and candidate.end <= e for b, e in blocked):
            continue
        at = bisect_left(taken, candidate.start + 1) - 1
        around = [o for o in outer[max(0, at - 1) : at + 3] if o.start < candidate.end and candidate.start < o.end]
        if not around:
            insort(taken, candidate.start)
            outer.insert(bisect_left(taken, candidate.start), candidate)
            kept.append(candidate)
            seen.add((candidate.start, candidate.end))
            continue
        inside = [o for o in around if o.start <= candidate.start and candidate.end <= o.end]
        if len(inside) == len(around) == 1 and _stands_inside(candidate, inside[0]):
            others = within.setdefault(inside[0].start, [])
            nested = [k for k in others if k.start < candidate.end and candidate.start < k.end]
            around_it = all(k.start <= candidate.start and candidate.end <= k.end for k in nested)
            if around_it and all(_stands_inside(candidate, k) for k in nested):
                others.append(candidate)
                kept.append(candidate)
                seen.add((candidate.start, candidate.end))
    return sorted(kept, key=lambda c: (c.start, -c.end))


def _stands_inside(candidate: Candidate, name: Candidate) -> bool:
    """Whether a candidate is a mention of its own inside a longer name."""
    if candidate.type == "place" or name.type not in _INSIDE.get(candidate.type, ()):
        return False
    if name.rule == "company.legal" and candidate.rule in OWN_WORDS:
        return False  # 深圳澜谷电机有限公司 and 昆山澜脉机械研究院有限公司 are one name
    site = name.type == "park" and (name.rule == "park.zone" or candidate.end + 1 == name.end)
    if site and candidate.rule == "company.industry":
        return False  # 宁东能源化工|基地: a zone is no firm's; 睿谷科创|园: the ending is 科创园
    if candidate.start == name.start:
        if candidate.rule == "park.whole":
            return True
        # an owner: the name's own part begins right behind it
        if candidate.type == name.type == "park" and candidate.rule == "park.stem":
            return False
        if candidate.type == name.type == "company":
            return name.rule == "company.bank" or candidate.rule in ("company.legal", "company.branch")
        return name.cut >= candidate.end or candidate.type != name.type
    if candidate.type == name.type:
        return candidate.type == "institute" and candidate.rule == "known.body"
    if candidate.end == name.end:
        return False
    return candidate.confidence >= 0.7 and candidate.type in ("park", "university", "company")
