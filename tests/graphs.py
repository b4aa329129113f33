"""Graphs for tests: a small town written by hand, and graphs with hostile text. All firms are invented."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Merge, Occurrence, Relation

SYMMETRIC = {"partners", "cooperates-with"}
HOSTILE = [
    "青禾\x0b科技",
    "a]]>b",
    "</script><script>alert(1)</script>",
    "=cmd|'/c calc'!A0",
    "+1-2",
    "@SUM(A1)",
    "-甲",
    "\t=1",
    "lone \ud800 surrogate \udfff",
    "\u202e倒\u202c",
    "\u2066甲\u2069",
    "甲" * 50_000,
    "😀🏭",
    "& < > \" ' &amp;",
    "\ufffe\uffff",
    " 甲 \r\n 乙\r丙 ",
    "\x00",
    "|甲|乙;丙",
    "a\\b\"c'd`e$f{g}",
    "\u0085\u2028\u2029",
    "<!--",
    "甲\u200b乙",
    "%s {0} ${x}",
    "",
    "nan",
]


def entity(type: str, name: str, *aliases: str, files: tuple[str, ...] = ("甲.txt",)) -> Entity:
    """An entity that each file mentions once."""
    places = tuple(Occurrence(file=f, start=3, end=3 + len(name), text=name, rule="suffix") for f in files)
    merges = tuple(Merge(form=a, into=name, reason="short-form", file=files[0], start=1, end=4) for a in aliases)
    return Entity(id=f"{type}:{name}", type=type, name=name, aliases=aliases, occurrences=places, merges=merges)


def relation(head: Entity, type: str, tail: Entity, *evidence: Evidence, confidence: float = 0.9) -> Relation:
    """A relation with one sentence, unless evidence is given."""
    text = f"{head.name}与{tail.name}签约。"
    one = Evidence(file="甲.txt", article=0, start=0, end=len(text), text=text, head=(0, len(head.name)), rule="sign")
    return Relation(
        head=head.name,
        type=type,
        tail=tail.name,
        head_id=head.id,
        tail_id=tail.id,
        symmetric=type in SYMMETRIC,
        confidence=confidence,
        evidence=evidence or (one,),
    )


def sentence(date: str = "", status: str = "", file: str = "甲.txt", **attributes: str) -> Evidence:
    """Evidence that differs by date, status, file and attributes."""
    return Evidence(
        file=file,
        article=0,
        start=10,
        end=20,
        text="双方共建联合实验室。",
        trigger=(2, 4),
        rule="build",
        confidence=0.8,
        status=status,
        date=date,
        date_text=f"{date}（原文）" if date else "",
        attributes=tuple(sorted(attributes.items())),
    )


def town() -> KnowledgeGraph:
    """Two parks, one inside the other, a city, firms, a university, a program; parallel edges, dates, a loner."""
    city = entity("place", "云和市")
    park = entity("park", "云和高新区", "云和高新技术产业开发区", files=("甲.txt", "乙.txt"))
    inner = entity("park", "石溪产业园")
    other = entity("park", "海明经开区")
    green = entity("company", "青禾生物科技有限公司", "青禾", "青禾生物")
    blue = entity("company", "蓝石半导体")
    cloud = entity("company", "云松股份")
    loner = entity("company", "孤星集团")
    college = entity("university", "海明大学")
    plan = entity("program", "“春苗”行动")
    relations = [
        relation(park, "located-in", city),
        relation(inner, "part-of", park),
        relation(green, "located-in", inner, sentence("2023-05", "done")),
        relation(blue, "located-in", park, sentence("2024-03-01", "planned", "乙.txt"), confidence=0.6),
        relation(green, "partners", blue, sentence("2021"), sentence("2024-01-12", "agreed", "乙.txt")),
        relation(green, "invests-in", blue, sentence(amount="3000", currency="CNY")),
        relation(blue, "cooperates-with", college, confidence=0.5),
        relation(cloud, "cooperates-with", college),
        relation(cloud, "located-in", other),
        relation(park, "partners", college),
        relation(other, "partners", college),
        relation(park, "runs", plan),
    ]
    everyone = [city, park, inner, other, green, blue, cloud, loner, college, plan]
    return KnowledgeGraph(everyone, relations, files=["甲.txt", "乙.txt", "空.txt"], meta={"kg": "0.1.0"})


texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12), st.text(st.characters(), max_size=6))
dates = st.sampled_from(["", "2023", "2023-02", "2024-02-29", "2023年5月", "2023-13", "0000"])
confidences = st.floats(0, 1).map(lambda x: round(x, 4))


@st.composite
def hostile_graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """Graphs of few nodes whose every text is hostile."""
    types = st.sampled_from(["park", "company", "university", "program", "place", "ufo", "=type"])
    names = draw(st.lists(texts, max_size=5, unique=True))
    entities = [
        Entity(
            id=f"{(kind := draw(types))}:{name}",
            type=kind,
            name=name,
            aliases=tuple(sorted(draw(st.sets(texts, max_size=2)))),
            occurrences=tuple(
                sorted(Occurrence(file=f, start=0, end=2, text=name) for f in draw(st.sets(texts, max_size=2)))
            ),
            merges=(Merge(form=name, into=name, reason="same-name"),),
        )
        for name in names
    ]
    chosen: dict[tuple[str, str, str], Relation] = {}
    for _ in range(draw(st.integers(0, 6)) if entities else 0):
        head, tail = draw(st.sampled_from(entities)), draw(st.sampled_from(entities))
        kind = draw(st.sampled_from(["located-in", "partners", "cooperates-with", "a<b>&\x0b", "=x"]))
        if kind in SYMMETRIC and tail.id < head.id:
            head, tail = tail, head
        evidence = draw(
            st.lists(
                st.builds(
                    Evidence,
                    file=texts,
                    article=st.integers(0, 3),
                    start=st.integers(0, 9),
                    end=st.integers(10, 99),
                    text=texts,
                    status=st.sampled_from(["", "done", "planned"]),
                    date=dates,
                    date_text=texts,
                    confidence=confidences,
                    attributes=st.sampled_from([(), (("amount", "=3"),), (("Size", "1"), ("奇", "x\x00"))]),
                ),
                max_size=3,
            )
        )
        chosen[head.id, kind, tail.id] = relation(head, kind, tail, confidence=draw(confidences))
        if evidence:
            chosen[head.id, kind, tail.id] = relation(head, kind, tail, *evidence, confidence=draw(confidences))
    return KnowledgeGraph(entities, chosen.values(), files=draw(st.lists(texts, max_size=3)))
