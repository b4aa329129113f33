"""Readers and exporters, found by entry point.

A distribution offers one with, in its ``pyproject.toml``::

    [project.entry-points."kg.readers"]
    txt = "kg.readers.text:read"          # the name is the file name's extension, lower case, without the dot

    [project.entry-points."kg.exporters"]
    graphml = "kg.exporters.graphml:write"  # the name is the format's name in ``--formats``

kg's own come through the same door. Two plug-ins of one name are an error, never a silent choice.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path
from typing import Any, Protocol

from kg.errors import PluginError
from kg.model import Source

__all__ = ["Exporter", "Reader", "exporter", "exporter_names", "exporter_suffix", "points", "reader", "reader_names"]

READERS = "kg.readers"
EXPORTERS = "kg.exporters"


class Reader(Protocol):
    """Bytes of one file → its decoded text.

    :raises kg.errors.InputError: with a sentence that says what is wrong and what to do about it.
    """

    def __call__(self, data: bytes, file: str, encoding: str | None) -> Source: ...


class Exporter(Protocol):
    """A graph → one file (or, for formats that need several, files beside it that start with its stem).

    The function has an attribute ``suffix``, the extension of its file with the dot. It writes to a temporary name
    and moves into place.

    :raises kg.errors.ExportError: where the file cannot be written.
    """

    suffix: str

    def __call__(self, graph: Any, path: Path, **options: Any) -> None: ...


@cache
def points(group: str) -> EntryPoints:
    """What is offered to a group; all that is installed is looked through for it, once."""
    return entry_points(group=group)


@cache
def _found(group: str) -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for point in sorted(points(group), key=lambda p: (p.name, p.value)):
        if point.name in found and found[point.name].value != point.value:
            raise PluginError(
                f"two plug-ins of the group {group} are called {point.name!r}: {found[point.name].value} and "
                f"{point.value}; uninstall one of them or ask its author for another name"
            )
        found[point.name] = point
    return found


def _load(group: str, name: str) -> Callable[..., Any]:
    points = _found(group)
    if name not in points:
        raise PluginError(f"no plug-in of the group {group} is called {name!r}; there are: {', '.join(points)}")
    try:
        loaded: Callable[..., Any] = points[name].load()
    except (ImportError, AttributeError) as error:
        raise PluginError(
            f"the plug-in {name!r} ({points[name].value}) does not load: {error}; install what it needs"
        ) from error
    return loaded


def reader_names() -> tuple[str, ...]:
    """The extensions that can be read, sorted."""
    return tuple(_found(READERS))


def reader(name: str) -> Reader:
    """The reader of an extension (lower case, no dot).

    :raises PluginError: where there is none, or it does not load.
    """
    return _load(READERS, name)


def exporter_names() -> tuple[str, ...]:
    """The formats that can be written, sorted."""
    return tuple(_found(EXPORTERS))


def exporter(name: str) -> Exporter:
    """The exporter of a format.

    :raises PluginError: where there is none, or it does not load.
    """
    loaded: Any = _load(EXPORTERS, name)
    return loaded  # type: ignore[no-any-return]


def exporter_suffix(name: str) -> str:
    """The extension of a format's file, with the dot.

    :raises PluginError: where there is none, or it does not load.
    """
    return exporter(name).suffix
