"""Reflowing and splitting, by the cases that newspaper pages are made of."""

from __future__ import annotations

import time

import pytest

from kg.layout import articles
from kg.model import Article, Source


def read(page: str) -> list[Article]:
    """The articles of a page."""
    return articles(Source(file="page.txt", text=page))


def furniture(article: Article) -> list[str]:
    """What the article marks as furniture."""
    return [article.text[a:b] for a, b in article.furniture]


LONG = "星澜高新区把服务做在前面，窗口合并，流程再造，二十个事项一次办完，三十个事项当天办完，其余事项不过三天。"
COLUMN = """本报讯 青禾大学与澄波科技有

限公司近日签约，双方将在星澜

高新区共建联合实验室，首期投

入8

000万元。

该园区去年还引进了松岭生物公

司的总部，两家单位互为邻居，

合用一座检测中心。 李明
"""


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param(
            COLUMN,
            "本报讯 青禾大学与澄波科技有限公司近日签约，双方将在星澜高新区共建联合实验室，首期投入8000万元。\n"
            "该园区去年还引进了松岭生物公司的总部，两家单位互为邻居，合用一座检测中心。\n李明",
            id="empty line between any two lines",
        ),
        pytest.param(
            "青禾大学在星澜高新 区设立了分院,首批 学生已经进驻,并且 开始了实验课。",
            "青禾大学在星澜高新区设立了分院,首批学生已经进驻,并且开始了实验课。",
            id="spaces where lines ended",
        ),
        pytest.param(
            "1.澄波传感器扩建项目\n建设单位:澄波科技有限公司\n建设内容:新建厂房10万平方米\n2.松岭疫苗扩建项目\n建设单位:松岭生物公司",
            "1.澄波传感器扩建项目\n建设单位:澄波科技有限公司\n建设内容:新建厂房10万平方米\n2.松岭疫苗扩建项目\n建设单位:松岭生物公司",
            id="lines of a card stay apart",
        ),
        pytest.param(
            "双方实施“链动双碳 智造未来”项目，组 建 专 班 推 进，用地 30 亩。",
            "双方实施“链动双碳 智造未来”项目，组建专班推进，用地30亩。",
            id="space inside a quotation stays, stretched words do not",
        ),
        pytest.param(
            "Orchid Robotics Inc.  把 R&D Center 设在园区，英文名 Minyi Aero Ltd，中文名另议。",
            "Orchid Robotics Inc.把R&D Center设在园区，英文名Minyi Aero Ltd，中文名另议。",
            id="Latin words keep one space",
        ),
        pytest.param(
            "参加签约的有陶望川 李明 王小红 三位负责人，仪式很短，前后不到十分钟就结束了。",
            "参加签约的有陶望川 李明 王小红 三位负责人，仪式很短，前后不到十分钟就结束了。",
            id="names parted by spaces",
        ),
        pytest.param(
            "项目由澄波科技股份有\n\n限公司投资，一期已经投产，二期正在建设，明年全部完工。",
            "项目由澄波科技股份有限公司投资，一期已经投产，二期正在建设，明年全部完工。",
            id="legal form broken over two lines",
        ),
        pytest.param(
            "澄波科技的负责人介绍说，这条生产线由望江\n\n▲工人在检修设备。\n\n（园区供图）\n\n精工有限公司制造，去年完成安装。",
            "澄波科技的负责人介绍说，这条生产线由望江精工有限公司制造，去年完成安装。\n▲工人在检修设备。\n（园区供图）",
            id="sentence cut by a picture",
        ),
        pytest.param(
            "手机动”已经实施两年，惠及企业百余家，成效明显。\n\n这项工作开了好头。\n\n星澜高新区于去年启动“一键到手",
            "这项工作开了好头。\n星澜高新区于去年启动“一键到手手机动”已经实施两年，惠及企业百余家，成效明显。",
            id="torn piece stands before its head",
        ),
        pytest.param(
            f"{LONG}企业少跑了许多路，办事\n\n共建平台\n\n近年来，平台越建越多，服务越做越细。{LONG}",
            f"{LONG}企业少跑了许多路，办事\n共建平台\n近年来，平台越建越多，服务越做越细。{LONG}",
            id="lost text is not made up",
        ),
        pytest.param(
            "抓好三件事：\n1. 建平台\n2. 引企业\n3. 育人才",
            "抓好三件事：\n1. 建平台\n2. 引企业\n3. 育人才",
            id="list items stay apart",
        ),
        pytest.param(
            "参会企业名单\n澄波科技有限公司\n松岭生物有限公司\n望江精工有限公司",
            "参会企业名单\n澄波科技有限公司\n松岭生物有限公司\n望江精工有限公司",
            id="names one per line are no column",
        ),
        pytest.param("苏\u200b州\ufeff高\u202e新\x00区\ud800。", "苏州高新区。", id="invisible characters go"),
    ],
)
def test_reflow(page: str, text: str) -> None:
    """Layout is undone, and only layout."""
    assert "\n".join(a.text for a in read(page)) == text


BODY = "青禾大学与澄波科技有限公司共建联合实验室，双方各出一半资金，首批设备已经到位。"
OTHER = "望江智造园引进松岭生物有限公司，后者把研发总部搬进园区，明年投产。"


@pytest.mark.parametrize(
    ("page", "titles"),
    [
        pytest.param(
            f"# 甲区建室\n\n▶ 本报记者 李明\n\n{BODY}\n\n## 乙园引企\n\n▶ 王 红\n\n{OTHER}",
            ["甲区建室", "乙园引企"],
            id="marked heads with bylines",
        ),
        pytest.param(
            f"# 甲区建室\n\n{BODY}\n\n## 资金怎么出\n\n{BODY}\n\n### 设备怎么买\n\n{BODY}",
            ["甲区建室"],
            id="marked subheads",
        ),
        pytest.param(
            f"星澜高新区：\n\n联合实验室开建\n\n本报讯 {BODY} 李明\n\n"
            f"望江高新区：\n\n总部搬进来\n\n本报讯 {OTHER} 王小红",
            ["星澜高新区：联合实验室开建", "望江高新区：总部搬进来"],
            id="two-line heads and datelines",
        ),
        pytest.param(f"本报讯 {BODY}\n\n本报讯 {OTHER}", ["", ""], id="datelines alone"),
        pytest.param(
            f"甲区建室\n{BODY}（李明）\n乙园引企\n{OTHER}(王小红)", ["甲区建室", "乙园引企"], id="names in brackets"
        ),
        pytest.param(f"甲区建室\n\n{BODY}\n\n平台强，动能足\n\n{OTHER}", ["甲区建室"], id="a subhead with a comma"),
        pytest.param(
            f"本报讯 {BODY} 李明\n\n本报讯 {OTHER} 王小红\n\n望江智造园：松岭生物把总部搬进来\n\n"
            "青禾大学与澄波科技：共建联合实验室\n\n本报讯 星澜市出台人才办法，自下月起施行。 赵强",
            ["青禾大学与澄波科技：共建联合实验室", "望江智造园：松岭生物把总部搬进来", ""],
            id="heads torn from their bodies",
        ),
        pytest.param(
            f"{BODY}\n\n联合实验室建起来 设备搬进来\n\n▶ 李明\n\n本报讯 {OTHER}",
            ["联合实验室建起来 设备搬进来", ""],
            id="head and byline behind the body",
        ),
        pytest.param(
            "甲区重点项目进度（五月）\n▲河湾新城\n○光纤预制棒扩能\n建设单位：青禾通信\n总投资：6亿元　进度：安装\n"
            "○数智算力港一期\n建设单位：澄波城投\n总投资：11亿元　进度：封顶",
            ["甲区重点项目进度（五月）"],
            id="a list of cards with bullets",
        ),
        pytest.param(
            f"甲区建室\n\n李明 王小红\n\n{BODY}\n\n图片来源：望江高新区\n\n"
            "近日，望江高新区举办职工篮球赛，八支队伍参加。图为决赛现场。",
            ["甲区建室", ""],
            id="photo story",
        ),
        pytest.param(
            f"甲区建室\n\n李明 王小红\n\n{BODY}\n\n上图：实验室外景。\n\n甲区供图\n\n"
            "近日，走进实验室，工人正在安装设备，首批课题已经排到了明年。",
            ["甲区建室"],
            id="a picture inside an article",
        ),
        pytest.param(
            f"【本報訊】{BODY}\n\n圖片來源：星澜高新區\n\n【本報訊】{OTHER}", ["", ""], id="traditional characters"
        ),
        pytest.param(
            f"甲区建室\n来源：星澜日报  发布时间：2024-01-12\n{BODY}\n{OTHER}\n责任编辑：李明\n上一篇：乙园引企",
            ["甲区建室"],
            id="web page",
        ),
    ],
)
def test_split(page: str, titles: list[str]) -> None:
    """A page falls into its articles, each with its headline."""
    assert [a.title for a in read(page)] == titles
    assert [a.index for a in read(page)] == list(range(len(titles)))
    assert all(a.title in a.text.split("\n") for a in read(page) if a.title)


def test_furniture_is_marked_and_captions_are_not() -> None:
    """Bylines, credits, crumbs and imprints are furniture; captions are content."""
    page = (
        "首页 > 新闻 > 正文\n甲区建室\n▶ 本报记者 李明\n"
        + BODY
        + "\n左图：实验室外景。\n图片来源：甲区\n责任编辑：王小红\n"
    )
    [article] = read(page)
    assert furniture(article) == ["首页 > 新闻 > 正文", "▶ 本报记者 李明", "图片来源：甲区", "责任编辑：王小红"]
    assert "左图：实验室外景。" in article.text.split("\n")


def test_names_in_brackets_are_furniture() -> None:
    """Names in brackets behind the last full stop are a byline; other words in brackets are not."""
    assert furniture(read(f"甲区建室\n{BODY}（李明 王小红）")[0]) == ["（李明 王小红）"]
    assert furniture(read(f"甲区建室\n{BODY}（金融）")[0]) == []


def test_subheads_with_commas_stay_apart() -> None:
    """A narrow line in a column is a subhead even where it has a comma."""
    page = COLUMN.replace("该园区", "平台强，动能足\n\n该园区")
    assert "平台强，动能足" in read(page)[0].text.split("\n")


def test_byline_in_brackets_is_furniture() -> None:
    """Reporters named behind a dateline are marked where they stand."""
    [article] = read(f"本报讯（记者 汪屿 通讯员 陶然）{BODY}")
    assert furniture(article) == ["（记者 汪屿 通讯员 陶然）"]


@pytest.mark.parametrize(
    ("page", "date"),
    [
        pytest.param(f"甲区建室\n发布时间：2024-01-12 08:30\n{BODY}", "2024-01-12", id="imprint"),
        pytest.param(f"星澜日报 2024年3月1日 星期五 第3版\n甲区建室\n{BODY}", "2024-03-01", id="page head"),
        pytest.param(f"甲区建室\n日期：2023年11月\n{BODY}", "2023-11", id="month"),
        pytest.param(f"甲区建室\n\n本报讯 2024年1月12日，{BODY}", "2024-01-12", id="dateline"),
        pytest.param(f"甲区建室\n\n本报讯 1月12日，{BODY}", "", id="no year"),
        pytest.param(f"甲区建室\n\n{BODY}实验室2019年3月开工。", "", id="a date of the story is not the article's"),
        pytest.param(f"甲区建室\n发布时间：2024-13-45\n{BODY}", "", id="no date of the calendar"),
    ],
)
def test_date(page: str, date: str) -> None:
    """The article's date comes from where papers and pages put it."""
    assert read(page)[0].date == date


def test_pieces_of_a_torn_sentence() -> None:
    """The file span of a sentence that a picture cuts covers the picture; its pieces do not."""
    page = "澄波科技的负责人介绍说，这条生产线由望江\n\n▲工人在检修设备。\n\n精工有限公司制造，去年完成安装。"
    [article] = read(page)
    start = article.text.index("望江精工")
    first, last = article.locate(start, start + 8)
    assert page[first:last] == "望江\n\n▲工人在检修设备。\n\n精工有限公司"
    assert [page[a:b] for a, b in article.pieces(start, start + 8)] == ["望江", "精工有限公司"]


@pytest.mark.parametrize(
    "page", ["", " \n\r\n\u3000\n", "\ufeff", "\u200b\n\x00"], ids=["empty", "white", "mark", "invisible"]
)
def test_nothing_to_read(page: str) -> None:
    """A page of layout characters holds no article."""
    assert read(page) == []


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("abc\n" * 30_000, id="short lines"),
        pytest.param("高 新 " * 80_000, id="spaces"),
        pytest.param("“高新区" * 100_000, id="open quotations"),
        pytest.param("本报讯 近日，甲区\n" * 10_000, id="datelines"),
        pytest.param("甲区签约\n李明 王红\n" * 8_000, id="heads and bylines"),
        pytest.param("　　甲区签约。\n" * 30_000, id="indents"),
        pytest.param("图为甲区“\n" * 30_000, id="captions"),
        pytest.param("\n" * 1_000_000 + "甲", id="line ends"),
    ],
)
def test_time_grows_with_the_page_only(page: str) -> None:
    """Hostile pages take seconds of processor time, not hours."""
    before = time.process_time()
    assert read(page)
    assert time.process_time() - before < 20
