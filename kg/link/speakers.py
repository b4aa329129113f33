"""Whose people speak: of quotations, and of sentences that begin with a person who was brought in before.

“……”甲公司总经理某某说 names the firm right behind the quotation; “……”某某说 only the person, whose firm an earlier
sentence told (甲公司总经理某某); “……”公司负责人说 the firm that was told of last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Mention
from kg.rules import RulePack

__all__ = ["Speakers", "speakers"]

_SPEAKING = ("company", "university", "institute", "agency", "park")
#: A quotation whose speaker may be named after it.
_QUOTED = re.compile(r"“[^“”\n]{4,400}”，?")
#: A person before the bracket that tells whose he is.
_GUEST = re.compile(r"(?:[：、，]|^|\n)([一-龥]{2,3})（$")
_PAUSE = re.compile("[，。；：、“”]")
_AHEAD = 14  # characters before the name of a person who speaks (该公司生产总监)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whose people say the quotations of an article, and whom its persons speak for.

    :ivar quotations: (start, end, mention) of quotations.
    :ivar persons: person → the mention of his firm or body.
    :ivar begins: what follows the name of a person who speaks where a sentence begins with it.
    """

    quotations: tuple[tuple[int, int, int], ...]
    persons: dict[str, int]
    begins: re.Pattern[str]

    def quoted(self, at: int) -> int | None:
        """Whose people say what stands at a text offset, if it stands in a quotation."""
        return next((i for start, end, i in self.quotations if start <= at < end), None)

    def first(self, text: str, start: int, end: int) -> int | None:
        """Whom the person speaks for that a sentence begins with (某某介绍，公司……)."""
        return _person(text, start, end, self.persons, self.begins)


def speakers(text: str, outer: Sequence[tuple[int, Mention]], pack: RulePack) -> Speakers:
    """Who speaks in an article.

    :param outer: (index, mention) of the outermost mentions, in text order.
    """
    names_whom, says = pack.pattern("person_brought"), pack.pattern("says")
    speaks, official = pack.pattern("person_speaks"), pack.pattern("office_speaks")
    whose: dict[str, dict[str, int]] = {}
    for i, mention in outer:
        brought = names_whom.match(text, mention.end) if mention.type in _SPEAKING else None
        if brought:
            whose.setdefault(brought.group(1), {}).setdefault(mention.text, i)
        elif mention.type in _SPEAKING and text[mention.start - 1 : mention.start] == "（":
            guest = _GUEST.search(text, max(0, mention.start - 8), mention.start)
            if guest and pack.pattern("guest_office").match(text, mention.end):
                whose.setdefault(guest[1], {}).setdefault(mention.text, i)  # 受访人：|韦朗|（甲公司联合创始人）
    # a person who is named with two bodies speaks for neither
    persons = {person: next(iter(bodies.values())) for person, bodies in whose.items() if len(bodies) == 1}
    starts = [m.start for _, m in outer]
    found: list[tuple[int, int, int]] = []
    for quoted in _QUOTED.finditer(text):
        at = quoted.end()
        k = bisect_left(starts, at)
        here = outer[k] if k < len(outer) and starts[k] == at else None
        if here is not None:
            if here[1].type in _SPEAKING and says.match(text, here[1].end):
                found.append((quoted.start(), at, here[0]))
            continue
        who = _person(text, at, len(text), persons, speaks)
        if who is None and official.match(text, at):
            paragraph = text.rfind("\n", 0, quoted.start())
            firms = {m.text: i for i, m in outer[bisect_left(starts, paragraph) : k] if m.type == "company"}
            who = next(iter(firms.values())) if len(firms) == 1 else None
        if who is not None:
            found.append((quoted.start(), at, who))
    found += _answers(text, whose, pack)
    return Speakers(tuple(sorted(found)), persons, pack.pattern("person_first"))


def _answers(text: str, whose: Mapping[str, Mapping[str, int]], pack: RulePack) -> list[tuple[int, int, int]]:
    """The lines of an interview that answer: they begin with the person (骆远：……), or with a letter (A：……)."""
    lines = list(pack.pattern("answer_line").finditer(text)) if "：" in text else []
    asked = {person: next(iter(bodies.values())) for person, bodies in whose.items()}  # 访甲公司创始人|骆远
    by_letter = {line[1] for line in lines} & {"A", "答"}
    only = next(iter(asked.values())) if len(asked) == 1 else None
    found = []
    for line in lines:
        who = asked.get(line[1], only if line[1] in by_letter else None)
        if who is not None:
            end = text.find("\n", line.end())
            found.append((line.start(1), end if end >= 0 else len(text), who))
    return found


def _person(text: str, start: int, end: int, persons: Mapping[str, int], form: re.Pattern[str]) -> int | None:
    """Whom the person speaks for who is called by name at a text offset, if he speaks."""
    for person, whose in persons.items():
        at = text.find(person, start, min(end, start + _AHEAD + len(person)))
        if at >= 0 and not _PAUSE.search(text, start, at) and form.match(text, at + len(person)):
            return whose
    return None
