"""The store: what comes out is what a full build gives, whatever was edited, spoilt or killed before."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import ExportError, InputError
from kg.pipeline import Report, build, extract
from kg.store import Store, claimed, fingerprint
from tests.test_pipeline_workers import corpus, ended, forked, workers_of

TEXTS = (
    "江南大学与昆山高新区签署战略合作协议。",
    "苏州云栖测控科技有限公司（以下简称“云栖测控”）落户昆山高新区。",
    "云栖测控投资3亿元建设的高精度传感器生产基地项目日前开工。",
    "东南大学与江阴高新区共建江阴智能制造研究院。",
    "昆山高新区管委会与江南大学签约。\n\n江阴高新区位于江苏省江阴市。",
    "",
    "没有名称。",
)
NAMES = ("a.txt", "b.md", "sub/c.txt", "sub/d.txt", "e.txt")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="forked processes and signals are POSIX")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


# ------------------------------------------------------------------------------------------------------------- database


def test_what_was_put_is_there(store: Path) -> None:
    """In this build's successors, not for other bytes, another reader or another encoding."""
    with Store(store, "v1") as one:
        keys = [
            one.key(*k) for k in ((b"a", "txt", None), (b"b", "txt", None), (b"a", "md", None), (b"a", "txt", "big5"))
        ]
        assert len(set(keys)) == 4
        one.put(keys[0], b"[1]")
    with Store(store, "v1") as two:
        assert [two.get(key) for key in keys] == [b"[1]", None, None, None]


def test_what_nobody_asks_for_goes(store: Path) -> None:
    """At the end of a build that ends well; one that fails drops nothing."""
    for asked, fails in (("ab", False), ("a", True), ("a", False)):
        with contextlib.suppress(RuntimeError), Store(store, "v1") as opened:
            for name in asked:
                if opened.get(name.encode()) is None:
                    opened.put(name.encode(), name.encode())
            if fails:
                raise RuntimeError
        with sqlite3.connect(store) as base:
            kept = {key.decode() for (key,) in base.execute("SELECT key FROM files")}
        base.close()
        assert kept == ({"a", "b"} if asked == "ab" or fails else {"a"})


def test_another_fingerprint_empties_it(store: Path) -> None:
    """Rules or code have changed: nothing old is given."""
    with Store(store, "v1") as one:
        one.put(b"a", b"[1]")
    with Store(store, "v2") as two:
        assert two.get(b"a") is None


def test_the_fingerprint_knows_code_and_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One character more in a module or a word list, and it is another."""
    for name in ("a.py", "data/words.txt", "cli/b.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    monkeypatch.setattr(sys.modules[fingerprint.__module__], "files", lambda _: tmp_path)
    seen = [fingerprint("rules"), fingerprint("other rules")]
    for name in ("a.py", "data/words.txt"):
        (tmp_path / name).write_text("2", encoding="utf-8")
        seen.append(fingerprint("rules"))
    assert len(set(seen)) == 4
    (tmp_path / "cli" / "b.py").write_text("2", encoding="utf-8")
    assert fingerprint("rules") == seen[-1]


@pytest.mark.parametrize("spoilt", [b"", b"no database at all" * 99, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_spoilt_file_is_made_anew(store: Path, spoilt: bytes) -> None:
    """A store is worth a build's time, no more: what cannot be read is dropped."""
    store.write_bytes(spoilt)
    with Store(store, "v1") as one:
        one.put(b"a", b"[1]")
    with Store(store, "v1") as two:
        assert two.get(b"a") == b"[1]"


def test_a_spoilt_row_is_made_anew(store: Path) -> None:
    """It is not given; what is put in its place is, and stays."""
    with Store(store, "v1") as one:
        one.put(b"a", b"[1]" * 50)
    base = sqlite3.connect(store)
    base.execute("UPDATE files SET record = substr(record, 1, 9)")
    base.commit()
    base.close()
    for wanted in (None, b"[2]", b"[2]"):
        with Store(store, "v1") as opened:
            assert opened.get(b"a") == wanted
            if wanted is None:
                opened.put(b"a", b"[2]")


@pytest.mark.parametrize(
    "record", ["[]]", "{", '[["a"]]', '[[0,"","","",1,0,[["park",[],[],[],1]],[]]]', "3", '{"a":1}']
)
def test_a_row_that_no_build_wrote_is_told(tmp_path: Path, store: Path, record: str) -> None:
    """A whole row of nonsense is no accident: the build says which file, and how to go on."""
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    build(tmp_path / "a.txt", store=store)
    base = sqlite3.connect(store)
    base.execute("UPDATE files SET record = ?", (zlib.compress(record.encode()),))
    base.commit()
    base.close()
    with pytest.raises(ExportError, match=r"a\.txt: what the store keeps of it is .*remove the store"):
        build(tmp_path / "a.txt", store=store)


def test_a_broken_page_costs_no_build(tmp_path: Path) -> None:
    """Bytes of a good store are overwritten at random: the graph is the same."""
    folder, chance = corpus(tmp_path / "in", 12), random.Random(7)
    wanted = build(folder)
    path = tmp_path / "store.sqlite"
    assert build(folder, store=path) == wanted
    good = path.read_bytes()
    for _ in range(10):
        bad = bytearray(good)
        at = chance.randrange(100, len(bad) - 600)
        bad[at : at + 500] = chance.randbytes(500)
        path.write_bytes(bad)
        assert build(folder, store=path) == wanted


def test_only_one_build_has_it(store: Path) -> None:
    """The second is told so."""
    with Store(store, "v1"), pytest.raises(ExportError, match="another build is using it"):
        Store(store, "v1")


# ---------------------------------------------------------------------------------------------------------------- edits

EDIT = st.tuples(
    st.sampled_from(["write", "remove", "rename", "swap"]),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(TEXTS),
)


def edited(folder: Path, edit: tuple[str, str, str, str]) -> None:
    """One thing that happens to a folder."""
    what, one, other, text = edit
    a, b = folder / one, folder / other
    if what == "write" or not a.exists():
        a.write_text(text, encoding="utf-8")
    elif what == "remove":
        a.unlink()
    elif what == "rename":
        a.replace(b)
    elif b.exists():
        content = a.read_bytes()
        a.write_bytes(b.read_bytes())
        b.write_bytes(content)


def outcome(folder: Path, store: Path | None, workers: int) -> tuple[Any, ...]:
    """All that a build gives: the graph's bytes and the report, or the error."""
    report = Report()
    try:
        graph = build(folder, store=store, workers=workers, report=report)
    except InputError as error:
        return (str(error),)
    graph.save(folder.parent / "graph.json")
    told = (report.files, report.articles, report.characters, report.skipped, report.counts, report.encodings)
    return (folder.parent / "graph.json").read_bytes(), told


@given(steps=st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=1, max_size=5), workers=st.integers(1, 2))
@settings(max_examples=25)
def test_after_any_edits_it_is_what_a_full_build_gives(
    steps: list[list[tuple[str, str, str, str]]], workers: int
) -> None:
    """Files added, changed, removed, renamed, exchanged: the same graph, the same report, the same error."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "in")
        (folder / "sub").mkdir(parents=True)
        for edits in steps:
            for edit in edits:
                edited(folder, edit)
            assert outcome(folder, Path(name, "store.sqlite"), workers) == outcome(folder, None, 1)


def test_what_did_not_change_is_not_read_again(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file of twelve is new: one is extracted; a renamed one is known."""
    folder = corpus(tmp_path / "in", 12)
    build(folder, store=store)
    (folder / "003.txt").rename(folder / "moved.txt")
    (folder / "004.txt").write_text(TEXTS[3], encoding="utf-8")
    read: list[str] = []
    room = sys.modules["kg.pipeline.stream"]
    monkeypatch.setattr(
        room, "extract", lambda article, rules=None: read.append(article.file) or extract(article, rules)
    )
    report = Report()
    build(folder, store=store, report=report)
    assert (read, report.stored) == (["004.txt"], 11)


def test_equal_builds_make_equal_stores(tmp_path: Path) -> None:
    """To the byte, with any number of processes."""
    folder = corpus(tmp_path / "in", 40)
    for workers in (1, 2):
        build(folder, store=tmp_path / f"{workers}.sqlite", workers=workers)
    assert (tmp_path / "1.sqlite").read_bytes() == (tmp_path / "2.sqlite").read_bytes()


# --------------------------------------------------------------------------------------------------------- the command


def run(folder: Path, out: Path, *options: str) -> int:
    return main(["build", str(folder), "-o", str(out), "--formats", "json", *options])


def outputs(out: Path) -> dict[str, bytes]:
    """What a build wrote for its user; the timings of the report aside."""
    found = {p.name: p.read_bytes() for p in out.iterdir() if not p.name.startswith(".kg-")}
    if "report.json" in found:
        report = json.loads(found["report.json"])
        del report["timings"]
        found["report.json"] = json.dumps(report).encode()
    return found


def test_the_command_keeps_a_store_unless_told_not_to(tmp_path: Path) -> None:
    """Beside the outputs; without one they are the same."""
    folder = corpus(tmp_path / "in", 6)
    for out, options in (("with", ()), ("with", ()), ("without", ("--no-store",))):
        assert run(folder, tmp_path / out, *options) == 0
    assert outputs(tmp_path / "with") == outputs(tmp_path / "without")
    assert (tmp_path / "with" / ".kg-store.sqlite").exists()
    assert not (tmp_path / "without" / ".kg-store.sqlite").exists()


@given(steps=st.lists(st.lists(EDIT, max_size=2), min_size=1, max_size=5))
@settings(max_examples=12)
def test_after_any_edits_the_outputs_are_those_of_a_full_build(steps: list[list[tuple[str, str, str, str]]]) -> None:
    """What is kept of articles, of the picture and of the last build's end changes no byte; nor does a step without."""
    with tempfile.TemporaryDirectory() as name:
        folder, kept, fresh = Path(name, "in"), Path(name, "kept"), Path(name, "fresh")
        (folder / "sub").mkdir(parents=True)
        for edits in steps:
            for edit in edits:
                edited(folder, edit)
            codes = [run(folder, out, "--formats", "json,graphml", "--workers", "1") for out in (kept, kept)]
            codes.append(run(folder, fresh, "--formats", "json,graphml", "--workers", "1", "--no-store"))
            assert len(set(codes)) == 1
            if codes[0] == 0:
                assert outputs(kept) == outputs(fresh)


def test_where_nothing_has_changed_nothing_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outputs stand, the report has new timings, faults are told again."""
    folder, out = corpus(tmp_path / "in", 6), tmp_path / "out"
    (folder / "none.txt").write_bytes(b"\0")
    assert run(folder, out) == 0
    before, (told, faults) = outputs(out), capsys.readouterr()
    monkeypatch.setattr(sys.modules["kg.pipeline"], "build", None)
    assert run(folder, out) == 0
    again = capsys.readouterr()
    assert outputs(out) == before
    assert again.err == faults
    assert "none.txt" in faults
    assert "nothing has changed" in again.out
    assert [line for line in again.out.split("\n")[1:] if "graph.json" not in line and "report.json" not in line] == [
        line for line in told.split("\n")[1:] if "wrote" not in line
    ]


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "an-input-changed": lambda folder, out: (folder / "000.txt").write_text(TEXTS[0], encoding="utf-8"),
    "an-input-more": lambda folder, out: (folder / "zzz.txt").write_text(TEXTS[0], encoding="utf-8"),
    "an-input-less": lambda folder, out: (folder / "005.txt").unlink(),
    "an-input-renamed": lambda folder, out: (folder / "005.txt").rename(folder / "006.txt"),
    "one-that-cannot-be-read-more": lambda folder, out: (folder / "a.xyz").write_text("", encoding="utf-8"),
    "an-output-changed": lambda folder, out: (out / "graph.json").write_text("{}", encoding="utf-8"),
    "an-output-gone": lambda folder, out: (out / "graph.json").unlink(),
    "a-spoilt-seal": lambda folder, out: (out / ".kg-seal.json").write_text("[]", encoding="utf-8"),
    "a-cut-seal": lambda folder, out: (out / ".kg-seal.json").write_bytes(b'{"options"'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_where_anything_has_changed_it_is_done(tmp_path: Path, change: Callable[[Path, Path], object]) -> None:
    """What comes out is what a build into an empty folder gives."""
    folder, out = corpus(tmp_path / "in", 6), tmp_path / "out"
    assert run(folder, out) == 0
    change(folder, out)
    assert run(folder, out) == 0
    assert run(folder, tmp_path / "anew", "--no-store") == 0
    assert outputs(out) == outputs(tmp_path / "anew")


@pytest.mark.parametrize(
    "option", [("--formats", "json,graphml"), ("--min-confidence", "0.9"), ("--encoding", "utf-8")]
)
def test_other_options_are_another_build(tmp_path: Path, option: tuple[str, str]) -> None:
    """Whatever may change the outputs counts."""
    folder, out = corpus(tmp_path / "in", 4), tmp_path / "out"
    for name, options in (("out", ()), ("out", option), ("anew", (*option, "--no-store"))):
        assert run(folder, tmp_path / name, *options) == 0
    assert outputs(out) == outputs(tmp_path / "anew")


def test_the_whole_fingerprint_knows_what_writes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Exporters and their files change the outputs, not what an article yields."""
    (tmp_path / "exporters").mkdir()
    (tmp_path / "exporters" / "page.js").write_text("1", encoding="utf-8")
    monkeypatch.setattr(sys.modules[fingerprint.__module__], "files", lambda _: tmp_path)
    before = fingerprint(""), fingerprint("", outputs=True)
    (tmp_path / "exporters" / "page.js").write_text("2", encoding="utf-8")
    assert fingerprint("") == before[0]
    assert fingerprint("", outputs=True) != before[1]


@POSIX
def test_two_builds_into_one_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second says so and stops; the first one's outputs are not touched."""
    folder, out = corpus(tmp_path / "in", 3), tmp_path / "out"
    assert run(folder, out) == 0
    before = outputs(out)
    (folder / "more.txt").write_text(TEXTS[0], encoding="utf-8")
    with claimed(out):
        assert run(folder, out, "--no-store") == 1
    assert "another build is writing here" in capsys.readouterr().err
    assert outputs(out) == before
    assert run(folder, out) == 0


@POSIX
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """No file may grow beyond 20,000 bytes: exit code 1, a sentence, the earlier outputs as they were, no rest."""
    folder, out = corpus(tmp_path / "in", 60), tmp_path / "out"
    assert run(folder, out, "--no-store") == 0
    before = outputs(out)
    (folder / "more.txt").write_text(TEXTS[0], encoding="utf-8")
    code = (
        "import resource, signal, sys; from kg.cli import main; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); sys.exit(main(sys.argv[1:]))"
    )
    for options in ((), ("--no-store",)):
        command = [sys.executable, "-c", code, "build", str(folder), "-o", str(out), *options]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stdout) == (1, "")
        assert "Traceback" not in done.stderr and "cannot be written" in done.stderr
        assert outputs(out) == before
    assert run(folder, out) == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="whoever may write anywhere meets no refusal")
def test_an_output_that_may_not_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A read-only folder: exit code 1, the folder named."""
    (tmp_path / "out").mkdir(mode=0o500)
    assert run(corpus(tmp_path / "in", 1), tmp_path / "out") == 1
    assert f"{tmp_path / 'out'}: cannot be written" in capsys.readouterr().err


# -------------------------------------------------------------------------------------------------------------- killing


def killed_at_random(folder: Path, seed: int, times: int, size: int) -> int:
    """Kill the build or one of its workers at random moments; how often the build itself was hit.

    The moments lie within the time that a whole build was seen to take here, whatever the machine's speed.
    After each kill the outputs are those from before or the new ones; the next run makes the new ones.
    """
    chance = random.Random(seed)
    texts, out = corpus(folder / "in", size), folder / "out"
    assert run(texts, folder / "old", "--no-store") == 0
    old = outputs(folder / "old")
    (texts / "000.txt").write_text(TEXTS[3], encoding="utf-8")
    assert run(texts, folder / "new", "--no-store") == 0
    new, hits, spans = outputs(folder / "new"), 0, []
    for trial in ("first", "second"):
        begun = time.monotonic()
        assert ended(forked(lambda: run(texts, folder / trial, "--workers", "2"))) == 0  # noqa: B023
        spans.append(time.monotonic() - begun)
    longest = min(spans)
    for moment in range(times):
        if moment % 4 == 0:  # begin from nothing now and then; else from what the last killed build has kept
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(folder / "old", out)
        (out / ".kg-seal.json").unlink(missing_ok=True)  # or there would be nothing to do
        child = forked(lambda: run(texts, out, "--workers", "2"))
        if moment % 3:
            time.sleep(chance.random() * longest)
            os.kill(child, signal.SIGKILL)
            hits += ended(child) == -signal.SIGKILL
            assert all(outputs(out)[name] in (old[name], new[name]) for name in new)
        else:
            found = workers_of(child, 2 * longest)
            time.sleep(chance.random() * longest / 2)
            if found:
                with contextlib.suppress(Exception):
                    chance.choice(found).kill()
            assert ended(child) == 0
            assert outputs(out) == new
        if moment % 2:
            assert run(texts, out, "--workers", "2") == 0
            assert outputs(out) == new
            assert [p.name for p in out.iterdir() if p.name.endswith((".part", "-journal"))] == []
    return hits


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small corpora too are shared out among processes, and written to the store bit by bit."""
    monkeypatch.setattr(sys.modules["kg.pipeline.stream"], "BATCH", 300)
    monkeypatch.setattr("kg.store.database._BATCH", 2000)


@POSIX
@pytest.mark.usefixtures("shared")
def test_killed_at_any_moment_the_next_build_completes(tmp_path: Path) -> None:
    """Twenty moments; the parent and the workers."""
    extract("江阴高新区")
    assert killed_at_random(tmp_path, seed=1, times=20, size=30) > 3


@POSIX
@pytest.mark.soak
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_200_moments(tmp_path: Path, seed: int) -> None:
    """The same, ten times as often."""
    extract("江阴高新区")
    assert killed_at_random(tmp_path, seed=seed, times=50, size=120) > 10
