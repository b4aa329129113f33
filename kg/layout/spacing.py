"""Pieces of a file → clean text with the way back: which spaces stay, which line ends go."""

from __future__ import annotations

from itertools import pairwise

from kg.layout.words import LAYOUT, Words
from kg.rules import made

__all__ = ["Clean", "clean", "spaced_by_wrapping"]

Clean = tuple[str, list[tuple[int, int]]]

_HANZI = made(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WIDE = made(
    r"[\u2018-\u201d\u2026\u2014\u2022\u00b7\u2100-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_BREAK = made(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACE = made(r"[ \t\u3000\xa0\u2000-\u200a\u202f\u205f]")
_GAP = made(r"(?<=[\u3400-\u9fff，。、；：！？”,;:])[ \u3000\xa0]+(?=[\u3400-\u9fff“])")
_NUMBER_END = made(r"\d[.,]?$")
_DATELINE = made(r"(?:本报|讯|电)$")
_QUOTES = "‘’“”"
_DATELINE_TAIL = made(r"(?:记者|通讯员|作者|摄影|编辑)$")


def spaced_by_wrapping(text: str, words: Words) -> bool:
    """Whether the spaces between Chinese characters stand where lines once ended: at the pitch of a column.

    >>> from kg.layout.words import words
    >>> spaced_by_wrapping("这是一行大约十四个字的栏 目在行末多出了一个空格因 此间距大致相等。", words())
    True
    >>> spaced_by_wrapping("获奖的有李明 王小红 张强等人。", words())
    False
    """
    spots = [m.start() for m in _GAP.finditer(text)]
    if len(spots) < 2:
        return False
    low, high = words.threshold.pitch
    gaps = [b - a for a, b in pairwise(spots)]
    return 2 * sum(low <= g <= high for g in gaps) > len(gaps)


def clean(text: str, pieces: list[tuple[int, int]], *, running: bool, wrapped: bool, words: Words) -> Clean:
    """The clean text of one paragraph, and its runs ``(text offset, file offset)``, the first at text offset 0.

    :param text: the file's text.
    :param pieces: file spans in reading order.
    :param running: whether it is running text, not a headline or a byline.
    :param wrapped: whether spaces between Chinese characters stand for lost line ends.
    """
    out: list[str] = []
    runs: list[tuple[int, int]] = []
    size = 0
    for start, end in pieces:
        piece = text[start:end]
        at = 0
        quotes = _Quotes(piece)
        for match in LAYOUT.finditer(piece):
            left, right = match.span()
            if at < left:
                runs.append((size, start + at))
                out.append(piece[at:left])
                size += left - at
            at = right
            if left and right < len(piece):
                kept = _kept(piece, left, right, running, wrapped, quotes, words)
                if kept >= 0:
                    runs.append((size, start + kept))
                    out.append(" ")
                    size += 1
        if at < len(piece):
            runs.append((size, start + at))
            out.append(piece[at:])
            size += len(piece) - at
    return "".join(out), _joined(runs)


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs without those that only go on."""
    kept = runs[:1]
    for at, file_at in runs[1:]:
        if file_at - kept[-1][1] != at - kept[-1][0]:
            kept.append((at, file_at))
    return kept


class _Quotes:
    """Whether a place stands in quotation marks; asked from left to right."""

    __slots__ = ("at", "double", "piece", "straight")

    def __init__(self, piece: str) -> None:
        self.piece, self.at, self.double, self.straight = piece, 0, 0, 0

    def inside(self, place: int) -> bool:
        count = self.piece.count
        self.double += count("“", self.at, place) - count("”", self.at, place)
        self.straight += count('"', self.at, place)
        self.at = place
        return self.double > 0 or self.straight % 2 == 1


def _kept(piece: str, left: int, right: int, running: bool, wrapped: bool, quotes: _Quotes, words: Words) -> int:
    """Where in the piece the space stands that is kept of the layout ``piece[left:right]``, or -1."""
    gap = piece[left:right]
    a, b = piece[left - 1], piece[right]
    space, line_end = _SPACE.search(gap), _BREAK.search(gap)
    if space is None and line_end is None:
        return -1
    stays = left + (space or line_end).start()  # type: ignore[union-attr]
    if a == b == '"' and not line_end and wrapped:
        return -1  # one quotation after another
    if not _WIDE.match(a) and not _WIDE.match(b):
        if line_end and _NUMBER_END.search(piece, max(0, left - 2), left) and (b.isdigit() or b in ".,%"):
            return -1  # a number broken over two lines
        return stays
    if not line_end and ((a in _QUOTES and not _WIDE.match(b)) or (b in _QUOTES and not _WIDE.match(a))):
        return stays  # English quotations
    if running and not line_end and left <= 8 and _DATELINE.search(piece, max(0, left - 8), left):
        return stays
    if line_end or not (_HANZI.match(a) and _HANZI.match(b)):
        # headlines part their halves by a space, also beside a quotation
        return stays if not running and not line_end and not (a in "，、。：；" or b in "，、。：；！？”》）") else -1
    if _spread(piece, left, right):
        return -1
    if not running:
        return stays
    if wrapped:
        return -1
    if quotes.inside(left) or _DATELINE_TAIL.search(piece, max(0, left - 4), left) or _names(piece, left, right, words):
        return stays
    return -1


def _spread(piece: str, left: int, right: int) -> bool:
    """Whether single characters stand apart: 组 件 一 体."""
    if right - left > 1:
        return False
    before = left < 2 or _HANZI.match(piece[left - 2]) is None
    behind = right + 1 >= len(piece) or _HANZI.match(piece[right + 1]) is None
    return before and behind


_TOKEN_BEFORE = made(r"(^|[\s、，。：（(])([\u4e00-\u9fff]{2,4})$")
_TOKEN_BEHIND = made(r"([\u4e00-\u9fff]{2,4})([\s、，。；）)]|$)")


def _names(piece: str, left: int, right: int, words: Words) -> bool:
    """Whether the space is one of several that part short words, or stands beside a personal name between spaces."""
    before = _TOKEN_BEFORE.search(piece[max(0, left - 6) : left])
    behind = _TOKEN_BEHIND.match(piece, right)
    apart = (before is not None and before[1].isspace()) or (behind is not None and behind[2].isspace())
    if before and behind:
        return apart or (_is_name(before[2], words) and _is_name(behind[1], words))
    word = before[2] if before else behind[1] if behind else ""
    return apart and _is_name(word, words)


def _is_name(token: str, words: Words) -> bool:
    return token not in words.not_names and words.names.match(token) is not None
