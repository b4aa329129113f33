"""Graphs as the scoring sees them, read from gold-format JSON, GraphML or kg's own ``graph.json``.

GraphML is read with expat and no further: a document type declaration, and with it every entity definition, is refused.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from kg.errors import EvaluationError
from kg.model import Evidence

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["Claim", "Scored", "Triple", "from_gold", "from_graph", "is_gold", "normalise", "read"]

Triple = tuple[str, str, str]

_QUOTES = "\"'“”‘’「」『』《》〈〉"


def normalise(name: str) -> str:
    """The form in which names are compared: NFKC, without white space and quotes, lower case.

    >>> normalise("“书记项目 合伙人行动”")
    '书记项目合伙人行动'
    """
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return "".join(ch for ch in text if ch not in _QUOTES).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a graph says for one of its relations.

    :ivar confidence: 0 to 1; 1 where the format has none.
    :ivar evidence: the sentence that supports it, may be empty.
    """

    confidence: float = 1.0
    evidence: str = ""


@dataclass(slots=True)
class Scored:
    """A graph reduced to what is compared. All dictionaries keep the order of the file.

    :ivar types: entity id → type.
    :ivar labels: entity id → name.
    :ivar names: entity id → all its names, normalised.
    :ivar relations: (head id, type, tail id) → what supports it.
    :ivar optional: entity ids that count neither way.
    :ivar optional_relations: relations that count neither way, as they stand in the file.
    """

    types: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    relations: dict[Triple, Claim] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    optional_relations: set[Triple] = field(default_factory=set)

    def add_entity(self, key: str, type_: str, label: str, aliases: Iterable[str]) -> None:
        self.types[key] = type_
        self.labels[key] = label
        self.names[key] = frozenset(normalise(n) for n in (label, *aliases) if n.strip())

    def add_relation(self, triple: Triple, claim: Claim) -> None:
        """Of two claims for one triple the more confident stays.

        :raises EvaluationError: where an end is no entity of this graph.
        """
        shown = " ".join(triple)
        for end in (triple[0], triple[2]):
            if end not in self.types:
                raise EvaluationError(f"the relation {shown!r} ends in {end!r}, which is no entity of the file")
        if not 0 <= claim.confidence <= 1:
            raise EvaluationError(f"the relation {shown!r} has the confidence {claim.confidence}, which is not 0 to 1")
        if triple not in self.relations or self.relations[triple].confidence < claim.confidence:
            self.relations[triple] = claim


def read(path: Path) -> Scored:
    """The graph in a file: ``.graphml``, or ``.json`` in the gold format or as kg writes it.

    :raises EvaluationError: where the file cannot be read as one of them; the message names file and fault.
    """
    try:
        if path.suffix.lower() == ".graphml":
            return _from_graphml(path.read_bytes())
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if is_gold(data):
            return from_gold(data)
    except OSError as error:
        raise EvaluationError(f"{path.name}: cannot be read: {error.strerror or error}") from error
    except (EvaluationError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise EvaluationError(f"{path.name}: {error}") from error
    from kg.exporters.json import read as read_graph  # the gold alone needs no graph library

    return from_graph(read_graph(path))


def is_gold(data: Any) -> bool:
    """Whether decoded JSON is in the gold format, as opposed to kg's own, which counts its ``files``."""
    return isinstance(data, dict) and "entities" in data and "relations" in data and "files" not in data


def from_gold(data: Mapping[str, Any]) -> Scored:
    """A graph from decoded JSON in the gold format.

    :raises EvaluationError: where a field is missing or of the wrong kind.
    """
    graph = Scored()
    try:
        for e in data["entities"]:
            graph.add_entity(e["id"], e["type"], e["name"], e.get("aliases", []))
            if e.get("optional"):
                graph.optional.add(e["id"])
        for r in data["relations"]:
            triple = (r["head"], r["type"], r["tail"])
            graph.add_relation(triple, Claim(confidence=r.get("confidence", 1.0), evidence=r.get("evidence", "")))
            if r.get("optional"):
                graph.optional_relations.add(triple)
    except KeyError as error:
        raise EvaluationError(f"not in the gold format: an entity or relation has no {error}") from error
    except (AttributeError, TypeError) as error:
        raise EvaluationError(f"not in the gold format: {error}") from error
    return graph


def from_graph(graph: KnowledgeGraph, file: str | None = None) -> Scored:
    """A :class:`kg.graph.KnowledgeGraph`, or the part of it that one file supports.

    :param file: keep only what this file mentions, under the names that it uses; a relation stays where a sentence
        of the file supports it, with the confidence that the file's sentences give it (noisy-or).
    """
    scored = Scored()
    for e in graph.entities:
        if file is None:
            scored.add_entity(e.id, e.type, e.name, e.aliases)
        elif any(o.file == file for o in e.occurrences):
            forms = sorted({o.text for o in e.occurrences if o.file == file})
            scored.add_entity(e.id, e.type, max(forms, key=len), forms)
    for r in graph.relations():
        evidence = [v for v in r.evidence if file is None or v.file == file]
        if file is None or (evidence and r.head_id in scored.types and r.tail_id in scored.types):
            whole = len(evidence) == len(r.evidence)
            confidence = r.confidence if whole else 1 - prod(1 - c for c in _by_sentence(evidence))
            claim = Claim(confidence=confidence, evidence=evidence[0].text if evidence else "")
            scored.add_relation((r.head_id, r.type, r.tail_id), claim)
    return scored


def _by_sentence(evidence: Iterable[Evidence]) -> list[float]:
    """The best confidence of each distinct sentence."""
    best: dict[str, float] = {}
    for v in evidence:
        best[v.text] = max(v.confidence, best.get(v.text, 0.0))
    return list(best.values())


class _GraphML:
    """Collects nodes and edges with their attributes, by the names that the keys give."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.nodes: dict[str, dict[str, str]] = {}
        self.edges: list[tuple[str, str, dict[str, str]]] = []
        self.current: dict[str, str] | None = None
        self.name = ""
        self.text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(" ")[2]
        if tag == "key":
            self.keys[attributes.get("id", "")] = attributes.get("attr.name", "")
        elif tag == "node":
            self.current = self.nodes.setdefault(attributes.get("id", ""), {})
        elif tag == "edge":
            self.current = {}
            self.edges.append((attributes.get("source", ""), attributes.get("target", ""), self.current))
        elif tag == "data":
            self.name, self.text = self.keys.get(attributes.get("key", ""), ""), []

    def end(self, tag: str) -> None:
        tag = tag.rpartition(" ")[2]
        if tag == "data" and self.current is not None and self.name:
            self.current[self.name] = "".join(self.text)
        elif tag in ("node", "edge"):
            self.current = None

    def characters(self, text: str) -> None:
        self.text.append(text)

    def refuse(self, *_: object) -> None:
        raise EvaluationError("has a document type declaration, which GraphML does not need; it is refused as unsafe")


def _from_graphml(data: bytes) -> Scored:
    found = _GraphML()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.characters
    parser.StartDoctypeDeclHandler = found.refuse
    parser.EntityDeclHandler = found.refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise EvaluationError(f"not well-formed XML: {error}") from error
    graph = Scored()
    for key, values in found.nodes.items():
        if "type" not in values or "label" not in values:
            raise EvaluationError(f"the node {key!r} lacks one of the attributes type and label")
        graph.add_entity(key, values["type"], values["label"], values.get("aliases", "").split("|"))
    for head, tail, values in found.edges:
        if "relation" not in values:
            raise EvaluationError(f"an edge from {head!r} to {tail!r} lacks the attribute relation")
        confidence = float(values.get("confidence", "1"))
        claim = Claim(confidence=confidence, evidence=values.get("evidence", ""))
        graph.add_relation((head, values["relation"], tail), claim)
    return graph
