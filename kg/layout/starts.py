"""Where on a page articles begin.

An article certainly begins at a dateline (本报讯), at a headline with a byline, behind a byline that closes the article
before.
"""

from __future__ import annotations

from kg.layout.headlines import fit, zones
from kg.layout.paragraphs import Paragraph
from kg.layout.words import Words, bare

__all__ = ["PICTURE", "RUNNING", "running_text", "starts_of"]

#: Kinds of paragraphs: running text, and what stands at a picture.
RUNNING = ("body", "start")
PICTURE = ("credit", "caption")
_HEADLINES = 12  # paragraphs before a body that may belong to its headline
_LOOKED_AT = 60  # paragraphs of an article that are looked at to know its subject


def running_text(page: str, paragraphs: list[Paragraph]) -> str:
    """What the body says, as far as it takes to know its subject."""
    return "\n".join([p.text(page) for p in paragraphs[:_LOOKED_AT] if p.kind in RUNNING])


def starts_of(page: str, paragraphs: list[Paragraph], words: Words) -> set[int]:
    """The numbers of the paragraphs that begin an article; the first one's need not be among them."""
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
        running = running or (kind in RUNNING and begin <= i)
        if kind in RUNNING and paragraph.closes and _next_kind(paragraphs, i) in ("head", *RUNNING):
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
    before = [p for p in paragraphs[begin : min(head, begin + _LOOKED_AT)] if p.kind in RUNNING]
    if not before or paragraphs[begin].kind == "head":
        return False
    following = []
    for paragraph in paragraphs[byline + 1 : byline + 1 + _LOOKED_AT]:
        if paragraph.kind in RUNNING:
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
    following = next((p for p in paragraphs[i + 1 : i + 6] if p.kind in RUNNING), None)
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
    if named & zones(running_text(page, paragraphs[begin:i]), words):
        return -1
    return at if named & zones(following.text(page), words) else -1


def _picture_story(page: str, paragraphs: list[Paragraph], i: int, begin: int, words: Words) -> int:
    """Where a photo story begins whose text is paragraph ``i``, or -1.

    It opens with its day, stands next to a picture, and names another zone than the article before.
    """
    text = paragraphs[i].text(page)
    if not words.dated_start.match(text):
        return -1
    at = i
    while at > begin and paragraphs[at - 1].kind in ("head", *PICTURE):
        if paragraphs[at - 1].text(page).startswith(("【", "［")):
            return -1  # a section of one report, not a story of its own
        at -= 1
    behind = i + 1 < len(paragraphs) and paragraphs[i + 1].kind in PICTURE
    if at == i and not behind and not any(word in text for word in words.picture_words):
        return -1
    named = zones(text, words)
    if not named or named & zones(running_text(page, paragraphs[begin:i]), words):
        return -1
    return at
