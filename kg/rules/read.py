"""Reading rule packs: layered, checked, all faults at once."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kg.errors import RuleError
from kg.rules.kept import derived, made
from kg.rules.kinds import ContextRule, LinkRule, QuotedRule, Rule, RulePack, SuffixRule
from kg.schema import Schema, default_schema, read_schema

__all__ = ["rule_pack"]

_KINDS: dict[str, type[Rule]] = {k.table: k for k in (SuffixRule, QuotedRule, ContextRule, LinkRule)}
_BUILT_IN: tuple[str, Traversable | Path] = ("kg/data", files("kg").joinpath("data"))
_MODIFIERS = ("named", "described", "department", "none")


def _texts(folder: Traversable | Path) -> Iterator[tuple[str, bytes]]:
    """The files of a pack by their path in it, sorted."""
    for sub, endings in (("", (".toml",)), ("rules", (".toml",)), ("lexicons", (".txt", ".tsv"))):
        room = folder.joinpath(sub) if sub else folder
        if room.is_dir():
            for item in sorted(room.iterdir(), key=lambda i: i.name):
                if item.name.endswith(endings) and item.is_file():
                    yield (f"{sub}/" if sub else "") + item.name, item.read_bytes()


_ID = re.compile(r"^id\s*=\s*[\"']([^\"'\n]*)[\"']", re.M)


def _lines(text: str) -> dict[str, int]:
    """The line of each rule's id, found in one pass: an expression for each rule takes as long as reading the pack."""
    lines: dict[str, int] = {}
    at, line = 0, 1
    for match in _ID.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        lines.setdefault(match[1], line)
    return lines


def _rule(kind: type[Rule], where: str, table: Mapping[str, Any], schema: Schema, faults: list[str]) -> Rule | None:
    known = {f.name: f for f in fields(kind)}
    before = len(faults)
    if not isinstance(table, Mapping):
        faults.append(f"{where}: must be a table of settings, not {table!r}")
        return None
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(known)}"
            faults.append(f"{where}: unknown key {key!r}; {hint}")
            continue
        wanted = {"tuple[str, ...]": list, "float": (int, float), "bool": bool}.get(str(known[key].type), str)
        if not isinstance(value, wanted):  # type: ignore[arg-type]
            faults.append(f"{where}: {key} must be {known[key].type}, not {value!r}")
            continue
        if isinstance(value, list) and not all(isinstance(v, str) and v.strip() for v in value):
            faults.append(f"{where}: {key} must be a list of texts, none of them empty, not {value!r}")
            continue
        values[key] = tuple(value) if isinstance(value, list) else value
    for name, f in known.items():
        if name not in table and f.default is MISSING and f.default_factory is MISSING:
            faults.append(f"{where}: {name} is missing")
    for key, allowed in (("type", schema.entities), ("relation", schema.relations)):
        if key in values and values[key] not in allowed:
            near = get_close_matches(values[key], allowed, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"the schema has: {', '.join(allowed)}"
            faults.append(f"{where}: unknown {key} {values[key]!r}; {hint}")
    for key, choice in (
        ("modifier", _MODIFIERS),
        ("pairs", ("each", "all", "ordered", "last", "owners")),
        ("marks", ("“”", "《》")),
    ):
        if key in values and values[key] not in choice:
            faults.append(f"{where}: {key} must be one of {', '.join(choice)}, not {values[key]!r}")
    if "confidence" in values and not 0 <= values["confidence"] <= 1:
        faults.append(f"{where}: confidence must lie between 0 and 1, not {values['confidence']!r}")
    if kind is ContextRule and "pattern" in values:
        faults += _pattern(where, values["pattern"])
    return None if len(faults) > before else kind(**values)


def _pattern(where: str, pattern: str) -> list[str]:
    if pattern.count("{names}") != 1:
        return [f"{where}: pattern must hold {{names}} once, where the names stand"]
    for part in pattern.split("{names}"):
        try:
            made(part)
        except re.error as error:
            return [f"{where}: pattern is no regular expression: {error}"]
    return []


@dataclass
class _Pile:
    """What has been read of all packs so far."""

    schemas: list[tuple[str, str]] = field(default_factory=list)
    tomls: list[tuple[int, str, str]] = field(default_factory=list)
    lexicons: dict[str, set[str]] = field(default_factory=dict)
    tables: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    rules: dict[str, tuple[int, Rule]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    given: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)  # of macros, thresholds: layer, place
    faults: list[str] = field(default_factory=list)


def _read(packs: list[tuple[str, Traversable | Path]]) -> RulePack:
    pile = _Pile()
    digest = hashlib.sha256()
    for layer, (label, folder) in enumerate(packs):
        for name, data in _texts(folder):
            digest.update(name.encode() + b"\0" + data + b"\0")
            where = f"{label}/{name}"
            try:
                _sort(pile, layer, where, name, data.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                pile.faults.append(f"{where}: not UTF-8 at byte {error.start}; save it as UTF-8")
    try:
        schema = read_schema(pile.schemas)
    except RuleError as error:
        pile.faults += error.faults
        schema = default_schema()
    for layer, where, text in pile.tomls:
        _rules(pile, layer, where, text, schema)
    if pile.faults:
        raise RuleError(pile.faults)
    ordered = [rule for _, rule in pile.rules.values()]
    return RulePack(
        schema=schema,
        suffixes=tuple(r for r in ordered if isinstance(r, SuffixRule)),
        quoted=tuple(r for r in ordered if isinstance(r, QuotedRule)),
        contexts=tuple(r for r in ordered if isinstance(r, ContextRule)),
        links=tuple(r for r in ordered if isinstance(r, LinkRule)),
        lexicons={name: frozenset(words) for name, words in sorted(pile.lexicons.items())},
        tables={name: tuple(rows) for name, rows in sorted(pile.tables.items())},
        thresholds=pile.numbers,
        macros=pile.macros,
        fingerprint=digest.hexdigest(),
    )


def _sort(pile: _Pile, layer: int, where: str, name: str, text: str) -> None:
    stem = Path(name).stem
    if name == "schema.toml":
        pile.schemas.append((where, text))
    elif "/" not in name and layer:
        near = get_close_matches(name, ["schema.toml"], 1)
        hint = f"did you mean {near[0]}?" if near else "rules belong into rules/, words into lexicons/"
        pile.faults.append(f"{where}: no file of a pack has this name; {hint}")
    elif name.startswith("rules/"):
        pile.tomls.append((layer, where, text))
    elif name.endswith(".txt"):
        words = {w for line in text.splitlines() if not line.startswith("#") for w in line.split()}
        known = pile.lexicons.setdefault(stem, set())
        known |= {w for w in words if not w.startswith("!")}
        known -= {w[1:] for w in words if w.startswith("!")}
    elif name.endswith(".tsv"):
        rows = (tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))
        pile.tables.setdefault(stem, []).extend(rows)


def _rules(pile: _Pile, layer: int, where: str, text: str, schema: Schema) -> None:
    try:
        data = derived("toml", [text], lambda: tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        pile.faults.append(f"{where}: not TOML: {error}")
        return
    lines = _lines(text)
    for key, content in data.items():
        if key in ("thresholds", "macros") and isinstance(content, dict):
            _once(pile, layer, where, key, content)
        if key == "thresholds" and isinstance(content, dict):
            pile.numbers |= {n: float(v) for n, v in content.items() if isinstance(v, int | float)}
            pile.faults += [
                f"{where}: [thresholds] {n} must be a number, not {v!r}"
                for n, v in content.items()
                if not isinstance(v, int | float)
            ]
        elif key == "macros" and isinstance(content, dict):
            pile.macros |= {n: v for n, v in content.items() if isinstance(v, str)}
            pile.faults += [
                f"{where}: [macros] {n} must be a text, not {v!r}" for n, v in content.items() if not isinstance(v, str)
            ]
        elif key in _KINDS and isinstance(content, list):
            for table in content:
                rule_id = str(table.get("id", "?")) if isinstance(table, Mapping) else "?"
                spot = f"{where}:{lines.get(rule_id, 1)}: [[{key}]] {rule_id}"
                rule = _rule(_KINDS[key], spot, table, schema, pile.faults)
                if rule is None:
                    continue
                if rule.id in pile.rules and pile.rules[rule.id][0] == layer:
                    pile.faults.append(f"{spot}: a second rule of this id in one pack; rename one of them")
                pile.rules[rule.id] = (layer, rule)
        else:
            allowed = [*_KINDS, "thresholds", "macros"]
            near = get_close_matches(key, allowed, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(allowed)}"
            pile.faults.append(f"{where}: unknown table {key!r}; {hint}")


def _once(pile: _Pile, layer: int, where: str, table: str, names: Iterable[str]) -> None:
    """Note what a file defines; two files of one pack that define the same would hide one of them."""
    for name in names:
        before, place = pile.given.get((table, name), (-1, ""))
        if before == layer:
            pile.faults.append(f"{where}: [{table}] {name} is defined in {place} too; rename one of them")
        pile.given[table, name] = (layer, where)


def rule_pack(folder: str | None = None) -> RulePack:
    """The built-in pack, with a user's pack laid over it.

    A pack is read once; one whose files have changed since is read again.

    :param folder: the user's pack; None for the built-in one alone.
    :raises RuleError: with every fault of every file: file, line, what is allowed.
    """
    if folder is None:
        return _built_in()
    user = Path(folder)
    if not user.is_dir():
        raise RuleError([f"{folder}: no such folder; a rule pack is a folder with schema.toml, rules/ or lexicons/"])
    return _layered(folder, tuple(_texts(user)))


@cache
def _built_in() -> RulePack:
    return _read([_BUILT_IN])


@lru_cache(maxsize=8)
def _layered(folder: str, content: tuple[tuple[str, bytes], ...]) -> RulePack:
    return _read([_BUILT_IN, (folder, Path(folder))])
