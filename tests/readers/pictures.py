"""Programs that draw or parse the picture, and readers of JSON."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import islice
from pathlib import Path

from kg.exporters import svg
from tests.readers.graph import (
    CHROMIUM,
    GRAPH,
    SCHEMA,
    chromium,
    colors,
    library,
    same,
)


def json_kg(folder: Path) -> str:
    import kg

    read = kg.load(folder / "graph.json")
    same(read == GRAPH, True)
    return f"{len(read)} · {len(read.relations())} · {sum(len(r.evidence) for r in read.relations())}"


def json_jsonschema(folder: Path) -> str:
    data = json.loads((folder / "graph.json").read_bytes())
    schema = json.loads(files("kg").joinpath("data/graph.schema.json").read_text(encoding="utf-8"))
    library("jsonschema").validate(data, schema)
    return f"{len(data['entities'])} · {len(data['relations'])} · {sum(len(r['evidence']) for r in data['relations'])}"


def _svg_counts(circles: int, lines: int) -> str:
    """Without those of the legend."""
    return f"{circles - len({e.type for e in GRAPH})} · {lines - len({r.type for r in GRAPH.relations()})}"


def svg_chromium(folder: Path) -> str:
    with chromium() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto((folder / "graph.svg").as_uri())
        seen = page.evaluate(
            """() => ({ circles: document.querySelectorAll("circle").length,
                        lines: document.querySelectorAll("path:not(marker path)").length,
                        drawn: [...document.querySelectorAll("text")].filter(t => t.textContent.includes("高新区"))
                               .map(t => t.getBBox().width / parseFloat(getComputedStyle(t).fontSize)) })"""
        )
        browser.close()
    # five characters as wide as five squares: Chinese glyphs, and no boxes of another width
    same([round(width) for width in seen["drawn"][:1]], [5])
    return _svg_counts(seen["circles"], seen["lines"])


def svg_lxml(folder: Path) -> str:
    root = library("lxml.etree").parse(folder / "graph.svg").getroot()
    ns = {"s": "http://www.w3.org/2000/svg"}
    return _svg_counts(
        len(root.findall(".//s:circle", ns)), len(root.xpath("//s:path[not(parent::s:marker)]", namespaces=ns))
    )


def pixels() -> str:
    """Width and height of the PNG: twice those of the vector picture."""
    head = "".join(islice(svg._picture(GRAPH, SCHEMA, "#FFFFFF", "zh"), 4))
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', head)
    assert found
    return " × ".join(str(round(2 * float(number))) for number in found.groups())


def png_pillow(folder: Path) -> str:
    image = library("PIL.Image").open(folder / "graph.png").convert("RGB")
    seen = {f"#{r:02X}{g:02X}{b:02X}" for _, (r, g, b) in image.getcolors(1 << 24)}
    wanted = set(colors().values())
    same(wanted - seen, set())
    return f"{image.width} × {image.height}"
