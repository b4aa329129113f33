"""The small language of linking rules, and its translation into regular expressions over skeletons.

=================  ==========================================================================================
``{a:org}``        a name or a list of names of some types, under the name ``a`` (head) or ``b`` (tail)
``{a:org/sb}``     the same, in some of the roles of :data:`kg.link.skeleton.ROLES`
``{all:org/s}``    a list whose members are all tied to each other
``{b:loc}``        of several places one behind the other (江苏省昆山高新区) the last
``{gap:12}``       up to 12 characters without a name, within the sentence part (no ；)
``{near:12}``      the same, without a comma
``{tight:12}``     the same, without 、 and %
``{skip:40}``      up to 40 characters of the clause, names among them, but no subject, no 与 and no 由
``{far:40}``       up to 40 characters of the sentence part, names and commas among them
``{with}`` …       a macro from ``[macros]`` of the pack
=================  ==========================================================================================

Types are those of the schema, joined by ``|``; ``org`` is park, company, university, institute, agency; ``party`` these
and place; ``loc`` park and place; ``thing`` all but place; ``works`` a program that is built (扩建项目), ``pact`` one
that is a tie (党建联建), ``scheme`` any program but works; ``lender`` a company that lends by trade, ``firm`` any
other; ``any`` all. What matches outside the slots is the trigger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property

from kg.errors import RuleError
from kg.link.kinds import KINDS
from kg.link.scope import DENIALS
from kg.link.sieve import Sieve, numbers
from kg.link.skeleton import ANY_NAME, ROLES, Skeleton, blocks_of, slot_class
from kg.rules import LinkRule, RulePack, made, per_pack

__all__ = ["GAPS", "SLOT", "Pattern", "Patterns", "compiled", "known_types", "tried"]

SLOT = re.compile(r"\{(\w+):([\w|+-]+)(?:/([a-z]+))?\}")
#: Slots that take characters, not a name.
GAPS = ("gap", "near", "tight", "skip", "far")
#: What the characters of most of them may not be, see above.
_WITHIN = {
    "gap": f"。；\n{ANY_NAME}",
    "near": f"。；，：\n{ANY_NAME}",
    "tight": f"。；，：、%\n{ANY_NAME}",
    "far": "。；\n",
}
_KINDS = tuple(kind for kind, _ in KINDS)
_GROUPS = {
    "org": ("park", "company", "lender", "university", "institute", "agency"),
    "company": ("company", "lender"),
    "firm": ("company",),
    "lender": ("lender",),
    "loc": ("park", "place"),
    "thing": ("company", "lender", "university", "institute", "program", "works", "pact", "park", "agency"),
    "scheme": ("program", "pact"),
    "program": ("program", "works", "pact"),
    "works": ("works",),
    "party": ("park", "company", "lender", "university", "institute", "agency", "place"),
}


@dataclass(frozen=True)
class Pattern:
    """A linking pattern, ready to match.

    :ivar text: a regular expression over skeletons.
    :ivar types: the types that each slot takes, by its name.
    :ivar needs: for each end of the relation, the blocks of private-use characters that it takes.
    """

    text: str
    types: dict[str, frozenset[str]]
    needs: tuple[frozenset[int], ...]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression, made when a text first asks for it: all of them take as long as ten articles.

        :raises RuleError: where it is none: of what can be wrong with one, only a look-behind of several lengths shows
            so late. :func:`compiled` tells the rest, and :func:`tried` that too.
        """
        try:
            return made(self.text)
        except re.error as error:
            raise RuleError([f"[[link]]: the pattern {self.text!r} is not one: {error}"]) from error


class Patterns:
    """The linking rules of a pack, each with its pattern.

    :param denials: what says of what a rule reads that it is not.
    :ivar rules: all of them.
    """

    def __init__(self, rules: tuple[tuple[LinkRule, Pattern], ...], denials: Sequence[re.Pattern[str]] = ()) -> None:
        self.rules = rules
        self._sieve = Sieve([*(pattern.text for _, pattern in rules), *denials])
        self._denials = (1 << len(denials)) - 1 << len(rules)
        # for each end of a relation: block → the rules whose end it may be, and the rules without such an end
        self._ends: list[tuple[dict[int, int], int]] = []
        for i, (_, pattern) in enumerate(rules):
            for end, blocks in enumerate(pattern.needs):
                if end == len(self._ends):
                    self._ends.append(({}, (1 << len(rules)) - 1))
                taking, without = self._ends[end]
                self._ends[end] = (taking, without & ~(1 << i))
                for block in blocks:
                    taking[block] = taking.get(block, 0) | 1 << i

    def of(self, skeleton: Skeleton) -> tuple[list[tuple[LinkRule, Pattern]], bool]:
        """The rules that may fire in a skeleton: it holds names and words that they need.

        And whether it may be said of something there that it is not.
        """
        fitting = -1
        for taking, without in self._ends:
            here = without
            for block in skeleton.blocks:
                here |= taking.get(block, 0)
            fitting &= here
        if not fitting:
            return [], False
        rules = self.rules
        open_ = self._sieve.open(skeleton.text, fitting | self._denials)
        return [rules[i] for i in numbers(open_ & ~self._denials)], bool(open_ & self._denials)


def known_types(order: tuple[str, ...]) -> frozenset[str]:
    """What may stand in a slot: the schema's types, groups of them, and kinds."""
    return frozenset((*order, *_GROUPS, *_KINDS, "any"))


def _types(kind: str, order: tuple[str, ...]) -> tuple[str, ...]:
    """The types and kinds that a slot takes."""
    types: list[str] = []
    for part in kind.split("|"):
        types += _GROUPS.get(part, (*order, *_KINDS) if part == "any" else (part,))
    return tuple(dict.fromkeys(types))


def _slot(name: str, kind: str, roles: str, order: tuple[str, ...]) -> str:
    """A slot as a part of a regular expression."""
    if name in _WITHIN:
        return f"[^{_WITHIN[name]}]{{0,{kind}}}?"
    if name == "skip":
        acting = slot_class((*order, *_KINDS), "swb", order)
        return f"(?:(?!{acting})[^。；，：\n]){{0,{kind}}}?"
    types = _types(kind.rstrip("+"), order)
    one, places = slot_class(types, roles or ROLES, order), slot_class(types, ROLES, order)
    return f"(?:{places}的?){{0,2}}(?P<{name}>{one})(?!{places})" if kind == "loc" else f"(?P<{name}>{one})"


@cache
def _pattern(pattern: str, order: tuple[str, ...]) -> Pattern:
    """A pattern whose macros are in full, its slots translated."""
    slots = [m for m in SLOT.finditer(pattern) if m.group(1) not in GAPS]
    types = {m.group(1): _types(m.group(2).rstrip("+"), order) for m in slots}
    needs = [blocks_of(types[m.group(1)], m.group(3) or ROLES, order) for m in slots if m.group(1) in ("a", "b", "all")]
    text = SLOT.sub(lambda m: _slot(m.group(1), m.group(2), m.group(3) or "", order), pattern)
    return Pattern(text, {name: frozenset(t) for name, t in types.items()}, tuple(needs))


@per_pack
def compiled(pack: RulePack) -> Patterns:
    """The linking rules of a pack, each with its pattern.

    :raises RuleError: where a pattern is none.
    """
    order = tuple(pack.schema.entities)
    found = []
    for rule in pack.links:
        with _told(rule):
            found.append((rule, _pattern(pack.expanded(rule.pattern, ANY_NAME), order)))
    try:
        return Patterns(tuple(found), [pack.pattern(name, ANY_NAME) for name in DENIALS])
    except re.error:
        for rule, pattern in found:
            with _told(rule):
                made(pattern.text)
        raise


def tried(pack: RulePack) -> None:
    """Makes the expressions of a pack that hold a fault which shows in no other way.

    :raises RuleError: where one does.
    """
    for rule, pattern in compiled(pack).rules:
        if "(?<" in pattern.text:
            with _told(rule):
                made(pattern.text)


@contextmanager
def _told(rule: LinkRule) -> Iterator[None]:
    try:
        yield
    except (re.error, ValueError, KeyError) as error:
        raise RuleError([f"[[link]] {rule.id}: the pattern {rule.pattern!r} is not one: {error}"]) from error
