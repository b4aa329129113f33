"""Which runs before a project's or a scheme's ending name one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.industries import kind_of_thing
from kg.rules import SuffixRule

__all__ = ["judge_program"]

#: Marks behind which an item of a list begins; nothing, at the beginning of a text.
_MARKS = ("、", ".", "：", "】", "■", "▲", "●", "◆", "\n", "")


@dataclass(frozen=True, slots=True)
class _Named:
    """What may be the name of a project or scheme.

    :ivar run: the words before the ending.
    :ivar made: the mention that they and the ending make.
    :ivar rest: the words that are neither places nor owners.
    :ivar owner: the type of the owner that begins it; empty where none does.
    :ivar before: the word right before it.
    """

    view: View
    run: list[Piece]
    suffix: str
    made: Candidate
    rest: list[Piece]
    owner: str
    before: str

    @property
    def length(self) -> int:
        """How many characters are neither of places nor of owners."""
        return sum(len(p.text) for p in self.rest)

    @property
    def described(self) -> bool:
        """Whether something particular describes it."""
        letters = any(ch.isdigit() or ch.isascii() for p in self.rest for ch in p.text)
        return letters or self.view.described(self.rest)

    @property
    def fields(self) -> int:
        """How many words for industries it holds."""
        return sum(p.text in self.view.industries for p in self.rest)

    def generic(self, piece: Piece) -> bool:
        """Whether a word is generic and no industry's."""
        return piece.generic and piece.text not in self.view.industries

    def follows(self, lexicon: str) -> bool:
        """Whether a word of a lexicon stands right before it."""
        return self.before in self.view.pack.lexicon(lexicon)


def judge_program(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The project or scheme whose name is ``run`` and ``suffix``, if they name one."""
    if view.text[made.start - 1 : made.start].isdigit() and run[0].text[0] in view.pack.lexicon("figure_units"):
        return None
    if view.pack.pattern("counted_trials").search(view.text, made.start, run[-1].end):
        return None  # 上海自贸试验区77条|试点
    if run[0].text[0].isdigit():
        verbs = view.pack.endings("output_verbs")
        verb = next((len(w) for w in verbs if view.text.endswith(w, 0, made.start)), 0)
        made = replace(made, start=made.start - verb, cut=made.cut - verb)  # 甲项目及|年产60万套底盘项目
    rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER)]
    owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
    if run[0].kind is Kind.PLACE and len(run) > 1 and run[1].kind is Kind.OWNER:
        owner = view.owner_at[run[1].start][1]  # 樊城区|奥杰|新能源汽车项目
        owner = owner if owner == "company" else ""
    if owner == "park" and len(run) > 2 and run[1].kind is Kind.BRAND and HAN.match(run[1].text):
        made, run, owner = replace(made, start=run[1].start, cut=run[1].start), run[1:], ""  # 昆山高新区|恒锐新材料项目
    built = owner == "institute" and run[0].text.endswith(view.pack.endings("built_bodies"))
    if built and run[0].text not in view.pack.lexicon("institutes"):
        owner = "company"
    name = _Named(view, run, suffix, made, rest, owner, view.before(run[0].start))
    return _JUDGES.get(rule.id, _scheme)(name)


def _works(name: _Named) -> Candidate | None:
    """A plant that a firm is said to put up (恒锐科技投建|储能连接器华南基地), or that is begun or opened."""
    of_firm = name.owner == "company" and bool(name.rest)  # 恒锐科技|火箭|生产基地
    particular = of_firm or any(not p.generic for p in name.rest) or name.fields > 1
    free = name.owner in ("", "company") and not any(p.text[0].isdigit() for p in name.rest)
    put_up = name.follows("capital_verbs") and _founder(name.view, name.run[0].start)
    opened = name.view.pack.pattern("opened_works").match(name.view.text, name.made.end)
    put_up = put_up or (opened is not None and name.view.named(name.run))
    return name.made.sure(0.66) if put_up and free and particular and name.length >= 4 else None


def _project(name: _Named) -> Candidate | None:
    """A project: with an owner or a place, or described where its kind of name stands (……的|项目, 投资建设|……项目)."""
    view, run, rest, suffix, made = name.view, name.run, name.rest, name.suffix, name.made
    phase = view.pack.pattern("phase").match(view.text, made.end)
    made = replace(made, end=phase.end()) if phase else made
    if _no_project(name, made):
        return None
    if suffix.endswith("工程") and (works := view.text.find("项目", made.start + 2, made.end - 2)) > 0:
        made = replace(made, end=works + 2)  # 复合材料项目|主体工程
    if view.pack.pattern("named_by_output").match(view.text, made.start, made.end) and name.owner in ("", "company"):
        return made if name.owner else made.sure(0.7)
    figures = rest and all(name.generic(p) or p.text.isdigit() or p.text == "年" for p in rest)
    if figures and name.owner != "company":
        return None
    if view.named(run):
        site = name.owner == "park" and run[0].text.endswith(view.pack.endings("site_endings"))
        site = site or (suffix == "产业园项目" and view.named(rest))  # 晶石|产业园项目
        particular = (name.length >= 5 and name.fields > 0) or (name.length >= 4 and name.described)
        if name.owner == "company" or site or particular:
            return made
        return made.sure(0.62) if _of_brand(name, made.end) else None
    return made.sure(0.62) if _told_of(name) else None


def _of_brand(name: _Named, end: int) -> bool:
    """Whether nothing but a brand names a project, and it is told what befell it (恒锐|项目|开工)."""
    view, rest = name.view, name.rest
    text = "".join(p.text for p in rest)
    brand = 2 <= len(text) <= 5 and all(p.kind is Kind.BRAND and HAN.match(p.text) for p in rest)
    person = len(text) == 3 and text[0] in view.pack.lexicon("surnames")
    if (
        not brand
        or person
        or name.suffix != "项目"
        or name.run[len(name.run) - len(rest) :] != rest
        or kind_of_thing(view, text)
    ):
        return False
    return view.pack.pattern("opened_works").match(view.text, end) is not None


def _no_project(name: _Named, made: Candidate) -> bool:
    """Whether projects are counted or only praised, or 工程 begins another word."""
    view, run, pack = name.view, name.run, name.view.pack
    if name.suffix.endswith("工程") and view.text.startswith(pack.endings("works_titles"), made.end):
        return True  # 恒驰智造产业基地|工程|技术总监
    if view.text.startswith("等", made.start - 1) and not name.owner and run[0].kind is not Kind.PLACE:
        return True  # 甲研究院、乙分院等|校地协同创新项目
    if view.text.startswith("有：", made.end):
        return True  # 外资|项目|有：……
    if not name.owner and pack.pattern("parts_of_works").search(view.text, max(0, made.start - 70), made.start):
        return True  # 主要建设甲装置、|乙装置及公辅工程
    if len(run) == 1 and name.owner == "company" and pack.pattern("works_of_firm").match(view.text, made.end):
        return True  # 调研晶石科技有限公司|项目|建设情况
    if name.rest and pack.pattern("kind_of_project").fullmatch(view.text, name.rest[0].start, made.end):
        return True  # 标志性|产业项目
    trades = all(p.generic or p.text in view.industries for p in name.rest)
    if trades and not name.owner and view.text.endswith("产业", made.start, run[-1].end):
        return True  # 昆山|半导体产业|项目
    if pack.pattern("projects_counted_behind").match(view.text, made.end):
        return True
    if pack.pattern("projects_counted").match(view.text, made.start):
        return True
    if run[-1].text in pack.lexicon("vague_kinds") or run[-1].text in pack.lexicon("occasions"):
        return True  # 产业大招商|重大|项目
    return pack.pattern("projects_counted_inside").search(view.text, run[0].start, run[-1].end) is not None


def _told_of(name: _Named) -> bool:
    """Whether a project without a name is described well enough, where one may be told of."""
    view, run, rest, length = name.view, name.run, name.rest, name.length
    ahead = view.text[max(0, run[0].start - 2) : run[0].start]
    owned_by = ahead[-1:] == "的" and _owned(view, run[0].start - 1)
    listed = ahead[-1:] in _MARKS or ahead == "元的" or name.follows("running_verbs")
    listed = listed or owned_by or (ahead[-1:] == "的" and _of_the_day(view, run[0].start - 1))
    invested = ahead[-1:] == "的" and view.pack.pattern("invested_by").search(
        view.text, max(0, run[0].start - 8), run[0].start
    )
    if invested and _by_firm(view, run[0].start - 1) and name.made.end - run[0].start > 5:
        return not view.text.startswith(view.pack.endings("vague_kinds"), run[0].start)
    if not listed or all(map(name.generic, rest)):
        return False
    if view.text.startswith(view.pack.endings("vague_kinds"), run[0].start):
        return False
    content, fields = sum(len(p.text) for p in rest if not p.generic), name.fields
    if (content >= 4 and len(name.suffix) == 2) or (length >= 7 and name.described):
        return True
    put_up = name.follows("capital_verbs") and content >= 2 and length >= 3
    built = view.pack.endings("built_works")
    work = any(p.text.endswith(built) for p in rest) or name.suffix.removesuffix("项目").endswith(built)
    particular = (work and fields + content > 0) or (fields > 0 and content >= 2)
    owned = ahead == "元的" or len(name.suffix) > 2 or (ahead[-1:] == "的" and length >= 4)
    return (
        (content >= 2 and length >= 4 and owned)
        or (length >= 8 and particular)
        or (owned_by and length >= 6 and fields > 0)
        or (put_up and _founder(view, run[0].start))
    )


def _scheme(name: _Named) -> Candidate | None:
    """A scheme, a plan or a contest: named, or run by somebody."""
    view, run, suffix, made = name.view, name.run, name.suffix, name.made
    if suffix == "计划" and run[-1].text.endswith(view.pack.endings("planned_works")):
        return None  # …基地建设项目|计划|投资10亿元
    if view.text.startswith(view.pack.endings("papers"), made.end):
        return None  # 甲区域发展规划|纲要: a paper
    bare = suffix == "计划" and view.text[made.start : made.start + 1] not in "“《"
    bare = bare and all(p.kind in (Kind.BRAND, Kind.OWNER, Kind.PLACE) for p in run)
    if bare and view.pack.pattern("plans_to").match(view.text, made.end):
        return None  # 特斯拉|计划以更环保的方式生产
    runs = name.follows("running_verbs")
    if len(suffix) > 3 and view.pack.pattern("contest").search(suffix):
        ordinal = view.pack.pattern("which_contest").search(view.text, max(0, made.start - 8), made.start)
        if ordinal is not None:
            cup = view.pack.pattern("cup_before").search(view.text, max(0, ordinal.start() - 10), ordinal.start())
            ordinal = cup or ordinal  # “海创杯”|第六届|人才创新创业大赛
            return replace(made, start=ordinal.start(), cut=ordinal.start())  # 首届|江淮|创新创业大赛
        alone = len(run) == 1 and run[0].kind in (Kind.PLACE, Kind.OWNER)
        if alone and view.pack.pattern("holds_contest").search(view.text, max(0, made.start - 12), made.start):
            return made.sure(0.8)  # 举办2019年|昆山市|创新创业大赛
    vague = run[-1].text in view.pack.lexicon("vague_schemes") or suffix.startswith("工程")
    placed = run[0].kind is Kind.PLACE and name.length == 2 and not vague  # 昆山|英才|计划
    if vague and name.length <= 4:
        return None  # 昆山市|年度工作|计划
    if (name.length < 3 and not placed) or not name.described:
        long = suffix != "工程" and suffix.endswith(view.pack.endings("long_schemes"))
        headed = run[0].kind in (Kind.PLACE, Kind.OWNER) and name.length >= 4 and not vague
        return made.sure(0.8) if runs and (headed or (long and sum(len(p.text) for p in run) >= 4)) else None
    if view.named(run) or runs:
        return made.sure(1 if runs else 0.8)
    return None


_JUDGES: Mapping[str, Callable[[_Named], Candidate | None]] = {"program.works": _works, "program.project": _project}


def _founder(view: View, at: int) -> bool:
    """Whether a firm stands before a project in its clause, or in the one before."""
    begin = max(view.text.rfind("。", 0, at), view.text.rfind("\n", 0, at), at - 60)
    return any(begin < start < at and kind == "company" for start, (_, kind) in view.owner_at.items())


def _of_the_day(view: View, at: int) -> bool:
    """Whether what stands before 的 says what befell a project (此次签约|的, 开工|的)."""
    return view.text[max(0, at - 2) : at] in view.pack.lexicon("befalling")


def _by_firm(view: View, at: int) -> bool:
    """Whether a firm stands right before the verb that ends at an offset (恒锐有限公司|投资|的)."""
    ends = (view.owner_ending.get(at - n) for n in (2, 4))
    return any(start is not None and view.owner_at[start][1] == "company" for start in ends)


def _owned(view: View, at: int) -> bool:
    """Whether what stands before 的 says whose a project is (朔风航材|的, 与襄阳大学合作|的)."""
    if view.owner_ending.get(at) is not None:
        return True
    verb = next((n for n in (4, 2) if view.text[max(0, at - n) : at] in view.pack.lexicon("owning_verbs")), 0)
    return bool(verb)
