"""What the page's tests do and look at again and again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.graph import KnowledgeGraph

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
FIRM = "company:澄禾生物科技有限公司"
PARK = "park:云汀高新区"


def state(page: Any) -> dict[str, Any]:
    return dict(page.evaluate("kgPage.state()"))


def counts(page: Any) -> tuple[int, int]:
    found = page.evaluate("kgPage.counts()")
    return found["nodes"], found["edges"]


def search(page: Any, text: str) -> None:
    page.fill("#search", text)
    page.keyboard.press("Enter")
    page.wait_for_timeout(450)


def boxes(page: Any) -> list[tuple[float, float, float, float]]:
    return [tuple(label["box"]) for label in page.evaluate("kgPage.labels()")]


def overlapping(found: list[tuple[float, float, float, float]]) -> int:
    return sum(
        a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 1 and b[1] < a[3] - 1
        for i, a in enumerate(found)
        for b in found[:i]
    )


def dot(page: Any, id: str) -> tuple[float, float]:
    """Where a node is on the screen."""
    at, stage = page.evaluate("id => kgPage.screen(id)", id), page.locator("#stage").bounding_box()
    return stage["x"] + at["x"], stage["y"] + at["y"]


def spots(page: Any, graph: KnowledgeGraph) -> dict[str, tuple[float, float]]:
    """Where all nodes are, in the picture's own lengths, from a node that never moves."""
    found = {e.id: page.evaluate("id => kgPage.screen(id)", e.id) for e in graph.entities}
    return {key: (round(at["x"], 1), round(at["y"], 1)) for key, at in found.items()}


def places(page: Any, graph: KnowledgeGraph) -> dict[str, tuple[float, float]]:
    """Where all nodes stand in the picture, whatever the camera."""
    found = {e.id: page.evaluate("id => kgPage.drawn(id)[1]", e.id) for e in graph.entities}
    return {key: (round(at["x"], 3), round(at["y"], 3)) for key, at in found.items()}


def downloaded(page: Any, button: str) -> bytes:
    page.click("#export")
    with page.expect_download() as waiting:
        page.click(button)
    return Path(waiting.value.path()).read_bytes()
