"""Sentence ends, and words on demand: jieba is a witness for boundaries, asked only where a name may stand.

As a spaCy component it is :class:`kg.segment.component.Segmenter`, on one token per character.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.segment.sentences import sentences
from kg.segment.words import Words

if TYPE_CHECKING:
    from kg.segment.component import CharacterTokenizer, Segmenter, make_segmenter, make_tokenizer

__all__ = ["CharacterTokenizer", "Segmenter", "Words", "make_segmenter", "make_tokenizer", "sentences"]


def __getattr__(name: str) -> Any:
    """The spaCy side, imported when it is asked for: articles are read without it, and spaCy takes a second."""
    if name not in __all__:
        raise AttributeError(f"module 'kg.segment' has no attribute {name!r}")
    return getattr(import_module("kg.segment.component"), name)
