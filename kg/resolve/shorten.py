"""How an article shortens names: without what stands before them, without their ending, or with a part left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.resolve.block import BRACKET, Keys
from kg.text import name_key

__all__ = ["Name", "shortened"]


class Name(NamedTuple):
    """A name as it is compared.

    :ivar key: the whole of it, in one writing.
    :ivar core: what of it names: a firm's without brackets, legal ending and the place before it; of a zone or an
        institute the key, see :meth:`Keys.main`; a project's with its quotes.
    """

    key: str
    core: str

    @classmethod
    def of(cls, type_: str, text: str, keys: Keys) -> Name:
        """The name that a text is."""
        key = keys.main(type_, text) if type_ == "agency" else name_key(text)
        if type_ in ("park", "institute"):
            return cls(key, keys.main(type_, text))
        return cls(key, text if type_ == "program" else _core_of_firm(text, keys) if type_ == "company" else key)


def shortened(type_: str, name: Name, other: Name, keys: Keys) -> bool:
    """Whether the first name is how an article shortens the other of its type."""
    if len(name.key) < (2 if type_ == "company" else 3) or len(name.key) >= len(other.key):
        return False
    return type_ in _SHORTENED and _SHORTENED[type_](name, other, keys)


def _agency(name: Name, other: Name, keys: Keys) -> bool:
    return other.key.endswith(name.key)


def _university(name: Name, other: Name, keys: Keys) -> bool:
    short, long = name.key, other.key
    if short[1:2] == "大" and short[2:] and long.endswith(short[2:]):
        school = long[: 2 - len(short)]  # 江大|食品学院, 江南大学|食品学院
        return school[:1] == short[:1] and school.endswith("大学") and school[1:2] != "大"
    if _faculty(short, long):
        return True
    city = long.removesuffix(short)  # 昆山市|恒远技工学校; but 西安|交通大学 is another than 交通大学
    return city != long and short.endswith(("学校", "学院")) and city in keys.places and city[-1] in "省市县区"


def _park(name: Name, other: Name, keys: Keys) -> bool:
    short, long = name.key, other.key
    zone, whole = name.core, other.core
    if short.endswith("开发区") and whole.endswith(("经开区", "高新区")):
        ahead = whole[:-3].removesuffix(short[:-3])
        called = whole.endswith("经开区") or long.endswith("开发区")  # 昆山高新区 is not 昆山开发区
        return called and len(short) > 3 and whole[:-3].endswith(short[:-3]) and (not ahead or ahead in keys.places)
    if BRACKET.sub("", long) == short and len(short) > 5:
        return True  # 恒锐（昆山）智能装备产业园
    if keys.pattern("school_park").fullmatch(long) and short.endswith("科技园"):
        letters = iter(long)  # 江大科技园, 江南大学国家大学科技园
        return short[0] == long[0] and "大" in short[:-3] and all(ch in letters for ch in short)
    if keys.pattern("phase_of_park").sub("", long) == short:
        return True
    if long.endswith(short) and len(short) == 4:
        ahead = long[: -len(short)]  # 襄阳|东津新区, 西咸新区|泾河新城
        return ahead in keys.places or ahead.endswith(("区", "园", "城"))
    # 东湖高新区, 武汉|东湖新技术开发区
    return len(short) >= 5 and (long.endswith(short) or (len(zone) >= 5 and whole.endswith(zone) and whole != zone))


def _institute(name: Name, other: Name, keys: Keys) -> bool:
    short, long = name.key, other.key
    if short.endswith("所") and long.endswith("所") and len(short) >= 5:
        heads = (a for a in sorted(keys.institutes.values()) if name.core.startswith(a))
        academy = next((a for a in heads if other.core.startswith(a)), "")
        if academy:  # 中科院|宁波材料所, 中国科学院|宁波材料技术与工程研究所
            return _abbreviated(name.core[len(academy) :], other.core[len(academy) :], keys)
        return _abbreviated(short, long, keys)
    cut = len(name.core) > 5 and other.core.endswith(name.core)
    return cut or _at_school(short, long) or _works(short, long, keys)


def _program(name: Name, other: Name, keys: Keys) -> bool:
    short, long = name.key, other.key
    return (
        keys.pattern("years_of_plan").sub("", long) == short
        or _same_quote(name.core, other.core, keys)
        or keys.pattern("output_inside").sub("", long, count=1) == short  # 甲|年产20GWh|锂电池项目
        or _works(short, long, keys)
    )


def _company(name: Name, other: Name, keys: Keys) -> bool:
    short, long = name.key, other.key
    if keys.placed(long) == short:
        return True  # 昆山|市|晶石科技有限公司
    if short.endswith("有限公司") and long.endswith("有限公司") and ("集团" in long) != ("集团" in short):
        return False  # 甲(天津)有限公司 of 甲集团有限公司
    if {*BRACKET.findall(short)} ^ {*BRACKET.findall(long)} and BRACKET.search(short) and BRACKET.search(long):
        return False  # 甲（苏州）股份有限公司, 甲（南通）有限公司
    core, own = other.core, name.core
    if core.endswith(own) and (own == core or core[: -len(own)] in keys.places):
        return len(own) >= 3
    if core.endswith(own) and len(own) > 5 and short.endswith("公司") and long.endswith("公司"):
        return True  # 中国恒远|江南设计研究总院有限公司
    # 深圳|苇岸|公司, 苇岸科技有限公司; but 恒远集团 is another than 恒远氢能科技发展有限公司
    if short == own + "公司" or (short == own + "集团" and "集团" in long):
        plain = _without_place(own, keys) if _without_place(core, keys) == core else own
        if len(plain) > 2 and _continued(core, plain, keys):
            return True
    grouped = short.endswith("集团") and "集团" in long
    whole = keys.placed(long)  # 天津医药集团, 天津|市|医药集团有限公司
    if grouped and len(short) > 5 and whole.startswith(short[:-2]):  # 陕西有色|金属控股|集团有限公司
        return _continued(whole[: whole.rindex("集团")], short[:-2], keys)
    return (own == short or grouped) and _continued(core, own, keys)


_SHORTENED: Mapping[str, Callable[[Name, Name, Keys], bool]] = {
    "agency": _agency,
    "company": _company,
    "institute": _institute,
    "park": _park,
    "program": _program,
    "university": _university,
}


# -- works and bodies


def _works(short: str, long: str, keys: Keys) -> bool:
    """Whether a name of works or of a body is one without its last words, its first ones, or some inside."""
    head = long.removesuffix("项目")
    if short in (head, keys.pattern("end_of_works").sub("", head), keys.pattern("base_of_works").sub("项目", long)):
        return True
    return (long.endswith(short) and len(short) >= 6) or _skipped(short, long, keys)


def _skipped(short: str, long: str, keys: Keys) -> bool:
    """Whether a long name of works or of a body is a shorter one with more said inside it (甲制动|系统|产业化项目)."""
    if len(short) < 10:
        return False
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if same < 4 or len(short) - same < 4 or not long.endswith(short[same:]):
        return False
    return not keys.pattern("stages_of_works").search(long[same : len(long) - len(short) + same])


def _without_place(core: str, keys: Keys) -> str:
    """A firm's core without the place that it begins with."""
    n = next((n for n in range(len(core) - 2, 1, -1) if core[:n] in keys.places), 0)
    return core[n:]


def _continued(core: str, own: str, keys: Keys) -> bool:
    """Whether a firm's name is a shorter one, its city aside, and words for its field (岳砜|储能科技, 双良|新能源)."""
    at = core.find(own)
    if at < 0 or len(own) < 2 or (at and core[:at] not in keys.places):
        return False
    rest = core[at + len(own) :]
    while rest:
        word = next((rest[:n] for n in range(len(rest), 0, -1) if rest[:n] in keys.trades), "")
        if not word:
            return False
        rest = rest[len(word) :]
    return True


def _same_quote(short: str, long: str, keys: Keys) -> bool:
    """Whether two names quote one word, and one says in short what it is (“创响”|大赛, “创响”|创新创业大赛)."""
    quoted = keys.pattern("quoted_scheme")
    one, two = quoted.fullmatch(short), quoted.fullmatch(long)
    return bool(one and two and one[1] == two[1] and two[2].endswith(one[2]))


def _faculty(short: str, long: str) -> bool:
    """Whether a faculty is called by first characters of its subject (江南大学|机动|学院, of 机械与动力工程).

    Never 数学 for 数据科学, or 化学 for 化学工程.
    """
    at = short.find("大学") + 2
    if at < 4 or short[:at] != long[:at] or not (short.endswith("学院") and long.endswith("学院")):
        return False
    subject, whole = short[at:-2], long[at:-2]
    letters = iter("".join(part[::2] for part in re.split("[与和及、]", whole)))
    return 2 <= len(subject) <= 4 and subject[0] == whole[:1] and all(ch in letters for ch in subject)


def _at_school(short: str, long: str) -> bool:
    """Whether a school's research institute is called without its field (江南大学昆山|新材料|研究院)."""
    head = short.removesuffix("研究院")
    told = head != short and long.startswith(head) and long.endswith("研究院")
    return told and "大学" in head and len(head) > head.index("大学") + 2


def _abbreviated(short: str, long: str, keys: Keys) -> bool:
    """Whether a body's short name is its place and characters of its field (昆山材料所, 昆山材料技术与工程研究所)."""
    place = next((n for n in (4, 3, 2) if short[:n] in keys.places), 0)
    at = long.find(short[:place]) if place else -1
    letters = iter(long[at + place :])
    return at >= 0 and len(short) - place >= 3 and all(ch in letters for ch in short[place:])


def _core_of_firm(text: str, keys: Keys) -> str:
    """A firm's name without brackets and legal ending."""
    name = BRACKET.sub("", name_key(text))
    plain = next((e for e in keys.endings if name.endswith(e) and len(name) > len(e) + 1), "")
    return name.removesuffix(plain)
