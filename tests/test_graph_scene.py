"""What every picture shares: positions, sizes, colours, labels."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from kg.graph import KnowledgeGraph
from kg.model import Relation
from kg.scene import Scene, label_width, remembered, scene
from kg.scene import place as room
from kg.scene.memory import Memory
from tests.graphs import entity, hostile_graphs, relation, town


def drawn(graph: KnowledgeGraph) -> Scene:
    """The scene of a graph."""
    return scene(graph.entities, graph.relations())


def grown(count: int, edges: int, seed: int = 7) -> KnowledgeGraph:
    """A connected graph of invented firms around few hubs, with some loners."""
    random = Random(seed)
    firms = [entity("company", f"青禾{i}号厂") for i in range(count)]
    chosen: dict[tuple[str, str], Relation] = {}
    for i in range(1, count - 4):
        other = int(i * random.random() ** 2)
        chosen[firms[i].id, firms[other].id] = relation(firms[i], "part-of", firms[other])
    while len(chosen) < min(edges, (count - 4) * (count - 5) // 2):
        one, other = random.sample(range(count - 4), 2)
        chosen[firms[one].id, firms[other].id] = relation(firms[one], "part-of", firms[other])
    return KnowledgeGraph(firms, chosen.values())


def test_related_nodes_are_nearer_than_others() -> None:
    """On average an edge is much shorter than the way between two nodes that nothing binds."""
    graph = grown(120, 150)
    picture = drawn(graph)
    spots = dict(zip(picture.ids, zip(picture.x, picture.y, strict=True), strict=True))
    bound = {frozenset((r.head_id, r.tail_id)) for r in graph.relations()}

    def apart(pair: frozenset[str]) -> float:
        one, other = (np.array(spots[i]) for i in pair)
        return float(np.hypot(*(one - other)))

    near = np.mean([apart(p) for p in bound])
    far = np.mean([apart(frozenset(p)) for p in combinations(picture.ids[:-4], 2) if frozenset(p) not in bound])
    assert near < 0.5 * far


@pytest.mark.parametrize("count", [2, 7, 60, 250])
def test_no_two_nodes_or_labels_overlap(count: int) -> None:
    """Circles are apart, and so are nearly all labels, in graphs that a page shows with all names."""
    picture = drawn(grown(count, count) if count > 6 else grown(6, 1))
    boxes = [
        (x - max(s, label_width(t) * f / 2), y - s, x + max(s, label_width(t) * f / 2), y + s + 1.2 * f)
        for x, y, s, f, t in zip(picture.x, picture.y, picture.size, picture.font, picture.label, strict=True)
    ]
    crossing = 0
    for i, j in combinations(range(len(boxes)), 2):
        apart = np.hypot(picture.x[i] - picture.x[j], picture.y[i] - picture.y[j])
        assert apart >= picture.size[i] + picture.size[j] - 1
        a, b = boxes[i], boxes[j]
        crossing += a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    assert crossing <= 0.02 * len(boxes)


@pytest.mark.parametrize("count", [0, 1, 3, 40, 700])
def test_sizes_centre_and_gephi(count: int) -> None:
    """Sizes 8 to 40, mean 0; for Gephi sizes span exactly 4 to 100 and coordinates stay within 4900, y turned."""
    graph = grown(count, count) if count > 6 else KnowledgeGraph([entity("company", f"甲{i}") for i in range(count)])
    picture = drawn(graph)
    gephi = picture.for_gephi()
    assert len(picture.x) == count
    if not count:
        assert picture.box == (0.0, 0.0, 0.0, 0.0)
        return
    assert min(picture.size) >= 8
    assert max(picture.size) <= 40
    for values in (picture.x, picture.y, gephi.x, gephi.y):
        assert abs(np.mean(values)) < 0.02
        assert all(v == round(v, 2) for v in values)
    assert max(map(abs, gephi.x + gephi.y)) <= 4900
    assert all(y == 0 or y * g < 0 or abs(y) < 0.02 for y, g in zip(picture.y, gephi.y, strict=True))
    if len(set(picture.size)) > 1:
        assert (min(gephi.size), max(gephi.size)) == (4.0, 100.0)
    else:
        assert set(gephi.size) == {20.0}


def test_same_graph_same_picture_in_another_process() -> None:
    """Neither the hash seed nor the process changes a coordinate."""
    code = (
        "from tests.test_graph_scene import drawn, grown; p = drawn(grown(80, 100)); q = drawn(grown(620, 700));"
        "print(hash((p.x, p.y, q.x, q.y)))"
    )
    found = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}
        )
        found.add(run.stdout)
    assert len(found) == 1


@settings(max_examples=80)
@given(hostile_graphs())
def test_hostile_graphs_are_drawn(graph: KnowledgeGraph) -> None:
    """Every node has a finite place, a colour, and a label that can be seen."""
    picture = drawn(graph)
    assert len(picture.x) == len(picture.label) == len(graph)
    assert all(np.isfinite([*picture.x, *picture.y]))
    assert all(re.fullmatch("#[0-9A-F]{6}", c) for c in picture.color)
    assert all(0 < len(t) <= 24 and not t.isspace() for t in picture.label)
    assert not any(c in t for t in picture.label for c in "\x00\x0b\n\u202e\u2066\ud800\ufffe")


def test_colours_come_from_the_schema() -> None:
    """Types have the colours of the rule pack; one that it does not know has one of its own."""
    picture = drawn(town())
    colors = {e.type: c for e, c in zip(town(), picture.color, strict=True)}
    assert colors["park"] == "#009E73"
    strange = drawn(KnowledgeGraph([entity("ufo", "甲")]))
    assert strange.color[0] not in colors.values()


def many(parts: int, changed: int, large: int) -> KnowledgeGraph:
    """Parts of few shapes, of which one has one relation more; and a large one."""
    made: list[Relation] = []
    for part in range(parts):
        firms = [entity("company", f"第{part}组{i}号厂") for i in range(3 + part % 5)]
        made += [relation(firms[0], "part-of", firm) for firm in firms[1:]]
        if part == changed:
            made += [relation(firms[0], "runs", entity("park", "青禾园")), relation(firms[1], "runs", firms[2])]
    whole = grown(large, large + 100)
    ends = {e.id: e for e in whole} | {
        key: entity(key.split(":")[0], name) for r in made for key, name in ((r.head_id, r.head), (r.tail_id, r.tail))
    }
    return KnowledgeGraph(ends.values(), [*whole.relations(), *made])


@pytest.mark.parametrize("large", [100, 700])
def test_parts_that_did_not_change_stand_where_they_stood(
    large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the last digit as in a picture that is made anew; only what has changed is placed."""
    first, second = many(30, 7, large), many(30, 12, large)
    room._placed.cache_clear()
    with remembered(tmp_path / "none", tmp_path / "places"):
        before = drawn(first)
    after = drawn(second)
    placed: list[int] = []
    spread = room.spread
    monkeypatch.setattr(room, "spread", lambda *given: placed.append(len(given[0])) or spread(*given))
    room._placed.cache_clear()
    with remembered(tmp_path / "places", tmp_path / "again"):
        assert drawn(first) == before
    assert placed == []
    assert (tmp_path / "again").read_bytes() == (tmp_path / "places").read_bytes()
    with remembered(tmp_path / "places", tmp_path / "places"):
        assert drawn(second) == after
    assert placed == [6]  # the one with a relation more; the one with a relation less looks like others now


@pytest.mark.parametrize("spoilt", ["cut", "changed", "empty", "nonsense"])
def test_spoilt_memory_counts_as_none(spoilt: str) -> None:
    """It is never believed."""
    memory = Memory()
    key = memory.key(np.arange(4), np.ones(2))
    memory.put(key, np.ones((2, 2)))
    good = memory.data
    again = Memory(good)
    assert again.get(key) is not None
    data = {"cut": good[:-1], "changed": good[:-1] + b"\0", "empty": b"", "nonsense": b"\1" * 99}[spoilt]
    assert Memory(data).get(key) is None
    assert memory.key(np.arange(4), np.ones(3)) != key


def test_one_relation_more_at_a_hub_resizes_no_other_node() -> None:
    """The degree that is drawn largest moves in steps."""
    hub = entity("park", "青禾园")

    def star(count: int) -> dict[str, float]:
        firms = [entity("company", f"青禾{i}号厂") for i in range(count)]
        picture = drawn(KnowledgeGraph([hub, *firms], [relation(f, "located-in", hub) for f in firms]))
        return dict(zip(picture.ids, picture.size, strict=True))

    small, larger = star(100), star(101)
    assert small["company:青禾7号厂"] == larger["company:青禾7号厂"]
    assert 36 <= small[hub.id] < larger[hub.id] <= 40
