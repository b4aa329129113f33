"""Ways out of a graph: into files, other libraries, query languages, the page."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kg import registry
from kg.errors import ExportError, GraphError
from kg.graph import cypher, sql
from kg.model import Entity, Relation

if TYPE_CHECKING:
    import networkx as nx

    # networkx takes no type arguments at run time
    Network = nx.MultiDiGraph[str]

__all__ = ["WaysOut"]


class _Base(Protocol):
    """A file that a query language is asked of."""

    def close(self) -> None: ...


class WaysOut:
    """What a graph becomes elsewhere; :class:`~kg.graph.KnowledgeGraph` is one."""

    _entities: dict[str, Entity]
    _relations: tuple[Relation, ...]

    def __init__(self) -> None:
        self._opened: dict[str, Any] = {}

    def to_networkx(self) -> Network:
        """A copy as a networkx graph, to change at will.

        Nodes are entity ids with the attributes ``label`` and ``name`` (canonical name), ``type``, ``aliases`` and
        ``files`` (tuples of text), ``mentions`` (how many).
        Edges are keyed by relation type, with ``relation`` (the type), ``symmetric`` (a symmetric one is there once,
        smaller id first), ``confidence`` (0 to 1), ``weight`` (number of evidence sentences, at least 1), ``status``,
        ``dates`` and ``files`` (tuples of text), ``evidence`` (tuple of :class:`~kg.model.Evidence`).

        >>> from kg.query import example
        >>> network = example().to_networkx()
        >>> network.number_of_nodes(), network.edges["park:石溪产业园", "park:云和高新区", "part-of"]["confidence"]
        (8, 0.9)
        """
        import networkx as nx  # see kg.graph.knowledge

        network: Network = nx.MultiDiGraph()
        for e in self._entities.values():
            network.add_node(
                e.id,
                label=e.name,
                name=e.name,
                type=e.type,
                aliases=e.aliases,
                files=e.files,
                mentions=e.mentions,
            )
        for r in self._relations:
            network.add_edge(
                r.head_id,
                r.tail_id,
                r.type,
                relation=r.type,
                symmetric=r.symmetric,
                confidence=r.confidence,
                weight=max(1, r.sentences),
                status=r.status,
                dates=r.dates,
                files=r.files,
                evidence=r.evidence,
            )
        return network

    def to_pandas(self) -> tuple[Any, Any]:
        """Entities and relations as two data frames.

        Entities: ``id name type aliases files mentions``. Relations: ``head type tail head_id tail_id symmetric
        confidence sentences status date_first date_last evidence``, the last one being the best sentence.

        :raises ExportError: where pandas is not installed.

        >>> from kg.graph import KnowledgeGraph
        >>> entities, relations = KnowledgeGraph([Entity(id="place:江阴", type="place", name="江阴")]).to_pandas()
        >>> entities[["name", "type"]].values.tolist(), relations.shape
        ([['江阴', 'place']], (0, 12))
        """
        try:
            pandas = import_module("pandas")
        except ImportError as error:
            raise ExportError("pandas is not installed: pip install 'kg-parks[pandas]'") from error
        entities = [(e.id, e.name, e.type, e.aliases, e.files, e.mentions) for e in self._entities.values()]
        relations = [
            (
                *(r.head, r.type, r.tail, r.head_id, r.tail_id, r.symmetric, r.confidence, r.sentences, r.status),
                *((r.dates[0], r.dates[-1]) if r.dates else ("", "")),
                r.evidence[0].text if r.evidence else "",
            )
            for r in self._relations
        ]
        ends = "head type tail head_id tail_id symmetric confidence sentences status date_first date_last evidence"
        return (
            pandas.DataFrame(entities, columns=["id", "name", "type", "aliases", "files", "mentions"]),
            pandas.DataFrame(relations, columns=ends.split()),
        )

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """What a Cypher query finds.

        Labels are the entity types (``Company``, ``Park`` …), relation types stand in capitals (``LOCATED_IN``).
        Entities have ``id name type aliases files mentions``; relations ``id source target relation symmetric weight
        confidence status date_start date_end attributes evidence files``. A pattern that names symmetric types only
        (``-[:PARTNERS]->``) matches either way, whatever its arrow says; any other one matches a symmetric relation
        as it is stored, smaller id first. The first query makes the database (:mod:`kg.exporters.ladybug`): a
        second for some hundred relations, ten for some thousand, minutes for a hundred thousand, where :meth:`sql` is
        quicker. It stays until the graph goes.

        :param query: one query that reads, from ``MATCH`` to ``RETURN``, in openCypher as LadybugDB understands it.
        :param parameters: a value for each ``$name`` in the query. Texts from outside belong here, never in the query.
        :return: one dictionary a row, by the column's name: ``p.name``, or what stands behind ``AS``. Entities and
            relations are dictionaries of their properties, paths have ``nodes`` and ``relations``.
        :raises GraphError: where the query is wrong, with place and cure, or would do more than read.
        :raises ExportError: where ladybug is not installed.

        >>> from kg.graph import KnowledgeGraph
        >>> park = Entity(id="park:昆山高新区", type="park", name="昆山高新区")
        >>> firm = Entity(id="company:青禾科技", type="company", name="青禾科技")
        >>> graph = KnowledgeGraph([park, firm], [Relation(head=firm.name, head_id=firm.id, type="located-in",
        ...                                                tail=park.name, tail_id=park.id)])
        >>> for row in graph.cypher("MATCH (c:Company)-[:LOCATED_IN]->(p:Park {name:'昆山高新区'}) RETURN c"):
        ...     print(row["c"]["name"], row["c"]["id"])
        青禾科技 company:青禾科技
        >>> graph.cypher("MATCH (c)-[r]->(p {name: $park}) RETURN c.name, type(r)", {"park": "昆山高新区"})
        [{'c.name': '青禾科技', 'type(r)': 'LOCATED_IN'}]
        >>> graph.cypher("MATCH (c:Compny) RETURN c.name")
        Traceback (most recent call last):
        ...
        kg.errors.GraphError: the Cypher query cannot be run: no label or relation type is called Compny
        did you mean Company? labels: Agency, Company, Institute, Park, Place, Program, University; relations: ...
        """
        base: cypher.Base = self._base("ladybug", "graph.lbug", cypher.Base)
        return base.run(query, parameters or {})

    def sql(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """What a SQL statement finds in the tables of the graph's DuckDB file (:mod:`kg.exporters.columnar`).

        The tables are ``nodes``, ``edges`` and ``evidence``; an edge's ``source`` and ``target`` are ids of nodes, an
        evidence's ``edge`` is the id of an edge.

        :param statement: one ``SELECT``, in DuckDB's SQL.
        :param parameters: the values of each ``?`` in order, or of each ``$name``. Texts from outside belong here,
            never in the statement.
        :return: one dictionary a row, by the column's name.
        :raises GraphError: where the statement is wrong, with place and the columns that there are, or would do more
            than read.
        :raises ExportError: where duckdb is not installed.

        >>> from kg.graph import KnowledgeGraph
        >>> park = Entity(id="park:昆山高新区", type="park", name="昆山高新区")
        >>> firm = Entity(id="company:青禾科技", type="company", name="青禾科技")
        >>> graph = KnowledgeGraph([park, firm], [Relation(head=firm.name, head_id=firm.id, type="located-in",
        ...                                                tail=park.name, tail_id=park.id)])
        >>> graph.sql("SELECT source_name, relation FROM edges WHERE target_name = ?", ["昆山高新区"])
        [{'source_name': '青禾科技', 'relation': 'located-in'}]
        """
        base: sql.Base = self._base("duckdb", "graph.duckdb", sql.Base)
        return base.run(statement, parameters)

    def _base(self, exporter: str, file: str, kind: Any) -> Any:
        """The file that a query language is asked of, written by its exporter when first needed."""
        if exporter not in self._opened:
            folder = tempfile.TemporaryDirectory(prefix="kg-")
            try:
                path = Path(folder.name) / file
                registry.exporter(exporter)(self, path)
                opened = kind(path)
            except BaseException:
                folder.cleanup()
                raise
            self._opened[exporter] = opened
            weakref.finalize(self, _gone, opened, folder)
        return self._opened[exporter]

    def save(self, path: str | os.PathLike[str], **options: Any) -> None:
        """Write it in the format that the file name's extension names; ``.json`` keeps everything.

        :param options: of the format's exporter.
        :raises ExportError: where it cannot be written.
        :raises GraphError: where no exporter knows the extension.
        """
        target = Path(path)
        names = registry.exporter_names()
        direct = target.suffix.lower().removeprefix(".")
        tried = [n for n in names if n == direct] or [
            n for n in names if registry.exporter_suffix(n) == target.suffix.lower()
        ]
        if not tried:
            raise GraphError(
                f"{target}: no format has the extension {target.suffix or '(none)'!r}; "
                f"there are: {', '.join(names)}; or call an exporter by its name"
            )
        registry.exporter(tried[0])(self, target, **options)

    def show(self, **options: Any) -> Any:
        """The interactive page, for the last line of a notebook's cell.

        :param options: of the exporter ``html``, e.g. ``language="en"``.
        """
        page: Any = registry.exporter("html")
        return page.show(self, **options)


def _gone(base: _Base, folder: tempfile.TemporaryDirectory[str]) -> None:
    base.close()
    folder.cleanup()
