"""What the headings of cards name: a line above labels (业主：…, 建设地点：…) is the name of a project or a body.

Such names hold what no rule for running text lets into one (磷石膏制缓凝剂项目), so the line's ends are theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.boundary import Kind, View
from kg.extract.candidate import Candidate
from kg.rules import RulePack, per_pack

__all__ = ["by_cards", "by_phases"]

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"[“《]?([^，。；：！？、\n“”《》]{5,40})[”》]?\s*")
_PROJECT = "program.project"
_BODY = "institute.named"
_ABOVE = ("lead", "investor", "place")


@per_pack
def _labels(pack: RulePack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a card's lines below its heading, and the label of a line that holds the heading."""
    rows = [(row[0], row[1]) for row in pack.tables.get("labels", ()) if len(row) == 3]
    below = "|".join(pattern for kind, pattern in rows if kind in _ABOVE)
    names = "|".join(pattern for kind, pattern in rows if kind == "item")
    return (
        re.compile(rf"\s*(?:{below or '(?!)'})(?:（[^）\n]{{0,10}}）)?\s?："),
        re.compile(pack.expanded("{card_number}(?!{firm_label})") + rf"(?:{names or '(?!)'})\s?：\s*"),
    )


@per_pack
def _endings(pack: RulePack) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How projects and how bodies end."""
    words = {rule.id: rule.words for rule in pack.suffixes}
    return (*words.get(_PROJECT, ()), *pack.lexicon("project_endings")), tuple(words.get(_BODY, ()))


def by_cards(view: View) -> Iterator[Candidate]:
    """The projects and bodies that the headings of an article's cards name."""
    if "：" not in view.text:
        return
    below, named = _labels(view.pack)
    above: re.Match[str] | None = None
    for line in _LINE.finditer(view.text):
        labelled = named.match(view.text, line.start(), line.end())
        if labelled:
            yield from _heading(view, labelled.end(), line.end())
        elif above is not None and below.match(view.text, line.start(), line.end()):
            number = view.pack.pattern("card_number").match(view.text, above.start(), above.end())
            begin = number.end() if number else above.start()
            works = begin > above.start() and view.pack.pattern("works_label").match(
                view.text, line.start(), line.end()
            )
            yield from _heading(view, begin, above.end(), works=bool(works))
        above = line if "：" not in line.group() else None


def _heading(view: View, start: int, end: int, *, works: bool = False) -> Iterator[Candidate]:
    """The project or body that a stretch of a line names, if it ends like one.

    :param works: whether it is numbered and a label below it says that something is built: then a project is named.
    """
    heading = _HEADING.fullmatch(view.text, start, end)
    if not heading:
        return
    begin, stop = heading.span(1)
    for endings, type_, rule in zip(_endings(view.pack), ("program", "institute"), (_PROJECT, _BODY), strict=True):
        ending = max((w for w in endings if view.text.endswith(w, begin, stop)), key=len, default="")
        if ending and stop - begin - len(ending) >= 3:
            yield Candidate(begin, stop, type_, rule, view.pack.thresholds["card"], begin)
            return
    if not works:
        return
    remark = view.pack.pattern("card_remark").search(view.text, begin, stop)
    stop = remark.start() if remark else stop
    name = view.text[begin:stop].partition("（")[0]
    if view.pack.pattern("works_body").search(name):
        yield Candidate(begin, stop, "institute", _BODY, view.pack.thresholds["card"], begin)
    elif not view.pack.pattern("not_works_heading").search(name):
        yield Candidate(begin, stop, "program", _PROJECT, view.pack.thresholds["card"], begin)


def by_phases(view: View) -> Iterator[Candidate]:
    """The phases of works that open a clause and are said to go on (皓岫铝基板二期|主体封顶)."""
    for match in view.pack.pattern("phase_goes_on").finditer(view.text):
        start, end = match.span(1)
        pieces = view.pieces(start, end)
        named = view.named(pieces[:-1]) and not any(p.kind is Kind.STOP for p in pieces)
        if named and not view.text.endswith(view.pack.endings("project_endings"), start, end - 2):
            yield Candidate(start, end, "program", _PROJECT, view.pack.thresholds["card"] * 0.9, start)
