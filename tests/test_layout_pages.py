"""Reflowing of the real pages that the project was set; they stand beside the checkout, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.layout import articles, bare
from kg.model import Article, Source

PAGES = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not at hand")


def page(name: str) -> str:
    """The text of a page, by the beginning of its name."""
    [path] = PAGES.glob(f"{name}_*.txt")
    return path.read_bytes().decode("utf-8")


def read(name: str) -> list[Article]:
    """The articles of a page."""
    return articles(Source(file=f"{name}.txt", text=page(name)))


@pytest.mark.parametrize(
    ("name", "beginnings"),
    [
        ("000", ["江阴高新区", "济南高新区企业"]),
        ("001", ["昆山高新区", "贵阳高新区"]),
        ("002", ["", "包头稀土高新区", "榆林高新区：", "昆山高新区：", "济南高新区：", "", ""]),
        ("003", ["昆山高新区:", "", "石家庄高新区:", "南宁高新区:", "荣昌高新区:", "浙江省", "聚焦三大领域"]),
        ("004", ["镇江高新区", "平顶山高新区", "白银高新区"]),
    ],
)
def test_articles_and_their_headlines(name: str, beginnings: list[str]) -> None:
    """Each page falls into its articles; headlines that stand elsewhere on the page go to their bodies."""
    titles = [a.title for a in read(name)]
    assert len(titles) == len(beginnings)
    assert all(bool(t) == bool(b) and t.startswith(b) for t, b in zip(titles, beginnings, strict=True)), titles


@pytest.mark.parametrize(
    ("name", "index", "whole"),
    [
        pytest.param("000", 0, "“书记项目合伙人行动”，旨在", id="a piece before its head"),
        pytest.param("000", 0, "“链动合成生物 智建中试高地”项目是", id="a quotation over two columns"),
        pytest.param("001", 0, "苏州和合医学检验有限公司董事长", id="over two captions"),
        pytest.param("001", 0, "工业和信息化部", id="space inside a name"),
        pytest.param("001", 1, "贵阳朗玛信息技术股份有限公司", id="legal form broken"),
        pytest.param("002", 1, "预计年产值达8亿元", id="number and unit"),
        pytest.param("002", 1, "一体化项目，加快推动双良15GW", id="stretched line"),
        pytest.param("002", 2, "中煤陕西能源化工有限公司", id="wrapped name"),
        pytest.param("002", 5, "（综合服务）中心广汇国际钟表", id="wide column"),
        pytest.param("004", 0, "推动镇江船厂等龙头企业", id="over an empty line"),
        pytest.param("004", 1, "赛伏特质量检测公司", id="word over an empty line"),
    ],
)
def test_names_are_whole(name: str, index: int, whole: str) -> None:
    """What the layout tore is whole again."""
    assert whole in read(name)[index].text


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("000", ["▶ 本报记者 刘琴", "▶ 葛君 王智勇", "济南高新区供图"]),
        (
            "002",
            ["▶ 韩杨", "▶ 本报特约通讯员 李宝乐", "周锦红", "吕科", "高欣", "程熙城/摄", "图片来源：中山火炬开发区"],
        ),
        ("004", ["吴宸昊", "镇江高新区供图", "冯雪娇", "平顶山高新区供图", "吕少波"]),
    ],
)
def test_furniture(name: str, names: list[str]) -> None:
    """Bylines and credits are marked, and nothing else."""
    assert [a.text[s:e] for a in read(name) for s, e in a.furniture] == names


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_character_is_kept_and_traced(name: str) -> None:
    """The articles hold the page's characters, each at its place."""
    text = page(name)
    found = read(name)
    places: list[int] = []
    for article in found:
        for paragraph in article.text.split("\n"):
            start = article.text.index(paragraph)
            pieces = article.pieces(start, start + len(paragraph))
            assert bare("".join(text[a:b] for a, b in pieces)) == bare(paragraph)
            places += [i for a, b in pieces for i in range(a, b) if bare(text[i])]
    assert sorted(places) == [i for i, c in enumerate(text) if bare(c) and c != "#"]
