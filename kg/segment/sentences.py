"""Sentence ends."""

from __future__ import annotations

import re

__all__ = ["sentences"]

# No sentence is longer than LONGEST characters: text without marks is cut, so that no rule ever sees a megabyte.
LONGEST = 1000
_END = re.compile(rf"[^。！？!?\n]{{0,{LONGEST}}}(?:[。！？!?]+[”’」』）)]*|\n|$|)")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, as spans without the white space around them.

    A sentence ends with 。！？ (and the closing quotes behind them) or with the paragraph.

    >>> [("甲。”乙！\\n丙")[a:b] for a, b in sentences("甲。”乙！\\n丙")]
    ['甲。”', '乙！', '丙']
    """
    spans = []
    for match in _END.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            spans.append((start, end))
    return spans
