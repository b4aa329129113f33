"""Items of common words that may be firms where the room around them is a firm's."""

from __future__ import annotations

from kg.extract.boundary import HAN, Kind, View
from kg.extract.fields import field_endings
from kg.extract.industries import kind_of_thing
from kg.rules import numerals
from kg.text import Word

__all__ = ["everyday", "of_trades", "rare"]


def of_trades(view: View, start: int, end: int) -> bool:
    """Whether an item is two words for trades, as some firms are called beside others (甲集团、乙信息、航天|电器)."""
    pieces = view.pieces(start, end)
    return (
        len(pieces) == 2
        and end - start == 4
        and pieces[0].text in view.industries
        and pieces[1].text in view.fields
        and view.text[start:end] not in view.industries
        and view.text[start:end] not in view.generic
    )


def everyday(view: View, start: int, end: int) -> bool:
    """Whether an item is a noun with one character beside it before the word for an industry (好|邻居|食品)."""
    fields = field_endings(view.pack)
    field = next((n for n in (3, 2) if end - start == n + 3 and view.text[end - n : end] in fields), 0)
    pieces = view.pieces(start, end - field) if field else []
    if len(pieces) != 2 or {len(p.text) for p in pieces} != {1, 2}:
        return False
    mark, noun = sorted(pieces, key=lambda p: len(p.text))
    named = mark.kind is Kind.BRAND and HAN.match(mark.text) and noun.kind in (Kind.PLAIN, Kind.BRAND)
    return bool(named) and not noun.generic and mark.text not in numerals(view.pack)


def rare(view: View, start: int, end: int) -> bool:
    """Whether an item is one rare noun of the dictionary that no product is called by (海力士, 松下电器, 格力)."""
    words = view.words(start, end)
    if end - start == 2:
        return len(words) == 1 and _brief_noun(view, words[0])
    goods = view.pack.endings("product_words")
    kinds = view.pack.endings("not_firm_endings")
    return (
        len(words) == 1
        and 3 <= end - start <= 4
        and 0 < words[0].freq < view.pack.thresholds["rare_noun"]
        and view.classify(words[0]) is Kind.PLAIN
        and (end - start == 4 or not view.text.endswith(goods, start, end))
        and not view.text.endswith(kinds, start, end)
    )


def _brief_noun(view: View, word: Word) -> bool:
    """Whether a noun of two characters is rare, and none for a kind of thing, people or goods."""
    kinds = view.pack.endings("not_firm_endings")
    thing = word.text in view.pack.lexicon("product_words") or word.text in view.fields or word.text in view.inner
    return (
        word.tag[:1] in ("n", "j")
        and 0 < word.freq < view.pack.thresholds["rare_brief_noun"]
        and view.classify(word) is Kind.PLAIN
        and not thing
        and not kind_of_thing(view, word.text)
        and not word.text.endswith(kinds)
    )
