"""What a build is given: paths, texts and articles, and the report of what was read of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import layout, sources
from kg.errors import InputError
from kg.model import Article, Skipped, Source
from kg.resolve import Placed

__all__ = ["Input", "Report", "articles", "counted", "sorted_out"]

#: What :func:`kg.build` takes: a path, a text, or an article.
Input = str | os.PathLike[str] | Article


@dataclass
class Report:
    """What a build read, and what it did not.

    :ivar files: files read, by name.
    :ivar articles: number of articles.
    :ivar characters: characters of clean text.
    :ivar skipped: what was not read, and why.
    :ivar counts: number of articles of each file that has any.
    :ivar encodings: the codec of each of these files.
    :ivar stored: files whose articles were in the store.
    :ivar keys: each file that was found, and what it is known by (:func:`kg.store.content_key`) as hexadecimal digits,
        or why it was not looked at; empty where it could not be opened.
    """

    files: list[str] = field(default_factory=list)
    articles: int = 0
    characters: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    stored: int = 0
    keys: list[tuple[str, str]] = field(default_factory=list)


def articles(
    inputs: Input | Sequence[Input], *, encoding: str | None = None, report: Report | None = None
) -> Iterator[Article]:
    """The articles of the inputs, in the order of their file names.

    A string is a path where such a path exists or where it looks like one (no line break, a known extension or a
    separator, at most 255 characters); any other string is the text of an article.

    :raises InputError: for a path that does not exist.
    """
    report = Report() if report is None else report
    for item in sorted_out(inputs):
        if isinstance(item, Skipped):
            report.skipped.append(item)
        elif isinstance(item, Article):
            yield counted(item, report)
        else:
            try:
                source = sources.read_source(item, encoding)
                found = layout.articles(source)
            except InputError as error:
                report.skipped.append(Skipped(file=item.file, reason=str(error)))
                continue
            report.files.append(source.file)
            for article in found:
                yield counted(article, report)


def sorted_out(inputs: Input | Sequence[Input]) -> Iterator[Article | sources.FileRef | Skipped]:
    """The articles that are given as such or as texts, then the files, in their order."""
    paths: list[str | os.PathLike[str]] = []
    for item in [inputs] if isinstance(inputs, str | os.PathLike | Article) else inputs:
        if isinstance(item, Article):
            yield item
        elif isinstance(item, str) and _is_text(item):
            yield from layout.articles(Source(file="<text>", text=item))
        else:
            paths.append(item)
    if paths:
        yield from sources.find(paths)


def _is_text(item: str) -> bool:
    if item == "-" or (len(item) <= 255 and "\n" not in item and Path(item).exists()):
        return False
    return "\n" in item or len(item) > 255 or any(mark in item for mark in "。，！？；")


def counted(article: Article, report: Report) -> Article:
    report.articles += 1
    report.characters += article.length if isinstance(article, Placed) else len(article.text)
    report.counts[article.file] = report.counts.get(article.file, 0) + 1
    report.encodings[article.file] = article.encoding
    return article
