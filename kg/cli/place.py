"""Outputs that appear all at once, or not at all."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.cli.text import UsageError
from kg.errors import ExportError
from kg.store import claimed

__all__ = ["staged"]


@contextlib.contextmanager
def staged(output: Path) -> Iterator[Path]:
    """A hidden folder in ``output`` to write into; what stands in it at the end is moved up, in one step for each.

    A folder replaces the folder of its name. Whatever ends the block early leaves ``output`` as it was: made folders
    are removed again.

    :raises UsageError: where ``output`` or something above it is a file.
    :raises ExportError: where it cannot be made or written, or another build is writing into it.
    """
    made = [p for p in (output, *output.parents) if not p.exists()]
    blocked = next((p for p in (output, *output.parents) if p.exists() and not p.is_dir()), None)
    if blocked is not None:
        raise UsageError(f"{blocked} is a file, not a folder; name a folder for the outputs")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _unmake(made)
        raise ExportError(f"{output}: cannot be written: {error.strerror or error}; choose another folder") from error
    with claimed(output):
        yield from _filled(output, made)


def _filled(output: Path, made: list[Path]) -> Iterator[Path]:
    try:
        for rest in output.glob(".kg-*.part"):  # of a build that was killed
            shutil.rmtree(rest) if rest.is_dir() else rest.unlink()
        folder = Path(tempfile.mkdtemp(prefix=".kg-", suffix=".part", dir=output))
    except OSError as error:
        _unmake(made)
        raise ExportError(f"{output}: cannot be written: {error.strerror or error}; choose another folder") from error
    done = False
    try:
        yield folder
        for item in sorted(folder.iterdir()):
            _move(item, output / item.name, folder)
        done = True
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not done:
            _unmake(made)


def _move(item: Path, target: Path, folder: Path) -> None:
    try:
        if item.is_dir() and target.is_dir():
            target.replace(folder / f"{item.name}.old")
        item.replace(target)
    except OSError as error:
        raise ExportError(f"{target}: cannot be replaced: {error.strerror or error}; move it away") from error


def _unmake(made: list[Path]) -> None:
    for path in made:
        with contextlib.suppress(OSError):
            path.rmdir()
