"""``python -m tests.gate.variants``: whether what is read stays the same where a sentence is said otherwise.

Metamorphic testing (Chen, Cheung and Yiu, 1998): the rows of ``tables/relations.tsv`` that yield relations are said in
other ways that leave what they tell unchanged (``tables/variants.tsv``), and read again. A relation that is lost shows
a way of speaking that the rules do not know. Not every row bears every change (通过该公司合作 is no good Chinese), so a
few in a hundred are lost for no fault of the reader; what stands out is a fault. ``--show ID`` prints the sentences.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.pipeline import extract

__all__ = ["Variant", "lost", "said", "variants"]

TABLES = Path(__file__).resolve().parents[1] / "tables"
_ENDINGS = {"company": ("公司", "集团", "银行"), "park": ("高新区",), "university": ("大学",)}
_LISTED = re.compile("、[^、，。；与和]{4,20}?(?:公司|大学|高新区|集团)(?=[一-龥])(?!等)")
_DOING = (
    "与",
    "联合",
    "携手",
    "签",
    "落户",
    "入驻",
    "投资",
    "在",
    "启动",
    "推出",
    "引进",
    "建设",
    "设立",
    "成立",
    "发起",
    "获",
)
_POINTING = ("该", "双方", "三方", "这")
_NEAR = 12  # characters: who stands first acts, and may be called by a word for it
Triple = tuple[str, str, str]


class Variant(NamedTuple):
    """A way of saying sentences otherwise.

    :ivar how: what is changed; see the table.
    :ivar type: the type of the name that it is done to; empty where it is done to the sentence.
    :ivar text: what is put there.
    :ivar lead: the sentence before, where the text stands for a name; ``{}`` is the name.
    """

    id: str
    how: str
    type: str
    text: str
    lead: str = ""


def variants() -> list[Variant]:
    """The rows of the table."""
    found = []
    for line in TABLES.joinpath("variants.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            id_, how, *texts = line.split("\t")
            verb, _, type_ = how.partition(" ")
            found.append(Variant(id_, verb, type_, *texts))
    return found


def said(variant: Variant, sentence: str, names: frozenset[str]) -> str | None:
    """A sentence said otherwise; None where it cannot be.

    :param names: the names in it that have relations.

    >>> said(Variant("x", "first", "company", "龙头企业"), "甲集团与乙公司签约。", frozenset({"甲集团", "乙公司"}))
    '龙头企业甲集团与乙公司签约。'
    >>> said(Variant("x", "stands", "company", "该公司", "{}成立于2015年。"), "甲集团签约。", frozenset({"甲集团"}))
    '甲集团成立于2015年。该公司签约。'
    >>> said(Variant("x", "with", "", "和"), "甲集团参与建设。", frozenset({"甲集团"})) is None
    True
    """
    bare = sentence.removesuffix("。")
    if variant.how == "begins":
        return variant.text + sentence
    if variant.how == "ends":
        return f"{bare}{variant.text}。"
    if variant.how == "with":
        changed = re.sub("(?<![参给赋])与", variant.text, sentence, count=1)
        return changed if changed != sentence else None
    if variant.how == "listed":
        last = _LISTED.search(sentence)
        return sentence[: last.end()] + variant.text + sentence[last.end() :] if last else None
    of_type = sorted((sentence.find(n), n) for n in names if n.endswith(_ENDINGS[variant.type]) and n in sentence)
    if not of_type:
        return None
    at, name = of_type[-1 if variant.how == "last" else 0]
    if variant.how in ("behind", "then"):
        at += len(name)
    opens = at == len(name) or sentence[at - len(name) - 1] in "，。："
    if variant.how == "then" and not (opens and sentence.startswith(_DOING, at)):
        return None
    if variant.how != "stands":
        return sentence[:at] + variant.text + sentence[at:]
    if at > _NEAR or sentence.count(name) > 1 or any(word in sentence for word in _POINTING):
        return None
    return variant.lead.format(name) + sentence.replace(name, variant.text, 1)


@cache
def _rows(every: int) -> list[tuple[str, frozenset[Triple]]]:
    """The sentences of the table that yield relations, with what is read of them as they stand.

    :param every: of so many only the first.
    """
    rows = []
    for number, line in enumerate(TABLES.joinpath("relations.tsv").read_text(encoding="utf-8").splitlines()):
        cells = line.split("\t")
        if number % every or line.startswith("#") or cells[0] == "names" or not cells[3] or "\\n" in cells[2]:
            continue
        triples = frozenset(_read(cells[2]))
        if triples:
            rows.append((cells[2], triples))
    return rows


def _read(text: str) -> Iterator[Triple]:
    """What a text tells, without what names show by themselves; ends of ties in the order of their names."""
    extraction = extract(text)
    for r in extraction.relations:
        if r.evidence.confidence >= 0.5 and not r.evidence.rule.startswith("name."):
            head, tail = extraction.mentions[r.head].text, extraction.mentions[r.tail].text
            tie = r.type in ("partners", "cooperates-with")
            yield (tail, r.type, head) if tie and tail < head else (head, r.type, tail)


def _changed(variant: Variant, every: int = 1) -> Iterator[tuple[str, frozenset[Triple], frozenset[Triple]]]:
    """Each sentence that can be said so, with what it told before and what it tells then.

    :param every: of so many rows only the first.
    """
    for sentence, triples in _rows(every):
        text = said(variant, sentence, frozenset(n for head, _, tail in triples for n in (head, tail)))
        if text is not None:
            yield text, triples, frozenset(_read(text))


def lost(variant: Variant, every: int = 1) -> tuple[int, int]:
    """How many relations the sentences told that can be said so, and how many of these are lost then.

    :param every: of so many rows only the first.
    """
    told = [(len(triples), len(triples - found)) for _, triples, found in _changed(variant, every)]
    return sum(n for n, _ in told), sum(n for _, n in told)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.gate.variants", description="Sentences said otherwise.")
    parser.add_argument("--show", metavar="ID", help="the sentences of one variant of which something is lost")
    args = parser.parse_args()
    if not args.show:
        print("| variant | text | relations | lost | new |\n|---|---|--:|--:|--:|")
    for variant in variants():
        if args.show and variant.id != args.show:
            continue
        count = missing = new = 0
        for text, triples, found in _changed(variant):
            count, missing, new = count + len(triples), missing + len(triples - found), new + len(found - triples)
            if args.show and triples - found:
                print(text, *(f"    {' '.join(t)}" for t in sorted(triples - found)), sep="\n")
        if not args.show:
            share = missing / max(count, 1)
            print(f"| {variant.id} | {variant.text} | {count} | {share:.1%} | {new} |", flush=True)


if __name__ == "__main__":
    main()
