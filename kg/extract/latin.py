"""Firms with names in Latin letters: by their legal form (TVF Europe GmbH), or the country behind (KUKA中国)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.boundary import View
from kg.extract.candidate import Candidate

__all__ = ["by_letters", "over_words"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9&'.\-]*(?:(?: |[,，] ?)(?:[A-Z&][A-Za-z0-9&'.\-]*))*")
#: A word with the blank behind it; a line may be broken there inside a sentence, not behind a line of its own.
_WORD = re.compile(r"(?:(?<![A-Za-z0-9])[A-Z][A-Za-z0-9&'.\-]*[^\S\n]|(?<=[一-龥])[A-Z][A-Za-z0-9&'.\-]*\n)$")


def by_letters(view: View) -> Iterator[Candidate]:
    """Latin names with a legal form behind them (lexicon ``latin_forms``) or the part of the world that they act in.

    Or with the word for a firm before them (设计公司|ARM).
    """
    forms, technical = view.pack.lexicon("latin_forms"), view.pack.lexicon("latin_terms")
    whole, part = view.pack.thresholds["company.latin"], view.pack.thresholds["company.latin.part"]
    for match in _RUN.finditer(view.text):
        if view.text[match.start() - 1 : match.start()] in ("“", "（", "/"):
            continue  # another form of the name before it
        words = re.split(r"[,，] ?| ", match.group())
        named = [w for w in words if w.rstrip(".") not in forms]
        if words[-1].rstrip(".,，") in forms and named and words[0] == named[0] and len(named[0]) > 1:
            yield Candidate(match.start(), match.end(), "company", "company.latin", whole, match.start())
            continue
        said = view.pack.pattern("firm_of_letters").search(view.text, max(0, match.start() - 4), match.start())
        if said and len(match.group()) > 2 and not technical & set(words) and _closed(view, match.end()):
            yield Candidate(match.start(), match.end(), "company", "company.latin", part, match.start())
            continue
        nation = next((w for w in view.pack.endings("countries") if view.text.endswith(w, 0, match.start())), "")
        if nation and len(match.group()) > 1 and not technical & set(words) and _closed(view, match.end()):
            yield Candidate(match.start() - len(nation), match.end(), "company", "company.latin", part, match.start())
            continue  # 德国|MBR|、瑞士|Sulto
        branch = view.pack.pattern("part_of_world").match(view.text, match.end())
        if branch and len(match.group()) > 1 and match.group() not in technical and view.right_open(branch.end()):
            yield Candidate(match.start(), branch.end(), "company", "company.latin", part, match.end())


def _closed(view: View, end: int) -> bool:
    """Whether a list goes on behind a name, or a sentence that speaks of it (企业|Synopsys|、…等落户)."""
    return view.pack.pattern("behind_letters").match(view.text, end) is not None


def over_words(view: View, made: Candidate) -> Candidate:
    """The name with the Latin words before its first one (Altyn |Digital公司)."""
    start = made.start
    while start and view.text[start - 1 : start] in "-&." + _LETTERS and view.text[start : start + 1].isascii():
        start -= 1
    while start < made.start and view.text[start] in "-&.":
        start += 1
    if start < made.start:
        made = replace(made, start=start, cut=start)
    while view.text[made.start : made.start + 1].isascii():
        before = _WORD.search(view.text, max(0, made.start - 24), made.start)
        if before is None:
            break
        made = replace(made, start=before.start(), cut=before.start())
    return made
