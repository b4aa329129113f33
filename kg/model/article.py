"""What is read: files, and the articles in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Article", "Skipped", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as it was read, before any layout is looked at.

    :ivar file: the file's name as the user knows it: relative to the input folder, with ``/``;
        ``<stdin>`` and ``<text>`` for what has no file.
    :ivar text: the decoded text, byte-order mark left out, line ends kept.
    :ivar encoding: the codec that decoded it, by Python's name.
    """

    file: str
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: clean text, and the way back into the file.

    :ivar file: see :attr:`Source.file`.
    :ivar text: the clean text. Paragraphs are separated by one ``\\n``.
    :ivar runs: the map: pairs ``(text offset, file offset)``, ascending in the first. From each pair on, the two
        offsets advance together until the next pair.
    :ivar index: which article of its file, from 0.
    :ivar title: the headline where one was recognised (it is part of ``text``), else empty.
    :ivar date: the article's own date as ISO text, as exact as it is known (``2024``, ``2024-01``,
        ``2024-01-12``), else empty.
    :ivar encoding: see :attr:`Source.encoding`.
    :ivar furniture: text spans of bylines, picture credits, page heads and imprints, ascending, disjoint.
    """

    file: str
    text: str
    runs: tuple[tuple[int, int], ...] = ((0, 0),)
    index: int = 0
    title: str = ""
    date: str = ""
    encoding: str = "utf-8"
    furniture: tuple[tuple[int, int], ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """File offsets of the text span ``[start, end)``: the smallest file span that holds all its characters.

        Both ends stand on characters of the span: layout characters inside it are covered, those around it are not.
        Where the page's layout has torn the span apart, what stands between its pieces is covered too;
        :meth:`pieces` gives the pieces alone.

        :raises ValueError: for an empty span or one outside the text.

        >>> Article(file="a.txt", text="苏州高新区", runs=((0, 2), (2, 6))).locate(0, 5)
        (2, 9)
        """
        if 0 <= start < end <= len(self.text):
            run = bisect_right(self.runs, (start, float("inf")))
            if run == len(self.runs) or end <= self.runs[run][0]:
                text_start, file_start = self.runs[run - 1]
                return file_start + start - text_start, file_start + end - text_start
        pieces = self.pieces(start, end)
        return min(pieces)[0], max(last for _, last in pieces)

    def pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The file spans that hold the text span ``[start, end)`` and nothing else, in the text's order.

        :raises ValueError: for an empty span or one outside the text.

        >>> Article(file="a.txt", text="苏州高新区", runs=((0, 7), (2, 0))).pieces(0, 5)
        [(7, 9), (0, 3)]
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is no span of a text of {len(self.text)} characters")
        found = []
        run = bisect_right(self.runs, (start, float("inf"))) - 1
        while start < end:
            text_start, file_start = self.runs[run]
            run += 1
            stop = min(end, self.runs[run][0]) if run < len(self.runs) else end
            found.append((file_start + start - text_start, file_start + stop - text_start))
            start = stop
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file or a part of one that was not read, and why.

    :ivar file: see :attr:`Source.file`.
    :ivar reason: one sentence that says what is wrong and what to do about it.
    """

    file: str
    reason: str
