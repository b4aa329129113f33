"""A possible mention, before it is known which of the overlapping ones stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["ORGANISATIONS", "Candidate"]

#: The types of those who act and own: other names may begin with theirs.
ORGANISATIONS = ("park", "company", "university", "agency", "institute")


@dataclass(slots=True)
class Candidate:
    """A possible mention: text offsets, type, the rule that found it, how sure it is.

    :ivar cut: text offset inside the name where its own part begins behind an owner (``start`` where there is none).
    """

    start: int
    end: int
    type: str
    rule: str
    confidence: float
    cut: int = -1

    def sure(self, factor: float) -> Candidate:
        """The same name, held less sure by a factor."""
        return replace(self, confidence=self.confidence * factor)
