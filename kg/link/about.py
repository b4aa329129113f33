"""What an article, or a section of it, is about."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence, Set

from kg.link.context import About
from kg.link.zones import brief
from kg.model import Article, Mention
from kg.rules import RulePack

__all__ = ["about", "heading", "section"]

_OPENS, _CLOSES = ("【", "［", "[", "〔"), ("】", "］", "]", "〕")
#: What a heading of one line may be whose paragraph does not name it again.
_HEADS = ("program", "company", "institute")
_LEAD = 80  # characters of a headline and a dateline
_MARK = 3  # characters before a bracketed head, a bullet among them


def about(
    article: Article, text: str, mentions: Sequence[Mention], outer: Sequence[tuple[int, Mention]], pack: RulePack
) -> About:
    """What an article is about.

    :param outer: the mentions that stand inside no other, with their indices.
    """
    park = _topic(article, mentions, outer, "park", pack)
    park = _holding(text, mentions, pack) if park is None else park
    firm = _topic(article, mentions, outer, "company", pack)
    school = _topic(article, mentions, outer, "university", pack)
    own = next((i for i in (firm, school) if i is not None and _opens(article.title, i, mentions, outer)), park)
    return About(park=park, firm=firm, school=school, bodies=_own_bodies(text, outer, school, pack), subject=own)


def _opens(title: str, own: int, mentions: Sequence[Mention], outer: Sequence[tuple[int, Mention]]) -> bool:
    """Whether a firm or school opens a headline that names no park: the article is its own release."""
    parks = any(m.type == "park" and m.text in title for _, m in outer)
    return title.lstrip("“【").startswith(mentions[own].text) and not parks


def _topic(
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
        sure = pack.thresholds["sure_school"]
        named = [(i, m) for i, m in named if m.confidence >= sure] or named  # 我校|机械工程学院
    if type_ == "park":
        wide = pack.pattern("region_of_cities")  # 某某科创走廊: nothing is told of it in particular
        named = [(i, m) for i, m in named if not wide.search(m.text)]
        # 自贸区|某某片区: the article is about the part that is named with its whole
        held = {
            i: next((j for j, o in outer if o.type == "park" and o.start <= m.start and m.end < o.end), i)
            for i, m in named
        }
        named = [(held[i], mentions[held[i]]) for i, _ in named]
    if not named:
        return None
    titled = [i for i, m in named if m.text in article.title]
    if titled:
        return titled[0]
    full = _full_names({m.text for _, m in named}, pack if type_ == "park" else None)
    counts = Counter(full[m.text] for _, m in named)
    best = max(counts.values())
    if best < 2 and len(counts) > 1:
        return _only_governed(mentions, named) if type_ == "park" else None
    chosen = next(i for i, m in named if counts[full[m.text]] == best)
    return _governing(mentions, chosen) if type_ == "park" else chosen


def _holding(text: str, mentions: Sequence[Mention], pack: RulePack) -> int | None:
    """The first park of an article that names several, if it holds what the first words report (甲高新区召开会议)."""
    first = next((i for i, m in enumerate(mentions) if m.type == "park"), None)
    if first is None or not mentions[first].rule.startswith(("park.zone", "park.area")):
        return None
    leads = mentions[first].start <= _LEAD and pack.pattern("zone_holds").match(text, mentions[first].end)
    return first if leads else None


def _full_names(names: Set[str], pack: RulePack | None) -> dict[str, str]:
    """Each name with the longest that ends with it; zones with their grade are the same (烟台国家高新区, 烟台高新区).

    :param pack: the pack that tells the forms of zones; None for names of other kinds.
    """
    short = {name: name if pack is None else brief(name, pack) for name in names}
    for grade in ("国家级", "国家"):
        short = {name: form.replace(grade, "") if pack is not None else form for name, form in short.items()}
    return {name: max((o for o in sorted(names) if short[o].endswith(form)), key=len) for name, form in short.items()}


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


def heading(
    text: str, start: int, outer: Sequence[tuple[int, Mention]], starts: Sequence[int], pack: RulePack
) -> int | None:
    """The project, firm or body that stands alone in the line before a paragraph, which tells of it.

    :param start: where the paragraph begins.
    :param starts: where the outer mentions begin.
    """
    begin = text.rfind("\n", 0, max(0, start - 1)) + 1
    at = bisect_left(starts, begin)
    if at == len(outer) or outer[at][1].end >= start:
        return None
    i, name = outer[at]
    if name.type not in _HEADS or not pack.pattern("before_heading").fullmatch(text, begin, name.start):
        return None
    return i if pack.pattern("behind_heading").fullmatch(text, name.end, start) else None


def _own_bodies(text: str, outer: Sequence[tuple[int, Mention]], school: int | None, pack: RulePack) -> dict[str, int]:
    """The body that an article calls 我所, 我院 or 我委, by this word: the only one named so, where it is one.

    Those with which it does something (我所与甲研究所) are others. Where no institute is named, 我院 is the college
    that the article is about.

    :param school: the mention of the school that the article is about.
    """
    found: dict[str, int] = {}
    for own, type_, *ends in pack.tables.get("own_bodies", ()):
        if own not in text:
            continue
        endings = tuple(ends)
        others = {m.text for _, m in outer if text.endswith((own + "与", own + "和", own + "同"), 0, m.start)}
        named = [(i, m.text) for i, m in outer if m.type == type_ and m.text.endswith(endings) and m.text not in others]
        if len({name for _, name in named}) == 1:
            found[own] = named[0][0]
        elif not named and type_ == "institute" and (i := _college(outer, school, endings)) is not None:
            found[own] = i
    return found


def _college(outer: Sequence[tuple[int, Mention]], school: int | None, endings: tuple[str, ...]) -> int | None:
    """The school that an article is about, where it is called by one of some endings and no university is named."""
    schools = {m.text for _, m in outer if m.type == "university"}
    name = next((m.text for i, m in outer if i == school), "")
    faculty = any(other != name and name.startswith(other) for other in schools)
    return school if name.endswith(endings) and not faculty and not any(s.endswith("大学") for s in schools) else None


def section(text: str, span: tuple[int, int], here: Sequence[tuple[int, Mention]], pack: RulePack) -> int | None:
    """The park that a section is about: it stands in brackets before it (【甲高新区】……), or alone in a line."""
    if not here or here[0][1].type != "park":
        return None
    i, park = here[0]
    before = text[span[0] : park.start].strip()
    after = text[park.end : park.end + 1]
    if before[-1:] in _OPENS and before and after in _CLOSES and len(before) <= _MARK:
        return i
    line = text[park.end :].split("\n", 1)[0].strip(" ：:")
    return i if not line and pack.pattern("before_heading").fullmatch(before) else None
