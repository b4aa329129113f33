"""Which runs before a firm's ending name one."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.boundary import HAN, Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.rules import RulePack, SuffixRule, per_pack

__all__ = ["DOUBTFUL", "judge_company", "judge_industry", "kind_of_thing"]

#: How sure a name of common words is before anything around it speaks for it.
DOUBTFUL = 0.4
#: The first letters of jieba's tags of words that describe, and of the grammar.
_DESCRIBING = tuple("abdtfrmqpcuv")
#: How often the dictionary's texts use a phrase that names a firm, at most (平高电气 16, 科龙电器 74).
_RARE = 100
#: jieba's tags of foreign names (西门子, 霍尼韦尔).
_FOREIGN = ("nrt", "nrfg")
_GOODS = re.compile("[0-9][万亿]?(?:吨|平方米|千米|公里|兆瓦|吉瓦)$")
_NUMBERED = re.compile(r"（(?:19|20)[0-9]{2}）[0-9]*号?")  # 闽工信科技〔2025〕41号
_LOCAL = re.compile("（([一-龥]{2,6})）")
_LEGAL = re.compile(r"(?:[一-鿿]|（[一-鿿]{2,6}）){2,16}?有限(?:责任)?公司")
_NAMING_TAGS = ("nr", "nrt", "nz", "ns")


def judge_company(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The firm, bank, fund or works whose name is ``run`` and ``suffix``, if they name one."""
    rest = [p for p in run if p.kind is not Kind.PLACE]
    local = _LOCAL.match(view.text, made.end) if suffix == "集团" else None
    if local and local.group(1) in view.known.places:
        made = replace(made, end=local.end())  # 恒远集团（大连）
    if (
        suffix in ("公司", "集团")
        and len(rest) == len(run)
        and "".join(p.text for p in rest) in view.pack.lexicon("not_brands")
    ):
        return None  # 德资|公司
    if suffix == "支行" and view.text[made.end - 3 : made.end] == "分支行":
        return None
    if suffix == "厂" and (run[0].kind is not Kind.PLACE or made.end - made.start > 14):
        return None
    if suffix == "厂" and not any(not p.generic or p.text in view.industries for p in rest):
        return None
    if not rest and rule.id == "company.works":
        return made  # 镇江|船厂
    if rule.id == "company.fund" and view.text.startswith("（有限合伙）", made.end):
        made = replace(made, end=made.end + len("（有限合伙）"))
    if (suffix in ("集团", "控股集团", "股份") or "集团）" in suffix) and _common_brand(view, run):
        return made.sure(0.8)
    if not rest and rule.id == "company.fund" and len(suffix) > 2:
        return made
    if (
        not rest
        and rule.id == "company.legal"
        and len(run) == 1
        and suffix.startswith(("集团", "控股"))
        and len(suffix) > 5
    ):
        return made if run[0].text[-1] not in "省市区县" else None  # 白银|集团股份有限公司
    if not rest:
        return made if rule.id == "company.bank" and suffix not in ("支行", "分行", "证券", "人寿") else None
    if suffix == "银行" and all(p.kind is Kind.OWNER or p.kind is Kind.PLACE for p in run):
        return None
    if suffix == "分公司" and len(run) > 2 and run[0].text == "中国" and run[-1].kind is Kind.PLACE:
        return made  # 中国|电信|宁夏|分公司
    if suffix in ("分公司", "支行", "分行") and not any(
        p.kind in (Kind.OWNER, Kind.BRAND) or p.text.endswith("银行") for p in run
    ):
        return None
    if view.named(run):
        if suffix in ("公司", "集团", "分公司") and not view.named(rest) and not view.described(rest):
            if run[0].text in view.pack.lexicon("landmarks") and rest[-1].text in view.fields:
                return made.sure(0.8)  # 长安|汽车|公司
            if run[0].kind is Kind.PLACE and run[0].text[-1] in "省市区县" and suffix == "集团":
                return made  # 宜昌市|融资担保|集团
            if suffix == "集团" and len(rest) <= 2 and run[0].kind is Kind.PLACE and _of_state(view, run, made.end):
                return made  # 贵安|发展|集团, 北京|科技园|建设|集团
            vague = any(p.text in view.stop or p.text in view.pack.lexicon("vague_firm_words") for p in rest)
            river = run[0].text in view.pack.lexicon("rivers")
            nation = river or run[0].text in view.known.places or run[0].text in view.pack.lexicon("nations")
            own = vague and river and rest[0].text == "产业"
            return None if (vague and not own) or suffix != "集团" or not nation else made
        return made
    if suffix == "集团" and len(run) == 2 and run[0].text in view.pack.lexicon("brand_nouns"):
        return made.sure(0.8)  # 中纺|工贸|集团
    if suffix == "公司" and _called_often(view, run):
        return made.sure(0.7)
    if suffix == "集团" and _heads_another(view, run):
        return made.sure(0.8)
    if suffix.endswith(("有限公司", "有限责任公司")):
        return made.sure(0.8) if view.described(rest) else None
    return None


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
    if len(head) != 2 or goods or whole.freq > _RARE or whole.text in view.industries or whole.tag[:1] not in "nj":
        return None
    if head in view.pack.lexicon("not_brands") or head in view.generic | view.stop or kind_of_thing(view, head):
        return None
    begin = view.place_ending.get(whole.start, whole.start)
    confidence = rule.confidence if whole.tag in ("nz", "nt") else DOUBTFUL
    ahead = view.pieces(view.clause(begin), begin) if view.clause(begin) < begin else []
    if ahead and ahead[-1].kind is not Kind.STOP and confidence == DOUBTFUL:
        return None  # 路通|电动汽车|项目
    return Candidate(begin, end, rule.type, rule.id, confidence, begin)


def _called_often(view: View, run: list[Piece]) -> bool:
    """Whether an article calls a firm by two common nouns, the first of no trade, again and again (太阳|油墨|公司)."""
    stem = view.text[run[0].start : run[-1].end]
    first = run[0]
    if len(run) != 2 or first.generic or first.kind is not Kind.PLAIN or first.tag[:1] != "n" or len(first.text) < 2:
        return False
    if first.text in view.industries or first.text in view.fields or first.text in view.inner:
        return False
    return len(stem) > 3 and view.text.count(stem) > 2


def _heads_another(view: View, run: list[Piece]) -> bool:
    """Whether a firm that the article names by law begins like a group of two words (现代|汽车|集团)."""
    stem = view.text[run[0].start : run[-1].end]
    if len(run) != 2 or len(stem) < 4 or run[1].text not in view.fields:
        return False
    at = view.text.find(stem)
    while at >= 0:
        if _LEGAL.match(view.text, at + len(stem)):
            return True
        at = view.text.find(stem, at + 1)
    return False


def _of_state(view: View, run: list[Piece], end: int) -> bool:
    """Whether a place and what a state's own firm does name its group, and nothing carries the name on."""
    works = view.pack.lexicon("state_works")
    return (
        run[0].text[-1] not in "省市区县"
        and run[-1].text in works
        and view.right_open(end, view.pack.lexicon("followers"))
    )


def _common_brand(view: View, run: list[Piece]) -> bool:
    """A group that a single word of the dictionary names, a county's name among them (磐石|集团, but not 跨国|集团)."""
    brand = run[-1]
    if len(run) > 2 or not 2 <= len(brand.text) <= 3 or brand.generic or brand.text in view.pack.lexicon("not_brands"):
        return False
    if (
        brand.text in view.industries
        or brand.text in view.fields
        or brand.text in view.stop
        or brand.text in view.inner
    ):
        return False
    if len(run) == 2 and run[0].kind is not Kind.PLACE:
        return False
    if brand.kind is Kind.PLACE:
        known = view.known.places.get(brand.text)
        # 磐石|集团, 香港|新华|集团; but not 江阴市|集团
        return bool(known) and brand.text[-1] not in "市区县" and all(p.level == "county" for p in known or ())
    return brand.kind is Kind.PLAIN and not brand.tag.startswith(("v", "m", "r", "t", "d"))


def judge_industry(view: View, rule: SuffixRule, start: int, end: int) -> Candidate | None:
    """A brand before the word for an industry; a brand of common words is only a doubtful one (:data:`DOUBTFUL`)."""
    if _NUMBERED.match(view.text, end):
        return None
    if view.covered(start, end):
        return _in_dictionary(view, rule, start, end)
    run = view.run_before(start)
    begun = _of_grammar(view, start) if end - start > 1 and len(run) < 2 else None
    if begun is not None:
        return Candidate(begun, end, rule.type, rule.id, DOUBTFUL, begun)
    if not run or run[-1].end != start:
        return None
    if view.text[start:end] in view.pack.lexicon("public_firms"):
        return _public(view, run, rule, end)
    landmarks = view.pack.lexicon("landmarks")
    whole = view.text[start:end]
    brand, last, phrase = 0, len(run), False
    while last and len(run) - last < 2 and len(run[last - 1].text) > 1 and run[last - 1].text in view.fields:
        if end - start == 1:
            break
        last -= 1
    if not last or (last < len(run) and run[last - 1].kind is not Kind.BRAND):
        return None
    if last < len(run) and view.text[end - 2 : end] in view.pack.lexicon("product_words"):
        return None  # 恒驰|新能源|储能|电池: a firm and its product
    if _first_of_fields(view, end):
        return None  # 恒远|教育、体育等产业
    start, run = run[last - 1].end, [_as_brand(view, p) for p in run[:last]]
    for piece in reversed(run):
        geographic = not brand and piece.text in landmarks
        if (piece.kind is not Kind.BRAND and not geographic) or not HAN.match(piece.text):
            break
        brand += len(piece.text)
        # a long word of the dictionary is a phrase, and its brand a doubtful one (爱国主义|教育, 摩托车|工业)
        phrase = phrase or (len(piece.text) > 2 and piece.tag not in _FOREIGN)
        first = piece
    ending = next((w for w in (view.text[max(start, end - 3) : end], view.text[end - 2 : end]) if w in view.fields), "")
    goods = view.pack.lexicon("product_words")
    product = end - start == 1 or ending in goods or whole in goods
    confidence = rule.confidence
    phrase = phrase or (ending in view.pack.lexicon("field_words") and (brand < 2 or len(first.text) > 1))
    if brand < 2 and end - start >= 2:
        worded = _of_word(view, run, brand)
        if worded is None:
            return None
        first, brand, sure = worded
        confidence = confidence if sure else DOUBTFUL
    if not brand:
        return None
    if product or phrase:
        confidence = DOUBTFUL
    abroad = first is not run[0] and run[run.index(first) - 1].text in view.pack.lexicon("regions")
    if not 2 <= brand <= (7 if abroad else 4):
        return None
    if kind_of_thing(view, view.text[start - brand : start]):
        return None
    before = run[: run.index(first)]
    if whole == "技术" and _technique(view, first, before):
        return None
    named = before and brand == 2 and before[-1].kind is Kind.PLAIN and before[-1].tag in _NAMING_TAGS
    if named and len(before[-1].text) == 2 and not before[-1].generic and before[-1].text not in view.stop:
        first, before = before[-1], before[:-1]  # 阳光|华丽|食品
    begin = first.start
    for _ in range(2):
        if before and (before[-1].kind is Kind.PLACE or (before[-1].tag == "ns" and begin == first.start)):
            begin = before[-1].start
            before = before[:-1]
    if before and before[-1].kind is Kind.OWNER and view.owner_at[before[-1].start][1] != "park":
        return None
    if view.text[start - brand : end] in view.industries:
        return None
    if whole == "建设" and view.text[begin - 1 : begin] in ("在", "于"):
        return None  # 在|松山湖|建设生产基地
    if view.text[begin] in view.pack.lexicon("measures") and view.text[begin - 1 : begin].isdigit():
        return None  # 9支|子基金: the segmentation makes one word of the measure and what it counts
    if _fields_list(view.pack).match(view.text, end):
        return None  # 高端装备、新材料、|医养健康|等领域
    if _GOODS.search(view.text, max(0, begin - 6), begin) or _GOODS.search(view.text, max(0, begin - 5), begin + 1):
        return None  # 年产2万吨|镁基环境修复材料, 10000|吨|碳酸锂
    return Candidate(begin, end, rule.type, rule.id, confidence, begin)


@per_pack
def _fields_list(pack: RulePack) -> re.Pattern[str]:
    """The rest of a list of industries, behind one of them."""
    item = "[A-Za-z0-9一-龥]{2,8}?"
    ends = "|".join(sorted(pack.lexicon("lists_of_fields")))
    return re.compile(f"(?:、{item}){{0,6}}(?:[和与及]{item})?等[^，。；、]{{0,4}}?(?:{ends})(?![一-龥])")


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
    return (
        pieces[at].start if opens and (at or not HAN.match(view.text[pieces[0].start - 1 : pieces[0].start])) else None
    )


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
    if view.text.endswith(("技术、", "技术和", "技术与", "技术及"), 0, first.start):
        return first.start - 1 not in view.owner_ending
    return view.text.endswith(view.pack.endings("technique_verbs"), 0, first.start)


def _as_brand(view: View, piece: Piece) -> Piece:
    """A firm's short form before a word for an industry is a brand again (珩蓝|生物)."""
    if piece.kind is Kind.OWNER and len(piece.text) <= 3 and view.owner_at[piece.start][1] == "company":
        return Piece(piece.start, piece.end, piece.text, Kind.BRAND, piece.generic, piece.tag)
    return piece


def _of_word(view: View, run: list[Piece], brand: int) -> tuple[Piece, int, bool] | None:
    """A brand of a common noun (灯塔|科技), or of one with a character on either side (灯塔|通|科技, 新|灯塔|科技).

    Gives its first word, its length, and whether the noun is one that firms like to be called by.
    """
    noun = run[-2] if brand and len(run) > 1 else run[-1]
    at = run.index(noun)
    sure = noun.text in view.pack.lexicon("brand_nouns")
    everyday = sure and not brand and noun.text in view.pack.lexicon("everyday_counties")  # 海棠|生物
    if not (noun.kind is Kind.PLAIN or everyday) or (noun.generic and not sure) or (brand and len(noun.text) != 2):
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
    if ahead is not None and ahead.kind not in (Kind.PLACE, Kind.OWNER):
        return None
    if ahead is None and not sure and noun.tag[:1] in _DESCRIBING:
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
    return Candidate(run[begin].start, end, rule.type, rule.id, rule.confidence, run[begin].start)


def _zone(view: View, piece: Piece) -> bool:
    return piece.kind is Kind.OWNER and view.owner_at[piece.start][1] == "park"
