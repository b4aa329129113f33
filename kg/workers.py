"""Work in other processes, its results in order, however many processes there are and however they end.

A worker holds one task at a time, and only a worker that waits is given one: no two ends ever wait for each other to
read. A worker that dies is replaced and its task given out again, twice at most. Workers end with the process that
started them, whatever ends that.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from kg.errors import KgError

__all__ = ["collecting", "cores", "in_order"]

T = TypeVar("T")
R = TypeVar("R")
C = TypeVar("C")

_AHEAD = 4  # tasks for each worker that may be done or under way before the first of them is taken
_ATTEMPTS = 3
_RARELY = 100_000  # objects made and not gone again before Python looks for circles among them


@contextlib.contextmanager
def collecting(on: bool) -> Iterator[None]:
    """Whether Python looks for circles among its objects; what it was told before holds again behind the block.

    A graph has none, and looking takes a fifth of a rebuild. Where texts are read there may be some, in what others
    make of a page above all: there it looks, but rarely, and not at what much was made while it did not look.
    """
    was, before = gc.isenabled(), gc.get_threshold()
    gc.set_threshold(_RARELY, 20, 20)
    if on and gc.get_count()[0] > _RARELY:
        gc.freeze()
    _switched(on)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not on:
            gc.unfreeze()
        _switched(was)


def _switched(on: bool) -> None:
    if on:
        gc.enable()
    else:
        gc.disable()


def cores() -> int:
    """The processors that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection[Any, Any]
    number: int = -1  # of its task; -1 for none


@dataclass(slots=True)
class _Job(Generic[T, C]):
    context: C
    task: T | None
    attempts: int = 0
    done: bool = False
    result: Any = None
    error: Exception | None = None


class _Pool(Generic[T, R]):
    """The workers, started one by one as tasks come."""

    def __init__(self, function: Callable[[T], R], count: int, prepare: Callable[[], object]) -> None:
        # forked workers share what is loaded; elsewhere than on Linux forking is not safe
        self._start = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._function = function
        self.count = count
        self._prepare = prepare
        self.workers: list[_Worker] = []

    def idle(self) -> _Worker | None:
        """A worker that waits for a task; a new one while there are fewer than there may be."""
        for worker in self.workers:
            if worker.number < 0:
                return worker
        if len(self.workers) >= self.count:
            return None
        if not self.workers:
            self._prepare()
        ours, theirs = multiprocessing.Pipe()
        process = self._start.Process(target=_serve, args=(self._function, theirs), daemon=True, name="kg-worker")  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))
        return self.workers[-1]

    def drop(self, worker: _Worker) -> int | None:
        """Forget a worker that has died; its exit code."""
        worker.process.join(1.0)
        code: int | None = worker.process.exitcode
        worker.pipe.close()
        self.workers.remove(worker)
        return code

    def end(self) -> None:
        """Kill all; they hold nothing that could be lost."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join(1.0)
            worker.pipe.close()
        self.workers.clear()


def in_order(
    function: Callable[[T], R],
    tasks: Iterable[tuple[C, T | None]],
    count: int,
    prepare: Callable[[], object] = lambda: None,
    weight: Callable[[T], float] = lambda task: 1.0,
) -> Generator[tuple[C, R | None], None, None]:
    """``(context, function(task))`` for each ``(context, task)``, in their order; a task of None gives None.

    Contexts stay here; tasks, results and what the function raises go through pipes, so they must be picklable. A
    single task, the first ones as long as they weigh less than 1 together, and all of them where ``count`` is 1, are
    done in this process.

    :param function: defined in a module, so that other processes find it.
    :param count: how many processes at most.
    :param prepare: is called once before the first process starts: what it loads may be shared.
    :param weight: how much of the work that is worth a process a task is.
    :raises KgError: where processes die three times over one task.

    >>> list(in_order(str.upper, [(1, "a"), (2, None), (3, "c")], 1))
    [(1, 'A'), (2, None), (3, 'C')]
    """
    source = iter(tasks)
    if count == 1:
        for context, task in source:
            yield context, None if task is None else function(task)
        return
    done = 0.0
    held: list[tuple[C, T | None]] = []  # up to the second real task: one alone is not worth a process
    for item in source:
        if item[1] is not None:
            done += weight(item[1])
        if not held and done < 1:
            yield item[0], None if item[1] is None else function(item[1])
            continue
        held.append(item)
        if sum(task is not None for _, task in held) > 1:
            yield from _shared(held, source, _Pool(function, count, prepare))
            return
        if held[0][1] is None or len(held) > _AHEAD:
            for context, task in held:
                yield context, None if task is None else function(task)
            held.clear()
    for context, task in held:
        yield context, None if task is None else function(task)


def _shared(
    held: list[tuple[C, T | None]], source: Iterator[tuple[C, T | None]], pool: _Pool[T, R]
) -> Iterator[tuple[C, R | None]]:
    """What :func:`in_order` gives, from several processes."""
    jobs: dict[int, _Job[T, C]] = {}
    again: list[int] = []  # tasks whose worker has died
    first = following = 0
    more = True
    try:
        while more or first in jobs:
            while again and (worker := pool.idle()) is not None:
                number = again.pop(0)
                _give(worker, number, jobs[number])
            while more and following - first < _AHEAD * pool.count:
                item = held[0] if held else next(source, None)
                if item is None:
                    more = False
                    break
                held[:1] = [item]
                if item[1] is not None:
                    idle = pool.idle()
                    if idle is None:
                        break
                    jobs[following] = _Job(*item)
                    _give(idle, following, jobs[following])
                else:
                    jobs[following] = _Job(*item, done=True)
                held.pop(0)
                following += 1
            if first in jobs and jobs[first].done:
                job = jobs.pop(first)
                first += 1
                if job.error is not None:
                    raise job.error
                yield job.context, job.result
            elif first in jobs:
                _take(pool, jobs, again)
    finally:
        pool.end()


def _give(worker: _Worker, number: int, job: _Job[T, C]) -> None:
    worker.number = number
    job.attempts += 1
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has died: the wait for its answer tells
        worker.pipe.send(job.task)


def _take(pool: _Pool[T, R], jobs: dict[int, _Job[T, C]], again: list[int]) -> None:
    """Wait until a worker answers or dies."""
    busy = {worker.pipe: worker for worker in pool.workers if worker.number >= 0}
    for pipe in wait(list(busy)):
        worker = busy[pipe]  # type: ignore[index]
        job = jobs[worker.number]
        try:
            fine, value = worker.pipe.recv()
        except (EOFError, OSError):
            code = pool.drop(worker)
            if job.attempts >= _ATTEMPTS:
                how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
                raise KgError(
                    f"a worker process died three times over the same files ({how}); if memory ran out, use fewer "
                    "processes (--workers 1)"
                ) from None
            again.append(worker.number)
            continue
        worker.number = -1
        job.done = True
        if fine:
            job.result = value
        else:
            job.error = value


def _serve(function: Callable[[T], R], pipe: Connection[Any, Any]) -> None:
    """What a worker does: answer each task, until the process that started it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told too, and ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[bool, Any] = True, function(task)
        except Exception as error:
            answer = False, error
        try:
            pipe.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception:  # what cannot be pickled is told as text
            pipe.send((False, RuntimeError(repr(answer[1]))))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
