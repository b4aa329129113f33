"""Names that are recognised by how they end: a suffix fires, the left boundary is sought, the result is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.boundary import Kind, Piece, View
from kg.extract.gazetteer import Gazetteer
from kg.rules import RulePack, SuffixRule

__all__ = ["Candidate", "by_suffix", "departments", "project_owners", "suffix_index"]

_HAN = re.compile(r"[一-鿿]")
_COUNTED = re.compile(r"(?:[0-9一二三四五六七八九十两几多数百千]+余?(?:个|家|批|项|所|座|类|大)|一批|若干|众多|各类|各个|多个|多家|每个|每家)$")
_PHASE = re.compile(r"[一二三四五]期(?:工程)?")
_STRONG = ("联合实验室", "联合研究院", "联合研究中心", "研究院", "中试平台", "概念验证中心", "产业研究院", "创新研究院", "技术研究院", "产业技术研究院", "工程技术研究中心", "联合创新中心")
_HOSTS = ("孵化器", "加速器", "众创空间", "产业园区", "产业园", "工业园区", "科技园区")
_QUARTER = re.compile(r"[A-ZⅠⅡⅢ东西南北中]区(?![一-鿿]*级)")
_NATIONS = ("国家", "中国", "全国", "中华")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention: text offsets, type, the rule that found it, how sure it is.

    :ivar cut: text offset inside the name where its own part begins behind an owner (``start`` where there is no owner).
    """

    start: int
    end: int
    type: str
    rule: str
    confidence: float
    cut: int = -1


@dataclass(frozen=True)
class SuffixIndex:
    """The suffix rules of a pack, by their words."""

    pattern: re.Pattern[str]
    rules: Mapping[str, tuple[SuffixRule, ...]]


@cache
def _index(rules: tuple[SuffixRule, ...]) -> SuffixIndex:
    table: dict[str, list[SuffixRule]] = {}
    for rule in rules:
        for word in rule.words:
            table.setdefault(word, []).append(rule)
    words = sorted(table, key=lambda w: (-len(w), w))
    pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)")
    return SuffixIndex(pattern, {k: tuple(v) for k, v in table.items()})


def suffix_index(pack: RulePack, *ids: str) -> SuffixIndex:
    """The suffix rules with these ids (all where none is given)."""
    return _index(tuple(r for r in pack.suffixes if not ids or r.id in ids))


def by_suffix(view: View, index: SuffixIndex) -> Iterator[Candidate]:
    """Every name that ends with a suffix of the index."""
    ends = {(end, kind) for end, kind in view.owner_at.values()}
    for match in index.pattern.finditer(view.text):
        for rule in index.rules[match.group()]:
            if (match.end(), rule.type) in ends:
                continue
            candidate = _judge(view, rule, match.start(), match.end())
            if candidate is not None:
                view.own(candidate.start, candidate.end, candidate.type)
                yield candidate


def _judge(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    suffix = view.text[start:end]
    if end - start <= 2 and not view.word_end(end):
        return None
    if suffix == "公司" and view.text[start - 1 : start] in ("子", "母", "该", "本", "分"):
        return None
    followers = view.pack.lexicon("followers")
    if rule.id == "company.industry":
        return _industry(view, rule, start, end) if view.right_open(end, followers) else None
    numbers = rule.type == "program"
    run = view.run_before(start, numbers=numbers, joiners=rule.type in ("institute", "agency", "university", "program"))
    if not run or _false_ending(view, start, end):
        return None
    run = _cut_park(view, rule, view.trimmed(run, keep_generic=rule.type in ("institute", "program", "agency")))
    if not run:
        return None
    if rule.id != "company.legal" and _COUNTED.search(view.text[max(0, run[0].start - 8) : run[0].start]):
        return None
    cut = run[0].end if run[0].kind in (Kind.OWNER, Kind.PLACE) and len(run) > 1 else run[0].start
    made = Candidate(run[0].start, end, rule.type, rule.id, rule.confidence, cut)
    if rule.type == "institute" and view.text[made.start - 1 : made.start] == "—":
        made = _dashed(view, made)
    if rule.id == "place.town":
        return _town(view, rule, run, end)
    checks = {
        "park": _park,
        "company": _company,
        "university": _university,
        "institute": _institute,
        "agency": _agency,
        "program": _program,
    }
    return checks[rule.type](view, rule, run, suffix, made) if rule.type in checks else _named(view, run, made)


def _dashed(view: View, made: Candidate) -> Candidate:
    """A body of two owners joined by a dash (西安交大—秦元钛合联合研究中心) bears both names."""
    for start, (end, kind) in view.owner_at.items():
        if end == made.start - 1 and kind in ("university", "company", "institute", "park"):
            return Candidate(start, made.end, made.type, made.rule, made.confidence, end)
    return made


def _false_ending(view: View, start: int, end: int) -> bool:
    """Whether the ending is only the tail of a common word (布局 is no 局)."""
    listed = view.pack.lexicon("false_endings")
    return any(view.text[max(0, end - n) : end] in listed for n in (2, 3, 4))


def _named(view: View, run: Sequence[Piece], made: Candidate) -> Candidate | None:
    return made if view.named(run) else None


def _cut_park(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece]:
    """A park before a firm or a university is where it is, not part of its name, if a name remains without it."""
    if rule.type == "company":
        cut = next((i for i in range(len(run) - 1, -1, -1) if run[i].kind is not Kind.OWNER and run[i].text.endswith(("企业", "公司", "龙头", "园区", "项目", "机构", "品牌"))), -1)
        if cut >= 0 and view.named(run[cut + 1 :]):
            run = view.trimmed(run[cut + 1 :])
    if rule.type == "park" and rule.id == "park.site" and len(run) > 1 and run[0].kind is Kind.PLACE and run[0].text[-1] in "省市区县":
        rest = run[1:]
        while len(rest) > 1 and rest[0].kind is Kind.PLACE and rest[0].text[-1] in "市区县":
            rest = rest[1:]
        if view.named([p for p in rest if p.kind is not Kind.OWNER]) or rest[0].tag == "ns":
            return rest
    if rule.type in ("company", "university") and run and run[0].kind is Kind.OWNER:
        owner = view.owner_at.get(run[0].start)
        legal = view.text[run[0].start : run[0].end].endswith("园区") and run[1:] and run[1].kind is not Kind.PLACE
        if owner and owner[1] == "park" and view.named(run[1:]) and not (legal and rule.id == "company.legal"):
            return view.trimmed(run[1:])
    return run


def _only(run: Sequence[Piece], *words: str) -> bool:
    return all(p.text in words for p in run)


def _park(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    if _only(run, *_NATIONS) or len(run) > 9:
        return None
    rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER)]
    if rule.id == "park.zone":
        if not any(p.kind in (Kind.PLACE, Kind.OWNER) for p in run) and not view.named(run):
            return None
        if any(p.kind is Kind.OWNER and view.owner_at[p.start][1] != "park" for p in run):
            return None
        if run[0].kind is Kind.OWNER and (not rest or not view.described(rest)):
            return None
        vague = view.pack.lexicon("not_zone_words")
        if any(p.text in vague or p.text[-1] in "局厅委" for p in rest):
            return None
        if suffix == "新区" and view.text[made.start : made.end] in view.known.places:
            return None
        lettered = _QUARTER.match(view.text, made.end)
        return Candidate(made.start, lettered.end(), made.type, made.rule, made.confidence, made.cut) if lettered else made
    phase = _PHASE.match(view.text, made.end)
    if phase and not view.text.startswith("项目", phase.end()):
        made = Candidate(made.start, phase.end(), made.type, made.rule, made.confidence, made.cut)
    if len(rest) > 1 and all(p.generic and p.text not in view.industries for p in rest) and suffix in _HOSTS:
        return None
    owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
    if owner and len(run) > 2 and run[1].text in view.generic:
        # a park, a common word, a brand: the brand begins the name (政务服务|天安|数码城)
        brand = next((i for i, p in enumerate(run) if p.kind is Kind.BRAND), 0)
        if brand:
            made = Candidate(run[brand].start, made.end, made.type, made.rule, made.confidence, run[brand].start)
    if view.named(run):
        if run[0].kind is Kind.PLACE and not view.described(rest) and not any(p.text in view.industries for p in rest):
            level = view.known.places.get(run[0].text)
            if suffix in ("孵化器", "加速器", "众创空间", "产业园区", "产业园") and not rest and level:
                return made if suffix.startswith("产业园") else None
        if owner and not rest and owner != "park":
            return made
        return made
    # no name in it: a site named by its industry, where somebody is said to be in it
    if rest and any(p.text in view.industries or not p.generic for p in rest) and sum(len(p.text) for p in rest) >= 2:
        return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.62, made.cut)
    return None


def _company(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    rest = [p for p in run if p.kind is not Kind.PLACE]
    if not rest:
        return made if rule.id == "company.bank" and suffix not in ("支行", "分行", "证券", "人寿") else None
    if suffix in ("分公司", "支行", "分行") and not any(p.kind in (Kind.OWNER, Kind.BRAND) or p.text.endswith("银行") for p in run):
        return None
    if view.named(run):
        if suffix in ("公司", "集团", "分公司") and not view.named(rest) and not view.described(rest):
            return None
        return made
    if suffix.endswith("有限公司") or suffix.endswith("有限责任公司"):
        return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.8, made.cut)
    return None


def _industry(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    run = view.run_before(start)
    if not run or run[-1].end != start:
        return None
    brand = 0
    for piece in reversed(run):
        geographic = piece.tag == "ns" and not brand and len(piece.text) == 2
        if (piece.kind is not Kind.BRAND and not geographic) or not _HAN.match(piece.text):
            break
        brand += len(piece.text)
        first = piece
    if not 2 <= brand <= 4:
        return None
    begin = first.start
    before = run[: run.index(first)]
    if before and (before[-1].kind is Kind.PLACE or before[-1].tag == "ns"):
        begin = before[-1].start
        before = before[:-1]
    if before and before[-1].kind is Kind.OWNER and view.owner_at[before[-1].start][1] != "park":
        return None
    if view.text[start - brand : end] in view.industries:
        return None
    return Candidate(begin, end, rule.type, rule.id, rule.confidence, begin)


def _university(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
    if owner == "university" and (len(run) > 1 or suffix not in ("大学", "学院")):
        return made
    if owner and owner != "university":
        return None if owner == "park" else made
    if sum(len(p.text) for p in run) > 14 or suffix in ("校区", "分校"):
        return None
    if run[0].text in _NATIONS and len(run) > 1:
        return made
    return made if view.named(run) else None


def _institute(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER)]
    if len(run) > 16 or _only(run, *_NATIONS):
        return None
    if run[0].text == "国家" and suffix in ("示范基地", "示范平台", "服务平台", "创新平台"):
        return None
    if view.named(run) or run[0].text in _NATIONS:
        if not rest and len(suffix) <= 2 and suffix not in ("医院", "分院"):
            return None
        if rest and not view.described(rest) and suffix in ("中心", "平台", "基地", "示范基地", "联合体", "实验室"):
            return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.6, made.cut)
        return made
    created = _before(view, run[0].start) in view.pack.lexicon("creating_verbs")
    content = sum(len(p.text) for p in rest if p.text not in view.generic)
    strong = suffix in _STRONG and _opens(view, run[0].start)
    if content >= 4 and (created or strong):
        return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.66, made.cut)
    return None


def _agency(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    if rule.modifier == "department" or len(run) > 14:
        return None
    if suffix == "党委" and len(run) == 1 and run[0].kind is Kind.OWNER and view.owner_at[run[0].start][1] != "park":
        return None  # the party committee of a firm stands for the firm
    owned = run[0].kind in (Kind.PLACE, Kind.OWNER) or run[0].text in _NATIONS
    if suffix in ("局", "厅", "办公室", "委员会", "联盟", "协会", "学会", "商会", "联合会", "促进会", "领导小组", "理事会"):
        rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER) and p.text not in _NATIONS]
        if suffix in ("局", "厅") and not owned:
            return None
        if not rest and suffix not in ("商会", "厅") and run[0].kind is not Kind.OWNER:
            return None
    if owned:
        return made
    return made if suffix in ("协会", "联盟", "商会", "学会", "产业联盟") and view.named(run) else None


def _program(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER)]
    owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
    length = sum(len(p.text) for p in rest)
    before = _before(view, run[0].start)
    described = view.described(rest) or any(ch.isdigit() or ch.isascii() for p in rest for ch in p.text)
    if rule.id == "program.project":
        phase = _PHASE.match(view.text, made.end)
        if phase:
            made = Candidate(made.start, phase.end(), made.type, made.rule, made.confidence, made.cut)
        if view.named(run):
            if owner == "company":
                return made
            if length >= 4 and described:
                return made
            return None
        content = sum(len(p.text) for p in rest if not p.generic)
        listed = view.text[run[0].start - 1 : run[0].start] == "、" or before in view.pack.lexicon("running_verbs")
        if content >= 4 and listed and len(suffix) == 2:
            return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.62, made.cut)
        if length >= 7 and described and before in view.pack.lexicon("running_verbs"):
            return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.66, made.cut)
        return None
    runs = before in view.pack.lexicon("running_verbs")
    if length < 3 or not described:
        long = runs and sum(len(p.text) for p in run) >= 4 and suffix.endswith(("工程", "行动计划", "规划")) and suffix not in ("工程",)
        return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.8, made.cut) if long else None
    if view.named(run) or runs:
        return Candidate(made.start, made.end, made.type, made.rule, made.confidence * (1 if runs else 0.8), made.cut)
    return None


def project_owners(view: View, index: SuffixIndex) -> Iterator[Candidate]:
    """Owners read out of project names: a brand, with the word for its industry, at the head (双良|50GW…项目, 金风科技|…项目)."""
    endings = view.pack.lexicon("owner_endings")
    for match in index.pattern.finditer(view.text):
        if all(r.id != "program.project" for r in index.rules[match.group()]):
            continue
        run = view.trimmed(view.run_before(match.start(), numbers=True), keep_generic=True)
        place = run[0] if len(run) > 2 and run[0].kind is Kind.PLACE else None
        rest = run[1:] if place else run
        brand = 0
        while brand < len(rest) and rest[brand].kind is Kind.BRAND and _HAN.match(rest[brand].text):
            brand += 1
        length = sum(len(p.text) for p in rest[:brand])
        if not 2 <= length <= 4 or brand == len(rest):
            continue
        end = rest[brand - 1].end
        if rest[brand].text in endings:
            end = rest[brand].end
        if match.start() - end < 2:
            continue
        begin = place.start if place else rest[0].start
        yield Candidate(begin, end, "company", "program.owner", 0.72, begin)


def _town(view: View, rule: SuffixRule, run: list[Piece], end: int) -> Candidate | None:
    length, taken = 0, []
    for piece in reversed(run):
        if piece.kind in (Kind.PLACE, Kind.OWNER) or piece.generic or length + len(piece.text) > 3:
            break
        length += len(piece.text)
        taken.append(piece)
    if not taken or length < 2 or not view.right_open(end, view.pack.lexicon("followers")):
        return None
    return Candidate(taken[-1].start, end, rule.type, rule.id, rule.confidence, taken[-1].start)


def _opens(view: View, at: int) -> bool:
    """Whether a name may begin at ``at`` without a verb before it: at a mark or behind a function word."""
    return at == 0 or not _HAN.match(view.text[at - 1]) or _before(view, at) in view.stop


def _before(view: View, at: int) -> str:
    """The word right before an offset, marks and spaces skipped not at all."""
    begin = view.clause(at)
    words = view.words(begin, at) if begin < at else []
    return words[-1].text if words else ""


@cache
def _department_names(fields: frozenset[str], endings: tuple[str, ...]) -> Gazetteer:
    return Gazetteer(field + ending for field in fields for ending in endings)


def departments(view: View) -> Iterator[Candidate]:
    """Departments by their field: with their owner where one stands right before, else alone."""
    endings = tuple(w for r in view.pack.suffixes if r.modifier == "department" for w in r.words)
    rule = next((r for r in view.pack.suffixes if r.modifier == "department"), None)
    if rule is None:
        return
    owners = {end: (start, kind) for start, (end, kind) in view.owner_at.items()}
    for start, end in _department_names(view.pack.lexicon("departments"), endings).find(view.text):
        if not view.right_open(end, view.pack.lexicon("followers")):
            continue
        owner = owners.get(start)
        if owner and owner[1] in ("park", "agency"):
            yield Candidate(owner[0], end, rule.type, rule.id, rule.confidence, start)
            continue
        place = view.place_ending.get(start)
        if place is None and _before(view, start) in ("省", "市", "区", "县"):
            place = start - 1
        if place is not None:
            yield Candidate(place, end, rule.type, rule.id, rule.confidence, start)
            continue
        begin = view.clause(start)
        run = view.pieces(begin, start) if begin < start else []
        if not run or run[-1].kind is Kind.STOP:
            yield Candidate(start, end, rule.type, rule.id, rule.confidence * 0.6, start)
