"""Other forms of a name in one article: declared (以下简称 …), in brackets, short forms, new names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kg.extract.boundary import Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.piece import lone
from kg.rules import RulePack, per_pack
from kg.text import DASHES

__all__ = ["declared", "is_former", "legal_endings", "of_company", "renamed", "short_forms"]

#: What a bracket may hold: a few words, or a name in Latin letters.
_BRACKET = re.compile(r"（([^（）“”，。；、\n]{2,16}|[A-Z][A-Za-z0-9&.\- ，]{1,48})）")
_BRACKETED = re.compile(r"（[^（）]*）")


def declared(view: View, names: Sequence[Candidate]) -> Iterator[tuple[Candidate, int, int, str]]:
    """Forms that the article declares right behind a name: (the name, start and end of the other form, rule)."""
    before, bracketed = view.pack.pattern("called_before"), view.pack.pattern("declared_in_bracket")
    behind, further = view.pack.pattern("declared_behind"), view.pack.pattern("declared_further")
    formerly = view.pack.endings("former_words")
    for name in names:
        called = before.search(view.text, max(0, name.start - 16), name.start) if name.type == "park" else None
        if called and called.end() == name.start and called.group(1) not in view.generic:
            yield name, called.start(1), called.end(1), "declared"
        match = bracketed.match(view.text, name.end) or behind.match(view.text, name.end)
        if match:
            former = any(word in match.group() for word in formerly)
            if match.group(1) not in view.generic:
                yield name, match.start(1), match.end(1), "renamed" if former else "declared"
            for other in further.finditer(view.text, match.end(1), match.end()):
                yield name, other.start(1), other.end(1), "declared"
            continue
        match = _BRACKET.match(view.text, name.end)
        if match and _bracket_form(view, name, match.group(1)):
            yield name, match.start(1), match.end(1), "bracket"


def of_company(view: View, names: Sequence[Candidate]) -> Iterator[tuple[Candidate, int, int, str]]:
    """What a notice calls the firm that issues it: the first firm whose name holds the form's first two characters."""
    firms = sorted((n for n in names if n.type == "company" and n.rule == "company.legal"), key=lambda n: n.start)
    for match in view.pack.scan("declared_by_issuer")(view.text) if firms else ():
        brand = match.group(1)[:2]
        issuer = next((n for n in firms if brand in view.text[n.start : n.end]), None)
        if issuer is not None and match.start(1) > issuer.end:
            yield issuer, match.start(1), match.end(1), "declared"


def _bracket_form(view: View, name: Candidate, form: str) -> bool:
    """Whether a bracket right behind a name holds another form of it."""
    if name.type == "park":
        zone = form.endswith(view.pack.endings("area_endings")) and not view.pack.pattern("quarter").fullmatch(form)
        return zone or (form in view.known.places and form[-1] in view.pack.lexicon("lower_divisions"))
    if name.type in ("company", "university", "institute"):
        own = view.text[name.start : name.end]
        letters = iter(own)
        short = len(form) < len(own) and all(ch in letters for ch in form)
        return short or (form.replace("，", "").isascii() and form[:1].isupper())
    return False


def renamed(view: View, names: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs (old, new) of one sentence that 更名为 and the like join."""
    renamable = (n for n in names if n.type in ("company", "park", "university", "institute"))
    by_start = {n.start: n for n in sorted(renamable, key=lambda n: n.end)}  # the longest
    ordered = sorted(by_start.values(), key=lambda n: n.start)
    starts = [n.start for n in ordered]
    opens = [start for start, _ in view.sentences]
    formerly = view.pack.endings("former_words")
    for match in view.pack.pattern("renamed").finditer(view.text):
        new = by_start.get(match.end())
        if new is None:
            continue
        begin = view.sentences[max(0, bisect_right(opens, match.start()) - 1)][0] if opens else 0
        ahead = ordered[bisect_left(starts, begin) : bisect_left(starts, match.start())]
        old = [n for n in ahead if n.end <= match.start() and n.type == new.type]
        if old and match.group().startswith(formerly):
            yield new, old[-1]  # what follows is the old name
        elif old:
            yield old[-1], new


def is_former(view: View, name: Candidate) -> bool:
    """Whether what stands right before a name tells that it is an old one (前身为…)."""
    told = view.pack.pattern("renamed").search(view.text, max(0, name.start - 6), name.start)
    return told is not None and told.end() == name.start and told.group().startswith(view.pack.endings("former_words"))


def short_forms(view: View, name: Candidate) -> list[str]:
    """The short forms by which an article may call a name again, longest first.

    A firm is called by its brand and the words behind it (佰澳达生物, 佰澳达), a park without its city (稀土高新区).
    """
    text = view.text[name.start : name.end]
    if name.type == "company":
        return _firm_forms(view, name, text)
    if name.type == "park":
        head = view.pieces(name.start, name.end - 1)[0]  # without its end, it is not one word of its own
        if head.kind in (Kind.PLACE, Kind.OWNER):
            rest = text[head.end - name.start :]
            body = view.pieces(head.end, name.end)
            own = any(p.text in view.industries or not p.generic for p in body)
            forms = [rest] if own and len(rest) >= 4 and rest not in _zones(view.pack) else []
            zone = next((z for z in view.pack.endings("bare_zones") if head.text.endswith(z)), "")
            if own and zone and head.kind is Kind.OWNER and len(head.text) > len(zone):
                forms.insert(0, zone + rest)  # 溧阳|高新区|光伏产业园
            part = next((p for p in reversed(body) if p.kind is Kind.PLACE), None)
            if part is not None and part.start > head.end and view.pack.pattern("part_of_free_trade").search(text):
                forms.append(view.text[part.start : name.end])  # 江苏自贸试验区|苏州片区
            return forms
        if len(head.text) == 2 and not head.generic and len(text) > 5:
            return _site_forms(view, text)
    return []


def _site_forms(view: View, text: str) -> list[str]:
    """What a site with a brand is called (天开|高教科创|园), or a part of it (天开|高教科创园|东丽园)."""
    sites = view.pack.lexicon("site_characters")
    if text[-1] not in sites:
        return []
    inner = max((i for i in range(4, len(text) - 2) if text[i] in sites), default=0)
    return [text[:2] + text[inner + 1 :]] if inner else [text[:2] + text[-1]]


@per_pack
def _zones(pack: RulePack) -> frozenset[str]:
    return frozenset(w for r in pack.suffixes if r.type == "park" for w in r.words)


@per_pack
def legal_endings(pack: RulePack) -> tuple[str, ...]:
    """The endings of legal names, the longest first."""
    words = [w for r in pack.suffixes if r.id == "company.legal" for w in r.words]
    return tuple(sorted(words, key=len, reverse=True))


def _placed_forms(view: View, name: Candidate, pieces: Sequence[Piece], placed: int) -> set[str]:
    """Short forms that keep a place: behind the brand (一汽|解放), or before it (宁德|时代, 合肥|高新|股份, 张江|高科).

    A place behind the brand is one that is a common word, too, or that stands nowhere else (澳洋|顺昌).

    :param pieces: the words of the name behind the places that begin it.
    :param placed: how many these are.
    """
    forms: set[str] = set()
    at = next((i for i, p in enumerate(pieces) if i and p.kind is Kind.PLACE), 0)
    if at:
        place, whole = pieces[at].text, "".join(p.text for p in pieces[: at + 1])
        own = view.county(place) and view.text.count(place) == view.text.count(whole) > 1
        forms |= {whole} if own or place in view.pack.lexicon("everyday_counties") else set()
    noun = pieces[0] if pieces else None
    if noun is None or placed != 1 or noun.start - name.start > 3 or noun.kind is Kind.OWNER or len(noun.text) > 3:
        return forms
    place = view.text[name.start : noun.start]
    if view.divided(place):
        return forms
    if view.text.startswith("股份", name.end - 6):
        forms.add(place + noun.text + "股份")
    if not noun.generic and len(noun.text) == 2 and noun.kind is Kind.PLAIN and noun.text not in view.fields:
        forms.add(place + noun.text)
    return forms


def _without_place(view: View, name: Candidate) -> list[str]:
    """The name of works that has a brand of its own, without the place before it (龙溪|三友机械厂)."""
    pieces = view.pieces(name.start, name.end - len("厂"))
    rest = pieces[1:] if pieces and pieces[0].kind is Kind.PLACE else []
    form = view.text[rest[0].start : name.end] if rest else ""
    return [form] if len(form) >= 4 and (view.named(rest) or view.described(rest[:-1])) else []


def _firm_forms(view: View, name: Candidate, text: str) -> list[str]:
    """The short forms of a firm; without a legal ending only works and a bank of the state have one."""
    ending = next((w for w in legal_endings(view.pack) if text.endswith(w)), "")
    if not ending and name.rule == "company.works":
        return _without_place(view, name)
    if not ending:
        state_bank = text.startswith("中国") and text.endswith("银行") and len(text) > 5
        return [text[2:]] if state_bank else []
    if ending == "分公司":
        return []  # the parent's name stands in it
    stop = name.end - len(ending)
    written = _written_short(view, name, stop)
    text, pieces = _own_words(view, name.start, stop)
    placed = 0
    while pieces and pieces[0].kind is Kind.PLACE:
        if placed and view.county(pieces[0].text) and not any(p.kind is Kind.BRAND for p in pieces[1:]):
            break  # 广东|灯塔|视觉|科技: the county's name is the brand
        placed, pieces = placed + 1, pieces[1:]
    forms = _placed_forms(view, name, pieces, placed)
    pieces = [p for p in pieces if p.kind is not Kind.PLACE or p is pieces[0]]
    if not pieces:
        return written
    forms |= _brand_forms(view, pieces, ending, "\0" in text)
    if pieces[0].text in view.pack.lexicon("region_names") and len(pieces) > 1 and pieces[1].kind is Kind.BRAND:
        forms |= _brand_forms(view, pieces[1:], ending, "\0" in text)  # 山东|齐鲁|氢驰|动力|科技有限公司
    if text[2:4] in view.fields and text[:2] not in view.known.places and len(text) > 5:
        forms.add(text[:4])  # 张江高科|技园区开发股份有限公司
    if text.endswith(view.pack.endings("body_heads")) and text in view.text[name.end :]:
        forms.add(text)  # 江岸期货交易中心|有限公司
    if text.startswith("中国") and len(text) > 4 and "\0" not in text:
        forms.add(text)  # 中国生物制药|有限公司
    if "集团" in text + ending:
        forms |= {p.text + "集团" for p in pieces if len(p.text) > 1 and not p.generic and p.kind is not Kind.PLACE}
    common = view.pack.thresholds["common_brand"]
    words = {w.text for w in view.words(name.start, stop) if w.freq > common}
    schools = view.known.university_full  # 哈工大|机器人集团
    shared = (view.pack.lexicon("not_brands"), view.pack.lexicon("public_firms"))
    others = (words, *shared, schools, view.generic, view.industries, view.fields)
    forms = {f for f in forms if len(f) >= 2 and not any(f in other for other in others) and not _of_zone(view, f)}
    # 昕感|复合材料: 昕感复材
    forms |= {f.replace(long, short) for long, short in _trades(view.pack) for f in forms if long in f and f != long}
    city = view.text[name.start : pieces[0].start] if placed == 1 else ""
    if city and not view.divided(city):
        regions = view.pack.lexicon("region_names") | view.pack.lexicon("regions")
        regions |= {w.text for w in view.words(name.start, stop) if w.tag == "ns"}  # 北京|亦庄
        # 台州|拓普, beside 拓普集团
        forms |= {city + f for f in forms if text.startswith(city + f) and f not in regions}
    return sorted(forms.union(written), key=lambda f: (-len(f), f))


def _of_zone(view: View, form: str) -> bool:
    """Whether a zone of the article begins with a form: it is the zone's (东疆 in 天津东疆发展有限公司, 东疆综保区)."""
    zones = view.pack.endings("own_place_zones")
    return any(
        kind == "park" and view.text.startswith(form, start) and view.text.endswith(zones, start, end)
        for start, (end, kind) in view.owner_at.items()
    )


@per_pack
def _trades(pack: RulePack) -> tuple[tuple[str, str], ...]:
    """Words for what firms do inside their names, and what news writes short for them."""
    return tuple((long, short) for type_, long, short in pack.tables.get("word_forms", ()) if type_ == "company")


def _written_short(view: View, name: Candidate, stop: int) -> list[str]:
    """Forms of a place's public firm or bank with its trade in short (昆山市|产业投资|集团有限公司: 昆山产投集团)."""
    end = view.place_at.get(name.start, 0)
    if not name.start < end < stop:
        return []
    place, rest = view.text[name.start : end], view.text[end:stop]
    places = {place, place[:-1]} if len(place) > 2 and view.divided(place) else {place}
    forms = []
    trades = [(long, short) for long, short in _trades(view.pack) if rest.startswith(long)]
    whole = max((len(long) for long, _ in trades), default=0)
    for short in (short for long, short in trades if len(long) == whole):
        forms += [p + short + tail for p in places for tail in ("集团", "公司", "")]
    brand = "".join(p.text for p in takewhile(lambda p: p.kind is Kind.BRAND, view.pieces(end, stop)))
    if 2 <= len(brand) <= 4 and len(places) > 1:
        forms.append(place[:-1] + brand)  # 江苏省|国信|集团有限公司: 江苏国信
    return forms


def _own_words(view: View, start: int, stop: int) -> tuple[str, list[Piece]]:
    """The text of a firm's name before its legal ending, brackets blotted out with zeros, and its words.

    Of a group's firm, only the part behind the group's name.
    """
    text = view.text[start:stop]
    if "（" in text:
        text = _BRACKETED.sub(lambda m: "\0" * len(m.group()), text)
    pieces = [p for p in view.pieces(start, stop) if "\0" not in text[p.start - start : p.end - start]]
    pieces = _with_trade(view, [p for p in pieces if p.text not in "（）"])
    parent = next((i for i, p in enumerate(pieces[:-1]) if p.text == "集团"), -1)
    if parent > 0 and view.named(pieces[parent + 1 :]):
        pieces = pieces[parent + 1 :]  # 恒远集团|昆山晶微公司: the group is another
        text = "".join(p.text for p in pieces)
    return text, pieces


def _with_trade(view: View, pieces: list[Piece]) -> list[Piece]:
    """The words of a name whose brand the dictionary joins to its trade, both apart (昕|华新|能源: 昕|华|新能源)."""
    for i in range(1, len(pieces) - 1):
        torn, behind = pieces[i], pieces[i + 1]
        trade = torn.text[1:] + behind.text
        if lone(pieces[i - 1]) and len(torn.text) == 2 and (trade in view.fields or trade in view.industries):
            middle = torn.start + 1
            brand = Piece(torn.start, middle, torn.text[0], Kind.BRAND)
            return [*pieces[:i], brand, Piece(middle, behind.end, trade, behind.kind, behind.generic), *pieces[i + 2 :]]
    return pieces


def _brand_forms(view: View, pieces: Sequence[Piece], ending: str, bracketed: bool) -> set[str]:
    """The brand with what may stand behind it.

    :param bracketed: whether a place in brackets stands in the name: the brand alone may be that of another firm, too.
    """
    core = "".join(p.text for p in pieces)
    forms = {core, core + "公司", core + "集团"}
    brand = "".join(p.text for p in takewhile(lambda p: p.kind is Kind.BRAND, pieces))
    if len(brand) >= 2:
        forms |= {brand + "公司"} if bracketed else {brand, brand + "公司"}
        forms |= {brand + "集团"} if "集团" in ending else set()
        forms |= {brand + "股份"} if "股份" in ending else set()
        behind = core[len(brand) :]
        forms |= {brand + behind[-n:] for n in (2, 3) if behind[-n:] in view.fields}
        forms |= {brand + behind[:2], brand + behind[:3], brand + behind[:4]} if behind else set()
        forms |= {brand + behind[:n] + "公司" for n in (2, 4)} if behind else set()
    elif pieces[0].text not in view.generic and pieces[0].text not in view.industries and len(pieces) > 1:
        dashed = pieces[1].text in DASHES and len(pieces) > 2  # 一汽|—|大众
        forms |= {"".join(p.text for p in pieces[: 3 if dashed else 2])}
        forms |= {pieces[0].text + "股份"} if "股份" in ending else set()  # 纵横|自动化|技术股份有限公司
    return forms
