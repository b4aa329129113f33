"""A word that stands for a name, as the steps of :mod:`kg.link.antecedents` ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.link.context import Context
from kg.model import Mention
from kg.rules import RulePack

__all__ = ["CLEAR", "NONE", "Asked", "Stands", "only"]

#: How sure it is that a word means the one that it can mean, in most cases.
CLEAR = 0.85
#: Mentions, and how sure it is that they are meant.
Stands = tuple[tuple[int, ...], float]
NONE: Stands = ((), 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that stands for a name, and what is known where it stands.

    :ivar kind: what it stands for, see ``lexicons/anaphors.tsv``.
    :ivar before: what stands before it in its clause.
    :ivar here: the mentions named there.
    :ivar context: what was said before that clause.
    :ivar mentions: those of the article.
    """

    kind: str
    word: str
    before: str
    here: Sequence[int]
    context: Context
    mentions: Sequence[Mention]
    pack: RulePack

    def type(self, i: int) -> str:
        """The type of a mention."""
        return self.mentions[i].type

    def text(self, i: int) -> str:
        """The name that a mention is of."""
        return self.mentions[i].text

    def says(self, macro: str, i: int) -> bool:
        """Whether a macro is found in the name that a mention is of."""
        return self.pack.pattern(macro).search(self.text(i)) is not None


def only(i: int | None, certainty: float = CLEAR) -> Stands:
    """The one mention, if there is one."""
    return ((i,), certainty) if i is not None else NONE
