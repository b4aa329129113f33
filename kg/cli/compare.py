"""``kg diff``: what is new, gone or changed between two graphs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from kg.cli.ask import opened
from kg.cli.show import entity_record, relation_record, show_rows
from kg.cli.text import as_csv, as_json, printable
from kg.model import Entity, Relation
from kg.query import GraphDiff
from kg.query import diff as compared
from kg.schema import default_schema

__all__ = ["diff"]


def diff(args: Namespace) -> int:
    """Entities and relations added, removed, changed."""
    found = compared(opened(args.old), opened(args.new))
    if args.json:
        as_json(
            {
                "added": _records(found.added_entities, found.added_relations),
                "removed": _records(found.removed_entities, found.removed_relations),
                "changed": _records((e for _, e in found.changed_entities), (r for _, r in found.changed_relations)),
            }
        )
        return 0
    rows = list(_changes(found))
    if args.csv:
        as_csv(rows, ("change", "type", "head", "tail", "detail"))
        return 0
    if rows and sys.stdout.isatty():
        arrow = {True: " — ", False: " → "}
        symmetric = {t for t, kind in default_schema().relations.items() if kind.symmetric}
        show_rows(
            [
                (_SIGNS[change], type, f"{head}{arrow[type in symmetric]}{tail}" if tail else head, detail)
                for change, type, head, tail, detail in rows
            ],
            ("", "type", "what", "detail"),
        )
    elif rows:
        _lines(found)
    print(found)
    return 0


def _lines(found: GraphDiff) -> None:
    """One line for each change."""
    for sign, entities in (("+", found.added_entities), ("-", found.removed_entities)):
        for e in entities:
            print(printable(f"{sign} {e.type} {e.name}"))
    for old, new in found.changed_entities:
        print(printable(f"~ {new.type} {new.name}  ({_change(old, new)})"))
    for sign, relations in (("+", found.added_relations), ("-", found.removed_relations)):
        for r in relations:
            print(printable(f"{sign} {r}  ({r.confidence:.2f})"))
    for before, after in found.changed_relations:
        print(printable(f"~ {after}  ({_shift(before, after)})"))


def _shift(before: Relation, after: Relation) -> str:
    sentences = f"{before.sentences} → {after.sentences} sentences"
    return f"{before.confidence:.2f} → {after.confidence:.2f}, {sentences}"


_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _changes(found: GraphDiff) -> Iterator[tuple[str, str, str, str, str]]:
    """What changed, of which type, head, tail (empty for an entity), in what."""
    for change, entities in (("added", found.added_entities), ("removed", found.removed_entities)):
        yield from ((change, e.type, e.name, "", "") for e in entities)
    yield from (("changed", new.type, new.name, "", _change(old, new)) for old, new in found.changed_entities)
    for change, relations in (("added", found.added_relations), ("removed", found.removed_relations)):
        yield from ((change, r.type, r.head, r.tail, f"{r.confidence:.2f}") for r in relations)
    for before, after in found.changed_relations:
        yield "changed", after.type, after.head, after.tail, _shift(before, after)


def _records(entities: Iterable[Entity], relations: Iterable[Relation]) -> dict[str, object]:
    return {"entities": [entity_record(e) for e in entities], "relations": [relation_record(r) for r in relations]}


def _change(old: Entity, new: Entity) -> str:
    parts = [f"{sign}{form}" for sign, one, other in (("+", new, old), ("-", old, new))
             for form in sorted({one.name, *one.aliases} - {other.name, *other.aliases})]  # fmt: skip
    if old.mentions != new.mentions:
        parts.append(f"{old.mentions} → {new.mentions} mentions")
    return ", ".join(parts) or "other places"
