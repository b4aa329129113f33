"""Administrative places that other names tell: the cities of parks, the counties of projects, towns in short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.boundary import Kind, View
from kg.extract.candidate import Candidate
from kg.extract.closed import apart
from kg.extract.places import under

__all__ = ["cities_of_parks", "places_of_works", "towns_again"]


def towns_again(
    view: View,
    standing: list[Candidate],
    claims: list[tuple[Candidate, tuple[int, int], str]],
    blocked: Sequence[tuple[int, int]] = (),
) -> list[Candidate]:
    """The towns that an article calls without the word for a town, too (丹灶镇……随后丹灶|先后引进).

    :param blocked: spans in which nothing is a mention (furniture).
    """
    endings, sure = view.pack.endings("town_endings"), view.pack.thresholds["known.place"]
    towns = {view.text[c.start : c.end]: c for c in standing if c.rule == "place.town"}
    taken = view.marked([*((c.start, c.end) for c in standing), *blocked]) if towns else bytearray()
    extra = []
    for town, c in towns.items():
        stem = town.removesuffix(next((word for word in endings if town.endswith(word)), ""))
        rare = len(stem) == 2 and stem not in view.known.places
        if not rare or any(p.kind is not Kind.BRAND for p in view.pieces(c.start, c.start + len(stem))):
            continue
        for start, end in view.occurrences(stem):
            if 1 not in taken[start:end] and apart(view, start, end):
                extra.append(replace(c, start=start, end=end, confidence=sure, cut=start))
                claims.append((c, (start, end), "short-form"))
    return sorted([*standing, *extra], key=lambda c: (c.start, -c.end)) if extra else standing


def cities_of_parks(view: View, standing: list[Candidate]) -> list[Candidate]:
    """The places that the names of parks begin with: they are read off the names, so they stand inside them."""
    spans = {(c.start, c.end) for c in standing}
    extra, sure = [], view.pack.thresholds["name.park-city.place"]
    elsewhere = _elsewhere(view, standing)
    schools = {c.start for c in standing if c.type == "university"}
    for park in standing:
        if park.type != "park":
            continue
        if park.start not in view.place_at:
            if bracketed := _bracketed(view, park):
                spans.add(bracketed)
                extra.append(Candidate(*bracketed, "place", "name.park-city", sure, bracketed[0]))
            continue
        if view.text.startswith(elsewhere, park.start):
            continue
        if park.start in schools or view.owner_at.get(park.start, (0, ""))[1] == "university":
            continue  # 福州大学|晋江科教园, 西工大|科技园: no park of 西工
        start, end = park.start, view.place_at[park.start]
        skipped = view.pack.lexicon("not_places")
        while end in view.place_at and view.place_at[end] < park.end:
            following = view.text[end : view.place_at[end]]
            if (
                following not in view.known.places
                or following in skipped
                or not under(view, view.text[start:end], following)
            ):
                break
            start, end = end, view.place_at[end]
        start, end = _further(view, start, end, park.end)
        if view.text[end : end + 1] == "·" and end + 1 in view.place_at and view.place_at[end + 1] < park.end:
            start, end = end + 1, view.place_at[end + 1]  # 北京·|沧州|渤海新区: who founds it with the place
        name = view.text[start:end]
        if (
            name not in view.known.places
            or name in view.pack.lexicon("not_places")
            or (name in view.pack.lexicon("everyday_counties") and park.rule != "park.zone")
            or (start, end) in spans
            or end >= park.end
            or _whole_province(view, name)
            or (_is_site(view, park) and _namesake(view, name, park, standing))
        ):
            continue
        spans.add((start, end))
        extra.append(Candidate(start, end, "place", "name.park-city", sure, start))
    return sorted([*standing, *extra], key=lambda c: (c.start, -c.end))


def places_of_works(view: View, standing: list[Candidate]) -> list[Candidate]:
    """The counties that the names of projects begin with (南召县|绿色建材产业园项目), unless an owner does."""
    owned = {c.start for c in standing if c.type in ("company", "park", "university", "institute", "agency", "place")}
    divisions, begun = view.pack.endings("lower_divisions"), view.pack.pattern("begins_works")
    sure = view.pack.thresholds["name.program-place.place"]
    extra = []
    for works in standing:
        end = view.place_at.get(works.start, 0)
        if works.rule != "program.project" or works.start in owned or not works.start < end < works.end:
            continue
        name = view.text[works.start : end]
        known = view.known.places.get(name, ())
        if not known:
            continue  # 中华|二期扩建项目: a region, and no place
        full = any(p.name == name and p.level == "county" for p in known)
        if (full and name.endswith(divisions)) or (begun.match(view.text, end) and not _whole_province(view, name)):
            extra.append(Candidate(works.start, end, "place", "name.program-place", sure, works.start))
    return sorted([*standing, *extra], key=lambda c: (c.start, -c.end)) if extra else standing


def _elsewhere(view: View, standing: list[Candidate]) -> tuple[str, ...]:
    """Short forms of parks whose first word is a county only elsewhere (三江新区 beside 宜宾三江新区)."""
    found = set()
    for park in standing:
        end = view.place_at.get(park.start, 0) if park.type == "park" else 0
        above = view.owner_ending.get(park.start) if end else None
        if above is not None and view.owner_at[above][1] == "park" and above in view.place_at:
            upper, lower = view.text[above : view.place_at[above]], view.text[park.start : end]
            known = view.known.places.get(lower, ())
            if known and all(p.level == "county" for p in known) and not under(view, upper, lower):
                found.add(view.text[park.start : park.end])  # 长春新区|北湖科技开发区
        if end and (stop := view.place_at.get(end, 0)) and stop < park.end:
            upper, lower = view.text[park.start : end], view.text[end:stop]
            known = view.known.places.get(lower, ())
            if known and all(p.level == "county" for p in known) and not under(view, upper, lower):
                found.add(view.text[end : park.end])
    return tuple(sorted(found))


def _bracketed(view: View, park: Candidate) -> tuple[int, int] | None:
    """The city that a park gives in brackets behind a part of the country or nations (西部（重庆）科学城)."""
    lexicon, opened = view.pack.lexicon, view.text.find("（", park.start + 2, min(park.start + 7, park.end)) + 1
    ahead = view.text[park.start : opened - 1] if opened else ""
    nations = view.pack.pattern("two_nations").fullmatch(ahead)
    if not nations and ahead not in lexicon("regions") | lexicon("compass_regions"):
        return None
    end = view.place_at.get(opened, park.end)
    name = view.text[opened:end]
    if end + 1 >= park.end or view.text[end] != "）" or name in lexicon("not_places"):
        return None
    city = any(p.level == "city" or p.name.endswith("市") for p in view.known.places.get(name, ()))
    return (opened, end) if city else None


def _further(view: View, start: int, end: int, limit: int) -> tuple[int, int]:
    """The place that the name of a park gives behind that of its founder (深圳（哈尔滨）产业园)."""
    if view.text[end : end + 1] == "（":
        stop = view.place_at.get(end + 1, 0)
        within = view.known.places.get(view.text[end + 1 : stop], ())
        hosts = within and all(p.level != "province" for p in within)  # 曹妃甸（北京）协同发展示范区: whose it is
        if hosts and not any(p.level == "city" or p.name == view.text[end + 1 : stop] for p in within):
            above = [_city(p.parent) for p in within]  # 铁山港（临海）工业区: by the sea, and not the county
            hosts = any(word and word in view.text for word in above)
        return (end + 1, stop) if hosts and view.text[stop : stop + 1] == "）" else (start, end)
    skipped = view.pack.lexicon("not_places")
    for at in range(end + 2, limit - 2):
        stop = view.place_at.get(at, 0)
        name = view.text[at:stop] if at < stop < limit else ""
        known = view.known.places.get(name, ())
        if known and name not in skipped and all(p.level == "city" for p in known):
            return (start, end) if under(view, view.text[start:end], name) else (at, stop)
    return start, end


def _city(name: str) -> str:
    """A city's name without the word for its kind: 台州|市 is never called by its first character."""
    return name[:-1] if name.endswith(("市", "州", "盟")) and len(name) > 2 else name


def _namesake(view: View, name: str, park: Candidate, standing: list[Candidate]) -> bool:
    """Whether a site begins with a word that is a county's short name too, and nothing else speaks of that county.

    泰和高分子新材料产业园 in an article about Yantai has its name from a firm.
    """
    known = view.known.places.get(name, ())
    if not known or any(p.level != "county" or p.short != name for p in known):
        return False
    named = [c for c in standing if c.type in ("park", "company")]
    inside = {at for c in named if (at := view.text.find(name, c.start, c.end)) >= 0}
    if view.text.count(name) > len(inside):
        return False  # it is spoken of by itself
    if any(word and word in view.text for p in known for word in (p.name, p.parent, _city(p.parent))):
        return False
    found = {view.text[s:e] for s, e in view.place_at.items()}
    spoken = [p for word in found for p in view.known.places.get(word, ())]
    return any(p.level == "city" or (p.level == "province" and p.name.endswith("市")) for p in spoken)


def _is_site(view: View, park: Candidate) -> bool:
    """Whether a park is a site, which may be called as counties elsewhere are; a zone has its name from its county."""
    ends = view.text.endswith(view.pack.endings("site_zones"), park.start, park.end)
    return park.rule.startswith("park.s") or (ends and not view.text.endswith("高新区", park.start, park.end))


def _whole_province(view: View, name: str) -> bool:
    """Whether a place is a province, which is no city; those that are cities too (北京, 重庆) are not meant."""
    return all(p.level == "province" and not p.name.endswith("市") for p in view.known.places.get(name, ()))
