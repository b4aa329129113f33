"""What a clause says of a relation besides that it is there: negation, status, date, amount."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from kg.link.skeleton import ANY_NAME
from kg.rules import RulePack

__all__ = ["DENIALS", "amount", "date_of", "denied", "status"]

_DATE = re.compile(
    r"(?:((?:19|20)\d\d|今|去|前|明|当)年)?(?:第?([一二三四1-4])季度|(上半年|下半年|年初|年底|年末|初|底)|(?:(\d{1,2})月(?:份)?(?:(\d{1,2})[日号])?))"
    r"|((?:19|20)\d\d|今|去|前|明)年|(今日|今天|当日|当天|昨日|昨天|前天|明天|近日|日前)|(?<!\d)(\d{1,2})日(?!元)"
)
#: What a date may begin with, which is found much faster.
_DATE_BEGINS = re.compile(r"[\d今去前明当第一二三四上下年初底昨近日]")
_AMOUNT = re.compile(
    r"([0-9][0-9,.]*)\s*(万亿|亿|千万|百万|万)?\s*(美元|欧元|日元|港元|港币|澳门元|英镑|元人民币|元|人民币)"
)
_CURRENCY = {"美元": "USD", "欧元": "EUR", "日元": "JPY", "港元": "HKD", "港币": "HKD", "澳门元": "MOP", "英镑": "GBP"}
_YEARS = {"今": 0, "去": -1, "前": -2, "明": 1}
_DAYS = {
    "今日": 0,
    "今天": 0,
    "当日": None,
    "当天": None,
    "昨日": -1,
    "昨天": -1,
    "前天": -2,
    "明天": 1,
    "近日": None,
    "日前": None,
}


_STATUSES = (("planned", "planned"), ("agreed", "agreed"), ("under-way", "under_way"), ("done", "done"))
#: How many characters before words that take a relation for granted may deny it (曾入驻甲的乙).
_BEFORE = 4


#: The macros that :func:`denied` asks for.
DENIALS = ("negated", "hoped", "after_denied", "then_ended")


def denied(skeleton: str, match: tuple[int, int], pack: RulePack, presupposed: bool = False) -> bool:
    """Whether the clauses of a match, or the one behind them, say that it is not, failed or has ended.

    :param presupposed: whether only the words of the match itself, and those right before it, can say so.
    """
    start, end = match
    if presupposed:
        return bool(pack.pattern("negated", ANY_NAME).search(skeleton, max(0, start - _BEFORE), end))
    begin = max(skeleton.rfind(mark, 0, start) for mark in "，；：") + 1
    stop = _clause_end(skeleton, end - 1)
    if pack.pattern("negated", ANY_NAME).search(skeleton[begin:stop]):
        return True
    hoped = max(skeleton.rfind(mark, 0, begin - 1) for mark in "，；：") + 1 if begin else 0
    if hoped < begin and pack.pattern("hoped", ANY_NAME).match(skeleton[hoped:begin]):
        return True
    if pack.pattern("after_denied", ANY_NAME).match(skeleton, end):
        return True
    if stop < len(skeleton) and skeleton[stop] == "，":
        following = skeleton[stop + 1 : _clause_end(skeleton, stop + 1)]
        return bool(pack.pattern("then_ended", ANY_NAME).match(following))
    return False


def _clause_end(text: str, at: int) -> int:
    """Where the clause ends that holds an offset."""
    while at < len(text) and text[at] not in "，；：":
        at += 1
    return at


def status(trigger: str, before: str, pack: RulePack) -> str:
    """``planned``, ``agreed``, ``under-way``, ``done``, or nothing, from the words around a trigger.

    The first whose words are there (macros of these names); those of an agreement only in the trigger itself.
    """
    for said, macro in _STATUSES:
        if pack.pattern(macro, ANY_NAME).search(trigger if said == "agreed" else before + trigger):
            return said
    return ""


def date_of(sentence: str, at: int, article_date: str, before: str = "") -> tuple[str, str]:
    """(ISO date as exact as known, the words that give it) for the place ``at`` of a sentence.

    It is the nearest date before it, else the first. What leaves out the year, or stands for one (去年, 昨日), is
    resolved against the article's date; 当日 and 当年 against the last date of the text ``before``.

    >>> date_of("1月12日，两家公司签约。", 8, "2024-01-15")
    ('2024-01-12', '1月12日')
    >>> date_of("去年第四季度，两家公司签约。", 8, "2024-01-15")
    ('2023', '去年第四季度')
    >>> date_of("当日，两家公司签约。", 3, "2024-01-15", before="1月12日，大会开幕。")
    ('2024-01-12', '当日')
    >>> date_of("1月12日，两家公司签约。", 8, "")
    ('', '1月12日')
    """
    found = _dates(sentence)
    if not found:
        return "", ""
    match = ([m for m in found if m.start() <= at] or found[:1])[-1]
    return _iso(match, article_date, before + sentence[: match.start()]), match.group()


@lru_cache(maxsize=64)
def _dates(text: str) -> tuple[re.Match[str], ...]:
    """The dates of a text; a sentence is asked for them once for each of its relations."""
    found: list[re.Match[str]] = []
    at, match = 0, _DATE.match
    for spot in _DATE_BEGINS.finditer(text):
        if spot.start() >= at and (one := match(text, spot.start())) is not None:
            found.append(one)
            at = one.end()
    return tuple(found)


def _iso(match: re.Match[str], article_date: str, before: str) -> str:
    """A date as exact as known, year first."""
    year, _, _, month, day, alone, near, only_day = match.groups()
    if near:
        shift = _DAYS[near]
        if shift is None:
            return _last(before, article_date, 10) if near in ("当日", "当天") else ""
        try:
            return (date.fromisoformat(article_date) + timedelta(days=shift)).isoformat()
        except (ValueError, OverflowError):
            return ""  # the article's own date is unknown, or no day
    if only_day:
        month, day = article_date[5:7], only_day
    word = year or alone or article_date[:4]
    if word == "当":
        word = _last(before, article_date, 4)
    elif word in _YEARS:
        word = str(int(article_date[:4]) + _YEARS[word]) if article_date else ""
    if not word:
        return ""
    parts = [word]
    if month and 1 <= int(month) <= 12:
        parts.append(f"{int(month):02d}")
        if day and 1 <= int(day) <= 31:
            parts.append(f"{int(day):02d}")
    return "-".join(parts)


def _last(text: str, article_date: str, length: int) -> str:
    """The last date of a text that is at least so exact, cut to this length."""
    for match in reversed(_dates(text)):
        if match.group(7) is None and not match.group().startswith("当"):
            known = _iso(match, article_date, "")
            if len(known) >= length:
                return known[:length]
    return ""


def amount(part: str) -> tuple[tuple[str, str], ...]:
    """The first sum of money of a part of a sentence, as ``amount`` (with its Chinese unit) and ``currency``.

    >>> amount("投资10亿元建设")
    (('amount', '10亿'), ('currency', 'CNY'))
    """
    match = _AMOUNT.search(part)
    if not match:
        return ()
    return (("amount", match.group(1) + (match.group(2) or "")), ("currency", _CURRENCY.get(match.group(3), "CNY")))
