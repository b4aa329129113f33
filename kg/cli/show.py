"""Relations, paths and entities for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.cli.text import printable, table
from kg.model import Entity, Evidence, Relation

if TYPE_CHECKING:
    from kg.graph import Path

__all__ = ["entity_record", "ordered", "relation_record", "show_paths", "show_relations", "show_rows"]


def ordered(counts: Mapping[str, int], types: Iterable[str]) -> list[tuple[str, int]]:
    """Counts in the schema's order; types that it does not know follow by name.

    >>> ordered({"b": 1, "z": 2, "a": 3}, ["b", "a"])
    [('b', 1), ('a', 3), ('z', 2)]
    """
    rank = {name: i for i, name in enumerate(types)}
    return sorted(counts.items(), key=lambda item: (rank.get(item[0], len(rank)), item[0]))


def entity_record(entity: Entity) -> dict[str, Any]:
    """An entity for JSON."""
    return {**asdict(entity), "files": entity.files}


def relation_record(relation: Relation) -> dict[str, Any]:
    """A relation for JSON, with what follows from its evidence."""
    return {
        **asdict(relation),
        "status": relation.status,
        "dates": relation.dates,
        "attributes": dict(relation.attributes),
        "evidence": [{**asdict(e), "attributes": dict(e.attributes)} for e in relation.evidence],
    }


def _place(evidence: Evidence) -> str:
    return f"{evidence.file}:{evidence.start}-{evidence.end}"


def _facts(relation: Relation) -> str:
    facts = [f"{relation.confidence:.2f}", relation.status, *relation.dates]
    facts += [f"{key} {value}" for key, value in relation.attributes.items()]
    return ", ".join(f for f in facts if f)


def show_relations(relations: Sequence[Relation]) -> None:
    """A table on a terminal; elsewhere two lines for each relation."""
    if not relations:
        print("no relation meets these conditions")
    elif sys.stdout.isatty():
        _rich_table(relations)
    else:
        for relation in relations:
            _lines(relation)


def show_rows(rows: Sequence[Sequence[object]], header: Sequence[str], *, right: str = "") -> None:
    """A table that folds its cells on a terminal, one that does not elsewhere.

    :param right: one character for each column: ``r`` where it stands to the right.
    """
    if not sys.stdout.isatty():
        table(rows, header if any(header) else (), right=right)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold", show_header=any(header))
    for i, title in enumerate(header):
        shown.add_column(
            Text(printable(title)), overflow="fold", justify="right" if right[i : i + 1] == "r" else "left"
        )
    for row in rows:
        shown.add_row(*(Text(printable(str(cell))) for cell in row))
    Console(markup=False, highlight=False, emoji=False).print(shown)


def _lines(relation: Relation, indent: str = "") -> None:
    print(printable(f"{indent}{relation}  ({_facts(relation)})"))
    for best in relation.evidence[:1]:
        more = f" and {relation.sentences - 1} more" if relation.sentences > 1 else ""
        print(printable(f"{indent}    {best.text}  {_place(best)}{more}"))


def _rich_table(relations: Sequence[Relation]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for title, ratio in (("head", 3), ("relation", 2), ("tail", 3), ("sentence", 6)):
        shown.add_column(title, ratio=ratio, overflow="fold")
    for r in relations:
        best = r.evidence[0] if r.evidence else None
        sentence = Text(printable(best.text)) if best else Text()
        if best:
            more = f" and {r.sentences - 1} more" if r.sentences > 1 else ""
            sentence.append(f"\n{printable(_place(best))}{more}", style="dim")
        relation = Text(f"{'' if r.symmetric else '→ '}{printable(r.type)}")
        relation.append(f"\n{printable(_facts(r))}", style="dim")
        shown.add_row(Text(printable(r.head)), relation, Text(printable(r.tail)), sentence)
    Console(markup=False, highlight=False, emoji=False).print(shown)


def show_paths(paths: Sequence[Path], a: str, b: str) -> None:
    """Each path in one line, then its steps with their sentences: as a table on a terminal."""
    if not paths:
        print(printable(f"no path leads from {a} to {b}"))
    for number, path in enumerate(paths):
        if number:
            print()
        print(printable(f"{path}  ({path.confidence:.2f})"))
        if sys.stdout.isatty():
            _rich_table(path.relations)
            continue
        for relation in path.relations:
            _lines(relation, "  ")
