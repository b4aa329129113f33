"""The graph that other programs open, in every format, and how these are called."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from kg import registry
from kg.exporters import tables
from kg.graph import KnowledgeGraph
from kg.scene import scene
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


def same(found: Any, expected: Any) -> None:
    if found != expected:
        raise AssertionError(f"differs: {str(found)[:300]} … is not {str(expected)[:300]}")


def library(name: str) -> Any:
    try:
        return __import__(name, fromlist=["x"])
    except ImportError as error:
        raise Missing(f"Python package {name}") from error


def command(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Missing(f"command {name}")
    return found


def node(kind: str, path: Path) -> Any:
    """What ``read.mjs`` says of a file."""
    if not (HERE / "node_modules" / "graphology").exists():
        raise Missing("tests/readers/node_modules (npm ci in tests/readers)")
    run = subprocess.run(
        [command("node"), "read.mjs", kind, str(path)], cwd=HERE, capture_output=True, encoding="utf-8", check=False
    )
    same((run.returncode, run.stderr), (0, ""))
    return json.loads(run.stdout)


def chromium() -> Any:
    if shutil.which(CHROMIUM) is None:
        raise Missing("Chromium")
    return library("playwright.sync_api").sync_playwright()


def colors() -> dict[str, str]:
    """Node → the colour that every picture gives it."""
    drawn = scene(GRAPH.entities, GRAPH.relations(), schema=SCHEMA)
    ids = dict(zip((e.id for e in GRAPH), NODES, strict=True))
    return {ids[key]: color for key, color in zip(drawn.ids, drawn.color, strict=True)}


def cells(text: str) -> list[list[str]]:
    csv.field_size_limit(1 << 24)
    return list(csv.reader(io.StringIO(text, newline="")))
