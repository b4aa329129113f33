"""The words with which firms' names say what they do."""

from __future__ import annotations

from kg.rules import RulePack, per_pack

__all__ = ["field_endings", "fields"]


@per_pack
def fields(pack: RulePack) -> frozenset[str]:
    """The endings of firms' names that say what they do."""
    return frozenset(w for r in pack.suffixes if r.id == "company.industry" for w in r.words)


@per_pack
def field_endings(pack: RulePack) -> tuple[str, ...]:
    """The same, as ``str.endswith`` takes them."""
    return tuple(sorted(fields(pack)))
