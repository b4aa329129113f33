"""jieba's dictionary and its cutting by the most probable path, without the second that loading it takes.

``jieba.Tokenizer`` reads 349,000 words into one table of all words and their beginnings before it cuts the first
sentence. Here one pass finds the part of the dictionary that belongs to each first character, and the words that begin
with two characters are read there when a text first shows the two together. The words that come out
are those of ``jieba.Tokenizer.cut(text, HMM=False)`` (jieba 0.42.1, ``jieba/__init__.py``: ``get_DAG``, ``calc``,
``suggest_freq``, ``add_word``), to the last one; the tests compare the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from math import log
from operator import add
from typing import TypeVar

from kg.text import Word

__all__ = ["Dictionary"]

# lines that follow each other and share their first character
_PART = re.compile(r"^(.).*(?:\n\1.*)*", re.M)
_SECOND = re.compile(r"\n.(.)")
_FREQUENCY = re.compile(r"^\S+ ([0-9]+)", re.M)
# jieba's own classes: what it cuts by the dictionary, and what it gathers to one word
_CUT = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+|\r\n|.", re.S)
_KEPT = 1 << 17
#: Characters of texts whose words are remembered.
_SHORT = 6
V = TypeVar("V")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class _Filled(dict[str, V]):
    """A table that is filled where it is asked."""

    def __init__(self, made: Callable[[str], V]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, key: str) -> V:
        self[key] = found = self._made(key)
        return found


class Dictionary:
    """Words with frequency and part of speech, read by their first two characters when first asked for.

    :param text: lines ``word frequency tag``.
    :param extra: further words; each gets the frequency at which it is just cut as one word.
    :param total: the sum of all frequencies, where it is known; 0 where it is to be added up.
    :param counted: the frequencies of further words, where they are known (:attr:`further` of a dictionary).
    """

    def __init__(
        self, text: str, extra: Iterable[str] = (), total: int = 0, counted: Mapping[str, int] | None = None
    ) -> None:
        self._text = f"\n{text}\n"
        self._parts: dict[str, list[tuple[int, int]]] = {}
        for match in _PART.finditer(self._text):
            self._parts.setdefault(match[1], []).append(match.span())
        self._total = total or sum(map(int, _FREQUENCY.findall(text)))
        self._logtotal = log(self._total or 1)
        # what was asked for so far: how many words begin with a character, by their second one; what begins with
        # two (see _begun); the logarithm of the share of each of these words, and of single characters
        self._seconds = _Filled(self._following)
        self._pairs = _Filled(self._begun)
        self._shares: dict[str, float] = {}
        self._singles = _Filled(lambda character: self._share(self._looked_up(character)))
        self._added: dict[str, dict[str, int]] = {}
        self._added_after: dict[str, set[str]] = {}  # the second characters of added words by their first ones
        self._known: dict[str, tuple[str, str, int]] = {}
        self._short: dict[str, list[str]] = {}  # how short texts were cut: parts of clauses come again and again
        seen: dict[str, int] = {}  # what the text says of the parts of further words: many share them
        self.further: dict[str, int] = {}
        for word in sorted(set(extra)):
            if len(word) > 1:
                self._further(word, self._suggested(word, seen))
        for word, frequency in (counted or {}).items():
            self._further(word, frequency)
        self._logtotal = log(self._total or 1)

    def cut(self, text: str) -> list[str]:
        """The words of a text, along the path of the highest probability.

        >>> Dictionary("江阴 100 ns\\n江 10 zg\\n高新 20 n\\n高 10 a\\n", ["高新区"]).cut("在江阴高新区3号")
        ['在', '江阴', '高新区', '3', '号']
        """
        if len(text) == 1:
            return [text]
        if len(self._pairs) > _KEPT or len(self._singles) > _KEPT:  # hostile texts hold no end of pairs
            self._pairs.clear()
            self._singles.clear()
            self._shares.clear()
        words: list[str] = []
        for match in _CUT.finditer(text):
            piece = match[0]
            if len(piece) == 1:
                words.append(piece)
            else:
                words += self._best(piece) if piece != "\r\n" else [piece]
        return words

    def words(self, text: str, start: int = 0) -> list[Word]:
        """The words of a text with their part of speech and frequency.

        :param start: the offset of the text's first character.
        """
        known, words = self._known, []
        new = tuple.__new__  # what Word() calls, half as dear
        cut = self._short.get(text)
        if cut is None:
            cut = self.cut(text)
            if len(text) <= _SHORT:
                self._short[text] = cut
        for word in cut:
            entry = known.get(word)
            if entry is None:
                entry = known[word] = (word, *self._counted(word))
            end = start + len(word)
            words.append(new(Word, (start, end) + entry))  # noqa: RUF005 (unpacking takes longer)
            start = end
        if len(known) > _KEPT or len(self._short) > _KEPT:  # hostile texts hold no end of unknown words
            known.clear()
            self._short.clear()
        return words

    def frequency(self, word: str) -> int:
        """How often the word was counted; 0 for an unknown one."""
        return self._counted(word)[1] if word else 0

    def tag(self, word: str) -> str:
        """Its part of speech in jieba's tag set; empty for an unknown word."""
        return self._counted(word)[0] if word else ""

    def _counted(self, word: str) -> tuple[str, int]:
        """The part of speech of one word and its frequency; of an unknown one, none and 0."""
        at, end = self._line(word)
        frequency, _, tag = self._text[at:end].partition(" ") if at >= 0 else ("0", "", "")
        added = self._added.get(word[:2], {}).get(word)
        return tag, int(frequency) if added is None else added

    def _share(self, frequency: int) -> float | None:
        return log(frequency) - self._logtotal if frequency else None

    def _begun(self, pair: str) -> tuple[float | None, tuple[int, ...]] | None:
        """The share of two characters, if they are a word, and how long the longer words are that begin with them.

        None where none begins so. Notes the share of each.
        """
        left, added = self._seconds[pair[0]][pair[1]], self._added.get(pair, {})
        if not left and not added:
            return None
        text, shares, logtotal = self._text, self._shares, self._logtotal
        begin, sizes = f"\n{pair}", set()
        for start, end in self._parts.get(pair[0], ()):
            at = text.find(begin, start - 1, end) if left else -1
            while at >= 0:
                stop = text.index("\n", at + 1)
                word, frequency, _ = text[at + 1 : stop].split(" ")
                if frequency != "0":
                    shares[word] = log(int(frequency)) - logtotal
                    sizes.add(len(word))
                left -= 1  # to look for one more than there are is to look through all that is left
                at = text.find(begin, stop, end) if left else -1
        for word, counted in added.items():
            shares[word] = log(counted) - logtotal
            sizes.add(len(word))
        return shares.get(pair), tuple(sorted(sizes - {2}))

    def _following(self, first: str) -> Counter[str]:
        """How many words of the text begin with a character, by their second one."""
        parts = (_SECOND.findall(self._text, start - 1, end) for start, end in self._parts.get(first, ()))
        return Counter(chain.from_iterable(parts))

    def _line(self, word: str) -> tuple[int, int]:
        """Where the frequency of a word begins in the text, and where its line ends; (-1, -1) for an unknown word."""
        for start, end in reversed(self._parts.get(word[0], ())):
            at = self._text.rfind(f"\n{word} ", start - 1, end)
            if at >= 0:
                return at + len(word) + 2, self._text.index("\n", at + 1)
        return -1, -1

    def _looked_up(self, word: str) -> int:
        """The frequency of one word; 0 for an unknown one."""
        added = self._added.get(word[:2], {}).get(word)
        if added is not None:
            return added
        at, _ = self._line(word)
        return int(self._text[at : self._text.index(" ", at)]) if at >= 0 else 0

    def _begins(self, stem: str) -> bool:
        """Whether a word begins so."""
        if len(stem) == 1:
            if stem in self._added_after:
                return True
        elif any(word.startswith(stem) for word in self._added.get(stem[:2], ())):
            return True
        return any(self._text.find(f"\n{stem}", a - 1, b) >= 0 for a, b in self._parts.get(stem[0], ()))

    def _further(self, word: str, frequency: int) -> None:
        """``jieba.Tokenizer.add_word(word, frequency)``."""
        self.further[word] = frequency
        self._added.setdefault(word[:2], {})[word] = frequency
        self._added_after.setdefault(word[0], set()).add(word[1])
        self._total += frequency

    def _suggested(self, word: str, seen: dict[str, int]) -> int:
        """``jieba.Tokenizer.suggest_freq(word)``.

        :param seen: the frequencies of parts of words as the text gives them, filled here.
        """

        def counted(part: str) -> int:
            added = self._added.get(part[:2])
            if added is not None and part in added:
                return added[part]
            if part not in seen:
                seen[part] = self._looked_up(part)
            return seen[part]

        length, logtotal = len(word), log(self._total or 1)
        score = [0.0] * (length + 1)
        following = [0] * length
        for start in range(length - 1, -1, -1):
            found = [(counted(word[start:end]), end) for end in range(start + 1, length + 1)]
            paths = [(log(frequency) - logtotal + score[end], end) for frequency, end in found if frequency]
            score[start], following[start] = max(paths) if paths else (-logtotal + score[start + 1], start + 1)
        share = 1.0
        for part in _gathered(word, following):
            # jieba counts what only begins words 0 and what is unknown 1
            share *= (counted(part) or (0 if self._begins(part) else 1)) / float(self._total or 1)
        return max(int(share * self._total) + 1, counted(word) or 1)

    def _best(self, text: str) -> list[str]:
        """The words of a run of characters that the dictionary may know."""
        shares, unknown = self._shares, -self._logtotal
        length = len(text)
        score = [0.0] * (length + 1)
        following = list(range(1, length + 1))
        # a single character is always a word; one that is none in the dictionary counts as seen once
        alone = list(map(self._singles.__getitem__, text))
        begun = list(map(self._pairs.__getitem__, map(add, text, text[1:])))
        begun.append(None)
        best = 0.0
        for start in range(length - 1, -1, -1):
            single = alone[start]
            best += unknown if single is None else single
            here = begun[start]
            if here is not None:
                share, longer = here
                # of equal paths the longer word, as jieba; a character that is no word yields to any word
                if share is not None:
                    path = share + score[start + 2]
                    if path >= best or single is None:
                        best, following[start], single = path, start + 2, share
                for size in longer:
                    end = start + size
                    if end > length:
                        break
                    share = shares.get(text[start:end])
                    if share is not None:
                        path = share + score[end]
                        if path >= best or single is None:
                            best, following[start], single = path, end, share
            score[start] = best
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
