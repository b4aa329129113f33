"""Resolved articles as compact bytes, quick to read.

The first line is JSON with what resolution across articles asks for; each of the others is a text as ``graph.json``
has it. A store that someone else has written can at worst hold nonsense, never code. The bytes do not hold the file's
name: a file that was renamed has what it had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from sys import intern
from typing import Any

from kg.resolve.article import Group, Link, Placed, Resolved

__all__ = ["pack", "unpack"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


_PLAIN: tuple[list[str], str, list[Any]] = ([], "", [])


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
    groups = []
    for g in one.groups:
        row = [g.type, g.blocks, [int(s) for s in g.strong], g.names, g.confidence]
        if g.branches or g.preferred or g.merges:
            row += [g.branches, g.preferred, g.merges]
        groups.append(row)
        lines.append(g.tails)
    # one sentence often shows several relations: it is kept once
    sentences: dict[str, int] = {}
    links = []
    for link in one.links:
        number = sentences.setdefault(link.before, len(sentences))
        row = [*link[:7], *link.spans, number]
        links.append([*row, link.file] if link.file else row)
    lines += sentences
    lines += [link.behind for link in one.links]
    return [article.index, article.title, article.date, article.encoding, article.length, len(sentences), groups, links]


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
    index, title, date, encoding, length, sentences, groups, links = row
    article = Placed(file=file, text="", index=index, title=title, date=date, encoding=intern(encoding), length=length)
    found = Resolved(article)
    new = tuple.__new__  # what Group() and Link() call, half as dear
    # articles say the same over and over: equal texts are kept once
    for number, (type_, blocks, strong, names, confidence, *more) in enumerate(groups, at):
        branches, preferred, merges = more or _PLAIN
        if merges:
            merges = [tuple(m) for m in merges]
        names = {intern(name): count for name, count in names.items()}
        keys = tuple(map(intern, blocks)), _same(*strong)
        found.groups.append(
            new(Group, (intern(type_), *keys, names, branches, preferred, confidence, merges, lines[number]))
        )
    at += len(groups)
    behind = at + sentences
    for number, (head, type_, tail, start, end, confidence, rule, a, b, c, d, shown, *more) in enumerate(links, behind):
        if not (0 <= head < len(groups) and 0 <= tail < len(groups) and shown < sentences):
            raise ValueError("a relation between names that are not there")
        texts = (lines[at + shown], intern(lines[number]), more[0] if more else "")
        kinds = head, intern(type_), tail, start, end, confidence, intern(rule)
        found.links.append(new(Link, (*kinds, _same(a, b, c, d), *texts)))
    return found, behind + len(links)


@lru_cache(maxsize=4096)
def _same(*numbers: int) -> tuple[int, ...]:
    return numbers
