"""Relations that names show by themselves: a park its city, a bureau its park, a project its owner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Mention

__all__ = ["NameLink", "by_name"]

_LIST = re.compile(r"[、和与及]")
# a department of a park is named without a place; 市科技局 and 省发改委 are not the park's
_ELSEWHERE = re.compile(
    r"^(?:市|省|县|国家|自治|中国|全国|教育部|工信部|科技部|.{1,6}(?:省|市|县|州|盟))|(?:联盟|协会|商会|学会|海关|市委|省委|县委|政府|联合会)"
)

#: (head index, relation, tail index, rule, confidence)
NameLink = tuple[int, str, int, str, float]

# outer type → {owner type at its head: (relation, which end the owner is, confidence)}
_OWNERS: dict[str, dict[str, tuple[str, str, float]]] = {
    "park": {"park": ("part-of", "tail", 0.92), "company": ("part-of", "tail", 0.5)},
    "agency": {
        "park": ("part-of", "tail", 0.95),
        "agency": ("part-of", "tail", 0.6),
        "university": ("part-of", "tail", 0.7),
    },
    "university": {"university": ("part-of", "tail", 0.95)},
    "institute": {
        "company": ("part-of", "tail", 0.88),
        "university": ("part-of", "tail", 0.9),
        "institute": ("part-of", "tail", 0.9),
    },
    "company": {"company": ("part-of", "tail", 0.85)},
    "program": {
        "company": ("runs", "head", 0.9),
        "university": ("runs", "head", 0.85),
        "agency": ("runs", "head", 0.85),
        "park": ("runs", "head", 0.8),
        "institute": ("runs", "head", 0.75),
    },
}


def _city(mentions: Sequence[Mention], i: int) -> list[tuple[int, Mention]]:
    """The place that a park's name begins with, where no other name stands around it inside the park's."""
    outer = mentions[i]
    inside = [
        (j, m) for j, m in enumerate(mentions[i + 1 : i + 8], i + 1) if m.start >= outer.start and m.end < outer.end
    ]
    cities = [(j, m) for j, m in inside if m.type == "place" and m.rule == "name.park-city"]
    parks = [m for _, m in inside if m.type == "park"]
    return [(j, m) for j, m in cities[:1] if not any(p.start <= m.start and m.end <= p.end for p in parks)]


def by_name(mentions: Sequence[Mention], text: str, topic: int | None) -> Iterator[NameLink]:
    """The relations that the names of an article show.

    :param topic: index of a mention of the park that the article is about.
    """
    owner_before: tuple[int, int] | None = None  # (owner, end of the department that names it)
    for i, outer in enumerate(mentions):
        inner = [
            (j, m) for j, m in enumerate(mentions[i + 1 : i + 8], i + 1) if m.start == outer.start and m.end < outer.end
        ]
        if outer.type == "park":
            yield from ((i, "located-in", j, "name.park-city", 0.95) for j, m in _city(mentions, i))
        found = _OWNERS.get(outer.type, {})
        for j, m in sorted(inner, key=lambda n: (n[1].type != "park" or outer.type != "agency", n[0])):
            if m.type in found:
                relation, end, confidence = found[m.type]
                head, tail = (j, i) if end == "head" else (i, j)
                yield head, relation, tail, f"name.{outer.type}-{m.type}", confidence
                break
        if outer.type == "agency":
            parks = [j for j, m in inner if m.type == "park"]
            if parks:
                owner_before = (parks[0], outer.end)
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
