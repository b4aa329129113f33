"""The first stage of the spaCy pipeline: one token per character, sentence ends, and words on demand.

One token per character keeps every span expressible: with jieba words as tokens, ``doc.char_span`` is None wherever a
name ends inside a word. jieba serves as a witness for boundaries instead, asked only where a name may stand, through
``doc._.kg_words(start, end)``.

Sets ``token.is_sent_start``, ``doc._.kg_sentences`` and ``doc._.kg_words``. All offsets are text offsets, half-open.
"""

from __future__ import annotations

import logging
import re
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from kg.rules import RulePack, rule_pack
from kg.text import Word, fold

if TYPE_CHECKING:
    import jieba

__all__ = ["CharacterTokenizer", "Segmenter", "Words", "make_segmenter", "sentences"]

# No sentence is longer than LONGEST characters: text without marks is cut, so that no rule ever sees a megabyte.
LONGEST = 1000
_END = re.compile(rf"[^。！？!?\n]{{0,{LONGEST}}}(?:[。！？!?]+[”’」』）)]*|\n|$|)")

if not Doc.has_extension("kg_words"):
    Doc.set_extension("kg_words", default=None)
    Doc.set_extension("kg_sentences", default=())
    Doc.set_extension("kg_folded", default="")
    Doc.set_extension("kg_article", default=None)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, as spans without the white space around them.

    A sentence ends with 。！？ (and the closing quotes behind them) or with the paragraph.

    >>> [("甲。”乙！\\n丙")[a:b] for a, b in sentences("甲。”乙！\\n丙")]
    ['甲。”', '乙！', '丙']
    """
    spans = []
    for match in _END.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            spans.append((start, end))
    return spans


@cache
def _dictionary(extra: frozenset[str]) -> tuple[jieba.Tokenizer, Mapping[str, str]]:
    """A tokenizer of our own with jieba's dictionary and the rule pack's words, and the part of speech of each word."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = tempfile.gettempdir()
    tokenizer.initialize()
    tags: dict[str, str] = {}
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, tag = line.rstrip("\n").split(" ")
            tags[word] = tag
    for word in sorted(extra - tags.keys()):
        if len(word) > 1:
            tokenizer.add_word(word, freq=max(tokenizer.suggest_freq(word, tune=False), 1))
    return tokenizer, tags


_CLAUSE = re.compile(r"[^，。；：！？、\n“”‘’《》…—/|（）()\s]{1,200}")


class Words:
    """The words of spans of one text, asked for and remembered clause by clause.

    A clause is cut once, whole, whatever part of it is asked for; a word that crosses an end of the part asked for
    is cut again inside it.
    """

    def __init__(self, text: str, pack: RulePack) -> None:
        self._text = text
        self._pack = pack
        self._clauses: list[tuple[int, int]] | None = None
        self._known: dict[int, list[Word]] = {}
        self._parts: dict[tuple[int, int], list[Word]] = {}

    def __call__(self, start: int, end: int) -> list[Word]:
        """The words of ``[start, end)``, as jieba's dictionary cuts them.

        Unknown words fall into single characters; marks are words.
        """
        if self._clauses is None:
            self._clauses = [m.span() for m in _CLAUSE.finditer(self._text)]
            self._starts = [a for a, _ in self._clauses]
        words: list[Word] = []
        at = start
        i = max(bisect_right(self._starts, start) - 1, 0)
        while at < end:
            first, last = self._clauses[i] if i < len(self._clauses) else (end, end)
            if last <= at:
                i += 1
                continue
            while at < min(first, end):
                words.append(Word(at, at + 1, self._text[at]))
                at += 1
            if at < end:
                words += self._within(i, first, last, at, min(last, end))
                at = min(last, end)
            i += 1
        return words

    def _within(self, i: int, first: int, last: int, start: int, end: int) -> list[Word]:
        if i not in self._known:
            self._known[i] = self._cut(first, last)
        clause = self._known[i]
        if (start, end) == (first, last):
            return clause
        words: list[Word] = []
        for word in clause:
            if word.end <= start:
                continue
            if word.start >= end:
                break
            if word.start >= start and word.end <= end:
                words.append(word)
            else:
                part = (max(word.start, start), min(word.end, end))
                if part not in self._parts:
                    self._parts[part] = self._cut(*part)
                words += self._parts[part]
        return words

    def _cut(self, start: int, end: int) -> list[Word]:
        tokenizer, tags = _dictionary(self._pack.words)
        frequency = tokenizer.FREQ
        words, at = [], start
        for word in tokenizer.cut(self._text[start:end], HMM=False):
            words.append(Word(at, at + len(word), word, tags.get(word, ""), frequency.get(word) or 0))
            at += len(word)
        return words


class CharacterTokenizer:
    """A spaCy tokenizer with one token per character, so that token offsets are text offsets."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The text as a :class:`~spacy.tokens.Doc`; ``doc.text`` equals the text."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterable[Doc]:
        """One Doc for each text."""
        return map(self, texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing is learned, so nothing is stored."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> CharacterTokenizer:
        """The counterpart of :meth:`to_bytes`."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Nothing is learned, so nothing is stored."""

    def from_disk(self, _path: str | Path, **_: Any) -> CharacterTokenizer:
        """The counterpart of :meth:`to_disk`."""
        return self


def make_tokenizer() -> Callable[[Language], CharacterTokenizer]:
    """The tokenizer under its registered name, for spaCy configurations."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)


registry.tokenizers("kg.characters.v1", func=make_tokenizer)


class Segmenter:
    """The spaCy component ``kg_segmenter``."""

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack

    def __call__(self, doc: Doc) -> Doc:
        """Sets sentence starts, the folded text and the words on demand."""
        text = doc._.kg_article.text if doc._.kg_article is not None else doc.text
        folded = fold(text)
        spans = sentences(folded)
        doc._.kg_folded = folded
        doc._.kg_sentences = spans
        doc._.kg_words = Words(folded, self.pack)
        if len(doc) == len(text) and spans:
            starts = np.full((len(text), 1), -1, dtype=np.int64)
            starts[[start for start, _ in spans]] = 1
            starts[0] = 1
            marks: Any = starts.astype(np.uint64)
            doc.from_array(["SENT_START"], marks)
        return doc


@Language.factory(
    "kg_segmenter",
    assigns=["token.is_sent_start", "doc._.kg_sentences", "doc._.kg_words"],
    default_config={"rules": None},
)
def make_segmenter(nlp: Language, name: str, rules: str | None) -> Segmenter:
    """Makes ``kg_segmenter``; also gives a pipeline of Chinese characters its tokenizer.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :raises kg.errors.RuleError: where the pack has faults.
    """
    if not isinstance(nlp.tokenizer, CharacterTokenizer):
        nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    return Segmenter(rule_pack(rules))
