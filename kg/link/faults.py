"""What is wrong with a pack's linking rules, macros and tables, found before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from kg.errors import RuleError
from kg.link.patterns import GAPS, SLOT, known_types, tried
from kg.link.skeleton import ANY_NAME, ROLES
from kg.rules import MACRO, LinkRule, RulePack, per_pack, rule_pack

__all__ = ["check"]

#: Tables whose rows hold a regular expression: which column it is, and how many columns a row has.
_TABLES = {"anaphors": (1, 2), "labels": (1, 3), "topic_relations": (3, 5)}


@per_pack
def check(pack: RulePack) -> None:
    """Reads all linking rules, macros and tables of a pack.

    :raises RuleError: with every fault: rule, macro or table, what is wrong, what is allowed.

    >>> from kg.rules import rule_pack
    >>> check(rule_pack())
    """
    faults = [f"[[link]] {rule.id}: {fault}" for rule in pack.links for fault in _of_rule(rule, pack)]
    faults += [f"[macros] {fault}" for fault in _of_macros(pack)]
    for name, (column, columns) in _TABLES.items():
        faults += [f"lexicons/{name}.tsv: {fault}" for fault in _of_table(pack.tables.get(name, ()), column, columns)]
    if faults:
        raise RuleError(faults)
    tried(pack)


def _of_rule(rule: LinkRule, pack: RulePack) -> Iterator[str]:
    types = known_types(tuple(pack.schema.entities))
    named: set[str] = set()
    pattern = pack.expanded(rule.pattern, ANY_NAME)
    for match in SLOT.finditer(pattern):
        name, kind, roles = match.groups()
        if name in GAPS:
            if not kind.isdigit():
                yield f"{{{name}:{kind}}} must give a number of characters"
            continue
        named.add(name)
        for type_ in kind.rstrip("+").split("|"):
            if type_ not in types:
                yield f"unknown type {type_!r} in {match.group()}; {_near(type_, types)}"
        for role in roles or "":
            if role not in ROLES:
                yield f"unknown role {role!r} in {match.group()}; allowed: {', '.join(ROLES)}"
    yield from _of_names(pattern, pack)
    if not ({"a", "b"} <= named or (rule.pairs == "all" and named & {"all", "a", "b"})):
        yield "the pattern must name both ends, {a:…} and {b:…}" + (", or {all:…}" if rule.pairs == "all" else "")


def _of_macros(pack: RulePack) -> Iterator[str]:
    """The faults of a user's macros; those of the built-in pack are tried by the tests."""
    built_in = rule_pack().macros
    for name, macro in pack.macros.items():
        if macro == built_in.get(name):
            continue
        pattern = pack.expanded(macro, ANY_NAME)
        yield from (f"{name}: {fault}" for fault in _of_names(pattern, pack))
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{name}: {macro[:60]!r} is no regular expression: {error}"


def _of_names(pattern: str, pack: RulePack) -> Iterator[str]:
    """What a pattern takes up and no pack has, macros and lexicons in full."""
    for match in MACRO.finditer(pattern):
        if not match[1].isdigit():
            yield f"unknown macro {match[0]}; {_near(match[1], pack.macros)}"


def _near(word: str, allowed: Iterable[str]) -> str:
    names = sorted(allowed)
    near = get_close_matches(word, names, 1)
    return f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(names)}"


def _of_table(rows: tuple[tuple[str, ...], ...], column: int, columns: int) -> Iterator[str]:
    for row in rows:
        if len(row) != columns:
            yield f"a row must have {columns} columns, parted by tabs, not {len(row)}: {' | '.join(row)[:60]}"
            continue
        try:
            re.compile(row[column].replace("{names}", "x"))
        except re.error as error:
            yield f"{row[column][:60]!r} is no regular expression: {error}"
        if columns > 2:
            try:
                share = float(row[-1])
            except ValueError:
                share = -1.0
            if not 0 <= share <= 1:
                yield f"the last column must be a confidence between 0 and 1, not {row[-1]!r}"
