"""The kinds of rules, and the pack that holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, ClassVar, TypeVar

from kg.rules.kept import made
from kg.rules.scan import Scan
from kg.schema import Schema

__all__ = ["MACRO", "ContextRule", "LinkRule", "QuotedRule", "Rule", "RulePack", "SuffixRule", "per_pack"]

#: What takes up a macro or a lexicon in a pattern.
MACRO = re.compile(r"\{(\w+)\}")
_NO_WORDS: frozenset[str] = frozenset()
#: How deep macros may stand in each other.
_DEPTH = 5


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule has.

    :ivar id: ``group.name``; unique in a pack.
    :ivar example: a text in which the rule must fire.
    :ivar counter_example: a text in which it must not.
    :ivar confidence: 0 to 1: how often what it finds is right.
    :ivar note: why the rule is as it is.
    """

    table: ClassVar[str] = ""

    id: str
    example: str
    counter_example: str
    confidence: float = 0.9
    note: str = ""

    @property
    def group(self) -> str:
        """The part of the id before the last dot: what the ablation table leaves out together."""
        return self.id.rpartition(".")[0]


R = TypeVar("R", bound=Rule)
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class SuffixRule(Rule):
    """A name is recognised by how it ends.

    :ivar type: entity type of the name.
    :ivar words: the endings.
    :ivar modifier: what must stand before the ending: ``named`` a place, an owner or a brand; ``described`` at least a
        few characters of description; ``department`` a department's field or an owner; ``none`` nothing.
    """

    table: ClassVar[str] = "suffix"

    type: str
    words: tuple[str, ...]
    modifier: str = "named"


@dataclass(frozen=True, kw_only=True)
class QuotedRule(Rule):
    """A name stands in quotes or book-title marks, before a head noun.

    :ivar type: entity type of the name.
    :ivar heads: the head nouns.
    :ivar before: words one of which must stand right before the quotes; empty for any.
    :ivar marks: ``“”`` or ``《》``.
    :ivar whole: whether the head noun is part of the name.
    """

    table: ClassVar[str] = "quoted"

    type: str
    heads: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    marks: str = "“”"
    whole: bool = True


@dataclass(frozen=True, kw_only=True)
class ContextRule(Rule):
    """A name without an ending of its own is recognised by what stands around it.

    :ivar type: entity type of the names.
    :ivar pattern: a regular expression over the folded text, with ``{names}`` where the name or list of names stands.
    """

    table: ClassVar[str] = "context"

    type: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class LinkRule(Rule):
    """A relation is read from how mentions stand in a sentence.

    :ivar relation: relation type.
    :ivar pattern: a regular expression over the sentence's skeleton, see :mod:`kg.link`.
    :ivar presupposed: whether the words take the relation for granted (位于甲的乙), so that what the clause denies or
        attends does not touch it.
    :ivar pairs: ``each`` head with each tail; ``all`` pairs among the heads; ``ordered`` the first head with the first
        tail and so on, only where both lists are of one length; ``last`` the last head with each tail;
        ``owners`` the schools by whose names the heads begin with each tail.
    """

    table: ClassVar[str] = "link"

    relation: str
    pattern: str
    pairs: str = "each"
    presupposed: bool = False


def _kept(rules: tuple[R, ...], groups: tuple[str, ...]) -> tuple[R, ...]:
    return tuple(r for r in rules if not any(r.id == g or r.id.startswith(g + ".") for g in groups))


class _Filled(dict[str, V]):
    """A table that is filled where it is asked."""

    def __init__(self, made: Callable[[str], V], known: Mapping[str, V] | None = None) -> None:
        super().__init__(known or {})
        self._made = made

    def __missing__(self, key: str) -> V:
        self[key] = found = self._made(key)
        return found


@dataclass(frozen=True)
class RulePack:
    """All rules, layered and checked."""

    schema: Schema
    suffixes: tuple[SuffixRule, ...] = ()
    quoted: tuple[QuotedRule, ...] = ()
    contexts: tuple[ContextRule, ...] = ()
    links: tuple[LinkRule, ...] = ()
    lexicons: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule."""
        return (*self.suffixes, *self.quoted, *self.contexts, *self.links)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the lexicons, for the word segmentation."""
        lists = ("stop_words", "inner_words", "industries", "generic")
        return frozenset(word for name in lists for word in self.lexicons.get(name, ()))

    @cached_property
    def derived(self) -> dict[object, Any]:
        """What was made of the pack, by what made it: see :func:`per_pack`."""
        return {}

    # what is asked for most is asked of the tables themselves: a method of a class takes three times as long

    @cached_property
    def lexicon(self) -> Callable[[str], frozenset[str]]:
        """A lexicon's words by its name; none where no pack has it."""
        return _Filled(lambda name: _NO_WORDS, self.lexicons).__getitem__

    @cached_property
    def endings(self) -> Callable[[str], tuple[str, ...]]:
        """A lexicon's words by its name, sorted, as ``str.startswith`` and ``str.endswith`` take them."""
        return _Filled(lambda name: tuple(sorted(self.lexicon(name)))).__getitem__

    def either(self, name: str) -> str:
        """A lexicon's words as an expression that matches one of them, the longest first; nothing where there are none.

        >>> from kg.rules import rule_pack
        >>> rule_pack().either("weak_boards"), rule_pack().either("no such list")
        ('(?:管理委员会|管委会)', '(?!)')
        """
        words = sorted(self.lexicon(name), key=lambda word: (-len(word), word))
        return f"(?:{'|'.join(map(re.escape, words))})" if words else "(?!)"

    def expanded(self, pattern: str, names: str = "") -> str:
        """A pattern with its macros and lexicons (``{stop_words}``: one of the words) in full; what is neither, stays.

        :param names: what ``{names}`` stands for: the characters that stand for names in the text that is matched.

        >>> from dataclasses import replace
        >>> from kg.rules import rule_pack
        >>> pack = replace(rule_pack(), macros={"with": "(?:{and}|同)", "and": "与|和"})
        >>> pack.expanded("{with}[{names}]{2}{weak_boards}", names="甲-癸")
        '(?:与|和|同)[甲-癸]{2}(?:管理委员会|管委会)'
        """
        for _ in range(_DEPTH):
            before, pattern = pattern, MACRO.sub(self._meaning, pattern)
            if pattern == before:
                break
        return pattern.replace("{names}", names) if names else pattern

    def _meaning(self, match: re.Match[str]) -> str:
        name = match[1]
        return self.macros[name] if name in self.macros else self.either(name) if name in self.lexicons else match[0]

    def pattern(self, name: str, names: str = "") -> re.Pattern[str]:
        """The expression of a macro; one that matches nothing where no pack has it.

        :param names: see :meth:`expanded`.
        :raises re.error: where the macro is none.
        """
        known: re.Pattern[str] | None = self.derived.get((name, names))
        if known is None:
            known = self.derived[name, names] = made(self.expanded(self.macros.get(name, "(?!)"), names))
        return known

    def scan(self, name: str) -> Scan:
        """The expression of a macro, to be sought in whole texts; one that is found nowhere where no pack has it."""
        known: Scan | None = self.derived.get((Scan, name))
        if known is None:
            known = self.derived[Scan, name] = Scan(self.expanded(self.macros.get(name, "(?!)")))
        return known

    def without(self, *groups: str) -> RulePack:
        """The pack without some rules (by id or group), for the ablation table."""
        return replace(
            self,
            suffixes=_kept(self.suffixes, groups),
            quoted=_kept(self.quoted, groups),
            contexts=_kept(self.contexts, groups),
            links=_kept(self.links, groups),
        )


T = TypeVar("T")


def per_pack(make: Callable[[RulePack], T]) -> Callable[[RulePack], T]:
    """What depends on a rule pack alone, made once for each: a pack is too large to be looked up by its content.

    >>> from kg.rules import rule_pack
    >>> ending = per_pack(lambda pack: object())
    >>> ending(rule_pack(None)) is ending(rule_pack(None))
    True
    """

    @wraps(make)
    def made(pack: RulePack) -> T:
        known = pack.derived
        if make not in known:
            known[make] = make(pack)
        found: T = known[make]
        return found

    return made
