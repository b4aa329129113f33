"""The commands that read a graph: query, path, explain, stats, serve."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.cli import languages
from kg.cli.show import entity_record, ordered, relation_record, show_paths, show_relations, show_rows
from kg.cli.text import UsageError, as_csv, as_json, printable
from kg.exporters.json import read
from kg.graph import KnowledgeGraph, near
from kg.model import Entity
from kg.query import CENTRALITIES, centrality, communities
from kg.schema import default_schema

__all__ = ["explain", "opened", "path", "query", "serve", "stats"]

SHOWN_PLACES = 5
SHOWN_HUBS = 5
SHOWN_CENTRAL = 20


def opened(name: str) -> KnowledgeGraph:
    """The graph in a file, or in the ``graph.json`` of a folder.

    :raises GraphError: where there is none.
    """
    place = Path(name)
    return read(place / "graph.json" if place.is_dir() else place)


def query(args: Namespace) -> int:
    graph = opened(args.graph)
    if languages.asked(args):
        return languages.rows(graph, args)
    if args.path:
        others = ("type", "head", "tail", "entity", "status", "since", "until", "file")
        given = [f"--{name}" for name in others if getattr(args, name)]
        if given:
            raise UsageError(f"--path goes without {', '.join(given)}; it takes --min-confidence, --json and --csv")
        return _paths(graph, args, *args.path)
    relations = graph.relations(
        type=_known(args.type, "relation type", {*default_schema().relations, *(r.type for r in graph.relations())}),
        head=args.head,
        tail=args.tail,
        entity=args.entity,
        min_confidence=args.min_confidence,
        status=_known(args.status, "status", {"done", "under-way", "agreed", "planned"}),
        since=args.since,
        until=args.until,
        file=_known(args.file, "file", graph.files),
    )
    if args.json:
        as_json([relation_record(r) for r in relations])
    elif args.csv:
        header = ("head", "type", "tail", "confidence", "status", "date", "file", "start", "end", "sentence")
        rows = (
            (r.head, r.type, r.tail, r.confidence, e.status, e.date, e.file, e.start, e.end, e.text)
            for r in relations
            for e in r.evidence
        )
        as_csv(rows, header)
    else:
        show_relations(relations)
    return 0


def _known(wanted: Sequence[str] | None, what: str, known: Iterable[str]) -> Sequence[str] | None:
    """What was asked for, if all of it is known.

    :raises UsageError: names the nearest of what is known.
    """
    names = sorted(known)
    for name in wanted or ():
        if name not in names:
            close = near(name, names)
            hint = f"did you mean {', '.join(close)}?" if close else f"there are: {', '.join(names[:20])}"
            raise UsageError(f"no {what} is called {name!r}; {hint}")
    return wanted


def path(args: Namespace) -> int:
    return _paths(opened(args.graph), args, args.from_, args.to)


def _paths(graph: KnowledgeGraph, args: Namespace, a: str, b: str) -> int:
    found = graph.paths(a, b, min_confidence=args.min_confidence)
    if args.json:
        as_json(
            [
                {
                    "entities": [e.id for e in p.entities],
                    "confidence": p.confidence,
                    "steps": [[relation_record(r) for r in step] for step in p.steps],
                }
                for p in found
            ]
        )
    elif args.csv:
        header = ("path", "step", "head", "type", "tail", "confidence", "file", "sentence")
        rows = (
            (n, i, r.head, r.type, r.tail, r.confidence, e.file, e.text)
            for n, p in enumerate(found, 1)
            for i, r in enumerate(p.relations, 1)
            for e in r.evidence[:1]
        )
        as_csv(rows, header)
    else:
        show_paths(found, a, b)
    return 0


def explain(args: Namespace) -> int:
    """Which forms, where, why they are one."""
    graph = opened(args.graph)
    found = graph.find(args.name)
    if args.json:
        as_json([entity_record(e) for e in found])
        return 0
    if args.csv:
        header = ("id", "type", "name", "form", "file", "article", "start", "end", "rule")
        as_csv(
            (
                (e.id, e.type, e.name, o.text, o.file, o.article, o.start, o.end, o.rule)
                for e in found
                for o in e.occurrences
            ),
            header,
        )
        return 0
    for number, entity in enumerate(found):
        if number:
            print()
        _explain(graph, entity)
    return 0


def _explain(graph: KnowledgeGraph, entity: Entity) -> None:
    print(printable(f"{entity.name}  ({entity.type}, {entity.id})"))
    relations = graph.relations(entity=entity.id)
    files = f"{len(entity.files)} file{'s' if len(entity.files) != 1 else ''}"
    print(f"  {entity.mentions} mentions in {files}, {len(relations)} relations")
    print("  forms")
    forms: dict[str, list[str]] = {form: [] for form in (entity.name, *entity.aliases)}
    for o in entity.occurrences:
        forms.setdefault(o.text, []).append(f"{o.file}:{o.start}-{o.end}")
    for form, places in forms.items():
        more = f" and {len(places) - SHOWN_PLACES} more" if len(places) > SHOWN_PLACES else ""
        print(printable(f"    {form}  ×{len(places)}  {', '.join(places[:SHOWN_PLACES])}{more}".rstrip()))
    if entity.merges:
        print("  why they are one")
    for m in entity.merges:
        where = f"  {m.file}:{m.start}-{m.end}" if m.file else ""
        print(printable(f"    {m.form} = {m.into}  because {m.reason}{where}"))


def stats(args: Namespace) -> int:
    graph = opened(args.graph)
    if args.centrality or args.communities:
        return _structure(graph, args)
    schema = default_schema()
    relations = graph.relations()
    degree = Counter(i for r in relations for i in {r.head_id, r.tail_id})
    entities, edges = Counter(e.type for e in graph), Counter(r.type for r in relations)
    hubs: dict[str, list[Entity]] = {}
    for e in sorted(graph, key=lambda e: (-degree[e.id], e.id)):
        if degree[e.id] and len(hubs.setdefault(e.type, [])) < SHOWN_HUBS:
            hubs[e.type].append(e)
    sentences = sum(r.sentences for r in relations)
    mentions = sum(e.mentions for e in graph)
    alone = sum(not degree[e.id] for e in graph)
    if args.json:
        as_json(
            {
                "files": len(graph.files),
                "entities": dict(ordered(entities, schema.entities)),
                "relations": dict(ordered(edges, schema.relations)),
                "mentions": mentions,
                "sentences": sentences,
                "unconnected": alone,
                "most_connected": {
                    t: [{"id": e.id, "name": e.name, "relations": degree[e.id]} for e in hubs[t]]
                    for t, _ in ordered(Counter(hubs.keys()), schema.entities)
                },
            }
        )
        return 0
    if args.csv:
        counts = [("files", "", len(graph.files)), ("mentions", "", mentions), ("sentences", "", sentences)]
        counts += [("unconnected", "", alone)]
        counts += [("entities", name, n) for name, n in ordered(entities, schema.entities)]
        counts += [("relations", name, n) for name, n in ordered(edges, schema.relations)]
        as_csv(counts, ("what", "type", "count"))
        return 0
    rows: list[tuple[object, ...]] = [("files", len(graph.files), ""), ("entities", len(graph), f"{mentions} mentions")]
    for name, count in ordered(entities, schema.entities):
        best = "、".join(f"{e.name} {degree[e.id]}" for e in hubs.get(name, ()))
        rows.append((f"  {name}", count, best))
    rows += [("  unconnected", alone, ""), ("relations", len(relations), f"{sentences} sentences")]
    rows += [(f"  {name}", count, "") for name, count in ordered(edges, schema.relations)]
    show_rows(rows, ("", "", ""), right="lr")
    return 0


def _structure(graph: KnowledgeGraph, args: Namespace) -> int:
    """The most central entities, or the groups."""
    if args.communities and args.centrality:
        raise UsageError("--centrality and --communities are two questions; ask one at a time")
    if args.communities:
        header: tuple[str, ...] = ("group", "members", "entities")
        groups = communities(graph)
        rows: list[tuple[object, ...]] = [(name, len(es), "、".join(e.name for e in es)) for name, es in groups.items()]
        data: object = [{"group": name, "members": [e.id for e in es]} for name, es in groups.items()]
    else:
        _known([args.centrality], "centrality", CENTRALITIES)
        header = ("entity", "type", args.centrality)
        # people read the first ones, programs take all
        found = centrality(graph, args.centrality, None if args.json or args.csv else SHOWN_CENTRAL)
        rows = [(e.name, e.type, score) for e, score in found]
        data = [{"id": e.id, "name": e.name, args.centrality: score} for e, score in found]
    if args.json:
        as_json(data)
    elif args.csv:
        as_csv(rows, header)
    else:
        show_rows(rows, header, right="lr" if args.communities else "llr")
    return 0


def serve(args: Namespace) -> int:
    """Tools for agents; imports the SDK, which is heavy and optional, only here."""
    from kg.serve import serve as run

    run(opened(args.graph))
    return 0
