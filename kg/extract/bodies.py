"""Which runs before the ending of a university, institute, public body name one; departments by their field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.boundary import Kind, Piece, View
from kg.extract.candidate import Candidate
from kg.rules import SuffixRule

__all__ = ["departments", "judge_agency", "judge_institute", "judge_university"]


def judge_university(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The university, college or faculty whose name is ``run`` and ``suffix``, if they name one."""
    owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
    if suffix == "大学" and view.text.startswith(view.pack.endings("not_university"), made.end):
        return None  # 岳麓山|大学科技城, 行业特色|大学联盟
    if view.text.endswith("科学院", made.start, made.end):
        return None  # 公路|科学院: a body of research
    if run[-1].text in view.pack.lexicon("praise"):
        return None  # 江苏|高水平|大学建设高校
    if owner == "university" and (len(run) > 1 or suffix not in ("大学", "学院")):
        return made
    if owner and owner != "university":
        return None if owner == "park" else made
    if sum(len(p.text) for p in run) > 14 or suffix in ("校区", "分校"):
        return None
    if suffix == "大学" and run[-1].text[-1] in view.pack.lexicon("before_universities"):
        return None  # 刚上大学, 三所大学
    if run[0].text in view.pack.lexicon("nations") and len(run) > 1:
        return made
    if len(run) > 1 and run[0].text in view.pack.lexicon("own_school") and suffix == "学院" and not view.named(run):
        return replace(made, start=run[1].start, cut=run[1].start).sure(0.7)
    content = sum(len(p.text) for p in run if not p.generic or p.text in view.industries)
    if suffix.endswith(("产业学院", "工程师学院")) and content >= 2 and not view.named(run):
        return made.sure(0.7)
    length = sum(len(p.text) for p in run)
    own = suffix == "学院" and not view.named(run)
    faculty = own and length >= 2 and "我校" in view.text and run[0].text != "工程"
    if faculty and view.opens(run[0].start):
        begin = _first_subject(view, run[0].start)
        return replace(made, start=begin, cut=begin).sure(0.65)
    if own and view.before(run[0].start) in view.pack.lexicon("own_school"):
        return made.sure(0.7)
    noun = run[0].text if len(run) == 1 and suffix == "学院" else ""
    if noun in view.pack.lexicon("brand_nouns") and noun not in view.pack.lexicon("trained_people"):
        return made.sure(0.7)  # 阳光|学院
    return made if view.named(run) else None


def judge_institute(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The institute, platform or base whose name is ``run`` and ``suffix``, if they name one."""
    branch, end = view.bracket(made.end)
    if branch in view.known.places:
        made = replace(made, end=end)  # 电子科技大学长三角研究院（衢州）
    if view.text.endswith(view.pack.endings("turned_into"), 0, made.start):
        return None  # 打造成为|南开大学校外实验中心: what it is to be
    if suffix.endswith("中心") and view.pack.pattern("vision").search(view.text, made.start, made.end):
        return None
    actor = max((i for i, p in enumerate(run[:-1]) if i and _joined_actor(view, run, i)), default=0)
    if actor:
        run = run[actor + 1 :]  # 光电企业|联合|虚拟现实研究院
        made = replace(made, start=run[0].start, cut=run[0].start)
    if suffix == "中心" and view.pack.pattern("centre_of_town").match(view.text, made.end):
        return None  # 大运河沧州|中心城区
    kinds = view.pack.lexicon("body_nouns")
    kind = max((i for i, p in enumerate(run[:-1]) if p.text in kinds and not view.named(run[: i + 1])), default=-1)
    if kind >= 0 and view.named(run[kind + 1 :]):
        run = run[kind + 1 :]  # 公共科研平台|崖州湾种子实验室
        made = replace(made, start=run[0].start, cut=run[0].start)
    if len(run) > 1 and view.text[made.start - 1] in "和与" and run[0].text in view.pack.lexicon("site_verbs"):
        run, made = run[1:], replace(made, start=run[1].start, cut=run[1].start)  # 建设和|运营|鲲鹏创新中心
    rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER)]
    if len(rest) == 1 and rest[0].text == "地区" and run[-1] is rest[0]:
        return None  # 华南|地区|研究所
    letters = [p for p in run if p.text in view.pack.lexicon("latin_terms")]
    if letters and all(p in letters or p.generic or p.text in view.pack.lexicon("not_zone_words") for p in run):
        return None  # 四大|AI|实验室
    if view.pack.pattern("bodies_of_kind").match(view.text, made.end) and not view.named(rest):
        return None  # 黑龙江|全国重点实验室由7家增至16家
    if len(run) > 16 or all(p.text in view.pack.lexicon("nations") for p in run):
        return None
    if view.pack.pattern("state_title").fullmatch(view.text, made.start, made.end):
        return None
    if run[0].generic and run[1:] and run[1].text == "国家" and all(p.generic for p in run[2:]):
        return None  # 综合性|国家|科学|中心
    ranked = any(p.text in view.pack.lexicon("ranks") for p in run)  # 国家|甲级|建筑设计院
    if run[0].text == "国家" and (ranked or suffix in view.pack.lexicon("state_bodies")):
        return None
    if suffix == "实验室" and len(run) == 1 and view.pack.pattern("in_a_room").match(view.text, made.end):
        return None  # 恒远科技有限公司|实验室里: one of its rooms
    if len(suffix) > 5 and suffix.startswith(view.pack.endings("body_grades")) and (rest or view.named(run)):
        inner = view.text[run[0].start : run[-1].end]  # 黑龙江|全国重点实验室, 在川|全国重点实验室
        alone = (not rest and inner in view.known.places) or inner in view.pack.lexicon("place_characters")
        actors = rest and all(p.text in view.pack.lexicon("plain_actors") for p in rest)  # 学校|省级重点实验室
        return None if run[0].text in view.stop or alone or actors else made  # 精细化工|国家重点实验室
    if view.named(run) or run[0].text in view.pack.lexicon("nations"):
        if not rest and len(suffix) <= 2 and suffix not in ("医院", "分院"):
            return None
        owner = view.owner_at[run[0].start][1] if run[0].kind is Kind.OWNER else ""
        if not rest and owner in ("company", "university") and suffix in view.pack.lexicon("of_their_own"):
            return None  # 甲公司与乙公司|联合体中标
        if rest and not view.described(rest) and suffix in view.pack.lexicon("plain_bodies"):
            return made.sure(0.6)
        return made
    ahead = view.before(run[0].start)
    if ahead == "的":
        ahead = view.before(run[0].start - 1)  # 与区内企业共建的|创新药物中试平台
    created = ahead in view.pack.lexicon("creating_verbs") or _second(view, run[0].start)
    content = sum(len(p.text) for p in rest if p.text not in view.generic)
    strong = suffix in view.pack.lexicon("strong_bodies") and view.opens(run[0].start)
    acts = view.pack.pattern("acts_as_body").match(view.text, made.end) and view.opens(run[0].start)
    if content >= 4 and (created or strong or acts):
        return made.sure(0.66)
    if created and "共" in ahead and content >= 2 and made.end - made.start >= 8:
        return made.sure(0.6)  # 三方共建的|氢能产业创新中心
    return None


def _joined_actor(view: View, run: list[Piece], i: int) -> bool:
    """Whether someone without a name joins what follows (这家光电企业|联合, 高校|与)."""
    return run[i].text in view.pack.lexicon("linking_words") and run[i - 1].text in view.pack.lexicon("plain_actors")


def _second(view: View, at: int) -> bool:
    """Whether a body stands right before, joined to what begins there (共建甲院|与|低空经济创新中心; 甲中心、|…)."""
    joined = view.text[at - 1 : at] == "、" or view.text[at - 1 : at] in view.pack.lexicon("joiners")
    start = view.owner_ending.get(at - 1) if joined else None
    return start is not None and view.owner_at[start][1] == "institute"


def judge_agency(view: View, rule: SuffixRule, run: list[Piece], suffix: str, made: Candidate) -> Candidate | None:
    """The public body or association whose name is ``run`` and ``suffix``, if they name one."""
    if rule.modifier == "department" or len(run) > 14:
        return None
    if suffix == "政府" and run[-1].text in view.pack.lexicon("running_verbs"):
        return None  # 实施|政府投资项目
    if suffix.endswith("政府") and view.pack.pattern("government_of").match(view.text, made.end):
        return None  # 云澜|政府|事务经理
    if suffix.endswith("政府") and view.pack.pattern("of_several").search(view.text, made.start, made.end - 2):
        return None  # 昆山市、太仓市|两市|政府
    if suffix == "党委" and len(run) == 1 and run[0].kind is Kind.OWNER and view.owner_at[run[0].start][1] != "park":
        return None  # the party committee of a firm stands for the firm
    if suffix == "党委" and run[0].kind is Kind.OWNER and run[-1].text.endswith("）"):
        return None  # 江南大学（江苏省科学院）|党委
    if len(run) == 1 and view.pack.pattern("bare_zone").search(run[0].text) and suffix in view.pack.lexicon("boards"):
        return made.sure(0.8)  # 片区|管委会
    owned = run[0].kind in (Kind.PLACE, Kind.OWNER) or run[0].text in view.pack.lexicon("nations")
    if suffix in view.pack.lexicon("owned_bodies"):
        rest = [p for p in run if p.kind not in (Kind.PLACE, Kind.OWNER) and p.text not in view.pack.lexicon("nations")]
        if suffix in ("局", "厅") and not owned:
            return None
        if not rest and suffix not in ("商会", "厅") and run[0].kind is not Kind.OWNER:
            return None
    if owned or _of_a_town(view, run, suffix):
        return made
    if suffix.endswith(view.pack.endings("associations")):
        at = made.start if run[0].text in view.divisions and len(run) > 1 else made.start - 1
        alone = at >= 0 and view.text[at] in view.divisions and len(view.pieces(at, made.end)[0].text) == 1
        if alone and view.opens(at):
            return replace(made, start=at, cut=at)  # 市|半导体|行业协会
    if suffix in view.pack.lexicon("boards"):
        stem = view.text[run[0].start : run[-1].end]
        if _of_a_park(view, stem):
            return made.sure(0.8)  # 松山湖|管委会
        weak = suffix in view.pack.lexicon("weak_boards") and 2 < len(stem) < 6
        if weak and view.named(run) and view.opens(run[0].start):
            return made.sure(0.7)
    return made if suffix in view.pack.lexicon("associations") and view.named(run) else None


def _of_a_town(view: View, run: list[Piece], suffix: str) -> bool:
    """Whether a town's name, and nothing else, stands before what governs it (坦洲镇|人民政府, 新桥|街道办事处)."""
    towns = view.pack.endings("town_endings")
    stem = view.text[run[0].start : run[-1].end]
    name = stem.removesuffix(next((word for word in towns if stem.endswith(word)), ""))
    told = stem != name or suffix.startswith(towns)
    plain = all(not p.generic and p.kind in (Kind.BRAND, Kind.PLAIN) for p in run)
    governs = suffix in view.pack.lexicon("town_bodies")
    each = view.pack.pattern("of_each").search(view.text, run[0].start, run[-1].end)  # 各乡镇|党委
    return governs and told and plain and not each and 2 <= len(name) <= 3 and view.opens(run[0].start)


def _of_a_park(view: View, stem: str) -> bool:
    """Whether the article names a zone by this word (松山湖 in 东莞松山湖高新区)."""
    parks = (view.text[start:end] for start, (end, kind) in view.owner_at.items() if kind == "park")
    return len(stem) > 1 and stem not in view.generic and any(stem in park for park in parks)


def _first_subject(view: View, start: int) -> int:
    """Where a faculty's name begins whose second subject begins at ``start`` (数学与|统计学院)."""
    if view.text[start - 1 : start] not in ("与", "和"):
        return start
    begin = view.clause(start - 1)
    before = view.pieces(begin, start - 1) if begin < start - 1 else []
    subject = before[-1] if before and before[-1].kind in (Kind.PLAIN, Kind.SOFT) else None
    if subject is None or len(subject.text) < 2 or subject.text.endswith(view.pack.endings("faculty_endings")):
        return start
    return subject.start if view.opens(subject.start) else start


def departments(view: View) -> Iterator[Candidate]:
    """Departments by their field: with their owner where one stands right before, else alone."""
    rule = next((r for r in view.pack.suffixes if r.modifier == "department"), None)
    if rule is None:
        return
    owners = {end: (start, kind) for start, (end, kind) in view.owner_at.items()}
    for start, end in view.listed(view.known.departments):
        if not view.right_open(end) or view.pack.pattern("works_not_department").fullmatch(view.text, start, end):
            continue
        if view.text[start:end] in view.pack.lexicon("false_endings"):
            continue  # 规划厅: a hall
        if view.pack.pattern("officer_of_firm").match(view.text, end):
            continue  # 恒锐集团副总裁、|投资中心|总经理: a firm's own
        if view.before(start) in view.pack.lexicon("own_school") or view.text.endswith("我校", 0, start):
            continue  # 我校|科学技术处: a school's own
        if view.text.endswith(view.pack.endings("vision_scopes"), 0, start):
            continue  # 上海全球|科创中心
        centre = view.text.endswith("中心", start, end)
        counted = centre and view.pack.pattern("counted_before").search(view.text, max(0, start - 8), start)
        if counted or (centre and view.text.startswith("建设", end)):
            continue  # 3个|科技创新中心, 金融中心|建设
        if centre and view.before(start) in view.pack.lexicon("joint_founding"):
            continue  # 携手共建|科技创新中心: no office of anybody's
        if centre and view.pack.pattern("built_centre").match(view.text, end):
            continue  # 科创中心|封顶: a building
        start = _first_field(view, start)
        owner = owners.get(start)
        if owner and owner[1] in ("park", "agency"):
            yield Candidate(owner[0], end, rule.type, rule.id, rule.confidence, start)
            continue
        place = view.place_ending.get(start)
        bare = view.pack.pattern("bare_zone").search(view.text, max(0, start - 4), start)
        zone = len(bare.group()) if bare else 0
        bureau = view.text[end - 1] in view.pack.lexicon("bureau_endings")
        if place is None and zone and bureau and view.opens(start - zone):
            place = start - zone
        if place is None and view.text[start - 1 : start] in view.divisions:
            word = view.before(start)
            joined = len(word) == 2 and word[0] in view.pack.lexicon("joiners")  # 县政府|和|县科工局
            place = start - 1 if len(word) == 1 or joined or word in view.stop else None
        if place is not None:
            yield Candidate(place, end, rule.type, rule.id, rule.confidence, start)
            continue
        begin = view.clause(start)
        run = view.pieces(begin, start) if begin < start else []
        titles = view.pack.lexicon("title_verbs")
        quoted = view.text.endswith("”的", 0, start)
        if not bureau and run and run[-1].text == "的" and (quoted or any(p.text in titles for p in run)):
            continue  # 打造富有活力的|创新创业中心, “离企业更近”的|综合服务中心: an aim
        if (not run or run[-1].kind is Kind.STOP or run[-1].text in view.stop) and (
            bureau or not _of_school(view, start)
        ):
            yield Candidate(start, end, rule.type, rule.id, rule.confidence * 0.6, start)


def _of_school(view: View, start: int) -> bool:
    """Whether a department stands in a list that a school or one of its departments begins (学校教务处、|科技处)."""
    if view.text[start - 1 : start] not in ("、", "和"):
        return False
    begin = max(view.text.rfind(mark, 0, start) for mark in "。，；：\n") + 1
    ahead = view.text[begin:start]
    if any(word in ahead for word in view.pack.lexicon("own_school") if len(word) > 1):
        return True
    return any(view.owner_at.get(s, (0, ""))[1] == "university" for s in range(begin, start))


def _first_field(view: View, start: int) -> int:
    """Where a department's name begins whose second field begins at ``start`` (科技创新和|人才服务中心)."""
    if view.text[start - 1 : start] not in view.pack.lexicon("joiners"):
        return start
    fields = view.pack.lexicon("departments")
    return next(
        (start - 1 - n for n in range(8, 1, -1) if view.text[max(0, start - 1 - n) : start - 1] in fields), start
    )
