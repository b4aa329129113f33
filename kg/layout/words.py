"""The words, patterns and thresholds of ``kg/data/layout.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.rules import made

__all__ = ["LAYOUT", "LAYOUT_CLASS", "Thresholds", "Words", "bare", "words"]

#: The inside of a character class: white space, line ends, control, format and direction marks, lone surrogates.
LAYOUT_CLASS = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f"
)
#: A run of layout characters: what clean text may leave out.
LAYOUT = made(f"[{LAYOUT_CLASS}]+")


def bare(text: str) -> str:
    """The text without any layout character: what two quotations of one place share.

    >>> bare("国家高 \\n新区")
    '国家高新区'
    """
    return LAYOUT.sub("", text)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """See ``[threshold]`` in ``layout.toml``."""

    head_length: int
    head_gap: int
    bare_head_length: int
    narrowest_column: int
    widest_column: int
    ragged: int
    full: int
    indent: int
    window: int
    column_share: float
    prose_share: float
    pitch: tuple[int, int]
    torn_margin: float
    move_margin: float
    neighbours: int


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled patterns; all are meant for ``match`` on a stripped line unless said otherwise.

    :ivar dateline: first words of a body.
    :ivar bracket: byline in brackets (``search``).
    :ivar byline: a whole line that names reporters, marked as such.
    :ivar names: a whole line of personal names only; the groups are not numbered.
    :ivar trailing: personal names behind a full stop at the end of a line (``search``); group 1 is the names.
    :ivar bracketed: the same in brackets (``search``).
    :ivar cut_name: a surname behind a full stop at the end of a line (``search``).
    :ivar credit: a whole line that says who made a picture.
    :ivar photo: who made a picture, behind a full stop at the end of what it shows (``search``); group 1 is all that.
    :ivar caption: the beginning of a line that says what a picture shows.
    :ivar meta: a whole line of page head, crumbs or imprint.
    :ivar opener: the beginning of a paragraph that continues nothing.
    :ivar dated_opener: the same, with a year.
    :ivar whole: the two parts of words that a line's end may break, each break of each word.
    :ivar whole_ends: the first characters of the second parts.
    :ivar asks_for_date: characters after which a date is wanted.
    :ivar bullet: the beginning of a list item or a heading that continues nothing, by its mark.
    :ivar list_mark: the beginning of a list item.
    :ivar dated_start: a story that begins with its day.
    :ivar zone: the name of a zone (``findall``, ``search``).
    :ivar generic: the beginning of what looks like the name of a zone and is none.
    """

    dateline: re.Pattern[str]
    bracket: re.Pattern[str]
    byline: re.Pattern[str]
    names: re.Pattern[str]
    not_names: frozenset[str]
    trailing: re.Pattern[str]
    bracketed: re.Pattern[str]
    cut_name: re.Pattern[str]
    credit: re.Pattern[str]
    photo: re.Pattern[str]
    caption: re.Pattern[str]
    meta: re.Pattern[str]
    opener: re.Pattern[str]
    dated_opener: re.Pattern[str]
    whole: tuple[tuple[str, str], ...]
    whole_ends: frozenset[str]
    asks_for_date: str
    bullet: re.Pattern[str]
    list_mark: re.Pattern[str]
    dated_start: re.Pattern[str]
    picture_words: tuple[str, ...]
    zone: re.Pattern[str]
    generic: re.Pattern[str]
    threshold: Thresholds


def _any(patterns: list[str], end: str = "") -> re.Pattern[str]:
    return made("(?i)(?:" + "|".join(patterns) + ")" + end)


@cache
def words() -> Words:
    """What ``kg/data/layout.toml`` says."""
    data: dict[str, Any] = tomllib.loads(files("kg").joinpath("data/layout.toml").read_text(encoding="utf-8"))
    byline, furniture, sentence, zone = data["byline"], data["furniture"], data["sentence"], data["zone"]
    surname = "[" + "".join(byline["surnames"].split()) + "]"
    compound = "(?:" + "|".join(byline["compound_surnames"]) + ")"
    hanzi = "[\u4e00-\u9fff]"
    name = rf"(?:{compound}{hanzi}{{1,2}}|{surname}(?:{hanzi}{{1,2}}|\s+{hanzi}))"
    names = f"{name}(?:[ \u3000、，,]+{name}){{0,5}}"
    marks, lead = f"[{byline['marks']}]", byline["lead"]
    no_names = "(?:" + "|".join(map(re.escape, byline["not_names"])) + ")"
    limits = data["threshold"]
    parts = [(word[:cut], word[cut:]) for word in sentence["whole"] for cut in range(1, len(word))]
    return Words(
        dateline=_any(data["dateline"]["patterns"]),
        bracket=made(data["dateline"]["brackets"]),
        byline=made(
            rf"(?:{marks}\s*(?:{hanzi}{{0,12}}?{lead}[ \u3000:：]*[\u4e00-\u9fff·、，,/ \u3000]{{1,40}}|{names})"
            rf"|[（(]?{lead}(?:[ \u3000:：]+|(?={surname}{hanzi}{{1,2}}[ \u3000）)]*$))"
            r"[\u4e00-\u9fff·、，,/ \u3000]{2,40}[）)]?)$"
        ),
        names=made(names + "$"),
        not_names=frozenset(byline["not_names"]),
        trailing=made(rf"[。！？…”’）)]\s+((?:{lead}[ \u3000:：]*)?{names})$"),
        bracketed=made(rf"[。！？…”]\s*([（(](?!{no_names}[）)])(?:{lead}[ \u3000:：]*)?{names}[）)])$"),
        cut_name=made(rf"[。！？…”’）)]\s+(?:{surname}{hanzi}?|{compound})$"),
        credit=_any(furniture["credit"], "$"),
        photo=made(furniture["photo"]),
        caption=_any(furniture["caption"]),
        meta=_any(furniture["meta"], "$"),
        opener=_any(sentence["openers"]),
        dated_opener=made(sentence["dated_opener"]),
        whole=tuple(parts),
        whole_ends=frozenset(rest[0] for _, rest in parts),
        asks_for_date=sentence["asks_for_date"],
        bullet=made(sentence["bullet"]),
        list_mark=made(sentence["list_mark"]),
        dated_start=made(sentence["dated_start"]),
        picture_words=tuple(sentence["picture_words"]),
        zone=made(zone["name"]),
        generic=made(zone["generic"]),
        threshold=Thresholds(**{**limits, "pitch": tuple(limits["pitch"])}),
    )
