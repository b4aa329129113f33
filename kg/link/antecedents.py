"""Whom or what a word stands for that stands for a name: one step for each kind of such words.

A step gives the mentions and how sure they are meant; none where that is not clear. Which kind a word is of, is data:
``lexicons/anaphors.tsv``. The table :data:`_STEPS` says which step is for which kind; a kind without one is a type, and
its words stand for the last mention of that type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.link import antecedent_parks as parks
from kg.link import antecedents_several as several
from kg.link.asked import CLEAR, NONE, Asked, Stands, only
from kg.link.context import PARTIES

__all__ = ["antecedent"]

#: What points at a thing, before the word for it (该研究院, 这家公司).
_POINTING = "该这此个家"

Step = Callable[[Asked], Stands]


def antecedent(asked: Asked) -> Stands:
    """The mentions that a word stands for, and how sure that is (0 to 1); none where it is not clear."""
    return _STEPS.get(asked.kind, _last_of_type)(asked)


# -- one, whatever it is


def _named(asked: Asked) -> Stands:
    """该研究院, 平台: the last name that ends with the word; the article's own school, where it is called 学院."""
    school = asked.context.about.school
    if asked.word in asked.pack.lexicon("own_college") and school is not None and asked.text(school).endswith("院"):
        return only(school)
    noun = asked.word.lstrip(_POINTING)
    told = asked.here if asked.pack.pattern("speaks_for").search(asked.before) else ()  # 甲学院书记代表|该学院|签约
    for i in (*reversed(told), *reversed(asked.context.seen)):
        if asked.text(i).rstrip('”’」"').endswith(noun) and asked.text(i) != noun:
            return only(i, 0.9 if noun != asked.word else 0.82)
    return NONE


def _own(asked: Asked) -> Stands:
    """我所, 我院: the body that speaks of itself so."""
    body = asked.context.about.bodies.get(asked.word)
    return only(body) if body not in asked.here else NONE


def _other(asked: Asked) -> Stands:
    """甲……。乙招引其落户: who was spoken of and does not act here."""
    acts = {asked.text(i) for i in (*asked.context.subject, *asked.here)}
    told = [i for i in asked.context.told_of(asked.mentions) if asked.text(i) not in acts]
    told = [i for i in told if asked.type(i) in ("company", "university", "institute")]
    return only(told[-1] if told else None)


def _opposite(asked: Asked) -> Stands:
    """甲考察乙，并与|其|签约: who was named last and does not act here, be it in this clause or before."""
    told = _not_acting(asked)
    return only(told[0] if len(told) == 1 else None, 0.85)


def _last_opposite(asked: Asked) -> Stands:
    """甲进入乙、丙的供应链，并与|后者|联合……: the last of them."""
    return only(next(reversed(_not_acting(asked)), None), 0.85)


def _not_acting(asked: Asked) -> list[int]:
    """Who was named last and does not act here."""
    acts = {asked.text(i) for i in (asked.here or asked.context.subject)}
    return [i for i in asked.context.told_of(asked.mentions) if asked.text(i) not in acts]


def _its(asked: Asked) -> Stands:
    """其: who was named last in the clause, else its subject."""
    near = [i for i in asked.here if asked.type(i) in PARTIES]
    return only(near[-1]) if near else (asked.context.subject[:1], CLEAR * asked.context.certainty)


def _we(asked: Asked) -> Stands:
    """我们: whose people speak, else who acts."""
    context = asked.context
    who = (context.speaker,) if context.speaker is not None else context.subject[:1]
    if not who or asked.type(who[0]) not in PARTIES or who[0] in asked.here:
        return NONE
    if context.speaker is None and asked.type(who[0]) == "park":
        told = context.seen[(context.marks or [0])[0] :]
        if all(asked.text(i) != asked.text(who[0]) for i in told):
            return NONE  # the park that the article is about is not who speaks
    return who, 0.9


def _it(asked: Asked) -> Stands:
    """它: who acts."""
    subject = asked.context.subject
    return (subject[:1], CLEAR * asked.context.certainty) if subject and subject[0] not in asked.here else NONE


# -- a firm or a school


def _raising(asked: Asked) -> Stands:
    """领投|，……: the firm whose round of financing was told of last."""
    context = asked.context
    if context.raising is None and context.speaker is not None and asked.type(context.speaker) == "company":
        return only(context.speaker, 0.82)  # “A轮是甲资本领投的。”
    return only(context.raising, 0.9)


def _venture(asked: Asked) -> Stands:
    """合资公司: the firm that was founded last; 标的公司: the one that is bought; 你公司: whom a letter is about."""
    context = asked.context
    if asked.kind == "addressed":
        return only(context.about.firm)
    firms = [i for i in reversed(context.seen) if asked.type(i) == "company" and i not in asked.here]
    if asked.pack.pattern("bought_firm").search(asked.word):
        buyers = {asked.text(i) for i in context.subject}
        return only(next((i for i in firms[:1] if asked.text(i) not in buyers), None))
    return only(next((i for i in firms if asked.text(i) in context.made), None), 0.9)


def _that_company(asked: Asked) -> Stands:
    """该公司: the last firm; 该行: the last bank."""
    if asked.word == "该行":
        return only(next((i for i in reversed(asked.context.seen) if asked.says("lends", i)), None))
    return _company(asked, bare=False)


def _described(asked: Asked) -> Stands:
    """这家做传感器的企业: who acts, else the only firm of this sentence and the one before."""
    subject = asked.context.subject
    told = [i for i in asked.context.told_of(asked.mentions) if asked.type(i) == "company"]
    if len(subject) == 1 and asked.type(subject[0]) == "company" and subject[0] in (*told, asked.context.speaker):
        return only(subject[0])
    return only(told[0] if len(told) == 1 else None, 0.8)


def _owner(asked: Asked) -> Stands:
    """其|子公司, (由)|全资子公司: the firm named last in the clause; else as 该公司 or as 公司."""
    near = [i for i in asked.here if asked.type(i) == "company"]
    return only(near[-1]) if near else _company(asked, bare=asked.kind == "owned")


def _plant(asked: Asked) -> Stands:
    """|新厂就在……: of the firm that was just founded, else as 公司."""
    ending = asked.context.ending
    if ending.founded and asked.type(ending.names[-1]) == "company":
        return only(ending.names[-1], 0.8)
    return _company(asked)


def _company(asked: Asked, bare: bool = True) -> Stands:
    """公司: whose people speak, else the subject; else the last firm, or (``bare``) the own one if named before."""
    context = asked.context
    if context.speaker is not None and asked.type(context.speaker) == "company":
        return only(context.speaker, 0.9)
    subject = [i for i in context.subject if asked.type(i) == "company" and not asked.says("lends", i)]
    if len(subject) == 1:
        release = context.about.firm is not None and context.about.firm == context.about.subject
        if release and asked.word == "公司" and asked.text(subject[0]) in context.made:
            return only(context.about.firm)  # 甲公告，设立乙，乙位于丙。|公司|与……
        return only(subject[0], 0.92)
    acting, last = context.acting.get("company"), context.last.get("company")
    own = context.about.firm
    later = own is not None and own > max(context.seen, default=own)
    order = (own, acting, last) if bare and not later else (last, acting, own if bare or not later else None)
    chosen = next((i for i in order if i is not None), None)
    if chosen is not None and asked.context.raising is not None and asked.says("lends", chosen):
        return only(asked.context.raising, 0.75)  # 甲完成A轮融资，乙资本领投。|公司|又获丙资本投资
    return only(chosen, 0.75 if bare and chosen != own else CLEAR)


def _school(asked: Asked) -> Stands:
    """学校: the article's own university, else the one named last; 该校: the one spoken of; of a college, the whole."""
    named = [i for i in asked.here if asked.type(i) == "university"]
    last = named[-1] if named else asked.context.last.get("university")
    spoken = next((i for i in asked.context.subject if asked.type(i) == "university"), None)
    spoken = spoken if asked.word == "该校" and len(asked.context.subject) == 1 else None
    school = asked.context.about.school if asked.context.about.school is not None else last
    school = school if spoken is None else spoken
    if school is None:
        return NONE
    inside = range(school + 1, min(school + 4, len(asked.mentions)))
    start = asked.mentions[school].start
    whole = (j for j in inside if asked.type(j) == "university" and asked.mentions[j].start == start)
    return only(next(whole, school))


def _program(asked: Asked) -> Stands:
    """该项目: the last project, or the site that was just built; 这个项目: one that was just spoken of."""
    context, last = asked.context, asked.context.last.get("program")
    if asked.word.startswith("这") and last not in context.seen[(context.marks or [0])[-3:][0] :]:
        return NONE
    if last is None:  # 晶谷产业园开工。该项目……
        sites = [i for i in context.subject if asked.says("built_site", i)]
        return only(sites[0] if len(sites) == len(context.subject) == 1 else None, 0.9)
    return only(last, 0.9)


def _last_of_type(asked: Asked) -> Stands:
    """The last mention of a type."""
    return only(asked.context.last.get(asked.kind), 0.9)


_STEPS: Mapping[str, Step] = {
    "both": several.both,
    "counted": several.counted,
    "all": several.every_one,
    "former": several.former,
    "latter": several.former,
    "named": _named,
    "own": _own,
    "other": _other,
    "opposite": _opposite,
    "opposite-last": _last_opposite,
    "its": _its,
    "we": _we,
    "it": _it,
    "there": parks.there_park,
    "settlers": parks.settled_park,
    "section": parks.section_park,
    "topic": parks.topic_park,
    "park": parks.that_park,
    "zone": parks.zone_park,
    "here": parks.here_park,
    "hosting": parks.hosting_park,
    "scene": parks.walked_park,
    "visited": parks.walked_park,
    "raising": _raising,
    "firm": _company,
    "company": _that_company,
    "addressed": _venture,
    "venture": _venture,
    "described": _described,
    "owner": _owner,
    "owned": _owner,
    "plant": _plant,
    "school": _school,
    "program": _program,
}
