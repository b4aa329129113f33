"""From what the user names — files, folders, ``-`` — to the texts that stand there.

Folders are walked to the bottom, and what is found is put in the order of its name, so that neither the file
system nor the order of links decides anything. Each real file is read once, however many links lead to it;
links to folders that have been walked already lead nowhere.
"""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.errors import InputError
from kg.model import Skipped, Source
from kg.registry import reader, reader_names

__all__ = ["STDIN", "FileRef", "content", "find", "read_source"]

#: The file name of what comes from standard input.
STDIN = "<stdin>"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """A file that can be read, and has not been yet.

    :ivar file: see :attr:`kg.model.Source.file`.
    :ivar path: where it is; None for standard input.
    :ivar format: the name of its reader.
    """

    file: str
    path: Path | None
    format: str = "txt"


def find(inputs: Sequence[str | os.PathLike[str]]) -> Iterator[FileRef | Skipped]:
    """The files that the inputs name, in the order of the inputs, each folder's sorted by name.

    A file of a folder is called by its path below the folder; where two inputs would give one name, the input's own
    path stands before it. Hidden files and files about the folder (README, LICENSE …) are passed over; a file of a
    folder that no reader reads, and whatever cannot be looked at, comes back as :class:`~kg.model.Skipped`, so that one
    bad input costs no good one. Bytes of a file's name that are no Unicode text are shown as ``�``.
    """
    found = [list(_below(os.fspath(item))) for item in inputs]
    once: set[tuple[int, int]] = set()
    names: dict[str, int] = {}
    kept: list[list[_Found]] = []
    for items in found:
        fresh = [item for item in items if item.key is None or item.key not in once]
        once.update(item.key for item in fresh if item.key is not None)
        kept.append(fresh)
        for item in fresh:
            names[item.name] = names.get(item.name, 0) + 1
    for items in kept:
        for item in items:
            name = item.name if names[item.name] == 1 else item.long
            if item.reason:
                yield Skipped(file=name, reason=item.reason)
            else:
                yield FileRef(file=name, path=item.path, format=item.format)


def read_source(ref: FileRef, encoding: str | None = None) -> Source:
    """The text of a file.

    :param encoding: the encoding that all files have, where the user knows it; else it is detected.
    :raises InputError: for a file that cannot be opened, is empty or binary, or is text in no known encoding
        (:class:`~kg.errors.EncodingError`).
    :raises PluginError: where no reader has the file's format.
    """
    return reader(ref.format)(content(ref), ref.file, encoding)


def content(ref: FileRef) -> bytes:
    """The bytes of a file.

    :raises InputError: for a file that cannot be opened.
    """
    try:
        return sys.stdin.buffer.read() if ref.path is None else ref.path.read_bytes()
    except OSError as error:
        raise InputError(f"{ref.file}: cannot be read: {_why(error)}") from error


# -- walking


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    long: str
    path: Path | None = None
    format: str = ""
    key: tuple[int, int] | None = None
    reason: str = ""


def _below(item: str) -> Iterator[_Found]:
    if item == "-":
        yield _Found(STDIN, STDIN, None, "txt", (-1, -1))
        return
    path = Path(item)
    shown = _shown(path)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "no such file or folder; check the spelling" if missing else f"cannot be looked at: {_why(error)}"
        yield _Found(shown, shown, reason=reason)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from sorted(_walk(path, shown), key=lambda f: f.name)
        return
    key = (status.st_dev, status.st_ino)
    if not stat.S_ISREG(status.st_mode):
        yield _Found(path.name, shown, reason="no regular file but a device or a pipe; use - to read standard input")
        return
    suffix = _format(path)
    yield _Found(_text(path.name), shown, path, suffix if suffix in reader_names() else "txt", key)


def _walk(top: Path, shown: str) -> Iterator[_Found]:
    """Every file below a folder; real folders first, then what links lead to, in the order of names."""
    seen: set[tuple[int, int]] = set()
    files_seen: set[tuple[int, int]] = set()
    folders, links = [(top, "")], list[tuple[Path, str]]()
    linked_files: list[tuple[Path, str]] = []
    while folders or links:
        if folders:
            folder, prefix = folders.pop()
        else:
            links.sort(key=lambda link: link[1], reverse=True)
            folder, prefix = links.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            name = _text(prefix.rstrip("/")) or shown
            yield _Found(name, f"{shown}/{name}", reason=f"the folder cannot be opened: {_why(error)}")
            continue
        for entry in listed:
            if entry.name.startswith("."):
                continue
            name = prefix + entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((Path(entry.path), name + "/"))
                elif entry.is_symlink() and entry.is_dir():
                    links.append((Path(entry.path), name + "/"))
                elif entry.is_symlink():
                    linked_files.append((Path(entry.path), name))
                elif (file := _file(Path(entry.path), name, shown)) is not None:
                    files_seen.update([file.key] if file.key else [])
                    yield file
            except OSError as error:
                yield _Found(_text(name), f"{shown}/{_text(name)}", reason=f"cannot be looked at: {_why(error)}")
    for path, name in sorted(linked_files, key=lambda link: link[1]):
        file = _file(path, name, shown)
        if file is not None and (file.key is None or file.key not in files_seen):
            files_seen.update([file.key] if file.key else [])
            yield file


def _file(path: Path, name: str, shown: str) -> _Found | None:
    """One file of a folder; None for one that is about the folder."""
    own, about = path.name.lower(), _about()
    if own in about or own.rpartition(".")[0] in about:
        return None
    short = _text(name)
    long = f"{shown}/{short}"
    try:
        status = path.stat()
    except OSError as error:
        broken = isinstance(error, FileNotFoundError) and path.is_symlink()
        reason = "a link that leads nowhere; remove it" if broken else f"cannot be looked at: {_why(error)}"
        return _Found(short, long, reason=reason)
    if not stat.S_ISREG(status.st_mode):
        return _Found(short, long, reason="no regular file but a device, a pipe or a socket")
    suffix = _format(path)
    if suffix not in reader_names():
        what = f"files that end in .{_text(suffix)}" if suffix else "files without an extension"
        known = ", ".join(f".{n}" for n in reader_names())
        reason = f"no reader reads {what} (readers: {known}); name the file itself to read it as plain text"
        return _Found(short, long, reason=reason)
    return _Found(short, long, path, suffix, (status.st_dev, status.st_ino))


def _format(path: Path) -> str:
    return path.suffix[1:].lower()


def _text(name: str) -> str:
    """A file name as Unicode text: bytes that are none become ``�``."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _shown(path: Path) -> str:
    return _text(path.as_posix())


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied; change its access rights"
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__


@cache
def _about() -> frozenset[str]:
    data = tomllib.loads(files("kg").joinpath("data/layout.toml").read_text(encoding="utf-8"))
    return frozenset(data["folder"]["about"])
