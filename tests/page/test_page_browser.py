"""The page driven as a person drives it: every feature of the page in a real browser without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.graph import KnowledgeGraph
from tests.page.hands import FIRM, PARK, PHONE, boxes, counts, overlapping, search, state


@pytest.mark.parametrize("look", ["wide", "phone"])
def test_no_two_labels_overlap_at_any_zoom(visit: Callable[..., Any], page_file: Path, look: str) -> None:
    """Labels are many at the start, never cover each other, and stay one size when the picture is zoomed."""
    page = visit(**(PHONE if look == "phone" else {})).open(page_file)
    assert len(boxes(page)) >= (30 if look == "wide" else 14)
    for _ in range(4):
        assert overlapping(boxes(page)) == 0
        fonts = [label["font"] for label in page.evaluate("kgPage.labels()")]
        assert min(fonts, default=12) >= 12
        page.click("#zoom-in")
        page.wait_for_timeout(400)


def test_start_view_shows_everything(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """At the start all nodes are inside the picture, above the legend."""
    page = visit().open(page_file)
    stage, legend = page.locator("#stage").bounding_box(), page.locator("#legend").bounding_box()
    for one in graph.entities:
        at = page.evaluate("id => kgPage.screen(id)", one.id)
        assert 0 < at["x"] < stage["width"]
        assert 0 < at["y"] < legend["y"] - stage["y"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("澄禾生物科技有限公司", FIRM, id="name"),
        pytest.param("澄禾生物", FIRM, id="other-name"),
        pytest.param("ytgxq", PARK, id="pinyin-initials"),
        pytest.param("理工", "university:云汀理工大学", id="part"),
    ],
)
def test_search_finds(visit: Callable[..., Any], page_file: Path, typed: str, found: str) -> None:
    """Typing and Enter select the node, show it, and open its panel."""
    page = visit().open(page_file)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_timeout(450)
    assert state(page)["select"] == {"node": found}
    assert page.inner_text("#details h2") == found.split(":")[1]
    at, stage = page.evaluate("id => kgPage.screen(id)", found), page.locator("#stage").bounding_box()
    assert 0 < at["x"] < stage["width"]
    assert 0 < at["y"] < stage["height"]


def test_search_by_arrows_and_without_result(visit: Callable[..., Any], page_file: Path) -> None:
    """Arrows choose among the hits; a search without result says so."""
    page = visit().open(page_file)
    page.fill("#search", "高新区")
    first = page.inner_text("#search-list [aria-selected=true] .name")
    page.keyboard.press("ArrowDown")
    second = page.inner_text("#search-list [aria-selected=true] .name")
    assert first != second
    page.keyboard.press("Enter")
    assert page.inner_text("#details h2") == second
    page.fill("#search", "不存在的名字")
    assert "没有找到" in page.inner_text("#search-list")


def test_click_goes_from_node_to_sentence_in_two_clicks(visit: Callable[..., Any], page_file: Path) -> None:
    """A click on a dot opens the node; a click on the evidence button shows the marked sentence with its source."""
    page = visit().open(page_file)
    stage = page.locator("#stage").bounding_box()
    at = page.evaluate("id => kgPage.screen(id)", FIRM)
    page.mouse.click(stage["x"] + at["x"], stage["y"] + at["y"])
    assert page.inner_text("#details h2") == "澄禾生物科技有限公司"
    page.click("#details section:has-text('位于') button.evidence")
    card = page.locator("#details .card").first
    assert card.locator("mark.head").inner_text() == "澄禾生物科技有限公司"
    assert card.locator("mark.tail").inner_text() == "云汀高新区"
    assert card.locator("mark.trigger").inner_text() == "落户"
    assert re.search(r"新闻/\d+\.txt · 第 \d 篇 · 字符 \d+–\d+", card.inner_text())


def test_click_on_a_line_opens_the_relation(visit: Callable[..., Any], page_file: Path) -> None:
    """A click in the middle of a single line opens its evidence; the tip names it beforehand."""
    page = visit().open(page_file)
    a, b = "institute:云汀生物中试平台", "university:云汀理工大学"
    search(page, "云汀生物中试平台")
    page.keyboard.press("Escape")
    stage = page.locator("#stage").bounding_box()
    one, two = (page.evaluate("id => kgPage.screen(id)", i) for i in (a, b))
    x, y = stage["x"] + (one["x"] + two["x"]) / 2, stage["y"] + (one["y"] + two["y"]) / 2
    page.mouse.move(x, y)
    page.wait_for_selector("#tip:not([hidden])")
    assert "云汀生物中试平台" in page.inner_text("#tip")
    page.mouse.click(x, y)
    assert page.inner_text("#details h2") == "云汀生物中试平台 隶属 云汀理工大学"
    page.wait_for_selector("#details .card mark.trigger")


def test_parallel_relations_are_apart(visit: Callable[..., Any], page_file: Path) -> None:
    """Two relations of one pair are two lines: the middle between the dots is nobody's, each side is one's."""
    page = visit().open(page_file)
    search(page, "澄禾生物")
    page.keyboard.press("Escape")
    stage = page.locator("#stage").bounding_box()
    one, two = (page.evaluate("id => kgPage.screen(id)", i) for i in (FIRM, "company:锦溪云脑科技有限公司"))
    found = set()
    (ax, ay), (bx, by) = (one["x"], one["y"]), (two["x"], two["y"])
    length = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
    for step in range(-30, 31, 3):
        x = (ax + bx) / 2 + (by - ay) / length * step
        y = (ay + by) / 2 - (bx - ax) / length * step
        page.mouse.click(stage["x"] + x, stage["y"] + y)
        selected = state(page)["select"]
        if selected and "edge" in selected:
            found.add(tuple(selected["edge"]))
    between = {e[1] for e in found if {e[0], e[2]} == {FIRM, "company:锦溪云脑科技有限公司"}}
    assert between == {"invests-in", "partners"}


def test_filters_change_counts(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """Unticking a type or a relation takes exactly its own away; the counters and the screen reader's text follow."""
    page = visit().open(page_file)
    total = (len(graph.entities), len(graph.relations()))
    assert counts(page) == total
    page.click("#filter-relations label:has-text('投资')")
    invests = len(graph.relations(type="invests-in"))
    assert counts(page) == (total[0], total[1] - invests)
    assert f"{total[1] - invests} / {total[1]} 条关系" in page.inner_text("#counters")
    assert f"{total[1] - invests} / {total[1]} 条关系" in page.inner_text("#live")
    page.click("#filter-types label:has-text('企业')")
    firms = [e for e in graph.entities if e.type == "company"]
    ends = {r: {r.head_id.split(":")[0], r.tail_id.split(":")[0]} for r in graph.relations()}
    left = [r for r, types in ends.items() if r.type != "invests-in" and "company" not in types]
    assert counts(page) == (total[0] - len(firms), len(left))
    page.click("#reset")
    assert counts(page) == total


def test_confidence_and_date_sliders(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """The sliders keep what the graph's own query keeps."""
    page = visit().open(page_file)
    page.focus("#conf")
    for _ in range(16):
        page.keyboard.press("ArrowRight")
    assert state(page)["conf"] == 80
    assert counts(page)[1] == len(graph.relations(min_confidence=0.8))
    page.click("#reset")
    page.click("#undated")
    dated = [r for r in graph.relations() if r.dates]
    assert counts(page)[1] == len(dated)
    page.focus("#since")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    since = state(page)["since"]
    assert since == "2023-01"
    assert counts(page)[1] == sum(any(d >= since for d in r.dates) for r in dated)


def test_legend_toggles(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """A click on a sign of the legend hides its kind and a second one shows it again."""
    page = visit().open(page_file)
    chip = page.locator("#legend button", has_text="园区")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    assert counts(page)[0] == len(graph.entities) - sum(e.type == "park" for e in graph.entities)
    chip.click()
    assert counts(page)[0] == len(graph.entities)


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_focus(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph, hops: int) -> None:
    """Focus shows the same nodes as the graph's own neighbourhood."""
    page = visit().open(page_file)
    search(page, "澄禾生物")
    page.click(f"#details button[data-hops='{hops}']")
    assert counts(page)[0] == len(graph.neighbors(FIRM, hops=hops)) + 1


def test_path_is_told_in_sentences(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """Two nodes chosen by typing: ways as short as the graph's own, in sentences, each with its evidence."""
    page = visit().open(page_file)
    page.keyboard.press("p")
    page.keyboard.type("澄江合伙人")
    page.keyboard.press("Enter")
    page.fill("#path-b", "雁谷风能")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    shortest = graph.paths("澄江合伙人行动", "雁谷风能", max_hops=8)[0]
    assert page.locator(".path").count() >= 1
    assert page.locator(".path").first.locator("li").count() == len(shortest)
    assert page.locator(".path").count() <= 3
    assert "澄江合伙人行动" in page.locator(".path li").first.inner_text()
    page.locator(".path li button.evidence").first.click()
    page.wait_for_selector(".path .card mark")
    page.select_option("#path-by", "certain")
    assert state(page)["path"]["by"] == "certain"
    page.click("#legend button:has-text('实施')")
    assert "不相连" in page.inner_text("#path .summary")


def test_undo_and_redo(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """Filtering, hiding and moving can be taken back and done again, by key and by button."""
    page = visit().open(page_file)
    total = len(graph.entities)
    search(page, "澄禾生物")
    page.click("#details button:has-text('隐藏')")
    assert counts(page)[0] == total - 1
    page.click("#legend button:has-text('高校')")
    page.keyboard.press("Control+z")
    assert counts(page)[0] == total - 1
    page.click("#undo")
    assert counts(page)[0] == total
    page.keyboard.press("Control+y")
    assert counts(page)[0] == total - 1
    page.click("#undo")
    page.click("#zoom-fit")
    page.wait_for_timeout(450)
    before, stage = page.evaluate("id => kgPage.screen(id)", PARK), page.locator("#stage").bounding_box()
    x, y = stage["x"] + before["x"], stage["y"] + before["y"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    page.wait_for_function("Object.keys(kgPage.state().moved).length")
    after = page.evaluate("id => kgPage.screen(id)", PARK)
    assert abs(after["x"] - before["x"]) > 30
    assert list(state(page)["moved"]) == [PARK]
    page.click("#undo")
    back = page.evaluate("id => kgPage.screen(id)", PARK)
    assert abs(back["x"] - before["x"]) < 1
    assert abs(back["y"] - before["y"]) < 1


def test_the_address_brings_everything_back(visit: Callable[..., Any], page_file: Path) -> None:
    """A page opened at the address of another shows the same."""
    page = visit().open(page_file)
    search(page, "澄禾生物")
    page.click("#legend button:has-text('地方')")
    page.click("#lang")
    page.click("#tab-table")
    page.wait_for_timeout(700)
    fragment = page.evaluate("location.hash")
    other = visit().open(page_file, fragment)
    assert counts(other) == counts(page)
    for key in ("select", "off", "lang", "view", "camera"):
        assert state(other)[key] == state(page)[key]
    assert other.inner_text("#details h2") == "澄禾生物科技有限公司"
    assert other.locator("#table").is_visible()


@pytest.mark.parametrize("fragment", ["#%7B%22off%22%3A5%7D", "#nonsense", "#%E0%A4%A", '#{"select":{"node":"<img>"}}'])
def test_a_foul_address_is_harmless(
    visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph, fragment: str
) -> None:
    """An address that is no state is a page as new."""
    page = visit().open(page_file, fragment)
    assert counts(page) == (len(graph.entities), len(graph.relations()))


def test_table_is_the_same_graph(visit: Callable[..., Any], page_file: Path, graph: KnowledgeGraph) -> None:
    """The table has a row for each visible relation, sorts by column, and opens what a row names."""
    page = visit().open(page_file)
    page.keyboard.press("t")
    rows = page.locator("#table tbody tr")
    assert rows.count() == min(100, len(graph.relations()))
    page.click("#table th button:has-text('可信度')")
    page.wait_for_timeout(50)
    order = page.locator("#table th[aria-sort=ascending], #table th[aria-sort=descending]")
    assert order.count() == 1
    numbers = [int(t.rstrip("%")) for t in page.locator("#table tbody td:nth-child(4)").all_inner_texts()]
    assert numbers == sorted(numbers)
    rows.first.locator("td:nth-child(2) button").click()
    assert page.locator("#details .card").count() >= 1


def test_every_string_changes_language(visit: Callable[..., Any], page_file: Path) -> None:
    """In English no Chinese is left but the documents' own words, and back."""
    page = visit().open(page_file)
    page.click("#lang")
    assert page.get_attribute("html", "lang") == "en"
    chrome = page.evaluate(
        """() => [...document.querySelectorAll(
            'header button, header [aria-label], #left, #legend, #details h3, .dock, dialog')]
            .map(e => [e.innerText, e.getAttribute('aria-label'), e.getAttribute('placeholder')].join(' ')).join(' ')"""
    )
    assert re.findall("[\u3400-\u9fff]+", chrome.replace("中文", "")) == []
    assert "Park" in page.inner_text("#legend")
    page.keyboard.press("l")
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert "园区" in page.inner_text("#legend")


def test_dark_follows_the_system_and_the_button(visit: Callable[..., Any], page_file: Path) -> None:
    """Dark mode follows the system at first and the user's choice after."""
    page = visit(color_scheme="dark").open(page_file)
    assert page.get_attribute("html", "data-theme") == "dark"
    page.keyboard.press("d")
    assert page.get_attribute("html", "data-theme") == "light"


def test_keyboard_alone(visit: Callable[..., Any], page_file: Path) -> None:
    """Without a mouse: walk the nodes, pan, zoom, open help, leave everything by Escape."""
    page = visit().open(page_file)
    page.keyboard.press("]")
    first = state(page)["select"]
    page.keyboard.press("]")
    assert first != state(page)["select"]
    page.keyboard.press("[")
    assert first == state(page)["select"]
    assert page.inner_text("#live") != ""
    page.focus("#stage")
    page.wait_for_timeout(700)
    before = state(page)["camera"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.wait_for_timeout(800)
    after = state(page)["camera"]
    assert after[2] > before[2]
    assert after[0] > before[0]
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert state(page)["select"] is None


def test_phone_drawers(visit: Callable[..., Any], page_file: Path) -> None:
    """On a phone the panels are drawers: closed at first, opened by their buttons and by a tap on a node."""
    page = visit(**PHONE).open(page_file)
    assert not page.locator("#filters").is_visible()
    page.tap("#drawer-left")
    page.wait_for_timeout(300)
    assert page.locator("#filters").is_visible()
    page.tap("#close-left")
    page.wait_for_timeout(300)
    assert not page.locator("#filters").is_visible()
    at, stage = page.evaluate("id => kgPage.screen(id)", PARK), page.locator("#stage").bounding_box()
    page.touchscreen.tap(stage["x"] + at["x"], stage["y"] + at["y"])
    page.wait_for_timeout(300)
    assert page.locator("#details h2").is_visible()
    assert page.inner_text("#details h2") == "云汀高新区"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print(visit: Callable[..., Any], page_file: Path, scheme: str) -> None:
    """On white paper stand title, picture and open panel, and no button of the page; the start view is one sheet."""
    page = visit(color_scheme=scheme).open(page_file)
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    search(page, "澄禾")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#print-picture").is_visible()
    assert page.evaluate("document.getElementById('print-picture').naturalWidth") > 1000
    assert not page.locator("#legend").is_visible()
    assert not page.locator("#find-path").is_visible()
    assert page.locator("#details h2").is_visible()
    ink, paper = page.evaluate("['color', 'backgroundColor'].map((key) => getComputedStyle(document.body)[key])")
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 150
    assert paper == "rgb(255, 255, 255)"


def test_copy_citation(visit: Callable[..., Any], page_file: Path) -> None:
    """The citation names the sentence, the file and the place."""
    one = visit(permissions=["clipboard-read", "clipboard-write"])
    page = one.open(page_file)
    search(page, "澄禾生物")
    page.click("#details button.evidence")
    page.click("#details .card .copy")
    page.wait_for_selector("#toast:not([hidden])")
    text = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"“.*澄禾生物科技有限公司.*”（新闻/\d+\.txt，第 \d 篇，字符 \d+–\d+）", text)
