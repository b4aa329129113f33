"""Folding, name keys and what is shown on terminals: see kg.text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kg.text import QUOTES, bare, fold, name_key, printable

MARKED = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\"'“”‘’「」『』《》〈〉()（）[]【】,，.。:：;；!！?？、 \n\t\u3000高新區产業園Ａ９ａ"),
    ),
    max_size=60,
)


@given(text=MARKED)
@example(text='"')
@example(text='"\n"甲"')
@example(text="İ")
@example(text="ﷺ")
@example(text="、\n甲")
@settings(max_examples=300)
def test_folding_keeps_the_length(text: str) -> None:
    """Offset i of the folded text is offset i of the clean text, line breaks stand where they stood but behind 、."""
    folded = fold(text)
    assert len(folded) == len(text)
    gone = [i for i, c in enumerate(text) if c == "\n" != folded[i]]
    assert all(folded[:i].rstrip(" \t").endswith("、") for i in gone)
    assert [i for i, c in enumerate(folded) if c == "\n" != text[i]] == []


@given(text=MARKED)
@settings(max_examples=300)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """What is folded is written in one way already."""
    assert fold(fold(text)) == fold(text)


@given(a=MARKED, b=MARKED)
@settings(max_examples=200)
def test_folding_looks_no_further_than_the_line(a: str, b: str) -> None:
    """What stands in one paragraph does not change how another is read, unless the first goes on (a list's 、)."""
    assume(not fold(a).rstrip(" \t").endswith("、"))
    assert fold(f"{a}\n{b}") == f"{fold(a)}\n{fold(b)}"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("江陰高新技術產業開發區", "江阴高新技术产业开发区"),
        ("ＬＸ９智能", "LX9智能"),
        ("(中国)", "（中国）"),
        ("〔2024〕", "（2024）"),
        ("「繁星」『护航』", "“繁星”‘护航’"),
        ('"繁星"与"护航"', "“繁星”与“护航”"),
        ('他说："好。\n"再见。"', "他说：“好。\n“再见。”"),
        ("昆山,江阴", "昆山，江阴"),
        ("1,200家", "1,200家"),
        ("第3,昆山", "第3，昆山"),
        ("澜湾•智谷", "澜湾·智谷"),
        ("A.甲", "A.甲"),
        ("苏州　高新区", "苏州 高新区"),
        ("", ""),
    ],
    ids=[
        "traditional",
        "full-width",
        "brackets",
        "year-brackets",
        "corner-quotes",
        "straight-quotes",
        "quotes-by-line",
        "comma",
        "thousands",
        "comma-after-digit",
        "dot",
        "full-stop-stays",
        "ideographic-space",
        "empty",
    ],
)
def test_one_writing(text: str, folded: str) -> None:
    """What news writes in several ways, the rules see in one."""
    assert fold(text) == folded


SAME = [
    ("理光（中国）投资有限公司", "理光(中国)投资有限公司"),
    ("“链动智造”项目", "链动智造项目"),
    ("《提升方案》", "提升方案"),
    ("江陰高新區", "江阴高新区"),
    ("ＬＸ９智能", "lx9智能"),
    ("澜 脉\u3000科技", "澜脉科技"),
    ("TCL", "tcl"),
]
APART = [
    ("苏州", "宿州"),
    ("陕西", "山西"),
    ("泰州", "台州"),
    ("华为", "华威"),
    ("苏州高新区", "宿州高新区"),
    ("陕西省科技厅", "山西省科技厅"),
    ("泰州医药城", "台州医药城"),
    ("福州", "抚州"),
    ("宜春", "伊春"),
    ("玉林", "榆林"),
    ("江阴", "江阴市"),
    ("晶科能源", "晶澳能源"),
    ("昆山高新区", "昆山经开区"),
    ("第五十四研究所", "第五十五研究所"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[a for a, _ in SAME])
def test_writings_of_one_name_share_a_key(one: str, other: str) -> None:
    """Width, script, quotes, spaces and case are writing, not name."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), APART, ids=[f"{a}-{b}" for a, b in APART])
def test_names_that_sound_or_look_alike_stay_apart(one: str, other: str) -> None:
    """No key is made from sound, from a part of the name, or from a neighbouring character."""
    assert name_key(one) != name_key(other)


@given(name=st.text(alphabet="苏宿泰台陕山西州华为威高新区科技", min_size=1, max_size=8))
@settings(max_examples=200)
def test_a_simplified_name_is_its_own_key(name: str) -> None:
    """Characters of one script in one width are kept, each and in order: two such names never share a key."""
    assert name_key(name) == name


@given(name=MARKED)
@settings(max_examples=300)
def test_keys_are_stable(name: str) -> None:
    """A key holds no white space and no quotes, and the key of a key is itself where NFKC and lower case are."""
    key = name_key(name)
    assert not any(c.isspace() or c in QUOTES for c in key)
    assert name_key(unicodedata.normalize("NFKC", name)) == key


@given(name=MARKED)
@settings(max_examples=300)
def test_bare_names_keep_their_characters(name: str) -> None:
    """Only white space, and quotes around the whole, fall off; what is left stands in the name in this order."""
    left = iter("".join(name.split()))
    assert all(c in left for c in bare(name))
    assert not any(c.isspace() for c in bare(name))


@given(text=st.text(max_size=60))
@example(text="\x1b[31m\u202e\u2066\x00\x7f\x9b\ud800")
@settings(max_examples=300)
def test_printable_text_cannot_steer_a_terminal(text: str) -> None:
    """No control, bidirectional, surrogate or line-breaking character is left; printable text is left alone."""
    shown = printable(text)
    assert shown.isprintable()
    shown.encode("utf-8")
    if text.isprintable():
        assert shown == text
