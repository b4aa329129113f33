"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, TextIO, overload

from kg.errors import ExportError

__all__ = ["replacing"]

_BUFFER = 1 << 20


@overload
def replacing(path: str | os.PathLike[str], *, encoding: str = "utf-8") -> AbstractContextManager[TextIO]: ...
@overload
def replacing(path: str | os.PathLike[str], *, binary: Literal[True]) -> AbstractContextManager[BinaryIO]: ...
def replacing(
    path: str | os.PathLike[str], *, binary: bool = False, encoding: str = "utf-8"
) -> AbstractContextManager[TextIO] | AbstractContextManager[BinaryIO]:
    r"""A file to write that takes the place of ``path`` when the block ends well, and leaves no trace when it does not.

    The text goes to a temporary name in the same folder, which is then moved over ``path`` in one step
    (:func:`os.replace`), so that a reader sees the old file or the new one. Line ends are written as they are given.
    A symbolic link stays one: what it points to is replaced. What is no regular file (a pipe, a terminal) is
    written directly. Nothing is forced to disk: after a power cut the old file may be there, never half of the new one.

    :param binary: write bytes instead of text.
    :param encoding: of the text; characters that it cannot hold raise ``UnicodeEncodeError``.
    :raises ExportError: where the folder does not exist or may not be written, the disk is full, or ``path`` is
        a folder.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder) / "a.txt") as out:
    ...         written = out.write("江阴高新区\n")
    ...     [(p.name, p.read_text(encoding="utf-8")) for p in Path(folder).iterdir()]
    [('a.txt', '江阴高新区\n')]
    """
    target = Path(path)
    return _binary(target) if binary else _text(target, encoding)


@contextmanager
def _text(target: Path, encoding: str) -> Iterator[TextIO]:
    with _binary(target) as raw:
        text = io.TextIOWrapper(raw, encoding=encoding, newline="")
        try:
            yield text
        except BaseException:
            with contextlib.suppress(OSError, ValueError):
                text.detach()  # or the wrapper would close a file that is already gone
            raise
        text.detach()


@contextmanager
def _binary(target: Path) -> Iterator[BinaryIO]:
    try:
        if target.is_symlink():
            target = target.resolve()
        if target.is_dir():
            raise ExportError(f"{target}: cannot be written: it is a folder; name a file in it")
        if target.exists() and not target.is_file():
            with target.open("wb", buffering=_BUFFER) as stream:
                yield stream
            return
        temporary = _created(target)
    except OSError as error:
        raise _failure(target, error) from error
    try:
        with temporary.open("r+b", buffering=_BUFFER) as stream:
            yield stream
        temporary.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise _failure(target, error) from error
        raise


def _created(target: Path) -> Path:
    """A new empty file beside ``target``, with the permissions that any new file gets."""
    for count in itertools.count():
        name = target.with_name(f".kg-{os.getpid()}-{count}.part")
        try:
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            continue
        return name
    raise AssertionError("unreachable")


def _failure(target: Path, error: OSError) -> ExportError:
    if isinstance(error, FileNotFoundError):
        why, cure = "its folder does not exist", f"create {target.parent} first"
    elif isinstance(error, PermissionError):
        why, cure = "its folder may not be written", "choose another one, or ask for the right to write there"
    else:
        why, cure = error.strerror or str(error), "free some space or choose another place"
    return ExportError(f"{target}: cannot be written: {why}; {cure}")
