"""How fast the page is, beside plain pyvis output of the same graph.

Run: ``python tests/bench/page.py [NODES ...]`` (default: 500 3000 20000 100000; edges are three times the nodes).
Headless Chromium, network blocked, medians of five, each page in a window of its own that has been open for a while: a
window that is just opening keeps a processor busy for a second. Prints one Markdown row for each size:

* *first picture*: from the start of the navigation to the first frame with names in it;
* *search*: from Enter in the search field to the end of the frame that shows the hit and its panel;
* *filter*, *hover*: from a click on the legend, a move of the pointer, to the end of the frame that shows the result;
* in brackets: how long the page's own thread was at work for it, which a busy machine does not stretch;
* *pyvis*: from the start of the navigation until the physics of a plain pyvis page rests, at most ``PATIENCE`` s.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kg.exporters.html import write
from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Occurrence, Relation

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--enable-unsafe-swiftshader"]
PATIENCE = 60
SETTLED = 2.5
RUNS = 5
PYVIS_UP_TO = 3000
SIGNS = "云汀青岑梧桐雁栖锦溪澄禾星阙蓝榫沐光岚图曜石北麓禾信鲸屿峤南澜桥苔原朔宁砺原鹿鸣灵犀拓野"
TYPES = ("company",) * 12 + ("park",) * 2 + ("university", "program", "institute", "agency", "place")
ENDS = {
    "company": "科技有限公司",
    "park": "高新区",
    "university": "大学",
    "program": "行动",
    "institute": "研究院",
    "agency": "管委会",
    "place": "市",
}
KINDS = ("located-in", "partners", "cooperates-with", "runs", "part-of", "invests-in")


def graph(nodes: int, edges: int) -> KnowledgeGraph:
    """An invented graph whose degrees fall off as those of real ones do, one sentence for each relation."""
    chance = random.Random(20240101)
    entities = []
    for i in range(nodes):
        type = chance.choice(TYPES)
        name = "".join(chance.choice(SIGNS) for _ in range(3)) + str(i) + ENDS[type]
        file = f"{i % 400:03d}.txt"
        occurrence = Occurrence(file=file, start=i, end=i + len(name), text=name)
        key = f"{type}:{name}"
        entities.append(Entity(id=key, type=type, name=name, aliases=(name[:5],), occurrences=(occurrence,)))
    relations: dict[tuple[str, str, str], Relation] = {}
    hubs = [int(nodes * chance.random() ** 3) for _ in range(edges * 2)]
    while len(relations) < edges:
        other = hubs[len(relations)] if chance.random() < 0.6 else chance.randrange(nodes)
        head, tail = entities[chance.randrange(nodes)], entities[other]
        kind = chance.choice(KINDS)
        symmetric = kind in ("partners", "cooperates-with")
        if symmetric and tail.id < head.id:
            head, tail = tail, head
        if head is tail:
            continue
        text = f"{head.name}与{tail.name}近日签署协议，双方将围绕关键技术开展合作，推动成果转化落地。"
        evidence = Evidence(
            file=f"{len(relations) % 400:03d}.txt",
            article=0,
            start=0,
            end=len(text),
            text=text,
            head=(0, len(head.name)),
            tail=(len(head.name) + 1, len(head.name) + 1 + len(tail.name)),
            confidence=0.8,
            date=f"20{chance.randrange(18, 25)}",
        )
        relations[head.id, kind, tail.id] = Relation(
            head=head.name,
            type=kind,
            tail=tail.name,
            head_id=head.id,
            tail_id=tail.id,
            symmetric=symmetric,
            confidence=round(chance.uniform(0.4, 1), 3),
            evidence=(evidence,),
        )
    return KnowledgeGraph(entities, relations.values())


MEASURE = """async ([kind, value]) => {
  // the task after a frame: its scripts have run, it is laid out, painted and handed on
  const one = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  }));
  const frame = async () => {
    do await one(); while (kgPage.busy());
  };
  await frame();
  await frame();
  const start = performance.now();
  if (kind === "search") {
    const field = document.getElementById("search");
    field.focus();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  } else if (kind === "filter") document.querySelectorAll("#legend .chips:last-child button")[value].click();
  else {
    const stage = document.getElementById("stage"), box = stage.getBoundingClientRect();
    const at = { clientX: box.left + box.width * value[0], clientY: box.top + box.height * value[1] };
    stage.dispatchEvent(new PointerEvent("pointermove", { ...at, bubbles: true, pointerType: "mouse" }));
  }
  await frame();
  return performance.now() - start;
}"""


def context(browser: Any) -> Any:
    made = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    made.route("**/*", lambda r: r.continue_() if r.request.url.startswith(("file:", "data:", "blob:")) else r.abort())
    made.set_default_timeout(180_000)
    return made


class Work:
    """How long the main thread of a page was at work, in milliseconds of processor time."""

    def __init__(self, page: Any) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def wait(self, condition: str) -> None:
        """Asks now and then; Playwright's own waiting runs scripts in the page at every frame."""
        while not self.session.send("Runtime.evaluate", {"expression": condition})["result"].get("value"):
            time.sleep(0.2)

    def now(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def measure(browser: Any, path: Path, names: list[str]) -> dict[str, Any]:
    """Medians as ``(wall clock, work)`` in milliseconds."""
    first, ready, worked = [], [], []
    page, work = None, None
    for _ in range(RUNS):
        if page is not None:
            page.context.close()
        page = context(browser).new_page()
        work = Work(page)
        time.sleep(SETTLED)
        page.goto(path.as_uri(), wait_until="commit")
        work.wait('document.documentElement.dataset.ready === "true"')
        worked.append(work.now())
        ready.append(page.evaluate("performance.getEntriesByName('kg-ready')[0].startTime"))
        first.append(page.evaluate("performance.getEntriesByName('kg-picture')[0].startTime"))
    assert page is not None and work is not None

    def median(kind: str, values: list[Any]) -> tuple[float, float]:
        page.evaluate(MEASURE, [kind, values[0]])  # the first one builds what later ones use
        walls, works = [], []
        for value in values:
            before = work.now()
            walls.append(page.evaluate(MEASURE, [kind, value]))
            works.append(work.now() - before)
        return statistics.median(walls), statistics.median(works)

    spots = [[0.2 + 0.11 * i, 0.25 + 0.1 * (i % 5)] for i in range(RUNS)]
    found = {
        "first": (statistics.median(first), None),
        "ready": (statistics.median(ready), statistics.median(worked)),
        "hover": median("hover", spots),
        "filter": median("filter", [i % 6 for i in range(RUNS + 1)]),
        "search": median("search", names),
    }
    found["engine"] = page.evaluate("kgPage.engine()")
    page.context.close()
    return found


def pyvis_page(graph: KnowledgeGraph, path: Path) -> None:
    """The same graph as pyvis users write it: add_node, add_edge, generate_html, everything in line."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for e in graph.entities:
        network.add_node(e.id, label=e.name, group=e.type)
    for r in graph.relations():
        network.add_edge(r.head_id, r.tail_id, title=r.type)
    path.write_text(network.generate_html(), encoding="utf-8")


def pyvis_settles(browser: Any, path: Path) -> float:
    """Milliseconds until the physics rests; infinite where it has not after ``PATIENCE``."""
    page = context(browser).new_page()
    try:
        time.sleep(SETTLED)
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function("typeof network !== 'undefined'", timeout=PATIENCE * 1000)
        page.evaluate("void network.once('stabilized', () => { globalThis.rested = performance.now(); })")
        page.wait_for_function("globalThis.rested", timeout=PATIENCE * 1000)
        return float(page.evaluate("globalThis.rested"))
    except Exception as error:  # a page that hangs answers in many ways; all of them mean the same here
        print(f"   pyvis did not come to rest: {str(error).splitlines()[0]}", file=sys.stderr)
        return float("inf")
    finally:
        page.context.close()


def main(sizes: list[int]) -> None:
    from playwright.sync_api import sync_playwright

    columns = ["graph", "engine", "written", "file", "≤ 2×JSON+1 MB", "first picture", "usable"]
    columns += ["search", "filter", "hover", "plain pyvis rests"]
    print("| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for nodes in sizes:
            made = graph(nodes, nodes * 3)
            path = Path(folder) / "graph.html"
            start = time.perf_counter()
            write(made, path)
            wrote = time.perf_counter() - start
            rows: list[list[str]] = [[e.id, e.name] for e in made.entities]
            rows += [[r.head_id, r.type, r.tail_id, r.evidence[0].text] for r in made.relations()]
            data = len(json.dumps(rows, ensure_ascii=False).encode())
            size = path.stat().st_size
            names = [made.entities[i * nodes // 7].name for i in range(RUNS)]
            found = measure(browser, path, names)
            rest = "not tried"
            if nodes <= PYVIS_UP_TO:
                pyvis_page(made, Path(folder) / "pyvis.html")
                ms = pyvis_settles(browser, Path(folder) / "pyvis.html")
                rest = f"{ms / 1000:.1f} s" if ms < float("inf") else f"> {PATIENCE} s"
            ms_of = {
                k: f"{found[k][0]:.0f} ms" + (f" ({found[k][1]:.0f})" if found[k][1] is not None else "")
                for k in ("first", "ready", "search", "filter", "hover")
            }
            cells = [f"{nodes:,} / {nodes * 3:,}", found["engine"], f"{wrote:.1f} s", f"{size / 1e6:.1f} MB"]
            cells += [str(size <= 2 * data + 1_000_000), *ms_of.values(), rest]
            print("| " + " | ".join(cells) + " |", flush=True)
        browser.close()


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [500, 3000, 20000, 100000])
