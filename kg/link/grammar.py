"""The grammar of clauses: the macros of a rule pack that tell them apart, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from kg.link.skeleton import ATOMS
from kg.rules import RulePack, made, per_pack

__all__ = ["Grammar", "grammar_of"]

#: The macros of what stands before a name and tells its role.
_GOVERNING = ("pivot", "comitative", "agentive", "locative", "oblique")


@dataclass(frozen=True)
class Grammar:
    """The macros of a pack that tell clauses apart, compiled; each has the name of its macro.

    Of those in :data:`_GOVERNING`, with what stands between them and the name that they govern.
    """

    clause: re.Pattern[str]
    adverbial: re.Pattern[str]
    clause_opening: re.Pattern[str]
    jointly: re.Pattern[str]
    relative: re.Pattern[str]
    predicate: re.Pattern[str]
    pivot: re.Pattern[str]
    comitative: re.Pattern[str]
    agentive: re.Pattern[str]
    locative: re.Pattern[str]
    oblique: re.Pattern[str]
    attributive: re.Pattern[str]
    setting: re.Pattern[str]
    stands: re.Pattern[str]
    gives: re.Pattern[str]
    fund: re.Pattern[str]
    named: re.Pattern[str]
    led: re.Pattern[str]
    onward: re.Pattern[str]
    owned: re.Pattern[str]
    meets: re.Pattern[str]
    customers: re.Pattern[str]
    acts: re.Pattern[str]
    raises: re.Pattern[str]
    fronted: re.Pattern[str]
    severally: re.Pattern[str]
    yields: re.Pattern[str]
    invests_there: re.Pattern[str]
    counts: re.Pattern[str]
    hosts_many: re.Pattern[str]
    scene: re.Pattern[str]
    scene_left: re.Pattern[str]
    scene_elsewhere: re.Pattern[str]
    founds: re.Pattern[str]
    led_on: re.Pattern[str]
    brings: re.Pattern[str]
    gathers: re.Pattern[str]
    brings_in: re.Pattern[str]
    inside: re.Pattern[str]
    advanced: re.Pattern[str]
    unnamed: re.Pattern[str]
    industry_acts: re.Pattern[str]
    makes: re.Pattern[str]
    fetches: re.Pattern[str]
    visits: re.Pattern[str]
    examples: re.Pattern[str]
    comes_from: re.Pattern[str]
    last_name: re.Pattern[str]
    parted: re.Pattern[str]
    of_a_place: re.Pattern[str]
    is_of: re.Pattern[str]


@per_pack
def grammar_of(pack: RulePack) -> Grammar:
    """The grammar of a rule pack."""
    found = {field.name: pack.pattern(field.name, ATOMS) for field in fields(Grammar)}
    found |= {name: made(pack.expanded(f"{{{name}}}{{before_name}}", ATOMS)) for name in _GOVERNING}
    return Grammar(**found)
