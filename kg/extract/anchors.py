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
_GROUP = re.compile("集团(?!有限|股份|公司|总公司|控股)")
_GRADE = re.compile(r"（(?:国家级?|省级|自治区级|市级)）$|(?<=[一-龥]{2})国家级$")
_STREETS = ("街道", "镇", "乡", "大道", "大街", "路", "号")
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
    suffix = view.text[start:end]
    if (end - start <= 2 or suffix[-1] == "城") and not view.word_end(end):
        return None
    if suffix == "公司" and view.text[start - 1 : start] in ("子", "母", "该", "本", "分"):
        return None
    if rule.id == "company.industry":
        followers = view.pack.lexicon("followers")
        if view.right_open(end, followers):
            return judge_industry(view, rule, start, end)
        made = judge_industry(view, rule, start, end) if _first_word(view, end) else None
        return made.sure(0.9) if made and made.confidence > 0.5 and view.loosely_open(made.start, end) else None
    if rule.id == "park.stem" and any(view.place_at.get(s, 0) >= end for s in range(end - 4, end)):
        return None  # 连云港, 连云港|市
    if rule.id == "park.stem" and suffix == "园" and start in view.place_ending:
        return _quarter(view, rule, view.place_ending[start], end)
    if rule.id == "park.stem" and not view.text.endswith(view.stems, 0, start):
        return None
    if _false_ending(view, start, end):
        return None
    if suffix[-1] == "厂" and view.text[end : end + 1] in view.pack.lexicon("works_followers"):
        return None
    grade = _GRADE.search(view.text, max(0, start - 8), start) if rule.id == "park.zone" else None
    start = grade.start() if grade else start  # 西宁（国家级）经济技术开发区
    run = view.run_before(start, numbers=rule.type == "program", joiners=_joins(rule, suffix))
    graded = field_of(view, end) if rule.id == "institute.named" else []
    if graded:
        made = Candidate(graded[0].start, end, rule.type, rule.id, rule.confidence, graded[0].end)
        return _JUDGES[rule.type](view, rule, graded, suffix, over_words(view, made))
    if rule.id in _FRAMED and not (run and run[0].kind in (Kind.PLACE, Kind.OWNER)) and not _branded(view, run):
        run = framed(view, start) or run
    if rule.id == "company.legal" and run and not view.named(run):
        run = _joined_brand(view, run)
    if not run and suffix in view.pack.lexicon("bare_sites"):
        return Candidate(start, end, rule.type, rule.id, rule.confidence * 0.8, start)
    if not run:
        return None
    whole = run
    run = _cut_owner(view, rule, view.trimmed(run, keep_generic=rule.type in ("institute", "program", "agency")))
    if not run:
        return None
    if rule.id == "company.legal" and (at := len(whole) - len(run)) and whole[at:] == run:
        opens = whole[at - 1].text in view.pack.lexicon("legal_openers")
        fronted = (at == 1 or whole[at - 2].kind is Kind.OWNER) and whole[at - 1].text in view.fields
        trade = fronted and run[0].kind not in (Kind.PLACE, Kind.OWNER)
        run = whole[at - 1 :] if opens or trade else run  # 北方|嘉轩科技有限公司, 航天|时代飞鹏有限公司
    elif rule.type == "institute" and (at := len(whole) - len(run)) and whole[at:] == run:
        opens = whole[at - 1].text in view.pack.lexicon("field_openers")
        created = opens and view.before(whole[at - 1].start) in view.pack.lexicon("creating_verbs")
        run = whole[at - 1 :] if created else run  # 共建|未来|显示技术研究院
    if rule.id == "company.legal":
        run = _from_mark(view, run)
    counted = _COUNTED.search(view.text[max(0, run[0].start - 8) : run[0].start])
    of_a_zone = rule.id == "park.zone" and run[0].kind is Kind.PLACE  # 12家|昆山高新区|企业
    if counted and rule.id != "company.legal" and not of_a_zone:
        return None
    if rule.type == "park" and _of_trade(view, rule, run, end):
        return None
    cut = run[0].end if run[0].kind in (Kind.OWNER, Kind.PLACE) and len(run) > 1 else run[0].start
    made = Candidate(run[0].start, end, rule.type, rule.id, rule.confidence, cut)
    made = _whole_quote(view, over_words(view, made))
    if view.text[made.start] == "（" and (ahead := view.run_before(made.start)):
        made = replace(made, start=ahead[0].start, cut=ahead[0].start)  # 协同运营|（综合服务）中心
    if rule.type in ("institute", "park", "agency") and view.text[made.start - 1 : made.start] in DASHES:
        made = _dashed(view, made)
    if rule.id == "place.town":
        return judge_town(view, rule, run, end)
    return (
        _JUDGES[rule.type](view, rule, run, suffix, made)
        if rule.type in _JUDGES
        else (made if view.named(run) else None)
    )


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
    """Whether the ending is only the tail of a common word (布局 is no 局)."""
    listed = view.pack.lexicon("false_endings")
    return any(view.text[max(0, end - n) : end] in listed for n in (2, 3, 4) if n > end - start)


def _cut_owner(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece]:
    """A park before a firm or a university is where it is, not part of its name, if a name remains without it."""
    if rule.type in ("park", "agency", "company", "university", "institute"):
        spoken = max((i for i, p in enumerate(run) if p.text == "代表"), default=-1)
        run = run[spoken + 1 :]  # 某某|代表|新区
        if not run:
            return []
    if rule.type in ("park", "company") and len(run) > 1 and run[0].text in ("市", "省", "区", "县"):
        run = run[1:]  # 市|江北新区
    if rule.type == "company":
        if len(run) > 1 and run[0].kind is Kind.OWNER and len(run[1].text) == 2 and run[1].text[0] == "和":
            half = run[1]  # 西安交大|和平|高|集团: 和 joins them
            run = [Piece(half.start + 1, half.end, half.text[1:], Kind.BRAND), *run[2:]]
        heads = view.pack.endings("before_firms")
        if len(run) > 3 and run[0].text + run[1].text in heads and view.named(run[2:]):
            run = run[2:]  # 台|企|源澜金属制品有限公司: the segmentation knows no 台企
        ends = (i for i, p in enumerate(run) if p.kind is not Kind.OWNER and p.text.endswith(heads))
        cut = max((i for i in ends if _another(view, run, i)), default=-1)
        if cut >= 0:
            run = view.trimmed(run[cut + 1 :])
    counted = rule.type == "program" and len(run) > 1 and run[0].kind is Kind.OWNER and run[1].text[0].isdigit()
    if counted and view.owner_at[run[0].start][1] == "agency":
        return run[1:]  # 与睢宁县人民政府|100MW光伏项目
    if rule.type == "program" and len(run) > 2 and run[0].kind is Kind.PLACE:
        there = view.text[run[0].start - 1 : run[0].start] in ("在", "于")
        verb = next((i for i, p in enumerate(run) if p.kind is not Kind.PLACE), 0)
        if there and verb < len(run) - 1 and run[verb].text in view.pack.lexicon("running_verbs"):
            return run[verb + 1 :]  # 在|宝鸡市|金台区|建设|冷链物流项目
    if rule.type == "park":
        verbs = view.pack.endings("site_verbs")
        if run[0].text in verbs and all(p.generic for p in run[1:]):
            return []  # 探索|产业园区|跨区域共建
        verb = max(
            (i for i, p in enumerate(run[:-1]) if p.text.endswith(verbs) and run[i + 1].text[0] not in "（）"),
            default=-1,
        )
        there = view.text[run[0].start - 1 : run[0].start] in ("在", "于")  # 在|滨海新区|建设|晶谷产业园
        last = next((i for i, p in enumerate(run) if i and p.text in verbs and p.text not in view.generic), 0)
        if last and all(p.generic for p in run[last + 1 :]):
            return []  # 云南省|推进|产业园区合作
        if verb >= 0 and (there or (view.named(run[verb + 1 :]) and not view.named(run[:verb]))):
            return run[verb + 1 :]  # 大力|支持|广清|产业园
        if rule.id == "park.zone" and run[-1].kind is Kind.PLACE and not any(p.kind is Kind.OWNER for p in run):
            first = len(run) - 1
            while first and run[first - 1].kind is Kind.PLACE:
                first -= 1
            if any(p.kind is not Kind.BRAND for p in run[:first]):
                return run[first:]  # 探索招商模式|交城|经济开发区, but not 宁东|临河|综合项目区
        street = next((i for i, p in enumerate(run[:-1]) if i and p.text in _STREETS and p.kind is not Kind.PLACE), 0)
        if street and view.named(run[street + 1 :]):
            return run[street + 1 :]  # 高河|街道|金东|产业园
        board = max((i for i, p in enumerate(run[:-1]) if p.text in ("人民政府", "管理委员会")), default=-1)
        if board >= 0:  # 睢宁县人民政府|100MW绿色农业产业园
            return [] if run[board + 1].text[0].isdigit() else run[board + 1 :]
        seat = next((i for i, p in enumerate(run[:-1]) if p.text == "驻"), -1)
        if run[-1].text == "驻":
            return []  # 海关|驻|高新区|办事处
        if seat >= 0 and view.named(run[seat + 1 :]):
            return run[seat + 1 :]  # 昆明海关|驻|高新区
        firm = max((i for i, p in enumerate(run) if p.text in ("公司", "有限公司", "股份有限公司", "集团")), default=-1)
        if 0 <= firm < len(run) - 2:  # 澜脉科技有限公司|看中|江阴|高新区
            run = run[firm + 1 :] if run[firm + 1].kind in (Kind.PLACE, Kind.OWNER) else run[firm + 2 :]
    if rule.id == "park.zone" and len(run) == 2 and run[0].kind is Kind.PLAIN and run[1].kind is Kind.PLACE:
        return run[1:]  # 开工活动|许昌|高新区
    division = run[0].kind is Kind.PLACE and run[0].text[-1] in "省市区县"
    if rule.id == "park.site" and len(run) > 1 and division and run[1].text != "国家":
        rest = run[1:]
        while len(rest) > 1 and rest[0].kind is Kind.PLACE and rest[0].text[-1] in "市区县":
            rest = rest[1:]
        if (
            view.named([p for p in rest if p.kind is not Kind.OWNER])
            or rest[0].tag == "ns"
            or _park_owner(view, rest[0])
        ):
            return rest
    owner = view.owner_at[run[0].start][1] if run and run[0].kind is Kind.OWNER else ""
    if (
        rule.type == "park"
        and owner == "company"
        and len(run) > 2
        and view.named([p for p in run[1:] if p.kind is not Kind.OWNER])
    ):
        return _cut_owner(view, rule, run[1:])  # 恒远集团|运营|晶谷|产业园
    if (
        rule.type == "park"
        and len(run) > 2
        and run[1].kind is Kind.PLACE
        and rule.id != "park.part"
        and _park_owner(view, run[0])
    ):
        return run[1:]
    if rule.type in ("company", "university") and run and run[0].kind is Kind.OWNER:
        known = view.owner_at.get(run[0].start)
        legal = run[0].text in view.pack.lexicon("legal_zones") and run[1:] and run[1].kind is not Kind.PLACE
        legal = legal and not any(p.text == "（" for p in run[1:])  # 某园区|晶石化工（江苏）有限公司
        legal = legal and not _GROUP.match(view.text, run[-1].end)  # 苏州工业园区某某有限公司, but no 某某集团
        if legal and view.named(run[1:]):  # 某园区|航天时代飞鹏有限公司, whom the article names without the park, too
            alone, joined = (view.text[p.start : run[-1].end] for p in run[1::-1])
            legal = view.text.count(alone) == view.text.count(joined)
        public = view.pack.lexicon("public_firms")
        if rule.id == "company.legal" and all(p.generic or p.kind is Kind.SOFT or p.text in public for p in run[1:]):
            return run
        if known and known[1] == "university" and len(run) > 2 and run[1].kind is Kind.PLACE and view.named(run[2:]):
            return run[1:]  # 江南大学|苏州澜脉有限公司|联合实验室
        if known and known[1] == "park" and view.named(run[1:]) and not (legal and rule.id == "company.legal"):
            return view.trimmed(_behind_zones(view, run))
    return run


def _behind_zones(view: View, run: list[Piece]) -> list[Piece]:
    """The run behind the zones that it begins with (西宁经开区|南川工业园区|晶科能源股份有限公司)."""
    while len(run) > 2 and _park_owner(view, run[0]) and view.named(run[1:]):
        run = run[1:]
    return run


def _another(view: View, run: list[Piece], i: int) -> bool:
    """Whether a word for firms ends what is said of a firm, and its name stands behind (配送|企业|新石器|公司)."""
    rest = run[i + 1 :]
    if view.named(rest) or (run[i].text.endswith(("公司", "品牌")) and view.described(rest)):
        return True
    noun = rest[0] if len(rest) == 1 and run[i].text == "企业" and i else None
    return (
        noun is not None
        and 2 <= len(noun.text) <= 4
        and noun.kind is Kind.PLAIN
        and not noun.generic
        and noun.text not in view.pack.lexicon("not_brands")
    )


def _park_owner(view: View, piece: Piece) -> bool:
    return piece.kind is Kind.OWNER and view.owner_at[piece.start][1] == "park"


def _first_word(view: View, end: int) -> bool:
    """Whether a line or a headline's clause begins at most eight characters before an ending: cheap, so asked first."""
    return any(end - n <= 0 or not view.text[end - n - 1].isalnum() for n in range(3, 10) if end >= n)
