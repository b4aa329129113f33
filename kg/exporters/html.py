"""``graph.html``: the graph as a page that works by itself, with the sentence behind every relation.

One file, no network, opened by a double click. It cannot hold everything: of each relation it keeps the best sentences
(``kg/exporters/page/page.toml`` says how many), and very long names and sentences are cut. ``graph.json`` has it all.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ExportError
from kg.files import replacing
from kg.scene import scene
from kg.schema import Schema, default_schema

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["ENGINES", "LANGUAGES", "Page", "page", "show", "write"]

ENGINES = ("auto", "vis", "sigma")
LANGUAGES = ("zh", "en")


def page(
    graph: KnowledgeGraph,
    *,
    engine: str = "auto",
    language: str = "zh",
    title: str | None = None,
    file: str = "graph",
    schema: Schema | None = None,
) -> str:
    """The page as text.

    :param engine: what draws: ``vis`` (vis-network), ``sigma`` (WebGL) or ``auto``, which takes sigma above 3,000 nodes
        or 9,000 relations.
    :param language: ``zh`` or ``en``, the language that the page opens in; the reader can change it.
    :param title: the page's title; empty for the usual one.
    :param file: the name, without extension, of what the reader exports from the page.
    :param schema: the types with their labels and colours; the built-in ones by default.
    :raises ExportError: for an unknown engine or language, or where pyvis is missing.
    """
    from kg.exporters.page.assets import limits
    from kg.exporters.page.groups import grouped, overview
    from kg.exporters.page.network import EvidenceNetwork
    from kg.exporters.page.payload import clean_label, payload

    for name, value, allowed in (("engine", engine, ENGINES), ("language", language, LANGUAGES)):
        if value not in allowed:
            raise ExportError(f"unknown {name} {value!r} for the page; choose one of: {', '.join(allowed)}")
    schema = schema or default_schema()
    count, edges = len(graph.entities), len(graph.relations())
    figures = limits()["engine"]
    if engine == "auto":
        engine = "sigma" if count >= figures["sigma_from"] or edges >= figures["sigma_from_edges"] else "vis"
    places = scene(graph.entities, graph.relations(), schema=schema)
    groups, first = None, None
    if engine == "sigma" and count >= figures["sigma_from"]:
        groups, centres = grouped(graph)
        first = overview(graph, schema, groups, centres)
    network = EvidenceNetwork(
        payload(graph, schema, places, groups),
        overview=first,
        engine=engine,
        language=language,
        title=clean_label(title) if title else "",
        file=file,
    )
    return network.generate_html()


def write(
    graph: KnowledgeGraph,
    path: Path,
    *,
    engine: str = "auto",
    language: str = "zh",
    title: str | None = None,
    schema: Schema | None = None,
    **options: Any,
) -> None:
    """Writes the page of a graph; see :func:`page`.

    :raises ExportError: where the file cannot be written, or for an unknown option.
    """
    if options:
        raise ExportError(f"the page has no option {', '.join(sorted(options))}; it has: engine, language, title")
    path = Path(path)
    text = page(graph, engine=engine, language=language, title=title, file=path.stem, schema=schema)
    with replacing(path) as out:
        out.write(text)


write.suffix = ".html"  # type: ignore[attr-defined]


class Page:
    """The page inside a notebook: what the last line of a cell shows."""

    def __init__(self, text: str, height: int) -> None:
        self.text = text
        self.height = height

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.text)}" width="100%" height="{self.height}" style="border:0" '
            'sandbox="allow-scripts allow-downloads allow-modals"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<Page: {len(self.text):,} characters>"


def show(graph: KnowledgeGraph, *, height: int = 640, **options: Any) -> Page:
    """The page of a graph for a notebook.

    :param height: of the frame, in pixels.
    :param options: those of :func:`page`.
    """
    return Page(page(graph, **options), int(height))


# the graph stands a floor below: it reaches the notebook view through the registry, as it does `write`
write.show = show  # type: ignore[attr-defined]
