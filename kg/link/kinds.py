"""The kinds of mentions that rules tell apart within a type: works and schemes, ties, lenders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Mention
from kg.rules import RulePack, per_pack

__all__ = ["KINDS", "kinds_of"]

_WORKS, _PACT, _LENDER = "works", "pact", "lender"
#: The group of the rules that find projects by their list.
_LISTED_WORKS = "context.works"
#: Kinds that are no types of the schema, each with the type that it is of and recognised by the macro of its name.
KINDS = ((_WORKS, "program"), (_PACT, "program"), (_LENDER, "company"))


def kinds_of(mentions: Sequence[Mention], pack: RulePack) -> list[str]:
    """The kind of each mention.

    Its type, but ``works`` for a program that is built (扩建项目) and no scheme, ``pact`` for one that is a tie
    (党建联建), ``lender`` for a company that lends or invests by trade (银行, 基金).
    """
    kinds = []
    forms = _forms(pack)
    own = pack.pattern("own_project")
    for i, mention in enumerate(mentions):
        kind = mention.type
        for special, form in forms.get(kind, ()):
            if form.search(mention.text) or (special == _WORKS and mention.rule.startswith(_LISTED_WORKS)):
                kind = special
                break
        if kind == "program" and own.search(mention.text) and _of_firm(mentions, i):
            kind = _WORKS
        kinds.append(kind)
    return kinds


def _of_firm(mentions: Sequence[Mention], i: int) -> bool:
    """Whether the name of a project begins with a firm's."""
    inside = mentions[i + 1 : i + 4]
    return any(m.type == "company" and m.start == mentions[i].start and m.end < mentions[i].end for m in inside)


@per_pack
def _forms(pack: RulePack) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """The kinds of each type, with the form of their names."""
    forms: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, type_ in KINDS:
        forms.setdefault(type_, []).append((kind, pack.pattern(kind)))
    return forms
