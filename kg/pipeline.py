"""The order of the house: files in, graph out. The only room that knows it.

``read → reflow and split → segment → extract → link → (leave spaCy) → resolve → graph``
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import layout, sources
from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import Article, Extraction, Skipped, Source
from kg.resolve import resolve
from kg.rules import rule_pack

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Report", "articles", "build", "extract", "extract_all", "graph_of", "pipeline"]

#: What :func:`build` takes: a path, a text, or an article.
Input = str | os.PathLike[str] | Article


@dataclass
class Report:
    """What a build read, and what it did not.

    :ivar files: files read, by name.
    :ivar articles: number of articles.
    :ivar characters: characters of clean text.
    :ivar skipped: what was not read, and why.
    """

    files: list[str] = field(default_factory=list)
    articles: int = 0
    characters: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def pipeline(rules: str | None = None) -> Language:
    """A spaCy pipeline for Chinese with kg's components.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :raises kg.errors.RuleError: where the pack has faults.

    >>> doc = pipeline()("江南大学与昆山高新区签约。")
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('江南大学', 'university'), ('昆山高新区', 'park')]
    """
    return _pipeline(rules)


@cache
def _pipeline(rules: str | None) -> Language:
    import spacy

    from kg.segment import CharacterTokenizer

    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in ("kg_segmenter", "kg_extractor", "kg_linker"):
        nlp.add_pipe(name, config={"rules": rules})
    return nlp


def extract(article: Article | str, rules: str | None = None) -> Extraction:
    """All that one article yields.

    >>> [m.text for m in extract("江南大学与昆山高新区签约。").mentions]
    ['江南大学', '昆山高新区']
    """
    if isinstance(article, str):
        article = Article(file="<text>", text=article)
    from spacy.tokens import Doc

    nlp = _pipeline(rules)
    # without tokens: the components read the article's text, and tokens are half a second for each megabyte
    doc = Doc(nlp.vocab)
    doc._.kg_article = article
    for _, component in nlp.pipeline:
        doc = component(doc)
    return Extraction(
        article=article, mentions=doc._.kg_mentions, aliases=doc._.kg_aliases, relations=doc._.kg_relations
    )


def articles(
    inputs: Input | Sequence[Input], *, encoding: str | None = None, report: Report | None = None
) -> Iterator[Article]:
    """The articles of the inputs, in the order of their file names.

    A string is a path where such a path exists or where it looks like one (no line break, a known extension or a
    separator, at most 255 characters); any other string is the text of an article.

    :raises InputError: for a path that does not exist.
    """
    given = [inputs] if isinstance(inputs, str | os.PathLike | Article) else list(inputs)
    report = Report() if report is None else report
    paths: list[str | os.PathLike[str]] = []
    for item in given:
        if isinstance(item, Article):
            yield _counted(item, report)
        elif isinstance(item, str) and _is_text(item):
            for article in layout.articles(Source(file="<text>", text=item)):
                yield _counted(article, report)
        else:
            paths.append(item)
    for ref in sources.find(paths) if paths else ():
        if isinstance(ref, Skipped):
            report.skipped.append(ref)
            continue
        try:
            source = sources.read_source(ref, encoding)
            found = layout.articles(source)
        except InputError as error:
            report.skipped.append(Skipped(file=ref.file, reason=str(error)))
            continue
        report.files.append(source.file)
        for article in found:
            yield _counted(article, report)


def _is_text(item: str) -> bool:
    if item == "-" or (len(item) <= 255 and "\n" not in item and Path(item).exists()):
        return False
    return "\n" in item or len(item) > 255 or any(mark in item for mark in "。，！？；")


def _counted(article: Article, report: Report) -> Article:
    report.articles += 1
    report.characters += len(article.text)
    return article


def extract_all(
    found: Iterable[Article],
    rules: str | None = None,
    progress: Callable[[Article], None] | None = None,
    workers: int = 1,
) -> Iterator[Extraction]:
    """The extractions of a stream of articles, one by one, in its order, whatever the number of processes.

    :param progress: is told of each article that is done.
    :param workers: processes; 0 for as many as there are cores.
    """
    workers = workers or os.cpu_count() or 1
    done = _in_processes(found, rules, workers) if workers > 1 else (extract(article, rules) for article in found)
    for extraction in done:
        yield extraction
        if progress is not None:
            progress(extraction.article)


def _in_processes(found: Iterable[Article], rules: str | None, workers: int) -> Iterator[Extraction]:
    """Batches of articles go to a pool, at most a few ahead of what is taken from it, and come back in order."""
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor

    extract("江阴高新区", rules)  # what is loaded before the processes part is shared by them
    waiting: deque[Future[list[Extraction]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        try:
            for batch in _batches(found):
                waiting.append(pool.submit(_extract_batch, batch, rules))
                if len(waiting) > 3 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _batches(found: Iterable[Article], size: int = 40_000) -> Iterator[list[Article]]:
    """Articles in batches of about ``size`` characters."""
    batch: list[Article] = []
    length = 0
    for article in found:
        batch.append(article)
        length += len(article.text)
        if length >= size:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _extract_batch(batch: list[Article], rules: str | None) -> list[Extraction]:
    return [extract(article, rules) for article in batch]


def graph_of(
    extractions: Iterable[Extraction],
    *,
    files: Iterable[str] = (),
    min_confidence: float | None = None,
    rules: str | None = None,
) -> KnowledgeGraph:
    """The graph of extractions, whatever their order.

    :param min_confidence: relations and entities below it are left out; None for the rule pack's threshold.
    """
    pack = rule_pack(rules)
    floor = pack.thresholds.get("min_confidence", 0.5) if min_confidence is None else min_confidence
    entities, relations = resolve(extractions, pack, floor)
    return KnowledgeGraph(entities, relations, files=files, meta={"rules": pack.fingerprint[:16]})


def build(
    inputs: Input | Sequence[Input],
    *,
    rules: str | None = None,
    encoding: str | None = None,
    min_confidence: float | None = None,
    workers: int = 1,
    strict: bool = False,
    progress: bool | Callable[[Article], None] = False,
    report: Report | None = None,
) -> KnowledgeGraph:
    """The knowledge graph of files, folders, texts or articles.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :param encoding: the encoding of all files; None to find it out for each.
    :param min_confidence: relations below it are left out; None for the rule pack's threshold.
    :param workers: processes, 0 for as many as there are cores; the result is the same for any number.
    :param strict: whether a file that cannot be read is an error.
    :param progress: True shows progress on standard error; or a function that is told of each finished article.
    :param report: is filled with what was read and what was skipped.
    :raises kg.errors.InputError: where a path does not exist, nothing could be read, or (``strict``) anything was
        skipped.
    :raises kg.errors.RuleError: where the rule pack has faults.

    >>> graph = build("江南大学与昆山高新区签署合作协议。")
    >>> [str(r) for r in graph.relations(type="partners")]
    ['昆山高新区 —partners— 江南大学']
    """
    report = Report() if report is None else report
    stream = articles(inputs, encoding=encoding, report=report)
    tell = progress if callable(progress) else None
    extractions = list(extract_all(stream, rules, tell, workers))
    if strict and report.skipped:
        raise InputError("; ".join(f"{s.file}: {s.reason}" for s in report.skipped))
    if not extractions:
        reasons = (
            "; ".join(f"{s.file}: {s.reason}" for s in report.skipped) or "there is no file of a kind that can be read"
        )
        raise InputError(f"nothing to build from: {reasons}")
    names = report.files or sorted({e.article.file for e in extractions})
    return graph_of(extractions, files=names, min_confidence=min_confidence, rules=rules)
