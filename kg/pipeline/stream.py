"""Articles and files through the processes and the store, in bounded memory: no text is held longer than it takes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from kg import layout, registry, sources
from kg.errors import ExportError, InputError, KgError
from kg.model import AliasClaim, Article, Extraction, Mention, RelationMention, Skipped
from kg.pipeline.inputs import Input, Report, counted, sorted_out
from kg.pipeline.reading import extract
from kg.resolve import Resolved, keys_of, pack, resolved, unpack
from kg.rules import keep, rule_pack
from kg.store import Store
from kg.workers import collecting, cores, in_order

__all__ = ["BATCH", "extract_all", "resolved_all"]

#: Characters that go to a process together: a third of a second's work, so that none waits long for the last one.
BATCH = 16_000
#: Characters of small batches that are read before a process is started for them: a rebuild has a few files in each.
_ALONE = 80_000

_FAULT = "kg failed on it, which is a fault of kg and not of the file"

_T = TypeVar("_T")
_Task = Article | tuple[str, bytes, str]
_Found = tuple[tuple[Mention, ...], tuple[AliasClaim, ...], tuple[RelationMention, ...]]


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
        return 0 if self.task is None else _length(self.task)


def _length(task: _Task) -> int:
    """About how many characters there are to read."""
    return len(task.text) if isinstance(task, Article) else 1 + len(task[1]) // 3


def _weight(tasks: Sequence[_Task]) -> float:
    """How much of what is worth a process some files are; a batch that is full by itself always is."""
    length = sum(map(_length, tasks))
    return length / _ALONE if length < BATCH else 1.0


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
    with closing(in_order(work, batches, workers or cores(), partial(_loaded, rules), _weight)) as done:
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
    for item in sorted_out(inputs):
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


@collecting(True)
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
            answers.append(pack(resolved(extract(article, rules), keys) for article in found))
        except InputError as error:
            answers.append(str(error))
        except (KgError, MemoryError):
            raise
        except Exception as error:  # a fault of kg's in one of a hundred thousand articles is to cost that article only
            answers.append(f"{file}: {_FAULT}: {type(error).__name__}: {error}; please report it with the file")
    keep()  # here, since other processes end without being asked
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
            counted(one.article, report)
            yield one
    except ValueError as error:  # whole and unread, so not spoilt by chance: somebody wrote it
        cure = "remove the store, or build without one (--no-store)"
        raise ExportError(f"{unit.file}: what the store keeps of it is {error}; {cure}") from error
