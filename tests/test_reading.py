"""Reading files: finding them, decoding them, and what is said of those that cannot be read."""

from __future__ import annotations

import builtins
import io
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import EncodingError, InputError, KgError
from kg.layout import articles, bare
from kg.model import Skipped
from kg.readers import html, markdown, pdf, text
from kg.sources import STDIN, FileRef, find, read_source

PROSE = "星澜高新区与青禾大学共建实验室，在园区里是头一回。"
FIRMS = (
    "星澜光电科技股份有限公司、青禾微电子科技有限公司、江南精密机械制造有限公司、" * 4
)  # long, without a function word
KOREAN = "새로운 산업단지에 여러 기업이 연구소를 설립하고 대학과 협력한다. " * 5
TRADITIONAL = "星瀾高新區與青禾大學共建實驗室，在園區裡是頭一回。"


# -- encodings


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        pytest.param(PROSE.encode(), "utf-8", id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + PROSE.encode(), "utf-8", id="utf-8 with mark"),
        pytest.param(PROSE.encode("utf-16"), "utf-16-le", id="utf-16 with mark"),
        pytest.param(b"\xfe\xff" + PROSE.encode("utf-16-be"), "utf-16-be", id="utf-16-be with mark"),
        pytest.param(PROSE.encode("gb18030"), "gb18030", id="gb18030"),
        pytest.param("苏州".encode("gb18030"), "gb18030", id="two characters of gb18030"),
        pytest.param((PROSE * 500).encode("gb18030"), "gb18030", id="long gb18030"),
        pytest.param(FIRMS.encode("gb18030"), "gb18030", id="list of firms in gb18030"),
        pytest.param(TRADITIONAL.encode("big5"), "big5hkscs", id="big5"),
        pytest.param((TRADITIONAL * 500).encode("big5"), "big5hkscs", id="long big5"),
        pytest.param(TRADITIONAL.encode("gb18030"), "gb18030", id="traditional in gb18030"),
        pytest.param(b"plain ASCII", "utf-8", id="ascii"),
    ],
)
def test_detected(data: bytes, codec: str) -> None:
    """The encoding is found, and the mark is no part of the text."""
    source = text.read(data, "a.txt")
    assert source.encoding == codec
    assert source.text == data.decode(codec).removeprefix("\ufeff")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([PROSE, "园区新增企业47家。", "从签约到投产，", "平台在高新区，", "电子信息产业"]),
        min_size=1,
        max_size=4,
    )
)
def test_short_texts_are_not_mistaken(parts: list[str]) -> None:
    """Short text in GB18030 comes back as it was written."""
    written = "".join(parts)
    assert text.read(written.encode("gb18030"), "a.txt").text == written


@pytest.mark.parametrize(
    ("data", "encoding", "says"),
    [
        pytest.param(b"", None, "empty", id="empty"),
        pytest.param(b"\x00\x01\x02\x03" * 50, None, "binary", id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n", None, "picture", id="picture"),
        pytest.param(b"PK\x03\x04abc", None, "office", id="office document"),
        pytest.param(PROSE.encode()[:-1], None, "cut short", id="cut inside a character"),
        pytest.param("Café à Genève".encode("latin-1") * 9, None, "--encoding", id="latin-1"),
        pytest.param(KOREAN.encode("euc-kr"), None, "--encoding", id="korean"),
        pytest.param(PROSE.encode() + PROSE.encode("gb18030"), None, "--encoding", id="mixed"),
        pytest.param(PROSE.encode("gb18030"), "utf-8", "not utf-8 at byte", id="explicit and wrong"),
        pytest.param(b"abc", "klingon", "klingon", id="no such encoding"),
        pytest.param(b"abc", "rot13", "no encoding of text", id="no text encoding"),
        pytest.param(b"\xff\xfe\x00", None, "byte-order mark", id="broken utf-16"),
    ],
)
def test_refused(data: bytes, encoding: str | None, says: str) -> None:
    """What is no text is an error that names the file and the trouble, not a guess."""
    with pytest.raises(InputError, match=r"a\.txt") as caught:
        text.read(data, "a.txt", encoding)
    assert says in str(caught.value)


def test_explicit_encoding_wins() -> None:
    """The user's word counts more than what the bytes look like."""
    assert text.read(PROSE.encode("gb18030"), "a.txt", "GBK").text == PROSE
    assert text.read(b"\xef\xbb\xbfabc", "a.txt", "utf-8").text == "abc"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([text.read, html.read, markdown.read]))
def test_random_bytes_never_surprise(data: bytes, read: Any) -> None:
    """Any bytes are read and traced, or refused with an error of our own."""
    try:
        source = read(data, "a", None)
    except KgError:
        return
    for article in articles(source):
        pieces = article.pieces(0, len(article.text))
        assert bare("".join(source.text[a:b] for a, b in pieces)) == bare(article.text)


# -- folders


def names(found: list[FileRef | Skipped]) -> list[str]:
    """What was found, skipped ones with a sign."""
    return [("!" if isinstance(f, Skipped) else "") + f.file for f in found]


def tree(root: Path, *files: str) -> None:
    """Files of one sentence."""
    for file in files:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PROSE, encoding="utf-8")


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    """Files come sorted by their path below the folder; hidden ones and those about the folder do not come."""
    tree(tmp_path, "b.txt", "a/2.md", "a/1.txt", "a/c/0.TXT", ".hidden.txt", ".git/x.txt", "README.md", "a/LICENSE")
    found = list(find([tmp_path]))
    assert names(found) == ["a/1.txt", "a/2.md", "a/c/0.TXT", "b.txt"]
    assert [f.format for f in found if isinstance(f, FileRef)] == ["txt", "md", "txt", "txt"]


def test_unread_formats_are_told(tmp_path: Path) -> None:
    """A file that no reader reads is skipped with the cure; named outright, it is plain text."""
    tree(tmp_path, "a.xyz", "b.txt")
    found = list(find([tmp_path]))
    assert names(found) == ["!a.xyz", "b.txt"]
    assert isinstance(found[0], Skipped)
    assert ".xyz" in found[0].reason
    [named] = find([tmp_path / "a.xyz"])
    assert isinstance(named, FileRef)
    assert read_source(named).text == PROSE


def test_two_folders_with_one_name_in_both(tmp_path: Path) -> None:
    """Names that would meet carry their input's path."""
    tree(tmp_path, "x/a.txt", "y/a.txt", "y/b.txt")
    found = names(list(find([tmp_path / "x", tmp_path / "y"])))
    assert found == [f"{(tmp_path / 'x').as_posix()}/a.txt", f"{(tmp_path / 'y').as_posix()}/a.txt", "b.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """A folder and a file of it give the file once."""
    tree(tmp_path, "a.txt", "b.txt")
    assert names(list(find([tmp_path, tmp_path / "a.txt", tmp_path]))) == ["a.txt", "b.txt"]


def test_links_neither_loop_nor_repeat(tmp_path: Path) -> None:
    """Loops end, a linked file is read once under its own name, a link to elsewhere is followed."""
    tree(tmp_path, "in/z/a.txt", "out/b.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "a-link").symlink_to(tmp_path / "in" / "z")
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "in" / "z" / "a.txt")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "broken.txt").symlink_to(tmp_path / "nowhere")
    found = list(find([tmp_path / "in"]))
    assert names(found) == ["!broken.txt", "other/b.txt", "z/a.txt"]


def test_many_links_are_walked_once(tmp_path: Path) -> None:
    """Folders that all link to each other are no maze."""
    for i in range(12):
        tree(tmp_path, f"{i}/a.txt")
    for i in range(12):
        for j in range(12):
            (tmp_path / str(i) / f"to{j}").symlink_to(tmp_path / str(j))
    assert len(list(find([tmp_path]))) == 12


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """Missing paths, pipes and sockets are skipped with a reason, and cost no good file."""
    tree(tmp_path, "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(find([tmp_path, tmp_path / "missing", "a\0b"]))
    assert names(found) == ["good.txt", "!pipe.txt", f"!{(tmp_path / 'missing').as_posix()}", "!a\0b"]
    reasons = [f.reason for f in found if isinstance(f, Skipped)]
    assert "pipe" in reasons[0]
    assert "no such file" in reasons[1]


def test_unreadable_folder_and_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Denied access is told, with the cure."""
    tree(tmp_path, "a.txt", "shut/b.txt")
    scan = os.scandir

    def denied(path: Any) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", denied)
    found = list(find([tmp_path]))
    assert names(found) == ["a.txt", "!shut"]
    assert isinstance(found[1], Skipped)
    assert "permission" in found[1].reason
    monkeypatch.setattr(Path, "read_bytes", lambda self: denied("shut"))
    assert isinstance(found[0], FileRef)
    with pytest.raises(InputError, match=r"a\.txt: cannot be read: permission denied"):
        read_source(found[0])


def test_deep_folders(tmp_path: Path) -> None:
    """A path that grows too long for the system is told, and ends nothing."""
    tree(tmp_path, "a.txt")
    here = os.getcwd()  # noqa: PTH109 -- relative steps are the only way to make such a path
    try:
        os.chdir(tmp_path)
        for _ in range(60):
            os.mkdir("d" * 100)  # noqa: PTH102
            os.chdir("d" * 100)
    finally:
        os.chdir(here)
    found = list(find([tmp_path]))
    assert "a.txt" in names(found)
    assert all(isinstance(f, FileRef) or "cannot be" in f.reason for f in found)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A file name of stray bytes is shown readably and read all the same."""
    try:
        (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_text(PROSE, encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system wants names to be text")
    [found] = find([tmp_path])
    assert isinstance(found, FileRef)
    found.file.encode("utf-8")
    assert read_source(found).text == PROSE


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROSE.encode("gb18030")), encoding="utf-8"))
    [found] = find(["-"])
    assert found.file == STDIN
    assert isinstance(found, FileRef)
    assert read_source(found).text == PROSE


# -- markup


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>新闻</title><style>p{{}}</style></head><body>
<nav><a href="/">首页</a></nav><h1>星澜高新区&#32;签约</h1><div>来源：星澜日报&nbsp;发布时间：2024-01-12</div>
<p>　　近日，星澜高新区与<b>青禾</b>大学
签约，R&amp;D 中心落户<!-- 略 -->。</p><script>if (a < b) "<p>假的</p>"</script><p>下一步，双方将深化合作。</p>
<footer>版权</footer></body></html>"""


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("klingon", "gb18030"), ("big5", "utf-8")],
)
def test_html(charset: str, codec: str) -> None:
    """Markup goes, offsets stay, the page's own charset is believed where it fits."""
    page = PAGE.format(charset=charset)
    source = html.read(page.encode(codec), "a.html")
    assert source.encoding == codec
    [article] = articles(source)
    assert len(source.text) == len(page)
    assert article.date == "2024-01-12"
    body = article.text.split("\n")[2]
    assert "R&D中心" in body
    assert body[:3] == "近日，"
    assert "首" not in article.text
    assert "假" not in article.text
    start = article.text.index("青禾")
    first, last = article.locate(start, start + 2)
    assert page[first:last] == "青禾"


@pytest.mark.parametrize(
    "page",
    [
        "<" * 200_000,
        "<!--" * 50_000,
        "<a x=\"'" * 50_000,
        "</" * 100_000,
        "<?" * 100_000,
        "<script>" * 50_000,
        "&" * 200_000,
        "<nav><p" * 40_000,
    ],
    ids=["signs", "comments", "attributes", "ends", "instructions", "scripts", "references", "dropped"],
)
def test_hostile_html_is_read_in_one_pass(page: str) -> None:
    """Markup that never ends costs no more than its length."""
    assert len(html.read(page.encode(), "a.html").text) == len(page)


def test_markdown() -> None:
    """Marks go, offsets stay, front matter gives title and date."""
    page = (
        '---\ntitle: "甲区签约"\ndate: 2024-03-01\ntags: [a]\n---\n\n本报讯 **甲区**与_乙公司_[签约](http://x.cn/a_b)，![图](a.png)'
        "共`3`项。\n\n> 左图：签约现场。\n\n| 企业 | 金额 |\n|---|---|\n| 乙公司 | 3亿元 |\n"
    )
    source = markdown.read(page.encode(), "a.md")
    assert len(source.text) == len(page)
    [article] = articles(source)
    assert (article.title, article.date) == ("甲区签约", "2024-03-01")
    assert article.text.split("\n")[2:] == [
        "本报讯 甲区与乙公司签约，图共3项。",
        "左图：签约现场。",
        "企业",
        "金额",
        "乙公司",
        "3亿元",
    ]
    start = article.text.index("乙公司")
    first, last = article.locate(start, start + 3)
    assert page[first:last] == "乙公司"


def test_pdf_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pypdf is missing, the message says what to install."""
    load = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pypdf"):
            raise ImportError(name)
        return load(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"a\.pdf.*pip install"):
        pdf.read(b"%PDF-1.4", "a.pdf")


def test_broken_pdf(caplog: pytest.LogCaptureFixture) -> None:
    """A broken PDF is an input error, whatever its library raises."""
    pytest.importorskip("pypdf")
    with pytest.raises(InputError, match=r"a\.pdf"):
        pdf.read(b"%PDF-1.4 broken", "a.pdf")
    assert not caplog.records


def test_encoding_errors_are_input_errors() -> None:
    """Who catches one catches the other."""
    assert issubclass(EncodingError, InputError)


def test_socket_is_told(tmp_path: Path) -> None:
    """A socket in a folder is passed by with a word."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("no such sockets here")
    here = os.getcwd()  # noqa: PTH109 -- the path of a socket must be short
    end = socket.socket(socket.AF_UNIX)
    try:
        os.chdir(tmp_path)
        end.bind("s.txt")
    finally:
        os.chdir(here)
        end.close()
    [found] = find([tmp_path])
    assert isinstance(found, Skipped)
    assert "socket" in found.reason
