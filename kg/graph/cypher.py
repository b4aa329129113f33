"""Cypher over a graph: what may be asked, in which words, and what comes back as plain rows.

The engine is LadybugDB, which runs in this process. Cypher here only reads: a statement is one query, and the clauses
that would read or write other files, load extensions or change the database are refused before the engine sees them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.errors import ExportError, GraphError
from kg.graph.names import near
from kg.graph.rows import distinct, sendable

__all__ = ["Base", "columns_of", "undirected"]

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`[^`]*`)
      | (?P<parameter>\$\w+)
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d[\w.]*)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_FIRST = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN"}
_REFUSED = {
    "ALTER", "ATTACH", "CALL", "CHECKPOINT", "COPY", "CREATE", "DELETE", "DETACH", "DROP", "EXPORT", "IMPORT",
    "INSTALL", "LOAD", "MERGE", "SET", "UNINSTALL", "USE",
}  # fmt: skip
_AFTER_RETURN = {"ORDER", "SKIP", "LIMIT", "UNION"}
_INNER = ("_ID", "_LABEL", "_SRC", "_DST")
_MEMORY = 1 << 30  # bytes, taken when needed: the engine's default is four fifths of the machine


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """In capitals where it is a bare word, else empty."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def name(self) -> str:
        """What a bare or quoted word names."""
        return self.text.strip("`").casefold() if self.kind in {"word", "quoted"} else ""


def _tokens(query: str) -> list[_Token]:
    """The query's words and signs, without space and comments."""
    found = (_Token(m.lastgroup or "sign", m[0], m.start()) for m in _TOKEN.finditer(query))
    return [t for t in found if t.kind != "space"]


def _place(query: str, offset: int) -> str:
    line = query.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - (query.rfind(chr(10), 0, offset) + 1) + 1}"


def _refuse(query: str, tokens: Sequence[_Token]) -> None:
    """:raises GraphError: for what is no single reading query."""
    if not tokens:
        raise GraphError("the Cypher query is empty; ask e.g. MATCH (p:Park) RETURN p.name")
    if tokens[0].word not in _FIRST:
        raise GraphError(
            f"a Cypher query here begins with {', '.join(sorted(_FIRST))}, not with {tokens[0].text!r}: it only reads"
        )
    for before, token, after in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
        # a property, a label or a parameter may be called like a clause
        named = before is not None and before.text in {".", ":", "|"}
        if token.word in _REFUSED and not named and not (after is not None and after.text == ":"):
            raise GraphError(
                f"{token.text} at {_place(query, token.start)} is refused: Cypher here only reads the graph; "
                f"put a name that is spelt so in backquotes"
            )
        if token.text == ";" and after is not None:
            raise GraphError(f"one query at a time: there is more behind the ; at {_place(query, token.start)}")


def undirected(query: str, symmetric: Collection[str]) -> str:
    """The query with the arrow heads of symmetric relations blanked out, so that these match either way.

    An arrow stays where its brackets name no type, or also one that has a direction.

    :param symmetric: names of relation types.

    >>> undirected("MATCH (a)-[r:PARTNERS]->(b)-[:RUNS]->(c) RETURN a", {"PARTNERS"})
    'MATCH (a)-[r:PARTNERS]- (b)-[:RUNS]->(c) RETURN a'
    """
    known = {name.casefold() for name in symmetric}
    tokens = _tokens(query)
    blank: list[int] = []
    for i, token in enumerate(tokens):
        if token.text != "[" or tokens[i - 1].text != "-" or not i:
            continue
        end = next((j for j in range(i, len(tokens)) if tokens[j].text == "]"), len(tokens))
        types = _types(tokens[i + 1 : end])
        if not types or not types <= known:
            continue
        if tokens[i - 2].text == "<" and i > 1:
            blank.append(tokens[i - 2].start)
        if [t.text for t in tokens[end + 1 : end + 3]] == ["-", ">"]:
            blank.append(tokens[end + 2].start)
    return "".join(" " if i in blank else c for i, c in enumerate(query)) if blank else query


def _types(inner: Sequence[_Token]) -> set[str]:
    """The relation types that a pattern's brackets name, folded."""
    found: set[str] = set()
    for before, token in pairwise(inner):
        if token.text in {"*", "{"}:
            break
        if before.text in {":", "|"} and token.name:
            found.add(token.name)
    return found


def columns_of(query: str) -> list[str]:
    """The names of the columns that a query returns, as it writes them; empty for ``RETURN *``.

    >>> columns_of("MATCH (a) RETURN DISTINCT a.name AS n, count( * ) ORDER BY n LIMIT 3")
    ['n', 'count( * )']
    """
    tokens = _tokens(query)
    start = max((i for i, t in enumerate(tokens) if t.word == "RETURN"), default=len(tokens)) + 1
    if start < len(tokens) and tokens[start].word == "DISTINCT":
        start += 1
    columns: list[list[_Token]] = [[]]
    depth = 0
    for token in tokens[start:]:
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "sign" else 0
        if depth == 0 and (token.word in _AFTER_RETURN or token.text == ";"):
            break
        if depth == 0 and token.text == ",":
            columns.append([])
        else:
            columns[-1].append(token)
    if not all(columns) or any(c[0].text == "*" for c in columns):
        return []
    return [
        c[-1].text.strip("`")
        if len(c) > 2 and c[-2].word == "AS"
        else query[c[0].start : c[-1].start + len(c[-1].text)].strip("`")
        for c in columns
    ]


class Base:
    """A LadybugDB file, opened for reading.

    :raises ExportError: where ladybug is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            ladybug: Any = import_module("ladybug")
        except ImportError as error:
            raise ExportError("Cypher needs ladybug, which is not installed: pip install 'kg-parks[cypher]'") from error
        # one thread: rows come in the same order each time
        self._base = ladybug.Database(str(path), read_only=True, buffer_pool_size=_MEMORY, max_num_threads=1)
        self._connection = ladybug.Connection(self._base)
        self._symmetric = {name for (name,) in self._all("MATCH ()-[r]->() WHERE r.symmetric RETURN DISTINCT label(r)")}

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()
        self._base.close()

    def _all(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        rows: list[list[Any]] = self._connection.execute(query, dict(parameters or {})).get_all()
        return rows

    def run(self, query: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows that a query returns; see :meth:`kg.KnowledgeGraph.cypher`.

        :raises GraphError: where it is refused or wrong.
        """
        tokens = _tokens(query)
        _refuse(query, tokens)
        named = {t.text[1:] for t in tokens if t.kind == "parameter"}
        if named != set(parameters):
            wrong = [f"${n} has no value" for n in sorted(named - set(parameters))]
            wrong += [f"the query has no ${n}" for n in sorted(set(parameters) - named)]
            raise GraphError(f"{'; '.join(wrong)}; give exactly the parameters that the query names")
        try:
            asked = undirected(query, self._symmetric)
            result: Any = self._connection.execute(asked, sendable(parameters))
            given, rows = result.get_column_names(), result.get_all()
        except (RuntimeError, TypeError, ValueError) as error:
            raise GraphError(self._explained(str(error))) from error
        names = columns_of(query)
        names = distinct(names if len(names) == len(given) else given)
        return [dict(zip(names, map(_plain, row), strict=True)) for row in rows]

    def _explained(self, message: str) -> str:
        """What is wrong, where, and the cure."""
        said = re.sub(r"^\w+ exception: ", "", message).strip()
        cure = "the words that are understood: docs.ladybugdb.com/cypher"
        if missing := re.search(r"Table (.+?) does not exist", said):
            kinds: dict[str, list[str]] = {"NODE": [], "REL": []}
            for name, kind in self._all("CALL show_tables() RETURN name, type"):
                kinds[kind].append(name)
            close = near(missing[1], [*kinds["NODE"], *kinds["REL"]])
            hint = f"did you mean {', '.join(close)}? " if close else ""
            said = f"no label or relation type is called {missing[1]}"
            cure = f"{hint}labels: {', '.join(sorted(kinds['NODE']))}; relations: {', '.join(sorted(kinds['REL']))}"
        elif wrong := re.search(r"Cannot find property (\S+) for (\w+)", said):
            known = sorted({row[0] for row in self._properties()})
            close = near(wrong[1], known)
            hint = f"did you mean {', '.join(close)}? " if close else ""
            said, cure = f"{wrong[2]} has no property {wrong[1]}", f"{hint}there are: {', '.join(known)}"
        return f"the Cypher query cannot be run: {said}\n{cure}"

    def _properties(self) -> Iterator[tuple[str]]:
        for name, _ in self._all("CALL show_tables() RETURN name, type"):
            yield from ((str(row[0]),) for row in self._all(f"CALL table_info('{name}') RETURN name"))


def _plain(value: Any) -> Any:
    """A value of the engine without its inner numbers: entities and relations as their properties, paths as both."""
    if isinstance(value, dict):
        if "_NODES" in value and "_RELS" in value:
            return {"nodes": _plain(value["_NODES"]), "relations": _plain(value["_RELS"])}
        if "_LABEL" in value:
            value = {key: v for key, v in value.items() if key not in _INNER}
        elif value.keys() == {"offset", "table"}:
            return f"{value['table']}:{value['offset']}"
        return {key: _plain(v) for key, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value
