"""Sentences said otherwise: the changes themselves, and that those which anybody takes for the same lose little."""

from __future__ import annotations

import pytest

from tests.gate.variants import Variant, lost, said, variants

FIRM = "苏州晶石科技有限公司"
NAMES = frozenset({FIRM, "江南大学", "昆山高新区"})
BEGUN = "昆山高新区与江南大学"
SENTENCE = f"{BEGUN}、{FIRM}签约。"

CHANGES = {
    "begins": (Variant("x", "begins", "", "近日，"), f"近日，{SENTENCE}"),
    "ends": (Variant("x", "ends", "", "，总投资10亿元"), f"{BEGUN}、{FIRM}签约，总投资10亿元。"),
    "first": (Variant("x", "first", "park", "国家级"), f"国家级{SENTENCE}"),
    "last": (Variant("x", "last", "company", "知名企业"), f"{BEGUN}、知名企业{FIRM}签约。"),
    "behind": (Variant("x", "behind", "university", "（简称江大）"), f"{BEGUN}（简称江大）、{FIRM}签约。"),
    "with": (Variant("x", "with", "", "同"), f"昆山高新区同江南大学、{FIRM}签约。"),
    "then": (Variant("x", "then", "park", "日前"), f"昆山高新区日前与江南大学、{FIRM}签约。"),
    "then-of-what-does-not-act": (Variant("x", "then", "university", "日前"), None),
    "listed": (Variant("x", "listed", "", "等"), f"{BEGUN}、{FIRM}等签约。"),
    "stands": (
        Variant("x", "stands", "park", "该高新区", "{}很大。"),
        f"昆山高新区很大。该高新区与江南大学、{FIRM}签约。",
    ),
    "pointed-at-already": (Variant("x", "stands", "company", "该公司", "{}很大。"), None),
    "none-of-the-type": (Variant("x", "first", "company", "知名企业"), None),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_sentence_is_said_otherwise(case: str) -> None:
    """Each way of the table does what its name says, and nothing where it does not fit."""
    variant, expected = CHANGES[case]
    names = NAMES - {FIRM} if case == "none-of-the-type" else NAMES
    sentence = SENTENCE.replace("与", "与该校、", 1) if case == "pointed-at-already" else SENTENCE
    assert said(variant, sentence, names) == expected


def test_the_table_of_variants_holds() -> None:
    """Ids are unique, each way is known and used."""
    found = variants()
    assert len({v.id for v in found}) == len(found)
    assert {v.how for v in found} == {v.how for v, _ in CHANGES.values()}


@pytest.mark.parametrize("id_", ["lately", "grade", "that-firm", "that-school", "step"])
def test_plain_variants_lose_next_to_nothing(id_: str) -> None:
    """What no reader would take otherwise is read alike: of an eighth of the rows, at most 1 relation in 20 is lost."""
    (variant,) = (v for v in variants() if v.id == id_)
    relations, missing = lost(variant, every=8)
    assert relations > 10
    assert 20 * missing <= relations
