"""What a sentence may hold of what its clauses are asked for: most macros need a word that most sentences do not hold.

A sentence is asked once for the words that words that stand for names, lists and the macros of clauses need. For its
clauses each macro that cannot match in it is one that matches nothing, which is known without looking.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from kg.link.anaphora import anaphors
from kg.link.coordination import LISTS
from kg.link.grammar import Grammar, grammar_of
from kg.link.sieve import Sieve
from kg.link.skeleton import ATOMS
from kg.rules import RulePack, made, per_pack

__all__ = ["Heard", "heard"]

#: Found nowhere, which shows at once: it begins with a character that hardly any text holds.
_NOWHERE = made("\0(?!)")
_ORIGIN, _SUBSIDIARY = "origin", "with_subsidiary"
#: The macros of clauses that most sentences cannot hold, and that take long enough to look for.
_RARE: tuple[str, ...] = (
    "attributive",
    "relative",
    "hosts_many",
    "comitative",
    "scene",
    "makes",
    "unnamed",
    "customers",
)
_RARE += ("yields", "brings", "examples", "advanced")


class Heard(NamedTuple):
    """What the clauses of a sentence may hold.

    :ivar anaphors: the kinds of words that stand for a name, as a set of bits: see :func:`kg.link.anaphora.resolved`.
    :ivar lists: whether names stand in a list.
    :ivar origins: whether it is told where those of a counted list are from.
    :ivar subsidiaries: whether a firm is told with its subsidiary.
    :ivar grammar: the macros; what cannot match is found nowhere.
    """

    anaphors: int
    lists: bool
    origins: bool
    subsidiaries: bool
    grammar: Grammar


def heard(text: str, pack: RulePack) -> Heard:
    """What the clauses of a sentence may hold.

    :param text: the sentence as it is drawn. In its clauses atoms may stand for some of its words, and 与 for 和.
    """
    sieve, told = _told(pack)
    bits = sieve.open(text)
    if "和" in text:
        bits |= sieve.open(text.replace("和", "与"))
    return told(bits)


@per_pack
def _told(pack: RulePack) -> tuple[Sieve, Callable[[int], Heard]]:
    """The sieve of all that is asked for, and what its bits mean."""
    grammar = grammar_of(pack)
    words = [pattern for _, pattern in anaphors(pack)]
    others = [pack.pattern(name, ATOMS) for name in (_ORIGIN, _SUBSIDIARY, *LISTS)]
    sieve = Sieve([*words, *others, *(getattr(grammar, name) for name in _RARE)])
    return sieve, partial(_meant, grammar, len(words), {})


def _meant(grammar: Grammar, words: int, known: dict[int, Heard], bits: int) -> Heard:
    """What the bits of the sieve mean; of sentences without a word for a name, each mixture is made once."""
    rest = bits >> words
    found = known.get(rest)
    if found is None:
        mixture = rest >> (2 + len(LISTS))
        closed = {name: _NOWHERE for i, name in enumerate(_RARE) if not mixture >> i & 1}
        lists = rest >> 2 & (1 << len(LISTS)) - 1
        found = known[rest] = Heard(0, bool(lists), bool(rest & 1), bool(rest & 2), replace(grammar, **closed))
    anaphors = bits & (1 << words) - 1
    return Heard(anaphors, *found[1:]) if anaphors else found
