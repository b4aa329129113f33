"""What a word can do for a name, and how its neighbours decide where it could do two things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from kg.extract.gazetteer import Known
from kg.rules import RulePack, per_pack
from kg.text import Word

__all__ = ["HAN", "NUMERIC", "Kind", "Kinds", "Piece"]

HAN = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[A-Za-z]")
_ONES = frozenset("一二三四五六七八九")
_HOURS = frozenset("月日时里外内间")
_DIVISIONS = frozenset("省市区县州镇乡村")
_CLOSED_TAGS = frozenset(
    [
        "p",
        "c",
        "u",
        "ud",
        "ug",
        "uj",
        "ul",
        "uv",
        "uz",
        "r",
        "rr",
        "rz",
        "y",
        "e",
        "o",
        "d",
        "df",
        "dg",
        "t",
        "tg",
        "q",
        "mq",
        "f",
    ]
)
_NAME_TAGS = frozenset(["nz", "nr", "nrt", "nrfg", "nt"])
_FOR = re.compile(r"[^，。；：！？\n]{2,24}为")
NUMERIC = re.compile(r"[0-9.%‰+\-×xX]+(?:[万亿千百十]*[元个家名项平米吨年月日号天时分秒])?")

#: Words whose kinds are remembered: hostile texts hold no end of them.
_KEPT = 1 << 17


class Kind:
    """What a word can do for a name; compare with ``is``.

    No :class:`enum.Enum`: Python 3.11 looks up its members ten times as slowly, and kinds are asked for most of all.
    """

    STOP: ClassVar[Kind]
    SOFT: ClassVar[Kind]
    PLACE: ClassVar[Kind]
    OWNER: ClassVar[Kind]
    BRAND: ClassVar[Kind]
    WEAK: ClassVar[Kind]
    PLAIN: ClassVar[Kind]

    __slots__ = ("meaning",)

    def __init__(self, meaning: str) -> None:
        self.meaning = meaning


Kind.STOP = Kind("a name ends behind it")
Kind.SOFT = Kind("may stand in a name; describes")
Kind.PLACE = Kind("a place")
Kind.OWNER = Kind("the name of an organisation or park that stands inside")
Kind.BRAND = Kind("unknown to the dictionary: names")
Kind.WEAK = Kind("a verb or closed-class word that few texts use: its neighbours decide")
Kind.PLAIN = Kind("a common noun; describes")


@dataclass(slots=True)
class Piece:
    """A word with its kind."""

    start: int
    end: int
    text: str
    kind: Kind
    generic: bool = False
    tag: str = ""


def _lone(piece: Piece) -> bool:
    return piece.kind is Kind.BRAND and len(piece.text) == 1


@per_pack
def _fields(pack: RulePack) -> frozenset[str]:
    """The endings of firms' names that say what they do."""
    return frozenset(w for r in pack.suffixes if r.id == "company.industry" for w in r.words)


class Kinds:
    """The kinds of the words of one text under one rule pack."""

    def __init__(self, text: str, pack: RulePack, known: Known) -> None:
        self.text = text
        self.pack = pack
        self.known = known
        self.stop = pack.lexicon("stop_words")
        self.inner = pack.lexicon("inner_words")
        self.generic = pack.lexicon("generic")
        self.industries = pack.lexicon("industries")
        self.fields = _fields(pack)
        self.firms = {"集团", *pack.lexicon("firm_fields")}
        self.naming = pack.lexicon("naming_words")
        self.governing = pack.lexicon("governing_words")
        self.before_names = pack.lexicon("before_names")
        self.short_verbs = pack.lexicon("short_verbs")
        self.brand_openers = pack.lexicon("brand_openers")
        self.place_at: dict[int, int] = {}
        self._named = pack.thresholds.get("common_name", 800.0)
        self._common = pack.thresholds.get("common_word", 25.0)
        self._verb = pack.thresholds.get("common_verb", 400.0)
        self._kinds: dict[tuple[object, ...], tuple[Kind, bool]] = pack.derived.setdefault(Kinds, {})
        if len(self._kinds) > _KEPT:
            self._kinds.clear()

    def classify(self, word: Word, single_ok: bool = False) -> Kind:
        """The kind of a word by itself."""
        return self.judged(word)[0]

    def judged(self, word: Word) -> tuple[Kind, bool]:
        """The kind of a word by itself, and whether the word is generic."""
        if self.place_at.get(word[0]) == word[1]:
            return Kind.PLACE, word.text in self.generic or word.text in self.industries
        key = word[2:]
        found = self._kinds.get(key)
        if found is None:
            kind = self._kind(word)
            generic = word.text in self.generic or word.text in self.industries or kind is Kind.SOFT
            found = self._kinds[key] = (kind, generic)
        return found

    def _kind(self, word: Word) -> Kind:
        text = word.text
        if text in self.inner:
            return Kind.SOFT
        if text in self.stop:
            return Kind.STOP
        if text in self.industries or text in self.generic:
            return Kind.SOFT
        if _LATIN.match(text):
            return Kind.BRAND
        if len(text) == 1:
            if word.tag in ("m", "q") and text in "一二三四五六七八九十百千万亿两几":
                return Kind.PLAIN
            return Kind.BRAND
        if text in self.naming:
            return Kind.WEAK
        if word.tag == "t" and len(text) > 2:
            return Kind.STOP  # 近三年
        if word.freq < self._common and not word.tag.startswith("v"):
            named = len(text) == 2 or word.tag in _NAME_TAGS or word.tag in ("", "ns")
            return Kind.BRAND if named else Kind.PLAIN
        if (word.tag in _NAME_TAGS and word.freq < self._named) or (word.tag == "ns" and word.freq < self._named):
            return Kind.BRAND
        if (word.tag.startswith("v") and word.tag not in ("vn",)) or word.tag in _CLOSED_TAGS:
            return Kind.WEAK if word.freq < self._verb and len(text) == 2 else Kind.STOP
        return Kind.PLAIN

    def brands(self, pieces: list[Piece]) -> list[Piece]:
        """A one-character stop word that leaves one lone character before a word is half of a brand (以|岭|药业).

        So is a county's name behind a lone character (博|西华|电器).
        """
        if len(pieces) < 2:
            return pieces
        kinds = {piece.kind for piece in pieces}
        placed, owned = Kind.PLACE in kinds, Kind.OWNER in kinds
        for i in range(1, len(pieces) - 1) if placed else ():
            if (
                pieces[i].kind is Kind.PLACE
                and self.county(pieces[i].text)
                and _lone(pieces[i - 1])
                and HAN.match(pieces[i - 1].text)
                and (i == 1 or pieces[i - 2].kind is Kind.STOP)
            ):
                pieces[i] = Piece(pieces[i].start, pieces[i].end, pieces[i].text, Kind.BRAND)
        if self._opens_item(pieces[0], pieces[1]):
            pieces[0] = Piece(pieces[0].start, pieces[0].end, pieces[0].text, Kind.BRAND)
        governs = self.pack.lexicon("before_places")
        for i in range(len(pieces) - 1) if placed or owned else ():
            first = pieces[i]
            opens = first.text in governs and (not i or pieces[i - 1].text == "（")
            if opens and pieces[i + 1].kind in (Kind.PLACE, Kind.OWNER):
                pieces[i] = Piece(first.start, first.end, first.text, Kind.STOP)
        for i in range(1, len(pieces) - 1):
            torn, rest = pieces[i], pieces[i + 1]
            trade = torn.text[1:] + rest.text
            if len(torn.text) == 2 and _lone(pieces[i - 1]) and len(rest.text) == 1 and trade in self.fields:
                cut = torn.start + 1
                pieces[i] = Piece(torn.start, cut, torn.text[0], Kind.BRAND)
                pieces[i + 1] = Piece(cut, rest.end, trade, Kind.SOFT, True)  # 思|哲|睿智|能
        for i in range(len(pieces) - 1):
            first, second = pieces[i : i + 2]
            if first.text in _ONES and second.text in _ONES and self.text[second.end : second.end + 2] in self.firms:
                for j, digit in enumerate((first, second), i):
                    pieces[j] = Piece(digit.start, digit.end, digit.text, Kind.BRAND)  # 三|一|集团
        stop = Kind.STOP
        for i in range(len(pieces) - 2):
            dot, first, second = pieces[i : i + 3]
            if dot.text in "·•・" and first.kind is stop and len(first.text) == 1 and _lone(second):
                pieces[i + 1] = Piece(first.start, first.end, first.text, Kind.BRAND)  # 克恩|·|里|伯|斯
        for i in range(len(pieces) - 3) if placed else ():
            word, opening, where, closing = pieces[i : i + 4]
            framed = opening.text == "（" and where.kind is Kind.PLACE and closing.text == "）"
            if framed and word.kind in (stop, Kind.WEAK) and len(word.text) == 2 and word.text not in self.stop:
                pieces[i] = Piece(word.start, word.end, word.text, Kind.BRAND)  # 启智|（芜湖）|机器人有限公司
        for piece in pieces:
            if piece.kind is stop or piece.text == "和":
                break
        else:
            return pieces  # nothing below applies
        for i in range(1, len(pieces) - 1):
            first, second, ahead = pieces[i], pieces[i + 1], pieces[i - 1].text
            zone = self.text.startswith(self.pack.endings("zone_stems"), second.end)
            opens = ahead in self.before_names or (zone and pieces[i - 1].kind is Kind.OWNER)  # 火炬高新区|同|翔|高新城
            if first.kind is stop and first.text in "同和" and opens and _lone(second):
                pieces[i] = Piece(first.start, first.end, first.text, Kind.BRAND)  # 从|同|翔|高新城
        for i in range(len(pieces) - 1):
            first, second = pieces[i], pieces[i + 1]
            if first.kind is stop or second.kind is not stop:
                continue
            opens = i == 0 or pieces[i - 1].kind in (Kind.PLACE, Kind.STOP)
            if opens and _lone(first) and HAN.match(first.text) and second.text in _HOURS and second.kind is Kind.STOP:
                pieces[i + 1] = Piece(second.start, second.end, second.text, Kind.BRAND)  # 净|月
        for i in range(len(pieces) - 2):
            first, second, third = pieces[i], pieces[i + 1], pieces[i + 2]
            if first.kind is not stop and second.kind is not stop and second.text != "和":
                continue
            opens = i == 0 or pieces[i - 1].kind in (Kind.PLACE, Kind.STOP)
            behind = pieces[i + 3] if i + 3 < len(pieces) else None
            middle = first.kind is Kind.BRAND and second.kind is Kind.STOP and second.text in self.short_verbs
            if middle and opens and _lone(third) and (behind is None or behind.kind in (Kind.SOFT, Kind.BRAND)):
                pieces[i + 1] = Piece(second.start, second.end, second.text, Kind.BRAND)  # 中科|启|星
            field = third.text in self.fields or third.text in self.industries
            if (
                opens
                and first.text in self.short_verbs
                and first.kind is stop
                and _lone(second)
                and (_lone(third) or field)
            ):
                pieces[i] = Piece(first.start, first.end, first.text, Kind.BRAND)  # 跑|诗|达
            if opens and _lone(first) and second.text == "和" and third.kind is Kind.SOFT and HAN.match(first.text):
                pieces[i + 1] = Piece(second.start, second.end, second.text, Kind.BRAND)  # 瑄|和|康养
        for i in range(len(pieces) - 1):
            first, second = pieces[i], pieces[i + 1]
            if first.kind is not stop or len(first.text) != 1:
                continue
            more = i + 2 < len(pieces) and len(pieces[i + 2].text) > 1
            alone = second.kind is Kind.BRAND and len(second.text) == 1 and more
            opens = i == 0 or pieces[i - 1].kind is Kind.PLACE
            weak = first.text in self.brand_openers and second.kind is Kind.BRAND
            if second.text in _DIVISIONS:
                continue
            after_place = (
                weak and i > 0 and (pieces[i - 1].kind is Kind.PLACE or (_lone(pieces[i - 1]) and _lone(second)))
            )
            if first.text == "以" and _FOR.match(self.text, first.end):
                continue  # 以|新|医药产业园为载体
            if (alone and opens and first.text not in self.governing) or after_place:
                pieces[i] = Piece(first.start, first.end, first.text, Kind.BRAND)
        return pieces

    def _opens_item(self, first: Piece, second: Piece) -> bool:
        """Whether a conjunction or preposition right behind 、 begins the brand of an item (、|和|烁|丰|新材料)."""
        behind_mark = self.text[first.start - 1 : first.start] == "、"
        if behind_mark and first.text == "联合" and second.text in self.fields:
            return True  # 、|联合|微电子|中心
        if first.text == "和" and self.text[first.start - 1 : first.start] in ("", "：", "\n", "】", "］"):
            return _lone(second)
        before = self.text[first.start - 1 : first.start]
        if first.text == "如" and before in ("，", "。", "；", "："):
            return False  # 如|哈电集团
        if first.text in "正至来如应" and not HAN.match(before):
            return first.kind is Kind.STOP and _lone(second)
        return (
            behind_mark
            and first.kind is Kind.STOP
            and first.text in self.pack.lexicon("joining_words")
            and (
                second.kind is Kind.BRAND
                or (len(second.text) == 2 and self.text[second.end : second.end + 1] in "、等")
            )
        )

    def county(self, name: str) -> bool:
        """Whether a name of two characters is that of counties only."""
        known = self.known.places.get(name)
        return bool(known) and len(name) == 2 and all(p.level == "county" for p in known or ())

    def settled(self, pieces: list[Piece]) -> list[Piece]:
        """Weak words made brands, plain words or stops by their neighbours, from left to right.

        Behind a place or a brand they name (河南|金|建中|晟); at the left edge they name where nothing behind them does
        (启航|科技), and else are the verb before the name; inside a long name they describe (中国|航空|救生|研究所).
        """
        for i, piece in enumerate(pieces):
            if piece.kind is not Kind.WEAK:
                continue
            before = pieces[i - 1] if i else None
            behind = pieces[i + 1] if i + 1 < len(pieces) else None
            kind = Kind.STOP
            if behind is not None and behind.kind in (Kind.PLACE, Kind.OWNER):
                kind = Kind.STOP
            elif piece.text in self.naming:
                edge = before is None or before.kind in (Kind.STOP, Kind.OWNER)
                kind = Kind.STOP if edge and self._names_ahead(pieces, i + 1) else Kind.BRAND
            elif (before is not None and before.kind is Kind.PLACE) or (
                before is not None and before.kind is Kind.BRAND and not NUMERIC.fullmatch(before.text)
            ):
                kind = Kind.BRAND
            elif before is None or before.kind in (Kind.STOP, Kind.OWNER) or before.text in self.stop:
                kind = Kind.STOP if self._names_ahead(pieces, i + 1) else Kind.BRAND
            elif self._names_behind(pieces, i):
                kind = Kind.PLAIN
            pieces[i] = Piece(piece.start, piece.end, piece.text, kind, piece.generic, piece.tag)
        return pieces

    @staticmethod
    def _names_ahead(pieces: list[Piece], i: int) -> bool:
        for piece in pieces[i:]:
            if piece.kind is Kind.STOP:
                return False
            if piece.kind in (Kind.BRAND, Kind.PLACE, Kind.OWNER, Kind.WEAK):
                return True
        return False

    @staticmethod
    def _names_behind(pieces: list[Piece], i: int) -> bool:
        for piece in reversed(pieces[:i]):
            if piece.kind is Kind.STOP:
                return False
            if piece.kind in (Kind.BRAND, Kind.PLACE, Kind.OWNER):
                return True
        return False
