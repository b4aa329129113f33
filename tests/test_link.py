"""What sentences say of the names in them: a table (``tables/relations.tsv``), rules one by one, and invariants."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import RuleError
from kg.link import Linker
from kg.link.dates import amount, date_of
from kg.link.patterns import compiled
from kg.link.scope import status
from kg.model import Article, Extraction
from kg.pipeline import extract, pipeline
from kg.rules import LinkRule, rule_pack
from tests.sentences import Row, rows

SYMMETRIC = ("partners", "cooperates-with")


def _said(extraction: Extraction, by_names: bool = False, floor: float = 0.5) -> frozenset[tuple[str, str, str]]:
    """The triples above the default threshold, the stronger of two ties.

    :param by_names: only what names show by themselves; otherwise all but that.
    """
    found = set()
    for relation in extraction.relations:
        if relation.evidence.confidence >= floor and relation.evidence.rule.startswith("name.") == by_names:
            head, tail = extraction.mentions[relation.head].text, extraction.mentions[relation.tail].text
            if relation.type in SYMMETRIC and tail < head:
                head, tail = tail, head
            found.add((head, relation.type, tail))
    return frozenset(f for f in found if f[1] != "cooperates-with" or (f[0], "partners", f[2]) not in found)


ROWS = rows("relations")
LINKS = rule_pack().links


@pytest.mark.parametrize("row", ROWS, ids=[f"{r.table}-{r.id}" for r in ROWS])
def test_sentences(row: Row) -> None:
    """A sentence, or in the group "names" the names in it, yields what a careful reader takes from it, and no more."""
    assert _said(extract(row.text), row.table == "names") == row.relations


def test_the_table_is_wide() -> None:
    """Each group of phenomena has rows, ids are unique, and enough sentences say nothing."""
    assert len({r.id for r in ROWS}) == len(ROWS) >= 300
    assert {r.table for r in ROWS} == {
        "partners", "cooperation", "location", "running", "capital", "belonging", "anaphora", "negation", "nothing",
        "names",
    }  # fmt: skip
    assert sum(not r.relations for r in ROWS) >= 60


def _fires(rule: LinkRule, *texts: str) -> tuple[bool, ...]:
    """Whether a rule by itself reads a relation from each of some texts."""
    nlp, linker = pipeline(), Linker(replace(rule_pack(), links=(rule,)))
    fires = []
    for text in texts:
        doc = nlp.make_doc(text)
        for name, component in nlp.pipeline:
            doc = linker(doc) if name == "kg_linker" else component(doc)
        fires.append(any(r.evidence.rule == rule.id for r in doc._.kg_relations))
    return tuple(fires)


@pytest.mark.parametrize("rule", LINKS, ids=[r.id for r in LINKS])
def test_each_rule_fires_in_its_example_only(rule: LinkRule) -> None:
    """A link rule by itself reads a relation from its example and none from its counter-example."""
    assert _fires(rule, rule.example, rule.counter_example) == (True, False)


def test_a_pattern_that_is_none_is_a_rule_error() -> None:
    """The fault names the rule."""
    bad = LinkRule(id="a.b", relation="partners", pattern="{a:org}(", example="甲", counter_example="乙")
    with pytest.raises(RuleError, match=r"a\.b"):
        compiled(replace(rule_pack(), links=(bad,)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昆山高新区与江南大学签署战略合作协议。", "agreed"),
        ("苏州晶石科技有限公司拟落户昆山高新区。", "planned"),
        ("苏州晶石科技有限公司将在昆山高新区投产。", "planned"),
        ("苏州晶石科技有限公司成功落户昆山高新区。", "done"),
    ],
    ids=["signed", "intended", "future", "settled"],
)
def test_status(text: str, expected: str) -> None:
    """The status of a relation is read from the words around its trigger."""
    found = [r.evidence.status for r in extract(text).relations if not r.evidence.rule.startswith("name.")]
    assert found == [expected]


@pytest.mark.parametrize(
    ("sentence", "before", "expected"),
    [
        ("1月12日，双方签约。", "", ("2024-01-12", "1月12日")),
        ("2023年年初，双方签约。", "", ("2023", "2023年年初")),
        ("去年12月，双方签约。", "", ("2023-12", "去年12月")),
        ("今年第一季度，双方签约。", "", ("2024", "今年第一季度")),
        ("昨日，双方签约。", "", ("2024-03-14", "昨日")),
        ("当日，双方签约。", "3月8日，大会开幕。", ("2024-03-08", "当日")),
        ("近日，双方签约。", "", ("", "近日")),
        ("9日，双方签约。", "", ("2024-03-09", "9日")),
        ("双方签约。", "", ("", "")),
    ],
    ids=["day", "year-start", "last-year", "quarter", "yesterday", "same-day", "vague", "day-only", "none"],
)
def test_dates(sentence: str, before: str, expected: tuple[str, str]) -> None:
    """Dates are resolved against the article's own date, 2024-03-15."""
    assert date_of(sentence, sentence.index("双方"), "2024-03-15", rule_pack(), before) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资10亿元建设", (("amount", "10亿"), ("currency", "CNY"))),
        ("出资3000万美元", (("amount", "3000万"), ("currency", "USD"))),
        ("授信1.5亿欧元", (("amount", "1.5亿"), ("currency", "EUR"))),
        ("投资建设", ()),
    ],
    ids=["yuan", "dollar", "euro", "none"],
)
def test_amounts(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    """Sums keep their unit and tell their currency."""
    assert amount(text, rule_pack()) == expected


def test_capital_keeps_amount_and_evidence() -> None:
    """An invests-in relation carries sum, currency, date and the places of names and trigger in its sentence."""
    text = "2024年5月6日，江苏恒远控股集团出资2亿元入股昆山晶微科技有限公司。"
    extraction = extract(Article(file="a.txt", text=text, date="2024-05-08"))
    (relation,) = [r for r in extraction.relations if r.type == "invests-in"]
    evidence = relation.evidence
    assert evidence.attributes == (("amount", "2亿"), ("currency", "CNY"))
    assert (evidence.date, evidence.date_text) == ("2024-05-06", "2024年5月6日")
    assert text[slice(*evidence.head)] == "江苏恒远控股集团"
    assert text[slice(*evidence.tail)] == "昆山晶微科技有限公司"
    assert set(text[slice(*evidence.trigger)]) & set("出资入股")


def test_a_release_speaks_of_its_firm() -> None:
    """A paragraph that names nobody speaks of the firm that opens the headline, not of a park that is told of."""
    title = "澜脉科技完成新一轮融资"
    text = f"{title}\n昆山高新区给予支持，昆山高新区已有百家企业。\n日前，与江南大学共建光学联合实验室。"
    found = extract(Article(file="a.txt", text=text, title=title))
    pairs = {
        (found.mentions[r.head].text, found.mentions[r.tail].text) for r in found.relations if r.type == "partners"
    }
    assert pairs == {("澜脉科技", "江南大学")}


def test_a_release_calls_its_firm_the_company() -> None:
    """In the release of a firm 公司 is the firm itself, though the firm that it founds was spoken of last."""
    title = "昕感控股：拟设子公司"
    text = f"{title}\n公司设立全资子公司祺耀科技。祺耀科技位于昆山高新区。公司与恒锐股份签订协议。"
    found = extract(Article(file="a.txt", text=text, title=title))
    pairs = {
        frozenset({found.mentions[r.head].text, found.mentions[r.tail].text})
        for r in found.relations
        if r.type == "partners"
    }
    assert pairs == {frozenset({"昕感控股", "恒锐股份"})}


def test_status_of_nothing_is_empty() -> None:
    """Words that tell no status give none."""
    assert status("与", "", rule_pack(None)) == ""


@given(st.lists(st.sampled_from([r.text for r in ROWS]), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_sentences_of_one_text_yield_well_formed_relations(sentences: list[str]) -> None:
    """Ends are mentions, evidence quotes the text, confidence is a probability, and a second reading is the same."""
    article = Article(file="a.txt", text="\n".join(sentences))
    extraction = extract(article)
    for relation in extraction.relations:
        shown = relation.evidence
        assert 0 <= relation.head < len(extraction.mentions) > relation.tail >= 0
        assert article.text[shown.start : shown.end] == shown.text
        assert 0 < shown.confidence <= 1
        for start, end in (shown.head, shown.tail, shown.trigger):
            assert 0 <= start <= end <= len(shown.text)
    assert extract(article).relations == extraction.relations


@given(st.text(alphabet="江南大学与昆山高新区签约、，。；：“”（）等的在由\n\U000f0000\U000f1234\ue000", max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """No text makes the linker fail, private-use characters included."""
    extract(text)
