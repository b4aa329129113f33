"""Whether a bare word for a zone (高新区) can mean a certain park."""

from __future__ import annotations

from kg.rules import RulePack, per_pack

__all__ = ["brief", "fits"]


@per_pack
def _forms(pack: RulePack) -> tuple[tuple[str, str], ...]:
    """The long endings of zones with the short ones, the longest first."""
    rows = [(row[0], row[1]) for row in pack.tables.get("zone_forms", ()) if len(row) == 2]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def fits(words: str, park: str, pack: RulePack) -> bool:
    """Whether the kind of zone that some words tell, if they tell one, is that of a park.

    >>> from kg.rules import rule_pack
    >>> fits("高新区党工委", "新乡经开区", rule_pack()), fits("高新区党工委", "新乡高新技术产业开发区", rule_pack())
    (False, True)
    >>> fits("园区党工委", "新乡经开区", rule_pack())
    True
    """
    told = [kind for kind in pack.lexicon("zone_kinds") if kind in words]
    if not told:
        return True
    long = [long for long, short in _forms(pack) if short in told]
    return any(form in park for form in (*told, *long))


def brief(park: str, pack: RulePack) -> str:
    """A park's name with the short ending that news uses for its kind of zone.

    >>> from kg.rules import rule_pack
    >>> brief("新乡高新技术产业开发区", rule_pack()), brief("吴淞江产业园", rule_pack())
    ('新乡高新区', '吴淞江产业园')
    """
    for long, short in _forms(pack):
        if park.endswith(long):
            return park[: -len(long)] + short
    return park
