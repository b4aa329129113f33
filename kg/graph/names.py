"""Finding entities by what people type: exact forms, folded forms, parts of them, and near misses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from kg.model import Entity

__all__ = ["NameIndex", "fold", "near"]

# Up to here every name's pinyin is compared for a near match; above, only the names that share a character.
_PINYIN_LIMIT = 20_000


def fold(text: str) -> str:
    """What two spellings of one name share: compatibility forms, case, white space and quotes do not count.

    >>> fold(" “ＡＩ＋制造” ")
    'ai+制造'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if not c.isspace() and c not in "\"'“”‘’「」『』《》〈〉")


class NameIndex:
    """Names and aliases of entities, by how well they match.

    An exact canonical name comes before an exact alias, and both before forms that are equal after :func:`fold`.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._tiers: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
        for entity in entities:
            self._put(entity.id, entity.name, 0)
            for alias in entity.aliases:
                self._put(entity.id, alias, 1)

    def _put(self, key: str, form: str, tier: int) -> None:
        for index, text in ((tier, form), (tier + 2, fold(form))):
            ids = self._tiers[index].setdefault(text, [])
            if key not in ids:
                ids.append(key)

    def ids(self, form: str, allowed: Mapping[str, Entity], type: str | None = None) -> tuple[str, ...]:
        """The ids of the entities that ``form`` names best; empty where it names none."""
        for index, tier in enumerate(self._tiers):
            found = tier.get(form if index < 2 else fold(form), ())
            kept = tuple(i for i in found if type is None or allowed[i].type == type)
            if kept:
                return kept
        return ()

    def folded(self) -> Iterable[tuple[str, Sequence[str], bool]]:
        """``(folded form, ids, whether it is a canonical name)`` for every form."""
        for index in (2, 3):
            for form, ids in self._tiers[index].items():
                yield form, ids, index == 2

    def forms(self) -> Iterable[str]:
        """Every form as written, canonical names first."""
        yield from self._tiers[0]
        yield from self._tiers[1]


def near(name: str, forms: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The forms that come nearest to a name, best first.

    Nearness is the larger of two likenesses of the folded forms: shared pairs of neighbouring characters (Dice's
    coefficient) and difflib's ratio. Where pypinyin is installed (``pip install 'kg-parks[pinyin]'``), forms that sound
    alike count as well, so that 江音高新区 finds 江阴高新区 by its sound.

    >>> near("江阴高心区", ["江阴高新区", "昆山高新区", "兰州大学"])
    ('江阴高新区', '昆山高新区')
    """
    key = fold(name)[:200]
    if not key:
        return ()
    wanted, chars = _pairs(key), set(key)
    sounding = _sound(key)
    rough: list[tuple[float, str]] = []
    forms = list(dict.fromkeys(forms))
    for form in forms:
        folded = fold(form[:200])
        if not folded:
            continue
        pairs = _pairs(folded)
        dice = 2 * len(wanted & pairs) / (len(wanted) + len(pairs)) if wanted or pairs else 0.0
        shared = len(chars.intersection(folded)) / max(len(chars), len(folded))
        if dice or shared >= 0.3:
            rough.append((max(dice, shared), form))
        elif sounding and len(forms) <= _PINYIN_LIMIT and abs(len(folded) - len(key)) <= 1:
            rough.append((0.0, form))
    rough.sort(key=lambda pair: (-pair[0], pair[1]))
    scored: list[tuple[float, str]] = []
    for _, form in rough[: 400 if not sounding else 2000]:
        folded = fold(form[:200])
        pairs = _pairs(folded)
        dice = 2 * len(wanted & pairs) / (len(wanted) + len(pairs)) if wanted or pairs else 0.0
        score = max(dice, SequenceMatcher(None, key, folded, autojunk=False).ratio())
        if sounding and (sound := _sound(folded)):
            score = max(score, 0.95 * SequenceMatcher(None, sounding, sound, autojunk=False).ratio())
        if score >= 0.5:
            scored.append((score, form))
    scored.sort(key=lambda pair: (-pair[0], len(pair[1]), pair[1]))
    return tuple(form for _, form in scored[:limit])


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


@lru_cache(maxsize=1)
def _has_pinyin() -> bool:
    return find_spec("pypinyin") is not None


def _sound(text: str) -> tuple[str, ...]:
    """The syllables of a short text without tones; empty without pypinyin or for a long text."""
    if len(text) > 40 or not _has_pinyin():
        return ()
    return tuple(import_module("pypinyin").lazy_pinyin(text))
