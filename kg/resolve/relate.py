"""The links of all articles to relations: one for each pair of entities, with all its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter

from kg.model import Evidence, Relation
from kg.resolve.article import Link, Resolved, turned
from kg.rules import RulePack
from kg.written import Written

__all__ = ["related"]

#: What a link has of a sentence: file and the pieces of the evidence's tail.
_said = itemgetter(1, 9, 10, 11)
#: What links are sorted by, the best first.
_best = itemgetter(slice(5))


def related(
    found: Sequence[Resolved],
    firsts: Sequence[int],
    ends: Sequence[str],
    names: Mapping[str, str],
    pack: RulePack,
    floor: float,
) -> list[Relation]:
    """:param ends: the id of each group's entity."""
    evidence: dict[tuple[str, str, str], list[Link]] = {}
    symmetric = cache(pack.schema.symmetric)
    for one, first in zip(found, firsts, strict=False):
        for link in one.links:
            type_ = link[7]
            head, tail = ends[first + link[6]], ends[first + link[8]]
            if head == tail:
                continue
            if tail < head and symmetric(type_):
                head, tail = tail, head
                link = (*link[:10], turned(link[10]), link[11])
            key = head, type_, tail
            if key in evidence:
                evidence[key].append(link)
            else:
                evidence[key] = [link]
    sure: dict[tuple[str, str, str], float] = {}
    for key, shown in evidence.items():
        if len(shown) > 1:
            once: dict[tuple[str, int, int], Link] = {}  # a sentence counts once, by its best reading
            for link in sorted(shown, key=_best):
                once.setdefault(link[1:4], link)
            shown[:] = once.values()
        sure[key] = _noisy_or([-link[0] for link in shown])
    stronger = {(h, t) for (h, r, t), confidence in sure.items() if r == "partners" and confidence >= floor}
    relations = []
    for (head, type_, tail), confidence in sorted(sure.items()):
        if confidence < floor or (type_ == "cooperates-with" and (head, tail) in stronger):
            continue
        relations.append(
            Relation(
                head=names[head],
                type=type_,
                tail=names[tail],
                head_id=head,
                tail_id=tail,
                symmetric=symmetric(type_),
                confidence=confidence,
                evidence=Written(Evidence, list(map(_said, evidence[head, type_, tail]))),  # type: ignore[arg-type]
            )
        )
    return relations


def _noisy_or(confidences: Iterable[float]) -> float:
    """1 − Π(1 − c), the sentences taken as independent witnesses, the best first; never certain."""
    wrong = 1.0
    for confidence in confidences:
        wrong *= 1 - min(confidence, 0.99)
    return round(min(1 - wrong, 0.999), 4)
