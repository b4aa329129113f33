"""The commands that write: build and export."""

from __future__ import annotations

import json
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from difflib import get_close_matches
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__, registry
from kg.cli.place import staged
from kg.cli.progress import Progress
from kg.cli.seal import SEAL, options_of, sealed, unbroken
from kg.cli.show import ordered
from kg.cli.text import UsageError, say, table
from kg.errors import InputError
from kg.files import replacing
from kg.model import Skipped
from kg.schema import Schema
from kg.workers import collecting

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.resolve import Resolved

__all__ = ["build", "export"]

SHOWN_SKIPS = 20
STORE = ".kg-store.sqlite"
PLACES = ".kg-places"


@collecting(False)
def build(args: Namespace) -> int:
    """Articles in, graph and report out; see ``kg build --help``."""
    formats = _formats(args.formats.split(","))
    if args.inputs.count("-") > 1:
        raise UsageError("standard input (-) can be read once only")
    start = time.perf_counter()
    keep: list[Resolved] | None = [] if args.per_file else None
    store = Path(args.output, STORE) if args.store else None
    with staged(Path(args.output)) as folder:
        options = options_of(args)
        if (seal := unbroken(Path(args.output), args, options)) is not None:
            return _kept(seal, Path(args.output), folder, start)
        had_store = store is not None and store.exists()
        # spaCy and jieba, once the arguments are known to fit
        from kg.pipeline import Report
        from kg.pipeline import build as built_from
        from kg.rules import rule_pack

        loaded = time.perf_counter()
        schema = rule_pack(args.rules).schema
        report = Report()
        with Progress() as progress:
            try:
                graph = built_from(
                    [Path(item) for item in args.inputs],
                    rules=args.rules,
                    encoding=args.encoding,
                    min_confidence=args.min_confidence,
                    workers=args.workers,
                    progress=progress,
                    report=report,
                    store=store,
                    keep=keep,
                )
            except InputError as error:
                if report.articles:
                    raise
                _say_skipped([*report.skipped, *_without_article(report.files)])
                what = "no article could be read" if report.skipped or report.files else "no file that can be read"
                raise InputError(f"{', '.join(args.inputs)}: {what}, nothing was written") from error
        _say_skipped(report.skipped)
        if args.strict and report.skipped:
            if store is not None and not had_store:
                store.unlink(missing_ok=True)
            raise InputError(f"{_many(len(report.skipped), 'fault')} and --strict: nothing was written")
        built = time.perf_counter()
        with _places(Path(args.output), folder, args.store):
            for name in formats:
                _write(graph, folder / f"graph{registry.exporter_suffix(name)}", name, schema, args.html_engine)
        if keep is not None:
            _write_per_file(keep, folder / "per-file", schema, args)
        written = time.perf_counter()
        record = _report(graph, schema, report)
        seal = sealed(folder, options, report.keys, record, report.skipped)
        if seal is not None:
            _write_json(seal, folder / SEAL, indent=None)
        record = {**record, "timings": _timings(start, loaded, built, written)}
        _write_json(record, folder / "report.json")
        names = _names(folder)
    _show(record, Path(args.output), names)
    return 0


def _places(output: Path, folder: Path, kept: bool) -> AbstractContextManager[None]:
    """Parts of the graph are drawn where they stood in the last build, as far as they have not changed."""
    if not kept:
        return nullcontext()
    from kg.scene import remembered

    return remembered(output / PLACES, folder / PLACES)


def _kept(seal: dict[str, Any], output: Path, folder: Path, start: float) -> int:
    """What there is to tell where nothing has changed; only the report's timings are new."""
    _say_skipped([Skipped(file=file, reason=reason) for file, reason in seal["skipped"]])
    now = time.perf_counter()
    record = {**seal["record"], "timings": _timings(start, now, now, now)}
    _write_json(record, folder / "report.json")
    _show(record, output, sorted([*seal["outputs"], "report.json"]), "nothing has changed; there is")
    return 0


def _timings(start: float, loaded: float, built: float, written: float) -> dict[str, float]:
    spans = {"load": loaded - start, "build": built - loaded, "write": written - built, "total": written - start}
    return {name: round(seconds, 3) for name, seconds in spans.items()}


def _names(folder: Path) -> list[str]:
    """What is written for the user; what a folder holds has a slash behind its name."""
    return sorted(p.name + ("/" if p.is_dir() else "") for p in folder.iterdir() if not p.name.startswith(".kg-"))


def _without_article(files: Iterable[str]) -> list[Skipped]:
    return [Skipped(file=file, reason="it holds no article, only white space or furniture") for file in files]


def _formats(names: Sequence[str]) -> list[str]:
    """Checked names of exporters, without repetition.

    :raises UsageError: for one that does not exist; it names the nearest.
    """
    known = registry.exporter_names()
    for name in names:
        if name.strip() not in known:
            near = get_close_matches(name.strip(), known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"no format is called {name.strip()!r}; {hint}")
    return list(dict.fromkeys(name.strip() for name in names))


def _write(graph: KnowledgeGraph, path: Path, name: str, schema: Schema, engine: str) -> None:
    """One format; options go to the exporters that know them."""
    write = registry.exporter(name)
    known = signature(write).parameters
    options: dict[str, Any] = {"schema": schema, "engine": engine}
    write(graph, path, **{key: value for key, value in options.items() if key in known})


def _write_per_file(found: Iterable[Resolved], folder: Path, schema: Schema, args: Namespace) -> None:
    """A graph of its own for each file, as if it had been the only one."""
    from kg.pipeline import graph_of

    by_file: dict[str, list[Resolved]] = {}
    for one in found:
        by_file.setdefault(one.article.file, []).append(one)
    names = _file_names(sorted(by_file))
    for file, group in sorted(by_file.items()):
        graph = graph_of(group, files=[file], rules=args.rules, min_confidence=args.min_confidence)
        folder.mkdir(exist_ok=True)
        _write(graph, folder / f"{names[file]}.graphml", "graphml", schema, args.html_engine)


def _file_names(files: Sequence[str]) -> dict[str, str]:
    r"""For each file a name that every file system takes, no two alike: its stem where that is enough.

    >>> _file_names(["a/x.txt", "b/x.txt", "y\x07.md"])
    {'a/x.txt': 'a__x.txt', 'b/x.txt': 'b__x.txt', 'y\x07.md': 'y_'}
    """
    stems = Counter(Path(file).stem for file in files)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for file in files:
        stem = Path(file).stem if stems[Path(file).stem] == 1 else file.replace("/", "__")
        # 70 characters of at most 3 bytes, or 4 for the rarest, stay below the 255 bytes that a name may have
        plain = name = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in stem)[:70] or "_"
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain}~{count}"
        taken.add(name.casefold())
        names[file] = name
    return names


def _report(graph: KnowledgeGraph, schema: Schema, report: Any) -> dict[str, Any]:
    relations = graph.relations()
    files = [
        {"file": f, "articles": report.counts.get(f, 0), "encoding": report.encodings.get(f, "")} for f in report.files
    ]
    return {
        "kg": __version__,
        "files": sorted(files, key=lambda f: str(f["file"])),
        "articles": report.articles,
        "characters": report.characters,
        "skipped": [
            {"file": s.file, "reason": s.reason} for s in sorted(report.skipped, key=lambda s: (s.file, s.reason))
        ],
        "entities": dict(ordered(Counter(e.type for e in graph), schema.entities)),
        "relations": dict(ordered(Counter(r.type for r in relations), schema.relations)),
        "mentions": sum(e.mentions for e in graph),
        "sentences": sum(r.sentences for r in relations),
    }


def _write_json(record: dict[str, Any], path: Path, indent: int | None = 1) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=indent) + "\n"
    with replacing(path, binary=True) as out:
        out.write(text.encode("utf-8", "backslashreplace"))


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _say_skipped(skipped: Sequence[Skipped]) -> None:
    for s in skipped[:SHOWN_SKIPS]:
        # most reasons begin with the file's name already
        say(f"skipped {s.reason}" if s.reason.startswith(s.file) else f"skipped {s.file}: {s.reason}")
    if len(skipped) > SHOWN_SKIPS:
        say(f"skipped {_many(len(skipped) - SHOWN_SKIPS, 'more file')}; report.json has them all, if it is written")


def _show(record: dict[str, Any], output: Path, names: Sequence[str], verb: str = "wrote") -> None:
    counts = (_many(len(record["files"]), "file"), _many(record["articles"], "article"))
    skipped = f", {len(record['skipped']):,} skipped" if record["skipped"] else ""
    print(f"{', '.join(counts)}{skipped}, {record['timings']['total']:.1f} s")
    rows: list[tuple[str, str]] = []
    for title in ("entities", "relations"):
        rows.append((title, f"{sum(record[title].values()):,}"))
        rows += [(f"  {name}", f"{count:,}") for name, count in record[title].items()]
    table(rows, right="lr")
    table([(f"{verb} {output / name}{'/' if name.endswith('/') else ''}",) for name in names])


def export(args: Namespace) -> int:
    """A graph in another format."""
    from kg.cli.ask import opened
    from kg.graph import KnowledgeGraph
    from kg.schema import default_schema

    (name,) = _formats([args.format])
    graph = opened(args.graph)
    place = Path(args.graph)
    if args.min_confidence:
        kept = graph.relations(min_confidence=args.min_confidence)
        graph = KnowledgeGraph(graph.entities, kept, files=graph.files, meta=graph.meta)
    beside = (place / "graph.json" if place.is_dir() else place).with_suffix(registry.exporter_suffix(name))
    target = Path(args.output) if args.output else beside
    if target.exists() and place.exists() and target.samefile(place) and not args.output:
        raise UsageError(f"{target} is the graph itself; name another file with -o")
    _write(graph, target, name, default_schema(), args.html_engine)
    table([(f"wrote {target}",)])
    return 0
