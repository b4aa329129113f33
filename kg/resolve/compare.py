"""Comparing the forms of one article: which of them the article itself shows to be one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from typing import NamedTuple

from kg.model import Article, Extraction, Merge
from kg.resolve.block import BRACKET, Keys
from kg.text import name_key

__all__ = ["Form", "in_article"]


class Form(NamedTuple):
    """One key of one type in one article.

    :ivar type: entity type.
    :ivar key: see :meth:`kg.resolve.block.Keys.main`.
    :ivar file: file name.
    :ivar article: which article of the file.
    """

    type: str
    key: str
    file: str
    article: int

    @classmethod
    def of(cls, article: Article, type_: str, text: str, keys: Keys) -> Form:
        """The form of a name in an article."""
        return cls(type_, keys.main(type_, text), article.file, article.index)


def in_article(extraction: Extraction, keys: Keys) -> tuple[dict[Form, str], list[tuple[Form, Form, Merge]]]:
    """The forms of an article with a text of each, and the pairs that are one, each with its reason."""
    article = extraction.article
    forms: dict[Form, str] = {}
    for mention in extraction.mentions:
        form = Form.of(article, mention.type, mention.text, keys)
        if form not in forms or len(mention.text) > len(forms[form]):
            forms[form] = mention.text
    joins: list[tuple[Form, Form, Merge]] = []
    parts = _parts(extraction, keys)
    for claim in extraction.aliases:
        name = Form.of(article, claim.type, claim.name, keys)
        alias = Form.of(article, claim.type, claim.alias, keys)
        if claim.rule == "short-form" and (name, alias) in parts:
            continue  # 恒远新材设立全资子公司|恒远新材料（四川）有限公司
        start, end = article.locate(claim.start, claim.end) if claim.end > claim.start else (0, 0)
        if claim.rule == "branch":
            forms.setdefault(name, claim.name)
        elif claim.rule == "declared" and claim.type == "company" and len(claim.alias) > 2 and name in forms:
            forms.setdefault(alias, claim.alias)  # another article may call the firm by it
        if name != alias and name in forms and (alias in forms or claim.rule == "branch"):
            merge = Merge(form=claim.alias, into=claim.name, reason=claim.rule, file=article.file, start=start, end=end)
            joins.append((alias, name, merge))
        elif name != alias and alias in forms and claim.rule == "branch":
            joins.append(
                (
                    alias,
                    name,
                    Merge(
                        form=claim.alias, into=claim.name, reason=claim.rule, file=article.file, start=start, end=end
                    ),
                )
            )
    claimed = {alias for alias, _, _ in joins}
    joins += _contained(forms, claimed, parts, keys, article)
    return forms, joins


def _parts(extraction: Extraction, keys: Keys) -> set[tuple[Form, Form]]:
    """Firms that the article says to be another's, and whose: 恒远的子公司四川恒远 is not 恒远."""
    ends = ((r.head, r.tail) for r in extraction.relations if r.type == "part-of")
    firms = [(extraction.mentions[h], extraction.mentions[t]) for h, t in ends]
    return {
        (Form.of(extraction.article, a.type, a.text, keys), Form.of(extraction.article, b.type, b.text, keys))
        for a, b in firms
        if a.type == b.type == "company"
    }


def _contained(
    forms: dict[Form, str], claimed: Set[Form], parts: Set[tuple[Form, Form]], keys: Keys, article: Article
) -> Iterator[tuple[Form, Form, Merge]]:
    """A shorter form that is the tail, or the core, of exactly one longer form of its type in the article.

    :param claimed: forms of which the article itself says whose they are.
    :param parts: forms of which it says that they are parts of others.
    """
    by_type: dict[str, list[tuple[str, Form]]] = defaultdict(list)
    for form, text in forms.items():
        by_type[form.type].append((text, form))
    for type_, listed in sorted(by_type.items()):
        if type_ == "place":
            continue
        listed = sorted(listed)
        names = [
            _Name(keys.main(type_, t) if type_ == "agency" else name_key(t), _core(type_, t, keys)) for t, _ in listed
        ]
        for (text, form), name in zip(listed, names, strict=True):
            if form in claimed:
                continue
            longer = [
                (other, t, f)
                for (t, f), other in zip(listed, names, strict=True)
                if len(name.key) < len(other.key)
                and f != form
                and (f, form) not in parts
                and _shortened(type_, name, other, keys)
            ]
            if not longer:
                continue
            whole, text_of, into = max(longer, key=lambda found: len(found[0].key))
            # 陕西有色集团 and 陕西有色金属集团 are both short for 陕西有色金属控股集团有限公司
            if all(f == into or _shortened(type_, other, whole, keys) for other, _, f in longer):
                yield form, into, Merge(form=text, into=text_of, reason="contained", file=article.file)


class _Name(NamedTuple):
    """A key, and what of it names: see :func:`_core`; of a park its main key, see :meth:`Keys.main`."""

    key: str
    core: str


def _shortened(type_: str, name: _Name, other: _Name, keys: Keys) -> bool:
    """Whether a form is how an article shortens another: without what stands before it, or without its ending."""
    short, long = name.key, other.key
    if len(short) < (2 if type_ == "company" else 3) or len(short) >= len(long):
        return False
    if type_ == "agency":
        return long.endswith(short)
    if type_ == "university" and short[1:2] == "大" and short[2:] and long.endswith(short[2:]):
        school = long[: 2 - len(short)]  # 江大|食品学院, 江南大学|食品学院
        return school[:1] == short[:1] and school.endswith("大学") and school[1:2] != "大"
    if type_ == "university" and _faculty(short, long):
        return True
    if type_ == "university":  # 昆山市|恒远技工学校; but 西安|交通大学 is another than 交通大学
        city = long.removesuffix(short)
        return city != long and short.endswith(("学校", "学院")) and city in keys.places and city[-1] in "省市县区"
    if type_ == "park" and short.endswith("开发区") and other.core.endswith(("经开区", "高新区")):
        ahead = other.core[:-3].removesuffix(short[:-3])
        called = other.core.endswith("经开区") or long.endswith("开发区")  # 昆山高新区 is not 昆山开发区
        return (
            called and len(short) > 3 and other.core[:-3].endswith(short[:-3]) and (not ahead or ahead in keys.places)
        )
    if type_ == "park" and BRACKET.sub("", long) == short and len(short) > 5:
        return True  # 恒锐（昆山）智能装备产业园
    if type_ == "park" and _SCHOOL_PARK.fullmatch(long) and short.endswith("科技园"):
        letters = iter(long)  # 江大科技园, 江南大学国家大学科技园
        return short[0] == long[0] and "大" in short[:-3] and all(ch in letters for ch in short)
    if type_ == "park" and long[:-2] == short and long[-2] in "一二三四五" and long[-1] == "期":
        return True
    if type_ == "park" and long.endswith(short) and len(short) == 4:
        ahead = long[: -len(short)]  # 襄阳|东津新区, 西咸新区|泾河新城
        return ahead in keys.places or ahead.endswith(("区", "园", "城"))
    if type_ == "park":
        zone, whole = name.core, other.core  # 东湖高新区, 武汉|东湖新技术开发区
        return len(short) >= 5 and (long.endswith(short) or (len(zone) >= 5 and whole.endswith(zone) and whole != zone))
    if type_ == "institute" and short.endswith("所") and long.endswith("所") and len(short) >= 5:
        heads = (a for a in sorted(keys.institutes.values()) if name.core.startswith(a))
        academy = next((a for a in heads if other.core.startswith(a)), "")
        if academy:  # 中科院|宁波材料所, 中国科学院|宁波材料技术与工程研究所
            return _abbreviated(name.core[len(academy) :], other.core[len(academy) :], keys)
        return _abbreviated(short, long, keys)
    if type_ in ("institute", "program"):
        head = long.removesuffix("项目")
        if short in (head, head.removesuffix("建设"), long.replace("基地项目", "项目")) or (
            type_ == "program" and _YEARS.sub("", long) == short
        ):
            return True
        if type_ == "program" and (_same_quote(name.core, other.core) or _OUTPUT.sub("", long, count=1) == short):
            return True  # 甲|年产20GWh|锂电池项目
        if type_ == "institute" and (
            _at_school(short, long) or (len(name.core) > 5 and other.core.endswith(name.core))
        ):
            return True
        return (long.endswith(short) and len(short) >= 6) or _skipped(short, long)
    if type_ == "company":
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
    return False


#: What a project puts out in a year, inside its name (甲|年产20GWh|锂电池项目).
_OUTPUT = re.compile(
    r"(?:年|日)(?:产|处理|加工)[0-9.]+[万亿千百]?(?:[gmk]wh?|吨|台(?:\(套\))?|套|件|辆|片|支|只|颗|米|平方米|立方米)"
)
#: The national science park of a university.
_SCHOOL_PARK = re.compile(r".{2,10}大学(?:国家(?:级)?)?大学科技园")
#: A quoted name and what it is said to be.
_QUOTE = re.compile(r"(?:第?[首0-9一二三四五六七八九十]{1,3}届)?“([^“”]{2,16})”(.*)")
#: The years that a plan is for, behind its name (…三年行动计划（2024—2026年）).
_YEARS = re.compile(r"[(（]20[0-9]{2}年?[-—–~至]+20[0-9]{2}年?[)）]$")
#: What tells two works of one name apart, and so is no part that a shortened name leaves out.
_STAGES = re.compile(r"[一二三四五六七八九十0-9]|扩建|改建|技改|增资|新建|配套")


def _skipped(short: str, long: str) -> bool:
    """Whether a long name of works or of a body is a shorter one with more said inside it (甲制动|系统|产业化项目)."""
    if len(short) < 10:
        return False
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if same < 4 or len(short) - same < 4 or not long.endswith(short[same:]):
        return False
    return not _STAGES.search(long[same : len(long) - len(short) + same])


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


def _same_quote(short: str, long: str) -> bool:
    """Whether two names quote one word, and one says in short what it is (“创响”|大赛, “创响”|创新创业大赛)."""
    one, two = _QUOTE.fullmatch(short), _QUOTE.fullmatch(long)
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


def _core(type_: str, text: str, keys: Keys) -> str:
    """What of a name names: a firm's without brackets, legal ending and the place before it; a zone's main key."""
    if type_ in ("park", "institute"):
        return keys.main(type_, text)
    if type_ == "program":
        return text  # with its quotes
    name = name_key(text)
    if type_ != "company":
        return name
    name = BRACKET.sub("", name)
    if name.endswith(keys.endings):
        for plain in keys.endings:
            if name.endswith(plain) and len(name) > len(plain) + 1:
                return name[: -len(plain)]
    return name
