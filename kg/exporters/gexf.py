"""``graph.gexf``: GEXF 1.3 for Gephi and Gephi Lite, with a timeline, lists, and edges with and without direction.

**What it cannot hold:** offsets and the places of mentions, the reasons of merges, evidence beyond 2,000 characters a
relation, parts of dates (``2023`` becomes the whole year on the timeline; the words found stay in ``date``), the
characters that :mod:`kg.exporters.clean` leaves out.

:func:`write` states the direction of each edge, which networkx does not read; :func:`write_directed` (format
``gexf-directed``) states one direction for all, which it does. The timeline is there when any relation is dated;
undated ones stay visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from kg.exporters.clean import (
    EVIDENCE_LIMIT,
    Ends,
    NodeIds,
    batched,
    clean,
    edge_id_of,
    evidence_text,
    last_date,
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
from kg.written import Shown, encode, shown

__all__ = ["write", "write_directed"]

_NODE = {"name": "string", "type": "string", "type_zh": "string", "aliases": "liststring", "files": "liststring",
         "mentions": "integer"}  # fmt: skip
_EDGE = {"relation": "string", "relation_zh": "string", "symmetric": "boolean", "confidence": "double",
         "status": "string", "date": "string", "date_start": "string", "date_end": "string", "evidence": "string",
         "evidence_count": "integer", "files": "liststring"}  # fmt: skip
_KEPT = 20_000
_PIECES = 7_500  # of text that are written together: 500 edges


def write(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write a graph for Gephi: symmetric relations have no direction; see the module for what is lost.

    :raises ExportError: where the file cannot be written.
    """
    with replacing(path, binary=True) as out:
        out.writelines(_document(graph, schema or default_schema(), True))


def write_directed(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write a graph for networkx: every edge is directed, symmetric ones say so in ``symmetric``.

    :raises ExportError: where the file cannot be written.
    """
    with replacing(path, binary=True) as out:
        out.writelines(_document(graph, schema or default_schema(), False))


write.suffix = ".gexf"  # type: ignore[attr-defined]
write_directed.suffix = ".directed.gexf"  # type: ignore[attr-defined]


def _document(graph: KnowledgeGraph, schema: Schema, mixed: bool) -> Iterator[bytes]:
    relations = graph.relations()
    ids = NodeIds(graph)
    yield from batched(_head(graph, relations, mixed))
    yield from batched(_nodes(graph, relations, schema, ids))
    yield b"</nodes>\n<edges>\n"
    yield from _edges(relations, schema, ids, mixed)
    yield b"</edges>\n</graph>\n</gexf>\n"


def _head(graph: KnowledgeGraph, relations: list[Relation], mixed: bool) -> Iterator[str]:
    last = last_date(relations)
    title = f"{len(graph)} entities, {len(relations)} relations from {len(graph.files)} files"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    # the date of the newest source, or that of GEXF 1.3: the same graph gives the same bytes
    yield f'<meta lastmodifieddate="{last or "2022-01-01"}"><creator>kg</creator><title>{escape(title)}</title>'
    yield f"<description>{escape(title)}; every relation quotes its sentence</description></meta>\n"
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if last else 'mode="static"'
    turn = "" if mixed else ' defaultedgetype="directed"'
    yield f'<graph {mode} idtype="string"{turn}>\n'
    for kind, table in (("node", _NODE), ("edge", _EDGE)):
        yield f'<attributes class="{kind}" mode="static">'
        yield from (f'<attribute id="{n}" title="{n}" type="{t}"/>' for n, t in table.items())
        yield "</attributes>\n"
    yield "<nodes>\n"


def _value(name: str, text: str) -> str:
    return f'<attvalue for="{name}" value={quoted(text)}/>' if text and not text.isspace() else ""


def _list(texts: tuple[str, ...]) -> str:
    kept = [t for t in map(one_line, texts) if t]
    return encode(kept) if kept else ""


def _color(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _nodes(graph: KnowledgeGraph, relations: list[Relation], schema: Schema, ids: NodeIds) -> Iterator[str]:
    drawn = scene(graph.entities, relations, schema=schema).for_gephi()
    typed: dict[str, tuple[str, str]] = {}
    for e, x, y, size, color in zip(graph, drawn.x, drawn.y, drawn.size, drawn.color, strict=True):
        label = one_line(e.name) or ids[e.id]
        if e.type not in typed:
            chinese = clean(schema.entities[e.type].zh) if e.type in schema.entities else ""
            typed[e.type] = f"{_value('type', one_line(e.type))}{_value('type_zh', chinese)}", _color(color)
        kind, paint = typed[e.type]
        yield (
            f"<node id={quoted(ids[e.id])} label={quoted(label)}><attvalues>{_value('name', label)}"
            f"{kind}{_value('aliases', _list(e.aliases))}{_value('files', _list(e.files))}"
            f'<attvalue for="mentions" value="{e.mentions}"/></attvalues>'
            f'<viz:size value="{size}"/><viz:position x="{x}" y="{y}" z="0"/>{paint}</node>\n'
        )


def _edges(relations: list[Relation], schema: Schema, ids: NodeIds, mixed: bool) -> Iterator[bytes]:
    """In pieces of some hundred edges, as bytes: ASCII beside Chinese takes twice the room as text."""
    ends, shapes = Ends(ids), dict[tuple[str, bool, int], _Shape]()
    # a million edges share few sources: what one sentence's source gives is made once
    sources: dict[tuple[str, str, str, str], tuple[bytes, bytes, bytes]] = {}
    numbers: dict[float, bytes] = {}
    pieces: list[bytes] = []
    for r in relations:
        evidence = shown(r)
        count = len(evidence)
        if count == 1:
            e = evidence[0]
            key = (e.status, e.date, e.date_text, e.file)
            source = sources.get(key)
            if source is None:
                if len(sources) > _KEPT:
                    sources.clear()
                source = sources[key] = _source(evidence)
            text = e.text
        else:
            source, text = _source(evidence), ""
        shape = shapes.get((r.type, r.symmetric, count))
        if shape is None:
            shape = shapes[r.type, r.symmetric, count] = _of_type(r.type, r.symmetric, count, mixed, schema)
        # plain sentences, nearly all, are spared three calls
        marked = "&" in text or "<" in text or ">" in text or '"' in text
        if text.isprintable() and 0 < len(text) <= EVIDENCE_LIMIT and not marked and not text.isspace():
            told = b'<attvalue for="evidence" value="%b"/>' % text.encode()
        else:
            told = _value("evidence", evidence_text(evidence)).encode()
        sure = numbers.get(r.confidence)
        if sure is None:
            sure = numbers[r.confidence] = _value("confidence", str(round(r.confidence, 6))).encode()
        head, of_head = ends[r.head_id]
        tail, of_tail = ends[r.tail_id]
        name = edge_id_of(of_head + shape.triple + of_tail).encode()
        pieces += (b'<edge id="', name, b'" source=', head, b" target=", tail, shape.element, source[0])
        pieces += (shape.first, sure, source[1], told, shape.counted, source[2], shape.end)
        if len(pieces) > _PIECES:
            yield b"".join(pieces)
            pieces.clear()
    yield b"".join(pieces)


def _source(evidence: Sequence[Evidence | Shown]) -> tuple[bytes, bytes, bytes]:
    """The span as attributes of the element; status and dates; files."""
    start, end = period(evidence)
    found = told_dates(evidence)
    told = f"{_value('date', found)}{_value('date_start', start)}{_value('date_end', end)}"
    span = f' start="{start}" end="{end}"' if start else ""
    status, files = furthest(e.status for e in evidence), tuple(sorted({e.file for e in evidence}))
    return span.encode(), (_value("status", status) + told).encode(), _value("files", _list(files)).encode()


class _Shape(NamedTuple):
    """What all edges of one type and number of sentences share.

    :ivar triple: the type as it stands in :func:`~kg.exporters.clean.edge_id_of`.
    :ivar element: attributes of the element, before its span.
    :ivar first: the end of its tag, and the first values.
    :ivar counted: how many sentences there are.
    :ivar end: the colour and the element's end.
    """

    triple: bytes
    element: bytes
    first: bytes
    counted: bytes
    end: bytes


def _of_type(type: str, symmetric: bool, count: int, mixed: bool, schema: Schema) -> _Shape:
    name = one_line(type) or "related"
    chinese = clean(schema.relations[type].zh) if type in schema.relations else ""
    turn = f'type="{"undirected" if symmetric else "directed"}" ' if mixed else ""
    truth = _value("symmetric", "true" if symmetric else "false")
    values = f"{_value('relation', name)}{_value('relation_zh', chinese)}{truth}"
    return _Shape(
        triple=f"\n{type}\n".encode("utf-8", "surrogatepass"),
        element=f' {turn}label={quoted(name)} kind={quoted(name)} weight="{count or 1}"'.encode(),
        first=f"><attvalues>{values}".encode(),
        counted=_value("evidence_count", str(count)).encode(),
        end=f"</attvalues>{_color(relation_color(type, schema))}</edge>\n".encode(),
    )
