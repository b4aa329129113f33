"""What an article has said so far, as far as the next clause may speak of it without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Mention

__all__ = ["PARTIES", "About", "Context", "Ending", "Parks", "Together"]

#: The types of those who act.
PARTIES = ("park", "company", "university", "institute", "agency")


@dataclass(slots=True)
class About:
    """What the article, or its section, is about.

    :ivar park: the park, if it is about one.
    :ivar firm: the company.
    :ivar school: the university.
    :ivar bodies: the institute that speaks of itself as 我所 or 我院, by its last character.
    :ivar subject: whom a paragraph speaks of that begins without a name: the firm or school that opens the
        headline, else the park.
    """

    park: int | None = None
    firm: int | None = None
    school: int | None = None
    bodies: dict[str, int] = field(default_factory=dict)
    subject: int | None = None


@dataclass(slots=True)
class Together:
    """The organisations that stood together last (双方, 三方).

    :ivar names: two or more.
    :ivar since: the organisations named since.
    :ivar at: how many mentions had come then.
    """

    names: tuple[int, ...] = ()
    since: tuple[int, ...] = ()
    at: int = -1


@dataclass(slots=True)
class Ending:
    """What the last clause ended with.

    :ivar names: the mentions.
    :ivar founded: whether it says that these were just founded.
    :ivar yielded: those whom it brought in to act (甲牵线乙，与丙组建).
    """

    names: tuple[int, ...] = ()
    founded: bool = False
    yielded: tuple[int, ...] = ()


@dataclass(slots=True)
class Parks:
    """The parks that words may mean which name none.

    :ivar near: the last one of this paragraph.
    :ivar advanced: the one whose building goes on, as this sentence says.
    :ivar counted: the one whose firms the last sentence counted.
    :ivar entered: the one that the article has walked into, as long as it names no other.
    :ivar visited: the one whose firms somebody was said to visit, as long as no other is named.
    :ivar inside: the one that the last clause walks into, and says no more (在甲园内，……).
    :ivar section: the one that heads the section.
    """

    near: int | None = None
    advanced: int | None = None
    counted: int | None = None
    entered: int | None = None
    visited: int | None = None
    inside: int | None = None
    section: int | None = None


@dataclass(slots=True)
class Context:
    """What was said before; mentions by their index.

    :ivar about: what the article is about.
    :ivar subject: the mentions that the last clause spoke of.
    :ivar joint: the same, with those that acted together with them.
    :ivar sides: how many of ``joint`` are of the first side, where there are two.
    :ivar apart: whether the last clause says that its subjects acted each for itself (分别).
    :ivar certainty: 0 to 1: how sure a clause without a subject speaks of them too.
    :ivar speaker: whose people say the sentence, where only what follows the quotation tells.
    :ivar ending: what the last clause ended with.
    :ivar together: who stood together last.
    :ivar parks: the parks that words may mean which name none.
    :ivar raising: the company whose round of financing was told of last.
    :ivar last: the last mention of each type.
    :ivar acting: the last mention of each type that was a subject.
    :ivar made: the names of what was said to be founded or built.
    :ivar seen: all mentions so far.
    :ivar marks: for each sentence of this paragraph, how many mentions came before it.
    """

    about: About
    subject: tuple[int, ...] = ()
    joint: tuple[int, ...] = ()
    sides: int = 0
    apart: bool = False
    certainty: float = 0.0
    speaker: int | None = None
    ending: Ending = field(default_factory=Ending)
    together: Together = field(default_factory=Together)
    parks: Parks = field(default_factory=Parks)
    raising: int | None = None
    last: dict[str, int] = field(default_factory=dict)
    acting: dict[str, int] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    seen: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def begin(self, fresh: bool) -> None:
        """A sentence begins; ``fresh``: a paragraph too."""
        self.marks = [len(self.seen)] if fresh else [*self.marks, len(self.seen)]
        self.parks.counted = None if fresh else self.parks.counted
        self.parks.inside = self.parks.advanced = None

    def stand_together(self, names: tuple[int, ...]) -> None:
        """From here on these are who stood together last."""
        self.together = Together(names, (), len(self.seen))

    def alone(self) -> bool:
        """Whether this sentence has named nothing yet: who stood together long ago is not meant then."""
        return bool(self.marks) and len(self.seen) == self.marks[-1]

    def recent(self) -> bool:
        """Whether those who stood together last did so in this sentence or the one before."""
        return self.together.at >= (self.marks[-2:][0] if self.marks else 0)

    def park_here(self) -> int | None:
        """The last park of this sentence."""
        here = self.seen[self.marks[-1] :] if self.marks else []
        return self.parks.near if self.parks.near in here else None

    def told_of(self, mentions: Sequence[Mention], sentences: int = 2) -> tuple[int, ...]:
        """The organisations named in the last few sentences of this paragraph, each once, by its last mention."""
        since = self.marks[-sentences:][0] if self.marks else 0
        found: list[int] = []
        for i in reversed(self.seen[since:]):
            text = mentions[i].text
            if (
                mentions[i].type in PARTIES
                and text not in self.made
                and not any(text in mentions[j].text or mentions[j].text in text for j in found)
            ):
                found.append(i)
        return tuple(reversed(found))
