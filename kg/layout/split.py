"""Paragraphs of a page → the articles that stand on it, each with its headline.

Where articles begin says :mod:`kg.layout.starts`. Headlines torn from their bodies go to the body that holds their word
pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from kg.layout.headlines import fit, pairs
from kg.layout.paragraphs import Paragraph, labelled
from kg.layout.starts import PICTURE, RUNNING, running_text, starts_of
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
        return bare(running_text(page, self.paragraphs))

    @property
    def has_body(self) -> bool:
        """Whether it has running text."""
        return any(p.kind in RUNNING for p in self.paragraphs)


def split(page: str, paragraphs: list[Paragraph], words: Words) -> list[Group]:
    """The articles of a page, in the page's order; every paragraph is in one of them."""
    _join_headlines(page, paragraphs, words)
    starts = starts_of(page, paragraphs, words)
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
    return next((i for i, p in enumerate(group.paragraphs) if p.kind in RUNNING), len(group.paragraphs))


def _tail(group: Group) -> int:
    """Where what stands behind the body begins."""
    tail = len(group.paragraphs)
    while tail and group.paragraphs[tail - 1].kind not in RUNNING:
        tail -= 1
    return tail


def _move_pictures(page: str, groups: list[Group]) -> None:
    """Move captions and credits that open an article to the end of the one before where they fit that better."""
    for before, group in pairwise(groups):
        while group.paragraphs and group.paragraphs[0].kind in PICTURE:
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
    if not lead and not group.paragraphs[0].ends and labelled(group.paragraphs[0].text(page)):
        lead = 1 + _leading(Group(group.paragraphs[1:]))  # 证券代码：… stands above the headline
    heads = [p for p in group.paragraphs[:lead] if p.kind == "head"]
    if heads:
        marked = [p for p in heads if p.level]
        if marked:
            return min(marked, key=lambda p: p.level)
        heads = [p for p in heads if not p.text(page).startswith("——")] or heads
        if sum(labelled(p.text(page)) for p in heads) > 1:  # a list of cards (建设单位：…) is headed by what is none
            heads = [p for p in heads if not labelled(p.text(page))][:1] or heads
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
