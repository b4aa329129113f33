"""Firms without an ending that says so: what stands around a name of common words, and the lists that it stands in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.extract.fields import field_endings
from kg.extract.items import acts_too, before_phase, behind_role, item_start, item_stop, of_firm, plausible
from kg.rules import RulePack, per_pack

__all__ = ["by_lists", "confirmed"]

_SLOT = 24  # characters on either side of a name that say what it is


def confirmed(view: View, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without the doubtful ones that nothing speaks for; what speaks for one speaks for its form.

    What speaks: a title or a part of a firm right behind it (lexicon ``firm_followers``), a firm's kind right before
    it (lexicon ``firm_roles``), a firm beside it in a list, a slot for firms alone (the context rules).
    """
    followers = view.pack.endings("firm_followers")
    roles = view.pack.endings("firm_roles")
    fields = view.pack.endings("firm_fields")
    firms = {c.start: c.end for c in found if c.type == "company" and c.confidence >= view.pack.thresholds["sure_firm"]}
    ends = set(firms.values())
    brands = {view.text[s:e] for s, e in firms.items() if e - s <= 3}  # 远景: 远景|动力
    forms: dict[str, bool] = defaultdict(bool)
    forms |= {view.text[c.start : c.end]: True for c in found if c.rule.startswith("context.")}
    doubtful = [c for c in found if c.rule == "company.industry" and c.confidence < 0.5]
    for c in doubtful:
        text = view.text[c.start : c.end]
        listed = _beside(view, c, firms, ends) or any(text.startswith(b) for b in brands)
        around = view.text.startswith(followers, c.end) or view.text.endswith(roles, 0, c.start)
        forms[text] = forms[text] or listed or around or _subject(view, c, fields) or _slotted(view, c)
    for _ in range(8):  # one in a list speaks for the next
        ends |= {c.end for c in doubtful if forms[view.text[c.start : c.end]]}
        firms |= {c.start: c.end for c in doubtful if forms[view.text[c.start : c.end]]}
        more = [c for c in doubtful if not forms[view.text[c.start : c.end]] and _beside(view, c, firms, ends)]
        if not more:
            break
        for c in more:
            forms[view.text[c.start : c.end]] = True
    standing = [c for c in found if c.rule != "company.industry" or c.confidence >= 0.5]
    sure = view.pack.thresholds["confirmed_firm"]
    return standing + [replace(c, confidence=sure) for c in doubtful if forms[view.text[c.start : c.end]]]


def _beside(view: View, c: Candidate, firms: Mapping[int, int], ends: Set[int]) -> bool:
    """Whether a firm stands beside a name in a list."""
    if view.text[c.end : c.end + 1] in ("、", "和", "与") and c.end + 1 in firms:
        return True
    return view.text[c.start - 1 : c.start] == "、" and c.start - 1 in ends


def _subject(view: View, c: Candidate, fields: tuple[str, ...]) -> bool:
    """Whether a name with a word that only firms have (lexicon ``firm_fields``) opens a clause as its subject."""
    opens = c.start == 0 or not HAN.match(view.text[c.start - 1])
    return opens and view.text.endswith(fields, c.start, c.end) and view.right_open(c.end, "stop_words")


def _slotted(view: View, c: Candidate) -> bool:
    """Whether what stands around a name fits a firm alone, or a firm and goods where its brand is no word."""
    ahead, behind = view.text[max(0, c.start - _SLOT) : c.start], view.text[c.end : c.end + _SLOT]
    around = f"{ahead[ahead.rfind(chr(10)) + 1 :]}@{behind.partition(chr(10))[0]}"
    if view.pack.pattern("firm_slot").search(around):
        return True
    branded = c.confidence >= view.pack.thresholds["doubtful_brand"]
    return branded and view.pack.pattern("brand_slot").search(around) is not None


def by_lists(view: View, taken: Mapping[int, tuple[int, str]]) -> Iterator[Candidate]:
    """Items of a list in which one is a firm already, unless they say what they are (昕感科技、微鲸芯测、绿十字)."""
    ends = {end: start for start, (end, kind) in taken.items() if kind == "company"}
    others = {end for end, kind in taken.values() if kind != "company"}
    endings, titles = view.pack.endings("not_firm_endings"), view.pack.endings("person_titles")
    sure = {2: view.pack.thresholds["context.list"], 1: view.pack.thresholds["context.list.common"]}
    done: set[tuple[int, int]] = set()
    for start, (end, kind) in sorted(taken.items()):
        if kind != "company":
            continue
        spans = (*_after(view, end, taken), *_ahead(view, start, ends, others))
        if _people(view, spans):
            continue
        for begin, end in spans:
            span = (behind_role(view, begin, end), end)
            stop = before_phase(view, *span)
            text = view.text[span[0] : span[1]]
            quoted = view.text[span[0] - 1 : span[0]] in ("“", "‘") or view.text[span[1] : span[1] + 1] in ("”", "’")
            if (
                span in done
                or span[0] in ends  # 甲科技有限公司|黄立、乙医学股份有限公司孙小: their people
                or view.text.endswith(titles, 0, span[0])  # 副总裁|包斌、…
                or quoted
                or not 2 <= len(text) <= 8
                or (text.endswith(endings) and not of_firm(view, text, view.pieces(*span)))
                or re.search(r"[0-9A-Za-z]", text)
            ):
                continue
            done.add(span)
            grade = plausible(view, (span[0], stop))
            if grade and _edges(view, span):
                yield Candidate(span[0], stop, "company", "context.list", sure[grade], span[0])
    yield from _torn(view, ends)


@per_pack
def _fields(pack: RulePack) -> tuple[str, ...]:
    """The fields of firms that are words of two and more characters."""
    return tuple(field for field in field_endings(pack) if len(field) > 1)


def _torn(view: View, ends: Mapping[int, int]) -> Iterator[Candidate]:
    """Items between the marks of a list with two firms beside them, in which the dictionary sees words of the grammar.

    An item is one where a character that names nothing opens it and some word in it is no brand (瀚|天天|成、).
    """
    if not ends:
        return
    sure = view.pack.thresholds["context.list.common"]
    ends = dict(ends)  # one that is found stands beside the next
    firms = {start: end for end, start in ends.items()}
    endings, titles = view.pack.endings("not_firm_endings"), view.pack.endings("person_titles")
    fields = _fields(view.pack)
    for item in view.pack.pattern("short_item").finditer(view.text):
        start, end = item.span()
        left, right = ends.get(start - 1, start), firms.get(end + 1, end)
        beside = (left < start) + (right > end) + (left - 1 in ends) + (right + 1 in firms)
        if beside < 2 or start in view.owner_at or view.text.endswith(titles, 0, start):
            continue
        if acts_too(view, view.text[start:end]):
            continue
        if view.text.endswith(endings, start, end) and not view.text.endswith(fields, start, end):
            continue
        pieces = view.pieces(start, end)
        opens = pieces[0].kind is Kind.BRAND and len(pieces[0].text) == 1 and len(pieces) > 1
        if opens and any(p.kind is not Kind.BRAND for p in pieces):
            ends[end], firms[start] = start, end
            yield Candidate(start, end, "company", "context.list", sure, start)


def _people(view: View, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether two or more of a list's fresh items, and most of them, read as persons' names (李青、阙端麟、程炜)."""
    surnames = view.pack.lexicon("surnames")
    names = sum(1 for s, e in spans if e - s in (2, 3) and view.text[s] in surnames and not _worded(view, s, e))
    return names > 1 and 2 * names > len(spans)


def _worded(view: View, start: int, end: int) -> bool:
    """Whether a span holds a word of the dictionary that is more than a brand."""
    return any(len(p.text) > 1 and p.kind is not Kind.BRAND for p in view.pieces(start, end))


def _edges(view: View, span: tuple[int, int]) -> bool:
    """Whether both ends of an item are ends of a list's items."""
    ahead, behind = view.text[span[0] - 1 : span[0]], view.text[span[1] : span[1] + 1]
    if HAN.match(behind) and view.text.find("、", span[1], span[1] + 3) > 0 and behind not in "等和与及":
        return False  # 粮全|其美、
    return (ahead == "、" or behind == "、" or ahead in ("和", "与")) and view.right_open(span[1], "")


def _after(view: View, end: int, taken: Mapping[int, tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Fresh items right of a firm: past 、 as long as the list goes on, and one past its last 和 or 与."""
    listed = False
    for _ in range(12):
        mark = view.text[end : end + 1]
        if mark != "、" and not (listed and mark in view.pack.lexicon("joiners")):
            return
        listed, start = True, end + 1
        if start in taken:
            end = taken[start][0]
            continue
        end = item_stop(view, start, min(len(view.text), start + 14))
        if end <= start:
            return
        yield start, end


def _ahead(view: View, start: int, ends: Mapping[int, int], others: Set[int]) -> Iterator[tuple[int, int]]:
    """Fresh items left of a firm."""
    for _ in range(12):
        if view.text[start - 1 : start] != "、":
            return
        end = start - 1
        if end in ends:
            start = ends[end]
            continue
        begin = item_start(view, end)
        if begin is None or end in others:
            return
        yield begin, end
        start = begin
