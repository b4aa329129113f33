"""Other programs open kg's files: each tells what it counted, after its labels and values were compared.

A check is given the folder of the files and returns ``nodes · relations`` (and ``· sentences`` where the format has a
table of them) as the *other* program counts them. It raises :class:`Missing` where the program is not on this machine.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import redirect_stderr
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from kg import registry
from kg.exporters import svg, tables
from kg.graph import KnowledgeGraph
from kg.schema import default_schema
from tests.graphs import HOSTILE, entity, relation, town

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
SCHEMA = default_schema()


class Missing(Exception):
    """The program is not here."""


def hard() -> KnowledgeGraph:
    """The small town, and for each hostile text a firm of that name with two relations of one pair."""
    graph = town()
    park = graph.entity("云和高新区")
    firms = [entity("company", name) for name in HOSTILE]
    links = [relation(firm, type, park) for firm in firms for type in ("located-in", "partners")]
    return KnowledgeGraph([*graph, *firms], [*graph.relations(), *links], files=graph.files)


GRAPH = hard()
NODES = {row[0]: dict(zip(tables.NODES, row, strict=True)) for row in tables.nodes(GRAPH, SCHEMA)}
EDGES = {row[0]: dict(zip(tables.EDGES, row, strict=True)) for row in tables.edges(GRAPH, SCHEMA)}
EVIDENCE = list(tables.evidence(GRAPH))
NAMES = sorted(n["name"] for n in NODES.values())
TRIPLES = sorted((e["source"], e["relation"], e["target"]) for e in EDGES.values())
BOTH = f"{len(NODES)} · {len(EDGES)}"
ALL = f"{BOTH} · {len(EVIDENCE)}"


def write(folder: Path) -> None:
    """The graph in every format, as ``graph`` with the format's extension."""
    for name in registry.exporter_names():
        if name != "html":
            registry.exporter(name)(GRAPH, folder / f"graph{registry.exporter_suffix(name)}")


def _same(found: Any, expected: Any) -> None:
    if found != expected:
        raise AssertionError(f"differs: {str(found)[:300]} … is not {str(expected)[:300]}")


def _library(name: str) -> Any:
    try:
        return __import__(name, fromlist=["x"])
    except ImportError as error:
        raise Missing(f"Python package {name}") from error


def _command(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Missing(f"command {name}")
    return found


def _node(kind: str, path: Path) -> Any:
    """What ``read.mjs`` says of a file."""
    if not (HERE / "node_modules" / "graphology").exists():
        raise Missing("tests/readers/node_modules (npm ci in tests/readers)")
    run = subprocess.run(
        [_command("node"), "read.mjs", kind, str(path)], cwd=HERE, capture_output=True, encoding="utf-8", check=False
    )
    _same((run.returncode, run.stderr), (0, ""))
    return json.loads(run.stdout)


# ------------------------------------------------------------------------------------------------ graphs with a layout


def graphml_networkx(folder: Path) -> str:
    read = _library("networkx").read_graphml(folder / "graph.graphml", force_multigraph=True)
    _same(sorted(read.nodes), sorted(NODES))
    _same(sorted((a, d["relation"], b) for a, b, d in read.edges(data=True)), TRIPLES)
    _same(sorted(d["label"] for _, d in read.nodes(data=True)), NAMES)
    return f"{read.number_of_nodes()} · {read.number_of_edges()}"


def graphml_igraph(folder: Path) -> str:
    read = _library("igraph").Graph.Read_GraphML(str(folder / "graph.graphml"))
    _same(sorted(read.vs["label"]), NAMES)
    ids = [
        key.replace("&#38;", "&") for key in read.vs["id"]
    ]  # igraph 1.0 gives ids with that one entity undone by half
    _same(sorted((ids[e.source], e["relation"], ids[e.target]) for e in read.es), TRIPLES)
    _same(set(read.vs["size"]) >= {4.0, 100.0}, True)
    return f"{read.vcount()} · {read.ecount()}"


def _layout() -> dict[str, tuple[str, float, float, float]]:
    from kg.scene import scene

    drawn = scene(GRAPH.entities, GRAPH.relations(), schema=SCHEMA)
    ids = dict(zip((e.id for e in GRAPH), NODES, strict=True))
    return {ids[key]: (c, 0.0, 0.0, 0.0) for key, c in zip(drawn.ids, drawn.color, strict=True)}


def _hex(color: str) -> str:
    """``#RRGGBB``, also of ``rgb(…)``."""
    numbers = re.findall(r"\d+", color) if color.startswith("rgb") else []
    return "#{:02X}{:02X}{:02X}".format(*map(int, numbers)) if numbers else color.upper()


def _graphology(kind: str, path: Path, place: str) -> str:
    """Counts, labels, colours, sizes, places and parallel edges, beside those that networkx and XML give."""
    read = _node(kind, path)
    _same(sorted(n["key"] for n in read["nodes"]), sorted(NODES))
    _same(sorted(n["label"] for n in read["nodes"]), NAMES)
    _same(sorted((e["source"], e["relation"], e["target"]) for e in read["edges"]), TRIPLES)
    colors = {key: color for key, (color, *_) in _layout().items()}
    _same({n["key"]: _hex(n["color"]) for n in read["nodes"]}, colors)
    sizes = [n["size"] for n in read["nodes"]]
    _same((min(sizes), max(sizes)), (4, 100))
    layout = _library("networkx").read_graphml(path.with_name("graph.graphml"), force_multigraph=True)
    for n in read["nodes"]:
        known = layout.nodes[n["key"]]
        _same((n["x"], n["y"], n["size"]), (known["x"], known["y"], known["size"]))
    weights = {e["key"]: e["weight"] for e in read["edges"]}
    _same(weights, {key: e["weight"] for key, e in EDGES.items()})
    if place == "mixed":
        _same({e["key"]: e["undirected"] for e in read["edges"]}, {key: e["symmetric"] for key, e in EDGES.items()})
    else:
        _same(any(e["undirected"] for e in read["edges"]), False)
    return f"{len(read['nodes'])} · {len(read['edges'])}"


def graphml_graphology(folder: Path) -> str:
    return _graphology("graphml", folder / "graph.graphml", "directed")


def gexf_graphology(folder: Path) -> str:
    return _graphology("gexf", folder / "graph.gexf", "mixed")


def gexf_directed_graphology(folder: Path) -> str:
    return _graphology("gexf", folder / "graph.directed.gexf", "directed")


def gexf_directed_networkx(folder: Path) -> str:
    nx = _library("networkx")
    if "1.3" not in nx.readwrite.gexf.GEXF.versions:
        raise Missing("networkx that reads GEXF 1.3")
    read = nx.read_gexf(folder / "graph.directed.gexf", version="1.3")
    _same(sorted(d["label"] for _, d in read.nodes(data=True)), NAMES)
    _same(sorted((a, d["relation"], b) for a, b, d in read.edges(data=True)), TRIPLES)
    return f"{read.number_of_nodes()} · {read.number_of_edges()}"


def _browser() -> Any:
    if shutil.which(CHROMIUM) is None:
        raise Missing("Chromium")
    return _library("playwright.sync_api").sync_playwright()


def graphml_cytoscape(folder: Path) -> str:
    if not (HERE / "node_modules" / "cytoscape").exists():
        raise Missing("tests/readers/node_modules (npm ci in tests/readers)")
    scripts = ("cytoscape/dist/cytoscape.min.js", "jquery/dist/jquery.min.js", "cytoscape-graphml/cytoscape-graphml.js")
    with _browser() as playwright:
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
    _same(sorted(read["labels"]), NAMES)
    _same(sorted(map(tuple, read["edges"])), TRIPLES)
    _same(sorted(read["colors"]), sorted(color for color, *_ in _layout().values()))
    return f"{len(read['labels'])} · {len(read['edges'])}"


# ----------------------------------------------------------------------------------------------------------- tables


def _cells(text: str) -> list[list[str]]:
    csv.field_size_limit(1 << 24)
    return list(csv.reader(io.StringIO(text, newline="")))


def _spreadsheet(value: str) -> str:
    """What a cell of the spreadsheet formats says of a value."""
    from kg.exporters.csv import cell

    return str(cell(value))


def csv_pandas(folder: Path) -> str:
    pandas = _library("pandas")
    counts = []
    for part, expected in (("-nodes", len(NODES)), ("", len(EDGES)), ("-evidence", len(EVIDENCE))):
        frame = pandas.read_csv(folder / f"graph{part}.csv", keep_default_na=False, dtype=str)
        _same(len(frame), expected)
        counts.append(len(frame))
        if part == "-nodes":
            _same(sorted(frame["name"]), sorted(map(_spreadsheet, NAMES)))
    return " · ".join(map(str, counts))


def csv_duckdb(folder: Path) -> str:
    duckdb = _library("duckdb")
    counts = []
    with duckdb.connect() as base:
        for part in ("-nodes", "", "-evidence"):
            read = "SELECT * FROM read_csv(?, header=true, all_varchar=true, max_line_size=10000000, escape='\"')"
            rows = base.execute(read, [str(folder / f"graph{part}.csv")]).fetchall()
            counts.append(len(rows))
            if part == "-nodes":
                _same(sorted(row[1] for row in rows), sorted(map(_spreadsheet, NAMES)))
    return " · ".join(map(str, counts))


def _office(folder: Path, source: str, *options: str) -> None:
    run = subprocess.run(
        [_command("soffice"), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", *options,
         "--outdir", str(folder / "office"), str(folder / source)],
        capture_output=True, check=False, timeout=240,
    )  # fmt: skip
    _same(run.returncode, 0)


def csv_libreoffice(folder: Path) -> str:
    openpyxl = _library("openpyxl")
    counts = []
    for part in ("-nodes", "", "-evidence"):
        _office(folder, f"graph{part}.csv", "--infilter=CSV:44,34,76,1,,0,false,false", "--convert-to", "xlsx")
        sheet = openpyxl.load_workbook(folder / "office" / f"graph{part}.xlsx").active
        counts.append(sheet.max_row - 1)
        _same([c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"], [])
        if part == "-nodes":
            shown = {str(row[1].value) for row in sheet.iter_rows(min_row=2)}
            _same({"青禾生物科技有限公司", "😀🏭", "'=cmd|'/c calc'!A0"} - shown, set())
    return " · ".join(map(str, counts))


def xlsx_openpyxl(folder: Path) -> str:
    book = _library("openpyxl").load_workbook(folder / "graph.xlsx")
    _same([sheet.freeze_panes for sheet in book], ["A2"] * 3)
    _same(all(sheet.auto_filter.ref for sheet in book), True)
    return " · ".join(str(book[name].max_row - 1) for name in ("entities", "relations", "evidence"))


def xlsx_pandas(folder: Path) -> str:
    pandas = _library("pandas")
    _library("openpyxl")
    sheets = pandas.read_excel(folder / "graph.xlsx", sheet_name=None, keep_default_na=False, dtype=str)
    return " · ".join(str(len(sheets[name])) for name in ("entities", "relations", "evidence"))


def xlsx_libreoffice(folder: Path) -> str:
    all_sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    _office(folder, "graph.xlsx", "--convert-to", all_sheets)
    counts = []
    for name in ("entities", "relations", "evidence"):
        rows = _cells((folder / "office" / f"graph-{name}.csv").read_text(encoding="utf-8-sig"))
        _same({len(row) for row in rows}, {len(rows[0])})
        counts.append(len(rows) - 1)
        if name == "entities":
            _same({"青禾生物科技有限公司", "😀🏭"} - {value for row in rows for value in row}, set())
    return " · ".join(map(str, counts))


# -------------------------------------------------------------------------------------------------------- databases


def duckdb_duckdb(folder: Path) -> str:
    with _library("duckdb").connect(str(folder / "graph.duckdb"), read_only=True) as base:
        _same(sorted(name for (name,) in base.execute("SELECT name FROM nodes").fetchall()), NAMES)
        return " · ".join(
            str(base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in ("nodes", "edges", "evidence")
        )


def duckdb_pandas(folder: Path) -> str:
    _library("pandas")
    with _library("duckdb").connect(str(folder / "graph.duckdb"), read_only=True) as base:
        frames = [base.execute(f"SELECT * FROM {name}").df() for name in ("nodes", "edges", "evidence")]
    _same(sorted(frames[0]["name"]), NAMES)
    return " · ".join(str(len(frame)) for frame in frames)


def _parquet(folder: Path, names: Callable[[Path], list[str]]) -> str:
    counts = [len(names(folder / f"graph{part}.parquet")) for part in ("-nodes", "", "-evidence")]
    _same(sorted(names(folder / "graph-nodes.parquet")), NAMES)
    return " · ".join(map(str, counts))


def parquet_pyarrow(folder: Path) -> str:
    parquet = _library("pyarrow.parquet")
    return _parquet(folder, lambda path: parquet.read_table(path).to_pandas().iloc[:, 1].tolist())


def parquet_pandas(folder: Path) -> str:
    pandas = _library("pandas")
    return _parquet(folder, lambda path: pandas.read_parquet(path).iloc[:, 1].tolist())


def parquet_duckdb(folder: Path) -> str:
    duckdb = _library("duckdb")

    def names(path: Path) -> list[str]:
        with duckdb.connect() as base:
            return [row[1] for row in base.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()]

    return _parquet(folder, names)


def ladybug_ladybug(folder: Path) -> str:
    ladybug = _library("ladybug")
    with ladybug.Database(str(folder / "graph.lbug"), read_only=True) as base, ladybug.Connection(base) as asked:
        found = asked.execute("MATCH (n) RETURN n.name").get_all()
        _same(sorted(name for (name,) in found), NAMES)
        ((edges,),) = asked.execute("MATCH ()-[r]->() RETURN count(*)").get_all()
    return f"{len(found)} · {edges}"


def neo4j_linter(folder: Path) -> str:
    """Neo4j's own grammar and semantic checks, and the header grammar of its import; no server is needed for either."""
    short = [e for e in GRAPH if len(e.name) < 1000]  # the linter takes a minute for a name of 50,000 characters
    kept = {e.id for e in short}
    links = [r for r in GRAPH.relations() if {r.head_id, r.tail_id} <= kept]
    registry.exporter("neo4j")(KnowledgeGraph(short, links), folder / "short.cypher")
    _same(_node("cypher", folder / "short.cypher")["errors"], [])
    column = r"\w+(:(int|double|boolean|string\[\]))?"
    counts = []
    for part, special in (("nodes", r"id:ID|:LABEL"), ("relations", r":START_ID|:END_ID|:TYPE")):
        head, *rows = _cells((folder / f"graph-neo4j-{part}.csv").read_text(encoding="utf-8"))
        _same([name for name in head if not re.fullmatch(f"{special}|{column}", name)], [])
        counts.append(len(rows))
    return " · ".join(map(str, counts))


# -------------------------------------------------------------------------------------------------------------- RDF

_COUNT = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a <urn:kg:vocabulary#{kind}> }}"


def _rdflib(path: Path, form: str) -> str:
    rdflib = _library("rdflib")
    read = rdflib.Graph().parse(path, format=form)
    labels = {str(o) for o in read.objects(None, rdflib.RDFS.label)}
    _same(labels, set(NAMES))
    counts = [next(iter(read.query(_COUNT.format(kind=kind))))[0] for kind in ("Entity", "Relation", "Evidence")]
    return " · ".join(map(str, counts))


def turtle_rdflib(folder: Path) -> str:
    return _rdflib(folder / "graph.ttl", "turtle")


def jsonld_rdflib(folder: Path) -> str:
    return _rdflib(folder / "graph.jsonld", "json-ld")


def turtle_rapper(folder: Path) -> str:
    run = subprocess.run(
        [_command("rapper"), "-q", "-i", "turtle", "-o", "ntriples", str(folder / "graph.ttl")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    _same((run.returncode, run.stderr), (0, ""))
    of_kind = r"^(\S+) <[^>]*22-rdf-syntax-ns#type> <urn:kg:vocabulary#%s> \.$"
    counts = [len(set(re.findall(of_kind % kind, run.stdout, re.M))) for kind in ("Entity", "Relation", "Evidence")]
    return " · ".join(map(str, counts))


def turtle_pyshacl(folder: Path) -> str:
    shapes = files("kg").joinpath("data/shapes.ttl").read_text(encoding="utf-8")
    with redirect_stderr(io.StringIO()):
        conforms, graph, _ = _library("pyshacl").validate(
            (folder / "graph.ttl").read_text(encoding="utf-8"),
            data_graph_format="turtle",
            shacl_graph=shapes,
            shacl_graph_format="turtle",
        )
    _same((conforms, len(list(graph.subjects()))), (True, 2))
    return turtle_rdflib(folder)


# ----------------------------------------------------------------------------------------------------- JSON, pictures


def json_kg(folder: Path) -> str:
    import kg

    read = kg.load(folder / "graph.json")
    _same(read == GRAPH, True)
    return f"{len(read)} · {len(read.relations())} · {sum(len(r.evidence) for r in read.relations())}"


def json_jsonschema(folder: Path) -> str:
    data = json.loads((folder / "graph.json").read_bytes())
    schema = json.loads(files("kg").joinpath("data/graph.schema.json").read_text(encoding="utf-8"))
    _library("jsonschema").validate(data, schema)
    return f"{len(data['entities'])} · {len(data['relations'])} · {sum(len(r['evidence']) for r in data['relations'])}"


def _svg_counts(circles: int, lines: int) -> str:
    """Without those of the legend."""
    return f"{circles - len({e.type for e in GRAPH})} · {lines - len({r.type for r in GRAPH.relations()})}"


def svg_chromium(folder: Path) -> str:
    with _browser() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto((folder / "graph.svg").as_uri())
        seen = page.evaluate(
            """() => ({ circles: document.querySelectorAll("circle").length,
                        lines: document.querySelectorAll("path:not(marker path)").length,
                        drawn: [...document.querySelectorAll("text")].filter(t => t.textContent.includes("高新区"))
                               .map(t => t.getBBox().width / parseFloat(getComputedStyle(t).fontSize)) })"""
        )
        browser.close()
    # five characters as wide as five squares: Chinese glyphs, and no boxes of another width
    _same([round(width) for width in seen["drawn"][:1]], [5])
    return _svg_counts(seen["circles"], seen["lines"])


def svg_lxml(folder: Path) -> str:
    root = _library("lxml.etree").parse(folder / "graph.svg").getroot()
    ns = {"s": "http://www.w3.org/2000/svg"}
    return _svg_counts(
        len(root.findall(".//s:circle", ns)), len(root.xpath("//s:path[not(parent::s:marker)]", namespaces=ns))
    )


def _pixels() -> str:
    """Width and height of the PNG: twice those of the vector picture."""
    head = "".join(islice(svg._picture(GRAPH, SCHEMA, "#FFFFFF", "zh"), 4))
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', head)
    assert found
    return " × ".join(str(round(2 * float(number))) for number in found.groups())


def png_pillow(folder: Path) -> str:
    image = _library("PIL.Image").open(folder / "graph.png").convert("RGB")
    seen = {f"#{r:02X}{g:02X}{b:02X}" for _, (r, g, b) in image.getcolors(1 << 24)}
    wanted = {color for color, *_ in _layout().values()}
    _same(wanted - seen, set())
    return f"{image.width} × {image.height}"


CHECKS: dict[tuple[str, str], tuple[Callable[[Path], str], str]] = {
    ("json", "kg"): (json_kg, ALL),
    ("json", "jsonschema"): (json_jsonschema, ALL),
    ("graphml", "networkx"): (graphml_networkx, BOTH),
    ("graphml", "igraph"): (graphml_igraph, BOTH),
    ("graphml", "graphology (Gephi Lite)"): (graphml_graphology, BOTH),
    ("graphml", "Cytoscape.js"): (graphml_cytoscape, BOTH),
    ("gexf", "graphology (Gephi Lite)"): (gexf_graphology, BOTH),
    ("gexf-directed", "networkx"): (gexf_directed_networkx, BOTH),
    ("gexf-directed", "graphology (Gephi Lite)"): (gexf_directed_graphology, BOTH),
    ("csv", "pandas"): (csv_pandas, ALL),
    ("csv", "DuckDB"): (csv_duckdb, ALL),
    ("csv", "LibreOffice"): (csv_libreoffice, ALL),
    ("xlsx", "openpyxl"): (xlsx_openpyxl, ALL),
    ("xlsx", "pandas"): (xlsx_pandas, ALL),
    ("xlsx", "LibreOffice"): (xlsx_libreoffice, ALL),
    ("neo4j", "Neo4j’s linter"): (neo4j_linter, BOTH),
    ("ladybug", "LadybugDB"): (ladybug_ladybug, BOTH),
    ("duckdb", "DuckDB"): (duckdb_duckdb, ALL),
    ("duckdb", "pandas"): (duckdb_pandas, ALL),
    ("parquet", "pyarrow"): (parquet_pyarrow, ALL),
    ("parquet", "pandas"): (parquet_pandas, ALL),
    ("parquet", "DuckDB"): (parquet_duckdb, ALL),
    ("turtle", "rdflib"): (turtle_rdflib, ALL),
    ("turtle", "rapper"): (turtle_rapper, ALL),
    ("turtle", "pySHACL"): (turtle_pyshacl, ALL),
    ("jsonld", "rdflib"): (jsonld_rdflib, ALL),
    ("svg", "Chromium"): (svg_chromium, BOTH),
    ("svg", "lxml"): (svg_lxml, BOTH),
    ("png", "Pillow"): (png_pillow, _pixels()),
}
