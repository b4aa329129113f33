"""Where in a skeleton a rule fires, and between whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.link.patterns import Pattern
from kg.link.scope import denied
from kg.link.skeleton import Skeleton
from kg.model import Mention
from kg.rules import LinkRule, RulePack, numerals

__all__ = ["TIES", "fired"]

#: The relations that tie two equals.
TIES = ("partners", "cooperates-with")
_WORKS = ("runs", "invests-in")


def fired(
    bones: Skeleton,
    rule: LinkRule,
    pattern: Pattern,
    first: re.Match[str],
    deniable: bool,
    mentions: Sequence[Mention],
    kinds: Sequence[str],
    pack: RulePack,
) -> Iterator[tuple[int, int, float, tuple[int, int]]]:
    """(head, tail, certainty, trigger) of every place where a rule fires.

    :param first: the first match of its pattern.
    :param deniable: whether something in the skeleton may be said not to be.
    """
    for match in _everywhere(pattern.expression, first, bones.text, "{far:" in rule.pattern):
        if deniable and denied(bones.text, match.span(), pack, rule.presupposed):
            continue
        trigger = _trigger(bones, match)
        for head, tail, certainty in _pairs(bones, rule, match, pack):
            if rule.pairs != "all" and not (kinds[head] in pattern.types["a"] and kinds[tail] in pattern.types["b"]):
                continue
            if rule.pairs == "owners":  # 甲大学工作站在乙公司揭牌: the school keeps it there
                head = _at_head(mentions, head, "institute", "university")
                if mentions[head].type != "university":
                    continue
            if rule.relation in TIES:
                tail = _at_head(mentions, tail, "program", "company")  # 甲园与乙公司扩建项目签约: with its owner
            elif rule.relation == "located-in":
                tail = _at_head(mentions, tail, "agency", "park")  # 甲公司与乙园管委会签订入园协议: in the park
                tail = _at_head(mentions, tail, "institute", "park")  # 甲公司入驻|乙高新区|科创中心
            a, b = mentions[head], mentions[tail]
            if rule.relation == "located-in" and _within_its_part(a, b, pack):
                continue
            if rule.relation in _WORKS and kinds[head] == "company" and _of_another(bones, mentions, head, tail):
                continue
            if head == tail or _alike(rule, a, b) or not pack.schema.relations[rule.relation].admits(a.type, b.type):
                continue
            yield head, tail, certainty, trigger


def _at_head(mentions: Sequence[Mention], i: int, whole: str, part: str) -> int:
    """The name of one type at the head of a longer one of another, which stands for it; else the mention itself.

    :param whole: the type of the longer name; a mention of another type stands for itself.
    """
    name = mentions[i]
    if name.type != whole:
        return i
    inside = range(i + 1, min(i + 6, len(mentions)))
    start = name.start + (name.text[0] in "“‘「")
    return next((j for j in inside if mentions[j].type == part and mentions[j].start in (name.start, start)), i)


def _within_its_part(a: Mention, b: Mention, pack: RulePack) -> bool:
    """Whether a zone under a board is said to be in a site (甲高新区挂牌仪式在|火炬园|举行): a site is in a zone."""
    zone = pack.pattern("governed_zone")
    return a.type == b.type == "park" and bool(zone.search(a.text)) and not zone.search(b.text)


def _of_another(bones: Skeleton, mentions: Sequence[Mention], firm: int, work: int) -> bool:
    """Whether a project of a list is named after another firm than acts before it (甲投资的项目、乙扩建项目)."""
    at, name = _at_head(mentions, work, "program", "company"), mentions[firm].text
    if at == work or mentions[at].text in name or name in mentions[at].text:
        return False
    return any(
        work in slot.mentions[1:] or (work in slot.mentions and f"、{atom}" in bones.text)
        for atom, slot in bones.slots.items()
    )


def _alike(rule: LinkRule, a: Mention, b: Mention) -> bool:
    """Whether two names are one, or one is of the other where a tie would part them (a park and its office)."""
    if a.type == b.type == "park" and len(b.text) > 3 and b.text[:-2] == a.text[:-1]:
        return True  # 成都高新区, 成都高新|西区
    return a.text == b.text or (rule.relation in TIES and (a.text in b.text or b.text in a.text))


def _everywhere(expression: re.Pattern[str], first: re.Match[str], text: str, distant: bool) -> Iterator[re.Match[str]]:
    """The matches of a rule, overlapping ones too.

    :param distant: whether a name may stand in a relation to several others further on, which no list holds together.
    """
    match: re.Match[str] | None = first
    while match:
        yield match
        spots = sorted(match.start(name) for name, value in match.groupdict().items() if value)
        at, start = spots[0] + 1, match.start()
        masked = text
        while distant:
            masked = masked[: spots[-1]] + "〇" + masked[spots[-1] + 1 :]
            further = expression.match(masked, start)
            if not further:
                break
            spots = sorted(further.start(name) for name, value in further.groupdict().items() if value)
            if masked[spots[-1] + 1 : spots[-1] + 2] != "〇":  # 浙江|宁波|宁海县: the last tells where
                yield further
        match = expression.search(text, at)


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


def _members(bones: Skeleton, match: re.Match[str], name: str) -> list[tuple[int, float]]:
    """The mentions of a slot of a match, each with how sure it is that they are meant."""
    if name not in match.groupdict() or match.group(name) is None:
        return []
    return [
        (i, bones.slots[c].certainty) for c in match.group(name) if c in bones.slots for i in bones.slots[c].mentions
    ]


def _listed(match: re.Match[str]) -> bool:
    """Whether a list that was not read as one stands between the head and 分别 (甲投资的A项目、B项目分别落户)."""
    return "、" in match.group().partition("分别")[0]


def _pairs(bones: Skeleton, rule: LinkRule, match: re.Match[str], pack: RulePack) -> Iterator[tuple[int, int, float]]:
    """(head, tail, certainty) of the pairs that a match ties, by the rule and by what parts them (分别, 三方)."""
    heads, tails = _members(bones, match, "a"), _members(bones, match, "b")
    if rule.pairs == "all":
        flat = list(dict([*_members(bones, match, "all"), *heads, *tails]).items())
        apart = "分别" in match.group() or any(not bones.slots[c].whole for c in match.group() if c in bones.slots)
        if apart and not pack.pattern("together").search(match.group()):
            return  # A、B等12家企业签约, A、B分别与有关企业签约: each with somebody else
        counts = numerals(pack)
        if any(len(flat) > counts[side[1]] for side in pack.pattern("of_sides").finditer(match.group())):
            return  # A、B与C、D等11家企业签署三方协议: who stands together is one side
        spoken = (bones.slots[c] for c in match.group() if c in bones.slots)
        first = max((s.first for s in spoken if set(s.mentions) == {i for i, _ in flat}), default=0)
        for x, (i, one) in enumerate(flat):
            # those who are only understood to act together are tied across their two sides
            for j, other in flat[max(x + 1, first) :] if x < (first or len(flat)) else ():
                yield i, j, min(one, other)
        return
    if rule.pairs == "ordered" and not len(heads) == len(tails) > 1:
        return
    if "分别" in match.group() and len(heads) == len(tails) > 1:
        for (i, one), (j, other) in zip(heads, tails, strict=True):
            yield i, j, min(one, other)
        return
    if rule.relation not in TIES and "分别" in match.group() and len(tails) > 1 and (len(heads) > 1 or _listed(match)):
        return  # A项目、B项目分别落户C、D、E: which where is not told
    sure = 1.0
    if rule.relation == "located-in" and len(heads) > 1 and len(tails) > 1:
        if len(tails) > 2:
            return  # A、B等企业落户C、D、E: nor here
        sure = pack.thresholds["each_of_two"]  # A、B等企业落户C和D
    for i, one in heads[-1:] if rule.pairs == "last" else heads:
        for j, other in tails:
            yield i, j, min(one, other) * sure
