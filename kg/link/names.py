"""Relations that names show by themselves: a park its city, a bureau its park, a project its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.link.context import PARTIES
from kg.link.faculties import faculties
from kg.link.zones import brief, fits
from kg.model import Mention
from kg.rules import RulePack
from kg.text import DASHES

__all__ = ["NameLink", "by_name"]

_LIST = re.compile(r"[、和与及]")

#: (head index, relation, tail index, rule, confidence)
NameLink = tuple[int, str, int, str, float]


@cache
def _owners(rows: tuple[tuple[str, ...], ...]) -> dict[tuple[str, str], tuple[str, str, float]]:
    """Types of a name and of the one that it begins with: the relation, which end the latter is, how sure it is."""
    return {(row[0], row[1]): (row[2], row[3], float(row[4])) for row in rows if len(row) == 5}


class _Names:
    """The names of an article, by what each shows.

    :ivar topic: index of a mention of the park that the article is about, if its bureaus may go without its name.
    """

    def __init__(self, mentions: Sequence[Mention], text: str, topic: int | None, pack: RulePack) -> None:
        self.mentions, self.text, self.pack = mentions, text, pack
        self.owners = _owners(pack.tables.get("name_relations", ()))
        self.parks = {m.text: i for i, m in enumerate(mentions) if m.type == "park"}
        self.before: tuple[int, int] | None = None  # the last department with its park's name: the park, its own end
        if topic is not None and not mentions[topic].rule.startswith(("park.zone", "park.part", "alias.")):
            governed = any(m.rule == "agency.body" and m.text.startswith(mentions[topic].text) for m in mentions)
            topic = topic if governed else None  # a site without a board has no bureaus of its own
        self.topic = topic

    def link(self, head: int, relation: str, tail: int, rule: str) -> NameLink:
        """A relation, as sure as what is read so mostly is."""
        return head, relation, tail, rule, self.pack.thresholds[rule]

    def behind(self, i: int, most: int) -> list[tuple[int, Mention]]:
        """The mentions behind the ``i``-th in text order, at most so many: what stands inside it is among them."""
        return list(enumerate(self.mentions[i + 1 : i + 1 + most], i + 1))

    def inner(self, i: int) -> list[tuple[int, Mention]]:
        """The shorter names that the ``i``-th begins with."""
        outer = self.mentions[i]
        owned = outer.text[0] == "“" and outer.type in ("institute", "program")
        quoted = outer.start + 1 if owned else -1  # “甲大学|研究院”
        heads = ((j, m) for j, m in self.behind(i, 7) if m.end < outer.end)
        return [(j, m) for j, m in heads if m.start == outer.start or (m.start == quoted and m.type == "university")]

    def rest(self, part: Mention, whole: Mention) -> str:
        """What stands in a name behind a part of it."""
        return self.text[part.end : whole.end]

    def of_park(self, i: int) -> Iterator[NameLink]:
        """The park that a part of a park is of, and the place that a park's name begins with."""
        outer = self.mentions[i]
        whole = self.pack.pattern("part_of_park").sub("", outer.text)
        if whole != outer.text and whole in self.parks:
            yield self.link(i, "part-of", self.parks[whole], "name.park-phase")
        if self.topic is not None and self.of_bare_zone(i, self.mentions[self.topic].text):
            yield self.link(i, "part-of", self.topic, "name.part-topic")
        elif (zone := self.only_of_kind(outer.text)) is not None and self.of_bare_zone(i, self.mentions[zone].text):
            yield self.link(i, "part-of", zone, "name.part-topic")
        elif self.topic is not None and self.pack.pattern("branch_site").fullmatch(outer.text):
            yield self.link(i, "part-of", self.topic, "name.part-topic")
        inside = [(j, m) for j, m in self.behind(i, 7) if m.start >= outer.start and m.end < outer.end]
        city = next(((j, m) for j, m in inside if m.type == "place" and m.rule == "name.park-city"), None)
        # 襄阳恒远有限公司产业园: the firm's name begins so, not the park's own
        around = [m for _, m in inside if m.type == "park" or (m.type == "company" and m.start == outer.start)]
        around = [m for m in around if m.rule != "park.whole"]  # a part lies where its whole lies
        if city is not None and not any(m.start <= city[1].start and city[1].end <= m.end for m in around):
            yield self.link(i, "located-in", city[0], "name.park-city")

    def of_bare_zone(self, i: int, zone: str) -> bool:
        """Whether a site begins with the bare word for the zone that it is a part of (高新区|新能源汽车产业园)."""
        site = self.mentions[i].text
        if self.inner(i) or site in zone:
            return False
        kind = next((k for k in sorted(self.pack.lexicon("zone_kinds")) if site.startswith(k)), "")
        return bool(kind) and len(kind) + 2 < len(site) < 17 and fits(kind, zone, self.pack)

    def joint(self, i: int) -> Iterator[NameLink]:
        """甲—乙联合实验室, 甲大学乙公司联合实验室: all of them run it, and they are partners."""
        outer = self.mentions[i]
        if outer.type not in ("institute", "program"):
            return
        together = self.pack.pattern("jointly_run").search(outer.text)
        dashes = (*DASHES, "·") if together else DASHES
        owners: list[tuple[int, Mention]] = []
        for j, m in self.behind(i, 9):
            if m.end >= outer.end or m.type not in PARTIES:
                continue
            last = owners[-1][1] if owners else None
            if last is None:
                joins = m.start == outer.start + (outer.text[0] == "“")
            else:
                dashed = m.start == last.end + 1 and self.text[last.end] in dashes
                joins = dashed or (m.start == last.end and {m.type, last.type} == {"university", "company"})
            if joins:
                owners.append((j, m))
        if together and len(owners) == 1 and outer.start == owners[0][1].start:
            owners = [*self.ahead(i), *owners]
        for x, (j, _) in enumerate(owners if len(owners) > 1 else ()):
            yield self.link(j, "runs", i, "name.joint")
            yield from (self.link(j, "partners", k, "name.joint") for k, _ in owners[x + 1 :])

    def ahead(self, i: int) -> list[tuple[int, Mention]]:
        """Who runs a joint body with the one that its name begins with (甲大学与|乙公司联合实验室)."""
        outer, pack = self.mentions[i], self.pack
        joined = self.text[outer.start - 1 : outer.start] in pack.lexicon("joiners")
        if not joined or pack.pattern("joint_acts").match(self.text, outer.end):
            return []
        near = enumerate(self.mentions[max(0, i - 6) : i], max(0, i - 6))
        return [(j, m) for j, m in near if m.end == outer.start - 1 and m.type in ("company", "university")][:1]

    def owner(self, i: int) -> Iterator[NameLink]:
        """Whose a thing is, by the name that its name begins with; works in a park are there."""
        outer = self.mentions[i]
        for j, m in sorted(self.inner(i), key=lambda n: (n[1].type != "park" or outer.type != "agency", n[0])):
            rest = self.rest(m, outer)
            if m.type == "park" and self.pack.pattern("own_works").fullmatch(rest):
                if self.rest(m, outer) == "项目" and any(n.rule == "company.legal" for _, n in self.inner(i)):
                    continue  # 晶石集团|生物制剂产业园|项目: the firm's
                return  # the park's own works: 某某产业园二期项目
            built = self.pack.pattern("own_works").fullmatch(rest) or rest[0] in "及和与暨、"
            if m.type == "institute" and outer.type == "program" and built:
                continue  # 昆山氢能质检中心|建设项目, 昆山研发中心|及液压件生产项目: it is what they build
            if m.type == "park" and outer.type == "program" and self.pack.pattern("built").search(rest):
                yield self.link(i, "located-in", j, "name.program-park")  # 某某产业园|恒锐机械新厂扩建项目
                return
            if (outer.type, m.type) in self.owners and rest[:1] != "-" and "—" not in rest:
                relation, end, confidence = self.owners[outer.type, m.type]
                head, tail = (j, i) if end == "head" else (i, j)
                yield head, relation, tail, f"name.{outer.type}-{m.type}", confidence
                return

    def site(self, i: int) -> Iterator[NameLink]:
        """The park behind the owner in a project's name: the project is there (甲公司|乙高新区|生产基地项目)."""
        outer = self.mentions[i]
        if outer.type != "program":
            return
        inside = [(j, m) for j, m in self.behind(i, 7) if m.end < outer.end]
        owner = next((m for _, m in inside if m.start == outer.start and m.type == "company"), None)
        for j, m in inside:
            sited = owner is not None and m.type == "park" and m.start == owner.end
            if sited and not self.pack.pattern("own_works").fullmatch(self.rest(m, outer)):
                yield self.link(i, "located-in", j, "name.program-site")

    def county(self, i: int) -> Iterator[NameLink]:
        """The county or town that a project's name begins with, and the place that a branch's tells."""
        if self.mentions[i].type == "company":
            for j, m in self.behind(i, 5):
                if m.rule == "name.branch-place" and m.end < self.mentions[i].end:
                    yield self.link(i, "located-in", j, "name.branch-place")
        if self.mentions[i].type == "program":
            for j, m in self.inner(i):
                if m.rule == "name.program-place":
                    yield self.link(i, "located-in", j, "name.program-place")

    def body(self, i: int) -> Iterator[NameLink]:
        """The park that a body is of: by its name, by a list of departments, or as the article's own."""
        outer, inner, pack = self.mentions[i], self.inner(i), self.pack
        if outer.type != "agency":
            return
        parks = [j for j, m in inner if m.type == "park"]
        if parks:
            self.before = parks[0], outer.end
        elif inner:
            return
        elif (board := pack.pattern("board_of_brand").fullmatch(outer.text)) and (of := self.called(board[1])) >= 0:
            yield self.link(i, "part-of", of, "name.board-park")
        elif pack.pattern("bare_body").match(outer.text):
            of_topic = self.topic is not None and fits(outer.text, self.mentions[self.topic].text, pack)
            zone = self.topic if of_topic else self.only_of_kind(outer.text)
            if zone is not None and not self.of_site(i):
                yield self.link(i, "part-of", zone, "name.body-topic")
        elif outer.rule == "agency.department" and not pack.pattern("of_elsewhere").search(outer.text):
            near = self.mentions[max(0, i - 2) : i + 4]
            inside = [m for m in near if outer.start <= m.start and m.end <= outer.end]
            listed = pack.pattern("list_of_division").search(self.text, max(0, outer.start - 40), outer.start)
            district = outer.text[0] == "区" and any(
                m.type == "place" and m.text[-1] == "区" for m in self.mentions if m.end < outer.start
            )
            if listed or district:
                return  # 区政府办、|发改委; 海陵区……区科技局: the district's, and no zone's
            if self.before and _LIST.fullmatch(self.text[self.before[1] : outer.start]):
                yield self.link(i, "part-of", self.before[0], "name.department-list")
                self.before = self.before[0], outer.end
            elif self.topic is not None and not any(m.type == "place" for m in inside):
                yield self.link(i, "part-of", self.topic, "name.department-topic")

    def of_site(self, i: int) -> bool:
        """Whether a board is that of a site named before it in its line, and no zone's (某产业园……园区管委会)."""
        body = self.mentions[i]
        line = self.text.rfind("\n", 0, body.start) + 1
        near = [m for m in self.mentions[:i] if m.start >= line and m.type == "park"]
        return body.text.startswith("园区") and bool(near) and near[-1].rule.startswith("park.site")

    def only_of_kind(self, name: str) -> int | None:
        """The only zone of the kind that a name begins with as a bare word (经开区|科技创新部), where it is one."""
        kind = next((k for k in sorted(self.pack.lexicon("zone_kinds")) if name.startswith(k)), "")
        zones: dict[str, int] = {}
        for i, m in enumerate(self.mentions if kind else ()):
            if (
                m.type == "park"
                and m.rule.startswith("park.zone")
                and (called := brief(m.text, self.pack)).endswith(kind)
            ):
                zones.setdefault(called, i)
        return next(iter(zones.values())) if len(zones) == 1 else None

    def called(self, brand: str) -> int:
        """The first mention of a park whose name holds a brand, or begins and ends like it; -1 where there is none.

        宁东基地 is 宁东能源化工基地.
        """

        def called_so(name: str) -> bool:
            return brand in name or (len(brand) > 3 and name.startswith(brand[:2]) and name.endswith(brand[2:]))

        return next((i for i, m in enumerate(self.mentions) if m.type == "park" and called_so(m.text)), -1)


def by_name(mentions: Sequence[Mention], text: str, topic: int | None, pack: RulePack) -> Iterator[NameLink]:
    """The relations that the names of an article show.

    :param topic: index of a mention of the park that the article is about.
    """
    names = _Names(mentions, text, topic, pack)
    yield from faculties(mentions, pack)
    for i, outer in enumerate(mentions):
        if outer.type == "park":
            yield from names.of_park(i)
        joint = tuple(names.joint(i))
        yield from joint or names.owner(i)
        yield from names.site(i)
        yield from names.county(i)
        yield from names.body(i)
