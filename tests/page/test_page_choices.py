"""What a person can choose: layouts, colours, sizes, pins, what is opened, filtered and left out; phones and frames."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.exporters.html import write
from kg.graph import KnowledgeGraph
from tests.page.conftest import entity
from tests.page.hands import (
    FIRM,
    PARK,
    PHONE,
    boxes,
    counts,
    dot,
    downloaded,
    overlapping,
    places,
    search,
    spots,
    state,
)


@pytest.fixture(scope="session")
def lonely_file(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town with three entities that nothing ties to anything."""
    lone = [entity("company", name, name[:2]) for name in ("孤山仪器厂", "独屿软件公司", "单溪农机站")]
    path = tmp_path_factory.mktemp("lonely") / "x.html"
    write(KnowledgeGraph([*graph.entities, *lone], graph.relations()), path)
    return path


def test_what_nothing_ties_is_not_in_the_way(
    visit: Callable[..., Any], lonely_file: Path, graph: KnowledgeGraph
) -> None:
    """Nodes without relations are left out at first; the page says so, shows them on demand, and search finds them."""
    page = visit().open(lonely_file)
    total = len(graph.entities)
    assert counts(page)[0] == total
    assert "没有关系的 3 个节点没有画出" in page.inner_text("#trail")
    search(page, "孤山")
    assert page.inner_text("#details h2") == "孤山仪器厂"
    assert counts(page)[0] == total + 1
    page.click("#undo")
    assert counts(page)[0] == total
    page.click("#trail button:has-text('全部显示')")
    assert counts(page)[0] == total + 3
    assert not page.locator("#trail").is_visible()
    page.click("#reset")
    assert counts(page)[0] == total


def test_filters_are_told_copied_and_cleared(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """A line above the picture says what is filtered; it can be copied and cleared."""
    page = visit(permissions=["clipboard-read", "clipboard-write"]).open(page_file)
    assert not page.locator("#trail").is_visible()
    page.click("#legend button:has-text('投资')")
    page.focus("#conf")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    said = page.inner_text("#trail .filtered")
    assert "不含投资" in said
    assert "可信度 ≥ 60%" in said
    page.click("#trail button:has-text('复制')")
    page.wait_for_selector("#toast:not([hidden])")
    assert page.evaluate("navigator.clipboard.readText()") in said
    page.click("#trail button:has-text('清除')")
    assert counts(page) == (len(graph.entities), len(graph.relations()))


def test_double_click_goes_from_neighbour_to_neighbour(
    visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph
) -> None:
    """A double click shows a node's neighbours alone, one on a neighbour adds that one's, Ctrl+Z takes it back."""
    page = visit().open(page_file)
    page.mouse.dblclick(*dot(page, FIRM))
    page.wait_for_timeout(300)
    one = {e.id for e in graph.neighbors(FIRM)} | {FIRM}
    assert counts(page)[0] == len(one)
    page.keyboard.press("Escape")
    page.mouse.dblclick(*dot(page, PARK))
    two = one | {e.id for e in graph.neighbors(PARK)}
    assert counts(page)[0] == len(two)
    assert len(two) > len(one)
    page.keyboard.press("Control+z")
    assert counts(page)[0] == len(one)
    page.click("#trail button:has-text('全部显示')")
    assert counts(page)[0] == len(graph.entities)


def test_pin_and_new_layout(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """A new layout moves everything but what is pinned, which cannot be dragged either; undo brings all back."""
    page = visit().open(page_file)
    before, first = spots(page, graph), places(page, graph)
    page.mouse.click(*dot(page, PARK))
    page.click("#details button.pin")
    assert state(page)["pinned"] == [PARK]
    x, y = dot(page, PARK)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert state(page)["moved"] == {}
    page.click("#picture-options")
    page.click("#relayout")
    page.wait_for_timeout(200)
    assert state(page)["arranged"]["pinned"] == [PARK]
    laid = places(page, graph)
    assert [key for key in first if laid[key] == first[key]] == [PARK]
    assert overlapping(boxes(page)) == 0
    page.click("#undo")
    page.click("#zoom-fit")
    page.wait_for_timeout(400)
    assert state(page)["arranged"] is None
    after = spots(page, graph)
    assert max(abs(after[k][i] - before[k][i]) for k in before for i in (0, 1)) < 1
    page.click("#details button.pin")
    assert state(page)["pinned"] == []


@pytest.mark.parametrize("engine", ["vis", "sigma"])
def test_the_address_brings_a_new_layout_back(
    visit: Callable[..., Any], graph: KnowledgeGraph, tmp_path: Path, engine: str
) -> None:
    """Another layout, moved by hand, laid out anew twice with a filter between: the address opens the same picture."""
    write(graph, tmp_path / "x.html", engine=engine)
    page = visit().open(tmp_path / "x.html")

    def again() -> None:
        page.click("#picture-options")
        page.click("#relayout")
        page.click("#stage", position={"x": 5, "y": 300})

    page.click("#picture-options")
    page.select_option("#choose-layout", "type")
    page.keyboard.press("Escape")
    x, y = dot(page, PARK)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.up()
    page.wait_for_function("Object.keys(kgPage.state().moved).length")
    again()
    page.click("#filter-types label >> nth=1")
    again()
    page.click("#filter-types label >> nth=1")
    page.wait_for_timeout(400)
    fragment = page.evaluate("location.hash")
    assert len(fragment) < 2000
    other = visit().open(tmp_path / "x.html", fragment)
    assert places(other, graph) == places(page, graph)
    page.click("#reset")
    assert places(other, graph) != places(page, graph)


BARE = """places => {
  const canvas = document.querySelector("#stage .engine canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const ratio = canvas.width / canvas.clientWidth;
  const alpha = ([, at]) => copy.getImageData(at.x * ratio, at.y * ratio, 1, 1).data[3];
  return Object.entries(places).filter((one) => alpha(one) < 255).map(([id]) => id);
}"""  # a dot covers what is below it, a line does not


def test_every_dot_is_painted_at_once(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """Whatever moved it - the layout, a new arrangement, undo, a filter - the next picture has every dot."""
    page = visit().open(page_file)

    def missing() -> list[str]:
        page.wait_for_timeout(150)
        found = {e.id: page.evaluate("id => kgPage.screen(id)", e.id) for e in graph.entities}
        return list(page.evaluate(BARE, found))

    assert missing() == []
    page.click("#picture-options")
    for layout in ("type", "park"):
        page.select_option("#choose-layout", layout)
        assert missing() == [], layout
    page.click("#relayout")
    assert missing() == []
    page.click("#undo")
    assert missing() == []
    page.click("#filter-types label >> nth=0")
    page.click("#filter-types label >> nth=0")
    assert missing() == []


@pytest.mark.parametrize("engine", ["vis", "sigma"])
def test_what_is_drawn_is_where_it_is_clicked(
    visit: Callable[..., Any], graph: KnowledgeGraph, tmp_path: Path, engine: str
) -> None:
    """After drags, new layouts, other colours, light and dark, undo: each dot is under its label, hidden or not."""
    write(graph, tmp_path / "x.html", engine=engine)
    page = visit().open(tmp_path / "x.html")
    assert page.evaluate("kgPage.engine()") == engine

    def agree() -> bool:
        pairs = [page.evaluate("id => kgPage.drawn(id)", one.id) for one in graph.entities]
        return all(abs(a["x"] - b["x"]) < 0.01 and abs(a["y"] - b["y"]) < 0.01 for a, b in pairs)

    x, y = dot(page, PARK)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    page.wait_for_function("Object.keys(kgPage.state().moved).length")
    assert agree()
    page.click("#theme")
    assert agree()
    page.click("#picture-options")
    page.click("#relayout")
    page.click("#picture-options")
    page.select_option("#choose-color", "park")
    assert agree()
    page.select_option("#choose-layout", "type")
    page.click("#theme")
    assert agree()
    page.click("#undo")
    page.click("#undo")
    assert agree()


def test_layouts(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """By type and by park: nodes of one kind stand together, all in sight; the address keeps the choice."""
    page = visit().open(page_file)
    for choice in ("type", "park"):
        page.click("#picture-options")
        page.select_option("#choose-layout", choice)
        page.keyboard.press("Escape")
        page.wait_for_timeout(200)
        places = spots(page, graph)
        stage = page.locator("#stage").bounding_box()
        assert all(0 < x < stage["width"] and 0 < y < stage["height"] for x, y in places.values())
        assert len(set(places.values())) == len(places)
        assert overlapping(boxes(page)) == 0
        if choice == "type":
            groups: dict[str, list[tuple[float, float]]] = {}
            for one in graph.entities:
                groups.setdefault(one.type, []).append(places[one.id])
            sides = [(min(x), min(y), max(x), max(y)) for x, y in (zip(*g, strict=True) for g in groups.values())]
            assert overlapping(sides) == 0
    page.wait_for_timeout(600)
    other = visit().open(page_file, page.evaluate("location.hash"))
    assert state(other)["layout"] == "park"
    assert other.input_value("#choose-layout") == "park"


def test_colours_and_sizes(visit: Callable[..., Any], page_file: Path) -> None:
    """Colour by the nearest park has a legend whose names open the parks; sizes change; reset brings all back."""
    page = visit().open(page_file)
    page.click("#picture-options")
    page.select_option("#choose-color", "park")
    assert page.locator("#legend .parks button").count() == 5
    svg = downloaded(page, "#export-svg").decode("utf-8")
    assert "云汀高新区" in svg
    assert 'fill="#332288"' in svg
    page.click("#legend .parks button:has-text('云汀')")
    assert page.inner_text("#details h2") == "云汀高新区"
    page.click("#picture-options")
    page.select_option("#choose-size", "same")
    page.keyboard.press("Escape")
    svg = downloaded(page, "#export-svg").decode("utf-8")
    radii = set(re.findall(r'<circle cx="[^"]+" cy="[^"]+" r="([\d.]+)" fill="[^"]+" stroke', svg))
    assert len(radii) == 1
    page.click("#reset")
    assert page.locator("#legend .parks").count() == 0
    assert page.input_value("#choose-size") == "degree"


def test_phone_shows_what_was_chosen_above_the_drawer(visit: Callable[..., Any], page_file: Path) -> None:
    """On a phone, upright or across, the chosen node stays in sight beside its open panel."""
    for size in ({"width": 390, "height": 844}, {"width": 844, "height": 390}):
        page = visit(**{**PHONE, "viewport": size}).open(page_file)
        page.touchscreen.tap(*dot(page, FIRM))
        page.wait_for_timeout(500)
        assert page.inner_text("#details h2") == FIRM.split(":")[1]
        panel = page.locator("#right").bounding_box()
        x, y = dot(page, FIRM)
        inside = panel["x"] <= x <= panel["x"] + panel["width"] and panel["y"] <= y <= panel["y"] + panel["height"]
        assert not inside
        assert 0 < x < size["width"]
        assert 0 < y < size["height"]
        page.tap("#close-right")
        page.wait_for_timeout(300)
        assert not page.locator("#details").is_visible()


def test_usual_title_changes_language(visit: Callable[..., Any], page_file: Path) -> None:
    """The usual title is told in the page's language."""
    page = visit().open(page_file)
    page.click("#lang")
    assert page.inner_text("h1").startswith("Knowledge graph")
    assert page.title().startswith("Knowledge graph")


def test_inside_a_frame_of_a_notebook(visit: Callable[..., Any], graph: KnowledgeGraph, tmp_path: Path) -> None:
    """``graph.show()`` is the whole page inside another one: it draws, opens a sentence, and logs nothing."""
    (tmp_path / "notebook.html").write_text(f"<!doctype html>{graph.show()._repr_html_()}", encoding="utf-8")
    one = visit()
    one.page.goto((tmp_path / "notebook.html").as_uri())
    frame = one.page.frame_locator("iframe")
    frame.locator('html[data-ready="true"]').wait_for(state="attached")
    frame.locator("#search").fill("澄禾")
    frame.locator("#search").press("Enter")
    frame.locator("#details button.evidence").first.click()
    frame.locator("#details .card mark.head").first.wait_for()


def test_an_empty_graph_says_so(visit: Callable[..., Any], tmp_path: Path) -> None:
    """No entity: no filter to set, one sentence in the picture's place, nothing that fails."""
    write(KnowledgeGraph((), ()), tmp_path / "x.html")
    page = visit().open(tmp_path / "x.html")
    assert "没有从文章里找到实体" in page.locator("#empty").inner_text()
    assert page.locator("#filters input").count() == 0
    page.keyboard.press("t")
    page.keyboard.press("l")
    assert "empty" in page.locator("#details").inner_text()


def test_what_is_clicked_while_the_page_still_loads_counts(visit: Callable[..., Any], page_file: Path) -> None:
    """The legend is there with the first picture; whoever clicks it before all panels are built has filtered."""
    one = visit()
    one.page.add_init_script(
        """new MutationObserver((_, self) => {
          const chip = document.querySelector("#legend .chip");
          if (chip) self.disconnect(), chip.click();
        }).observe(document, { childList: true, subtree: true });"""
    )
    page = one.open(page_file)
    assert state(page)["off"] == ["park"]
    assert page.locator("#filter-types input >> nth=0").is_checked() is False
    assert page.locator("#legend .chip >> nth=0").get_attribute("aria-pressed") == "false"
    assert counts(page)[0] == 46
