"""Names with words that news writes short (lexicon ``word_forms``): what is one, and what stays apart."""

from __future__ import annotations

import pytest

from tests.test_resolve import graph, groups, meet, stay_apart

ONE = {
    "project-without-its-firm": (
        "program",
        ["恒锐科技高端液压件项目签约。负责人表示，高端液压件项目明年投产。"],
        {"恒锐科技高端液压件项目", "高端液压件项目"},
        "short-form",
    ),
    "project-without-its-output": (
        "program",
        ["朗诺光电年产3000万片车载盖板项目开工。车载盖板项目占地百亩。"],
        {"朗诺光电年产3000万片车载盖板项目", "车载盖板项目"},
        "short-form",
    ),
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
    "parks-with-two-cities": ["北京·昆山高新区生物医药产业园开工，天津·昆山高新区生物医药产业园签约。"],
    "investors-of-a-city": ["昆山市产业投资集团有限公司揭牌。昆山城投集团扩产。"],
    "branches-of-two-banks": ["建行昆山分行放款。农行昆山分行放款。"],
    "bureaus-of-a-city": ["昆山市工业和信息化局发文。昆山市科技局走访企业。"],
    "numbered-institutes": ["中国电科第五十四研究所派出专家。中国电科55所派出专家。"],
}


@pytest.mark.parametrize("texts", APART.values(), ids=APART)
def test_other_words_stay_apart(texts: list[str]) -> None:
    """Every mention's form is an entity of its own."""
    stay_apart(texts)


TOGETHER = {
    "faculty-by-its-subject": (
        "江南大学机械与动力工程学院与恒锐签约，江南大学机动学院院长到会。",
        {"江南大学机械与动力工程学院", "江南大学机动学院"},
    ),
    "project-without-its-output-inside": (
        "铂骐年产20GWh锂电池项目落户。铂骐锂电池项目总投资60亿元。",
        {"铂骐年产20GWh锂电池项目", "铂骐锂电池项目"},
    ),
    "scheme-by-its-quotes": (
        "“链上先锋”党建品牌发布。“链上先锋”已覆盖50家企业。",
        {"“链上先锋”党建品牌", "链上先锋"},
    ),
    "contest-in-short": (
        "首届“创响昆山”创新创业大赛启动。“创响昆山”大赛共征集项目200个。",
        {"“创响昆山”创新创业大赛", "“创响昆山”大赛"},
    ),
    "institute-of-a-school-without-its-field": (
        "江南大学昆山新材料研究院揭牌。江南大学昆山研究院院长表示，将继续深耕。",
        {"江南大学昆山新材料研究院", "江南大学昆山研究院"},
    ),
    "plan-without-its-years": (
        "《昆山市智能制造三年行动计划（2024—2026年）》印发。《昆山市智能制造三年行动计划》提出目标。",
        {"昆山市智能制造三年行动计划（2024—2026年）", "昆山市智能制造三年行动计划"},
    ),
    "school-of-a-school-in-short": (
        "江南大学食品学院与恒锐生物签约，江大食品学院院长致辞。",
        {"江南大学食品学院", "江大食品学院"},
    ),
    "institute-of-the-academy": (
        "中国科学院昆山材料技术与工程研究所揭牌，中科院昆山材料所所长到会。",
        {"中国科学院昆山材料技术与工程研究所", "中科院昆山材料所"},
    ),
    "commission-of-a-government": (
        "江苏省人民政府国有资产监督管理委员会发文，江苏省国资委主任出席。",
        {"江苏省人民政府国有资产监督管理委员会", "江苏省国资委"},
    ),
}


@pytest.mark.parametrize(("text", "forms"), TOGETHER.values(), ids=TOGETHER)
def test_a_name_and_its_short_form_are_one_beside_others(text: str, forms: set[str]) -> None:
    """One entity bears both forms; the article names others, too."""
    assert forms in [set(group) for group in groups(graph(text), "agency", "institute", "program", "university")]


BESIDE = {
    "faculties-alike": "江南大学材料学院与江南大学材料科学与化学学院、江南大学材料科学与工程学院签约。",
    "subjects-alike": "江南大学数学学院、江南大学数据科学学院、江南大学化学学院与江南大学化学工程学院签约。",
    "two-firms-projects": "晶石科技高端液压件项目、恒锐科技高端液压件项目开工，高端液压件项目前景广阔。",
    "plans-of-other-years": "《昆山市人才计划（2021—2023年）》到期，《昆山市人才计划（2024—2026年）》印发。",
    "schools-alike": "江南大学食品学院与江苏大学食品学院签约，江大食品学院院长到会。",
}


@pytest.mark.parametrize("text", BESIDE.values(), ids=BESIDE)
def test_likely_names_stay_apart(text: str) -> None:
    """No name takes another one to itself."""
    assert all(len(group) == 1 for group in groups(graph(text), "program", "university"))


SITES = {
    "place-in-brackets": (
        "恒锐（昆山）智能装备产业园开工，恒锐智能装备产业园占地百亩。",
        {"恒锐（昆山）智能装备产业园", "恒锐智能装备产业园"},
    ),
    "school-of-the-state": (
        "江南大学国家大学科技园揭牌，江南大学科技园入驻企业百家。",
        {"江南大学国家大学科技园", "江南大学科技园"},
    ),
    "zone-of-technology": (
        "沐湖高新技术产业园区升级，沐湖高新区发展提速。",
        {"沐湖高新技术产业园区", "沐湖高新区"},
    ),
}


@pytest.mark.parametrize(("text", "forms"), SITES.values(), ids=SITES)
def test_a_site_and_its_short_form_are_one(text: str, forms: set[str]) -> None:
    """One park bears both forms."""
    assert forms in [set(group) for group in groups(graph(text), "park")]
