"""Relations that names show by themselves: a park its city, a bureau its park, a project its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.link.zones import fits
from kg.model import Mention
from kg.rules import RulePack, per_pack
from kg.text import DASHES

__all__ = ["NameLink", "by_name"]

_PARTIES = ("park", "company", "university", "institute", "agency")
_LIST = re.compile(r"[、和与及]")
_OWN_SITE = re.compile(r"[^\n]{0,3}(?:建设)?(?:项目|工程)(?:[一二三]期)?")
# a department of a park is named without a place; 市科技局 and 省发改委 are not the park's
_ELSEWHERE = re.compile(
    r"^(?:市|省|县|国家|国务院|自治|中国|全国|教育部|工信部|科技部|.{1,6}(?:省|市|县|州|盟))|(?:联盟|协会|商会|学会|海关|市委|省委|县委|政府|联合会|部门|办公厅)"
)

#: A body that is named with a bare word for its zone is that of the article's park.
_BARE = re.compile(
    r"(?:高新区|经开区|开发区|新区|园区|示范区|科技城|科学城|航天城|片区|自贸区|综保区|试验区|保税区|新城)(?:党工委|党委|管委会|管理委员会|.{2,10}[局办处部]$|.{2,12}中心$)"
)

#: What a part of a park has behind the park's name (甲园二期, 甲园B区).
_PHASE = re.compile(r"(?:[一二三四五]期|[东西南北A-Z]区|[东西南北]园)$")

#: (head index, relation, tail index, rule, confidence)
NameLink = tuple[int, str, int, str, float]


@per_pack
def _board(pack: RulePack) -> re.Pattern[str]:
    """A board that is named by the brand of its zone alone (松山湖管委会)."""
    endings = "|".join(sorted(pack.lexicon("boards"), key=lambda word: (-len(word), word))) or "(?!)"
    return re.compile(f"(.{{2,6}})(?:党工委)?(?:{endings}|管理局|管理处|管理办公室)")


@per_pack
def _built(pack: RulePack) -> re.Pattern[str]:
    """What is built: works and plants."""
    return re.compile(pack.macros.get("built", "(?!)"))


@cache
def _owners(rows: tuple[tuple[str, ...], ...]) -> dict[tuple[str, str], tuple[str, str, float]]:
    return {(row[0], row[1]): (row[2], row[3], float(row[4])) for row in rows if len(row) == 5}


def _city(mentions: Sequence[Mention], i: int) -> list[tuple[int, Mention]]:
    """The place that a park's name begins with, where no other name stands around it inside the park's."""
    outer = mentions[i]
    inside = [
        (j, m) for j, m in enumerate(mentions[i + 1 : i + 8], i + 1) if m.start >= outer.start and m.end < outer.end
    ]
    cities = [(j, m) for j, m in inside if m.type == "place" and m.rule == "name.park-city"]
    # 襄阳恒远有限公司产业园: the firm's name begins so, not the park's own
    parks = [m for _, m in inside if m.type == "park" or (m.type == "company" and m.start == outer.start)]
    return [(j, m) for j, m in cities[:1] if not any(p.start <= m.start and m.end <= p.end for p in parks)]


def _site(mentions: Sequence[Mention], i: int, text: str) -> Iterator[NameLink]:
    """The park that stands behind the owner in a project's name: the project is there (甲公司乙高新区生产基地项目)."""
    outer = mentions[i]
    if outer.type != "program":
        return
    inside = [(j, m) for j, m in enumerate(mentions[i + 1 : i + 8], i + 1) if m.end < outer.end]
    owner = next((m for _, m in inside if m.start == outer.start and m.type == "company"), None)
    for j, m in inside:
        if (
            owner is not None
            and m.type == "park"
            and m.start == owner.end
            and not _OWN_SITE.fullmatch(text[m.end : outer.end])
        ):
            yield i, "located-in", j, "name.program-site", 0.85


def _joint(mentions: Sequence[Mention], i: int, text: str) -> Iterator[NameLink]:
    """甲—乙联合实验室, 甲大学乙公司联合实验室: all of them run it, and they are partners."""
    outer = mentions[i]
    if outer.type not in ("institute", "program"):
        return
    inside = [(j, m) for j, m in enumerate(mentions[i + 1 : i + 10], i + 1) if m.end < outer.end and m.type in _PARTIES]
    owners: list[tuple[int, Mention]] = []
    for j, m in inside:
        last = owners[-1][1] if owners else None
        if last is None:
            if m.start == outer.start:
                owners.append((j, m))
        elif (m.start == last.end + 1 and text[last.end] in DASHES) or (
            m.start == last.end and {m.type, last.type} == {"university", "company"}
        ):
            owners.append((j, m))
    if len(owners) > 1:
        for x, (j, _) in enumerate(owners):
            yield j, "runs", i, "name.joint", 0.8
            yield from ((j, "partners", k, "name.joint", 0.8) for k, _ in owners[x + 1 :])


def _called(mentions: Sequence[Mention], brand: str) -> int | None:
    """The first mention of a park whose name holds a brand."""
    return next((i for i, m in enumerate(mentions) if m.type == "park" and brand in m.text), None)


def by_name(mentions: Sequence[Mention], text: str, topic: int | None, pack: RulePack) -> Iterator[NameLink]:
    """The relations that the names of an article show.

    :param topic: index of a mention of the park that the article is about.
    """
    owners = _owners(pack.tables.get("name_relations", ()))
    works = _built(pack)
    whole_parks = {m.text: i for i, m in enumerate(mentions) if m.type == "park"}
    if topic is not None and not mentions[topic].rule.startswith(("park.zone", "park.part", "alias.")):
        governed = any(m.rule == "agency.body" and m.text.startswith(mentions[topic].text) for m in mentions)
        topic = topic if governed else None  # a site without a board has no bureaus of its own
    owner_before: tuple[int, int] | None = None  # (owner, end of the department that names it)
    for i, outer in enumerate(mentions):
        inner = [
            (j, m) for j, m in enumerate(mentions[i + 1 : i + 8], i + 1) if m.start == outer.start and m.end < outer.end
        ]
        if outer.type == "park" and (whole := _PHASE.sub("", outer.text)) != outer.text and whole in whole_parks:
            yield i, "part-of", whole_parks[whole], "name.park-phase", 0.85
        if outer.type == "park":
            yield from ((i, "located-in", j, "name.park-city", 0.95) for j, m in _city(mentions, i))
        joint = tuple(_joint(mentions, i, text))
        yield from joint
        for j, m in () if joint else sorted(inner, key=lambda n: (n[1].type != "park" or outer.type != "agency", n[0])):
            if _OWN_SITE.fullmatch(text[m.end : outer.end]) and m.type == "park":
                break  # the park's own works: 某某产业园二期项目
            if m.type == "park" and outer.type == "program" and works.search(text[m.end : outer.end]):
                yield i, "located-in", j, "name.program-park", 0.8  # 某某产业园|恒锐机械新厂扩建项目
                break
            if (outer.type, m.type) in owners and text[m.end] != "-" and "—" not in text[m.end : outer.end]:
                relation, end, confidence = owners[outer.type, m.type]
                head, tail = (j, i) if end == "head" else (i, j)
                yield head, relation, tail, f"name.{outer.type}-{m.type}", confidence
                break
        yield from _site(mentions, i, text)
        if outer.type == "agency":
            parks = [j for j, m in inner if m.type == "park"]
            if parks:
                owner_before = (parks[0], outer.end)
            elif (
                (board := _board(pack).fullmatch(outer.text))
                and not inner
                and (of := _called(mentions, board[1])) is not None
            ):
                yield i, "part-of", of, "name.board-park", 0.85
            elif _BARE.match(outer.text) and not inner and topic is not None:
                if not fits(outer.text, mentions[topic].text, pack):
                    continue
                yield i, "part-of", topic, "name.body-topic", 0.8
            elif outer.rule == "agency.department" and not inner:
                inside = [m for m in mentions[max(0, i - 2) : i + 4] if outer.start <= m.start and m.end <= outer.end]
                if (
                    owner_before
                    and not _ELSEWHERE.search(outer.text)
                    and _LIST.fullmatch(text[owner_before[1] : outer.start])
                ):
                    yield i, "part-of", owner_before[0], "name.department-list", 0.85
                    owner_before = (owner_before[0], outer.end)
                elif (
                    topic is not None
                    and not _ELSEWHERE.search(outer.text)
                    and not any(m.type == "place" for m in inside)
                ):
                    yield i, "part-of", topic, "name.department-topic", 0.62
