"""Whether anything has changed since a build: its inputs, its options, the code, or its outputs.

A build that ends well leaves a seal beside its outputs: what each input file was known by, what the result depends on
besides, and a digest of each output. All of it is compared by content; times and sizes of files decide nothing, for
both can stay the same where a file does not.
"""

from __future__ import annotations

import hashlib
import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg import sources
from kg.errors import InputError
from kg.model import Skipped
from kg.store import content_key, fingerprint

__all__ = ["SEAL", "options_of", "sealed", "unbroken"]

SEAL = ".kg-seal.json"


def sealed(
    folder: Path,
    options: list[Any] | None,
    inputs: Sequence[tuple[str, str]],
    record: dict[str, Any],
    skipped: Sequence[Skipped],
) -> dict[str, Any] | None:
    """The seal of a build; None for one that cannot be had again without its standard input.

    :param folder: with all outputs.
    :param options: see :func:`options_of`.
    :param inputs: see :attr:`kg.pipeline.Report.keys`.
    :param record: the report.
    :param skipped: what was not read, in the order in which it was told.
    """
    if options is None or not all(key for _, key in inputs):
        return None
    return {
        "options": options,
        "inputs": inputs,
        "outputs": {p.name: _digest(p) for p in sorted(folder.iterdir()) if not p.name.startswith(".kg-")},
        "record": record,
        "skipped": [[s.file, s.reason] for s in skipped],
    }


def unbroken(output: Path, args: Namespace, options: list[Any] | None) -> dict[str, Any] | None:
    """The seal of the last build, where another one would give what is there.

    :param options: see :func:`options_of`.
    """
    if options is None:
        return None
    try:
        seal = json.loads((output / SEAL).read_bytes())
        if seal["options"] != options:
            return None
        inputs = iter(seal["inputs"])
        if any(next(inputs, None) != list(item) for item in _inputs(args)) or next(inputs, None) is not None:
            return None
        whole = all(_digest(output / name) == digest for name, digest in seal["outputs"].items())
        return seal if whole and isinstance(seal["record"], dict) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InputError):
        return None


def _inputs(args: Namespace) -> Iterator[tuple[str, str]]:
    """What :attr:`kg.pipeline.Report.keys` will be."""
    for item in sources.find([Path(given) for given in args.inputs]):
        if isinstance(item, Skipped):
            yield item.file, item.reason
        else:
            yield item.file, content_key(sources.content(item), item.format, args.encoding).hex()


def options_of(args: Namespace) -> list[Any] | None:
    """What a build depends on besides its inputs; None for one that gets no seal.

    Asked once, before it begins: all of kg's own files are read for it.
    """
    if not args.store or args.per_file or "-" in args.inputs:
        return None
    from kg.rules import rule_pack

    rules = rule_pack(args.rules).fingerprint if args.rules else ""
    given = (args.formats, args.html_engine, args.encoding, args.min_confidence, args.strict)
    return [fingerprint(rules, outputs=True), *given]


def _digest(path: Path) -> str:
    """Of a file; of a folder, that of all files in it."""
    if path.is_dir():
        below = sorted(p for p in path.rglob("*") if p.is_file())
        listed = "\0".join(f"{p.relative_to(path)} {_digest(p)}" for p in below)
        return hashlib.sha256(listed.encode("utf-8", "surrogatepass")).hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
