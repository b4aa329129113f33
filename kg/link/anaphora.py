"""Words that stand for a name (该公司, 双方, 该高新区).

What they are is data, ``lexicons/anaphors.tsv``; what they stand for is found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.link.context import PARTIES, Context
from kg.link.macros import expanded
from kg.link.patterns import made
from kg.link.sieve import Sieve
from kg.link.skeleton import ATOMS, Atoms, Piece, Slot
from kg.link.zones import fits
from kg.model import Mention
from kg.rules import RulePack, per_pack

__all__ = ["resolved", "stands_in"]

_SITE = re.compile("园区|园内|该园|本园")
#: Parks that are built as one project.
_BUILT = re.compile(r"(?:[^区]园|港|谷|小镇|综合体|加速器|孵化器|企业港|产业城|产业基地)(?:[一二三四]期)?$")
_SUCH_AS = re.compile("(?:如|例如|比如)$")  # a sentence that names some of a park's (如甲、乙等知名企业)
_LENDER = re.compile(r"(?:银行|支行|分行|信用社|基金|资本|创投)$")


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
        body = context.about.bodies.get(word[-1])
        return ((body,), 0.85) if body is not None and body not in here else ((), 0)
    if kind == "visited":
        return ((context.parks.visited,), 0.85) if context.parks.visited is not None else ((), 0)
    if kind == "all":
        return _several(word, context, here)
    if kind == "named":
        school = context.about.school
        if word in ("学院", "该院", "该学院") and school is not None and mentions[school].text.endswith("院"):
            return (school,), 0.85
        return _named(word, context, mentions)
    if kind in ("former", "latter") and len(context.together.names) >= 2:
        return ((context.together.names[0] if kind == "former" else context.together.names[-1],), 0.85)
    if kind == "other":  # 甲……。乙招引其落户: who was spoken of and does not act here
        acts = {mentions[i].text for i in (*subject, *here)}
        told = [i for i in context.told_of(mentions) if mentions[i].text not in acts]
        told = [i for i in told if mentions[i].type in ("company", "university", "institute")]
        return ((told[-1],), 0.85) if told else ((), 0)
    if kind == "its":
        near = [i for i in here if mentions[i].type in ("company", "park", "university", "institute", "agency")]
        return ((near[-1],), 0.85) if near else (subject[:1], 0.85 * context.certainty)
    if kind == "there":
        if subject == (context.about.park,) and (park := context.park_here()) is not None:
            return (park,), 0.85
        kinds = ("park",) if context.about.park is not None else ("park", "place")
        if subject and context.marks and subject[0] >= min(context.seen[context.marks[-1] :], default=subject[0] + 1):
            kinds = ("park", "place")  # the sentence itself speaks of a place
        if subject and mentions[subject[0]].type in kinds and subject[0] not in here:
            return subject[:1], 0.85 * (
                max(context.certainty, 0.9) if subject[0] == context.about.park else context.certainty
            )
        if context.parks.near is not None:
            return (context.parks.near,), 0.85
        kind = "topic"
    if kind == "we":
        who = (context.speaker,) if context.speaker is not None else subject[:1]
        return (who, 0.9) if who and mentions[who[0]].type in PARTIES and who[0] not in here else ((), 0)
    if kind == "it":
        return (subject[:1], 0.85 * context.certainty) if subject and subject[0] not in here else ((), 0)
    if kind == "hosting":
        parks = context.parks
        host = parks.near if parks.counted is None and _SUCH_AS.match(before) else parks.counted
        return ((host,), 0.85) if host is not None else ((), 0)
    if kind == "scene":
        return ((context.parks.entered,), 0.85) if context.parks.entered is not None else ((), 0)
    if kind == "raising":
        return ((context.raising,), 0.9) if context.raising is not None else ((), 0)
    site = kind in ("topic", "park") and _SITE.search(word) and len(subject) == 1
    if site and mentions[subject[0]].type == "park" and not any(mentions[i].type == "park" for i in here):
        return subject, 0.85 * max(context.certainty, 0.8)
    if (
        kind == "topic"
        and context.about.park is not None
        and any(mentions[i].text == mentions[context.about.park].text for i in here)
    ):
        return (), 0  # 晶谷加速器开启了园区与甲合作的新篇章: another than itself
    if kind == "topic":
        return ((context.about.park,), 0.9) if context.about.park is not None else ((), 0)
    if kind == "park":
        park = context.acting.get("park", context.about.park)
        if context.about.park is not None and not (subject and mentions[subject[0]].type == "park"):
            park = context.about.park
        return ((park,), 0.9) if park is not None else ((), 0)
    if kind == "here":
        park = context.parks.near if context.parks.near is not None else context.about.park
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
        school = context.about.school if context.about.school is not None else last
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

    def fits(two: Sequence[int]) -> bool:
        kinds = [mentions[i].type for i in two]
        return sides is None or any(a in sides[0] and b in sides[1] for a, b in (kinds, kinds[::-1]))

    pair = context.together.names
    if len(pair) == 2 and context.recent() and fits(pair):
        return pair, 0.85
    told = context.told_of(mentions)
    firms = [i for i in told if mentions[i].type == "company"]
    guests = len(firms) == 2 and context.about.park is not None and not set(told) <= set(context.told_of(mentions, 1))
    if len(told) == 2 and fits(told) and not guests:  # a zone's people met one firm, and then another
        return told, 0.78
    return (pair, 0.85) if len(pair) == 2 and not context.alone() and fits(pair) else ((), 0)


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
    pair = context.together.names if context.recent() or not context.alone() else ()
    if wanted is None:
        return (pair, 0.75) if len(pair) >= 3 else ((), 0)
    if len(pair) == wanted:
        return pair, 0.85
    since = [i for i in dict.fromkeys((*context.together.since, *here)) if i not in pair]
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
    order = (context.about.firm, acting, last) if bare else (last, acting, context.about.firm)
    chosen = next((i for i in order if i is not None), None)
    if chosen is None:
        return (), 0
    return (chosen,), 0.75 if bare and chosen != context.about.firm else 0.85
