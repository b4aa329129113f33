"""``graph.gexf``: GEXF 1.3 for Gephi and Gephi Lite, with a timeline, lists, and edges with and without direction.

**What it cannot hold:** offsets and the places of mentions, the reasons of merges, evidence beyond 2,000 characters a
relation, parts of dates (``2023`` becomes the whole year on the timeline; the words found stay in ``date``), the
characters that :mod:`kg.exporters.clean` leaves out.

:func:`write` states the direction of each edge, which networkx does not read; :func:`write_directed` (format
``gexf-directed``) states one direction for all, which it does. The timeline is there when any relation is dated;
undated ones stay visible.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg.exporters.clean import NodeIds, clean, edge_id, evidence_text, last_date, one_line, period
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.model import Relation
from kg.scene import relation_color, scene
from kg.schema import Schema, default_schema

__all__ = ["write", "write_directed"]

_NODE = {"name": "string", "type": "string", "type_zh": "string", "aliases": "liststring", "files": "liststring",
         "mentions": "integer"}  # fmt: skip
_EDGE = {"relation": "string", "relation_zh": "string", "symmetric": "boolean", "confidence": "double",
         "status": "string", "date": "string", "date_start": "string", "date_end": "string", "evidence": "string",
         "evidence_count": "integer", "files": "liststring"}  # fmt: skip


def write(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write a graph for Gephi: symmetric relations have no direction; see the module for what is lost.

    :raises ExportError: where the file cannot be written.
    """
    with replacing(path) as out:
        out.writelines(_document(graph, schema or default_schema(), True))


def write_directed(graph: KnowledgeGraph, path: Path, *, schema: Schema | None = None) -> None:
    """Write a graph for networkx: every edge is directed, symmetric ones say so in ``symmetric``.

    :raises ExportError: where the file cannot be written.
    """
    with replacing(path) as out:
        out.writelines(_document(graph, schema or default_schema(), False))


write.suffix = ".gexf"  # type: ignore[attr-defined]
write_directed.suffix = ".directed.gexf"  # type: ignore[attr-defined]


def _document(graph: KnowledgeGraph, schema: Schema, mixed: bool) -> Iterator[str]:
    relations = graph.relations()
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
    ids = NodeIds(graph)
    yield "<nodes>\n"
    yield from _nodes(graph, relations, schema, ids)
    yield "</nodes>\n<edges>\n"
    yield from _edges(relations, schema, ids, mixed)
    yield "</edges>\n</graph>\n</gexf>\n"


def _value(name: str, text: str) -> str:
    return f'<attvalue for="{name}" value={quoteattr(text)}/>' if text and not text.isspace() else ""


def _list(texts: tuple[str, ...]) -> str:
    kept = [t for t in map(one_line, texts) if t]
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def _color(color: str) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _nodes(graph: KnowledgeGraph, relations: list[Relation], schema: Schema, ids: NodeIds) -> Iterator[str]:
    drawn = scene(graph.entities, relations, schema=schema).for_gephi()
    for e, x, y, size, color in zip(graph, drawn.x, drawn.y, drawn.size, drawn.color, strict=True):
        label = one_line(e.name) or ids[e.id]
        chinese = clean(schema.entities[e.type].zh) if e.type in schema.entities else ""
        yield (
            f"<node id={quoteattr(ids[e.id])} label={quoteattr(label)}><attvalues>{_value('name', label)}"
            f"{_value('type', one_line(e.type))}{_value('type_zh', chinese)}{_value('aliases', _list(e.aliases))}"
            f"{_value('files', _list(e.files))}{_value('mentions', str(len(e.occurrences)))}</attvalues>"
            f'<viz:size value="{size}"/><viz:position x="{x}" y="{y}" z="0"/>{_color(color)}</node>\n'
        )


def _edges(relations: list[Relation], schema: Schema, ids: NodeIds, mixed: bool) -> Iterator[str]:
    for r in relations:
        name = one_line(r.type) or "related"
        chinese = clean(schema.relations[r.type].zh) if r.type in schema.relations else ""
        start, end = period(r)
        found = "; ".join(dict.fromkeys(one_line(e.date_text or e.date) for e in r.evidence if e.date))
        span = f' start="{start}" end="{end}"' if start else ""
        turn = f' type="{"undirected" if r.symmetric else "directed"}"' if mixed else ""
        yield (
            f'<edge id="{edge_id(r)}" source={quoteattr(ids[r.head_id])} target={quoteattr(ids[r.tail_id])}{turn} '
            f"label={quoteattr(name)} kind={quoteattr(name)} weight=\"{max(1, len(r.evidence))}\"{span}><attvalues>"
            f"{_value('relation', name)}{_value('relation_zh', chinese)}"
            f"{_value('symmetric', 'true' if r.symmetric else 'false')}"
            f"{_value('confidence', str(round(r.confidence, 6)))}{_value('status', one_line(r.status))}"
            f"{_value('date', found)}{_value('date_start', start)}{_value('date_end', end)}"
            f"{_value('evidence', evidence_text(r))}{_value('evidence_count', str(len(r.evidence)))}"
            f"{_value('files', _list(r.files))}</attvalues>{_color(relation_color(r.type, schema))}</edge>\n"
        )
