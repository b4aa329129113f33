"""Capital, ownership and who runs what: a table of sentences (``tables/capital.tsv``)."""

from __future__ import annotations

import pytest

from kg.pipeline import extract
from tests.sentences import Row, rows

KINDS = ("invests-in", "runs", "part-of")


ROWS = rows("capital")


@pytest.mark.parametrize("row", ROWS, ids=[f"{r.table}-{r.id}" for r in ROWS])
def test_sentences(row: Row) -> None:
    """A sentence yields the relations of these kinds that a careful reader takes from it, and no others of them."""
    read = extract(row.text)
    said = {
        (read.mentions[r.head].text, r.type, read.mentions[r.tail].text)
        for r in read.relations
        if r.type in KINDS and r.evidence.confidence >= 0.5 and not r.evidence.rule.startswith("name.")
    }
    assert said == row.relations


def test_the_table_is_wide() -> None:
    """Each group has rows, ids are unique, and enough sentences say nothing of the kind."""
    assert len({r.id for r in ROWS}) == len(ROWS) >= 200
    assert {r.table for r in ROWS} == {"capital", "running", "belonging", "mixed", "nothing"}
    assert sum(not r.relations for r in ROWS) >= 20
