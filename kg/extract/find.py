"""The order in which names are found: what is certain first, so that it serves as owner and witness for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.extract.aliases import BRANCH, declared, legal_endings, of_company, renamed, short_forms
from kg.extract.anchors import by_suffix
from kg.extract.boards import by_boards
from kg.extract.bodies import departments
from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.extract.cards import by_cards
from kg.extract.context import by_context
from kg.extract.endings import suffix_index
from kg.extract.evidence import by_lists, confirmed
from kg.extract.gazetteer import closed_classes
from kg.extract.latin import by_letters
from kg.extract.owners import project_owners
from kg.extract.places import by_places, cities_of_parks
from kg.extract.plants import by_plants
from kg.extract.quoted import by_quotes
from kg.extract.select import OWN_WORDS, select
from kg.rules import RulePack
from kg.text import Word

__all__ = ["Claim", "find"]

_SUBSIDIARY = re.compile("(?:集团|公司)?(?:的|旗下的?|下属的?)?(?:全资|控股)?(?:子公司|孙公司|分公司)(?:——|—|，)?")
_CAMPUS = re.compile(r"（([^（），。、\n]{2,6})）")
#: A group's institute or academy by its number (中国电科|38所, 航天科工|十院).
_NUMBERED = re.compile("第?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,4})(?:所|院)(?![一-龥]{0,2}[士校区线长属有])")
#: From what frequency in jieba's dictionary on a word of two characters is one of the language.
_COMMON = 100
#: A university whose first character and 大 are its short form.
_LOCAL_SCHOOL = re.compile("[一-龥]{2,3}大学")
#: What a university's body in another place is called behind that place.
_BODY = re.compile("[一-龥]{0,10}(?:研究院|研究所|实验室|创新中心|研究中心|创新院|学院)")
#: Two characters up to the next name of a list.
_TWO_MORE = re.compile("[一-龥]{2}(?=[、，。；]|等)")

#: The name, the span of the other form, the rule.
Claim = tuple[Candidate, tuple[int, int], str]

_FIRST = ("park.zone",)
_SECOND = ("company.legal", "company.bank", "company.fund", "company.works", "university.full")
_THIRD = ("park.site", "park.stem", "park.area")
_PARTS = ("park.part",)
_FOURTH = ("company.industry",)
_FIFTH = ("institute.named", "agency.body")
_LAST = ("program.project", "program.works", "program.scheme", "place.town")


def find(
    text: str,
    words: Callable[[int, int], Sequence[Word]],
    pack: RulePack,
    sentences: Sequence[tuple[int, int]],
    blocked: Sequence[tuple[int, int]] = (),
) -> tuple[list[Candidate], list[Claim]]:
    """All mentions of a folded text, in text order, and what it says of other forms."""
    view = View(text, words, pack, closed_classes(pack), sentences)
    places = by_places(view)
    view.forget()
    found: list[Candidate] = [*_closed(view), *by_letters(view)]
    _owners(view, found)
    for stage in (_FIRST, _stage(pack, _SECOND, "company", "university")):
        found += by_suffix(view, suffix_index(pack, *stage))
        _owners(view, found)
    found += by_suffix(view, suffix_index(pack, *_stage(pack, _THIRD, "park")))
    _owners(view, found)
    found += by_suffix(view, suffix_index(pack, *_PARTS))
    _owners(view, found)
    claims = _declared(view, found)
    _short(view, found, claims)
    by_boards(view, found, claims)
    _owners(view, found)
    formed = list(by_suffix(view, suffix_index(pack, *_FOURTH)))
    found += formed
    found += by_context(view, view.owner_at, {c.start: c.end for c in formed if c.confidence < 0.5})
    found = confirmed(view, found)
    _owners(view, found)
    found += by_plants(view)
    _owners(view, found)
    found += by_lists(view, _taken(view, formed, found))
    _owners(view, found)
    late = list(by_suffix(view, suffix_index(pack, *_stage(pack, _FIFTH, "institute", "agency"))))
    late = [c for c in late if not _firm_itself(view, c, found)]
    claims += _declared(view, late)
    found += late
    found += departments(view)
    _owners(view, found)
    found += project_owners(view, suffix_index(pack, "program.project"))
    _owners(view, found)
    found += by_suffix(view, suffix_index(pack, *_stage(pack, _LAST)))
    found += by_quotes(view)
    found += by_cards(view)
    standing = select([*_unbuilt(view, found), *_of_zones(view, found, places)], blocked)
    standing = _repeated(view, standing, claims, blocked)
    standing = cities_of_parks(view, standing)
    return _branches(view, standing, claims), _kept(claims, standing)


def _of_zones(view: View, found: Sequence[Candidate], places: Sequence[Candidate]) -> list[Candidate]:
    """The places; one that is a new area by its name is the park whose name ends with it (绍兴滨海新区, 滨海新区)."""
    zones = {view.text[c.start : c.end] for c in found if c.rule == "park.zone"}
    out = []
    for p in places:
        name = view.text[p.start : p.end]
        same = name.endswith("新区") and any(z.endswith(name) and len(z) > len(name) for z in zones)
        out.append(replace(p, type="park") if same else p)
    return out


def _firm_itself(view: View, body: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether a body's name is the head of a firm's legal name (江岸期货交易中心 beside …中心有限公司)."""
    name = view.text[body.start : body.end]
    whole = {name + ending for ending in legal_endings(view.pack)} if body.type == "institute" else set[str]()
    return any(c.rule == "company.legal" and view.text[c.start : c.end] in whole for c in found)


def _taken(view: View, formed: Sequence[Candidate], found: Sequence[Candidate]) -> dict[int, tuple[int, str]]:
    """The names so far, without what only looked like a firm (钳体|支架): it vouches for nothing beside it."""
    standing = {(c.start, c.end) for c in found}
    looked = {(c.start, c.end) for c in formed} - standing
    return {start: (end, kind) for start, (end, kind) in view.owner_at.items() if (start, end) not in looked}


def _unbuilt(view: View, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The names without the bodies that a firm's projects are only to build (甲公司研发平台|项目)."""
    firms = {c.start for c in found if c.type == "company"}
    projects = {c.start: c.end for c in found if c.rule == "program.project" and c.start in firms}
    bodies = view.pack.endings("built_bodies")
    for c in found:
        built = c.type == "institute" and c.end < projects.get(c.start, 0)
        if not (built and view.text.endswith(bodies, c.start, c.end)):
            yield c


def _stage(pack: RulePack, ids: tuple[str, ...], *types: str) -> tuple[str, ...]:
    """The rules of a stage: those of the built-in pack by id, and a user's own by the type that they find."""
    known = {*_FIRST, *_SECOND, *_THIRD, *_PARTS, *_FOURTH, *_FIFTH, *_LAST, "agency.department"}
    staged = ("park", "company", "university", "institute", "agency")
    own = (r.id for r in pack.suffixes if r.id not in known and (r.type in types if types else r.type not in staged))
    return (*ids, *own)


def _campus_place(view: View, name: str) -> bool:
    """Whether a bracket behind a university tells its campus: a city, no province (某大学|（辽宁）校企合作委员会)."""
    return any(p.level != "province" or p.name.endswith("市") for p in view.known.places.get(name, ()))


def _closed(view: View) -> Iterator[Candidate]:
    known, text = view.known, view.text
    listed = view.listed(known.universities)
    told = {text[start:end] for start, end in listed}
    for start, end in listed:
        name = text[start:end]
        if len(name) < 3 and text.startswith(view.pack.endings("school_firms"), end):
            continue  # 清华|系, 清华|同方
        if name in known.university_full and name not in view.pack.lexicon("universities"):
            full = known.university_full[name]
            if name in known.university_ambiguous and full not in told:
                continue
            if (
                len(name) < 3
                and full not in told
                and not view.right_open(end, view.pack.lexicon("followers"))
                and not _heads_body(view, end)
            ):
                continue
            if len(name) < 3 and _half_brand(view, end):
                continue
        campus = _CAMPUS.match(text, end)
        if campus and (
            _campus_place(view, campus.group(1))
            or campus.group(1) in view.pack.lexicon("compass_words")
            or campus.group(1).endswith("校区")
        ):
            end = campus.end()
        country = next((w for w in view.pack.endings("countries") if text.endswith(w, 0, start)), "")
        start -= len(country)  # 新加坡|南洋理工大学
        yield Candidate(start, end, "university", "known.university", 0.95, start)
    for start, end in view.listed(known.bodies):
        if text.startswith("部门", end - 1):
            continue  # 科技部|门
        numbered = _NUMBERED.match(text, end) if known.body_types[text[start:end]] == "company" else None
        if numbered:
            yield Candidate(start, numbered.end(), "institute", "known.body", 0.9, end)
        if end - start <= 4 and known.body_types[text[start:end]] == "company" and not _apart(view, start, end):
            continue
        yield Candidate(start, end, known.body_types[text[start:end]], "known.body", 0.9, start)


def _heads_body(view: View, end: int) -> bool:
    """Whether a place and a body of research follow a university's short form (清华|四川|能源互联网研究院)."""
    place = view.place_at.get(end)
    return place is not None and bool(_BODY.match(view.text, place))


def _half_brand(view: View, end: int) -> bool:
    """Whether two lone characters behind a short form make a brand with it (、吉大|正|元等企业)."""
    if not _TWO_MORE.match(view.text, end):
        return False
    return all(len(word.text) == 1 for word in view.words(end, end + 2))


def _apart(view: View, start: int, end: int) -> bool:
    """Whether a short listed name stands by itself, not inside a longer one."""
    begin = view.clause(start)
    before = view.pieces(begin, start) if begin < start else []
    return (not before or before[-1].kind is Kind.STOP) and view.right_open(end, view.pack.lexicon("followers"))


def _owners(view: View, found: Iterable[Candidate]) -> None:
    """Tells the view which spans are names already."""
    for c in found:
        if c.confidence >= 0.5:
            view.own(c.start, c.end, c.type)


def _declared(view: View, found: list[Candidate]) -> list[Claim]:
    claims: list[Claim] = []
    forms: dict[tuple[str, str], Candidate] = {}
    for name, start, end, rule in (*declared(view, found), *of_company(view, found)):
        claims.append((name, (start, end), rule))
        if rule != "bracket" or name.type != "park":
            forms.setdefault((view.text[start:end], name.type), name)
        if rule == "bracket" and name.type == "park" and HAN.match(view.text[end + 1 : end + 2]):
            view.owner_at[name.start] = (end + 1, "park")  # 大连金普新区（大连经济技术开发区）管委会
            view.forget()
    for old, new in renamed(view, found):
        claims.append((new, (old.start, old.end), "renamed"))
    for (form, _), name in sorted(forms.items()):
        found += [c for c, _ in _occurrences(view, form, name, "alias.declared", 0.95)]
        claims += [(name, span, "declared") for _, span in _occurrences(view, form, name, "alias.declared", 0.95)]
    return claims


def _short(view: View, found: list[Candidate], claims: list[Claim]) -> None:
    names: dict[str, Candidate] = {}
    for name in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        text = view.text[name.start : name.end]
        inside = name.rule in OWN_WORDS and any(
            f.rule == "company.legal" and f.start <= name.start and name.end < f.end for f in found
        )
        if name.type in ("company", "park") and not inside:
            names.setdefault(text, name)
    forms = {text: short_forms(view, name) for text, name in names.items()}
    _universities(view, found, claims)
    verbs = view.pack.endings("founding_verbs")
    founded = {text for text, name in names.items() if view.text.endswith(verbs, 0, name.start)}
    verbs = view.pack.endings("subsidiary_words")
    below = {text for text, name in names.items() if view.text.endswith(verbs, 0, view.text.find(text))}
    renamed = {(view.text[s:e], view.text[new.start : new.end]) for new, (s, e), rule in claims if rule == "renamed"}
    renamed |= {(new, old) for old, new in renamed}
    for text, name in names.items():
        for form in forms[text]:
            if form != text and not _shared(form, text, forms, renamed, founded):
                parent = _is_parent(view, form, text) or (text in founded | below and _told_before(view, form, text))
                for candidate, span in _occurrences(view, form, name, "alias.short-form", 0.85):
                    found.append(candidate)
                    if not parent:
                        claims.append((name, span, "short-form"))


def _universities(view: View, found: list[Candidate], claims: list[Claim]) -> None:
    """The local short forms of an article's universities (福州大学: 福大), where only one of them has the form."""
    full: dict[str, list[Candidate]] = {}
    for name in sorted(found, key=lambda c: c.start):
        text = view.text[name.start : name.end]
        if name.type == "university" and _LOCAL_SCHOOL.fullmatch(text):
            form = text[0] + "大"
            if form not in view.known.university_full and all(
                view.text[c.start : c.end] != text for c in full.get(form, ())
            ):
                full.setdefault(form, []).append(name)
    for form, names in full.items():
        if len(names) == 1 and form in view.text:
            for candidate, span in _occurrences(view, form, names[0], "alias.short-form", 0.85):
                common = any(word.freq >= _COMMON for word in view.words(*span))  # 广大, 长大 are words
                if _apart(view, *span) and not common:
                    found.append(candidate)
                    claims.append((names[0], span, "short-form"))


def _told_before(view: View, form: str, name: str) -> bool:
    """Whether a firm that was set up, or is another's subsidiary, shares a form with who was spoken of before it."""
    first = view.text.find(name)
    at = view.text.find(form)
    while 0 <= at < first:
        known = view.owner_at.get(at)
        end = at + len(form)
        apart = at == 0 or not HAN.match(view.text[at - 1]) or view.before(at) in view.stop
        if apart and (known is None or known[0] <= end) and view.right_open(end, view.pack.lexicon("followers")):
            return True
        at = view.text.find(form, at + 1)
    return False


def _is_parent(view: View, form: str, name: str) -> bool:
    """Whether a short form is said to be the group of the firm whose name holds it (晶微的子公司昆山晶微有限公司)."""
    name_at = view.text.find(name)
    begin = max(0, name_at - 40)
    at = view.text.rfind(form, begin, max(name_at, 0))
    while at >= 0:
        if _SUBSIDIARY.fullmatch(view.text, at + len(form), name_at):
            return True
        at = view.text.rfind(form, begin, at)
    return False


def _shared(
    form: str, name: str, forms: Mapping[str, Sequence[str]], renamed: Set[tuple[str, str]], founded: Set[str]
) -> bool:
    """Whether a short form fits another full name as well: then it is nobody's, or the group's where one is a group.

    :param renamed: pairs of an old and a new name, which share their forms.
    :param founded: names whose founding the article tells: no rivals for those that were there before.
    """
    others = [o for o in forms if o != name and form in forms[o] and o not in forms[name] and name not in forms[o]]
    others = [o for o in others if name in founded or o not in founded]
    others = [o for o in others if not (o.endswith(name) or name.endswith(o))]  # 昆山|晶微科技有限公司
    others = [o for o in others if (o, name) not in renamed and ("有限" in o or "集团" in o)]
    if not others:
        return False
    return "集团" not in name or any("集团" in o for o in others)


#: What a notice may declare as a firm's short form, and what stands before it where it is another firm (子公司).
_BARE = ("公司", "集团", "企业", "基金")
_OTHERS = tuple("子分总母孙该各家些")


def _occurrences(
    view: View, form: str, name: Candidate, rule: str, confidence: float
) -> Iterator[tuple[Candidate, tuple[int, int]]]:
    at = view.text.find(form)
    bare = form in _BARE
    while at >= 0:
        end = at + len(form)
        known = view.owner_at.get(at)
        if bare and (view.text[at - 1 : at] in _OTHERS or view.owner_ending.get(end, at) < at):
            at = view.text.find(form, end)
            continue
        if rule == "alias.short-form" and name.type == "park" and _elsewhere(view, at, name):
            at = view.text.find(form, end)
            continue
        group = view.text.startswith("集团", end) and "集团" not in view.text[name.start : name.end]
        if rule == "alias.short-form" and name.type == "company" and group:
            at = view.text.find(form, end)
            continue  # 现代汽车|集团 beside 现代汽车电池有限公司
        if rule == "alias.short-form" and len(form) <= 3 and _of_another(view, form, end, name):
            at = view.text.find(form, end)
            continue
        if not (known and known[0] > end) and not (
            form.isascii() and view.text[end : end + 1].isascii() and view.text[end : end + 1].isalnum()
        ):
            yield Candidate(at, end, name.type, rule, confidence, at), (at, end)
        at = view.text.find(form, end)


def _elsewhere(view: View, at: int, name: Candidate) -> bool:
    """Whether another place than the park's stands before a form of its name (马鞍山青浦工业园, 上海|青浦工业园)."""
    start = view.place_ending.get(at)
    return start is not None and not view.text.startswith(view.text[start:at], name.start)


def _of_another(view: View, form: str, end: int, name: Candidate) -> bool:
    """Whether a word for an industry behind a short form makes it another firm (珩蓝|生物 beside 珩蓝基因公司)."""
    if name.type != "company":
        return False
    field = next((view.text[end : end + n] for n in (3, 2) if view.text[end : end + n] in view.fields), "")
    letters = iter(view.text[name.start : name.end])
    return bool(field) and not all(ch in letters for ch in form + field)


def _repeated(
    view: View, standing: list[Candidate], claims: list[Claim], blocked: Sequence[tuple[int, int]]
) -> list[Candidate]:
    """A name that stands once with clear edges stands wherever the article repeats it."""
    forms: dict[str, Candidate] = {}
    for c in standing:
        text = view.text[c.start : c.end]
        if (
            c.type in ("company", "park", "institute", "program")
            and len(text) >= 3
            and c.rule not in ("known.body", "context.list")
        ):
            forms.setdefault(text, c)
    covered = bytearray(len(view.text))
    for c in standing:
        if c.type != "place":  # 甲|时代 is named after the place that begins it
            covered[c.start : c.end] = b"\1" * (c.end - c.start)
    extra: list[Candidate] = []
    for text, c in forms.items():
        at = view.text.find(text)
        while at >= 0:
            end = at + len(text)
            if 1 not in covered[at:end]:
                extra.append(Candidate(at, end, c.type, c.rule, c.confidence * 0.95, at))
            at = view.text.find(text, end)
    return select([*standing, *extra], blocked) if extra else standing


def _branches(view: View, standing: list[Candidate], claims: list[Claim]) -> list[Candidate]:
    """A party branch belongs to the mention of its owner."""
    reach = 0  # the furthest end so far: names come in text order, the longer first
    starts = {c.start for c in standing}
    out = []
    for c in standing:
        match = (
            BRANCH.match(view.text, c.end)
            if c.type in ("company", "agency", "park", "university", "institute")
            else None
        )
        outermost = reach <= c.end
        reach = max(reach, c.end)
        free = match and starts.isdisjoint(range(c.end, match.end()))  # no other name begins in it
        if match and free and outermost and not (c.type == "park" and match.group().endswith("党委")):
            claims.append((c, (c.start, match.end()), "branch"))
            c = Candidate(c.start, match.end(), c.type, c.rule, c.confidence, c.cut)
        out.append(c)
    return out


def _kept(claims: Iterable[Claim], standing: Sequence[Candidate]) -> list[Claim]:
    """The claims whose name stands, without repetition, in text order."""
    seen: set[tuple[int, int, int, int]] = set()
    kept = []
    starts = {(c.start, c.type) for c in standing}
    spans = {(c.start, c.end) for c in standing}
    for claim in claims:
        name, span, _ = claim
        key = (name.start, name.end, *span)
        if claim[2] == "short-form" and span not in spans:
            continue
        if key not in seen and (name.start, name.type) in starts:
            seen.add(key)
            kept.append(claim)
    return sorted(kept, key=lambda c: (c[1], c[0].start))
