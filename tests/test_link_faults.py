"""A pack's linking rules and tables are read before any article: every fault is told at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.link.faults import check
from kg.pipeline import build
from kg.rules import LinkRule, rule_pack

PATTERNS = {
    "type": ("{a:orgs}与{b:org}", r"unknown type 'orgs'.*did you mean 'org'"),
    "role": ("{a:org/z}与{b:org}", r"unknown role 'z'"),
    "macro": ("{a:org}{sing}{b:org}", r"unknown macro \{sing\}.*did you mean 'sign'"),
    "gap": ("{a:org}{near:x}{b:org}", r"number of characters"),
    "one-end": ("{a:org}签约", r"both ends"),
    "brackets": ("{a:org}(与{b:org}", r"missing \)"),
}
TABLES = {
    "columns": ("anaphors", (("both",),), r"must have 2 columns"),
    "expression": ("anaphors", (("both", "双方("),), r"no regular expression"),
    "confidence": ("labels", (("lead", "牵头单位", "high"),), r"between 0 and 1, not 'high'"),
    "share": ("topic_relations", (("works", "located-in", "tail", ".", "1.5"),), r"between 0 and 1, not '1.5'"),
}


MACROS = {
    "brackets": ("sign(", r"macros\] mine: .*no regular expression.*missing \)"),
    "name": ("{sing}了", r"macros\] mine: unknown macro \{sing\}.*did you mean 'sign'"),
}


def _rule(pattern: str) -> LinkRule:
    return LinkRule(id="x.bad", relation="partners", pattern=pattern, example="甲", counter_example="乙")


@pytest.mark.parametrize(("pattern", "said"), PATTERNS.values(), ids=PATTERNS)
def test_patterns(pattern: str, said: str) -> None:
    """A pattern that can never match, or is none, is a fault that names the rule and what is allowed."""
    with pytest.raises(RuleError, match=rf"(?s)x\.bad.*{said}"):
        check(replace(rule_pack(), links=(_rule(pattern),)))


@pytest.mark.parametrize(("table", "rows", "said"), TABLES.values(), ids=TABLES)
def test_tables(table: str, rows: tuple[tuple[str, ...], ...], said: str) -> None:
    """A row of a table that cannot be used is a fault that names the table."""
    pack = rule_pack()
    with pytest.raises(RuleError, match=rf"(?s){table}\.tsv.*{said}"):
        check(replace(pack, tables={**pack.tables, table: rows}))


@pytest.mark.parametrize(("macro", "said"), MACROS.values(), ids=MACROS)
def test_macros(macro: str, said: str) -> None:
    """A macro that is no expression, or takes up what no pack has, is a fault that names it."""
    pack = rule_pack()
    with pytest.raises(RuleError, match=said):
        check(replace(pack, macros={**pack.macros, "mine": macro}))


def test_built_in_macros() -> None:
    """Each macro of the built-in pack is an expression by itself and takes up only what is there."""
    pack = rule_pack()
    open_ = {name: pack.expanded(macro, "甲") for name, macro in pack.macros.items()}
    assert [name for name, text in open_.items() if re.search(r"\{[a-z_]+\}", re.compile(text).pattern)] == []


def test_all_at_once() -> None:
    """Two bad rules are told in one error."""
    with pytest.raises(RuleError) as caught:
        check(replace(rule_pack(), links=(_rule("{a:orgs}与{b:org}"), _rule("{a:org}签约"))))
    assert len(caught.value.faults) == 2


def test_before_any_work(tmp_path: Path) -> None:
    """A build with such a pack fails before its inputs are looked at: they need not even exist."""
    folder = tmp_path / "rules"
    folder.mkdir()
    rule = '[[link]]\nid = "x.bad"\nrelation = "partners"\npattern = "{a:orgs}与{b:org}"\n'
    (folder / "x.toml").write_text(rule + 'example = "甲"\ncounter_example = "乙"\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"x\.bad"):
        build(tmp_path / "missing.txt", rules=str(tmp_path))
