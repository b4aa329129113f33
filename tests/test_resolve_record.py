"""Articles resolved in themselves: what is kept of them, and that nothing is lost by it."""

from __future__ import annotations

import json
from dataclasses import MISSING, astuple, fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import (
    AliasClaim,
    Article,
    Entity,
    Evidence,
    Extraction,
    Mention,
    Merge,
    Occurrence,
    Relation,
    RelationMention,
    later,
)
from kg.pipeline import extract
from kg.resolve import across, keys_of, pack, resolve, resolved, unpack
from kg.rules import rule_pack
from kg.written import Written, record, tail
from tests import resolution

TEXT = "苏州云栖测控科技有限公司（以下简称“云栖测控”）落户昆山高新区。江南大学与云栖测控签约。"
NAMES = {
    "company": ["苏州云栖测控科技有限公司", "云栖测控科技", "云栖测控", "云栖", "无锡云栖测控科技有限公司", "云 栖"],
    "park": ["昆山高新区", "昆山高新技术产业开发区", "高新区", "江阴高新区", "江阴高新区二期"],
    "agency": ["昆山高新区管委会", "管委会", "江阴高新区管理委员会"],
    "university": ["江南大学", "江大"],
}
RULES = ("a", "b", "declared", "branch", "renamed", "short-form", "owner")


def whole(made: tuple[list[Entity], list[Relation]]) -> Any:
    """All fields of all records: equality of entities and relations alone looks at few."""
    entities, relations = made
    return (
        [(e.id, e.type, e.name, e.aliases, list(map(astuple, e.occurrences)), e.merges) for e in entities],
        [
            (r.head, r.type, r.tail, r.head_id, r.tail_id, r.symmetric, r.confidence, list(map(astuple, r.evidence)))
            for r in relations
        ],
    )


@st.composite
def extraction(draw: st.DrawFn) -> Extraction:
    """Names that often meet, in few files, tied and related at random."""
    article = Article(
        file=draw(st.sampled_from(["a.txt", "b.txt", "c\ud800.txt"])), text="文" * 300, index=draw(st.integers(0, 1))
    )
    mentions, aliases, relations = [], [], []
    sure = st.sampled_from([0.3, 0.6, 0.9, 1.0])
    for at in range(draw(st.integers(1, 7))):
        type_ = draw(st.sampled_from(sorted(NAMES)))
        text = draw(st.sampled_from(NAMES[type_]))
        start = draw(st.integers(0, 20)) if at % 3 else 20 * at
        mentions.append(
            Mention(
                type=type_,
                start=start,
                end=start + len(text),
                text=text,
                rule=draw(st.sampled_from(RULES[:2])),
                confidence=draw(sure),
            )
        )
    for _ in range(draw(st.integers(0, 3))):
        type_ = draw(st.sampled_from(sorted(NAMES)))
        name, alias = draw(st.sampled_from(NAMES[type_])), draw(st.sampled_from(NAMES[type_]))
        start = draw(st.integers(0, 9))
        rule = draw(st.sampled_from(RULES[2:]))
        aliases.append(AliasClaim(name=name, alias=alias, type=type_, rule=rule, start=start, end=2 * start))
    for _ in range(draw(st.integers(0, 4))):
        ends = [draw(st.integers(0, len(mentions) - 1)) for _ in "ht"]
        start = draw(st.integers(0, 3)) * 30
        shown = Evidence(
            file=article.file,
            article=article.index,
            start=start,
            end=start + 30,
            text=draw(st.sampled_from(["甲与乙签约。", '他说："好"\t\n\\', "\ud83d", ""])),
            head=draw(st.sampled_from([(0, 0), (0, 1), (2, 3)])),
            tail=draw(st.sampled_from([(0, 0), (0, 2), (4, 6)])),
            trigger=draw(st.sampled_from([(0, 0), (3, 5)])),
            rule=draw(st.sampled_from(RULES[:2])),
            confidence=draw(sure),
            status=draw(st.sampled_from(["", "done"])),
            date=draw(st.sampled_from(["", "2024-01"])),
            attributes=draw(st.sampled_from([(), (("amount", "3"), ("currency", "CNY"))])),
        )
        type_ = draw(st.sampled_from(["partners", "cooperates-with", "located-in"]))
        relations.append(RelationMention(head=ends[0], type=type_, tail=ends[1], evidence=shown))
    return Extraction(article=article, mentions=tuple(mentions), aliases=tuple(aliases), relations=tuple(relations))


def apart(found: list[Extraction]) -> list[Extraction]:
    """One extraction for each place."""
    return list({(e.article.file, e.article.index): e for e in found}.values())


@given(found=st.lists(extraction(), max_size=6).map(apart), floor=st.sampled_from([0.0, 0.5, 0.7]))
@settings(max_examples=150)
def test_it_is_what_the_plain_way_gives(found: list[Extraction], floor: float) -> None:
    """To the last offset, in any order, through bytes and not."""
    pack_ = rule_pack()
    keys = keys_of(pack_)
    wanted = whole(resolution.resolve(found, pack_, floor))
    assert whole(resolve(found, pack_, floor)) == wanted
    kept = [one for e in reversed(found) for one in unpack(pack([resolved(e, keys)]), e.article.file)]
    assert whole(across(kept, pack_, floor)) == wanted


@given(found=st.lists(extraction(), max_size=4))
@settings(max_examples=50)
def test_texts_of_one_name_make_one_graph_in_any_order(found: list[Extraction]) -> None:
    """Several texts without a file pass for one article; nothing is told twice."""
    one, other = (resolve(given, rule_pack(), 0.0)[0] for given in (found, found[::-1]))
    assert [(e.id, e.aliases) for e in one] == [(e.id, e.aliases) for e in other]
    assert all(len(set(e.occurrences)) == len(e.occurrences) for e in one)


@given(
    text=st.text(
        alphabet=st.one_of(st.sampled_from("江南大学与昆山高新区签约。，落户公司\n"), st.characters()), max_size=60
    )
)
@settings(max_examples=60)
def test_bytes_give_back_what_was_packed(text: str) -> None:
    """Every field, for any text, under the name that the file has now."""
    article = Article(file="a.txt", text=TEXT + text, runs=((0, 7), (5, 40)), title=text[:9], date="2024-01")
    made = resolved(extract(article), keys_of(rule_pack()))
    (back,) = unpack(pack([made, made][:1]), "a.txt")
    assert back == made
    assert (back.article.text, back.article.length) == ("", len(article.text))
    (renamed,) = unpack(pack([made]), "b.txt")
    entities, relations = across([renamed], rule_pack(), 0.0)
    assert {f for e in entities for f in e.files} | {f for r in relations for f in r.files} == {"b.txt"}


BLANK = b"[[],[],[],[],[],[]]"
ODD = (  # a group without its line, a key of no group, names that are none, relations of no group and in no sentence
    b'[["park"],[{"a":1}],[1.0]],[],[[],[],[],[]],[[],[]],%b,[]]]' % BLANK,
    b'[["park"],[{"a":1}],[1.0]],[],[[1],["park:a"],[],[]],[[],[]],%b,[]]]\n{}' % BLANK,
    b'[["park"],["a"],[1.0]],[],[[],[],[],[]],[[],[]],%b,[]]]\n{}' % BLANK,
    b'[["park"],[{"a":1}],[1.0]],[],[[],[],[],[]],[[0],[1]],[[0.5],["x"],[0],["runs"],[1],[0]],[]]]\n{}\n{}\n\n}',
    b'[["park"],[{"a":1}],[1.0]],[],[[],[],[],[]],[[0],[1]],[[0.5],["x"],[0],["runs"],[0],[1]],[]]]\n{}\n{}\n\n}',
    b'[["park"],[{"a":1}],[1.0]],[],[[],[],[],[]],[[0],[1]],[[0.5],["x"],[0],["runs"],[0],[0]],[]]]\n{}\n{}\n}',
)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"3", b"[3]", b"[[]]", b'[["a"]]', b"\xff", b"[" * 9999),
        *(b'[[[0,"","","utf-8",9],' + rest for rest in ODD),
    ],
)
def test_nonsense_is_told_by_a_value_error_alone(data: bytes) -> None:
    """No other exception, no article."""
    with pytest.raises(ValueError):
        list(unpack(data, "a.txt"))


# ---------------------------------------------------------------------------------------- records kept as text


def test_what_is_kept_as_text_is_made_when_somebody_looks() -> None:
    """A count and the files need no looking; what was looked at is a tuple from then on."""
    spots = [Occurrence(file="a.txt", start=n, end=n + 2, text="江阴", rule="r" * (n % 2)) for n in range(3)]
    entity = Entity(
        id="place:江阴",
        type="place",
        name="江阴",
        occurrences=Written(Occurrence, [("a.txt", "\t".join(map(tail, spots)))]),  # type: ignore[arg-type]
    )
    assert (entity.mentions, entity.files) == (3, ("a.txt",))
    assert later(entity) is not None
    assert entity.occurrences == tuple(spots)
    assert later(entity) is None
    assert (entity.mentions, entity.files) == (3, ("a.txt",))


def test_kept_text_is_that_of_the_records() -> None:
    """Word for word what ``graph.json`` has for them; odd file names too."""
    shown = Evidence(file='a"\n.txt', article=2, start=1, end=5, text="甲\t乙", head=(0, 1), attributes=(("a", "1"),))
    kept = Written(Evidence, [(shown.file, tail(shown))])
    assert json.loads(kept.text) == json.loads(json.dumps(record(shown)))
    assert [astuple(e) for e in kept()] == [astuple(shown)]


@pytest.mark.parametrize("kind", [Occurrence, Merge, Evidence])
def test_only_what_differs_from_the_default_is_written(kind: Any) -> None:
    """The required fields alone."""
    values = {"file": "a", "form": "b", "into": "c", "reason": "d", "start": 1, "end": 2, "text": "e", "article": 0}
    needed = {f.name for f in fields(kind) if f.default is MISSING}
    assert record(kind(**{n: values[n] for n in needed})).keys() == needed
