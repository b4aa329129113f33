"""What can be typed: the commands, their arguments, their help."""

from __future__ import annotations

import argparse
import sys
from typing import IO, Any, NoReturn

from kg import __version__
from kg.cli.text import printable

__all__ = ["parser"]


class _Parser(argparse.ArgumentParser):
    """Escapes what it repeats of the user's arguments."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {printable(message)}\n")

    def _print_message(self, message: str, file: IO[str] | None = None) -> None:  # type: ignore[override]
        super()._print_message("\n".join(printable(line) for line in message.split("\n")), file)


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError
    return value


_share.__name__ = "number from 0 to 1"  # argparse names it so in its message


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


_count.__name__ = "number from 1 up"


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="kg",
        description="Knowledge graphs from Chinese high-tech-zone news.",
        epilog="Exit codes: 0 done; 1 failed, or --strict with faults; 2 wrongly called; 130 interrupted.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"kg {__version__}", help="show the version and stop")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: tuple[str, str], summary: str, **more: Any) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False, **more)
        sub.set_defaults(run=run)
        return sub

    _build(command("build", ("build", "build"), "Read articles and write their graph."))
    _query(command("query", ("ask", "query"), "Show relations of a graph, with their sentences."))
    path = command("path", ("ask", "path"), "Show the shortest paths between two entities, step by step.")
    _graph(path)
    path.add_argument("from_", metavar="FROM", help="name, alias or id of an entity")
    path.add_argument("to", metavar="TO", help="name, alias or id of another")
    _confidence(path)
    _machine(path)
    explain = command("explain", ("ask", "explain"), "Show what an entity is called, where, and why it is one.")
    _graph(explain)
    explain.add_argument("name", metavar="NAME", help="name, alias or id of an entity")
    _machine(explain)
    stats = command("stats", ("ask", "stats"), "Count what a graph holds.")
    _graph(stats)
    measures = "degree, betweenness, closeness or pagerank"
    stats.add_argument("--centrality", metavar="MEASURE", help=f"the most central entities instead: by {measures}")
    stats.add_argument("--communities", action="store_true", help="the groups that hang together instead")
    _machine(stats)
    diff = command("diff", ("compare", "diff"), "Show what is new, gone or changed between two graphs.")
    diff.add_argument("old", metavar="OLD", help="graph.json, or a folder with one")
    diff.add_argument("new", metavar="NEW", help="the same for the later graph")
    _machine(diff)
    export = command("export", ("build", "export"), "Write a graph in another format.")
    _graph(export)
    export.add_argument("-f", "--format", required=True, metavar="FORMAT", help="json, graphml, html, …")
    export.add_argument("-o", "--output", metavar="FILE", help="default: beside the graph, with the format's extension")
    _confidence(export)
    _engine(export)
    serve = command("serve", ("ask", "serve"), "Answer an agent's questions to a graph, until it hangs up.")
    _graph(serve)
    serve.add_argument("--mcp", action="store_true", required=True, help="over standard input and output, by MCP")
    _evaluate(command("evaluate", ("judge", "evaluate"), "Score predicted graphs against gold annotations."))
    check = command("check", ("judge", "check"), "Test a rule pack: its form, its examples and counter-examples.")
    check.add_argument("rules", metavar="RULES", help="folder with the rule pack")
    return top


def _build(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, or - for standard input")
    sub.add_argument("-o", "--output", required=True, metavar="FOLDER", help="where the outputs go; made if missing")
    sub.add_argument("--formats", default="json,graphml,html", metavar="LIST", help="default: %(default)s")
    sub.add_argument("--rules", metavar="FOLDER", help="a rule pack to lay over the built-in one")
    sub.add_argument("--encoding", metavar="NAME", help="of all files; default: detected for each")
    sub.add_argument("--strict", action="store_true", help="fail, and write nothing, where anything had to be skipped")
    sub.add_argument("--workers", type=_count, default=0, metavar="N", help="processes; default: one for each core")
    sub.add_argument(
        "--store",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep what files yielded in FOLDER, so that the next build reads new and changed files only; default: yes",
    )
    sub.add_argument("--per-file", action="store_true", help="also write FOLDER/per-file/STEM.graphml for each file")
    _confidence(sub, None, "; default: the rule pack's threshold")
    _engine(sub)


def _query(sub: argparse.ArgumentParser) -> None:
    _graph(sub)
    sub.add_argument("--type", action="append", metavar="TYPE", help="relation type; may be given several times")
    sub.add_argument("--head", metavar="NAME", help="what the relation starts at; symmetric ones count either way")
    sub.add_argument("--tail", metavar="NAME", help="what it ends at")
    sub.add_argument("--entity", metavar="NAME", help="either end")
    sub.add_argument("--path", nargs=2, metavar=("A", "B"), help="the shortest paths between two entities instead")
    sub.add_argument("--status", action="append", metavar="STATUS", help="done, under-way, agreed or planned")
    sub.add_argument("--since", metavar="DATE", help="dated then or later: 2024, 2024-01 or 2024-01-12")
    sub.add_argument("--until", metavar="DATE", help="dated then or earlier")
    sub.add_argument("--file", action="append", metavar="FILE", help="supported by this file")
    language = sub.add_mutually_exclusive_group()
    language.add_argument("--sql", metavar="SELECT", help="ask in SQL instead: the tables nodes, edges and evidence")
    language.add_argument("--cypher", metavar="QUERY", help="ask in Cypher instead: (:Company)-[:LOCATED_IN]->(:Park)")
    sub.add_argument("--param", action="append", metavar="NAME=VALUE", help="the text for $NAME in --sql or --cypher")
    _confidence(sub)
    _machine(sub)


def _evaluate(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("gold", metavar="GOLD", help="folder with one STEM.json per article")
    sub.add_argument(
        "predicted", metavar="PREDICTED", help="folder with STEM.graphml or STEM.json, or what kg build wrote"
    )
    sub.add_argument("--errors", action="store_true", help="show every miss and false hit with its sentence")
    sub.add_argument("--reliability", action="store_true", help="show how far the confidences can be trusted")
    sub.add_argument("--texts", metavar="FOLDER", help="the articles, for the sentences of --errors; default: GOLD")
    _confidence(sub)
    sub.add_argument("--json", action="store_true", help="one JSON object for programs")


def _graph(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("graph", metavar="GRAPH", help="graph.json, or a folder with one")


def _confidence(sub: argparse.ArgumentParser, default: float | None = 0.0, more: str = "") -> None:
    summary = f"leave out relations below it, 0 to 1{more}"
    sub.add_argument("--min-confidence", type=_share, default=default, metavar="X", help=summary)


def _engine(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--html-engine", choices=("auto", "vis", "sigma"), default="auto", help="what draws the page; default: by size"
    )


def _machine(sub: argparse.ArgumentParser) -> None:
    group = sub.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="JSON for programs")
    group.add_argument("--csv", action="store_true", help="CSV for programs")
