"""The graph answers by name, type, date and neighbourhood, and does not change on the way."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings

from kg.errors import GraphError, KgError, UnknownEntity
from kg.graph import KnowledgeGraph, near
from tests.graphs import entity, hostile_graphs, relation, sentence, town

TOWN = town()
GREEN = "青禾生物科技有限公司"


@pytest.mark.parametrize(
    ("asked", "type", "found"),
    [
        pytest.param(GREEN, None, f"company:{GREEN}", id="canonical-name"),
        pytest.param("青禾", None, f"company:{GREEN}", id="alias"),
        pytest.param("park:云和高新区", None, "park:云和高新区", id="id"),
        pytest.param(" 青 禾 ", None, f"company:{GREEN}", id="stray-spaces"),
        pytest.param("春苗行动", "program", "program:“春苗”行动", id="quotes-do-not-count"),
    ],
)
def test_entity_is_found(asked: str, type: str | None, found: str) -> None:
    """An id, a name, an alias, and forms that differ in layout only lead to the entity."""
    assert TOWN.entity(asked, type).id == found
    assert asked in TOWN


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("云和高心区", "云和高新区"), ("海明大雪", "海明大学"), ("青禾生物科技", "青禾生物"), ("蓝石半导", "蓝石半导体")],
)
def test_unknown_entity_names_near_matches(asked: str, hint: str) -> None:
    """A name that is not there is a KeyError whose message offers the nearest forms."""
    with pytest.raises(KeyError, match=hint) as caught:
        TOWN.entity(asked)
    assert isinstance(caught.value, UnknownEntity)
    assert isinstance(caught.value, KgError)
    assert caught.value.near[0] == hint


def test_near_by_sound() -> None:
    """Characters that sound alike are near, where pypinyin is installed."""
    pytest.importorskip("pypinyin")
    assert near("江音", ["江阴", "无锡", "海口"]) == ("江阴",)


def test_unknown_entity_far_from_everything() -> None:
    """Nothing is offered where nothing is near."""
    with pytest.raises(UnknownEntity) as caught:
        TOWN.entity("火星")
    assert caught.value.near == ()


def test_ambiguous_name_is_an_error_that_names_the_ids() -> None:
    """One name of two things is never a silent choice; the type decides."""
    graph = KnowledgeGraph([entity("place", "云和"), entity("company", "云和")])
    with pytest.raises(GraphError, match="company:云和, place:云和"):
        graph.entity("云和")
    assert graph.entity("云和", "place").id == "place:云和"
    assert len(graph.find("云和")) == 2


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        pytest.param({}, 12, id="all"),
        pytest.param({"type": "located-in"}, 4, id="type"),
        pytest.param({"type": ["located-in", "part-of"]}, 5, id="types"),
        pytest.param({"head": "青禾"}, 3, id="head"),
        pytest.param({"tail": "青禾"}, 1, id="tail-of-symmetric"),
        pytest.param({"head": "蓝石半导体", "tail": "青禾"}, 1, id="both-ends-of-symmetric-turned"),
        pytest.param({"entity": "海明大学"}, 4, id="either-end"),
        pytest.param({"entity": "海明大学", "type": "partners"}, 2, id="either-end-and-type"),
        pytest.param({"entity": "海明大学", "head": "云和高新区"}, 1, id="entity-and-head"),
        pytest.param({"min_confidence": 0.7}, 10, id="confidence"),
        pytest.param({"status": "agreed"}, 1, id="status"),
        pytest.param({"status": ["done", "planned"]}, 2, id="statuses"),
        pytest.param({"since": "2024"}, 2, id="since"),
        pytest.param({"until": "2023-05"}, 2, id="until"),
        pytest.param({"since": "2023-05-31", "until": "2023-05-31"}, 1, id="month-covers-day"),
        pytest.param({"file": "乙.txt"}, 2, id="file"),
        pytest.param({"head": "孤星集团"}, 0, id="none"),
    ],
)
def test_relations(conditions: dict[str, object], count: int) -> None:
    """Every condition narrows, alone and together."""
    found = TOWN.relations(**conditions)  # type: ignore[arg-type]
    assert len(found) == count
    assert found == [r for r in TOWN.relations() if r in found]


@pytest.mark.parametrize("text", ["2023年", "", "2023-13", "yesterday"])
def test_relations_refuse_what_is_no_date(text: str) -> None:
    """A bound that is no date is an error that says how to write one."""
    with pytest.raises(GraphError, match="2024-01-12"):
        TOWN.relations(since=text)


def test_neighbors_come_by_distance() -> None:
    """One step, two steps, one type, one relation."""
    assert [e.name for e in TOWN.neighbors("石溪产业园")] == [GREEN, "云和高新区"]
    assert {e.name for e in TOWN.neighbors("石溪产业园", hops=2)} == {
        GREEN, "云和高新区", "蓝石半导体", "云和市", "海明大学", "“春苗”行动",
    }  # fmt: skip
    assert [e.name for e in TOWN.neighbors("石溪产业园", hops=2, types="company")] == [GREEN, "蓝石半导体"]
    assert [e.name for e in TOWN.neighbors("石溪产业园", hops=3, relations="part-of")] == ["云和高新区"]
    assert TOWN.neighbors("孤星集团", hops=9) == []


def test_paths_are_all_shortest_ones_with_their_relations() -> None:
    """Both ways round are told, each step with its relations, parallel ones too."""
    paths = TOWN.paths("云松股份", GREEN)
    assert [str(p) for p in paths] == [
        f"云松股份 —cooperates-with— 海明大学 —cooperates-with— 蓝石半导体 —partners— {GREEN}"
    ]
    assert [len(step) for step in paths[0].steps] == [1, 1, 2]
    assert len(paths[0]) == 3
    assert paths[0].relations[0].evidence
    assert TOWN.paths("云松股份", GREEN, max_hops=2) == []
    assert TOWN.paths("云松股份", "孤星集团") == []
    assert [len(p) for p in TOWN.paths("青禾", "青禾")] == [0]
    assert {p.entities[1].name for p in TOWN.paths("石溪产业园", "蓝石半导体")} == {"云和高新区", GREEN}
    assert {p.entities[1].name for p in TOWN.paths("石溪产业园", "蓝石半导体", through="company")} == {GREEN}


@settings(max_examples=60)
@given(hostile_graphs())
def test_paths_agree_with_networkx(graph: KnowledgeGraph) -> None:
    """networkx finds as many shortest paths of the same length."""
    plain = nx.Graph(graph.to_networkx().to_undirected())
    ids = [e.id for e in graph]
    for one, other in pairwise(ids):
        paths = graph.paths(one, other, max_hops=99, limit=10_000)
        if nx.has_path(plain, one, other):
            expected = {tuple(p) for p in nx.all_shortest_paths(plain, one, other)}
            assert {tuple(e.id for e in p.entities) for p in paths} == expected
        else:
            assert paths == []


def test_subgraph_keeps_relations_among_those_reached() -> None:
    """Entities within one step and all that binds them; files that speak of them."""
    part = TOWN.subgraph(["青禾"])
    assert {e.name for e in part} == {GREEN, "蓝石半导体", "石溪产业园"}
    assert len(part.relations()) == 3
    assert set(part.files) == {"甲.txt", "乙.txt"}
    assert len(TOWN.subgraph("青禾", hops=0)) == 1


def test_search_ranks_whole_names_first() -> None:
    """Exact before prefix before part; aliases are searched; nothing for empty text."""
    parks = [entity("park", "云和高新区"), entity("park", "新云和园")]
    graph = KnowledgeGraph([entity("place", "云和"), *parks, entity("company", "甲", "云和")])
    assert [e.name for e in graph.search("云和")] == ["云和", "甲", "云和高新区", "新云和园"]
    assert [e.name for e in graph.search("云和", limit=1)] == ["云和"]
    assert graph.search("") == []
    assert graph.search("天外") == []


def test_to_networkx_is_a_copy() -> None:
    """What is done to the copy does not reach the graph; every edge is there under its type."""
    copy = TOWN.to_networkx()
    assert isinstance(copy, nx.MultiDiGraph)
    assert copy.number_of_nodes() == 10
    assert copy.number_of_edges() == 12
    head, tail = sorted([f"company:{GREEN}", "company:蓝石半导体"])
    assert copy.edges[head, tail, "partners"]["weight"] == 2
    copy.clear()
    assert len(TOWN.neighbors("青禾")) == 2


@pytest.mark.parametrize(
    ("entities", "relations", "message"),
    [
        pytest.param([entity("park", "甲"), entity("park", "甲")], [], "two entities have the id", id="two-of-one-id"),
        pytest.param(
            [entity("park", "甲")],
            [relation(entity("park", "甲"), "runs", entity("program", "乙"))],
            "no entity",
            id="no-end",
        ),
        pytest.param(
            [entity("park", "甲"), entity("program", "乙")],
            [relation(entity("park", "甲"), "runs", entity("program", "乙"))] * 2,
            "given twice",
            id="twice",
        ),
        pytest.param(
            [entity("park", "甲"), entity("program", "乙")],
            [relation(entity("park", "甲"), "runs", entity("program", "乙"), confidence=1.5)],
            "0 to 1",
            id="confidence",
        ),
        pytest.param(
            [entity("park", "甲"), entity("program", "乙")],
            [replace(relation(entity("park", "甲"), "runs", entity("program", "乙")), head="丙")],
            "is called '甲'",
            id="wrong-name",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(entities: list, relations: list, message: str) -> None:
    """A graph is whole or it is not made."""
    with pytest.raises(GraphError, match=message):
        KnowledgeGraph(entities, relations)


def test_symmetric_relations_are_turned() -> None:
    """The smaller id comes first, and the evidence's spans turn with it."""
    one, other = entity("company", "乙"), entity("company", "甲")
    first, second = sorted([one, other], key=lambda e: e.id)
    given_as = relation(second, "partners", first)
    held = KnowledgeGraph([one, other], [given_as]).relations()[0]
    assert (held.head_id, held.tail_id) == (first.id, second.id)
    assert held.evidence[0].tail == given_as.evidence[0].head


def test_equality_looks_at_everything() -> None:
    """Provenance counts: another offset makes another graph; order does not count."""
    assert town() == TOWN
    assert KnowledgeGraph(reversed(TOWN.entities), reversed(TOWN.relations()), files=TOWN.files, meta=TOWN.meta) == TOWN
    changed = [replace(e, aliases=("甲",)) if e.name == GREEN else e for e in TOWN]
    assert KnowledgeGraph(changed, TOWN.relations(), files=TOWN.files, meta=TOWN.meta) != TOWN
    assert KnowledgeGraph(TOWN, TOWN.relations(), files=TOWN.files) != TOWN
    assert TOWN != "graph"


@settings(max_examples=60)
@given(hostile_graphs())
def test_pickling(graph: KnowledgeGraph) -> None:
    """A graph that went to another process and back is the same, also after it was asked something."""
    graph.search("甲")
    copy = pickle.loads(pickle.dumps(graph))
    assert copy == graph
    assert repr(copy) == repr(graph)


def test_containment_and_length() -> None:
    """Names, entities and relations can be looked for with ``in``."""
    assert len(TOWN) == len(list(TOWN)) == 10
    assert TOWN.entity("青禾") in TOWN
    assert TOWN.relations()[0] in TOWN
    assert "火星" not in TOWN
    assert entity("park", "火星") not in TOWN
    assert 7 not in TOWN
    assert repr(TOWN) == "<KnowledgeGraph: 10 entities, 12 relations, 3 files>"


def test_evidence_dates_of_relation() -> None:
    """A relation tells the furthest status and all dates of its evidence."""
    found = TOWN.relations(type="partners", head="青禾")[0]
    assert found.status == "agreed"
    assert found.dates == ("2021", "2024-01-12")
    assert sentence("2021").date_text == "2021（原文）"
