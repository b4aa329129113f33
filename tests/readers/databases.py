"""Databases, and Neo4j's linter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from kg import registry
from kg.graph import KnowledgeGraph
from tests.readers.graph import (
    GRAPH,
    NAMES,
    cells,
    library,
    node,
    same,
)


def duckdb_duckdb(folder: Path) -> str:
    with library("duckdb").connect(str(folder / "graph.duckdb"), read_only=True) as base:
        same(sorted(name for (name,) in base.execute("SELECT name FROM nodes").fetchall()), NAMES)
        return " · ".join(
            str(base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in ("nodes", "edges", "evidence")
        )


def duckdb_pandas(folder: Path) -> str:
    library("pandas")
    with library("duckdb").connect(str(folder / "graph.duckdb"), read_only=True) as base:
        frames = [base.execute(f"SELECT * FROM {name}").df() for name in ("nodes", "edges", "evidence")]
    same(sorted(frames[0]["name"]), NAMES)
    return " · ".join(str(len(frame)) for frame in frames)


def _parquet(folder: Path, names: Callable[[Path], list[str]]) -> str:
    counts = [len(names(folder / f"graph{part}.parquet")) for part in ("-nodes", "", "-evidence")]
    same(sorted(names(folder / "graph-nodes.parquet")), NAMES)
    return " · ".join(map(str, counts))


def parquet_pyarrow(folder: Path) -> str:
    parquet = library("pyarrow.parquet")
    return _parquet(folder, lambda path: parquet.read_table(path).to_pandas().iloc[:, 1].tolist())


def parquet_pandas(folder: Path) -> str:
    pandas = library("pandas")
    return _parquet(folder, lambda path: pandas.read_parquet(path).iloc[:, 1].tolist())


def parquet_duckdb(folder: Path) -> str:
    duckdb = library("duckdb")

    def names(path: Path) -> list[str]:
        with duckdb.connect() as base:
            return [row[1] for row in base.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()]

    return _parquet(folder, names)


def ladybug_ladybug(folder: Path) -> str:
    ladybug = library("ladybug")
    with ladybug.Database(str(folder / "graph.lbug"), read_only=True) as base, ladybug.Connection(base) as asked:
        found = asked.execute("MATCH (n) RETURN n.name").get_all()
        same(sorted(name for (name,) in found), NAMES)
        ((edges,),) = asked.execute("MATCH ()-[r]->() RETURN count(*)").get_all()
    return f"{len(found)} · {edges}"


def neo4j_linter(folder: Path) -> str:
    """Neo4j's own grammar and semantic checks, and the header grammar of its import; no server is needed for either."""
    short = [e for e in GRAPH if len(e.name) < 1000]  # the linter takes a minute for a name of 50,000 characters
    kept = {e.id for e in short}
    links = [r for r in GRAPH.relations() if {r.head_id, r.tail_id} <= kept]
    registry.exporter("neo4j")(KnowledgeGraph(short, links), folder / "short.cypher")
    same(node("cypher", folder / "short.cypher")["errors"], [])
    column = r"\w+(:(int|double|boolean|string\[\]))?"
    counts = []
    for part, special in (("nodes", r"id:ID|:LABEL"), ("relations", r":START_ID|:END_ID|:TYPE")):
        head, *rows = cells((folder / f"graph-neo4j-{part}.csv").read_text(encoding="utf-8"))
        same([name for name in head if not re.fullmatch(f"{special}|{column}", name)], [])
        counts.append(len(rows))
    return " · ".join(map(str, counts))
