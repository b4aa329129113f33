"""Firms that a city, a county or a zone owns, called by whose they are without its name (市|公交|集团)."""

from __future__ import annotations

from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.rules import SuffixRule

__all__ = ["public_firm"]

#: How far before its ending such a name begins at most.
_LONGEST = 14


def public_firm(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    """The firm whose ending stands there, if whose it is and words for public trades alone stand before that.

    A bare 公司 tells a kind of firms as well (高新区|物流|公司): there one of the trades must be one that a place has
    one firm for (市|水务|公司). A group of such a trade needs no word for whose it is (文旅|集团).
    """
    legal = rule.id == "company.legal"
    if not legal and view.text[start:end] not in view.pack.lexicon("public_firms"):
        return None  # 高新区|智算
    at, own = start, False
    public, fields = view.pack.lexicon("public_trades"), view.pack.lexicon("public_fields")
    while legal and start - at < _LONGEST:
        size = next((n for n in (5, 4, 3, 2) if view.text[at - n : at] in public | fields), 0)
        if not size:
            break
        own = own or view.text[at - size : at] in public
        at -= size
    if (legal and at == start) or (view.text[start:end] == "公司" and not own):
        return None
    head = max((w for w in view.pack.endings("own_heads") if view.text.endswith(w, 0, at)), key=len, default="")
    begin = at - len(head)
    before = view.text[begin - 1 : begin] if begin else ""
    counted = before in view.pack.lexicon("several_of_them")  # 多家|文旅集团
    alone = own and not counted and view.text.startswith("集团", start) and at not in view.place_ending
    if not (head or alone) or view.text.startswith(view.pack.endings("kinds_of_firms"), end):
        return None
    if HAN.match(before) or before.isalnum():
        ahead = view.pieces(view.clause(begin), begin)[-1:] if view.clause(begin) < begin else []
        if not ahead or ahead[0].kind is not Kind.STOP or counted:
            return None
    return Candidate(begin, end, rule.type, rule.id, rule.confidence * 0.9, begin)
