"""`kg.check`: every rule fires in its example and not in its counter-example, and where one does not, it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.check import check, tried
from kg.errors import RuleError
from kg.rules import rule_pack

Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a pack of rules files and gives its folder."""

    def write_(**contents: str) -> str:
        (tmp_path / "pack" / "rules").mkdir(parents=True)
        for name, content in contents.items():
            (tmp_path / "pack" / "rules" / f"{name}.toml").write_text(content, encoding="utf-8")
        return str(tmp_path / "pack")

    return write_


def test_the_built_in_pack_does_what_it_says() -> None:
    """Each of its rules, by its own example and counter-example."""
    assert check() == []


def test_all_of_the_built_in_pack_is_tried() -> None:
    """No rule is left out."""
    assert tried() == rule_pack().rules


GOOD = """
[[context]]
id = "mine.harbour-firm"
type = "company"
pattern = "港区龙头{names}"
example = "走访了港区龙头澜脉。"
counter_example = "走访了澜脉。"

[[quoted]]
id = "mine.voyage"
type = "program"
heads = ["远航计划书"]
example = "启动“潮头”远航计划书。"
counter_example = "启动“潮头”远航船。"

[[link]]
id = "mine.moor"
relation = "located-in"
pattern = "{a:company}{gap:8}锚定{b:park}"
example = "苏州澜脉科技有限公司锚定江阴高新区。"
counter_example = "苏州澜脉科技有限公司参观江阴高新区。"
"""


def test_good_rules_of_a_user_pass(write: Write) -> None:
    """A context, a quoted and a link rule; only they are tried."""
    folder = write(mine=GOOD)
    assert check(folder) == []
    assert [r.id for r in tried(folder)] == ["mine.voyage", "mine.harbour-firm", "mine.moor"]


FAULTY = {
    "context-silent": (
        "走访了港区龙头澜脉。",
        "走访了港口澜脉。",
        ["mine.toml:3: mine.harbour-firm", "must fire in '走访了港口澜脉。'", "found nothing"],
    ),
    "context-fires": (
        "走访了澜脉。",
        "走访了港区龙头澜脉号。",
        ["mine.toml:3: mine.harbour-firm", "must not fire in", "company 澜脉"],
    ),
    "quoted-silent": (
        "“潮头”远航计划书",
        "远航计划书",
        ["mine.toml:10: mine.voyage", "must fire in '启动远航计划书。'", "found nothing"],
    ),
    "quoted-fires": (
        "“潮头”远航船",
        "“潮头”远航计划书",
        ["mine.toml:10: mine.voyage", "must not fire in", "program “潮头”远航计划书"],
    ),
    "link-silent": (
        "公司锚定江阴",
        "公司参观了江阴",
        ["mine.toml:17: mine.moor", "must fire in", "park 江阴高新区 (park.zone)"],
    ),
    "link-fires": (
        "公司参观江阴",
        "公司锚定江阴",
        ["mine.toml:17: mine.moor", "must not fire in", "苏州澜脉科技有限公司 located-in 江阴高新区"],
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_rule_is_told(write: Write, old: str, new: str, said: list[str]) -> None:
    """One line: file and line, what was expected, what was found; the other rules are not named."""
    assert GOOD.count(old) == 1
    folder = write(mine=GOOD.replace(old, new))
    (line,) = check(folder)
    assert line.startswith(f"{folder}/rules/")
    assert [part for part in said if part not in line] == []


def test_both_faults_of_a_rule_stand_in_one_line(write: Write) -> None:
    """Example and counter-example exchanged."""
    swapped = (
        GOOD.replace("counter_example =", "x =").replace("example =", "counter_example =").replace("x =", "example =")
    )
    lines = check(write(mine=swapped.replace("counter_counter_example", "example")))
    assert [line.count("must fire") + line.count("must not fire") for line in lines] == [2, 2, 2]


def test_link_rules_are_tried_one_at_a_time(write: Write) -> None:
    """A rule that reads what another one reads too, with more confidence, still counts as firing."""
    rule = """
[[link]]
id = "mine.sign"
relation = "partners"
pattern = "{a:org}与{b:org}签署"
confidence = 0.1
example = "江南大学与昆山高新区签署协议。"
counter_example = "江南大学与昆山高新区讨论协议。"
"""
    assert check(write(mine=rule)) == []


def test_a_replaced_rule_is_told_where_it_stands_now(write: Write) -> None:
    """The place is that of the pack that replaces, not of the one that is replaced."""
    first = rule_pack().contexts[0]
    folder = write(
        mine=f'[[context]]\nid = "{first.id}"\ntype = "company"\npattern = "无此{{names}}"\n'
        'example = "甲。"\ncounter_example = "乙。"\n'
    )
    (line,) = check(folder)
    assert line.startswith(f"{folder}/rules/mine.toml:2: {first.id}: must fire in '甲。'")


def test_a_pack_of_words_is_tried_by_the_rules_that_it_serves(tmp_path: Path) -> None:
    """Where it has no rule of its own, all are tried: its words may break any of them."""
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "generic.txt").write_text("码头\n", encoding="utf-8")
    assert tried(str(tmp_path)) == rule_pack().rules


def test_a_pack_of_bad_form_is_not_tried(write: Write) -> None:
    """Its faults of form are told first, all of them."""
    with pytest.raises(RuleError, match="did you mean 'context'"):
        check(write(mine="[[contxt]]\n"))
