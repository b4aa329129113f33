"""The command line on a graph made by hand: what it shows, what it refuses, how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.cli.arguments import parser
from kg.cli.text import printable
from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Merge, Occurrence, Relation

HEAVY = "{'spacy', 'jieba', 'networkx', 'numpy', 'pyvis', 'rich'}"
HOSTILE = "坏\x1b[2J名\u202e\x9b"


def entity(type_: str, name: str, *aliases: str, **more: Any) -> Entity:
    places = tuple(Occurrence(file="a.txt", start=i, end=i + len(n), text=n) for i, n in enumerate((name, *aliases)))
    return Entity(id=f"{type_}:{name}", type=type_, name=name, aliases=aliases, occurrences=places, **more)


def relation(head: Entity, type_: str, tail: Entity, text: str, **more: Any) -> Relation:
    symmetric = type_ in {"partners", "cooperates-with"}
    evidence = Evidence(file="a.txt", article=0, start=3, end=3 + len(text), text=text, **more)
    return Relation(
        head=head.name, head_id=head.id, type=type_, tail=tail.name, tail_id=tail.id,
        symmetric=symmetric, confidence=more.get("confidence", 0.9), evidence=(evidence,),
    )  # fmt: skip


PARK = entity("park", "甲高新区")
FIRM = entity(
    "company", "丙丁科技有限公司", "丙丁科技",
    merges=(Merge(form="丙丁科技", into="丙丁科技有限公司", reason="short-form", file="a.txt", start=1, end=5),),
)  # fmt: skip
SCHOOL = entity("university", "戊己大学")
BAD = entity("company", HOSTILE)
ALONE = entity("place", "辛市")
RELATIONS = [
    relation(FIRM, "located-in", PARK, "丙丁科技落户甲高新区。", status="done", date="2024-03"),
    relation(FIRM, "partners", SCHOOL, "丙丁科技与戊己大学签约。", confidence=0.6, status="agreed"),
    relation(BAD, "invests-in", FIRM, f"{HOSTILE}投资丙丁科技。", attributes=(("amount", "=1+1"),)),
]


@pytest.fixture
def graph(tmp_path: Path) -> str:
    """A graph of five entities in a file."""
    path = tmp_path / "graph.json"
    KnowledgeGraph([PARK, FIRM, SCHOOL, BAD, ALONE], RELATIONS, files=["a.txt", "b.txt"]).save(path)
    return str(path)


def run(*arguments: str) -> int:
    """The exit code, whether it is returned or raised."""
    try:
        return main(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1


def kg(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, check=False, **options)


# --- asking ---

QUERIES = {
    "all": ([], 3),
    "by-type": (["--type", "partners"], 1),
    "by-two-types": (["--type", "partners", "--type", "located-in"], 2),
    "by-tail": (["--tail", "甲高新区"], 1),
    "symmetric-either-way": (["--head", "戊己大学"], 1),
    "by-alias-of-either-end": (["--entity", "丙丁科技"], 3),
    "by-confidence": (["--min-confidence", "0.7"], 2),
    "by-status": (["--status", "agreed"], 1),
    "by-date": (["--since", "2024", "--until", "2024-12-31"], 1),
    "before-anything": (["--until", "2020"], 0),
    "by-file": (["--file", "b.txt"], 0),
}


@pytest.mark.parametrize(("conditions", "count"), QUERIES.values(), ids=QUERIES)
def test_queries_meet_all_conditions(
    graph: str, capsys: pytest.CaptureFixture[str], conditions: list[str], count: int
) -> None:
    """As JSON, so that it can be counted."""
    assert run("query", graph, *conditions, "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == count


def test_a_relation_is_shown_with_its_sentence_and_place(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Two lines: the edge with what is known of it, the sentence with file and offsets."""
    assert run("query", graph, "--type", "located-in") == 0
    assert capsys.readouterr().out == (
        "丙丁科技有限公司 —located-in→ 甲高新区  (0.90, done, 2024-03)\n    丙丁科技落户甲高新区。  a.txt:3-14\n"
    )


def test_nothing_found_is_said(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is no failure."""
    assert run("query", graph, "--until", "2020") == 0
    assert "no relation" in capsys.readouterr().out


def test_json_holds_all_that_is_known_of_a_relation(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The triple, what follows from the evidence, and the evidence with its offsets."""
    run("query", graph, "--type", "located-in", "--json")
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["head"], found["type"], found["tail"]) == ("丙丁科技有限公司", "located-in", "甲高新区")
    assert (found["status"], found["dates"]) == ("done", ["2024-03"])
    assert (found["evidence"][0]["start"], found["evidence"][0]["end"]) == (3, 14)


def test_csv_has_one_row_for_each_sentence(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a header."""
    run("query", graph, "--csv")
    header, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert header[:3] == ["head", "type", "tail"]
    assert {row[1] for row in rows} == {"located-in", "partners", "invests-in"}


@pytest.mark.parametrize("words", [["path"], ["query", "--path"]], ids=" ".join)
def test_paths_are_shown_step_by_step(graph: str, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """By the command of its own and by the option of query."""
    assert run(words[0], graph, *words[1:], "甲高新区", "戊己大学") == 0
    out = capsys.readouterr().out
    assert out.startswith("甲高新区 ←located-in— 丙丁科技有限公司 —partners— 戊己大学  (0.54)\n")
    assert "丙丁科技落户甲高新区。" in out and "丙丁科技与戊己大学签约。" in out


def test_paths_for_programs(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON and CSV hold the same two steps."""
    run("path", graph, "甲高新区", "戊己大学", "--json")
    (path,) = json.loads(capsys.readouterr().out)
    assert path["entities"] == [PARK.id, FIRM.id, SCHOOL.id]
    assert [step[0]["type"] for step in path["steps"]] == ["located-in", "partners"]
    run("path", graph, "甲高新区", "戊己大学", "--csv")
    assert [row[3] for row in csv.reader(io.StringIO(capsys.readouterr().out))] == ["type", "located-in", "partners"]


def test_where_no_path_leads_that_is_said(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Unconnected, or connected only by what is too doubtful."""
    assert run("path", graph, "甲高新区", "辛市") == 0
    assert run("path", graph, "甲高新区", "戊己大学", "--min-confidence", "0.7") == 0
    assert capsys.readouterr().out.splitlines() == [
        "no path leads from 甲高新区 to 辛市",
        "no path leads from 甲高新区 to 戊己大学",
    ]


def test_an_entity_is_explained(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Forms with their places, and the reason of the merge with its place."""
    assert run("explain", graph, "丙丁科技") == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "丙丁科技有限公司  (company, company:丙丁科技有限公司)\n  2 mentions in 1 file, 3 relations\n"
    )
    assert "    丙丁科技  ×1  a.txt:1-5\n" in out
    assert "丙丁科技 = 丙丁科技有限公司  because short-form  a.txt:1-5" in out


def test_stats_count_every_type(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For people and for programs."""
    assert run("stats", graph, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["entities"] == {"park": 1, "company": 2, "university": 1, "place": 1}
    assert (found["files"], found["unconnected"], found["sentences"]) == (2, 1, 3)
    assert found["most_connected"]["company"][0] == {"id": FIRM.id, "name": FIRM.name, "relations": 3}
    assert run("stats", graph) == 0
    assert re.search(r"^  company +2  丙丁科技有限公司 3", capsys.readouterr().out, re.MULTILINE)


def test_a_folder_stands_for_its_graph(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As kg build leaves it."""
    assert run("stats", str(Path(graph).parent)) == 0
    assert capsys.readouterr().out.startswith("files")


def test_two_graphs_are_compared(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is gone, what is new, what has changed; then the sums."""
    later = Path(graph).with_name("later.json")
    firm = replace(FIRM, aliases=(*FIRM.aliases, "丙丁"))
    known = replace(RELATIONS[0], confidence=0.95)
    new = relation(SCHOOL, "cooperates-with", PARK, "戊己大学与甲高新区合作。")
    KnowledgeGraph([PARK, firm, SCHOOL, BAD], [known, new, RELATIONS[2]], files=["a.txt"]).save(later)
    assert run("diff", graph, str(later)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "- place 辛市",
        "~ company 丙丁科技有限公司  (+丙丁)",
        "+ 甲高新区 —cooperates-with— 戊己大学  (0.90)",
        "- 丙丁科技有限公司 —partners— 戊己大学  (0.60)",
        "~ 丙丁科技有限公司 —located-in→ 甲高新区  (0.90 → 0.95, 1 → 1 sentences)",
        "entities: 0 added, 1 removed, 1 changed; relations: 1 added, 1 removed, 1 changed",
    ]
    assert run("diff", graph, str(later), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [e["name"] for e in found["removed"]["entities"]] == ["辛市"]
    assert [r["type"] for r in found["added"]["relations"]] == ["cooperates-with"]


def test_export_writes_beside_the_graph_or_where_told(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By the format's own extension."""
    assert run("export", graph, "-f", "graphml") == 0
    assert Path(graph).with_suffix(".graphml").read_text(encoding="utf-8").startswith("<?xml")
    other = Path(graph).with_name("kept.json")
    assert run("export", graph, "-f", "json", "-o", str(other), "--min-confidence", "0.7") == 0
    kept = json.loads(other.read_text(encoding="utf-8"))
    assert (len(kept["entities"]), len(kept["relations"])) == (5, 2)


# --- evaluating ---


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Gold for a.txt: the located-in of the graph is right, the rest is not asked for."""
    folder = tmp_path / "gold"
    folder.mkdir()
    data = {
        "file": "a.txt",
        "entities": [
            {"id": "1", "type": "park", "name": "甲高新区"},
            {"id": "2", "type": "company", "name": "丙丁科技"},
            {"id": "3", "type": "university", "name": "壬癸大学"},
        ],
        "relations": [
            {"head": "2", "type": "located-in", "tail": "1", "evidence": "落户"},
            {"head": "2", "type": "partners", "tail": "3", "evidence": "丙丁科技与壬癸大学结对"},
        ],
    }
    (folder / "a.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_a_whole_graph_is_scored_file_by_file(graph: str, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The part of graph.json that a.txt supports, under the names that it uses."""
    assert run("evaluate", str(gold), graph, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["located-in"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 1}
    assert figures["ALL relations"] == {"p": 0.3333, "r": 0.5, "f1": 0.4, "gold": 2}


def test_errors_come_with_sentence_and_class(graph: str, gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Misses quote the gold, false hits the graph; a table counts the classes; then the reliability."""
    assert run("evaluate", str(gold), graph, "--errors", "--reliability") == 0
    out = capsys.readouterr().out
    assert "a - partners       丙丁科技 -partners-> 壬癸大学  (end)\n    丙丁科技与壬癸大学结对\n" in out
    assert "a + partners       丙丁科技有限公司 -partners-> 戊己大学  (end)\n    丙丁科技与戊己大学签约。\n" in out
    assert re.search(r"^relation +false +end +2$", out, re.MULTILINE)
    assert re.search(r"^0\.6 to 0\.7 +1 +0\.60 +0\.00$", out, re.MULTILINE)
    assert "expected calibration error 0.467" in out


# --- refusing ---

REFUSALS = {
    "no-command": ([], 2, "COMMAND"),
    "unknown-command": (["biuld"], 2, "invalid choice"),
    "abbreviated-option": (["query", "G", "--min", "0.5"], 2, "unrecognized"),
    "confidence-too-high": (["query", "G", "--min-confidence", "2"], 2, "number from 0 to 1"),
    "confidence-nan": (["query", "G", "--min-confidence", "nan"], 2, "number from 0 to 1"),
    "no-worker": (["build", "x", "-o", "y", "--workers", "0"], 2, "number from 1 up"),
    "json-and-csv": (["query", "G", "--json", "--csv"], 2, "not allowed with"),
    "path-with-conditions": (
        ["query", "G", "--path", "甲", "乙", "--type", "partners"],
        2,
        "--path goes without --type",
    ),
    "unknown-type": (["query", "G", "--type", "partner"], 2, "did you mean partners"),
    "unknown-status": (["query", "G", "--status", "finished"], 2, "there are: agreed, done, planned, under-way"),
    "unknown-file": (["query", "G", "--file", "c.txt"], 2, "did you mean a.txt"),
    "no-date": (["query", "G", "--since", "gestern"], 1, "no date"),
    "unknown-entity": (["query", "G", "--entity", "戊已大学"], 1, "did you mean 戊己大学"),
    "unknown-explained": (["explain", "G", "甲高薪区"], 1, "did you mean 甲高新区"),
    "unknown-end-of-path": (["path", "G", "甲高新区", "戊大学"], 1, "did you mean 戊己大学"),
    "no-graph-file": (["query", "nowhere.json"], 1, "cannot be read"),
    "unknown-format": (["export", "G", "-f", "graphmll"], 2, "did you mean graphml"),
    "unknown-build-format": (["build", "x", "-o", "y", "--formats", "json,htm"], 2, "did you mean html"),
    "onto-itself": (["export", "G", "-f", "json"], 2, "name another file"),
    "into-no-folder": (["export", "G", "-f", "json", "-o", "no/such/x.json"], 1, "its folder does not exist"),
    "output-is-a-file": (["build", "x", "-o", "G"], 2, "is a file"),
    "output-below-a-file": (["build", "x", "-o", "G/out"], 2, "is a file"),
    "standard-input-twice": (["build", "-", "-", "-o", "out"], 2, "once only"),
    "no-gold": (["evaluate", "nowhere", "G"], 1, "is no folder"),
}


@pytest.mark.parametrize(("arguments", "code", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_does_not_fit_is_refused_with_the_cure(
    graph: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    arguments: list[str], code: int, message: str,
) -> None:  # fmt: skip
    """2 for a wrong call, 1 for a failure; a sentence on standard error, nothing elsewhere, nothing written."""
    folder = Path(graph).parent
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    assert run(*(graph + a[1:] if re.match("G(/|$)", a) else a for a in arguments)) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert sorted(folder.rglob("*")) == before


# --- hostile texts ---

SHOWS = {
    "query": ["query", "G"],
    "query-json": ["query", "G", "--json"],
    "query-csv": ["query", "G", "--csv"],
    "path": ["path", "G", "丙丁科技", HOSTILE],
    "explain": ["explain", "G", HOSTILE],
    "explain-json": ["explain", "G", HOSTILE, "--json"],
    "stats": ["stats", "G"],
    "stats-json": ["stats", "G", "--json"],
    "unknown": ["explain", "G", f"{HOSTILE}{HOSTILE}"],
    "argument": ["query", "G", f"--{HOSTILE}"],
    "no-file": ["query", f"/nowhere/{HOSTILE}"],
}


@pytest.mark.parametrize("arguments", SHOWS.values(), ids=SHOWS)
def test_no_name_can_do_anything_to_a_terminal(
    graph: str, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Escape, C1 control and direction characters are shown escaped, on both streams."""
    run(*(graph if a == "G" else a for a in arguments))
    out, err = capsys.readouterr()
    assert "坏" in out + err
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err) == []


def test_json_escapes_are_json(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets the name as it is."""
    run("explain", graph, HOSTILE, "--json")
    assert json.loads(capsys.readouterr().out)[0]["name"] == HOSTILE


def test_printable_leaves_chinese_alone() -> None:
    """And emoji, and everything else that is only unusual."""
    assert printable("甲·乙（丙）—“丁”　戊🚀 é") == "甲·乙（丙）—“丁”　戊🚀 é"


# --- as a process ---


def test_help_loads_nothing_heavy() -> None:
    """Neither of the program nor of a command."""
    for arguments in (["--help"], ["build", "--help"]):
        tell = f"lambda: print(*({HEAVY} & set(sys.modules)), file=sys.stderr)"
        probe = f"import sys, atexit; from kg.cli import main; atexit.register({tell}); main({arguments})"
        done = subprocess.run([sys.executable, "-W", "error", "-c", probe], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr.strip()) == (0, "")
        assert "kg" in done.stdout


def test_the_version_is_told() -> None:
    """One line."""
    done = kg("--version")
    assert done.returncode == 0
    assert re.fullmatch(rb"kg \d+\.\d+\.\d+\S*\n", done.stdout)


@pytest.mark.parametrize("language", ["C", "POSIX", "C.UTF-8"])
def test_output_is_utf8_whatever_the_locale(graph: str, language: str) -> None:
    """The same bytes everywhere, also where Python is told not to help itself."""
    env = {**os.environ, "LC_ALL": language, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    env.pop("PYTHONIOENCODING", None)
    assert "甲高新区".encode() in kg("query", graph, env=env).stdout


def test_a_closed_pipe_is_silent(graph: str) -> None:
    """`kg query | head` ends without a word."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "query", graph], stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said(graph: str) -> None:
    """No traceback, not even at the very end."""
    with Path("/dev/full").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "query", graph], stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"kg: ") and b"Traceback" not in done.stderr and b"Exception" not in done.stderr


def test_no_output_at_all_is_no_fault(graph: str) -> None:
    """Both streams closed by the caller."""
    done = subprocess.run(["sh", "-c", '"$0" -m kg query "$1" >&- 2>&-', sys.executable, graph], check=False)
    assert done.returncode == 0


def test_a_terminal_gets_a_table(graph: str) -> None:
    """With its own header, wrapped to its width, and nothing hostile in it."""
    main_end, own_end = pty.openpty()
    env = {**os.environ, "COLUMNS": "100", "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-m", "kg", "query", graph], stdout=own_end, stderr=subprocess.PIPE, env=env, check=False
    )
    os.close(own_end)
    shown = os.read(main_end, 100_000).decode("utf-8")
    os.close(main_end)
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.match(r"head +relation +tail +sentence", shown)
    assert "\x1b[2J" not in shown and "\u202e" not in shown and "\\x1b[2J" in shown


def test_every_command_explains_itself() -> None:
    """Summary and all options in its help."""
    actions = [a for a in parser()._actions if a.choices]
    assert len(actions) == 1
    for name, command in dict(actions[0].choices or {}).items():
        assert command.description, name
        assert all(a.help for a in command._actions), name
