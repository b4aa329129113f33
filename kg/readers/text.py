"""Plain text: ``.txt``.

Encodings, in this order: the one that the user names; a byte-order mark; UTF-8, strictly; GB18030 or Big5,
whichever makes plausible Chinese. What is none of these is an error, never a guess. Offsets count in the
decoded text, byte-order mark left out.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from functools import cache
from importlib.resources import files

from kg.errors import EncodingError, InputError
from kg.model import Source

__all__ = ["decode", "read"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MAGIC = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CANDIDATES = ("gb18030", "big5hkscs")
_SAMPLE = 200_000


def read(data: bytes, file: str, encoding: str | None = None) -> Source:
    """The text of a plain text file.

    :raises InputError: for an empty or a binary file.
    :raises EncodingError: for bytes that are text in none of the encodings tried.

    >>> read("苏州".encode("gb18030"), "a.txt", "gb18030").text
    '苏州'
    """
    text, codec = decode(data, file, encoding)
    return Source(file=file, text=text, encoding=codec)


def decode(data: bytes, file: str, encoding: str | None = None) -> tuple[str, str]:
    """Bytes → text and the codec that read them, by Python's name.

    :raises InputError: for no bytes at all, and for bytes that are no text.
    :raises EncodingError: for an encoding that does not exist or does not fit, and where none fits.
    """
    if not data:
        raise InputError(f"{file}: the file is empty; give one that holds text")
    if encoding is not None:
        return _named(data, file, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], file, codec, f"it begins with the byte-order mark of {codec}"), codec
    _refuse_binary(data, file)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    if broken.start >= len(data) - 3 and any(byte > 0x7F for byte in data[: min(broken.start, _SAMPLE)]):
        raise EncodingError(
            f"{file}: the UTF-8 text breaks off inside a character at byte {broken.start}; the file is cut short, "
            "fetch it again"
        )
    codec = _guess(data)
    if not codec:
        raise EncodingError(
            f"{file}: text in none of the encodings tried (UTF-8 up to byte {broken.start}; GB18030 and Big5 make no "
            "plausible Chinese); say which it is with --encoding, or save the file as UTF-8"
        )
    return data.decode(codec), codec


def _named(data: bytes, file: str, encoding: str) -> tuple[str, str]:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise EncodingError(
            f"{file}: no encoding is called {encoding!r}; well-known ones: utf-8, gb18030, big5, utf-16"
        ) from None
    if not getattr(info, "_is_text_encoding", True):
        raise EncodingError(
            f"{file}: {encoding!r} is no encoding of text; well-known ones: utf-8, gb18030, big5, utf-16"
        )
    text = _strict(data, file, info.name, "it was named")
    return text.removeprefix("\ufeff"), info.name


def _strict(data: bytes, file: str, codec: str, why: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        place = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise EncodingError(
            f"{file}: not {codec}{place} though {why}; name another with --encoding, or save the file as UTF-8"
        ) from None


def _refuse_binary(data: bytes, file: str) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{file}: {what}, not plain text; save its text as UTF-8 .txt")
    sample = data[:_SAMPLE]
    if sample.count(0) or 20 * len(_CONTROL.findall(sample)) > len(sample):
        raise InputError(
            f"{file}: binary data, not text; give a file that holds text (UTF-16 needs its byte-order mark)"
        )


# -- GB18030 or Big5


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...], float, float]:
    data = tomllib.loads(files("kg").joinpath("data/layout.toml").read_text(encoding="utf-8"))["encoding"]
    common = frozenset("".join(data["common"].split()))
    return common, tuple(data["function_words"]), float(data["plausible"]), float(data["clear"])


def _plausible(text: str) -> float:
    """The share of the characters beyond ASCII that are common in Chinese.

    Long text must hold function words, unless the share is clear without them (a list of firms).
    """
    common, function_words, _, clear = _words()
    beyond = [c for c in text if c > "\x7f"]
    if not beyond:
        return 0.0
    share = sum(c in common for c in beyond) / len(beyond)
    spoken = len(beyond) < 100 or share >= clear or any(word in text for word in function_words)
    return share if spoken else share / 2


def _guess(data: bytes) -> str:
    """The candidate that makes the most plausible Chinese, or the empty string.

    charset-normalizer is the second witness: statistics alone take short GB18030 text for Big5 and the other way round,
    so that its word counts only where the characters speak for neither.
    """
    scores: dict[str, float] = {}
    for codec in _CANDIDATES:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        scores[codec] = _plausible(text[:_SAMPLE])
    if not scores:
        return ""
    best = max(scores, key=lambda codec: (scores[codec], codec == "gb18030"))
    if scores[best] < _words()[2]:
        return ""
    if len(scores) > 1 and min(scores.values()) > scores[best] - 0.1:
        from charset_normalizer import from_bytes

        witness = from_bytes(data[:_SAMPLE], cp_isolation=list(scores)).best()
        if witness is not None and witness.encoding in scores:
            return witness.encoding
    return best
