"""Paragraphs of a page → the articles that stand on it, each with its headline.

An article certainly begins at a dateline (本报讯), at a headline with a byline, behind a byline that closes the article
before. Headlines torn from their bodies go to the body that holds their word pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from kg.layout.headlines import fit, pairs, zones
from kg.layout.paragraphs import Paragraph
from kg.layout.words import Words, bare

__all__ = ["Group", "split"]


@dataclass(slots=True)
class Group:
    """The paragraphs of one article.

    :ivar title: the paragraph that is its headline.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    title: Paragraph | None = None

    def body(self, page: str) -> str:
        """The running text, without layout."""
        return bare(_running_text(page, self.paragraphs))

    @property
    def has_body(self) -> bool:
        """Whether it has running text."""
        return any(p.kind in _RUNNING for p in self.paragraphs)


_RUNNING = ("body", "start")
_PICTURE = ("credit", "caption")
_HEADLINES = 12  # paragraphs before a body that may belong to its headline
_LOOKED_AT = 60  # paragraphs of an article that are looked at to know its subject


def split(page: str, paragraphs: list[Paragraph], words: Words) -> list[Group]:
    """The articles of a page, in the page's order; every paragraph is in one of them."""
    _join_headlines(page, paragraphs, words)
    starts = _starts(page, paragraphs, words)
    bounds = [*sorted(starts | {0}), len(paragraphs)]
    groups = [Group(paragraphs[a:b]) for a, b in pairwise(bounds) if a < b]
    groups = _without_bodiless(groups)
    if len(groups) > 1:
        _move_pictures(page, groups)
        _move_headlines(page, groups, words)
    for group in groups:
        group.title = _title(page, group)
    return groups


def _join_headlines(page: str, paragraphs: list[Paragraph], words: Words) -> None:
    """Make one paragraph of a headline's two lines: ``X高新区：`` and what follows."""
    at = 0
    while at + 1 < len(paragraphs):
        first, second = paragraphs[at], paragraphs[at + 1]
        if first.kind == second.kind == "head" and second.level in (0, first.level) and len(second.pieces) == 1:
            text = bare(first.text(page))
            zone = words.zone.search(text)
            if text[-1:] in ("：", ":") or (zone and zone.end() == len(text) and len(text) <= 10 and second.gap == 0):
                first.pieces += second.pieces
                del paragraphs[at + 1]
                continue
        at += 1


# -- where articles begin


def _starts(page: str, paragraphs: list[Paragraph], words: Words) -> set[int]:
    starts: set[int] = set()
    top = _top_level(paragraphs)
    begin = 0  # where the article that we are in begins
    running = False  # whether it has a body yet
    for i, paragraph in enumerate(paragraphs):
        kind = paragraph.kind
        before = paragraphs[i - 1] if i else None
        at = -1
        if kind == "start":
            at = _heads_before(paragraphs, i, begin)
        elif kind == "byline" and before is not None:
            if before.kind == "head":
                at = _heads_before(paragraphs, i, begin)
                if _torn(page, paragraphs, begin, at, i, words):
                    at = i + 1
            elif running:
                at = i + 1
        elif kind == "head" and running:
            at = _head_starts(page, paragraphs, i, begin, top, words)
        elif kind == "body" and running:
            at = _picture_story(page, paragraphs, i, begin, words)
        if at > begin and at < len(paragraphs):
            starts.add(at)
            begin = at
            running = False
        running = running or (kind in _RUNNING and begin <= i)
        if kind in _RUNNING and paragraph.closes and _next_kind(paragraphs, i) in ("head", *_RUNNING):
            starts.add(i + 1)
            begin = i + 1
            running = False
    return starts


def _next_kind(paragraphs: list[Paragraph], i: int) -> str:
    return paragraphs[i + 1].kind if i + 1 < len(paragraphs) else ""


def _top_level(paragraphs: list[Paragraph]) -> int:
    return min((p.level for p in paragraphs if p.level), default=0)


def _heads_before(paragraphs: list[Paragraph], i: int, begin: int) -> int:
    """Where the headlines and imprints begin that stand right before paragraph ``i``."""
    at = i
    begin = max(begin, i - _HEADLINES)
    while at > begin:
        before = paragraphs[at - 1]
        lower = before.kind in ("meta", "byline") and at - 1 > begin
        if before.kind != "head" and not (lower and _over_head(paragraphs, at - 1, begin)):
            break
        at -= 1
    return at


def _over_head(paragraphs: list[Paragraph], i: int, begin: int) -> bool:
    while i > begin and paragraphs[i].kind in ("meta", "byline"):
        i -= 1
    return paragraphs[i].kind == "head"


def _torn(page: str, paragraphs: list[Paragraph], begin: int, head: int, byline: int, words: Words) -> bool:
    """Whether a headline with byline belongs to the body before it: that has none, and the headline fits it better."""
    before = [p for p in paragraphs[begin : min(head, begin + _LOOKED_AT)] if p.kind in _RUNNING]
    if not before or paragraphs[begin].kind == "head":
        return False
    following = []
    for paragraph in paragraphs[byline + 1 : byline + 1 + _LOOKED_AT]:
        if paragraph.kind in _RUNNING:
            following.append(paragraph)
        elif following and paragraph.kind in ("head", "byline"):
            break
    if not following:
        return True
    title = paragraphs[byline - 1].text(page)
    here, there = fit(title, [bare("".join(p.text(page) for p in side)) for side in (before, following)])
    return here > there + words.threshold.torn_margin


def _head_starts(page: str, paragraphs: list[Paragraph], i: int, begin: int, top: int, words: Words) -> int:
    """Where an article begins that a headline without byline or dateline opens, or -1."""
    head = paragraphs[i]
    following = next((p for p in paragraphs[i + 1 : i + 6] if p.kind in _RUNNING), None)
    if following is None or following.kind == "start":
        return -1
    at = _heads_before(paragraphs, i, begin)
    if head.level == 1 and top == 1 and paragraphs[i - 1].level != 1:
        return at
    if head.level > top:
        return -1
    named = zones(head.text(page), words)
    if not named:
        return -1
    if named & zones(_running_text(page, paragraphs[begin:i]), words):
        return -1
    return at if named & zones(following.text(page), words) else -1


def _running_text(page: str, paragraphs: list[Paragraph]) -> str:
    """What the body says, as far as it takes to know its subject."""
    return "\n".join([p.text(page) for p in paragraphs[:_LOOKED_AT] if p.kind in _RUNNING])


def _picture_story(page: str, paragraphs: list[Paragraph], i: int, begin: int, words: Words) -> int:
    """Where a photo story begins whose text is paragraph ``i``, or -1.

    It opens with its day, stands next to a picture, and names another zone than the article before.
    """
    text = paragraphs[i].text(page)
    if not words.dated_start.match(text):
        return -1
    at = i
    while at > begin and paragraphs[at - 1].kind in ("head", *_PICTURE):
        at -= 1
    behind = i + 1 < len(paragraphs) and paragraphs[i + 1].kind in _PICTURE
    if at == i and not behind and not any(word in text for word in words.picture_words):
        return -1
    named = zones(text, words)
    if not named or named & zones(_running_text(page, paragraphs[begin:i]), words):
        return -1
    return at


# -- what belongs to which article


def _without_bodiless(groups: list[Group]) -> list[Group]:
    """Give headlines and furniture without a body to the article before, the first to the one behind."""
    kept: list[Group] = []
    waiting: list[Paragraph] = []
    for group in groups:
        if group.has_body:
            group.paragraphs[:0] = waiting
            waiting = []
            kept.append(group)
        elif kept:
            kept[-1].paragraphs += group.paragraphs
        else:
            waiting += group.paragraphs
    if waiting:
        kept.append(Group(waiting))
    return kept


def _leading(group: Group) -> int:
    """How many paragraphs stand before the body."""
    return next((i for i, p in enumerate(group.paragraphs) if p.kind in _RUNNING), len(group.paragraphs))


def _tail(group: Group) -> int:
    """Where what stands behind the body begins."""
    tail = len(group.paragraphs)
    while tail and group.paragraphs[tail - 1].kind not in _RUNNING:
        tail -= 1
    return tail


def _move_pictures(page: str, groups: list[Group]) -> None:
    """Move captions and credits that open an article to the end of the one before where they fit that better."""
    for before, group in pairwise(groups):
        while group.paragraphs and group.paragraphs[0].kind in _PICTURE:
            text = bare(group.paragraphs[0].text(page))
            here, there = (sum(pair in body for pair in pairs(text)) for body in (before.body(page), group.body(page)))
            if here < there or (here == there and group.paragraphs[0].gap > 1):
                break
            before.paragraphs.append(group.paragraphs.pop(0))


def _move_headlines(page: str, groups: list[Group], words: Words) -> None:
    """Move headlines to the body that they fit clearly best, in front of it; a byline right behind goes along.

    Only on pages that show that headlines were torn off: some stand behind a body, or one body has none and others
    have several.
    """
    counts = [_heads(group) for group in groups]
    if not (any(behind for _, behind in counts) or (max(c for c, _ in counts) > 1 and not all(c for c, _ in counts))):
        return
    bodies: dict[int, str] = {}
    moves: list[tuple[Group, Group, list[Paragraph]]] = []
    for g, group in enumerate(groups):
        lead = _leading(group)
        tail = _tail(group)
        here = group.body(page)
        spots = [*range(min(lead, 8)), *range(tail, min(len(group.paragraphs), tail + 8))]
        spots = [i for i in spots if _may_move(page, group.paragraphs[i], here)]
        if not spots:
            continue
        near = range(max(0, g - words.threshold.neighbours), min(len(groups), g + words.threshold.neighbours + 1))
        for n in near:
            if n not in bodies:
                bodies[n] = groups[n].body(page)
        for i in spots:
            head = group.paragraphs[i]
            scores = dict(zip(near, fit(head.text(page), [bodies[n] for n in near]), strict=True))
            best = max(near, key=lambda n: (round(scores[n], 6), n == g, -abs(n - g)))
            if best == g or scores[best] < scores[g] + words.threshold.move_margin:
                continue
            taken = [head]
            if i + 1 < len(group.paragraphs) and group.paragraphs[i + 1].kind == "byline" and i >= tail:
                taken.append(group.paragraphs[i + 1])
            moves.append((group, groups[best], taken))
    for source, target, taken in moves:
        source.paragraphs = [p for p in source.paragraphs if not any(p is t for t in taken)]
        if _heads(target)[0]:
            target.paragraphs += taken  # the article has its headline: what looks like another is a caption
        else:
            target.paragraphs[:0] = taken


def _heads(group: Group) -> tuple[int, bool]:
    """How many headlines stand before the body, and whether any stands behind it."""
    lead, tail = _leading(group), _tail(group)
    before, behind = group.paragraphs[:lead], group.paragraphs[tail:]
    return sum(p.kind == "head" for p in before), any(p.kind == "head" for p in behind)


def _may_move(page: str, paragraph: Paragraph, body: str) -> bool:
    """Whether a headline may belong to another body: it has no mark, and half its pairs are not in this body."""
    if paragraph.kind != "head" or paragraph.level:
        return False
    asked = pairs(paragraph.text(page))
    return 2 * sum(pair in body for pair in asked) < len(asked)


def _title(page: str, group: Group) -> Paragraph | None:
    """The headline; one that stands behind the body is moved before it."""
    lead = _leading(group)
    heads = [p for p in group.paragraphs[:lead] if p.kind == "head"]
    if heads:
        marked = [p for p in heads if p.level]
        if marked:
            return min(marked, key=lambda p: p.level)
        heads = [p for p in heads if not p.text(page).startswith("——")] or heads
        for first, second in pairwise(group.paragraphs[:lead]):
            if first.kind == "head" and second.kind == "byline":
                return first if first in heads else heads[-1]
        body = group.body(page)
        return max(reversed(heads[-8:]), key=lambda p: round(fit(p.text(page), [body])[0], 2))
    if lead == len(group.paragraphs):
        return None
    tail = _tail(group)
    behind = [i for i in range(tail, len(group.paragraphs)) if group.paragraphs[i].kind == "head"]
    if not behind:
        return None
    body = group.body(page)
    best = max(behind, key=lambda i: fit(group.paragraphs[i].text(page), [body])[0])
    if fit(group.paragraphs[best].text(page), [body])[0] < 0.3:
        return None
    head = group.paragraphs.pop(best)
    group.paragraphs.insert(0, head)
    return head
