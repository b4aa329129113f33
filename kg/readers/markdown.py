"""Markdown: ``.md``.

Offsets stay those of the decoded file: marks of emphasis, links, pictures, quotations, comments and front matter are
overwritten, character for character, with layout characters that reflowing leaves out. Headings keep their ``#``, which
reflowing reads; of the front matter, ``title`` becomes a heading and ``date`` stays.
"""

from __future__ import annotations

import re

from kg.model import Source
from kg.readers.text import decode

__all__ = ["read"]

_FILLING = "\u200b"
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\r?\n|$)")
_COMMENT = re.compile(r"<!--[^\0]{0,4000}?-->")
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,100}\])")
_MARKS = re.compile(
    r"\*{1,3}(?=\S)(?=[^*\n]{1,500}\*)|(?<=\S)\*{1,3}|~~|`{1,3}"
    r"|(?<![A-Za-z0-9_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![A-Za-z0-9_])"
)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-*+](?=[ \t])", re.MULTILINE)
_HEADING_END = re.compile(r"(?<=\S)[ \t]+#+[ \t]*$", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$|\|", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_TITLE = re.compile(r"^title:[ \t]*", re.MULTILINE)
_DATE = re.compile(r"^(?:date|published):", re.MULTILINE)


def read(data: bytes, file: str, encoding: str | None = None) -> Source:
    """The text of a Markdown file, at the file's own offsets.

    :raises InputError: for an empty or a binary file.
    :raises EncodingError: for bytes that are text in none of the encodings tried.

    >>> from kg.layout import bare
    >>> bare(read("**苏州**[高新区](http://a.cn)".encode(), "a.md").text)
    '苏州高新区'
    """
    text, codec = decode(data, file, encoding)
    return Source(file=file, text=_overwritten(text), encoding=codec)


def _overwritten(text: str) -> str:
    front = _FRONT.match(text)
    head, text = (text[: front.end()], text[front.end() :]) if front else ("", text)
    text = _COMMENT.sub(_fill, text) if "<!--" in text else text
    text = _BULLET.sub(lambda m: m[0][:-1] + "-", text)
    text = _PICTURE.sub(_keep_label, text) if "](" in text else text
    text = _LINK.sub(_keep_label, text) if "](" in text or "][" in text else text
    for pattern, mark in ((_TAG, "<"), (_QUOTE, ">"), (_HEADING_END, "#")):
        text = pattern.sub(_fill, text) if mark in text else text
    text = _TABLE.sub(lambda m: "\n" + _FILLING * (len(m[0]) - 1), text) if "|" in text else text
    return _front_matter(head) + _MARKS.sub(_fill, text)


def _fill(match: re.Match[str]) -> str:
    return "".join(c if c in "\r\n" else _FILLING for c in match[0])


def _keep_label(match: re.Match[str]) -> str:
    label = match.start(1) - match.start()
    return _FILLING * label + match[1] + _FILLING * (len(match[0]) - label - len(match[1]))


def _front_matter(head: str) -> str:
    kept = []
    for line in head.splitlines(keepends=True):
        title = _TITLE.match(line)
        if title:
            kept.append("# " + _FILLING * (title.end() - 2) + re.sub("[\"']", _FILLING, line[title.end() :]))
        elif _DATE.match(line):
            kept.append(line)
        else:
            kept.append("".join(c if c in "\r\n" else _FILLING for c in line))
    return "".join(kept)
