"""Entity and relation types, read from ``schema.toml`` of the rule pack.

Types are data: a user's pack may add or redraw them without Python.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import RuleError

__all__ = ["EntityType", "RelationType", "Schema", "default_schema", "read_schema"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityType:
    """A type of node: its labels in Chinese and English, its colour (``#RRGGBB``), whether it is a core type."""

    name: str
    zh: str
    en: str
    color: str
    core: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationType:
    """A type of edge.

    :ivar dash: stroke pattern in pixels, empty for a solid line.
    :ivar head: entity types that may stand at the head; empty for any.
    :ivar tail: the same for the tail.
    """

    name: str
    zh: str
    en: str
    color: str
    symmetric: bool = False
    core: bool = False
    dash: tuple[int, ...] = ()
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()

    def admits(self, head: str, tail: str) -> bool:
        """Whether the relation may run between two entity types."""
        return (not self.head or head in self.head) and (not self.tail or tail in self.tail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """All types, in the order in which legends and tables show them."""

    entities: Mapping[str, EntityType] = field(default_factory=dict)
    relations: Mapping[str, RelationType] = field(default_factory=dict)

    def symmetric(self, relation: str) -> bool:
        """Whether a relation type is symmetric; an unknown one is not."""
        return relation in self.relations and self.relations[relation].symmetric


_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_ENTITY_KEYS = {"zh": str, "en": str, "color": str, "core": bool}
_RELATION_KEYS = {**_ENTITY_KEYS, "dash": list, "symmetric": bool, "head": list, "tail": list}


def _checked(where: str, table: Any, allowed: Mapping[str, type], faults: list[str]) -> dict[str, Any]:
    if not isinstance(table, dict):
        faults.append(f"{where}: must be a table of settings")
        return {}
    for key, value in table.items():
        if key not in allowed:
            near = get_close_matches(key, allowed, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"allowed: {', '.join(allowed)}"
            faults.append(f"{where}: unknown key {key!r}; {hint}")
        elif not isinstance(value, allowed[key]):
            faults.append(f"{where}: {key} must be a {allowed[key].__name__}, not {value!r}")
    for key in ("zh", "en", "color"):
        if key not in table:
            faults.append(f"{where}: {key} is missing")
    if isinstance(table.get("color"), str) and not _COLOR.fullmatch(table["color"]):
        faults.append(f"{where}: color must be written #RRGGBB, not {table['color']!r}")
    return table


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def read_schema(texts: Iterable[tuple[str, str]]) -> Schema:
    """The schema from ``(file name, TOML text)`` pairs, later ones laid over earlier ones.

    :raises RuleError: with every fault of every file.
    """
    merged: dict[str, dict[str, dict[str, Any]]] = {"entity": {}, "relation": {}}
    faults: list[str] = []
    for name, text in texts:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{name}: not TOML: {error}")
            continue
        for group, tables in data.items():
            if group not in merged or not isinstance(tables, dict):
                faults.append(f"{name}: unknown table {group!r}; allowed: [entity.NAME], [relation.NAME]")
                continue
            for key, table in tables.items():
                allowed = _ENTITY_KEYS if group == "entity" else _RELATION_KEYS
                before = merged[group].get(key, {})
                whole = {**before, **table} if isinstance(table, dict) else table
                merged[group][key] = _checked(f"{name}: [{group}.{key}]", whole, allowed, faults)
    for name, table in merged["relation"].items():
        for end in ("head", "tail"):
            for type_ in table.get(end, ()) if isinstance(table.get(end), list) else ():
                if type_ not in merged["entity"]:
                    near = get_close_matches(str(type_), merged["entity"], 1)
                    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(merged['entity'])}"
                    faults.append(f"[relation.{name}]: {end} names the unknown entity type {type_!r}; {hint}")
    if faults:
        raise RuleError(faults)
    return Schema(
        entities={n: EntityType(name=n, **t) for n, t in merged["entity"].items()},
        relations={n: RelationType(name=n, **_tuples(t)) for n, t in merged["relation"].items()},
    )


@cache
def default_schema() -> Schema:
    """The schema of the built-in rule pack."""
    text = files("kg").joinpath("data/schema.toml").read_text(encoding="utf-8")
    return read_schema([("kg/data/schema.toml", text)])
