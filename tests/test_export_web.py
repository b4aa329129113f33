"""GEXF, RDF, SVG and PNG: what other programs read is what the graph holds."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kg.exporters import gexf, rdf, svg
from kg.graph import KnowledgeGraph
from tests.graphs import entity, hostile_graphs, relation, town

GEXF = "{http://gexf.net/1.3}"
# rdflib 7.6 warns of its own reader of JSON-LD and of pyshacl 0.40
of_rdflib = pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).*is deprecated:DeprecationWarning")
quick = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def parsed(path: Path) -> ElementTree.Element:
    """The root of a file that two XML parsers accept."""
    data = path.read_bytes()
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    return ElementTree.fromstring(data)


@quick
@given(graph=hostile_graphs())
def test_gexf(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Ids are unique, ends exist, dates are whole days in order, direction is stated on each edge."""
    path = tmp_path / "graph.gexf"
    gexf.write(graph, path)
    root = parsed(path)
    top = root.find(f"{GEXF}graph")
    assert top is not None
    assert "defaultedgetype" not in top.attrib
    nodes = [n.get("id") for n in root.iter(f"{GEXF}node")]
    edges = list(root.iter(f"{GEXF}edge"))
    assert len(nodes) == len(set(nodes)) == len(graph)
    assert len({e.get("id") for e in edges}) == len(edges) == len(graph.relations())
    for e in edges:
        assert {e.get("source"), e.get("target")} <= set(nodes)
        assert e.get("type") in {"directed", "undirected"}
        assert e.get("kind")
        assert int(e.get("weight", "0")) >= 1
        if e.get("start"):
            assert date.fromisoformat(e.get("start", "")) <= date.fromisoformat(e.get("end", ""))
            assert top.get("mode") == "dynamic"


@quick
@given(graph=hostile_graphs())
def test_gexf_directed_is_read_by_networkx(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """networkx reads the directed flavour with all nodes and edges."""
    path = tmp_path / "graph.directed.gexf"
    gexf.write_directed(graph, path)
    parsed(path)
    read = nx.read_gexf(path, version="1.3") if "1.3" in nx.readwrite.gexf.GEXF.versions else _read_as_12(path)
    assert read.number_of_nodes() == len(graph)
    assert read.number_of_edges() == len(graph.relations())


def _read_as_12(path: Path) -> nx.Graph:
    text = path.read_text(encoding="utf-8")
    old = path.with_suffix(".old.gexf")
    text = text.replace("http://gexf.net/1.3/viz", "http://www.gexf.net/1.2draft/viz")
    text = text.replace('xmlns="http://gexf.net/1.3"', 'xmlns="http://www.gexf.net/1.2draft"')
    old.write_text(text.replace('version="1.3"', 'version="1.2"').replace("liststring", "string"), encoding="utf-8")
    return nx.read_gexf(old)


def test_gexf_of_town(tmp_path: Path) -> None:
    """The timeline has the dates, lists are JSON, colours are numbers."""
    path = tmp_path / "graph.gexf"
    gexf.write(town(), path)
    root = parsed(path)
    spans = {(e.get("start"), e.get("end")) for e in root.iter(f"{GEXF}edge")}
    assert ("2023-05-01", "2023-05-31") in spans
    assert ("2021-01-01", "2024-01-12") in spans
    assert (None, None) in spans
    values = [v.get("value") for v in root.iter(f"{GEXF}attvalue") if v.get("for") == "aliases"]
    assert '["青禾", "青禾生物"]' in values
    assert root.find(".//{http://gexf.net/1.3/viz}color").attrib.keys() == {"r", "g", "b"}  # type: ignore[union-attr]


@of_rdflib
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=hostile_graphs())
def test_turtle_and_jsonld_say_the_same(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """rdflib reads both as the same statements, and as many relations and sentences as the graph has."""
    rdflib = pytest.importorskip("rdflib")
    rdf.write_turtle(graph, tmp_path / "graph.ttl")
    rdf.write_jsonld(graph, tmp_path / "graph.jsonld")
    turtle = rdflib.Graph().parse(tmp_path / "graph.ttl", format="turtle")
    linked = rdflib.Graph().parse(tmp_path / "graph.jsonld", format="json-ld")
    assert set(turtle) == set(linked)
    kind = rdflib.URIRef("urn:kg:vocabulary#Relation")
    assert len(set(turtle.subjects(rdflib.RDF.type, kind))) == len(graph.relations())
    kind = rdflib.URIRef("urn:kg:vocabulary#Evidence")
    assert len(set(turtle.subjects(rdflib.RDF.type, kind))) == sum(len(r.evidence) for r in graph.relations())


def shacl(path: Path) -> tuple[bool, str]:
    """Whether a Turtle file satisfies the published shapes, and why not."""
    pyshacl = pytest.importorskip("pyshacl")
    shapes = files("kg").joinpath("data/shapes.ttl").read_text(encoding="utf-8")
    conforms, _, report = pyshacl.validate(
        path.read_text(encoding="utf-8"), data_graph_format="turtle", shacl_graph=shapes, shacl_graph_format="turtle"
    )
    return conforms, report


@of_rdflib
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=hostile_graphs())
def test_turtle_satisfies_the_shapes(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """SHACL finds nothing wrong."""
    rdf.write_turtle(graph, tmp_path / "graph.ttl")
    assert shacl(tmp_path / "graph.ttl") == (True, "Validation Report\nConforms: True\n")


@of_rdflib
def test_shapes_refuse_what_is_wrong(tmp_path: Path) -> None:
    """A relation without its object does not conform: the shapes are no formality."""
    rdf.write_turtle(town(), tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    broken = re.sub(r"rdf:object <[^>]*> ;", "", text, count=1)
    (tmp_path / "broken.ttl").write_text(broken, encoding="utf-8")
    assert shacl(tmp_path / "graph.ttl")[0]
    assert not shacl(tmp_path / "broken.ttl")[0]


def test_vocabulary_has_every_word_of_the_town() -> None:
    """Each class and property that a graph uses is documented."""
    rdflib = pytest.importorskip("rdflib")
    text = files("kg").joinpath("data/vocabulary.ttl").read_text(encoding="utf-8")
    known = set(rdflib.Graph().parse(data=text, format="turtle").subjects())
    for iri, classes, values in rdf._resources(town()):
        assert iri.startswith("urn:kg:")
        for word in [*classes, *(key for key, _ in values)]:
            if word.startswith("kg:"):
                assert rdflib.URIRef("urn:kg:vocabulary#" + word[3:]) in known, word


@quick
@given(graph=hostile_graphs())
def test_svg(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """One circle a node beside the legend's, one path a relation, nothing that runs or loads."""
    path = tmp_path / "graph.svg"
    svg.write_svg(graph, path)
    root = parsed(path)
    ns = "{http://www.w3.org/2000/svg}"
    assert len(list(root.iter(f"{ns}circle"))) == len(graph) + len({e.type for e in graph})
    assert not list(root.iter(f"{ns}script"))
    markers = len(list(root.iter(f"{ns}marker")))
    legend = len({r.type for r in graph.relations()})
    assert len(list(root.iter(f"{ns}path"))) == len(graph.relations()) + markers + legend
    assert not any("href" in key or key.startswith("on") for e in root.iter() for key in e.attrib)


def test_parallel_relations_do_not_cover_each_other(tmp_path: Path) -> None:
    """Three relations of one pair are three different lines."""
    one, other = entity("company", "甲厂"), entity("company", "乙厂")
    kinds = ("invests-in", "partners", "part-of")
    svg.write_svg(KnowledgeGraph([one, other], [relation(one, k, other) for k in kinds]), tmp_path / "graph.svg")
    lines = re.findall(r' d="(M[^"]*[QL][^"]*)"', (tmp_path / "graph.svg").read_text(encoding="utf-8"))
    shapes = {tuple(sorted(re.findall(r"Q\S+ \S+|L", line))) for line in lines}
    assert len(shapes) == 3


def test_png(tmp_path: Path) -> None:
    """A picture of the size that its vector form has, twice as large, and not blank."""
    pytest.importorskip("resvg_py")
    path = tmp_path / "graph.png"
    svg.write_png(town(), path)
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    svg.write_svg(town(), tmp_path / "graph.svg")
    width = float(parsed(tmp_path / "graph.svg").get("width", "0"))
    assert int.from_bytes(data[16:20], "big") == round(2 * width)
    assert len(data) > 20_000


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=hostile_graphs())
def test_png_of_hostile_names(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Whatever the names, there is a picture of the size of its vector form."""
    pytest.importorskip("resvg_py")
    svg.write_png(graph, tmp_path / "graph.png", scale=1.0)
    svg.write_svg(graph, tmp_path / "graph.svg")
    data = (tmp_path / "graph.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width = float(parsed(tmp_path / "graph.svg").get("width", "0"))
    assert abs(int.from_bytes(data[16:20], "big") - width) <= 1


def test_chinese_glyphs_are_drawn(tmp_path: Path) -> None:
    """Two characters look different, which two boxes would not."""
    pytest.importorskip("resvg_py")
    known = shutil.which("fc-list")
    if known is None or not subprocess.run([known, ":lang=zh-cn"], capture_output=True, check=False).stdout:
        pytest.skip("no font with Chinese glyphs is known here (apt install fonts-noto-cjk)")
    drawn = []
    for name in "青禾\u0378\u0379":  # nobody has assigned the last two
        svg.write_png(KnowledgeGraph([entity("park", name)]), tmp_path / "graph.png")
        drawn.append((tmp_path / "graph.png").read_bytes())
    assert drawn[2] == drawn[3]
    assert len(set(drawn)) == 3
