"""Which runs before the ending of a firm, bank, fund or works name one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kg.extract.boundary import Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.rules import SuffixRule

__all__ = ["judge_company"]

_FUNDS, _PARTNERS = "company.fund", "（有限合伙）"
_LEGAL, _LEGAL_BANK = "company.legal", "银行股份有限公司"


def judge_company(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The firm, bank, fund or works whose name is ``run`` and ``suffix``, if they name one."""
    rest = [p for p in run if p.kind is not Kind.PLACE]
    made = _with_bracket(view, rule, suffix, made)
    if suffix == _LEGAL_BANK:  # no bank of that name stands inside it
        made = replace(made, rule=_LEGAL)
        if view.owner_at.get(run[0].start, (0, ""))[0] == run[-1].end + 2:
            return made  # 交通银行|股份有限公司: a bank that is known without its legal form
    if _no_firm(view, run, rest, suffix, made):
        return None
    group = suffix in view.pack.lexicon("group_endings") or "集团）" in suffix
    if group and _common_brand(view, run):
        return made.sure(0.8)
    if not rest:
        return made if _placed(view, rule, run, suffix) else None
    if suffix == "分公司" and len(run) > 2 and run[0].text == "中国" and run[-1].kind is Kind.PLACE:
        return made  # 中国|电信|宁夏|分公司
    if _branch_of_none(view, run, suffix):
        return None
    if view.named(run):
        bare = suffix in ("公司", "总公司", "集团", "分公司") and not view.named(rest) and not view.described(rest)
        return _of_place(view, run, rest, suffix, made) if bare else made
    return _of_words(view, run, rest, suffix, made)


def _with_bracket(view: View, rule: SuffixRule, suffix: str, made: Candidate) -> Candidate:
    """The name with the bracket behind it that belongs to it (恒远集团（大连）, 甲基金（有限合伙）)."""
    held, end = view.bracket(made.end) if suffix == "集团" else ("", 0)
    if held in view.known.places:
        return replace(made, end=end)
    if rule.id == _FUNDS and view.text.startswith(_PARTNERS, made.end):
        return replace(made, end=made.end + len(_PARTNERS))
    return made


def _no_firm(view: View, run: list[Piece], rest: list[Piece], suffix: str, made: Candidate) -> bool:
    """Whether a run tells a kind of firms (德资|公司), several branches, or a building (厂)."""
    own = [p.text for p in rest if p.kind is not Kind.OWNER]
    first = view.text[made.start]
    if first in view.pack.lexicon("all_of_them") and view.text[made.start + 1] in view.division_characters:
        return True  # 各县区|城投公司
    letters = view.pack.lexicon("latin_terms")
    if suffix == "公司" and all(p.text in letters or p.generic for p in run):
        return True  # 20家|AI|创业|公司
    if view.pack.pattern("listed_kind").match(view.text, run[-1].start):
        return True  # 香港联交所|上市|公司
    if suffix == "银行" and not view.described(rest) and view.pack.pattern("banks_of_kind").match(view.text, made.end):
        return True  # 海南省|全国性|银行机构
    if (
        suffix == "公司"
        and own
        and len(own) < len(run)
        and all(t in view.pack.lexicon("vague_firm_words") for t in own)
    ):
        return True  # 昆山高新区|上市|公司
    if suffix == "公司" and view.pack.pattern("firms_counted").search(view.text, max(0, made.start - 14), made.start):
        return True  # 数家独立经营的|恒锐汽车零部件公司
    if suffix in ("公司", "集团") and len(rest) == len(run):
        return "".join(p.text for p in rest) in view.pack.lexicon("not_brands")
    if suffix in ("公司", "集团") and view.pack.pattern("great_ones").search(view.text, run[0].start, run[-1].end):
        return True  # 中国四大国家石油|公司
    if suffix == "支行":
        return view.text[made.end - 3 : made.end] == "分支行"
    if suffix != "厂":
        return False
    named = any(not p.generic or p.text in view.industries for p in rest)
    return run[0].kind is not Kind.PLACE or made.end - made.start > 14 or not named


def _placed(view: View, rule: SuffixRule, run: list[Piece], suffix: str) -> bool:
    """Whether a place alone names a firm with this ending (镇江|船厂, 白银|集团股份有限公司)."""
    if rule.id == _FUNDS:
        return len(suffix) > 2
    if rule.id == "company.legal":
        own = run[1:] if len(run) == 2 else run  # 中国|南通|集团有限公司, 宁夏|兴安|集团有限公司
        group = len(own) == 1 and suffix.startswith(("集团", "控股")) and len(suffix) > 5
        return group and not view.divided(own[0].text)
    bank = rule.id == "company.bank" and suffix not in view.pack.lexicon("unplaced_banks")
    return bank or rule.id == "company.works"


def _branch_of_none(view: View, run: list[Piece], suffix: str) -> bool:
    """Whether a bank or a branch has no name of its own, or none of whose it is."""
    if suffix == "银行":
        return all(p.kind is Kind.OWNER or p.kind is Kind.PLACE for p in run)
    if suffix not in view.pack.lexicon("branch_endings"):
        return False
    if any(a.kind is Kind.OWNER and b.kind is Kind.SOFT and b.text in view.stop for a, b in pairwise(run)):
        return True  # 恒丰银行|利用|上海|分行
    return not any(p.kind in (Kind.OWNER, Kind.BRAND) or p.text.endswith("银行") for p in run)


def _of_place(view: View, run: list[Piece], rest: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """A firm of a place and what it does, if that names one (长安|汽车|公司, 贵安|发展|集团)."""
    if run[0].text in view.pack.lexicon("landmarks") and rest[-1].text in view.fields:
        return made.sure(0.8)  # 长安|汽车|公司
    if suffix == "公司" and len(run) == 2 and _runs_site(view, run, made.end):
        return made.sure(0.9)  # 昆山|科技园|公司
    if suffix != "集团":  # 中国|汽车|工业|工程|公司
        state = suffix in ("公司", "总公司") and run[0].text == "中国" and len(rest) > 1
        return made if state and rest[-1].text in view.pack.lexicon("state_trades") else None
    if run[0].kind is Kind.PLACE and view.divided(run[0].text):
        return made  # 宜昌市|融资担保|集团
    if len(rest) <= 2 and run[0].kind is Kind.PLACE and _of_state(view, run, made.end):
        return made  # 贵安|发展|集团, 北京|科技园|建设|集团
    vague = any(p.text in view.stop or p.text in view.pack.lexicon("vague_firm_words") for p in rest)
    river = run[0].text in view.pack.lexicon("rivers")
    nation = river or run[0].text in view.known.places or run[0].text in view.pack.lexicon("nations")
    own = vague and river and rest[0].text == "产业"
    return made if nation and (own or not vague) else None


def _of_words(view: View, run: list[Piece], rest: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """A firm whose name nothing but common words tells."""
    if suffix == "集团" and _of_city_in_short(view, run):
        return made.sure(0.9)
    if suffix == "集团" and len(run) == 2 and run[0].text in view.pack.lexicon("brand_nouns"):
        return made.sure(0.8)  # 中纺|工贸|集团
    if suffix == "公司" and _called_often(view, run):
        return made.sure(0.7)
    if suffix == "集团" and _heads_another(view, run):
        return made.sure(0.8)
    limited = suffix.endswith(("有限公司", "有限责任公司"))
    if not limited or not view.described(rest):
        return None
    begin = _of_stop_word(view, run) if len(run) == 1 and run[0].text in view.fields else None
    return replace(made, start=begin, cut=begin) if begin is not None else made.sure(0.8)


def _of_city_in_short(view: View, run: list[Piece]) -> bool:
    """Whether one character of a city and its zone or works name a group (昆|高新|集团, 锡|城建|集团)."""
    city, works = run[0], "".join(p.text for p in run[1:])
    owned = works in view.pack.lexicon("zone_works") or works in view.pack.lexicon("public_firms")
    return owned and city.kind is Kind.BRAND and len(city.text) == 1 and city.tag[:1] in ("n", "j")


def _of_stop_word(view: View, run: list[Piece]) -> int | None:
    """Where a firm begins that a place and a word of the grammar name before what it does (湖北|共同|药业有限公司)."""
    begin = view.clause(run[0].start)
    ahead = view.pieces(begin, run[0].start) if begin < run[0].start else []
    if len(ahead) < 2 or ahead[-2].kind is not Kind.PLACE:
        return None
    return ahead[-2].start if ahead[-1].kind is Kind.STOP and len(ahead[-1].text) == 2 else None


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
        if view.pack.pattern("legal_name").match(view.text, at + len(stem)):
            return True
        at = view.text.find(stem, at + 1)
    return False


def _of_state(view: View, run: list[Piece], end: int) -> bool:
    """Whether a place and what a state's own firm does name its group, and nothing carries the name on."""
    works = not view.divided(run[0].text) and run[-1].text in view.pack.lexicon("state_works")
    return works and view.right_open(end)


def _runs_site(view: View, run: list[Piece], end: int) -> bool:
    """Whether a place and a kind of site name the firm that runs it, where firms that are in it are not spoken of."""
    site = run[-1].generic and view.text.endswith(view.pack.endings("site_endings"), 0, run[-1].end)
    settled = view.before(run[0].start) in view.pack.lexicon("settling_verbs")
    return site and not settled and view.right_open(end)


def _common_brand(view: View, run: list[Piece]) -> bool:
    """A group that a single word of the dictionary names, a county's name among them (磐石|集团, but not 跨国|集团)."""
    brand = run[-1]
    alone = len(run) == 1 or (len(run) == 2 and run[0].kind is Kind.PLACE)
    if alone and any(brand.text in view.pack.lexicon(w) for w in ("landmarks", "compass_names", "brand_verbs")):
        return True  # 长江|集团, 东方|集团, 领航|集团
    if not alone or not 2 <= len(brand.text) <= 3 or brand.generic or brand.text in view.pack.lexicon("not_brands"):
        return False
    if any(brand.text in words for words in (view.industries, view.fields, view.stop, view.inner)):
        return False
    if brand.kind is Kind.PLACE:
        known = view.known.places.get(brand.text)
        # 磐石|集团, 香港|新华|集团; but not 江阴市|集团
        divided = brand.text[-1] in view.pack.lexicon("lower_divisions")
        return bool(known) and not divided and all(p.level == "county" for p in known or ())
    return brand.kind is Kind.PLAIN and not brand.tag.startswith(("v", "m", "r", "t", "d"))
