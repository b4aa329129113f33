"""The order of the house: files in, graph out. The only room that knows it.

``read → reflow and split → segment → extract → link → (leave spaCy) → resolve → graph``
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg import layout, registry, sources
from kg.errors import ExportError, InputError
from kg.graph import KnowledgeGraph
from kg.model import AliasClaim, Article, Extraction, Mention, RelationMention, Skipped, Source
from kg.resolve import Placed, Resolved, across, keys_of, pack, resolved, unpack
from kg.rules import rule_pack
from kg.store import Store, fingerprint
from kg.text import fold
from kg.workers import cores, in_order, rarely_collected

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Report", "articles", "build", "extract", "extract_all", "graph_of", "pipeline", "resolved_all"]

#: What :func:`build` takes: a path, a text, or an article.
Input = str | os.PathLike[str] | Article

#: Longer articles (in characters) are read part by part: what rules cost may grow with the square of a text's length.
LONGEST = 20_000
#: Characters that go to a process together: half a second's work, so that none waits long for the last one.
BATCH = 40_000

_T = TypeVar("_T")
_Task = Article | tuple[str, bytes, str]
_Found = tuple[tuple[Mention, ...], tuple[AliasClaim, ...], tuple[RelationMention, ...]]


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

    >>> [m.text for m in extract("江南大学与东南大学签约。").mentions]
    ['江南大学', '东南大学']
    """
    if isinstance(article, str):
        article = Article(file="<text>", text=article)
    if len(article.text) <= LONGEST:
        return _extracted(article, rules)
    mentions: list[Mention] = []
    aliases: list[AliasClaim] = []
    relations: list[RelationMention] = []
    for at, part in _parts(article):
        found, first = _extracted(part, rules), len(mentions)
        mentions += (replace(m, start=m.start + at, end=m.end + at) for m in found.mentions)
        aliases += (replace(a, start=a.start + at, end=a.end + at) for a in found.aliases)
        relations += (replace(r, head=r.head + first, tail=r.tail + first) for r in found.relations)
    return Extraction(article=article, mentions=tuple(mentions), aliases=tuple(aliases), relations=tuple(relations))


def _extracted(article: Article, rules: str | None) -> Extraction:
    """What :func:`pipeline` gives, without a Doc: spaCy takes a second to import, a token for each character longer."""
    # imported here, so that kg.extract stays the function and only those wait who read
    from kg.extract.mentions import names
    from kg.link.read import read
    from kg.segment.sentences import sentences
    from kg.segment.words import Words

    pack_ = rule_pack(rules)
    folded = fold(article.text)
    spans = sentences(folded)
    mentions, aliases = names(article.text, folded, Words(folded, pack_), pack_, spans, article.furniture)
    return Extraction(
        article=article, mentions=mentions, aliases=aliases, relations=read(article, folded, spans, mentions, pack_)
    )


def _parts(article: Article) -> Iterator[tuple[int, Article]]:
    """The offset and the text of each part of an overlong article, with its own way back into the file.

    A part ends with a paragraph where it can, else with a sentence, else anywhere.
    """
    text, start = article.text, 0
    while start < len(text):
        limit = start + LONGEST
        end = len(text)
        if limit < end:
            ends = [text.rfind(mark, start + LONGEST // 2, limit) for mark in ("\n", "。", "，")]
            end = next((at + 1 for at in ends if at >= 0), limit)
        run = bisect_right(article.runs, (start, float("inf"))) - 1
        runs = [(max(0, at - start), file_at + max(0, start - at)) for at, file_at in article.runs[run:] if at < end]
        blocked = [(max(a, start) - start, min(b, end) - start) for a, b in article.furniture if a < end and b > start]
        yield start, replace(article, text=text[start:end], runs=tuple(runs), furniture=tuple(blocked))
        start = end


def articles(
    inputs: Input | Sequence[Input], *, encoding: str | None = None, report: Report | None = None
) -> Iterator[Article]:
    """The articles of the inputs, in the order of their file names.

    A string is a path where such a path exists or where it looks like one (no line break, a known extension or a
    separator, at most 255 characters); any other string is the text of an article.

    :raises InputError: for a path that does not exist.
    """
    report = Report() if report is None else report
    for item in _sorted_out(inputs):
        if isinstance(item, Skipped):
            report.skipped.append(item)
        elif isinstance(item, Article):
            yield _counted(item, report)
        else:
            try:
                source = sources.read_source(item, encoding)
                found = layout.articles(source)
            except InputError as error:
                report.skipped.append(Skipped(file=item.file, reason=str(error)))
                continue
            report.files.append(source.file)
            for article in found:
                yield _counted(article, report)


def _sorted_out(inputs: Input | Sequence[Input]) -> Iterator[Article | sources.FileRef | Skipped]:
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


def _counted(article: Article, report: Report) -> Article:
    report.articles += 1
    report.characters += article.length if isinstance(article, Placed) else len(article.text)
    report.counts[article.file] = report.counts.get(article.file, 0) + 1
    report.encodings[article.file] = article.encoding
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
    batches = ((batch, batch) for batch in _batched(found, lambda article: len(article.text)))
    work = partial(_extract_batch, rules)
    with closing(in_order(work, batches, workers or cores(), partial(_loaded, rules))) as done:
        for batch, results in done:
            for article, (mentions, aliases, relations) in zip(batch, results or (), strict=True):
                yield Extraction(article=article, mentions=mentions, aliases=aliases, relations=relations)
                if progress is not None:
                    progress(article)


def _extract_batch(rules: str | None, batch: Sequence[Article]) -> list[_Found]:
    """What the articles yield, without the articles: those need not come back from another process."""
    found = (extract(article, rules) for article in batch)
    return [(e.mentions, e.aliases, e.relations) for e in found]


def _loaded(rules: str | None) -> None:
    extract("江阴高新区", rules)


def _batched(items: Iterable[_T], length: Callable[[_T], int]) -> Iterator[list[_T]]:
    """Items in batches of about :data:`BATCH` characters, and of no more than a thousand."""
    batch: list[_T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += length(item)
        if total >= BATCH or len(batch) == 1000:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


# -- from files to what they yield, without holding a text longer than it takes


@dataclass(slots=True)
class _Unit:
    """A file, or an article that was given as one: what there is to read, and what it yielded.

    :ivar task: what another process needs to know: the file's name and bytes, its reader's name, or the article.
    :ivar key: what the store knows the file by; None where it does not.
    :ivar record: its packed articles; None until they are there.
    :ivar reason: why there are none.
    """

    file: str
    task: _Task | None = None
    key: bytes | None = None
    record: bytes | None = None
    reason: str = ""

    def __len__(self) -> int:
        """About how many characters there are to read."""
        if self.task is None:
            return 0
        return len(self.task.text) if isinstance(self.task, Article) else 1 + len(self.task[1]) // 3


def resolved_all(
    inputs: Input | Sequence[Input],
    *,
    rules: str | None = None,
    encoding: str | None = None,
    workers: int = 1,
    progress: Callable[[Article], None] | None = None,
    report: Report | None = None,
    store: Store | None = None,
) -> Generator[Resolved, None, None]:
    """What the inputs yield, each article resolved in itself, in the order of :func:`articles`; no text is kept.

    The same for any number of processes, with a store and without.

    :param workers: processes, 0 for as many as there are cores.
    :param store: where articles of earlier builds are, and those of this one go.
    """
    report = Report() if report is None else report
    batches = (
        (batch, [unit.task for unit in batch if unit.task is not None] or None)
        for batch in _batched(_units(inputs, encoding, store, report), len)
    )
    work = partial(_read_batch, rules, encoding)
    with closing(in_order(work, batches, workers or cores(), partial(_loaded, rules))) as done:
        for batch, answers in done:
            new = iter(answers or ())
            for unit in batch:
                if unit.task is not None:
                    _answered(unit, next(new), store)
                elif unit.record is not None:
                    report.stored += 1
                for one in _yielded(unit, report):
                    yield one
                    if progress is not None:
                        progress(one.article)


def _units(
    inputs: Input | Sequence[Input], encoding: str | None, store: Store | None, report: Report
) -> Iterator[_Unit]:
    for item in _sorted_out(inputs):
        if isinstance(item, Skipped):
            report.keys.append((item.file, item.reason))
            yield _Unit(item.file, reason=item.reason)
        elif isinstance(item, Article):
            yield _Unit(item.file, item)
        else:
            try:
                content = sources.content(item)
            except InputError as error:
                report.keys.append((item.file, ""))
                yield _Unit(item.file, reason=str(error))
                continue
            unit = _Unit(item.file, (item.file, content, item.format))
            if store is not None:
                unit.key = store.key(content, item.format, encoding)
                report.keys.append((item.file, unit.key.hex()))
                unit.record = store.get(unit.key)
                if unit.record is not None:
                    unit.task = None
            yield unit


def _read_batch(rules: str | None, encoding: str | None, tasks: Sequence[_Task]) -> list[bytes | str]:
    """For each file its packed articles, or why there are none."""
    answers: list[bytes | str] = []
    keys = keys_of(rule_pack(rules))
    for task in tasks:
        if isinstance(task, Article):
            answers.append(pack([resolved(extract(task, rules), keys)]))
            continue
        file, content, format_ = task
        try:
            found = layout.articles(registry.reader(format_)(content, file, encoding))
        except InputError as error:
            answers.append(str(error))
        else:
            answers.append(pack(resolved(extract(article, rules), keys) for article in found))
    return answers


def _answered(unit: _Unit, answer: bytes | str, store: Store | None) -> None:
    if isinstance(answer, str):
        unit.reason = answer
        return
    unit.record = answer
    if store is not None and unit.key is not None:
        store.put(unit.key, answer)


def _yielded(unit: _Unit, report: Report) -> Iterator[Resolved]:
    if unit.record is None:
        report.skipped.append(Skipped(file=unit.file, reason=unit.reason))
        return
    if not isinstance(unit.task, Article):
        report.files.append(unit.file)
    try:
        for one in unpack(unit.record, unit.file):
            _counted(one.article, report)
            yield one
    except ValueError as error:  # whole and unread, so not spoilt by chance: somebody wrote it
        cure = "remove the store, or build without one (--no-store)"
        raise ExportError(f"{unit.file}: what the store keeps of it is {error}; {cure}") from error


def graph_of(
    extractions: Iterable[Extraction | Resolved],
    *,
    files: Iterable[str] = (),
    min_confidence: float | None = None,
    rules: str | None = None,
) -> KnowledgeGraph:
    """The graph of extractions, or of articles that are resolved in themselves, whatever their order.

    :param min_confidence: relations and entities below it are left out; None for the rule pack's threshold.
    """
    pack = rule_pack(rules)
    floor = pack.thresholds.get("min_confidence", 0.5) if min_confidence is None else min_confidence
    keys = keys_of(pack)
    found = (e if isinstance(e, Resolved) else resolved(e, keys) for e in extractions)
    entities, relations = across(found, pack, floor)
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
    store: str | os.PathLike[str] | None = None,
    keep: list[Resolved] | None = None,
) -> KnowledgeGraph:
    """The knowledge graph of files, folders, texts or articles.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :param encoding: the encoding of all files; None to find it out for each.
    :param min_confidence: relations below it are left out; None for the rule pack's threshold.
    :param workers: processes, 0 for as many as there are cores; the result is the same for any number.
    :param strict: whether a file that cannot be read is an error.
    :param progress: True shows progress on standard error; or a function that is told of each finished article.
    :param report: is filled with what was read and what was skipped.
    :param store: a file, made if missing, that keeps what each input file yielded: a later build with it reads only
        files whose content it does not know, and gives the same graph. What no longer belongs to the inputs is dropped.
    :param keep: is filled with what the graph is made of, see :func:`resolved_all`.
    :raises kg.errors.ExportError: where the store cannot be written, holds what no build wrote, or is used by another
        build.
    :raises kg.errors.InputError: where a path does not exist, nothing could be read, or (``strict``) anything was
        skipped.
    :raises kg.errors.RuleError: where the rule pack has faults.

    >>> graph = build("江南大学与昆山高新区签署合作协议。")
    >>> [str(r) for r in graph.relations(type="partners")]
    ['昆山高新区 —partners— 江南大学']
    """
    report = Report() if report is None else report
    tell = progress if callable(progress) else None
    pack_ = rule_pack(rules)
    if rules is not None:  # the built-in pack is tried by the tests
        from kg.link.faults import check

        check(pack_)
    with ExitStack() as stack:
        stack.enter_context(rarely_collected())
        kept = stack.enter_context(Store(Path(store), fingerprint(pack_.fingerprint))) if store is not None else None
        found = [] if keep is None else keep
        stream = resolved_all(
            inputs, rules=rules, encoding=encoding, workers=workers, progress=tell, report=report, store=kept
        )
        found += stack.enter_context(closing(stream))
        if strict and report.skipped:
            raise InputError("; ".join(f"{s.file}: {s.reason}" for s in report.skipped))
        if not found:
            reasons = (
                "; ".join(f"{s.file}: {s.reason}" for s in report.skipped)
                or "there is no file of a kind that can be read"
            )
            raise InputError(f"nothing to build from: {reasons}")
    names = report.files or sorted({e.article.file for e in found})
    return graph_of(found, files=names, min_confidence=min_confidence, rules=rules)
