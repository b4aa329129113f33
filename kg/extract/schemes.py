"""Which runs before a project's or a scheme's ending name one."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.boundary import Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.sites import PHASE
from kg.rules import SuffixRule

__all__ = ["judge_program"]

_COUNT = re.compile(r"共?计?[0-9一二三四五六七八九十两]+余?[个项]")
_COUNTED = re.compile(r"[0-9一二三四五六七八九十两几数多]+余?[个宗项大批类]")
_COUNTED_INSIDE = re.compile(r"[0-9一二三四五六七八九十百千余多几]余?(?:[个项](?!目)|条(?!线|件|例|纹|形|码))")
_ORDINAL = re.compile(r"(?:第[0-9一二三四五六七八九十]+|首)届$")


def judge_program(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The project or scheme whose name is ``run`` and ``suffix``, if they name one."""
    if view.text[made.start - 1 : made.start].isdigit() and run[0].text[0] in "年日月万亿":
        return None
    rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER)]
    owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
    if (
        owner == "institute"
        and run[0].text.endswith(view.pack.endings("built_bodies"))
        and run[0].text not in view.pack.lexicon("institutes")
    ):
        owner = "company"
    length = sum(len(p.text) for p in rest)
    before = view.before(run[0].start)
    described = view.described(rest) or any(ch.isdigit() or ch.isascii() for p in rest for ch in p.text)
    if rule.id == "program.works":
        particular = any(not p.generic for p in rest) or sum(p.text in view.industries for p in rest) > 1
        put_up = before in view.pack.lexicon("capital_verbs") and _founder(view, run[0].start)
        free = owner in ("", "company") and not any(p.text[0].isdigit() for p in rest)
        return made.sure(0.66) if put_up and free and particular and length >= 4 else None
    if rule.id == "program.project":
        phase = PHASE.match(view.text, made.end)
        if phase:
            made = replace(made, end=phase.end())
        if suffix.endswith("工程") and view.text.startswith(view.pack.endings("works_titles"), made.end):
            return None  # 恒驰智造产业基地|工程|技术总监
        if view.text.startswith("有：", made.end):
            return None  # 外资|项目|有：……
        if _COUNT.match(view.text, made.end) or _COUNTED.match(view.text, made.start):
            return None
        if run[-1].text in view.pack.lexicon("vague_kinds") or run[-1].text in view.pack.lexicon("occasions"):
            return None  # 产业大招商|重大|项目
        if suffix.endswith("工程") and (works := view.text.find("项目", made.start + 2, made.end - 2)) > 0:
            made = replace(made, end=works + 2)  # 复合材料项目|主体工程
        if _COUNTED_INSIDE.search(view.text, run[0].start, run[-1].end):
            return None
        if (
            rest
            and owner != "company"
            and all((p.generic and p.text not in view.industries) or p.text.isdigit() or p.text == "年" for p in rest)
        ):
            return None
        if view.named(run):
            site = owner == "park" and run[0].text.endswith(view.pack.endings("site_endings"))
            particular = length >= 6 and any(p.text in view.industries for p in rest)
            if owner == "company" or site or (length >= 4 and described) or particular:
                return made
            return None
        ahead = view.text[max(0, run[0].start - 2) : run[0].start]
        listed = (
            ahead[-1:] in ("、", ".", "：", "】", "■", "▲", "●", "◆", "\n", "")
            or ahead == "元的"
            or before in view.pack.lexicon("running_verbs")
        )
        owned_by = ahead[-1:] == "的" and _owned(view, run[0].start - 1)
        listed = listed or owned_by or (ahead[-1:] == "的" and _of_the_day(view, run[0].start - 1))
        if not listed or all(p.generic and p.text not in view.industries for p in rest):
            return None
        content = sum(len(p.text) for p in rest if not p.generic)
        fields = sum(p.text in view.industries for p in rest)
        work = any(p.text.endswith(view.pack.endings("built_works")) for p in rest)
        vague = view.text.startswith(view.pack.endings("vague_kinds"), run[0].start)
        particular = length >= 8 and not vague and ((work and fields + content > 0) or (fields > 0 and content >= 2))
        put_up = before in view.pack.lexicon("capital_verbs") and content >= 2 and length >= 3 and not vague
        owned = ahead in ("元的",) or len(suffix) > 2 or (ahead[-1:] == "的" and length >= 4)
        if (
            (content >= 2 and length >= 4 and owned and not vague)
            or (put_up and _founder(view, run[0].start))
            or (content >= 4 and len(suffix) == 2)
            or (length >= 7 and described)
            or particular
            or (owned_by and not vague and length >= 6 and fields > 0)
        ):
            return made.sure(0.62)
        return None
    if suffix == "计划" and run[-1].text.endswith(("项目", "工程", "基地")):
        return None  # …基地建设项目|计划|投资10亿元
    runs = before in view.pack.lexicon("running_verbs")
    if len(suffix) > 3 and suffix.endswith("大赛"):
        ordinal = _ORDINAL.search(view.text, max(0, made.start - 8), made.start)
        if ordinal is not None:
            return replace(made, start=ordinal.start(), cut=ordinal.start())  # 首届|江淮|创新创业大赛
    placed = run[0].kind is Kind.PLACE and length == 2  # 昆山|英才|计划
    if (length < 3 and not placed) or not described:
        long = (
            runs
            and sum(len(p.text) for p in run) >= 4
            and suffix.endswith(("工程", "行动计划", "规划"))
            and suffix not in ("工程",)
        )
        return made.sure(0.8) if long else None
    if view.named(run) or runs:
        return made.sure(1 if runs else 0.8)
    return None


def _founder(view: View, at: int) -> bool:
    """Whether a firm stands before a project in its clause, or in the one before."""
    begin = max(view.text.rfind("。", 0, at), view.text.rfind("\n", 0, at), at - 60)
    return any(begin < start < at and kind == "company" for start, (_, kind) in view.owner_at.items())


def _of_the_day(view: View, at: int) -> bool:
    """Whether what stands before 的 says what befell a project (此次签约|的, 开工|的)."""
    return view.text[max(0, at - 2) : at] in view.pack.lexicon("befalling")


def _owned(view: View, at: int) -> bool:
    """Whether what stands before 的 says whose a project is (朔风航材|的, 与襄阳大学合作|的)."""
    if view.owner_ending.get(at) is not None:
        return True
    verb = next((n for n in (4, 2) if view.text[max(0, at - n) : at] in view.pack.lexicon("owning_verbs")), 0)
    return bool(verb)
