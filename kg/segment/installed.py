"""The dictionary that comes with jieba, as it is installed, with the words of a rule pack."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from kg.rules import derived
from kg.segment.dictionary import Dictionary

__all__ = ["dictionary"]

#: The sum of all frequencies by the file's CRC-32: that of jieba 0.42.1's dict.txt, as adding it up gives it.
_TOTALS = {328468845: 60101967}


@cache
def dictionary(extra: frozenset[str] = frozenset()) -> Dictionary:
    """jieba's own dictionary with further words.

    :raises ModuleNotFoundError: where jieba is not installed.
    """
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("jieba, whose dictionary kg cuts by, is not installed", name="jieba")
    data = (Path(found.origin).parent / "dict.txt").read_bytes()
    text, checked = data.decode(), crc32(data)
    total, made = _TOTALS.get(checked, 0), list[Dictionary]()

    def counted() -> dict[str, int]:
        made.append(Dictionary(text, extra, total))
        return made[0].further

    known = derived("frequencies", [str(checked), *sorted(extra)], counted, "kg.segment.dictionary")
    return made[0] if made else Dictionary(text, total=total, counted=known)
