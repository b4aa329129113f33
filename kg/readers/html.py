"""Web pages: ``.html``, ``.htm``.

Offsets stay those of the decoded file: what is markup is overwritten, character for character, with layout
characters that reflowing leaves out, so that :attr:`kg.model.Source.text` is as long as the file. Scripts,
styles, navigation, forms and page feet are overwritten with all that they hold; ``<h1>`` and ``<h2>`` become
marked headings; a character reference becomes its character and filling.

The scanner is our own because ``html.parser`` of Python 3.11 takes time with the square of the input on hostile pages
(0.2 MB of ``<!--``: a minute). This one only ever moves forward.
"""

from __future__ import annotations

import codecs
import html
import re

from kg.model import Source
from kg.readers.text import decode

__all__ = ["FILLING", "read"]

#: Stands in for one character of markup: zero width, so that words go on across it.
FILLING = "\u200b"

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_END = re.compile(r"[\r\n]")
_DROPPED = re.compile(
    "script|style|nav|noscript|template|svg|math|iframe|object|form|select|button|footer|aside|head|textarea|title|menu"
)
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr|o:p"
)
_HEADINGS = {"h1": "\n# ", "h2": "\n## "}


def read(data: bytes, file: str, encoding: str | None = None) -> Source:
    """The text of a web page, at the file's own offsets.

    The encoding is, in this order: the one that the user names, a byte-order mark, the page's own ``charset`` where it
    fits, and what :func:`kg.readers.text.decode` finds.

    :raises InputError: for an empty or a binary file.
    :raises EncodingError: for bytes that are text in none of the encodings tried.

    >>> from kg.layout import bare
    >>> bare(read(b"<p>a &amp; b</p><script>c</script>", "a.html").text)
    'a&b'
    """
    text, codec = decode(data, file, encoding or _declared(data))
    return Source(file=file, text=_overwritten(text), encoding=codec)


def _declared(data: bytes) -> str | None:
    """The page's own charset, where Python knows it and the page fits it."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name
    try:
        if codecs.lookup(name).name in ("utf-8", "gb18030", "big5", "big5hkscs"):
            data.decode(name)
            return name
    except (LookupError, ValueError):
        pass
    return None


def _overwritten(page: str) -> str:
    out: list[str] = []
    at, size = 0, len(page)
    missing: set[str] = set()  # what is known not to come any more
    while at < size:
        start = page.find("<", at)
        if start < 0:
            out.append(_data(page[at:]))
            break
        out.append(_data(page[at:start]))
        at, mark = _markup(page, start, missing)
        if at == start:  # no markup: the character itself
            at += 1
            out.append("<")
        else:
            out.append(mark + FILLING * (at - start - len(mark)))
    return "".join(out)


def _markup(page: str, start: int, missing: set[str]) -> tuple[int, str]:
    """Where the markup ends that begins at ``start`` (``start`` where it is none), and what it leaves behind."""
    if page.startswith("<!--", start):
        return _behind(page, "-->", start + 4, missing) or start, ""
    if page.startswith(("<!", "<?"), start):
        return _behind(page, ">", start, missing) or start, ""
    tag = _TAG.match(page, start)
    if tag is None:
        return start, ""
    end = _behind(page, ">", start, missing)
    if end == 0:
        return start, ""
    name = tag[1].lower()
    closing = page[start + 1] == "/"
    if _DROPPED.fullmatch(name) and not closing and page[end - 2] != "/" and name not in missing:
        close = re.compile(rf"</{name}(?![A-Za-z0-9:-])[^<>]*>?", re.IGNORECASE).search(page, end)
        if close is None:
            missing.add(name)
        else:
            end = close.end()
    if _INLINE.fullmatch(name):
        return end, ""
    heading = "" if closing else _HEADINGS.get(name, "")
    return end, heading or "\n"


def _behind(page: str, mark: str, start: int, missing: set[str]) -> int:
    """The place behind the next mark, or 0 where none comes any more."""
    if mark in missing:
        return 0
    found = page.find(mark, start)
    if found < 0:
        missing.add(mark)
        return 0
    return found + len(mark)


def _data(text: str) -> str:
    """Text between markup: line ends are spaces, references are characters."""
    text = _LINE_END.sub(" ", text)
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    reference = match.group()
    text = html.unescape(reference)
    return text + FILLING * (len(reference) - len(text)) if len(text) < len(reference) else reference
