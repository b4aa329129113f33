"""Macros of a rule pack: pieces of patterns under a name, which patterns and other macros take up as ``{name}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["MACRO", "expanded"]

MACRO = re.compile(r"\{(\w+)\}")
#: How deep macros may stand in each other.
_DEPTH = 5


def expanded(pattern: str, macros: Mapping[str, str], names: str = "") -> str:
    """A pattern with its macros in full.

    :param names: what ``{names}`` stands for: the characters that stand for names in the text that is matched.

    >>> expanded("{with}[{names}]{2}", {"with": "(?:{and}|同)", "and": "与|和"}, names="甲-癸")
    '(?:与|和|同)[甲-癸]{2}'
    """
    for _ in range(_DEPTH):
        pattern = MACRO.sub(lambda m: macros.get(m.group(1), m.group()), pattern)
    return pattern.replace("{names}", names) if names else pattern
