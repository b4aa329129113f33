"""What a clause says of a relation besides that it is there: negation, status, date, amount."""

from __future__ import annotations

import re
from functools import cache

from kg.rules import RulePack

__all__ = ["amount", "date_of", "negated", "status"]

_DATE = re.compile(r"(?:((?:19|20)\d\d)年)?(?:(\d{1,2})月(?:(\d{1,2})日)?)|((?:19|20)\d\d)年|(今年|去年|前年|明年)(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_AMOUNT = re.compile(r"([0-9][0-9,.]*)\s*(万亿|亿|千万|百万|万)?\s*(美元|欧元|日元|港元|英镑|元人民币|元|人民币)")


def negated(part: str, pack: RulePack) -> bool:
    """Whether a negation, a failure or an end stands in a part of a sentence."""
    return bool(_negation_for(pack.macros.get("negated", r"(?!)")).search(part))


@cache
def _negation_for(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def status(trigger: str, before: str) -> str:
    """``planned``, ``agreed``, ``under-way``, ``done``, or nothing, from the words around a trigger."""
    if re.search(r"(?:将|拟|计划|预计|有望|即将|打算|力争|准备)(?!士|军|来)", before + trigger):
        return "planned"
    if re.search(r"签署|签订|签约|签下|达成|协议|意向|备忘录", trigger):
        return "agreed"
    if re.search(r"正在|加快|推进|在建|推动|持续|筹建|开工", before + trigger):
        return "under-way"
    if re.search(r"已|了|成功|建成|投产|揭牌|落户|成立|获批|竣工|启用|完成", before + trigger):
        return "done"
    return ""


def date_of(sentence: str, article_date: str) -> tuple[str, str]:
    """(ISO date as exact as known, the words that give it) of a sentence; a day without a year is resolved against the article's date.

    >>> date_of("1月12日，两家公司签约。", "2024-01-15")
    ('2024-01-12', '1月12日')
    >>> date_of("1月12日，两家公司签约。", "")
    ('', '1月12日')
    """
    match = _DATE.search(sentence)
    if not match:
        return "", ""
    year, month, day, alone, relative, rmonth, rday = match.groups()
    if relative:
        year = _relative(relative, article_date)
        month, day = rmonth, rday
    year = year or alone or (article_date[:4] if article_date else "")
    if not year:
        return "", match.group()
    parts = [year]
    if month and 1 <= int(month) <= 12:
        parts.append(f"{int(month):02d}")
        if day and 1 <= int(day) <= 31:
            parts.append(f"{int(day):02d}")
    return "-".join(parts), match.group()


def _relative(word: str, article_date: str) -> str:
    if not article_date:
        return ""
    return str(int(article_date[:4]) + {"今年": 0, "去年": -1, "前年": -2, "明年": 1}[word])


def amount(part: str) -> tuple[tuple[str, str], ...]:
    """The first sum of money of a part of a sentence, as ``amount`` and ``currency``; the amount keeps its Chinese unit.

    >>> amount("投资10亿元建设")
    (('amount', '10亿'), ('currency', 'CNY'))
    """
    match = _AMOUNT.search(part)
    if not match:
        return ()
    currency = {"美元": "USD", "欧元": "EUR", "日元": "JPY", "港元": "HKD", "英镑": "GBP"}.get(match.group(3), "CNY")
    return (("amount", match.group(1) + (match.group(2) or "")), ("currency", currency))
