"""Where the parts of a graph stood: a later build places only those that have changed.

A part is known by all that its place in the picture depends on (its edges, weights, sizes and labels, and the code that
places it), so that what is remembered is what would be found anew.
"""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.files import replacing

__all__ = ["Memory", "current", "remembered"]

Floats = npt.NDArray[np.float64]

_KEY = 16
_NOW: ContextVar[Memory | None] = ContextVar("kg.scene.memory", default=None)


class Memory:
    """Positions by what they depend on; those that are asked for or put stay when it is saved.

    >>> memory = Memory()
    >>> key = memory.key(np.arange(3))
    >>> memory.put(key, np.array([[1.0, 2.0]])); memory.get(key).tolist()
    [[1.0, 2.0]]
    """

    def __init__(self, data: bytes = b"") -> None:
        self._old: dict[bytes, bytes] = {}
        self._used: dict[bytes, bytes] = {}
        content = data[_KEY:] if data[:_KEY] == _digest(data[_KEY:]) else b""
        at = 0
        while at < len(content):
            key, size = content[at : at + _KEY], int.from_bytes(content[at + _KEY : at + _KEY + 8], "little")
            self._old[key] = content[at + _KEY + 8 : at + _KEY + 8 + size]
            at += _KEY + 8 + size

    def key(self, *given: npt.NDArray[np.generic]) -> bytes:
        """What a part is known by."""
        made = blake2b(_code(), digest_size=_KEY)
        for values in given:
            made.update(f"{values.dtype.str} {values.shape}\0".encode())
            made.update(np.ascontiguousarray(values).tobytes())
        return made.digest()

    def get(self, key: bytes) -> Floats | None:
        """Rows of two numbers each; None where there are none."""
        data = self._used.get(key) or self._old.get(key)
        if data is None:
            return None
        self._used[key] = data
        return np.frombuffer(data, dtype="<f8").reshape(-1, 2).astype(np.float64)

    def put(self, key: bytes, rows: Floats) -> None:
        """Remember rows of two numbers each."""
        self._used[key] = rows.astype("<f8").tobytes()

    def __bool__(self) -> bool:
        """Whether anything was asked for or put."""
        return bool(self._used)

    @property
    def data(self) -> bytes:
        """All that was asked for or put, in the order of its keys."""
        content = b"".join(key + len(data).to_bytes(8, "little") + data for key, data in sorted(self._used.items()))
        return _digest(content) + content


@contextlib.contextmanager
def remembered(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Iterator[None]:
    """Within the block, parts are placed where they stood, as far as they have not changed.

    :param old: a file that an earlier block has written; one that is missing or spoilt counts as empty.
    :param new: where what this block asked for goes when it ends well; nothing is written where it asked for nothing.
    :raises ExportError: where that cannot be written.
    """
    try:
        data = Path(old).read_bytes()
    except OSError:
        data = b""
    memory = Memory(data)
    token = _NOW.set(memory)
    try:
        yield
    finally:
        _NOW.reset(token)
    if memory:
        with replacing(new, binary=True) as out:
            out.write(memory.data)


def current() -> Memory | None:
    """The memory of the innermost block, if there is one."""
    return _NOW.get()


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_KEY).digest()


@cache
def _code() -> bytes:
    """Changes with whatever may change a position: the code, numpy, the processor's kind."""
    made = blake2b(f"{np.__version__} {platform.machine()} {platform.system()}\0".encode())
    for item in sorted(files("kg.scene").iterdir(), key=lambda i: i.name):
        if item.name.endswith(".py"):
            made.update(item.name.encode() + b"\0" + item.read_bytes())
    return made.digest()
