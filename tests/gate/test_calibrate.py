"""The command that measures the linking rules: what it leaves out, how it draws figures together, what it writes."""

from __future__ import annotations

from collections import Counter

from kg.model import Article
from tests.gate.calibrate import Counts, annotated, confidences, share, written

RULES = """[thresholds]
names_sure = 0.5

[[link]]
id = "a.b"
confidence = 0.10
example = "confidence = 0.10"

[[suffix]]
id = "a.b"
confidence = 0.20
"""


def test_the_best_file_is_left_out() -> None:
    """A rule is judged by the files that it was not written for."""
    assert Counts(Counter(a=3, b=1), Counter(a=3, b=2)).elsewhere() == (1, 2)
    assert Counts(Counter(a=3), Counter(a=3)).elsewhere() == (0, 0)
    assert Counts().elsewhere() == (0, 0)


def test_shares_grow_with_what_supports_them() -> None:
    """More firings that are right give more confidence; wrong ones less; none gives less than the others have."""
    assert share(0, 4, 0.9) < share(0, 0, 0.9) < share(2, 2, 0.9) < share(20, 20, 0.9) < 1


def test_confidences() -> None:
    """A rule without firings gets what rules of its relation have; a wrong one less than a right one."""
    files = [f"f{i}" for i in range(12)]
    right = Counts(Counter(files), Counter(files))
    wrong = Counts(Counter(), Counter(files))
    relations = {"p.right": "partners", "p.new": "partners", "p.wrong": "partners"}
    found = confidences({"p.right": right, "p.new": Counts(), "p.wrong": wrong}, relations)
    assert found["p.wrong"] < found["p.new"] < found["p.right"] <= 0.97


def test_written() -> None:
    """Only the confidences of linking rules and those of names change; writing twice changes nothing more."""
    text = written(RULES, {"a.b": 0.93}, 0.96, 0.9)
    assert text == RULES.replace("\nconfidence = 0.10", "\nconfidence = 0.93").replace("= 0.5", "= 0.96")
    assert written(text, {"a.b": 0.93}, 0.96, 0.9) == text


def test_annotated() -> None:
    """Names are found by all their forms, the longest first; a park's city stays, other places inside names do not."""
    entities = [
        {"id": "p", "type": "park", "name": "昆山高新区", "aliases": ["高新区"]},
        {"id": "c", "type": "place", "name": "昆山"},
        {"id": "f", "type": "company", "name": "昆山晶石科技有限公司"},
    ]
    article = Article(file="x", text="昆山高新区与昆山晶石科技有限公司签约，高新区见证。")
    mentions, ids = annotated(article, {"entities": entities})
    assert [(m.text, i) for m, i in zip(mentions, ids, strict=True)] == [
        ("昆山高新区", "p"),
        ("昆山", "c"),
        ("昆山晶石科技有限公司", "f"),
        ("高新区", "p"),
    ]
