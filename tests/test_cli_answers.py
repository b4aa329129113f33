"""The command line's answers for programs and on a terminal: query languages, CSV of everything, tables that fold."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from typing import Any

import pytest

from kg.cli import main
from kg.graph import KnowledgeGraph
from tests.graphs import HOSTILE, entity, relation, town

GREEN = "青禾生物科技有限公司"
PARK = "云和高新区"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SQL = "SELECT name, degree FROM nodes WHERE name = $name"
CYPHER = "MATCH (c:Company)-[r:LOCATED_IN]->(p:Park {name: $park}) RETURN c, r, p.aliases AS also, r.date_start"


def foul() -> KnowledgeGraph:
    """The small town without its program and its loner, with a firm for each hostile text."""
    before = town()
    kept = [e for e in before if e.type != "program" and e.name != "孤星集团"]
    park = before.entity(PARK)
    firms = [entity("company", name[:300]) for name in HOSTILE]
    links = [r for r in before.relations() if r.type != "runs"]
    return KnowledgeGraph([*kept, *firms], [*links, *(relation(f, "part-of", park) for f in firms)], files=before.files)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Two graphs in files: ``G``, and ``LATER`` with hostile names."""
    folder = tmp_path_factory.mktemp("graphs")
    town().save(folder / "graph.json")
    foul().save(folder / "later.json")
    return {"G": str(folder / "graph.json"), "LATER": str(folder / "later.json")}


def run(places: dict[str, str], *arguments: str) -> int:
    """The exit code, whether it is returned or raised."""
    try:
        return main([places.get(a, a) for a in arguments])
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1


# --------------------------------------------------------------------------------------------------- query languages


def test_sql_for_people_and_programs(places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """An aligned table, CSV, JSON; the text is bound, not pasted."""
    pytest.importorskip("duckdb")
    asked = ("query", "G", "--sql", SQL, "--param", f"name={PARK}")
    assert run(places, *asked) == 0
    assert capsys.readouterr().out == "name        degree\n云和高新区  5\n"
    assert run(places, *asked, "--csv") == 0
    assert capsys.readouterr().out == "name,degree\n云和高新区,5\n"
    assert run(places, *asked, "--json") == 0
    assert json.loads(capsys.readouterr().out) == [{"name": PARK, "degree": 5}]
    assert run(places, "query", "G", "--sql", SQL, "--param", "name=x' OR '1'='1") == 0
    assert capsys.readouterr().out == "no row is found\n"


def test_cypher_for_people_and_programs(places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """People see names, programs get everything."""
    pytest.importorskip("ladybug")
    asked = ("query", "G", "--cypher", CYPHER, "--param", f"park={PARK}")
    assert run(places, *asked) == 0
    assert capsys.readouterr().out.splitlines()[1].split("  ") == [
        "蓝石半导体", "located-in", "云和高新技术产业开发区", "2024-03-01",
    ]  # fmt: skip
    assert run(places, *asked, "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["c"]["id"], row["r"]["status"], row["also"]) == (
        "company:蓝石半导体", "planned", ["云和高新技术产业开发区"],
    )  # fmt: skip
    assert run(places, *asked, "--csv") == 0
    _, line = csv.reader(io.StringIO(capsys.readouterr().out))
    assert json.loads(line[0])["name"] == "蓝石半导体"


REFUSED = {
    "sql-with-conditions": (["--sql", "SELECT 1", "--type", "partners"], 2, "--sql goes without --type"),
    "cypher-with-path": (["--cypher", "RETURN 1", "--path", "a", "b"], 2, "--cypher goes without --path"),
    "both": (["--sql", "SELECT 1", "--cypher", "RETURN 1"], 2, "not allowed with"),
    "param-alone": (["--param", "a=b"], 2, "--param goes with --sql or --cypher"),
    "param-without-name": (["--sql", "SELECT 1", "--param", "=b"], 2, "is not NAME=VALUE"),
    "wrong-sql": (["--sql", "SELECT * FROM node"], 1, 'Did you mean "nodes"'),
    "wrong-cypher": (["--cypher", "MATCH (p:Prak) RETURN p"], 1, "did you mean Park"),
    "sql-writes": (["--sql", "DROP TABLE nodes"], 1, "only reads"),
    "entity": (["--entity", "云和高心区"], 1, "did you mean 云和高新区"),
    "entity-by-sound": (["--entity", "蓝时半岛体"], 1, "did you mean 蓝石半导体"),
    "type": (["--type", "located"], 2, "did you mean located-in"),
}


@pytest.mark.parametrize(("arguments", "code", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said(
    places: dict[str, str], capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    """With the nearest right word, on standard error alone."""
    pytest.importorskip("duckdb")
    pytest.importorskip("ladybug")
    assert run(places, "query", "G", *arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


# ------------------------------------------------------------------------------------------------ CSV, JSON, structure

ANSWERS: dict[str, list[str]] = {
    "query": ["query", "LATER"],
    "path": ["path", "LATER", "石溪产业园", "云松股份"],
    "explain": ["explain", "LATER", "=cmd|'/c calc'!A0"],
    "stats": ["stats", "LATER"],
    "centrality": ["stats", "LATER", "--centrality", "degree"],
    "communities": ["stats", "LATER", "--communities"],
    "diff": ["diff", "G", "LATER"],
    "sql": [
        "query",
        "LATER",
        "--sql",
        "SELECT name, evidence, source FROM nodes n LEFT JOIN edges e ON e.source = n.id",
    ],
    "cypher": ["query", "LATER", "--cypher", "MATCH (n)-[r]->(m) RETURN n, r.evidence, m.name, n.aliases"],
}


@pytest.mark.parametrize("arguments", ANSWERS.values(), ids=ANSWERS)
def test_csv_is_safe_everywhere(
    places: dict[str, str], capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """A header and rows as long as it; no cell begins a formula; no character does anything to a terminal."""
    pytest.importorskip("duckdb")
    pytest.importorskip("ladybug")
    assert run(places, *arguments, "--csv") == 0
    out = capsys.readouterr().out
    header, *rows = csv.reader(io.StringIO(out))
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    number = re.compile(r"-?[0-9.]+")
    assert [c for row in rows for c in row if c[:1] in set("=+-@\t\r") and c[:1] and not number.fullmatch(c)] == []
    assert UNSAFE.findall(out) == []


@pytest.mark.parametrize("arguments", ANSWERS.values(), ids=ANSWERS)
def test_json_is_one_document(places: dict[str, str], capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """Whatever is asked, a program parses the whole output; control characters are escapes."""
    pytest.importorskip("duckdb")
    pytest.importorskip("ladybug")
    assert run(places, *arguments, "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out)
    assert UNSAFE.findall(out) == []


@pytest.mark.parametrize("arguments", ANSWERS.values(), ids=ANSWERS)
def test_a_terminal_shows_a_table(places: dict[str, str], arguments: list[str]) -> None:
    """No line is wider than the terminal, and no name does anything to it."""
    pytest.importorskip("duckdb")
    pytest.importorskip("ladybug")
    main_end, own_end = pty.openpty()
    command = [sys.executable, "-m", "kg", *(places.get(a, a) for a in arguments)]
    shown = b""
    with subprocess.Popen(
        command, stdout=own_end, stderr=subprocess.DEVNULL, env={**os.environ, "COLUMNS": "100", "TERM": "dumb"}
    ) as process:
        os.close(own_end)
        while True:
            try:
                piece = os.read(main_end, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
    os.close(main_end)
    text = shown.decode("utf-8").replace("\r\n", "\n")
    assert process.returncode == 0
    assert UNSAFE.findall(text) == []
    if arguments[0] != "explain":
        assert max(map(len, text.splitlines())) <= 100


def test_structure_under_stable_names(places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """The measures and groups of kg.query, by the names that stand there; a wrong one is answered."""

    def asked(*arguments: str) -> Any:
        assert run(places, "stats", "G", *arguments, "--json") == 0
        return json.loads(capsys.readouterr().out)

    for measure in ("degree", "betweenness", "closeness", "pagerank"):
        found = asked("--centrality", measure)
        assert len(found) == 10
        assert found[0][measure] >= found[-1][measure]
    groups = asked("--communities")
    assert sorted(i for g in groups for i in g["members"]) == sorted(e.id for e in town())
    assert run(places, "stats", "G", "--centrality", "betweeness") == 2
    assert "did you mean betweenness" in capsys.readouterr().err
    assert run(places, "stats", "G", "--centrality", "degree", "--communities") == 2


def test_diff_as_csv(places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """One row for each change, of entities and relations."""
    assert run(places, "diff", "LATER", "G", "--csv") == 0
    header, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert header == ["change", "type", "head", "tail", "detail"]
    assert ["added", "company", "孤星集团", "", ""] in rows
    assert ["added", "runs", PARK, "“春苗”行动", "0.90"] in rows
    assert sum(row[0] == "removed" for row in rows) == 2 * len(HOSTILE)
