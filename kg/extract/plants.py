"""Firms named before the place of one of their plants (恒驰|昆山|工厂) or branches (恒驰|昆山|分公司)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.industries import kind_of_thing
from kg.extract.piece import unknown

__all__ = ["by_branches", "by_numbers", "by_plants", "place_of_branch", "places_of_branches"]

_BRAND = range(2, 7)


def by_plants(view: View) -> Iterator[Candidate]:
    """A brand that begins its phrase, right before a place and a word for a plant (lexicon ``plant_words``)."""
    sure = view.pack.thresholds["company.plant"]
    words = tuple(sorted(view.pack.lexicon("plant_words"), key=len, reverse=True))
    for end, start in sorted(view.place_ending.items()):
        if not view.text.startswith(words, end):
            continue
        word = next(w for w in words if view.text.startswith(w, end))
        begin = view.clause(start)
        pieces = view.pieces(begin, start) if begin < start else []
        run: list[Piece] = []
        trades = _trades(view, pieces)
        pieces = pieces[: len(pieces) - len(trades)]
        while pieces and pieces[-1].kind is Kind.BRAND and HAN.match(pieces[-1].text):
            run.insert(0, pieces.pop())
        length = sum(len(p.text) for p in run)
        if trades and not unknown(run):
            continue
        if not run and len(pieces) > 1 and _placed_brand(view, pieces[-2:]):
            run, pieces = pieces[-2:], pieces[:-2]  # 宁德|时代|昆山基地
            length = sum(len(p.text) for p in run)
        if run and pieces and pieces[-1].text in view.pack.lexicon("brand_openers") and pieces[-1].end == run[0].start:
            continue  # 正|泰新能|盐城基地
        opens = not pieces or pieces[-1].kind is Kind.STOP or pieces[-1].text in view.pack.lexicon("nations")
        text = view.text[run[0].start : start] if run else ""
        if not opens or length not in _BRAND or kind_of_thing(view, text) or not view.word_end(end + len(word)):
            continue
        if any(run[0].start <= s < start for s in view.owner_at):
            continue
        yield Candidate(run[0].start, start, "company", "company.plant", sure, run[0].start)


def _trades(view: View, pieces: list[Piece]) -> list[Piece]:
    """The words for a trade that end a run (恒锐|储能 before 重庆|制造基地)."""
    known = view.fields | view.industries | view.pack.lexicon("loose_trades")
    behind = list(takewhile(lambda p: len(p.text) > 1 and p.text in known, reversed(pieces)))
    return behind[::-1]


def by_numbers(view: View, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The institutes that groups call by their numbers (恒澜集团|第七一九所)."""
    for group in found:
        if group.type != "company" or not view.text.startswith("第", group.end):
            continue
        body = view.pack.pattern("numbered_body").match(view.text, group.end)
        if body:
            yield Candidate(group.start, body.end(), "institute", "known.body", group.confidence, group.end)


def by_branches(view: View, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The firms whose branches are named by a place behind theirs (洛岫重装|酒泉|公司)."""
    sure = view.pack.thresholds["company.branch"]
    for branch in found:
        start = place_of_branch(view, branch)
        if start is None or start in view.owner_ending or start - branch.start not in range(2, 13):
            continue
        pieces = view.pieces(branch.start, start)
        if all(p.kind is Kind.PLACE for p in pieces) or not HAN.match(view.text[start - 1]):
            continue
        if not view.text.endswith("分公司", branch.start, branch.end) and not _called_apart(view, branch, start):
            continue  # the brand may be what the article calls the branch
        if view.text[branch.start : start] not in view.industries:
            yield Candidate(branch.start, start, "company", "company.branch", sure, branch.start)


def _called_apart(view: View, branch: Candidate, start: int) -> bool:
    """Whether the article speaks of a firm also where it does not name its branch."""
    firm, whole = view.text[branch.start : start], view.text[branch.start : branch.end]
    return view.text.count(firm) > view.text.count(whole)


def places_of_branches(view: View, standing: list[Candidate]) -> list[Candidate]:
    """The places that the names of branches tell, behind those of whose they are."""
    firms = {(c.start, c.end) for c in standing if c.type == "company"}
    sure = view.pack.thresholds["name.branch-place.place"]
    extra = []
    for branch in standing:
        start = place_of_branch(view, branch)
        level = {p.level for p in view.known.places.get(view.text[start : view.place_at[start]], ())} if start else {""}
        if start is not None and (branch.start, start) in firms and level != {"province"}:
            extra.append(Candidate(start, view.place_at[start], "place", "name.branch-place", sure, start))
    return sorted([*standing, *extra], key=lambda c: (c.start, -c.end)) if extra else standing


def place_of_branch(view: View, branch: Candidate) -> int | None:
    """Where the place begins that stands right before the ending of a branch's name."""
    if branch.rule != "company.legal":
        return None
    ending = next((w for w in ("分公司", "公司") if view.text.endswith(w, branch.start, branch.end)), "")
    start = view.place_ending.get(branch.end - len(ending)) if ending else None
    return start if start is not None and branch.start < start else None


def _placed_brand(view: View, pair: list[Piece]) -> bool:
    """Whether a place and an everyday noun behind it may be a firm's brand."""
    place, noun = pair
    return (
        place.kind is Kind.PLACE
        and not view.divided(place.text)
        and noun.kind is Kind.PLAIN
        and noun.tag[:1] in "nt"
        and not noun.generic
        and len(noun.text) == 2
        and noun.text not in view.fields
        and noun.text in view.pack.lexicon("brand_nouns")
    )
