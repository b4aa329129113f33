"""Other forms of a name in one article: declared (以下简称 …), in brackets, short forms, party branches, new names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kg.extract.boundary import Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.rules import RulePack, per_pack
from kg.text import DASHES

__all__ = ["BRANCH", "declared", "legal_endings", "of_company", "renamed", "short_forms"]

_DECLARED = re.compile(
    r"（(?:以下|下文|下称|下文中|后文)?[一统]?(?:均)?(?:简称|下称|称|又称|也称|亦称|即|原名|曾用名|前身为|前身是|英文名称?|英文简称|英文缩写|全称)(?:为|是|：)?[“‘《]?([^（）“”‘’《》，；、\n]{2,30})[”’》]?(?:[，；或、][^（）]{0,40})?）"
)
_FURTHER = re.compile(r"[或、，；](?:以下)?(?:简称)?[“]([^（）“”，；、\n]{2,20})”")
_COMMA = re.compile(r"，?(?:以下)?(?:简称|又称|原名|曾用名|英文名)(?:为|是|：)?[“‘]([^“”‘’\n]{2,20})[”’]")
_BRACKET = re.compile(r"（([^（）“”，。；、\n]{2,16}|[A-Z][A-Za-z0-9&.\- ，]{1,48})）")
_RENAMED = re.compile(r"(?:更名为|改名为|变更为|更名|改称|现更名为|现名为?|前身是|前身为|原名为?|曾用名为?)[“‘]?")
_FORMER = ("前身", "原名", "曾用名")
#: A party branch stands for its owner (Guideline, "Entities").
BRANCH = re.compile(r"(?:机关|联合|第[一二三四五六七八九十]+|总部|流动)?(?:党支部|党总支|党委|党组织|党组)(?!书记)")
_BRACKETED = re.compile(r"（[^（）]*）")
_QUARTER = re.compile(r"[东西南北中]?[东西南北中A-Z]区")
_AREA = ("区", "市", "县", "镇", "街道", "新城", "滨江")


def declared(view: View, names: Sequence[Candidate]) -> Iterator[tuple[Candidate, int, int, str]]:
    """Forms that the article declares right behind a name: (the name, start and end of the other form, rule)."""
    for name in names:
        called = _CALLED.search(view.text, max(0, name.start - 16), name.start) if name.type == "park" else None
        if called and called.end() == name.start and called.group(1) not in view.generic:
            yield name, called.start(1), called.end(1), "declared"
        match = _DECLARED.match(view.text, name.end) or _COMMA.match(view.text, name.end)
        if match:
            former = any(word in match.group() for word in _FORMER)
            if match.group(1) not in view.generic:
                yield name, match.start(1), match.end(1), "renamed" if former else "declared"
            for other in _FURTHER.finditer(view.text, match.end(1), match.end()):
                yield name, other.start(1), other.end(1), "declared"
            continue
        match = _BRACKET.match(view.text, name.end)
        if match and _bracket_form(view, name, match.group(1)):
            yield name, match.start(1), match.end(1), "bracket"


#: “中国·麓谷”——长沙高新区
_CALLED = re.compile(r"[“‘](?:中国[·•]|[一-鿿]{2,3}[·•])?([一-鿿]{1,4}[谷港城湾岛园])[”’](?:——|—|（)")
_OF_COMPANY = re.compile(
    r"(?:(?<![一-鿿])(?:本)?公司（以下简称|(?:证券|股票)简称：)[“]?([^“”（），。；：、\s]{2,10})(?:”|(?=[，。\s）]|证券代码|股票代码|$))"
)


def of_company(view: View, names: Sequence[Candidate]) -> Iterator[tuple[Candidate, int, int, str]]:
    """What a notice calls the firm that issues it: the first firm whose name holds the form's first two characters."""
    firms = sorted((n for n in names if n.type == "company" and n.rule == "company.legal"), key=lambda n: n.start)
    for match in _OF_COMPANY.finditer(view.text):
        brand = match.group(1)[:2]
        issuer = next((n for n in firms if brand in view.text[n.start : n.end]), None)
        if issuer is not None and match.start(1) > issuer.end:
            yield issuer, match.start(1), match.end(1), "declared"


def _bracket_form(view: View, name: Candidate, form: str) -> bool:
    """Whether a bracket right behind a name holds another form of it."""
    if name.type == "park":
        return (form.endswith(_AREA) and not _QUARTER.fullmatch(form)) or (
            form in view.known.places and form[-1] in "区县市"
        )
    if name.type in ("company", "university", "institute"):
        own = view.text[name.start : name.end]
        letters = iter(own)
        short = len(form) < len(own) and all(ch in letters for ch in form)
        return short or (form.replace("，", "").isascii() and form[:1].isupper())
    return False


def renamed(view: View, names: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs (old, new) of one sentence that 更名为 and the like join."""
    by_start = {n.start: n for n in names if n.type in ("company", "park", "university", "institute")}
    ordered = sorted(by_start.values(), key=lambda n: (n.start, -n.end))
    starts = [n.start for n in ordered]
    opens = [start for start, _ in view.sentences]
    for match in _RENAMED.finditer(view.text):
        new = by_start.get(match.end())
        if new is None:
            continue
        begin = view.sentences[max(0, bisect_right(opens, match.start()) - 1)][0] if opens else 0
        ahead = ordered[bisect_left(starts, begin) : bisect_left(starts, match.start())]
        old = [n for n in ahead if n.end <= match.start() and n.type == new.type]
        if old and match.group().startswith(_FORMER):
            yield new, old[-1]  # what follows is the old name
        elif old:
            yield old[-1], new


def short_forms(view: View, name: Candidate) -> list[str]:
    """The short forms by which an article may call a name again, longest first.

    A firm is called by its brand and the words behind it (佰澳达生物, 佰澳达), a park without its city (稀土高新区).
    """
    text = view.text[name.start : name.end]
    if name.type == "company":
        return _firm_forms(view, name, text)
    if name.type == "park":
        pieces = view.pieces(name.start, name.end)
        if pieces and pieces[0].kind in (Kind.PLACE, Kind.OWNER) and len(pieces) > 1:
            rest = text[pieces[0].end - name.start :]
            body = view.pieces(pieces[0].end, name.end)
            if (
                rest not in _zones(view.pack)
                and len(rest) >= 4
                and any(p.text in view.industries or not p.generic for p in body)
            ):
                return [rest]
    return []


def _with_place(view: View, name: Candidate, pieces: Sequence[Piece], placed: int) -> set[str]:
    """Short forms that keep the place: 宁德|时代, 合肥|高新|股份 and, of a site's developer, 张江|高科."""
    noun = pieces[0]
    if placed != 1 or noun.start - name.start > 3 or noun.kind is Kind.OWNER or len(noun.text) > 3:
        return set()
    place = view.text[name.start : noun.start]
    if place[-1] in "省市区县":
        return set()
    forms = {place + noun.text + "股份"} if view.text.startswith("股份", name.end - 6) else set[str]()
    if not noun.generic and len(noun.text) == 2 and noun.kind is Kind.PLAIN and noun.text not in view.fields:
        forms.add(place + noun.text)
    return forms


@per_pack
def _zones(pack: RulePack) -> frozenset[str]:
    return frozenset(w for r in pack.suffixes if r.type == "park" for w in r.words)


@per_pack
def legal_endings(pack: RulePack) -> tuple[str, ...]:
    """The endings of legal names, the longest first."""
    words = [w for r in pack.suffixes if r.id == "company.legal" for w in r.words]
    return tuple(sorted(words, key=len, reverse=True))


def _over_place(view: View, pieces: Sequence[Piece]) -> set[str]:
    """The brand with the place behind it, which is a word too or stands nowhere else (一汽|解放, 澳洋|顺昌)."""
    everyday = view.pack.lexicon("everyday_counties")
    at = next((i for i, p in enumerate(pieces) if i and p.kind is Kind.PLACE), -1)
    if at < 1:
        return set()
    place, whole = pieces[at].text, "".join(p.text for p in pieces[: at + 1])
    own = view.county(place) and view.text.count(place) == view.text.count(whole) > 1
    return {whole} if place in everyday or own else set()


def _firm_forms(view: View, name: Candidate, text: str) -> list[str]:
    legal = legal_endings(view.pack)
    if not text.endswith(legal):
        if text.startswith("中国") and text.endswith("银行") and len(text) > 5:
            return [text[2:]]
        return []
    ending = next(w for w in legal if text.endswith(w))
    if ending == "分公司":
        return []  # the parent's name stands in it
    stop = name.end - len(ending)
    text = view.text[name.start : stop]
    if "（" in text:
        text = _BRACKETED.sub(lambda m: "\0" * len(m.group()), text)
    pieces = [p for p in view.pieces(name.start, stop) if "\0" not in text[p.start - name.start : p.end - name.start]]
    pieces = [p for p in pieces if p.text not in "（）"]
    parent = next((i for i, p in enumerate(pieces[:-1]) if p.text == "集团"), -1)
    if parent > 0 and view.named(pieces[parent + 1 :]):
        pieces = pieces[parent + 1 :]  # 恒远集团|昆山晶微公司: the group is another
        text = "".join(p.text for p in pieces)
    placed = 0
    while pieces and pieces[0].kind is Kind.PLACE:
        brand_of_county = placed and view.county(pieces[0].text) and not any(p.kind is Kind.BRAND for p in pieces[1:])
        if brand_of_county:
            break  # 广东|灯塔|视觉|科技: the county's name is the brand
        placed, pieces = placed + 1, pieces[1:]
    local = _over_place(view, pieces)
    pieces = [p for p in pieces if p.kind is not Kind.PLACE or p is pieces[0]]
    if not pieces:
        return []
    core = "".join(p.text for p in pieces)
    forms = {core, core + "公司", core + "集团", *local}
    if text[2:4] in view.fields and text[:2] not in view.known.places and len(text) > 5:
        forms.add(text[:4])  # 张江高科|技园区开发股份有限公司
    if text.endswith(view.pack.endings("body_heads")) and text in view.text[name.end :]:
        forms.add(text)  # 江岸期货交易中心|有限公司
    brand = ""
    for piece in pieces:
        if piece.kind is not Kind.BRAND:
            break
        brand += piece.text
    if len(brand) >= 2:
        bracketed = "\0" in text
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
    forms |= _with_place(view, name, pieces, placed)
    if "集团" in text + ending:
        forms |= {p.text + "集团" for p in pieces if len(p.text) > 1 and not p.generic and p.kind is not Kind.PLACE}
    words = view.words(name.start, stop)
    dictionary = {w.text for w in words if w.freq > 500} | view.pack.lexicon("not_brands")
    dictionary |= view.known.university_full.keys()  # 哈工大|机器人集团
    return sorted(
        (
            f
            for f in forms
            if len(f) >= 2 and f not in view.generic and f not in view.industries and f not in dictionary
        ),
        key=lambda f: (-len(f), f),
    )
