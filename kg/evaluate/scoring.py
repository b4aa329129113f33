"""The guideline's comparison of one predicted graph with one gold graph.

The order of every step is part of the definition: ties between pairs of equally many shared names go to the smaller
predicted id, then to the smaller gold id; an end that fits several gold entities goes to the one that stands first in
the gold file.
"""

from __future__ import annotations

import re

from kg.evaluate.reading import Claim, Scored, Triple, normalise
from kg.evaluate.results import Evaluation, Fault, Judged
from kg.schema import Schema, default_schema

__all__ = ["score"]


def score(
    gold: Scored,
    predicted: Scored,
    *,
    file: str = "",
    text: str = "",
    min_confidence: float = 0.0,
    schema: Schema | None = None,
) -> Evaluation:
    """Figures and faults of one file.

    :param file: stem of the gold file, for the faults.
    :param text: the article, for the sentences of faults that have no evidence.
    :param min_confidence: relations below it count as not predicted (but stay in the reliability table).
    :param schema: says which types are core and which are symmetric; default: the built-in pack's.
    """
    return _Comparison(gold, predicted, file, text, schema or default_schema()).run(min_confidence)


class _Comparison:
    def __init__(self, gold: Scored, predicted: Scored, file: str, text: str, schema: Schema) -> None:
        self.gold, self.predicted, self.file, self.schema = gold, predicted, file, schema
        self.sentences = _Sentences(text)
        self.matched = _match(gold, predicted)
        self.found = set(self.matched.values())
        self.ends = _ends(gold, predicted, self.matched)
        self.result = Evaluation(
            core_entities=tuple(n for n, t in schema.entities.items() if t.core),
            core_relations=tuple(n for n, t in schema.relations.items() if t.core),
            files=[file],
        )

    def run(self, min_confidence: float) -> Evaluation:
        self._entities()
        self._relations(min_confidence)
        self.result.errors.sort(key=lambda f: (f.file, f.kind != "false", f.of, f.type, f.text))
        return self.result

    # --- entities ---

    def _entities(self) -> None:
        gold, predicted, tally = self.gold, self.predicted, self.result.entities
        for key, type_ in predicted.types.items():
            if self.matched.get(key) in gold.optional:
                continue
            tally.predicted[type_] += 1
            if key in self.matched:
                tally.hits[type_] += 1
            else:
                cause = self._cause(predicted, key, gold, {g for g in gold.types if g in self.found}, "split")
                self._entity_fault("false", type_, predicted, key, cause or "invented")
        for key, type_ in gold.types.items():
            if key in gold.optional:
                continue
            tally.gold[type_] += 1
            if key not in self.found:
                cause = self._cause(gold, key, predicted, set(self.matched), "merged")
                self._entity_fault("miss", type_, gold, key, cause or "unread")

    def _cause(self, graph: Scored, key: str, other: Scored, taken: set[str], word: str) -> str:
        names = graph.names[key]
        sharing = [o for o, theirs in other.names.items() if names & theirs]
        if any(other.types[o] == graph.types[key] and o in taken for o in sharing):
            return word
        if sharing:
            return "type"
        long = [n for n in names if len(n) > 1]
        for theirs in other.names.values():
            if any(n in t or t in n for n in long for t in theirs if len(t) > 1):
                return "boundary"
        return ""

    def _entity_fault(self, kind: str, type_: str, graph: Scored, key: str, cause: str) -> None:
        sentence = self.sentences.first(graph.labels[key]) or next(
            (c.evidence for (head, _, tail), c in graph.relations.items() if key in (head, tail) and c.evidence), ""
        )
        self._fault(kind, "entity", type_, graph.labels[key], cause, sentence)

    def _fault(self, kind: str, of: str, type_: str, text: str, cause: str, sentence: str) -> None:
        fault = Fault(file=self.file, kind=kind, of=of, type=type_, text=text, cause=cause, sentence=sentence)
        self.result.errors.append(fault)

    # --- relations ---

    def canonical(self, triple: Triple) -> Triple:
        head, type_, tail = triple
        return (tail, type_, head) if self.schema.symmetric(type_) and tail < head else triple

    def _relations(self, min_confidence: float) -> None:
        gold, tally = self.gold, self.result.relations
        optional = {self.canonical(t) for t in gold.optional_relations}
        asked: dict[Triple, Triple] = {}
        for triple in gold.relations:
            if self.canonical(triple) not in optional:
                asked.setdefault(self.canonical(triple), triple)
        ignored = optional | (_closure(gold) - asked.keys())
        got = {k: v for k, v in self._best_claims().items() if k not in ignored}
        self.result.judged += [Judged(claim.confidence, key in asked) for key, (_, claim) in got.items()]
        got = {k: v for k, v in got.items() if v[1].confidence >= min_confidence}
        for key, (triple, claim) in got.items():
            tally.predicted[key[1]] += 1
            if key in asked:
                tally.hits[key[1]] += 1
            else:
                cause = self._relation_cause(key, set(gold.relations), "invented")
                self._relation_fault("false", self.predicted, triple, cause, claim.evidence)
        mapped = set(self.ends.values())
        for key, triple in asked.items():
            tally.gold[key[1]] += 1
            if key not in got:
                known = triple[0] in mapped and triple[2] in mapped
                cause = self._relation_cause(key, set(got), "unread") if known else "end"
                self._relation_fault("miss", gold, triple, cause, gold.relations[triple].evidence)

    def _best_claims(self) -> dict[Triple, tuple[Triple, Claim]]:
        """Predicted relations between gold ids (``?id`` where an end is none): the most confident claim for each."""
        best: dict[Triple, tuple[Triple, Claim]] = {}
        for triple, claim in sorted(self.predicted.relations.items(), key=lambda item: (-item[1].confidence, item[0])):
            head, type_, tail = triple
            key = self.canonical((self.ends.get(head, f"?{head}"), type_, self.ends.get(tail, f"?{tail}")))
            best.setdefault(key, (triple, claim))
        return best

    def _relation_cause(self, key: Triple, others: set[Triple], otherwise: str) -> str:
        head, type_, tail = key
        if head not in self.gold.types or tail not in self.gold.types:
            return "end"
        if (tail, type_, head) in others:
            return "direction"
        if any({h, t} == {head, tail} for h, _, t in others):
            return "type"
        return otherwise

    def _relation_fault(self, kind: str, graph: Scored, triple: Triple, cause: str, evidence: str) -> None:
        head, type_, tail = triple
        text = f"{graph.labels[head]} -{type_}-> {graph.labels[tail]}"
        self._fault(kind, "relation", type_, text, cause, evidence or self.sentences.first(graph.labels[head]))


def _match(gold: Scored, predicted: Scored) -> dict[str, str]:
    """Predicted id → gold id: one to one, same type, most shared names first."""
    by_name: dict[str, list[str]] = {}
    for g, names in gold.names.items():
        for name in names:
            by_name.setdefault(name, []).append(g)
    pairs = []
    for p, names in predicted.names.items():
        shared: dict[str, int] = {}
        for name in names:
            for g in by_name.get(name, ()):
                if gold.types[g] == predicted.types[p]:
                    shared[g] = shared.get(g, 0) + 1
        pairs += [(-count, p, g) for g, count in shared.items()]
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for _, p, g in sorted(pairs):
        if p not in matched and g not in taken:
            matched[p] = g
            taken.add(g)
    return matched


def _ends(gold: Scored, predicted: Scored, matched: dict[str, str]) -> dict[str, str]:
    """For the ends of a relation the type need not match, and several nodes may stand for one gold entity."""
    ends = dict(matched)
    for p, names in predicted.names.items():
        if p not in ends:
            best = max(gold.names, key=lambda g: len(names & gold.names[g]), default="")  # the first of equals
            if best and names & gold.names[best]:
                ends[p] = best
    return ends


def _closure(gold: Scored) -> set[Triple]:
    """Every ``located-in`` that follows from ``located-in`` and ``part-of`` by going up: true, but not asked for."""
    up: dict[str, set[str]] = {}
    for head, type_, tail in gold.relations:
        if type_ in ("located-in", "part-of"):
            up.setdefault(head, set()).add(tail)
    closure: set[Triple] = set()
    for start in up:
        stack, seen = list(up[start]), set[str]()
        while stack:
            place = stack.pop()
            if place not in seen:
                seen.add(place)
                stack.extend(up.get(place, ()))
        closure |= {(start, "located-in", place) for place in seen}
    return closure


class _Sentences:
    """The sentences of an article, so that a fault without evidence still shows where it stands."""

    def __init__(self, text: str) -> None:
        whole = "".join(text.split())
        self.parts = [(s, normalise(s)) for s in re.findall(r"[^。！？]+[。！？]?[”’」』]?", whole)]

    def first(self, name: str) -> str:
        wanted = normalise(name)
        return next((s for s, norm in self.parts if wanted and wanted in norm), "")
