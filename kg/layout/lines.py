"""A page as lines: where each stands, how wide it is, what it looks like by itself."""

from __future__ import annotations

import re

from kg.layout.words import LAYOUT, Words

__all__ = ["Line", "ends_sentence", "lines_of", "open_quote", "trailing_byline"]

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_HEADING = re.compile(r"(#{1,6})[ \t\u3000]*(?=[^\s#])")
_SPREAD = re.compile(r"(?<=[^\s]) (?=[^\s])")
_WRAP = re.compile(r"[ \t\u3000]*[\r\n]+\s*")
_BEHIND_STOP = re.compile(r"[。！？…”’）)]\s+([^。！？…”’）)]+)$")
_PARTING = re.compile("[ \u3000、，,]+")
_RULE = re.compile(r"[-=_*~#]{3,}$")
_CLOSING = "[”’\"'」』》）)\\]】]*"
_ENDS = re.compile(rf"[。！？!?…]{_CLOSING}$|[。！？!?…”]{_CLOSING}[（(][^（）()]{{1,20}}[）)]$|[A-Za-z0-9][.]$")
_INDENT = re.compile(r"[ \t]*\u3000[ \t]*\u3000|[ \t]{4,}|\t")
_CLAUSE = re.compile(r"[，。、；：！？,;]")
_PROSE = re.compile(r"[，。、；！？,;]")
# white space and marks that hug a line; the long tail of LAYOUT is left to the cleaning of the paragraph
_EDGE = " \t\u3000\xa0\u200b\u200c\u200d\u200e\u200f\ufeff\u2002\u2003\u2009\u202f\u2060\x00\x08\x1a"


class Line:
    """One line that holds something.

    :ivar start: file offset of its first character that is no layout.
    :ivar end: file offset behind its last.
    :ivar text: what stands between.
    :ivar gap: empty lines before it.
    :ivar indent: whether it is indented as a paragraph's first line.
    :ivar kind: ``body``, ``head`` (a marked heading), ``start`` (begins with a dateline), ``byline``, ``names``,
        ``credit``, ``caption`` or ``meta``.
    :ivar level: 1 to 6 for a marked heading, else 0.
    :ivar ends: whether it ends a sentence.
    :ivar width: in half characters; a Chinese one counts 2.
    :ivar tail: file offset of a byline that stands behind the line's last full stop, or 0.
    """

    __slots__ = ("end", "ends", "gap", "indent", "kind", "level", "start", "tail", "text", "width")

    def __init__(self, start: int, text: str, gap: int, indent: bool) -> None:
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.gap = gap
        self.indent = indent
        self.kind = "body"
        self.level = 0
        self.ends = False
        self.tail = 0
        self.width = 2 * len(text) - len(text.encode("ascii", "ignore")) + (4 if indent else 0)

    @property
    def clauses(self) -> bool:
        """Whether it holds a mark that divides clauses."""
        return _CLAUSE.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """The same, but the colon, which parts a label from what it names."""
        return _PROSE.search(self.text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does.

    >>> ends_sentence("项目投产。”"), ends_sentence("项目投")
    (True, False)
    """
    return _ENDS.search(text[-40:]) is not None


def open_quote(text: str) -> bool:
    """Whether a quotation that begins in the text does not end in it.

    >>> open_quote("实施“链动"), open_quote('推行"红色'), open_quote("行动”，旨在")
    (True, True, False)
    """
    return text.rfind("“") > text.rfind("”") or text.count('"') % 2 == 1 or text.rfind("《") > text.rfind("》")


def trailing_byline(text: str, words: Words) -> int:
    """How many characters of a text's end are personal names behind its last full stop; 0 for none."""
    tail = text[-40:]
    match = words.trailing.search(_WRAP.sub("", tail))
    behind = _BEHIND_STOP.search(tail)
    if match is None or behind is None or words.not_names.intersection(match[1].split()):
        return 0
    return len(behind[1])


def lines_of(text: str, words: Words) -> list[Line]:
    """The lines of a page that hold something, each with its kind."""
    found: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip(_EDGE)
        if not stripped or (LAYOUT.match(stripped) and not LAYOUT.sub("", stripped)):
            continue
        start = match.start()
        between = text[before:start]
        gap = max(between.count("\n") or between.count("\r"), len(found) > 0) - 1 if found else 0
        indent = _INDENT.match(raw) is not None
        if stripped is not raw:
            start += len(raw) - len(raw.lstrip(_EDGE))
        line = Line(start, stripped, gap, indent)
        before = line.end
        _classify(line, words)
        found.append(line)
    return found


def _classify(line: Line, words: Words) -> None:
    text = line.text
    first = text[0]
    if first == "#" and (heading := _HEADING.match(text)):
        line.start += heading.end()
        line.text = text[heading.end() :]
        line.kind, line.level = "head", len(heading.group(1))
        return
    line.ends = ends_sentence(text)
    spaced = not line.ends and (" " in text[-14:] or "\u3000" in text[-14:])
    if spaced and (tail := trailing_byline(text, words)):
        line.ends, line.tail = True, line.end - tail
    if 4 * text.count(" ") > len(text):
        text = _SPREAD.sub("", text)  # 本 报 记 者
    if words.dateline.match(text):
        line.kind = "start"
    elif words.caption.match(text):
        line.kind = "caption"
    elif len(text) <= 120:
        if first in "-=_*~#" and _RULE.match(text):
            line.kind = "meta"
        elif len(text) <= 60 and not (line.ends and text[-1] not in ")）"):
            if "，" in text and "：" not in text and ":" not in text:
                return  # clauses: running text
            line.kind = _short(text, words)
        elif words.meta.match(text) and "。" not in text:
            line.kind = "meta"


def _short(text: str, words: Words) -> str:
    byline = words.byline.match(text) is not None
    if byline and text[0] in "▶►▷■□◎◆◇●○":
        return "byline"
    if words.credit.match(text) and "，" not in text:
        return "credit"
    if byline:
        return "byline"
    if len(text) <= 30 and words.names.match(text) and words.not_names.isdisjoint(_PARTING.split(text)):
        return "names"
    if words.meta.match(text):
        return "meta"
    return "body"
