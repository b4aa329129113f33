"""The gate shuts when it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gate import tables
from tests.gate.__main__ import FLOORS
from tests.gate.floors import Floor, Measured, faults, raised, read, write

FLOOR = Floor(fingerprint="a", figures={"CORE relations f1": 0.8, "CORE relations p": 0.9})


def measured(f1: float, p: float, fingerprint: str = "a") -> Measured:
    return Measured(fingerprint=fingerprint, files=1, figures={"CORE relations f1": f1, "CORE relations p": p})


CASES = {
    "equal": (measured(0.8, 0.9), FLOOR, 0),
    "better": (measured(0.9, 0.95), FLOOR, 0),
    "one-fell-by-the-last-digit": (measured(0.7999, 0.95), FLOOR, 1),
    "both-fell": (measured(0.1, 0.1), FLOOR, 2),
    "other-corpus": (measured(0.9, 0.95, "b"), FLOOR, 1),
    "no-floor": (measured(0.9, 0.95), None, 1),
    "figure-gone": (Measured(fingerprint="a", files=1, figures={}), FLOOR, 2),
}


@pytest.mark.parametrize(("now", "floor", "count"), CASES.values(), ids=CASES)
def test_the_gate_names_every_fault(now: Measured, floor: Floor | None, count: int) -> None:
    """A fall, a changed corpus, a corpus without floors."""
    assert len(faults("x", now, floor)) == count


def test_raising_takes_over_only_what_rose() -> None:
    """The fallen figure keeps its floor, so that the gate stays shut."""
    now = measured(0.7, 0.95)
    moved = raised(now, FLOOR)
    assert moved is not None and moved.figures == {"CORE relations f1": 0.8, "CORE relations p": 0.95}
    assert len(faults("x", now, moved)) == 1


def test_a_changed_corpus_that_scores_lower_is_not_taken_over_by_raising() -> None:
    """Only --lower-floors does that."""
    now = measured(0.7, 0.95, "b")
    assert raised(now, FLOOR) is None
    lowered = raised(now, FLOOR, lower=True)
    assert lowered is not None and faults("x", now, lowered) == []


def test_floors_come_back_as_they_were_kept(tmp_path: Path) -> None:
    """Read after write; none where there is no file."""
    assert read(tmp_path / "f.json") == {}
    write(tmp_path / "f.json", {"x": FLOOR})
    assert read(tmp_path / "f.json") == {"x": FLOOR}


@pytest.mark.parametrize("readme", tables.READMES, ids=lambda path: path.name)
def test_the_readmes_show_the_floors(readme: Path) -> None:
    """The figures in the READMEs are those of the gate (made by ``python -m tests.gate --raise``), not typed in."""
    text = readme.read_text(encoding="utf-8")
    assert "<!-- figures table -->" in text
    assert tables.shown(readme, read(FLOORS)) == text
