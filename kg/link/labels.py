"""Labels: what notices and cards say of an item without a sentence (申报单位：…), tables with such heads included.

An item is the project, platform, park or firm that a line begins with. What the labels behind it name, runs it, built
it together, or is where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.model import Mention
from kg.rules import RulePack

__all__ = ["by_label"]

_LINE = re.compile(r"[^\n]+")
_LEAD = re.compile(
    r"[\s（(第【［]*(?:项目|平台|企业)?(?:[0-9一二三四五六七八九十]{1,3}|No\.?\s?[0-9]+)?[）)、.．项】］\s]*"
    r"[▲●■◆·◎○★“《]*"
)
_STOP = re.compile(r"[；。]|，(?=系|是|为|由|其|总|占|属|注册|计划|位于)")
_NUMBERED = re.compile(r"\s*[（(第【［]?(?:项目)?[0-9一二三四五六七八九十]{1,3}[）)、.．项】］]")

#: (head, relation, tail, rule, confidence)
_Link = tuple[int, str, int, str, float]


@dataclass
class _Item:
    """An item and what the labels behind it named."""

    mention: int | None = None
    parts: dict[str, list[int]] = field(default_factory=dict)


@cache
def _labels(rows: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, float]]:
    named = "|".join(f"(?P<k{i}_{kind}>{pattern})" for i, (kind, pattern, _) in enumerate(rows))
    return (
        re.compile(f"(?:{named})(?:（[^）]{{0,10}}）)?\\s?[：:]\\s?"),
        re.compile(f"(?<![一-龥])(?:{named})(?![一-龥])"),
        {kind: float(confidence) for kind, _, confidence in rows},
    )


def by_label(
    mentions: Sequence[Mention], outer: Sequence[tuple[int, Mention]], text: str, pack: RulePack
) -> Iterator[_Link]:
    """The relations that the labels of a text show.

    :param outer: (index, mention) of the mentions that stand inside no other.
    :param text: the folded text.
    """
    rows = tuple(row for row in pack.tables.get("labels", ()) if len(row) == 3)
    if not rows:
        return
    label, head, confidence = _labels(rows)
    marked = any(
        label.search(text, line.start(), line.end() + 1)
        for line in _LINE.finditer(text)
        if "：" in line.group() or ":" in line.group()
    )
    if not marked and len(head.findall(text)) < 2:
        return
    starts = [m.start for _, m in outer]
    void = re.compile(pack.macros.get("void", "(?!)"))
    item = _Item()
    columns: list[str] = []
    for line in _LINE.finditer(text):
        within = outer[bisect_left(starts, line.start()) : bisect_left(starts, line.end())]
        here = [(i, m) for i, m in within if m.end <= line.end()]
        found = list(label.finditer(text, line.start(), line.end()))
        heads = list(head.finditer(text, line.start(), line.end())) if not found and not here else []
        if len(line.group()) <= 40 and void.search(line.group()):
            # 三、不予立项: what follows is not so
            columns, item = [], _Item()
            continue
        if len(heads) >= 2:
            columns = [_kind(m) for m in heads]
            continue
        if columns and here and not found:
            row = _row(text, here, columns)
            if row is not None:
                yield from _links(row, mentions, confidence)
                continue
        columns = [] if found else columns
        first = here[0] if here else None
        begins = _LEAD.match(text, line.start())
        if (
            first
            and begins
            and abs(first[1].start - begins.end()) <= 1
            and (not found or first[1].start < found[0].start())
        ):
            yield from _links(item, mentions, confidence)
            item = _Item(first[0]) if first[1].type in ("program", "institute", "park", "company") else _Item()
        elif found and begins and found[0].start() > begins.end() + 1 and _NUMBERED.match(text, line.start()):
            # an item whose name is not known: what its labels say is not said of the item before it
            yield from _links(item, mentions, confidence)
            item = _Item()
        for match, following in zip(found, [*found[1:], None], strict=False):
            stop = following.start() if following else line.end()
            end = _STOP.search(text, match.end(), stop)
            stop = end.start() if end else stop
            named = [i for i, m in here if match.end() <= m.start and m.end <= stop and text[m.start - 1] != "（"]
            kind = _kind(match)
            if kind == "item" and named:
                yield from _links(item, mentions, confidence)
                item = _Item(named[0])
            else:
                item.parts.setdefault(kind, []).extend(named)
    yield from _links(item, mentions, confidence)


def _kind(match: re.Match[str]) -> str:
    return next(name.split("_")[1] for name, value in match.groupdict().items() if value)


def _row(text: str, here: Sequence[tuple[int, Mention]], columns: Sequence[str]) -> _Item | None:
    """The item of a table's row: its cells are what no comma joins; None where they do not fit the columns."""
    cells: list[list[int]] = []
    end = -1
    for i, mention in here:
        if cells and re.fullmatch(r"\s*[、，/]\s*", text[end : mention.start]):
            cells[-1].append(i)
        else:
            cells.append([i])
        end = mention.end
    if len(cells) > len(columns) or columns[0] != "item":
        return None
    item = _Item(cells[0][0])
    for cell, kind in zip(cells[1:], columns[1:], strict=False):
        item.parts.setdefault(kind, []).extend(cell)
    return item


def _links(item: _Item, mentions: Sequence[Mention], confidence: dict[str, float]) -> Iterator[_Link]:
    lead = [i for i in item.parts.get("lead", []) if mentions[i].type != "place"]
    built = (
        item.mention if item.mention is not None and mentions[item.mention].type in ("program", "institute") else None
    )
    for kind in ("lead", "partner"):
        for i in item.parts.get(kind, []):
            if built is not None and mentions[i].type != "place":
                yield i, "runs", built, f"label.{kind}", confidence[kind]
    for kind, relation in (("partner", "partners"), ("helper", "cooperates-with")):
        for i in lead:
            for j in item.parts.get(kind, []):
                yield i, relation, j, f"label.{kind}", confidence[kind]
    for i in item.parts.get("investor", []):
        if item.mention is not None and mentions[item.mention].type in ("program", "company"):
            yield i, "invests-in", item.mention, "label.investor", confidence["investor"]
    if item.mention is not None and mentions[item.mention].type == "park":
        for i in item.parts.get("tenant", []):
            if mentions[i].type == "company":
                yield i, "located-in", item.mention, "label.tenant", confidence["tenant"]
    seats = [(item.mention, "place")]
    seats += [(i, "seat") for i in lead if mentions[i].type == "company"] or [(item.mention, "seat")]
    for thing, kind in seats:
        places = [j for j in item.parts.get(kind, []) if mentions[j].type in ("park", "place")]
        if thing is not None and places:
            yield thing, "located-in", places[-1], f"label.{kind}", confidence[kind]
