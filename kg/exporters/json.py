r"""``graph.json``: everything, to the last offset.

**What it cannot hold:** two lone surrogates that follow each other as a pair come back as the one character that they
make (JSON has no other way to write them). Everything else comes back as it was, control characters and single lone
surrogates (written ``\udXXX``) included.

The file is UTF-8 without ASCII escapes, sorted, one entity or relation on each line, the same bytes for the same graph,
and described by ``kg/data/graph.schema.json``. Fields that have their default value are left out of occurrences,
merges and evidence. Relations name their ends by entity id.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from kg.errors import GraphError
from kg.files import replacing
from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Merge, Occurrence, Relation, later
from kg.written import DEFAULTS, Written, encode, record

__all__ = ["FORMAT", "VERSION", "read", "write"]

FORMAT = "kg-graph"
VERSION = 1
_CURE = "name a graph.json that kg has written"

Record = TypeVar("Record", Occurrence, Merge, Evidence)
#: A text as JSON, without the detour over any value's.
_quoted = json.encoder.encode_basestring
_TOGETHER = 500  # lines that are written at once
_LONE = re.compile("[\ud800-\udfff]")


def write(graph: KnowledgeGraph, path: Path, **options: Any) -> None:
    """Write a graph losslessly; see the module.

    :raises ExportError: where the file cannot be written.
    :raises TypeError: for any option: there is none.
    """
    if options:
        raise TypeError(f"the json exporter takes no options, not {', '.join(sorted(options))}")
    with replacing(path, binary=True) as out:
        head = {"format": FORMAT, "version": VERSION, "meta": graph.meta, "files": list(graph.files)}
        out.write(_bytes(encode(head)[:-1]))
        _lines(out, "entities", map(_entity, graph.entities))
        _lines(out, "relations", map(_relation, graph.relations()))
        out.write(b"\n}\n")


write.suffix = ".json"  # type: ignore[attr-defined]


def _lines(out: BinaryIO, name: str, records: Iterator[str]) -> None:
    out.write(f',\n"{name}": ['.encode())
    before = b"\n"
    while lines := list(islice(records, _TOGETHER)):
        out.write(before + _bytes(",\n".join(lines)))
        before = b",\n"
    out.write(b"\n]")


def _bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE.sub(lambda m: f"\\u{ord(m[0]):04x}", text).encode()


def _entity(entity: Entity) -> str:
    aliases = ", ".join(map(_quoted, entity.aliases))
    head = f'{{"id": {_quoted(entity.id)}, "type": {_quoted(entity.type)}, "name": {_quoted(entity.name)}'
    kept = later(entity)
    occurrences = kept.text if isinstance(kept, Written) else _records(entity.occurrences)
    merges = _records(entity.merges)
    return f'{head}, "aliases": [{aliases}], "occurrences": [{occurrences}], "merges": [{merges}]}}'


def _number(value: float) -> str:
    """As :data:`encode` writes it, which takes five times as long for a float and is asked for each relation."""
    return repr(value) if type(value) is float else encode(value)


def _relation(relation: Relation) -> str:
    head, type_, tail = map(_quoted, (relation.head_id, relation.type, relation.tail_id))
    turns, sure = "true" if relation.symmetric else "false", _number(relation.confidence)
    kept = later(relation)
    evidence = kept.text if isinstance(kept, Written) else _records(relation.evidence)
    said = f'"head": {head}, "type": {type_}, "tail": {tail}, "symmetric": {turns}, "confidence": {sure}'
    return f'{{{said}, "evidence": [{evidence}]}}'


def _records(made: Iterable[Occurrence | Merge | Evidence]) -> str:
    return ", ".join([encode(record(one)) for one in made])


def read(path: str | os.PathLike[str]) -> KnowledgeGraph:
    """The graph that :func:`write` wrote.

    :raises GraphError: where the file is missing, is no such graph, or does not fit together; it says where.
    """
    source = Path(path)
    try:
        data = json.loads(source.read_bytes())
    except OSError as error:
        raise GraphError(f"{source}: cannot be read: {error.strerror}; {_CURE}") from error
    except (ValueError, RecursionError) as error:
        raise GraphError(f"{source}: is not JSON: {error}; {_CURE}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise GraphError(f'{source}: is JSON, but no graph: "format" is not "{FORMAT}"; {_CURE}')
    if data.get("version") != VERSION:
        raise GraphError(f"{source}: has version {data.get('version')!r}, this kg reads {VERSION}; build it again")
    try:
        entities = [_read_entity(e) for e in data["entities"]]
        names = {e.id: e.name for e in entities}
        relations = [_read_relation(r, names) for r in data["relations"]]
        return KnowledgeGraph(entities, relations, files=_texts(data["files"]), meta=_pairs(data["meta"]))
    except GraphError as error:
        raise GraphError(f"{source}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise GraphError(f"{source}: does not fit the schema of graph.json: {what}; build it again") from error


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"a list of texts is expected, not {values!r:.80}")
    return tuple(_text(v) for v in values)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is expected, not {value!r:.80}")
    return value


def _pairs(values: Mapping[str, Any]) -> dict[str, str]:
    return {key: _text(value) for key, value in values.items()}


def _read_record(kind: type[Record], data: dict[str, Any]) -> Record:
    for name, default in DEFAULTS[kind]:
        if name in data:
            value = data[name]
            if isinstance(value, list):
                value = data[name] = tuple(tuple(v) if isinstance(v, list) else v for v in value)
            expected = str if default is MISSING and name not in {"start", "end", "article"} else type(default)
            expected = int if name in {"start", "end", "article"} else expected
            if not isinstance(value, expected) and not (expected is float and type(value) is int):
                raise TypeError(f"{name} must be {expected.__name__}, not {value!r:.80}")
    return kind(**data)


def _read_entity(data: dict[str, Any]) -> Entity:
    return Entity(
        id=_text(data["id"]),
        type=_text(data["type"]),
        name=_text(data["name"]),
        aliases=_texts(data["aliases"]),
        occurrences=tuple(_read_record(Occurrence, o) for o in data["occurrences"]),
        merges=tuple(_read_record(Merge, m) for m in data["merges"]),
    )


def _read_relation(data: dict[str, Any], names: Mapping[str, str]) -> Relation:
    head, tail = _text(data["head"]), _text(data["tail"])
    for end in (head, tail):
        if end not in names:
            raise GraphError(f"a relation {data['type']!r} has an end that is no entity of the graph: {end!r}")
    return Relation(
        head=names[head],
        type=_text(data["type"]),
        tail=names[tail],
        head_id=head,
        tail_id=tail,
        symmetric=bool(data["symmetric"]),
        confidence=float(data["confidence"]),
        evidence=tuple(_read_record(Evidence, e) for e in data["evidence"]),
    )
