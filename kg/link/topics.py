"""What an article about a park leaves unsaid: who runs a scheme without an owner, where a project without a place is.

Which names are read so, is data: ``lexicons/topic_relations.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.link.zones import brief
from kg.model import Article, Mention, RelationMention
from kg.rules import RulePack, per_pack
from kg.text import fold

__all__ = ["by_topic"]

#: How many characters around a name may say that it is not, failed or has ended.
_AROUND = 24
#: How far into an article a park may first be named that a report of signings is about.
_LEAD = 120
#: How often an article without a headline about a park must name it.
_OFTEN = 3

#: (head, relation, tail, rule, confidence)
_Link = tuple[int, str, int, str, float]


@cache
def _forms(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str, str, re.Pattern[str], float], ...]:
    return tuple((row[0], row[1], row[2], re.compile(row[3]), float(row[4])) for row in rows if len(row) == 5)


def by_topic(
    mentions: Sequence[Mention],
    kinds: Sequence[str],
    found: Sequence[RelationMention],
    topic: int | None,
    article: Article,
    pack: RulePack,
) -> Iterator[_Link]:
    """The relations of an article's names to the park that it is about, for names of which it tells no such relation.

    :param kinds: the kind of each mention, by index: see :func:`kg.link.skeleton.kinds_of`.
    :param found: what the sentences tell.
    :param topic: index of a mention of the park that the article is about. It must stand in the headline, or be the
        only park and named three times.
    """
    if topic is None:
        return
    park = mentions[topic].text
    yield from _by_ceremony(mentions, found, topic, article, pack)
    others = any(m.type == "park" and m.text not in park and park not in m.text for m in mentions)
    if park not in article.title and (others or sum(m.text == park for m in mentions) < _OFTEN):
        return
    doubtful: set[str] | None = None
    told: set[tuple[str, str]] = set()
    for relation in found:
        told.add((relation.type, mentions[relation.tail].text))
        told.add((relation.type + " head", mentions[relation.head].text))
    for kind, relation_type, end, form, confidence in _forms(pack.tables.get("topic_relations", ())):
        for i, mention in enumerate(mentions):
            if kinds[i] != kind or not form.search(mention.text):
                continue
            key = (relation_type if end == "head" else relation_type + " head", mention.text)
            if key in told:
                continue
            if doubtful is None:
                doubtful = _doubtful(mentions, article.text, pack)
            if mention.text in doubtful:
                continue
            told.add(key)
            head, tail = (topic, i) if end == "head" else (i, topic)
            yield head, relation_type, tail, f"topic.{relation_type}", confidence


@per_pack
def _told_by(pack: RulePack) -> tuple[re.Pattern[str], ...]:
    """What announces the projects of a ceremony, what is built, and what says that something is not.

    Then what befalls a list of projects, behind its names (甲项目、乙产业园|等6个项目开工), what may stand in such a
    list, and what tells that a park is only where something is held. At last what befalls a list of projects that
    stand there by their firms' names (甲光电、乙新材|等6个项目投产), the sentence that a project is introduced after,
    and how it is (……集中开工。|甲项目|总投资……).
    """
    names = ("ceremony", "built", "negated", "begun", "begun_works", "venue", "begun_firms", "announced", "introduced")
    return tuple(re.compile(pack.macros.get(name, "(?!)")) for name in names)


def _by_ceremony(
    mentions: Sequence[Mention],
    found: Sequence[RelationMention],
    topic: int,
    article: Article,
    pack: RulePack,
) -> Iterator[_Link]:
    """The projects that a report of signings or openings in a park tells of (此次签约的甲项目……, 开工项目包括：……).

    The park is that of the headline or of the first words, and no other zone is said to hold the project.
    """
    ceremony, built, _, begun, begun_works, venue, begun_firms, announced, introduced = _told_by(pack)
    text, park = fold(article.text), mentions[topic].text
    called = brief(park, pack)
    first = min(
        (m.start for m in mentions if m.type == "park" and brief(m.text, pack).endswith(called)), default=len(text)
    )
    if park not in article.title and (first > _LEAD or _held(text, first, venue)):
        return  # where a county holds its ceremony
    placed = {mentions[r.head].text for r in found if r.type == "located-in"}
    for i, mention in enumerate(mentions):
        site = mention.type == "park" and mention.rule in ("park.site", "park.stem")
        listed = begun.match(text, mention.end)
        works = mention.type == "program" and (built.search(mention.text) or begun_works.search(mention.text))
        firm = mention.type == "company" and begun_firms.match(text, mention.end)
        if not (works or site or firm) or mention.text in placed or mention.text in park or park in mention.text:
            continue
        if any(m.type == "park" and m.start == mention.start and m.end < mention.end for m in mentions):
            continue  # another park's own works
        before = text[max(0, mention.start - 180) : mention.start]
        told = bool(firm or listed or ceremony.search(before[before.rfind("。") + 1 :]))
        told = told or bool(works and introduced.match(text, mention.end) and announced.search(before))
        if not told or any(
            m.type == "park" and m.rule.startswith("park.zone") and brief(m.text, pack) != called
            for m in mentions
            if mention.start - len(before) + before.rfind("。") < m.start < mention.start
        ):
            continue
        placed.add(mention.text)
        yield i, "located-in", topic, "topic.ceremony", 0.7


def _held(text: str, park: int, venue: re.Pattern[str]) -> bool:
    """Whether a park is only where something is held (在|甲区|举行), or what a meeting is about (举行|甲区|推介)."""
    return any(venue.match(text, max(0, park - n), park + _LEAD) for n in (1, 2, 3))


def _doubtful(mentions: Sequence[Mention], text: str, pack: RulePack) -> set[str]:
    """The names of which it is said somewhere that they are not, failed or have ended."""
    void = _told_by(pack)[2]
    return {m.text for m in mentions if void.search(text[max(0, m.start - _AROUND) : m.end + _AROUND])}
