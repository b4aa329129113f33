"""What every picture of a graph shares: where each node stands, how large it is, its colour, its label.

Everything is computed with numpy from the graph alone: the same graph gives the same picture.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.model import Entity, Relation
from kg.scene.memory import remembered
from kg.scene.place import placed
from kg.schema import Schema, default_schema

__all__ = [
    "Scene",
    "entity_color",
    "label_width",
    "relation_color",
    "relation_dash",
    "remembered",
    "scene",
    "shown_label",
]

# Control, direction and zero-width characters, lone surrogates, non-characters
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)


@cache
def _look() -> dict[str, dict[str, Any]]:
    """``kg/data/scene.toml``."""
    return tomllib.loads(files("kg").joinpath("data/scene.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Nodes as a screen shows them; all tuples run along the entities that were given.

    :ivar ids: entity ids.
    :ivar x: pixels to the right; the mean over all nodes is 0 (to rounding).
    :ivar y: pixels **down**, as on a screen; the mean is 0.
    :ivar size: radius in pixels, 8 to 40: grows with the square root of the degree.
    :ivar font: font size of the label in pixels, 11 to 20.
    :ivar color: ``#RRGGBB`` of the entity's type.
    :ivar label: the name without invisible characters, cut after 24 characters; it is never empty.
    :ivar degree: number of relations at the node.
    """

    ids: tuple[str, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    size: tuple[float, ...]
    font: tuple[float, ...]
    color: tuple[str, ...]
    label: tuple[str, ...]
    degree: tuple[int, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of all nodes with their labels, in pixels; all 0 for an empty scene."""
        if not self.ids:
            return 0.0, 0.0, 0.0, 0.0
        wide = [max(s, label_width(t) * f / 2) for s, t, f in zip(self.size, self.label, self.font, strict=True)]
        return (
            round(min(x - w for x, w in zip(self.x, wide, strict=True)), 2),
            round(min(y - s for y, s in zip(self.y, self.size, strict=True)), 2),
            round(max(x + w for x, w in zip(self.x, wide, strict=True)), 2),
            round(max(y + s + 1.5 * f for y, s, f in zip(self.y, self.size, self.font, strict=True)), 2),
        )

    def for_gephi(self) -> Scene:
        """The scene as Gephi opens it unchanged: sizes span 4 to 100, coordinates stay within ±4900, y points up.

        Gephi scales every import so that sizes span 4 to 100; a file that already does keeps its positions.
        Where all nodes have one size, that is 20.
        """
        if not self.ids:
            return self
        size, x, y = (np.array(v, dtype=np.float64) for v in (self.size, self.x, self.y))
        low, high = size.min(), size.max()
        gephi = _look()["gephi"]
        scaled = np.full_like(size, gephi["even"])
        ratio = 1.0
        if high > low:
            ratio = (gephi["large"] - gephi["small"]) / (high - low)
            scaled = gephi["small"] + (size - low) * ratio
        x, y = (x - x.mean()) * ratio, -(y - y.mean()) * ratio
        reach = max(float(np.abs(x).max()), float(np.abs(y).max()))
        if reach > gephi["reach"]:
            x, y = x * (gephi["reach"] / reach), y * (gephi["reach"] / reach)
        return replace(self, x=_rounded(x), y=_rounded(y), size=_rounded(scaled))


def scene(entities: Sequence[Entity], relations: Iterable[Relation], *, schema: Schema | None = None) -> Scene:
    """Place entities for drawing.

    Related entities come near each other, hubs get room, unconnected parts are packed side by side, no two nodes
    overlap, and labels do not in graphs of some hundred nodes. The work grows with n log n: see ``kg.scene.place``.

    :param relations: relations whose ends are among the entities; others do not count.
    :param schema: where colours come from; the built-in one by default. A type that it does not know gets a colour of
        its own.

    >>> park = Entity(id="park:甲园", type="park", name="甲园")
    >>> firm = Entity(id="company:乙厂", type="company", name="乙厂")
    >>> there = Relation(head="乙厂", head_id=firm.id, type="located-in", tail="甲园", tail_id=park.id)
    >>> drawn = scene([park, firm], [there])
    >>> drawn.color, drawn.degree, drawn.x[0] == -drawn.x[1]
    (('#009E73', '#0072B2'), (1, 1), True)
    """
    schema = schema or default_schema()
    rank = {e.id: i for i, e in enumerate(entities)}
    relations = list(relations)
    heads, tails = (_ranks(map(end, relations), rank) for end in (attrgetter("head_id"), attrgetter("tail_id")))
    ends = np.stack([heads, tails], axis=1)[(heads >= 0) & (tails >= 0)]
    degree = np.bincount(ends.ravel(), minlength=len(rank))
    top = _top(int(degree.max())) if rank else 9
    share = np.sqrt(degree / top)
    sizes, fonts = _look()["size"], _look()["font"]
    size = sizes["small"] + (sizes["large"] - sizes["small"]) * share
    font = np.round(fonts["small"] + (fonts["large"] - fonts["small"]) * share, 1)
    labels = [shown_label(e.name) or shown_label(e.id) or "?" for e in entities]
    wide = np.array([label_width(t) for t in labels], dtype=np.float64) * font
    x, y = placed(ends, np.round(size, 2), wide, font)
    colors = {t: entity_color(t, schema) for t in {e.type for e in entities}}
    return Scene(
        ids=tuple(rank),
        x=_rounded(x),
        y=_rounded(y),
        size=_rounded(size),
        font=tuple(font.tolist()),
        color=tuple(colors[e.type] for e in entities),
        label=tuple(labels),
        degree=tuple(degree.tolist()),
    )


def _ranks(ids: Iterable[str], rank: Mapping[str, int]) -> npt.NDArray[np.int64]:
    """The number of each entity; -1 for one that is not among those."""
    return np.fromiter(map(rank.get, ids, repeat(-1)), dtype=np.int64)


def _top(degree: int) -> int:
    """The degree that is drawn largest, in steps of a quarter: one relation more at a hub resizes no other node.

    From 9 on: a pair is not drawn as two hubs.
    """
    top = 9
    while top < degree:
        top += (top + 3) // 4
    return top


def _rounded(values: npt.NDArray[np.float64]) -> tuple[float, ...]:
    return tuple((np.round(values, 2) + 0.0).tolist())  # + 0.0 turns -0.0 into 0.0


def shown_label(text: str, limit: int = 0) -> str:
    """A name for a picture: no invisible, control or direction characters.

    :param limit: longer names are cut to so many characters; 0 for the usual measure, 24.

    >>> shown_label("青禾\\u202e科技"), shown_label("甲" * 30)[-3:]
    ('青禾科技', '甲甲…')
    """
    limit = limit or int(_look()["font"]["characters"])
    if text.isprintable() and " " not in text and len(text) <= limit:
        return text  # nearly all names
    clean = " ".join(_UNSEEN.sub("", text[: 50 * limit]).split())
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def label_width(text: str) -> float:
    """Width of a text in units of the font size: 1 for a Chinese character, 0.56 for a Latin one.

    >>> label_width("江阴2区")
    3.56
    """
    return sum(map(_widths().__getitem__, text))


class _Widths(dict[str, float]):
    """Widths of characters, remembered: there are few different ones in many labels."""

    def __missing__(self, char: str) -> float:
        self[char] = width = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56
        return width


@cache
def _widths() -> _Widths:
    return _Widths()


def entity_color(type: str, schema: Schema | None = None) -> str:
    """``#RRGGBB`` of an entity type; a type that the schema does not know gets a fixed one of its own."""
    known = (schema or default_schema()).entities
    return known[type].color.upper() if type in known else _spare(type)


def relation_color(type: str, schema: Schema | None = None) -> str:
    """``#RRGGBB`` of a relation type; a type that the schema does not know gets a fixed one of its own."""
    known = (schema or default_schema()).relations
    return known[type].color.upper() if type in known else _spare(type)


def relation_dash(type: str, schema: Schema | None = None) -> tuple[int, ...]:
    """Stroke pattern of a relation type in pixels; empty for a solid line."""
    known = (schema or default_schema()).relations
    return known[type].dash if type in known else tuple(_look()["spare"]["dash"])


def _spare(type: str) -> str:
    colors: list[str] = _look()["spare"]["colors"]
    return colors[sum(map(ord, type)) % len(colors)]
