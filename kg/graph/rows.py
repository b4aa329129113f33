"""Rows as plain Python values, and what a query may be sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["distinct", "sendable"]

_LONE = re.compile("[\ud800-\udfff]")


def distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, a repeated one with a number.

    >>> distinct(["a", "b", "a"])
    ['a', 'b', 'a_2']
    """
    found: list[str] = []
    for name in names:
        number, shown = 1, name
        while shown in found:
            number += 1
            shown = f"{name}_{number}"
        found.append(shown)
    return found


def sendable(value: Any) -> Any:
    """A value whose text has no lone surrogates: UTF-8 cannot hold them, and no file for other programs has them."""
    if isinstance(value, str):
        return _LONE.sub("", value)
    if isinstance(value, list | tuple):
        return [sendable(v) for v in value]
    return {sendable(k): sendable(v) for k, v in value.items()} if isinstance(value, Mapping) else value
