"""Brands that the dictionary takes for words of the grammar, told from them by their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Set

from kg.extract.gazetteer import Known
from kg.extract.piece import HAN, Kind, Piece, lone
from kg.extract.torn import BRACKETS, DOTS, Torn, ones
from kg.rules import RulePack, per_pack

__all__ = ["Brands"]

_AND = frozenset("和")
_CAPITAL = frozenset("都")


@per_pack
def _openers(pack: RulePack) -> frozenset[str]:
    """The words that may open the brand of an item."""
    return frozenset({"联合"}) | pack.lexicon("item_openers") | pack.lexicon("joining_words")


class Brands(Torn):
    """The brands among the words of one text under one rule pack.

    Each step changes pieces in place, from left to right.
    """

    def __init__(self, text: str, pack: RulePack, known: Known) -> None:
        super().__init__(text, pack, known)
        self.sizes = pack.endings("sizes")
        self.industries = pack.lexicon("industries")
        self.governing = pack.lexicon("governing_words")
        self.before_examples = pack.lexicon("before_examples")
        self.before_names = pack.lexicon("before_names")
        self.before_places = pack.lexicon("before_places")
        self.hours, self.division_characters = pack.lexicon("hour_characters"), pack.lexicon("division_characters")
        self.item_openers = pack.lexicon("item_openers")
        self.short_verbs = pack.lexicon("short_verbs")
        self.brand_openers = pack.lexicon("brand_openers")
        self.clause_leads = pack.lexicon("clause_leads")
        self._openers = _openers(pack)

    def brands(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces with brands that words of the grammar, counties or wrong cuts had hidden."""
        if len(pieces) < 2:
            return pieces
        kinds = {piece.kind for piece in pieces}
        words = {piece.text for piece in pieces}
        if Kind.PLACE in kinds:
            self.county_of_brand(pieces)
        opener = pieces[0].text
        if opener in self.clause_leads and self._led(pieces):
            pieces[0] = pieces[0].turned(Kind.STOP)
        elif opener in self._openers and self._opens_item(pieces[0], pieces[1]):
            pieces[0] = pieces[0].turned(Kind.BRAND)
        if not self.before_places.isdisjoint(words):
            self._governs_place(pieces)
        if "投资" in words:
            self._invests(pieces)
        torn = not self.listing.isdisjoint(self.text[pieces[0].start : pieces[-1].end]) and self.examples(pieces)
        if self.cut_across(pieces) or torn:
            words = {piece.text for piece in pieces}
        plain, of_grammar = _steps(self.pack)
        for step, needed in plain:
            if not needed.isdisjoint(words):
                step(self, pieces)
        if "和" in words or any(piece.kind is Kind.STOP for piece in pieces):
            for step, needed in of_grammar:
                if not needed.isdisjoint(words):
                    step(self, pieces)
            self._grammar(pieces)
        return pieces

    def _governs_place(self, pieces: list[Piece]) -> None:
        """A word that governs the place or owner behind it begins no name."""
        for i in range(len(pieces) - 1):
            opens = pieces[i].text in self.before_places and (not i or pieces[i - 1].text == "（")
            if opens and pieces[i + 1].kind in (Kind.PLACE, Kind.OWNER):
                pieces[i] = pieces[i].turned(Kind.STOP)

    def _invests(self, pieces: list[Piece]) -> None:
        """上月|投资|云栖谷|科技公司, 恒澜|基金|投资|云栖谷|科技公司: a verb before a brand, and no trade."""
        for i, verb in enumerate(pieces[:-2]):
            if verb.text != "投资" or pieces[i + 1].kind not in (Kind.BRAND, Kind.PLACE):
                continue
            funds = self.pack.endings("fund_endings")
            if not i or pieces[i - 1].kind is Kind.STOP or pieces[i - 1].text.endswith(funds):
                pieces[i] = verb.turned(Kind.STOP)

    def _conjunction(self, pieces: list[Piece]) -> None:
        """从|同|翔|高新城, 火炬高新区|同|翔|高新城."""
        joining, stems = self.pack.lexicon("conjunctions_in_brands"), self.pack.endings("zone_stems")
        for i in range(1, len(pieces) - 1):
            ahead, first, second = pieces[i - 1 : i + 2]
            if first.kind is Kind.STOP and first.text in joining and lone(second):
                zone = ahead.kind is Kind.OWNER and self.text.startswith(stems, second.end)
                if zone or ahead.text in self.before_names:
                    pieces[i] = first.turned(Kind.BRAND)

    def _hours(self, pieces: list[Piece]) -> None:
        """净|月."""
        for i in range(len(pieces) - 1):
            first, second = pieces[i : i + 2]
            opens = i == 0 or pieces[i - 1].kind in (Kind.PLACE, Kind.STOP)
            hour = second.text in self.hours and second.kind is Kind.STOP
            if hour and opens and lone(first) and HAN.match(first.text):
                pieces[i + 1] = second.turned(Kind.BRAND)

    def _capitals(self, pieces: list[Piece]) -> None:
        """闽|都|创新|实验室."""
        for i in range(len(pieces) - 2):
            first, second, third = pieces[i : i + 3]
            opens = i == 0 or pieces[i - 1].kind is Kind.STOP
            place = first.text in self.pack.lexicon("place_characters") and lone(first)
            if opens and place and second.text in _CAPITAL and third.kind in (Kind.SOFT, Kind.PLAIN, Kind.BRAND):
                pieces[i + 1] = second.turned(Kind.BRAND)

    def _verbs(self, pieces: list[Piece]) -> None:
        """中科|启|星, 跑|诗|达, 瑄|和|康养."""
        for i in range(len(pieces) - 2):
            first, second, third = pieces[i : i + 3]
            if i and pieces[i - 1].kind not in (Kind.PLACE, Kind.STOP):
                continue
            behind = pieces[i + 3] if i + 3 < len(pieces) else None
            middle = first.kind is Kind.BRAND and second.kind is Kind.STOP and second.text in self.short_verbs
            if middle and lone(third) and (behind is None or behind.kind in (Kind.SOFT, Kind.BRAND)):
                pieces[i + 1] = second.turned(Kind.BRAND)
            field = third.text in self.fields or third.text in self.industries
            opener = first.kind is Kind.STOP and first.text in self.short_verbs
            if opener and lone(second) and (lone(third) or field):
                pieces[i] = first.turned(Kind.BRAND)
            if lone(first) and second.text == "和" and third.kind is Kind.SOFT and HAN.match(first.text):
                pieces[i + 1] = second.turned(Kind.BRAND)

    def _before_field(self, pieces: list[Piece]) -> None:
        """南京|圣|和, before 药业."""
        first, second = pieces[-2:]
        placed = len(pieces) > 2 and pieces[-3].kind is Kind.PLACE
        field = any(self.text[second.end : second.end + n] in self.fields for n in (2, 3))
        if placed and field and second.text == "和" and lone(first) and HAN.match(first.text):
            pieces[-1] = second.turned(Kind.BRAND)

    def _grammar(self, pieces: list[Piece]) -> None:
        """以|岭|药业, 昆山|同|兴|电子, 引进|正|澜|电子: half of a brand, one lone character before a word."""
        for i, first in enumerate(pieces[:-1]):
            if first.kind is not Kind.STOP or len(first.text) != 1:
                continue
            second = pieces[i + 1]
            if second.text in self.division_characters:
                continue
            if first.text == "以" and self.pack.pattern("taken_for").match(self.text, first.end):
                continue  # 以|新|医药产业园为载体
            ahead = pieces[i - 1] if i else None
            placed = ahead is not None and ahead.kind is Kind.PLACE
            more = i + 2 < len(pieces) and len(pieces[i + 2].text) > 1
            example = first.text in self.before_examples
            opens = ahead.text == "的" if example and ahead else ahead is None and not example  # 来自昆山的|如|佑|纺织
            opens = opens or placed
            half = lone(second) and more and opens and first.text not in self.governing
            rare = second.kind is Kind.WEAK and len(second.text) == 2 and more and pieces[i + 2].text in self.fields
            weak = first.text in self.brand_openers and (second.kind is Kind.BRAND or rare)
            between = ahead is not None and lone(ahead) and lone(second)
            led = more and ahead is not None and ahead.text in self.before_names and pieces[i + 2].text in self.fields
            if half or (weak and (placed or between or led)):
                pieces[i] = first.turned(Kind.BRAND)

    def _led(self, pieces: list[Piece]) -> bool:
        """自|恒|岳|科技: what leads a brand of two characters at the start of a clause is no part of it."""
        before = self.text[pieces[0].start - 1 : pieces[0].start]
        if len(pieces) < 3 or pieces[0].text not in self.clause_leads or before == "、" or HAN.match(before):
            return False
        if pieces[0].text in self.pack.lexicon("since_words"):
            since = self.pack.pattern("since_then").match(self.text, pieces[0].end)
            if since is not None:
                return True  # 自|恒锐集团落户以来
        behind = self.text[pieces[2].end : pieces[2].end + 4]
        return lone(pieces[1]) and lone(pieces[2]) and any(behind[:n] in self.fields for n in (2, 3, 4))

    def _opens_item(self, first: Piece, second: Piece) -> bool:
        """Whether a conjunction or preposition right behind 、 begins the brand of an item (、|和|烁|丰|新材料)."""
        behind_mark = self.text[first.start - 1 : first.start] == "、"
        if behind_mark and first.text == "联合" and second.text in self.fields:
            return True  # 、|联合|微电子|中心
        if first.text == "和" and self.text[first.start - 1 : first.start] in ("", "：", "\n", "】", "］"):
            return lone(second)
        before = self.text[first.start - 1 : first.start]
        if first.text == "由":
            return False  # 由甲组建的联合体、|由|乐普药业|牵头的联合体
        if first.text == "如" and before in ("，", "。", "；", "："):
            return False  # 如|哈电集团
        if first.text in self.item_openers and not HAN.match(before):
            return first.kind is Kind.STOP and lone(second)
        return (
            behind_mark
            and first.kind is Kind.STOP
            and first.text in self.pack.lexicon("joining_words")
            and (
                second.kind is Kind.BRAND
                or (len(second.text) == 2 and self.text[second.end : second.end + 1] in "、等")
            )
        )


#: Steps, each with the words of which one must stand among the pieces for it to do anything.
_Steps = tuple[tuple[Callable[[Brands, list[Piece]], None], Set[str]], ...]


@per_pack
def _steps(pack: RulePack) -> tuple[_Steps, _Steps]:
    """The steps in their order; and those that are asked only where a word of the grammar stands among the pieces."""
    plain = (
        (Brands.numerals, ones(pack)),
        (Brands.large_numerals, pack.lexicon("large_numerals")),
        (Brands.behind_dot, DOTS),
        (Brands.before_bracket, BRACKETS),
    )
    of_grammar = (
        (Brands._conjunction, pack.lexicon("conjunctions_in_brands")),
        (Brands._hours, pack.lexicon("hour_characters")),
        (Brands._verbs, pack.lexicon("short_verbs") | _AND),
        (Brands._before_field, _AND),
        (Brands._capitals, _CAPITAL),
    )
    return plain, of_grammar
