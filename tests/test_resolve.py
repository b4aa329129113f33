"""Which names are one entity, in an article and across articles. Each text is an article; all firms are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import KnowledgeGraph
from kg.model import AliasClaim, Article, Entity, Evidence, Extraction, Mention, Relation, RelationMention
from kg.pipeline import extract, graph_of
from kg.resolve import resolve
from kg.rules import rule_pack


def graph(*texts: str) -> KnowledgeGraph:
    """The graph of articles ``0.txt``, ``1.txt`` …"""
    return graph_of([extract(Article(file=f"{i}.txt", text=text)) for i, text in enumerate(texts)])


def groups(made: KnowledgeGraph, *types: str) -> set[frozenset[str]]:
    """The forms of each entity of some types."""
    return {frozenset({e.name, *e.aliases}) for e in made.entities if e.type in types}


# ----------------------------------------------------------------------------------- what is one thing

ONE = {
    "short-form": (
        "company",
        ["苏州澜脉科技有限公司投产。澜脉科技产品畅销。"],
        {"苏州澜脉科技有限公司", "澜脉科技"},
        "short-form",
    ),
    "brand": (
        "company",
        ["江苏铂骐新材料有限公司投产。铂骐拥有专利。"],
        {"江苏铂骐新材料有限公司", "铂骐"},
        "short-form",
    ),
    "declared": (
        "company",
        ["苏州澜脉科技有限公司（以下简称“澜脉”）成立。澜脉扩产。"],
        {"苏州澜脉科技有限公司", "澜脉"},
        "declared",
    ),
    "declared-plain": (
        "company",
        ["昆山芯垣电子有限公司（简称芯垣电子）成立。芯垣电子扩产。"],
        {"昆山芯垣电子有限公司", "芯垣电子"},
        "declared",
    ),
    "renamed": (
        "company",
        ["昆山芯垣电子有限公司更名为江苏芯垣股份有限公司。"],
        {"昆山芯垣电子有限公司", "江苏芯垣股份有限公司"},
        "renamed",
    ),
    "party-branch": ("company", ["澜脉科技党支部开展结对。澜脉科技扩产。"], {"澜脉科技", "澜脉科技党支部"}, "branch"),
    "university-declared": (
        "university",
        ["东南大学（以下简称“东大”）来访。东大派出团队。"],
        {"东南大学", "东大"},
        "declared",
    ),
    "project-word": ("program", ["当地实施“繁星护航”项目。“繁星护航”项目成效明显。"], {"“繁星护航”项目"}, ""),
    "zone-forms": (
        "park",
        ["昆山高新技术产业开发区召开大会。", "昆山高新区召开大会。"],
        {"昆山高新技术产业开发区", "昆山高新区"},
        "",
    ),
    "zone-forms-one-article": (
        "park",
        ["昆山高新技术产业开发区召开大会。昆山高新区提出目标。"],
        {"昆山高新技术产业开发区", "昆山高新区"},
        "",
    ),
    "zone-economic": (
        "park",
        ["南通经济技术开发区召开大会。", "南通经开区召开大会。"],
        {"南通经济技术开发区", "南通经开区"},
        "",
    ),
    "zone-bonded": ("park", ["南通综合保税区封关。", "南通综保区封关。"], {"南通综合保税区", "南通综保区"}, ""),
    "university-short": (
        "university",
        ["西安交通大学派出团队。", "西安交大派出团队。"],
        {"西安交通大学", "西安交大"},
        "",
    ),
    "bracket-width": (
        "company",
        ["芯垣（中国）投资有限公司参会。", "芯垣(中国)投资有限公司参会。"],
        {"芯垣（中国）投资有限公司", "芯垣(中国)投资有限公司"},
        "",
    ),
    "script": ("park", ["江陰高新區召開大會。", "江阴高新区召开大会。"], {"江陰高新區", "江阴高新区"}, ""),
    "same-firm-two-articles": (
        "company",
        ["苏州澜脉科技有限公司投产。", "苏州澜脉科技有限公司扩产。"],
        {"苏州澜脉科技有限公司"},
        "",
    ),
    "committee-forms": (
        "agency",
        ["昆山高新区管委会发文。", "昆山高新区管理委员会发文。"],
        {"昆山高新区管委会", "昆山高新区管理委员会"},
        "",
    ),
    "government-forms": (
        "agency",
        ["江阴市政府与江南大学签约。江阴市人民政府发文。"],
        {"江阴市政府", "江阴市人民政府"},
        "",
    ),
    "zone-without-city": (
        "park",
        ["昆山银浦新技术开发区召开大会。银浦高新区提出目标。"],
        {"昆山银浦新技术开发区", "银浦高新区"},
        "contained",
    ),
    "zone-plain": (
        "park",
        ["江阴银浦经济技术开发区召开大会。江阴银浦开发区提出目标。"],
        {"江阴银浦经济技术开发区", "江阴银浦开发区"},
        "contained",
    ),
    "academy-short": (
        "institute",
        ["昆山材料技术与工程研究所派出专家。昆山材料所专家说，成果落地。"],
        {"昆山材料技术与工程研究所", "昆山材料所"},
        "contained",
    ),
    "group-short": (
        "company",
        ["昆山擎昊国有控股集团有限公司主办。昆山擎昊集团提出目标。"],
        {"昆山擎昊国有控股集团有限公司", "昆山擎昊集团"},
        "contained",
    ),
    "firm-of-a-city": (
        "company",
        ["昆山市擎昊药业有限公司签约。昆山擎昊药业有限公司表示满意。"],
        {"昆山市擎昊药业有限公司", "昆山擎昊药业有限公司"},
        "contained",
    ),
    "group-of-a-city": (
        "company",
        ["天津市擎昊药业集团有限公司主办。天津擎昊药业集团提出目标。"],
        {"天津市擎昊药业集团有限公司", "天津擎昊药业集团"},
        "contained",
    ),
    "short-form-elsewhere": (
        "company",
        ["苏州澜脉科技有限公司（以下简称“澜脉”）成立。澜脉扩产。", "龙头企业澜脉带动上下游。"],
        {"苏州澜脉科技有限公司", "澜脉"},
        "declared",
    ),
    "zone-called-development": (
        "park",
        ["宁阳经济开发区召开大会。", "宁阳开发区召开大会。"],
        {"宁阳经济开发区", "宁阳开发区"},
        "",
    ),
    "zone-of-the-state": (
        "park",
        ["昆山国家高技术产业开发区召开大会。", "昆山市高新区召开大会。"],
        {"昆山国家高技术产业开发区", "昆山市高新区"},
        "",
    ),
    "zone-without-upper-city": (
        "park",
        ["广州南沙经济技术开发区召开大会。", "南沙经开区召开大会。"],
        {"广州南沙经济技术开发区", "南沙经开区"},
        "",
    ),
    "zone-shorter-word": (
        "park",
        ["走进厦门火炬高技术产业开发区，机器轰鸣。火炬高新区提出目标。"],
        {"厦门火炬高技术产业开发区", "火炬高新区"},
        "contained",
    ),
    "site-with-and-without-area": (
        "park",
        ["昆山澜脉科技园区开园。", "昆山澜脉科技园扩建。"],
        {"昆山澜脉科技园区", "昆山澜脉科技园"},
        "",
    ),
    "firm-and-the-word-for-it": (
        "company",
        ["陕西云帆空间科技有限公司（以下简称“云帆空间”）成立。", "云帆空间公司扩产。"],
        {"陕西云帆空间科技有限公司", "云帆空间", "云帆空间公司"},
        "declared",
    ),
    "firm-with-its-city": (
        "company",
        ["深圳苇岸传佳公司投产。苇岸传佳科技有限公司招工。"],
        {"深圳苇岸传佳公司", "苇岸传佳科技有限公司"},
        "contained",
    ),
    "works-with-more-said": (
        "program",
        ["焓驰股份智能制动系统产业化基地项目开工。焓驰股份智能制动产业化基地项目进展顺利。"],
        {"焓驰股份智能制动系统产业化基地项目", "焓驰股份智能制动产业化基地项目"},
        "contained",
    ),
}


@pytest.mark.parametrize(("type", "texts", "forms", "reason"), ONE.values(), ids=ONE)
def test_forms_of_one_thing_meet(type: str, texts: list[str], forms: set[str], reason: str) -> None:
    """One entity of this type with just these forms; where the article gives a reason, a merge tells it."""
    meet(type, texts, forms, reason)


def meet(type: str, texts: list[str], forms: set[str], reason: str) -> None:
    """The check itself, for tables of other files too."""
    made = graph(*texts)
    assert groups(made, type) == {frozenset(forms)}
    (entity,) = (e for e in made.entities if e.type == type)
    merges = [m for m in entity.merges if m.reason == reason]
    assert bool(merges) is bool(reason)
    assert [m for m in merges if not {m.form, m.into} <= forms or not m.file] == []


def test_the_reason_stands_where_it_says() -> None:
    """The file's text at a merge's offsets is the form that was merged."""
    text = "苏州澜脉科技有限公司（以下简称“澜脉”）成立。澜脉扩产。"
    (merge,) = graph(text).entity("澜脉").merges
    assert (merge.form, merge.into, merge.file) == ("澜脉", "苏州澜脉科技有限公司", "0.txt")
    assert text[merge.start : merge.end] == "澜脉"


# ----------------------------------------------------------------------------- what is never one thing

APART = {
    "苏州-宿州": ["苏州高新区召开大会。宿州高新区召开大会。"],
    "泰州-台州": ["泰州高新区召开大会。", "台州高新区召开大会。"],
    "陕西-山西": ["陕西省科技厅发文。", "山西省科技厅发文。"],
    "华为-华威": ["龙头企业华为和龙头企业华威参会。"],
    "group-subsidiary": ["擎昊集团旗下苏州擎昊电子有限公司投产。擎昊集团扩张。"],
    "group-branch-firm": ["擎昊电梯集团有限公司发文。擎昊电梯（天津）有限公司投产。"],
    "two-subsidiaries": ["苏州擎昊电子有限公司与苏州擎昊软件有限公司投产。"],
    "park-city-committee": ["昆山高新区管委会发文。昆山高新区提出目标。考察团从昆山出发。昆山市人民政府发文。"],
    "committee-party": ["昆山高新区管委会发文。昆山高新区党工委开会。"],
    "two-zones-of-a-city": ["昆山高新区召开大会。昆山经开区召开大会。昆山综保区封关。"],
    "sub-park": ["昆山高新区召开大会。昆山高新区阳澄分园开园。"],
    "departments": ["昆山高新区科技局走访企业。", "江阴高新区科技局走访企业。"],
    "faculty": ["江南大学派出团队。江南大学集成电路学院派出团队。"],
    "institutes": ["中国电科第五十四研究所派出专家。中国电科第五十五研究所派出专家。"],
    "same-brand-two-cities": ["苏州澜脉科技有限公司投产。", "宁波澜脉科技有限公司投产。"],
    "same-brand-one-article": ["苏州澜脉科技有限公司投产。宁波澜脉科技有限公司投产。"],
    "branches": ["中国建设银行昆山支行放款。中国建设银行江阴支行放款。"],
    "high-tech-and-development": ["昆山高新区召开大会。", "昆山开发区召开大会。"],
    "high-tech-and-development-one-article": ["昆山高新区、昆山开发区召开大会。"],
    "zones-of-one-district-name": ["南京鼓楼高新区召开大会。", "徐州鼓楼高新区召开大会。"],
    "firms-of-two-cities-shortened": ["上海苇岸传佳公司投产。苏州苇岸传佳科技有限公司招工。"],
    "stages-of-works": ["焓驰股份智能制动产业化基地二期项目开工。焓驰股份智能制动产业化基地一期项目投产。"],
}


@pytest.mark.parametrize("texts", APART.values(), ids=APART)
def test_different_things_stay_apart(texts: list[str]) -> None:
    """Every mention's form is an entity of its own: no two forms have met."""
    stay_apart(texts)


def stay_apart(texts: list[str]) -> None:
    """The check itself, for tables of other files too."""
    made = graph(*texts)
    assert len([e for e in made.entities if not e.aliases]) == len(made.entities) >= 2
    assert [e.id for e in made.entities if "@" in e.id] == []


TWO_FIRMS = [
    "苏州铂骐科技有限公司（以下简称“铂骐”）投产。铂骐扩产。",
    "宁波铂骐食品有限公司（以下简称“铂骐”）投产。铂骐扩产。",
]


def test_one_short_form_of_two_firms_stays_apart() -> None:
    """Each article's short form means its own firm; a third article's says nothing of either."""
    made = graph(*TWO_FIRMS)
    assert groups(made, "company") == {
        frozenset({"苏州铂骐科技有限公司", "铂骐"}),
        frozenset({"宁波铂骐食品有限公司", "铂骐"}),
    }
    assert {o.file for e in made.entities if e.name.startswith("苏州铂骐") for o in e.occurrences} == {"0.txt"}
    third = graph(*TWO_FIRMS, "龙头企业铂骐带动上下游。")
    assert frozenset({"铂骐"}) in groups(third, "company")
    assert len(groups(third, "company")) == 3


def test_departments_of_two_parks_stay_apart() -> None:
    """A bare 科技局 of two articles is two, each with its own park, and their ids say the file."""
    made = graph("昆山高新区召开大会，科技局走访企业。", "江阴高新区召开大会，科技局走访企业。")
    assert sorted(e.id for e in made.entities if e.type == "agency") == ["agency:科技局@0.txt", "agency:科技局@1.txt"]
    owners = {(r.head_id, r.tail) for r in made.relations(type="part-of", min_confidence=0)}
    assert owners <= {("agency:科技局@0.txt", "昆山高新区"), ("agency:科技局@1.txt", "江阴高新区")}


# ----------------------------------------------------------------------------- ids, names, occurrences


def test_ids_are_readable_and_stable() -> None:
    """``type:name``, the longest form; another article about others changes no id."""
    text = "苏州澜脉科技有限公司投产。澜脉科技与江南大学签约。"
    ids = {e.id for e in graph(text).entities}
    assert ids == {"company:苏州澜脉科技有限公司", "university:江南大学"}
    more = graph(text, "昆山芯垣电子有限公司落户昆山高新区。")
    assert ids <= {e.id for e in more.entities}


def test_every_mention_is_an_occurrence() -> None:
    """None is lost and none is counted twice; aliases are sorted, the name is not among them."""
    texts = ["苏州澜脉科技有限公司投产。澜脉科技产品畅销。澜脉科技扩产。", "苏州澜脉科技有限公司扩产。"]
    (entity,) = graph(*texts).entities
    shown = [(o.file, o.start, o.end) for o in entity.occurrences]
    assert shown == sorted(set(shown)) and len(shown) == 4
    assert [texts[int(file[0])][start:end] for file, start, end in shown] == [o.text for o in entity.occurrences]
    assert entity.aliases == tuple(sorted(entity.aliases)) and entity.name not in entity.aliases


# ------------------------------------------------------------------- by hand: what resolve is promised


def extraction(text: str, mentions: str, file: str = "a.txt", **more: tuple[AliasClaim, ...]) -> Extraction:
    """An extraction made by hand: ``type:name`` separated by spaces, each behind the one before it."""
    at, found = 0, []
    for item in mentions.split():
        type_, _, name = item.partition(":")
        at = text.index(name, at)
        found.append(Mention(type=type_, start=at, end=at + len(name), text=name, rule="by.hand", confidence=0.9))
        at += 1
    return Extraction(article=Article(file=file, text=text), mentions=tuple(found), aliases=more.get("aliases", ()))


def related(made: Extraction, *links: tuple[int, str, int, float]) -> Extraction:
    """The extraction with relations: head, type, tail, confidence."""
    article = made.article
    relations = [
        RelationMention(
            head=head,
            type=type_,
            tail=tail,
            evidence=Evidence(
                file=article.file,
                article=0,
                start=0,
                end=len(article.text),
                text=article.text,
                head=(0, 1),
                tail=(1, 2),
                rule="by.hand",
                confidence=confidence,
            ),
        )
        for head, type_, tail, confidence in links
    ]
    return Extraction(article=article, mentions=made.mentions, aliases=made.aliases, relations=tuple(relations))


def resolved(*found: Extraction) -> tuple[list[Entity], list[Relation]]:
    """By the built-in pack."""
    return resolve(found, rule_pack(), 0.5)


def test_a_claim_joins_what_it_names() -> None:
    """Two forms that share no character are one where the article says so, and for the reason it gives."""
    claim = AliasClaim(name="苏州澜脉科技有限公司", alias="LM", type="company", rule="declared", start=14, end=16)
    text = "苏州澜脉科技有限公司（下称LM）与LM。"
    (entity,), _ = resolved(extraction(text, "company:苏州澜脉科技有限公司 company:LM", aliases=(claim,)))
    assert (entity.name, entity.aliases) == ("苏州澜脉科技有限公司", ("LM",))
    assert [(m.form, m.into, m.reason) for m in entity.merges] == [("LM", "苏州澜脉科技有限公司", "declared")]


def test_one_name_of_two_types_is_two_things() -> None:
    """A park and a place of one name are told apart by their type."""
    entities, _ = resolved(extraction("新吴区与新吴区", "park:新吴区 place:新吴区"))
    assert [e.id for e in entities] == ["park:新吴区", "place:新吴区"]


def test_evidence_adds_up() -> None:
    """Noisy-or over different sentences; the same sentence counts once; the best stands first."""
    one = related(
        extraction("甲科技甲乙科技乙", "company:甲科技甲 company:乙科技乙"),
        (0, "partners", 1, 0.6),
        (0, "partners", 1, 0.5),
    )
    two = related(extraction("甲科技甲乙科技乙", "company:甲科技甲 company:乙科技乙", "b.txt"), (0, "partners", 1, 0.8))
    _, (relation,) = resolved(one, two)
    assert relation.confidence == pytest.approx(1 - 0.4 * 0.2)
    assert [(e.file, e.confidence) for e in relation.evidence] == [("b.txt", 0.8), ("a.txt", 0.6)]


def test_symmetric_relations_are_stored_once() -> None:
    """Either way round it is one edge, the smaller id first, and the evidence turns with it."""
    mentions = "company:甲科技甲 company:乙科技乙"
    one = related(extraction("甲科技甲乙科技乙", mentions), (0, "partners", 1, 0.8))
    two = related(extraction("甲科技甲乙科技乙", mentions, "b.txt"), (1, "partners", 0, 0.8))
    _, (relation,) = resolved(one, two)
    assert (relation.head, relation.tail) == ("乙科技乙", "甲科技甲") and relation.head_id < relation.tail_id
    assert [(e.file, e.head, e.tail) for e in relation.evidence] == [
        ("a.txt", (1, 2), (0, 1)),
        ("b.txt", (0, 1), (1, 2)),
    ]


def test_a_formal_tie_outweighs_cooperation() -> None:
    """A pair holds one of partners and cooperates-with: the stronger, where any article supports both."""
    mentions = "company:甲科技甲 company:乙科技乙"
    one = related(extraction("甲科技甲乙科技乙", mentions), (0, "cooperates-with", 1, 0.9))
    two = related(extraction("甲科技甲乙科技乙", mentions, "b.txt"), (1, "partners", 0, 0.7))
    assert [r.type for r in resolved(one, two)[1]] == ["partners"]
    assert [r.type for r in resolved(one)[1]] == ["cooperates-with"]


def test_nothing_is_related_to_itself() -> None:
    """Two forms that turn out to be one thing have no edge."""
    claim = AliasClaim(name="甲科技甲", alias="甲甲", type="company", rule="declared", start=4, end=6)
    made = extraction("甲科技甲甲甲", "company:甲科技甲 company:甲甲", aliases=(claim,))
    entities, relations = resolved(related(made, (0, "partners", 1, 0.9)))
    assert (len(entities), relations) == (1, [])


@pytest.mark.parametrize(("confidence", "kept"), [(0.5, True), (0.49, False)], ids=["at-the-floor", "below"])
def test_doubtful_relations_stay_out(confidence: float, kept: bool) -> None:
    """What does not reach the floor is no edge; the entities stay."""
    made = related(extraction("甲科技甲乙科技乙", "company:甲科技甲 company:乙科技乙"), (0, "runs", 1, confidence))
    entities, relations = resolved(made)
    assert (len(entities), bool(relations)) == (2, kept)


# ------------------------------------------------------------------------------------------- any order

POOL = sorted(
    {text for _, texts, _, _ in ONE.values() for text in texts}
    | {t for ts in APART.values() for t in ts}
    | set(TWO_FIRMS)
)
FOUND = st.lists(st.sampled_from(range(len(POOL))), min_size=1, max_size=12, unique=True)
READ: dict[int, Extraction] = {}


def read(i: int) -> Extraction:
    """The extraction of a sentence of the pool, made once."""
    if i not in READ:
        READ[i] = extract(Article(file=f"{i:03}.txt", text=POOL[i]))
    return READ[i]


def whole(found: tuple[list[Entity], list[Relation]]) -> list[object]:
    """All fields, those outside equality included."""
    entities, relations = found
    return [
        [(e.id, e.type, e.name, e.aliases, e.occurrences, e.merges) for e in entities],
        [(r.head_id, r.head, r.type, r.tail, r.tail_id, r.symmetric, r.confidence, r.evidence) for r in relations],
    ]


@given(chosen=FOUND, data=st.data())
@settings(max_examples=80)
def test_the_order_of_articles_does_not_matter(chosen: list[int], data: st.DataObject) -> None:
    """Ids, names, aliases, merges, edges, confidence and evidence are the same for any order."""
    straight = whole(resolved(*map(read, chosen)))
    assert whole(resolved(*map(read, data.draw(st.permutations(chosen))))) == straight


@given(chosen=FOUND)
@settings(max_examples=80)
def test_the_graph_fits_together(chosen: list[int]) -> None:
    """Ids are unique, sorted and speak; relations end in entities of the list; no mention belongs to two."""
    entities, relations = resolved(*map(read, chosen))
    ids = [e.id for e in entities]
    assert ids == sorted(set(ids))
    assert [e.id for e in entities if not e.id.startswith(f"{e.type}:{e.name}")] == []
    assert {end for r in relations for end in (r.head_id, r.tail_id)} <= set(ids)
    spans = [(o.file, o.article, o.start, o.end) for e in entities for o in e.occurrences]
    assert len(set(spans)) == len(spans)
    assert {o.text for e in entities for o in e.occurrences} <= {f for e in entities for f in (e.name, *e.aliases)}
