"""The words that boundaries are judged by: jieba itself is the judge of our reading of its dictionary."""

from __future__ import annotations

import functools
import logging
import random
import tempfile
from pathlib import Path

import jieba
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.rules import rule_pack
from kg.segment.dictionary import Dictionary
from kg.segment.installed import dictionary
from kg.segment.words import Words
from kg.text import fold

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@functools.cache
def judge() -> tuple[jieba.Tokenizer, dict[str, str]]:
    """jieba with the rule pack's words, loaded the slow way, and its parts of speech."""
    jieba.setLogLevel(logging.WARNING)
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    tags = {word: tag for word, _, tag in (line.split(" ") for line in lines)}
    with tempfile.TemporaryDirectory() as own:  # no cache of another day
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = own
        tokenizer.initialize()
    for word in sorted(rule_pack().words):
        if len(word) > 1:
            tokenizer.add_word(word, freq=max(tokenizer.suggest_freq(word, tune=False), 1))
    return tokenizer, tags


def test_the_samples_are_cut_as_jieba_cuts_them() -> None:
    """Every word of every sample, its part of speech and its frequency."""
    tokenizer, tags = judge()
    ours = dictionary(rule_pack().words)
    for path in sorted(SEEDS.glob("[0-9]*")):
        text = fold(path.read_text(encoding="utf-8"))
        words = ours.words(text)
        assert [w.text for w in words] == list(tokenizer.cut(text, HMM=False)), path
        known = [(tags.get(w.text, ""), tokenizer.FREQ.get(w.text) or 0) for w in words]
        assert [(w.tag, w.freq) for w in words] == known


@given(
    text=st.text(
        alphabet=st.one_of(st.sampled_from("江阴高新区在大学生产业园有限公司3A%+.-_#& \r\n，。·"), st.characters()),
        max_size=40,
    )
)
@example(text="5G+工业互联网")
@example(text="\r\n \r")
@settings(max_examples=400)
def test_any_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    """Marks, Latin letters, line ends, anything."""
    assert dictionary(rule_pack().words).cut(text) == list(judge()[0].cut(text, HMM=False))


def test_beginnings_of_words_are_cut_as_jieba_cuts_them() -> None:
    """Pieces of dictionary words, put side by side: where a table of words and beginnings can go wrong."""
    tokenizer, tags = judge()
    listed, chance = sorted(tags), random.Random(5)
    for _ in range(2000):
        text = "".join(chance.choice(listed)[: chance.randrange(1, 6)] for _ in range(chance.randrange(1, 8)))
        assert dictionary(rule_pack().words).cut(text) == list(tokenizer.cut(text, HMM=False))


def test_the_known_total_is_the_total() -> None:
    """The sum of jieba's frequencies, which is not added up each time."""
    text = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8")
    assert dictionary()._total == Dictionary(text)._total == sum(int(line.split(" ")[1]) for line in text.splitlines())


def test_nothing_is_read_that_no_text_asks_for() -> None:
    """A dictionary begins empty; two characters bring their own words only."""
    words = Dictionary("江阴 9 ns\n江 1 n\n江北 3 ns\n高新 9 n\n", ["江阴高新"])
    assert not words._shares
    assert words.cut("江阴") == ["江阴"]
    assert set(words._shares) == {"江阴", "江阴高新"}


@pytest.mark.parametrize("text", ["", "\n", "  "])
def test_an_empty_dictionary_knows_nothing(text: str) -> None:
    """Every character is a word."""
    assert Dictionary(text).cut("江阴a1b") == ["江", "阴", "a1b"]
    assert Dictionary(text).frequency("") == 0


@given(text=st.text(alphabet="江阴高新区，。 园", max_size=50), data=st.data())
@settings(max_examples=200)
def test_words_of_a_span_cover_it(text: str, data: st.DataObject) -> None:
    """Whatever part of a text is asked for: each character once, in order, nothing beside it."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = Words(text, rule_pack())(start, end)
    assert "".join(w.text for w in words) == text[start:end]
    assert [w.start for w in words] == [start, *(w.end for w in words)][: len(words)]
