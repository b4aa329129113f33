"""Programs and bodies whose names stand in quotes or book-title marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from kg.extract.boundary import Kind, View
from kg.extract.candidate import Candidate
from kg.rules import QuotedRule, made

__all__ = ["by_quotes"]

_QUOTED = re.compile(r"“([^“”\n]{2,40})”|‘([^‘’\n]{2,30})’")
_TITLED = re.compile(r"《([^《》\n]{4,60})》")
_LIST = re.compile(r"(?:[、和与]?(?:“[^“”\n]{2,30}”|‘[^‘’\n]{2,30}’))*等")
#: Quoted texts, one behind the other, up to the one that is asked for.
_QUOTES_AHEAD = re.compile(r"(?:“[^“”\n]{2,40}”[、和及]?)+$")
_STOP = re.compile(r"[，。；：！？、\n（）“”‘’《》]")
_SCHEME = 4  # characters of a head noun that says that somebody runs it
_YEARS = re.compile(r"（[^（）]*[0-9年][^（）]*）$")


def by_quotes(view: View) -> Iterator[Candidate]:
    """Every name that the quoted rules find."""
    for pattern, marks, judge in ((_QUOTED, "“”", _quoted), (_TITLED, "《》", _titled)):
        rules = [rule for rule in view.pack.quoted if rule.marks == marks]
        for match in pattern.finditer(view.text):
            spans = [match]
            if marks == "“”" and match[1] and "‘" in match[1]:
                # a name in inner quotes may stand inside outer ones
                inner = (_QUOTED.match(view.text, match.start(1) + m.start()) for m in _QUOTED.finditer(match[1]))
                spans += [m for m in inner if m]
            for span in spans:
                content = next(g for g in span.groups() if g)
                if judge is _quoted and _says(view, content):
                    continue
                found = (judge(view, rule, span, content) for rule in rules)
                yield from islice(filter(None, found), 1)


def _titled(view: View, rule: QuotedRule, match: re.Match[str], content: str) -> Candidate | None:
    """A scheme whose paper a title in 《》 names."""
    endings = view.pack.endings("scheme_titles")
    bare = _YEARS.sub("", content).rstrip("”’")
    if not bare.endswith(endings) or bare in endings or content.startswith("关于"):
        return None
    return Candidate(match.start(), match.end(), rule.type, rule.id, rule.confidence, match.start())


def _says(view: View, content: str) -> bool:
    """Whether a quoted text is what somebody says or does, or how much something weighs, and no name."""
    return (
        content.startswith(view.pack.endings("running_verbs"))
        or "，" in content
        or "。" in content
        or content in view.pack.lexicon("strategies")
        or view.pack.pattern("weighty_works").fullmatch(content) is not None
    )


def _quoted(view: View, rule: QuotedRule, match: re.Match[str], content: str) -> Candidate | None:
    """The name that a quoted text is or begins, if a rule takes it for one."""
    text, end = view.text, match.end()
    if content in view.generic and (rule.type != "program" or _head_end(view, end, rule.heads) - end < _SCHEME):
        return None  # but “智改数转”三年行动计划
    if rule.before:
        return _named_before(view, rule, match, content)
    great = view.pack.pattern("great_ones").match(content)  # “六大产业基地”
    if rule.type == "institute" and (great or "、" in content or _one_of_many(view, match.start())):
        return None  # “防、诊、治一体化”平台: what it does; 240个|“绿水青山”基地
    if rule.type == "institute" and view.pack.pattern("sum_of_figures").fullmatch(content):
        return None  # “2+3+N”战略科创平台
    if rule.type == "institute" and view.pack.pattern("chain_in_quotes").fullmatch(content):
        return None  # “孵化器—加速器—产业园”平台: a chain
    if rule.type == "institute" and text.startswith(view.pack.endings("leading_verbs"), end):
        return None  # “晋江经验”|引领|科研平台改革
    if rule.type == "agency" and (end in view.place_at or view.text.startswith(view.pack.endings("whole_nation"), end)):
        return None  # 获评“优秀会员”|江苏省软件行业协会
    heads = rule.heads
    head_end = _head_end(view, end, heads)
    if head_end and _of_a_kind(view, rule, content, end, head_end):
        return None
    if (
        head_end
        and rule.type == "program"
        and text.endswith("项目", end, head_end)
        and _one_of_many(view, match.start())
    ):
        return None  # 46个|“三个一批”项目
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
    start = match.start(1) if match.group(1) else match.start(2)
    heads = _own_heads(view, rule, match.start(), content)
    if "+" in content or view.pack.pattern("numbered_slogan").fullmatch(content):
        return None  # “总部+制造基地”: how they work; “双总部一中心”
    if content.endswith(view.pack.endings("false_endings")) or (rule.type == "institute" and "的" in content):
        return None  # “智能卧式加工中心”, “世界有影响的储能产业科创中心”
    if content.endswith(heads) and 4 <= len(content) <= 32 and not _describes(view, start, content):
        return Candidate(match.start(), end, rule.type, rule.id, rule.confidence, match.start())
    return None


def _of_a_kind(view: View, rule: QuotedRule, content: str, end: int, head_end: int) -> bool:
    """Whether quotes and the noun behind them (up to ``head_end``) tell goods, kinds of works or how work is done."""
    text, pack = view.text, view.pack
    if content.endswith("产业") and text.endswith("品牌", end, head_end):
        return True  # “光电产业”品牌
    if text.endswith("规划", end, head_end) and text.startswith(pack.endings("papers"), head_end):
        return True  # “晶谷产业园”核心区规划|方案: a paper
    if pack.pattern("projects_counted").match(text, end) or text.endswith(pack.endings("false_heads"), end, head_end):
        return True  # “晶谷活力智岛”|8大|项目, “算法+终端”一体化|解决方案: goods
    if rule.type == "program" and pack.pattern("firms_in_quotes").fullmatch(content):
        return True  # “头部企业”|项目
    if rule.type == "institute" and pack.pattern("fair_or_size").fullmatch(content):
        return True
    if text.endswith("项目", end, head_end) and pack.pattern("slogan_of_projects").fullmatch(content):
        return True  # “135”|大项目, “三高两新”|制造业项目
    if pack.pattern("way_of_working").fullmatch(text, end - 2, head_end):
        return True  # “链长制”|工作
    kind = text[end : head_end - 2] if text.endswith("项目", end, head_end) else "-"
    any_kind = not kind or kind in view.generic or kind in pack.lexicon("vague_kinds")
    # “三新”产业|项目|52个, but not “车间课堂”实训项目|16个
    return any_kind and bool(pack.pattern("projects_counted_behind").match(text, head_end))


def _one_of_many(view: View, start: int) -> bool:
    """Whether a count stands before a quoted name."""
    return view.pack.pattern("counted_quote").search(view.text, max(0, start - 8), start) is not None


def _named_before(view: View, rule: QuotedRule, match: re.Match[str], content: str) -> Candidate | None:
    """A quoted text that a word before it names, if it is no way of working, and no list or other name goes on."""
    text, end = view.text, match.end()
    others = view.pack.endings("not_program_heads")
    if not text.endswith(rule.before, max(0, match.start() - 6), match.start()) or not 3 <= len(content) <= 16:
        return None
    if text.startswith("项目", end) and view.pack.pattern("way_with_projects").match(text, end + 2):
        return None  # 推行“一企一策”|项目管理办法
    if view.pack.pattern("numbered_slogan").fullmatch(content):
        return None  # 推进“三地四区”建设
    if content.endswith((*others, "制")) or "、" in content or text.startswith("的", end):
        return None  # “市场机遇更大”的|开放
    if text.startswith((*others, "、", "“", "和“"), end) or not view.right_open(end):
        return None
    if view.pack.pattern("way_quoted").match(text, end) or view.pack.pattern("times_held").match(text, end):
        return None  # 开展“云对接”|31场次: a way of working
    return Candidate(match.start(), end, rule.type, rule.id, rule.confidence, match.start())


def _own_heads(view: View, rule: QuotedRule, start: int, content: str) -> tuple[str, ...]:
    """The head nouns that make a name of a quoted text that ends with one."""
    if rule.type == "program":
        return view.pack.endings("self_heads")
    aim = rule.type == "institute" and (
        len(content) < 6 or view.before(start) in view.pack.lexicon("aims") or _honour(view, start, content)
    )
    return rule.heads if rule.type in ("agency", "university", "institute") and not aim else ()


def _honour(view: View, start: int, content: str) -> bool:
    """Whether a graded name in quotes is one of the titles that somebody was given (获批“国家……示范基地”)."""
    if not content.startswith(view.pack.endings("body_grades")):
        return False
    ahead = _QUOTES_AHEAD.search(view.text, max(0, start - 160), start)
    return view.before(ahead.start() if ahead else start) in view.pack.lexicon("title_verbs")


def _describes(view: View, start: int, content: str) -> bool:
    """Whether a short quoted text holds nothing but words that describe."""
    pieces = view.pieces(start, start + len(content))
    return len(content) < 6 and all(p.generic for p in pieces)


@cache
def _long(heads: tuple[str, ...]) -> tuple[str, ...]:
    """The head nouns of four and more characters."""
    return tuple(h for h in heads if len(h) > 3)


@cache
def _any(heads: tuple[str, ...]) -> re.Pattern[str]:
    """One of the head nouns."""
    return made("|".join(map(re.escape, heads)) or "(?!)")


def _head_end(view: View, end: int, heads: tuple[str, ...]) -> int:
    """Where the head noun behind the quotes ends; 0 where none follows."""
    if held := view.pack.pattern("held_time").match(view.text, end):
        contests = tuple(filter(view.pack.pattern("contest").search, heads))  # “海创杯”|第六届|…大赛
        return _head_end(view, held.end(), contests)
    limit = min(len(view.text), end + 14)
    stop = _STOP.search(view.text, end, limit)
    limit = stop.start() if stop else limit
    if (
        stop
        and stop.group() in "“‘"
        and stop.start() > end
        and view.pack.pattern("which_time").fullmatch(view.text, end, stop.start())
    ):
        # “移动杯”首届“光BA”篮球赛: the next quotes belong to the same name
        second = _QUOTED.match(view.text, stop.start())
        return _head_end(view, second.end(), heads) if second else 0
    if not _any(heads).search(view.text, end, limit):
        return 0
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
        if best and piece.start == best and piece.text in view.pack.lexicon("counting_adverbs"):
            break  # “创响宁远”大赛|共|征集项目200个
        ends = piece.kind is Kind.STOP and (
            len(piece.text) == 1
            or (piece.text in view.stop and not part.endswith(heads) and not piece.tag.startswith("n"))
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
    if view.text.endswith("项目", end, best) and view.pack.pattern("way_with_projects").match(view.text, best):
        return 0  # “一企一策”|项目服务机制
    tail = view.text[end:best]
    if tail.endswith("项目") and tail[:-2].endswith(view.pack.endings("vague_kinds")):
        return 0  # “周周有签约”|重点项目, “四个一万亩”|优先保障重大项目: what kind of them
    return best
