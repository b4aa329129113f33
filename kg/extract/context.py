"""Names without an ending of their own, recognised by what stands around them: lists, apposition, roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.fields import field_endings
from kg.extract.items import before_phase, behind_role, leftwards, of_matter, plausible, rightwards
from kg.extract.wording import everyday, of_trades, rare
from kg.extract.works import WORKS
from kg.rules import ContextRule, RulePack, Scan, made, per_pack

__all__ = ["by_context"]

_NEAR = 2000  # characters
_WORKS = "-projects"
_OPENING = (".headline", ".subject")
_OF_WORKS = "-projects"  # what is counted behind the names is projects: a long item may be one itself
_BRIEF = 5
_SIGNED = "context.strict.signed-with"
_ACTS = (".makes.subject", ".deals.subject", ".roots.subject")  # what people do, too
_PHASE, _LINE, _ROOTS = ".phase.subject", ".own-line", ".roots.subject"
_STOCK, _TIED = ".stock", ".tied.subject"
_BOUNDED = ("context.tight", "context.strict")
_MARKS = r"，。；：！？\n“”‘’《》（）…—/等"
_ITEM_END = re.compile(f"[{_MARKS}]")
_REACH = 60  # characters between what stands before the names and what stands behind them


class _Sides:
    """A context rule, and what stands before its names and behind them; None where that side is open."""

    def __init__(self, rule: ContextRule, before: str, behind: str) -> None:
        self.rule = rule
        self.before = Scan(before) if before else None
        self.behind = Scan(behind) if behind and not before else None
        self._closing = behind
        # to look for what closes the names up to the first mark alone is shorter than to look further and go back
        self.closed = bool(before and behind)
        self._near = made(f"[^{_MARKS}]*?(?={behind})") if self.closed else None

    def limit(self, text: str, start: int) -> int | None:
        """Where the names end that begin at ``start``; None where nothing closes them before a mark other than 等."""
        if self._near is None:
            return len(text)
        reach = min(len(text), start + _REACH)
        near = self._near.match(text, start, reach)
        if near:
            return near.end()
        stop = _ITEM_END.search(text, start, reach)
        if stop is None or stop[0] != "等":
            return None
        closing = made(self._closing).search(text, stop.end(), reach)
        return closing.start() if closing else None


@per_pack
def _compiled(pack: RulePack) -> tuple[_Sides, ...]:
    rules = (rule for rule in pack.contexts if rule.group != WORKS)
    sides = ((rule, pack.expanded(rule.pattern).partition("{names}")) for rule in rules)
    return tuple(_Sides(rule, before, behind) for rule, (before, _, behind) in sides)


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
    for sides in _compiled(view.pack):
        rule = sides.rule
        for match in sides.behind(view.text) if sides.behind else ():
            start = match.start()
            if rule.id.endswith(_STOCK) and (begin := _listed_firm(view, start)) is not None:
                yield Candidate(begin, start, rule.type, rule.id, rule.confidence * 0.8, begin)
            yield from _judged(view, rule, leftwards(view, start, ends_at), taken, formed)
        for match in sides.before(view.text) if sides.before else ():
            end = match.end()
            limit = sides.limit(view.text, end)
            if limit is None:
                continue
            spans = rightwards(view, end, limit, taken)
            if sides.closed and rule.group in _BOUNDED and (not spans or spans[-1][1] != limit):
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
    fresh = _fresh(view, rule, [_bare(view, s, taken) for s in spans if s not in known], formed)
    tight, opening = rule.group == "context.tight", rule.id.endswith(_OPENING)
    shaped = {(s, e) for s, e in fresh if rule.group in _BOUNDED and formed.get(s) == e}
    if rule.id.startswith(_BOUNDED):
        shaped |= {(s, e) for s, e in fresh if everyday(view, s, e)}
    judged = [(s, plausible(view, s, tight or opening) or (s in shaped)) for s in fresh]
    if len(known) + sum(p == 2 for _, p in judged) > 1:
        judged = [(s, p or of_trades(view, *s) or rare(view, *s)) for s, p in judged]
    if any(view.text[s:e] in view.industries or view.text[s:e] in view.generic for s, e in spans):
        return  # a list of industries or products
    goods = (*view.pack.endings("matter_ends"), *view.pack.endings("product_words"))
    if rule.id.endswith(_WORKS) and sum(view.text.endswith(goods, s, e) for s, e in fresh) > 1:
        return  # 精冲、油封、滑轨等5个项目: what they make
    if not known and any(of_matter(view, *s) for s in fresh):
        return  # 精锻、铸造|砂、挂|车轴等5个项目
    if tight and judged and judged[0][0] == spans[0] and not judged[0][1]:
        return  # 张焰、副总裁兼|董事会秘书
    vouched = any(taken[s[0]][1] == rule.type for s in known) or any(p == 2 for _, p in judged)
    if opening:
        judged = [(s, p) for s, p in judged if not (s[0] and HAN.match(view.text[s[0] - 1]))]
    boards = view.pack.endings("boards")
    for (start, end), grade in judged:
        type_ = "agency" if view.text.endswith(boards, start, end) else rule.type  # 与|荣炳盐资源区党工委|签约
        if tight and view.text[start:end].isascii():
            continue
        if tight and grade and view.text.startswith("公司", end):
            end += 2  # 苹果|公司副总裁
        particular = tight and not any(p.generic for p in view.pieces(start, end))
        if grade == 2:
            yield Candidate(start, end, type_, rule.id, rule.confidence, start)
        elif grade == 1 and (vouched or particular or (start, end) in shaped):
            yield Candidate(start, end, type_, rule.id, rule.confidence * 0.8, start)


def _bare(view: View, span: tuple[int, int], taken: Mapping[int, tuple[int, str]]) -> tuple[int, int]:
    """An item without the bracket that tells in what park it is (恒锐重卡（株洲高新区）)."""
    opening = view.text.find("（", *span)
    inside = opening > span[0] and view.text[span[1] - 1] == "）"
    return (span[0], opening) if inside and taken.get(opening + 1) == (span[1] - 1, "park") else span


def _listed_firm(view: View, end: int) -> int | None:
    """Where a firm of common words begins, before its number at the stock exchange (精工|科技（002006）)."""
    begin = view.clause(end)
    run: list[Piece] = []
    for piece in reversed(view.pieces(begin, end) if begin < end else []):
        if piece.kind is Kind.STOP:
            break
        run.insert(0, piece)
    brief = len(run) == 2 and 4 <= end - run[0].start <= _BRIEF and run[-1].text in view.fields
    return run[0].start if brief else None


def _fresh(
    view: View, rule: ContextRule, spans: Sequence[tuple[int, int]], formed: Mapping[int, int]
) -> list[tuple[int, int]]:
    """The items of a list that are not known yet and that a rule may take for names."""
    fresh = [(s, e) for s, e in spans if not _person(view, s, e) and view.owner_at.get(s, (0,))[0] <= e]
    if rule.type == "company":
        counts, weighed = view.pack.pattern("ends_no_firm"), view.pack.pattern("counted_goods")
        fresh = [(s, e) for s, e in fresh if not weighed.search(view.text, max(0, s - 6), s)]  # 20万吨|己二酸
        fresh = [(s, e) for s, e in fresh if not view.text[s - 1 : s].isdigit()]  # 550|米长的生产车间
        fresh = [(s, e) for s, e in fresh if not _half_of_body(view, s, e)]
        if rule.id.endswith((_OF_WORKS, _LINE)):
            fresh = [(s, before_phase(view, s, e)) for s, e in fresh]
        fresh = [(behind_role(view, s, e), e) for s, e in fresh if not counts.search(view.text[s:e])]
    if rule.group == "context.tight":
        put = view.pack.endings("appointing_verbs")
        fresh = [(s, e) for s, e in fresh if not view.text.startswith(put, s) and not view.text.endswith(put, 0, s)]
        fresh = [(s, _before_area(view, s, e)) for s, e in fresh]
        fresh = [(s, e) for s, e in fresh if not _addressed(view, s, e)]
        # 知名品牌|恒拓集团: the rest is known
        fresh = [(s, e) for s, e in fresh if max(view.owner_ending.get(end, s) for end in (e, e + 2)) <= s]
    if rule.id.endswith(_ACTS):
        fresh = [(s, e) for s, e in fresh if not _called(view, s, e)]  # 李强|自主研发的系统
    if rule.id.endswith(_LINE):  # 澜弗勒|太仓|新工厂
        fresh = [(s, e) for s, e in fresh if e not in view.place_ending]
    if rule.id.endswith((_PHASE, _ROOTS)):  # 滨湾|二期投产: a quarter called by its ground
        ground = view.pack.endings("village_characters")
        fresh = [(s, e) for s, e in fresh if not view.text.endswith(ground, s, e)]
    if rule.id == _SIGNED:
        lands = view.pack.endings("landscape_endings")
        fresh = [(s, e) for s, e in fresh if not (e - s < 4 and view.text.endswith(lands, s, e))]  # 与|砚山湖|签署
    if rule.id.endswith((_TIED, _ROOTS)):  # 苏州、宿州|与甲签约, 某地|某某与甲签约: places tie themselves, too
        fresh = [(s, e) for s, e in fresh if not any(p.kind is Kind.PLACE for p in view.pieces(s, e))]
    if rule.id.endswith(_OF_WORKS):
        fields, goods = field_endings(view.pack), view.pack.endings("product_words")
        fresh = [(s, e) for s, e in fresh if e - s <= _BRIEF or view.text.endswith(fields, s, e)]
        fresh = [(s, e) for s, e in fresh if not view.text.endswith(goods, s, e)]
    plants = _plants(view.pack)
    return [(s, e) for s, e in fresh if e - s <= _BRIEF + 1 or not view.text.startswith(plants, e)]


@per_pack
def _plants(pack: RulePack) -> tuple[str, ...]:
    """The words for plants: what stands before one and is long, is what it makes (恒锐电工光学膜|生产基地)."""
    return tuple(word for rule in pack.suffixes if rule.id == "program.works" for word in rule.words)


def _half_of_body(view: View, start: int, end: int) -> bool:
    """Whether fields that a body's name joins to others stand there (广州|生物医药|与健康研究院)."""
    plain = not any(p.kind is Kind.BRAND for p in view.pieces(start, end))
    return plain and view.pack.pattern("joined_body").match(view.text, end) is not None


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
    if "·" in text and view.text.endswith(titles, 0, start):
        return True  # 前院长|弗朗西斯·柯林斯
    if len(text) > 3:
        return False
    if view.text.endswith(titles, 0, start):
        return True
    whole, surnamed = view.text[start - 1 : end], view.pack.lexicon("surnames")
    if whole[:1] in surnamed & view.pack.lexicon("place_prepositions") and len(text) < 3:
        found = (at for at, _ in view.occurrences(whole))
        if any(view.text.endswith(titles, 0, at) for at in found):
            return True  # 市长于|技群, 于|技群代表
    beside = view.text[start - 1 : start] in ("和", "与", "、") and text[:1] in view.pack.lexicon("surnames")
    if beside and any(view.text.endswith(titles, 0, start - 1 - n) for n in (2, 3) if start > n):
        return True  # 负责人|李望川和|陶远帆
    if beside and any(start > n and _person(view, start - 1 - n, start - 1) for n in (3, 2)):
        return True  # 副校长李望川讲话。李望川和|陶远帆|签署
    if len(text) < 2 or text[0] not in view.pack.lexicon("surnames"):
        return False
    if any(text + word in view.text for word in view.pack.lexicon("courtesies")):
        return True  # 控股股东|刘海云, where the article speaks of 刘海云先生
    at = view.text.find(text, max(0, start - _NEAR))
    while 0 <= at < end + _NEAR:
        if view.text.endswith(titles, 0, at):
            return True
        at = view.text.find(text, at + 1)
    return False


def _called(view: View, start: int, end: int) -> bool:
    """Whether a short item begins with a surname, and is no word that the dictionary has for a firm (华润)."""
    whole = view.pieces(start, end)
    listed = len(whole) == 1 and whole[0].tag in ("nz", "nt")
    return end - start < 4 and view.text[start] in view.pack.lexicon("surnames") and not listed


def _addressed(view: View, start: int, end: int) -> bool:
    """Whether a person is called by name and office (洪磊总裁介绍): no other name stands behind the office."""
    surnames = view.pack.lexicon("surnames")
    titles = view.pack.endings("person_titles")
    title = next((t for t in sorted(titles, key=len, reverse=True) if view.text.startswith(t, end)), "")
    follows = view.text[end + len(title) : end + len(title) + 1]
    return bool(title) and 2 <= end - start <= 3 and view.text[start] in surnames and follows not in surnames
