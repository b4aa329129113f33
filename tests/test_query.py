"""Questions over several steps: containment, common partners, differences, groups, rank."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from kg import query
from kg.errors import GraphError, UnknownEntity
from kg.graph import KnowledgeGraph
from kg.query import shape
from tests.graphs import entity, hostile_graphs, relation, sentence, town

TOWN = town()
GREEN = "青禾生物科技有限公司"


def names(entities: object) -> list[str]:
    """The names of entities."""
    return [e.name for e in entities]  # type: ignore[attr-defined]


def test_within_goes_down_and_shows_the_way() -> None:
    """A firm in a sub-park is in the park and in its city, by the relations that say so."""
    found = query.within(TOWN, "云和市")
    assert names(found) == ["云和高新区", "蓝石半导体", "石溪产业园", GREEN]
    way = found[TOWN.entity("青禾")]
    assert [(r.head, r.type, r.tail) for r in way] == [
        (GREEN, "located-in", "石溪产业园"),
        ("石溪产业园", "part-of", "云和高新区"),
        ("云和高新区", "located-in", "云和市"),
    ]
    assert names(query.within(TOWN, "云和市", relations=["located-in"])) == ["云和高新区", "蓝石半导体"]


def test_within_ends_in_a_circle() -> None:
    """Two parks that the sources put into each other do not hang the walk."""
    one, other = entity("park", "甲园"), entity("park", "乙园")
    graph = KnowledgeGraph([one, other], [relation(one, "part-of", other), relation(other, "part-of", one)])
    assert names(query.within(graph, "甲园")) == ["乙园"]


@pytest.mark.parametrize(
    ("park", "firms"),
    [("云和高新区", ["蓝石半导体", GREEN]), ("石溪产业园", [GREEN]), ("海明经开区", ["云松股份"]), ("海明大学", [])],
)
def test_firms_in_park_and_sub_parks(park: str, firms: list[str]) -> None:
    """Sub-parks count."""
    assert names(query.firms_in(TOWN, park)) == firms


def test_common_partners() -> None:
    """Who is tied to both parks, with the ties; ties of the parks' firms count when asked."""
    found = query.common_partners(TOWN, "云和高新区", "海明经开区")
    assert names(found) == ["海明大学"]
    ((left, right),) = found.values()
    assert [r.type for r in (*left, *right)] == ["partners", "partners"]
    inside = query.common_partners(TOWN, "云和高新区", "海明经开区", relations=["cooperates-with"], inside=True)
    assert names(inside) == ["海明大学"]
    assert query.common_partners(TOWN, "云和高新区", "海明经开区", relations=["cooperates-with"]) == {}
    with pytest.raises(UnknownEntity, match="云和高新区"):
        query.common_partners(TOWN, "云和高新", "海明经开区")


def test_paths_through() -> None:
    """Only paths whose inner entities are of the types asked for."""
    assert len(query.paths_through(TOWN, "云和高新区", "海明经开区", ["university"])) == 1
    assert query.paths_through(TOWN, "云和高新区", "海明经开区", ["agency"]) == []


def test_most_connected() -> None:
    """Counts are degrees; the type narrows; ties go by id."""
    assert [(e.name, n) for e, n in query.most_connected(TOWN, limit=2)] == [("云和高新区", 5), ("蓝石半导体", 4)]
    assert [(e.name, n) for e, n in query.most_connected(TOWN, "university")] == [("海明大学", 4)]
    assert query.most_connected(TOWN, "ufo") == []


def test_diff_tells_everything_and_nothing_else() -> None:
    """Added, removed and changed, of entities and relations; nothing between equals."""
    assert not query.diff(TOWN, town())
    fresh = entity("company", "新来科技")
    kept = [r for r in TOWN.relations() if r.type != "runs"]
    changed = [replace(r, confidence=0.1) if r.type == "invests-in" else r for r in kept]
    again = [replace(e, aliases=("海大",)) if e.name == "海明大学" else e for e in TOWN if e.name != "孤星集团"]
    new = KnowledgeGraph([*again, fresh], [*changed, relation(fresh, "located-in", TOWN.entity("石溪产业园"))])
    found = query.diff(TOWN, new)
    assert found
    assert names(found.added_entities) == ["新来科技"]
    assert names(found.removed_entities) == ["孤星集团"]
    assert [(a.aliases, b.aliases) for a, b in found.changed_entities] == [((), ("海大",))]
    assert [str(r) for r in found.added_relations] == ["新来科技 —located-in→ 石溪产业园"]
    assert [r.type for r in found.removed_relations] == ["runs"]
    assert [(a.confidence, b.confidence) for a, b in found.changed_relations] == [(0.9, 0.1)]
    assert str(found) == "entities: 1 added, 1 removed, 1 changed; relations: 1 added, 1 removed, 1 changed"


@settings(max_examples=50)
@given(hostile_graphs(), hostile_graphs())
def test_diff_turns_round(old: KnowledgeGraph, new: KnowledgeGraph) -> None:
    """What one way adds, the other way removes; a graph does not differ from itself."""
    there, back = query.diff(old, new), query.diff(new, old)
    assert there.added_entities == back.removed_entities
    assert there.removed_relations == back.added_relations
    assert {(a.id, b.id) for a, b in there.changed_entities} == {(b.id, a.id) for a, b in back.changed_entities}
    assert not query.diff(old, old)


@settings(max_examples=40)
@given(hostile_graphs())
def test_communities_share_out_all_entities(graph: KnowledgeGraph) -> None:
    """Every entity is in exactly one group."""
    groups = query.communities(graph)
    members = [e.id for group in groups.values() for e in group]
    assert sorted(members) == sorted(e.id for e in graph)
    assert list(map(len, groups.values())) == sorted(map(len, groups.values()), reverse=True)


def test_communities_do_not_depend_on_the_process() -> None:
    """The hash seed changes nothing."""
    code = "from tests.graphs import town; from kg.query import communities; print(communities(town()).keys())"
    found = set()
    for seed in "123":
        env = {"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1"}
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env)
        found.add(run.stdout)
    assert len(found) == 1


@pytest.mark.parametrize("measure", sorted(query.CENTRALITIES))
def test_centralities(measure: str) -> None:
    """The hub comes first, the loner last, every entity once, empty graphs are no error."""
    found = query.centrality(TOWN, measure)
    assert found[0][0].name in {"云和高新区", "海明大学", "蓝石半导体"}
    assert {e.name: score for e, score in found}["孤星集团"] == found[-1][1]
    assert len(found) == len(TOWN)
    assert query.centrality(TOWN, measure, limit=1) == found[:1]
    assert query.centrality(KnowledgeGraph(), measure) == []
    with pytest.raises(GraphError, match="betweenness"):
        query.centrality(TOWN, "fame")


@settings(max_examples=40)
@given(hostile_graphs())
def test_pagerank_is_a_share(graph: KnowledgeGraph) -> None:
    """All ranks together make one."""
    ranks = [score for _, score in query.centrality(graph, "pagerank")]
    assert not ranks or abs(sum(ranks) - 1) < 1e-4


def test_pagerank_agrees_with_networkx() -> None:
    """The definition is that of networkx, whose public function needs scipy."""
    expected = _pagerank_python(shape._plain(TOWN), weight="weight", tol=1e-12)
    assert all(abs(expected[e.id] - score) < 1e-5 for e, score in query.centrality(TOWN))


def test_to_pandas() -> None:
    """Two frames with all rows; dates and best sentence at hand."""
    pytest.importorskip("pandas")
    entities, relations = query.to_pandas(TOWN)
    assert entities.shape == (10, 6)
    assert relations.shape == (12, 12)
    row = relations[(relations["type"] == "partners") & (relations["sentences"] == 2)].iloc[0]
    assert (row["date_first"], row["date_last"], row["status"]) == ("2021", "2024-01-12", "agreed")
    assert row["evidence"] == sentence().text
    empty = query.to_pandas(KnowledgeGraph())
    assert list(empty[0].columns) == list(entities.columns)
