"""From the text of a page to its articles: columns rejoined, furniture marked, the page split.

:func:`articles` keeps every character of the page but layout characters (white space, line ends, control and direction
marks) and the ``#`` of marked headings; whatever it keeps can be traced to its place in the file. Bylines,
credits, page heads and imprints stay in the text as paragraphs of their own; :attr:`kg.model.Article.furniture`
says where they are.

What it cannot know: text that the page has lost. A line that breaks off and a line that begins in mid sentence are
joined when they stand next to each other, be they from one sentence or from two.
"""

from __future__ import annotations

import re

from kg.layout.lines import lines_of, open_quote
from kg.layout.paragraphs import Paragraph, dangling, paragraphs_of
from kg.layout.spacing import clean, spaced_by_wrapping
from kg.layout.split import Group, split
from kg.layout.words import LAYOUT, Words, bare, words
from kg.model import Article, Source
from kg.text import fold

__all__ = ["LAYOUT", "articles", "bare"]

_FURNITURE = ("byline", "credit", "meta")
_TRADITIONAL = re.compile("[區園發業報圖來際訊記]|「")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2})(?!\d))?")


def articles(source: Source) -> list[Article]:
    """The articles of one file, in the file's order; none where the text holds layout characters only.

    >>> page = "# 苏州高新区签约\\n\\n本报讯 近日，甲公司落户苏\\n\\n州高新 区。 李明\\n"
    >>> [article] = articles(Source(file="a.txt", text=page))
    >>> article.title
    '苏州高新区签约'
    >>> article.text
    '苏州高新区签约\\n本报讯 近日，甲公司落户苏州高新区。\\n李明'
    >>> start = article.text.index("苏州高新区。")
    >>> first, last = article.locate(start, start + 5)
    >>> page[first:last]
    '苏\\n\\n州高新 区'
    """
    rules = words()
    page = source.text
    # the words of the layout are simplified ones; folding keeps every offset
    seen = fold(page) if _TRADITIONAL.search(page) else page
    paragraphs = paragraphs_of(seen, lines_of(seen, rules), rules)
    if not paragraphs:
        return []
    wrapped = _wrapped_spaces(seen, paragraphs, rules)
    page_date = _date_before_body(seen, paragraphs)
    found: list[Article] = []
    for group in split(seen, paragraphs, rules):
        _rejoin_torn(seen, group)
        article = _article(source, group, len(found), wrapped, rules, page_date)
        if article is not None:
            found.append(article)
    return found


def _wrapped_spaces(page: str, paragraphs: list[Paragraph], rules: Words) -> bool:
    """Whether spaces stand for lost line ends on the page as a whole."""
    spaced = total = 0
    for paragraph in paragraphs:
        start, end = paragraph.pieces[0]
        if paragraph.kind in ("body", "start") and end - start > 60:
            total += end - start
            if spaced_by_wrapping(page[start : min(end, start + 2000)], rules):
                spaced += end - start
    return 2 * spaced > total


def _rejoin_torn(page: str, group: Group) -> None:
    """Join a paragraph that breaks off in a quotation with the one that begins in it, where there is one of each."""
    heads, tails = [], []
    for paragraph in group.paragraphs:
        if paragraph.kind not in ("body", "start"):
            continue
        text = paragraph.text(page)
        close, opened = text.find("”"), text.find("“")
        if close >= 0 and (opened < 0 or close < opened) and "。" not in text[:close]:
            tails.append(paragraph)
        elif dangling(text) and open_quote(text) and text.count('"') % 2 == 0:
            heads.append(paragraph)
    if len(heads) == len(tails) == 1 and heads[0] is not tails[0]:
        heads[0].pieces += tails[0].pieces
        heads[0].ends = tails[0].ends
        group.paragraphs.remove(tails[0])


def _article(source: Source, group: Group, index: int, wrapped: bool, rules: Words, page_date: str) -> Article | None:
    page = source.text
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    furniture: list[tuple[int, int]] = []
    size, behind = 0, -1
    title = date = ""
    for paragraph in group.paragraphs:
        running = paragraph.kind in ("body", "start", "caption")
        here = running and (wrapped or spaced_by_wrapping(page[slice(*paragraph.pieces[0])], rules))
        text, own = clean(page, paragraph.pieces, running=running, wrapped=here, words=rules)
        if not text:
            continue
        if parts:
            runs.append((size, _line_end(page, behind, own[0][1])))
            size += 1
        runs += [(size + at, file_at) for at, file_at in own]
        if paragraph.kind in _FURNITURE:
            furniture.append((size, size + len(text)))
        elif paragraph.kind == "start" and (match := rules.bracket.search(text, 0, 60)):
            furniture.append((size + match.start(), size + match.end()))
        elif paragraph.kind == "caption" and (photo := rules.photo.search(text[-40:])):
            furniture.append((size + len(text) - len(photo[1]), size + len(text)))
        if paragraph.closes and (names := rules.bracketed.search(text[-24:])):
            furniture.append((size + len(text) - len(names[1]), size + len(text)))
        if paragraph is group.title:
            title = text
        if not date and (paragraph.kind == "meta" or paragraph.kind == "start"):
            date = _date(text[:20] if paragraph.kind == "start" else text)
        parts.append(text)
        size += len(text)
        behind = paragraph.pieces[-1][1]
    if not parts:
        return None
    return Article(
        file=source.file,
        text="\n".join(parts),
        runs=tuple(runs),
        index=index,
        title=title,
        date=date or page_date,
        encoding=source.encoding,
        furniture=tuple(furniture),
    )


def _line_end(page: str, behind: int, before: int) -> int:
    """A layout character for the line end between two paragraphs: behind the first, before the second, or anywhere."""
    if behind < len(page) and LAYOUT.match(page[behind]):
        return behind
    if before and LAYOUT.match(page[before - 1]):
        return before - 1
    anywhere = LAYOUT.search(page)
    return anywhere.start() if anywhere else behind - 1


def _date_before_body(page: str, paragraphs: list[Paragraph]) -> str:
    for paragraph in paragraphs[:20]:
        if paragraph.kind in ("body", "start"):
            break
        if paragraph.kind == "meta" and (date := _date(paragraph.text(page))):
            return date
    return ""


def _date(text: str) -> str:
    """The first date of a text with its year, as ISO text, else empty.

    >>> _date("发布时间：2024-01-12 08:30"), _date("2024年1月"), _date("1月12日")
    ('2024-01-12', '2024-01', '')
    """
    match = _DATE.search(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        return ""
    if match[3] and 1 <= int(match[3]) <= 31:
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return f"{match[1]}-{int(match[2]):02}"
