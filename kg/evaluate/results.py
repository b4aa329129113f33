"""What an evaluation says: rows of figures, every fault with its sentence, how far confidences can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Bin", "Evaluation", "Fault", "Judged", "Row", "Tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The counts of one type, or of several together, and what follows from them.

    :ivar name: a type of the schema, or ``CORE entities``, ``ALL entities``, ``CORE relations``, ``ALL relations``.
    :ivar hits: predictions that the gold holds.
    :ivar predicted: predictions that count.
    :ivar gold: what the gold asks for.
    """

    name: str
    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predictions that is right; 0 where nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where the gold is empty."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Row(name="park", hits=1, predicted=2, gold=1).f1
        0.6666666666666666
        """
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One miss or one false hit.

    :ivar file: stem of the gold file.
    :ivar kind: ``miss`` (the gold asks for it) or ``false`` (the gold does not hold it).
    :ivar of: ``entity`` or ``relation``.
    :ivar type: its type.
    :ivar text: the entity's name, or ``head -type-> tail``.
    :ivar cause: the class that :func:`kg.evaluate.score` puts it in: for entities ``type`` (right name, other type),
        ``merged`` (its names went to another entity), ``split`` (a second node for one entity), ``boundary`` (a longer
        or shorter form), ``unread`` or ``invented``; for relations ``end`` (an end is missing or wrong), ``type``,
        ``direction``, ``unread`` or ``invented``.
    :ivar sentence: the evidence that the gold quotes (misses) or that the prediction gives (false hits), else the
        first sentence of the article with the name, else empty.
    """

    file: str
    kind: str
    of: str
    type: str
    text: str
    cause: str
    sentence: str = ""


class Judged(NamedTuple):
    """A predicted relation that counts: the confidence it was given, and whether the gold holds it."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The predicted relations whose confidence lies in ``[low, high)``; the last bin holds its upper end too.

    :ivar confidence: mean of the confidences given; 0 for an empty bin.
    :ivar right: share of them that the gold holds; 0 for an empty bin.
    """

    low: float
    high: float
    predicted: int
    confidence: float
    right: float


@dataclass(slots=True)
class Tally:
    """Counts per type, added up over the files."""

    hits: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def row(self, name: str, types: Iterable[str]) -> Row:
        kinds = tuple(types)
        return Row(
            name=name,
            hits=sum(self.hits[t] for t in kinds),
            predicted=sum(self.predicted[t] for t in kinds),
            gold=sum(self.gold[t] for t in kinds),
        )

    def rows(self, title: str, core: Sequence[str]) -> list[Row]:
        types = sorted(set(self.gold) | set(self.predicted))
        named = [self.row(t, (t,)) for t in types]
        return [*named, self.row(f"CORE {title}", core), self.row(f"ALL {title}", types)]

    def add(self, other: Tally) -> None:
        self.hits.update(other.hits)
        self.predicted.update(other.predicted)
        self.gold.update(other.gold)


@dataclass(slots=True, kw_only=True)
class Evaluation:
    """The figures of one file or of many.

    :ivar core_entities: the entity types of the CORE row.
    :ivar core_relations: the relation types of the CORE row.
    :ivar errors: every fault, sorted by file, then as the guideline's scorer sorts them.
    :ivar judged: every predicted relation that counts, whatever the threshold.
    :ivar files: stems of the gold files.
    """

    core_entities: tuple[str, ...]
    core_relations: tuple[str, ...]
    entities: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    errors: list[Fault] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, other: Evaluation) -> None:
        """Adds the counts and faults of other files to this evaluation."""
        self.entities.add(other.entities)
        self.relations.add(other.relations)
        self.errors += other.errors
        self.judged += other.judged
        self.files += other.files

    def rows(self) -> list[Row]:
        """One row per entity type, CORE and ALL of them, then the same for the relations."""
        return [
            *self.entities.rows("entities", self.core_entities),
            *self.relations.rows("relations", self.core_relations),
        ]

    def row(self, name: str) -> Row:
        """The row of a type or of ``CORE entities``, ``ALL entities``, ``CORE relations``, ``ALL relations``.

        :raises KeyError: where neither gold nor prediction holds that type.
        """
        for row in self.rows():
            if row.name == name:
                return row
        raise KeyError(name)

    def figures(self) -> dict[str, dict[str, float]]:
        """Row name → ``p``, ``r``, ``f1`` (rounded to four digits) and ``gold``: the scorer's JSON."""
        return {
            row.name: {
                "p": round(row.precision, 4),
                "r": round(row.recall, 4),
                "f1": round(row.f1, 4),
                "gold": row.gold,
            }
            for row in self.rows()
        }

    def taxonomy(self) -> list[tuple[str, str, str, int]]:
        """How many faults of each class: (``entity``/``relation``, ``miss``/``false``, cause, count), most first."""
        counts = Counter((f.of, f.kind, f.cause) for f in self.errors)
        return [(*key, n) for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

    def reliability(self, bins: int = 10) -> list[Bin]:
        """Predicted relations by the confidence they were given: how many, and which share is right.

        In a calibrated graph ``right`` is near ``confidence`` in every bin.

        :param bins: number of bins of equal width between 0 and 1.
        :raises ValueError: for fewer than one bin.

        >>> e = Evaluation(core_entities=(), core_relations=(), judged=[Judged(0.9, True), Judged(0.8, False)])
        >>> [(b.low, b.high, b.predicted, b.right) for b in e.reliability(2)]
        [(0.0, 0.5, 0, 0.0), (0.5, 1.0, 2, 0.5)]
        """
        if bins < 1:
            raise ValueError(f"a reliability table needs at least one bin, not {bins}")
        filled: list[list[Judged]] = [[] for _ in range(bins)]
        for judged in self.judged:
            # nudged by less than any confidence is exact to, so that 0.3 * 10 is bin 3 although 0.3 is stored below 0.3
            filled[max(0, min(bins - 1, int(judged.confidence * bins + 1e-9)))].append(judged)
        return [
            Bin(
                low=i / bins,
                high=(i + 1) / bins,
                predicted=len(members),
                confidence=sum(j.confidence for j in members) / len(members) if members else 0.0,
                right=sum(j.right for j in members) / len(members) if members else 0.0,
            )
            for i, members in enumerate(filled)
        ]

    def calibration_error(self, bins: int = 10) -> float:
        """Expected calibration error: mean of |confidence − right| over the bins, weighted by their predictions.

        After M. P. Naeini, G. F. Cooper, M. Hauskrecht: Obtaining Well Calibrated Probabilities Using Bayesian
        Binning (AAAI 2015).
        """
        total = len(self.judged)
        gaps = sum(b.predicted * abs(b.confidence - b.right) for b in self.reliability(bins))
        return gaps / total if total else 0.0
