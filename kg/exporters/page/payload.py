"""From the graph to the page's data: columns with short keys, clean text, capped lengths.

The data is a JSON object (``v`` is its version):

``types``, ``relations``
    what the schema says of each type in use, in legend order: ``n`` name, ``zh``, ``en``, ``color``, and for relations
    ``dash`` and ``sym``.
``files``
    file names; everything else points into the list.
``nodes``
    one column for each of ``id name type x y size mentions pinyin aliases files group``. ``id`` is empty where it is
    ``type:name``; ``aliases`` and ``files`` are lists.
``edges``
    one column for each of ``s t r c st n d``: index of head and tail, relation, confidence in per mille, status,
    number of sentences, dates.
``evidence``
    for each edge a list of ``[file, article, start, end, text, [six offsets], confidence, status, date, date_text,
    rule, attributes]``; offsets count code points in ``text``: head, tail, trigger, half-open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.exporters.page.assets import limits
from kg.model import Evidence
from kg.scene import Scene, entity_color, relation_color, relation_dash, shown_label
from kg.schema import Schema

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["clean_label", "clean_sentence", "evidence_row", "initials", "payload"]

STATUSES = ("", "done", "under-way", "agreed", "planned")
_TURNING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cs", "Cn"):
        return "\ufffd"
    return " " if category == "Cc" else char


def clean_label(text: str, limit: int = 0) -> str:
    r"""A name that can be shown: no controls, no marks that turn the reading direction, a bounded length.

    >>> clean_label("苏州\u202e高新区\x00")
    '苏州高新区'
    """
    return shown_label(text, limit or limits()["names"]["text"])


def clean_sentence(text: str) -> str:
    r"""A sentence that can be shown, character for character: what must not be shown becomes U+FFFD or a space.

    >>> clean_sentence("甲\u202e乙\n丙")
    '甲�乙 丙'
    """
    if text.isprintable():
        return text  # nearly all sentences; what turns the direction is not printable either
    return "".join(map(_printable, _TURNING.sub("\ufffd", text)))


def _window(text: str, spans: Sequence[tuple[int, int]], limit: int) -> tuple[int, int]:
    """The part of a long sentence to show: around its marks."""
    if len(text) <= limit:
        return 0, len(text)
    marked = [s for s in spans if s[1] > s[0]]
    first = min((s[0] for s in marked), default=0)
    last = max((s[1] for s in marked), default=0)
    start = max(0, min(first - (limit - min(last - first, limit)) // 2, len(text) - limit))
    return start, start + limit


def evidence_row(evidence: Evidence, file: int, limit: int | None = None) -> list[Any]:
    """One row of the column ``evidence``."""
    limit = limits()["evidence"]["text"] if limit is None else limit
    spans = (evidence.head, evidence.tail, evidence.trigger)
    start, end = _window(evidence.text, spans, limit)
    text = clean_sentence(evidence.text[start:end])
    shift = start - (start > 0)  # an ellipsis stands before a cut sentence
    text = ("…" if start else "") + text + ("…" if end < len(evidence.text) else "")
    offsets: list[int] = []
    for a, b in spans:
        low, high = max(a, start), min(b, end)
        offsets += [low - shift, high - shift] if low < high else [0, 0]
    return [
        file,
        evidence.article,
        evidence.start,
        evidence.end,
        text,
        offsets,
        round(evidence.confidence, 3),
        STATUSES.index(evidence.status) if evidence.status in STATUSES else 0,
        clean_label(evidence.date, 40),
        clean_label(evidence.date_text, 80),
        clean_label(evidence.rule, 80),
        [[clean_label(k, 80), clean_label(v)] for k, v in evidence.attributes],
    ]


def initials(names: Iterable[str]) -> str:
    """Pinyin initials of each name that has Chinese characters, joined by a space; empty without pypinyin.

    >>> initials(["江阴高新区", "ABC"])
    'jygxq'
    """
    try:
        from pypinyin.core import Pinyin
    except ImportError:
        return ""
    cut = Pinyin().seg
    found = ["".join(map(_letters, cut(name))) for name in names if any("\u3400" <= c <= "\u9fff" for c in name)]
    return " ".join(dict.fromkeys(f for f in found if f))


@lru_cache(maxsize=100_000)
def _letters(word: str) -> str:
    """Initials of a word, whose reading depends on it alone (重庆 cq, 重点 zd); what is not Chinese stays as it is."""
    from pypinyin import Style, lazy_pinyin

    return "".join(c for c in "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).lower() if c.isalnum())


def _ordered(used: Iterable[str], known: Iterable[str]) -> list[str]:
    """Types in use in legend order; those that the schema does not name come last."""
    in_use = set(used)
    named = [name for name in known if name in in_use]
    return named + sorted(in_use.difference(named))


def _types(names: Sequence[str], schema: Schema) -> list[dict[str, Any]]:
    rows = []
    for name in names:
        known = schema.entities.get(name)
        zh, en = (known.zh, known.en) if known else (name, name)
        labels = {"n": clean_label(name), "zh": clean_label(zh), "en": clean_label(en)}
        rows.append({**labels, "color": entity_color(name, schema)})
    return rows


def _kinds(names: Sequence[str], schema: Schema) -> list[dict[str, Any]]:
    rows = []
    for name in names:
        known = schema.relations.get(name)
        zh, en = (known.zh, known.en) if known else (name, name)
        rows.append(
            {
                "n": clean_label(name),
                "zh": clean_label(zh),
                "en": clean_label(en),
                "color": relation_color(name, schema),
                "dash": list(relation_dash(name, schema)),
                "sym": schema.symmetric(name),
            }
        )
    return rows


def _id(text: str) -> str:
    """An id that UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def payload(
    graph: KnowledgeGraph, schema: Schema, places: Scene, groups: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """All that the page knows of the graph.

    :param places: where each entity stands, in the order of ``graph.entities``.
    :param groups: entity id → number of its group, where the graph is large.
    """
    entities, relations = graph.entities, graph.relations()
    large = len(entities) >= limits()["evidence"]["large_from"]
    keep = limits()["evidence"]["large" if large else "small"]
    aliases_kept = limits()["names"]["aliases"]
    types = _ordered((e.type for e in entities), schema.entities)
    kinds = _ordered((r.type for r in relations), schema.relations)
    files = sorted({f for e in entities for f in e.files} | {e.file for r in relations for e in r.evidence})
    type_at, kind_at, file_at = ({n: i for i, n in enumerate(names)} for names in (types, kinds, files))
    index = {e.id: i for i, e in enumerate(entities)}
    names = [clean_label(e.name) or clean_label(e.id) or "□" for e in entities]

    nodes: dict[str, list[Any]] = {
        "id": ["" if e.id == f"{e.type}:{n}" else _id(e.id) for e, n in zip(entities, names, strict=True)],
        "name": names,
        "type": [type_at[e.type] for e in entities],
        "x": [round(x, 1) for x in places.x],
        "y": [round(y, 1) for y in places.y],
        "size": [round(size, 1) for size in places.size],
        "mentions": [e.mentions for e in entities],
        "pinyin": [initials((e.name, *e.aliases)) for e in entities],
        "aliases": [[a for a in map(clean_label, e.aliases[:aliases_kept]) if a] for e in entities],
        "files": [[file_at[f] for f in e.files] for e in entities],
    }
    if groups is not None:
        nodes["group"] = [groups[e.id] for e in entities]
    edges: dict[str, list[Any]] = {
        "s": [index[r.head_id] for r in relations],
        "t": [index[r.tail_id] for r in relations],
        "r": [kind_at[r.type] for r in relations],
        "c": [round(r.confidence * 1000) for r in relations],
        "st": [STATUSES.index(r.status) for r in relations],
        "n": [r.sentences for r in relations],
        "d": [[clean_label(d, 40) for d in r.dates] for r in relations],
    }
    return {
        "v": 1,
        "types": _types(types, schema),
        "relations": _kinds(kinds, schema),
        "files": [clean_label(f) for f in files],
        "nodes": nodes,
        "edges": edges,
        "evidence": [[evidence_row(e, file_at[e.file]) for e in r.evidence[:keep]] for r in relations],
    }
