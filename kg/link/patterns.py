"""The small language of linking rules, and its translation into regular expressions over skeletons.

=================  ==========================================================================================
``{a:org}``        one name of some types, under the name ``a`` (head) or ``b`` (tail)
``{a:org+}``       a list of such names: A、B和C等企业; words that describe may stand before each (龙头企业A)
``{all:org+}``     a list whose members are all tied to each other; not joined by 与
``{gap:12}``       up to 12 characters without a name, within the sentence part (no ；)
``{near:12}``      the same, without a comma
``{skip:40}``      up to 40 characters, names among them
``{with}`` …       a macro from ``[macros]`` of the pack
=================  ==========================================================================================

Types are those of the schema, joined by ``|``; ``org`` is park, company, university, institute, agency; ``loc`` park and place.
What matches outside the slots is the trigger.
"""

from __future__ import annotations

import re
from functools import cache

from kg.errors import RuleError
from kg.link.skeleton import BASE, type_class
from kg.rules import RulePack

__all__ = ["compiled"]

_SLOT = re.compile(r"\{(\w+):([\w|+-]+)\}")
_MACRO = re.compile(r"\{(\w+)\}")
_NAMES = f"{chr(BASE)}-{chr(BASE + 0xFFFF)}"
_GROUPS = {
    "org": ("park", "company", "university", "institute", "agency"),
    "loc": ("park", "place"),
    "thing": ("company", "university", "institute", "program", "park"),
}


def _slot(name: str, kind: str, order: list[str]) -> str:
    if name == "gap":
        return f"[^。；\n{_NAMES}]{{0,{kind}}}?"
    if name == "near":
        return f"[^。；，：\n{_NAMES}]{{0,{kind}}}?"
    if name == "skip":
        return f"[^。；\n]{{0,{kind}}}?"
    many = kind.endswith("+")
    types: list[str] = []
    for part in kind.rstrip("+").split("|"):
        types += _GROUPS.get(part, order if part == "any" else (part,))
    one = type_class(types, order)
    if not many:
        return f"(?P<{name}>{one})"
    described = f"(?:[^。；，：、的\n{_NAMES}]{{0,14}}?(?:企业|公司|高校|院校|机构|单位|银行|院所|大学|项目|园区|平台|链主|龙头))?"
    separator = "(?:、|和|及|以及|暨)" if name == "all" else "(?:、|和|与|及|以及|暨|—)"
    tail = f"(?:等[^。；，：、\n{_NAMES}]{{0,14}}?(?:企业|公司|高校|院校|机构|单位|院所|项目|园区|平台|部门|银行|家|个|所)*)?"
    least = "+" if name == "all" else "*"
    return f"(?P<{name}>{described}{one}(?:{separator}{described}{one}){least}{tail})"


@cache
def _expression(pattern: str, macros: tuple[tuple[str, str], ...], order: tuple[str, ...]) -> re.Pattern[str]:
    table = dict(macros)
    for _ in range(4):
        pattern = _MACRO.sub(lambda m: table.get(m.group(1), m.group()), pattern)
    return re.compile(_SLOT.sub(lambda m: _slot(m.group(1), m.group(2), list(order)), pattern))


def compiled(pattern: str, pack: RulePack) -> re.Pattern[str]:
    """The regular expression of a linking pattern.

    :raises RuleError: where it is none.
    """
    try:
        return _expression(pattern, tuple(sorted(pack.macros.items())), tuple(pack.schema.entities))
    except (re.error, ValueError) as error:
        raise RuleError([f"the linking pattern {pattern!r} is not one: {error}"]) from error
