"""Reading the sentences of one article: skeletons, rules, scope, evidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from kg.link.anaphora import Context, resolved, stands_in
from kg.link.clauses import Grammar, acted, grammar_of, subject_of
from kg.link.coordination import coordinated
from kg.link.evidence import Witness
from kg.link.labels import by_label
from kg.link.names import by_name
from kg.link.patterns import Pattern, compiled
from kg.link.scope import denied
from kg.link.skeleton import ATOMS, Atoms, Piece, Skeleton, drawn, finished, kinds_of
from kg.link.speakers import speakers
from kg.link.topics import by_topic
from kg.model import Article, Mention, RelationMention
from kg.rules import LinkRule, RulePack, per_pack

__all__ = ["outermost", "read", "skeletons", "topic"]

_OPENS, _CLOSES = ("【", "［", "[", "〔"), ("】", "］", "]", "〕")
_MARK = 3  # characters before a bracketed head, a bullet among them
_HEADED = r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|[▲●■◆◎★])?\s*"
_TIES = ("partners", "cooperates-with")
_WORKS = ("runs", "invests-in")
_ORIGIN = re.compile(
    f"(?<=([{ATOMS}]))(?:等(?:一批|多家|数家)?)?([{ATOMS}])(?:本地|当地)?的?[^，。；、与和同{ATOMS}]{{0,8}}(?:企业|公司|高校|院校|机构|单位|院所)(?!家)"
)
_SIDES = {"三方": 3, "四方": 4, "五方": 5}


def outermost(mentions: Sequence[Mention]) -> list[tuple[int, Mention]]:
    """(index, mention) of the mentions that stand inside no other."""
    kept: list[tuple[int, Mention]] = []
    end = -1
    for i, mention in enumerate(mentions):
        if mention.start >= end:
            kept.append((i, mention))
            end = mention.end
    return kept


def topic(
    article: Article, mentions: Sequence[Mention], outer: Sequence[tuple[int, Mention]], type_: str, pack: RulePack
) -> int | None:
    """The first mention of the park, company or university that the article is about.

    The headline's, else the one it names most.
    """
    named = [
        (i, m)
        for i, m in enumerate(mentions)
        if m.type == type_ and (type_ != "park" or m.rule.startswith(("park.zone", "park.area")))
    ]
    named = named or [(i, m) for i, m in outer if m.type == type_]
    if type_ == "university":  # 产业学院: what schools and firms found
        founded = pack.endings("founded_schools")
        named = [(i, m) for i, m in named if not m.text.rstrip("”").endswith(founded)] or named
    if not named:
        return None
    if type_ == "park":  # 自贸区|某某片区: the article is about the part that is named with its whole
        held = {
            i: next((j for j, o in outer if o.type == "park" and o.start <= m.start and m.end < o.end), i)
            for i, m in named
        }
        named = [(held[i], mentions[held[i]]) for i, _ in named]
    titled = [i for i, m in named if m.text in article.title]
    if titled:
        return titled[0]
    full = {m.text: max((o.text for _, o in named if o.text.endswith(m.text)), key=len) for _, m in named}
    counts = Counter(full[m.text] for _, m in named)
    best = max(counts.values())
    if best < 2 and len(counts) > 1:
        return _only_governed(mentions, named) if type_ == "park" else None
    chosen = next(i for i, m in named if counts[full[m.text]] == best)
    return _governing(mentions, chosen) if type_ == "park" else chosen


def _only_governed(mentions: Sequence[Mention], named: Sequence[tuple[int, Mention]]) -> int | None:
    """The one of several parks whose board acts, where only one has a board in the article."""
    boards = {m.start for m in mentions if m.rule == "agency.body"}
    governed = {m.text: i for i, m in reversed(named) if m.start in boards}
    return next(iter(governed.values())) if len(governed) == 1 else None


def _governing(mentions: Sequence[Mention], part: int) -> int:
    """The park whose board acts, where another is only a part of it (甲新城管委会 … 落户甲新城高新片区)."""
    boards = {m.text: m for m in mentions if m.rule == "agency.body"}
    name = mentions[part].text
    if any(text.startswith(name) for text in boards):
        return part
    for i, m in enumerate(mentions):
        governs = m.type == "park" and name.startswith(m.text) and m.text != name
        if governs and any(b.start == m.start and b.end > m.end for b in boards.values()):
            return i
    return part


def _own_bodies(text: str, outer: Sequence[tuple[int, Mention]]) -> dict[str, int]:
    """The institute that an article calls 我所 or 我院, by the last character: the only one named so, where it is one.

    Those with which it does something (我所与甲研究所) are others.
    """
    found: dict[str, int] = {}
    for word in ("所", "院"):
        own = "我" + word
        if own not in text:
            continue
        others = {m.text for _, m in outer if text.endswith((own + "与", own + "和", own + "同"), 0, m.start)}
        named = [
            (i, m.text) for i, m in outer if m.type == "institute" and m.text.endswith(word) and m.text not in others
        ]
        if len({name for _, name in named}) == 1:
            found[word] = named[0][0]
    return found


def skeletons(
    text: str,
    span: tuple[int, int],
    here: Sequence[tuple[int, Mention]],
    pack: RulePack,
    context: Context,
    mentions: Sequence[Mention],
    kinds: Sequence[str],
    grammar: Grammar,
) -> list[Skeleton]:
    """The skeleton of a sentence, and one for each bracket that holds a name; brings the context up to date."""
    atoms = Atoms()
    whole, brackets = drawn(text, span, [(i, m.start, m.end) for i, m in here], atoms, pack)
    order = tuple(pack.schema.entities)
    pieces: list[Piece] = []
    origins: list[Piece] = []
    bounds = [*sorted({m.end() for m in grammar.clause.finditer(whole.text)}), len(whole.text)]
    for start, bound, beyond in zip([0, *bounds], bounds, [*bounds[1:], None], strict=False):

        def ahead(bound: int = bound, beyond: int | None = beyond) -> tuple[int, ...]:
            following = coordinated(whole.cut(bound, beyond), atoms, kinds, pack) if beyond else None
            return subject_of(following, atoms, grammar) if following else ()

        clause = resolved(whole.cut(start, bound), atoms, context, mentions, pack)
        clause = coordinated(clause, atoms, kinds, pack)
        if (bare := _without_origin(clause, atoms, kinds)) is not None:
            origins.append(clause)
            clause = bare
        pieces.append(acted(clause, atoms, context, mentions, grammar, ahead))
    found = [finished(pieces, atoms, kinds, order, span)]
    found += [finished([origin], atoms, kinds, order, span) for origin in origins]
    for bracket in brackets:
        found.append(finished([coordinated(bracket, atoms, kinds, pack)], atoms, kinds, order, span))
    return [bones for bones in found if sum(len(s.mentions) for s in bones.slots.values()) >= 2]


def _without_origin(clause: Piece, atoms: Atoms, kinds: Sequence[str]) -> Piece | None:
    """The clause without what tells where those of a counted list are from (甲、乙等12家|上海企业|与丙签约)."""
    for match in _ORIGIN.finditer(clause.text):
        listed, origin = atoms[match[1]], atoms[match[2]]
        counted = not listed.whole or match[0][0] == "等"
        placed = all(kinds[i] in ("place", "park") for i in origin.mentions)
        if counted and placed and kinds[listed.mentions[0]] in ("company", "university", "institute"):
            atoms.roles[match[2]] = "a"
            kept = [*range(match.start()), *range(match.end(), len(clause.text))]
            return Piece("".join(clause.text[i] for i in kept), [clause.offsets[i] for i in kept])
    return None


def _section(text: str, span: tuple[int, int], here: Sequence[tuple[int, Mention]]) -> int | None:
    """The park that a section is about: it stands in brackets before it (【甲高新区】……), or alone in a line."""
    if not here or here[0][1].type != "park":
        return None
    i, park = here[0]
    before = text[span[0] : park.start].strip()
    after = text[park.end : park.end + 1]
    if before[-1:] in _OPENS and before and after in _CLOSES and len(before) <= _MARK:
        return i
    line = text[park.end :].split("\n", 1)[0].strip(" ：:")
    return i if not line and re.fullmatch(_HEADED, before) else None


def read(
    article: Article,
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    pack: RulePack,
) -> tuple[RelationMention, ...]:
    """The relations of an article, in text order."""
    outer = outermost(mentions)
    context = Context(
        topic=topic(article, mentions, outer, "park", pack),
        firm=topic(article, mentions, outer, "company", pack),
        school=topic(article, mentions, outer, "university", pack),
        bodies=_own_bodies(text, outer),
    )
    kinds = kinds_of(mentions, pack)
    rules = compiled(pack)
    grammar = grammar_of(pack)
    witness = Witness(article, text, mentions, pack)
    starts = [m.start for _, m in outer]
    speaking = speakers(text, outer, pack)
    about, sections = context.topic, set[str]()
    found: dict[tuple[int, str, int, int], RelationMention] = {}
    for span in sentences:
        here = outer[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        fresh = span[0] == 0 or text[span[0] - 1] == "\n"
        if fresh:
            section = _section(text, span, here)
            if section is not None:
                sections.add(mentions[section].text)
                context.topic = section
            context.subject = context.joint = (context.topic,) if context.topic is not None else ()
            context.certainty = pack.thresholds.get("topic_subject", 0.65)
            context.near_park, context.tail = None, ()
        else:
            context.certainty *= pack.thresholds.get("carried_subject", 0.92)
        context.begin(fresh)
        context.speaker = speaking.quoted(span[0])
        who = context.speaker if context.speaker is not None else speaking.first(text, *span)
        if who is not None:
            context.subject, context.certainty = (who,), 0.9
        if not here and not stands_in(text[span[0] : span[1]], pack):
            continue
        for bones in skeletons(text, span, here, pack, context, mentions, kinds, grammar):
            for rule, pattern in rules.of(bones):
                if not pattern.expression.search(bones.text):
                    continue
                for head, tail, certainty, trigger in _matches(bones, rule, pattern, mentions, kinds, pack):
                    confidence = witness.confidence(rule, head, tail, certainty)
                    key = (head, rule.relation, tail, span[0])
                    if key not in found or found[key].evidence.confidence < confidence:
                        found[key] = witness.relation(rule, head, tail, confidence, (span[0], span[1]), trigger)

    def add(shown: Iterable[tuple[int, str, int, str, float]]) -> None:
        for head, type_, tail, rule_id, confidence in shown:
            if head == tail or not pack.schema.relations[type_].admits(mentions[head].type, mentions[tail].type):
                continue
            relation = witness.by_name(sentences, head, type_, tail, rule_id, confidence)
            found.setdefault((head, type_, tail, -1), relation)

    about = about if len(sections) < 2 else None  # a digest of several parks is about none
    add(by_name(mentions, text, about, pack))
    add(by_label(mentions, outer, text, pack))
    add(by_topic(mentions, kinds, tuple(found.values()), about, article, pack))
    bodies = {(mentions[r.head].text, mentions[r.tail].text) for r in found.values() if r.type == "part-of"}
    for key in [key for key, relation in found.items() if _only_seems(relation, bodies, mentions, text, pack)]:
        del found[key]
    return tuple(
        sorted(found.values(), key=lambda r: (mentions[r.head].start, mentions[r.tail].start, r.type, r.head, r.tail))
    )


def _only_seems(
    relation: RelationMention,
    bodies: Set[tuple[str, str]],
    mentions: Sequence[Mention],
    text: str,
    pack: RulePack,
) -> bool:
    """Whether a relation only seems to be told.

    Who signs is not the party committee of an office (某市委|书记李明), a body of a park is not somewhere in it
    besides (引入资源落地江北新区, said of its board), a place that acts nowhere only begins a name that was not found
    (与包头市|高新技术企业协会), and a park has no ties with a part of itself.

    :param bodies: what is said to be part of what, by name.
    """
    head, tail = mentions[relation.head], mentions[relation.tail]
    if relation.type == "located-in" and head.type == "agency":
        return (head.text, tail.text) in bodies
    ends = (head, tail) if relation.type in _TIES else (head,)
    if relation.type in _TIES and any(m.type == "agency" and _office(pack).match(text, m.end) for m in (head, tail)):
        return True
    if relation.type in _TIES and {head.type, tail.type} == {"agency", "park"}:
        board = head if head.type == "agency" else tail
        if board.text in pack.lexicon("boards"):
            return True  # 管委会, of the park itself
    if relation.type in _TIES and head.type == tail.type == "park" and _is_part(head.text, tail.text, mentions):
        return True
    return any(m.type == "place" and not _place_acts(pack).match(text, m.end) for m in ends)


def _is_part(one: str, other: str, mentions: Sequence[Mention]) -> bool:
    """Whether one park's name begins the other's full name (西咸新区, 泾河新城 in 西咸新区泾河新城)."""
    full = [m.text for m in mentions if m.type == "park" and m.text.endswith((one, other))]
    return any(
        name.startswith(a) and name.endswith(b) and len(name) >= len(a) + len(b)
        for name in full
        for a, b in ((one, other), (other, one))
    )


@per_pack
def _place_acts(pack: RulePack) -> re.Pattern[str]:
    return re.compile(pack.macros.get("place_acts", ""))


@per_pack
def _office(pack: RulePack) -> re.Pattern[str]:
    return re.compile(pack.macros.get("party_office", "(?!)"))


@per_pack
def _together(pack: RulePack) -> re.Pattern[str]:
    return re.compile(pack.macros.get("together", "(?!)"))


def _matches(
    bones: Skeleton, rule: LinkRule, pattern: Pattern, mentions: Sequence[Mention], kinds: Sequence[str], pack: RulePack
) -> Iterator[tuple[int, int, float, tuple[int, int]]]:
    """(head, tail, certainty, trigger) of every place where a rule fires."""
    together = _together(pack)
    for match in _everywhere(pattern.expression, bones.text, "{far:" in rule.pattern):
        if denied(bones.text, match.span(), pack, rule.presupposed):
            continue
        trigger = _trigger(bones, match)
        for head, tail, certainty in _pairs(bones, rule, match, together):
            if rule.pairs != "all" and not (kinds[head] in pattern.types["a"] and kinds[tail] in pattern.types["b"]):
                continue
            if rule.relation in _TIES:
                tail = _at_head(mentions, tail, "program", "company")  # 甲园与乙公司扩建项目签约: with its owner
            elif rule.relation == "located-in":
                tail = _at_head(mentions, tail, "agency", "park")  # 甲公司与乙园管委会签订入园协议: in the park
            a, b = mentions[head], mentions[tail]
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
    return next((j for j in inside if mentions[j].type == part and mentions[j].start == name.start), i)


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
    return a.text == b.text or (rule.relation in _TIES and (a.text in b.text or b.text in a.text))


def _everywhere(expression: re.Pattern[str], text: str, distant: bool) -> Iterator[re.Match[str]]:
    """The matches of a rule, overlapping ones too.

    :param distant: whether a name may stand in a relation to several others further on, which no list holds together.
    """
    at = 0
    while match := expression.search(text, at):
        yield match
        spots = sorted(match.start(name) for name, value in match.groupdict().items() if value)
        at = spots[0] + 1
        masked = text
        while distant:
            masked = masked[: spots[-1]] + "〇" + masked[spots[-1] + 1 :]
            further = expression.match(masked, match.start())
            if not further:
                break
            spots = sorted(further.start(name) for name, value in further.groupdict().items() if value)
            if masked[spots[-1] + 1 : spots[-1] + 2] != "〇":  # 浙江|宁波|宁海县: the last tells where
                yield further


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
    if name not in match.groupdict() or match.group(name) is None:
        return []
    return [
        (i, bones.slots[c].certainty) for c in match.group(name) if c in bones.slots for i in bones.slots[c].mentions
    ]


def _listed(match: re.Match[str]) -> bool:
    """Whether a list that was not read as one stands between the head and 分别 (甲投资的A项目、B项目分别落户)."""
    return "、" in match.group().partition("分别")[0]


def _pairs(
    bones: Skeleton, rule: LinkRule, match: re.Match[str], together: re.Pattern[str]
) -> Iterator[tuple[int, int, float]]:
    heads, tails = _members(bones, match, "a"), _members(bones, match, "b")
    if rule.pairs == "all":
        flat = list(dict([*_members(bones, match, "all"), *heads, *tails]).items())
        apart = "分别" in match.group() or any(not bones.slots[c].whole for c in match.group() if c in bones.slots)
        if apart and not together.search(match.group()):
            return  # A、B等12家企业签约, A、B分别与有关企业签约: each with somebody else
        if any(word in match.group() and len(flat) > n for word, n in _SIDES.items()):
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
    if rule.relation not in _TIES and "分别" in match.group() and len(tails) > 1 and (len(heads) > 1 or _listed(match)):
        return  # A项目、B项目分别落户C、D、E: which where is not told
    if rule.relation == "located-in" and len(heads) > 1 and len(tails) > 1:
        return  # A、B等企业落户C、D、E: nor here
    for i, one in heads:
        for j, other in tails:
            yield i, j, min(one, other)
