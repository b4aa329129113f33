"""The linker: reads relations, each with its sentence.

How a relation is read, is data: see ``kg/data/rules/relations.toml`` and, for what clauses and lists look like,
``clauses.toml``. The rules see a sentence’s *skeleton* (:mod:`kg.link.skeleton`); their small language is that of
:mod:`kg.link.patterns`. As a spaCy component it is :class:`kg.link.component.Linker`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.link.read import read

if TYPE_CHECKING:
    from kg.link.component import Linker, make_linker

__all__ = ["Linker", "make_linker", "read"]


def __getattr__(name: str) -> Any:
    """The spaCy side, imported when it is asked for: articles are read without it, and spaCy takes a second."""
    if name not in __all__:
        raise AttributeError(f"module 'kg.link' has no attribute {name!r}")
    return getattr(import_module("kg.link.component"), name)
