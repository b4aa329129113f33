"""Blocking: the keys under which forms meet. Forms without a common key are never compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.rules import RulePack, number, numerals, per_pack
from kg.text import name_key

__all__ = ["BRACKET", "Keys", "keys_of"]

BRACKET = re.compile(r"[(（][^()（）]*[)）]")
_TAIL = re.compile(r"[(（][^()（）]*[)）]$")
_KEPT = 1 << 17  # forms whose keys are remembered


@dataclass(frozen=True)
class Keys:
    """How forms of one rule pack are keyed.

    :ivar trades: words that firms bear between their own name and their ending.
    :ivar calls: what a place's one zone of a kind is also called, and the kind.
    :ivar counties: the counties of each city whose names no other county of the country bears.
    :ivar numerals: see :func:`kg.rules.numerals`.
    :ivar pattern: the expressions of the pack by their names, see :meth:`kg.rules.RulePack.pattern`.
    :ivar words: for names of a type, the long words that news writes short inside them, and the short ones.
    """

    zones: Mapping[str, str]
    places: Mapping[str, str]
    universities: Mapping[str, str]
    institutes: Mapping[str, str]
    legal: tuple[str, ...]
    trades: frozenset[str]
    own_place_zones: tuple[str, ...]
    calls: tuple[tuple[str, str], ...]
    provinces: Mapping[str, frozenset[str]]
    counties: Mapping[str, frozenset[str]]
    words: Mapping[str, tuple[tuple[str, str], ...]]
    numerals: Mapping[str, int]
    pattern: Callable[[str], re.Pattern[str]] = field(compare=False, repr=False)
    _known: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)

    def main(self, type_: str, form: str) -> str:
        """The key under which a form meets the same name in another writing.

        A park's long and short ending are one (高新技术产业开发区, 高新区), a place's name with and without 市, a
        university's short name its full one.
        """
        known = self._known.get((type_, form))
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[type_, form] = self._main(type_, form)
        return known

    def _main(self, type_: str, form: str) -> str:
        key = name_key(form)
        if "·" in key and type_ in ("park", "program"):
            key = key.replace("·", "")  # 宝能·数据科技城, 宝能数据科技城
        if type_ == "place":
            return self.places.get(key, key)
        if type_ == "university":
            if key in self.universities:
                return self.universities[key]
            return self._by_university(key, 2)
        if type_ == "institute":
            head = next((n for n in (5, 4, 3) if key[:n] in self.institutes), 0)
            key = self.institutes[key[:head]] + key[head:] if head else self._by_university(key, 3)
        if type_ in ("agency", "institute", "program"):
            for long, short in self.words.get(type_, ()) if type_ == "agency" else ():
                key = key.replace(long, short)
            key = key.replace("管理委员会", "管委会")
            if type_ == "agency":
                key = self.pattern("party_committee").sub(r"\1委", key.replace("人民政府", "政府")).removeprefix("中共")
            elif type_ == "institute":
                key = self.placed(self._ended(self._headed(key, "group")))
            for long, short in self.zones.items():
                key = key.replace(long, short)
            return key
        if type_ == "company":
            key = self._headed(key, "bank") if key.endswith("行") else self._headed(key, "group")
            bare = self.pattern("bare_firm").fullmatch(key)
            return bare.group(1) if bare else key
        if type_ == "park":
            key = self.pattern("free_trade_zone").sub("自贸区", self.pattern("china_bracket").sub(r"\1", key))
            key = self.pattern("free_trade_part").sub(r"自贸区\1片区", _TAIL.sub("", key) or key)
            key = self.pattern("ground_of_park").sub(r"\1", self.pattern("grade_of_zone").sub(r"\1", key))
            for long, short in self.zones.items():
                if key.endswith(long):
                    key = key[: -len(long)] + short
                    break
            province = next((n for n in (3, 2, 4) if key[:n] in self.provinces), 0)
            inside = self.provinces.get(key[:province], frozenset())
            if any(key[province : province + n] in inside for n in (2, 3, 4)):
                key = key[province:]  # 江苏昆山综合保税区, but not 北京·沧州渤海新区产业园
            elif province and key.endswith(self.own_place_zones) and len(key) > province + 4:
                key = key[province:]  # 贵州贵安新区
            city = next((n for n in (2, 3) if key[:n] in self.counties), 0)
            if (
                city
                and key.endswith(self.own_place_zones)
                and any(key[city : city + n] in self.counties[key[:city]] for n in (2, 3))
            ):
                key = key[city:]  # 广州南沙经开区
            for kind in "省市县区":
                at = key.find(kind)
                if 2 <= at <= 4 and self.places.get(key[: at + 1]) and self.places.get(key[:at]):
                    key = key[:at] + key[at + 1 :]
        return key

    def _ended(self, key: str) -> str:
        """The key with its last word short (中国科学院微电子|研究所, 中国科学院微电子|所)."""
        numbered = self.pattern("numbered_institute").search(key)
        if numbered:  # 第五十八研究所, 58所
            return f"{key[: numbered.start()]}{number(numbered[1], self.numerals)}所"
        words = self.words.get("institute", ())
        return next((key[: -len(long)] + short for long, short in words if key.endswith(long)), key)

    def _headed(self, key: str, kind: str) -> str:
        """The key with a bank's or a state group's name short at its head (中国农业银行|昆山支行, 农行|昆山支行)."""
        head = next(((long, short) for long, short in self.words.get(kind, ()) if key.startswith(long)), None)
        if head is None:
            return key
        rest = key[len(head[0]) :]
        return head[1] + self.pattern("legal_of_head").sub("", rest.removeprefix("股份") if kind == "bank" else rest)

    def placed(self, key: str) -> str:
        """The key without the word for the kind of its place (江苏省|产研院, 江苏|产研院)."""
        at = next(
            (n for n in (3, 4, 2) if key[n : n + 1] in ("省", "市", "盟", "州") and key[: n + 1] in self.places), 0
        )
        return key[:at] + key[at + 1 :] if at and self.places.get(key[:at]) == key[: at + 1] else key

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """The legal endings as they stand in keys, without brackets, the longest first."""
        plain = {BRACKET.sub("", name_key(ending)) for ending in self.legal} - {""}
        return tuple(sorted(plain, key=lambda ending: (-len(ending), ending)))

    def _by_university(self, key: str, shortest: int) -> str:
        """The key with a university's short name at its head made the full one (南理工化学院, 北理工重庆创新中心)."""
        for n in range(6, shortest - 1, -1):
            full = self.universities.get(key[:n])
            if full and len(key) > n and not key.startswith(full) and key[n : n + 2] != "大学":
                return full + key[n:]
        return key

    def strong(self, type_: str, form: str) -> bool:
        """Whether a form by itself says which entity it is, in whatever article it stands."""
        if type_ in ("place", "university"):
            return True
        if type_ == "park":
            return len(form) >= 4
        if type_ == "company":
            return form.endswith(self.legal) and len(form) >= 6 and not self.pattern("bare_firm").fullmatch(form)
        if type_ == "agency":
            return len(form) >= 5
        return len(form) >= 8


def _forms(row: Sequence[str]) -> tuple[str, ...]:
    """A place's name and its short form, where it has one."""
    return tuple(filter(None, (row[0], *row[3:4])))


def _inside(province: str, places: Sequence[Sequence[str]]) -> frozenset[str]:
    """The forms of the cities and counties of a province."""
    above = {province, *(row[0] for row in places if row[2:3] == (province,))}
    return frozenset(form for row in places if above.intersection(row[2:3]) for form in _forms(row))


@per_pack
def keys_of(pack: RulePack) -> Keys:
    """The keys of a rule pack."""
    zones, places = pack.tables.get("zone_forms", ()), pack.tables.get("places", ())
    universities = pack.tables.get("university_short", ())
    legal = {w for r in pack.suffixes if r.id == "company.legal" for w in r.words}
    trades = {w for r in pack.suffixes if r.id == "company.industry" for w in r.words}
    order = {"province": 0, "city": 1, "county": 2}
    known: dict[str, str] = {}
    for row in sorted(places, key=lambda r: (order.get(r[1], 3), r[2] if len(r) > 2 else "", r[0])):
        known.setdefault(row[0], row[0])
        if len(row) > 3 and row[3]:
            known.setdefault(row[3], row[0])
    for name, short in ((row[0], row[3]) for row in places if len(row) > 3 and len(row[3]) > 1):
        if pack.pattern("autonomous").search(name, 2):  # 甘孜州 is 甘孜藏族自治州, 管城区 is 管城回族区
            known.setdefault(short + name[-1], name)
    homes: dict[str, set[str]] = {}
    for row in places:
        if row[1] == "county" and len(row) > 3:
            for form in filter(None, (row[0], row[3])):
                homes.setdefault(form, set()).add(row[2])
    cities = {form: row[0] for row in places if row[1] == "city" for form in _forms(row)}
    only: dict[str, set[str]] = {}
    for county, above in homes.items():
        if len(above) == 1:
            only.setdefault(next(iter(above)), set()).add(county)
    return Keys(
        words={
            kind: tuple(
                sorted(
                    ((long, short) for type_, long, short in pack.tables.get("word_forms", ()) if type_ == kind),
                    key=lambda pair: (-len(pair[0]), pair),
                )
            )
            for kind in ("agency", "institute", "bank", "group")
        },
        counties={form: frozenset(only.get(full, ())) for form, full in cities.items()},
        zones=dict(sorted(((r[0], r[1]) for r in zones), key=lambda p: (-len(p[0]), p[0]))),
        places=known,
        universities={name_key(r[0]): name_key(r[1]) for r in universities},
        institutes={name_key(r[0]): name_key(r[1]) for r in pack.tables.get("institute_short", ())},
        legal=tuple(sorted(legal, key=lambda word: (-len(word), word))),
        trades=pack.lexicon("holding_words") | trades,
        own_place_zones=pack.endings("own_place_zones"),
        calls=tuple((row[0], row[1]) for row in pack.tables.get("zone_calls", ())),
        numerals=numerals(pack),
        pattern=pack.pattern,
        provinces={form: _inside(row[0], places) for row in places if row[1] == "province" for form in _forms(row)},
    )
