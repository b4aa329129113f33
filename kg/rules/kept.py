"""Regular expressions, kept beside Python's compiled modules in the form that Python compiles them to.

To compile the expressions that a few articles ask for takes as long as to read thirty: a rebuild, a single article and
each further process would spend most of their time so. What :mod:`re` makes of an expression is a list of numbers;
here it is kept for the next process, in the folder where Python keeps the code of this module (``__pycache__``, or
below ``PYTHONPYCACHEPREFIX``). Whoever may write there may change the program itself, so nothing is trusted that was
not before; and the numbers are looked at by the engine before it follows them. As with modules, nothing is written
where Python is told not to (``PYTHONDONTWRITEBYTECODE``) or may not; then, and for another version of Python,
everything is compiled as ever, to the same expressions.
"""

from __future__ import annotations

import json
import os
import re
import sys
from array import array
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.files import replacing

__all__ = ["keep", "made"]

#: Expressions that the file holds at most: packs change, and what no pack has any more would stay for ever.
_MOST = 4000
#: New ones that are worth writing the file anew, and how many times as many it may hold besides.
_WORTH, _SHARE = 8, 10
#: What an expression is made of: flags, code, number of groups, their names and these in order.
_Row = tuple[int, bytes, int, Mapping[str, int], tuple[str | None, ...]]
#: What the private side of :mod:`re` may do where it is not what it was.
_FAULTS = (ImportError, AttributeError, TypeError, ValueError, IndexError, KeyError, RuntimeError, OverflowError)
#: What was compiled here, and is not in the file yet.
_new: dict[str, _Row] = {}


@cache
def made(text: str) -> re.Pattern[str]:
    """An expression, made once however many packs and texts ask for it.

    :raises re.error: where the text is none.
    """
    try:
        row = _file().get(text) or _compiled(text)
        flags, code, groups, index, names = row
        return _engine().compile(text, flags, array("I", code).tolist(), groups, dict(index), names)  # type: ignore[no-any-return]
    except _FAULTS:
        return re.compile(text)


def keep() -> None:
    """Writes the expressions that were compiled since, where they are worth it and the file may be written."""
    if sys.dont_write_bytecode or len(_new) < _WORTH or len(_new) * _SHARE < len(_file()):
        return
    rows = dict(_rows(_read()))  # other processes write, too
    rows = {**rows, **_new} if len(rows) + len(_new) <= _MOST else dict(_new)
    codes = [code for _, code, *_ in rows.values()]
    index = [(text, flags, len(code), *rest) for text, (flags, code, *rest) in rows.items()]
    head = json.dumps([_version(), index], ensure_ascii=False).encode("utf-8", "surrogatepass")
    with suppress(ExportError, OSError), replacing(_path(), binary=True) as out:
        out.write(head + b"\n" + b"".join(codes))
    _new.clear()


def _compiled(text: str) -> _Row:
    """What :func:`re.compile` makes of a text, step by step as it does."""
    parsed = import_module("re._parser").parse(text)
    code: list[int] = import_module("re._compiler")._code(parsed, 0)
    index: dict[str, int] = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in index.items():
        names[number] = name
    row = (parsed.state.flags, array("I", code).tobytes(), parsed.state.groups - 1, index, tuple(names))
    _new[text] = row
    return row


@cache
def _engine() -> Any:
    engine = import_module("_sre")
    if array("I").itemsize != engine.CODESIZE:
        raise ImportError("another size of numbers")
    return engine


def _version() -> str:
    return f"{sys.version} {sys.byteorder} {_engine().MAGIC}"


def _path() -> Path:
    return Path(cache_from_source(os.fspath(Path(__file__)))).with_suffix(".expressions")


@cache
def _file() -> dict[str, _Row]:
    """What the file holds; nothing where it is not there, not whole or of another version."""
    return _rows(_read())


def _read() -> bytes:
    try:
        return _path().read_bytes()
    except (OSError, NotImplementedError):  # no place for the code of modules
        return b""


def _rows(data: bytes) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    head, _, codes = data.partition(b"\n")
    try:
        version, index = json.loads(head.decode("utf-8", "surrogatepass"))
        if version != _version():
            return {}
        at = 0
        for text, flags, size, groups, numbers, names in index:
            code = codes[at : at + size]
            if len(code) != size:
                return {}
            rows[text] = (flags, code, groups, numbers, tuple(names))
            at += size
    except (*_FAULTS, RecursionError):
        return {}
    return rows
