"""Programs that read RDF: rdflib, rapper, pySHACL."""

from __future__ import annotations

import io
import re
import subprocess
from contextlib import redirect_stderr
from importlib.resources import files
from pathlib import Path

from tests.readers.graph import (
    NAMES,
    command,
    library,
    same,
)

_COUNT = "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a <urn:kg:vocabulary#{kind}> }}"


def _rdflib(path: Path, form: str) -> str:
    rdflib = library("rdflib")
    read = rdflib.Graph().parse(path, format=form)
    labels = {str(o) for o in read.objects(None, rdflib.RDFS.label)}
    same(labels, set(NAMES))
    counts = [next(iter(read.query(_COUNT.format(kind=kind))))[0] for kind in ("Entity", "Relation", "Evidence")]
    return " · ".join(map(str, counts))


def turtle_rdflib(folder: Path) -> str:
    return _rdflib(folder / "graph.ttl", "turtle")


def jsonld_rdflib(folder: Path) -> str:
    return _rdflib(folder / "graph.jsonld", "json-ld")


def turtle_rapper(folder: Path) -> str:
    run = subprocess.run(
        [command("rapper"), "-q", "-i", "turtle", "-o", "ntriples", str(folder / "graph.ttl")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    same((run.returncode, run.stderr), (0, ""))
    of_kind = r"^(\S+) <[^>]*22-rdf-syntax-ns#type> <urn:kg:vocabulary#%s> \.$"
    counts = [len(set(re.findall(of_kind % kind, run.stdout, re.M))) for kind in ("Entity", "Relation", "Evidence")]
    return " · ".join(map(str, counts))


def turtle_pyshacl(folder: Path) -> str:
    shapes = files("kg").joinpath("data/shapes.ttl").read_text(encoding="utf-8")
    with redirect_stderr(io.StringIO()):
        conforms, graph, _ = library("pyshacl").validate(
            (folder / "graph.ttl").read_text(encoding="utf-8"),
            data_graph_format="turtle",
            shacl_graph=shapes,
            shacl_graph_format="turtle",
        )
    same((conforms, len(list(graph.subjects()))), (True, 2))
    return turtle_rdflib(folder)
