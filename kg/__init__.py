"""Knowledge graphs from Chinese news about high-tech zones and industrial parks, with the sentence behind every edge.

>>> import kg
>>> graph = kg.build("江南大学与昆山高新区签署合作协议。")
>>> graph.relations(type="partners")[0].evidence[0].text
'江南大学与昆山高新区签署合作协议。'
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import (
        EncodingError,
        EvaluationError,
        ExportError,
        GraphError,
        InputError,
        KgError,
        PluginError,
        RuleError,
        UnknownEntity,
    )
    from kg.exporters.json import read as load
    from kg.graph import KnowledgeGraph, Path
    from kg.model import Article, Entity, Evidence, Extraction, Mention, Merge, Occurrence, Relation, Skipped
    from kg.pipeline import Report, build, extract, pipeline
    from kg.query import GraphDiff, diff

__version__ = "0.1.0"

__all__ = [
    "Article",
    "EncodingError",
    "Entity",
    "EvaluationError",
    "Evidence",
    "ExportError",
    "Extraction",
    "GraphDiff",
    "GraphError",
    "InputError",
    "KgError",
    "KnowledgeGraph",
    "Mention",
    "Merge",
    "Occurrence",
    "Path",
    "PluginError",
    "Relation",
    "Report",
    "RuleError",
    "Skipped",
    "UnknownEntity",
    "__version__",
    "build",
    "diff",
    "extract",
    "load",
    "pipeline",
]

# Where each public name lives: spaCy and networkx are imported when the first name that needs them is asked for.
_HOMES = {
    **dict.fromkeys(("build", "extract", "pipeline", "Report"), "kg.pipeline"),
    **dict.fromkeys(
        ("Article", "Entity", "Evidence", "Extraction", "Mention", "Merge", "Occurrence", "Relation", "Skipped"),
        "kg.model",
    ),
    **dict.fromkeys(("GraphDiff", "diff"), "kg.query"),
    **dict.fromkeys(("KnowledgeGraph", "Path"), "kg.graph"),
    "load": "kg.exporters.json:read",
}


class _Door(ModuleType):
    """``kg.pipeline`` and ``kg.extract`` are functions, though rooms of the same names are imported below them.

    Importing a submodule binds its name in the package; here a public name stays what ``__all__`` says.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Door


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _HOMES.get(name, "kg.errors").partition(":")
    value = getattr(import_module(module), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
