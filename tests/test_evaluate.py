"""The scoring: figures, faults, reliability, halves, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import EvaluationError
from kg.evaluate import Evaluation, Judged, Row, Scored, evaluate, from_gold, half, normalise, read, score

Gold = dict[str, Any]


def entity(key: str, type_: str, *names: str, optional: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {"id": key, "type": type_, "name": names[0], "aliases": list(names[1:])}
    return {**found, "optional": True} if optional else found


def relation(head: str, type_: str, tail: str, evidence: str = "", **more: Any) -> dict[str, Any]:
    return {"head": head, "type": type_, "tail": tail, "evidence": evidence, **more}


def graph(entities: list[dict[str, Any]], *relations: dict[str, Any]) -> Scored:
    return from_gold({"entities": entities, "relations": list(relations)})


PARK = entity("p", "park", "甲高新区", "甲高新技术产业开发区")
CITY = entity("c", "place", "甲市")
PROVINCE = entity("v", "place", "乙省")
FIRM = entity("f", "company", "丙丁科技有限公司", "丙丁科技")
SCHOOL = entity("u", "university", "戊己大学")

ENTITY_CASES = {
    "by-alias": ([PARK], [entity("1", "park", "甲高新技术产业开发区")], (1, 1, 1)),
    "quotes-and-space-do-not-count": ([PARK], [entity("1", "park", "“甲 高新区”")], (1, 1, 1)),
    "full-width-is-equal": ([entity("a", "company", "ABC公司")], [entity("1", "company", "ＡＢＣ公司")], (1, 1, 1)),
    "other-type-is-wrong": ([PARK], [entity("1", "place", "甲高新区")], (0, 1, 1)),
    "second-node-is-wrong": (
        [FIRM],
        [entity("1", "company", "丙丁科技"), entity("2", "company", "丙丁科技有限公司")],
        (1, 2, 1),
    ),
    "one-node-for-two-is-one-hit": (
        [FIRM, entity("g", "company", "庚辛集团")],
        [entity("1", "company", "丙丁科技", "庚辛集团")],
        (1, 1, 2),
    ),
    "optional-missed-counts-neither-way": ([entity("o", "park", "壬园", optional=True)], [], (0, 0, 0)),
    "optional-found-counts-neither-way": (
        [entity("o", "park", "壬园", optional=True)],
        [entity("1", "park", "壬园")],
        (0, 0, 0),
    ),
    "most-shared-names-first": (
        [entity("a", "park", "癸园", "子园", "丑园")],
        [entity("1", "park", "癸园"), entity("2", "park", "子园", "丑园")],
        (1, 2, 1),
    ),
}


@pytest.mark.parametrize(("gold", "predicted", "expected"), ENTITY_CASES.values(), ids=ENTITY_CASES)
def test_entities_are_matched_by_type_and_shared_names(
    gold: list[Gold], predicted: list[Gold], expected: tuple[int, int, int]
) -> None:
    """Hits, predicted and gold of all entity types together."""
    row = score(graph(gold), graph(predicted)).row("ALL entities")
    assert (row.hits, row.predicted, row.gold) == expected


ALL = [PARK, CITY, PROVINCE, FIRM, SCHOOL]
RELATION_CASES = {
    "right": ([relation("f", "located-in", "p")], [relation("f", "located-in", "p")], (1, 1, 1)),
    "symmetric-swapped": ([relation("f", "partners", "u")], [relation("u", "partners", "f")], (1, 1, 1)),
    "directed-swapped-is-wrong": ([relation("f", "located-in", "p")], [relation("p", "located-in", "f")], (0, 1, 1)),
    "weaker-type-is-wrong": ([relation("f", "partners", "u")], [relation("f", "cooperates-with", "u")], (0, 1, 1)),
    "closure-counts-neither-way": (
        [relation("f", "located-in", "p"), relation("p", "located-in", "c"), relation("c", "part-of", "v")],
        [relation("f", "located-in", "p"), relation("f", "located-in", "v"), relation("p", "located-in", "v")],
        (1, 1, 3),
    ),
    "closure-of-part-of-is-no-part-of": (
        [relation("f", "part-of", "u"), relation("u", "part-of", "p")],
        [relation("f", "part-of", "p")],
        (0, 1, 2),
    ),
    "optional-counts-neither-way": (
        [relation("f", "partners", "u", optional=True)],
        [relation("u", "partners", "f")],
        (0, 0, 0),
    ),
}


@pytest.mark.parametrize(("gold", "predicted", "expected"), RELATION_CASES.values(), ids=RELATION_CASES)
def test_relations_are_compared_between_gold_entities(
    gold: list[Gold], predicted: list[Gold], expected: tuple[int, int, int]
) -> None:
    """Hits, predicted and gold of all relation types together."""
    row = score(graph(ALL, *gold), graph(ALL, *predicted)).row("ALL relations")
    assert (row.hits, row.predicted, row.gold) == expected


def test_the_type_of_an_end_need_not_match_and_two_nodes_for_one_entity_are_one_relation() -> None:
    """A split, mistyped firm costs entity points, not relation points."""
    gold = graph([FIRM, PARK], relation("f", "located-in", "p"))
    split = [entity("1", "agency", "丙丁科技"), entity("2", "company", "丙丁科技有限公司")]
    both = [relation("1", "located-in", "3"), relation("2", "located-in", "3")]
    predicted = graph([*split, entity("3", "park", "甲高新区")], *both)
    row = score(gold, predicted).row("located-in")
    assert (row.hits, row.predicted, row.gold) == (1, 1, 1)


CAUSES = {
    "miss-unread": ([PARK], [], [("miss", "unread")]),
    "false-invented": ([], [PARK], [("false", "invented")]),
    "other-type": ([PARK], [entity("1", "place", "甲高新区")], [("false", "type"), ("miss", "type")]),
    "boundary": ([PARK], [entity("1", "park", "走进甲高新区")], [("false", "boundary"), ("miss", "boundary")]),
    "split": ([FIRM], [FIRM, entity("1", "company", "丙丁科技")], [("false", "split")]),
    "merged": (
        [FIRM, entity("g", "company", "庚集团")],
        [entity("1", "company", "丙丁科技", "庚集团")],
        [("miss", "merged")],
    ),
}


@pytest.mark.parametrize(("gold", "predicted", "expected"), CAUSES.values(), ids=CAUSES)
def test_every_entity_fault_has_a_class(
    gold: list[Gold], predicted: list[Gold], expected: list[tuple[str, str]]
) -> None:
    """The taxonomy that the work goes down by."""
    errors = score(graph(gold), graph(predicted)).errors
    assert [(e.kind, e.cause) for e in errors] == expected


RELATION_CAUSES = {
    "unread": (ALL, [], [("miss", "unread")]),
    "end-missing": ([PARK], [], [("miss", "end")]),
    "direction": (ALL, [relation("p", "located-in", "f")], [("false", "direction"), ("miss", "direction")]),
    "type": (ALL, [relation("f", "partners", "p")], [("false", "type"), ("miss", "type")]),
    "invented": (ALL, [relation("f", "located-in", "p"), relation("f", "partners", "u")], [("false", "invented")]),
    "end-wrong": (
        [*ALL, entity("x", "company", "寅卯科技")],
        [relation("f", "located-in", "p"), relation("x", "located-in", "p")],
        [("false", "end")],
    ),
}


@pytest.mark.parametrize(("entities", "predicted", "expected"), RELATION_CAUSES.values(), ids=RELATION_CAUSES)
def test_every_relation_fault_has_a_class(
    entities: list[Gold], predicted: list[Gold], expected: list[tuple[str, str]]
) -> None:
    """Gold: the firm stands in the park."""
    result = score(graph(ALL, relation("f", "located-in", "p")), graph(entities, *predicted))
    assert [(e.kind, e.cause) for e in result.errors if e.of == "relation"] == expected


def test_faults_show_their_sentence() -> None:
    """Misses quote the gold's evidence, false hits the prediction's; names are looked up in the article."""
    gold = graph([FIRM, PARK, SCHOOL], relation("f", "located-in", "p", "丙丁科技落户甲高新区"))
    predicted = graph([FIRM, PARK], relation("f", "partners", "p", "丙丁科技与甲高新区签约"))
    result = score(gold, predicted, file="a", text="春天来了。戊己\n大 学来访。丙丁科技落户甲高新区。")
    shown = {(e.kind, e.text): e.sentence for e in result.errors}
    assert shown == {
        ("miss", "戊己大学"): "戊己大学来访。",
        ("miss", "丙丁科技有限公司 -located-in-> 甲高新区"): "丙丁科技落户甲高新区",
        ("false", "丙丁科技有限公司 -partners-> 甲高新区"): "丙丁科技与甲高新区签约",
    }
    assert {e.file for e in result.errors} == {"a"}


def test_what_lies_below_the_threshold_is_not_predicted_but_stays_in_the_reliability_table() -> None:
    """Confidence 0.4 is dropped at 0.5; the table still judges it."""
    gold = graph(ALL, relation("f", "located-in", "p"))
    predicted = graph(
        ALL, relation("f", "located-in", "p", confidence=0.95), relation("f", "partners", "u", confidence=0.4)
    )
    result = score(gold, predicted, min_confidence=0.5)
    assert (result.row("ALL relations").predicted, result.row("ALL relations").hits) == (1, 1)
    table = {b.low: (b.predicted, b.right) for b in result.reliability() if b.predicted}
    assert table == {0.4: (1, 0.0), 0.9: (1, 1.0)}


def test_the_calibration_error_weighs_the_gaps() -> None:
    """Two bins with gaps 0.05 and 0.6, three predictions and one."""
    judged = [Judged(0.95, True)] * 3 + [Judged(0.6, False)]
    result = Evaluation(core_entities=(), core_relations=(), judged=judged)
    assert result.calibration_error() == pytest.approx((3 * 0.05 + 0.6) / 4)


def test_a_confidence_on_a_boundary_belongs_to_the_upper_bin() -> None:
    """0.3 and 0.7 are stored a little off; 1 belongs to the last bin."""
    judged = [Judged(c, True) for c in (0.3, 0.7, 1.0, 0.0)]
    result = Evaluation(core_entities=(), core_relations=(), judged=judged)
    assert [b.predicted for b in result.reliability()] == [1, 0, 0, 1, 0, 0, 0, 1, 0, 1]


def test_a_reliability_table_needs_a_bin() -> None:
    """None is refused."""
    with pytest.raises(ValueError, match="at least one bin"):
        Evaluation(core_entities=(), core_relations=()).reliability(0)


def test_figures_of_nothing_are_zero() -> None:
    """No prediction, no gold: no division by zero."""
    row = Row(name="x", hits=0, predicted=0, gold=0)
    assert (row.precision, row.recall, row.f1) == (0.0, 0.0, 0.0)


def test_the_halves_of_a_corpus_follow_from_the_stems_alone() -> None:
    """Fixed, and both of them filled."""
    stems = [f"{n:03d}" for n in range(60)]
    assert {half(s) for s in stems} == {"seen", "unseen"}
    assert 15 <= sum(half(s) == "seen" for s in stems) <= 45
    assert (half("000"), half("001")) == (half("000"), half("001"))


def test_names_compare_after_nfkc_without_quotes_and_white_space() -> None:
    """The guideline's rule, on one name with everything."""
    assert normalise("“ＡＢ ｃ”\u3000（中国）") == "abc(中国)"


# --- files ---


def write(folder: Path, name: str, data: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


GOLD = {"file": "a.txt", "entities": [PARK, FIRM], "relations": [relation("f", "located-in", "p", "证据")]}
GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="n_label" for="node" attr.name="label" attr.type="string"/>
<key id="n_type" for="node" attr.name="type" attr.type="string"/>
<key id="n_aliases" for="node" attr.name="aliases" attr.type="string"/>
<key id="e_relation" for="edge" attr.name="relation" attr.type="string"/>
<key id="e_confidence" for="edge" attr.name="confidence" attr.type="double"/>
<key id="e_evidence" for="edge" attr.name="evidence" attr.type="string"/>
<graph id="G" edgedefault="directed">
<node id="1"><data key="n_label"><![CDATA[甲高新区]]></data><data key="n_type">park</data></node>
<node id="2"><data key="n_label">丙丁</data><data key="n_type">company</data>
<data key="n_aliases">丙丁科技|X&amp;Y</data></node>
<edge id="t1" source="2" target="1"><data key="e_relation">located-in</data>
<data key="e_confidence">0.75</data><data key="e_evidence">一句。</data></edge>
</graph></graphml>"""


def test_graphml_is_read_by_the_names_of_its_keys(tmp_path: Path) -> None:
    """CDATA, entities of XML itself, missing aliases, confidence and evidence."""
    found = read(write(tmp_path, "a.graphml", GRAPHML))
    assert found.labels == {"1": "甲高新区", "2": "丙丁"}
    assert found.names["2"] == {"丙丁", "丙丁科技", "x&y"}
    claim = found.relations["2", "located-in", "1"]
    assert (claim.confidence, claim.evidence) == (0.75, "一句。")


REFUSED = {
    "doctype": ("a.graphml", GRAPHML.replace("<graphml", '<!DOCTYPE g [<!ENTITY a "b">]><graphml', 1), "document type"),
    "no-xml": ("a.graphml", "nothing", "well-formed"),
    "no-type": ("a.graphml", GRAPHML.replace('<data key="n_type">park</data>', ""), "lacks one of"),
    "no-relation": ("a.graphml", GRAPHML.replace('<data key="e_relation">located-in</data>', ""), "attribute relation"),
    "unknown-end": ("a.graphml", GRAPHML.replace('target="1"', 'target="9"'), "ends in '9'"),
    "confidence-no-number": ("a.graphml", GRAPHML.replace("0.75", "high"), "high"),
    "confidence-nan": ("a.graphml", GRAPHML.replace("0.75", "nan"), "not 0 to 1"),
    "no-json": ("a.json", "{", "a.json"),
    "json-nested-too-deep": ("a.json", "[" * 100_000, "a.json"),
    "no-name": ("a.json", {"entities": [{"id": "1", "type": "park"}], "relations": []}, "no 'name'"),
    "names-no-text": ("a.json", {"entities": [{"id": "1", "type": "park", "name": 3}], "relations": []}, "gold format"),
    "entities-no-list": ("a.json", {"entities": 3, "relations": []}, "gold format"),
    "dangling": ("a.json", {**GOLD, "relations": [relation("f", "partners", "zz")]}, "ends in 'zz'"),
}


@pytest.mark.parametrize(("name", "data", "message"), REFUSED.values(), ids=REFUSED)
def test_files_that_are_no_graph_are_refused_by_name(tmp_path: Path, name: str, data: Any, message: str) -> None:
    """Each fault with the file and what is wrong; never another exception."""
    path = write(tmp_path, name, data)
    with pytest.raises(EvaluationError, match=message) as caught:
        read(path)
    assert name in str(caught.value)


def test_folders_are_paired_by_stem(tmp_path: Path) -> None:
    """One prediction as GraphML, one in the gold format, found in the folder or in its per-file folder."""
    gold = tmp_path / "gold"
    write(gold, "a.json", GOLD)
    write(gold, "b.json", {**GOLD, "file": "b.txt"})
    write(tmp_path / "out", "a.graphml", GRAPHML)
    write(tmp_path / "out" / "per-file", "b.json", GOLD)
    result = evaluate(gold, tmp_path / "out")
    assert result.files == ["a", "b"]
    assert result.row("located-in").hits == 2
    assert evaluate(gold, tmp_path / "out", only=lambda stem: stem == "b").files == ["b"]


def test_an_extractor_is_run_on_the_texts_beside_the_gold(tmp_path: Path) -> None:
    """The function gets the path that the gold's `file` names."""
    write(tmp_path, "a.json", GOLD)
    write(tmp_path / "texts", "a.txt", "丙丁科技落户甲高新区。")
    asked: list[str] = []

    def predict(text: Path) -> Path:
        asked.append(text.name)
        return write(tmp_path / "out", "a.graphml", GRAPHML)

    assert evaluate(tmp_path, predict, texts=tmp_path / "texts").row("located-in").f1 == 1.0
    assert asked == ["a.txt"]


def _no_gold(folder: Path) -> None:
    evaluate(folder / "none", folder)


def _empty_gold(folder: Path) -> None:
    evaluate(folder / "out", folder)


def _no_prediction(folder: Path) -> None:
    evaluate(folder / "gold", folder / "out")


def _no_output(folder: Path) -> None:
    evaluate(folder / "gold", folder / "none")


def _no_text(folder: Path) -> None:
    evaluate(folder / "gold", lambda text: text)


def _gold_is_a_list(folder: Path) -> None:
    write(folder / "gold", "a.json", [])
    evaluate(folder / "gold", folder / "out")


FAULTY_CALLS: dict[str, tuple[Callable[[Path], None], str]] = {
    "gold-missing": (_no_gold, "is no folder"),
    "gold-empty": (_empty_gold, "holds no .json"),
    "prediction-missing": (_no_prediction, "no prediction for a"),
    "predictions-missing": (_no_output, "does not exist"),
    "text-missing": (_no_text, "a.txt does not stand in"),
    "gold-is-a-list": (_gold_is_a_list, "not in the gold format"),
}


@pytest.mark.parametrize(("call", "message"), FAULTY_CALLS.values(), ids=FAULTY_CALLS)
def test_what_cannot_be_compared_is_said(tmp_path: Path, call: Callable[[Path], None], message: str) -> None:
    """Each missing piece has its own message."""
    write(tmp_path / "gold", "a.json", GOLD)
    (tmp_path / "out").mkdir()
    with pytest.raises(EvaluationError, match=message):
        call(tmp_path)


def test_the_taxonomy_counts_the_largest_class_first() -> None:
    """Two firms unread, one park invented."""
    gold = graph([FIRM, entity("g", "company", "庚辛集团")])
    result = score(gold, graph([PARK]))
    assert result.taxonomy() == [("entity", "miss", "unread", 2), ("entity", "false", "invented", 1)]
