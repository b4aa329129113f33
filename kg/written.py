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
from typing import Any

from kg.model import Evidence, Merge, Occurrence

__all__ = ["DEFAULTS", "Written", "encode", "record", "tail"]

#: A value as JSON, as ``graph.json`` has it.
encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "), check_circular=False).encode

#: The names of the fields and their defaults, by record.
DEFAULTS: dict[type, tuple[tuple[str, Any], ...]] = {
    kind: tuple((f.name, f.default) for f in fields(kind)) for kind in (Occurrence, Merge, Evidence)
}


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


@lru_cache(maxsize=4096)
def _head(file: str) -> str:
    """The beginning of a record's text."""
    return f'{{"file": {encode(file)}, '


class Written:
    """Records of one kind in their order, as text: a :class:`kg.model.Later`.

    :param kind: what they are.
    :param parts: for each run of records of one file the file's name and their tails, a tab between two.

    >>> kept = Written(Occurrence, [("a.txt", '"start": 3, "end": 8, "text": "江阴高新区"}')])
    >>> kept.text
    '{"file": "a.txt", "start": 3, "end": 8, "text": "江阴高新区"}'
    >>> kept()
    (Occurrence(file='a.txt', start=3, end=8, text='江阴高新区', article=0, rule=''),)
    """

    __slots__ = ("_kind", "parts")

    def __init__(self, kind: type[Occurrence] | type[Evidence], parts: Sequence[tuple[str, str]]) -> None:
        self._kind = kind
        self.parts = parts

    def __len__(self) -> int:
        count = len(self.parts)
        for _, tails in self.parts:
            count += tails.count("\t")
        return count

    def files(self) -> set[str]:
        """The files that the records name."""
        return {file for file, _ in self.parts}

    @property
    def text(self) -> str:
        """The records as JSON, a comma and a space between two."""
        found = []
        for file, tails in self.parts:
            head = _head(file)
            found.append(head + tails.replace("\t", f", {head}"))
        return ", ".join(found)

    def __call__(self) -> tuple[Any, ...]:
        """The records.

        :raises ValueError: for text that is none of theirs.
        """
        kind: Any = self._kind
        made: list[Any] = []
        texts = ["[{" + tails.replace("\t", ", {") + "]" for _, tails in self.parts]
        try:
            for (file, _), rows in zip(self.parts, json.loads(f"[{', '.join(texts)}]"), strict=True):
                for values in rows:
                    for name in _SHARED & values.keys():
                        values[name] = intern(values[name])
                    for name in _SPANS & values.keys():
                        values[name] = tuple(values[name])
                    if "attributes" in values:
                        values["attributes"] = tuple([(key, value) for key, value in values["attributes"]])
                    made.append(kind(file=file, **values))
        except TypeError as error:
            raise ValueError(f"no records of kg: {error}") from error
        return tuple(made)


# texts of which a graph has few different ones
_SHARED = frozenset({"rule", "status", "date"})
_SPANS = frozenset({"head", "tail", "trigger"})
