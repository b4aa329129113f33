"""Properties of reflowing, on generated pages."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kg.layout import articles, bare
from kg.model import Article, Source

SENTENCES = [
    "青禾大学与澄波科技有限公司在星澜高新区共建量子传感联合实验室，首批设备已经到位。",
    "这座实验室占地3000平方米，由12家企业出资1.8亿元。",
    "“我们缺的不是订单，是懂工艺的人。”澄波科技有限公司总经理陶望川说。",
    "据园区统计，去年新增企业47家，其中专精特新企业9家。",
    "项目分两期推进，一期建设中试线，二期建设检测中心和人才公寓。",
    "松岭生物（集团）有限公司把总部迁入望江智造园，同时带来三家供应商。",
    "窗口减了，流程短了，企业办一件事平均少跑两趟。",
    "双方约定，专利归共建单位所有，收益按投入比例分配。",
    "园区管委会为此设立“一链一专班”服务机制，每周例会，逐项销号。",
    "从签约到投产，只用了200天。",
    "望江智造园还与临港职业学院开设订单班，两年培养技工360名。",
    "设备来自宁川精工有限公司，核心部件的国产化率超过85%。",
]
HEADS = ["星澜高新区：实验室搬进厂区", "望江智造园 办成一件事少跑两趟", "临港职业学院开出订单班"]
NAMES = ["李明", "王小红", "欧阳静"]

paragraph = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("".join)
bodies = st.lists(paragraph, min_size=1, max_size=5)


def column(text: str, width: int) -> list[str]:
    """The lines of a column that is as wide as so many Chinese characters; no line begins with a mark."""
    rows, row, size = [], "", 0
    for char in text:
        size += 1 if char < "\x7f" else 2
        if size > 2 * width and char not in "，。、”）；：":
            rows.append(row)
            row, size = "", 1 if char < "\x7f" else 2
        row += char
    return [*rows, row]


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A page of one or more articles, and the paragraphs of each body."""
    width = draw(st.integers(11, 40))
    between = draw(st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", " \n\n"]))
    apart = draw(st.sampled_from([1, 2]))
    end = "\r\n" if "\r" in between else "\n"
    stray = draw(st.integers(0, 25))
    wrapped = draw(st.booleans())
    indent = draw(st.sampled_from(["", "　　"]))
    lines: list[str] = []
    told: list[list[str]] = []
    for i in range(draw(st.integers(1, 3))):
        body = draw(bodies)
        lines += [HEADS[i], ""]
        told.append(body)
        for j, text in enumerate(body):
            whole = ("本报讯 " if j == 0 else "") + text + (" " + NAMES[i] if j == len(body) - 1 else "")
            whole = indent + whole
            rows = column(whole, width) if wrapped else [whole]
            if stray:
                # not inside the byline: who could say where such a name ends?
                rows = [row if stray >= len(row) - 5 else row[:stray] + " " + row[stray:] for row in rows]
            lines += rows
            if not wrapped or apart == 2:
                lines.append("")
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + between.join(lines) + end, told


def spans(article: Article) -> list[tuple[int, int]]:
    """Spans inside the paragraphs of an article: whole ones, halves, and short ones."""
    found, at = [], 0
    for text in article.text.split("\n"):
        end = at + len(text)
        for a, b in ((at, end), (at, at + (end - at) // 2), (at + (end - at) // 3, end), (at, at + 1), (end - 2, end)):
            if at <= a < b <= end:
                found.append((a, b))
        at = end + 1
    return found


def traced(page: str, article: Article) -> None:
    """Every span's pieces hold its text; so does the one file span where nothing else stands between the pieces."""
    assert [at for at, _ in article.runs] == sorted({at for at, _ in article.runs})
    for start, end in spans(article):
        asked = bare(article.text[start:end])
        pieces = article.pieces(start, end)
        assert bare("".join(page[a:b] for a, b in pieces)) == asked
        first, last = article.locate(start, end)
        assert 0 <= first < last <= len(page)
        if all(b <= c and not bare(page[b:c]) for (_, b), (c, _) in pairwise(pieces)):
            assert bare(page[first:last]) == asked
            assert article.text[start].isspace() or page[first] == article.text[start]
    for start, end in article.furniture:
        assert 0 <= start < end <= len(article.text)


def kept(page: str) -> Counter[str]:
    """The characters that must not get lost: all but layout and heading marks."""
    return Counter(bare(page).replace("#", ""))


@settings(max_examples=120, deadline=None)
@given(layouts())
def test_generated_pages_are_traced_and_whole(made: tuple[str, list[list[str]]]) -> None:
    """Every span leads back to its place, no character is lost, and no dateline starts two articles."""
    page, told = made
    found = articles(Source(file="page.txt", text=page))
    for article in found:
        traced(page, article)
    assert sum((kept(a.text) for a in found), Counter()) == kept(page)
    assert len(found) == len(told)


@settings(max_examples=120, deadline=None)
@given(layouts())
def test_prose_comes_back(made: tuple[str, list[list[str]]]) -> None:
    """Each article's sentences come back whole, in order, whatever the width of the column."""
    page, told = made
    found = articles(Source(file="page.txt", text=page))
    for i, (article, body) in enumerate(zip(found, told, strict=True)):
        text = article.text.replace("\n", "")
        assert "".join(body) in bare(text), article.text
        assert bare(article.title) == bare(HEADS[i])
        names = [article.text[a:b] for a, b in article.furniture]
        assert NAMES[i] in names


@settings(max_examples=80, deadline=None)
@given(bodies, st.integers(12, 40), st.sampled_from(["\n", "\n\n"]))
@example([2 * SENTENCES[0] + 2 * SENTENCES[2]], 16, "\n")
def test_indented_columns_come_back_paragraph_by_paragraph(body: list[str], width: int, between: str) -> None:
    """Where the indents are kept, wrapping is undone exactly."""
    rows = []
    for text in body:
        rows += column("　　" + text, width)
    assume(len(rows) > 3)  # fewer lines do not show that they are a column's
    found = articles(Source(file="page.txt", text=between.join(rows)))
    assert [p for a in found for p in a.text.split("\n")] == body


@settings(max_examples=60, deadline=None)
@given(bodies, st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"]))
def test_web_pages_come_back_paragraph_by_paragraph(body: list[str], between: str) -> None:
    """One paragraph per line, or parted by empty lines, stays as it is."""
    [article] = articles(Source(file="page.txt", text=between.join(body)))
    assert article.text == "\n".join(body)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
@example("\u200b\n\n#\n# \n＃")
@example("“书记项\n\n” 目\n— “")
@example("本报讯\n▶ 李明\n李明 王红\n：\n图：\n供图")
@example("\ud800\n\ud800a\ud800")
def test_any_text_is_traced_and_whole(page: str) -> None:
    """Arbitrary text neither breaks reflowing nor loses a character, and is read the same way twice."""
    found = articles(Source(file="page.txt", text=page))
    for article in found:
        traced(page, article)
    assert sum((kept(a.text) for a in found), Counter()) == kept(page)
    assert found == articles(Source(file="page.txt", text=page))


ALPHABET = st.sampled_from(
    [
        "苏",
        "区",
        "高新区",
        "，",
        "。",
        "“",
        "”",
        "：",
        " ",
        "\n",
        "\n\n",
        "本报讯 ",
        "▶ ",
        "李明",
        "供图",
        "8",
        "AB",
        "# ",
        "　　",
        "左图：",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_any_page_like_text_is_traced_and_whole(page: str) -> None:
    """The same with the pieces that pages are made of."""
    found = articles(Source(file="page.txt", text=page))
    for article in found:
        traced(page, article)
    assert sum((kept(a.text) for a in found), Counter()) == kept(page)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_ends_do_not_matter(end: str) -> None:
    """The clean text is the same whatever ends the lines."""
    page = end.join(
        ["星澜高新区：开工", "", "本报讯 青禾大学与澄波科技有限公", "", "司签约，首期投入8", "亿元。 李明", ""]
    )
    [article] = articles(Source(file="page.txt", text=page))
    assert article.text == "星澜高新区：开工\n本报讯 青禾大学与澄波科技有限公司签约，首期投入8亿元。\n李明"
    traced(page, article)
