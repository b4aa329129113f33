"""When something was, and how much money it was about, as a sentence tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg.rules import RulePack, per_pack

__all__ = ["amount", "date_of"]


@dataclass(frozen=True, slots=True)
class _Words:
    """What a rule pack knows of dates and sums.

    :ivar years: words before 年, and how many years from the article's they mean.
    :ivar days: words for days, and how many days from the article's they mean.
    :ivar currencies: words for currencies, and their codes.
    """

    years: Mapping[str, int]
    days: Mapping[str, int]
    currencies: Mapping[str, str]


@per_pack
def _words(pack: RulePack) -> _Words:
    rows = {name: [r for r in pack.tables.get(name, ()) if len(r) == 2] for name in ("years", "days", "currencies")}
    years, days = ({row[0]: int(row[1]) for row in rows[name]} for name in ("years", "days"))
    return _Words(years, days, {row[0]: row[1] for row in rows["currencies"]})


def date_of(sentence: str, at: int, article_date: str, pack: RulePack, before: str = "") -> tuple[str, str]:
    """(ISO date as exact as known, the words that give it) for the place ``at`` of a sentence.

    It is the nearest date before it, else the first. What leaves out the year, or stands for one (去年, 昨日), is
    resolved against the article's date; 当日 and 当年 against the last date of the text ``before``.

    >>> from kg.rules import rule_pack
    >>> date_of("1月12日，两家公司签约。", 8, "2024-01-15", rule_pack())
    ('2024-01-12', '1月12日')
    >>> date_of("去年第四季度，两家公司签约。", 8, "2024-01-15", rule_pack())
    ('2023', '去年第四季度')
    >>> date_of("当日，两家公司签约。", 3, "2024-01-15", rule_pack(), before="1月12日，大会开幕。")
    ('2024-01-12', '当日')
    >>> date_of("1月12日，两家公司签约。", 8, "", rule_pack())
    ('', '1月12日')
    """
    found = _dates(sentence, pack.pattern("date"), pack.pattern("date_begins"))
    if not found:
        return "", ""
    match = ([m for m in found if m.start() <= at] or found[:1])[-1]
    return _iso(match, article_date, before + sentence[: match.start()], pack), match.group()


@lru_cache(maxsize=64)
def _dates(text: str, form: re.Pattern[str], begins: re.Pattern[str]) -> tuple[re.Match[str], ...]:
    """The dates of a text; a sentence is asked for them once for each of its relations."""
    found: list[re.Match[str]] = []
    at, match = 0, form.match
    for spot in begins.finditer(text):
        if spot.start() >= at and (one := match(text, spot.start())) is not None:
            found.append(one)
            at = one.end()
    return tuple(found)


def _iso(match: re.Match[str], article_date: str, before: str, pack: RulePack) -> str:
    """A date as exact as known, year first."""
    year, month, day, near = match.group("year", "month", "day", "near")
    words = _words(pack)
    if near:
        if near not in words.days:
            return _last(before, article_date, 10, pack) if pack.pattern("same_time").match(near) else ""
        try:
            return (date.fromisoformat(article_date) + timedelta(days=words.days[near])).isoformat()
        except (ValueError, OverflowError):
            return ""  # the article's own date is unknown, or no day
    if match["only_day"]:
        month, day = article_date[5:7], match["only_day"]
    word = year or match["only_year"] or article_date[:4]
    if pack.pattern("same_time").match(word):
        word = _last(before, article_date, 4, pack)
    elif word in words.years:
        word = str(int(article_date[:4]) + words.years[word]) if article_date else ""
    if not word:
        return ""
    parts = [word]
    if month and 1 <= int(month) <= 12:
        parts.append(f"{int(month):02d}")
        if day and 1 <= int(day) <= 31:
            parts.append(f"{int(day):02d}")
    return "-".join(parts)


def _last(text: str, article_date: str, length: int, pack: RulePack) -> str:
    """The last date of a text that is at least so exact, cut to this length."""
    for match in reversed(_dates(text, pack.pattern("date"), pack.pattern("date_begins"))):
        if match["near"] is None and not pack.pattern("same_time").match(match.group()):
            known = _iso(match, article_date, "", pack)
            if len(known) >= length:
                return known[:length]
    return ""


def amount(part: str, pack: RulePack) -> tuple[tuple[str, str], ...]:
    """The first sum of money of a part of a sentence, as ``amount`` (with its Chinese unit) and ``currency``.

    >>> from kg.rules import rule_pack
    >>> amount("投资10亿元建设", rule_pack())
    (('amount', '10亿'), ('currency', 'CNY'))
    """
    match = pack.pattern("sum_of_money").search(part)
    if not match:
        return ()
    code = _words(pack).currencies.get(match[3], "CNY")
    return (("amount", match[1] + (match[2] or "")), ("currency", code))
