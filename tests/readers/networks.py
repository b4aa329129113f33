"""Programs that read graphs: networkx, igraph, graphology (Gephi Lite's parsers), Cytoscape.js."""

from __future__ import annotations

import re
from pathlib import Path

from tests.readers.graph import (
    CHROMIUM,
    EDGES,
    HERE,
    NAMES,
    NODES,
    TRIPLES,
    Missing,
    chromium,
    colors,
    library,
    node,
    same,
)


def graphml_networkx(folder: Path) -> str:
    read = library("networkx").read_graphml(folder / "graph.graphml", force_multigraph=True)
    same(sorted(read.nodes), sorted(NODES))
    same(sorted((a, d["relation"], b) for a, b, d in read.edges(data=True)), TRIPLES)
    same(sorted(d["label"] for _, d in read.nodes(data=True)), NAMES)
    return f"{read.number_of_nodes()} · {read.number_of_edges()}"


def graphml_igraph(folder: Path) -> str:
    read = library("igraph").Graph.Read_GraphML(str(folder / "graph.graphml"))
    same(sorted(read.vs["label"]), NAMES)
    ids = [
        key.replace("&#38;", "&") for key in read.vs["id"]
    ]  # igraph 1.0 gives ids with that one entity undone by half
    same(sorted((ids[e.source], e["relation"], ids[e.target]) for e in read.es), TRIPLES)
    same(set(read.vs["size"]) >= {4.0, 100.0}, True)
    return f"{read.vcount()} · {read.ecount()}"


def _hex(color: str) -> str:
    """``#RRGGBB``, also of ``rgb(…)``."""
    numbers = re.findall(r"\d+", color) if color.startswith("rgb") else []
    return "#{:02X}{:02X}{:02X}".format(*map(int, numbers)) if numbers else color.upper()


def _graphology(kind: str, path: Path, place: str) -> str:
    """Counts, labels, colours, sizes, places and parallel edges, beside those that networkx and XML give."""
    read = node(kind, path)
    same(sorted(n["key"] for n in read["nodes"]), sorted(NODES))
    same(sorted(n["label"] for n in read["nodes"]), NAMES)
    same(sorted((e["source"], e["relation"], e["target"]) for e in read["edges"]), TRIPLES)
    same({n["key"]: _hex(n["color"]) for n in read["nodes"]}, colors())
    sizes = [n["size"] for n in read["nodes"]]
    same((min(sizes), max(sizes)), (4, 100))
    layout = library("networkx").read_graphml(path.with_name("graph.graphml"), force_multigraph=True)
    for n in read["nodes"]:
        known = layout.nodes[n["key"]]
        same((n["x"], n["y"], n["size"]), (known["x"], known["y"], known["size"]))
    weights = {e["key"]: e["weight"] for e in read["edges"]}
    same(weights, {key: e["weight"] for key, e in EDGES.items()})
    if place == "mixed":
        same({e["key"]: e["undirected"] for e in read["edges"]}, {key: e["symmetric"] for key, e in EDGES.items()})
    else:
        same(any(e["undirected"] for e in read["edges"]), False)
    return f"{len(read['nodes'])} · {len(read['edges'])}"


def graphml_graphology(folder: Path) -> str:
    return _graphology("graphml", folder / "graph.graphml", "directed")


def gexf_graphology(folder: Path) -> str:
    return _graphology("gexf", folder / "graph.gexf", "mixed")


def gexf_directed_graphology(folder: Path) -> str:
    return _graphology("gexf", folder / "graph.directed.gexf", "directed")


def gexf_directed_networkx(folder: Path) -> str:
    nx = library("networkx")
    if "1.3" not in nx.readwrite.gexf.GEXF.versions:
        raise Missing("networkx that reads GEXF 1.3")
    read = nx.read_gexf(folder / "graph.directed.gexf", version="1.3")
    same(sorted(d["label"] for _, d in read.nodes(data=True)), NAMES)
    same(sorted((a, d["relation"], b) for a, b, d in read.edges(data=True)), TRIPLES)
    return f"{read.number_of_nodes()} · {read.number_of_edges()}"


def graphml_cytoscape(folder: Path) -> str:
    if not (HERE / "node_modules" / "cytoscape").exists():
        raise Missing("tests/readers/node_modules (npm ci in tests/readers)")
    scripts = ("cytoscape/dist/cytoscape.min.js", "jquery/dist/jquery.min.js", "cytoscape-graphml/cytoscape-graphml.js")
    with chromium() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content("<!doctype html><title>Cytoscape.js</title>")
        for script in scripts:
            page.add_script_tag(path=HERE / "node_modules" / script)
        read = page.evaluate(
            """text => {
              const cy = cytoscape({ headless: true });
              cy.graphml({ layoutBy: () => {} });
              cy.graphml(text);
              return { labels: cy.nodes().map(n => n.data("n_label")), colors: cy.nodes().map(n => n.data("n_color")),
                       edges: cy.edges().map(e => [e.data("source"), e.data("e_relation"), e.data("target")]) };
            }""",
            (folder / "graph.graphml").read_text(encoding="utf-8"),
        )
        browser.close()
    same(sorted(read["labels"]), NAMES)
    same(sorted(map(tuple, read["edges"])), TRIPLES)
    same(sorted(read["colors"]), sorted(colors().values()))
    return f"{len(read['labels'])} · {len(read['edges'])}"
