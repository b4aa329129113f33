"""What a clause leaves for the next ones: brings the context up to date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.link.context import PARTIES, Context, Ending
from kg.link.grammar import Grammar
from kg.link.skeleton import ATOMS, Atoms
from kg.model import Mention

__all__ = ["ACTING", "noted"]

#: The types of those who act, and of what acts as a whole (昆山市与……签约).
ACTING = (*PARTIES, "place")
#: The types of what is founded or built.
_MADE = ("institute", "company", "agency", "park")
#: The types of where firms are visited.
_VISITED = ("park", "place")
_NAME = re.compile(f"[{ATOMS}]")


def noted(
    text: str, subject: int | None, atoms: Atoms, context: Context, mentions: Sequence[Mention], grammar: Grammar
) -> None:
    """Brings the context up to date with a clause.

    :param subject: where the subject stands that the clause names; None where it names none.
    """
    clause = _Clause(text, subject, atoms, context, mentions, grammar)
    context.apart = "分别" in text
    clause.walks_in()
    clause.leaves_park()
    if not clause.named:
        clause.names_none()
        return
    clause.names()
    clause.speaks_of()
    clause.tells_who_act_together()
    clause.enters_parks()
    clause.ends()


class _Clause:
    """A clause that the context is brought up to date with: each method notes one thing.

    :ivar named: where names stand, and their atoms.
    """

    def __init__(
        self,
        text: str,
        subject: int | None,
        atoms: Atoms,
        context: Context,
        mentions: Sequence[Mention],
        grammar: Grammar,
    ) -> None:
        self.text, self.subject, self.atoms = text, subject, atoms
        self.context, self.mentions, self.grammar = context, mentions, grammar
        self.named = [(m.start(), m.group()) for m in _NAME.finditer(text)]

    def type(self, i: int) -> str:
        """The type of a mention."""
        return self.mentions[i].type

    def acting(self, letter: str, possessing: bool = False) -> tuple[int, ...]:
        """The mentions in a role, but those of the subject.

        :param possessing: also those of whom something is spoken of (甲的……).
        """
        text, roles = self.text, self.atoms.roles
        return tuple(
            i
            for at, c in self.named
            if at != self.subject and roles.get(c) == letter and (possessing or not text.startswith("的", at + 1))
            for i in self.atoms[c].mentions
        )

    @property
    def pivots(self) -> tuple[int, ...]:
        """Who acts in place of the subject (甲牵线乙与丙结对)."""
        return self.acting("s") if self.subject is not None else ()

    def walks_in(self) -> None:
        """The park that the clause walks into, and says no more."""
        only = len(self.named) == 1 and self.grammar.inside.match(self.text)
        within = self.atoms[self.named[0][1]].mentions if only else ()
        self.context.parks.inside = within[0] if len(within) == 1 and self.type(within[0]) == "park" else None

    def names_none(self) -> None:
        """A clause without a name ends with none."""
        context = self.context
        context.joint = context.subject if context.apart else context.joint
        if self.grammar.hosts_many.search(self.text):
            context.parks.counted = context.parks.near
        context.ending = Ending()

    def names(self) -> None:
        """The mentions, what is founded, and the park that is near."""
        context, subject = self.context, self.subject
        speaks = self.atoms[self.text[subject]].mentions if subject is not None else context.subject
        whole = speaks[0] if len(speaks) == 1 and self.type(speaks[0]) == "park" else None  # 甲新区下辖乙园、丙园
        advanced = self.grammar.advanced.search(self.text)
        buyers = {at for m in self.grammar.customers.finditer(self.text) for at in range(*m.span())}
        for at, atom in self.named:
            slot = self.atoms[atom]
            several = sum(self.type(i) == "park" for i in slot.mentions) > 1
            for i in slot.mentions:
                if not (at in buyers and self.type(i) == "company" and "company" in context.last):
                    context.last[self.type(i)] = i
                if self.type(i) in _MADE and self.grammar.makes.search(self.text[:at]):
                    context.made.add(self.mentions[i].text)
                if slot.end > slot.start:
                    context.seen.append(i)
                    if self.type(i) == "park" and advanced and advanced.start() < at:
                        context.parks.advanced = i
                    elif self.type(i) == "park":
                        aside = several or self.grammar.fetches.search(self.text[:at])  # 甲新区引入乙园
                        context.parks.near = whole if aside and whole is not None else i
                    if self.type(i) in _VISITED and not self.several_stops(at):
                        self.visits(at, i)

    def several_stops(self, at: int) -> bool:
        """Whether one of several places stands at ``at``: none of them tells where a firm is (到甲市、乙市考察)."""
        slots = [self.atoms[atom] for place, atom in self.named if place in (at, at - 1)]
        return any(len(slot.mentions) > 1 and any(self.type(i) in _VISITED for i in slot.mentions) for slot in slots)

    def visits(self, at: int, where: int) -> None:
        """Whether somebody is said to visit the firms of the park or place that stands at ``at``."""
        parks, name = self.context.parks, self.mentions[where]
        if any(m.start() <= at < m.end() for m in self.grammar.visits.finditer(self.text, max(0, at - 6), at + 24)):
            parks.visited = where
        elif (
            parks.visited is not None
            and name.text != self.mentions[parks.visited].text
            and (name.type == self.type(parks.visited) == "place" or name.rule.startswith("park.zone"))
        ):
            parks.visited = None

    def speaks_of(self) -> None:
        """The subject."""
        if self.subject is None:
            return
        context, slot = self.context, self.atoms[self.text[self.subject]]
        context.subject = slot.mentions
        context.certainty = 0.95 * slot.certainty
        for i in slot.mentions:
            context.acting[self.type(i)] = i
        fund = self.grammar.fund
        firms = [i for i in slot.mentions if self.type(i) == "company" and not fund.search(self.mentions[i].text)]
        if len(firms) == 1 and self.grammar.raises.search(self.text, self.subject):
            context.raising = firms[0]

    def tells_who_act_together(self) -> None:
        """Those who act, and with whom."""
        context, grammar, text = self.context, self.grammar, self.text
        withs, by, beside = self.acting("w"), self.acting("b"), self.acting("w", possessing=True)
        base = (by if withs else ()) or self.pivots or context.subject
        sides = {self.mentions[i].text: i for i in reversed((*base, *beside)) if self.type(i) in ACTING}
        # whoever is named twice, once
        together = tuple(i for i in dict.fromkeys((*base, *beside)) if i in sides.values())
        if context.apart:
            context.joint = context.subject
        elif self.subject is not None or withs:
            context.joint = tuple(dict.fromkeys((*base, *withs)))
            context.sides = len(base) if withs else 0
        joined = beside or (self.subject is not None and not grammar.severally.search(text))
        if not context.apart and len(together) >= 2 and joined:
            context.stand_together(together)
        elif len(by) >= 2:
            context.stand_together(by)
        elif (met := self.met()) and grammar.meets.search(text):
            context.stand_together(met)
        else:
            mentions = (i for _, c in self.named for i in self.atoms[c].mentions)
            context.together.since += tuple(i for i in mentions if self.type(i) in ACTING)
        if by and not withs and grammar.led_on.search(text):
            context.subject = by  # 该园由甲牵头，联合乙……
        if grammar.brings.search(text):
            # 甲为乙和丙牵线: 双方 are those brought together
            brought = [self.atoms[c].mentions for at, c in self.named if at != self.subject]
            if len(brought) == 1 and len(brought[0]) == 2:
                context.stand_together(brought[0])

    def met(self) -> tuple[int, ...]:
        """The subject and the one organisation that it visits: 双方 may mean them."""
        slots = [
            self.atoms[c].mentions
            for at, c in self.named
            if at == self.subject or self.type(self.atoms[c].mentions[0]) in PARTIES
        ]
        if self.subject is None or len(slots) != 2 or any(len(m) != 1 for m in slots):
            return ()
        pair = tuple(m[0] for m in slots)
        return pair if all(self.type(i) in PARTIES for i in pair) else ()

    def leaves_park(self) -> None:
        """Whether the park that the article has walked into is left: what is seen next is not there."""
        parks, grammar = self.context.parks, self.grammar
        if parks.entered is None:
            return
        kinds = {self.type(i) for _, c in self.named for i in self.atoms[c].mentions}
        away = "place" in kinds and "park" not in kinds and grammar.scene_elsewhere.search(self.text)
        if away or grammar.scene_left.search(self.text):
            parks.entered = None

    def enters_parks(self) -> None:
        """The park that the article walks into, and the one whose firms it counts."""
        parks, grammar = self.context.parks, self.grammar
        named = [i for _, c in self.named for i in self.atoms[c].mentions if self.type(i) == "park"]
        entered = self.mentions[parks.entered].text if parks.entered is not None else None
        if any(self.mentions[i].text != entered for i in named):
            parks.entered = named[0] if len(named) == 1 and grammar.scene.search(self.text) else None
        if grammar.hosts_many.search(self.text):
            parks.counted = named[0] if len(named) == 1 else None if named else parks.near
            subject = self.atoms[self.text[self.subject]].mentions if self.subject is not None else ()
            if not named and any(self.type(i) in ("institute", "university") for i in subject):
                parks.counted = None  # 研究院孵化企业19家: they are its own

    def ends(self) -> None:
        """What the clause ends with."""
        ending = self.grammar.last_name.search(self.text)
        aside = ending and self.text.endswith("属于", 0, ending.start())
        self.context.ending = Ending(
            names=self.atoms[ending.group(1)].mentions if ending and not aside else (),
            founded=bool(ending and self.grammar.founds.search(self.text[: ending.start()])),
            yielded=self.pivots if self.grammar.yields.search(self.text) else (),
        )
