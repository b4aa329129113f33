"""The order in which names are found: what is certain first, so that it serves as owner and witness for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kg.extract.aliases import BRANCH, declared, renamed, short_forms
from kg.extract.anchors import by_suffix, suffix_index
from kg.extract.bodies import departments
from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.extract.context import by_context
from kg.extract.evidence import by_lists, confirmed
from kg.extract.firms import project_owners
from kg.extract.gazetteer import Gazetteer, closed_classes
from kg.extract.quoted import by_quotes
from kg.extract.select import select
from kg.rules import RulePack
from kg.text import Word

__all__ = ["Claim", "find"]

_WATERS = frozenset("湾湖荡江河溪岛")

#: The name, the span of the other form, the rule.
Claim = tuple[Candidate, tuple[int, int], str]

_FIRST = ("park.zone",)
_SECOND = ("company.legal", "company.bank", "company.fund", "company.works", "university.full")
_THIRD = ("park.site", "park.stem", "park.area")
_PARTS = ("park.part",)
_FOURTH = ("company.industry",)
_FIFTH = ("institute.named", "agency.body")
_LAST = ("program.project", "program.scheme", "place.town")


def find(
    text: str,
    words: Callable[[int, int], Sequence[Word]],
    pack: RulePack,
    sentences: Sequence[tuple[int, int]],
    blocked: Sequence[tuple[int, int]] = (),
) -> tuple[list[Candidate], list[Claim]]:
    """All mentions of a folded text, in text order, and what it says of other forms."""
    view = View(text, words, pack, closed_classes(pack), sentences)
    places = _places(view)
    found: list[Candidate] = list(_closed(view))
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
    _owners(view, found)
    found += by_suffix(view, suffix_index(pack, *_FOURTH))
    found += by_context(view, view.owner_at)
    found = confirmed(view, found)
    _owners(view, found)
    found += by_lists(view, dict(view.owner_at))
    _owners(view, found)
    found += by_suffix(view, suffix_index(pack, *_stage(pack, _FIFTH, "institute", "agency")))
    found += departments(view)
    _owners(view, found)
    found += project_owners(view, (m.start() for m in suffix_index(pack, "program.project").pattern.finditer(text)))
    _owners(view, found)
    found += by_suffix(view, suffix_index(pack, *_stage(pack, _LAST)))
    found += by_quotes(view)
    standing = select([*found, *places], blocked)
    standing = _repeated(view, standing, claims, blocked)
    standing = _cities(view, standing)
    return _branches(view, standing, claims), _kept(claims, standing)


def _stage(pack: RulePack, ids: tuple[str, ...], *types: str) -> tuple[str, ...]:
    """The rules of a stage: those of the built-in pack by id, and a user's own by the type that they find."""
    known = {*_FIRST, *_SECOND, *_THIRD, *_PARTS, *_FOURTH, *_FIFTH, *_LAST, "agency.department"}
    staged = ("park", "company", "university", "institute", "agency")
    own = (r.id for r in pack.suffixes if r.id not in known and (r.type in types if types else r.type not in staged))
    return (*ids, *own)


def _places(view: View) -> list[Candidate]:
    """Administrative places whose edges are word edges; a short form that is also a common word is none."""
    found = []
    for start, end in [*view.known.place_names.find(view.text), *_regions(view.pack.lexicon("regions")).find(view.text)]:
        name = view.text[start:end]
        begin = view.clause(start)
        window = view.words(begin, min(len(view.text), end + 4, _line_end(view.text, end)))
        starts, ends = {w.start for w in window}, {w.end for w in window}
        if start not in starts and not any(w.start < start and w.end == end and w.tag == "ns" for w in window):
            continue
        inside = end in ends or _miscut(view, name, start, end, window) or any(w.start < end < w.end and w.freq < 300 for w in window) and name in view.known.places and view.known.places[name][0].level != "county" or any(w.start == start and w.end > end and w.tag in ("ns", "nt", "nz") for w in window)
        if not inside and not (len(name) > 2 and name[-1] in "省市县区州盟旗"):
            continue
        if name in view.stop or view.text[end : end + 1] in _WATERS and (end + 1 in ends or place_level(view, name) == "county"):
            continue
        if place_level(view, name) == "county" and _given_name(view, start):
            continue
        view.place_at.setdefault(start, end)
        if name in view.pack.lexicon("regions") and name not in view.known.places:
            continue
        view.place_ending[end] = start
        place = view.known.places[name][0]
        if name in view.pack.lexicon("not_places") or view.text[start - 1 : start] == "（" and view.text[end : end + 1] == "）":
            continue
        common = next((w for w in window if w.start == start and w.end == end), None)
        if name == place.short and common is not None and common.tag != "ns" and common.freq > 20:
            continue
        if name == place.short and place.level == "county":
            if common is None or common.tag != "ns" or (place.name.endswith("区") and place.name not in view.text):
                continue
        found.append(Candidate(start, end, "place", "known.place", 0.95, start))
    return found


def place_level(view: View, name: str) -> str:
    """The level of a place's short form; empty for a full name and for a region."""
    known = view.known.places.get(name)
    return known[0].level if known and name == known[0].short else ""


def _given_name(view: View, start: int) -> bool:
    """Whether a surname with an office before it stands right before (董事长邓|启东)."""
    if view.text[start - 1 : start] not in view.pack.lexicon("surnames"):
        return False
    return view.text.endswith(tuple(view.pack.lexicon("person_titles")), 0, start - 1)


def _miscut(view: View, name: str, start: int, end: int, window: Sequence[Word]) -> bool:
    """Whether the segmentation cut a province or city after one character and joined the rest to what follows (湖|南岳|砜)."""
    known = view.known.places.get(name)
    if not known or known[0].level == "county":
        return False
    return any(w.start == start and w.end == start + 1 for w in window) and any(w.start < end < w.end for w in window)


@cache
def _regions(words: frozenset[str]) -> Gazetteer:
    return Gazetteer(words)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _closed(view: View) -> Iterator[Candidate]:
    known, text = view.known, view.text
    for start, end in known.universities.find(text):
        name = text[start:end]
        if name in known.university_full and name not in view.pack.lexicon("universities"):
            full = known.university_full[name]
            if name in known.university_ambiguous and full not in text:
                continue
            if not view.right_open(end, view.pack.lexicon("followers")) and full not in text:
                continue
        yield Candidate(start, end, "university", "known.university", 0.95, start)
    for start, end in known.bodies.find(text):
        if end - start <= 4 and known.body_types[text[start:end]] == "company" and not _apart(view, start, end):
            continue
        yield Candidate(start, end, known.body_types[text[start:end]], "known.body", 0.9, start)


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
    view.forget()


def _declared(view: View, found: list[Candidate]) -> list[Claim]:
    claims: list[Claim] = []
    forms: dict[tuple[str, str], Candidate] = {}
    for name, start, end, rule in declared(view, found):
        claims.append((name, (start, end), rule))
        if rule != "bracket" or name.type != "park":
            forms.setdefault((view.text[start:end], name.type), name)
        if rule == "bracket" and name.type == "park" and HAN.match(view.text[end + 1 : end + 2]):
            view.owner_at[name.start] = (end + 1, "park")  # 大连金普新区（大连经济技术开发区）管委会
    for old, new in renamed(view, found):
        claims.append((new, (old.start, old.end), "renamed"))
    for (form, _), name in sorted(forms.items()):
        found += [c for c, _ in _occurrences(view, form, name, "alias.declared", 0.95)]
        claims += [(name, span, "declared") for _, span in _occurrences(view, form, name, "alias.declared", 0.95)]
    return claims


def _short(view: View, found: list[Candidate], claims: list[Claim]) -> None:
    done: set[str] = set()
    for name in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        text = view.text[name.start : name.end]
        if text in done or name.type not in ("company", "park"):
            continue
        done.add(text)
        for form in short_forms(view, name):
            for candidate, span in _occurrences(view, form, name, "alias.short-form", 0.85):
                found.append(candidate)
                claims.append((name, span, "short-form"))


def _occurrences(
    view: View, form: str, name: Candidate, rule: str, confidence: float
) -> Iterator[tuple[Candidate, tuple[int, int]]]:
    at = view.text.find(form)
    while at >= 0:
        end = at + len(form)
        known = view.owner_at.get(at)
        if not (known and known[0] > end) and not (form.isascii() and view.text[end : end + 1].isascii() and view.text[end : end + 1].isalnum()):
            yield Candidate(at, end, name.type, rule, confidence, at), (at, end)
        at = view.text.find(form, end)


def _repeated(
    view: View, standing: list[Candidate], claims: list[Claim], blocked: Sequence[tuple[int, int]]
) -> list[Candidate]:
    """A name that stands once with clear edges stands wherever the article repeats it."""
    forms: dict[str, Candidate] = {}
    for c in standing:
        text = view.text[c.start : c.end]
        if c.type in ("company", "park", "institute", "program") and len(text) >= 3 and c.rule not in ("known.body", "context.list"):
            forms.setdefault(text, c)
    covered = bytearray(len(view.text))
    for c in standing:
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


def _cities(view: View, standing: list[Candidate]) -> list[Candidate]:
    """The places that the names of parks begin with: they are read off the names, so they stand inside them."""
    spans = {(c.start, c.end) for c in standing}
    extra = []
    for park in standing:
        if park.type != "park" or park.start not in view.place_at:
            continue
        start, end = park.start, view.place_at[park.start]
        skipped = view.pack.lexicon("not_places")
        while end in view.place_at and view.place_at[end] < park.end:
            following = view.text[end : view.place_at[end]]
            if following not in view.known.places or following in skipped or not _under(view, view.text[start:end], following):
                break
            start, end = end, view.place_at[end]
        name = view.text[start:end]
        if name not in view.known.places or name in view.pack.lexicon("not_places") or (start, end) in spans or end >= park.end:
            continue
        spans.add((start, end))
        extra.append(Candidate(start, end, "place", "name.park-city", 0.9, start))
    return sorted([*standing, *extra], key=lambda c: (c.start, -c.end))


def _under(view: View, upper: str, lower: str) -> bool:
    """Whether a place lies in another by the list of divisions (深圳|宝安, but not 东莞|松山)."""
    above = {p.name for p in view.known.places.get(upper, ())}
    return any(p.parent in above for p in view.known.places.get(lower, ()))


def _branches(view: View, standing: list[Candidate], claims: list[Claim]) -> list[Candidate]:
    """A party branch belongs to the mention of its owner."""
    reach = 0  # the furthest end so far: names come in text order, the longer first
    out = []
    for c in standing:
        match = BRANCH.match(view.text, c.end) if c.type in ("company", "agency", "park", "university", "institute") else None
        outermost = reach <= c.end
        reach = max(reach, c.end)
        if match and outermost and not (c.type == "park" and match.group().endswith("党委")):
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
