"""The items of lists: where they begin and end, and which of them may be names of firms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.piece import unknown

__all__ = [
    "acts_too",
    "before_phase",
    "behind_role",
    "invests",
    "item_start",
    "item_stop",
    "leftwards",
    "of_firm",
    "of_matter",
    "plausible",
    "rightwards",
]

#: What parts the items of a list, and what an item ends at.
_SEPARATOR = re.compile(r"、|和|与|及|以及")
_STOP = re.compile(r"[，。；：！？、\n“”‘’《》（）…—/]|等")


def plausible(view: View, span: tuple[int, int], persons: bool = True) -> int:
    """2: something in it names; 1: it may be a name of common words; 0: it is none.

    :param persons: whether a person may stand there.
    """
    start, end = span
    text = view.text[start:end]
    if view.text[end - 1 : end + 1] in view.pack.lexicon("words_of_equals"):
        return 0  # 恒岳湾高|等研究院
    if not 2 <= end - start <= 14 or text in view.industries or text in view.generic or text in view.inner:
        return 0
    if set(text) <= view.pack.lexicon("place_characters"):
        return 0  # 苏皖, 川渝: two provinces
    pieces = view.pieces(start, end)
    if (
        text[0].isdigit()
        or text[0] == "（"
        or text[0] in view.pack.lexicon("pointing_words")
        or "的" in text
        or view.pack.pattern("official").fullmatch(text)
        or acts_too(view, text)
        or _no_firm(view, text, pieces)
    ):
        return 0
    if any(p.kind is Kind.STOP and p.text in view.stop for p in pieces):
        return 0
    last = pieces[-1]
    if len(pieces) > 1 and last.tag == "v" and last.text in view.stop and last.text not in view.fields:
        return 0  # 恒锐实验室|推进|与甲、乙合作
    if all(p.kind in (Kind.PLACE,) for p in pieces):
        return 0
    rest = [p for p in pieces if p.kind is not Kind.PLACE]
    if (
        persons
        and len(text) == 3
        and text[0] in view.pack.lexicon("surnames")
        and not any(len(p.text) > 1 and p.kind is not Kind.BRAND for p in pieces)
    ):
        return 0
    if (len(pieces) > 2 or len(text) > 6) and pieces[0].text in view.pack.lexicon("site_verbs"):
        return 0  # 以|建设|黄河流域|生态…为牵引
    if any(p.text.startswith(view.pack.endings("class_nouns")) for p in rest):
        return 0  # 恒锐电池|项目选择|落户
    if of_matter(view, start, end):
        return 0
    lone_verb = len(rest) == 1 and rest[0].tag.startswith("v") and len(rest[0].text) > 1
    if (view.named(rest) and not lone_verb) or (rest == pieces and _worded(view, rest)):
        return 2
    if len(pieces) == 1 and pieces[0].kind is Kind.PLAIN:
        return 0  # 股份, 世纪: a common noun that no firm is called by
    works = view.pack.lexicon("work_words")
    if all(p.generic for p in pieces) or pieces[-1].text in works or pieces[-1].text == "建设":
        return 0  # 服务平台|建设: what is done
    return 1 if end - start <= 8 else 0


def of_matter(view: View, start: int, end: int) -> bool:
    """Whether a common word with one character that names nothing ends like a matter or a tool (铸造|砂, 挂|车轴)."""
    ends = end - start == 3 and view.text[end - 1] in view.pack.lexicon("matter_ends")
    pieces = view.pieces(start, end) if ends else []
    if len(pieces) != 2:
        return False
    mark, word = sorted(pieces, key=lambda p: len(p.text))
    return mark.kind is Kind.BRAND and word.kind in (Kind.PLAIN, Kind.SOFT)


def behind_role(view: View, start: int, end: int) -> int:
    """Where a firm's own name begins behind what it is, where that stands in one with it (芯片企业|晶石科技)."""
    role = view.pack.pattern("role_ahead").match(view.text, start, end)
    return role.end() if role and plausible(view, (role.end(), end)) else start


def before_phase(view: View, start: int, end: int) -> int:
    """Where an item ends before the phase of works, which is none of its name (恒澜|二期)."""
    phase = view.pack.pattern("phase").fullmatch(view.text, end - 2, end)
    return end - 2 if phase and end - start > 3 else end


def acts_too(view: View, text: str) -> bool:
    """Whether an item is a person and that he does something too (李明远还|与甲、乙座谈)."""
    return text[0] in view.pack.lexicon("surnames") and bool(view.pack.pattern("person_too").fullmatch(text))


def _no_firm(view: View, text: str, pieces: Sequence[Piece]) -> bool:
    """Whether an item's ending says that it is no firm; one character says so as the end of a common word only."""
    endings = view.pack.lexicon("not_firm_endings")
    legal = next((len(e) for e in view.pack.endings("legal_ends") if text.endswith(e)), 0)
    if legal and all(p.generic for p in pieces if p.start < pieces[-1].end - legal):
        return True  # 装备|有限公司
    if text.endswith("）") and text.partition("（")[0].endswith(view.pack.endings("not_firm_endings")):
        return True  # 研发中心（一期）
    if of_firm(view, text, pieces):
        return False
    if any(text[-n:] in endings for n in (2, 3, 4)):
        return True
    kinds = view.pack.lexicon("not_brands")
    if any(text[-n:] in view.fields and text[:-n] in kinds for n in (2, 3)):
        return True  # 直连|卫星
    last = pieces[-1]
    if len(pieces) == 2 and pieces[0].kind is Kind.PLACE and last.text in view.fields:
        return False  # 海兴|电力
    return text[-1] in endings and not (last.kind is Kind.BRAND and len(last.text) > 1 and len(text) > 3)


def invests(view: View, text: str, pieces: Sequence[Piece]) -> bool:
    """Whether an item is an investor by its ending (lexicon ``investor_endings``), with a name or a place before it."""
    ending = next((w for w in view.pack.endings("investor_endings") if text.endswith(w) and len(text) > len(w) + 1), "")
    head = [p for p in pieces if p.end <= pieces[-1].end - len(ending)] if ending else []
    return bool(head) and (view.named(head) or all(p.kind is Kind.PLACE for p in head))


def of_firm(view: View, text: str, pieces: Sequence[Piece]) -> bool:
    """Whether an item that ends like no firm is one: an investor, or two unknown characters with a place or a trade.

    恒景|创新; 重庆|美|力.
    """
    coined = pieces[-1].text in view.pack.lexicon("loose_trades") and unknown(pieces[:-1])
    placed = pieces[0].kind is Kind.PLACE and unknown(pieces[1:])
    return coined or placed or invests(view, text, pieces)


def _worded(view: View, pieces: Sequence[Piece]) -> bool:
    """Whether a noun that firms like to be called by is the item, or a noun with one character that names nothing."""
    nouns = view.pack.lexicon("brand_nouns")
    if len(pieces) == 1:
        return pieces[0].text in nouns
    if len(pieces) != 2 or len(pieces[0].text) + len(pieces[1].text) != 3:
        return False
    noun, mark = sorted(pieces, key=lambda p: -len(p.text))
    if mark.kind is not Kind.BRAND or noun.kind is not Kind.PLAIN or noun.generic or not HAN.match(mark.text):
        return False
    return noun.text in nouns or (mark is pieces[1] and mark.text in view.pack.lexicon("brand_characters"))


def leftwards(view: View, end: int, ends_at: Mapping[int, int]) -> list[tuple[int, int]]:
    """The items of the list that ends at ``end``, last first."""
    spans: list[tuple[int, int]] = []
    while end > 0:
        if end in ends_at:
            start = ends_at[end]
        else:
            begin = item_start(view, end)
            over = _over(view, begin, end)
            if over is not None and spans:
                end = over
                continue
            if begin is None:
                break
            start = _joined(view, begin)
        spans.append((start, end))
        separator = next((s for s in ("、", "以及", "和", "与", "及") if view.text.endswith(s, 0, start)), "")
        if not separator:
            break
        end = start - len(separator)
    return spans


def _joined(view: View, start: int) -> int:
    """Where an item begins that is joined by 和 to the one character right behind the mark (、|天|和|力德)."""
    return (
        start - 2
        if view.text[start - 1 : start] in ("和", "与") and view.text[start - 3 : start - 2] == "、"
        else start
    )


def _over(view: View, begin: int | None, end: int) -> int | None:
    """Where the list goes on to the left of a short item that words of the grammar break (、|粮全|其|美|、)."""
    mark = view.text.rfind("、", max(0, end - 6), end)
    if begin is None and mark > 0 and view.text[mark + 1 : end].isdigit():
        return mark  # 中科曙光、|360|、飞腾
    if mark < 0 or begin == mark + 1 or end - mark < 3 or not all(HAN.match(ch) for ch in view.text[mark + 1 : end]):
        return None
    broken = all(len(p.text) == 1 for p in view.pieces(mark + 1, end) if p.kind is Kind.STOP)
    return mark if broken else None


def item_start(view: View, end: int) -> int | None:
    """Where the item of a list that ends at ``end`` begins; None where nothing names it."""
    begin = view.clause(end)
    sep = max(view.text.rfind("、", begin, end) + 1, begin)
    if sep >= end:
        return None
    verbs = view.pack.lexicon("brand_verbs")
    if view.text[sep:end] in verbs or (sep > begin and end - sep == 4 and view.text[sep : sep + 2] in verbs):
        return sep  # 戴尔、联想、华为; 华夏幸福、启迪协信、外高桥
    run = [p for p in view.run_before(end) if p.start >= sep]
    whole = run and run[0].start in (sep, begin) and end - run[0].start <= 6 and view.named(run)
    leaders = view.pack.lexicon("plain_leaders")
    if not (whole and all(not p.generic or p.text in leaders for p in run)):
        run = view.trimmed(run) if run else run
    if len(run) > 1 and run[0].kind is Kind.OWNER:
        run = run[1:]
    verb = max((i for i, p in enumerate(run[:-1]) if p.text in view.pack.lexicon("running_verbs")), default=-1)
    run = run[verb + 1 :] if verb > 0 else run  # 集聚|区|共|实施|云栖|国际
    return run[0].start if run else None


def rightwards(view: View, start: int, limit: int, taken: Mapping[int, tuple[int, str]]) -> list[tuple[int, int]]:
    """The items of the list that begins at ``start``."""
    spans: list[tuple[int, int]] = []
    while start < limit:
        if start in taken and taken[start][0] <= limit:
            end = taken[start][0]
        else:
            end = item_stop(view, start, limit)
            if end <= start:
                break
        spans.append((start, end))
        separator = _SEPARATOR.match(view.text, end)
        if not separator:
            break
        start = separator.end()
    return spans


def item_stop(view: View, start: int, limit: int) -> int:
    """Where the item of a list that begins at ``start`` ends; ``start`` where there is none."""
    stop = _STOP.search(view.text, start, min(limit, start + 16))
    bound = stop.start() if stop else min(limit, start + 16)
    end = start
    for piece in view.pieces(start, bound) if start < bound else []:
        invests = end > start and piece.text in view.pack.lexicon("investor_endings")
        if invests and (piece.end == bound or view.pack.pattern("investor_goes_on").match(view.text, piece.end)):
            return piece.end  # 上海力锐|投资、, 上海力锐|投资|共同发起
        if (
            piece.kind is Kind.STOP
            or (end > start and piece.text == "之")  # 泰州恒锐|之全资子公司
            or (end > start and piece.tag.startswith("v") and len(piece.text) > 1)
            or (piece.kind is Kind.SOFT and end > start and piece.text in view.stop)
        ):
            break
        end = piece.end
    return end
