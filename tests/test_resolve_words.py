"""Names with words that news writes short (lexicon ``word_forms``): what is one, and what stays apart."""

from __future__ import annotations

import pytest

from tests.test_resolve import graph, groups, meet, stay_apart

ONE = {
    "trade-in-short": (
        "company",
        ["昆山市产业投资集团有限公司揭牌。昆山产投集团扩产。昆山产投招工。"],
        {"昆山市产业投资集团有限公司", "昆山产投集团", "昆山产投"},
        "short-form",
    ),
    "bank-in-short": (
        "company",
        ["昆山农村商业银行股份有限公司放款。昆山农商行增资。"],
        {"昆山农村商业银行股份有限公司", "昆山农商行"},
        "short-form",
    ),
    "bureau-in-short": (
        "agency",
        ["昆山市工业和信息化局发文。", "昆山市工信局走访企业。"],
        {"昆山市工业和信息化局", "昆山市工信局"},
        "",
    ),
    "group-in-short": (
        "company",
        ["中国石油化工集团有限公司投产。中石化扩产。"],
        {"中国石油化工集团有限公司", "中石化"},
        "",
    ),
    "institute-by-number": (
        "institute",
        ["中国电子科技集团公司第五十八研究所揭牌。中国电科58所招工。"],
        {"中国电子科技集团公司第五十八研究所", "中国电科58所"},
        "",
    ),
    "institute-of-a-province": (
        "institute",
        ["江苏省产业技术研究院揭牌。江苏产研院招工。"],
        {"江苏省产业技术研究院", "江苏产研院"},
        "",
    ),
    "called-by-the-people": (
        "institute",
        ["江南工业大学襄阳产业研究院（当地人惯称江工襄阳工研院）揭牌。江工襄阳工研院招工。"],
        {"江南工业大学襄阳产业研究院", "江工襄阳工研院"},
        "declared",
    ),
    "commission-in-short": (
        "agency",
        ["昆山市国有资产监督管理委员会发文。昆山市国资委走访企业。"],
        {"昆山市国有资产监督管理委员会", "昆山市国资委"},
        "",
    ),
}


@pytest.mark.parametrize(("type", "texts", "forms", "reason"), ONE.values(), ids=ONE)
def test_long_and_short_words_meet(type: str, texts: list[str], forms: set[str], reason: str) -> None:
    """One entity of this type with just these forms; where the article gives a reason, a merge tells it."""
    meet(type, texts, forms, reason)


def test_a_part_of_a_free_trade_zone_is_called_with_and_without_its_province() -> None:
    """Both forms are one park, beside the zone that it is a part of."""
    made = graph("江苏自贸区苏州片区发文。", "苏州自贸片区招工。")
    assert groups(made, "park") == {frozenset({"江苏自贸区苏州片区", "苏州自贸片区"}), frozenset({"江苏自贸区"})}


APART = {
    "group-and-its-firm": ["中国石油化工集团有限公司投产。中国石油化工股份有限公司扩产。"],
    "investor-and-builder": ["昆山市城市建设投资集团有限公司揭牌。昆山城建集团扩产。"],
    "investors-of-a-city": ["昆山市产业投资集团有限公司揭牌。昆山城投集团扩产。"],
    "branches-of-two-banks": ["建行昆山分行放款。农行昆山分行放款。"],
    "bureaus-of-a-city": ["昆山市工业和信息化局发文。昆山市科技局走访企业。"],
    "numbered-institutes": ["中国电科第五十四研究所派出专家。中国电科55所派出专家。"],
}


@pytest.mark.parametrize("texts", APART.values(), ids=APART)
def test_other_words_stay_apart(texts: list[str]) -> None:
    """Every mention's form is an entity of its own."""
    stay_apart(texts)
