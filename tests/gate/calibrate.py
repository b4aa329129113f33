"""``python -m tests.gate.calibrate``: how often each linking rule is right; ``--write``: into the rule files.

Every rule reads the articles that may be looked at by itself, with the annotated names instead of found ones, so that
its figure tells of the rule alone. Rules are written with articles in view: the article in which a rule is right most
often is left out of its count. Few counts say little: they are drawn towards the figure of the relation, and that one
towards the figure of all rules, each with the weight of ``PRIOR`` firings (empirical Bayes, beta-binomial mean), and
half a wrong firing is added for what no article has shown yet.

What the words of a name are worth is measured too: how often both ends of a relation are annotated names, for names
that the extractor is sure of and for others.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.evaluate import Claim, Scored, from_gold, gold_files, half, score
from kg.link.read import read
from kg.model import Article, Mention
from kg.pipeline import articles, extract
from kg.rules import LinkRule, RulePack, rule_pack
from kg.segment import sentences
from kg.text import fold

__all__ = ["Counts", "annotated", "share"]

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "kg/data/rules"
TRAINED = (
    (ROOT / "tests/gold/seeds", ROOT / "seeds", ""),
    (ROOT / "tests/gold/articles", ROOT / "tests/gold/articles", "seen"),
)
#: How many firings the figure of the next larger group weighs.
PRIOR = 4.0
#: Confidences stay below this: no rule of a language holds always.
MOST = 0.97


@dataclass(slots=True)
class Counts:
    """What a rule read: per file, how many relations were right and how many it read."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)

    def elsewhere(self) -> tuple[int, int]:
        """(right, read) without the file in which it is right most often.

        >>> Counts(Counter(a=3, b=1), Counter(a=3, b=2)).elsewhere()
        (1, 2)
        """
        best = max(sorted(self.read), key=lambda f: (self.right[f], -self.read[f]), default="")
        return self.right.total() - self.right[best], self.read.total() - self.read[best]


def share(right: float, read_: float, prior: float) -> float:
    """The share that is right, drawn towards ``prior``; half a wrong one is added.

    >>> share(0, 0, 0.9)
    0.8
    >>> round(share(6, 6, 0.9), 2)
    0.91
    """
    return (right + PRIOR * prior) / (read_ + PRIOR + 0.5)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gate.calibrate", description="Confidences of linking rules.")
    parser.add_argument("--write", action="store_true", help="write them into kg/data/rules")
    args = parser.parse_args()
    pack = rule_pack()
    counts = measured(pack)
    figures = confidences(counts, {rule.id: rule.relation for rule in pack.links})
    for rule in pack.links:
        right, fired = counts[rule.id].right.total(), counts[rule.id].read.total()
        print(f"{rule.id:<34} {right:>3} of {fired:<3} {rule.confidence:.2f} -> {figures[rule.id]:.2f}")
    sure, other = names(pack)
    print(f"both names right: {sure:.3f} where the extractor is sure of them, {other:.3f} elsewhere")
    if args.write:
        for path in sorted(RULES.glob("*.toml")):
            text = path.read_text(encoding="utf-8")
            path.write_text(written(text, figures, sure, other), encoding="utf-8", newline="\n")
    return 0


def confidences(counts: Mapping[str, Counts], relations: Mapping[str, str]) -> dict[str, float]:
    """Rule id to confidence."""
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for rule, relation in relations.items():
        for key in ("", relation):
            for i, n in enumerate(counts[rule].elsewhere()):
                totals[key][i] += n
    everywhere = share(totals[""][0], totals[""][1], 0.5)
    own = {
        relation: share(totals[relation][0], totals[relation][1], everywhere) for relation in set(relations.values())
    }
    return {
        rule: min(MOST, round(share(*counts[rule].elsewhere(), own[relation]), 2))
        for rule, relation in relations.items()
    }


def written(text: str, figures: Mapping[str, float], sure: float, other: float) -> str:
    """A rule file with the confidences of its linking rules, and those of names where it has them."""

    def block(match: re.Match[str]) -> str:
        rule = re.search(r'^id = "([^"]+)"', match.group(), re.M)
        if rule is None or rule.group(1) not in figures:
            return match.group()
        return re.sub(r"^confidence = .*$", f"confidence = {figures[rule.group(1)]:.2f}", match.group(), flags=re.M)

    text = re.sub(r"^\[\[link\]\]\n(?:(?!\[).*\n?)*", block, text, flags=re.M)
    text = re.sub(r"^names_sure = .*$", f"names_sure = {sure:.2f}", text, flags=re.M)
    return re.sub(r"^names_other = .*$", f"names_other = {other:.2f}", text, flags=re.M)


def _texts() -> Iterator[tuple[str, dict[str, Any], Path]]:
    """(stem, gold, text) of the files that may be looked at."""
    for gold, texts, part in TRAINED:
        for path in gold_files(gold, lambda stem, part=part: not part or half(stem) == part):  # type: ignore[misc]
            told = json.loads(path.read_text(encoding="utf-8"))
            yield path.stem, told, texts / told["file"]


def measured(pack: RulePack) -> dict[str, Counts]:
    """Rule id to what it reads by itself."""
    counts: dict[str, Counts] = defaultdict(Counts)
    bare = replace(pack, tables={k: v for k, v in pack.tables.items() if k not in _SHOWN})
    alone = [(rule, replace(bare, links=(rule,))) for rule in pack.links]
    for stem, told, source in _texts():
        gold = from_gold(told)
        for article in articles(source):
            mentions, ids = annotated(article, told)
            folded = fold(article.text)
            spans = sentences(folded)
            strong = {
                frozenset((ids[r.head], ids[r.tail]))
                for r in read(article, folded, spans, mentions, bare)
                if r.type == "partners" and r.evidence.confidence >= 0.5
            }
            for rule, one in alone:
                told_ = read(article, folded, spans, mentions, one)
                pairs = {(ids[r.head], ids[r.tail]) for r in told_ if r.evidence.rule == rule.id}
                if rule.relation == "cooperates-with":  # a pair holds the stronger of two ties
                    pairs = {pair for pair in pairs if frozenset(pair) not in strong}
                _count(counts[rule.id], stem, rule, pairs, gold)
    return counts


#: Tables that show relations without a rule.
_SHOWN = ("name_relations", "labels", "topic_relations")


def _count(counts: Counts, stem: str, rule: LinkRule, pairs: set[tuple[str, str]], gold: Scored) -> None:
    told = Scored(types=gold.types, labels=gold.labels, names=gold.names)
    for head, tail in sorted(pairs):
        if head != tail:
            told.add_relation((head, rule.relation, tail), Claim())
    for judged in score(gold, told).judged if told.relations else ():
        counts.read[stem] += 1
        counts.right[stem] += judged.right


def annotated(article: Article, gold: Mapping[str, Any]) -> tuple[tuple[Mention, ...], list[str]]:
    """The places of the gold's names in an article, and for each the gold entity.

    Of forms that cross, the longest stays; of forms inside another, a park's city and an owner's name.
    """
    folded = fold(article.text)
    found: dict[tuple[int, int], Mapping[str, Any]] = {}
    for entity in gold["entities"]:
        for form in {fold(f).strip("“”\"'‘’「」") for f in (entity["name"], *entity.get("aliases", ()))}:
            for match in re.finditer(f"(?={re.escape(form)})", folded) if len(form) > 1 else ():
                found.setdefault((match.start(), match.start() + len(form)), entity)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
        if not any(s < end and start < e and not (s <= start and end <= e) for s, e in kept):
            kept.append((start, end))
    mentions: list[Mention] = []
    ids: list[str] = []
    for start, end in sorted(kept, key=lambda s: (s[0], -s[1])):
        entity = found[start, end]
        around = [found[s] for s in kept if s[0] <= start and end <= s[1] and s != (start, end)]
        if any(outer["id"] == entity["id"] for outer in around):
            continue
        if entity["type"] == "place" and around and around[0]["type"] != "park":
            continue
        rule = {"park": "park.zone", "agency": "agency.department"}.get(entity["type"], "annotated")
        if entity["type"] == "place" and around:
            rule = "name.park-city"
        text = article.text[start:end]
        mentions.append(Mention(type=entity["type"], start=start, end=end, text=text, rule=rule, confidence=0.95))
        ids.append(entity["id"])
    return tuple(mentions), ids


def names(pack: RulePack) -> tuple[float, float]:
    """How often both ends of a relation are annotated names: where the extractor is sure of them, and elsewhere."""
    counts = {True: [0, 0], False: [0, 0]}
    floor = pack.thresholds["names_floor"]
    for _, told, source in _texts():
        forms = {_bare(f) for e in told["entities"] for f in (e["name"], *e.get("aliases", ()))}
        for article in articles(source):
            read_ = extract(article)
            for relation in read_.relations:
                ends = read_.mentions[relation.head], read_.mentions[relation.tail]
                count = counts[min(m.confidence for m in ends) >= floor]
                count[0] += all(_bare(m.text) in forms for m in ends)
                count[1] += 1
    return share(counts[True][0], counts[True][1], 0.9), share(counts[False][0], counts[False][1], 0.9)


def _bare(name: str) -> str:
    return re.sub(r"\s", "", fold(name)).strip("“”\"'‘’")


if __name__ == "__main__":
    raise SystemExit(main())
