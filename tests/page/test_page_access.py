"""Accessibility by axe-core: no serious finding in any view, light or dark, wide or on a phone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ACROSS = {**PHONE, "viewport": {"width": 844, "height": 390}}


def width(device: dict[str, Any]) -> int:
    return int(device["viewport"]["width"]) if device else 0


@pytest.fixture(scope="module")
def axe() -> str:
    if AXE.exists():
        return AXE.read_text(encoding="utf-8")
    reason = "no axe-core (npm ci in tests/page)"
    if os.environ.get("CI"):
        pytest.fail(f"CI never skips the page's tests; {reason}")
    pytest.skip(reason)


def nothing(page: Any) -> None:
    pass


def node(page: Any) -> None:
    page.fill("#search", "澄禾")
    page.keyboard.press("Enter")
    page.click("#details button.evidence")


def searching(page: Any) -> None:
    page.fill("#search", "高新区")


def path(page: Any) -> None:
    page.keyboard.press("p")
    for end, name in (("a", "澄禾"), ("b", "雁谷")):
        page.fill(f"#path-{end}", name)
        page.keyboard.press("Enter")


def table(page: Any) -> None:
    page.keyboard.press("t")


def export(page: Any) -> None:
    page.click("#export")


def picture(page: Any) -> None:
    page.click("#picture-options")


def by_park(page: Any) -> None:
    page.click("#picture-options")
    page.select_option("#choose-color", "park")
    page.select_option("#choose-layout", "park")
    page.keyboard.press("Escape")


def focused(page: Any) -> None:
    node(page)
    page.click("#details button[data-hops='1']")


def relation(page: Any) -> None:
    table(page)
    page.locator("#table tbody tr").nth(2).locator("td:nth-child(2) button").click()


def nothing_left(page: Any) -> None:
    for chip in page.locator("#legend .chips:first-child button").all():
        chip.click()


def chosen(page: Any) -> None:
    page.tap("#drawer-right")
    page.wait_for_timeout(400)
    page.locator("#details .plain button.node").first.tap()
    page.locator("#details button.evidence").first.tap()


def help(page: Any) -> None:
    page.keyboard.press("?")


def filtered(page: Any) -> None:
    page.click("#legend button:has-text('企业')")


def drawer(page: Any) -> None:
    page.tap("#drawer-left")
    page.wait_for_timeout(400)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("act", "device"),
    [
        *((a, {}) for a in (nothing, node, relation, searching, path, table, export, picture, help, filtered)),
        *((a, {}) for a in (by_park, focused, nothing_left)),
        *((a, PHONE) for a in (nothing, drawer, chosen, table)),
        *((a, ACROSS) for a in (nothing, drawer, chosen)),
    ],
    ids=lambda v: v.__name__ if callable(v) else {0: "wide", 390: "phone", 844: "phone-across"}[width(v)],
)
def test_no_serious_finding(
    visit: Callable[..., Any],
    page_file: Path,
    axe: str,
    act: Callable[[Any], None],
    device: dict[str, Any],
    scheme: str,
) -> None:
    """axe-core finds nothing serious or critical; contrast (WCAG AA) included."""
    page = visit(color_scheme=scheme, **device).open(page_file)
    act(page)
    page.wait_for_timeout(250)
    page.evaluate(axe)  # through the debugger: the page's own policy would refuse it
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    found = [v for v in result["violations"] if v["impact"] in ("serious", "critical")]
    serious = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found]
    assert serious == []
