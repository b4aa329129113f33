"""Where a name begins: the left boundary of a name whose end is known, and the kinds of words that decide it.

A name's words run leftwards from its ending until a word that names do not run across (lexicon ``stop_words``, verbs,
prepositions, adverbs …). What is found is trimmed: words that only describe fall off while something that names (a place, an owner,
a brand) remains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from kg.extract.gazetteer import Known
from kg.rules import RulePack
from kg.text import Word

__all__ = ["HAN", "Kind", "Piece", "View"]

HAN = re.compile(r"[一-鿿]")

_BREAK = re.compile(r"以(?=[^，。；：！？\n]{2,24}?为(?:核心|抓手|龙头|载体|契机|主体|依托|重点|中心|代表|基础|牵引|引领|平台|主导|支撑|突破|链主|骨干))|[，。；：！？、\n“”‘’《》…—/［］|｜<>~～\s*#▶▲■◆★☆↑↓→←=＝|]|[0-9０-９][、.．]|（[一二三四五六七八九十0-9]{1,3}）")
_LATIN = re.compile(r"[A-Za-z]")
_NUMERIC = re.compile(r"[0-9.%‰+\-×xX]+(?:[万亿千百十]*[元个家名项平米吨年月日号天时分秒])?")
_AMOUNTS = frozenset(["年产", "日产", "年处理", "日处理", "年加工", "年", "第", "日"])
_BUILDING = frozenset(["扩建", "改建", "迁建", "续建", "新建", "复建", "增资", "技改", "改造", "增资扩产"])
_LINKING = frozenset(["联合", "合作", "协同", "支持", "服务", "共建", "引导", "推动", "投资", "参股", "控股"])
_JOINING = frozenset("和同以为由从正本有无应用向因当即来至安")
_SHORT_VERBS = frozenset("跑走推启助促携偕想找看听问拿送买卖租换借")
_DIVISIONS = frozenset("省市区县州镇乡村")
_MEASURES = frozenset("个家名项位条批座所场起款种类支只台套年月日届期号岁")
_CLOSED_TAGS = frozenset(["p", "c", "u", "ud", "ug", "uj", "ul", "uv", "uz", "r", "rr", "rz", "y", "e", "o", "d", "df", "dg", "t", "tg", "q", "mq", "f"])
_NAME_TAGS = frozenset(["nz", "nr", "nrt", "nrfg", "nt"])


class Kind(Enum):
    """What a word can do for a name."""

    STOP = "a name ends behind it"
    SOFT = "may stand in a name; describes"
    PLACE = "a place"
    OWNER = "the name of an organisation or park that stands inside"
    BRAND = "unknown to the dictionary: names"
    WEAK = "a verb or closed-class word that few texts use: its neighbours decide"
    PLAIN = "a common noun; describes"


@dataclass(frozen=True, slots=True)
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


class View:
    """One article under one rule pack: the folded text, its words and what is known of them."""

    def __init__(
        self,
        text: str,
        words: Callable[[int, int], Sequence[Word]],
        pack: RulePack,
        known: Known,
        sentences: Sequence[tuple[int, int]],
    ) -> None:
        self.text = text
        self.words = words
        self.pack = pack
        self.known = known
        self.sentences = sentences
        self.stop = pack.lexicon("stop_words")
        self.inner = pack.lexicon("inner_words")
        self.generic = pack.lexicon("generic")
        self.industries = pack.lexicon("industries")
        self.place_at: dict[int, int] = {}
        self.place_ending: dict[int, int] = {}
        self.owner_at: dict[int, tuple[int, str]] = {}
        self._pieces: dict[tuple[int, int], list[Piece]] = {}
        self._named = pack.thresholds.get("common_name", 800.0)
        self._common = pack.thresholds.get("common_word", 25.0)
        self._verb = pack.thresholds.get("common_verb", 400.0)
        self.fields = frozenset(w for r in pack.suffixes if r.id == "company.industry" for w in r.words)
        self.naming = pack.lexicon("naming_words")

    def forget(self) -> None:
        """Drops what was derived from the names known so far: call it after telling the view of new ones."""
        self._pieces.clear()

    def own(self, start: int, end: int, type_: str) -> None:
        """Tells the view of a name: what follows may begin with it."""
        if type_ in ("park", "company", "university", "agency", "institute"):
            known = self.owner_at.get(start)
            if known is None or known[0] < end:
                self.owner_at[start] = (end, type_)
                self._pieces = {span: found for span, found in self._pieces.items() if span[1] <= start}

    def clause(self, at: int) -> int:
        """Where the clause that holds offset ``at`` begins: behind the last mark that no name runs across."""
        start = max(0, at - 60)
        begin = start
        for match in _BREAK.finditer(self.text, start, at):
            begin = match.end()
        return begin

    def classify(self, word: Word, single_ok: bool = False) -> Kind:
        """The kind of a word by itself."""
        text = word.text
        if word.start in self.place_at and self.place_at[word.start] == word.end:
            return Kind.PLACE
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
        if word.freq < self._common and not word.tag.startswith("v"):
            return Kind.BRAND if len(text) == 2 or word.tag in _NAME_TAGS or not word.tag else Kind.PLAIN
        if word.tag in _NAME_TAGS and word.freq < self._named or word.tag == "ns" and word.freq < self._named:
            return Kind.BRAND
        if word.tag.startswith("v") and word.tag not in ("vn",) or word.tag in _CLOSED_TAGS:
            return Kind.WEAK if word.freq < self._verb and len(text) == 2 else Kind.STOP
        return Kind.PLAIN

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The words of a span with places and owners whole, each with its kind."""
        span = (start, end)
        if span in self._pieces:
            return self._pieces[span]
        pieces: list[Piece] = []
        at = start
        while at < end:
            known = self._known_at(at, end)
            if known:
                pieces.append(known)
                at = known.end
                continue
            stop = at + 1
            while stop < end and not self._known_at(stop, end):
                stop += 1
            for word in self.words(at, stop):
                kind = self.classify(word)
                generic = word.text in self.generic or word.text in self.industries or kind is Kind.SOFT
                pieces.append(Piece(word.start, word.end, word.text, kind, generic, word.tag))
            at = stop
        self._pieces[span] = self._settled(self._brands(pieces))
        return self._pieces[span]

    def _known_at(self, at: int, end: int) -> Piece | None:
        if at in self.owner_at and self.owner_at[at][0] <= end:
            stop = self.owner_at[at][0]
            return Piece(at, stop, self.text[at:stop], Kind.OWNER)
        if at in self.place_at:
            stop = self.place_at[at]
            if stop == end + 1 and self.text[at:end] in self.known.places:
                stop = end  # 镇江|市委, not 镇江市|委
            if stop > end:
                return None
            return Piece(at, stop, self.text[at:stop], Kind.PLACE)
        return None

    def _brands(self, pieces: list[Piece]) -> list[Piece]:
        """A one-character stop word that leaves one lone character before a word is half of a brand (以|岭|药业).

        So is a county's name behind a lone character (博|西华|电器).
        """
        for i in range(1, len(pieces) - 1):
            county = pieces[i].kind is Kind.PLACE and self._county(pieces[i].text)
            if county and _lone(pieces[i - 1]) and HAN.match(pieces[i - 1].text) and (i == 1 or pieces[i - 2].kind is Kind.STOP):
                pieces[i] = Piece(pieces[i].start, pieces[i].end, pieces[i].text, Kind.BRAND)
        if len(pieces) > 1 and pieces[0].kind is Kind.STOP and self.text[pieces[0].start - 1 : pieces[0].start] == "、":
            if pieces[0].text in _JOINING and pieces[1].kind is Kind.BRAND:  # 、|和|烁|丰|新材料
                pieces[0] = Piece(pieces[0].start, pieces[0].end, pieces[0].text, Kind.BRAND)
        for i in range(len(pieces) - 2):
            first, second, third = pieces[i : i + 3]
            opens = i == 0 or pieces[i - 1].kind in (Kind.PLACE, Kind.STOP)
            if opens and first.text in _SHORT_VERBS and first.kind is Kind.STOP and _lone(second) and _lone(third):
                pieces[i] = Piece(first.start, first.end, first.text, Kind.BRAND)  # 跑|诗|达
            if opens and _lone(first) and second.text == "和" and third.kind is Kind.SOFT and HAN.match(first.text):
                pieces[i + 1] = Piece(second.start, second.end, second.text, Kind.BRAND)  # 瑄|和|康养
        for i in range(len(pieces) - 2):
            first, second, third = pieces[i : i + 3]
            alone = second.kind is Kind.BRAND and len(second.text) == 1 and len(third.text) > 1
            opens = i == 0 or pieces[i - 1].kind is Kind.PLACE
            weak = first.text in "同以为由从正本如有无应用向因当即来至" and second.kind is Kind.BRAND
            if second.text in _DIVISIONS:
                continue
            after_place = weak and i > 0 and (pieces[i - 1].kind is Kind.PLACE or _lone(pieces[i - 1]) and _lone(second))
            if first.kind is Kind.STOP and len(first.text) == 1 and ((alone and opens) or after_place):
                pieces[i] = Piece(first.start, first.end, first.text, Kind.BRAND)
        return pieces

    def _county(self, name: str) -> bool:
        known = self.known.places.get(name)
        return bool(known) and len(name) == 2 and all(p.level == "county" for p in known or ())

    def _settled(self, pieces: list[Piece]) -> list[Piece]:
        """Weak words made brands, plain words or stops by their neighbours, from left to right.

        Behind a place or a brand they name (河南|金|建中|晟); at the left edge they name where nothing behind them does (启航|科技),
        and else are the verb before the name; inside a long name they describe (中国|航空|救生|研究所).
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
            elif before is not None and before.kind is Kind.PLACE or before is not None and before.kind is Kind.BRAND and not _NUMERIC.fullmatch(before.text):
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

    def run_before(self, end: int, longest: int = 40, numbers: bool = False, joiners: bool = False) -> list[Piece]:
        """The pieces of the name that ends at ``end``, without its left trimming: back to the last stop word or mark.

        :param numbers: whether figures may stand in the name (50GW).
        :param joiners: whether 及, 和, 与 may stand in the name (国家煤及盐化工产品质量监督检验中心).
        """
        begin = max(self.clause(end), end - longest)
        begin = self._over_brackets(begin, end)
        pieces = self.pieces(begin, end)
        run: list[Piece] = []
        for i in range(len(pieces) - 1, -1, -1):
            piece = pieces[i]
            if self._verb_between(pieces, i) or self._bracketed_owner(pieces, i):
                break
            if self._brand_of_verb(pieces, i):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.BRAND))
                continue
            if numbers and self._of_projects(pieces, i, run):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.PLAIN, True))
                continue
            if joiners and self._verb_inside(pieces, i):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.PLAIN))
                continue
            if not numbers and _NUMERIC.fullmatch(piece.text):
                if run and run[-1].text in _MEASURES:
                    run.pop()
                break
            if piece.kind is Kind.STOP:
                break
            run.append(piece)
        run = self._joined_on(pieces, len(pieces) - len(run), run) if joiners and run else run
        while numbers and run and _NUMERIC.fullmatch(run[-1].text):
            run.pop()
        run.reverse()
        return self._unbalanced(run)

    @staticmethod
    def _of_projects(pieces: list[Piece], i: int, run: list[Piece]) -> bool:
        """Stop words that stand inside the names of projects: 年产 before a figure, 扩建 at the end, 及 between two works."""
        piece = pieces[i]
        if piece.text in _AMOUNTS:
            return True
        inside = i > 0 and pieces[i - 1].kind is not Kind.STOP
        return inside and (piece.text in _BUILDING and not run or piece.text == "及" and len(run) > 0)

    def _joined_on(self, pieces: list[Piece], first: int, run: list[Piece]) -> list[Piece]:
        """A name with 及 in it goes on to the left where a nation or a place begins it right there (``run`` is reversed)."""
        if first < 2 or pieces[first - 1].text not in ("及", "和", "与") or run[-1].kind in (Kind.PLACE, Kind.OWNER):
            return run
        if pieces[first - 2].kind in (Kind.PLACE, Kind.OWNER):
            return run
        left: list[Piece] = []
        for piece in reversed(pieces[: first - 1]):
            if piece.kind is Kind.STOP or sum(len(p.text) for p in left) > 8:
                return run
            left.append(piece)
            if piece.kind is Kind.OWNER and self.owner_at[piece.start][1] not in ("university", "institute"):
                return run
            if piece.kind in (Kind.PLACE, Kind.OWNER):
                ahead = pieces[pieces.index(piece) - 1] if pieces.index(piece) else None
                if ahead and ahead.kind is Kind.OWNER and self.owner_at[ahead.start][1] == "institute":
                    left.append(ahead)
                return [*run, pieces[first - 1], *left] if len(left) > 1 else run
        return [*run, pieces[first - 1], *left] if self.named(left[-2:]) and left[-1].kind is Kind.BRAND else run

    def _verb_between(self, pieces: list[Piece], i: int) -> bool:
        """A word that is a verb too, with an organisation right before or behind it, is the verb."""
        piece = pieces[i]
        if piece.kind is not Kind.SOFT or piece.text not in self.stop:
            return False
        if piece.text in _LINKING and i > 0 and i + 1 < len(pieces) and pieces[i + 1].kind is Kind.PLACE:
            return pieces[i - 1].kind is not Kind.PLACE
        before = i > 0 and pieces[i - 1].kind is Kind.OWNER
        behind = i + 1 < len(pieces) and pieces[i + 1].kind is Kind.OWNER
        return before or behind

    def _bracketed_owner(self, pieces: list[Piece], i: int) -> bool:
        """A bracket right behind a park (乌鲁木齐高新区（新市区）): what follows is another name."""
        if "）" not in pieces[i].text:
            return False
        opening = next((j for j in range(i, -1, -1) if "（" in pieces[j].text), -1)
        return opening > 0 and pieces[opening - 1].kind is Kind.OWNER and self.owner_at[pieces[opening - 1].start][1] == "park"

    def _verb_inside(self, pieces: list[Piece], i: int) -> bool:
        """A verb of the dictionary, not of the stop list, in a long name that a brand or a place begins (焓驰股份|智能|制动|系统…)."""
        piece = pieces[i]
        if piece.kind is not Kind.STOP or len(piece.text) != 2 or piece.text in self.stop or not piece.tag.startswith("v"):
            return False
        for before in reversed(pieces[:i]):
            if before.kind is Kind.STOP or before.kind is Kind.OWNER:
                return False
            if before.kind in (Kind.BRAND, Kind.PLACE) and i + 1 < len(pieces):
                return True
        return False

    def _brand_of_verb(self, pieces: list[Piece], i: int) -> bool:
        """A verb of the dictionary, not of the stop list, right behind a place that begins the clause's name, names (河南|无水|染色)."""
        piece = pieces[i]
        if piece.kind is not Kind.STOP or len(piece.text) != 2 or piece.text in self.stop or not 0 < i < len(pieces) - 1:
            return False
        before = pieces[i - 1]
        if before.kind is Kind.STOP and i > 1 and len(before.text) == 2 and before.text not in self.stop:
            before = pieces[i - 2]
        return before.kind is Kind.PLACE

    def _over_brackets(self, begin: int, end: int) -> int:
        text = self.text[begin:end]
        if text.count("（") < text.count("）"):
            cut = text.rfind("）") + 1
            return begin + cut
        return begin

    @staticmethod
    def _unbalanced(run: list[Piece]) -> list[Piece]:
        text = "".join(p.text for p in run)
        if run and run[0].text.startswith("（"):
            close = next((i for i, p in enumerate(run) if "）" in p.text), -1)
            return run[close + 1 :]
        if text.count("（") > text.count("）"):
            for i in range(len(run) - 1, -1, -1):
                if "（" in run[i].text:
                    return run[i + 1 :]
        return run

    def trimmed(self, run: list[Piece], keep_generic: bool = False) -> list[Piece]:
        """The run from the piece that begins the name on.

        A place or an owner begins a name, unless a brand stands before it (中煤陕西能源化工有限公司). Without either, words that
        only describe fall off as long as a brand remains.
        """
        while len(run) > 1 and run[0].kind is Kind.SOFT and run[0].text in self.stop:
            run = run[1:]
        begins = [i for i, p in enumerate(run) if p.kind in (Kind.PLACE, Kind.OWNER)]
        if begins and keep_generic and run[begins[0]].text == "国家" and 0 < begins[0] <= 3:
            return run  # 精细化工国家重点实验室
        if begins and run[begins[0] - 1].text.endswith("（") and begins[0]:
            return run  # 空气化工产品（中国）投资有限公司
        if begins:
            first = begins[0]
            branded = [p for p in run[:first] if p.kind is Kind.BRAND]
            if sum(len(p.text) for p in branded) >= 2:
                brand = run.index(branded[0])
                while brand and run[brand - 1].kind is Kind.PLAIN and not run[brand - 1].generic:
                    brand -= 1
                return run[brand:]
            rest = run[first + 1 :]
            if first and not rest:
                while first and run[0].generic:
                    run, first = run[1:], first - 1
                return run
            return run[first:]
        if keep_generic:
            return run
        while len(run) > 1 and run[0].generic and self.named(run[1:]):
            run = run[1:]
        return run

    def named(self, run: Sequence[Piece]) -> bool:
        """Whether something in the run names: a place, an owner, or a brand of at least two characters."""
        if any(p.kind in (Kind.PLACE, Kind.OWNER) for p in run):
            return True
        length = 0
        for piece in run:
            length = length + len(piece.text) if piece.kind is Kind.BRAND else 0
            if length >= 2:
                return True
        return False

    def described(self, run: Sequence[Piece]) -> bool:
        """Whether the run describes something particular: not all its words are generic."""
        return any(not p.generic for p in run)

    def before(self, at: int) -> str:
        """The word right before an offset; empty at a mark."""
        begin = self.clause(at)
        words = self.words(begin, at) if begin < at else []
        return words[-1].text if words else ""

    def covered(self, start: int, end: int) -> bool:
        """Whether an ending is only the tail of a longer word of the dictionary (电机 in 发电机)."""
        begin = self.clause(start)
        return any(w.start < start and w.end == end and w.freq > 0 for w in self.words(begin, end)) if begin < start else False

    def word_end(self, end: int) -> bool:
        """Whether a word of the dictionary ends at ``end``, rather than running on (局 in 局长, 大学 in 大学生)."""
        begin = self.clause(end)
        limit = min(len(self.text), end + 4)
        match = _BREAK.search(self.text, end, limit)
        limit = match.start() if match else limit
        if end >= limit:
            return True
        return any(w.end == end for w in self.words(max(begin, end - 12), limit))

    def loosely_open(self, start: int, end: int) -> bool:
        """Whether a name that opens a clause may end at ``end``: the next word does not carry the name on."""
        if start and HAN.match(self.text[start - 1]) or not self.word_end(end):
            return False
        limit = min(len(self.text), end + 6)
        words = self.words(end, limit) if end < limit else []
        first = words[0].text if words else ""
        tail = first.endswith(("园", "院", "所", "心", "区", "城", "谷", "港", "厂", "室", "会", "局", "部", "盟", "校", "台", "地"))
        if tail or first in self.generic:
            return False
        return bool(first) and len(first) > 1 and first not in self.fields and first not in self.industries and first not in self.inner

    def right_open(self, end: int, followers: frozenset[str]) -> bool:
        """Whether a name may end at ``end``: a mark, a stop word, a verb or a known follower comes next."""
        if end >= len(self.text) or not ("一" <= self.text[end] <= "鿿" or self.text[end].isalnum()):
            return True
        limit = min(len(self.text), end + 6)
        match = _BREAK.search(self.text, end, limit)
        words = self.words(end, match.start() if match else limit)
        if not words:
            return True
        first = words[0]
        if first.text in followers or first.text in self.stop:
            return True
        if any(self.text.startswith(f, end) for f in followers):
            return True
        return self.classify(first) in (Kind.STOP, Kind.WEAK) or first.text.isdigit()
