"""SQL over a graph: one reading statement on the tables of its DuckDB file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.errors import ExportError, GraphError
from kg.graph.rows import distinct, sendable

__all__ = ["Base"]

_SAFE = {
    # the file itself, and nothing else of this machine or of the network
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
    # rows come in the same order each time
    "threads": "1",
}
_READS = {"SELECT", "EXPLAIN"}


class Base:
    """A DuckDB file, opened for reading, from which no statement reaches another file.

    :raises ExportError: where duckdb is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._duckdb: Any = import_module("duckdb")
        except ImportError as error:
            raise ExportError("SQL needs duckdb, which is not installed: pip install 'kg-parks[sql]'") from error
        self._connection = self._duckdb.connect(str(path), read_only=True, config=dict(_SAFE))

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def run(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows that a statement returns; see :meth:`kg.KnowledgeGraph.sql`.

        :raises GraphError: where it is wrong, or more or other than one ``SELECT``.
        """
        values = sendable(parameters)
        try:
            found = self._duckdb.extract_statements(sendable(statement))
            if len(found) != 1:
                raise GraphError(f"one SQL statement at a time: there are {len(found)}")
            kind = str(found[0].type).rpartition(".")[2].removesuffix("_STATEMENT")
            if kind not in _READS:
                raise GraphError(
                    f"SQL here only reads: one SELECT, no {kind}; the tables are nodes, edges and evidence"
                )
            result = self._connection.execute(found[0], values)
            names = [column[0] for column in result.description]
            rows = result.fetchall()
        except self._duckdb.Error as error:
            said = str(error).strip()
            raise GraphError(
                f"the SQL statement cannot be run: {said}\nthe tables are {', '.join(self._tables())}"
            ) from error
        return [dict(zip(distinct(names), row, strict=True)) for row in rows]

    def _tables(self) -> list[str]:
        query = "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() WHERE NOT internal "
        query += "GROUP BY ALL ORDER BY 1"
        return [f"{name}({', '.join(columns)})" for name, columns in self._connection.execute(query).fetchall()]
