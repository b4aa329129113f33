"""Rule packs: everything that the extractor and the linker know of the language, as data.

A pack is a folder::

    schema.toml           entity and relation types, see kg.schema
    rules/*.toml          [[suffix]] [[quoted]] [[context]] [[link]] rules, [thresholds]
    lexicons/*.txt        words, separated by white space; # starts a comment line
    lexicons/*.tsv        tables, one row a line

The built-in pack (``kg/data``) has no privilege: a user's pack is laid over it. A rule with the id of an earlier pack's rule
replaces it; a lexicon's words are added to those of the earlier packs; ``!word`` takes one out again.

Every rule has an ``id``, an ``example`` in which it must fire and a ``counter_example`` in which it must not;
``kg check DIR`` and the tests run them.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ClassVar

from kg.errors import RuleError
from kg.schema import Schema, read_schema

__all__ = ["ContextRule", "LinkRule", "QuotedRule", "Rule", "RulePack", "SuffixRule", "rule_pack"]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule has.

    :ivar id: ``group.name``; unique in a pack.
    :ivar example: a text in which the rule must fire.
    :ivar counter_example: a text in which it must not.
    :ivar confidence: 0 to 1: how often what it finds is right.
    :ivar note: why the rule is as it is.
    """

    table: ClassVar[str] = ""

    id: str
    example: str
    counter_example: str
    confidence: float = 0.9
    note: str = ""

    @property
    def group(self) -> str:
        """The part of the id before the last dot: what the ablation table leaves out together."""
        return self.id.rpartition(".")[0]


@dataclass(frozen=True, kw_only=True)
class SuffixRule(Rule):
    """A name is recognised by how it ends.

    :ivar type: entity type of the name.
    :ivar words: the endings.
    :ivar modifier: what must stand before the ending: ``named`` a place, an owner or a brand; ``described`` at least a few
        characters of description; ``department`` a department's field or an owner; ``none`` nothing.
    """

    table: ClassVar[str] = "suffix"

    type: str
    words: tuple[str, ...]
    modifier: str = "named"


@dataclass(frozen=True, kw_only=True)
class QuotedRule(Rule):
    """A name stands in quotes or book-title marks, before a head noun.

    :ivar type: entity type of the name.
    :ivar heads: the head nouns.
    :ivar before: words one of which must stand right before the quotes; empty for any.
    :ivar marks: ``“”`` or ``《》``.
    :ivar whole: whether the head noun is part of the name.
    """

    table: ClassVar[str] = "quoted"

    type: str
    heads: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    marks: str = "“”"
    whole: bool = True


@dataclass(frozen=True, kw_only=True)
class ContextRule(Rule):
    """A name without an ending of its own is recognised by what stands around it.

    :ivar type: entity type of the names.
    :ivar pattern: a regular expression over the folded text with ``{names}`` where the name or the list of names stands.
    """

    table: ClassVar[str] = "context"

    type: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class LinkRule(Rule):
    """A relation is read from how mentions stand in a sentence.

    :ivar relation: relation type.
    :ivar pattern: a regular expression over the sentence's skeleton, see :mod:`kg.link`.
    :ivar pairs: ``each`` head with each tail; ``all`` pairs among the heads.
    """

    table: ClassVar[str] = "link"

    relation: str
    pattern: str
    pairs: str = "each"


_KINDS: dict[str, type[Rule]] = {k.table: k for k in (SuffixRule, QuotedRule, ContextRule, LinkRule)}
_MODIFIERS = ("named", "described", "department", "none")


@dataclass(frozen=True)
class RulePack:
    """All rules, layered and checked."""

    schema: Schema
    suffixes: tuple[SuffixRule, ...] = ()
    quoted: tuple[QuotedRule, ...] = ()
    contexts: tuple[ContextRule, ...] = ()
    links: tuple[LinkRule, ...] = ()
    lexicons: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule."""
        return (*self.suffixes, *self.quoted, *self.contexts, *self.links)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the lexicons, for the word segmentation."""
        short = (w for name in ("stop_words", "inner_words", "industries", "generic") for w in self.lexicons.get(name, ()))
        return frozenset(short)

    def lexicon(self, name: str) -> frozenset[str]:
        """A lexicon's words; none where no pack has it."""
        return self.lexicons.get(name, frozenset())

    def without(self, *groups: str) -> RulePack:
        """The pack without some rules (by id or group), for the ablation table."""
        from dataclasses import replace

        def kept(rules: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(r for r in rules if not any(r.id == g or r.id.startswith(g + ".") for g in groups))

        return replace(
            self,
            suffixes=kept(self.suffixes),
            quoted=kept(self.quoted),
            contexts=kept(self.contexts),
            links=kept(self.links),
        )


def _texts(folder: Traversable | Path) -> Iterator[tuple[str, str]]:
    """The files of a pack by their path in it, sorted."""
    for sub, endings in (("", (".toml",)), ("rules", (".toml",)), ("lexicons", (".txt", ".tsv"))):
        room = folder.joinpath(sub) if sub else folder
        if room.is_dir():
            for item in sorted(room.iterdir(), key=lambda i: i.name):
                if item.name.endswith(endings) and item.is_file():
                    yield (f"{sub}/" if sub else "") + item.name, item.read_text(encoding="utf-8")


def _line(text: str, rule_id: str) -> int:
    found = re.search(rf"^id\s*=\s*[\"']{re.escape(rule_id)}[\"']", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _rule(kind: type[Rule], where: str, table: Mapping[str, Any], schema: Schema, faults: list[str]) -> Rule | None:
    known = {f.name: f for f in fields(kind)}
    before = len(faults)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            faults.append(
                f"{where}: unknown key {key!r}; " + (f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(known)}")
            )
            continue
        wanted = {"tuple[str, ...]": list, "float": (int, float), "bool": bool}.get(str(known[key].type), str)
        if not isinstance(value, wanted):  # type: ignore[arg-type]
            faults.append(f"{where}: {key} must be {known[key].type}, not {value!r}")
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
    for key, choice in (("modifier", _MODIFIERS), ("pairs", ("each", "all")), ("marks", ("“”", "《》"))):
        if key in values and values[key] not in choice:
            faults.append(f"{where}: {key} must be one of {', '.join(choice)}, not {values[key]!r}")
    if "confidence" in values and not 0 <= values["confidence"] <= 1:
        faults.append(f"{where}: confidence must lie between 0 and 1, not {values['confidence']!r}")
    return None if len(faults) > before else kind(**values)


def _read(packs: list[tuple[str, Traversable | Path]]) -> RulePack:
    faults: list[str] = []
    schemas: list[tuple[str, str]] = []
    tomls: list[tuple[int, str, str]] = []
    lexicons: dict[str, set[str]] = {}
    tables: dict[str, list[tuple[str, ...]]] = {}
    digest = hashlib.sha256()
    for layer, (label, folder) in enumerate(packs):
        for name, text in _texts(folder):
            digest.update(f"{name}\0{text}\0".encode())
            where = f"{label}/{name}"
            stem = Path(name).stem
            if name == "schema.toml":
                schemas.append((where, text))
            elif name.startswith("rules/"):
                tomls.append((layer, where, text))
            elif name.endswith(".txt"):
                words = {w for line in text.splitlines() if not line.startswith("#") for w in line.split()}
                lexicons.setdefault(stem, set()).update(w for w in words if not w.startswith("!"))
                lexicons[stem] -= {w[1:] for w in words if w.startswith("!")}
            elif name.endswith(".tsv"):
                rows = [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")]
                tables.setdefault(stem, []).extend(rows)
    schema = read_schema(schemas)
    rules: dict[str, tuple[int, Rule]] = {}
    numbers: dict[str, float] = {}
    macros: dict[str, str] = {}
    for layer, where, text in tomls:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{where}: not TOML: {error}")
            continue
        for key, content in data.items():
            if key in ("thresholds", "macros") and isinstance(content, dict):
                wanted = (int, float) if key == "thresholds" else str
                for n, v in content.items():
                    if not isinstance(v, wanted):
                        faults.append(f"{where}: [{key}] {n} must be a {'number' if key == 'thresholds' else 'text'}, not {v!r}")
                    elif key == "thresholds":
                        numbers[n] = float(v)
                    else:
                        macros[n] = v
            elif key in _KINDS and isinstance(content, list):
                for table in content:
                    rule_id = str(table.get("id", "?"))
                    spot = f"{where}:{_line(text, rule_id)}: [[{key}]] {rule_id}"
                    rule = _rule(_KINDS[key], spot, table, schema, faults)
                    if rule is None:
                        continue
                    if rule.id in rules and rules[rule.id][0] == layer:
                        faults.append(f"{spot}: a second rule of this id in one pack; rename one of them")
                    rules[rule.id] = (layer, rule)
            else:
                near = get_close_matches(key, [*_KINDS, "thresholds", "macros"], 1)
                hint = f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join([*_KINDS, 'thresholds', 'macros'])}"
                faults.append(f"{where}: unknown table {key!r}; {hint}")
    if faults:
        raise RuleError(faults)
    ordered = [rule for _, rule in rules.values()]
    return RulePack(
        schema=schema,
        suffixes=tuple(r for r in ordered if isinstance(r, SuffixRule)),
        quoted=tuple(r for r in ordered if isinstance(r, QuotedRule)),
        contexts=tuple(r for r in ordered if isinstance(r, ContextRule)),
        links=tuple(r for r in ordered if isinstance(r, LinkRule)),
        lexicons={name: frozenset(words) for name, words in sorted(lexicons.items())},
        tables={name: tuple(rows) for name, rows in sorted(tables.items())},
        thresholds=numbers,
        macros=macros,
        fingerprint=digest.hexdigest(),
    )


@cache
def rule_pack(folder: str | None = None) -> RulePack:
    """The built-in pack, with a user's pack laid over it.

    :param folder: the user's pack; None for the built-in one alone.
    :raises RuleError: with every fault of every file: file, line, what is allowed.
    """
    packs: list[tuple[str, Traversable | Path]] = [("kg/data", files("kg").joinpath("data"))]
    if folder is not None:
        user = Path(folder)
        if not user.is_dir():
            raise RuleError([f"{folder}: no such folder; a rule pack is a folder with schema.toml, rules/ or lexicons/"])
        packs.append((folder, user))
    try:
        return _read(packs)
    except UnicodeDecodeError as error:
        raise RuleError([f"{folder}: a file of the pack is not UTF-8: {error}; save it as UTF-8"]) from error
