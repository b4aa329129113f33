"""``python -m tests.gate.ablation``: what each group of linking rules earns.

All linking rules read the corpora with the annotated names instead of found ones, once with all rules and once without
each group: the rules of a relation, the tables of names, labels and topics, and what is common to many rules (words
that stand for a name, subjects that are understood, lists). Shown are precision, recall and F1 of the core relations
and F1 of all, on the half that may be looked at (with the seeds) and on the half that is only scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.evaluate import Claim, Evaluation, Scored, from_gold, gold_files, half, score
from kg.link.read import read
from kg.model import Article, Mention
from kg.pipeline import articles
from kg.rules import RulePack, rule_pack
from kg.segment import sentences
from kg.text import fold
from tests.gate.calibrate import ROOT, annotated

__all__ = ["groups"]

_Read = tuple[str, Scored, list[tuple[Article, tuple[Mention, ...], list[str]]]]


def main() -> int:
    pack = rule_pack()
    halves = {part: list(_corpus(part, pack)) for part in ("seen", "unseen")}
    print(f"{'without':<22}{'rules':>6}" + "".join(f"{part:>8} P     R     F1   all" for part in halves))
    for name, count, less in groups(pack):
        figures = []
        for corpus in halves.values():
            result = _measured(corpus, less)
            core, everything = result.row("CORE relations"), result.row("ALL relations")
            figures.append(f"{core.precision:10.3f} {core.recall:.3f} {core.f1:.3f} {everything.f1:.3f}")
        print(f"{name:<22}{count:>6}" + "".join(figures), flush=True)
    return 0


def groups(pack: RulePack) -> Iterator[tuple[str, int, RulePack]]:
    """(name, number of rules or rows, the pack without them)."""
    yield "nothing", 0, pack
    for group in sorted({rule.group for rule in pack.links}):
        yield group, sum(r.group == group for r in pack.links), pack.without(group)
    for table in ("name_relations", "labels", "topic_relations", "anaphors"):
        rows = len(pack.tables.get(table, ()))
        yield f"{table}.tsv", rows, replace(pack, tables={k: v for k, v in pack.tables.items() if k != table})
    for macro in ("clause_opening", "counted", "attributive", "adverbial", "negated"):
        yield f"macro {macro}", 1, replace(pack, macros={**pack.macros, macro: "(?!)"})


def _corpus(part: str, pack: RulePack) -> Iterator[_Read]:
    folders: list[tuple[Path, Path]] = [(ROOT / "tests/gold/articles", ROOT / "tests/gold/articles")]
    if part == "seen":
        folders.append((ROOT / "tests/gold/seeds", ROOT / "seeds"))
    for gold, texts in folders:
        for path in gold_files(gold, lambda stem: half(stem) == part or gold.name == "seeds"):  # noqa: B023
            told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            found = [(article, *annotated(article, told)) for article in articles(texts / told["file"])]
            yield path.stem, from_gold(told), found


def _measured(corpus: list[_Read], pack: RulePack) -> Evaluation:
    total: Evaluation | None = None
    floor = pack.thresholds.get("min_confidence", 0.5)
    for stem, gold, found in corpus:
        told = Scored(types=gold.types, labels=gold.labels, names=gold.names)
        for article, mentions, ids in found:
            folded = fold(article.text)
            for relation in read(article, folded, sentences(folded), mentions, pack):
                triple = (ids[relation.head], relation.type, ids[relation.tail])
                if relation.evidence.confidence >= floor and triple[0] != triple[2]:
                    told.add_relation(triple, Claim())
        tied = {frozenset((h, t)) for h, type_, t in told.relations if type_ == "partners"}
        told.relations = {
            k: v for k, v in told.relations.items() if k[1] != "cooperates-with" or frozenset((k[0], k[2])) not in tied
        }
        result = score(gold, told, file=stem)
        if total is None:
            total = result
        else:
            total.add(result)
    assert total is not None
    return total


if __name__ == "__main__":
    raise SystemExit(main())
