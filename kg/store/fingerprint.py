"""What a file's record depends on besides the file: the rules, kg's own code and data, the libraries beneath."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Collection, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.registry import EXPORTERS, READERS, points

__all__ = ["fingerprint"]

_LIBRARIES = ("charset-normalizer", "jieba", "pypdf", "spacy")
_WRITING = ("duckdb", "ladybug", "networkx", "numpy", "pandas", "pyarrow", "pyvis", "xlsxwriter")
# rooms that see records only after they have been made
_LATER = ("cli", "exporters", "graph", "scene", "evaluate")


def fingerprint(rules: str, outputs: bool = False) -> str:
    """A digest that changes with whatever may change what a file yields.

    :param rules: :attr:`kg.rules.RulePack.fingerprint`.
    :param outputs: and with whatever may change what is written of it.

    >>> fingerprint("a") == fingerprint("a") != fingerprint("b")
    True
    """
    digest = hashlib.sha256(f"{rules}\0{sys.version_info[:2]}\0{unicodedata.unidata_version}\0".encode())
    for name in (*_LIBRARIES, *_WRITING) if outputs else _LIBRARIES:
        try:
            digest.update(f"{name} {version(name)}\0".encode())
        except PackageNotFoundError:
            digest.update(f"{name} -\0".encode())
    offered = [*points(READERS), *(points(EXPORTERS) if outputs else ())]
    for point in sorted(offered, key=lambda p: (p.name, p.value)):
        made_by = f"{point.dist.name} {point.dist.version}" if point.dist is not None else "-"
        digest.update(f"{point.name} {point.value} {made_by}\0".encode())
    for path, item in _below(files("kg"), "", () if outputs else _LATER):
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(item.read_bytes()).digest())
    return digest.hexdigest()


def _below(folder: Traversable, prefix: str, left_out: Collection[str]) -> Iterator[tuple[str, Traversable]]:
    """kg's own modules and data, in the order of their names."""
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        path = prefix + item.name
        if item.is_dir():
            if item.name != "__pycache__" and path not in left_out:
                yield from _below(item, f"{path}/", left_out)
        elif item.name.endswith(".py") or path.startswith("data/") or not left_out:
            yield path, item
