"""What joins to a name on its left: a brand that the run does not hold, a quoted text, an owner before a dash."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.latin import over_words
from kg.extract.piece import lone
from kg.rules import SuffixRule
from kg.text import DASHES

__all__ = ["branded", "common_head", "from_mark", "joined_brand", "made_of", "undotted", "verb_of_trade", "whole_brand"]

_DOTS, _DOTTED = ("·", "•", "・"), 8
#: How often a brand stands that a conjunction opens.
_SEVERAL = 3
#: How long what stands before the legal form is at most, where a noun opens it.
_TRADED = 12
#: How long the item of a list is at most that ends with a legal form.
_LISTED = 40
#: jieba's tags of what is mostly called so: firms, makes, foreign names.
_LISTED_BRANDS = ("nz", "nrt", "nrfg")


def made_of(view: View, rule: SuffixRule, run: list[Piece], end: int) -> Candidate:
    """The name of the run and the ending, with what marks join to it on the left."""
    cut = run[0].end if run[0].kind in (Kind.OWNER, Kind.PLACE) and len(run) > 1 else run[0].start
    made = Candidate(run[0].start, end, rule.type, rule.id, rule.confidence, cut)
    made = _whole_quote(view, over_words(view, made))
    if rule.type == "institute" and (dash := _brand_behind_dash(view, made.start)) is not None:
        made = replace(made, start=dash + 1, cut=dash + 1)
    if view.text[made.start] == "（" and (ahead := view.run_before(made.start)):
        made = replace(made, start=ahead[0].start, cut=ahead[0].start)  # 协同运营|（综合服务）中心
    if rule.type in ("institute", "park", "agency") and view.text[made.start - 1 : made.start] in DASHES:
        made = _dashed(view, made)
    if rule.id == "company.legal" and view.text[made.start - 1 : made.start] in DASHES:
        made = _joint_venture(view, made)
    if view.text[made.start - 1 : made.start] in DASHES and (
        (run[0].kind is Kind.PLACE and run[0].text in view.pack.lexicon("regions"))
        or (rule.type == "institute" and view.text.startswith("联合", run[-1].end))
    ):
        made = _with_nation(view, made)
    if rule.id == "park.zone" and view.text[made.start - 1 : made.start] in _DOTS:
        made = _dotted(view, made)
    return made


def undotted(view: View, run: list[Piece]) -> bool:
    """Whether an article has a firm's name also without what stands before a dot (秦港·|昕川集团, and 昕川集团).

    :param run: the words from the dot to the name's ending.
    """
    name = view.text[run[1].start : run[-1].end + 2] if len(run) > 1 else ""
    return bool(name) and view.text.count(name) > view.text.count(f"·{name}")


def _with_nation(view: View, made: Candidate) -> Candidate:
    """The name with the nation that a dash joins to it (中国—|东盟绿色信托, 中国—|恒澜联合实验室)."""
    nation = view.pack.pattern("joined_nation").search(view.text, max(0, made.start - 4), made.start)
    return replace(made, start=nation.start(), cut=nation.start()) if nation else made


def from_mark(view: View, run: list[Piece]) -> list[Piece]:
    """The run from the mark of a list on, where little stands between (公司、|中|再|资源, 大学、|中化|泉州石化)."""
    start = run[0].start
    mark = view.text.rfind("、", max(0, start - 4), start)
    ahead = view.pieces(mark + 1, start) if 0 <= mark < start - 1 else []
    listed = view.text.endswith("公司", 0, mark) or mark in view.owner_ending
    if not ahead or not listed or not all(HAN.match(p.text) for p in ahead):
        return run
    lone = len(ahead) > 1 and all(len(p.text) == 1 for p in ahead)
    brand = len(ahead) == 1 and len(ahead[0].text) == 2 and ahead[0].kind in (Kind.BRAND, Kind.PLAIN)
    if not lone and not (brand and not ahead[0].generic and run[0].kind is Kind.PLACE):
        return run
    return [Piece(mark + 1, start, view.text[mark + 1 : start], Kind.BRAND), *run]


def branded(view: View, run: list[Piece]) -> bool:
    """Whether a group or a brand of lone characters stands right before the place in a firm's name (中|车|成都)."""
    at = next((i for i, p in enumerate(run) if p.kind is Kind.PLACE), 0)
    if at and view.group_before(run[:at]) is not None:
        return True
    if at and run[0].kind is Kind.BRAND and len(run[0].text) > 1 and run[0].tag in _LISTED_BRANDS:
        return True  # 三菱|电机|大连|机器有限公司
    brand = [p for p in run[max(0, at - 3) : at] if len(p.text) == 1 and p.kind is Kind.BRAND and HAN.match(p.text)]
    return at > 1 and run[at - 1] in brand and len(brand) == 2


def whole_brand(view: View, run: list[Piece]) -> list[Piece]:
    """The run with the word that opens its brand: one that stands wherever its character does (同|翔高新城).

    Nobody is called by one character, so an adverb that may open brands belongs to one that stands alone (正|泰|电器).
    """
    if lone(run[0]) and not any(p.kind is Kind.BRAND and HAN.match(p.text) for p in run[1:2]):
        first = run[0].start
        ahead = view.words(max(0, first - 2), first)[-1:] if first else []
        if ahead and ahead[0].tag == "d" and ahead[0].text in view.pack.lexicon("brand_openers"):
            return [Piece(first - 1, run[0].end, view.text[first - 1 : run[0].end], Kind.BRAND), *run[1:]]
    openers = view.pack.lexicon("joining_words")
    for i, piece in enumerate(run):
        opener = view.text[piece.start - 1 : piece.start]
        inside = i > 0 and run[i - 1].text == opener  # 浙江|和|夏|科技: it is known
        single = lone(piece) and HAN.match(piece.text)
        if not single or opener not in openers or inside:
            continue
        brand = opener + piece.text
        if view.text.count(brand) >= _SEVERAL and view.text.count(brand) == view.text.count(piece.text):
            return [Piece(piece.start - 1, piece.end, brand, Kind.BRAND), *run[i + 1 :]]
    return run


def joined_brand(view: View, run: list[Piece]) -> list[Piece]:
    """The run with a brand of two characters and 和 before it, where nothing else names the firm (亿嘉|和|科技)."""
    start = run[0].start
    brand = start - 3
    if (
        brand < 0
        or not HAN.match(view.text[brand])
        or view.text[start - 1] != "和"
        or not all(p.generic or p.text in view.fields for p in run)
    ):
        return run
    before = view.pieces(view.clause(brand), start - 1) if view.clause(brand) < start - 1 else []
    opens = brand == 0 or not HAN.match(view.text[brand - 1]) or (before and before[-1].start == brand)
    if not opens or any(p.text in view.stop or p.generic for p in before if p.end > brand):
        return run
    return [Piece(brand, start, view.text[brand:start], Kind.BRAND), *run]


def verb_of_trade(view: View, start: int) -> list[Piece]:
    """The words of a legal name that a noun opens and a verb tells the trade of, alone in its clause (航宇|救生|装备).

    Empty where what stands between the clause's beginning and the legal form is no such name.
    """
    begin = view.clause(start)
    pieces = view.pieces(begin, start) if 0 < start - begin <= _TRADED else []
    stops = [i for i, p in enumerate(pieces) if p.kind is Kind.STOP]
    if len(stops) != 1 or not 0 < stops[0] < len(pieces) - 1:
        return []
    verb, ahead, behind = pieces[stops[0]], pieces[: stops[0]], pieces[stops[0] + 1 :]
    unlisted = verb.tag[:1] == "v" and len(verb.text) == 2 and verb.text not in view.stop
    noun = ahead[-1].tag[:1] == "n" and len(ahead[-1].text) == 2 and not ahead[-1].generic
    told = all(p.generic or p.text in view.fields for p in behind)
    plain = all(p.kind in (Kind.PLAIN, Kind.BRAND, Kind.SOFT) and HAN.match(p.text) for p in ahead)
    if not (unlisted and noun and told and plain) or ahead[-1].text in view.pack.lexicon("class_nouns"):
        return []
    return [replace(p, kind=Kind.BRAND) if p.kind is Kind.PLAIN else p for p in ahead] + [
        replace(verb, kind=Kind.PLAIN),
        *behind,
    ]


def common_head(view: View, start: int) -> list[Piece]:
    """The words of a legal name that a common word opens before its trade (和|创新|新材料), or none."""
    begin = view.clause(start)
    pieces = view.pieces(begin, start) if 0 < start - begin <= _LISTED else []
    joined = max((i for i, p in enumerate(pieces, 1) if p.text in view.pack.lexicon("frame_openers")), default=0)
    item = pieces[joined:]
    heads = ("legal_heads", "brand_verbs", "naming_words")
    if len(item) < 2 or not any(item[0].text in view.pack.lexicon(w) for w in heads):
        return []
    told = all(p.generic or p.text in view.fields for p in item[1:])
    return [item[0].turned(Kind.BRAND), *item[1:]] if told else []


def _whole_quote(view: View, made: Candidate) -> Candidate:
    """A name that ends a quoted text begins with it, if only unlisted words stand before it (“明月|湖种子基金”)."""
    if view.text[made.end : made.end + 1] != "”":
        return made
    opening = view.text.rfind("“", max(0, made.start - 8), made.start)
    if opening < 0 or opening + 1 == made.start or view.text.find("”", opening, made.start) >= 0:
        return made
    ahead = view.pieces(opening + 1, made.start)
    if any(p.text in view.stop or p.generic or not HAN.match(p.text) for p in ahead):
        return made
    return replace(made, start=opening + 1, cut=opening + 1)


def _dotted(view: View, made: Candidate) -> Candidate:
    """A zone of two places with what stands before the dot between them (北京亦庄·|永清高新区)."""
    ahead = view.trimmed(view.run_before(made.start - 1))
    nation = bool(ahead) and ahead[0].text in view.pack.lexicon("nations")
    if not ahead or ahead[-1].end != made.start - 1 or nation or ahead[0].kind is not Kind.PLACE:
        return made
    if view.pack.pattern("site_of_zone").match(view.text, made.end):
        return made  # 北京·|沧州渤海新区|生物医药产业园: the site is of both
    whole = len(ahead) < 3 and made.start - ahead[0].start < _DOTTED
    return replace(made, start=ahead[0].start, cut=ahead[0].start) if whole else made


def _joint_venture(view: View, made: Candidate) -> Candidate:
    """A legal name with the brand that a dash joins to its head (一汽—|大众汽车有限公司)."""
    dash = made.start - 1
    start = view.owner_ending.get(dash)
    if not view.text.endswith(("有限公司", "公司"), made.start, made.end):
        return made
    if start is None and view.clause(dash) < dash:
        brand = [p for p in view.pieces(view.clause(dash), dash) if p.end > dash - 4]
        named = brand and view.named(brand) and all(p.kind is Kind.BRAND for p in brand)
        start = brand[0].start if named else None
    if start is None or dash - start > 6 or view.owner_at.get(start, (0, "company"))[1] != "company":
        return made
    return replace(made, start=start, cut=start)


def _brand_behind_dash(view: View, start: int) -> int | None:
    """Where the dash is that a school and a firm's short brand before a body's field join (同济—|山推|机械研究院)."""
    dash = next((start - n for n in (3, 4) if view.text[start - n : start - n + 1] in DASHES), None)
    if dash is None or not all(HAN.match(ch) for ch in view.text[dash + 1 : start]):
        return None
    owner = view.owner_ending.get(dash)
    return dash if owner is not None and view.owner_at[owner][1] == "university" else None


def _dashed(view: View, made: Candidate) -> Candidate:
    """Two owners joined by a dash both belong to the name of their body (西安交大—秦元钛合联合研究中心).

    So do two places joined by a dash to that of their zone (中国—马来西亚钦州产业园区).
    """
    start = view.owner_ending.get(made.start - 1)
    kind = view.owner_at[start][1] if start is not None else ""
    if kind == "institute" and view.text.count(view.text[made.start : made.end]) > 1:
        return made  # two bodies side by side: the second is known by itself
    if made.type == "institute" and start is not None and kind in ("university", "company", "institute", "park"):
        made = replace(made, start=start, cut=made.start - 1)
        return _dashed(view, made) if view.text[start - 1 : start] in DASHES else made
    dash = 2 if view.text.endswith("——", 0, made.start) else 1
    place = view.place_ending.get(made.start - dash)
    abroad = made.start in view.place_at and made.start not in view.place_ending.values()
    abroad = abroad or view.text.startswith(view.pack.endings("blocs"), made.start)
    if place is None and abroad:  # 中国—马来西亚钦州产业园区: nations are no places of their own
        place = next(
            (s for s in range(made.start - dash - 5, made.start) if view.place_at.get(s) == made.start - dash), None
        )
    while place is not None and view.place_ending.get(place) is not None:
        place = view.place_ending[place]
    if made.type in ("park", "agency", "institute") and place is not None and view.text[place - 1 : place] != "、":
        return replace(made, start=place, cut=place)
    ahead = view.run_before(made.start - dash) if made.type == "institute" and place is None else []
    if ahead and ahead[-1].end == made.start - dash and len(ahead) <= 3 and view.named(ahead):
        return replace(made, start=ahead[0].start, cut=ahead[0].start)  # 洪堡—INNOEU创新中心
    return made
