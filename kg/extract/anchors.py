"""Names that are recognised by how they end: a suffix fires, the left boundary is sought, the type's room judges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kg.extract.bodies import (
    judge_agency,
    judge_institute,
    judge_town,
    judge_university,
)
from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.endings import SuffixIndex, endings
from kg.extract.firms import judge_company, judge_industry
from kg.extract.frame import framed
from kg.extract.heads import without_head
from kg.extract.laboratories import field_of
from kg.extract.latin import over_words
from kg.extract.schemes import judge_program
from kg.extract.sites import judge_park
from kg.rules import SuffixRule
from kg.text import DASHES

__all__ = ["by_suffix"]

_COUNTED = re.compile(
    r"(?:[0-9一二三四五六七八九十两几多数百千]+余?(?:个|家|批|项|所|座|类|大)|一批|若干|众多|各类|各个|多个|多家|每个|每家)$"
)
_TRADE = re.compile("区?(?:发展|建设|产业|创新|合作|企业)?(?:促进会|协会|联合会|学会|商会)")
_GRADE = re.compile(r"（(?:国家级?|省级|自治区级|市级)）$|(?<=[一-龥]{2})国家级$")
_FRAMED = ("company.legal", "company.works")
#: jieba's tags of what is mostly called so: firms, makes, foreign names.
_LISTED_BRANDS = ("nz", "nrt", "nrfg")
_JOINED = ("institute", "agency", "university", "program")

Judge = Callable[[View, SuffixRule, list[Piece], str, Candidate], Candidate | None]
_JUDGES: Mapping[str, Judge] = {
    "park": judge_park,
    "company": judge_company,
    "university": judge_university,
    "institute": judge_institute,
    "agency": judge_agency,
    "program": judge_program,
}


def by_suffix(view: View, index: SuffixIndex) -> Iterator[Candidate]:
    """Every name that ends with a suffix of the index."""
    ends = {(end, kind) for end, kind in view.owner_at.values()}
    at, reached = 0, 0
    for start, word in endings(view, index):
        end = start + len(word)
        if start < at:
            continue
        if end <= reached or (start < reached and not view.word_end(start)):
            continue  # the tail of an ending that was tried; 驼|航科|技 is tried again as 驼航|科技
        reached = end
        for rule in index[word]:
            if (end, rule.type) in ends:
                at = end
                continue
            candidate = _judge(view, rule, start, end)
            if candidate is not None:
                view.own(candidate.start, candidate.end, candidate.type)
                at = end
                yield candidate


def _judge(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    """The name that ends with an ending, if it is one."""
    suffix = view.text[start:end]
    if _runs_on(view, suffix, start, end):
        return None
    if rule.id == "company.industry":
        return _of_industry(view, rule, start, end)
    if rule.id == "park.stem":
        if any(view.place_at.get(s, 0) >= end for s in range(end - 4, end)):
            return None  # 连云港, 连云港|市
        if suffix == "园" and start in view.place_ending:
            return _quarter(view, rule, view.place_ending[start], end)
        if not view.text.endswith(view.stems, 0, start):
            return None
    if _false_ending(view, start, end):
        return None
    grade = _GRADE.search(view.text, max(0, start - 8), start) if rule.id == "park.zone" else None
    start = grade.start() if grade else start  # 西宁（国家级）经济技术开发区
    field = field_of(view, end) if rule.id == "institute.named" else []
    if field:
        made = Candidate(field[0].start, end, rule.type, rule.id, rule.confidence, field[0].end)
        return _JUDGES[rule.type](view, rule, field, suffix, over_words(view, made))
    whole = _run(view, rule, suffix, start)
    if not whole and suffix in view.pack.lexicon("bare_sites"):
        return Candidate(start, end, rule.type, rule.id, rule.confidence * 0.8, start)
    if not whole:
        return None
    run = without_head(view, rule, view.trimmed(whole, keep_generic=rule.type in ("institute", "program", "agency")))
    if not run:
        return None
    run = _with_opener(view, rule, whole, run)
    if _counted(view, rule, run) or (rule.type == "park" and _of_trade(view, rule, run, end)):
        return None
    if rule.id == "place.town":
        return judge_town(view, rule, run, end)
    made = _made(view, rule, run, end)
    if rule.type in _JUDGES:
        return _JUDGES[rule.type](view, rule, run, suffix, made)
    return made if view.named(run) else None


def _runs_on(view: View, suffix: str, start: int, end: int) -> bool:
    """Whether the ending is a part of a longer word, or of one that means no name (局|长, 子|公司)."""
    if (end - start <= 2 or suffix[-1] == "城") and not view.word_end(end):
        return True
    return suffix == "公司" and view.text[start - 1 : start] in ("子", "母", "该", "本", "分")


def _of_industry(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    """A firm by its field: where its name may end there, or where it opens a line, less sure."""
    if view.right_open(end, view.pack.lexicon("followers")):
        return judge_industry(view, rule, start, end)
    made = judge_industry(view, rule, start, end) if _first_word(view, end) else None
    return made.sure(0.9) if made and made.confidence > 0.5 and view.loosely_open(made.start, end) else None


def _run(view: View, rule: SuffixRule, suffix: str, start: int) -> list[Piece]:
    """The words that may belong to the name before its ending, which begins at ``start``."""
    run = view.run_before(start, numbers=rule.type == "program", joiners=_joins(rule, suffix))
    if rule.id in _FRAMED and not (run and run[0].kind in (Kind.PLACE, Kind.OWNER)) and not _branded(view, run):
        run = framed(view, start) or run
    if rule.id == "company.legal" and run and not view.named(run):
        run = _joined_brand(view, run)
    return run


def _with_opener(view: View, rule: SuffixRule, whole: list[Piece], run: list[Piece]) -> list[Piece]:
    """The words of the name, with a common word that opens it although what was cut off stands before it."""
    at = len(whole) - len(run)
    if at and whole[at:] == run:
        opener = whole[at - 1]
        if rule.id == "company.legal":
            opens = opener.text in view.pack.lexicon("legal_openers")
            field = (at == 1 or whole[at - 2].kind is Kind.OWNER) and opener.text in view.fields
            field = field and run[0].kind not in (Kind.PLACE, Kind.OWNER)
            run = whole[at - 1 :] if opens or field else run  # 北方|嘉轩科技有限公司, 航天|时代飞鹏有限公司
        elif rule.type in ("institute", "university"):
            opens = opener.text in view.pack.lexicon("field_openers")
            created = opens and view.before(opener.start) in view.pack.lexicon("creating_verbs")
            run = whole[at - 1 :] if created else run  # 共建|未来|显示技术研究院
    return _from_mark(view, run) if rule.id == "company.legal" else run


def _counted(view: View, rule: SuffixRule, run: list[Piece]) -> bool:
    """Whether a number before the run counts things of its kind (3家|研究院), and it is no name."""
    of_a_zone = rule.id == "park.zone" and run[0].kind is Kind.PLACE  # 12家|昆山高新区|企业
    if rule.id == "company.legal" or of_a_zone:
        return False
    return _COUNTED.search(view.text[max(0, run[0].start - 8) : run[0].start]) is not None


def _made(view: View, rule: SuffixRule, run: list[Piece], end: int) -> Candidate:
    """The name of the run and the ending, with what marks join to it on the left."""
    cut = run[0].end if run[0].kind in (Kind.OWNER, Kind.PLACE) and len(run) > 1 else run[0].start
    made = Candidate(run[0].start, end, rule.type, rule.id, rule.confidence, cut)
    made = _whole_quote(view, over_words(view, made))
    if view.text[made.start] == "（" and (ahead := view.run_before(made.start)):
        made = replace(made, start=ahead[0].start, cut=ahead[0].start)  # 协同运营|（综合服务）中心
    if rule.type in ("institute", "park", "agency") and view.text[made.start - 1 : made.start] in DASHES:
        made = _dashed(view, made)
    if rule.id == "company.legal" and view.text[made.start - 1 : made.start] in DASHES:
        made = _joint_venture(view, made)
    return made


def _from_mark(view: View, run: list[Piece]) -> list[Piece]:
    """The run from the mark of a list on, where little stands between (公司、|中|再|资源, 大学、|中化|泉州石化)."""
    start = run[0].start
    mark = view.text.rfind("、", max(0, start - 4), start)
    ahead = view.pieces(mark + 1, start) if 0 <= mark < start - 1 else []
    listed = view.text.endswith("公司", 0, mark) or mark in view.owner_ending
    if not ahead or not listed or not all(HAN.match(p.text) for p in ahead):
        return run
    lone = len(ahead) > 1 and all(len(p.text) == 1 for p in ahead)
    brand = len(ahead) == 1 and len(ahead[0].text) == 2 and ahead[0].kind in (Kind.BRAND, Kind.PLAIN)
    if not lone and not (brand and not ahead[0].generic and run[0].kind is Kind.PLACE):
        return run
    return [Piece(mark + 1, start, view.text[mark + 1 : start], Kind.BRAND), *run]


def _branded(view: View, run: list[Piece]) -> bool:
    """Whether a group or a brand of lone characters stands right before the place in a firm's name (中|车|成都)."""
    at = next((i for i, p in enumerate(run) if p.kind is Kind.PLACE), 0)
    if at and view.known.body_types.get(run[at - 1].text) == "company":
        return True
    if at and run[0].kind is Kind.BRAND and len(run[0].text) > 1 and run[0].tag in _LISTED_BRANDS:
        return True  # 三菱|电机|大连|机器有限公司
    brand = [p for p in run[max(0, at - 3) : at] if len(p.text) == 1 and p.kind is Kind.BRAND and HAN.match(p.text)]
    return at > 1 and run[at - 1] in brand and len(brand) == 2


def _joined_brand(view: View, run: list[Piece]) -> list[Piece]:
    """The run with a brand of two characters and 和 before it, where nothing else names the firm (亿嘉|和|科技)."""
    start = run[0].start
    brand = start - 3
    if (
        brand < 0
        or not HAN.match(view.text[brand])
        or view.text[start - 1] != "和"
        or not all(p.generic or p.text in view.fields for p in run)
    ):
        return run
    before = view.pieces(view.clause(brand), start - 1) if view.clause(brand) < start - 1 else []
    opens = brand == 0 or not HAN.match(view.text[brand - 1]) or (before and before[-1].start == brand)
    if not opens or any(p.text in view.stop or p.generic for p in before if p.end > brand):
        return run
    return [Piece(brand, start, view.text[brand:start], Kind.BRAND), *run]


def _joins(rule: SuffixRule, suffix: str) -> bool:
    """Whether 与 and the like may stand in a name: in a faculty's (材料与化工|学院), not in a school's."""
    if rule.type == "university":
        return suffix.endswith("学院")
    return rule.type in _JOINED or rule.id == "park.site"


def _of_trade(view: View, rule: SuffixRule, run: list[Piece], end: int) -> bool:
    """Whether the parks of a place are what its association is of (余杭区科创园区|协会, 苏州市产业园|发展促进会)."""
    kind = rule.id == "park.site" or view.text.endswith("园区", 0, end)
    plain = all(p.kind is Kind.PLACE or p.generic for p in run) and not view.text.endswith("工业园区", 0, end)
    return kind and plain and bool(_TRADE.match(view.text, end))


def _quarter(view: View, rule: SuffixRule, place: int, end: int) -> Candidate | None:
    """A zone's site that a place names (佛山高新区|三水园, 中关村|朝阳园)."""
    start = view.owner_ending.get(place)
    if start is not None and view.owner_at[start][1] == "park":
        return Candidate(start, end, rule.type, rule.id, rule.confidence, place)
    if not view.right_open(end, view.pack.lexicon("followers")):
        return None
    begin = view.clause(place)
    before = view.pieces(begin, place) if begin < place else []
    if before and before[-1].kind is Kind.BRAND and before[-1].tag == "ns" and len(before[-1].text) > 1:
        return Candidate(before[-1].start, end, rule.type, rule.id, rule.confidence, place)
    return None


def _whole_quote(view: View, made: Candidate) -> Candidate:
    """A name that ends a quoted text begins with it, if only unlisted words stand before it (“明月|湖种子基金”)."""
    if view.text[made.end : made.end + 1] != "”":
        return made
    opening = view.text.rfind("“", max(0, made.start - 8), made.start)
    if opening < 0 or opening + 1 == made.start or view.text.find("”", opening, made.start) >= 0:
        return made
    ahead = view.pieces(opening + 1, made.start)
    if any(p.text in view.stop or p.generic or not HAN.match(p.text) for p in ahead):
        return made
    return replace(made, start=opening + 1, cut=opening + 1)


def _joint_venture(view: View, made: Candidate) -> Candidate:
    """A legal name with the brand that a dash joins to its head (一汽—|大众汽车有限公司)."""
    dash = made.start - 1
    start = view.owner_ending.get(dash)
    if not view.text.endswith("有限公司", made.start, made.end):
        return made
    if start is None and view.clause(dash) < dash:
        brand = [p for p in view.pieces(view.clause(dash), dash) if p.end > dash - 4]
        named = brand and view.named(brand) and all(p.kind is Kind.BRAND for p in brand)
        start = brand[0].start if named else None
    if start is None or dash - start > 6 or view.owner_at.get(start, (0, "company"))[1] != "company":
        return made
    return replace(made, start=start, cut=start)


def _dashed(view: View, made: Candidate) -> Candidate:
    """Two owners joined by a dash both belong to the name of their body (西安交大—秦元钛合联合研究中心).

    So do two places joined by a dash to that of their zone (中国—马来西亚钦州产业园区).
    """
    start = view.owner_ending.get(made.start - 1)
    kind = view.owner_at[start][1] if start is not None else ""
    if kind == "institute" and view.text.count(view.text[made.start : made.end]) > 1:
        return made  # two bodies side by side: the second is known by itself
    if made.type == "institute" and start is not None and kind in ("university", "company", "institute", "park"):
        made = replace(made, start=start, cut=made.start - 1)
        return _dashed(view, made) if view.text[start - 1 : start] in DASHES else made
    dash = 2 if view.text.endswith("——", 0, made.start) else 1
    place = view.place_ending.get(made.start - dash)
    abroad = made.start in view.place_at and made.start not in view.place_ending.values()
    if place is None and abroad:  # 中国—马来西亚钦州产业园区: nations are no places of their own
        place = next(
            (s for s in range(made.start - dash - 5, made.start) if view.place_at.get(s) == made.start - dash), None
        )
    while place is not None and view.place_ending.get(place) is not None:
        place = view.place_ending[place]
    if made.type in ("park", "agency") and place is not None and view.text[place - 1 : place] != "、":
        return replace(made, start=place, cut=place)
    return made


def _false_ending(view: View, start: int, end: int) -> bool:
    """Whether the ending is only a part of a common word (布局 is no 局, 厂房 no 厂)."""
    listed = view.pack.lexicon("false_endings")
    if view.text[end - 1] == "厂" and view.text[end : end + 1] in view.pack.lexicon("works_followers"):
        return True
    return any(view.text[max(0, end - n) : end] in listed for n in (2, 3, 4) if n > end - start)


def _first_word(view: View, end: int) -> bool:
    """Whether a line or a headline's clause begins at most eight characters before an ending: cheap, so asked first."""
    return any(end - n <= 0 or not view.text[end - n - 1].isalnum() for n in range(3, 10) if end >= n)
