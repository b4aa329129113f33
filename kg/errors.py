"""Everything that kg raises on purpose.

::

    KgError
    ├── InputError         a path, a file or a folder that cannot be read as articles
    │   └── EncodingError  bytes that are text in none of the encodings tried
    ├── RuleError          a rule pack with faults: all of them at once
    ├── PluginError        two plug-ins of one name, or one that does not load
    ├── GraphError         a graph file that is not one, or does not fit together
    │   └── UnknownEntity  also a KeyError: a name that the graph does not hold; names near matches
    ├── ExportError        an output that cannot be written
    └── EvaluationError    gold or predicted files that cannot be compared

A message says what happened, where (file, line or offset), why, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "EncodingError",
    "EvaluationError",
    "ExportError",
    "GraphError",
    "InputError",
    "KgError",
    "PluginError",
    "RuleError",
    "UnknownEntity",
]


class KgError(Exception):
    """The root: ``except kg.KgError`` catches all that kg raises on purpose."""


class InputError(KgError):
    """A path, file or folder that cannot be read as articles."""


class EncodingError(InputError):
    """Bytes that are text in none of the encodings tried."""


class RuleError(KgError):
    """A rule pack with faults.

    :param faults: one line for each fault, each naming file, line and cure.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        super().__init__(f"the rule pack has {count} fault{'s' if count != 1 else ''}:\n" + "\n".join(self.faults))

    def __reduce__(self) -> tuple[type[RuleError], tuple[tuple[str, ...]]]:
        return type(self), (self.faults,)


class PluginError(KgError):
    """Two plug-ins of one name, or one that does not load."""


class GraphError(KgError):
    """A graph file that is not one, or a graph that does not fit together."""


class UnknownEntity(GraphError, KeyError):
    """A name that the graph does not hold.

    :param name: what was asked for.
    :param near: the names that come nearest, best first.
    """

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        self.name = name
        self.near = tuple(near)
        hint = f"; did you mean {'、'.join(self.near)}?" if self.near else ""
        super().__init__(f"no entity is called {name!r}{hint}")

    def __str__(self) -> str:  # KeyError would print the repr of the message
        return str(self.args[0])

    def __reduce__(self) -> tuple[type[UnknownEntity], tuple[str, tuple[str, ...]]]:
        return type(self), (self.name, self.near)


class ExportError(KgError):
    """An output that cannot be written."""


class EvaluationError(KgError):
    """Gold or predicted files that cannot be compared."""
