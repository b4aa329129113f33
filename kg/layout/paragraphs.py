"""Lines → paragraphs: wrapped columns rejoined, also across what interrupts them.

Newspaper text loses its layout in two ways. In *wrapped* text each physical line is a line of a column; empty
lines between them mean nothing, a paragraph ends where a line is short, and its first line is narrower by the
lost indent. In *unwrapped* text each line is a paragraph or a piece of one that a column's end, a picture or a
subhead has torn. Which of the two it is, is asked anew around each line.
"""

from __future__ import annotations

import re

from kg.layout.columns import Columns
from kg.layout.lines import Line, ends_sentence, open_quote, trailing_byline
from kg.layout.words import Words

__all__ = ["Paragraph", "dangling", "labelled", "paragraphs_of"]

#: What a line of a card begins with (建设单位：…).
_LABEL = re.compile("[一-龥]{2,8}[：:]")


class Paragraph:
    """One paragraph of a page.

    :ivar kind: ``body``, ``head`` (headline or subhead), ``start`` (a body that begins with a dateline), ``byline``,
        ``credit``, ``caption`` or ``meta``.
    :ivar pieces: file spans, in reading order.
    :ivar level: 1 to 6 for a marked heading, else 0.
    :ivar gap: empty lines before it.
    :ivar ends: whether it ends as a sentence does.
    :ivar indent: whether its first line is indented.
    :ivar closes: whether the article ends with it: a byline stands behind its last full stop.
    """

    __slots__ = ("at", "closes", "ends", "gap", "indent", "kind", "last", "level", "pieces")

    def __init__(self, kind: str, line: Line) -> None:
        self.kind = kind
        self.pieces = [(line.start, line.end)]
        self.level = line.level
        self.gap = line.gap
        self.ends = line.ends
        self.closes = False
        self.indent = line.indent
        self.last = line
        self.at = -1

    def text(self, page: str) -> str:
        """As it stands in the file, layout included."""
        return "".join(page[a:b] for a, b in self.pieces)

    def extend(self, line: Line, contiguous: bool) -> None:
        """Take one more line in."""
        if contiguous:
            self.pieces[-1] = (self.pieces[-1][0], line.end)
        else:
            self.pieces.append((line.start, line.end))
        self.ends = line.ends
        self.last = line


def paragraphs_of(page: str, lines: list[Line], words: Words) -> list[Paragraph]:
    """The paragraphs of a page; what interrupts one stands behind it."""
    return _Reflow(page, lines, words).run()


class _Reflow:
    def __init__(self, page: str, lines: list[Line], words: Words) -> None:
        self.page, self.lines, self.words = page, lines, words
        self.limits = words.threshold
        self.columns = Columns(lines, words.threshold)
        self.out: list[Paragraph] = []

    def run(self) -> list[Paragraph]:
        current: Paragraph | None = None  # the paragraph that the next line may continue
        caption: Paragraph | None = None
        byline: Paragraph | None = None  # cut off the line before
        for i, line in enumerate(self.lines):
            kind = line.kind
            if kind == "names":
                kind = self._names_kind(i, current)
            elif kind == "meta" and current is not None and not current.ends and self.columns.width(current.at):
                kind = "body"  # a line of a column that happens to look like a page head
            if byline is not None:
                if kind == "body" and len(line.text) == 1 and self._cut_name(byline):
                    byline.extend(line, True)
                    continue
                byline = None
            if kind in ("byline", "credit", "meta", "caption", "head"):
                paragraph = Paragraph(kind, line)
                self.out.append(paragraph)
                caption = paragraph if kind == "caption" else None
                if kind in ("byline", "head"):
                    current = None
                continue
            if caption is not None:
                if kind == "body" and self._continues_caption(caption, i):
                    caption.extend(line, True)
                    continue
                caption = None
            if current is not None and kind == "body" and self._continues(current, i):
                current.extend(line, self.out[-1] is current)
            else:
                current = Paragraph(kind, line)
                if kind == "body" and self._is_head(i):
                    current.kind = "head"
                self.out.append(current)
                if current.kind == "head":
                    current = None
            if current is None:
                continue
            current.at = i
            current.closes = line.text[-1] in "）)" and self.words.bracketed.search(line.text[-24:]) is not None
            tail = line.end - line.tail if line.tail else 0
            if not line.ends and len(line.text) <= 6:
                start, end = current.pieces[-1]
                tail = trailing_byline(self.page[max(start, end - 40) : end], self.words)  # it broke over two lines
            if tail:
                byline = self._cut_byline(current, tail)
                current = None
        return self.out

    def _cut_name(self, byline: Paragraph) -> bool:
        """Whether the last name of a byline is so short that a character may stand in the next line."""
        return len(byline.text(self.page).split()[-1]) == 2

    # -- decisions

    def _next_label(self, before: str, text: str) -> bool:
        """Whether a line of a card is followed by the next one (建设单位：… / 建设地点：… / 2.…, 1.… / 建设单位：…)."""
        if _LABEL.match(before):
            return _LABEL.match(text) is not None or self.words.list_mark.match(text) is not None
        return self.words.list_mark.match(before) is not None and _LABEL.match(text) is not None

    def _continues(self, current: Paragraph, i: int) -> bool:
        """Whether line ``i`` goes on with the paragraph."""
        line, before = self.lines[i], current.last
        if (line.indent and self.columns.indents(i)) or self.words.bullet.match(line.text):
            return False
        column = self.columns.width(i)
        if current.ends and self.columns.gap_parts(i):
            return False
        if current.ends and self.columns.after_indents(current.last, i, current.indent):
            return not self._is_head(i)
        if current.ends:
            if not column or before.width < column - self.limits.full:
                return False
            if self.words.list_mark.match(line.text) or self.words.opener.match(line.text):
                return False
            if i + 1 < len(self.lines) and self.columns.lost_indent(i, column):
                return False
            return before.width <= column + self.limits.ragged
        text = line.text
        full = column and before.width >= column - self.limits.ragged
        if not full and self._next_label(before.text, text):
            return False
        if self._goes_on(before.text, text):
            return True
        if full:
            return not (self._head_before_start(i) and self._is_head(i))
        if before.text[-1] in "：:" and (not column or before.width < column - self.limits.ragged):
            return False
        if self.words.list_mark.match(text) or (self.words.opener.match(text) and before.text[-1] not in "，,、"):
            return False
        if self.words.dated_opener.match(text) and before.text[-1] not in self.words.asks_for_date:
            return False
        if before.text[-1] not in "，,、；;" and not open_quote(before.text):
            bare = line.width <= 2 * self.limits.bare_head_length and not line.clauses and not line.ends
            if bare and not open_quote(text) and text.count("”") <= text.count("“") and self._is_head(i):
                return False
        return not (self._head_before_start(i) and self._is_head(i))

    def _goes_on(self, before: str, text: str) -> bool:
        """Whether a line certainly goes on with the one before: a mark, or a word that is broken (股份有 / 限公司)."""
        if text[0] in "，。、；：！？）》":
            return True
        if len(text) <= 2 and self.words.cut_name.search(before[-4:]):
            return True
        if text[0] not in self.words.whole_ends:
            return False
        return any(before.endswith(a) and text.startswith(b) for a, b in self.words.whole if b[0] == text[0])

    def _is_head(self, i: int) -> bool:
        """Whether line ``i``, which begins a paragraph, is a headline or a subhead."""
        line = self.lines[i]
        text, limits = line.text, self.limits
        if line.ends or len(text) > limits.head_length or text[-1] in "，、,；;—-（(“‘《":
            return False
        if text.startswith("——") and self.out and self.out[-1].kind == "head":
            return True
        if open_quote(text) or text.count("”") > text.count("“"):
            return False
        following = self.lines[i + 1] if i + 1 < len(self.lines) else None
        if following is not None and following.kind == "body" and self._goes_on(text, following.text):
            return False
        if following is not None and following.kind == "body" and line.indent and not following.indent:
            return False
        if text[-1] in "：:":
            if following is None or following.ends or self.words.list_mark.match(following.text):
                return False
            return len(text) <= 14 and len(following.text) <= limits.head_length
        if i and self.lines[i - 1].text[-1] in "：:" and self.out and self.out[-1].kind == "head":
            return True
        if self._head_before_start(i):
            return True
        if "，" in text or "," in text or "；" in text:
            return self._is_head_of_clauses(i, following)
        if self.words.list_mark.match(text) and self.columns.width(i):
            return False
        column = self.columns.width(i)
        if column and column - limits.head_gap < line.width <= column + limits.ragged:
            return False
        return len(text) <= limits.head_length

    def _is_head_of_clauses(self, i: int, following: Line | None) -> bool:
        """Whether a line with a comma is a headline: much narrower than the column, first, or of like clauses."""
        line, column = self.lines[i], self.columns.width(i)
        if column:
            return line.width <= column - 2 * self.limits.head_gap
        if i == 0 and following is not None and following.kind == "body" and following.width > 2 * line.width:
            return True
        lengths = [len(clause) for clause in re.split("[，,]", line.text)]
        return "；" not in line.text and "、" not in line.text and max(lengths) - min(lengths) <= 1 < len(lengths) < 4

    def _head_before_start(self, i: int) -> bool:
        following = self.lines[i + 1] if i + 1 < len(self.lines) else None
        if following is None:
            return False
        if following.kind == "names":
            return "。" not in self.lines[i].text and (not self.columns.width(i) or following.width < 20)
        return following.kind in ("start", "byline")

    def _names_kind(self, i: int, current: Paragraph | None) -> str:
        """Whether a line of personal names is a byline or goes on with a sentence."""
        several = any(space in self.lines[i].text for space in " \u3000")
        before = self.out[-1] if self.out else None
        following = self.lines[i + 1] if i + 1 < len(self.lines) else None
        if current is not None and not current.ends:
            return "byline" if several and not self.columns.width(i) else "body"
        if before is None:
            return "byline" if several else "body"
        if before.kind == "head":
            return "byline"
        return "byline" if several or following is None or following.kind != "body" or not following.clauses else "body"

    def _continues_caption(self, caption: Paragraph, i: int) -> bool:
        if caption.ends:
            return False
        column = self.columns.width(i)
        full = bool(column) and caption.last.width >= column - self.limits.full
        return full or open_quote("".join(self.page[a:b] for a, b in caption.pieces))

    def _cut_byline(self, current: Paragraph, size: int) -> Paragraph:
        """Make a paragraph of the byline of that many characters that stands behind the last full stop."""
        start, end = current.pieces[-1]
        text = self.page[start : end - size]
        current.pieces[-1] = (start, start + len(text.rstrip()))
        current.closes = True
        self.out.append(Paragraph("byline", Line(end - size, self.page[end - size : end], 0, False)))
        return self.out[-1]


def labelled(text: str) -> bool:
    """Whether a text is a line of a card (建设单位：…)."""
    return _LABEL.match(text) is not None


def dangling(text: str) -> bool:
    """Whether a paragraph's text breaks off in mid sentence."""
    return not ends_sentence(text)
