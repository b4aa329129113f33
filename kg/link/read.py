"""Reading the sentences of one article: skeleton, rules, scope, evidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.link.names import by_name
from kg.link.patterns import compiled
from kg.link.scope import amount, date_of, negated, status
from kg.link.skeleton import Context, Skeleton, skeleton
from kg.model import Article, Evidence, Mention, RelationMention
from kg.rules import LinkRule, RulePack

__all__ = ["outermost", "read", "topic"]

_PAIRED = re.compile("分别")


def outermost(mentions: Sequence[Mention]) -> list[tuple[int, Mention]]:
    """(index, mention) of the mentions that stand inside no other."""
    kept: list[tuple[int, Mention]] = []
    end = -1
    for i, mention in enumerate(mentions):
        if mention.start >= end:
            kept.append((i, mention))
            end = mention.end
    return kept


def topic(article: Article, mentions: Sequence[Mention], outer: Sequence[tuple[int, Mention]]) -> int | None:
    """The first mention of the park that the article is about: the headline's, else the one it names most."""
    parks = [(i, m) for i, m in enumerate(mentions) if m.type == "park" and m.rule.startswith("park.zone")]
    if not parks:
        parks = [(i, m) for i, m in outer if m.type == "park"]
    if not parks:
        return None
    if article.title:
        titled = [i for i, m in parks if m.text in article.title]
        if titled:
            return titled[0]
    counts = Counter(m.text for _, m in parks)
    best = max(counts.values())
    if best < 2 and len(counts) > 1:
        return None
    return next(i for i, m in parks if counts[m.text] == best)


def read(
    article: Article,
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    pack: RulePack,
) -> tuple[RelationMention, ...]:
    """The relations of an article, in text order."""
    outer = outermost(mentions)
    about = topic(article, mentions, outer)
    context = Context(topic=about)
    starts = [m.start for _, m in outer]
    found: dict[tuple[int, str, int, int], RelationMention] = {}
    for span in sentences:
        here = outer[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        if span[0] == 0 or text[span[0] - 1] == "\n":
            if about is not None:
                context.subject = (about,)
            context.pair = ()
        if not here:
            continue
        bones = skeleton(text, span, here, pack, context, mentions)
        if len(bones.slots) < 2:
            continue
        for relation in _sentence(article, text, bones, mentions, pack):
            key = (relation.head, relation.type, relation.tail, span[0])
            if key not in found or found[key].evidence.confidence < relation.evidence.confidence:
                found[key] = relation
    for head, type_, tail, rule, confidence in by_name(mentions, text, about):
        known = (mentions[head], mentions[tail])
        begin, end = min(m.start for m in known), max(m.end for m in known)
        if rule.endswith("-topic"):
            begin, end = mentions[head].start, mentions[head].end
        span = _sentence_of(sentences, begin, end)
        evidence = _evidence(article, text, span, mentions[head], mentions[tail], (0, 0), rule, confidence)
        found.setdefault((head, type_, tail, -1), RelationMention(head=head, type=type_, tail=tail, evidence=evidence))
    return tuple(
        sorted(found.values(), key=lambda r: (mentions[r.head].start, mentions[r.tail].start, r.type, r.head, r.tail))
    )


def _sentence_of(sentences: Sequence[tuple[int, int]], begin: int, end: int) -> tuple[int, int]:
    for span in sentences:
        if span[0] <= begin < span[1]:
            return span[0], max(span[1], end)
    return begin, end


def _sentence(
    article: Article, text: str, bones: Skeleton, mentions: Sequence[Mention], pack: RulePack
) -> Iterator[RelationMention]:
    for rule in pack.links:
        expression = compiled(rule.pattern, pack)
        at = 0
        while match := expression.search(bones.text, at):
            first = match.start("all" if rule.pairs == "all" else "a") if "a" in match.groupdict() or rule.pairs == "all" else match.start()
            at = min(s for s in (first, match.start("b") if "b" in match.groupdict() else first)) + 1
            yield from _matched(article, text, bones, mentions, pack, rule, match)


def _matched(
    article: Article,
    text: str,
    bones: Skeleton,
    mentions: Sequence[Mention],
    pack: RulePack,
    rule: LinkRule,
    match: re.Match[str],
) -> Iterator[RelationMention]:
    if negated(_scope(bones.text, match), pack):
        return
    trigger = _trigger(bones, match)
    for head, tail, certainty in _pairs(bones, rule, match):
        a, b = mentions[head], mentions[tail]
        if head == tail or a.text == b.text or not pack.schema.relations[rule.relation].admits(a.type, b.type):
            continue
        confidence = round(rule.confidence * certainty * min(1.0, 0.6 + 0.4 * min(a.confidence, b.confidence) / 0.9), 4)
        evidence = _evidence(article, text, (bones.start, bones.end), a, b, trigger, rule.id, confidence)
        words = text[trigger[0] : trigger[1]]
        before = text[max(bones.start, trigger[0] - 6) : trigger[0]]
        sums = amount(text[min(a.start, trigger[0]) : max(b.end, trigger[1]) + 16]) if rule.relation == "invests-in" else ()
        date, raw = date_of(text[bones.start : bones.end], article.date)
        evidence = replace(evidence, status=status(words, before), date=date, date_text=raw, attributes=sums)
        yield RelationMention(head=head, type=rule.relation, tail=tail, evidence=evidence)


def _scope(skeleton_text: str, match: re.Match[str]) -> str:
    """The words that a negation may stand in: from the clause's beginning to a little behind the match."""
    begin = max(skeleton_text.rfind(mark, 0, match.start()) for mark in "，；：") + 1
    end = match.end()
    while end < len(skeleton_text) and end - match.end() < 10 and skeleton_text[end] not in "，；：。":
        end += 1
    return skeleton_text[begin:end]


def _trigger(bones: Skeleton, match: re.Match[str]) -> tuple[int, int]:
    """Text offsets of the longest stretch of the match outside its slots."""
    edges = sorted(match.span(name) for name in match.groupdict() if match.group(name) is not None)
    gaps, at = [], match.start()
    for start, end in edges:
        gaps.append((at, start))
        at = max(at, end)
    gaps.append((at, match.end()))
    start, end = max(gaps, key=lambda g: (g[1] - g[0], -g[0]))
    return (bones.offsets[start], bones.offsets[end - 1] + 1) if end > start else (0, 0)


def _members(bones: Skeleton, part: str) -> list[tuple[tuple[int, ...], float]]:
    return [(bones.slots[c].mentions, bones.slots[c].certainty) for c in part if c in bones.slots]


def _pairs(bones: Skeleton, rule: LinkRule, match: re.Match[str]) -> Iterator[tuple[int, int, float]]:
    if rule.pairs == "all":
        flat = [(i, sure) for group, sure in _members(bones, match.group("all")) for i in group]
        for x, (i, one) in enumerate(flat):
            for j, other in flat[x + 1 :]:
                yield i, j, one * other
        return
    heads = [(i, sure) for group, sure in _members(bones, match.group("a")) for i in group]
    tails = [(i, sure) for group, sure in _members(bones, match.group("b")) for i in group]
    between = bones.text[min(match.end("a"), match.end("b")) : max(match.start("a"), match.start("b"))]
    if _PAIRED.search(between) and len(heads) == len(tails) > 1:
        for (i, one), (j, other) in zip(heads, tails, strict=True):
            yield i, j, one * other
        return
    for i, one in heads:
        for j, other in tails:
            yield i, j, one * other


def _evidence(
    article: Article,
    text: str,
    span: tuple[int, int],
    head: Mention,
    tail: Mention,
    trigger: tuple[int, int],
    rule: str,
    confidence: float,
) -> Evidence:
    start, end = span
    file_start, file_end = article.locate(start, end)

    def within(a: int, b: int) -> tuple[int, int]:
        return (a - start, b - start) if start <= a < b <= end else (0, 0)

    return Evidence(
        file=article.file,
        article=article.index,
        start=file_start,
        end=file_end,
        text=article.text[start:end],
        head=within(head.start, head.end),
        tail=within(tail.start, tail.end),
        trigger=within(*trigger),
        rule=rule,
        confidence=confidence,
    )
