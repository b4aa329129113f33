r"""Occurrences, merges and evidence as ``graph.json`` writes them, and how they are kept so until somebody looks.

A record's text is that of a JSON object on one line. Fields that have their default value are left out. All but its
file, which comes first, is the record's *tail*: it is the same whatever the file is called, and holds no tab and no
line break (JSON escapes both).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import MISSING, fields
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from kg.model import Evidence, Merge, Occurrence, Relation, given_evidence

__all__ = ["DEFAULTS", "Shown", "Written", "encode", "evidence_tail", "occurrence_tail", "record", "shown", "tail"]

#: A value as JSON, as ``graph.json`` has it.
encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "), check_circular=False).encode

#: The names of the fields and their defaults, by record.
DEFAULTS: dict[type, tuple[tuple[str, Any], ...]] = {
    kind: tuple((f.name, f.default) for f in fields(kind)) for kind in (Occurrence, Merge, Evidence)
}


_TEXT = '"text": '
_KEPT = 1 << 16  # so many are remembered: files come in one order again and again, and of more none is found again
_decode = json.JSONDecoder().raw_decode
_EVIDENCE = dict(DEFAULTS[Evidence])


def record(made: Occurrence | Merge | Evidence) -> dict[str, Any]:
    """The fields that do not have their default value."""
    found = {}
    for name, default in DEFAULTS[type(made)]:
        value = getattr(made, name)
        if default is MISSING or value != default:
            found[name] = value
    return found


def tail(made: Occurrence | Evidence) -> str:
    """A record's text behind its file.

    >>> tail(Occurrence(file="a.txt", start=3, end=8, text="江阴高新区"))
    '"start": 3, "end": 8, "text": "江阴高新区"}'
    """
    values = record(made)
    del values["file"]
    return encode(values)[1:]


def occurrence_tail(start: int, end: int, text: str, article: int, rule: str) -> str:
    """:func:`tail` of an occurrence that need not be made for it: there are more of them than of anything else.

    >>> occurrence_tail(3, 8, "江阴高新区", 0, "") == tail(Occurrence(file="a.txt", start=3, end=8, text="江阴高新区"))
    True
    """
    numbered = f', "article": {article}' if article else ""
    ruled = f', "rule": {encode(rule)}' if rule else ""
    return f'"start": {start}, "end": {end}, "text": {encode(text)}{numbered}{ruled}}}'


def evidence_tail(made: Evidence) -> tuple[str, str]:
    """:func:`tail` of evidence in two parts, which the spans of head and tail stand between.

    >>> evidence_tail(Evidence(file="a.txt", article=0, start=3, end=5, text="签约", head=(0, 1), rule="r"))
    ('"article": 0, "start": 3, "end": 5, "text": "签约"', ', "rule": "r"}')
    """
    begun = f'"article": {made.article}, "start": {made.start}, "end": {made.end}, "text": {encode(made.text)}'
    behind = [f'"trigger": [{made.trigger[0]}, {made.trigger[1]}]'] if made.trigger != (0, 0) else []
    said = (("rule", made.rule), ("confidence", made.confidence), ("status", made.status), ("date", made.date))
    for name, value in (*said, ("date_text", made.date_text), ("attributes", made.attributes)):
        if value != _EVIDENCE[name]:
            behind.append(f'"{name}": {encode(value)}')
    return begun, f", {', '.join(behind)}}}" if behind else "}"


@lru_cache(maxsize=_KEPT)
def _head(file: str) -> str:
    """The beginning of a record's text."""
    return f'{{"file": {encode(file)}, '


class Written:
    """Records of one kind in their order, as text: a :class:`kg.model.Later`.

    :param kind: what they are.
    :param parts: file names, each with what its record holds besides (see :func:`tail`): for occurrences the tails of
        all that follow each other in one file, a tab between two; for evidence one tail, whole or in the pieces of
        :func:`evidence_tail` with the spans between them, which are kept apart because many have the same.

    >>> kept = Written(Occurrence, [("a.txt", '"start": 3, "end": 8, "text": "江阴高新区"}')])
    >>> kept.text
    '{"file": "a.txt", "start": 3, "end": 8, "text": "江阴高新区"}'
    >>> kept()
    (Occurrence(file='a.txt', start=3, end=8, text='江阴高新区', article=0, rule=''),)
    """

    __slots__ = ("_count", "_kind", "parts")

    def __init__(self, kind: type[Occurrence] | type[Evidence], parts: Sequence[tuple[str, ...]]) -> None:
        self._kind = kind
        self._count = len(parts) if kind is Evidence else 0
        self.parts = parts

    def __len__(self) -> int:
        if not self._count:
            self._count = len(self.parts) + sum(tails.count("\t") for _, tails in self.parts)
        return self._count

    def files(self) -> set[str]:
        """The files that the records name."""
        return {part[0] for part in self.parts}

    @property
    def text(self) -> str:
        """The records as JSON, a comma and a space between two."""
        found = []
        for part in self.parts:
            head = _head(part[0])
            if len(part) > 2:
                found.append(head + "".join(part[1:]))
            else:
                found.append(head + part[1].replace("\t", f", {head}"))
        return ", ".join(found)

    def __call__(self) -> tuple[Any, ...]:
        """The records.

        :raises ValueError: for text that is none of theirs.
        """
        kind: Any = self._kind
        texts = ["[{" + "".join(tails).replace("\t", ", {") + "]" for _, *tails in self.parts]
        made: list[Any] = []
        try:
            for part, rows in zip(self.parts, json.loads(f"[{', '.join(texts)}]"), strict=True):
                for values in rows:
                    for name in _SHARED & values.keys():
                        values[name] = intern(values[name])
                    for name in _SPANS & values.keys():
                        values[name] = tuple(values[name])
                    if "attributes" in values:
                        values["attributes"] = tuple([(key, value) for key, value in values["attributes"]])
                    made.append(kind(file=part[0], **values))
        except TypeError as error:
            raise ValueError(f"no records of kg: {error}") from error
        return tuple(made)

    def shown(self) -> list[Shown]:
        """What most formats ask of records of evidence, which are not made for it.

        :raises ValueError: for text that is none of theirs.

        >>> Written(Evidence, [("a.txt", '"article": 0, "start": 0, "end": 2, "text": "签约"}')]).shown()
        [Shown(file='a.txt', text='签约', status='', date='', date_text='', attributes=())]
        """
        try:
            found, new = [], tuple.__new__  # what Shown() calls, half as dear
            for part in self.parts:
                found.append(new(Shown, (part[0], _text(part[1]), *_often_said(part[-1]))))
            return found
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"no records of kg: {error}") from error

    def holds(self, name: str) -> bool:
        """Whether any record of evidence has another value than its default in a field that may be left out."""
        sign = f'"{name}": '  # in a text the quotes would be escaped
        return any(sign in part[-1] for part in self.parts)


def _text(piece: str) -> str:
    """The text of a tail; before it stand numbers alone, which need not be read."""
    at = piece.index(_TEXT) + len(_TEXT)
    plain = piece[at + 1 : -1]
    if "\\" not in plain and '"' not in plain and piece[at:] == f'"{plain}"':
        return plain  # nearly all
    text: str = _decode(piece, at)[0]
    return text


def _said(piece: str) -> tuple[str, str, str, Sequence[tuple[str, str]]]:
    """What the last fields of :class:`Shown` are, in a piece of a tail."""
    said: dict[str, Any] = json.loads(f"{{{piece.strip(', }')}}}")
    return said.get("status", ""), said.get("date", ""), said.get("date_text", ""), said.get("attributes", ())


#: The same for the last pieces, of which many records have the same.
_often_said = lru_cache(maxsize=_KEPT)(_said)


class Shown(NamedTuple):
    """What most formats say of a sentence that shows a relation: a part of :class:`kg.model.Evidence`."""

    file: str
    text: str
    status: str
    date: str
    date_text: str
    attributes: Sequence[tuple[str, str]]


def shown(relation: Relation, having: str = "") -> Sequence[Evidence | Shown]:
    """The sentences of a relation, the best first; no records are made where nobody has looked at them yet.

    :param having: only sentences of relations of which one has this field, of those that may be left out, are asked
        for; of others there are none.
    """
    kept = given_evidence(relation)
    if isinstance(kept, tuple):
        return kept
    if isinstance(kept, Written):
        return kept.shown() if not having or kept.holds(having) else ()
    return relation.evidence


# texts of which a graph has few different ones
_SHARED = frozenset({"rule", "status", "date"})
_SPANS = frozenset({"head", "tail", "trigger"})
