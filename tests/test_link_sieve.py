"""The sieve lets through every expression that can match: it may be too kind, never too strict."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.link.anaphora import _anaphors
from kg.link.patterns import compiled
from kg.link.sieve import Sieve, needs
from kg.rules import rule_pack

WORDS = [
    "签署",
    "签订",
    "与",
    "落户",
    "于",
    "共建",
    "的",
    "在",
    "由",
    "，",
    "甲",
    "乙",
    "该",
    "公司",
    "双方",
    "项目",
    " ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.characters()), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        pytest.param("签署", [{"签署"}], id="a-word"),
        pytest.param("签[署订]", [{"签署", "签订"}], id="a-class"),
        pytest.param("签署|落户", [{"签署", "落户"}], id="either"),
        pytest.param("签(?:署|订)?约", [{"签约", "签署约", "签订约"}], id="an-option"),
        pytest.param("与.{0,9}签署", [{"与"}, {"签署"}], id="two-needs"),
        pytest.param("(?:与|和)+", [{"与", "和"}], id="repeated"),
        pytest.param("(?:签署)*", [], id="perhaps-not-at-all"),
        pytest.param("签署|", [], id="or-nothing"),
        pytest.param("[^甲]", [], id="anything-but"),
        pytest.param("[一-龥]签", [{"签"}], id="a-range"),
        pytest.param("(?=签署)", [{"签署"}], id="ahead"),
        pytest.param("(?<=由)甲", [{"由"}, {"甲"}], id="behind"),
        pytest.param("(?!签署)甲", [{"甲"}], id="not-ahead"),
        pytest.param("(?:(?<=由)|(?<=与))(?=甲)", [{"由", "与"}, {"甲"}], id="only-looks-around"),
        pytest.param("(?i:abc)甲", [{"甲"}], id="letters-of-either-case"),
        pytest.param("(?i)abc", [], id="all-of-either-case"),
        pytest.param(r"(甲)\1乙", [{"甲"}, {"乙"}], id="the-same-again"),
    ],
)
def test_what_an_expression_needs(pattern: str, wanted: list[set[str]]) -> None:
    """Each match holds one word of every set."""
    assert sorted(map(sorted, needs(re.compile(pattern)))) == sorted(map(sorted, wanted))


PIECES = [
    "签署",
    "签订?",
    "[与和]",
    "(?:落户|入驻)于?",
    ".{0,3}",
    "(?:共建)*",
    "(?<=由)甲",
    "(?!乙)",
    "(?=的)",
    "[^，]",
    "(?:在|于|)",
    "$",
]


@given(
    parts=st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), min_size=1, max_size=5),
    text=TEXTS,
)
@settings(max_examples=400)
def test_what_matches_is_let_through(parts: list[str], text: str) -> None:
    """Random expressions over random texts."""
    expressions = [re.compile(part) for part in parts]
    passed = list(Sieve(expressions).passed(text))
    assert passed == sorted(passed)
    assert {i for i, expression in enumerate(expressions) if expression.search(text)} <= set(passed)


@given(text=TEXTS)
@settings(max_examples=200)
def test_the_words_that_stand_for_names_are_let_through(text: str) -> None:
    """The expressions of the pack itself."""
    anaphors, sieve = _anaphors(rule_pack())
    assert {i for i, (_, pattern) in enumerate(anaphors) if re.search(pattern, text)} <= set(sieve.passed(text))


def test_only_those_asked_for_are_let_through() -> None:
    """A set of bits says which."""
    sieve = Sieve([re.compile("甲"), re.compile("乙"), re.compile("")])
    assert list(sieve.passed("甲乙", 0b101)) == [0, 2]
    assert list(sieve.passed("", -1)) == [2]


def test_most_linking_rules_need_a_word() -> None:
    """Otherwise the sieve would hold nothing back."""
    rules = compiled(rule_pack()).rules
    assert sum(not needs(pattern.text) for _, pattern in rules) < len(rules) / 5


SIGNS = r"甲 乙 ( ) (?: (?P<a> (?= (?! (?i: (?> [ ] [^ - | ? * + { } {2} {,} {1,2} {,3} \ \d \1 \. ^ $ . b x4e"
FORMS = st.lists(st.sampled_from(SIGNS.split(" ")), max_size=9).map("".join)


@settings(max_examples=400)
@given(pattern=FORMS, text=st.text("甲乙b{}.-", max_size=9))
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_any_expression_is_read_as_re_reads_it(pattern: str, text: str) -> None:
    """What re refuses is refused; what it finds holds all that is said to be needed."""
    try:
        expression = re.compile(pattern)
    except re.error:
        with pytest.raises(re.error):
            needs(pattern)
        return
    needed = needs(pattern)
    if expression.search(text):
        assert all(any(word in text for word in words) for words in needed)
