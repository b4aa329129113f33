"""The grammar of clauses: the macros of a rule pack that tell them apart, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.link.macros import expanded
from kg.link.skeleton import ATOMS
from kg.rules import RulePack, per_pack

__all__ = ["Grammar", "grammar_of"]


@dataclass(frozen=True)
class Grammar:
    """The macros of a pack that tell clauses apart, compiled."""

    clause: re.Pattern[str]
    adverbial: re.Pattern[str]
    opening: re.Pattern[str]
    jointly: re.Pattern[str]
    relative: re.Pattern[str]
    predicate: re.Pattern[str]
    pivot: re.Pattern[str]
    withs: re.Pattern[str]
    by: re.Pattern[str]
    at: re.Pattern[str]
    oblique: re.Pattern[str]
    heads: re.Pattern[str]
    setting: re.Pattern[str]
    stands: re.Pattern[str]
    gives: re.Pattern[str]
    fund: re.Pattern[str]
    named: re.Pattern[str]
    led: re.Pattern[str]
    onward: re.Pattern[str]
    owned: re.Pattern[str]
    meets: re.Pattern[str]
    acts: re.Pattern[str]
    raises: re.Pattern[str]
    fronted: re.Pattern[str]
    severally: re.Pattern[str]
    yields: re.Pattern[str]
    counts: re.Pattern[str]
    hosts_many: re.Pattern[str]
    scene: re.Pattern[str]
    founds: re.Pattern[str]
    led_on: re.Pattern[str]
    brings: re.Pattern[str]
    gathers: re.Pattern[str]
    brings_in: re.Pattern[str]
    inside: re.Pattern[str]
    unnamed: re.Pattern[str]
    makes: re.Pattern[str]
    visits: re.Pattern[str]
    examples: re.Pattern[str]


@per_pack
def grammar_of(pack: RulePack) -> Grammar:
    """The grammar of a rule pack."""
    table = pack.macros
    described = expanded("{described}", table, ATOMS) if "described" in table else ""

    def made(name: str, end: str = "") -> re.Pattern[str]:
        return re.compile(expanded(table.get(name, "(?!)"), table, ATOMS) + end)

    ending = f"(?:{described}|[{ATOMS}]{{0,2}})$"
    return Grammar(
        clause=re.compile(f"[，；：]|——| +|\\n|{expanded(table.get('next_item', '(?!)'), table, ATOMS)}"),
        adverbial=made("adverbial"),
        opening=made("clause_opening"),
        jointly=made("jointly"),
        relative=made("relative"),
        predicate=made("predicate"),
        pivot=made("pivot", ending),
        withs=made("comitative", ending),
        by=made("agentive", ending),
        at=made("locative", ending),
        oblique=made("oblique", ending),
        heads=made("attributive"),
        setting=made("setting"),
        stands=made("stands"),
        gives=made("gives"),
        fund=made("fund"),
        named=re.compile(f"(?:{described})?([{ATOMS}])"),
        led=re.compile(f"[^，；：“”{ATOMS}]{{2,16}}的(?:{described})?[{ATOMS}]"),
        onward=re.compile(f"[{ATOMS}](?:{described})?([{ATOMS}])"),
        owned=re.compile(f"[^，；：]{{1,40}}的[^，；：的{ATOMS}]{{0,14}}([{ATOMS}])"),
        meets=made("meets"),
        acts=made("acts"),
        raises=made("raises"),
        fronted=made("fronted"),
        severally=made("severally"),
        yields=made("yields"),
        counts=made("counts"),
        hosts_many=made("hosts_many"),
        scene=made("scene"),
        founds=made("founds"),
        led_on=made("led_on"),
        brings=made("brings"),
        gathers=made("gathers"),
        brings_in=made("brings_in"),
        inside=made("inside"),
        unnamed=made("unnamed"),
        makes=made("makes"),
        visits=made("visits"),
        examples=made("examples"),
    )
