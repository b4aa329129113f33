"""What stands before a name and is no part of it: who acts, a verb, the park that a firm is in.

A step looks at the words of a run for one such thing. It gives the words that the name begins with, none where there is
no name, or None where the thing is not there. The table :data:`_STEPS` says which names a step is for.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.extract import park_heads
from kg.extract.boundary import Kind, Piece, View
from kg.rules import SuffixRule

__all__ = ["without_head"]

Step = Callable[[View, SuffixRule, list[Piece]], list[Piece] | None]


def without_head(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece]:
    """The words of a run from the one on that begins the name; empty where none is left."""
    for kinds, step, ends in _STEPS:
        if rule.type not in kinds and rule.id not in kinds:
            continue
        found = step(view, rule, run)
        if found is not None:
            run = found
            if ends or not run:
                break
    return run


# -- of parks, boards, firms


def _spoken_for(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """某某|代表|新区."""
    return run[park_heads.last(run, frozenset(["代表"])) + 1 :]


def _lone_division(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """市|江北新区."""
    return run[1:] if len(run) > 1 and run[0].text in view.divisions else None


def _done_well(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """建设好、发展|好|江南大学昆山研究院."""
    cut = park_heads.last(run, frozenset(["好"])) + 1
    return run[cut:] if 0 < cut < len(run) and run[cut].kind in (Kind.OWNER, Kind.PLACE) else None


def _torn_verb(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """共|建|安工大产学研基地: a verb that the segmentation tears, before whose body it is."""
    torn = len(run) > 2 and len(run[0].text) == len(run[1].text) == 1 and run[2].kind is Kind.OWNER
    return run[2:] if torn and run[0].text + run[1].text in view.pack.lexicon("creating_verbs") else None


def _since(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """继|恒驰电池项目|落地之后, 自|2019年|恒驰电池项目|落地以来."""
    after = view.pack.pattern("since_then")
    ends = after.match(view.text, run[-1].end) or (rule.type == "park" and view.text.startswith("继", run[0].start))
    if len(run) < 2 or run[0].text not in view.pack.lexicon("since_words") or not ends:
        return None
    year = len(run) > 3 and run[1].text.isdigit() and run[2].text == "年"
    return run[3 if year else 1 :]


# -- of firms


def _joined_by_brand(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """西安交大|和平|高|集团: the dictionary's word holds the 和 that joins them."""
    if len(run) > 1 and run[0].kind is Kind.OWNER and len(run[1].text) == 2 and run[1].text[0] == "和":
        half = run[1]
        return [Piece(half.start + 1, half.end, half.text[1:], Kind.BRAND), *run[2:]]
    return None


def _said_of_firms(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """What is said of a firm before its name (配送|企业|新石器|公司)."""
    heads = view.pack.endings("before_firms")
    if len(run) > 3 and run[0].text + run[1].text in heads and view.named(run[2:]):
        run = run[2:]  # 台|企|源澜金属制品有限公司: the segmentation knows no 台企
    ends = (i for i, p in enumerate(run) if p.kind is not Kind.OWNER and p.text.endswith(heads))
    cut = max((i for i in ends if _names_another(view, run, i)), default=-1)
    return view.trimmed(run[cut + 1 :]) if cut >= 0 else run


def _names_another(view: View, run: list[Piece], i: int) -> bool:
    """Whether a name stands behind a word for firms."""
    rest = run[i + 1 :]
    if view.named(rest) or (run[i].text.endswith(("公司", "品牌")) and view.described(rest)):
        return True
    noun = rest[0] if len(rest) == 1 and run[i].text == "企业" and i else None
    return (
        noun is not None
        and 2 <= len(noun.text) <= 4
        and noun.kind is Kind.PLAIN
        and not noun.generic
        and noun.text not in view.pack.lexicon("not_brands")
    )


def _behind_government(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """白山市|政府|白山经济开发区|管委会."""
    at = next((i for i, p in enumerate(run[:-1]) if p.text == "政府" or park_heads.owner_type(view, p) == "agency"), -1)
    parted = at >= 0 and run[at].text.endswith("政府") and run[at + 1].kind in (Kind.PLACE, Kind.OWNER)
    return run[at + 1 :] if parted else None


# -- of programs


def _agency_of_figure(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """与睢宁县人民政府|100MW光伏项目."""
    counted = len(run) > 1 and park_heads.owner_type(view, run[0]) == "agency" and run[1].text[0].isdigit()
    return run[1:] if counted else None


def _firm_in_park(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """昆山高新区|恒锐科技|扩建项目: the park is where the firm's project is."""
    owners = [park_heads.owner_type(view, p) for p in run[:2]]
    return run[1:] if owners == ["park", "company"] else None


def _another_project(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """启动|项目|新型房屋生产基地项目."""
    return run[1:] if len(run) > 2 and run[0].text == "项目" else None


def _built_there(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """在|宝鸡市|金台区|建设|冷链物流项目, 在|东莞市|谢岗镇|投资|开发|恒驰总部项目."""
    if verb := park_heads.built_at(view, run):
        return run[verb + 1 :]
    if len(run) < 3 or run[0].kind is not Kind.PLACE or not park_heads.is_there(view, run):
        return None
    verbs = view.pack.lexicon("running_verbs")
    verb = next((i for i, p in enumerate(run) if p.kind is not Kind.PLACE), 0)
    if run[verb].kind is Kind.BRAND:  # a town
        towns = view.pack.endings("town_endings")
        verb = next((i for i in range(verb, len(run)) if run[i].text in verbs), 0)
        verb = verb if view.text.endswith(towns, 0, run[verb].start) else 0
    if not 0 < verb < len(run) - 1 or run[verb].text not in verbs:
        return None
    more = run[verb + 1].text in view.pack.lexicon("site_verbs") and len(run) > verb + 2
    return run[verb + 1 + more :]


def _put_up(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """各园区|开发|建设|风光储新能源项目: two verbs that together govern a name; 恒远集团|开发|晶谷储能项目: one."""
    verbs = view.pack.lexicon("running_verbs")
    if len(run) > 2 and park_heads.owner_type(view, run[0]) == "company" and run[1].text in verbs:
        return run[2:]
    cut = next((i for i in range(2, len(run) - 1) if run[i - 1].text + run[i].text in verbs), 0)
    return run[cut + 1 :] if cut else None


def _founded(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """支持|福建|建设|两岸标准共通服务平台, 在|乌克兰|修建|生物实验室."""
    built = view.pack.lexicon("founded_sites")
    verb = next((i for i, p in enumerate(run) if i and p.text in built and run[i - 1].kind is Kind.PLACE), 0)
    field = verb and view.pack.pattern("field_of_building").match(view.text, run[verb].start)
    return run[verb + 1 :] if verb and not field else None  # but 江苏省|建设科学研究院


def _done_there(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """在|乌克兰|进行|军事生物研究项目, 高新区|支持|恒锐机器人总部项目."""
    verbs, zones = view.pack.lexicon("doing_verbs"), view.pack.lexicon("bare_zones")
    verb = next((i for i, p in enumerate(run) if i and p.text in verbs and _at_place(run[i - 1], zones)), 0)
    return run[verb + 1 :] if verb else None


def _at_place(piece: Piece, zones: frozenset[str]) -> bool:
    """Whether a word is a place, or one for a zone without a name."""
    return piece.kind is Kind.PLACE or piece.text in zones


def _operator(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """恒远集团|运营|晶谷|产业园."""
    if len(run) < 3 or park_heads.owner_type(view, run[0]) != "company":
        return None
    named = view.named([p for p in run[1:] if p.kind is not Kind.OWNER])
    return without_head(view, rule, run[1:]) if named else None


# -- of firms and schools


def _owner(view: View, rule: SuffixRule, run: list[Piece]) -> list[Piece] | None:
    """A park is where a firm or a school is, not part of its name, if a name remains without it."""
    owner = park_heads.owner_type(view, run[0])
    if not owner:
        return None
    public = view.pack.lexicon("public_firms")
    if rule.id == "company.legal" and all(p.generic or p.kind is Kind.SOFT or p.text in public for p in run[1:]):
        return None
    if owner == "university" and len(run) > 2 and run[1].kind is Kind.PLACE and view.named(run[2:]):
        return run[1:]  # 江南大学|苏州澜脉有限公司|联合实验室
    if owner == "park" and view.named(run[1:]) and not (rule.id == "company.legal" and _registered(view, run)):
        while len(run) > 2 and park_heads.owner_type(view, run[0]) == "park" and view.named(run[1:]):
            run = run[1:]  # 西宁经开区|南川工业园区|晶科能源股份有限公司
        return view.trimmed(run)
    return None


def _registered(view: View, run: list[Piece]) -> bool:
    """Whether a firm is registered with the park that stands before it: 苏州工业园区某某有限公司."""
    if run[0].text not in view.pack.lexicon("legal_zones") or len(run) < 2 or run[1].kind is Kind.PLACE:
        return False
    if any(p.text == "（" for p in run[1:]):  # 某园区|晶石化工（江苏）有限公司
        return False
    if view.pack.pattern("whole_group").match(view.text, run[-1].end):  # 苏州工业园区|某某集团
        return False
    # 某园区|航天时代飞鹏有限公司, whom the article names without the park, too
    alone, joined = (view.text[p.start : run[-1].end] for p in run[1::-1])
    return view.text.count(alone) == view.text.count(joined)


#: For names of some types or rules, in the order of asking: a step, and whether nothing is asked after what it gave.
_STEPS: tuple[tuple[tuple[str, ...], Step, bool], ...] = (
    (("park", "agency", "company", "university", "institute"), _spoken_for, False),
    (("park", "company"), _lone_division, False),
    (("agency",), _behind_government, False),
    (("company",), _joined_by_brand, False),
    (("company", "program.project", "program.works"), _said_of_firms, False),
    (("program", "park"), _since, False),
    (("institute", "park", "program"), _done_well, False),
    (("institute", "park", "program"), _torn_verb, False),
    (("program.project",), _another_project, False),
    (("program",), _agency_of_figure, True),
    (("program",), _firm_in_park, True),
    (("program", "institute"), _built_there, True),
    (("program.project",), _put_up, False),
    (("institute",), _founded, False),
    (("program.project", "program.scheme"), _done_there, False),
    (("park",), park_heads.no_site, True),
    (("park",), park_heads.supported, True),
    (("park.zone",), park_heads.before_city, True),
    (("park",), park_heads.street, True),
    (("park",), park_heads.joined_by_body, False),
    (("park",), park_heads.board, True),
    (("park",), park_heads.seated, True),
    (("park",), park_heads.firm, False),
    (("park.zone",), park_heads.noun_before_zone, True),
    (("park.site", "park.stem"), park_heads.division_of_site, True),
    (("park",), _operator, True),
    (("park",), park_heads.park_before_city, True),
    (("company", "university"), _owner, True),
)
