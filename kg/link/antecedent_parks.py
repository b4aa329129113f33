"""Which park a word stands for: the article's own, the one of this paragraph, the only one of its kind.

The steps of :mod:`kg.link.antecedents` for parks.
"""

from __future__ import annotations

from kg.link.asked import CLEAR, NONE, Asked, Stands, only
from kg.link.zones import brief

__all__ = [
    "here_park",
    "hosting_park",
    "section_park",
    "settled_park",
    "that_park",
    "there_park",
    "topic_park",
    "walked_park",
    "zone_park",
]


def there_park(asked: Asked) -> Stands:
    """落户|，……: the park or place that is spoken of."""
    context, subject = asked.context, asked.context.subject
    first = [asked.type(i) for i in asked.here[:2]]
    if first[:1] == ["park"] and first[1:] and first[1] not in ("park", "place"):
        return NONE  # 甲高新区吸引乙公司入驻|，: it says where
    if context.parks.advanced is not None and asked.pack.pattern("there_already").match(asked.before):
        return only(context.parks.advanced)  # 推进甲产业园建设，已有乙落户|
    if subject == (context.about.park,) and (park := context.park_here()) is not None:
        return only(park)
    kinds = ("park",) if context.about.park is not None else ("park", "place")
    if subject and context.marks and subject[0] >= min(context.seen[context.marks[-1] :], default=subject[0] + 1):
        kinds = ("park", "place")  # the sentence itself speaks of a place
    if subject and asked.type(subject[0]) in kinds and subject[0] not in asked.here:
        topic = subject[0] == context.about.park
        return subject[:1], CLEAR * (max(context.certainty, 0.9) if topic else context.certainty)
    return only(context.parks.near) if context.parks.near is not None else topic_park(asked)


def section_park(asked: Asked) -> Stands:
    """▲甲高新区 / |乙公司新厂投产: the park that heads the section, where nobody is named before."""
    park = asked.context.parks.section
    alone = not asked.here and asked.context.marks and len(asked.context.seen) == asked.context.marks[-1]
    return only(park) if alone else NONE


def settled_park(asked: Asked) -> Stands:
    """首批入驻|企业: of the park that is spoken of, where the clause itself names none."""
    return NONE if any(asked.type(i) in ("park", "place") for i in asked.here) else there_park(asked)


def topic_park(asked: Asked) -> Stands:
    """区里, 园区: the park that the article is about, or the one that acts."""
    park, ending = asked.context.about.park, asked.context.ending.names
    if (district := _district(asked)) is not None:
        return district
    if (acting := _acting_site(asked)) is not None:
        return acting
    if len(ending) == 1 and asked.type(ending[0]) == "park" and asked.text(ending[0]) in asked.context.made:
        return only(
            ending[0] if asked.pack.pattern("said_of_site").search(asked.word) else None
        )  # 共建乙园，|园区|选址
    if not asked.word and _speaks_of_place(asked):
        return NONE  # 无锡现有生产线3条，|代表企业包括甲
    if park is not None and any(asked.text(i) == asked.text(park) for i in asked.here):
        return NONE  # 晶谷加速器开启了园区与甲合作的新篇章: another than itself
    return only(park if _told(asked, park) else None, 0.9)


def _speaks_of_place(asked: Asked) -> bool:
    """Whether the sentence itself speaks of a place."""
    subject, marks = asked.context.subject, asked.context.marks
    here = asked.context.seen[marks[-1] :] if marks else []
    return any(i in here and asked.type(i) == "place" for i in subject)


def _told(asked: Asked, park: int | None) -> bool:
    """Whether a park was named by then: 该区 at the head of an article is none that is named only later."""
    if park is None or _is_zone(asked, park):
        return park is not None
    seen = (*asked.context.seen[-1:], *asked.here)
    return any(asked.mentions[park].start < asked.mentions[i].end for i in seen)


def zone_park(asked: Asked) -> Stands:
    """(落户)高新区: the article's own park where it is of that kind, else the only one of the kind that was named."""
    park = asked.context.about.park
    named = {asked.text(i) for i in asked.here}
    if park is not None and _is_zone(asked, park):
        return only(park if asked.text(park) not in named else None)
    kin: dict[str, int] = {}
    for i in asked.context.seen:
        if asked.type(i) == "park" and _is_zone(asked, i):
            kin.setdefault(brief(asked.text(i), asked.pack), i)
    return only(next(iter(kin.values())) if len(kin) == 1 and not kin.keys() & named else None)


def _is_zone(asked: Asked, park: int) -> bool:
    return brief(asked.text(park), asked.pack).endswith(brief(asked.word, asked.pack))


def that_park(asked: Asked) -> Stands:
    """该高新区: the park that acts, or the article's own; 该区: a district, where that acts."""
    context = asked.context
    acts = context.subject[:1]
    if acts and asked.type(acts[0]) == "place" and asked.text(acts[0]).endswith(asked.word.lstrip("该本")):
        return acts, CLEAR * max(context.certainty, 0.8)
    if (acting := _acting_site(asked)) is not None:
        return acting
    park = context.acting.get("park", context.about.park)
    if context.about.park is not None and not (context.subject and asked.type(context.subject[0]) == "park"):
        park = context.about.park
    return only(park if _told(asked, park) else None, 0.9)


def _district(asked: Asked) -> Stands | None:
    """The district that acts, where a word for one (区内, 全区) is said of it: it is that of no park then."""
    told = [i for i in (*asked.here, *asked.context.subject) if asked.type(i) == "place"]
    meant = bool(told) and asked.word.lstrip("该本我全").startswith("区") and asked.text(told[0]).endswith("区")
    return ((told[0],), CLEAR * max(asked.context.certainty, 0.8)) if meant else None


def _acting_site(asked: Asked) -> Stands | None:
    """The park that alone is spoken of, where a word for a site (园区, 该园) means it."""
    subject = asked.context.subject
    if not asked.pack.pattern("said_of_site").search(asked.word) or len(subject) != 1:
        return None
    if asked.type(subject[0]) != "park" or any(asked.type(i) == "park" for i in asked.here):
        return None
    return subject, CLEAR * max(asked.context.certainty, 0.8)


def here_park(asked: Asked) -> Stands:
    """园内: in the park of this paragraph that was named last, or in the article's own."""
    if (district := _district(asked)) is not None:
        return district
    near = asked.context.parks.near
    return only(near if near is not None else asked.context.about.park)


def hosting_park(asked: Asked) -> Stands:
    """其中: among the firms of the park whose firms the last sentence counted; 如: of the one named last."""
    parks = asked.context.parks
    such_as = parks.counted is None and asked.pack.pattern("such_as").match(asked.before)
    return only(parks.near if such_as else parks.counted)


def walked_park(asked: Asked) -> Stands:
    """走进|甲公司车间: in the park that the article has walked into; or, for other firms, whose firms are visited."""
    parks = asked.context.parks
    return only(parks.entered if asked.kind == "scene" else parks.visited)
