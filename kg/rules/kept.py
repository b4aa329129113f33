"""What is made of rules and takes long, kept beside Python's compiled modules: expressions in compiled form, tables.

To compile the expressions that a few articles ask for takes as long as to read thirty: a rebuild, a single article and
each further process would spend most of their time so. What :mod:`re` makes of an expression is a list of numbers;
here it is kept for the next process, in the folder where Python keeps the code of this module (``__pycache__``, or
below ``PYTHONPYCACHEPREFIX``). Whoever may write there may change the program itself, so nothing is trusted that was
not before; the numbers are looked at by the engine before it follows them, and all else is JSON. As with modules,
nothing is written where Python is told not to (``PYTHONDONTWRITEBYTECODE``) or may not; then, and for another version
of Python, everything is made as ever, with the same result.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.files import replacing

__all__ = ["derived", "keep", "made"]

#: Expressions and tables that the file holds at most: packs change, and what none has any more would stay for ever.
_MOST, _TABLES = 4000, 64
#: New expressions that are worth writing the file anew, and how many times as many it may hold besides.
_WORTH, _SHARE = 8, 50
#: What an expression is made of: flags, code, number of groups, their names and these in order.
_Row = tuple[int, bytes, int, Mapping[str, int], tuple[str | None, ...]]
#: What the private side of :mod:`re` may do where it is not what it was.
_FAULTS = (ImportError, AttributeError, TypeError, ValueError, IndexError, KeyError, RuntimeError, OverflowError)
#: What was made here, and is not in the file yet.
_new: dict[str, _Row] = {}
_new_tables: dict[str, Any] = {}


@cache
def made(text: str) -> re.Pattern[str]:
    """An expression, made once however many packs and texts ask for it.

    :raises re.error: where the text is none.
    """
    try:
        row = _file()[0].get(text) or _compiled(text)
        flags, code, groups, index, names = row
        return _engine().compile(text, flags, array("I", code).tolist(), groups, dict(index), names)  # type: ignore[no-any-return]
    except _FAULTS:
        return re.compile(text)


def derived(name: str, source: Iterable[str], make: Callable[[], Any], *modules: str) -> Any:
    """What ``make`` makes of some texts alone, which JSON can hold: lists for tuples, texts for keys.

    :param name: what it is.
    :param source: the texts.
    :param modules: the modules that make it: what their code made before it was changed is not taken.
    """
    try:
        code = [hashlib.sha256(Path(str(sys.modules[module].__file__)).read_bytes()).hexdigest() for module in modules]
        digest = hashlib.sha256(json.dumps([*code, *source]).encode()).hexdigest()
        key = f"{name} {digest}"
        kept = _file()[1].get(key, _new_tables.get(key))
    except (OSError, *_FAULTS):  # no code to be seen: a frozen program
        return make()
    if kept is None:
        kept = make()
        with suppress(TypeError, ValueError):  # a date
            kept = _new_tables[key] = json.loads(json.dumps(kept))
    return kept


def keep() -> None:
    """Writes what was made since, where it is worth it and the file may be written."""
    worth = len(_new) >= _WORTH and len(_new) * _SHARE >= len(_file()[0])
    if sys.dont_write_bytecode or not (worth or _new_tables):
        return
    rows, tables = _parts(_read())  # other processes write, too
    rows = {**rows, **_new} if len(rows) + len(_new) <= _MOST else dict(_new)
    tables = dict([*(item for item in tables.items() if item[0] not in _new_tables), *_new_tables.items()][-_TABLES:])
    codes = [code for _, code, *_ in rows.values()]
    index = [(text, flags, len(code), *rest) for text, (flags, code, *rest) in rows.items()]
    head = json.dumps([_version(), tables, index], ensure_ascii=False).encode("utf-8", "surrogatepass")
    with suppress(ExportError, OSError), replacing(_path(), binary=True) as out:
        out.write(head + b"\n" + b"".join(codes))
    _new.clear()
    _new_tables.clear()


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
def _file() -> tuple[dict[str, _Row], dict[str, Any]]:
    """The expressions and tables of the file; none where it is not there, not whole or of another version."""
    return _parts(_read())


def _read() -> bytes:
    try:
        return _path().read_bytes()
    except (OSError, NotImplementedError):  # no place for the code of modules
        return b""


def _parts(data: bytes) -> tuple[dict[str, _Row], dict[str, Any]]:
    rows: dict[str, _Row] = {}
    head, _, codes = data.partition(b"\n")
    try:
        version, tables, index = json.loads(head.decode("utf-8", "surrogatepass"))
        if version != _version() or not isinstance(tables, dict):
            return {}, {}
        at = 0
        for text, flags, size, groups, numbers, names in index:
            code = codes[at : at + size]
            if len(code) != size:
                return {}, {}
            rows[text] = (flags, code, groups, numbers, tuple(names))
            at += size
    except (*_FAULTS, RecursionError):
        return {}, {}
    return rows, tables
