"""Programs and bodies whose names stand in quotes or book-title marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.boundary import Kind, View
from kg.extract.candidate import Candidate
from kg.rules import QuotedRule

__all__ = ["by_quotes", "inner"]

_QUOTED = re.compile(r"“([^“”\n]{2,40})”|‘([^‘’\n]{2,30})’")
_TITLED = re.compile(r"《([^《》\n]{4,60})》")
_LIST = re.compile(r"(?:[、和与]?(?:“[^“”\n]{2,30}”|‘[^‘’\n]{2,30}’))*等")
_STOP = re.compile(r"[，。；：！？、\n（）“”‘’《》]")
_YEARS = re.compile(r"（[^（）]*[0-9年][^（）]*）$")


def inner(name: str) -> str:
    """What stands in the quotes of a name, else nothing.

    >>> inner("“链上先锋”党建赋能行动")
    '链上先锋'
    """
    match = _QUOTED.search(name) or _TITLED.search(name)
    return next(g for g in match.groups() if g) if match else ""


def by_quotes(view: View) -> Iterator[Candidate]:
    """Every name that the quoted rules find."""
    rules = view.pack.quoted
    text = view.text
    for pattern in (_QUOTED, _TITLED):
        for match in pattern.finditer(text):
            content = next(g for g in match.groups() if g)
            marks = "《》" if pattern is _TITLED else "“”"
            for rule in rules:
                if rule.marks == marks:
                    found = (
                        _titled(view, rule, match, content) if marks == "《》" else _quoted(view, rule, match, content)
                    )
                    if found:
                        yield found
                        break
            # a name in inner quotes may stand inside outer ones
            if marks == "“”" and "‘" in content:
                base = match.start(1)
                for nested in _QUOTED.finditer(content):
                    shifted = _QUOTED.match(text, base + nested.start())
                    for rule in rules:
                        found = (
                            _quoted(view, rule, shifted, nested.group()[1:-1])
                            if shifted and rule.marks == marks
                            else None
                        )
                        if found:
                            yield found
                            break


def _titled(view: View, rule: QuotedRule, match: re.Match[str], content: str) -> Candidate | None:
    endings = view.pack.endings("scheme_titles")
    bare = _YEARS.sub("", content).rstrip("”’")
    if not bare.endswith(endings) or bare in endings or content.startswith("关于"):
        return None
    return Candidate(match.start(), match.end(), rule.type, rule.id, rule.confidence, match.start())


def _quoted(view: View, rule: QuotedRule, match: re.Match[str], content: str) -> Candidate | None:
    text, end = view.text, match.end()
    if (
        content.startswith(view.pack.endings("running_verbs"))
        or "，" in content
        or "。" in content
        or content in view.generic
        or content in view.pack.lexicon("strategies")
    ):
        return None
    if rule.before:
        before = text[max(0, match.start() - 6) : match.start()]
        ways = (*view.pack.endings("not_program_heads"), "制")
        if not before.endswith(rule.before) or not 3 <= len(content) <= 16 or content.endswith(ways) or "、" in content:
            return None
        after = text[end : end + 6]
        if after.startswith(view.pack.endings("not_program_heads")) or after.startswith(("、", "“", "和“")):
            return None
        if not view.right_open(end, view.pack.lexicon("followers")):
            return None
        return Candidate(match.start(), end, rule.type, rule.id, rule.confidence, match.start())
    if "、" in content and rule.type == "institute":
        return None  # “防、诊、治一体化”平台: what it does
    heads = rule.heads
    head_end = _head_end(view, end, heads)
    if head_end:
        begin = view.place_ending.get(match.start(), match.start())
        if text[begin : match.start()] in view.generic:
            begin = match.start()  # 惠民“…”项目: the county's name is a common word too
        return Candidate(begin, head_end, rule.type, rule.id, rule.confidence, match.start())
    listed = _LIST.match(text, end) if rule.type == "program" else None
    several = listed is not None and ("“" in text[end : listed.end()] or text[match.start() - 1] in "”、和与")
    if listed and several and _head_end(view, listed.end(), heads):
        # “…”“…”等品牌: the head noun behind the list is that of each
        return Candidate(match.start(), end, rule.type, rule.id, rule.confidence * 0.9, match.start())
    opening = view.pieces(match.start() + 1, match.start() + 1 + len(content))
    if opening and opening[0].kind is Kind.STOP and opening[0].text in view.stop:
        return None
    strong = view.pack.endings("self_heads") if rule.type == "program" else ()
    if rule.type in ("agency", "university"):
        strong = heads
    if rule.type == "institute" and len(content) > 5 and view.before(match.start()) not in view.pack.lexicon("aims"):
        strong = heads
    if (
        strong
        and content.endswith(strong)
        and 4 <= len(content) <= 32
        and not _describes(view, match.start(1) if match.group(1) else match.start(2), content)
    ):
        return Candidate(match.start(), end, rule.type, rule.id, rule.confidence, match.start())
    return None


def _describes(view: View, start: int, content: str) -> bool:
    pieces = view.pieces(start, start + len(content))
    return len(content) < 6 and all(p.generic for p in pieces)


@cache
def _long(heads: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(h for h in heads if len(h) > 3)


def _head_end(view: View, end: int, heads: tuple[str, ...]) -> int:
    """Where the head noun behind the quotes ends; 0 where none follows."""
    limit = min(len(view.text), end + 14)
    stop = _STOP.search(view.text, end, limit)
    limit = stop.start() if stop else limit
    if (
        stop
        and stop.group() in "“‘"
        and stop.start() > end
        and not view.text[end : stop.start()].strip("首届第一二三四五六七八九十0123456789")
    ):
        # “移动杯”首届“光BA”篮球赛: the next quotes belong to the same name
        second = _QUOTED.match(view.text, stop.start())
        return _head_end(view, second.end(), heads) if second else 0
    not_heads, false = view.pack.endings("not_program_heads"), view.pack.endings("false_endings")
    best = 0
    if view.text.startswith(heads, end):
        best = max((end + len(h) for h in heads if view.text.startswith(h, end) and end + len(h) <= limit), default=0)
    if best and view.text.startswith(not_heads, best):
        best = 0
    pieces = view.pieces(end, limit) if end < limit else []
    reached = end
    long = _long(heads)
    for i, piece in enumerate(pieces):
        whole = 0
        if view.text.startswith(long, piece.start):
            whole = max(len(h) for h in long if view.text.startswith(h, piece.start))
        if whole and piece.start + whole <= limit:
            best = max(best, piece.start + whole)  # …|三年行动计划, though 三年 by itself is no part of a name
        part = view.text[end : piece.end]
        ends = piece.kind is Kind.STOP and (
            len(piece.text) == 1 or (piece.text in view.stop and not part.endswith(heads))
        )
        if piece.kind is Kind.OWNER and piece.start == end and piece.text.endswith(heads):
            first = view.words(end, piece.end)[0]  # “高原之宝”|生物加速器, but not “海鲜村”|变身产业园
            best = best if first.text in view.stop else piece.end
        if ends or piece.kind is Kind.OWNER:
            break
        reached = piece.end
        if part.endswith(heads) and not part.endswith(false):
            following = view.text[piece.end : piece.end + 6]
            if following.startswith(not_heads) and not following.startswith(heads) and i + 1 < len(pieces):
                break
            if best and part.endswith("方案"):
                break  # “…”先锋行动|实施方案: the scheme, not its paper
            best = piece.end
        if reached - end > 12:
            break
    return best
