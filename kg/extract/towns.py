"""Which runs before the ending of a street, town or village name one."""

from __future__ import annotations

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.rules import SuffixRule, numerals

__all__ = ["judge_town"]


def judge_town(view: View, rule: SuffixRule, run: list[Piece], end: int) -> Candidate | None:
    """The street, town or village of at most three characters whose name ends at ``end``, if a run ends with one."""
    if not view.pack.lexicon("online_communities").isdisjoint(p.text for p in run):
        return None  # 开源|鸿蒙|社区
    above = next((i for i in range(len(run) - 1) if run[i].kind is Kind.PLACE and view.divided(run[i].text)), -1)
    named = run[above + 1 :] if above >= 0 else []
    inner = view.text[named[0].start : named[-1].end] if named else ""
    towns = view.pack.lexicon("town_endings")
    upper = any(p.text in towns for p in named)
    foreign = 2 < len(inner) < 6 and not upper and all(p.kind is Kind.BRAND and HAN.match(p.text) for p in named)
    if (foreign or (len(inner) == 2 and HAN.match(inner))) and view.text[named[-1].end : end] in rule.words:
        return Candidate(named[0].start, end, rule.type, rule.id, rule.confidence, named[0].start)  # 三水区|乐平|镇
    if len(run) > 1 and _street_of_county(view, run[-1], end) and view.right_open(end):
        return Candidate(run[-1].start, end, rule.type, rule.id, rule.confidence, run[-1].start)
    length = 0
    taken: list[Piece] = []
    for piece in reversed(run):
        if piece.kind in (Kind.PLACE, Kind.OWNER) or piece.generic or length + len(piece.text) > 3:
            break
        if taken and piece.text in towns:
            break  # 槎水镇|中畈村
        length += len(piece.text)
        taken.append(piece)
    opens = view.right_open(end) or view.pack.pattern("village_ahead").match(view.text, end)
    if not taken or length < 2 or not opens or _kind_of_town(view, run, taken, end):
        return None
    if view.text.endswith(view.pack.endings("person_titles"), 0, taken[-1].start):
        return None  # 副团长|洛桑江村
    ranked = view.pack.pattern("ranked_place").fullmatch(view.text, taken[-1].start, end)
    if ranked or taken[0].text in numerals(view.pack) or taken[0].text == "之":
        return None  # 千强|镇, 五园|一镇, 茶叶之|乡
    start = taken[-1].start + (taken[-1].text[0] in "·—-")  # 北京|·中关村
    if _hosts_firms(view, start, end):
        return Candidate(start - 1, end + 1, "park", "park.quoted", rule.confidence, start)
    return Candidate(start, end, rule.type, rule.id, rule.confidence, start)


def _street_of_county(view: View, piece: Piece, end: int) -> bool:
    """Whether a street bears a county's name, its own district's or a far one's (江宁区|江宁街道, 新区|大厂街道)."""
    known = view.known.places.get(piece.text, ()) if piece.kind is Kind.PLACE else ()
    of_street = view.text.startswith("街道", piece.end) and piece.end + 2 == end
    return of_street and any(p.level == "county" and p.short == piece.text for p in known)


def _hosts_firms(view: View, start: int, end: int) -> bool:
    """Whether a quoted community is one that firms move into (“恒石社区”), which is no quarter of a town."""
    if view.text[start - 1 : start] != "“" or view.text[end : end + 1] != "”" or view.text[end - 2 : end] != "社区":
        return False
    before, behind = view.pack.pattern("hosting_before"), view.pack.pattern("hosting_behind")
    for begin, stop in view.occurrences(view.text[start - 1 : end + 1]):
        if before.search(view.text, max(0, begin - 8), begin) or behind.match(view.text, stop):
            return True
    return False


def _kind_of_town(view: View, run: list[Piece], taken: list[Piece], end: int) -> bool:
    """Whether common words tell only what kind of community or village it is (居民|社区, 互嵌式|社区, 免费|上|村里)."""
    words = [p for p in taken if len(p.text) > 1]
    if taken[0].text == "式":
        return True
    plain = bool(words) and all(p.kind is Kind.PLAIN for p in words)
    if view.text.endswith("社区", 0, end):
        above = run[-len(taken) - 1] if len(run) > len(taken) else None
        placed = above is not None and (above.kind is Kind.PLACE or above.text in view.pack.lexicon("town_endings"))
        return plain and not placed
    return plain and any(w.start < end < w.end for w in view.words(taken[-1].start, end + 1))
