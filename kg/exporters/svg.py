"""``graph.svg`` and ``graph.png``: the picture for a slide, with a legend.

**What they cannot hold:** all but names, types and relations: no evidence, no dates, no aliases; names are cut after 24
characters, and the labels of small nodes are left out above 600 nodes.

Layout, sizes and colours are those of every picture of kg (:mod:`kg.scene`). Relations are told apart by colour and by
dashes. SVG names fonts that have Chinese glyphs on each system; PNG is drawn with the fonts of this machine and
needs ``resvg_py`` (``pip install 'kg-parks[png]'``) and one such font, e.g. Noto Sans CJK.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg.errors import ExportError
from kg.exporters.clean import one_line
from kg.exporters.tables import needed
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.scene import Scene, entity_color, label_width, relation_color, relation_dash, scene
from kg.schema import Schema, default_schema

__all__ = ["write_png", "write_svg"]

FONTS = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'WenQuanYi Micro Hei', 'Noto Serif CJK SC', sans-serif"
)
_LABELLED = 600
_LARGE = 14.0
_MARGIN = 30.0
_ROW = 22.0
_PIXELS = 16_000_000


def write_svg(
    graph: KnowledgeGraph,
    path: Path,
    *,
    schema: Schema | None = None,
    background: str = "#FFFFFF",
    language: str = "zh",
) -> None:
    """Write a vector picture; see the module for what is lost.

    :param background: a colour, or empty text for none.
    :param language: of the legend, ``zh`` or ``en``.
    :raises ExportError: where the file cannot be written.
    """
    with replacing(path) as out:
        out.writelines(_picture(graph, schema or default_schema(), background, language))


def write_png(
    graph: KnowledgeGraph,
    path: Path,
    *,
    schema: Schema | None = None,
    background: str = "#FFFFFF",
    language: str = "zh",
    scale: float = 2.0,
) -> None:
    """Write a picture of pixels; see the module for what is lost and needed.

    :param scale: pixels for each pixel of the layout; made smaller where the picture would be larger than 16 million.
    :raises ExportError: where ``resvg_py`` is missing or the file cannot be written.
    """
    resvg = needed("resvg_py", "png")
    schema = schema or default_schema()
    text = "".join(_picture(graph, schema, background, language))
    drawn = scene(graph.entities, graph.relations(), schema=schema)
    width, height = _extent(drawn, _legend_rows(graph, schema, language))
    scale = min(scale, (_PIXELS / (width * height)) ** 0.5)
    try:
        data = bytes(resvg.svg_to_bytes(svg_string=text, width=max(1, round(width * scale))))
    except (ValueError, RuntimeError) as error:
        raise ExportError(f"{path}: the picture cannot be drawn: {error}; write svg instead") from error
    with replacing(path, binary=True) as out:
        out.write(data)


write_svg.suffix = ".svg"  # type: ignore[attr-defined]
write_png.suffix = ".png"  # type: ignore[attr-defined]


def _legend_rows(graph: KnowledgeGraph, schema: Schema, language: str) -> list[tuple[str, str, str, tuple[int, ...]]]:
    """``(kind, name, colour, dashes)`` of each type that the graph has, in the order of the schema."""
    rows: list[tuple[str, str, str, tuple[int, ...]]] = []
    found = {e.type for e in graph}
    for type in [t for t in schema.entities if t in found] + sorted(found - schema.entities.keys()):
        known = schema.entities.get(type)
        name = (known.en if language == "en" else known.zh) if known else type
        rows.append(("node", one_line(name)[:20], entity_color(type, schema), ()))
    bound = {r.type for r in graph.relations()}
    for type in [t for t in schema.relations if t in bound] + sorted(bound - schema.relations.keys()):
        edge = schema.relations.get(type)
        name = (edge.en if language == "en" else edge.zh) if edge else type
        rows.append(("edge", one_line(name)[:20], relation_color(type, schema), relation_dash(type, schema)))
    return rows


def _extent(drawn: Scene, rows: list[tuple[str, str, str, tuple[int, ...]]]) -> tuple[float, float]:
    left, top, right, bottom = drawn.box
    wide = max((60 + 14 * label_width(name) for _, name, _, _ in rows), default=0)
    return (
        round(right - left + wide + 3 * _MARGIN, 2),
        round(max(bottom - top, _ROW * len(rows)) + 2 * _MARGIN, 2),
    )


def _picture(graph: KnowledgeGraph, schema: Schema, background: str, language: str) -> Iterator[str]:
    relations = graph.relations()
    drawn = scene(graph.entities, relations, schema=schema)
    rows = _legend_rows(graph, schema, language)
    width, height = _extent(drawn, rows)
    left, top, right, _ = drawn.box
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
    yield f"font-family={quoteattr(FONTS)}>\n<title>{len(graph)} entities, {len(relations)} relations</title>\n"
    if background:
        yield f'<rect width="100%" height="100%" fill={quoteattr(background)}/>\n'
    yield from _markers(graph, schema)
    yield f'<g transform="translate({round(_MARGIN - left, 2)} {round(_MARGIN - top, 2)})">\n'
    yield '<g fill="none" stroke-width="1.3" stroke-opacity="0.75">\n'
    yield from _lines(graph, drawn, schema)
    yield '</g>\n<g stroke="#FFFFFF" stroke-width="1.5">\n'
    for x, y, size, color in zip(drawn.x, drawn.y, drawn.size, drawn.color, strict=True):
        yield f'<circle cx="{x}" cy="{y}" r="{size}" fill="{color}"/>\n'
    yield '</g>\n<g text-anchor="middle" fill="#222222" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" '
    yield 'paint-order="stroke">\n'
    for x, y, size, font, label in zip(drawn.x, drawn.y, drawn.size, drawn.font, drawn.label, strict=True):
        if len(drawn.ids) <= _LABELLED or size >= _LARGE:
            yield f'<text x="{x}" y="{round(y + size + font, 2)}" font-size="{font}">{escape(label)}</text>\n'
    yield "</g>\n</g>\n"
    yield from _legend(rows, right - left + 2 * _MARGIN)
    yield "</svg>\n"


def _markers(graph: KnowledgeGraph, schema: Schema) -> Iterator[str]:
    colors = sorted({relation_color(r.type, schema) for r in graph.relations() if not r.symmetric})
    yield "<defs>\n"
    for color in colors:
        yield (
            f'<marker id="a{color[1:]}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 8 4 0 7.2z" fill="{color}"/></marker>\n'
        )
    yield "</defs>\n"


def _lines(graph: KnowledgeGraph, drawn: Scene, schema: Schema) -> Iterator[str]:
    """One line for each relation; those between the same two nodes bend apart."""
    rank = {key: i for i, key in enumerate(drawn.ids)}
    beside: dict[frozenset[str], int] = {}
    for r in graph.relations():
        pair = frozenset((r.head_id, r.tail_id))
        turn = beside[pair] = beside.get(pair, -1) + 1
        color = relation_color(r.type, schema)
        dash = relation_dash(r.type, schema)
        style = f'stroke="{color}"' + (f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else "")
        if not r.symmetric:
            style += f' marker-end="url(#a{color[1:]})"'
        i, j = rank[r.head_id], rank[r.tail_id]
        x, y, size = drawn.x[i], drawn.y[i], drawn.size[i]
        if i == j:
            reach = size + 14 + 6 * turn
            yield f'<path {style} d="M{x} {y} m{-size} 0 c{-reach} {-reach} {reach} {-reach} {size} {-size}"/>\n'
            continue
        dx, dy = drawn.x[j] - x, drawn.y[j] - y
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        ux, uy = dx / length, dy / length
        bend = (0, 1, -1, 2, -2, 3, -3)[turn % 7] * 16 * (1 if r.head_id < r.tail_id else -1)
        ends = (x + ux * size, y + uy * size, drawn.x[j] - ux * drawn.size[j], drawn.y[j] - uy * drawn.size[j])
        ax, ay, bx, by = (round(v, 2) for v in ends)
        mx, my = round((ax + bx) / 2 - uy * 2 * bend, 2), round((ay + by) / 2 + ux * 2 * bend, 2)
        yield f'<path {style} d="M{ax} {ay} {f"Q{mx} {my} " if bend else "L"}{bx} {by}"/>\n'


def _legend(rows: list[tuple[str, str, str, tuple[int, ...]]], x: float) -> Iterator[str]:
    yield f'<g transform="translate({round(x, 2)} {_MARGIN})" font-size="14" fill="#222222">\n'
    for number, (kind, name, color, dash) in enumerate(rows):
        y = round(number * _ROW + _ROW / 2, 2)
        if kind == "node":
            yield f'<circle cx="20" cy="{y}" r="7" fill="{color}"/>'
        else:
            stroke = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
            yield f'<path d="M0 {y}H40" stroke="{color}" stroke-width="2"{stroke}/>'
        yield f'<text x="50" y="{y + 5}">{escape(name)}</text>\n'
    yield "</g>\n"
