"""What the page hands out holds exactly what is visible, and reads back."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.graph import KnowledgeGraph
from tests.page.hands import counts, downloaded


def test_exports(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """PNG, SVG, CSV, JSON and GraphML hold exactly what is visible."""
    page = visit().open(page_file)
    page.click("#legend button:has-text('投资')")
    nodes, edges = counts(page)
    png = downloaded(page, "#export-png")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 50_000
    assert int.from_bytes(png[16:20], "big") == 3200
    svg = ET.fromstring(downloaded(page, "#export-svg").decode("utf-8"))
    ns = "{http://www.w3.org/2000/svg}"
    assert len(svg.findall(f"{ns}circle")) >= nodes
    kinds = len({r.type for r in graph.relations()})
    assert len([p for p in svg.findall(f"{ns}path") if p.get("fill") == "none"]) == edges + kinds  # and the legend's
    table = downloaded(page, "#export-csv").decode("utf-8-sig").splitlines()
    assert len(table) == edges + 1
    data = json.loads(downloaded(page, "#export-json"))
    assert (len(data["entities"]), len(data["relations"])) == (nodes, edges)
    wanted = {(r.head_id, r.type, r.tail_id) for r in graph.relations() if r.type != "invests-in"}
    assert {(r["head"], r["type"], r["tail"]) for r in data["relations"]} == wanted
    nx = pytest.importorskip("networkx")
    read = nx.parse_graphml(downloaded(page, "#export-graphml").decode("utf-8"), force_multigraph=True)
    assert {(s, d["relation"], t) for s, t, d in read.edges(data=True)} == wanted


def gexf_rows(root: ET.Element) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Nodes and edges of a GEXF file with what they hold but for places and the edges' own ids."""
    ns = "{http://gexf.net/1.3}"
    nodes, edges = {}, {}
    for node in root.iter(f"{ns}node"):
        nodes[node.get("id")] = (node.get("label"), {v.get("for"): v.get("value") for v in node.iter(f"{ns}attvalue")})
    for edge in root.iter(f"{ns}edge"):
        facts = {k: v for k, v in edge.attrib.items() if k != "id"}
        values = {v.get("for"): v.get("value") for v in edge.iter(f"{ns}attvalue")}
        values["confidence"] = f"{float(values['confidence']):.2f}"
        for name in ("aliases", "files"):
            values[name] = json.loads(values[name]) if name in values else []
        values.pop("date", None)  # the page keeps the dates, kg's file the words in which they were said
        edges[facts["source"], facts["kind"], facts["target"]] = (facts, values)
    for _, values in nodes.values():
        for name in ("aliases", "files"):
            values[name] = json.loads(values[name]) if name in values else []
    return nodes, edges


def test_gexf_is_what_kg_writes(
    visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph, tmp_path: Path
) -> None:
    """The page's GEXF says of each node and relation what the exporter of kg says."""
    from kg.exporters.gexf import write

    write(graph, tmp_path / "own.gexf")
    page = visit().open(page_file)
    root = ET.fromstring(downloaded(page, "#export-gexf").decode("utf-8"))
    own = ET.parse(tmp_path / "own.gexf").getroot()
    for found, wanted in zip(gexf_rows(root), gexf_rows(own), strict=True):
        assert sorted(found) == sorted(wanted)
        for key, facts in wanted.items():
            assert found[key] == facts
    ns = "{http://gexf.net/1.3}"
    assert root.find(f"{ns}graph").attrib == own.find(f"{ns}graph").attrib  # type: ignore[union-attr]
    columns = [[a.attrib for a in tree.iter(f"{ns}attribute")] for tree in (root, own)]
    assert columns[0] == columns[1]
