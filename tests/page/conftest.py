"""A graph of invented firms for the page's tests, and a browser that reaches nothing but files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.exporters.html import write
from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Occurrence, Relation
from kg.schema import default_schema

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
)

# every name is invented; park | city | firms | school | institute | program | agency
PARKS = [line.split("|") for line in (Path(__file__).parent / "parks.txt").read_text(encoding="utf-8").splitlines()]
LINES = {
    "located-in": "{a}落户{b}以来，已建成三条生产线，带动上下游企业二十余家。",
    "partners": "{date}，{a}与{b}签署战略协议，双方将共建联合实验室，面向产业需求联合攻关。",
    "cooperates-with": "记者了解到，{a}携手{b}开展关键技术攻关，首批样品已通过测试。",
    "runs": "今年以来，{a}全面实施{b}，让服务跑在企业需求前面。",
    "part-of": "作为下属单位，{a}隶属{b}，承担日常管理与服务工作。",
    "invests-in": "{date}，{a}宣布投资{b}，总额3.2亿元，用于二期产线建设。",
}
WORDS = {
    "located-in": "落户",
    "partners": "签署",
    "cooperates-with": "携手",
    "runs": "实施",
    "part-of": "隶属",
    "invests-in": "投资",
}


def entity(type: str, name: str, *aliases: str, files: tuple[str, ...] = ("a.txt",)) -> Entity:
    found = tuple(Occurrence(file=f, start=10, end=10 + len(name), text=name) for f in files)
    return Entity(id=f"{type}:{name}", type=type, name=name, aliases=aliases, occurrences=found)


def relation(head: Entity, type: str, tail: Entity, *evidence: Evidence, confidence: float = 0.9) -> Relation:
    return Relation(
        head=head.name,
        type=type,
        tail=tail.name,
        head_id=head.id,
        tail_id=tail.id,
        symmetric=default_schema().symmetric(type),
        confidence=confidence,
        evidence=evidence,
    )


def sentence(head: Entity, type: str, tail: Entity, number: int) -> Evidence:
    month = number % 12 + 1
    date = f"{2022 + number % 3}-{month:02d}" if type in ("partners", "invests-in") else ""
    said = f"{2022 + number % 3}年{month}月" if date else ""
    text = LINES[type].format(a=head.name, b=tail.name, date=said)
    marks = {"a": head.name, "b": tail.name, "w": WORDS[type]}
    at = {k: (text.index(v), text.index(v) + len(v)) for k, v in marks.items()}
    status = ("done", "under-way", "agreed", "planned", "")[number % 5]
    return Evidence(
        file=f"新闻/{number % 9:03d}.txt",
        article=number % 3,
        start=100 + number * 7,
        end=100 + number * 7 + len(text),
        text=text,
        head=at["a"],
        tail=at["b"],
        trigger=at["w"],
        rule=f"{type}.main",
        confidence=round(0.55 + (number * 37 % 45) / 100, 2),
        status=status,
        date=date,
        date_text=said,
        attributes=(("金额", "3.2亿元"),) if type == "invests-in" else (),
    )


def town() -> KnowledgeGraph:
    """Some 60 entities and 90 relations in five parks."""
    entities: dict[str, Entity] = {}
    triples: list[tuple[Entity, str, Entity]] = []

    def put(type: str, name: str, *aliases: str) -> Entity:
        number = len(entities)
        files = (f"新闻/{number % 9:03d}.txt", f"新闻/{number % 7:03d}.txt")
        return entities.setdefault(name, entity(type, name, *aliases, files=files))

    rows = []
    for park, city, firms, school, institute, program, agency in PARKS:
        p, c = put("park", park, park[:2] + "园区"), put("place", city, city[:-1])
        f = [put("company", name + "科技有限公司", name) for name in firms.split()]
        s, i = put("university", school), put("institute", institute)
        g, a = put("program", program), put("agency", agency)
        rows.append((p, f, s, i, g, a))
        triples += [(p, "located-in", c), *((x, "located-in", p) for x in f), (i, "located-in", p), (a, "part-of", p)]
        triples += [(a, "runs", g), (f[0], "partners", s), (f[0], "cooperates-with", i), (f[1], "cooperates-with", s)]
        triples += [(f[0], "invests-in", f[1]), (f[1], "partners", f[2]), (i, "part-of", s), (f[2], "runs", g)]
    for n, (p, f, s, i, _, a) in enumerate(rows):
        q, e, u, j, _, b = rows[(n + 1) % len(rows)]
        triples += [(f[0], "partners", e[0]), (s, "cooperates-with", e[1]), (f[-1], "invests-in", e[-1])]
        triples += [(i, "partners", u), (p, "cooperates-with", q), (a, "partners", b), (f[0], "invests-in", e[0])]
        triples += [(f[1], "cooperates-with", j)]
    made = []
    for n, (h, r, t) in enumerate(triples):
        said = [sentence(h, r, t, n + k) for k in range(1 + n % 3)]
        made.append(relation(h, r, t, *said, confidence=round(0.5 + (n * 29 % 50) / 100, 3)))
    return KnowledgeGraph(entities.values(), made)


@pytest.fixture(scope="session")
def graph() -> KnowledgeGraph:
    return town()


@pytest.fixture(scope="session")
def page_file(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "图谱.html"
    write(graph, path)
    return path


def missing() -> str:
    """Why there is no browser; empty where there is one."""
    if shutil.which(CHROMIUM) is None:
        return f"no browser: {CHROMIUM} is missing (apt install chromium fonts-noto-cjk)"
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "no browser: the Python package playwright is missing (pip install playwright)"
    return ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    reason = missing()
    if reason and os.environ.get("CI"):
        pytest.fail(f"CI never skips the page's tests; {reason}")
    if reason:
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield instance
        instance.close()


class Visit:
    """A page in the browser, with everything that went wrong on it."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.errors: list[str] = []
        self.requests: list[str] = []
        # without animations nothing needs to be waited for
        shape = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
        self.context = browser.new_context(**{**shape, **options})
        self.context.set_default_timeout(10_000)
        self.context.set_default_navigation_timeout(60_000)  # a busy machine is no fault of the page
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("dialog", lambda d: (self.errors.append(f"dialog: {d.message}"), d.dismiss()))

    def _said(self, message: Any) -> None:
        # software WebGL tells of its own slowness; that is no fault of the page
        if message.type in ("error", "warning") and "GL Driver Message" not in message.text:
            self.errors.append(message.text)

    def _route(self, route: Any) -> None:
        url = route.request.url
        if url.startswith(("file:", "data:", "blob:", "about:")):
            route.continue_()
            return
        self.requests.append(url)
        route.abort()

    def open(self, path: Path, fragment: str = "") -> Any:
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector('html[data-ready="true"]', timeout=60_000)
        self.page.wait_for_timeout(150)
        return self.page


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Opens pages; at the end none may have logged an error or asked the network for anything."""
    made: list[Visit] = []

    def make(**options: Any) -> Visit:
        made.append(Visit(browser, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
    assert [e for one in made for e in one.errors] == []
    assert [r for one in made for r in one.requests] == []
