"""The first stage of the spaCy pipeline as a component: one token per character, sentence ends, and words on demand.

One token per character keeps every span expressible: with jieba words as tokens, ``doc.char_span`` is None wherever a
name ends inside a word. jieba serves as a witness for boundaries instead, asked only where a name may stand, through
``doc._.kg_words(start, end)``.

Sets ``token.is_sent_start``, ``doc._.kg_sentences`` and ``doc._.kg_words``. All offsets are text offsets, half-open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from kg.rules import RulePack, rule_pack
from kg.segment.sentences import sentences
from kg.segment.words import Words
from kg.text import fold

__all__ = ["CharacterTokenizer", "Segmenter", "make_segmenter", "make_tokenizer"]

if not Doc.has_extension("kg_words"):
    Doc.set_extension("kg_words", default=None)
    Doc.set_extension("kg_sentences", default=())
    Doc.set_extension("kg_folded", default="")
    Doc.set_extension("kg_article", default=None)


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
