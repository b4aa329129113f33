"""PDF documents: ``.pdf``; needs the extra ``pdf`` (pypdf).

A PDF has no text that offsets could count in: :attr:`kg.model.Source.text` is the text that pypdf extracts,
page after page, and offsets count in that. Pages are parted by a form feed. Scanned pages hold pictures, not
text: they yield nothing.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Source

__all__ = ["read"]


def read(data: bytes, file: str, encoding: str | None = None) -> Source:
    """The text that stands in a PDF document.

    :param encoding: not used; a PDF says itself how its text is encoded.
    :raises InputError: where pypdf is not installed, and for a document that is broken, locked or holds no text.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise InputError(
            f"{file}: reading PDF needs pypdf; install it with: pip install 'kg-parks[pdf]' "
            "(or save the document's text as UTF-8 .txt)"
        ) from None
    if not data:
        raise InputError(f"{file}: the file is empty; give one that holds text")
    try:
        with _quiet():
            document = PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise InputError(f"{file}: the PDF is locked with a password; save an open copy")
        with _quiet():
            pages = [page.extract_text() or "" for page in document.pages]
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError) as error:
        # pypdf lets the errors of its parsing through: a broken file is the user's trouble, not a defect of ours
        why = f"{type(error).__name__}: {error}"
        raise InputError(f"{file}: no PDF that can be read ({why}); save its text as UTF-8 .txt") from error
    text = "\n\f\n".join(pages)
    if not text.strip():
        raise InputError(f"{file}: the PDF holds no text (scanned pages are pictures); run text recognition first")
    return Source(file=file, text=text, encoding="pdf")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """pypdf tells the log of every flaw that it mends; the user is told of those that matter by an error."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)
