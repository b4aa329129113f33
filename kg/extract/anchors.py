"""Names that are recognised by how they end: a suffix fires, the left boundary is sought, the type's room judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile

from kg.extract.bodies import judge_agency, judge_institute, judge_university
from kg.extract.boundary import Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.endings import SuffixIndex, endings
from kg.extract.firms import judge_company
from kg.extract.frame import filled, framed
from kg.extract.heads import without_head
from kg.extract.industries import judge_industry
from kg.extract.joins import (
    branded,
    common_head,
    from_mark,
    joined_brand,
    made_of,
    undotted,
    verb_of_trade,
    whole_brand,
)
from kg.extract.laboratories import field_of
from kg.extract.latin import over_words
from kg.extract.public import public_firm
from kg.extract.schemes import judge_program
from kg.extract.sites import judge_park
from kg.extract.towns import judge_town
from kg.rules import SuffixRule

__all__ = ["by_suffix"]

_FRAMED = ("company.legal", "company.works")
_JOINED = ("institute", "agency", "university", "program")

#: Endings of firms that belong to a city or zone.
_OF_PUBLIC = ("company.legal", "company.industry")

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
    if rule.id in _OF_PUBLIC and (public := public_firm(view, rule, start, end)) is not None:
        return public
    if rule.id == "company.industry":
        return _of_industry(view, rule, start, end)
    if rule.id == "agency.body" and suffix[1:] in rule.words and start + 1 in view.place_ending:
        division = view.text[view.place_ending[start + 1] : start]
        if division not in view.known.places:
            start, suffix = start + 1, suffix[1:]  # 滨海新区|政府, but 宝坻|区政府
    if rule.id == "park.stem":
        if any(view.place_at.get(s, 0) >= end for s in range(end - 4, end)):
            return None  # 连云港, 连云港|市
        if suffix == "园" and start in view.place_ending:
            return _quarter(view, rule, view.place_ending[start], end)
        if not view.text.endswith(view.stems, 0, start):
            return None
    if _false_ending(view, start, end):
        return None
    if rule.id == "park.zone":
        grade = view.pack.pattern("zone_grade").search(view.text, max(0, start - 8), start)
        start = grade.start() if grade else start  # 西宁（国家级）经济技术开发区
    field = field_of(view, end) if rule.id == "institute.named" else []
    if field:
        made = Candidate(field[0].start, end, rule.type, rule.id, rule.confidence, field[0].end)
        if field[-1].end in view.place_at and field[-1].end - field[0].start > 3:
            return made  # 先进能源|江苏省实验室: its field and whose it is
        return _JUDGES[rule.type](view, rule, field, suffix, over_words(view, made))
    belt = rule.type == "institute" and view.text[start - 1 : start] == "”"
    joint = view.pack.pattern("belt_and_road").search(view.text, max(0, start - 30), start) if belt else None
    if joint:  # 中国—新西兰猕猴桃“一带一路”|联合实验室
        return Candidate(joint.start(), end, rule.type, rule.id, rule.confidence, joint.start())
    whole = _run(view, rule, suffix, start)
    if not whole and suffix in view.pack.lexicon("bare_sites"):
        return Candidate(start, end, rule.type, rule.id, rule.confidence * 0.8, start)
    if not whole:
        return None
    run = without_head(view, rule, view.trimmed(whole, keep_generic=rule.type in ("institute", "program", "agency")))
    if len(run) > 2 and run[0].kind is Kind.OWNER and run[1].kind is Kind.PLACE and run[0].text.startswith(run[1].text):
        run = run[1:]  # 在昆山高新区|昆山晶石研究院
    made_by = next((i for i, p in enumerate(run[:-1], 1) if p.text == "作"), 0) if rule.type == "park" else 0
    run = run[made_by:]  # 主任朱江|作|金霞经开区产业推介
    run = _behind_firm(view, rule, run)
    if not run:
        return None
    run = _opened(view, rule, whole_brand(view, _with_opener(view, rule, whole, run)))
    if _counted(view, rule, run) or (rule.type == "park" and _of_trade(view, rule, run, end)):
        return None
    if rule.id == "place.town":
        return judge_town(view, rule, run, end)
    made = made_of(view, rule, run, end)
    if rule.type in _JUDGES:
        return _JUDGES[rule.type](view, rule, run, suffix, made)
    return made if view.named(run) else None


#: What the name of a firm behind another's begins with.
_OPENING = (Kind.BRAND, Kind.PLACE, Kind.OWNER)


def _behind_firm(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece]:
    """The words behind another firm's legal name or an office, and what that does (甲有限公司|投资|乙有限公司)."""
    if rule.id != "company.legal":
        return run
    ends, doing = view.pack.endings("legal_ends"), view.pack.lexicon("dealing_words")
    offices = view.pack.endings("office_ends")
    dots = (
        i
        for i, p in enumerate(run[:-1], 1)
        if p.text == "·"
        and (
            view.text.endswith(ends + offices, 0, p.start) or run[i].kind is Kind.PLACE or undotted(view, run[i - 1 :])
        )
    )
    run = run[max(dots, default=0) :]  # 昆山市人民政府·|甲有限公司, 甲有限公司·|乙有限公司
    behind = max((i for i, p in enumerate(run[:-2], 1) if p.kind is Kind.OWNER and p.text.endswith(ends)), default=0)
    if behind and (run[behind].tag.startswith("v") or run[behind].text in doing):
        return run[behind + 1 :]
    fields = view.pack.lexicon("holding_words")
    for i, piece in enumerate(run[1:-1], 1):
        if len(piece.text) < 2 or ((piece.tag != "v" or piece.text in fields) and piece.text not in doing):
            continue
        body = view.text.endswith(offices, run[0].start, piece.start)
        firm = run[i - 1].text in view.fields and view.named(run[:i])
        if (body or firm) and run[i + 1].kind in _OPENING and view.named(run[i + 1 :]):
            return run[i + 1 :]  # 昆山市科技局|协同|乙有限公司, 甲科技|联合|乙有限公司
    return run


def _runs_on(view: View, suffix: str, start: int, end: int) -> bool:
    """Whether the ending is a part of a longer word, or of one that means no name (局|长, 子|公司)."""
    if (end - start <= 2 or suffix[-1] == "城") and not view.word_end(end):
        return True
    bound = suffix == "公司" and view.text[start - 1 : start] in view.pack.lexicon("bound_before_firms")
    return bound and not any(w.end == start and w.text in view.fields for w in view.words(max(0, start - 4), start))


def _of_industry(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    """A firm by its field: where its name may end there, or where it opens a line, less sure."""
    pattern = view.pack.pattern
    ends = view.right_open(end) or pattern("regional_part").match(view.text, end)
    if ends or pattern("made_by_firm").match(view.text, end) or _before_product(view, start, end):
        made = judge_industry(view, rule, start, end)
        return made if made is None or view.owner_at.get(made.start, (0,))[0] <= end else None  # 中科院微电子|所
    made = judge_industry(view, rule, start, end) if _first_word(view, end) else None
    return made.sure(0.9) if made and made.confidence > 0.5 and view.loosely_open(made.start, end) else None


def _before_product(view: View, start: int, end: int) -> bool:
    """Whether a word that ends a firm's name stands before another field, which is of a project (科技|半导体项目)."""
    closes = view.text[start:end] in view.pack.lexicon("closing_fields")
    behind = view.words(end, min(len(view.text), end + 4)) if closes else []
    told = any(word.text in view.fields for word in behind[:1])
    return told and view.pack.pattern("of_a_project").match(view.text, end) is not None


def _run(view: View, rule: SuffixRule, suffix: str, start: int) -> list[Piece]:
    """The words that may belong to the name before its ending, which begins at ``start``."""
    run = view.run_before(
        start, numbers=rule.type == "program", joiners=_joins(rule, suffix) or _two_fields(view, suffix, start)
    )
    if rule.id in _FRAMED and not (run and run[0].kind in (Kind.PLACE, Kind.OWNER)) and not branded(view, run):
        run = framed(view, start) or run
    if rule.id == "company.legal" and not view.named(run):
        registered = suffix.endswith(view.pack.endings("legal_ends"))
        run = verb_of_trade(view, start) or (common_head(view, start) if registered else []) or run
        run = joined_brand(view, run) if run and not view.named(run) else run
        run = (filled(view, start) if registered and not view.named(run) else []) or run
    return _second_of_two(view, run) if rule.id == "park.site" else run


def _opened(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece]:
    """The words without those before a name that no name begins with (师生|澜谷科技产业园, 原|昆山高新区)."""
    while len(run) > 1:
        first, second = run[0], run[1]
        begins = second.kind in (Kind.PLACE, Kind.OWNER) or second.text in view.known.places
        if first.text in view.pack.lexicon("loose_openers"):
            branded = rule.type in ("park", "program") and _branded(run[1:])
            if not begins and not branded:
                return run
        elif first.text not in view.pack.lexicon("before_any") or not (begins or view.named(run[1:])):
            return run
        run = run[1:]
    return run


def _branded(run: list[Piece]) -> bool:
    """Whether a brand of two characters or more begins a run."""
    return sum(len(p.text) for p in takewhile(lambda p: p.kind is Kind.BRAND, run)) > 1


def _second_of_two(view: View, run: list[Piece]) -> list[Piece]:
    """The words behind 与 where a brand names a site there, and another before (恒锐电子|与|恒澜科技园)."""
    at = next((i for i, p in enumerate(run) if p.text in view.pack.lexicon("joiners")), 0)
    left, right = run[:at], run[at + 1 :]
    if not at or not view.named(left):
        return run
    told = view.described(right) or right[0].text in view.pack.lexicon("compass_regions")
    firm = left[-1].text in view.fields and told  # 恒锐电子|与|千灯电路板产业园
    return right if firm or view.named(right) else run


def _with_opener(view: View, rule: SuffixRule, whole: list[Piece], run: list[Piece]) -> list[Piece]:
    """The words of the name, with a common word that opens it although what was cut off stands before it."""
    at = len(whole) - len(run)
    if at and whole[at:] == run:
        opener = whole[at - 1]
        if rule.id == "company.bank":
            bank = opener.text == "银行" and at > 1 and run[0].kind is Kind.PLACE  # 徽商|银行|合肥|支行
            return [*view.trimmed(whole[:at]), *run] if bank else run
        if rule.id == "company.legal":
            opens = opener.text in view.pack.lexicon("legal_openers")
            field = (at == 1 or whole[at - 2].kind is Kind.OWNER) and opener.text in view.fields
            field = field and run[0].kind not in (Kind.PLACE, Kind.OWNER)
            field = field and opener.text not in view.pack.lexicon("running_verbs")  # 内容：建设|恒远钢构集团总部
            run = whole[at - 1 :] if opens or field else run  # 北方|嘉轩科技有限公司, 航天|时代飞鹏有限公司
        elif rule.type in ("institute", "university"):
            opens = opener.text in view.pack.lexicon("field_openers")
            created = opens and view.before(opener.start) in view.pack.lexicon("creating_verbs")
            run = whole[at - 1 :] if created else run  # 共建|未来|显示技术研究院
    return from_mark(view, run) if rule.id == "company.legal" else run


def _counted(view: View, rule: SuffixRule, run: list[Piece]) -> bool:
    """Whether a number before the run counts things of its kind (3家|研究院), and it is no name."""
    if view.pack.pattern("counted_in_word").match(view.text, run[0].start):
        return True
    of_a_zone = rule.id == "park.zone" and run[0].kind is Kind.PLACE  # 12家|昆山高新区|企业
    if rule.id == "company.legal" or of_a_zone:
        return False
    return view.pack.pattern("counted_before").search(view.text[max(0, run[0].start - 8) : run[0].start]) is not None


def _joins(rule: SuffixRule, suffix: str) -> bool:
    """Whether 与 and the like may stand in a name: in a faculty's (材料与化工|学院), not in a school's."""
    if rule.type == "university":
        return suffix.endswith("学院")
    return rule.type in _JOINED or rule.id == "park.site"


def _two_fields(view: View, suffix: str, start: int) -> bool:
    """Whether the names of two fields are joined before the ending (澜洲人工智能|与|数字|经济试验区)."""
    mark = view.text.rfind("与", max(0, start - 6), start) if suffix.endswith("试验区") else -1
    return mark > 0 and view.before(mark) in view.industries


def _of_trade(view: View, rule: SuffixRule, run: list[Piece], end: int) -> bool:
    """Whether the parks of a place are what its association is of (余杭区科创园区|协会, 苏州市产业园|发展促进会)."""
    kind = rule.id == "park.site" or view.text.endswith("园区", 0, end)
    plain = all(p.kind is Kind.PLACE or p.generic for p in run) and not view.text.endswith("工业园区", 0, end)
    return kind and plain and bool(view.pack.pattern("of_trade").match(view.text, end))


def _quarter(view: View, rule: SuffixRule, place: int, end: int) -> Candidate | None:
    """A zone's site that a place names (佛山高新区|三水园, 中关村|朝阳园)."""
    start = view.owner_ending.get(place)
    if start is not None and view.owner_at[start][1] == "park":
        return Candidate(start, end, rule.type, rule.id, rule.confidence, place)
    if not view.right_open(end) and not view.text.startswith(view.pack.endings("boards"), end):
        return None
    begin = view.clause(place)
    before = view.pieces(begin, place) if begin < place else []
    if before and before[-1].kind is Kind.BRAND and before[-1].tag == "ns" and len(before[-1].text) > 1:
        return Candidate(before[-1].start, end, rule.type, rule.id, rule.confidence, place)
    return None


def _false_ending(view: View, start: int, end: int) -> bool:
    """Whether the ending is only a part of a common word (布局 is no 局, 厂房 no 厂)."""
    listed = view.pack.lexicon("false_endings")
    if view.text[end - 1] == "厂" and view.text[end : end + 1] in view.pack.lexicon("works_followers"):
        return True
    return any(view.text[max(0, end - n) : end] in listed for n in (2, 3, 4) if n > end - start)


def _first_word(view: View, end: int) -> bool:
    """Whether a line or a headline's clause begins at most eight characters before an ending: cheap, so asked first."""
    return any(end - n <= 0 or not view.text[end - n - 1].isalnum() for n in range(3, 10) if end >= n)
