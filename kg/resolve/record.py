"""Resolved articles as compact bytes, quick to read.

The first line is JSON with what resolution across articles asks for, column by column, so that no loop of Python's runs
over groups or links; each of the others is a text as ``graph.json`` has it. A store that someone else has written can
at worst hold nonsense, never code. The bytes do not hold the file's name: a file that was renamed has what it had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import neg
from sys import intern
from typing import Any

from kg.resolve.article import Link, Placed, Resolved, Told

__all__ = ["pack", "unpack"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def pack(articles: Iterable[Resolved]) -> bytes:
    """The articles of one file as bytes; :func:`unpack` is its inverse.

    >>> list(unpack(pack([Resolved(Placed(file="a.txt", text="", length=7))]), "b.txt"))[0].article.file
    'b.txt'
    """
    rows: list[list[Any]] = []
    lines: list[str] = [""]
    for one in articles:
        rows.append(_row(one, lines))
    lines[0] = _encode(rows)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _row(one: Resolved, lines: list[str]) -> list[Any]:
    article = one.article
    about = [article.index, article.title, article.date, article.encoding, article.length]
    told = [(number, *said) for number, said in one.told.items()]
    # one sentence often shows several relations: it is kept once
    sentences: dict[tuple[str, int, int], int] = {}
    columns: list[list[Any]] = [[] for _ in range(6)]
    elsewhere = []
    for sure, file, start, end, rule, number, head, type_, tail, before, *_ in one.links:
        shown = sentences.setdefault((before, start, end), len(sentences))
        for column, value in zip(columns, (-sure, rule, head, type_, tail, shown), strict=True):
            column.append(value)
        if file != article.file:
            elsewhere.append((number, file))
    lines += one.tails
    lines += [before for before, _, _ in sentences]
    lines += [link[10] for link in one.links]
    lines += [link[11] for link in one.links]
    places = [start for _, start, _ in sentences], [end for _, _, end in sentences]
    blocks = [[pair[i] for pair in pairs] for pairs in (one.strong, one.weak) for i in (0, 1)]
    return [about, [one.types, one.names, one.sure], told, blocks, places, columns, elsewhere]


def unpack(data: bytes, file: str) -> Iterator[Resolved]:
    """The articles of one file.

    :param file: the name that the file has now.
    :raises ValueError: for bytes that :func:`pack` did not make.
    """
    lines = data.decode("utf-8", "surrogatepass").split("\n")
    try:
        at = 1
        for row in json.loads(lines[0]):
            found, at = _article(row, file, lines, at)
            yield found
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"nothing that kg has kept: {error}") from error


def _article(row: list[Any], file: str, lines: list[str], at: int) -> tuple[Resolved, int]:
    about, groups, told, blocks, places, links, elsewhere = row
    index, title, date, encoding, length = about
    types, names, sure = groups
    behind = at + len(types)
    found = Resolved(
        Placed(file=file, text="", index=index, title=title, date=date, encoding=intern(encoding), length=length),
        # articles say the same over and over: equal texts are kept once
        types=list(map(intern, types)),
        names=names,
        sure=sure,
        tails=lines[at:behind],
        strong=_pairs(blocks[0], blocks[1], len(types)),
        weak=_pairs(blocks[2], blocks[3], len(types)),
        links=(made := _links(file, places, links, lines, behind, len(types))),
    )
    if not len(types) == len(names) == len(sure) == len(found.tails) or {*map(type, names)} - {dict}:
        raise ValueError("names without number")
    for number, branches, preferred, merges in told:
        found.told[number] = Told(branches, preferred, [tuple(m) for m in merges])
    for number, other in elsewhere:
        made[number] = (*made[number][:1], other, *made[number][2:])
    return found, behind + len(places[0]) + 2 * len(made)


def _pairs(numbers: Sequence[int], keys: Sequence[str], groups: int) -> list[tuple[int, str]]:
    _within(numbers, groups)
    return list(zip(numbers, map(intern, keys), strict=True))


def _links(
    file: str, places: Sequence[Sequence[int]], links: Sequence[Any], lines: list[str], at: int, groups: int
) -> list[Link]:
    sure, rules, heads, types, tails, shown = links
    starts, ends = places
    texts = lines[at : at + len(starts)]
    at += len(texts)
    spans, behind = lines[at : at + len(sure)], lines[at + len(sure) : at + 2 * len(sure)]
    if not len(starts) == len(ends) == len(texts):
        raise ValueError("sentences without place")
    for numbers, many in ((heads, groups), (tails, groups), (shown, len(texts))):
        _within(numbers, many)
    place = repeat(file, len(sure)), map(starts.__getitem__, shown), map(ends.__getitem__, shown)
    said = map(texts.__getitem__, shown), spans, map(intern, behind)
    told = map(intern, rules), range(len(sure)), heads, map(intern, types), tails
    return list(zip(map(neg, sure), *place, *told, *said, strict=True))


def _within(numbers: Sequence[int], many: int) -> None:
    if numbers and not 0 <= min(numbers) <= max(numbers) < many:
        raise ValueError("a number of something that is not there")
