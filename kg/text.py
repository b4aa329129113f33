"""Text as the rules see it: folded to one writing, character for character; and the keys that names compare by.

Folding never changes the length of a text: offset *i* of the folded text is offset *i* of the clean text. Rules match
the folded text, names are cut from the clean text, so that they keep the writing of the source.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, Protocol

__all__ = ["DASHES", "QUOTES", "Cutter", "Word", "bare", "fold", "name_key", "printable"]

#: Characters that name keys leave out: quotes of every writing (Guideline, "Scoring").
QUOTES = "\"'“”‘’「」『』《》〈〉"
#: What joins the names of two owners in that of their body, in folded text (甲—乙联合实验室).
DASHES = ("—", "-")
_NO_QUOTES = dict.fromkeys(map(ord, QUOTES))


class Word(NamedTuple):
    """A word of a text.

    :ivar start: text offset.
    :ivar end: text offset.
    :ivar text: the word, folded.
    :ivar tag: part of speech in jieba's tag set, empty for an unknown word.
    :ivar freq: frequency in jieba's dictionary, 0 for an unknown word.
    """

    start: int
    end: int
    text: str
    tag: str = ""
    freq: int = 0


class Cutter(Protocol):
    """The words of one text, on demand."""

    def __call__(self, start: int, end: int) -> list[Word]:
        """The words of ``[start, end)``, which cut it without a gap."""
        ...

    def parted(self, at: int) -> bool:
        """Whether a word surely ends at an offset, whatever part around it is asked for."""
        ...


# Punctuation that Chinese news writes in two widths → the full-width form that rules are written with.
_PUNCTUATION = {
    "(": "（", ")": "）", "[": "［", "]": "］", "〔": "（", "〕": "）", "【": "［", "】": "］",
    "!": "！", "?": "？", ";": "；", ":": "：", "﹐": "，", "､": "、", "｡": "。", "﹑": "、",
    "•": "·", "‧": "·", "・": "·", "･": "·", "∙": "·", "⋅": "·", "●": "·",
    "丨": "|", "―": "—", "─": "—", "–": "—", "－": "—", "━": "—", "﹣": "—", "‐": "-", "‑": "-",
    "「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”", "＂": '"', "〈": "《", "〉": "》",
}  # fmt: skip
#: The end of a line within a list of items that stand on lines of their own.
_GOES_ON = re.compile(r"(?<=、)[ \t]*\n[ \t]*(?=[^\s])")
_COMMA = re.compile(r"(?<![0-9]),|,(?![0-9])")


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，。！？；：（）［］"}
    table[0x3000] = " "
    table |= {ord(a): b for a, b in _PUNCTUATION.items()}
    listed = files("kg").joinpath("data/lexicons/traditional.txt").read_text(encoding="utf-8")
    table |= {ord(line[0]): line[1] for line in listed.splitlines() if len(line) == 2}
    return table


@cache
def _several() -> re.Pattern[str]:
    """A character that has several writings: few texts hold many, and a class finds them faster than a table."""
    return re.compile(f"[{re.escape(''.join(map(chr, sorted(_table()))))}]")


def fold(text: str) -> str:
    """The text with one writing for what has several, of the same length.

    Traditional characters become simplified ones, full-width letters and digits half-width ones, punctuation the
    full-width Chinese one, straight double quotes opening and closing ones in turn (anew in each line).
    A line that ends with 、 goes on.

    >>> fold('Ａ股「深圳高新區」(簡稱"高新區"),')
    'A股“深圳高新区”（简称“高新区”），'
    """
    table = _table()
    folded = _several().sub(lambda match: table[ord(match[0])], text)
    if "," in folded:
        folded = _COMMA.sub("，", folded)
    if "、" in folded:
        folded = _GOES_ON.sub(lambda match: " " * len(match[0]), folded)
    if '"' in folded:
        folded = "\n".join(_quoted(line) for line in folded.split("\n"))
    return folded


def _quoted(line: str) -> str:
    parts = line.split('"')
    return "".join(part + ("" if i == len(parts) - 1 else "“”"[i % 2]) for i, part in enumerate(parts))


def bare(name: str) -> str:
    """A name without white space and without quotes around the whole of it.

    >>> bare('“链动 智造”')
    '链动智造'
    >>> bare('“链动”项目')
    '“链动”项目'
    """
    text = "".join(name.split())
    while len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES and not set(text[1:-1]) & set(QUOTES):
        text = text[1:-1]
    return text


@cache
def _levelled() -> frozenset[str]:
    """The Chinese characters that are their own key: nearly all that names are written with."""
    return frozenset(map(chr, range(0x4E00, 0x9FA6))).difference(map(chr, _table()))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The key that two writings of one name share: NFKC, simplified, no white space, no quotes, lower case.

    Only writing is levelled: 苏州 and 宿州, 陕西 and 山西, 华为 and 华威 have different keys; no key is made from
    sound.

    >>> name_key('理光（中國）投資有限公司') == name_key('理光(中国)投资有限公司')
    True
    >>> name_key('苏州') == name_key('宿州')
    False
    """
    if _levelled().issuperset(name):
        return name
    text = unicodedata.normalize("NFKC", fold(unicodedata.normalize("NFKC", name))).translate(_NO_QUOTES)
    return "".join(text.split()).lower()


def printable(text: str) -> str:
    """The text with control, bidirectional and other unprintable characters shown as escapes: safe for a terminal.

    >>> printable('江阴\\x1b[31m')
    '江阴\\\\x1b[31m'
    """
    return "".join(ch if ch.isprintable() else ch.encode("unicode_escape").decode("ascii") for ch in text)
