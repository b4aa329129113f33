"""jieba's dictionary and its cutting by the most probable path, without the second that loading it takes.

``jieba.Tokenizer`` reads 349,000 words into one table of all words and their beginnings before it cuts the first
sentence. Here a word is looked up where its first character stands: one pass finds the part of the dictionary that
belongs to each first character, and a part is read when a text first shows that character. The words that come out
are those of ``jieba.Tokenizer.cut(text, HMM=False)`` (jieba 0.42.1, ``jieba/__init__.py``: ``get_DAG``, ``calc``,
``suggest_freq``, ``add_word``), to the last one; the tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from sys import intern

__all__ = ["Dictionary", "dictionary"]

# lines that follow each other and share their first character
_PART = re.compile(r"^(.).*(?:\n\1.*)*", re.M)
_FREQUENCY = re.compile(r"^\S+ ([0-9]+)", re.M)
# jieba's own classes: what it cuts by the dictionary, and what it gathers to one word
_CUT = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+|\r\n|.", re.S)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class Dictionary:
    """Words with frequency and part of speech, read by first character when first asked for.

    :param text: lines ``word frequency tag``.
    :param extra: further words; each gets the frequency at which it is just cut as one word.
    """

    def __init__(self, text: str, extra: Iterable[str] = ()) -> None:
        self._text = text
        self._parts: dict[str, list[tuple[int, int]]] = {}
        for match in _PART.finditer(text):
            self._parts.setdefault(match[1], []).append(match.span())
        self._total = sum(map(int, _FREQUENCY.findall(text)))
        self._logtotal = log(self._total or 1)
        # first character → its words and their beginnings → frequency, 0 for what only begins words
        self._words: dict[str, dict[str, int]] = {}
        self._tags: dict[str, str] = {}
        for word in sorted(set(extra)):
            if len(word) > 1 and not self._listed(word):
                self._add(word)

    def cut(self, text: str) -> list[str]:
        """The words of a text, along the path of the highest probability.

        >>> Dictionary("江阴 100 ns\\n江 10 zg\\n高新 20 n\\n高 10 a\\n", ["高新区"]).cut("在江阴高新区3号")
        ['在', '江阴', '高新区', '3', '号']
        """
        words: list[str] = []
        for match in _CUT.finditer(text):
            piece = match[0]
            if len(piece) == 1:
                words.append(piece)
            else:
                words += self._best(piece) if piece != "\r\n" else [piece]
        return words

    def frequency(self, word: str) -> int:
        """How often the word was counted; 0 for an unknown one."""
        return self._begun(word[0]).get(word, 0) if word else 0

    def tag(self, word: str) -> str:
        """Its part of speech in jieba's tag set; empty for an unknown word."""
        if word:
            self._begun(word[0])
        return self._tags.get(word, "")

    def _begun(self, first: str) -> dict[str, int]:
        """The words that begin with a character, and their beginnings."""
        known = self._words.get(first)
        if known is None:
            known = {}
            for start, end in self._parts.get(first, ()):
                for line in self._text[start:end].split("\n"):
                    word, frequency, tag = line.split(" ")
                    known[word] = int(frequency)
                    self._tags[word] = intern(tag)
            for word in list(known):
                for end in range(1, len(word)):
                    known.setdefault(word[:end], 0)
            self._words[first] = known
        return known

    def _listed(self, word: str) -> bool:
        self._begun(word[0])
        return word in self._tags

    def _add(self, word: str) -> None:
        """``jieba.Tokenizer.add_word(word, suggest_freq(word))``."""
        known = self._begun(word[0])
        share = 1.0
        for part in self.cut(word):
            begun = self._begun(part[0])
            # like jieba: what only begins words counts 0, what is unknown 1
            share *= begun.get(part, 1) / float(self._total)
        frequency = max(int(share * self._total) + 1, known.get(word, 0), 1)
        known[word] = frequency
        self._total += frequency
        self._logtotal = log(self._total)
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)

    def _best(self, text: str) -> list[str]:
        """The words of a run of characters that the dictionary may know."""
        tables = self._words
        length, logtotal = len(text), self._logtotal
        score = [0.0] * (length + 1)
        following = [0] * length
        for start in range(length - 1, -1, -1):
            known = tables.get(text[start])
            if known is None:
                known = self._begun(text[start])
            end = start + 1
            # a single character is always a word; one that is none in the dictionary counts as seen once
            frequency = known.get(text[start])
            best = (log(frequency) if frequency else 0.0) - logtotal + score[end]
            stop = end
            if frequency is not None:
                single = bool(frequency)
                while end < length:
                    end += 1
                    frequency = known.get(text[start:end])
                    if frequency is None:
                        break
                    if frequency:
                        path = log(frequency) - logtotal + score[end]
                        # of equal paths the longer word, as jieba; a character that is no word yields to any word
                        if path >= best or not single:
                            best, stop, single = path, end, True
            score[start] = best
            following[start] = stop
        return _gathered(text, following)


def _gathered(text: str, following: list[int]) -> list[str]:
    """The words of a path; single letters and digits that follow each other are one word."""
    words: list[str] = []
    at, length, letters = 0, len(text), -1
    while at < length:
        end = following[at]
        if end - at == 1 and text[at] in _LETTERS:
            if letters < 0:
                letters = at
        else:
            if letters >= 0:
                words.append(text[letters:at])
                letters = -1
            words.append(text[at:end])
        at = end
    if letters >= 0:
        words.append(text[letters:])
    return words


@cache
def dictionary(extra: frozenset[str] = frozenset()) -> Dictionary:
    """jieba's own dictionary with further words.

    :raises ModuleNotFoundError: where jieba is not installed.
    """
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("jieba, whose dictionary kg cuts by, is not installed", name="jieba")
    return Dictionary((Path(found.origin).parent / "dict.txt").read_text(encoding="utf-8"), extra)
