"""Hostile text in every place where a document's words go: it is shown and does nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.exporters.html import write
from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Occurrence, Relation

BANG = "globalThis.pwned=1"


def corpus() -> list[str]:
    """More than 200 strings that would run, load, break out or confuse wherever text is taken for markup."""
    tags = [
        f"<script>{BANG}</script>",
        f"<img src=x onerror={BANG}>",
        f"<svg/onload={BANG}>",
        f"<iframe srcdoc='<script>parent.{BANG}</script>'>",
        f"<a href='javascript:{BANG}'>x</a>",
        f"<details open ontoggle={BANG}>",
        f"<input autofocus onfocus={BANG}>",
        f"<body onload={BANG}>",
        f"<math><mtext><script>{BANG}</script>",
        "<link rel=stylesheet href=http://evil.example/x.css>",
        "<meta http-equiv=refresh content='0;url=http://evil.example'>",
        "<base href=http://evil.example/>",
        "<object data=http://evil.example></object>",
        "<style>*{display:none}</style>",
        "<!--",
        "<![CDATA[",
        "]]>",
        "<plaintext>",
        "<template>",
        "<form action=http://evil.example><button>x",
    ]
    frames = [
        "{}",
        '"{}',
        "'>{}",
        "</script>{}",
        "</title></style></textarea>{}",
        "--></script>{}",
        "\\u003c{}",
        "&lt;{}&gt;",
        "{}href={}",
    ]
    built = [frame.replace("{}", tag) for tag, frame in itertools.product(tags, frames)]
    others = [
        f"${{{BANG}}}",
        f"{{{{constructor.constructor('{BANG}')()}}}}",
        f"{{% raw %}}{{{{ {BANG} }}}}",
        f"javascript:{BANG}",
        f"data:text/html,<script>{BANG}</script>",
        f"`-{BANG}-`",
        f"');{BANG};//",
        f'";{BANG};//',
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
        "\u202e倒着写的字\u202c",
        "\u2066隔离\u2069",
        "\u200b\u200c\u200d\ufeff",
        "\x00\x01\x1b[31m\x7f",
        "\u2028\u2029",
        "\ud800",
        "\udfff尾",
        "\ufffe\uffff",
        "̖̗̘".join("字符叠加"),
        "👨‍👩‍👧‍👦" * 30,
        "长" * 5000,
        "a" * 5000,
        "行一\r\n行二\t制表",
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "+1",
        "-1",
        "%s%n%x",
        "../../../etc/passwd",
        "CON",
        "",
        " ",
        "NaN",
        "null",
        "undefined",
        "true",
        "0",
        "$&$1$`",
        "{name}{n}",
    ]
    return built + others


def hostile() -> KnowledgeGraph:
    """Every string as a name, another name, a sentence, a file name, a date, an attribute and a rule."""
    texts = corpus()
    types = ("park", "company", "university", "program", "institute", "agency", "place")
    names = [t or "（空）" for t in texts]
    entities = [
        Entity(
            id=f"{types[i % 7]}:{name}",
            type=types[i % 7],
            name=name,
            aliases=(texts[i - 1], texts[i - 2]),
            occurrences=(Occurrence(file=texts[i - 3] or "x", start=0, end=1, text=name),),
        )
        for i, name in enumerate(names)
    ]
    relations = []
    for i, (head, tail) in enumerate(itertools.pairwise(entities)):
        text = texts[i]
        spans = [(0, len(text) // 3), (len(text) // 3, len(text) // 2), (len(text) // 2, len(text))]
        evidence = Evidence(
            file=texts[i - 4] or "x",
            article=0,
            start=0,
            end=len(text),
            text=text,
            head=spans[0],
            tail=spans[1],
            trigger=spans[2],
            rule=texts[i - 5],
            date=texts[i - 6],
            date_text=texts[i - 7],
            attributes=((texts[i - 8], texts[i - 9]),),
        )
        relations.append(
            Relation(
                head=head.name,
                type=("partners", "<b>own</b>")[i % 2],
                tail=tail.name,
                head_id=head.id,
                tail_id=tail.id,
                evidence=(evidence,),
                symmetric=False,
            )
        )
    return KnowledgeGraph(entities, relations)


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "x.html"
    write(hostile(), path, title=f"</title><script>{BANG}</script>")
    return path


def test_there_are_enough() -> None:
    """The corpus has at least 200 different strings."""
    assert len(set(corpus())) >= 200


def test_every_hostile_string_is_inert(visit: Callable[..., Any], hostile_page: Path) -> None:
    """Every node and relation is opened, searched for, listed, hovered and exported: nothing runs or is logged."""
    one = visit()
    page = one.open(hostile_page)
    known = page.evaluate("document.querySelectorAll('*').length")
    assert known > 100
    opened = page.evaluate(
        """async () => {
            const wait = () => new Promise(r => setTimeout(r));
            let cards = 0;
            for (let i = 0; i < 230; i++) {
                document.dispatchEvent(new KeyboardEvent('keydown', { key: ']', bubbles: true }));
                for (const b of document.querySelectorAll('#details button.evidence')) { b.click(); }
                await wait();
                cards += document.querySelectorAll('#details .card').length;
            }
            return cards;
        }"""
    )
    assert opened >= 400
    for text in corpus()[::9]:
        page.fill("#search", text.replace("\ud800", "").replace("\udfff", "")[:200])
    page.keyboard.press("Escape")  # closes the list of hits
    page.keyboard.press("Escape")  # leaves the field
    page.keyboard.press("t")
    for number in range(6):
        page.locator("#table tbody tr").nth(number * 7).locator("td:nth-child(2) button").click()
        page.wait_for_selector("#details .card")
    page.keyboard.press("t")
    page.click("#picture-options")
    for choice, value in (("color", "park"), ("layout", "park"), ("layout", "type"), ("size", "mentions")):
        page.select_option(f"#choose-{choice}", value)
    page.keyboard.press("Escape")
    # a type's own name, told among the filters
    page.locator("#legend button", has_text="<b>own</b>").click()
    assert "<b>own</b>" in page.inner_text("#trail .filtered")
    page.click("#lang")
    for button in ("#export-svg", "#export-csv", "#export-json", "#export-graphml", "#export-gexf", "#export-png"):
        page.click("#export")
        with page.expect_download():
            page.click(button)
    stage = page.locator("#stage").bounding_box()
    for x in range(60, int(stage["width"]), 160):
        for y in range(60, int(stage["height"]) - 90, 120):
            page.mouse.move(stage["x"] + x, stage["y"] + y)
    assert page.evaluate("globalThis.pwned") is None
    foreign = "main img:not(#print-picture), iframe, object, form, link, base"
    assert page.evaluate("foreign => document.querySelectorAll(foreign).length", foreign) == 0
    assert page.title().startswith("</title><script>")


def test_exported_svg_and_graphml_are_well_formed(visit: Callable[..., Any], hostile_page: Path) -> None:
    """What is exported of hostile text is read back by strict parsers, without a script in it."""
    import xml.etree.ElementTree as ET

    page = visit().open(hostile_page)
    for button in ("#export-svg", "#export-graphml", "#export-gexf"):
        page.click("#export")
        with page.expect_download() as waiting:
            page.click(button)
        root = ET.parse(waiting.value.path()).getroot()
        assert not [e.tag for e in root.iter() if e.tag.endswith(("script", "foreignObject"))]
        assert not [a for e in root.iter() for a in e.attrib if a.lower().startswith("on")]
    page.click("#export")
    with page.expect_download() as waiting:
        page.click("#export-csv")
    import csv

    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
