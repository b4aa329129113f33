"""pyvis' network with a page of our own: everything in one file, nothing from the network, hostile text inert."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import jinja2
from markupsafe import Markup
from pyvis.network import Network

from kg.exporters.page.assets import asset, csp, limits, palette, script_json, strings, vis_network

__all__ = ["EvidenceNetwork"]

_FIRST = ("kg-page", "kg-overview")  # what stands before the script, whatever the size


class EvidenceNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A :class:`pyvis.network.Network` that writes the page of kg.

    Nodes and edges are pyvis' own (``nodes``, ``edges``, ``get_nodes()``, ``num_edges()`` … work), filled without its
    checks, which cost O(n) for each edge. The graph is always directed; a symmetric relation has no arrow.

    :param data: what :func:`kg.exporters.page.payload.payload` gives.
    :param overview: what :func:`kg.exporters.page.groups.overview` gives, for a large graph.
    :param engine: ``vis`` or ``sigma``.
    :param language: ``zh`` or ``en``, the language that the page opens in.
    :param title: the page's title; empty for the usual one, which changes with the language.
    :param file: the file's name without extension, for what the page exports.
    """

    def __init__(
        self,
        data: dict[str, Any],
        *,
        overview: dict[str, Any] | None = None,
        engine: str = "vis",
        language: str = "zh",
        title: str = "",
        file: str = "graph",
    ) -> None:
        super().__init__(directed=True, height="100%", heading=title)
        self.data = data
        self.overview = overview
        self.engine = engine
        self.language = language
        self.file = file
        nodes, edges, types, kinds = data["nodes"], data["edges"], data["types"], data["relations"]
        self.nodes = [
            {"id": i, "label": name, "shape": "dot", "x": x, "y": y, "size": size, "color": types[type]["color"]}
            for i, (name, x, y, size, type) in enumerate(
                zip(*(nodes[k] for k in ("name", "x", "y", "size", "type")), strict=True)
            )
        ]
        self.node_ids = list(range(len(self.nodes)))
        self.node_map = dict(enumerate(self.nodes))
        self.edges = [
            {"from": s, "to": t, "label": kinds[r]["n"], "arrows": "" if kinds[r]["sym"] else "to"}
            for s, t, r in zip(edges["s"], edges["t"], edges["r"], strict=True)
        ]
        self.set_options(
            json.dumps(
                {
                    "autoResize": True,
                    # the positions are computed beforehand: nothing moves by itself
                    "physics": {"enabled": False},
                    "layout": {"improvedLayout": False},
                    "nodes": {"shape": "dot", "borderWidth": 1.5, "chosen": False, "font": {"size": 0}},
                    "edges": {
                        "smooth": False,
                        "chosen": False,
                        "selectionWidth": 0,
                        "arrows": {"to": {"scaleFactor": 0.45}},
                        "arrowStrikethrough": False,
                    },
                    "interaction": {"selectable": False, "hover": False, "dragNodes": True, "zoomSpeed": 0.7},
                }
            )
        )

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page. The arguments are pyvis' and change nothing: the page is always one file that needs no other."""
        script, style = vis_network()
        # the page's script draws the first picture by itself, before vis-network is read
        scripts = [asset("app.js"), script]
        if self.engine == "sigma":
            scripts.insert(0, asset("sigma.bundle.js"))
        styles = [style, asset("app.css")]
        environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
        table = strings()

        def translated(key: str) -> str:
            return table[key][self.language]

        blocks = [(key, kind, Markup(text)) for key, kind, text in self._blocks()]
        first = _FIRST if self._overview_first() else (*_FIRST, "kg-data")
        page = environment.from_string(asset("template.html.j2")).render(
            t=translated,
            title=self.heading or table["title"][self.language],
            titled=bool(self.heading),
            lang="en" if self.language == "en" else "zh-CN",
            # a policy, JSON and our own files: none of them holds a `<` of a document's
            policy=csp(scripts, styles),
            scripts=[Markup(s) for s in scripts],
            styles=[Markup(s) for s in styles],
            first=[b for b in blocks if b[0] in first],
            rest=[b for b in blocks if b[0] not in first],
        )
        return page

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Writes the page as UTF-8 (pyvis' own writes in the encoding of the locale)."""
        from kg.files import replacing

        with replacing(name) as out:
            out.write(self.generate_html())

    def _overview_first(self) -> bool:
        return len(self.nodes) >= limits()["engine"]["overview_from"]

    def _blocks(self) -> list[tuple[str, str, str]]:
        """The data as ``(id, media type, text)``: small graphs plain, large ones packed."""
        per_block = limits()["data"]["evidence_block"]
        page = {
            "title": self.heading,
            "lang": self.language,
            "engine": self.engine,
            "file": self.file,
            "evidenceBlock": per_block,
            "overviewFirst": self._overview_first(),
            "vis": self.options,
            "palette": palette(),
        }
        core = {key: value for key, value in self.data.items() if key != "evidence"}
        evidence = self.data["evidence"]
        parts: list[tuple[str, Any]] = [("kg-data", core)]
        parts += [
            (f"kg-evidence-{i // per_block}", evidence[i : i + per_block]) for i in range(0, len(evidence), per_block)
        ]
        texts = [(key, script_json(value)) for key, value in parts]
        pack = sum(len(text.encode("utf-8")) for _, text in texts) > limits()["data"]["pack_from"]
        blocks = [("kg-page", "application/json", script_json(page))]
        if self.overview is not None:
            blocks.append(("kg-overview", "application/json", script_json(self.overview)))
        for key, text in texts:
            if pack:
                packed = gzip.compress(text.encode("utf-8"), compresslevel=6, mtime=0)
                blocks.append((key, "text/plain", base64.b64encode(packed).decode("ascii")))
            else:
                blocks.append((key, "application/json", text))
        return blocks
