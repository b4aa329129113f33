"""Names without an ending of their own, recognised by what stands around them: lists, apposition, roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.rules import ContextRule

__all__ = ["by_context", "invests", "item_start", "item_stop", "plausible"]

_SEPARATOR = re.compile(r"、|和|与|及|以及")
_NEAR = 2000  # characters
_OPENING = (".headline", ".subject")
_OF_WORKS = "-projects"  # what is counted behind the names is projects: a long item may be one itself
_BRIEF = 5
_SIGNED = "context.strict.signed-with"
_BOUNDED = ("context.tight", "context.strict", "context.formed")
_STOP = re.compile(r"[，。；：！？、\n“”‘’《》（）…—/]|等")
_ITEM_END = re.compile(r"[，。；：！？\n“”‘’《》（）…—/]|等")


@cache
def _compiled(pattern: str) -> tuple[str, re.Pattern[str], re.Pattern[str] | None]:
    """Which side of the names is open, and the expressions of what stands before and behind them."""
    before, _, behind = pattern.partition("{names}")
    if not before:
        return "left", re.compile(behind), None
    if not behind:
        return "right", re.compile(before), None
    return "both", re.compile(before), re.compile(behind)


def by_context(
    view: View, taken: Mapping[int, tuple[int, str]], doubtful: Mapping[int, int] | None = None
) -> Iterator[Candidate]:
    """Every name that the context rules find.

    :param taken: start → (end, type) of names that are known already; they count as witnesses of a list.
    :param doubtful: start → end of those of them that are none: what may be a firm by its form (山楂树|医疗), and is
        one in a slot for firms alone.
    """
    formed = doubtful or {}
    ends_at = {stop: start for start, (stop, _) in taken.items()}
    for rule in view.pack.contexts:
        side, first, second = _compiled(rule.pattern)
        for match in first.finditer(view.text):
            if side == "left":
                spans = _leftwards(view, match.start(), ends_at)
            elif side == "right":
                spans = _rightwards(view, match.end(), len(view.text), taken)
            else:
                assert second is not None
                closing = second.search(view.text, match.end(), min(len(view.text), match.end() + 60))
                stop = _ITEM_END.search(view.text, match.end(), closing.start()) if closing else None
                if closing is None or (stop and stop.group() != "等"):
                    continue
                spans = _rightwards(view, match.end(), closing.start(), taken)
                if rule.group in _BOUNDED and (not spans or spans[-1][1] != closing.start()):
                    continue
            yield from _judged(view, rule, spans, taken, formed)


def _judged(
    view: View,
    rule: ContextRule,
    spans: Sequence[tuple[int, int]],
    taken: Mapping[int, tuple[int, str]],
    formed: Mapping[int, int],
) -> Iterator[Candidate]:
    """The plausible ones among the items of a list: one item that names vouches for items of common words beside it."""
    known = [s for s in spans if s[0] in taken and taken[s[0]][0] == s[1] != formed.get(s[0])]
    fresh = [(s, e) for s, e in spans if (s, e) not in known and not _person(view, s, e)]
    if rule.group == "context.tight":
        fresh = [(s, _before_area(view, s, e)) for s, e in fresh]
        fresh = [(s, e) for s, e in fresh if not _addressed(view, s, e)]
        # 知名品牌|恒拓集团: the rest is known
        fresh = [(s, e) for s, e in fresh if max(view.owner_ending.get(end, s) for end in (e, e + 2)) <= s]
    persons = rule.group == "context.tight" or rule.id.endswith(_OPENING)
    if rule.id == _SIGNED:
        lands = view.pack.endings("landscape_endings")
        fresh = [(s, e) for s, e in fresh if not (e - s < 4 and view.text.endswith(lands, s, e))]  # 与|砚山湖|签署
    if rule.id.endswith(_OF_WORKS):
        fields, goods = tuple(view.fields), view.pack.endings("product_words")
        fresh = [(s, e) for s, e in fresh if e - s <= _BRIEF or view.text.endswith(fields, s, e)]
        fresh = [(s, e) for s, e in fresh if not view.text.endswith(goods, s, e)]
    if rule.group == "context.formed":
        fresh = [(s, e) for s, e in fresh if formed.get(s) == e]
    shaped = {(s, e) for s, e in fresh if rule.group in _BOUNDED and formed.get(s) == e}
    judged = [(s, plausible(view, s, rule.type, persons) or (s in shaped)) for s in fresh]
    if len(known) + sum(p == 2 for _, p in judged) > 1:
        judged = [(s, p or _of_trades(view, *s) or _rare(view, *s)) for s, p in judged]
    if any(view.text[s:e] in view.industries or view.text[s:e] in view.generic for s, e in spans):
        return  # a list of industries or products
    if rule.group == "context.tight" and judged and judged[0][0] == spans[0] and not judged[0][1]:
        return  # 张焰、副总裁兼|董事会秘书
    vouched = any(taken[s[0]][1] == rule.type for s in known) or any(p == 2 for _, p in judged)
    if rule.id.endswith(_OPENING):
        judged = [(s, p) for s, p in judged if not (s[0] and HAN.match(view.text[s[0] - 1]))]
    for (start, end), grade in judged:
        if rule.group == "context.tight" and view.text[start:end].isascii():
            continue
        if rule.group == "context.tight" and grade and view.text.startswith("公司", end):
            end += 2  # 苹果|公司副总裁
        if grade == 2:
            yield Candidate(start, end, rule.type, rule.id, rule.confidence, start)
        elif grade == 1 and (
            vouched
            or (start, end) in shaped
            or (rule.group == "context.tight" and not any(p.generic for p in view.pieces(start, end)))
        ):
            yield Candidate(start, end, rule.type, rule.id, rule.confidence * 0.8, start)


def _of_trades(view: View, start: int, end: int) -> bool:
    """Whether an item is two words for trades, as some firms are called beside others (甲集团、乙信息、航天|电器)."""
    pieces = view.pieces(start, end)
    return (
        len(pieces) == 2
        and end - start == 4
        and pieces[0].text in view.industries
        and pieces[1].text in view.fields
        and view.text[start:end] not in view.industries
        and view.text[start:end] not in view.generic
    )


def _rare(view: View, start: int, end: int) -> bool:
    """Whether an item is one rare noun of the dictionary that no product is called by (海力士, 松下电器)."""
    words = view.words(start, end)
    goods = view.pack.endings("product_words")
    kinds = view.pack.endings("not_firm_endings")
    return (
        len(words) == 1
        and 3 <= end - start <= 4
        and 0 < words[0].freq < view.pack.thresholds.get("rare_noun", 10.0)
        and view.classify(words[0]) is Kind.PLAIN
        and (end - start == 4 or not view.text.endswith(goods, start, end))
        and not view.text.endswith(kinds, start, end)
    )


def _before_area(view: View, start: int, end: int) -> int:
    """Where a firm's name ends before the area that one of its officers has (恒锐高科|华东区域|总经理)."""
    area = next((w for w in view.pack.endings("sales_areas") if view.text.endswith(w, start, end)), "")
    if not area:
        return end
    pieces = view.pieces(start, end - len(area))
    regions = view.pack.lexicon("compass_regions")
    where = len(pieces) > 1 and (pieces[-1].kind is Kind.PLACE or pieces[-1].text in regions)
    return pieces[-1].start if where else end


def _person(view: View, start: int, end: int) -> bool:
    """Whether an item is a person: it stands behind an office, here (董事长|许朗和…总经理) or near by."""
    text = view.text[start:end]
    titles = view.pack.endings("person_titles")
    if len(text) > 3:
        return False
    if view.text.endswith(titles, 0, start):
        return True
    beside = view.text[start - 1 : start] in ("和", "与", "、") and text[:1] in view.pack.lexicon("surnames")
    if beside and any(view.text.endswith(titles, 0, start - 1 - n) for n in (2, 3) if start > n):
        return True  # 负责人|李望川和|陶远帆
    if beside and any(start > n and _person(view, start - 1 - n, start - 1) for n in (3, 2)):
        return True  # 副校长李望川讲话。李望川和|陶远帆|签署
    if len(text) < 2 or text[0] not in view.pack.lexicon("surnames"):
        return False
    at = view.text.find(text, max(0, start - _NEAR))
    while 0 <= at < end + _NEAR:
        if view.text.endswith(titles, 0, at):
            return True
        at = view.text.find(text, at + 1)
    return False


def _addressed(view: View, start: int, end: int) -> bool:
    """Whether a person is called by name and office (洪磊总裁介绍): no other name stands behind the office."""
    surnames = view.pack.lexicon("surnames")
    titles = view.pack.endings("person_titles")
    title = next((t for t in sorted(titles, key=len, reverse=True) if view.text.startswith(t, end)), "")
    follows = view.text[end + len(title) : end + len(title) + 1]
    return bool(title) and 2 <= end - start <= 3 and view.text[start] in surnames and follows not in surnames


def plausible(view: View, span: tuple[int, int], type_: str, persons: bool = True) -> int:
    """2: something in it names; 1: it may be a name of common words; 0: it is none.

    :param persons: whether a person may stand there.
    """
    start, end = span
    text = view.text[start:end]
    if not 2 <= end - start <= 14 or text in view.industries or text in view.generic or text in view.inner:
        return 0
    if set(text) <= view.pack.lexicon("place_characters"):
        return 0  # 苏皖, 川渝: two provinces
    pieces = view.pieces(start, end)
    if (
        text[0].isdigit()
        or text[0] == "（"
        or text[0] in view.pack.lexicon("pointing_words")
        or "的" in text
        or _no_firm(view, text, pieces)
    ):
        return 0
    if any(p.kind is Kind.STOP and p.text in view.stop for p in pieces):
        return 0
    if all(p.kind in (Kind.PLACE,) for p in pieces):
        return 0
    rest = [p for p in pieces if p.kind is not Kind.PLACE]
    if (
        persons
        and len(text) == 3
        and text[0] in view.pack.lexicon("surnames")
        and not any(len(p.text) > 1 and p.kind is not Kind.BRAND for p in pieces)
    ):
        return 0
    classes = view.pack.lexicon("class_nouns")
    if any(p.text in classes for p in rest):
        return 0
    lone_verb = len(rest) == 1 and rest[0].tag.startswith("v") and len(rest[0].text) > 1
    if (view.named(rest) and not lone_verb) or (rest == pieces and _worded(view, rest)):
        return 2
    if len(pieces) == 1 and pieces[0].kind is Kind.PLAIN:
        return 0  # 股份, 世纪: a common noun that no firm is called by
    works = view.pack.lexicon("work_words")
    if all(p.generic for p in pieces) or pieces[-1].text in works or pieces[-1].text == "建设":
        return 0  # 服务平台|建设: what is done
    return 1 if end - start <= 8 else 0


def _no_firm(view: View, text: str, pieces: Sequence[Piece]) -> bool:
    """Whether an item's ending says that it is no firm; one character says so as the end of a common word only."""
    endings = view.pack.lexicon("not_firm_endings")
    if text.endswith("）") and text.partition("（")[0].endswith(view.pack.endings("not_firm_endings")):
        return True  # 研发中心（一期）
    if invests(view, text, pieces):
        return False
    if any(text[-n:] in endings for n in (2, 3, 4)):
        return True
    last = pieces[-1]
    if len(pieces) == 2 and pieces[0].kind is Kind.PLACE and last.text in view.fields:
        return False  # 海兴|电力
    return text[-1] in endings and not (last.kind is Kind.BRAND and len(last.text) > 1 and len(text) > 3)


def invests(view: View, text: str, pieces: Sequence[Piece]) -> bool:
    """Whether an item is an investor by its ending (lexicon ``investor_endings``), with a name or a place before it."""
    ending = next((w for w in view.pack.endings("investor_endings") if text.endswith(w) and len(text) > len(w) + 1), "")
    head = [p for p in pieces if p.end <= pieces[-1].end - len(ending)] if ending else []
    return bool(head) and (view.named(head) or all(p.kind is Kind.PLACE for p in head))


def _worded(view: View, pieces: Sequence[Piece]) -> bool:
    """Whether a noun that firms like to be called by is the item, or a noun with one character that names nothing."""
    nouns = view.pack.lexicon("brand_nouns")
    if len(pieces) == 1:
        return pieces[0].text in nouns
    if len(pieces) != 2 or len(pieces[0].text) + len(pieces[1].text) != 3:
        return False
    noun, mark = sorted(pieces, key=lambda p: -len(p.text))
    if mark.kind is not Kind.BRAND or noun.kind is not Kind.PLAIN or noun.generic or not HAN.match(mark.text):
        return False
    return noun.text in nouns or (mark is pieces[1] and mark.text in view.pack.lexicon("brand_characters"))


def _leftwards(view: View, end: int, ends_at: Mapping[int, int]) -> list[tuple[int, int]]:
    """The items of the list that ends at ``end``, last first."""
    spans: list[tuple[int, int]] = []
    while end > 0:
        if end in ends_at:
            start = ends_at[end]
        else:
            begin = item_start(view, end)
            over = _over(view, begin, end)
            if over is not None and spans:
                end = over
                continue
            if begin is None:
                break
            start = _joined(view, begin)
        spans.append((start, end))
        separator = next((s for s in ("、", "以及", "和", "与", "及") if view.text.endswith(s, 0, start)), "")
        if not separator:
            break
        end = start - len(separator)
    return spans


def _joined(view: View, start: int) -> int:
    """Where an item begins that is joined by 和 to the one character right behind the mark (、|天|和|力德)."""
    return (
        start - 2
        if view.text[start - 1 : start] in ("和", "与") and view.text[start - 3 : start - 2] == "、"
        else start
    )


def _over(view: View, begin: int | None, end: int) -> int | None:
    """Where the list goes on to the left of a short item that words of the grammar break (、|粮全|其|美|、)."""
    mark = view.text.rfind("、", max(0, end - 6), end)
    if mark < 0 or begin == mark + 1 or end - mark < 3 or not all(HAN.match(ch) for ch in view.text[mark + 1 : end]):
        return None
    broken = all(len(p.text) == 1 for p in view.pieces(mark + 1, end) if p.kind is Kind.STOP)
    return mark if broken else None


def item_start(view: View, end: int) -> int | None:
    """Where the item of a list that ends at ``end`` begins; None where nothing names it."""
    begin = view.clause(end)
    sep = max(view.text.rfind("、", begin, end) + 1, begin)
    if sep >= end:
        return None
    verbs = view.pack.lexicon("brand_verbs")
    if view.text[sep:end] in verbs or (sep > begin and end - sep == 4 and view.text[sep : sep + 2] in verbs):
        return sep  # 戴尔、联想、华为; 华夏幸福、启迪协信、外高桥
    run = [p for p in view.run_before(end) if p.start >= sep]
    whole = run and run[0].start in (sep, begin) and end - run[0].start <= 6 and view.named(run)
    leaders = view.pack.lexicon("plain_leaders")
    if not (whole and all(not p.generic or p.text in leaders for p in run)):
        run = view.trimmed(run) if run else run
    if len(run) > 1 and run[0].kind is Kind.OWNER:
        run = run[1:]
    return run[0].start if run else None


def _rightwards(view: View, start: int, limit: int, taken: Mapping[int, tuple[int, str]]) -> list[tuple[int, int]]:
    """The items of the list that begins at ``start``."""
    spans: list[tuple[int, int]] = []
    while start < limit:
        if start in taken and taken[start][0] <= limit:
            end = taken[start][0]
        else:
            end = item_stop(view, start, limit)
            if end <= start:
                break
        spans.append((start, end))
        separator = _SEPARATOR.match(view.text, end)
        if not separator:
            break
        start = separator.end()
    return spans


def item_stop(view: View, start: int, limit: int) -> int:
    """Where the item of a list that begins at ``start`` ends; ``start`` where there is none."""
    stop = _STOP.search(view.text, start, min(limit, start + 16))
    bound = stop.start() if stop else min(limit, start + 16)
    end = start
    for piece in view.pieces(start, bound) if start < bound else []:
        if piece.end == bound and end > start and piece.text in view.pack.lexicon("investor_endings"):
            return bound  # 上海力锐|投资、
        if (
            piece.kind is Kind.STOP
            or (end > start and piece.tag.startswith("v") and len(piece.text) > 1)
            or (piece.kind is Kind.SOFT and end > start and piece.text in view.stop)
        ):
            break
        end = piece.end
    return end
