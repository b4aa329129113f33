"""Brands that the dictionary tears apart, or in which it sees a county or a number."""

from __future__ import annotations

from kg.extract.fields import fields
from kg.extract.gazetteer import Known
from kg.extract.piece import HAN, Kind, Piece, lone
from kg.rules import RulePack, numerals, per_pack

__all__ = ["BRACKETS", "DOTS", "Torn", "ones"]

#: What :meth:`Torn.behind_dot` and :meth:`Torn.before_bracket` go by.
DOTS, BRACKETS = frozenset("·•・-—"), frozenset("（")


@per_pack
def ones(pack: RulePack) -> frozenset[str]:
    """The numerals below ten."""
    return frozenset(sign for sign, value in numerals(pack).items() if value < 10)


class Torn:
    """The words of one text under one rule pack, with the steps that make torn brands whole.

    Each step changes pieces in place, from left to right.
    """

    def __init__(self, text: str, pack: RulePack, known: Known) -> None:
        self.text = text
        self.pack = pack
        self.known = known
        self.stop = pack.lexicon("stop_words")
        self.fields = fields(pack)
        self.firms = {"集团", *pack.lexicon("firm_fields")}
        self.counting = pack.lexicon("counting_characters")
        self.listing = pack.lexicon("listing_characters")

    def county_of_brand(self, pieces: list[Piece]) -> None:
        """博|西华|电器: a county's name behind a lone character."""
        for i in range(1, len(pieces) - 1):
            if (
                pieces[i].kind is Kind.PLACE
                and self.county(pieces[i].text)
                and lone(pieces[i - 1])
                and HAN.match(pieces[i - 1].text)
                and (i == 1 or pieces[i - 2].kind is Kind.STOP)
            ):
                pieces[i] = pieces[i].turned(Kind.BRAND)

    def examples(self, pieces: list[Piece]) -> bool:
        """龙头企业|如恒|澜|科技, 有恒|澜|科技: the first of an example's brand. Whether there is one."""
        for i, torn in enumerate(pieces[:-1]):
            if (
                torn.text[0] not in self.listing
                or torn.kind is not Kind.BRAND
                or len(torn.text) != 2
                or not lone(pieces[i + 1])
            ):
                continue
            before = self.text[torn.start - 1 : torn.start]
            end = pieces[i + 1].end
            field = before != "、" and any(self.text[end : end + n] in self.fields for n in (2, 3, 4))
            if before in self.pack.lexicon("before_for_example") or (field and not HAN.match(before)):
                cut = torn.start + 1
                pieces[i : i + 1] = [
                    Piece(torn.start, cut, torn.text[0], Kind.STOP),
                    Piece(cut, torn.end, torn.text[1:], Kind.BRAND),
                ]
                return True
        return False

    def cut_across(self, pieces: list[Piece]) -> bool:
        """思|哲|睿智|能: the cut runs across the end of a brand. Whether one does."""
        found = False
        for i in range(1, len(pieces) - 1):
            torn, rest = pieces[i], pieces[i + 1]
            if len(rest.text) != 1 or len(torn.text) != 2 or not lone(pieces[i - 1]):
                continue
            trade = torn.text[1:] + rest.text
            if trade in self.fields:
                cut = torn.start + 1
                pieces[i] = Piece(torn.start, cut, torn.text[0], Kind.BRAND)
                pieces[i + 1] = Piece(cut, rest.end, trade, Kind.SOFT, True)
                found = True
        return found

    def numerals(self, pieces: list[Piece]) -> None:
        """三|一|集团."""
        below_ten = ones(self.pack)
        for i in range(len(pieces) - 1):
            first, second = pieces[i : i + 2]
            firm = self.text[second.end : second.end + 2] in self.firms
            if firm and first.text in below_ten and second.text in below_ten:
                pieces[i : i + 2] = [first.turned(Kind.BRAND), second.turned(Kind.BRAND)]

    def large_numerals(self, pieces: list[Piece]) -> None:
        """亿|晶|光电, 万|润|股份, 亿|华|通|科技; but not 10|亿|晶体项目, 万|吨|锂电."""
        large, measures = self.pack.lexicon("large_numerals"), self.pack.lexicon("measures")
        for i in range(len(pieces) - 1):
            first, second = pieces[i : i + 2]
            if first.text not in large or not lone(second) or second.text in measures:
                continue
            if i and pieces[i - 1].kind is Kind.PLACE:
                continue  # 昆山市|千|灯|精密模具产业园: the place says enough
            if not HAN.match(second.text) or self.text[first.start - 1 : first.start] in self.counting:
                continue
            after = second.end + (i + 2 < len(pieces) and lone(pieces[i + 2]))
            trade = any(self.text[after : after + n] in self.fields for n in (2, 3))
            if trade or self.text.startswith(("集团", *self.pack.endings("investor_endings")), after):
                pieces[i] = first.turned(Kind.BRAND)

    def behind_dot(self, pieces: list[Piece]) -> None:
        """克恩|·|里|伯|斯."""
        for i in range(len(pieces) - 2):
            dot, first, second = pieces[i : i + 3]
            if dot.text in DOTS and first.kind is Kind.STOP and len(first.text) == 1 and lone(second):
                pieces[i + 1] = first.turned(Kind.BRAND)

    def before_bracket(self, pieces: list[Piece]) -> None:
        """启智|（芜湖）|机器人有限公司."""
        for i in range(len(pieces) - 3):
            word, opening, where, closing = pieces[i : i + 4]
            framed = opening.text == "（" and where.kind is Kind.PLACE and closing.text == "）"
            weak = word.kind in (Kind.STOP, Kind.WEAK) and len(word.text) == 2 and word.text not in self.stop
            if framed and weak:
                pieces[i] = word.turned(Kind.BRAND)

    def county(self, name: str) -> bool:
        """Whether a name of two characters is that of counties only."""
        known = self.known.places.get(name)
        return bool(known) and len(name) == 2 and all(p.level == "county" for p in known or ())
