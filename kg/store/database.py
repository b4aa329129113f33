"""The file that holds extractions: one SQLite database, written by one build at a time, safe against being killed.

SQLite's own journal makes each batch of rows whole or absent, whenever the process ends. Nothing is forced to disk:
after a power cut rows may be lost or spoilt; a spoilt row or file is found out and made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from array import array
from pathlib import Path
from types import TracebackType

from kg.errors import ExportError, InputError

__all__ = ["Store", "content_key"]

_FORM = 1  # of the rows; a store of another form is emptied
_BATCH = 1 << 20  # bytes that are written together: by size, not by time, so that equal builds make equal files
_TABLES = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS files (number INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, record BLOB NOT NULL)",
)


def content_key(data: bytes, format: str, encoding: str | None) -> bytes:
    """What a file is known by: its bytes, its reader's name, and the encoding where the user named one.

    >>> content_key(b"a", "txt", None) == content_key(b"a", "md", None)
    False
    """
    digest = hashlib.sha256(f"{format}\0{encoding or ''}\0".encode("utf-8", "surrogateescape"))
    digest.update(data)
    return digest.digest()


class Store:
    """Records of files by the files' contents; a context manager.

    What a build did not ask for is dropped when the block ends well. Whatever else ends it, what was put stays; only
    where the input was wrong (:class:`~kg.errors.InputError`) a store that was made for it goes away again.

    :param path: of the database; made if missing.
    :param fingerprint: see :func:`kg.store.fingerprint`; records that were made under another one are dropped.
    :raises ExportError: where the file cannot be made or written, or another build has it open.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for record in (b"[1]", b"[2]"):
    ...         with Store(Path(folder, "store.sqlite"), "v1") as store:
    ...             key = store.key(b"content", "txt", None)
    ...             print(store.get(key))
    ...             store.put(key, record)
    None
    b'[1]'
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self._fingerprint = fingerprint
        self._waiting: dict[bytes, bytes] = {}
        self._size = 0
        self._used = array("q")
        self._new = not path.exists()
        self._journal = path.with_name(f"{path.name}-journal")
        try:
            self._base, self._before = self._opened()
        except sqlite3.OperationalError as error:
            raise self._failure(error) from error
        except sqlite3.DatabaseError:
            self._base, self._before = self._made_anew()

    def key(self, data: bytes, format: str, encoding: str | None) -> bytes:
        """What a file's record is found by; see :func:`content_key`."""
        return content_key(data, format, encoding)

    def get(self, key: bytes) -> bytes | None:
        """The record of a file, or None where there is none that can be trusted."""
        try:
            row = self._base.execute("SELECT number, record FROM files WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            self._base.close()
            self._base, self._before = self._made_anew()
            return None
        if row is None:
            return None
        self._used.append(row[0])
        try:
            return zlib.decompress(row[1])
        except (zlib.error, TypeError):
            return None

    def put(self, key: bytes, record: bytes) -> None:
        """Keep the record of a file.

        :raises ExportError: where the disk is full.
        """
        packed = zlib.compress(record, 1)
        self._waiting[key] = packed
        self._size += len(packed)
        if self._size >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits.

        :raises ExportError: where the disk is full.
        """
        if not self._waiting:
            return
        try:
            with self._base:
                self._base.execute("BEGIN")
                # a row that could not be read keeps its number, and with it its place among the old ones
                self._base.executemany(
                    "INSERT INTO files (key, record) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET record = ?2",
                    self._waiting.items(),
                )
        except sqlite3.Error as error:
            raise self._failure(error) from error
        self._waiting.clear()
        self._size = 0

    def close(self, complete: bool = False) -> None:
        """Write what waits and close the file; a new one without any record goes away.

        :param complete: drop the records that nobody asked for.
        :raises ExportError: where the disk is full.
        """
        try:
            self.flush()
            if complete:
                self._swept()
            empty = self._base.execute("SELECT NOT EXISTS (SELECT 1 FROM files)").fetchone()[0]
            with contextlib.suppress(OSError):  # all is committed and the lock still ours: a spent one goes
                self._journal.unlink()
        except sqlite3.Error as error:
            raise self._failure(error) from error
        finally:
            self._base.close()
        if empty and self._new:
            self.path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Close the file; one that this build has made goes away."""
        self._base.close()
        if self._new:
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close(complete=True)
        elif issubclass(kind, InputError):
            self.discard()
        else:
            with contextlib.suppress(ExportError):  # what ended the block is the error to tell
                self.close()

    def _opened(self) -> tuple[sqlite3.Connection, int]:
        base = sqlite3.connect(self.path, timeout=1.0, isolation_level=None)
        try:
            # one build at a time; killed processes are survived without a sync, power cuts are found out
            base.execute("PRAGMA locking_mode = EXCLUSIVE")
            base.execute("PRAGMA synchronous = OFF")
            base.execute("BEGIN EXCLUSIVE")
            for table in _TABLES:
                base.execute(table)
            wanted = {"fingerprint": self._fingerprint, "form": str(_FORM)}
            if dict(base.execute("SELECT name, value FROM about")) != wanted:
                base.execute("DELETE FROM files")
                base.execute("DELETE FROM about")
                base.executemany("INSERT INTO about VALUES (?, ?)", sorted(wanted.items()))
            if self._journal.exists():  # a killed build's, spent: whoever writes last removes it
                base.execute("UPDATE about SET value = value")
            before = base.execute("SELECT coalesce(max(number), 0) FROM files").fetchone()[0]
            base.execute("COMMIT")
        except BaseException:
            base.close()
            raise
        return base, before

    def _made_anew(self) -> tuple[sqlite3.Connection, int]:
        """An empty file in place of one that is no database, or a broken one."""
        self._used = array("q")
        try:
            self.path.unlink(missing_ok=True)
            self._journal.unlink(missing_ok=True)
            return self._opened()
        except (OSError, sqlite3.Error) as error:
            raise self._failure(error) from error

    def _swept(self) -> None:
        """Drop old records that were not asked for."""
        with self._base:
            self._base.execute("BEGIN")
            self._base.execute("CREATE TEMP TABLE used (number INTEGER PRIMARY KEY)")
            self._base.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((number,) for number in self._used))
            self._base.execute(
                "DELETE FROM files WHERE number <= ? AND number NOT IN (SELECT number FROM used)", (self._before,)
            )

    def _failure(self, error: sqlite3.Error | OSError) -> ExportError:
        if "locked" in str(error):
            return ExportError(f"{self.path}: another build is using it; wait for its end, or choose another folder")
        what = "make room or change its access rights, or build without a store (--no-store)"
        return ExportError(f"{self.path}: cannot be written: {error}; {what}")
