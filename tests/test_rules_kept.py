"""Compiled expressions that are kept are those that Python compiles; whatever the file holds, nothing else comes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.link.patterns import compiled
from kg.rules import kept, rule_pack


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of its own, in a process that may write the code of modules."""
    path = tmp_path / "kept.expressions"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept, "_path", lambda: path)
    monkeypatch.setattr(kept, "_new", {})
    monkeypatch.setattr(kept, "_new_tables", {})
    monkeypatch.setattr(kept, "_WORTH", 1)
    afresh()
    yield path
    afresh()


def afresh() -> None:
    """As in a new process."""
    kept.made.cache_clear()
    kept._file.cache_clear()


def test_what_is_kept_is_what_is_compiled(file: Path) -> None:
    """Every expression of the built-in rules comes out of the file as Python compiles it."""
    texts = {pattern.text for _, pattern in compiled(rule_pack()).rules}
    texts |= {"(?i)(?P<a>甲)|(?P<b>[^一-丁]{2,}?)", "[一-龥\U00100000-\U001018ff]+"}
    afresh()
    first = {text: kept.made(text) for text in texts}
    assert kept._new.keys() >= texts
    kept.keep()
    assert file.exists() and not kept._new
    afresh()
    for text in texts:
        again = kept.made(text)
        assert again == first[text] == re.compile(text)
        assert (again.pattern, again.groupindex) == (text, re.compile(text).groupindex)
    assert not kept._new


@pytest.mark.parametrize("cut", [0, 1, 40, -1, -400])
def test_a_file_that_is_not_whole_is_not_read(file: Path, cut: int) -> None:
    """What was cut off anywhere, or is of another Python, is compiled anew."""
    assert kept.made("甲(?P<n>乙+)[丙丁]")
    kept.keep()
    data = file.read_bytes()
    file.write_bytes(data[:cut])
    afresh()
    assert kept._file() == ({}, {})
    assert kept.made("甲(?P<n>乙+)[丙丁]") == re.compile("甲(?P<n>乙+)[丙丁]")
    file.write_bytes(data.replace(sys.version[:6].encode(), b"0.0.00", 1))
    afresh()
    assert kept._file() == ({}, {})


@pytest.mark.parametrize("row", ["[]", "1", '["甲", 0, 4, 0, {}, []]', '["甲", "x", 4, -7, [], [1]]'])
def test_nonsense_in_the_file_is_compiled_anew(file: Path, row: str) -> None:
    """Rows of another form, and numbers that are no expression, are never run."""
    head = f"[{kept.json.dumps(kept._version())}, {{}}, [{row}]]"
    file.write_bytes(head.encode() + b"\n" + b"\xff\xff\xff\x7f")
    afresh()
    assert kept.made("甲") == re.compile("甲")


def test_nothing_is_written_where_python_is_told_not_to(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``PYTHONDONTWRITEBYTECODE``, a folder that may not be written, no place at all: all works without."""
    assert kept.made("甲乙丙")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.keep()
    assert not file.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept, "_path", lambda: file.parent / "none" / "kept.expressions")
    kept.keep()
    assert kept.made("甲乙丁") == re.compile("甲乙丁")


def test_a_text_that_is_no_expression_is_told(file: Path) -> None:
    """The fault is that of :mod:`re`."""
    with pytest.raises(re.error):
        kept.made("(甲")


def test_the_file_does_not_grow_for_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it holds too many expressions it begins anew with those of this process."""
    monkeypatch.setattr(kept, "_MOST", 2)
    for text in ("甲", "乙", "丙"):
        kept.made(text)
        kept.keep()
    afresh()
    assert set(kept._file()[0]) == {"丙"}


def test_tables_are_kept_by_what_they_depend_on(file: Path) -> None:
    """The same name, texts and code give what was made before, here or by another process; all else is made anew."""
    assert kept.derived("table", ["甲"], lambda: {"甲": [1]}, kept.__name__) == {"甲": [1]}
    assert kept.derived("table", ["甲"], list, kept.__name__) == {"甲": [1]}
    kept.keep()
    afresh()
    assert kept.derived("table", ["甲"], list, kept.__name__) == {"甲": [1]}
    assert kept.derived("table", ["乙"], list, kept.__name__) == []
    assert kept.derived("table", ["甲"], list) == []
    assert kept.derived("other", ["甲"], lambda: {1j}) == {1j}
    assert kept.derived("no such module", ["甲"], lambda: "made", "kg.none") == "made"
