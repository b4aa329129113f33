"""Whether the rules of a pack do what they say: each fires in its example and not in its counter-example."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.model import Extraction
from kg.pipeline import extract
from kg.rules import LinkRule, Rule, rule_pack

__all__ = ["check", "tried"]


def check(folder: str | None = None) -> list[str]:
    """The rules of a pack that do not do what they say, one line each, in the order of the pack; none is good.

    A suffix, quoted or context rule fires where it finds a mention, a link rule where it reads a relation. Each line says
    file and line, what was expected and what was found instead.

    :param folder: a pack, tried as it works: laid over the built-in one; None for the built-in one itself.
    :raises kg.errors.RuleError: where the form of the pack has faults; then nothing can be tried.

    >>> check()
    []
    """
    places = _places("kg/data", files("kg").joinpath("data"))
    if folder is not None:
        places |= _places(folder, Path(folder))
    faults = []
    for rule in tried(folder):
        said = [*_example(rule, folder), *_counter_example(rule, folder)]
        if said:
            faults.append(f"{places.get(rule.id, folder)}: {rule.id}: {'; '.join(said)}; change the rule or the text")
    return faults


def tried(folder: str | None = None) -> tuple[Rule, ...]:
    """The rules that :func:`check` tries: those of the pack itself; where it changes only word lists, all that they serve.

    :raises kg.errors.RuleError: where the form of the pack has faults.
    """
    rules = rule_pack(folder).rules
    if folder is None:
        return rules
    before = set(rule_pack().rules)
    return tuple(rule for rule in rules if rule not in before) or rules


def _example(rule: Rule, folder: str | None) -> list[str]:
    found = extract(rule.example, folder)
    return [] if _finds(rule, found) else [f"must fire in {rule.example!r}, found {_told(rule, found, all_rules=True)}"]


def _counter_example(rule: Rule, folder: str | None) -> list[str]:
    found = extract(rule.counter_example, folder)
    fired = _finds(rule, found)
    return [f"must not fire in {rule.counter_example!r}, found {_told(rule, found, all_rules=False)}"] if fired else []


def _finds(rule: Rule, found: Extraction) -> list[str]:
    """What the rule has found, as text."""
    mentions = found.mentions
    if isinstance(rule, LinkRule):
        return [
            f"{mentions[r.head].text} {r.type} {mentions[r.tail].text}"
            for r in found.relations
            if r.evidence.rule == rule.id
        ]
    return [f"{m.type} {m.text}" for m in mentions if m.rule == rule.id]


def _told(rule: Rule, found: Extraction, *, all_rules: bool) -> str:
    """What was found by this rule, or by any of its kind, each with the rule that found it."""
    if not all_rules:
        return ", ".join(_finds(rule, found))
    names = [f"{m.type} {m.text} ({m.rule})" for m in found.mentions]
    if isinstance(rule, LinkRule):
        ends = found.mentions
        names += [f"{ends[r.head].text} {r.type} {ends[r.tail].text} ({r.evidence.rule})" for r in found.relations]
    return ", ".join(names) or "nothing"


def _places(label: str, folder: Traversable | Path) -> dict[str, str]:
    """Rule id → file and line. The pack has been read before, so that its form is known to be good."""
    found: dict[str, str] = {}
    room = folder.joinpath("rules")
    for item in sorted(room.iterdir(), key=lambda i: i.name) if room.is_dir() else ():
        if not item.name.endswith(".toml"):
            continue
        text = item.read_text(encoding="utf-8")
        ids = {str(t.get("id")) for tables in tomllib.loads(text).values() if isinstance(tables, list) for t in tables}
        for match in re.finditer(r"^[ \t]*id[ \t]*=[ \t]*[\"']([^\"'\n]*)[\"']", text, re.MULTILINE):
            if match.group(1) in ids:
                line = text.count("\n", 0, match.start()) + 1
                found[match.group(1)] = f"{label}/rules/{item.name}:{line}"
    return found
