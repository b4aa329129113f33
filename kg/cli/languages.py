"""``kg query --sql`` and ``--cypher``: rows of a query language for people and for programs."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from decimal import Decimal
from typing import Any

from kg.cli.show import show_rows
from kg.cli.text import UsageError, as_csv, as_json
from kg.graph import KnowledgeGraph

__all__ = ["asked", "rows"]


def asked(args: Namespace) -> bool:
    """Whether a query language is asked.

    :raises UsageError: where it is asked together with what it replaces, or parameters stand alone.
    """
    language = "--sql" if args.sql is not None else "--cypher" if args.cypher is not None else ""
    others = ("path", "type", "head", "tail", "entity", "status", "since", "until", "file", "min_confidence")
    given = [f"--{name.replace('_', '-')}" for name in others if getattr(args, name)]
    if language and given:
        raise UsageError(f"{language} goes without {', '.join(given)}; put such conditions into the query")
    if args.param and not language:
        raise UsageError("--param goes with --sql or --cypher")
    return bool(language)


def rows(graph: KnowledgeGraph, args: Namespace) -> int:
    """Ask, and show what is found."""
    parameters: dict[str, str] = {}
    for text in args.param or ():
        name, sign, value = text.partition("=")
        if not sign or not name.isidentifier():
            raise UsageError(f"--param {text!r} is not NAME=VALUE; e.g. --param park=昆山高新区 for $park in the query")
        parameters[name] = value
    found = graph.sql(args.sql, parameters) if args.sql is not None else graph.cypher(args.cypher, parameters)
    if args.json:
        as_json([{key: _jsonable(value) for key, value in row.items()} for row in found])
        return 0
    header = tuple(found[0]) if found else ()
    if args.csv:
        as_csv([[_cell(value) for value in row.values()] for row in found], header)
    elif not found:
        print("no row is found")
    else:
        show_rows([[_short(value) for value in row.values()] for row in found], header)
    return 0


def _jsonable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _jsonable(v) for key, v in value.items()}
    if isinstance(value, list | tuple | set):
        return [_jsonable(v) for v in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)


def _cell(value: Any) -> Any:
    """For a table of a program: what is nested is JSON."""
    value = _jsonable(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else "" if value is None else value


def _short(value: Any) -> str:
    """For people: an entity is its name, a relation its type, a path its names, a list its members.

    >>> _short([{"id": "park:甲", "name": "甲"}, None, 1.5])
    '甲、–、1.5'
    """
    if isinstance(value, dict):
        if value.keys() == {"nodes", "relations"}:
            return " — ".join(map(_short, value["nodes"]))
        return str(value.get("name") or value.get("relation") or _cell(value))
    if isinstance(value, list):
        return "、".join(map(_short, value))
    return "–" if value is None else str(_jsonable(value))
