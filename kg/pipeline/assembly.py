"""From inputs to the graph."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import Article, Extraction
from kg.pipeline.inputs import Input, Report
from kg.pipeline.stream import resolved_all
from kg.resolve import Resolved, across, keys_of, resolved
from kg.rules import rule_pack
from kg.store import Store, fingerprint
from kg.workers import collecting

__all__ = ["build", "graph_of"]


@collecting(False)
def graph_of(
    extractions: Iterable[Extraction | Resolved],
    *,
    files: Iterable[str] = (),
    min_confidence: float | None = None,
    rules: str | None = None,
) -> KnowledgeGraph:
    """The graph of extractions, or of articles that are resolved in themselves, whatever their order.

    :param min_confidence: relations and entities below it are left out; None for the rule pack's threshold.
    """
    pack = rule_pack(rules)
    floor = pack.thresholds.get("min_confidence", 0.5) if min_confidence is None else min_confidence
    keys = keys_of(pack)
    found = (e if isinstance(e, Resolved) else resolved(e, keys) for e in extractions)
    entities, relations = across(found, pack, floor)
    return KnowledgeGraph(entities, relations, files=files, meta={"rules": pack.fingerprint[:16]})


@collecting(False)
def build(
    inputs: Input | Sequence[Input],
    *,
    rules: str | None = None,
    encoding: str | None = None,
    min_confidence: float | None = None,
    workers: int = 1,
    strict: bool = False,
    progress: bool | Callable[[Article], None] = False,
    report: Report | None = None,
    store: str | os.PathLike[str] | None = None,
    keep: list[Resolved] | None = None,
) -> KnowledgeGraph:
    """The knowledge graph of files, folders, texts or articles.

    :param rules: folder of a rule pack that is laid over the built-in one.
    :param encoding: the encoding of all files; None to find it out for each.
    :param min_confidence: relations below it are left out; None for the rule pack's threshold.
    :param workers: processes, 0 for as many as there are cores; the result is the same for any number.
    :param strict: whether a file that cannot be read is an error.
    :param progress: True shows progress on standard error; or a function that is told of each finished article.
    :param report: is filled with what was read and what was skipped.
    :param store: a file, made if missing, that keeps what each input file yielded: a later build with it reads only
        files whose content it does not know, and gives the same graph. What no longer belongs to the inputs is dropped.
    :param keep: is filled with what the graph is made of, see :func:`kg.pipeline.resolved_all`.
    :raises kg.errors.ExportError: where the store cannot be written, holds what no build wrote, or is used by another
        build.
    :raises kg.errors.InputError: where a path does not exist, nothing could be read, or (``strict``) anything was
        skipped.
    :raises kg.errors.RuleError: where the rule pack has faults.

    >>> graph = build("江南大学与昆山高新区签署合作协议。")
    >>> [str(r) for r in graph.relations(type="partners")]
    ['昆山高新区 —partners— 江南大学']
    """
    report = Report() if report is None else report
    tell = progress if callable(progress) else None
    pack_ = rule_pack(rules)
    if rules is not None:  # the built-in pack is tried by the tests
        from kg.link.faults import check

        check(pack_)
    with ExitStack() as stack:
        kept = stack.enter_context(Store(Path(store), fingerprint(pack_.fingerprint))) if store is not None else None
        found = [] if keep is None else keep
        stream = resolved_all(
            inputs, rules=rules, encoding=encoding, workers=workers, progress=tell, report=report, store=kept
        )
        found += stack.enter_context(closing(stream))
        if strict and report.skipped:
            raise InputError("; ".join(f"{s.file}: {s.reason}" for s in report.skipped))
        if not found:
            reasons = (
                "; ".join(f"{s.file}: {s.reason}" for s in report.skipped)
                or "there is no file of a kind that can be read"
            )
            raise InputError(f"nothing to build from: {reasons}")
    names = report.files or sorted({e.article.file for e in found})
    return graph_of(found, files=names, min_confidence=min_confidence, rules=rules)
