"""Administrative places: where one is named, and which ones stand at the head of a park's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.extract.closed import apart
from kg.text import Word

__all__ = ["by_places", "cities_of_parks", "places_of_works", "towns_again"]


def by_places(view: View) -> list[Candidate]:
    """Administrative places whose edges are word edges; a short form that is also a common word is none.

    Tells the view of more of them: of those that only begin other names, and of regions.
    """
    found, sure = [], view.pack.thresholds["known.place"]
    names, reach = view.listed(view.known.place_names, overlap=True), 0
    regions = view.listed(view.known.regions)
    whole = dict(regions)
    for number, (start, end) in enumerate([*names, *regions]):
        if (start < reach and number < len(names)) or end < whole.get(start, 0):
            continue  # inside the one before it, which stands; 上海|合作组织
        window = view.words(view.clause(start), _line_end(view.text, end, end + 4))
        window = [w for w in window if w.end > start and w.start <= end]
        if not _has_edges(view, start, end, window) or _is_other_word(view, start, end, window):
            continue
        if (town := _town(view, start, end)) is not None:
            view.place_at.setdefault(start, town)
            view.place_ending[town] = start
            reach = town
            found.append(Candidate(start, town, "place", "known.place", sure, start))
            continue
        view.place_at.setdefault(start, end)
        reach = end
        name = view.text[start:end]
        if name in view.pack.lexicon("regions") and name not in view.known.places:
            continue
        view.place_ending[end] = start
        if _spoken_of(view, start, end, window):
            found.append(Candidate(start, end, "place", "known.place", sure, start))
    return found


def _town(view: View, start: int, end: int) -> int | None:
    """Where a town's name ends that is called like a county elsewhere (灵川|镇); None where it is none."""
    name = view.text[start:end]
    town = view.text[end : end + 1] in view.pack.lexicon("town_endings")
    if not town or name not in view.known.places or any(p.name == name for p in view.known.places[name]):
        return None
    county = all(p.level == "county" for p in view.known.places[name])
    return end + 1 if county and view.right_open(end + 1) else None


def _has_edges(view: View, start: int, end: int, window: Sequence[Word]) -> bool:
    """Whether a place begins and ends where words do, or where the segmentation is known to miss that."""
    name = view.text[start:end]
    prepositions, rare = view.pack.lexicon("place_prepositions"), view.pack.thresholds["rare_around_place"]
    # 与|启东|市政府: the word with the preposition may leave out the division, too
    stops = (end, end - 1) if len(name) > 2 and name[-1] in view.pack.lexicon("all_divisions") else (end,)
    if not any(w.start == start for w in window) and not any(
        (w.end == end and w.start < start and start in view.place_ending)  # 福建厦门 is one word
        or (w.end in stops and w.start == start - 1 and view.text[w.start] in prepositions)
        for w in window
    ):
        return False
    if len(name) > 2 and name[-1] in view.pack.lexicon("all_divisions"):
        return True
    known = view.known.places.get(name)
    large = known is not None and known[0].level != "county"
    return (
        any(w.end == end or (w.start < end and w.text in view.pack.lexicon("torn_places")) for w in window)
        or _miscut(view, name, start, end, window)
        or (large and any(w.start < end < w.end and w.freq < rare for w in window))
        or any(w.start == start and w.end > end and w.tag in ("ns", "nt", "nz") for w in window)
    )


def _is_other_word(view: View, start: int, end: int, window: Sequence[Word]) -> bool:
    """Whether what is written like a place is a part of something else: a water, a person, a paper, a common word."""
    name = view.text[start:end]
    if name in view.stop or view.text.startswith(view.pack.endings("division_words"), end - 1):
        return True  # 中原|区域总部
    if view.pack.pattern("compass_hills").fullmatch(view.text, start, end):
        return True
    if name[0] == "城" and view.text.endswith(view.pack.endings("site_kinds"), 0, start + 1):
        return True  # 科学|城东区
    county = _level(view, name) == "county"
    water = view.text[end : end + 1] in view.pack.lexicon("waters")
    if water and (county or any(w.end == end + 1 for w in window)) and not _brand_behind(view, end + 1, window):
        return True
    if county and _given_name(view, start, end):
        return True
    everyday = name in view.pack.lexicon("everyday_counties") and name in view.generic
    return everyday or view.text.startswith(view.pack.endings("newspapers"), end)


def _spoken_of(view: View, start: int, end: int, window: Sequence[Word]) -> bool:
    """Whether a place is a name by itself, not only where something is (昆山|西路) or a common word."""
    name = view.text[start:end]
    behind_own = _behind_own(view, name, start)
    everyday = name in view.pack.lexicon("not_places") or name in view.pack.lexicon("everyday_counties")
    if (
        (everyday and not (behind_own and view.right_open(end)))
        or view.text.startswith(view.pack.endings("town_endings"), end + 1)  # 东阳|渡街道
        or any(w.start == end and w.text == "镇" for w in window)  # 下|察隅|镇农户
        or view.text.startswith(view.pack.endings("road_endings"), end)  # 昆山|西路77号
        or (
            view.text[start - 1 : start] == "（"
            and view.text[end : end + 1] == "）"
            and not _told_behind(view, name, end)
        )
    ):
        return False
    place = view.known.places[name][0]
    if name != place.short or behind_own:
        return True
    common = next((w for w in window if w.start == start and w.end == end), None)
    word = common is not None and common.tag != "ns" and common.freq > view.pack.thresholds["common_place"]
    if common is not None and place.name in view.text and not place.name.endswith("区"):
        return True  # 天长市……与|天长|合作
    if word and (place.level == "county" or name in view.pack.lexicon("everyday_cities")):
        return False  # the dictionary does not know 合肥 and 南通 for cities
    if len(name) > 2 and common is not None and common.tag.startswith("n") and place.name[-1] != "区":
        return True  # 霍尔果斯: too long for a word that means something else
    doubtful = common is None or common.tag != "ns" or (place.name.endswith("区") and place.name not in view.text)
    if place.level != "county" or not doubtful or name[-1] == "旗":
        return True
    if len(name) != 2 or not view.text.endswith(view.pack.endings("before_counties"), 0, start):
        return False
    return view.pack.pattern("behind_county").match(view.text, end) is not None  # 从|海淀|搬到, 隔壁|蓬溪|的


def _behind_own(view: View, name: str, start: int) -> bool:
    """Whether the province or city that a place lies in stands right before it (江苏|江阴, 北京|朝阳)."""
    before = view.place_ending.get(start)
    return before is not None and _under(view, view.text[before:start], name)


def _told_behind(view: View, name: str, end: int) -> bool:
    """Whether a full name in brackets tells where what stands before it is (甲扩建项目（缙云县）|，)."""
    behind = view.text[end + 1 : end + 2]
    zone = view.text.endswith("区", 0, end - len(name) - 1)  # 乌鲁木齐高新区（新市区）: the zone itself
    return name != view.known.places[name][0].short and not zone and not HAN.match(behind)


def _brand_behind(view: View, at: int, window: Sequence[Word]) -> bool:
    """Whether a lone character that names stands behind a water's: both are a brand (包头|江|馨微电机)."""
    behind = next((w for w in window if w.start == at), None)
    return behind is not None and len(behind.text) == 1 and behind.text.isalpha() and behind.text not in view.stop


def _level(view: View, name: str) -> str:
    """The level of a place's short form; empty for a full name and for a region."""
    known = view.known.places.get(name)
    return known[0].level if known and name == known[0].short else ""


def _given_name(view: View, start: int, end: int) -> bool:
    """Whether a surname stands right before, and an office before that or behind (董事长邓|启东, ，王|海宁常委)."""
    if view.text[start - 1 : start] not in view.pack.lexicon("surnames"):
        return False
    titles = view.pack.endings("person_titles")
    ahead = view.text[start - 2 : start - 1]
    called = not HAN.match(ahead) and view.text.startswith(titles, end)  # begins a clause
    return called or view.text.endswith(titles, 0, start - 1)


def _miscut(view: View, name: str, start: int, end: int, window: Sequence[Word]) -> bool:
    """Whether the segmentation cut a province or city after one character, the rest to what follows (湖|南岳|砜)."""
    known = view.known.places.get(name)
    if not known or known[0].level == "county":
        return False
    return any(w.start == start and w.end == start + 1 for w in window) and any(w.start < end < w.end for w in window)


def _line_end(text: str, at: int, limit: int) -> int:
    """Where the line that holds ``at`` ends, at most ``limit``."""
    end = text.find("\n", at, limit)
    return min(len(text), limit) if end < 0 else end


def towns_again(
    view: View, standing: list[Candidate], claims: list[tuple[Candidate, tuple[int, int], str]]
) -> list[Candidate]:
    """The towns that an article calls without the word for a town, too (丹灶镇……随后丹灶|先后引进)."""
    endings, sure = view.pack.endings("town_endings"), view.pack.thresholds["known.place"]
    towns = {view.text[c.start : c.end]: c for c in standing if c.rule == "place.town"}
    taken = view.marked((c.start, c.end) for c in standing) if towns else bytearray()
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
        if park.type != "park" or park.start not in view.place_at:
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
                or not _under(view, view.text[start:end], following)
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
        if end and (stop := view.place_at.get(end, 0)) and stop < park.end:
            upper, lower = view.text[park.start : end], view.text[end:stop]
            known = view.known.places.get(lower, ())
            if known and all(p.level == "county" for p in known) and not _under(view, upper, lower):
                found.add(view.text[end : park.end])
    return tuple(sorted(found))


def _further(view: View, start: int, end: int, limit: int) -> tuple[int, int]:
    """The place that the name of a park gives behind that of its founder (深圳（哈尔滨）产业园)."""
    if view.text[end : end + 1] == "（":
        stop = view.place_at.get(end + 1, 0)
        within = view.known.places.get(view.text[end + 1 : stop], ())
        hosts = within and all(p.level != "province" for p in within)  # 曹妃甸（北京）协同发展示范区: whose it is
        if hosts and not any(p.level == "city" or p.name == view.text[end + 1 : stop] for p in within):
            above = [p.parent.rstrip("市州盟") for p in within]  # 铁山港（临海）工业区: by the sea, and not the county
            hosts = any(word and word in view.text for word in above)
        return (end + 1, stop) if hosts and view.text[stop : stop + 1] == "）" else (start, end)
    skipped = view.pack.lexicon("not_places")
    for at in range(end + 2, limit - 2):
        stop = view.place_at.get(at, 0)
        name = view.text[at:stop] if at < stop < limit else ""
        known = view.known.places.get(name, ())
        if known and name not in skipped and all(p.level == "city" for p in known):
            return (start, end) if _under(view, view.text[start:end], name) else (at, stop)
    return start, end


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
    if any(word and word in view.text for p in known for word in (p.name, p.parent, p.parent.rstrip("市州盟"))):
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


def _under(view: View, upper: str, lower: str) -> bool:
    """Whether a place lies in another by the list of divisions (深圳|宝安, 江苏省|如皋, but not 东莞|松山)."""
    above = {p.name for p in view.known.places.get(upper, ())}
    over = [p.parent for p in view.known.places.get(lower, ())]
    return any(name in above or any(p.parent in above for p in view.known.places.get(name, ())) for name in over)
