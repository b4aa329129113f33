"""Words that stand for a name (该公司, 双方, 该高新区).

What they are is data, ``lexicons/anaphors.tsv``; what they stand for is found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.link.macros import expanded
from kg.link.patterns import made
from kg.link.sieve import Sieve
from kg.link.skeleton import ATOMS, Atoms, Piece, Slot
from kg.link.zones import fits
from kg.model import Mention
from kg.rules import RulePack, per_pack

__all__ = ["Context", "resolved", "stands_in"]

_PARTIES = ("park", "company", "university", "institute", "agency")
_SITE = re.compile("园区|园内|该园|本园")
#: Parks that are built as one project.
_BUILT = re.compile(r"(?:[^区]园|港|谷|小镇|综合体|加速器|孵化器|企业港|产业城|产业基地)(?:[一二三四]期)?$")
_LENDER = re.compile(r"(?:银行|支行|分行|信用社|基金|资本|创投)$")


@dataclass
class Context:
    """What was said before.

    :ivar subject: the mentions that the last clause spoke of.
    :ivar joint: the same, with those that acted together with them.
    :ivar sides: how many of ``joint`` are of the first side, where there are two.
    :ivar apart: whether the last clause says that its subjects acted each for itself (分别).
    :ivar certainty: 0 to 1: how sure a clause without a subject speaks of them too.
    :ivar last: the last mention of each type.
    :ivar acting: the last mention of each type that was a subject.
    :ivar pair: the last two or more organisations that stood together (双方, 三方).
    :ivar topic: the park that the article is about, if one is.
    :ivar firm: the company that the article is about, if one is.
    :ivar school: the university that the article is about, if one is.
    :ivar bodies: the institute that speaks of itself as 我所 or 我院, by its last character.
    :ivar seen: all mentions so far.
    :ivar since: the organisations named since ``pair`` was.
    :ivar near_park: the last park of this paragraph.
    :ivar tail: the mentions that the last clause ended with.
    :ivar founded: whether the last clause says that these were just founded.
    :ivar yielded: those whom the last clause brought in to act (甲牵线乙，与丙组建).
    :ivar raising: the company whose round of financing was told of last.
    :ivar hosting: the park whose firms the last sentence counted.
    :ivar scene: the park that the article has walked into, as long as it names no other.
    :ivar speaker: whose people say the sentence, where only what follows the quotation tells.
    :ivar marks: for each sentence of this paragraph, how many mentions came before it.
    :ivar paired: how many mentions had come when ``pair`` was set.
    :ivar visiting: the park whose firms somebody was said to visit, as long as no other is named.
    :ivar made: the names of what was said to be founded or built.
    """

    subject: tuple[int, ...] = ()
    joint: tuple[int, ...] = ()
    sides: int = 0
    apart: bool = False
    certainty: float = 0.0
    last: dict[str, int] = field(default_factory=dict)
    acting: dict[str, int] = field(default_factory=dict)
    pair: tuple[int, ...] = ()
    topic: int | None = None
    firm: int | None = None
    school: int | None = None
    bodies: dict[str, int] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)
    since: tuple[int, ...] = ()
    near_park: int | None = None
    tail: tuple[int, ...] = ()
    founded: bool = False
    yielded: tuple[int, ...] = ()
    raising: int | None = None
    hosting: int | None = None
    scene: int | None = None
    speaker: int | None = None
    marks: list[int] = field(default_factory=list)
    paired: int = -1
    visiting: int | None = None
    made: set[str] = field(default_factory=set)

    def begin(self, fresh: bool) -> None:
        """A sentence begins; ``fresh``: a paragraph too."""
        self.marks = [len(self.seen)] if fresh else [*self.marks, len(self.seen)]
        self.hosting = None if fresh else self.hosting

    def alone(self) -> bool:
        """Whether this sentence has named nothing yet: who stood together long ago is not meant then."""
        return bool(self.marks) and len(self.seen) == self.marks[-1]

    def recent(self) -> bool:
        """Whether those of ``pair`` stood together in this sentence or the one before."""
        return self.paired >= (self.marks[-2:][0] if self.marks else 0)

    def park_here(self) -> int | None:
        """The last park of this sentence."""
        here = self.seen[self.marks[-1] :] if self.marks else []
        return self.near_park if self.near_park in here else None

    def told_of(self, mentions: Sequence[Mention], sentences: int = 2) -> tuple[int, ...]:
        """The organisations named in the last few sentences of this paragraph, each once, by its last mention."""
        since = self.marks[-sentences:][0] if self.marks else 0
        found: list[int] = []
        for i in reversed(self.seen[since:]):
            text = mentions[i].text
            if (
                mentions[i].type in _PARTIES
                and text not in self.made
                and not any(text in mentions[j].text or mentions[j].text in text for j in found)
            ):
                found.append(i)
        return tuple(reversed(found))


@per_pack
def _anaphors(pack: RulePack) -> tuple[tuple[tuple[str, str], ...], Sieve]:
    """Kinds and expressions, which are made when a text first asks for them."""
    rows = pack.tables.get("anaphors", ())
    found = tuple((kind, expanded(pattern, pack.macros, ATOMS)) for kind, pattern in rows)
    return found, Sieve([pattern for _, pattern in found])


def stands_in(text: str, pack: RulePack) -> bool:
    """Whether a text holds a word that may stand for a name."""
    anaphors, sieve = _anaphors(pack)
    return any(made(anaphors[i][1]).search(text) for i in sieve.passed(text))


def resolved(piece: Piece, atoms: Atoms, context: Context, mentions: Sequence[Mention], pack: RulePack) -> Piece:
    """The piece with an atom for each word that stands for a name, where it is clear for which."""
    found: list[tuple[int, int, Slot]] = []
    anaphors, sieve = _anaphors(pack)
    for i in sieve.passed(piece.text):
        kind, pattern = anaphors[i]
        for match in made(pattern).finditer(piece.text):
            start, end = match.span()
            if any(s < end and start < e for s, e, _ in found):
                continue
            stands, certainty = _antecedent(kind, match.group(), context, mentions, piece.text[:start], atoms, pack)
            if kind == "visited" and not _is_firm(piece.text[end : end + 1], atoms, mentions):
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


def _antecedent(
    kind: str,
    word: str,
    context: Context,
    mentions: Sequence[Mention],
    before: str,
    atoms: Atoms,
    pack: RulePack,
) -> tuple[tuple[int, ...], float]:
    """The mentions that a word stands for, and how sure that is."""
    subject = context.subject
    here = [i for c in before if re.match(f"[{ATOMS}]", c) for i in atoms[c].mentions]
    if kind == "both":
        return _two(word, context, mentions, pack)
    if kind == "counted":
        return _counted(word, context, mentions)
    if kind == "own":
        body = context.bodies.get(word[-1])
        return ((body,), 0.85) if body is not None and body not in here else ((), 0)
    if kind == "visited":
        return ((context.visiting,), 0.85) if context.visiting is not None else ((), 0)
    if kind == "all":
        return _several(word, context, here)
    if kind == "named":
        school = context.school
        if word in ("学院", "该院", "该学院") and school is not None and mentions[school].text.endswith("院"):
            return (school,), 0.85
        return _named(word, context, mentions)
    if kind in ("former", "latter") and len(context.pair) >= 2:
        return ((context.pair[0] if kind == "former" else context.pair[-1],), 0.85)
    if kind == "other":  # 甲……。乙招引其落户: who was spoken of and does not act here
        acts = {mentions[i].text for i in (*subject, *here)}
        told = [i for i in context.told_of(mentions) if mentions[i].text not in acts]
        told = [i for i in told if mentions[i].type in ("company", "university", "institute")]
        return ((told[-1],), 0.85) if told else ((), 0)
    if kind == "its":
        near = [i for i in here if mentions[i].type in ("company", "park", "university", "institute", "agency")]
        return ((near[-1],), 0.85) if near else (subject[:1], 0.85 * context.certainty)
    if kind == "there":
        if subject == (context.topic,) and (park := context.park_here()) is not None:
            return (park,), 0.85
        kinds = ("park",) if context.topic is not None else ("park", "place")
        if subject and context.marks and subject[0] >= min(context.seen[context.marks[-1] :], default=subject[0] + 1):
            kinds = ("park", "place")  # the sentence itself speaks of a place
        if subject and mentions[subject[0]].type in kinds and subject[0] not in here:
            return subject[:1], 0.85 * (
                max(context.certainty, 0.9) if subject[0] == context.topic else context.certainty
            )
        if context.near_park is not None:
            return (context.near_park,), 0.85
        kind = "topic"
    if kind == "we":
        who = (context.speaker,) if context.speaker is not None else subject[:1]
        return (who, 0.9) if who and mentions[who[0]].type in _PARTIES and who[0] not in here else ((), 0)
    if kind == "it":
        return (subject[:1], 0.85 * context.certainty) if subject and subject[0] not in here else ((), 0)
    if kind == "hosting":
        return ((context.hosting,), 0.85) if context.hosting is not None else ((), 0)
    if kind == "scene":
        return ((context.scene,), 0.85) if context.scene is not None else ((), 0)
    if kind == "raising":
        return ((context.raising,), 0.9) if context.raising is not None else ((), 0)
    site = kind in ("topic", "park") and _SITE.search(word) and len(subject) == 1
    if site and mentions[subject[0]].type == "park" and not any(mentions[i].type == "park" for i in here):
        return subject, 0.85 * max(context.certainty, 0.8)
    if (
        kind == "topic"
        and context.topic is not None
        and any(mentions[i].text == mentions[context.topic].text for i in here)
    ):
        return (), 0  # 晶谷加速器开启了园区与甲合作的新篇章: another than itself
    if kind == "topic":
        return ((context.topic,), 0.9) if context.topic is not None else ((), 0)
    if kind == "park":
        park = context.acting.get("park", context.topic)
        if context.topic is not None and not (subject and mentions[subject[0]].type == "park"):
            park = context.topic
        return ((park,), 0.9) if park is not None else ((), 0)
    if kind == "here":
        park = context.near_park if context.near_park is not None else context.topic
        return ((park,), 0.85) if park is not None else ((), 0)
    if kind == "firm":
        return _company(context, mentions, bare=True)
    if kind == "company" and word == "该行":
        bank = next((i for i in reversed(context.seen) if _LENDER.search(mentions[i].text)), None)
        return ((bank,), 0.85) if bank is not None else ((), 0)
    if kind == "company":
        return _company(context, mentions, bare=False)
    if kind in ("owner", "owned"):
        near = [i for i in here if mentions[i].type == "company"]
        return ((near[-1],), 0.85) if near else _company(context, mentions, bare=kind == "owned")
    if kind == "school":
        named = [i for i in here if mentions[i].type == "university"]
        last = named[-1] if named else context.last.get("university")
        school = context.school if context.school is not None else last
        return ((_whole_school(school, mentions),), 0.85) if school is not None else ((), 0)
    last = context.last.get(kind)
    if kind == "program" and word.startswith("这") and last not in context.seen[(context.marks or [0])[-3:][0] :]:
        return (), 0  # 这个项目 is one that was just spoken of
    if kind == "program" and last is None:  # 晶谷产业园开工。该项目……
        sites = [i for i in subject if _BUILT.search(mentions[i].text)]
        return (tuple(sites), 0.9) if len(sites) == len(subject) == 1 else ((), 0)
    return ((last,), 0.9) if last is not None else ((), 0)


def _whole_school(school: int, mentions: Sequence[Mention]) -> int:
    """The university whose name begins that of its college (我校, where a college was named), else itself."""
    college = mentions[school]
    inside = range(school + 1, min(school + 4, len(mentions)))
    return next((j for j in inside if mentions[j].type == "university" and mentions[j].start == college.start), school)


def _is_firm(atom: str, atoms: Atoms, mentions: Sequence[Mention]) -> bool:
    return bool(re.match(f"[{ATOMS}]", atom)) and all(mentions[i].type == "company" for i in atoms[atom].mentions)


def _place(piece: Piece, start: int, end: int) -> tuple[int, int]:
    """Text offsets of a stretch of a piece; an empty one stands behind the character before it."""
    if start < end:
        return piece.offsets[start], piece.offsets[end - 1] + 1
    spot = piece.offsets[start] if start < len(piece.offsets) else piece.offsets[-1] + 1
    return spot, spot


def _two(word: str, context: Context, mentions: Sequence[Mention], pack: RulePack) -> tuple[tuple[int, ...], float]:
    """双方, 校企: the two that stood together last; else the only two of this sentence and the one before."""
    sides = next((row[1:3] for row in pack.tables.get("sides", ()) if word.startswith(row[0])), None)

    def fits(pair: Sequence[int]) -> bool:
        kinds = [mentions[i].type for i in pair]
        return sides is None or any(a in sides[0] and b in sides[1] for a, b in (kinds, kinds[::-1]))

    if len(context.pair) == 2 and context.recent() and fits(context.pair):
        return context.pair, 0.85
    told = context.told_of(mentions)
    firms = [i for i in told if mentions[i].type == "company"]
    guests = len(firms) == 2 and context.topic is not None and not set(told) <= set(context.told_of(mentions, 1))
    if len(told) == 2 and fits(told) and not guests:  # a zone's people met one firm, and then another
        return told, 0.78
    return (context.pair, 0.85) if len(context.pair) == 2 and not context.alone() and fits(context.pair) else ((), 0)


_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


def _counted(word: str, context: Context, mentions: Sequence[Mention]) -> tuple[tuple[int, ...], float]:
    """两家企业, 5家公司: the firms named last where they are just so many; 各企业: those of the last sentences."""
    number = re.search("[0-9]+", word)
    wanted = int(number.group()) if number else next((_COUNTS[c] for c in word if c in _COUNTS), None)
    near = [i for i in context.told_of(mentions) if mentions[i].type == "company"]
    if wanted is None:
        return (tuple(near), 0.8) if len(near) > 1 else ((), 0)
    firms: dict[str, int] = {}
    for i in reversed(context.seen):
        text = mentions[i].text
        if mentions[i].type == "company" and not any(text in other or other in text for other in firms):
            firms[text] = i
    for told in (near, list(reversed(firms.values()))):
        if len(told) == wanted > 1:
            return tuple(told), 0.85
    return (), 0


def _several(word: str, context: Context, here: Sequence[int]) -> tuple[tuple[int, ...], float]:
    """三方: the three that stood together last, or the last two and the one named since."""
    wanted = _COUNTS.get(word[0])
    pair = context.pair if context.recent() or not context.alone() else ()
    if wanted is None:
        return (pair, 0.75) if len(pair) >= 3 else ((), 0)
    if len(pair) == wanted:
        return pair, 0.85
    since = [i for i in dict.fromkeys((*context.since, *here)) if i not in pair]
    if len(pair) == wanted - 1 and since:
        return (*pair, since[-1]), 0.8
    return (), 0


def _named(word: str, context: Context, mentions: Sequence[Mention]) -> tuple[tuple[int, ...], float]:
    """该研究院, 平台: the last name that ends with the word."""
    noun = word.lstrip("该这此个家")
    for i in reversed(context.seen):
        if mentions[i].text.rstrip('”’」"').endswith(noun) and mentions[i].text != noun:
            return (i,), 0.9 if noun != word else 0.82
    return (), 0


def _company(context: Context, mentions: Sequence[Mention], bare: bool) -> tuple[tuple[int, ...], float]:
    """公司 is the article's own firm where none is the subject, 该公司 the last one."""
    if context.speaker is not None and mentions[context.speaker].type == "company":
        return (context.speaker,), 0.9
    subject = [i for i in context.subject if mentions[i].type == "company" and not _LENDER.search(mentions[i].text)]
    if len(subject) == 1:
        return (subject[0],), 0.92
    acting = context.acting.get("company")
    last = context.last.get("company")
    order = (context.firm, acting, last) if bare else (last, acting, context.firm)
    chosen = next((i for i in order if i is not None), None)
    if chosen is None:
        return (), 0
    return (chosen,), 0.75 if bare and chosen != context.firm else 0.85
