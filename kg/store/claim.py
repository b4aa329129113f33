"""One build in a folder at a time."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ExportError

__all__ = ["claimed"]

_PATIENCE = 1.0  # seconds: the workers of a build that was killed hold on to its folder until they notice


@contextlib.contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """The folder is this process's own until the block ends, or the process does, however it ends.

    The claim is a lock of the operating system on the folder itself: nothing is written, and nothing is left behind.
    Where folders cannot be locked (Windows, some network file systems) the claim is not made; the store's own lock
    holds there.

    :raises ExportError: where another process has claimed it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name, claimed(Path(name)):
    ...     pass
    """
    handle = _locked(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _locked(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(handle)
                raise ExportError(
                    f"{folder}: another build is writing here; wait for its end, or choose another folder"
                ) from None
            time.sleep(0.05)
        except OSError:
            os.close(handle)
            return None
