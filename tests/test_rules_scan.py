"""What is sought only where it can begin is found as re finds it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.rules import Scan, endings, rule_pack
from kg.text import fold

ROOT = Path(__file__).parents[1]


def sides() -> list[str]:
    """What stands before and behind the names of the context rules."""
    pack = rule_pack()
    return sorted({side for rule in pack.contexts for side in pack.expanded(rule.pattern).split("{names}") if side})


def test_the_context_rules_find_what_they_say() -> None:
    """On the samples, every side of every rule is found where ``finditer`` finds it; most are sought the short way."""
    text = "\n".join(fold(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "seeds").glob("*.txt")))
    for side in sides():
        assert [m.span() for m in Scan(side)(text)] == [m.span() for m in re.finditer(side, text)], side


@pytest.mark.parametrize(
    "pattern",
    ["", "甲?", "甲*乙?", "(?<=甲)", ".乙", "[^甲]乙", "[一-乙]丙", "(?i)a", "甲?(?:乙|丙)+", "(?:甲|乙丙)?丁|戊"],
)
def test_any_form_of_expression_may_be_sought(pattern: str) -> None:
    """Expressions that match nothing, or begin with anything, too."""
    text = "甲乙丙丁戊A甲甲乙 丙丁戊\n乙丙丁"
    assert [m.span() for m in Scan(pattern)(text)] == [m.span() for m in re.finditer(pattern, text)]


@pytest.mark.parametrize("pattern", ["甲(?:乙|丙丁)(?:戊)?(?=己)", "甲.*", "(?:甲|[丁-乙])", "甲乙?", "(?:甲乙)*丙"])
def test_every_match_ends_as_told(pattern: str) -> None:
    """The class of last characters holds that of each match."""
    for match in re.finditer(pattern, "甲乙己甲丙丁戊己甲乙\n甲乙甲乙丙甲"):
        assert re.fullmatch(endings(pattern), match[0][-1:])
