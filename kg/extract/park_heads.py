"""What stands before a park's name and is no part of it: steps of :mod:`kg.extract.heads`.

Each looks at the words of a run for one such thing. It gives the words that the name begins with, none where there is
no name, or None where the thing is not there.
"""

from __future__ import annotations

from kg.extract.boundary import Kind, Piece, View
from kg.rules import SuffixRule

__all__ = [
    "before_city",
    "board",
    "built_at",
    "division_of_site",
    "firm",
    "is_there",
    "joined_by_body",
    "last",
    "no_site",
    "noun_before_zone",
    "owner_type",
    "park_before_city",
    "seated",
    "street",
    "supported",
]


def owner_type(view: View, piece: Piece) -> str:
    """The type of the name that a piece is; empty for any other word."""
    return view.owner_at[piece.start][1] if piece.kind is Kind.OWNER else ""


def last(run: list[Piece], words: frozenset[str]) -> int:
    """Where the last piece stands that is one of some words; -1 where none is."""
    return max((i for i, p in enumerate(run) if p.text in words), default=-1)


def is_there(view: View, run: list[Piece]) -> bool:
    """Whether the run is said to be where something is done (在|滨海新区|建设|晶谷产业园)."""
    return view.text[run[0].start - 1 : run[0].start] in ("在", "于", "到", "赴")


def built_at(view: View, run: list[Piece]) -> int:
    """Where the verb stands behind a place that no list has, where the text puts it there (在|花桥|建设|智造园); 0."""
    verb = next((i for i, p in enumerate(run) if i and p.text in view.pack.lexicon("founded_sites")), 0)
    short = verb and run[verb].start - run[0].start < 5 and all(p.kind is Kind.BRAND for p in run[:verb])
    return verb if short and is_there(view, run) else 0


def no_site(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """探索|产业园区|跨区域共建, 云南省|推进|产业园区合作: parks in general."""
    verbs = view.pack.endings("site_verbs")
    verb = next((i for i, p in enumerate(run) if i and p.text in verbs and p.text not in view.generic), 0)
    general = (run[0].text in verbs or verb) and all(p.generic for p in run[verb + 1 :])
    return [] if general else None


def supported(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """大力|支持|广清|产业园; 在|滨海新区|建设|晶谷产业园; 支持|江阴|建设|晶谷产业园."""
    built, done = view.pack.lexicon("founded_sites"), view.pack.lexicon("doing_verbs")
    verbs = (i for i, p in enumerate(run) if i and (p.text in built or p.text in done))
    streets = view.pack.lexicon("street_kinds")  # 在|新桥|街道|建设|产业园
    told = (i for i in verbs if _places(run[:i]) or run[i - 1].text[-1] == "方" or run[i - 1].text in streets)
    founds = max(told, default=0) or built_at(view, run)
    last = run[-1].text  # 象屿|建|保税区
    founds = len(run) - 1 if len(run) > 1 and len(last) == 1 and last in built else founds
    if founds:
        return run[founds + 1 :]
    helped = view.pack.endings("site_verbs")
    ends = (i for i, p in enumerate(run[:-1]) if p.text.endswith(helped) and run[i + 1].text[0] not in "（）")
    verb = max(ends, default=-1)
    if verb < 0:
        return None
    named = view.named(run[verb + 1 :]) and not view.named(run[:verb])
    there = verb and run[verb - 1].kind in (Kind.PLACE, Kind.OWNER) and is_there(view, run)
    return run[verb + 1 :] if named or there else None


def _places(run: list[Piece]) -> bool:
    """Whether a place and what describes it, and nothing else, are words of a run (福建|全域)."""
    rest = [p for p in run if p.kind is not Kind.PLACE]
    return run[0].kind is Kind.PLACE and (not rest or (len(rest) == 1 and rest[0].generic and rest[0] is run[-1]))


def before_city(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """探索招商模式|交城|经济开发区, but not 宁东|临河|综合项目区."""
    if run[-1].kind is not Kind.PLACE or any(p.kind is Kind.OWNER for p in run):
        return None
    first = len(run) - 1
    while first and run[first - 1].kind is Kind.PLACE:
        first -= 1
    return run[first:] if any(p.kind is not Kind.BRAND for p in run[:first]) else None


def street(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """高河|街道|金东|产业园."""
    streets = view.pack.lexicon("street_kinds")
    at = next((i for i, p in enumerate(run[:-1]) if i and p.text in streets and p.kind is not Kind.PLACE), 0)
    return run[at + 1 :] if at and view.named(run[at + 1 :]) else None


def board(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """睢宁县人民政府|100MW绿色农业产业园."""
    at = last(run[:-1], view.pack.lexicon("board_nouns"))
    if at < 0:
        return None
    return [] if run[at + 1].text[0].isdigit() else run[at + 1 :]


def joined_by_body(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """恒澜创新实验室|联合|昆太|科创走廊: a body that is found later joins the site."""
    links, ends = view.pack.lexicon("linking_words"), view.pack.lexicon("joining_bodies")
    joins = (i for i, p in enumerate(run[:-1]) if i and p.text in links)
    link = max((i for i in joins if run[i - 1].text[-1] in ends or view.named(run[:i])), default=0)
    return run[link + 1 :] if link and view.named(run[link + 1 :]) else None


def seated(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """昆明海关|驻|高新区; 海关|驻|高新区|办事处."""
    if run[-1].text == "驻":
        return []
    at = next((i for i, p in enumerate(run[:-1]) if p.text == "驻"), -1)
    return run[at + 1 :] if at >= 0 and view.named(run[at + 1 :]) else None


def firm(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """澜脉科技有限公司|看中|江阴|高新区."""
    ends = view.pack.endings("firm_nouns")
    at = max((i for i, p in enumerate(run) if p.text.endswith(ends) and p.kind is not Kind.OWNER), default=-1)
    if not 0 <= at < len(run) - 1:
        return None
    if run[at + 1].kind in (Kind.PLACE, Kind.OWNER) or run[at].text.endswith("银行"):
        return run[at + 1 :]
    return run[at + 2 :] if at < len(run) - 2 else None


def noun_before_zone(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """开工活动|许昌|高新区."""
    return run[1:] if len(run) == 2 and run[0].kind is Kind.PLAIN and run[1].kind is Kind.PLACE else None


def division_of_site(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """昆山市|晶谷产业园: a site that has a name of its own is called without the division it is in."""
    divided = run[0].kind is Kind.PLACE and view.divided(run[0].text)
    if len(run) < 2 or not divided or run[1].text == "国家":
        return None
    rest = run[1:]
    while len(rest) > 1 and rest[0].kind is Kind.PLACE and rest[0].text[-1] in view.pack.lexicon("lower_divisions"):
        rest = rest[1:]
    called = view.named([p for p in rest if p.kind is not Kind.OWNER]) or rest[0].tag == "ns"
    towns = view.pack.lexicon("town_endings")
    called = called or any(p.text in towns for p in rest[1:4])  # 孟川|镇|绿色|铸造园
    return rest if called or owner_type(view, rest[0]) == "park" else None


def park_before_city(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """A park, and another one that begins with its place."""
    other = len(run) > 2 and run[1].kind is Kind.PLACE and rule.id != "park.part"
    return run[1:] if other and owner_type(view, run[0]) == "park" else None
