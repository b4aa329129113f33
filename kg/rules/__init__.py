"""Rule packs: everything that the extractor and the linker know of the language, as data.

A pack is a folder::

    schema.toml           entity and relation types, see kg.schema
    rules/*.toml          [[suffix]] [[quoted]] [[context]] [[link]] rules, [macros], [thresholds]
    lexicons/*.txt        words, separated by white space; # starts a comment line
    lexicons/*.tsv        tables, one row a line

The built-in pack (``kg/data``) has no privilege: a user's pack is laid over it. A rule with the id of an earlier pack's
rule replaces it; a lexicon's words are added to those of the earlier packs; ``!word`` takes one out again. Patterns and
macros take up macros and lexicons by name: ``{zone_word}`` is the macro, ``{boards}`` one of the words of that list.

Every rule has an ``id``, an ``example`` in which it must fire and a ``counter_example`` in which it must not;
``kg check DIR`` and the tests run them.
"""

from __future__ import annotations

from kg.rules.kept import derived, keep, made
from kg.rules.kinds import MACRO, ContextRule, LinkRule, QuotedRule, Rule, RulePack, SuffixRule, per_pack
from kg.rules.numerals import number, numerals
from kg.rules.read import rule_pack
from kg.rules.scan import Scan, endings

__all__ = [
    "MACRO",
    "ContextRule",
    "LinkRule",
    "QuotedRule",
    "Rule",
    "RulePack",
    "Scan",
    "SuffixRule",
    "derived",
    "endings",
    "keep",
    "made",
    "number",
    "numerals",
    "per_pack",
    "rule_pack",
]
