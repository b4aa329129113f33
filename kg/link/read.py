"""Reading the sentences of one article: skeletons, rules, scope, evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set

from kg.link.about import about, heading, section
from kg.link.anaphora import resolved, stands_in
from kg.link.clauses import acted, subject_of
from kg.link.context import Context
from kg.link.coordination import coordinated
from kg.link.epithets import plain
from kg.link.evidence import Witness
from kg.link.firing import TIES, fired
from kg.link.grammar import grammar_of
from kg.link.heard import heard
from kg.link.kinds import kinds_of
from kg.link.labels import by_label
from kg.link.names import by_name
from kg.link.patterns import compiled
from kg.link.skeleton import ATOMS, Atoms, Piece, Skeleton, drawn, finished
from kg.link.speakers import Speakers, speakers
from kg.link.topics import by_topic
from kg.model import Article, Mention, RelationMention
from kg.rules import RulePack

__all__ = ["read"]


#: The rule by which a park is where it is called something's only one: none for one that is called by its city.
_OF_CITY = "located.park-of-city"


def _outermost(mentions: Sequence[Mention]) -> list[tuple[int, Mention]]:
    """(index, mention) of the mentions that stand inside no other."""
    kept: list[tuple[int, Mention]] = []
    end = -1
    for i, mention in enumerate(mentions):
        if mention.start >= end:
            kept.append((i, mention))
            end = mention.end
    return kept


def _skeletons(
    text: str,
    span: tuple[int, int],
    here: Sequence[tuple[int, Mention]],
    pack: RulePack,
    context: Context,
    mentions: Sequence[Mention],
    kinds: Sequence[str],
) -> list[Skeleton]:
    """The skeleton of a sentence, and one for each bracket that holds a name; brings the context up to date."""
    atoms = Atoms()
    begun = {m.start for _, m in here}
    read = [(i, m.start, m.end) for i, m in here if m.end in begun or not _of_unread_item(m, text, pack)]
    named = _one_place(read, text, kinds)
    whole, brackets = drawn(text, span, named, atoms, pack)
    whole = _one_list(plain(whole, atoms, kinds, pack), atoms, kinds, pack)
    order = tuple(pack.schema.entities)
    pieces: list[Piece] = []
    origins: list[Piece] = []
    may = heard(whole.text, pack)
    grammar = may.grammar
    bounds = [*sorted({m.end() for m in grammar.clause.finditer(whole.text)}), len(whole.text)]
    for start, bound, beyond in zip([0, *bounds], bounds, [*bounds[1:], None], strict=False):

        def ahead(bound: int = bound, beyond: int | None = beyond) -> tuple[int, ...]:
            following = coordinated(whole.cut(bound, beyond), atoms, kinds, pack, may.lists) if beyond else None
            return subject_of(following, atoms, grammar) if following else ()

        clause = resolved(whole.cut(start, bound), atoms, context, mentions, pack, may.anaphors)
        if may.subsidiaries:  # 甲及全资子公司乙: one list, but one is of the other
            origins += [clause.cut(*m.span()) for m in pack.pattern("with_subsidiary", ATOMS).finditer(clause.text)]
        clause = coordinated(clause, atoms, kinds, pack, may.lists)
        bare = _without_origin(clause, atoms, kinds, pack) if may.origins else None
        if bare is None:
            pieces.append(acted(clause, atoms, context, mentions, grammar, ahead))
        else:  # what stood apart stands together now
            origins.append(clause)
            pieces.append(acted(bare, atoms, context, mentions, grammar_of(pack), ahead))
    found = [finished(pieces, atoms, kinds, order, span)]
    found += [finished([origin], atoms, kinds, order, span) for origin in origins]
    for bracket in brackets:
        found.append(finished([coordinated(bracket, atoms, kinds, pack)], atoms, kinds, order, span))
    return [bones for bones in found if sum(len(s.mentions) for s in bones.slots.values()) >= 2]


def _one_place(named: Sequence[tuple[int, int, int]], text: str, kinds: Sequence[str]) -> list[tuple[int, int, int]]:
    """The names, the province of a city that stands in a list taken as one with it (江苏|南京、无锡、浙江|温州)."""
    found: list[tuple[int, int, int]] = []
    for i, start, end in named:
        above = found[-1] if found and found[-1][2] == start else None
        listed = above and (text[end : end + 1] == "、" or text[above[1] - 1 : above[1]] == "、")
        if above and listed and kinds[i] == kinds[above[0]] == "place":
            found[-1] = (i, above[1], end)
        else:
            found.append((i, start, end))
    return found


def _one_list(piece: Piece, atoms: Atoms, kinds: Sequence[str], pack: RulePack) -> Piece:
    """The piece with 、 for the commas between the provinces of a list of cities (南京、无锡，|温州、宁波等地)."""
    commas = pack.pattern("places_go_on", ATOMS).finditer(piece.text) if "等" in piece.text else ()
    text = list(piece.text)
    for comma in commas:
        if all(kinds[atoms[text[i]].mentions[0]] == "place" for i in (comma.start() - 1, comma.end())):
            text[comma.start()] = "、"
    return Piece("".join(text), piece.offsets)


def _of_unread_item(name: Mention, text: str, pack: RulePack) -> bool:
    """Whether a place only begins an item of a list that was not read (、西安|铁路枢纽、)."""
    listed = name.type == "place" and text[name.start - 1 : name.start] == "、"
    return listed and pack.pattern("item_of_place").match(text, name.end) is not None


def _without_origin(clause: Piece, atoms: Atoms, kinds: Sequence[str], pack: RulePack) -> Piece | None:
    """The clause without what tells where those of a counted list are from (甲、乙等12家|上海企业|与丙签约)."""
    for match in pack.pattern("origin", ATOMS).finditer(clause.text):
        listed, origin = atoms[match[1]], atoms[match[2]]
        counted = not listed.whole or match[0][0] == "等"
        placed = all(kinds[i] in ("place", "park") for i in origin.mentions)
        if counted and placed and kinds[listed.mentions[0]] in ("company", "university", "institute"):
            atoms.roles[match[2]] = "a"
            return clause.without(range(*match.span()))
    return None


def read(
    article: Article,
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    pack: RulePack,
) -> tuple[RelationMention, ...]:
    """The relations of an article, in text order."""
    outer = _outermost(mentions)
    context = Context(about(article, text, mentions, outer, pack))
    topic, sections = context.about.park, set[str]()
    kinds, rules = kinds_of(mentions, pack), compiled(pack)
    witness, speaking = Witness(article, text, mentions, pack), speakers(text, outer, pack)
    starts = [m.start for _, m in outer]
    found: dict[tuple[int, str, int, int], RelationMention] = {}
    for span in sentences:
        here = outer[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        fresh = span[0] == 0 or text[span[0] - 1] == "\n"
        headed = section(text, span, here, pack) if fresh else None
        if headed is not None:
            sections.add(mentions[headed].text)
            context.about.park = context.about.subject = context.parks.section = headed
        _begun(context, fresh, text, span, speaking, pack)
        headline = heading(text, span[0], outer, starts, pack) if fresh and span[0] else None
        if headline is not None:
            context.subject, context.certainty = (headline,), pack.thresholds["heading_subject"]
            context.ending.names = (headline,)
        if not here and not stands_in(text[span[0] : span[1]], pack):
            continue
        for bones in _skeletons(text, span, here, pack, context, mentions, kinds):
            fitting, deniable = rules.of(bones)
            for rule, pattern in fitting:
                first = pattern.expression.search(bones.text)
                if first is None:
                    continue
                for head, tail, certainty, trigger in fired(
                    bones, rule, pattern, first, deniable, mentions, kinds, pack
                ):
                    confidence = witness.confidence(rule, head, tail, certainty)
                    key = (head, rule.relation, tail, span[0])
                    if key not in found or found[key].evidence.confidence < confidence:
                        found[key] = witness.relation(rule, head, tail, confidence, (span[0], span[1]), trigger)

    def add(shown: Iterable[tuple[int, str, int, str, float]]) -> None:
        for head, type_, tail, rule_id, confidence in shown:
            if head != tail and pack.schema.relations[type_].admits(mentions[head].type, mentions[tail].type):
                relation = witness.by_name(sentences, head, type_, tail, rule_id, confidence)
                found.setdefault((head, type_, tail, -1), relation)

    topic = topic if len(sections) < 2 else None  # a digest of several parks is about none
    add(by_name(mentions, text, topic, pack))
    add(by_label(mentions, outer, text, pack))
    add(by_topic(mentions, kinds, tuple(found.values()), topic, article, text, pack))
    bodies = {(mentions[r.head].text, mentions[r.tail].text) for r in found.values() if r.type == "part-of"}
    told = (r for r in found.values() if not _only_seems(r, bodies, mentions, text, pack))
    return tuple(sorted(told, key=lambda r: (mentions[r.head].start, mentions[r.tail].start, r.type, r.head, r.tail)))


def _begun(context: Context, fresh: bool, text: str, span: tuple[int, int], speaking: Speakers, pack: RulePack) -> None:
    """A sentence begins: who is spoken of in it where it names nobody, and who speaks.

    :param fresh: whether a paragraph begins with it.
    """
    if fresh:
        context.subject = context.joint = (context.about.subject,) if context.about.subject is not None else ()
        context.certainty = pack.thresholds["topic_subject"]
        context.parks.near, context.ending.names = None, ()
    else:
        context.certainty *= pack.thresholds["carried_subject"]
    context.begin(fresh)
    context.speaker = speaking.quoted(span[0])
    who = context.speaker if context.speaker is not None else speaking.first(text, *span)
    if who is not None:
        context.subject, context.certainty = (who,), 0.9


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
    if relation.type == "located-in" and pack.pattern("branch_of").match(text, head.end):
        return True  # 某中心|首个分中心落户甲市
    if relation.type == "located-in" and head.type == "agency":
        return (head.text, tail.text) in bodies or (tail.type == "place" and head.text.startswith(tail.text[:2]))
    if relation.evidence.rule == _OF_CITY and any(
        m.type == "place" and (m.start == head.start or text[m.end : head.start] == "的") for m in mentions
    ):
        return True  # 昆山高新区是江苏省首个国家级高新区, 位于千灯镇的|算谷产业园: where it is, stands ahead
    ends = (head, tail) if relation.type in TIES else (head,)
    if relation.type in TIES and any(_is_no_party(m, text, pack) for m in (head, tail)):
        return True
    if relation.type in TIES and {head.type, tail.type} == {"agency", "park"}:
        board = head if head.type == "agency" else tail
        if board.text in pack.lexicon("boards"):
            return True  # 管委会, of the park itself
    if relation.type in TIES and head.type == tail.type == "park" and _is_part(head.text, tail.text, mentions):
        return True
    return any(m.type == "place" and not pack.pattern("place_acts").match(text, m.end) for m in ends)


def _is_no_party(name: Mention, text: str, pack: RulePack) -> bool:
    """Whether a committee is named for its secretary, or a body only begins a name that was not read."""
    if name.type == "agency":
        return bool(pack.pattern("party_office").match(text, name.end))
    listed = name.type == "institute" and (name.rule == "known.body" or name.text.endswith("科学院"))
    return listed and bool(pack.pattern("unread_body").match(text, name.end))


def _is_part(one: str, other: str, mentions: Sequence[Mention]) -> bool:
    """Whether one park's name begins the other's full name (西咸新区, 泾河新城 in 西咸新区泾河新城)."""
    full = [m.text for m in mentions if m.type == "park" and m.text.endswith((one, other))]
    return any(
        name.startswith(a) and name.endswith(b) and len(name) >= len(a) + len(b)
        for name in full
        for a, b in ((one, other), (other, one))
    )
