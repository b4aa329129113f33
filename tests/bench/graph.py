"""``python -m tests.bench.graph``: large graphs built, saved, loaded, asked and written, beside networkx; resolution.

Every measurement is a process of its own; what is needed before it (the graph, the extractions) is made there first
and neither timed nor counted in its memory. Processor time, and by how much the peak of memory rises (Linux, macOS).
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

import kg
from kg.exporters import gexf, graphml
from kg.graph import KnowledgeGraph
from kg.model import Article, Entity, Evidence, Extraction, Mention, Occurrence, Relation
from kg.resolve import resolve
from kg.rules import rule_pack
from kg.scene import scene

TYPES = ("company", "park", "university", "institute", "agency", "program")
RELATIONS = ("partners", "located-in", "runs", "invests-in", "part-of", "cooperates-with")
SYLLABLES = "安邦博昌晨诚川创达德鼎东方飞丰福高冠光广海豪和恒弘鸿华汇嘉健捷金晶景巨凯康科朗力联凌隆茂铭诺鹏普"


def name(number: int) -> str:
    """An invented name for a number, another one for each."""
    made = ""
    for _ in range(4):
        number, at = divmod(number, len(SYLLABLES))
        made += SYLLABLES[at]
    return made + "科技有限公司"


def rows(edges: int) -> tuple[int, Iterator[tuple[int, str, int, str]]]:
    """How many nodes, a tenth of the edges, and the edges: head, type, tail, sentence."""
    nodes = max(edges // 10, 10)

    def made() -> Iterator[tuple[int, str, int, str]]:
        chance = random.Random(edges)
        for turn in range(-(-edges // nodes)):
            type_ = RELATIONS[turn % 6] + (f"-{turn // 6 + 1}" if turn > 5 else "")
            given: set[tuple[int, int]] = set()
            for i in range(turn * nodes, min(edges, (turn + 1) * nodes)):
                a = i % nodes
                b = (a + 1 + chance.randrange(nodes - 1)) % nodes
                while (b, a) in given:  # a symmetric relation stands once
                    b = (a + 1 + chance.randrange(nodes - 1)) % nodes
                given.add((a, b))
                yield a, type_, b, f"{name(a)}日前与{name(b)}就第{i}号项目达成协议，双方将共建联合实验室。"

    return nodes, made()


def graph(edges: int) -> KnowledgeGraph:
    """A graph with one sentence for each edge, many of one file as in an archive."""
    nodes, found = rows(edges)
    entities = []
    for i in range(nodes):
        place = Occurrence(file=f"{i % 5000:05}.txt", start=3, end=13, text=name(i), rule="company.legal")
        entities.append(Entity(id=f"company:{name(i)}", type=TYPES[i % 6], name=name(i), occurrences=(place,)))
    relations = []
    for a, type_, b, text in found:
        head, tail = entities[a], entities[b]
        shown = Evidence(
            file=f"{a % 5000:05}.txt",
            article=0,
            start=a,
            end=a + len(text),
            text=text,
            rule="partners.with-sign",
            confidence=0.9,
            status="agreed",
            date=f"2024-{1 + a % 12:02}",
        )
        relations.append(
            Relation(
                head=head.name,
                type=type_,
                tail=tail.name,
                head_id=head.id,
                tail_id=tail.id,
                confidence=0.9,
                symmetric=type_ in ("partners", "cooperates-with"),
                evidence=(shown,),
            )
        )
    return KnowledgeGraph(entities, relations)


def tree(nodes: int, edges: int) -> KnowledgeGraph:
    """A connected graph around few hubs, as an archive gives it."""
    chance = random.Random(nodes)
    entities = [Entity(id=f"company:{name(i)}", type=TYPES[i % 6], name=name(i)) for i in range(nodes)]
    ends = {(i, int(i * chance.random() ** 2)) for i in range(1, nodes)}
    while len(ends) < edges:
        a, b = sorted(chance.sample(range(nodes), 2))
        ends.add((b, a))
    return KnowledgeGraph(
        entities,
        [
            Relation(
                head=entities[a].name,
                type="runs",
                tail=entities[b].name,
                head_id=entities[a].id,
                tail_id=entities[b].id,
            )
            for a, b in sorted(ends)
        ],
    )


def plain(edges: int) -> nx.MultiDiGraph[str]:
    """The same nodes, edges and attributes as networkx users hold them."""
    nodes, found = rows(edges)
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for i in range(nodes):
        made.add_node(f"company:{name(i)}", label=name(i), type=TYPES[i % 6], mentions=1, files=f"{i % 5000:05}.txt")
    for a, type_, b, text in found:
        made.add_edge(
            f"company:{name(a)}",
            f"company:{name(b)}",
            relation=type_,
            symmetric=False,
            weight=1,
            confidence=0.9,
            status="agreed",
            date=f"2024-{1 + a % 12:02}",
            files=f"{a % 5000:05}.txt",
            evidence=text,
            evidence_count=1,
        )
    return made


def extractions(mentions: int) -> list[Extraction]:
    """Articles of twenty mentions each; each name stands in about ten of them, at times shortened."""
    chance = random.Random(mentions)
    names = max(mentions // 10, 10)
    found = []
    for number in range(max(mentions // 20, 1)):
        article = Article(file=f"{number:07}.txt", text="文" * 400)
        spots = []
        for i in range(20):
            whole = name(chance.randrange(names))
            text = whole if chance.random() < 0.7 else whole.removesuffix("有限公司")
            spots.append(Mention(type="company", start=20 * i, end=20 * i + len(text), text=text, rule="company.legal"))
        found.append(Extraction(article=article, mentions=tuple(spots)))
    return found


def asked(whole: KnowledgeGraph) -> None:
    """A thousand entities looked up by name, with their relations and neighbours."""
    for e in whole.entities[:1000]:
        found = whole.entity(e.id)
        whole.relations(head=found.name)
        whole.relations(tail=found.name)


def works(size: int, folder: Path) -> dict[str, tuple[Callable[[], object], Callable[[Any], object]]]:
    """For each work what makes ready, and what is measured."""
    saved = folder / "graph.json"

    def parts() -> tuple[tuple[Entity, ...], list[Relation]]:
        whole = graph(size)
        return whole.entities, whole.relations()

    def stored() -> Path:
        if not saved.exists():
            graph(size).save(saved)
        return saved

    return {
        # what networkx.write_graphml is where lxml is not installed, as in a plain installation of kg, and where it is
        "networkx.write_graphml": (
            lambda: plain(size),
            lambda made: nx.readwrite.graphml.write_graphml_xml(made, folder / "nx.graphml"),
        ),
        "networkx.write_graphml with lxml": (
            lambda: plain(size),
            lambda made: nx.readwrite.graphml.write_graphml_lxml(made, folder / "nx.graphml"),
        ),
        "layout, part of the next two": (
            lambda: graph(size),
            lambda made: scene(made.entities, made.relations()),
        ),
        "layout of 10,000 nodes, 30,000 edges": (
            lambda: tree(10_000, 30_000),
            lambda made: scene(made.entities, made.relations()),
        ),
        "GraphML": (lambda: graph(size), lambda made: graphml.write(made, folder / "kg.graphml")),
        "GEXF": (lambda: graph(size), lambda made: gexf.write(made, folder / "kg.gexf")),
        "graph built": (parts, lambda made: KnowledgeGraph(*made)),
        "graph.json saved": (lambda: graph(size), lambda made: made.save(folder / "again.json")),
        "graph.json loaded": (stored, lambda path: kg.load(path)),
        "1,000 entities asked for relations": (lambda: graph(size), lambda made: asked(made)),
        "mentions resolved": (lambda: extractions(size), lambda made: resolve(made, rule_pack())),
    }


def peak(reset: bool = False) -> float:
    """Peak memory of this process in MB, since its start or since it was last reset (Linux)."""
    if sys.platform == "linux":
        if reset:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def one(size: int, folder: Path, work: str) -> None:
    """Do one work and print its processor seconds, its wall seconds and the rise of the peak in MB."""
    ready, do = works(size, folder)[work]
    given = ready()
    gc.collect()
    before, wall, own = peak(reset=True), time.perf_counter(), time.process_time()
    do(given)
    print(json.dumps([time.process_time() - own, time.perf_counter() - wall, peak() - before]))


def main() -> None:
    """Measure in turn; print medians, spread and ratios."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.graph", description="Large graphs beside networkx.")
    parser.add_argument("--size", type=int, default=1_000_000, help="edges, and mentions to resolve (default: 1000000)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        one(args.size, args.folder, args.one)
        return
    taken: dict[str, list[list[float]]] = {}
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        for _ in range(args.runs):
            for work in works(args.size, Path(folder)):
                command = [sys.executable, "-m", "tests.bench.graph", "--one", work]
                command += ["--folder", folder, "--size", str(args.size)]
                done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
                taken.setdefault(work, []).append(json.loads(done.stdout))
    middles = {w: [statistics.median(run[i] for run in runs) for i in range(3)] for w, runs in taken.items()}
    unit = middles["networkx.write_graphml"]
    print(f"{args.size:,} edges, {args.size:,} mentions, {args.runs} runs in turn\n")
    print("| work | processor s | min–max | wall s | write_graphml = 1 | peak rises by MB | write_graphml = 1 |")
    print("|---|---|---|---|---|---|---|")
    for work, (own, wall, memory) in middles.items():
        times = [run[0] for run in taken[work]]
        written = work in ("networkx.write_graphml", "networkx.write_graphml with lxml", "GraphML", "GEXF")
        ratios = (f"{own / unit[0]:.3f}", f"{memory / unit[2]:.3f}") if written else ("", "")
        print(
            f"| {work} | {own:.2f} | {min(times):.2f}–{max(times):.2f} | {wall:.2f} | {ratios[0]} "
            f"| {memory:.0f} | {ratios[1]} |"
        )


if __name__ == "__main__":
    main()
