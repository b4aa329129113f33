"""`kg build` and `kg check`: what is written, that it is the same every time, and how it ends early."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.exporters.json import read

ONE = "本报讯 近日，江南大学与昆山高新区签署战略合作协议。\n"
TWO = "苏州云栖测控科技有限公司（以下简称“云栖测控”）落户昆山高新区。\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Two articles, one of them in GB18030 and in a folder of its own, and an empty file."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "sub" / "two.txt").write_text(ONE + TWO, encoding="gb18030")
    (folder / "zero.txt").touch()
    return folder


def outputs(out: Path) -> dict[str, Path]:
    """What a build wrote for its user: all but the store of extractions."""
    return {p.name: p for p in sorted(out.iterdir()) if not p.name.startswith(".kg-")}


def report(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return found


def test_build_writes_graphs_and_report(articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three graphs and what was read and skipped; a table on standard output, skips on standard error."""
    out = tmp_path / "out"
    assert main(["build", str(articles), "-o", str(out)]) == 0
    assert list(outputs(out)) == ["graph.graphml", "graph.html", "graph.json", "report.json"]
    shown, said = capsys.readouterr()
    assert shown.startswith("2 files, 2 articles, 1 skipped")
    assert f"wrote {out / 'graph.json'}\n" in shown
    assert "kg: skipped zero.txt: " in said
    found = report(out)
    assert [(f["file"], f["encoding"]) for f in found["files"]] == [("one.txt", "utf-8"), ("sub/two.txt", "gb18030")]
    assert [s["file"] for s in found["skipped"]] == ["zero.txt"]
    assert found["relations"].keys() >= {"partners", "located-in"}
    graph = read(out / "graph.json")
    assert found["entities"] == {t: n for t in found["entities"] if (n := sum(e.type == t for e in graph))}
    assert {e.name for e in graph} >= {"江南大学", "昆山高新区", "苏州云栖测控科技有限公司"}


def test_only_timings_differ_between_runs(articles: Path, tmp_path: Path) -> None:
    """The same bytes, whatever the hash seed; timings have a key of their own."""
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(tmp_path / seed), "--per-file"]
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
        assert b"\x1b" not in done.stdout + done.stderr  # into a file goes no control character
    one, two = (tmp_path / seed for seed in ("1", "2"))
    names = sorted(p.relative_to(one).as_posix() for p in one.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(two).as_posix() for p in two.rglob("*") if p.is_file())
    assert len(names) == 8  # what is kept for the next build too has the same bytes
    assert [n for n in names if n != "report.json" and (one / n).read_bytes() != (two / n).read_bytes()] == []
    first, second = report(one), report(two)
    assert first.pop("timings").keys() == second.pop("timings").keys() == {"load", "build", "write", "total"}
    assert first == second


def test_formats_are_chosen(articles: Path, tmp_path: Path) -> None:
    """Only those, each once."""
    out = tmp_path / "out"
    assert main(["build", str(articles), "-o", str(out), "--formats", "graphml, graphml"]) == 0
    assert list(outputs(out)) == ["graph.graphml", "report.json"]


def test_each_file_gets_a_graph_of_its_own(articles: Path, tmp_path: Path) -> None:
    """Named by its stem; those of an earlier run go away; two files of one stem stay apart."""
    out = tmp_path / "out"
    command = ["build", str(articles), "-o", str(out), "--formats", "json", "--per-file"]
    assert main(command) == 0
    assert sorted(p.name for p in (out / "per-file").iterdir()) == ["one.graphml", "two.graphml"]
    text = (out / "per-file" / "one.graphml").read_text(encoding="utf-8")
    assert "江南大学" in text and "云栖" not in text
    (articles / "one.txt").rename(articles / "two.txt")
    assert main(command) == 0
    assert sorted(p.name for p in (out / "per-file").iterdir()) == ["sub__two.txt.graphml", "two.txt.graphml"]
    assert [name for name in outputs(out) if name.startswith(".")] == []


def test_a_threshold_leaves_relations_out(articles: Path, tmp_path: Path) -> None:
    """At 1 nothing that is doubted in the least stays."""
    for share in ("0", "1"):
        command = ["build", str(articles), "-o", str(tmp_path / share), "--formats", "json", "--min-confidence", share]
        assert main(command) == 0
    low, high = (read(tmp_path / share / "graph.json") for share in ("0", "1"))
    assert low.relations() and all(r.confidence >= 1 for r in high.relations())
    assert len(high.relations()) < len(low.relations())


def test_the_encoding_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It wins over what would be detected; an unknown one is said."""
    (tmp_path / "a.txt").write_text(ONE, encoding="gb18030")
    command = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--formats", "json", "--encoding"]
    assert main([*command, "gb18030"]) == 0
    assert report(tmp_path / "out")["files"][0]["encoding"] == "gb18030"
    assert main([*command, "utf-8"]) == 1
    assert main([*command, "klingon"]) == 1
    assert "klingon" in capsys.readouterr().err


def test_a_broken_rule_pack_is_told_with_all_its_faults(articles: Path, tmp_path: Path, capsys: Any) -> None:
    """By build and by check; nothing is written."""
    pack = tmp_path / "pack"
    (pack / "rules").mkdir(parents=True)
    (pack / "rules" / "x.toml").write_text('[[sufix]]\nid = "a"\n\n[[context]]\nidd = "b"\n', encoding="utf-8")
    for command in (["build", str(articles), "-o", str(tmp_path / "out"), "--rules", str(pack)], ["check", str(pack)]):
        assert main(command) == 1
        said = capsys.readouterr().err
        assert "did you mean 'suffix'" in said and "did you mean 'id'" in said
    assert not (tmp_path / "out").exists()


def test_check_tries_examples_and_counter_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule that does not do what it says is named with the text."""
    rule = '[[suffix]]\nid = "park.zone"\ntype = "park"\nwords = ["码头城"]\nexample = "{}"\ncounter_example = "{}"\n'
    texts = ("他在昆山码头城工作。", "他在江边工作。")
    for name, pair in (("good", texts), ("bad", texts[::-1])):
        (tmp_path / name / "rules").mkdir(parents=True)
        (tmp_path / name / "rules" / "x.toml").write_text(rule.format(*pair), encoding="utf-8")
    assert main(["check", str(tmp_path / "good")]) == 0
    assert "1 rule tried" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "bad")]) == 1
    said = capsys.readouterr().err
    assert "x.toml:2: park.zone: must fire in" in said and "must not fire in" in said


def test_a_failing_exporter_leaves_what_was_there(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk is full at the last file: the earlier outputs stand, no rest lies about."""
    out = tmp_path / "out"
    assert main(["build", str(articles), "-o", str(out), "--formats", "json"]) == 0
    before = {name: path.read_bytes() for name, path in outputs(out).items()}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.exporters.graphml._document", full)
    (articles / "more.txt").write_text(TWO, encoding="utf-8")
    assert main(["build", str(articles), "-o", str(out), "--formats", "json,graphml"]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert {name: path.read_bytes() for name, path in outputs(out).items()} == before


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "terminate"])
def test_stopping_early_leaves_nothing(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """A sentence, the exit code of the signal, no output, no temporary folder; the store keeps what is done."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n}.txt").write_text((ONE + TWO) * 300, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(folder), "-o", str(tmp_path / "new" / "out")]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not (tmp_path / "new" / "out").exists() and running.poll() is None:
        time.sleep(0.05)
    time.sleep(1.5)
    running.send_signal(number)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (code, b"")
    assert err.startswith((b"kg: interrupted", b"kg: terminated")) and b"Traceback" not in err
    left = [p for p in (tmp_path / "new").rglob("*") if p.is_file()] if (tmp_path / "new").exists() else []
    assert {p.name for p in left} <= {".kg-store.sqlite"}


def test_progress_is_shown_on_a_terminal(articles: Path, tmp_path: Path) -> None:
    """On standard error only."""
    command = [sys.executable, "-m", "kg", "build", str(articles), "-o", str(tmp_path / "out"), "--formats", "json"]
    main_end, own_end = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=own_end, env=env, check=True)
    os.close(own_end)
    assert b"reading" in os.read(main_end, 100_000)
    os.close(main_end)
    assert b"\x1b" not in shown.stdout
