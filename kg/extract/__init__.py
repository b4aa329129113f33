"""The entity extractor: finds names and what the article says of them.

What a name is, is data: see ``kg/data/rules/names.toml``, ``quoted.toml``, ``contexts.toml``, ``forms.toml`` and the
lexicons. As a spaCy component it is :class:`kg.extract.component.Extractor`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.extract.mentions import names

if TYPE_CHECKING:
    from kg.extract.component import Extractor, make_extractor

__all__ = ["Extractor", "make_extractor", "names"]


def __getattr__(name: str) -> Any:
    """The spaCy side, imported when it is asked for: articles are read without it, and spaCy takes a second."""
    if name not in __all__:
        raise AttributeError(f"module 'kg.extract' has no attribute {name!r}")
    return getattr(import_module("kg.extract.component"), name)
