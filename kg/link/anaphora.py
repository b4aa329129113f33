"""Words that stand for a name (该公司, 双方, 该高新区).

What they are is data, ``lexicons/anaphors.tsv``; what they stand for is found in :mod:`kg.link.antecedents`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.link.antecedents import antecedent
from kg.link.asked import Asked
from kg.link.context import Context
from kg.link.sieve import Sieve, numbers
from kg.link.skeleton import ATOMS, Atoms, Piece, Slot
from kg.link.zones import elsewhere, fits
from kg.model import Mention
from kg.rules import RulePack, Scan, per_pack

__all__ = ["anaphors", "resolved", "stands_in"]

_NAME = re.compile(f"[{ATOMS}]")
#: The names of a list, with what parts them.
_LIST = re.compile(f"[{ATOMS}](?:[、和与及][{ATOMS}])*")
_FEW = 3
#: The types of what visitors of a park or place are shown.
_SEEN = ("company", "institute", "university", "program")
#: What finds such words.
_scan = cache(Scan)


@per_pack
def _anaphors(pack: RulePack) -> tuple[tuple[tuple[str, str], ...], Sieve]:
    """Kinds and expressions, which are made when a text first asks for them."""
    rows = pack.tables.get("anaphors", ())
    found = tuple((kind, pack.expanded(pattern, ATOMS)) for kind, pattern in rows)
    return found, Sieve([pattern for _, pattern in found])


def stands_in(text: str, pack: RulePack) -> bool:
    """Whether a text holds a word that may stand for a name."""
    known, sieve = _anaphors(pack)
    return any(next(_scan(known[i][1])(text), None) for i in sieve.passed(text))


def anaphors(pack: RulePack) -> tuple[tuple[str, str], ...]:
    """The kinds of words that stand for a name, each with its expression."""
    return _anaphors(pack)[0]


def resolved(
    piece: Piece, atoms: Atoms, context: Context, mentions: Sequence[Mention], pack: RulePack, among: int = -1
) -> Piece:
    """The piece with an atom for each word that stands for a name, where it is clear for which.

    :param among: the kinds of these words that the sentence may hold, by their numbers, as a set of bits.
    """
    if not among:
        return piece
    found: list[tuple[int, int, Slot]] = []
    known, sieve = _anaphors(pack)
    # few are tried as fast as they are sifted again
    for i in sieve.passed(piece.text, among) if among < 0 or among.bit_count() > _FEW else numbers(among):
        kind, pattern = known[i]
        if kind == "visited" and not _NAME.search(piece.text):
            continue  # a name stands behind it
        for match in _scan(pattern)(piece.text):
            start, end = match.span()
            if any(s < end and start < e for s, e, _ in found):
                continue
            before = piece.text[:start]
            here = [i for c in _NAME.findall(before) for i in atoms[c].mentions]
            stands, certainty = antecedent(Asked(kind, match.group(), before, here, context, mentions, pack))
            if kind == "visited" and not (stands and _are_seen(piece.text[end:], stands[0], atoms, mentions, pack)):
                continue
            if (
                stands
                and mentions[stands[0]].type == "park"
                and not fits(match.group(), mentions[stands[0]].text, pack)
            ):
                continue
            if stands:
                found.append((start, end, Slot(stands, *_place(piece, start, end), certainty)))
    if not found:
        return piece
    text: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end, slot in sorted(found, key=lambda f: f[0]):
        text += [piece.text[at:start], atoms.add(slot)]
        offsets += [*piece.offsets[at:start], slot.start]
        at = end
    return Piece("".join(text) + piece.text[at:], offsets + piece.offsets[at:])


def _are_seen(behind: str, where: int, atoms: Atoms, mentions: Sequence[Mention], pack: RulePack) -> bool:
    """Whether what follows is what visitors of a park or place are shown: nothing that is of another city.

    Where the place itself stands among them, the rest is not in it (走访|甲公司、乙产业园、丙公司).
    """
    seen = [mentions[i] for i in atoms[behind[:1]].mentions] if _NAME.match(behind) else []
    there = mentions[where].text
    listed = _LIST.match(behind)
    if listed and any(mentions[i].text == there for c in _NAME.findall(listed.group()) for i in atoms[c].mentions):
        return False
    return bool(seen) and all(m.type in _SEEN and not elsewhere(m.text, there, pack) for m in seen)


def _place(piece: Piece, start: int, end: int) -> tuple[int, int]:
    """Text offsets of a stretch of a piece; an empty one stands behind the character before it."""
    if start < end:
        return piece.offsets[start], piece.offsets[end - 1] + 1
    spot = piece.offsets[start] if start < len(piece.offsets) else piece.offsets[-1] + 1
    return spot, spot
