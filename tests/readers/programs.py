"""Other programs open kg's files: each tells what it counted, after its labels and values were compared.

A check is given the folder of the files and returns ``nodes · relations`` (and ``· sentences`` where the format has a
table of them) as the *other* program counts them. It raises :class:`Missing` where the program is not on this machine.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.readers import databases, networks, pictures, spreadsheets, statements
from tests.readers.graph import ALL, BOTH, Missing, write

__all__ = ["CHECKS", "Missing", "write"]

CHECKS: dict[tuple[str, str], tuple[Callable[[Path], str], str]] = {
    ("json", "kg"): (pictures.json_kg, ALL),
    ("json", "jsonschema"): (pictures.json_jsonschema, ALL),
    ("graphml", "networkx"): (networks.graphml_networkx, BOTH),
    ("graphml", "igraph"): (networks.graphml_igraph, BOTH),
    ("graphml", "graphology (Gephi Lite)"): (networks.graphml_graphology, BOTH),
    ("graphml", "Cytoscape.js"): (networks.graphml_cytoscape, BOTH),
    ("gexf", "graphology (Gephi Lite)"): (networks.gexf_graphology, BOTH),
    ("gexf-directed", "networkx"): (networks.gexf_directed_networkx, BOTH),
    ("gexf-directed", "graphology (Gephi Lite)"): (networks.gexf_directed_graphology, BOTH),
    ("csv", "pandas"): (spreadsheets.csv_pandas, ALL),
    ("csv", "DuckDB"): (spreadsheets.csv_duckdb, ALL),
    ("csv", "LibreOffice"): (spreadsheets.csv_libreoffice, ALL),
    ("xlsx", "openpyxl"): (spreadsheets.xlsx_openpyxl, ALL),
    ("xlsx", "pandas"): (spreadsheets.xlsx_pandas, ALL),
    ("xlsx", "LibreOffice"): (spreadsheets.xlsx_libreoffice, ALL),
    ("neo4j", "Neo4j’s linter"): (databases.neo4j_linter, BOTH),
    ("ladybug", "LadybugDB"): (databases.ladybug_ladybug, BOTH),
    ("duckdb", "DuckDB"): (databases.duckdb_duckdb, ALL),
    ("duckdb", "pandas"): (databases.duckdb_pandas, ALL),
    ("parquet", "pyarrow"): (databases.parquet_pyarrow, ALL),
    ("parquet", "pandas"): (databases.parquet_pandas, ALL),
    ("parquet", "DuckDB"): (databases.parquet_duckdb, ALL),
    ("turtle", "rdflib"): (statements.turtle_rdflib, ALL),
    ("turtle", "rapper"): (statements.turtle_rapper, ALL),
    ("turtle", "pySHACL"): (statements.turtle_pyshacl, ALL),
    ("jsonld", "rdflib"): (statements.jsonld_rdflib, ALL),
    ("svg", "Chromium"): (pictures.svg_chromium, BOTH),
    ("svg", "lxml"): (pictures.svg_lxml, BOTH),
    ("png", "Pillow"): (pictures.png_pillow, pictures.pixels()),
}
