"""The order in which names are found: what is certain first, so that it serves as owner and witness for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kg.extract.again import works_again
from kg.extract.aliases import legal_endings
from kg.extract.anchors import by_suffix
from kg.extract.boards import by_boards
from kg.extract.bodies import departments
from kg.extract.boundary import View
from kg.extract.candidate import ORGANISATIONS, Candidate
from kg.extract.cards import by_cards, by_phases
from kg.extract.closed import by_classes
from kg.extract.context import by_context
from kg.extract.endings import suffix_index
from kg.extract.evidence import by_lists, confirmed
from kg.extract.forms import Claim, declare, outposts, shorten
from kg.extract.gazetteer import closed_classes
from kg.extract.honours import without_honours
from kg.extract.latin import by_letters
from kg.extract.offices import offices
from kg.extract.owners import project_owners
from kg.extract.places import by_places
from kg.extract.plants import by_branches, by_numbers, by_plants, places_of_branches
from kg.extract.quoted import by_quotes
from kg.extract.select import select
from kg.extract.sites import wholes
from kg.extract.told_places import cities_of_parks, places_of_works, towns_again
from kg.extract.works import listed_works
from kg.rules import RulePack, SuffixRule, per_pack
from kg.text import Cutter

__all__ = ["find"]


_FIRST = ("park.zone",)
_SECOND = ("company.legal", "company.bank", "company.fund", "company.works", "university.full")
_THIRD = ("park.site", "park.stem", "park.area")
_PARTS = ("park.part",)
_FOURTH = ("company.industry",)
_FIFTH = ("institute.named", "agency.body")
_OWNED = ("program.project", "program.works", "park.site")
_LAST = ("program.project", "program.works", "program.scheme", "place.town")


def find(
    text: str,
    words: Cutter,
    pack: RulePack,
    sentences: Sequence[tuple[int, int]],
    blocked: Sequence[tuple[int, int]] = (),
) -> tuple[list[Candidate], list[Claim]]:
    """All mentions of a folded text, in text order, and what it says of other forms."""
    view = View(text, words, pack, closed_classes(pack), sentences)
    places = by_places(view)
    view.forget()
    found: list[Candidate] = [*by_classes(view), *by_letters(view)]
    told = _owners(view, found)
    for stage in (_FIRST, _stage(pack, _SECOND, "company", "university")):
        found += by_suffix(view, suffix_index(pack, *stage))
        told = _owners(view, found, told)
    found += by_suffix(view, suffix_index(pack, *_stage(pack, _THIRD, "park")))
    told = _owners(view, found, told)
    found += by_suffix(view, suffix_index(pack, *_PARTS))
    found += [*wholes(view, found)]
    told = _owners(view, found, told)
    claims = declare(view, found)
    shorten(view, found, claims)
    by_boards(view, found, claims)
    told = _owners(view, found)
    formed = list(_legal(view, by_suffix(view, suffix_index(pack, *_FOURTH))))
    found += formed
    doubtful = {c.start: c.end for c in formed if c.confidence < 0.5}
    found += _without_blanks(view, _legal(view, by_context(view, view.owner_at, doubtful)))
    found = confirmed(view, found)
    told = _owners(view, found)
    found += [*by_plants(view), *by_branches(view, found), *by_numbers(view, found)]
    told = _owners(view, found, told)
    found += _without_blanks(view, by_lists(view, _taken(view, formed, found)))
    told = _owners(view, found, told)
    late = list(by_suffix(view, suffix_index(pack, *_stage(pack, _FIFTH, "institute", "agency"))))
    late = [c for c in late if not _firm_itself(view, c, found)]
    claims += [*declare(view, late), *outposts(view, late, found)]
    found += late
    found += [*departments(view), *offices(view)]
    told = _owners(view, found)
    works = [*listed_works(view, found)]
    found += works
    found += project_owners(view, suffix_index(pack, *_OWNED), [c.end for c in works])
    told = _owners(view, found, told)
    found += by_suffix(view, suffix_index(pack, *_stage(pack, _LAST)))
    found += by_quotes(view)
    found += [*by_cards(view), *by_phases(view)]
    again, called = works_again(view, found)
    found += again
    claims += called
    standing = select([*_unbuilt(view, [*without_honours(view, found)]), *_of_zones(view, found, places)], blocked)
    standing = _repeated(view, standing, blocked)
    standing = cities_of_parks(view, towns_again(view, standing, claims, blocked))
    standing = places_of_branches(view, places_of_works(view, standing))
    return _branches(view, standing, claims), _kept(claims, standing)


def _without_blanks(view: View, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The same names without the blanks that a line has around them (与 天宫 签约)."""
    for c in found:
        name = view.text[c.start : c.end]
        start, end = c.end - len(name.lstrip()), c.start + len(name.rstrip())
        if start < end:
            yield c if name == name.strip() else replace(c, start=start, end=end, cut=max(c.cut, start))


def _legal(view: View, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The same names with the legal form right behind them, which is a firm's own (领航科技|有限公司)."""
    form = view.pack.pattern("legal_form")
    for c in found:
        match = form.match(view.text, c.end - 2 * view.text.endswith("有限", c.start, c.end))
        yield replace(c, end=match.end()) if match and c.type == "company" else c


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
    """Whether a body's name is the head of a firm's legal name (江岸期货交易中心 beside …中心有限公司) or runs in."""
    if any(c.rule == "company.legal" and body.start <= c.start < body.end < c.end for c in found):
        return True
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
    mine = (r.id for r in _own(pack) if (r.type in types if types else r.type not in ORGANISATIONS))
    return (*ids, *mine)


@per_pack
def _own(pack: RulePack) -> list[SuffixRule]:
    """The rules that the built-in pack has not."""
    known = {*_FIRST, *_SECOND, *_THIRD, *_PARTS, *_FOURTH, *_FIFTH, *_LAST, "agency.department"}
    return [r for r in pack.suffixes if r.id not in known]


def _owners(view: View, found: Sequence[Candidate], told: int = 0) -> int:
    """Tells the view which spans are names already, but the first of which it was told; how many it knows then."""
    for c in islice(found, told, None):
        if c.confidence >= 0.5:
            view.own(c.start, c.end, c.type)
    return len(found)


def _repeated(view: View, standing: list[Candidate], blocked: Sequence[tuple[int, int]]) -> list[Candidate]:
    """A name that stands once with clear edges stands wherever the article repeats it."""
    forms: dict[str, Candidate] = {}
    for c in standing:
        text = view.text[c.start : c.end]
        sure = len(text) >= 3 and c.rule not in ("known.body", "context.list")
        if sure and c.type in ("company", "park", "institute", "program"):
            forms.setdefault(text, c)
    # 甲|时代 is named after the place that begins it
    taken = view.marked((c.start, c.end) for c in standing if c.type != "place")
    extra: list[Candidate] = []
    for text, c in forms.items():
        for at, end in view.occurrences(text):
            if 1 not in taken[at:end]:
                extra.append(Candidate(at, end, c.type, c.rule, c.confidence * 0.95, at))
    return select([*standing, *extra], blocked) if extra else standing


def _branches(view: View, standing: list[Candidate], claims: list[Claim]) -> list[Candidate]:
    """A party branch stands for its owner (Guideline, "Entities"), so it belongs to the mention of its owner."""
    branch = view.pack.pattern("party_branch")
    reach = 0  # the furthest end so far: names come in text order, the longer first
    starts = {c.start for c in standing}
    out = []
    for c in standing:
        match = branch.match(view.text, c.end) if c.type in ORGANISATIONS else None
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
