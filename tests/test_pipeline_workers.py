"""Work in other processes: in order, whatever they do; the graph does not show how many there were."""

from __future__ import annotations

import functools
import gc
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import KgError, RuleError
from kg.model import Article
from kg.pipeline import build, extract, extract_all
from kg.workers import collecting, in_order

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forked processes and signals are POSIX")

PLACES = ("昆山", "江阴", "武进", "苏州", "无锡", "常州", "南通", "泰州", "扬州", "镇江")
SCHOOLS = ("江南大学", "东南大学", "苏州大学", "南京大学", "河海大学")


def corpus(folder: Path, count: int, times: int = 1) -> Path:
    """Short articles, no two alike; some fill a batch of their own."""
    folder.mkdir()
    for n in range(count):
        place, school = PLACES[n % 10], SCHOOLS[n // 10 % 5]
        firm = f"{'安邦博昌'[n % 4]}{'晨诚川创'[n // 4 % 4]}{'达德鼎飞'[n // 16 % 4]}科技有限公司"
        text = f"{school}与{place}高新区签署合作协议。{place}{firm}落户{place}高新区，总投资{n + 1}亿元。\n"
        (folder / f"{n:03}.txt").write_text(text * (times if n % 3 else 2 * times), encoding="utf-8")
    return folder


# ---------------------------------------------------------------------------------------------------------------- tasks


def slow_square(number: int) -> int:
    time.sleep(random.Random(number).random() / 50)
    return number * number


def refuse(number: int) -> int:
    if number == 3:
        raise RuleError(["a.toml:1: three"])
    return number


def die_once(marker: str, number: int) -> int:
    """Kills its own process over task 2, the first time."""
    if number == 2 and not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return -number


def die(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_results_come_in_the_order_of_the_tasks(count: int) -> None:
    """Whoever is done first; where there is no task there is no result."""
    tasks = [(f"c{n}", None if n % 4 == 0 else n) for n in range(30)]
    wanted = [(f"c{n}", None if n % 4 == 0 else n * n) for n in range(30)]
    assert list(in_order(slow_square, tasks, count)) == wanted


@pytest.mark.parametrize("tasks", [[], [("a", None)], [("a", 1)], [("a", None), ("b", 5), *[("c", None)] * 40]])
def test_one_task_needs_no_process(tasks: list[tuple[str, int | None]], monkeypatch: pytest.MonkeyPatch) -> None:
    """None is started for it."""
    monkeypatch.setattr("kg.workers._shared", None)
    assert list(in_order(slow_square, tasks, 4)) == [(c, None if t is None else t * t) for c, t in tasks]


def where(number: int) -> int:
    return os.getpid()


def test_little_work_needs_no_process() -> None:
    """The first tasks are done here as long as they weigh less than 1 together."""
    done = [r for _, r in in_order(where, [(n, n) for n in range(6)], 2, weight=lambda n: 0.3)]
    assert [pid == os.getpid() for pid in done] == [True] * 3 + [False] * 3


def test_what_a_task_raises_is_raised_here() -> None:
    """With its own type and content; what came before it has come."""
    seen = []
    with pytest.raises(RuleError) as raised:
        for _, result in in_order(refuse, [(None, n) for n in range(9)], 2):
            seen.append(result)
    assert (seen, raised.value.faults) == ([0, 1, 2], ("a.toml:1: three",))
    assert multiprocessing.active_children() == []


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    """Its task is done by another one; nothing is lost or doubled."""
    work = functools.partial(die_once, str(tmp_path / "marker"))
    assert [r for _, r in in_order(work, [(None, n) for n in range(9)], 2)] == [-n for n in range(9)]
    assert (tmp_path / "marker").exists()


def test_a_task_that_always_kills_is_an_error() -> None:
    """It says so, with the signal and a cure, in place of trying for ever."""
    with pytest.raises(KgError, match=r"signal 9.*--workers 1"):
        list(in_order(die, [(None, n) for n in range(9)], 2))


def test_who_stops_taking_leaves_no_process() -> None:
    """Closing the iterator ends the workers at once."""
    results = in_order(slow_square, [(None, n) for n in range(1000)], 2)
    next(results)
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 1
    assert multiprocessing.active_children() == []


# ---------------------------------------------------------------------------------------------------------------- graph


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small corpora too are shared out."""
    monkeypatch.setattr(sys.modules[extract_all.__module__], "BATCH", 300)


def test_neither_processes_nor_order_leave_a_trace(tmp_path: Path) -> None:
    """1, 2 and 3 processes, files in any order: the same bytes."""
    folder = corpus(tmp_path / "in", 48)
    files = sorted(folder.iterdir())
    found = set()
    for workers in (1, 2, 3):
        random.Random(workers).shuffle(files)
        build(files, workers=workers).save(tmp_path / "graph.json")
        found.add((tmp_path / "graph.json").read_bytes())
    assert len(found) == 1


def test_extractions_are_whole_with_any_number_of_processes() -> None:
    """``extract_all`` gives what ``extract`` gives, with the article and in the text's offsets."""
    text = "江南大学与昆山高新区签署合作协议。苏州澜脉科技有限公司落户江阴高新区。" * 9
    given = [Article(file=f"{n}.txt", text=text[n:], index=n) for n in range(9)]
    wanted = [extract(article) for article in given]
    for workers in (1, 3):
        assert list(extract_all(given, workers=workers)) == wanted


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    """Of every article, by the parent."""
    folder = corpus(tmp_path / "in", 30)
    seen: list[str] = []
    build(folder, workers=3, progress=lambda article: seen.append(article.file))
    assert seen == sorted(p.name for p in folder.iterdir())


# ------------------------------------------------------------------------------------------------------- overlong texts


@given(
    text=st.text(alphabet="甲乙丙丁，。\n", min_size=1, max_size=90),
    runs=st.lists(st.tuples(st.integers(1, 80), st.integers(0, 300)), max_size=4, unique_by=lambda run: run[0]),
    longest=st.integers(2, 30),
)
@settings(max_examples=200)
def test_parts_of_an_overlong_article_cover_it(text: str, runs: list[tuple[int, int]], longest: int) -> None:
    """Nothing is lost or doubled, no part is too long, and each offset leads to the same place of the file."""
    room = sys.modules[extract.__module__]
    article = Article(file="a", text=text, runs=((0, 5), *sorted(r for r in runs if r[0] < len(text))))
    with mock.patch.object(room, "LONGEST", longest):
        parts = list(room._parts(article))
    assert "".join(part.text for _, part in parts) == text
    for at, part in parts:
        assert 0 < len(part.text) <= longest
        assert part.pieces(0, len(part.text)) == article.pieces(at, at + len(part.text))


def test_an_overlong_article_is_read_whole() -> None:
    """Names, claims and relations of every part stand at the article's own offsets."""
    line = "江南大学与昆山高新区签约。苏州云栖测控科技有限公司（以下简称“云栖测控”）落户昆山高新区。\n"
    article = Article(file="a", text=line * 500, furniture=((len(line) * 499, len(line) * 500 - 1),))
    found, once = extract(article), extract(line)
    assert len(article.text) > 20_000
    assert len(found.mentions) == 499 * len(once.mentions)
    assert all(article.text[m.start : m.end] == m.text for m in found.mentions)
    assert {article.text[a.start : a.end] for a in found.aliases} == {a.alias for a in found.aliases}
    for r in found.relations:
        first = min(found.mentions[r.head].start, found.mentions[r.tail].start)
        assert r.evidence.start // len(line) == first // len(line)  # all is said within one line
    assert {(found.mentions[r.head].text, r.type, found.mentions[r.tail].text) for r in found.relations} >= {
        (once.mentions[r.head].text, r.type, once.mentions[r.tail].text) for r in once.relations if r.type == "partners"
    }


# -------------------------------------------------------------------------------------------------------------- endings


def forked(work: Callable[[], object]) -> int:
    """Run something in a child that has loaded all that this process has; its process number."""
    child = os.fork()
    if not child:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = 99
        try:
            code = int(work() or 0)  # type: ignore[call-overload]
        except SystemExit as stop:
            code = int(stop.code or 0)
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """Its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def workers_of(child: int, patience: float = 20.0) -> list[psutil.Process]:
    """The processes that a build has started, once it has."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := psutil.Process(child).children(recursive=True):
            return found
        time.sleep(0.01)
    return []


def lives(process: psutil.Process) -> bool:
    """Whether a process still runs, and is not only waiting to be collected."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=["ctrl-c", "terminate", "kill"])
def test_workers_end_with_the_build(tmp_path: Path, number: signal.Signals) -> None:
    """However it ends, within a second or so (two, for a busy machine), and no worker outlives it."""
    folder = corpus(tmp_path / "in", 60, times=120)
    extract("江阴高新区")
    command = ["build", str(folder), "-o", str(tmp_path / "out"), "--formats", "json", "--workers", "2"]
    child = forked(lambda: main(command))
    workers = workers_of(child)
    assert workers
    time.sleep(0.3)
    started = time.monotonic()
    os.kill(child, number)
    assert ended(child) == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
    while time.monotonic() - started < 2 and any(map(lives, workers)):
        time.sleep(0.02)
    assert not any(map(lives, workers))
    left = {p.name for p in (tmp_path / "out").glob("*")} if number != signal.SIGKILL else set()
    assert left <= {".kg-store.sqlite"}


class Ring:
    """A circle of one, of which one can see that it is there."""

    there = 0

    def __init__(self) -> None:
        self.self = self
        Ring.there += 1

    def __del__(self) -> None:
        Ring.there -= 1


def test_circles_are_looked_for_while_texts_are_read() -> None:
    """Elsewhere in a build they are not; behind it all is as it was."""
    before = gc.isenabled(), gc.get_threshold()
    with collecting(False):
        assert not gc.isenabled()
        with collecting(True):
            held = [Ring() for _ in range(200_000)]
            assert Ring.there == len(held)
            held.clear()
            held.extend(Ring() for _ in range(200_000))
            assert Ring.there < 400_000
        assert not gc.isenabled()
    assert (gc.isenabled(), gc.get_threshold()) == before
    held.clear()
    gc.collect()
    assert Ring.there == 0
