"""``graph.ttl`` (Turtle) and ``graph.jsonld`` (JSON-LD): the same statements for the semantic web.

**What they cannot hold:** the places of mentions, the reasons of merges, the characters that :mod:`kg.exporters.clean`
leaves out. Dates of evidence are as exact as found (``xsd:gYear``, ``xsd:gYearMonth``, ``xsd:date``).

The vocabulary (prefix ``kg:``, ``kg/data/vocabulary.ttl``) has one class for each entity type and one property for
each relation type. A relation is stated twice: plainly (``<head> kg:located-in <tail>``; symmetric ones either way),
and as an ``rdf:Statement`` that carries confidence and evidence (``prov:wasDerivedFrom``). Evidence is a
``prov:Entity`` whose ``prov:value`` is the sentence. ``kg/data/shapes.ttl`` are SHACL shapes that every file
satisfies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.exporters.clean import NodeIds, clean, edge_id, one_line
from kg.exporters.neo4j import label
from kg.files import replacing
from kg.graph import KnowledgeGraph, date_span
from kg.model import Evidence, Relation

__all__ = ["CONTEXT", "write_jsonld", "write_turtle"]

VOCABULARY = "urn:kg:vocabulary#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = {
    "kg": VOCABULARY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": _XSD,
}
CONTEXT: dict[str, Any] = {
    **_PREFIXES,
    "rdf:subject": {"@type": "@id"},
    "rdf:predicate": {"@type": "@id"},
    "rdf:object": {"@type": "@id"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "kg:confidence": {"@type": "xsd:decimal"},
}
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}

# A resource: its IRI, its classes, its values. A value is an IRI, a text, a number, a truth value or a typed text.
Iri = tuple[str, str]
Resource = tuple[str, list[str], list[tuple[str, Any]]]


def write_turtle(graph: KnowledgeGraph, path: Path) -> None:
    """Write Turtle; see the module for what is lost.

    :raises ExportError: where the file cannot be written.
    """
    with replacing(path) as out:
        for prefix, iri in _PREFIXES.items():
            out.write(f"@prefix {prefix}: <{iri}> .\n")
        for iri, classes, values in _resources(graph):
            pairs = [("a", name) for name in classes] + [(key, _turtle(value)) for key, value in values]
            out.write(f"\n<{iri}> " + " ;\n    ".join(f"{key} {value}" for key, value in pairs) + " .\n")


def write_jsonld(graph: KnowledgeGraph, path: Path) -> None:
    """Write JSON-LD; see the module for what is lost.

    :raises ExportError: where the file cannot be written.
    """
    with replacing(path) as out:
        out.write(f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [')
        before = "\n"
        for iri, classes, values in _resources(graph):
            node: dict[str, Any] = {"@id": iri, "@type": classes}
            for key, value in values:
                node.setdefault(key.strip("<>"), []).append(_json(value))
            out.write(before + json.dumps(node, ensure_ascii=False))
            before = ",\n"
        out.write("\n]}\n")


write_turtle.suffix = ".ttl"  # type: ignore[attr-defined]
write_jsonld.suffix = ".jsonld"  # type: ignore[attr-defined]


def _resources(graph: KnowledgeGraph) -> Iterator[Resource]:
    ids = NodeIds(graph)
    iris = {e.id: f"urn:kg:entity:{quote(ids[e.id], safe='')}" for e in graph}
    relations = graph.relations()
    plain: dict[str, list[tuple[str, Any]]] = {}
    for r in relations:
        plain.setdefault(r.head_id, []).append((_property(r.type), ("iri", iris[r.tail_id])))
        if r.symmetric and r.head_id != r.tail_id:
            plain.setdefault(r.tail_id, []).append((_property(r.type), ("iri", iris[r.head_id])))
    for e in graph:
        values: list[tuple[str, Any]] = [
            ("rdfs:label", one_line(e.name) or ids[e.id]),
            ("kg:type", one_line(e.type) or "entity"),
            ("kg:mentions", e.mentions),
        ]
        values += [("skos:altLabel", a) for a in dict.fromkeys(map(one_line, e.aliases)) if a]
        values += [("kg:file", f) for f in dict.fromkeys(map(one_line, e.files)) if f]
        yield iris[e.id], ["kg:Entity", _class(e.type)], values + list(dict.fromkeys(plain.get(e.id, ())))
    for r in relations:
        yield from _statement(r, iris)


def _statement(r: Relation, iris: dict[str, str]) -> Iterator[Resource]:
    iri = f"urn:kg:relation:{edge_id(r)}"
    sources = [f"{iri}:{number}" for number in range(r.sentences)]
    predicate = _property(r.type)
    values: list[tuple[str, Any]] = [
        ("rdf:subject", ("iri", iris[r.head_id])),
        ("rdf:predicate", ("iri", predicate)),
        ("rdf:object", ("iri", iris[r.tail_id])),
        ("kg:symmetric", r.symmetric),
        ("kg:confidence", ("decimal", f"{r.confidence:.6f}")),
    ]
    values += [("kg:status", one_line(r.status))] if one_line(r.status) else []
    values += [("prov:wasDerivedFrom", ("iri", source)) for source in sources]
    yield iri, ["rdf:Statement", "kg:Relation"], values
    for source, e in zip(sources, r.evidence, strict=True):
        yield source, ["prov:Entity", "kg:Evidence"], list(_evidence(e))


def _evidence(e: Evidence) -> Iterator[tuple[str, Any]]:
    yield "prov:value", clean(e.text)
    yield "kg:file", one_line(e.file)
    for name in ("article", "start", "end"):
        yield f"kg:{name}", getattr(e, name)
    yield "kg:confidence", ("decimal", f"{e.confidence:.6f}")
    if one_line(e.status):
        yield "kg:status", one_line(e.status)
    if date_span(e.date):
        yield "kg:date", (_DATES[len(e.date)], e.date)
    if one_line(e.date_text):
        yield "kg:dateText", one_line(e.date_text)
    if one_line(e.rule):
        yield "kg:rule", one_line(e.rule)
    for key, value in e.attributes:
        yield "kg:attribute", f"{one_line(key)}={one_line(value)}"


def _class(type: str) -> str:
    return _name(label(one_line(type)))


def _property(type: str) -> str:
    words = re.findall(r"\w+", one_line(type))
    return _name("-".join(words) or "related")


def _name(name: str) -> str:
    """A name of the vocabulary: with the prefix where it is plain ASCII, else the whole IRI."""
    plain = re.fullmatch("[A-Za-z][A-Za-z0-9-]*", name)
    return f"kg:{name}" if plain else f"<{VOCABULARY}{quote(name, safe='')}>"


def _turtle(value: Any) -> str:
    if isinstance(value, tuple):
        kind, text = value
        if kind == "iri":
            return text if text.startswith(("kg:", "<")) else f"<{text}>"
        return f'"{text}"^^xsd:{kind}'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{text}"'


def _json(value: Any) -> Any:
    if isinstance(value, tuple):
        kind, text = value
        return {"@id": text.strip("<>")} if kind == "iri" else {"@value": text, "@type": f"xsd:{kind}"}
    return value
