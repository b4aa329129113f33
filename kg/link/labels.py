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
from itertools import combinations, islice

from kg.model import Mention
from kg.rules import RulePack, Scan, made

__all__ = ["by_label"]

_LINE = re.compile(r"[^\n]+")
_SHORT = 40  # characters of a line that says of what follows it that it is not so

#: (head, relation, tail, rule, confidence)
_Link = tuple[int, str, int, str, float]


@dataclass
class _Item:
    """An item and what the labels behind it named."""

    mention: int | None = None
    parts: dict[str, list[int]] = field(default_factory=dict)
    site: int | None = None


@dataclass
class _Site:
    """The park that heads a list of items (▲甲园区 / ○乙项目): it holds those without another place."""

    mention: int | None = None
    mark: str = ""

    def note(self, text: str, line: re.Match[str], here: Sequence[tuple[int, Mention]], pack: RulePack) -> None:
        """A line without a label may head a list, or end the one of a heading with the same mark."""
        mark = pack.pattern("before_heading").match(text, line.start(), line.end())
        if mark is None or not (sign := text[line.start() : line.start() + 1]):
            return
        alone = here and (here[0][1].start, here[-1][1].end) == (mark.end(), line.end()) and len(here) == 1
        if alone and here[0][1].type == "park":
            self.mention, self.mark = here[0][0], sign
        elif sign == self.mark:
            self.mention = None


@cache
def _labels(rows: tuple[tuple[str, ...], ...]) -> tuple[Scan, re.Pattern[str], Scan, dict[str, float]]:
    """What a label, and the head of a column, look like, the latter for whole texts too; how sure each kind is."""
    named = "|".join(f"(?P<k{i}_{kind}>{pattern})" for i, (kind, pattern, _) in enumerate(rows))
    head = f"(?<![一-龥])(?:{named})(?![一-龥])"
    return (
        Scan(f"(?:{named})(?:（[^）]{{0,10}}）)?\\s?[：:]\\s?"),
        made(head),
        Scan(head),
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
    label, head, heads, confidence = _labels(rows)
    marked = any(
        next(label(text, line.start(), line.end() + 1), None)
        for line in _LINE.finditer(text)
        if "：" in line.group() or ":" in line.group()
    )
    if marked or len(list(islice(heads(text), 2))) >= 2:
        for item in _items(text, outer, label, head, pack):
            yield from _links(item, mentions, confidence)


def _items(
    text: str, outer: Sequence[tuple[int, Mention]], label: Scan, head: re.Pattern[str], pack: RulePack
) -> Iterator[_Item]:
    """The items of a text, each with what its labels, or the heads of its table, say of it.

    :param label: a label before what it names.
    :param head: the head of a column of a table.
    """
    starts = [m.start for _, m in outer]
    item = _Item()
    columns: list[str] = []
    site = _Site()
    for line in _LINE.finditer(text):
        start, stop = line.span()
        here = [(i, m) for i, m in outer[bisect_left(starts, start) : bisect_left(starts, stop)] if m.end <= stop]
        found = list(label(text, start, stop))
        heads = list(head.finditer(text, start, stop)) if not found and not here else []
        if not found:
            site.note(text, line, here, pack)
        if stop - start <= _SHORT and pack.pattern("void").search(line.group()):
            columns, item = [], _Item()  # 三、不予立项: what follows is not so
            continue
        if len(heads) >= 2:
            columns = [_kind(m) for m in heads]
            continue
        if columns and here and not found and (row := _row(text, here, columns)) is not None:
            yield row
            continue
        columns = [] if found else columns
        begun = _begun(text, start, here, found, pack)
        if begun is not None:
            yield item
            item = begun
            item.site = site.mention
        for match, following in zip(found, [*found[1:], None], strict=False):
            named = _told(text, here, match.end(), following.start() if following else stop, pack)
            kind = _kind(match)
            if kind == "item" and named:
                yield item
                item = _Item(named[0], site=site.mention)
            else:
                item.parts.setdefault(kind, []).extend(named)
    yield item


def _begun(
    text: str, line: int, here: Sequence[tuple[int, Mention]], found: Sequence[re.Match[str]], pack: RulePack
) -> _Item | None:
    """The item that begins with a line; None where the line goes on with the item before it.

    :param line: where the line begins.
    :param found: its labels.
    """
    begins = pack.pattern("before_item").match(text, line)
    if begins is None:
        return None
    if here and abs(here[0][1].start - begins.end()) <= 1 and (not found or here[0][1].start < found[0].start()):
        return _Item(here[0][0]) if here[0][1].type in ("program", "institute", "park", "company") else _Item()
    if found and found[0].start() > begins.end() + 1 and pack.pattern("item_number").match(text, line):
        return _Item()  # an item whose name is not known: what its labels say is not said of the item before it
    if not found and begins.group().strip() and pack.pattern("bare_item").match(text, begins.end()):
        return _Item()  # the same, its labels in the lines below
    return None


def _told(text: str, here: Sequence[tuple[int, Mention]], start: int, stop: int, pack: RulePack) -> list[int]:
    """The mentions that a label tells, which ends at ``start``."""
    end = pack.pattern("label_end").search(text, start, stop)
    stop = end.start() if end else stop
    return [i for i, m in here if start <= m.start and m.end <= stop and text[m.start - 1] != "（"]


def _kind(match: re.Match[str]) -> str:
    """The kind of a label that was found."""
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
    """The relations of an item to what its labels name."""
    lead = [i for i in item.parts.get("lead", []) if mentions[i].type != "place"]
    built = (
        item.mention if item.mention is not None and mentions[item.mention].type in ("program", "institute") else None
    )
    for kind in ("lead", "partner"):
        for i in item.parts.get(kind, []):
            if built is not None and mentions[i].type != "place":
                yield i, "runs", built, f"label.{kind}", confidence[kind]
    put_up = [i for i in item.parts.get("investor", []) if mentions[i].type == "company"]
    for kind, relation in (("partner", "partners"), ("helper", "cooperates-with")):
        for i in lead or put_up:
            for j in item.parts.get(kind, []):
                yield i, relation, j, f"label.{kind}", confidence[kind]
    for i, j in combinations(item.parts.get("parties", []), 2):
        yield i, "partners", j, "label.parties", confidence["parties"]
    for i in item.parts.get("investor", []):
        if item.mention is not None and mentions[item.mention].type in ("program", "company"):
            yield i, "invests-in", item.mention, "label.investor", confidence["investor"]
        elif built is not None and mentions[i].type != "place":
            yield i, "runs", built, "label.investor", confidence["investor"]
    if item.mention is not None and mentions[item.mention].type == "park":
        for i in item.parts.get("tenant", []):
            if mentions[i].type == "company":
                yield i, "located-in", item.mention, "label.tenant", confidence["tenant"]
    works = (
        item.mention is not None and mentions[item.mention].type == "program" and (lead or item.parts.get("investor"))
    )
    if works and item.site is not None and not item.parts.get("place"):
        yield item.mention, "located-in", item.site, "label.heading", confidence["place"]  # type: ignore[misc]
    seats = [(item.mention, "place")]
    seats += [(i, "seat") for i in lead if mentions[i].type == "company"] or [(item.mention, "seat")]
    for thing, kind in seats:
        places = [j for j in item.parts.get(kind, []) if mentions[j].type in ("park", "place")]
        if thing is not None and places:
            yield thing, "located-in", places[-1], f"label.{kind}", confidence[kind]
