"""Numerals that tell how many act together (三方, 两家企业)."""

from __future__ import annotations

from collections.abc import Mapping

from kg.rules import RulePack, per_pack

__all__ = ["numerals"]


@per_pack
def numerals(pack: RulePack) -> Mapping[str, int]:
    """The numerals of ``lexicons/numerals.tsv``, with what they count.

    >>> from kg.rules import rule_pack
    >>> numerals(rule_pack())["两"]
    2
    """
    return {row[0]: int(row[1]) for row in pack.tables.get("numerals", ()) if len(row) == 2 and row[1].isdecimal()}
