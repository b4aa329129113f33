"""Floors: what is kept, how figures are judged against them, and how they move."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

__all__ = ["GATED", "Floor", "Measured", "faults", "raised", "read", "write"]

# Row and figure. Recall has no floor of its own: it may be given up for precision as long as F1 holds.
GATED = (
    ("CORE entities", "f1"),
    ("ALL entities", "f1"),
    ("CORE relations", "f1"),
    ("ALL relations", "f1"),
    ("CORE relations", "p"),
    ("ALL relations", "p"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the extractor reaches on a corpus now; figures have four digits, as the guideline's scorer gives them."""

    fingerprint: str
    files: int
    figures: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What it must reach, and the corpus (SHA-256 over its texts and gold) that this was measured on."""

    fingerprint: str
    figures: dict[str, float]
    files: int = 0


def faults(name: str, measured: Measured, floor: Floor | None) -> list[str]:
    """Why a corpus does not pass the gate, one sentence each."""
    if floor is None:
        return [f"{name} has no floors yet; set them with --raise"]
    found = []
    if measured.fingerprint != floor.fingerprint:
        found.append(f"{name} is not the corpus that its floors were measured on; look at the figures, then --raise")
    for key, least in floor.figures.items():
        if measured.figures.get(key, 0.0) < least:
            found.append(f"{name}: {key} fell from {least:.4f} to {measured.figures.get(key, 0.0):.4f}")
    return found


def raised(measured: Measured, floor: Floor | None, *, lower: bool = False) -> Floor | None:
    """The floor that takes over what rose, or everything with ``lower``; None where a changed corpus scores lower."""
    if floor is None or lower:
        return Floor(fingerprint=measured.fingerprint, figures=dict(measured.figures), files=measured.files)
    fell = any(measured.figures.get(key, 0.0) < least for key, least in floor.figures.items())
    if fell and measured.fingerprint != floor.fingerprint:
        return None
    figures = {key: max(value, floor.figures.get(key, 0.0)) for key, value in measured.figures.items()}
    return Floor(fingerprint=measured.fingerprint, figures=figures, files=measured.files)


def read(path: Path) -> dict[str, Floor]:
    """The floors of every corpus; none where the file does not exist yet."""
    if not path.exists():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Floor(fingerprint=f["fingerprint"], figures=f["figures"], files=f.get("files", 0))
        for name, f in data.items()
    }


def write(path: Path, floors: dict[str, Floor]) -> None:
    """Keeps the floors, sorted, so that a diff shows what moved."""
    data = {
        name: {"files": f.files, "fingerprint": f.fingerprint, "figures": f.figures}
        for name, f in sorted(floors.items())
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
