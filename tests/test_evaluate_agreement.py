"""The scoring agrees, to the last digit, with the scorer that stands beside the guideline.

It is an independent implementation and not part of this repository: it is looked for in ``shared/gold`` beside the
checkout. Where it is absent, only the comparison is left out; `test_evaluate.py` holds the definition by hand.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.evaluate import evaluate

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "gold"
PAIRS = [
    (SHARED / "dev", SHARED / "dev"),
    (ROOT / "tests/gold/seeds", ROOT / "tests/gold/seeds"),
    (ROOT / "tests/gold/articles", ROOT / "tests/gold/articles"),
]

pytestmark = pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the guideline's scorer is not beside us")


@cache
def judge() -> Callable[[], int]:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with mock.patch.dict("sys.modules", {"score": module}):
        spec.loader.exec_module(module)
    main: Callable[[], int] = module.main
    return main


def judged(gold: Path, predicted: Path) -> dict[str, Any]:
    output = io.StringIO()
    with mock.patch("sys.argv", ["score", str(gold), str(predicted), "--json"]), contextlib.redirect_stdout(output):
        judge()()
    figures: dict[str, Any] = json.loads(output.getvalue())
    return figures


def agree(gold: Path, predicted: Path) -> None:
    ours, theirs = evaluate(gold, predicted).figures(), judged(gold, predicted)
    assert ours == theirs
    assert list(ours) == list(theirs)


@pytest.mark.parametrize("pair", PAIRS, ids=["dev", "seeds", "articles"])
def test_gold_against_itself(pair: tuple[Path, Path]) -> None:
    """Every figure 1, in both."""
    if not any(pair[0].glob("*.json")):
        pytest.skip("no gold there")
    agree(*pair)
    assert evaluate(*pair).row("ALL relations").f1 == 1.0


REAL = [(SHARED / "dev", SHARED.parent / "seeds"), (ROOT / "tests/gold/seeds", ROOT / "seeds")]


@pytest.mark.parametrize("pair", REAL, ids=["dev", "seeds"])
def test_real_predictions(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """What `kg build --per-file` writes: two readers of GraphML, one set of figures."""
    gold, texts = pair
    assert main(["build", str(texts), "-o", str(tmp_path), "--formats", "json", "--per-file"]) == 0
    agree(gold, tmp_path / "per-file")
    assert evaluate(gold, tmp_path).row("ALL entities").hits > 0


Entity = dict[str, Any]
TYPES = ["park", "company", "university", "program", "institute", "agency", "place"]
RELATIONS = ["located-in", "partners", "cooperates-with", "runs", "part-of", "invests-in"]


def closure(data: dict[str, Any]) -> list[Entity]:
    """`located-in` by going up one step, as a reader who closes the graph would write it."""
    up = [r for r in data["relations"] if r["type"] in ("located-in", "part-of")]
    return [
        {"head": a["head"], "type": "located-in", "tail": b["tail"]} for a in up for b in up if a["tail"] == b["head"]
    ]


@st.composite
def perturbed(draw: st.DrawFn, data: dict[str, Any]) -> dict[str, Any]:
    """The same file as a worse reader would write it: dropped, added, merged, split, retyped, closed, swapped."""
    rnd = draw(st.randoms(use_true_random=False))
    rate = draw(st.sampled_from([0.0, 0.1, 0.4]))

    def happens() -> bool:
        return rnd.random() < rate

    entities: list[Entity] = [{**e, "aliases": list(e.get("aliases", []))} for e in data["entities"] if not happens()]
    for e in list(entities):
        if happens():
            e["type"] = rnd.choice(TYPES)
        if happens() and e["aliases"]:  # split: an alias becomes a node of its own
            entities.append({"id": f"{e['id']}s", "type": e["type"], "name": e["aliases"].pop(), "aliases": []})
        if happens():  # a form that belongs to another
            e["aliases"].append(rnd.choice(entities)["name"])
        if happens():
            entities.append({"id": f"new {rnd.random()}", "type": rnd.choice(TYPES), "name": f"{e['name']}x"})
        if happens():
            e["name"] = f"“{e['name'][:2]} {e['name'][2:]}”"
    renamed: dict[str, str] = {}
    for e in list(entities):
        if happens() and e in entities and len(entities) > 1:  # merged into another
            into = rnd.choice([o for o in entities if o is not e])
            into.setdefault("aliases", []).extend([e["name"], *e.get("aliases", [])])
            renamed[e["id"]] = into["id"]
            entities.remove(e)
    ids = [e["id"] for e in entities]

    def end(key: str) -> str:
        while key in renamed:
            key = renamed[key]
        return key

    relations = [dict(r) for r in data["relations"] if not happens()]
    relations += [r for r in closure(data) if happens()]
    for r in relations:
        if happens():
            r["head"], r["tail"] = r["tail"], r["head"]
        if happens():
            r["type"] = rnd.choice(RELATIONS)
        r["head"], r["tail"] = end(r["head"]), end(r["tail"])
    if ids:
        for _ in range(int(rate * 20)):
            relations.append({"head": rnd.choice(ids), "type": rnd.choice(RELATIONS), "tail": rnd.choice(ids)})
    for item in [*entities, *relations]:
        if happens():
            item["optional"] = not item.get("optional", False)
    if draw(st.booleans()):  # ids in another order than the file's: the ties must not follow the file
        new = {key: f"{rnd.randrange(10**6)}-{n}" for n, key in enumerate(ids)}
        for e in entities:
            e["id"] = new[e["id"]]
        for r in relations:
            r["head"], r["tail"] = new.get(r["head"], ""), new.get(r["tail"], "")
    rnd.shuffle(entities)
    known = {e["id"] for e in entities}
    kept = [r for r in relations if r["head"] in known and r["tail"] in known]
    return {"file": data["file"], "entities": entities, "relations": kept}


SMALL = {
    "file": "small.txt",
    "entities": [
        {"id": "e1", "type": "park", "name": "甲高新区", "aliases": ["高新区", "甲区"]},
        {"id": "e2", "type": "park", "name": "乙高新区", "aliases": ["高新区"]},
        {"id": "e3", "type": "company", "name": "丙丁科技", "aliases": ["丙丁", "甲区"]},
        {"id": "e4", "type": "place", "name": "甲市", "aliases": []},
        {"id": "e5", "type": "university", "name": "戊大学", "aliases": ["“戊大”"], "optional": True},
    ],
    "relations": [
        {"head": "e3", "type": "located-in", "tail": "e1"},
        {"head": "e1", "type": "located-in", "tail": "e4"},
        {"head": "e1", "type": "part-of", "tail": "e2"},
        {"head": "e5", "type": "partners", "tail": "e3"},
        {"head": "e3", "type": "cooperates-with", "tail": "e2", "optional": True},
    ],
}


@cache
def sources() -> list[dict[str, Any]]:
    texts = [p.read_text(encoding="utf-8") for p in sorted((SHARED / "dev").glob("*.json"))]
    return [SMALL, *(json.loads(text) for text in texts)]


@given(st.data())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a random walk over a real file does not shrink to anything
)
def test_worse_readers_get_the_same_figures_from_both(data: st.DataObject) -> None:
    """Perturbed predictions, against the gold and against perturbed gold."""
    source = data.draw(st.sampled_from(sources()))
    gold = data.draw(perturbed(source)) if data.draw(st.booleans()) else source
    predicted = data.draw(perturbed(source))
    with tempfile.TemporaryDirectory() as name:
        for folder, content in (("gold", gold), ("predicted", predicted)):
            (Path(name) / folder).mkdir()
            (Path(name) / folder / "a.json").write_text(json.dumps(content), encoding="utf-8")
        agree(Path(name) / "gold", Path(name) / "predicted")
