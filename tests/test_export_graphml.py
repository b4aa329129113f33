"""GraphML that opens right in every reader, whatever the text."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kg.exporters.graphml import write
from kg.graph import KnowledgeGraph
from kg.model import Evidence
from kg.registry import exporter
from kg.written import Written, tail
from tests.graphs import entity, hostile_graphs, relation, sentence, town

NS = "{http://graphml.graphdrawing.org/xmlns}"
RESERVED = {"id", "z", "r", "g", "b", "timeset", "kind", "source", "target"}
TYPES = {"string", "int", "long", "double", "boolean"}
quick = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def lint(path: Path) -> ElementTree.Element:
    """All that makes a GraphML file open the same everywhere; the root element."""
    data = path.read_bytes()
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    assert b"\r" not in data
    etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))  # strict
    root = ElementTree.fromstring(data)
    keys = {k.get("id"): k for k in root.iter(f"{NS}key")}
    assert len(keys) == len(list(root.iter(f"{NS}key"))) == len({k.lower() for k in keys if k})
    for key, element in keys.items():
        assert key
        name, owner = element.get("attr.name"), element.get("for")
        assert name
        assert owner in {"node", "edge"}
        assert key == f"{owner[0]}_{name}"
        assert re.fullmatch("[a-z][a-z0-9_]*", name)
        assert name not in RESERVED
        assert element.get("attr.type") in TYPES
        assert not list(element)
    graphs = list(root.iter(f"{NS}graph"))
    assert len(graphs) == 1
    assert graphs[0].get("edgedefault") == "directed"
    nodes = [n.get("id") for n in root.iter(f"{NS}node")]
    assert len(set(nodes)) == len(nodes)
    assert all(n and n == n.strip() and "\n" not in n for n in nodes)
    edges, triples, sizes = set(), set(), []
    for element in (*root.iter(f"{NS}node"), *root.iter(f"{NS}edge")):
        values = {keys[d.get("key")].get("attr.name"): d.text for d in element}
        assert len(values) == len(list(element))
        assert all(v and not v.isspace() and v != str(None) for v in values.values())
        for d in element:
            kind, text = keys[d.get("key")].get("attr.type"), d.text or ""
            assert keys[d.get("key")].get("for") == element.tag.removeprefix(NS)
            if kind == "boolean":
                assert text in {"true", "false"}
            elif kind == "int":
                assert re.fullmatch("[0-9]+", text)
            elif kind == "double":
                assert re.fullmatch(r"-?[0-9]+\.[0-9]+(e-[0-9]+)?", text)
        assert re.fullmatch("#[0-9A-F]{6}", values["color"] or "")
        if element.tag == f"{NS}node":
            assert {"label", "name", "type", "x", "y", "size", "color", "mentions"} <= values.keys()
            assert values["label"] == values["name"]
            assert max(abs(float(values["x"] or 0)), abs(float(values["y"] or 0))) <= 4900
            sizes.append(float(values["size"] or 0))
            continue
        assert "directed" not in element.keys()  # noqa: SIM118
        assert re.fullmatch("t[0-9a-f]{16}", element.get("id") or "")
        edges.add(element.get("id"))
        triples.add((element.get("source"), values["relation"], element.get("target")))
        assert {element.get("source"), element.get("target")} <= set(nodes)
        assert element.get("label") == values["relation"] == values["interaction"] == values["label"]
        assert int(values["weight"] or 0) >= 1
        for end in ("date_start", "date_end"):
            if end in values:
                assert date.fromisoformat(values[end] or "")
    count = len(list(root.iter(f"{NS}edge")))
    assert len(edges) == count
    assert len(triples) == count
    if len(set(sizes)) > 1:
        assert (min(sizes), max(sizes)) == (4.0, 100.0)
    return root


def test_town(tmp_path: Path) -> None:
    """A hand-made graph is written with all that the columns promise, and other readers agree."""
    path = tmp_path / "graph.graphml"
    write(town(), path)
    lint(path)
    read = nx.read_graphml(path, force_multigraph=True)
    assert set(read.nodes) == {e.id for e in town()}
    expected = {(r.head_id, r.tail_id, r.type) for r in town().relations()}
    assert {(a, b, d["relation"]) for a, b, d in read.edges(data=True)} == expected
    green = read.nodes["company:青禾生物科技有限公司"]
    assert green["aliases"] == "青禾|青禾生物"
    assert green["files"] == "甲.txt"
    partners = next(d for _, _, d in read.edges(data=True) if d["relation"] == "partners" and d["weight"] == 2)
    assert partners["symmetric"] is True
    assert (partners["date_start"], partners["date_end"]) == ("2021-01-01", "2024-01-12")
    assert partners["status"] == "agreed"
    assert partners["evidence"] == "双方共建联合实验室。"
    assert partners["files"] == "乙.txt|甲.txt"
    invests = next(d for _, _, d in read.edges(data=True) if d["relation"] == "invests-in")
    assert (invests["amount"], invests["currency"]) == ("3000", "CNY")


def test_igraph_reads_the_same(tmp_path: Path) -> None:
    """igraph counts the same nodes and edges and shows the same labels."""
    path = tmp_path / "graph.graphml"
    write(town(), path)
    read = igraph.Graph.Read_GraphML(str(path))
    assert (read.vcount(), read.ecount()) == (10, 12)
    assert sorted(read.vs["label"]) == sorted(e.name for e in town())
    assert sorted(read.es["relation"]) == sorted(r.type for r in town().relations())


@quick
@given(graph=hostile_graphs())
def test_hostile_text(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Whatever stands in the names, the file is clean, nothing is lost, and networkx reads it back."""
    path = tmp_path / "graph.graphml"
    write(graph, path)
    lint(path)
    read = nx.read_graphml(path, force_multigraph=True)
    assert read.number_of_nodes() == len(graph)
    assert read.number_of_edges() == len(graph.relations())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a]]>b", "a]]>b"),
        ("& < >", "& < >"),
        ("青\x0b禾", "青禾"),
        ("倒\u202e着\u2066", "倒着"),
        ("甲\ud800", "甲"),
        ("甲\r\n乙", "甲 乙"),
        ("😀" * 3, "😀😀😀"),
        ("甲" * 100_000, "甲" * 100_000),
    ],
    ids=["cdata-end", "markup", "control", "bidi", "lone-surrogate", "line-end", "emoji", "long"],
)
def test_names_are_cleaned_as_documented(text: str, expected: str, tmp_path: Path) -> None:
    """What is left out is left out, and nothing else."""
    path = tmp_path / "graph.graphml"
    write(KnowledgeGraph([entity("company", text)]), path)
    root = lint(path)
    assert root.find(f".//{NS}node/{NS}data[@key='n_label']").text == expected  # type: ignore[union-attr]


def test_ids_that_clean_to_the_same_stay_two(tmp_path: Path) -> None:
    """Two names that differ in an invisible character only are two nodes."""
    one, other = entity("company", "甲"), entity("company", "甲\x0b")
    path = tmp_path / "graph.graphml"
    write(KnowledgeGraph([one, other], [relation(one, "part-of", other)]), path)
    lint(path)
    assert nx.read_graphml(path).number_of_nodes() == 2


def test_attributes_with_reserved_names(tmp_path: Path) -> None:
    """A fact called size or weight becomes a column that no reader takes for its own."""
    one, other = entity("company", "甲"), entity("company", "乙")
    found = sentence(size="3000", weight="7", Z="1", 奇="x")
    path = tmp_path / "graph.graphml"
    write(KnowledgeGraph([one, other], [relation(one, "part-of", other, found)]), path)
    lint(path)
    data = next(iter(nx.read_graphml(path).edges(data=True)))[2]
    assert (data["fact_size"], data["fact_weight"], data["fact_z"], data["weight"]) == ("3000", "7", "1", 1)


def test_evidence_is_cut_at_2000_characters(tmp_path: Path) -> None:
    """Long evidence ends with an ellipsis."""
    one, other = entity("company", "甲"), entity("company", "乙" * 5000)
    path = tmp_path / "graph.graphml"
    write(KnowledgeGraph([one, other], [relation(one, "part-of", other)]), path)
    data = next(iter(nx.read_graphml(path).edges(data=True)))[2]
    assert len(data["evidence"]) == 2000
    assert data["evidence"].endswith("…")


@quick
@given(graph=hostile_graphs())
@pytest.mark.parametrize("format", ["graphml", "gexf", "gexf-directed"])
def test_evidence_that_nobody_has_looked_at_is_written_the_same(
    graph: KnowledgeGraph, format: str, tmp_path: Path
) -> None:
    """A build hands evidence over as text; what is written of it is what is written of the records."""
    kept = []
    for r in graph.relations():
        parts = [(e.file, tail(e)) for e in r.evidence]
        given: Any = Written(Evidence, parts) if parts else ()
        kept.append(replace(r, evidence=given))
    exporter(format)(graph, tmp_path / "records")
    exporter(format)(KnowledgeGraph(graph.entities, kept, files=graph.files), tmp_path / "texts")
    assert (tmp_path / "texts").read_bytes() == (tmp_path / "records").read_bytes()


def test_mixed_is_for_gephi_only(tmp_path: Path) -> None:
    """With ``mixed`` symmetric edges say that they have no direction, which networkx refuses."""
    path = tmp_path / "graph.graphml"
    write(town(), path, mixed=True)
    assert path.read_text(encoding="utf-8").count(' directed="false"') == 5
    with pytest.raises(nx.NetworkXError):
        nx.read_graphml(path)
    with pytest.raises(TypeError, match="colour"):
        write(town(), path, colour=True)


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    """The file depends on the graph alone."""
    code = (
        "import sys; from pathlib import Path; from kg.exporters.graphml import write; from tests.graphs import town;"
        "write(town(), Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        target = str(tmp_path / seed)
        subprocess.run([sys.executable, "-c", code, target], check=True, env={"PYTHONHASHSEED": seed, "PATH": ""})
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
