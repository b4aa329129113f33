"""Projects that only their list calls so (甲公司|西南总部、乙风力发电场等8个项目, 签约项目包括|甲公司|西南总部、……)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.extract.fields import field_endings
from kg.rules import ContextRule, RulePack, Scan, numerals, per_pack

__all__ = ["WORKS", "listed_works"]

#: The group of the context rules that tell what closes or opens such a list.
WORKS = "context.works"
_REACH = 160  # characters of a list
_ITEM = re.compile(r"[^、\s—][^、]*")
_END = re.compile(r"[，。；：！？\n]")
_STOP = re.compile(r"[，。；：！？\n]|等")
_ALL = ".ceremony"  # nothing but 项目 closes the list
_JOINT = re.compile("以及|和|及")
_SHORTEST, _LONG, _LONGEST = 5, 8, 30


@per_pack
def _around(pack: RulePack) -> list[tuple[ContextRule, Scan | None, Scan | None]]:
    """The rules, with what stands before the names and what behind them; None where that side is open."""
    rules = (rule for rule in pack.contexts if rule.group == WORKS)
    sides = ((rule, pack.expanded(rule.pattern).partition("{names}")) for rule in rules)
    return [(rule, Scan(a) if a else None, Scan(b) if b else None) for rule, (a, _, b) in sides]


def listed_works(view: View, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The items of lists of projects that are no names yet.

    One that neither a name nor a place begins is a project where it ends like one (lexicon ``works_items``).
    """
    taken: dict[int, int] = {}
    for rule, before, behind in _around(view.pack):
        reached = 0
        for match in (before or behind or _END.finditer)(view.text):
            taken = taken or _spans(found)
            if before is None:
                items = _governed_items(view, reached, match.start())
            else:
                stop = _STOP.search(view.text, match.end(), match.end() + _REACH)
                items = _items(view, match.end(), stop.start()) if stop else []
            reached = match.end()
            if rule.id.endswith(_ALL) and not _all_works(view, items):
                continue
            for start, end in items:
                if view.pack.pattern("counted_item").match(view.text, start):
                    continue  # 10多个风力、光伏等新能源项目
                if taken.get(start) != end and _is_work(view, start, end):
                    yield Candidate(start, end, rule.type, rule.id, rule.confidence, start)


def _all_works(view: View, items: Sequence[tuple[int, int]]) -> bool:
    """Whether each item ends like works."""
    endings = view.pack.endings("works_items")
    return all(view.text.endswith(endings, start, end) for start, end in items)


def _spans(found: Sequence[Candidate]) -> dict[int, int]:
    """Where the names so far begin and end."""
    spans: dict[int, int] = {}
    for c in found:
        spans[c.start] = max(spans.get(c.start, 0), c.end)
    return spans


def _governed_items(view: View, reached: int, end: int) -> list[tuple[int, int]]:
    """The items of the list that ends at ``end``, without what governs the first.

    :param reached: where the list before it ends (甲、乙等工业项目8个和|丙、丁等服务项目12个).
    """
    begin = max(reached, end - _REACH)
    marks = [m.end() for m in _END.finditer(view.text, begin, end)]
    begin = marks[-1] if marks else begin
    mark = view.text.find("、", begin, end)
    if mark > begin:
        return _items(view, _governed(view, begin, mark), end)
    return _single(view, _governed(view, begin, end), end)


def _single(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """The one project that is named of several (云澜特种车|等13个项目), where a brand or an output begins it."""
    figure = view.text[end + 1 : end + 2]
    counted = figure.isdigit() or figure in numerals(view.pack)
    if counted and view.pack.pattern("yearly_figure").match(view.text, start):
        return [(start, end)]
    pieces = view.pieces(start, end) if counted and start < end else []
    brand = 0
    for piece in pieces:
        if piece.kind is not Kind.BRAND or not HAN.match(piece.text):
            break
        brand += len(piece.text)
    return [(start, end)] if brand > 1 else []


def _items(view: View, begin: int, end: int) -> list[tuple[int, int]]:
    """The items of a list, without what describes each."""
    spans = [m.span() for m in _ITEM.finditer(view.text, begin, end)]
    spans[-1:] = _parted(view, *spans[-1]) if len(spans) > 1 else spans[-1:]
    described = view.pack.pattern("before_works")
    items = []
    for start, stop in spans:
        before = described.match(view.text, start, stop)
        items.append((before.end() if before else start, stop))
    return items if len(items) > 1 else []


def _parted(view: View, start: int, end: int) -> list[tuple[int, int]]:
    """The last item, or the last two where 和 or the like joins them and both are long enough.

    The first one ends like works where anything before such a word does (和平石油总部|和|捷翼线束及内饰件生产基地).
    """
    works = view.pack.endings("works_items")
    joints = [
        (start + m.start(), start + m.end())
        for m in _JOINT.finditer(view.text[start:end])
        if m.start() >= _SHORTEST and end - start - m.end() >= _SHORTEST
    ]
    joint = next((j for j in joints if view.text.endswith(works, start, j[0])), joints[0] if joints else None)
    return [(start, joint[0]), (joint[1], end)] if joint else [(start, end)]


def _governed(view: View, start: int, end: int) -> int:
    """Where the first item begins, behind the verb that governs the list."""
    verb = view.pack.pattern("before_list_of_works")
    at = start
    for match in verb.finditer(view.text, start, end):
        at = match.end()
    if at > start:
        return at
    run = view.trimmed(view.run_before(end, numbers=True), keep_generic=True)
    return run[0].start if run else end


def _is_work(view: View, start: int, end: int) -> bool:
    """Whether an item names a project."""
    text = view.text[start:end]
    if not _SHORTEST <= end - start <= _LONGEST or view.pack.pattern("no_works").search(text):
        return False
    own = text.find("（") if text.endswith("）") else -1
    if own > 0 and (start + own in view.owner_ending or text[:own].endswith(field_endings(view.pack))):
        return False  # 恒锐科技（火箭生产基地）: a firm, and what it builds
    pieces = view.pieces(start, end)
    output = text.startswith(view.pack.endings("output_verbs"))
    letters, joiners = view.pack.lexicon("latin_terms"), view.pack.lexicon("joiners")
    if all(p.generic or p.text in letters or p.text in joiners or p.text in view.industries for p in pieces):
        return False  # 集成电路与ICT
    if (pieces[0].kind is Kind.STOP and not output) or all(p.kind is Kind.PLACE for p in pieces):
        return False
    work = text.endswith(view.pack.endings("works_items"))
    if not work and (end - start <= _SHORTEST or (end - start < _LONG and text.endswith(field_endings(view.pack)))):
        return False
    firm = any(p.kind is Kind.OWNER and p.end == end for p in pieces)
    particular = view.named(pieces) or output or (work and view.described(pieces))
    return not firm and particular
