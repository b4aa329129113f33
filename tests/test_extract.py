"""What is a name and what is none: a table of sentences (``tables/names.tsv``), and what holds for every text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Extraction
from kg.pipeline import extract


class Row(NamedTuple):
    """A sentence and the names in it.

    :ivar table: the group of phenomena.
    :ivar id: the phenomenon.
    :ivar text: the sentence.
    :ivar names: ``type:name`` for each mention; ``?`` behind it marks what careful readers disagree on.
    """

    table: str
    id: str
    text: str
    names: tuple[str, ...]


def rows() -> list[Row]:
    """The table, comments left out."""
    lines = Path(__file__).with_name("tables").joinpath("names.tsv").read_text(encoding="utf-8").splitlines()
    cells = ([*line.split("\t"), ""] for line in lines if not line.startswith("#"))
    return [Row(table, id, text.replace("\\n", "\n"), tuple(names.split())) for table, id, text, names, *_ in cells]


ROWS = rows()
TABLES = {"firms", "short", "forms", "schemes", "science", "parks", "bodies", "edges", "writing", "slots", "none"}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.table}-{row.id}" for row in ROWS])
def test_mentions(row: Row) -> None:
    """Just these names with these types, and no others."""
    wanted = {name for name in row.names if not name.endswith("?")}
    admitted = wanted | {name.removesuffix("?") for name in row.names}
    found = {f"{m.type}:{m.text}" for m in extract(row.text).mentions}
    assert wanted <= found <= admitted


def test_the_table_is_a_table() -> None:
    """Each sentence once, each group of phenomena there; each expected name stands in its sentence."""
    assert len({row.text for row in ROWS}) == len(ROWS) >= 80
    assert {row.table for row in ROWS} == TABLES
    assert [row.id for row in ROWS if (row.table == "none") is bool(row.names)] == []
    named = [(row.text, name.removesuffix("?").partition(":")[2]) for row in ROWS for name in row.names]
    assert [(text, name) for text, name in named if name not in text] == []


# ------------------------------------------------------------------------------------------- what holds for every text

PIECES = [row.text for row in ROWS]
NAMES = sorted({name.removesuffix("?").partition(":")[2] for row in ROWS for name in row.names})
GLUE = [
    "与",
    "和",
    "、",
    "，",
    "；",
    "。",
    "\n",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "的",
    "等企业",
    "位于",
    "签约",
    "以下简称",
    "项目",
    "1.",
    "——",
]

PARTS = st.one_of(st.sampled_from(PIECES), st.sampled_from(NAMES), st.sampled_from(GLUE), st.text(max_size=4))
TEXTS = st.lists(PARTS, max_size=14).map("".join)


def plain(extraction: Extraction) -> tuple[object, ...]:
    """All that an extraction says, provenance and confidence included."""
    mentions = [(m.type, m.start, m.end, m.text, m.rule, m.confidence) for m in extraction.mentions]
    return mentions, extraction.aliases, extraction.relations


@given(text=TEXTS)
@settings(max_examples=150)
def test_mentions_quote_the_text(text: str) -> None:
    """Each lies within the text, is not empty, says what stands there, and has a rule and a confidence."""
    for m in extract(text).mentions:
        assert 0 <= m.start < m.end <= len(text)
        assert m.text == text[m.start : m.end]
        assert m.rule and 0 < m.confidence <= 1
        assert "\n" not in m.text
        assert m.text == m.text.strip()


@given(text=TEXTS)
@settings(max_examples=150)
def test_mentions_are_sorted_and_nest(text: str) -> None:
    """In text order, the longer first where two start together; no two of one span; none crosses another."""
    mentions = extract(text).mentions
    spans = [(m.start, m.end) for m in mentions]
    assert spans == sorted(spans, key=lambda s: (s[0], -s[1]))
    assert len(set(spans)) == len(spans)
    assert [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]] == []


@given(text=TEXTS)
@settings(max_examples=100)
def test_claims_and_relations_point_into_the_text(text: str) -> None:
    """What the article says of its names stands where it says so; ends of relations are mentions of this article."""
    found = extract(text)
    for claim in found.aliases:
        assert claim.alias == text[claim.start : claim.end]
        assert claim.name in text and claim.rule
    for relation in found.relations:
        shown = relation.evidence
        assert shown.text == text[shown.start : shown.end]
        assert min(relation.head, relation.tail) >= 0 and max(relation.head, relation.tail) < len(found.mentions)
        assert relation.head != relation.tail
        for end, index in ((shown.head, relation.head), (shown.tail, relation.tail)):
            if end != (0, 0):
                assert shown.text[slice(*end)] == found.mentions[index].text


@given(text=TEXTS, other=TEXTS)
@settings(max_examples=60)
def test_an_article_is_read_by_itself(text: str, other: str) -> None:
    """The same twice, whatever was read in between."""
    first = plain(extract(text))
    extract(other)
    assert plain(extract(text)) == first


@given(before=TEXTS, line=TEXTS, after=TEXTS)
@settings(max_examples=60)
def test_furniture_holds_no_names(before: str, line: str, after: str) -> None:
    """No mention lies inside a byline, a picture credit or a page head."""
    line = line.replace("\n", "")
    start = len(before) + 1
    furniture = ((start, start + len(line)),) if line else ()
    article = Article(file="a.txt", text=f"{before}\n{line}\n{after}", furniture=furniture)
    assert [m for m in extract(article).mentions if start <= m.start and m.end <= start + len(line)] == []


def test_a_name_is_found_wherever_it_stands() -> None:
    """The same words give the same name in the first sentence and after a page of other text."""
    filler = "会议强调，要坚持稳中求进，持续优化环境，推动各项工作落到实处。\n" * 40
    last = "苏州澜脉科技有限公司落户江阴高新区。"
    alone = [(m.type, m.text, m.start) for m in extract(last).mentions]
    assert [(m.type, m.text, m.start - len(filler)) for m in extract(filler + last).mentions] == alone
