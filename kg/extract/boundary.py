"""Where a name begins: the left boundary of a name whose end is known, and the kinds of words that decide it.

A name's words run leftwards from its ending until a word that names do not run across (lexicon ``stop_words``, verbs,
prepositions, adverbs …). What is found is trimmed: words that only describe fall off while something that names (place,
owner, brand) remains.
"""

from __future__ import annotations

from kg.extract.kinds import HAN, NUMERIC, Kind, Piece
from kg.extract.piece import phrase
from kg.extract.verbs import Verbs

__all__ = ["HAN", "Kind", "Piece", "View"]

_FIGURES = frozenset("0123456789.%‰+-×xX")  # what figures begin with, see NUMERIC
_MEASURED = 16  # how long a figure with its unit is at most
_BULLETS = frozenset("·•●—-")


def _counts(run: list[Piece], sizes: tuple[str, ...]) -> bool:
    """Whether the figure that ends a reversed run counts by the ten thousand (10|万锭|纺纱|项目) or tells a size."""
    unit = run[-2].text if len(run) > 1 else " "
    return unit.startswith(sizes) or (len(unit) > 1 and unit[0] in "万亿" and "元" not in unit)


class View(Verbs):
    """One article under one rule pack, with the left boundaries of names."""

    def run_before(self, end: int, longest: int = 40, numbers: bool = False, joiners: bool = False) -> list[Piece]:
        """The pieces of the name that ends at ``end``, without its left trimming: back to the last stop word or mark.

        :param numbers: whether figures may stand in the name (50GW).
        :param joiners: whether 及, 和, 与 may stand in the name (国家煤及盐化工产品质量监督检验中心).
        """
        begin = max(self.clause(end), end - longest)
        if begin == end - longest:  # not into the middle of an owner
            begin = min(
                (s for s in range(max(0, begin - 30), begin) if self.owner_at.get(s, (0, ""))[0] > begin), default=begin
            )
        begin = self._over_brackets(begin, end)
        pieces = self.pieces(begin, end)
        run: list[Piece] = []
        stop = Kind.STOP
        for i in range(len(pieces) - 1, -1, -1):
            piece = pieces[i]
            kind = piece.kind
            worked = numbers and i == len(pieces) - 1 and piece.text in self.pack.lexicon("work_words")
            if (not worked and self.verb_between(pieces, i)) or (
                "）" in piece.text and self._bracketed_owner(pieces, i)
            ):
                break
            if (
                run
                and piece.text in self.pack.lexicon("before_output")
                and run[-1].text in self.pack.lexicon("output_words")
            ):
                break  # 达产后，可|年产10万吨铜箔
            sold = kind is stop and 0 < i == len(pieces) - 1 and piece.text in self.pack.lexicon("work_words")
            if sold and pieces[i - 1].kind is not stop and self.text.startswith(self.pack.endings("legal_ends"), end):
                run.append(piece.turned(Kind.SOFT))  # 恒锐装饰材料|销售|有限公司
                continue
            if kind is stop and self.builds(piece):
                run.append(piece.turned(Kind.SOFT))
                continue
            if kind is stop and self.brand_of_verb(pieces, i):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.BRAND))
                continue
            if numbers and (self._of_projects(pieces, i, run) or self.verb_of_owner(pieces, i, run)):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.PLAIN, True))
                continue
            put_up = numbers and i and kind is stop and pieces[i - 1].text in self.pack.lexicon("capital_verbs")
            if run and put_up and self.unlisted_verb(piece):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.PLAIN))
                continue  # 投资建设|预制|菜|加工项目
            if joiners and kind is stop and self.verb_inside(pieces, i):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.PLAIN))
                continue
            figure = numbers and kind is stop and i and NUMERIC.fullmatch(pieces[i - 1].text)
            sized = figure and piece.text in self.sizes  # 8|英寸
            sized = sized or (numbers and kind is stop and self._measured(piece.end))
            if sized or (joiners and not run and piece.text == "与" and i and pieces[i - 1].text.endswith("科学")):
                run.append(Piece(piece.start, piece.end, piece.text, Kind.PLAIN))  # 8|英寸, 智能科学|与|技术研究院
                continue
            if not numbers and piece.text[0] in _FIGURES and NUMERIC.fullmatch(piece.text):
                if run and run[-1].text in self.pack.lexicon("measures"):
                    run.pop()
                break
            if not numbers and piece.tag == "m" and piece.text[1:2] and piece.text[-1] in self._counting:
                break  # 一处|科技园, 两条|创新走廊
            if kind is stop or (piece.text == "力" and i and pieces[i - 1].text == "之"):
                counted = len(run) > 1 and run[-1].text in self.pack.lexicon("measures")
                if counted and piece.text in self.pack.lexicon("pointing_words"):
                    run.pop()  # 这|座|科技新城
                break  # 举全区|之|力
            since = piece.text in self.pack.lexicon("since_words")
            if since and self.pack.pattern("after_which").match(self.text, piece.start):
                break  # 继|澜脉科技、恒驰公司之后
            if piece.text == "强" and i and pieces[i - 1].text.isdigit():
                break  # 500|强|恒驰
            run.append(piece)
        run = self._joined_on(pieces, len(pieces) - len(run), run) if joiners and run else run
        while numbers and run and NUMERIC.fullmatch(run[-1].text) and not _counts(run, self.sizes):
            if len(run) > 1 and run[-2].text[0] == ".":
                break  # 2|.5GW
            run.pop()
        while run and run[-1].text in _BULLETS:
            run.pop()
        run.reverse()
        return self._unbalanced(run)

    def _measured(self, end: int) -> bool:
        """Whether the unit of a figure ends at ``end`` (60万平方米, 15亿安|时)."""
        return self.pack.pattern("measured").search(self.text, max(0, end - _MEASURED), end) is not None

    def _of_projects(self, pieces: list[Piece], i: int, run: list[Piece]) -> bool:
        """Stop words that stand inside projects' names: 年产 before a figure, 扩建 at the end, 及 or 与 inside."""
        piece = pieces[i]
        output = piece.text in self.pack.lexicon("output_words") or piece.text in self.pack.lexicon("output_verbs")
        if output or (piece.text == "系列" and run):
            return True
        if piece.text in self.pack.lexicon("words_of_use") and run and i:
            return pieces[i - 1].text.isascii() or pieces[i - 1].kind in (Kind.PLAIN, Kind.SOFT)  # MLCC|用|陶瓷粉体
        if len(piece.text) == 1 and self.pack.pattern("both_poles").match(self.text, piece.start):
            return True  # 钠离子电池|正|（负）极材料项目
        if piece.text == "型" and run and i:
            return pieces[i - 1].text.isascii() and pieces[i - 1].text.isupper()  # N|型|光伏组件项目
        if piece.text.endswith("元") and run and i > 1 and pieces[i - 1].text.isdigit():
            return pieces[i - 2].kind is Kind.OWNER  # 恒驰公司|100|亿元|高端手机项目
        inside = i > 0 and pieces[i - 1].kind is not Kind.STOP
        if piece.text in ("与", "和", "暨") and run and self._within_figure(pieces, i, run[-1]):
            return True
        if piece.text in ("与", "和"):  # …设备研发|与|生产基地项目, …研发|和|产业化项目
            works = self.pack.lexicon("work_words")
            behind = run[-1].text in works if run else self.text.startswith(self.pack.endings("work_words"), piece.end)
            return inside and pieces[i - 1].text != "项目" and pieces[i - 1].text in works and behind
        if piece.text in (building := self.pack.lexicon("building_words")) and (not run or run[-1].text in building):
            return inside or (i > 0 and self.unlisted_verb(pieces[i - 1]))
        return inside and piece.text == "及" and len(run) > 0

    @staticmethod
    def _within_figure(pieces: list[Piece], i: int, behind: Piece) -> bool:
        """Whether 和 joins two words behind a figure (5GW|电池|和|组件), or goods with one each (5GW|甲|和|3GW|乙)."""
        names = (Kind.OWNER, Kind.PLACE, Kind.BRAND, Kind.STOP)
        if not i or (behind.kind in names and not behind.text[0].isdigit()):
            return False
        if pieces[i - 1].kind in names or pieces[i - 1].text == "项目":
            return False
        for piece in reversed(pieces[:i]):
            if piece.text[0].isdigit():
                return not piece.text.isdigit() or behind.kind not in names  # but 2|台|设备|和|100MW
            if piece.kind in (Kind.STOP, Kind.OWNER, Kind.PLACE):
                return False
        return False

    def _joined_on(self, pieces: list[Piece], first: int, run: list[Piece]) -> list[Piece]:
        """A name with 及 goes on to the left where a nation or a place begins it right there (``run`` is reversed)."""
        joined = first > 1 and pieces[first - 1].text in self.pack.lexicon("joiners")
        if not joined or run[-1].kind in (Kind.PLACE, Kind.OWNER):
            return run
        beside = pieces[first - 2]
        if (
            beside.kind in (Kind.PLACE, Kind.OWNER)
            or beside.text[-1] in self.pack.lexicon("body_characters")
            or beside.text in ("项目", "工程")
        ):
            return run  # 甲先进院|与|乙研究院, 甲建材项目|和|乙实验室项目
        left: list[Piece] = []
        for piece in reversed(pieces[: first - 1]):
            if piece.kind is Kind.STOP or sum(len(p.text) for p in left) > 9:
                return run
            if left and self.verb_between(pieces, pieces.index(piece)):
                return [*run, pieces[first - 1], *left]  # 江南大学|共建|语音|及|语言信息处理国家工程研究中心
            left.append(piece)
            if piece.kind is Kind.OWNER and self.owner_at[piece.start][1] not in ("university", "institute"):
                fields = self.owner_at[piece.start][1] == "park" and self._one_field(left[:-1])
                return [*run, pieces[first - 1], *left] if fields else run
            if piece.kind in (Kind.PLACE, Kind.OWNER):
                ahead = pieces[pieces.index(piece) - 1] if pieces.index(piece) else None
                if ahead and ahead.kind is Kind.OWNER and self.owner_at[ahead.start][1] in ("institute", "university"):
                    left.append(ahead)
                return [*run, pieces[first - 1], *left] if len(left) > 1 else run
        return [*run, pieces[first - 1], *left] if self.named(left[-2:]) and left[-1].kind is Kind.BRAND else run

    def _one_field(self, run: list[Piece]) -> bool:
        """Whether a reversed run is the name of one field (昆山高新区|新材料|与|器件研究院)."""
        field = "".join(p.text for p in reversed(run))
        return field in self.industries or field in self.fields

    def _bracketed_owner(self, pieces: list[Piece], i: int) -> bool:
        """A bracket right behind a park (乌鲁木齐高新区（新市区）): what follows is another name."""
        if "）" not in pieces[i].text:
            return False
        opening = next((j for j in range(i, -1, -1) if "（" in pieces[j].text), -1)
        return (
            opening > 0
            and pieces[opening - 1].kind is Kind.OWNER
            and self.owner_at[pieces[opening - 1].start][1] == "park"
        )

    def _over_brackets(self, begin: int, end: int) -> int:
        """Where a name may begin whose end stands outside of a bracket that closes before it."""
        text = self.text[begin:end]
        if text.count("（") < text.count("）"):
            open_, cut = 0, 0
            for i, char in enumerate(text):
                open_ += (char == "（") - (char == "）")
                if open_ < 0:
                    open_, cut = 0, i + 1  # （以下简称“甲”）设立乙（南通）
            return begin + cut
        return begin

    @staticmethod
    def _unbalanced(run: list[Piece]) -> list[Piece]:
        """The run without what stands before a bracket that does not open, or close, in it."""
        text = "".join([p.text for p in run])
        if "（" not in text and "）" not in text:
            return run
        if "（" not in text:
            closed = max((i for i, p in enumerate(run) if "）" in p.text), default=-1)
            return run[closed + 1 :]
        if run[0].text == "（" and "）" not in text:
            return run[1:]
        if run[0].text.startswith("（"):
            close = next((i for i, p in enumerate(run) if "）" in p.text), -1)
            return run[close + 1 :]
        if text.count("（") > text.count("）"):
            closed = 0
            for i in range(len(run) - 1, -1, -1):
                closed += run[i].text.count("）") - run[i].text.count("（")
                if closed < 0:
                    return run[i + 1 :]  # （甲高新区|晶石（烟台）技术有限公司
        return run

    def _fields_of_body(self, run: list[Piece], begins: list[int]) -> bool:
        """Whether words for a field, and they alone, stand before the place in a name (量子科技|江苏|创新中心)."""
        fields = run[: begins[0]] if begins else []
        told = bool(fields) and all(p.text in self.industries for p in fields)
        return told and run[begins[0]].kind is Kind.PLACE

    def trimmed(self, run: list[Piece], keep_generic: bool = False) -> list[Piece]:
        """The run from the piece that begins the name on.

        A place or an owner begins a name, unless a brand stands before it (中煤陕西能源化工有限公司). Without either,
        words that only describe fall off as long as a brand remains.
        """
        while len(run) > 1 and run[0].kind is Kind.SOFT and run[0].text in self.stop:
            run = run[1:]
        begins = [i for i, p in enumerate(run) if p.kind in (Kind.PLACE, Kind.OWNER)]
        if begins and keep_generic and run[begins[0]].text == "国家" and 0 < begins[0] <= 3:
            return run  # 精细化工国家重点实验室
        if begins and run[begins[0] - 1].text.endswith("（") and begins[0]:
            return run  # 空气化工产品（中国）投资有限公司
        if keep_generic and self._fields_of_body(run, begins):
            return run
        if begins:
            first = begins[0]
            branded = [p for p in run[:first] if p.kind is Kind.BRAND]
            if sum(len(p.text) for p in branded) >= 2:
                brand = run.index(branded[0])
                while brand and run[brand - 1].kind is Kind.PLAIN and not run[brand - 1].generic:
                    brand -= 1
                return run[brand:]
            rest = run[first + 1 :]
            group = self.group_before(run[:first]) if rest else None
            if group is not None:
                return run[group:]  # 华能|江西|清洁能源有限责任公司
            if first and not rest:
                while first and run[0].generic:
                    run, first = run[1:], first - 1
                return run
            return run[first:]
        if keep_generic:
            return run
        while len(run) > 1 and (run[0].generic or phrase(run[0])) and self.named(run[1:]):
            run = run[1:]
        return run
