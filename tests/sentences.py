"""Sentences of a table (``tables/*.tsv``) with the relations that they tell."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

__all__ = ["Row", "rows"]


class Row(NamedTuple):
    """A sentence and what it says.

    :ivar table: the group of phenomena.
    :ivar id: the phenomenon.
    :ivar text: the sentence.
    :ivar relations: the expected triples; the smaller name first where the relation is symmetric.
    """

    table: str
    id: str
    text: str
    relations: frozenset[tuple[str, str, str]]


def rows(name: str) -> list[Row]:
    """The rows of a table by the name of its file, comments left out."""
    text = Path(__file__).with_name("tables").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        table, id_, sentence, expected = line.split("\t")
        triples = [tuple(part.split(" ")) for part in expected.split("; ") if part]
        found.append(Row(table, id_, sentence.replace("\\n", "\n"), frozenset((h, r, t) for h, r, t in triples)))
    return found
