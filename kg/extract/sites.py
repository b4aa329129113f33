"""Which runs before a zone's or a site's ending name one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.aliases import is_former
from kg.extract.boundary import Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.honours import graded
from kg.rules import SuffixRule, numerals

__all__ = ["judge_park", "wholes"]


def judge_park(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The zone or site whose name is ``run`` and ``suffix``, if they name one."""
    if rule.id in ("park.site", "park.stem") and view.pack.pattern("road_of_site").match(view.text, made.end):
        return None  # 昕感湖生态园|大道
    phase = view.pack.pattern("phase").match(view.text, made.end) if rule.id in ("park.site", "park.stem") else None
    if phase and not view.text.startswith("项目", phase.end()):
        made = replace(made, end=phase.end())
    number = (
        view.pack.pattern("number_of_site").match(view.text, made.end)
        if rule.id in ("park.site", "park.stem")
        else None
    )
    if number:
        made = replace(made, end=number.end())
    dotted = view.pack.pattern("dotted_part").match(view.text, made.end)
    if dotted and view.right_open(dotted.end()):
        made = replace(made, end=dotted.end())  # 甲科技园|·滨海园
    quarter = suffix[-1] == "城" and view.pack.pattern("lettered_quarter").match(view.text, made.end)
    if quarter:
        made = replace(made, end=quarter.end())  # 怀柔科学城|东区
    if view.pack.pattern("planned_region").fullmatch(view.text, made.start, made.end):
        return None  # 广西北部湾经济区
    if view.pack.pattern("praised_as").search(view.text, max(0, made.start - 4), made.start):
        return None  # 被誉为“|江南硅谷
    if len(run) == 1 and run[0].text == "中国" and suffix in view.pack.lexicon("industry_valleys"):
        called = view.pack.pattern("epithet_ahead").search(view.text, max(0, made.start - 5), made.start)
        return None if called else made  # 被誉为“|中国钛谷
    if len(run) > 1 and run[0].text in view.pack.lexicon("site_kinds") and run[1].kind is Kind.PLACE:
        made, run = replace(made, start=run[1].start, cut=run[1].start), run[1:]  # 西部科学城|重庆高新区
    if rule.id in ("park.site", "park.stem") and run[0].kind is Kind.PLACE:
        made = _of_valley(view, made)
    if view.text[made.start - 1 : made.start] == "最":
        return None  # 中国十大最|具投资价值锂电产业园区
    own = next((p.start for p in run if p.kind is not Kind.PLACE), -1)
    if own >= 0 and view.pack.pattern("great_ones").match(view.text, own):
        return None  # 三大|战略性新兴产业基地, 上海|三大未来产业先导区
    if own >= 0 and graded(view, own, made):
        return None
    kind = run[0].kind not in (Kind.PLACE, Kind.OWNER) and suffix.endswith("园区")
    if kind and view.pack.pattern("site_of_kind").fullmatch(view.text, made.start, run[-1].end):
        return None  # 智慧型|综合园区
    if view.pack.pattern("ranked_behind").match(view.text, made.end):
        return None  # 中国高校孵化器|10强
    if view.pack.pattern("several_zones").search(view.text, made.start, run[-1].end):
        return None
    if view.pack.pattern("phase_alone").fullmatch(view.text, made.start, run[-1].end):
        return None  # 预留|三期|园区
    if all(p.text in view.pack.lexicon("nations") for p in run) or len(run) > 9 or run[0].text in ("国家", "全国"):
        return None
    if view.text[made.start - 1 : made.start] == "（":
        made = _led(view, made)
    rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER)]
    if suffix.endswith(("城", "港")) and view.text[made.end : made.end + 1] == "区":
        return None  # 中心|城区, 航空|港区
    if view.pack.pattern("bank_branch").match(view.text, made.end) or (
        rule.id == "park.stem" and view.pack.pattern("project_of_site").match(view.text, made.end)
    ):
        return None
    farm = rest and suffix.endswith("示范区") and rest[-1].text in view.pack.lexicon("farm_fields")
    if farm and "国家" not in view.text[made.start : made.end]:
        return None
    closed = view.pack.pattern("slogan_closes").match(view.text, made.end)  # “南繁硅谷，东方家园”
    quoted = view.text[made.start - 1 : made.start] == "“" and closed is not None
    own = suffix.endswith("园") and view.named(rest)  # 建设“恒澜机器人产业园”
    if quoted and not own and view.text.endswith(tuple(view.pack.lexicon("title_verbs")), 0, made.start - 1):
        return None  # 打造“南繁硅谷”: an aim
    opened = view.pack.pattern("slogan_opens").search(view.text, max(0, made.start - 24), made.start)
    if opened and not own and view.text.startswith("”", made.end):
        return None  # 打造“内陆开放新高地，中俄合作示范区”
    if len(run) == 1 and suffix[-1] == "城" and run[0].text in view.pack.lexicon("compass_regions"):
        return made.sure(0.8)  # 西部|科学城
    if rule.id == "park.zone":
        return _zone(view, run, rest, suffix, made)
    if rule.id == "park.part":
        owner = run[0].kind is Kind.OWNER and view.owner_at[run[0].start][1] == "park" and len(run) > 1
        if suffix in view.pack.lexicon("unnamed_sites"):
            vague = any(p.text in view.pack.lexicon("not_zone_words") for p in run[1:])  # 甲科技园|结为姊妹|园区
            return made if owner and not vague and view.named(run[1:]) else None  # not 昆山高新区|重点|园区
        return made if owner else None
    if rule.id == "park.area":
        return _area(view, run, rest, made)
    return _site(view, run, rest, suffix, made)


def wholes(view: View, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The parks whose phases and lettered parts have names of their own (云溪生命科学园|三期, 云东化工园区|C区).

    And parts that a place names behind a site. Where the name begins with another park's, that is the whole
    (某高新区|软件园二期).
    """
    named = [c for c in found if c.type == "park"]
    yield from _parts(view, named)
    nearest: dict[int, int] = {}
    for c in named:
        nearest[c.start] = min(c.end, nearest.get(c.start, c.end))
    for c in named:
        part = view.pack.pattern("numbered_part").search(view.text, c.start, c.end)
        if part and part.start() - c.start > 3 and nearest[c.start] == c.end and not is_former(view, c):
            yield replace(c, end=part.start(), rule="park.whole")


def _parts(view: View, parks: Sequence[Candidate]) -> Iterator[Candidate]:
    """A park's part that a place names, right behind a site that is found later than it (昕谷科技城|昆山园区)."""
    sites = {c.end: c for c in parks if c.rule in ("park.site", "park.stem")}
    endings = view.pack.endings("unnamed_sites")
    for c in parks:
        whole = sites.get(c.start) if c.rule == "park.zone" else None
        if whole and view.text.endswith(endings, c.start, c.end):
            yield replace(c, start=whole.start, cut=whole.end, rule="park.part")


def _led(view: View, made: Candidate) -> Candidate:
    """A bracketed place with one word before it begins the name with that word (西部（重庆）科学城)."""
    opening = made.start - 1
    begin = view.clause(opening)
    before = view.pieces(begin, opening) if begin < opening else []
    if not before or "）" not in view.text[made.start : made.end] or before[-1].kind in (Kind.STOP, Kind.OWNER):
        return made
    return replace(made, start=before[-1].start, cut=before[-1].start)


def _of_valley(view: View, made: Candidate) -> Candidate:
    """A valley's site in another city has the valley's name first (光谷|恒州科技产业园)."""
    begin = view.clause(made.start)
    before = view.pieces(begin, made.start) if begin < made.start else []
    if not before or before[-1].text not in view.pack.lexicon("industry_valleys"):
        return made
    if len(before) > 1 and before[-2].kind is Kind.PLACE:
        return made  # 武汉|光谷
    return replace(made, start=before[-1].start, cut=before[-1].start)


def _of_field(view: View, field: Piece, suffix: str, made: Candidate) -> bool:
    """Whether an article calls a zone by its field, again and again or with its district (医药|高新区（高港区）)."""
    again = view.text.startswith("（", made.end) or view.text.count(view.text[made.start : made.end]) > 1
    return again and field.text in view.industries and suffix in view.pack.lexicon("field_zones")


def _zone(view: View, run: list[Piece], rest: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """A zone: with a place, a brand or a zone that it is part of; a noun may name one (火炬|高新区, 东盟|经开区)."""
    if view.pack.pattern("treaty_zone").fullmatch(view.text, made.start, made.end):
        return None
    whole = view.text[run[0].start : run[-1].end]
    noun = (len(run) == 2 and whole in view.pack.lexicon("brand_nouns")) or (
        len(run) == 1
        and (
            run[0].text in view.pack.lexicon("brand_nouns")
            or (run[0].tag in ("j", "nz") and run[0].kind is not Kind.SOFT)
            or _side(run[0])
            or _of_field(view, run[0], suffix, made)
        )
    )
    if not noun and not any(p.kind in (Kind.PLACE, Kind.OWNER) for p in run) and not view.named(run):
        return None
    if any(p.kind is Kind.OWNER and view.owner_at[p.start][1] != "park" for p in run):
        return None
    if suffix == "园区" and _district(view, made.end):
        return None  # 商丘市|梁园区
    every = suffix in view.pack.lexicon("zone_nouns")
    if len(run) == 1 and run[0].kind is Kind.PLACE and run[0].text.endswith(("省", "自治区")) and every:
        return None  # 云南省|高新区: those of the province
    regions = view.pack.lexicon("compass_regions")
    if every and all(p.text in regions for p in run):
        return None
    own = (
        any(p.kind is Kind.PLACE for p in run[1:])
        or view.described(rest)
        or any(p.text in view.industries or p.text in view.pack.lexicon("area_sides") for p in rest)
    )
    of_area = run[0].text.endswith("新区") and suffix in view.pack.lexicon("zones_of_areas")
    if run[0].kind is Kind.OWNER and not rest and (of_area or suffix in view.pack.lexicon("zones_of_zones")):
        return replace(made, cut=run[0].end)
    if run[0].kind is Kind.OWNER and not (rest and own) and not (len(run) == 2 and view.county(run[1].text)):
        return None  # but 常州高新区|滨江|经济开发区
    if suffix == "园区" and view.pack.pattern("firm_of_zone").match(view.text, made.end):
        return None  # 昆明滇新|园区投资有限公司
    vague = view.pack.lexicon("not_zone_words")
    if any(p.text in vague or p.text[-1] in view.pack.lexicon("office_characters") for p in rest):
        return None
    if any(p.text in view.pack.lexicon("courts") for p in rest):
        return None  # 昆山市法院|高新区|法庭
    if len(run) == 1 and run[0].text in vague:
        return None  # 结为|友好|园区
    if suffix == "新区" and view.text[made.start : made.end] in view.known.places:
        return None
    lettered = view.pack.pattern("lettered_quarter").match(view.text, made.end)
    return replace(made, end=lettered.end()) if lettered else made


def _side(piece: Piece) -> bool:
    """Whether a word tells a side of more than a place (西海岸|新区)."""
    return piece.tag == "s" and len(piece.text) > 2


def _district(view: View, end: int) -> bool:
    """Whether the dictionary knows a district whose name ends there."""
    words = view.words(max(view.clause(end), end - 6), end)
    return bool(words) and words[-1].end == end and words[-1].tag == "ns" and len(words[-1].text) == 3


def _area(view: View, run: list[Piece], rest: list[Piece], made: Candidate) -> Candidate | None:
    """An area that is named by a place or a brand; with a verb of titles before it, it is an honour or an aim."""
    if view.before(made.start) in view.pack.lexicon("title_verbs") or any(
        p.text in view.pack.lexicon("not_zone_words") for p in rest
    ):
        return None
    if any(p.kind is Kind.OWNER and view.owner_at[p.start][1] != "park" for p in run):
        return None
    if view.pack.pattern("region_of_cities").search(view.text, made.start, made.end):
        return None  # 成都|平原|经济区
    place = run[0].kind is Kind.PLACE and run[0].text not in view.pack.lexicon("nations") and rest
    owner = run[0].kind is Kind.OWNER and view.owner_at[run[0].start][1] == "park" and rest
    return made if place or owner or view.named(run) else None


def _begins_firm(view: View, called: str) -> bool:
    """Whether the name of a firm begins with this (中电光谷|联合控股有限公司)."""
    firms = (s for s, (end, kind) in view.owner_at.items() if kind == "company" and end - s > len(called))
    return any(view.text.startswith(called, s) for s in firms)


def _site(view: View, run: list[Piece], rest: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """A site: with a name, or told by its industry."""
    owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
    if owner and len(run) > 2 and run[1].text in numerals(view.pack) and run[2].text == "大":
        return None  # 甲小镇、乙小镇|两大|特色小镇
    hosting = suffix in view.pack.lexicon("hosting_sites")
    fields = any(p.text in view.industries for p in rest)
    trade = fields or (
        suffix not in view.pack.lexicon("incubators")
        and any(p.text in view.fields and p.text not in view.pack.lexicon("departments") for p in rest)
    )
    if len(rest) > 1 and hosting and not trade and not view.described(rest):
        stems = view.pack.lexicon("site_stems")
        if owner != "park" or not all(p.text in stems for p in rest):
            return None
    if owner and len(run) > 2 and run[1].text in view.generic:
        # a park, a common word, a brand: the brand begins the name (政务服务|天安|数码城)
        brand = next((i for i, p in enumerate(run) if p.kind is Kind.BRAND), 0)
        if brand:
            made = replace(made, start=run[brand].start, cut=run[brand].start)
    if suffix == "产业基地" and (owner == "company" or not rest):
        return None
    called, groups = view.text[made.start : made.end], view.pack.endings("group_endings")
    valley = not owner and suffix in view.pack.lexicon("industry_valleys")
    if valley and (any(called + group in view.text for group in groups) or _begins_firm(view, called)):
        return None  # 中电|光谷, where the article speaks of 中电光谷集团
    if suffix in view.pack.lexicon("enclaves") and not rest and view.text[made.start - 1 : made.start] != "“":
        return None  # 武汉、上海|科创飞地: what kind of sites they have there
    if view.named(run):
        placed = run[0].kind is Kind.PLACE and run[0].text in view.known.places
        return made if rest or not (placed and hosting) or suffix.startswith("产业园") else None
    whose = "" if owner else "".join(p.text for p in rest)
    if len(whose) > 1 and any(whose + group in view.text for group in groups) and whose not in view.generic:
        return made.sure(0.8)  # 浪潮|科技园, where the article speaks of 浪潮集团
    compass = len(rest) == 1 and not owner and rest[0].text in view.pack.lexicon("compass_names")
    if compass and suffix in view.pack.lexicon("compass_sites"):
        return made.sure(0.7)  # 南方|软件园
    if suffix == "产业基地" or view.pack.pattern("count_of_site").match(view.text, made.end):
        return None
    if view.before(made.start) in view.pack.lexicon("title_verbs"):
        return None  # 打造|食品产业综合体: an aim
    # no name in it: a site named by its industry, where somebody is said to be in it
    if view.before(made.start) in view.pack.lexicon("whole_nation"):
        return None  # 我国|现代农业产业园
    if view.pack.pattern("one_of_kind").search(view.text, max(0, made.start - 30), made.start):
        return None
    if suffix in view.pack.lexicon("incubators") and not fields:
        return None  # 科研成果|孵化器
    if view.pack.pattern("project_of_site").match(view.text, made.end):
        return None  # 新能源汽车零部件产业园|项目: what is built, not yet a site
    if any(p.text in view.pack.lexicon("ranks") for p in rest):
        return None  # 世界|一流|高科技园区: an aim
    told = trade or view.described(rest)
    return made.sure(0.62) if told and sum(len(p.text) for p in rest) >= 2 else None
