"""CSV, XLSX, Neo4j, DuckDB and Parquet: the same rows everywhere, whatever the text."""

from __future__ import annotations

import csv
import importlib
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import ExportError
from kg.exporters import columnar, neo4j, tables, xlsx
from kg.exporters import csv as csv_exporter
from kg.graph import KnowledgeGraph
from kg.schema import default_schema
from tests.graphs import HOSTILE, entity, hostile_graphs, town

quick = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
csv.field_size_limit(1 << 30)


def sentences(graph: KnowledgeGraph) -> int:
    """How many pieces of evidence there are."""
    return sum(len(r.evidence) for r in graph.relations())


def rows(path: Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """A CSV file as a program reads it."""
    with path.open(encoding=encoding, newline="") as source:
        return list(csv.DictReader(source))


@quick
@given(graph=hostile_graphs())
def test_csv(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Three tables with a byte-order mark, all rows, and no cell that a spreadsheet takes for a formula."""
    csv_exporter.write(graph, tmp_path / "graph.csv")
    for name, count in (
        ("graph", len(graph.relations())),
        ("graph-nodes", len(graph)),
        ("graph-evidence", sentences(graph)),
    ):
        path = tmp_path / f"{name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        found = rows(path)
        assert len(found) == count
        for row in found:
            assert None not in row
            for value in row.values():
                assert not re.match(r"[\s\u3000]*[=+\-@＝＋－＠]", value)
                assert len(value) <= 32_001


def test_csv_of_town(tmp_path: Path) -> None:
    """The table of relations is readable by itself."""
    csv_exporter.write(town(), tmp_path / "graph.csv")
    found = next(r for r in rows(tmp_path / "graph.csv") if r["relation"] == "invests-in")
    assert found["source_name"] == "青禾生物科技有限公司"
    assert found["target_name"] == "蓝石半导体"
    assert found["attributes"] == "amount=3000; currency=CNY"
    node = next(r for r in rows(tmp_path / "graph-nodes.csv") if r["name"] == found["source_name"])
    assert node["aliases"] == "青禾|青禾生物"
    assert node["degree"] == "3"


@quick
@given(graph=hostile_graphs())
def test_xlsx(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Three sheets with frozen headers and filters; text is text; the same graph gives the same bytes."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "graph.xlsx"
    xlsx.write(graph, path)
    first = path.read_bytes()
    xlsx.write(graph, path)
    assert path.read_bytes() == first
    book = openpyxl.load_workbook(path)
    counts = {"relations": len(graph.relations()), "entities": len(graph), "evidence": sentences(graph)}
    assert book.sheetnames == list(counts)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.max_row == counts[sheet.title] + 1
        assert all(c.data_type != "f" and c.hyperlink is None for row in sheet.iter_rows() for c in row)


@quick
@given(graph=hostile_graphs())
def test_neo4j(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Both tables have all rows with the headers that the import wants; the script's quotes are balanced."""
    path = tmp_path / "graph.cypher"
    neo4j.write(graph, path)
    nodes = rows(tmp_path / "graph-neo4j-nodes.csv", "utf-8")
    links = rows(tmp_path / "graph-neo4j-relations.csv", "utf-8")
    assert (len(nodes), len(links)) == (len(graph), len(graph.relations()))
    known = {n["id:ID"] for n in nodes}
    assert len(known) == len(graph)
    for n in nodes:
        assert re.fullmatch(r"Entity;\w+", n[":LABEL"])
    for link in links:
        assert {link[":START_ID"], link[":END_ID"]} <= known
        assert re.fullmatch(r"[^\W\d]\w*", link[":TYPE"])
    script = path.read_text(encoding="utf-8")
    bare = re.sub(r"'(?:[^'\\]|\\.)*'", "''", script, flags=re.DOTALL)
    assert re.fullmatch(r"[\w\s`{}:;,.\[\]()'+<>=-]*", bare), bare
    assert not re.search(r"\\[uU]", script)
    assert script.count("MERGE") >= bool(len(graph))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_cypher_literals(text: str) -> None:
    """A literal says what was meant, in a reading of Cypher's escapes written for this test."""
    source = neo4j.literal(text)
    parts = re.findall(r"'((?:[^'\\]|\\.)*)'", source, flags=re.DOTALL)
    escapes = {"n": "\n", "t": "\t", "\\": "\\", "'": "'"}
    assert "".join(re.sub(r"\\(.)", lambda m: escapes[m[1]], p, flags=re.DOTALL) for p in parts) == text


@quick
@given(graph=hostile_graphs())
def test_duckdb(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """SQL finds every row, and the ends of every edge."""
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "graph.duckdb"
    columnar.write_duckdb(graph, path)
    with duckdb.connect(str(path), read_only=True) as base:
        (nodes,) = base.execute("SELECT count(*) FROM nodes").fetchone()
        (edges,) = base.execute(
            "SELECT count(*) FROM edges e JOIN nodes a ON a.id = e.source JOIN nodes b ON b.id = e.target"
        ).fetchone()
        (evidence,) = base.execute("SELECT count(*) FROM evidence").fetchone()
        found = base.execute("SELECT * FROM nodes ORDER BY rowid").fetchall()
    assert (nodes, edges, evidence) == (len(graph), len(graph.relations()), sentences(graph))
    assert found == list(tables.nodes(graph, default_schema()))


@quick
@given(graph=hostile_graphs())
def test_parquet(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """pyarrow reads back the very rows; the same graph gives the same bytes."""
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "graph.parquet"
    columnar.write_parquet(graph, path)
    first = path.read_bytes()
    columnar.write_parquet(graph, path)
    assert path.read_bytes() == first
    schema = default_schema()
    for name, expected in (
        ("graph", tables.edges(graph, schema)),
        ("graph-nodes", tables.nodes(graph, schema)),
        ("graph-evidence", tables.evidence(graph)),
    ):
        read = parquet.read_table(tmp_path / f"{name}.parquet").to_pylist()
        assert [tuple(row.values()) for row in read] == list(expected)


def test_missing_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its library a format says which one it needs, and leaves no file."""

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(tables, "import_module", missing)
    for write, extra in (
        (xlsx.write, "xlsx"),
        (columnar.write_duckdb, "sql"),
        (columnar.write_parquet, "parquet"),
        (importlib.import_module("kg.exporters.svg").write_png, "png"),
    ):
        with pytest.raises(ExportError, match=rf"pip install 'kg-parks\[{extra}\]'"):
            write(town(), tmp_path / "graph.x")
    assert list(tmp_path.iterdir()) == []


def test_lists_stay_apart_in_joined_columns(tmp_path: Path) -> None:
    """A ``|`` inside an alias does not make two."""
    csv_exporter.write(KnowledgeGraph([entity("company", "甲", "a|b", "c")]), tmp_path / "graph.csv")
    assert rows(tmp_path / "graph-nodes.csv")[0]["aliases"] == "a｜b|c"
