"""What an article about a park leaves unsaid: who runs a scheme without an owner, where a project without a place is.

Which names are read so, is data: ``lexicons/topic_relations.tsv``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from kg.link.zones import brief
from kg.model import Article, Mention, RelationMention
from kg.rules import RulePack, made

__all__ = ["by_topic"]

#: How many characters around a name may say that it is not, failed or has ended.
_AROUND = 24
#: How far into an article a park may first be named that a report of signings is about.
_LEAD = 120
#: How many characters before a project are asked for what befell it.
_BEFORE = 260
#: How often an article without a headline about a park must name it.
_OFTEN = 3

#: The marks behind which an item of a list begins.
_ITEMS = frozenset("、：；")

#: How a project is said to be begun: by a word of its list, or introduced after that of all.
_LISTED, _INTRODUCED = "listed", "introduced"
#: The group of the rules that find projects by their list.
_LISTED_WORKS = "context.works"

#: (head, relation, tail, rule, confidence)
_Link = tuple[int, str, int, str, float]


@cache
def _forms(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, str, str, re.Pattern[str], float], ...]:
    """The rows of the table, their expressions made."""
    return tuple((row[0], row[1], row[2], made(row[3]), float(row[4])) for row in rows if len(row) == 5)


def by_topic(
    mentions: Sequence[Mention],
    kinds: Sequence[str],
    found: Sequence[RelationMention],
    topic: int | None,
    article: Article,
    text: str,
    pack: RulePack,
) -> Iterator[_Link]:
    """The relations of an article's names to the park that it is about, for names of which it tells no such relation.

    :param kinds: the kind of each mention, by index: see :func:`kg.link.kinds.kinds_of`.
    :param found: what the sentences tell.
    :param topic: index of a mention of the park that the article is about. It must stand in the headline, or be the
        only park and named three times.
    :param text: the folded text.
    """
    yield from _by_ceremony(mentions, found, topic, article.title, text, pack)
    if topic is None:
        return
    park = mentions[topic].text
    others = any(m.type == "park" and m.text not in park and park not in m.text for m in mentions)
    if park not in article.title and (others or sum(m.text == park for m in mentions) < _OFTEN):
        return
    if pack.pattern("own_voice").search(text):
        return  # 我校: the article is a school's
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


def _by_ceremony(
    mentions: Sequence[Mention],
    found: Sequence[RelationMention],
    topic: int | None,
    title: str,
    text: str,
    pack: RulePack,
) -> Iterator[_Link]:
    """The projects that a report of signings or openings in a park tells of (此次签约的甲项目……, 开工项目包括：……).

    The park is that of the headline or of the first words, and no other zone is said to hold the project. Where it is
    a town or county that holds the ceremony, the project is there, if no park or other place is said to hold it.
    """
    starts = [m.start for m in mentions]  # in text order

    def between(begin: int, end: int) -> Sequence[Mention]:
        return mentions[bisect_left(starts, begin) : bisect_left(starts, end)]

    park = _park_of(mentions, topic, title, text, pack)
    placed = {mentions[r.head].text for r in found if r.type == "located-in"}
    ours = set[str]()  # what was found here before, which holds nothing (甲产业园、乙项目)
    holding: int | None = None
    holds, reach = pack.pattern("place_holds"), -1
    out = pack.pattern("goes_out").search(title) is not None
    last = -_LEAD  # where the last project ends that was introduced so: the next may follow it
    for i, mention in enumerate(mentions):
        alone, reach = mention.end > reach, max(reach, mention.end)  # and not as in 荆州|开发区
        if mention.type in ("place", "park") and alone and (held := holds.match(text, mention.end)):
            # 某区举行|某园|项目签约活动 is about the park
            about = any(m.type == "park" for m in between(held.start(), held.end()))
            holding = None if about else i
        host = park if park is not None else holding
        if host is None or mention.text in placed:
            continue
        if mentions[host].text not in title and "。" in text[mention.end : max(mention.end, mentions[host].start)]:
            continue  # the park is spoken of later only
        told = _befallen(mention, text, mention.start - last < _LEAD, out, pack)
        if not told or _of_another_park(mention, between(mention.start, mention.start + 1)):
            continue
        inside = mentions[host].text in mention.text and mentions[host].type != "place"
        if inside or mention.text in mentions[host].text:
            continue
        item = text[mentions[host].start - 1 : mentions[host].start] in _ITEMS
        if host == park and mention.start < mentions[host].start and item and mentions[host].text not in title:
            continue  # 项目6个，分别是：汉寿县某项目、|甲经开区|乙项目: it holds none named before it
        begin = text.rfind("。", max(0, mention.start - _BEFORE), mention.start) + 1 or max(0, mention.start - _BEFORE)
        near = [m for m in between(begin, mention.start + 1) if m != mention and m.text not in ours]
        if any(_holds(m, mentions[host], pack) for m in near if m.start == mention.start or not _inside(m, near)):
            continue
        placed.add(mention.text)
        ours.add(mention.text)
        last = mention.end if told == _INTRODUCED else last
        yield i, "located-in", host, "topic.ceremony", pack.thresholds["topic.ceremony"]


def _park_of(mentions: Sequence[Mention], topic: int | None, title: str, text: str, pack: RulePack) -> int | None:
    """The park that a report of signings is about: it stands in the headline, or holds them in the first words."""
    if topic is None:
        return None
    park = mentions[topic].text
    called = brief(park, pack)
    ours = [m for m in mentions if m.type == "park" and brief(m.text, pack).endswith(called)]
    first = min(ours, key=lambda m: m.start, default=mentions[topic])
    works = any(m.start <= first.start and first.end < m.end and m.type == "program" for m in mentions)
    works = works or pack.pattern("begins_works").match(text, first.end) is not None
    if park in title:
        return topic
    site = not first.rule.startswith(("park.zone", "park.area", "alias.", "park.part"))
    if site and not pack.pattern("place_holds").match(text, first.end):
        return None  # a site that is only one of what is built
    if not (works or first.start > _LEAD or _held(text, first.start, pack)):
        return topic
    return None


def _befallen(mention: Mention, text: str, follows: bool, out: bool, pack: RulePack) -> str:
    """How a project or a site, or a firm in a list of them, is said to be signed or begun; empty where it is not.

    :param follows: whether another project was introduced right before.
    :param out: whether the headline tells of people who go elsewhere, where other projects are built too.
    """
    site = mention.type == "park" and mention.rule in ("park.site", "park.stem")
    works = mention.type == "program" and (
        mention.rule.startswith(_LISTED_WORKS)
        or pack.pattern("built").search(mention.text)
        or pack.pattern("begun_works").search(mention.text)
    )
    # what befalls a list of firms: 甲光电、乙新材|等6个项目投产
    if mention.type == "company" and pack.pattern("begun_firms").match(text, mention.end):
        return _LISTED
    if mention.type == "company" and pack.pattern("counted_firms").match(text, mention.end):
        brought = pack.pattern("brought_firms").search(text, max(0, mention.start - _BEFORE), mention.start)
        return _LISTED if brought else ""  # 引进|甲光电、乙新材|等6个项目
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    sentence = before[before.rfind("。") + 1 :]
    if mention.type == "company":
        seat = pack.pattern("seat_in_list").match(text, mention.end) and pack.pattern("ceremony").search(sentence)
        return _LISTED if seat or pack.pattern("firms_that_came").search(sentence) else ""
    if mention.type == "institute" and pack.pattern("begun_bodies").match(text, mention.end):
        return _LISTED
    if not (works or site):
        return ""
    if pack.pattern("begun").match(text, mention.end):  # 甲项目、乙产业园|等6个项目开工
        return _LISTED
    if works and not out and pack.pattern("stage").match(text, mention.end):
        return _LISTED  # 甲项目|竣工投产
    scene = works and not out and pack.pattern("building_site").match(text, mention.end)
    if scene and pack.pattern("on_the_scene").search(before):
        return _LISTED
    together = pack.pattern("begun_together").match(text, mention.end)
    if together and pack.pattern("works_before").search(before):
        return _LISTED
    if pack.pattern("predicative").search(sentence):
        return ""  # 甲项目是国家首个|乙项目
    if pack.pattern("ceremony").search(sentence) or pack.pattern("told_apart").search(before):
        return _LISTED
    # ……集中开工。|甲项目|总投资……
    introduced = pack.pattern("introduced").match(text, mention.end)
    return _INTRODUCED if introduced and (follows or pack.pattern("announced").search(before)) else ""


def _of_another_park(mention: Mention, begun: Sequence[Mention]) -> bool:
    """Whether a park's name begins that of a project, which is its own; or a zone's that of a site.

    :param begun: the mentions that begin where it does.
    """
    inner = (m for m in begun if m.type == "park" and m.end < mention.end)
    return any(m.rule.startswith(("park.zone", "park.area")) for m in inner)


def _inside(name: Mention, names: Sequence[Mention]) -> bool:
    """Whether a name stands inside a longer one (荆州|开发区)."""
    return any(m.start <= name.start and name.end <= m.end and m.end - m.start > name.end - name.start for m in names)


def _holds(name: Mention, host: Mention, pack: RulePack) -> bool:
    """Whether a name that stands before a project, or begins its name, is another park or place than the host."""
    if host.type == "place":
        return name.type in ("park", "place") and name.text not in host.text and host.text not in name.text
    other = name.type == "park" and brief(name.text, pack) != brief(host.text, pack)
    return other and name.rule.startswith("park.zone")


def _held(text: str, park: int, pack: RulePack) -> bool:
    """Whether a park is only where something is held (在|甲区|举行), or what a meeting is about (举行|甲区|推介)."""
    venue = pack.pattern("venue")
    return any(venue.match(text, max(0, park - n), park + _LEAD) for n in (1, 2, 3))


def _doubtful(mentions: Sequence[Mention], text: str, pack: RulePack) -> set[str]:
    """The names of which it is said somewhere that they are not, failed or have ended, or are of those above."""
    void, above = pack.pattern("negated"), pack.pattern("carried_out")
    return {
        m.text
        for m in mentions
        if void.search(text[max(0, m.start - _AROUND) : m.end + _AROUND])
        or above.search(text, max(0, m.start - _AROUND), m.start)
    }
