"""Cypher and SQL over a graph: what is found, what is refused, how a wrong query is answered."""

from __future__ import annotations

import ast
import gc
import pickle
import re
import shlex
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kg.cli import main
from kg.errors import ExportError, GraphError
from kg.exporters import ladybug as exporter
from kg.exporters import tables
from kg.exporters.neo4j import relation_name
from kg.graph import KnowledgeGraph, cypher, sql
from kg.schema import default_schema
from tests.graphs import HOSTILE, entity, hostile_graphs, relation, sentence, town

pytest.importorskip("ladybug")
pytest.importorskip("duckdb")

TOWN = town()
GREEN = "青禾生物科技有限公司"
few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


# --------------------------------------------------------------------------------------------------------- Cypher

CYPHER: dict[str, tuple[str, list[list[Any]]]] = {
    "entity": (
        "MATCH (c:Company)-[:LOCATED_IN]->(p:Park {name:'云和高新区'}) RETURN c",
        [[{"id": "company:蓝石半导体", "name": "蓝石半导体", "type": "company", "aliases": [], "files": ["甲.txt"],
           "mentions": 1}]],
    ),
    "no-direction": (
        "MATCH (u:University)-[:PARTNERS]-(p:Park) RETURN p.name ORDER BY p.name", [["云和高新区"], ["海明经开区"]],
    ),
    "arrow-of-a-symmetric-one": (
        "MATCH (u:University)-[:PARTNERS]->(p:Park) RETURN p.name ORDER BY p.name", [["云和高新区"], ["海明经开区"]],
    ),
    "arrow-the-other-way": (
        "MATCH (u:University) <- [r:PARTNERS {symmetric: true}] - (p:Park) RETURN p.name ORDER BY p.name",
        [["云和高新区"], ["海明经开区"]],
    ),
    "two-symmetric-types": (
        "MATCH (u:University)-[r:PARTNERS|COOPERATES_WITH]->(x) RETURN type(r), x.name ORDER BY x.name",
        [["PARTNERS", "云和高新区"], ["COOPERATES_WITH", "云松股份"], ["PARTNERS", "海明经开区"],
         ["COOPERATES_WITH", "蓝石半导体"]],
    ),
    "arrow-of-a-directed-one": ("MATCH (p:Park)-[:LOCATED_IN]->(c:Company) RETURN c.name", []),
    "each-once": ("MATCH (a)-[r]->(b) RETURN count(*)", [[12]]),
    "chain": (
        "MATCH (c:Company)-[:LOCATED_IN|PART_OF*1..3]->(:Place {name: '云和市'}) RETURN c.name ORDER BY c.name",
        [["蓝石半导体"], [GREEN]],
    ),
    "where-and-list": ("MATCH (c:Company) WHERE '青禾' IN c.aliases RETURN c.name AS firm", [[GREEN]]),
    "facts": (
        "MATCH (:Company)-[r:INVESTS_IN]->(c) RETURN c.name, r.attributes, r.confidence, r.weight, r.date_start",
        [["蓝石半导体", "amount=3000; currency=CNY", 0.9, 1, ""]],
    ),
    "optional": ("MATCH (c:Company {name: '孤星集团'}) OPTIONAL MATCH (c)--(x) RETURN c.name, x", [["孤星集团", None]]),
    "label-in-any-case": ("match (u:university) return u.name", [["海明大学"]]),
    "type-that-the-graph-has-nothing-of": ("MATCH (i:Institute)-[:RUNS]->(x) RETURN i", []),
    "clause-in-a-text": ("MATCH (c) WHERE c.name = 'LOAD FROM; DROP' RETURN c // SET", []),
    "property-like-a-clause": ("MATCH (c) RETURN c.name AS `set` ORDER BY `set` LIMIT 1;", [["“春苗”行动"]]),
}  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), CYPHER.values(), ids=CYPHER)
def test_cypher(query: str, expected: list[list[Any]]) -> None:
    """Rows by the names that the query gives its columns."""
    assert [list(row.values()) for row in TOWN.cypher(query)] == expected


def test_cypher_rows_are_plain() -> None:
    """Columns are named as written; paths are their entities and relations; nothing of the engine's own is left."""
    (row,) = TOWN.cypher(
        "MATCH w = (a:Park {name: '石溪产业园'})-[:PART_OF]->(b) RETURN a.name, b.name AS whole, w, a.name"
    )
    assert list(row) == ["a.name", "whole", "w", "a.name_2"]
    assert [n["name"] for n in row["w"]["nodes"]] == ["石溪产业园", "云和高新区"]
    (step,) = row["w"]["relations"]
    assert (step["relation"], step["source"], step["target"]) == ("part-of", "park:石溪产业园", "park:云和高新区")
    assert not [key for key in step if key.startswith("_")]
    assert list(TOWN.cypher("MATCH (a:Park) RETURN *")[0]) == ["a"]


WRONG_CYPHER = {
    "empty": ("  // nothing", "is empty"),
    "label": ("MATCH (c:Compny) RETURN c", r"called Compny\ndid you mean Company\? labels: Agency"),
    "relation": ("MATCH (c)-[:LOCATEDIN]->() RETURN c", "did you mean LOCATED_IN"),
    "property": ("MATCH (c:Company) RETURN c.nam", r"c has no property nam\ndid you mean name"),
    "syntax": ("MATCH (c:Company RETURN c", r"line: 1, offset: 17"),
    "create": ("CREATE (:Company)", "it only reads"),
    "set": ("MATCH (c)\nSET c.name = '' RETURN c", "SET at line 2, column 1 is refused"),
    "delete": ("MATCH (c) DETACH DELETE c", "DETACH at line 1"),
    "load": ("UNWIND [1] AS x LOAD FROM 'a.csv' RETURN *", "LOAD at line 1, column 17"),
    "copy": ("COPY (MATCH (a) RETURN a) TO 'a.csv'", "it only reads"),
    "call": ("MATCH (c) CALL show_tables() RETURN *", "CALL at line 1"),
    "two": ("MATCH (c) RETURN c; MATCH (d) RETURN d", "one query at a time"),
    "comment-hides-nothing": ("/* */ INSTALL json", "it only reads"),
}


@pytest.mark.parametrize(("query", "said"), WRONG_CYPHER.values(), ids=WRONG_CYPHER)
def test_wrong_cypher_is_answered(query: str, said: str) -> None:
    """What is wrong, where, and the nearest right word; nothing is written or read but the graph."""
    with pytest.raises(GraphError, match=said):
        TOWN.cypher(query)


def test_cypher_needs_every_parameter() -> None:
    """A forgotten one is no silent null."""
    with pytest.raises(GraphError, match=r"\$name has no value"):
        TOWN.cypher("MATCH (c {name: $name}) RETURN c")
    with pytest.raises(GraphError, match=r"the query has no \$x"):
        TOWN.cypher("MATCH (c) RETURN c", {"x": 1})
    assert TOWN.cypher("RETURN $n AS n, $m AS m", {"n": ["甲", "乙"], "m": "'"})[0]["m"] == "'"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("MATCH (a)-[:P]->(b)", "MATCH (a)-[:P]- (b)"),
        ("MATCH (a)<-[r:p*1..2]-(b)", "MATCH (a) -[r:p*1..2]-(b)"),
        ("MATCH (a)-[r:`P`]->(b)", "MATCH (a)-[r:`P`]- (b)"),
        ("MATCH (a)-[r:P|Q]->(b)", "MATCH (a)-[r:P|Q]->(b)"),
        ("MATCH (a)-[r]->(b)", "MATCH (a)-[r]->(b)"),
        ("MATCH (a)-->(b)", "MATCH (a)-->(b)"),
        ("RETURN ['-[:P]->'], [1][0] - [:P]->1", "RETURN ['-[:P]->'], [1][0] - [:P]- 1"),
        ("MATCH (a) WHERE a.x = '-[:P]->' RETURN a", "MATCH (a) WHERE a.x = '-[:P]->' RETURN a"),
        ("MATCH (a)-[:P", "MATCH (a)-[:P"),
    ],
    ids=["right", "left", "quoted", "mixed", "any", "bare", "nonsense", "text", "unfinished"],
)
def test_arrows_of_symmetric_relations(query: str, expected: str) -> None:
    """Only the arrow heads of patterns that name symmetric types alone go, and every place stays where it was."""
    assert cypher.undirected(query, {"P"}) == expected


@few
@given(graph=hostile_graphs())
def test_cypher_finds_every_hostile_name(graph: KnowledgeGraph) -> None:
    """Whatever the names: each clean one is found by a parameter, and all relations are there."""
    rows = list(tables.nodes(graph, default_schema()))
    assert len(graph.cypher("MATCH (n) RETURN n.id")) == len(rows)
    for key, name, *_ in rows:
        found = graph.cypher("MATCH (n {name: $name}) RETURN n.id AS id", {"name": name})
        assert key in {row["id"] for row in found}
    expected = sorted((row[1], relation_name(row[2]), row[3], row[14]) for row in tables.edges(graph, default_schema()))
    asked = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, r.evidence"
    # two types may share a name in capitals
    assert sorted(tuple(row.values()) for row in graph.cypher(asked)) == expected


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_parameters(text: str) -> None:
    """A parameter is a value: no text of it becomes a part of the query."""
    sent = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    assert TOWN.cypher("RETURN $x AS x", {"x": text}) == [{"x": sent}]
    assert TOWN.sql("SELECT $x AS x", {"x": text}) == [{"x": sent}]
    assert TOWN.sql("SELECT ? AS x", [text]) == [{"x": sent}]
    assert TOWN.cypher("MATCH (n {name: $x}) RETURN n", {"x": text}) == []


def test_types_that_share_a_name() -> None:
    """Two types whose labels differ in case only are one label; an entity and a relation type cannot share one."""
    one, other = entity("tech-park", "甲"), entity("techPark", "乙")
    assert len(KnowledgeGraph([one, other]).cypher("MATCH (n:TechPark) RETURN n")) == 2
    twin = entity("runs", "丙")
    with pytest.raises(ExportError, match="cannot have one name"):
        KnowledgeGraph([twin, one], [relation(twin, "runs", one)]).cypher("MATCH (n) RETURN n")


# ------------------------------------------------------------------------------------------------------------ SQL

SQL = {
    "join": (
        "SELECT e.source_name FROM edges e JOIN nodes n ON n.id = e.target "
        "WHERE e.relation = 'located-in' AND n.name = ?",
        ["云和高新区"],
        [["蓝石半导体"]],
    ),
    "count": ("SELECT relation, count(*) FROM edges GROUP BY relation ORDER BY 2 DESC, 1 LIMIT 2", [],
              [["located-in", 4], ["partners", 3]]),
    "list": ("SELECT name FROM nodes WHERE list_contains(aliases, $alias)", {"alias": "青禾"}, [[GREEN]]),
    "evidence": ("SELECT date, status FROM evidence WHERE date LIKE '2024%' ORDER BY date", [],
                 [["2024-01-12", "agreed"], ["2024-03-01", "planned"]]),
    "with": ("WITH x AS (SELECT 1 AS a, 1 AS a) SELECT * FROM x", [], [[1, 1]]),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "parameters", "expected"), SQL.values(), ids=SQL)
def test_sql(statement: str, parameters: Any, expected: list[list[Any]]) -> None:
    """Rows by column, of the tables that the DuckDB file has."""
    assert [list(row.values()) for row in TOWN.sql(statement, parameters)] == expected


WRONG_SQL = {
    "table": ("SELECT * FROM node", 'Did you mean "nodes"'),
    "column": ("SELECT nam FROM nodes", r"nodes\(id, name, type"),
    "syntax": ("SELECT FROM", "LINE 1"),
    "value": ("SELECT ?", "not provided"),
    "drop": ("DROP TABLE nodes", "only reads: one SELECT, no DROP"),
    "insert": ("INSERT INTO nodes (id) VALUES ('x')", "no INSERT"),
    "copy": ("COPY nodes TO 'x.csv'", "no COPY"),
    "setting": ("SET enable_external_access = true", "no SET"),
    "file": ("SELECT * FROM 'x.csv'", "disabled by configuration|does not exist"),
    "reader": ("SELECT * FROM read_text('/etc/hostname')", "disabled by configuration"),
    "two": ("SELECT 1; SELECT 2", "there are 2"),
    "none": ("", "there are 0"),
}


@pytest.mark.parametrize(("statement", "said"), WRONG_SQL.values(), ids=WRONG_SQL)
def test_wrong_sql_is_answered(statement: str, said: str) -> None:
    """What is wrong, where, and what tables there are; nothing else of the machine is reached."""
    with pytest.raises(GraphError, match=said):
        TOWN.sql(statement)


@few
@given(graph=hostile_graphs())
def test_sql_finds_every_hostile_name(graph: KnowledgeGraph) -> None:
    """Each clean name is found by a parameter."""
    for key, name, *_ in tables.nodes(graph, default_schema()):
        assert {"id": key} in graph.sql("SELECT id FROM nodes WHERE name = ?", [name])


# ----------------------------------------------------------------------------------------------------- the files


def test_the_files_go_with_the_graph(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The databases lie in a temporary folder that is gone with the graph; a copy by pickle makes its own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    graph = town()
    assert graph.cypher("MATCH (n) RETURN count(*) AS n") == graph.sql("SELECT count(*) AS n FROM nodes") == [{"n": 10}]
    assert len(list(tmp_path.iterdir())) == 2
    again = pickle.loads(pickle.dumps(graph))
    assert again == graph
    assert again.sql("SELECT count(*) AS n FROM edges") == [{"n": 12}]
    del graph, again
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_saved_database_is_asked_by_the_library_itself(tmp_path: Path) -> None:
    """``graph.save`` writes by extension; whoever has LadybugDB opens the file."""
    ladybug = pytest.importorskip("ladybug")
    one, other = entity("company", "甲"), entity("park", "乙")
    KnowledgeGraph([one, other], [relation(one, "located-in", other, sentence("2024-05"))]).save(tmp_path / "g.lbug")
    with ladybug.Database(str(tmp_path / "g.lbug"), read_only=True) as base, ladybug.Connection(base) as connection:
        found = connection.execute("MATCH (a)-[r:LOCATED_IN]->(b) RETURN a.name, r.date_start, b.name").get_all()
    assert found == [["甲", "2024-05-01", "乙"]]
    assert [p.name for p in tmp_path.iterdir()] == ["g.lbug"]


def test_missing_libraries_say_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Both query languages name their extra, and leave nothing behind."""

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for module in (cypher, sql, tables):
        with monkeypatch.context() as patch:
            patch.setattr(module, "import_module", missing)
            for ask, extra in ((town().cypher, "cypher"), (town().sql, "sql")):
                if module in (tables, {"cypher": cypher, "sql": sql}[extra]):
                    with pytest.raises(ExportError, match=rf"pip install 'kg-parks\[{extra}\]'"):
                        ask("MATCH (n) RETURN n")
    assert list(tmp_path.iterdir()) == []
    assert exporter.write.suffix == ".lbug"  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------------- the READMEs

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_examples_of_the_readmes_run(
    readme: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every query that they show is understood, in Python and on the command line."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    calls = re.findall(r"^graph\.(cypher|sql)\((.*)\)$", text, re.MULTILINE)
    assert {language for language, _ in calls} == {"cypher", "sql"}
    for language, arguments in calls:
        getattr(TOWN, language)(*ast.literal_eval(f"({arguments},)"))
    monkeypatch.chdir(tmp_path)
    Path("output").mkdir()
    TOWN.save("output/graph.json")
    lines = re.findall(
        r"^kg (query output/graph.json --(?:sql|cypher) .*|stats output/graph.json .*)$", text, re.MULTILINE
    )
    assert len(lines) == 3
    for line in lines:
        assert main(shlex.split(line)) == 0
    assert capsys.readouterr().err == ""
