"""Whether the rules of a pack do what they say: each fires in its example and not in its counter-example."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kg.link import Linker
from kg.model import Mention, RelationMention
from kg.pipeline import pipeline
from kg.rules import LinkRule, Rule, rule_pack

__all__ = ["check", "tried"]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one text yields where a rule is tried."""

    mentions: tuple[Mention, ...]
    relations: tuple[RelationMention, ...]

    def by(self, rule: Rule) -> list[str]:
        """What the rule itself has found, as text."""
        if isinstance(rule, LinkRule):
            return [self._relation(r) for r in self.relations if r.evidence.rule == rule.id]
        return [f"{m.type} {m.text}" for m in self.mentions if m.rule == rule.id]

    def __str__(self) -> str:
        told = [f"{m.type} {m.text} ({m.rule})" for m in self.mentions]
        told += [f"{self._relation(r)} ({r.evidence.rule})" for r in self.relations]
        return ", ".join(told) or "nothing"

    def _relation(self, relation: RelationMention) -> str:
        return f"{self.mentions[relation.head].text} {relation.type} {self.mentions[relation.tail].text}"


def check(folder: str | None = None) -> list[str]:
    """The rules of a pack that do not do what they say, one line each, in the order of the pack; where all do, none.

    A suffix, quoted or context rule fires where it finds a mention, a link rule where it reads a relation. Link rules
    are tried one at a time: several may read the same relation from the same words, and each has to by itself. Each
    line says file and line, what was expected and what was found instead.

    :param folder: a pack, tried as it works: laid over the built-in one; None for the built-in one itself.
    :raises kg.errors.RuleError: where the form of the pack has faults; then nothing can be tried.
    """
    places = _places("kg/data", files("kg").joinpath("data"))
    if folder is not None:
        places |= _places(folder, Path(folder))
    faults = []
    for rule in tried(folder):
        said = []
        linker = Linker(replace(rule_pack(folder), links=(rule,))) if isinstance(rule, LinkRule) else None
        found = _found(rule.example, folder, linker)
        if not found.by(rule):
            said.append(f"must fire in {rule.example!r}, found {found}")
        found = _found(rule.counter_example, folder, linker)
        if found.by(rule):
            said.append(f"must not fire in {rule.counter_example!r}, found {', '.join(found.by(rule))}")
        if said:
            faults.append(f"{places.get(rule.id, folder)}: {rule.id}: {'; '.join(said)}; change the rule or the text")
    return faults


def _found(text: str, folder: str | None, linker: Linker | None) -> _Found:
    """What a text yields.

    :param linker: the one that stands in for the pack's.
    """
    nlp = pipeline(folder)
    doc = nlp.make_doc(text)
    for name, component in nlp.pipeline:
        doc = (linker if linker is not None and name == "kg_linker" else component)(doc)
    return _Found(doc._.kg_mentions, doc._.kg_relations)


def tried(folder: str | None = None) -> tuple[Rule, ...]:
    """The rules that :func:`check` tries: those of the pack itself; where it only changes word lists, all.

    :raises kg.errors.RuleError: where the form of the pack has faults.
    """
    rules = rule_pack(folder).rules
    if folder is None:
        return rules
    before = set(rule_pack().rules)
    return tuple(rule for rule in rules if rule not in before) or rules


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
