"""Numerals, and the numbers that they write."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.rules.kinds import RulePack, per_pack

__all__ = ["number", "numerals"]


@per_pack
def numerals(pack: RulePack) -> Mapping[str, int]:
    """The numerals of ``lexicons/numerals.tsv``, with what they count.

    >>> from kg.rules import rule_pack
    >>> numerals(rule_pack())["两"]
    2
    """
    rows = (row for row in pack.tables.get("numerals", ()) if len(row) == 2 and row[1].isdecimal())
    return MappingProxyType({row[0]: int(row[1]) for row in rows})


def number(text: str, values: Mapping[str, int]) -> int:
    """A number below a hundred, in numerals or in digits.

    >>> from kg.rules import rule_pack
    >>> [number(text, numerals(rule_pack())) for text in ("五十八", "十四", "五八", "54", "三")]
    [58, 14, 58, 54, 3]
    """
    if text.isdecimal():
        return int(text)
    tens = ones = 0
    for sign in text:
        value = values.get(sign, 0)
        tens, ones = (tens + (ones or 1) * value, 0) if value > 9 else (tens, 10 * ones + value)
    return tens + ones
