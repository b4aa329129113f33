"""Names that are recognised by how they end: a suffix fires, the left boundary is sought, the result is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.boundary import Kind, Piece, View
from kg.extract.gazetteer import Gazetteer
from kg.rules import RulePack, SuffixRule

__all__ = ["Candidate", "by_suffix", "departments", "suffix_index"]

_HAN = re.compile(r"[一-鿿]")
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
                yield candidate


def _judge(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    suffix = view.text[start:end]
    followers = view.pack.lexicon("followers")
    if rule.id == "company.industry":
        return _industry(view, rule, start, end) if view.right_open(end, followers) else None
    numbers = rule.type == "program"
    run = view.run_before(start, numbers=numbers)
    if not run:
        return None
    run = _cut_park(view, rule, view.trimmed(run, keep_generic=rule.type in ("institute", "program", "agency")))
    if not run:
        return None
    cut = run[0].end if run[0].kind in (Kind.OWNER, Kind.PLACE) and len(run) > 1 else run[0].start
    made = Candidate(run[0].start, end, rule.type, rule.id, rule.confidence, cut)
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


def _named(view: View, run: Sequence[Piece], made: Candidate) -> Candidate | None:
    return made if view.named(run) else None


def _cut_park(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece]:
    """A park before a firm or a university is where it is, not part of its name, if a name remains without it."""
    if rule.type in ("company", "university") and run and run[0].kind is Kind.OWNER:
        owner = view.owner_at.get(run[0].start)
        if owner and owner[1] == "park" and view.named(run[1:]):
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
        return made
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
        return made if rule.id == "company.bank" and suffix == "银行" else None
    if suffix in ("分公司", "支行", "分行") and not any(p.kind in (Kind.OWNER, Kind.BRAND) for p in run):
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
        if piece.kind is not Kind.BRAND or not _HAN.match(piece.text):
            break
        brand += len(piece.text)
        first = piece
    if not 2 <= brand <= 4:
        return None
    begin = first.start
    before = run[: run.index(first)]
    if before and before[-1].kind is Kind.PLACE:
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
    if len(run) > 16:
        return None
    if view.named(run) or run[0].text in _NATIONS:
        if not rest and len(suffix) <= 2 and suffix not in ("医院", "分院"):
            return None
        if rest and not view.described(rest) and suffix in ("中心", "平台", "基地", "示范基地", "联合体", "实验室"):
            return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.6, made.cut)
        return made
    created = _before(view, run[0].start) in view.pack.lexicon("creating_verbs")
    length = sum(len(p.text) for p in rest)
    if view.described(rest) and length >= 4 and created:
        return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.66, made.cut)
    return None


def _agency(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    if rule.modifier == "department" or len(run) > 14:
        return None
    owned = run[0].kind in (Kind.PLACE, Kind.OWNER) or run[0].text in _NATIONS
    if suffix in ("局", "厅", "办公室", "委员会", "联盟", "协会", "学会", "商会", "联合会", "促进会", "领导小组", "理事会"):
        rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER) and p.text not in _NATIONS]
        if suffix in ("局", "厅") and not owned:
            return None
        if not rest and suffix not in ("商会", "厅"):
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
        if view.named(run):
            if owner == "company":
                return made
            if length >= 4 and described:
                return made
            return None
        if length >= 7 and described and before in view.pack.lexicon("running_verbs"):
            return Candidate(made.start, made.end, made.type, made.rule, made.confidence * 0.66, made.cut)
        return None
    if length < 3 or not described:
        return None
    runs = before in view.pack.lexicon("running_verbs")
    if view.named(run) or runs:
        return Candidate(made.start, made.end, made.type, made.rule, made.confidence * (1 if runs else 0.8), made.cut)
    return None


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
        if place is not None:
            yield Candidate(place, end, rule.type, rule.id, rule.confidence, start)
            continue
        begin = view.clause(start)
        run = view.pieces(begin, start) if begin < start else []
        if not run or run[-1].kind is Kind.STOP:
            yield Candidate(start, end, rule.type, rule.id, rule.confidence * 0.6, start)
