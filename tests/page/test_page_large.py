"""Large graphs: the WebGL engine behind the same page, and the overview of groups."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.exporters.html import write
from kg.exporters.page import assets
from kg.exporters.page.groups import grouped
from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Relation

NODES = 3200


@pytest.fixture(scope="module")
def large() -> KnowledgeGraph:
    """Forty parks with their firms, a few ties between parks, and some firms that nothing ties to anything."""
    chance = random.Random(7)
    parks = [Entity(id=f"park:第{i}园区", type="park", name=f"第{i}园区") for i in range(40)]
    firms = [Entity(id=f"company:第{i}厂", type="company", name=f"第{i}厂") for i in range(NODES - 40)]
    pairs = {(f, "located-in", parks[i % 40]) for i, f in enumerate(firms[:-60])}
    pairs |= {(parks[i], "invests-in", parks[(i * 7 + 1) % 40]) for i in range(40) if i != (i * 7 + 1) % 40}
    pairs |= {(a, "invests-in", b) for a, b in (chance.sample(firms[:-60], 2) for _ in range(600))}
    made = []
    for head, type, tail in sorted(pairs, key=lambda p: (p[0].id, p[1], p[2].id)):
        text = f"{head.name}与{tail.name}。"
        said = Evidence(file="a.txt", article=0, start=0, end=len(text), text=text, head=(0, len(head.name)))
        made.append(
            Relation(head=head.name, type=type, tail=tail.name, head_id=head.id, tail_id=tail.id, evidence=(said,))
        )
    return KnowledgeGraph(parks + firms, made)


@pytest.fixture(scope="module")
def whole(large: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "whole.html"
    write(large, path)
    return path


@pytest.fixture(scope="module")
def overviewed(large: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a graph of more than 30,000 nodes gets it: overview first, data packed."""
    path = tmp_path_factory.mktemp("large") / "overview.html"
    figures = assets.limits()
    saved = {key: dict(figures[key]) for key in ("engine", "data")}
    figures["engine"]["overview_from"], figures["data"]["pack_from"], figures["data"]["evidence_block"] = (
        3000,
        1000,
        500,
    )
    try:
        write(large, path)
    finally:
        for key, value in saved.items():
            figures[key].update(value)
    return path


def test_webgl_draws_and_everything_works(visit: Callable[..., Any], whole: Path, large: KnowledgeGraph) -> None:
    """Above 3,000 nodes sigma draws; search, evidence, filter, focus and the way to the overview work as ever."""
    page = visit().open(whole)
    assert page.evaluate("kgPage.engine()") == "sigma"
    # the best connected at first, all on demand
    assert page.evaluate("kgPage.counts().nodes") == 300
    assert "300" in page.inner_text("#trail")
    linked = {i for r in large.relations() for i in (r.head_id, r.tail_id)}
    least = min(linked, key=lambda i: (len(large.relations(entity=i)), i))
    page.fill("#search", least.split(":")[1])
    page.keyboard.press("Enter")
    assert page.evaluate("kgPage.counts().nodes") > 300  # what is searched for is there, with its neighbours
    page.click("#trail button:has-text('全部显示')")
    assert page.evaluate("kgPage.counts()") == {"nodes": len(large.entities), "edges": len(large.relations())}
    page.fill("#search", "第7园区")
    page.keyboard.press("Enter")
    assert page.inner_text("#details h2") == "第7园区"
    page.locator("#details button.evidence").first.click()
    page.wait_for_selector("#details .card mark.head")
    page.click("#details button[data-hops='1']")
    assert page.evaluate("kgPage.counts().nodes") == len(large.neighbors("park:第7园区")) + 1
    page.keyboard.press("Control+z")
    page.click("#legend button:has-text('投资')")
    invests = len(large.relations(type="invests-in"))
    assert page.evaluate("kgPage.counts().edges") == len(large.relations()) - invests
    page.click("#trail button:has-text('回到概览')")
    page.wait_for_timeout(200)
    assert "概览" in page.inner_text("#trail")


def test_overview_opens_on_click(visit: Callable[..., Any], overviewed: Path, large: KnowledgeGraph) -> None:
    """The overview shows a dot for each park; a click opens its members; search goes straight into a group and back."""
    page = visit().open(overviewed)
    assert "41 组" in page.inner_text("#trail")
    at, stage = page.evaluate("kgPage.screen('park:第3园区')"), page.locator("#stage").bounding_box()
    page.mouse.click(stage["x"] + at["x"], stage["y"] + at["y"])
    page.wait_for_timeout(200)
    group, _ = grouped(large)
    mine = sum(g == group["park:第3园区"] for g in group.values())
    assert page.inner_text("#details h2") == "第3园区"
    assert f"{mine} 个节点" in page.inner_text("#details")
    page.click("#trail button")
    page.fill("#search", "第77厂")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.inner_text("#details h2") == "第77厂"
    page.locator("#details button.evidence").first.click()
    page.wait_for_selector("#details .card mark.head")
    page.click("#details button[data-hops='2']")
    assert page.evaluate("kgPage.counts().nodes") == len(large.neighbors("company:第77厂", hops=2)) + 1


def test_without_webgl_the_overview_comes_first(visit: Callable[..., Any], whole: Path) -> None:
    """A browser without WebGL gets the overview, drawn by vis-network."""
    one = visit()
    one.page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest); };"
    )
    page = one.open(whole)
    assert page.evaluate("kgPage.engine()") == "vis"
    assert "概览" in page.inner_text("#trail")


def test_groups_hold_everything_once(large: KnowledgeGraph) -> None:
    """Every entity is in exactly one group, parks in their own, and what nothing ties to a park in the last one."""
    group, centres = grouped(large)
    assert set(group) == {e.id for e in large.entities}
    assert centres[-1] == ""
    assert sum(g == len(centres) - 1 for g in group.values()) == 60
    for number, key in enumerate(centres[:-1]):
        assert group[key] == number
