"""Administrative places: where one is named."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.boundary import HAN, View
from kg.extract.candidate import Candidate
from kg.text import Word

__all__ = ["by_places", "under"]


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
        if name[-1] not in view.divisions and view.pack.pattern("road_of_place").match(view.text, end):
            continue  # 北京|路88号, 银川|路以东
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
    joined = name[0] in view.pack.lexicon("joiners") and name[1:] in view.pack.lexicon("all_divisions")
    if joined and _spoken_before(view, start):
        return True  # 县政府|和|县科工局
    if view.pack.pattern("compass_hills").fullmatch(view.text, start, end):
        return True
    if name[0] == "城" and view.text.endswith(view.pack.endings("site_kinds"), 0, start + 1):
        return True  # 科学|城东区
    county = _level(view, name) == "county"
    if county and name[1:] in view.pack.lexicon("town_endings") and _in_town(view, start):
        return True  # 锡|北镇
    divided = len(name) > 2 and name[-1] in view.pack.lexicon("all_divisions")  # 长沙县|江背镇
    water = not divided and view.text[end : end + 1] in view.pack.lexicon("waters")
    if water and (county or any(w.end == end + 1 for w in window)) and not _brand_behind(view, end + 1, window):
        return True
    if _given_name(view, start, end) and (county or view.text[start - 1] not in view.stop):
        return True  # but 董事长|于|昆山|表示
    everyday = name in view.pack.lexicon("everyday_counties") and name in view.generic
    paper = view.text.startswith(view.pack.endings("newspapers"), end)
    return everyday or paper or view.pack.pattern("news_site").match(view.text, end) is not None


def _in_town(view: View, start: int) -> bool:
    """Whether the first characters of a town's name stand before what is written like a county."""
    ahead = view.words(view.clause(start), start)[-1:]
    return bool(ahead) and len(ahead[0].text) == 1 and ahead[0].text not in view.stop and bool(HAN.match(ahead[0].text))


def _spoken_before(view: View, at: int) -> bool:
    """Whether something that 和 may join stands right before an offset: no place, no word of the grammar."""
    if at == 0 or not HAN.match(view.text[at - 1]) or at in view.place_ending:
        return False
    return view.before(at) not in view.stop


def _spoken_of(view: View, start: int, end: int, window: Sequence[Word]) -> bool:
    """Whether a place is a name by itself, not only where something is (昆山|西路) or a common word."""
    name = view.text[start:end]
    behind_own = _behind_own(view, name, start)
    everyday = name in view.pack.lexicon("not_places") or name in view.pack.lexicon("everyday_counties")
    if (
        view.text.startswith(view.pack.endings("names_from_places"), end)  # 昆山|西路77号, 恒阳|时代
        or (everyday and not (behind_own and view.right_open(end)))
        or _before_town(view, end)
        or any(w.start == end and w.text == "镇" for w in window)  # 下|察隅|镇农户
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
    counted = view.pack.pattern("counties_counted").match(view.text, end) if place.level == "county" else None
    if (counted and _listed(view, start, end)) or (place.level == "city" and _beside_sister(view, start, end)):
        return True
    person = common is not None and common.tag.startswith("nr")  # 余杭: the dictionary takes it for one
    if word and ((place.level == "county" and not person) or name in view.pack.lexicon("everyday_cities")):
        return False  # the dictionary does not know 合肥 and 南通 for cities
    if len(name) > 2 and common is not None and common.tag.startswith("n") and place.name[-1] != "区":
        return True  # 霍尔果斯: too long for a word that means something else
    doubtful = common is None or common.tag != "ns" or (place.name.endswith("区") and place.name not in view.text)
    if place.level != "county" or not doubtful or name[-1] == "旗":
        return True
    ended = not HAN.match(view.text[end : end + 1] or "。")
    if ended and view.text.endswith(view.pack.endings("before_counties_at_end"), 0, start):
        return True
    if len(name) != 2 or not view.text.endswith(view.pack.endings("before_counties"), 0, start):
        return False
    return view.pack.pattern("behind_county").match(view.text, end) is not None  # 从|海淀|搬到, 隔壁|蓬溪|的


def _behind_own(view: View, name: str, start: int) -> bool:
    """Whether the province or city that a place lies in stands right before it (江苏|江阴, 北京|朝阳)."""
    before = view.place_ending.get(start)
    return before is not None and under(view, view.text[before:start], name)


def _before_town(view: View, end: int) -> bool:
    """Whether a place only begins a town's name (东阳|渡街道), and no other place follows (抚州市|东乡区)."""
    town = view.text.startswith(view.pack.endings("town_endings"), end + 1)
    return town and not any(view.text[end : end + n] in view.known.places for n in (3, 4))


def _listed(view: View, start: int, end: int) -> bool:
    """Whether a place is one of several (北碚|、璧山两区)."""
    return view.text[start - 1 : start] in ("、", "和", "与", "及") or view.text[end] in "、和与及"


def _beside_sister(view: View, start: int, end: int) -> bool:
    """Whether another city of the same province stands beside a city in a list (泉州、|三明、|龙岩)."""
    text, known = view.text, view.known.places
    above = known[text[start:end]][0].parent
    before = [text[start - 1 - n : start - 1] for n in (2, 3) if text[start - 1 : start] == "、" and start > n]
    behind = [text[end + 1 : end + 1 + n] for n in (2, 3) if text[end : end + 1] == "、"]
    beside = (place for name in before + behind for place in known.get(name, ()))
    return any(place.level == "city" and place.parent == above for place in beside)


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
    at = start - 2 if ahead.isspace() else start - 1  # 记者 马|伊宁
    if called or view.text.endswith(titles, 0, at) or view.pack.pattern("took_photo").match(view.text, end):
        return True
    whole = view.text[start - 1 : end]  # 市长|杜延安……杜|延安说
    return any(view.text.endswith(titles, 0, at) for at, _ in view.occurrences(whole) if at != start - 1)


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


def under(view: View, upper: str, lower: str) -> bool:
    """Whether a place lies in another by the list of divisions (深圳|宝安, 江苏省|如皋, but not 东莞|松山)."""
    above = {p.name for p in view.known.places.get(upper, ())}
    over = [p.parent for p in view.known.places.get(lower, ())]
    return any(name in above or any(p.parent in above for p in view.known.places.get(name, ())) for name in over)
