"""Which brands before the word for an industry name a firm without a legal form (昕感|科技)."""

from __future__ import annotations

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.extract.items import behind_role
from kg.extract.piece import unknown
from kg.rules import SuffixRule

__all__ = ["judge_industry", "kind_of_thing"]

#: The first letters of jieba's tags of words that describe, and of the grammar.
_DESCRIBING = tuple("abdtfrmqpcuv")
#: jieba's tags of foreign names (西门子, 霍尼韦尔).
_FOREIGN = ("nrt", "nrfg")
#: jieba's tags of names of persons and places, and of other names.
_NAMING_TAGS = ("nr", "nrt", "nz", "ns")


def judge_industry(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    """A brand before the word for an industry; a brand of common words is only a doubtful one."""
    if view.pack.pattern("document_number").match(view.text, end) or view.pack.pattern("smart_thing").match(
        view.text, end
    ):
        return None
    if view.pack.pattern("adverb_field").match(view.text, end) or _tells(view, start, end):
        return None
    if view.covered(start, end):
        return _in_dictionary(view, rule, start, end)
    run = view.run_before(start)
    begun = _of_grammar(view, start) if end - start > 1 and len(run) < 2 else None
    if begun is not None:
        sure = rule.confidence if start - begun > 3 else view.pack.thresholds["doubtful_firm"]
        return Candidate(begun, end, rule.type, rule.id, sure, begun)
    if not run or run[-1].end != start or view.pack.pattern("figure_of_power").fullmatch(run[-1].text):
        return None  # 25GW|电池
    whole = view.text[start:end]
    if whole in view.pack.lexicon("public_firms"):
        if view.pack.pattern("firms_of_state").match(view.text, end):
            return None  # 济宁国资|国企
        return _public(view, run, rule, end)
    last = _before_fields(view, run, start, end)
    if not last:
        return None
    start, run = run[last - 1].end, [_as_brand(view, p) for p in run[:last]]
    first, brand, phrase = _brand(view, run)
    goods, fields = view.pack.lexicon("product_words"), view.pack.lexicon("field_words")
    ending = next((w for w in (view.text[max(start, end - 3) : end], view.text[end - 2 : end]) if w in view.fields), "")
    doubtful = phrase or end - start == 1 or ending in goods or whole in goods
    doubtful = doubtful or (ending in fields and (brand < 2 or len(first.text) > 1))
    if not brand and whole in view.pack.lexicon("firm_fields") and run[-1].kind is Kind.PLACE:
        other_half = view.pack.pattern("joined_body").match(view.text, end)  # 广州|光电|与传感研究院
        if other_half or view.text.startswith(view.pack.endings("class_nouns"), end):
            return None  # 嘉定区|科创|企业
        sure = view.pack.thresholds["doubtful_firm"]  # 江西|铜业: a slot for firms has to say so
        return Candidate(run[-1].start, end, rule.type, rule.id, sure, run[-1].start)
    if brand < 2 and end - start >= 2:
        worded = _of_word(view, run, brand, end)
        if worded is None:
            return None
        first, brand, sure = worded
        doubtful = doubtful or not sure
    before = run[: run.index(first)]
    abroad = bool(before) and before[-1].text in view.pack.lexicon("regions")
    if not 2 <= brand <= (7 if abroad else 4) or kind_of_thing(view, view.text[start - brand : start]):
        return None
    if whole == "技术" and (view.text[start - 1] == "新" or _technique(view, first, before)):
        return None  # 澜谷|新技术: what it makes
    begin, before = _with_place(view, first, before, brand)
    begin = behind_role(view, begin, end)
    if before and before[-1].kind is Kind.OWNER and view.owner_at[before[-1].start][1] != "park":
        return None
    if begin < first.start and not phrase and end - start > 1 and unknown(run[run.index(first) :]):
        doubtful = False  # 上海|派|源|压缩机: a place and characters that make no word
    called = view.text[begin:end]
    surnamed = len(called) == 3 and called[0] in view.pack.lexicon("surnames")
    if surnamed and any(called + word in view.text for word in view.pack.lexicon("courtesies")):
        return None  # 刘海|云先生
    if view.text[start - brand : end] in view.industries or _counted_or_listed(view, begin, end, whole):
        return None
    branded = not phrase and unknown(run[run.index(first) :])  # 昕|感|眼镜: goods, or a firm that makes them
    sure = view.pack.thresholds["doubtful_brand" if branded else "doubtful_firm"]
    return Candidate(begin, end, rule.type, rule.id, sure if doubtful else rule.confidence, begin)


def _before_fields(view: View, run: list[Piece], start: int, end: int) -> int:
    """How many words of a run stand before those that tell its field; 0 where they name no firm."""
    last = len(run)
    while last and len(run) - last < 2 and len(run[last - 1].text) > 1 and run[last - 1].text in view.fields:
        if end - start == 1:
            break
        if run[last - 1].text in view.pack.lexicon("closing_fields"):
            return 0  # 恒锐|科技|半导体
        last -= 1
    if not last or _first_of_fields(view, end):
        return 0  # 恒远|教育、体育等产业
    goods = view.pack.lexicon("product_words")
    product = view.text[end - 2 : end] in goods  # 恒驰|新能源|储能|电池: and its product
    if last < len(run) and view.pack.pattern("rest_of_project").match(view.text, end):
        product = product or view.text[start:end] not in view.pack.lexicon("closing_fields")  # 精密|连接器|扩产项目
    return 0 if last < len(run) and (product or run[last - 1].kind is not Kind.BRAND) else last


def _brand(view: View, run: list[Piece]) -> tuple[Piece, int, bool]:
    """The first word of the brand that ends a run, its length, and whether a phrase is part of it.

    A long word of the dictionary is a phrase, and its brand a doubtful one (爱国主义|教育, 摩托车|工业).
    """
    first, length, phrase = run[-1], 0, False
    for piece in reversed(run):
        geographic = not length and piece.text in view.pack.lexicon("landmarks")
        letters = not length and len(piece.text) > 1 and piece.text.isascii() and piece.text.isupper()
        if letters and piece.text not in view.pack.lexicon("latin_terms"):
            return piece, len(piece.text), True  # LG|化学
        if (piece.kind is not Kind.BRAND and not geographic) or not HAN.match(piece.text):
            break
        first, length = piece, length + len(piece.text)
        phrase = phrase or (len(piece.text) > 2 and piece.tag not in _FOREIGN)
    return first, length, phrase


def _with_place(view: View, first: Piece, before: list[Piece], brand: int) -> tuple[int, list[Piece]]:
    """Where a name begins with the noun and the place before its brand, and the words before that."""
    named = before and brand == 2 and before[-1].kind is Kind.PLAIN and before[-1].tag in _NAMING_TAGS
    if named and len(before[-1].text) == 2 and not before[-1].generic and before[-1].text not in view.stop:
        first, before = before[-1], before[:-1]  # 阳光|华丽|食品
    begin = first.start
    for _ in range(2):
        if before and (before[-1].kind is Kind.PLACE or (before[-1].tag == "ns" and begin == first.start)):
            begin = before[-1].start
            before = before[:-1]
    return begin, before


def _counted_or_listed(view: View, begin: int, end: int, whole: str) -> bool:
    """Whether what is named like a firm is counted, is one of a list of industries, or is done somewhere."""
    text, goods = view.text, view.pack.pattern("counted_goods")
    if whole == "建设" and text[begin - 1 : begin] in ("在", "于"):
        return True  # 在|松山湖|建设生产基地
    if text[begin] in view.pack.lexicon("measures") and text[begin - 1 : begin].isdigit():
        return True  # 9支|子基金: the segmentation makes one word of the measure and what it counts
    if text.startswith("公司", end) and view.pack.pattern("firms_counted").search(text, max(0, begin - 14), begin):
        return True  # 数家独立经营的|恒锐汽车零部件|公司
    if view.pack.pattern("field_goes_on").match(text, end):
        return True  # 草原|生物|提取、
    if view.pack.pattern("list_of_fields").match(text, end):
        return True  # 高端装备、新材料、|医养健康|等领域
    # 年产2万吨|镁基环境修复材料, 10000|吨|碳酸锂
    return bool(goods.search(text, max(0, begin - 6), begin) or goods.search(text, max(0, begin - 5), begin + 1))


def _first_of_fields(view: View, end: int) -> bool:
    """Whether a word for an industry behind a brand begins a list of industries, up to a mark or 等."""
    if view.text[end : end + 1] != "、":
        return False
    word = next((w.text for w in view.words(end + 1, min(len(view.text), end + 5))), "")
    listed = view.text[end + 1 + len(word) : end + 2 + len(word)] in ("、", "等", "和")
    return listed and len(word) > 1 and (word in view.fields or word in view.industries)


def _in_dictionary(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    """A rare word of the dictionary that ends like a firm: one by its tag (恒瑞|医药), else a doubtful one (平高|电气).

    The dictionary holds well-known firms among common phrases (钢化玻璃); those of goods and of two nouns are none.
    """
    whole = next(w for w in view.words(view.clause(start), end) if w.end == end)
    head = view.text[whole.start : start]
    goods = view.text[start:end] in view.pack.lexicon("product_words")
    rare = whole.freq <= view.pack.thresholds["rare_firm"] and whole.text not in view.industries
    if len(head) != 2 or goods or not rare or whole.tag[:1] not in "nj":
        return None
    if head in view.pack.lexicon("not_brands") or head in view.generic | view.stop or kind_of_thing(view, head):
        return None
    begin = view.place_ending.get(whole.start, whole.start)
    named = whole.tag in ("nz", "nt")
    ahead = view.pieces(view.clause(begin), begin) if view.clause(begin) < begin else []
    if ahead and ahead[-1].kind is not Kind.STOP and not named:
        return None  # 路通|电动汽车|项目
    sure = rule.confidence if named else view.pack.thresholds["doubtful_firm"]
    return Candidate(begin, end, rule.type, rule.id, sure, begin)


def _of_grammar(view: View, end: int) -> int | None:
    """Where a brand of words of the grammar begins (希望|铝业, 乐|听|智能, 听|海|创投), with a place before it."""
    pieces = view.pieces(max(view.clause(end), end - 12), end)
    if not pieces or pieces[-1].end != end:
        return None
    at = len(pieces) - 1
    if pieces[at].text not in view.pack.lexicon("brand_verbs"):
        pair = pieces[-2:]
        stops = [p for p in pair if p.kind is Kind.STOP]
        lone = len(pair) == 2 and all(len(p.text) == 1 and HAN.match(p.text) for p in pair)
        if not lone or len(stops) != 1 or all(p.kind is not Kind.BRAND for p in pair):
            return None
        openers = view.pack.lexicon("brand_openers") if stops[0] is pair[1] else frozenset[str]()
        if stops[0].text not in view.pack.lexicon("short_verbs") and stops[0].text not in openers:
            return None
        at -= 1
    ahead = pieces[at - 1] if at else None
    if ahead is not None and ahead.kind is Kind.PLACE:
        return ahead.start
    opens = ahead is None or ahead.kind is Kind.STOP
    opens = opens and (at > 0 or not HAN.match(view.text[pieces[0].start - 1 : pieces[0].start]))
    return pieces[at].start if opens else None


def kind_of_thing(view: View, word: str) -> bool:
    """Whether a short word tells of a kind or a matter (lexicon ``not_brands``): 铝基, 铜基触头, 百川硅碳."""
    listed = view.pack.lexicon("not_brands")
    if len(word) > 3 and (word[-2:] in view.generic or word[-2:] in view.inner):
        return True  # 服务平台|建设
    return word in listed or word[:2] in listed or (len(word) > 3 and word[-2:] in listed)


def _technique(view: View, first: Piece, before: list[Piece]) -> bool:
    """Whether what is named like a firm is a technique (研发|抛光技术, 硅片|切磨技术)."""
    if before and before[-1].kind is Kind.PLAIN and not before[-1].text.endswith(view.pack.endings("before_firms")):
        return True
    if view.pack.pattern("technique_before").search(view.text, max(0, first.start - 3), first.start):
        return first.start - 1 not in view.owner_ending
    return view.text.endswith(view.pack.endings("technique_verbs"), 0, first.start)


def _as_brand(view: View, piece: Piece) -> Piece:
    """A firm's short form before a word for an industry is a brand again (珩蓝|生物)."""
    if piece.kind is Kind.OWNER and len(piece.text) <= 3 and view.owner_at[piece.start][1] == "company":
        return Piece(piece.start, piece.end, piece.text, Kind.BRAND, piece.generic, piece.tag)
    return piece


def _of_word(view: View, run: list[Piece], brand: int, end: int) -> tuple[Piece, int, bool] | None:
    """A brand of a common noun (灯塔|科技), or of one with a character on either side (灯塔|通|科技, 新|灯塔|科技).

    Gives its first word, its length, and whether the noun is one that firms like to be called by.
    """
    noun = run[-2] if brand and len(run) > 1 else run[-1]
    at = run.index(noun)
    sure = noun.text in view.pack.lexicon("brand_nouns")
    everyday = sure and not brand and noun.text in view.pack.lexicon("everyday_counties")  # 海棠|生物
    compass = not brand and noun.text in view.pack.lexicon("compass_names")  # 南方|重工
    weak = noun.kind is Kind.SOFT and sure and not brand  # 先锋|科技: a slot for firms has to say so
    sure = sure and not weak
    if not (noun.kind is Kind.PLAIN or everyday or compass or weak) or (noun.generic and not (sure or weak or compass)):
        return None
    if brand and len(noun.text) != 2:
        return None
    if brand:
        sure = sure or run[-1].text in view.pack.lexicon("brand_characters")
        if not sure:
            return None
    first, length = noun, len(noun.text) + brand
    ahead = run[at - 1] if at else None
    if ahead is not None and sure and not brand and ahead.kind is Kind.BRAND and len(ahead.text) == 1:
        first, length = ahead, length + 1
        ahead = run[at - 2] if at > 1 else None
    behind = ahead is not None and view.pack.pattern("role_behind").search(view.text, run[0].start, first.start)
    role = behind and view.right_open(end, "stop_words")  # 芯片|企业|灯塔|科技
    if ahead is not None and not role and ahead.kind not in (Kind.PLACE, Kind.OWNER):
        return None
    if ahead is None and not (sure or compass) and noun.tag[:1] in _DESCRIBING:
        return None  # 清洁|能源, 微型|轴承; but 重庆|晶莹|光电
    return first, length, sure


def _public(view: View, run: list[Piece], rule: SuffixRule, end: int) -> Candidate | None:
    """A place or a kind of zone before the word for a public investor (襄阳汉江国投, 高新建投)."""
    begin, zones = len(run), view.pack.lexicon("zone_stems")
    while begin and (
        run[begin - 1].kind in (Kind.PLACE, Kind.BRAND) or run[begin - 1].text in zones or _zone(view, run[begin - 1])
    ):
        begin -= 1
    if begin == len(run) or sum(len(p.text) for p in run[begin:]) < 2:
        return None
    if view.text[run[begin].start] in view.pack.lexicon("all_of_them"):
        return None  # 各县区|城投
    return Candidate(run[begin].start, end, rule.type, rule.id, rule.confidence, run[begin].start)


def _zone(view: View, piece: Piece) -> bool:
    """Whether a piece is the name of a park."""
    return piece.kind is Kind.OWNER and view.owner_at[piece.start][1] == "park"


def _tells(view: View, start: int, end: int) -> bool:
    """Whether a source tells what follows (据启信宝|显示，)."""
    told = view.pack.pattern("source_tells")
    return view.text[end : end + 1] in ("，", "：") and told.search(view.text, max(0, start - 16), end) is not None
