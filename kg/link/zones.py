"""Whether a bare word for a zone (高新区) can mean a certain park, and a firm of one city be in another."""

from __future__ import annotations

from kg.rules import RulePack, per_pack

__all__ = ["brief", "elsewhere", "fits"]


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


@per_pack
def _cities(pack: RulePack) -> dict[str, str]:
    """The city that each city, and each county by its full name, is in; a municipality is its own."""
    cities: dict[str, str] = {}
    for name, level, parent, short, *_ in ((*row, "", "", "") for row in pack.tables.get("places", ())):
        if level == "county":
            cities.setdefault(name, parent)
        elif level == "city" or name.endswith("市"):
            cities.update({form: name for form in (name, short) if form})
    return cities


def elsewhere(name: str, where: str, pack: RulePack) -> bool:
    """Whether a name begins with a city and that of a park or place is another one.

    >>> from kg.rules import rule_pack
    >>> elsewhere("佛山市晶石科技公司", "深圳", rule_pack()), elsewhere("苏州晶石科技公司", "昆山市", rule_pack())
    (True, False)
    """
    cities = _cities(pack)
    first, second = (
        next((cities[text[:n]] for n in range(8, 1, -1) if text[:n] in cities), "") for text in (name, where)
    )
    return bool(first) and bool(second) and first != second
