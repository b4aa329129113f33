"""``graph.graphml``: the picture and its tables for Gephi, Gephi Lite, Cytoscape, yEd, igraph, networkx.

**What it cannot hold:** offsets and the places of mentions, the reasons of merges, evidence beyond 2,000 characters a
relation, lists (aliases and files are joined by ``|``; a ``|`` inside one is written ``｜``), time (Gephi's timeline
needs GEXF), the characters that :mod:`kg.exporters.clean` leaves out. ``graph.json`` holds all of it.

One edge per head, relation and tail. Every edge is written as directed, because no reader but Gephi keeps a
mixture; symmetric relations stand once, smaller id first, with ``symmetric`` true. The relation is also in the
attribute ``label`` of the edge, which Gephi needs to keep parallel edges apart.

Nodes carry ``label``, ``name``, ``type``, ``x``, ``y`` (up), ``size``, ``color``, ``type_zh``, ``aliases``, ``files``,
``mentions``. Edges carry ``label``, ``interaction``, ``relation``, ``relation_zh``, ``symmetric``, ``weight`` (number
of sentences, at least 1), ``color``, ``confidence``, ``status``, ``date`` (as found), ``date_start``, ``date_end``,
``evidence``, ``evidence_count``, ``files``, and one column for each attribute that the evidence has (``amount`` …).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.exporters.clean import (
    Ends,
    NodeIds,
    batched,
    clean,
    edge_id_of,
    evidence_text,
    one_line,
    period,
    quoted,
    told_dates,
)
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.model import Evidence, Relation, furthest
from kg.scene import relation_color, scene
from kg.schema import Schema, default_schema
from kg.written import Shown, shown

__all__ = ["write"]

_NODE = {
    "label": "string", "name": "string", "type": "string", "x": "double", "y": "double", "size": "double",
    "color": "string", "type_zh": "string", "aliases": "string", "files": "string", "mentions": "int",
}  # fmt: skip
_EDGE = {
    "label": "string", "interaction": "string", "relation": "string", "relation_zh": "string", "symmetric": "boolean",
    "weight": "int", "color": "string", "confidence": "double", "status": "string", "date": "string",
    "date_start": "string", "date_end": "string", "evidence": "string", "evidence_count": "int", "files": "string",
}  # fmt: skip
# Names that Gephi takes for its own, or that other readers give a meaning
_RESERVED = frozenset(
    {"id", "label", "size", "x", "y", "z", "r", "g", "b", "color", "weight", "timeset", "type", "kind", "source"}
    | {"target", "directed", "interval"}
)
_COLUMN = re.compile("[a-z][a-z0-9_]*")
_KEPT = 20_000
_PIECES = 7_000  # of text that are written together: 500 edges


def write(
    graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None, mixed: bool = False, **options: Any
) -> None:
    """Write a graph for Gephi and its kin; see the module for what is lost.

    :param schema: colours and Chinese labels of types; the built-in one by default.
    :param mixed: say of each symmetric edge that it is undirected. For Gephi only: networkx refuses such a file, and
        Gephi Lite loses the edges.
    :raises ExportError: where the file cannot be written.
    :raises TypeError: for an unknown option.
    """
    if options:
        unknown = ", ".join(sorted(options))
        raise TypeError(f"the graphml exporter does not know the option {unknown}; it knows mixed, schema")
    with replacing(path, binary=True) as out:
        out.writelines(_document(graph, schema or default_schema(), mixed))


write.suffix = ".graphml"  # type: ignore[attr-defined]


def _document(graph: KnowledgeGraph, schema: Schema, mixed: bool) -> Iterator[bytes]:
    relations = graph.relations()
    columns = _columns(relations)
    ids = NodeIds(graph)
    yield from batched(_head(columns))
    yield from batched(_nodes(graph, relations, schema, ids))
    yield from _edges(relations, schema, ids, mixed, columns)
    yield b"</graph>\n</graphml>\n"


def _head(columns: dict[str, str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    for kind, table in (("node", _NODE), ("edge", {**_EDGE, **dict.fromkeys(columns.values(), "string")})):
        for name, type in table.items():
            yield f'<key id="{kind[0]}_{name}" for="{kind}" attr.name="{name}" attr.type="{type}"/>\n'
    yield '<graph id="G" edgedefault="directed">\n'


def _columns(relations: list[Relation]) -> dict[str, str]:
    """The columns for the attributes of the evidence: the attribute's name → the column's, which no reader mistakes."""
    names = sorted({key for r in relations for e in shown(r, "attributes") if e.attributes for key, _ in e.attributes})
    columns: dict[str, str] = {}
    for name in names:
        column = name.lower().replace("-", "_")
        if column in _RESERVED or column in _EDGE:
            column = f"fact_{column}"
        if _COLUMN.fullmatch(column) and column not in columns.values():
            columns[name] = column
    return columns


def _text(text: str) -> str:
    """Character data; in CDATA where it has markup, for Gephi drops white space between entities."""
    if "&" in text or "<" in text or ">" in text:
        return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
    return text


def _data(key: str, text: str) -> str:
    """A filled ``data`` element, or nothing where there is no text."""
    return f'<data key="{key}">{_text(text)}</data>' if text and not text.isspace() else ""


def _joined(texts: Iterable[str]) -> str:
    return "|".join(filter(None, map(_item, texts)))


def _item(text: str) -> str:
    return one_line(text).replace("|", "｜")


#: The same for the names of files, of which many nodes and edges have the same.
_file = lru_cache(maxsize=_KEPT)(_item)


def _listed(files: Iterable[str]) -> str:
    return "|".join(filter(None, map(_file, files)))


def _nodes(graph: KnowledgeGraph, relations: list[Relation], schema: Schema, ids: NodeIds) -> Iterator[str]:
    drawn = scene(graph.entities, relations, schema=schema).for_gephi()
    typed: dict[str, tuple[str, str]] = {}
    for e, x, y, size, color in zip(graph, drawn.x, drawn.y, drawn.size, drawn.color, strict=True):
        label = one_line(e.name) or ids[e.id]
        if e.type not in typed:
            chinese = schema.entities[e.type].zh if e.type in schema.entities else ""
            typed[e.type] = _data("n_type", one_line(e.type)), _data("n_type_zh", clean(chinese))
        kind, kind_zh = typed[e.type]
        yield (
            f"<node id={quoted(ids[e.id])}>{_data('n_label', label)}{_data('n_name', label)}"
            f'{kind}<data key="n_x">{x}</data><data key="n_y">{y}</data>'
            f'<data key="n_size">{size}</data><data key="n_color">{color}</data>'
            f"{kind_zh}{_data('n_aliases', _joined(e.aliases))}{_data('n_files', _listed(e.files))}"
            f'<data key="n_mentions">{e.mentions}</data></node>\n'
        )


def _edges(
    relations: list[Relation], schema: Schema, ids: NodeIds, mixed: bool, columns: dict[str, str]
) -> Iterator[bytes]:
    """In pieces of some hundred edges, as bytes: ASCII beside Chinese takes twice the room as text."""
    ends, shapes = Ends(ids), dict[tuple[str, bool, int], _Shape]()
    # a million edges share few sources: what one sentence's source gives is made once
    sources: dict[tuple[str, str, str, str], tuple[bytes, bytes]] = {}
    numbers: dict[float, bytes] = {}
    pieces: list[bytes] = []
    for r in relations:
        evidence = shown(r)
        count = len(evidence)
        if count == 1:
            e = evidence[0]
            text = e.text
            key = (e.status, e.date, e.date_text, e.file)
            source = sources.get(key)
            if source is None:
                if len(sources) > _KEPT:
                    sources.clear()
                source = sources[key] = _source(evidence)
        else:
            text = ""
            source = _source(evidence)
        shape = shapes.get((r.type, r.symmetric, count))
        if shape is None:
            shape = shapes[r.type, r.symmetric, count] = _of_type(r.type, r.symmetric, count, mixed, schema)
        # plain sentences, nearly all, are spared three calls
        if not text.isprintable() or len(text) > 1000 or not text or "&" in text or "<" in text or ">" in text:
            told = _data("e_evidence", evidence_text(evidence)).encode()
        else:
            told = b"" if text.isspace() else b'<data key="e_evidence">%b</data>' % text.encode()
        sure = numbers.get(r.confidence)
        if sure is None:
            sure = numbers[r.confidence] = _data("e_confidence", str(round(r.confidence, 6))).encode()
        facts = _facts(evidence, columns).encode() if columns else b""
        head, of_head = ends[r.head_id]
        tail, of_tail = ends[r.tail_id]
        name = edge_id_of(of_head + shape.triple + of_tail).encode()
        pieces += (b'<edge id="', name, b'" source=', head, b" target=", tail, shape.first, sure)
        pieces += (source[0], told, shape.counted, source[1], facts, b"</edge>\n")
        if len(pieces) > _PIECES:
            yield b"".join(pieces)
            pieces.clear()
    yield b"".join(pieces)


def _source(evidence: Sequence[Evidence | Shown]) -> tuple[bytes, bytes]:
    """Status and dates, and files."""
    dated = ""
    start, end = period(evidence)
    if start:
        found = told_dates(evidence)
        dated = f"{_data('e_date', found)}{_data('e_date_start', start)}{_data('e_date_end', end)}"
    said = _data("e_status", furthest(e.status for e in evidence)) + dated
    return said.encode(), _data("e_files", _listed(sorted({e.file for e in evidence}))).encode()


def _facts(evidence: Sequence[Evidence | Shown], columns: dict[str, str]) -> str:
    """What the attributes say, the best evidence first to speak."""
    known: dict[str, str] = {}
    for e in evidence:
        for key, value in e.attributes:
            if key in columns:
                known.setdefault(columns[key], value)
    return "".join(_data(f"e_{column}", clean(value)) for column, value in sorted(known.items()))


class _Shape(NamedTuple):
    """What all edges of one type and number of sentences share.

    :ivar triple: the type as it stands in :func:`~kg.exporters.clean.edge_id_of`.
    :ivar first: further attributes of the element, and the first data in it.
    :ivar counted: how many sentences there are.
    """

    triple: bytes
    first: bytes
    counted: bytes


def _of_type(type: str, symmetric: bool, count: int, mixed: bool, schema: Schema) -> _Shape:
    name = one_line(type) or "related"
    chinese = clean(schema.relations[type].zh) if type in schema.relations else ""
    data = "".join(_data(f"e_{key}", name) for key in ("label", "interaction", "relation"))
    color = f'<data key="e_color">{relation_color(type, schema)}</data>'
    turn = f'<data key="e_symmetric">{"true" if symmetric else "false"}</data>'
    direction = ' directed="false"' if mixed and symmetric else ""
    values = f"{data}{_data('e_relation_zh', chinese)}{color}{turn}{_data('e_weight', str(count or 1))}"
    return _Shape(
        triple=f"\n{type}\n".encode("utf-8", "surrogatepass"),
        first=f" label={quoted(name)}{direction}>{values}".encode(),
        counted=_data("e_evidence_count", str(count)).encode(),
    )
