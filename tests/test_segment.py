"""The floor that spaCy stands on: one token per character, sentences, and the components as spaCy users meet them."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.vocab import Vocab

from kg.pipeline import pipeline
from kg.segment import CharacterTokenizer, sentences

TEXT = "江南大学与昆山高新区签署合作协议。双方将共建“澜湾”实验室！\n苏州澜脉科技有限公司落户江阴高新区。"
NAMES = ["kg_segmenter", "kg_extractor", "kg_linker"]
SENTENCE = st.text(
    alphabet=st.one_of(st.sampled_from("甲乙丙。！？!?”’」』）)“‘（\n 　\t，；、…\r\u2028\x85"), st.characters()),
    max_size=80,
)


# ---------------------------------------------------------------------------------------------------------- tokenizer


@pytest.mark.parametrize(
    "text",
    ["", " ", "江阴", "江 阴\n\n高新区", "\u3000甲\t", "A股 3.5%", "🏭区\ufe0f", "\r\n", "e\u0301"],
    ids=["empty", "space", "han", "breaks", "wide-space", "latin", "emoji", "crlf", "combining"],
)
def test_one_token_per_character(text: str) -> None:
    """Token offsets are text offsets, and the text comes out as it went in."""
    doc = CharacterTokenizer(Vocab())(text)
    assert [token.text for token in doc] == list(text)
    assert [token.idx for token in doc] == list(range(len(text)))
    assert doc.text == text


def test_any_span_can_be_expressed() -> None:
    """What word tokens make impossible: a name that ends inside a word of the dictionary."""
    doc = CharacterTokenizer(Vocab())("苏州高新区内")
    spans = [doc.char_span(a, b) for a in range(len(doc)) for b in range(a + 1, len(doc) + 1)]
    assert all(span is not None for span in spans)


def test_tokenizer_pipes_in_order() -> None:
    """One Doc for each text, in the texts' order."""
    assert [doc.text for doc in CharacterTokenizer(Vocab()).pipe(["甲", "", "乙丙"])] == ["甲", "", "乙丙"]


# ---------------------------------------------------------------------------------------------------------- sentences


@given(text=SENTENCE)
@example(text="。。！？")
@example(text="甲。”乙")
@example(text="\n\n")
@settings(max_examples=300)
def test_sentences_cover_the_text(text: str) -> None:
    """Spans are ordered, disjoint, within the text, trimmed; only white space is left out."""
    spans = sentences(text)
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end <= len(text) for before, (start, end) in zip(ends, spans, strict=False))
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in spans)
    left = set(range(len(text))) - {i for start, end in spans for i in range(start, end)}
    assert all(text[i].isspace() for i in left)


@given(text=SENTENCE)
@settings(max_examples=200)
def test_no_sentence_crosses_a_paragraph(text: str) -> None:
    """A line break always ends a sentence."""
    assert [text[a:b] for a, b in sentences(text) if "\n" in text[a:b]] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲来了。乙走了。", ["甲来了。", "乙走了。"]),
        ("“甲来了。”乙说。", ["“甲来了。”", "乙说。"]),
        ("真的？！是。", ["真的？！", "是。"]),
        ("甲；乙，丙。", ["甲；乙，丙。"]),
        ("标题\n正文。", ["标题", "正文。"]),
        ("增长3.5%。完。", ["增长3.5%。", "完。"]),
        ("没有句号", ["没有句号"]),
        ("（甲来了。）乙走了。", ["（甲来了。）", "乙走了。"]),
        (" \n ", []),
    ],
    ids=["two", "closing-quote", "two-marks", "no-end-inside", "headline", "decimal", "open-end", "bracket", "blank"],
)
def test_sentence_ends(text: str, parts: list[str]) -> None:
    """A sentence takes its closing marks with it."""
    assert [text[a:b] for a, b in sentences(text)] == parts


# --------------------------------------------------------------------------------------------------------- spaCy's side


def test_components_are_found_by_entry_point() -> None:
    """``spacy.blank("zh").add_pipe("kg_segmenter")`` works without an import of kg."""
    nlp = spacy.blank("zh")
    for name in NAMES:
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [ent.text for ent in doc.ents if ent.label_ == "university"] == ["江南大学"]


def test_needs_and_gifts_fit() -> None:
    """``nlp.analyze_pipes()`` sees no problem in the whole pipeline, and one where a component is missing."""
    problems = (pipeline().analyze_pipes() or {})["problems"]
    assert set(NAMES) <= problems.keys()
    assert not any(problems.values())
    lame = spacy.blank("zh")
    lame.add_pipe("kg_segmenter")
    lame.add_pipe("kg_linker")
    assert (lame.analyze_pipes() or {})["problems"]["kg_linker"] == ["doc._.kg_mentions"]


def test_a_doc_holds_what_spacy_users_expect() -> None:
    """Entities, the span group with overlapping finds, relations; the text is untouched."""
    doc = pipeline()(TEXT)
    assert doc.text == TEXT
    assert {(e.text, e.label_) for e in doc.ents} >= {("江南大学", "university"), ("昆山高新区", "park")}
    spans = [(s.start_char, s.end_char, s.label_) for s in doc.spans["kg"]]
    assert {(e.start_char, e.end_char, e.label_) for e in doc.ents} <= set(spans)
    assert {s.kb_id_ for s in doc.spans["kg"]} <= {m.rule for m in doc._.kg_mentions}
    assert spans == [(m.start, m.end, m.type) for m in doc._.kg_mentions]
    assert [s.text for s in doc.spans["kg"]] == [m.text for m in doc._.kg_mentions]
    ends = [(doc._.kg_mentions[r.head].text, r.type, doc._.kg_mentions[r.tail].text) for r in doc._.kg_relations]
    assert ("江南大学", "partners", "昆山高新区") in ends
    assert ("苏州澜脉科技有限公司", "located-in", "江阴高新区") in ends


def test_sentences_of_the_doc_are_ours() -> None:
    """``doc.sents`` and ``doc._.kg_sentences`` begin at the same places."""
    doc = pipeline()(TEXT)
    assert [sent.start_char for sent in doc.sents] == [start for start, _ in doc._.kg_sentences]
    assert [(a, b) for a, b in doc._.kg_sentences] == sentences(TEXT)


def test_piping_equals_calling() -> None:
    """``nlp.pipe`` gives the same docs in the same order, whatever the batch size."""
    nlp, texts = pipeline(), [TEXT, "", "没有名称。", TEXT[::-1], "江阴高新区"]
    one = [(doc.text, doc._.kg_mentions, doc._.kg_relations) for doc in map(nlp, texts)]
    for size in (1, 3):
        assert [(d.text, d._.kg_mentions, d._.kg_relations) for d in nlp.pipe(texts, batch_size=size)] == one


@pytest.mark.parametrize("text", ["", " ", "\n", "。", "\u200b", "(((", "“”", "《》", "、、、", "等企业", "🏭"])
def test_texts_without_a_name_yield_nothing(text: str) -> None:
    """Empty and nearly empty texts go through all components."""
    doc = pipeline()(text)
    assert (doc.text, len(doc.ents), len(doc.spans["kg"]), doc._.kg_relations) == (text, 0, 0, ())


def test_a_pipeline_survives_the_disk(tmp_path: Path) -> None:
    """Saved and loaded by spaCy's own means, it finds the same."""
    nlp = pipeline()
    nlp.to_disk(tmp_path / "model")
    loaded: Language = spacy.load(tmp_path / "model")
    assert loaded.pipe_names == nlp.pipe_names == NAMES
    one, two = nlp(TEXT), loaded(TEXT)
    assert [t.text for t in two] == list(TEXT)
    assert (two._.kg_mentions, two._.kg_aliases, two._.kg_relations) == (
        one._.kg_mentions,
        one._.kg_aliases,
        one._.kg_relations,
    )
