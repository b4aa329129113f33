"""Rule packs: how they are layered, what is a fault and how it is told, and that types need no Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.pipeline import build, extract, pipeline
from kg.rules import LinkRule, RulePack, SuffixRule, rule_pack

Write = Callable[[Mapping[str, str | bytes]], str]

BUILT_IN = Path(__file__).resolve().parents[1] / "kg/data"

SUFFIX = """[[suffix]]
id = "{id}"
type = "{type}"
words = {words}
example = "项目落户昆山澜湾{word}。"
counter_example = "他在江边工作。"
"""


def suffix(id: str, word: str, type: str = "park", more: str = "") -> str:
    """A suffix rule as TOML."""
    return SUFFIX.format(id=id, type=type, words=f'["{word}"]', word=word) + more


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a pack and gives its folder."""
    made = 0

    def write_(contents: Mapping[str, str | bytes]) -> str:
        nonlocal made
        made += 1
        folder = tmp_path / f"pack{made}"
        folder.mkdir()
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(folder)

    return write_


def faults(folder: str) -> list[str]:
    """What is wrong with a pack, the folder's name left out."""
    with pytest.raises(RuleError) as raised:
        rule_pack(folder)
    return [fault.replace(folder + "/", "").replace(folder, "PACK") for fault in raised.value.faults]


# -------------------------------------------------------------------------------------------------------------- layers


def test_an_empty_pack_changes_nothing(write: Write) -> None:
    """The built-in pack stands as it is."""
    built_in, layered = rule_pack(), rule_pack(write({}))
    assert layered.rules == built_in.rules
    assert (layered.lexicons, layered.tables, layered.thresholds) == (
        built_in.lexicons,
        built_in.tables,
        built_in.thresholds,
    )
    assert layered.schema == built_in.schema


def test_a_new_rule_is_added_behind(write: Write) -> None:
    """All built-in rules stay, the new one comes last of its kind."""
    pack = rule_pack(write({"rules/mine.toml": suffix("mine.dock", "码头城")}))
    assert pack.suffixes[:-1] == rule_pack().suffixes
    assert (pack.suffixes[-1].id, pack.suffixes[-1].words, pack.suffixes[-1].group) == (
        "mine.dock",
        ("码头城",),
        "mine",
    )


def test_a_rule_of_the_same_id_replaces(write: Write) -> None:
    """It takes the earlier rule's place; all others stay."""
    replaced = rule_pack().suffixes[0]
    pack = rule_pack(write({"rules/mine.toml": suffix(replaced.id, "码头城")}))
    assert [r.id for r in pack.rules] == [r.id for r in rule_pack().rules]
    assert pack.suffixes[0].words == ("码头城",)
    assert pack.suffixes[1:] == rule_pack().suffixes[1:]


def test_words_are_added_and_taken_out(write: Write) -> None:
    """``word`` adds, ``!word`` takes out, comment lines are no words, a new list is a new list."""
    gone = sorted(rule_pack().lexicon("stop_words"))[0]
    folder = write(
        {
            "lexicons/stop_words.txt": f"# 这一行不算\n码头 栈桥\n  灯塔\n!{gone}\n",
            "lexicons/harbours.txt": "澜湾",
        }
    )
    pack = rule_pack(folder)
    assert pack.lexicon("stop_words") == (rule_pack().lexicon("stop_words") | {"码头", "栈桥", "灯塔"}) - {gone}
    assert pack.lexicon("harbours") == {"澜湾"}
    assert pack.lexicon("no such list") == frozenset()


def test_table_rows_thresholds_and_macros_are_laid_over(write: Write) -> None:
    """Rows are added, numbers and macros replaced one by one."""
    folder = write(
        {
            "lexicons/zone_forms.tsv": "# 长\t短\n港口经济试验区\t港试区\n",
            "rules/mine.toml": '[thresholds]\nmin_confidence = 0.25\nmine = 3\n\n[macros]\nsign = "签字"\n',
        }
    )
    pack, built_in = rule_pack(folder), rule_pack()
    assert pack.tables["zone_forms"] == (*built_in.tables["zone_forms"], ("港口经济试验区", "港试区"))
    assert pack.thresholds == {**built_in.thresholds, "min_confidence": 0.25, "mine": 3.0}
    assert pack.macros == {**built_in.macros, "sign": "签字"}


def test_macros_take_up_macros_and_lexicons(write: Write) -> None:
    """A macro names others and word lists; words mean themselves, the longest first; the rest stays."""
    folder = write(
        {
            "lexicons/harbours.txt": "港 港口 A.B",
            "rules/mine.toml": '[macros]\nmine_quay = "(?:{harbours}|{mine_pier}){2}"\nmine_pier = "栈桥"\n',
        }
    )
    pack = rule_pack(folder)
    assert (
        pack.expanded("{mine_quay}[{names}]{no_such_name}", "甲") == "(?:(?:A\\.B|港口|港)|栈桥){2}[甲]{no_such_name}"
    )
    assert pack.pattern("mine_quay").fullmatch("港口栈桥")
    assert not pack.pattern("mine_quay").search("AxB栈桥")
    assert not pack.pattern("no such macro").search("") and not rule_pack().pattern("mine_quay").search("港口栈桥")


def test_types_are_laid_over_key_by_key(write: Write) -> None:
    """A type may be redrawn in one setting; a new one comes last."""
    folder = write(
        {
            "schema.toml": '[entity.park]\ncolor = "#123456"\n\n[entity.port]\nzh = "港口"\nen = "Port"\n'
            'color = "#654321"\n'
        }
    )
    schema, built_in = rule_pack(folder).schema, rule_pack().schema
    assert list(schema.entities) == [*built_in.entities, "port"]
    assert schema.entities["park"].color == "#123456"
    assert schema.entities["park"].zh == built_in.entities["park"].zh
    assert schema.relations == built_in.relations


def test_fingerprint_follows_the_words(write: Write) -> None:
    """It tells packs apart, and packs of the same words in other folders are the same."""
    one, same = (rule_pack(write({"rules/a.toml": suffix("mine.dock", "码头城")})) for _ in range(2))
    other = rule_pack(write({"rules/a.toml": suffix("mine.dock", "船坞城")}))
    assert one.fingerprint == same.fingerprint
    assert len({one.fingerprint, other.fingerprint, rule_pack().fingerprint}) == 3


def test_rules_can_be_left_out() -> None:
    """By id or by group, for the ablation table; a group's name is no mere prefix."""
    pack = RulePack(
        schema=rule_pack().schema,
        suffixes=tuple(
            SuffixRule(id=i, type="park", words=("城",), example="", counter_example="")
            for i in ("a.one", "a.two", "ab.one")
        ),
        links=(LinkRule(id="b.one", relation="runs", pattern="", example="", counter_example=""),),
    )
    assert [r.id for r in pack.without("a").rules] == ["ab.one", "b.one"]
    assert [r.id for r in pack.without("a.one", "b").rules] == ["a.two", "ab.one"]
    assert pack.without("nothing").rules == pack.rules


def test_built_in_rules_are_complete() -> None:
    """Each has an id of a group, an example, a counter-example that differs, and a confidence that can be right."""
    rules = rule_pack().rules
    assert len(rules) > 50
    assert [r.id for r in rules if "." not in r.id or not r.example or not r.counter_example] == []
    assert [r.id for r in rules if r.example == r.counter_example or not 0 < r.confidence <= 1] == []
    assert len({r.id for r in rules}) == len(rules)


# -------------------------------------------------------------------------------------------------------------- faults

FAULTS = {
    "unknown-key-near": (
        "rules/a.toml",
        suffix("a.b", "城", more="confidense = 0.5\n"),
        ["rules/a.toml:2:", "[[suffix]] a.b", "'confidense'", "did you mean 'confidence'?"],
    ),
    "unknown-key-far": (
        "rules/a.toml",
        suffix("a.b", "城", more="xyzzy = 1\n"),
        ["a.toml:2:", "'xyzzy'", "allowed: id, "],
    ),
    "missing": (
        "rules/a.toml",
        '[[context]]\nid = "a.b"\ntype = "company"\nexample = "甲"\ncounter_example = "乙"\n',
        ["a.toml:2:", "pattern is missing"],
    ),
    "unknown-type-near": (
        "rules/a.toml",
        suffix("a.b", "城", "parks"),
        ["a.toml:2:", "'parks'", "did you mean 'park'?"],
    ),
    "unknown-type-far": (
        "rules/a.toml",
        suffix("a.b", "城", "xyzzy"),
        ["a.toml:2:", "'xyzzy'", "the schema has: park, "],
    ),
    "unknown-relation": (
        "rules/a.toml",
        '\n\n[[link]]\nid = "a.b"\nrelation = "partner"\npattern = "x"\nexample = "甲"\ncounter_example = "乙"\n',
        ["a.toml:4:", "relation 'partner'", "did you mean 'partners'?"],
    ),
    "not-a-list": (
        "rules/a.toml",
        suffix("a.b", "城").replace('["城"]', '"城"'),
        ["a.toml:2:", "words must be", "'城'"],
    ),
    "not-a-number": (
        "rules/a.toml",
        suffix("a.b", "城", more='confidence = "high"\n'),
        ["a.toml:2:", "confidence", "'high'"],
    ),
    "out-of-range": (
        "rules/a.toml",
        suffix("a.b", "城", more="confidence = 1.5\n"),
        ["a.toml:2:", "between 0 and 1", "1.5"],
    ),
    "unknown-modifier": (
        "rules/a.toml",
        suffix("a.b", "城", more='modifier = "nam"\n'),
        ["a.toml:2:", "modifier must be one of named, described", "'nam'"],
    ),
    "unknown-marks": (
        "rules/a.toml",
        '[[quoted]]\nid = "a.b"\ntype = "program"\nmarks = "<>"\nexample = "甲"\ncounter_example = "乙"\n',
        ["a.toml:2:", "marks must be one of “”, 《》", "'<>'"],
    ),
    "unknown-pairs": (
        "rules/a.toml",
        '[[link]]\nid = "a.b"\nrelation = "runs"\npattern = "x"\npairs = "some"\n'
        'example = "甲"\ncounter_example = "乙"\n',
        ["a.toml:2:", "pairs must be one of each, all", "'some'"],
    ),
    "unknown-table-near": ("rules/a.toml", '[[sufix]]\nid = "a.b"\n', ["a.toml", "'sufix'", "did you mean 'suffix'?"]),
    "unknown-table-far": ("rules/a.toml", "[xyzzy]\n", ["a.toml", "'xyzzy'", "allowed: suffix, quoted, context, link"]),
    "threshold": (
        "rules/a.toml",
        '[thresholds]\nmin_confidence = "low"\n',
        ["a.toml", "min_confidence", "a number", "'low'"],
    ),
    "macro": ("rules/a.toml", "[macros]\nsign = 3\n", ["a.toml", "sign", "a text", "3"]),
    "twice": (
        "rules/a.toml",
        suffix("a.b", "城") + suffix("a.b", "湾"),
        ["a.toml:", "second rule of this id", "rename"],
    ),
    "not-toml": ("rules/a.toml", 'a = "b\n', ["rules/a.toml", "not TOML", "line 1"]),
    "schema-not-toml": ("schema.toml", "[entity\n", ["schema.toml", "not TOML", "line 1"]),
    "schema-key-near": (
        "schema.toml",
        '[entity.park]\ncolour = "#123456"\n',
        ["schema.toml", "[entity.park]", "'colour'", "did you mean 'color'?"],
    ),
    "schema-missing": (
        "schema.toml",
        '[entity.port]\nzh = "港口"\n',
        ["schema.toml", "[entity.port]", "color is missing"],
    ),
    "schema-table": ("schema.toml", "[entities.port]\n", ["schema.toml", "'entities'", "[entity.NAME]"]),
    "schema-value": ("schema.toml", '[entity.park]\ncore = "yes"\n', ["schema.toml", "[entity.park]", "core", "'yes'"]),
    "not-utf8": ("rules/a.toml", '[[suffix]]\nid = "港"'.encode("gb18030"), ["not UTF-8 at byte", "save it as UTF-8"]),
    "lexicon-not-utf8": (
        "lexicons/stop_words.txt",
        "港口".encode("gb18030"),
        ["not UTF-8 at byte", "save it as UTF-8"],
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told(write: Write, name: str, content: str | bytes, said: list[str]) -> None:
    """Some fault of the pack says the place, the value, and what is allowed or the cure."""
    found = faults(write({name: content}))
    assert [f for f in found if all(part in f for part in said)], found


def test_all_faults_are_told_at_once(write: Write) -> None:
    """Of every rule of every file, each in a line of its own, and the message counts them."""
    folder = write(
        {
            "rules/a.toml": suffix("a.b", "城", "parks", 'confidense = 1\nmodifier = "nam"\n')
            + "\n"
            + suffix("a.c", "湾", "xyzzy"),
            "rules/b.toml": "not toml",
            "rules/c.toml": '[[contxt]]\n\n[thresholds]\nx = "y"\n',
        }
    )
    found = faults(folder)
    assert [f.partition(": ")[0] for f in found] == [
        "rules/a.toml:2",
        "rules/a.toml:2",
        "rules/a.toml:2",
        "rules/a.toml:11",
        "rules/b.toml",
        "rules/c.toml",
        "rules/c.toml",
    ]
    with pytest.raises(RuleError, match="has 7 faults"):
        rule_pack(folder)


def test_a_macro_of_two_files_is_told(write: Write) -> None:
    """Two files of one pack that define a macro or a threshold would hide one of them; a later pack may."""
    mine = "[macros]\nsign = '签'\n\n[thresholds]\nmin_confidence = 0.4\n"
    assert rule_pack(write({"rules/a.toml": mine})).macros["sign"] == "签"
    assert faults(write({"rules/a.toml": mine, "rules/b.toml": mine})) == [
        "rules/b.toml: [macros] sign is defined in rules/a.toml too; rename one of them",
        "rules/b.toml: [thresholds] min_confidence is defined in rules/a.toml too; rename one of them",
    ]


def test_all_faults_of_a_schema_are_told_at_once(write: Write) -> None:
    """Missing, unknown and wrong settings of several types together."""
    text = (
        '[entity.port]\nzh = 3\nshade = "x"\n\n'
        '[relation.feeds]\nzh = "供应"\nen = "feeds"\ncolor = "#123456"\nsymetric = true\n'
    )
    found = "\n".join(faults(write({"schema.toml": text})))
    assert all(part in found for part in ("zh must be", "'shade'", "en is missing", "color is missing", "'symmetric'"))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """What a pack is stands in the message."""
    with pytest.raises(RuleError, match=r"no-such-pack: no such folder; a rule pack is a folder with"):
        rule_pack(str(tmp_path / "no-such-pack"))


@pytest.mark.parametrize(
    "use", [build, extract, lambda text, rules: pipeline(rules)], ids=["build", "extract", "pipeline"]
)
def test_faults_come_out_of_every_door(write: Write, use: Callable[..., object]) -> None:
    """A pack with faults builds nothing."""
    with pytest.raises(RuleError, match="did you mean 'suffix'"):
        use("江南大学与昆山高新区签约。", rules=write({"rules/a.toml": "[[sufix]]\n"}))


# ---------------------------------------------------------------------------------------------------- no Python needed

PORTS = {
    "schema.toml": """
[entity.port]
zh = "港口"
en = "Port"
color = "#334455"

[relation.calls-at]
zh = "挂靠"
en = "calls at"
color = "#556677"
head = ["company"]
tail = ["port"]
""",
    "rules/ports.toml": """
[[suffix]]
id = "port.named"
type = "port"
words = ["集装箱码头", "货运港"]
example = "货轮驶入昆山集装箱码头。"
counter_example = "工人在码头边休息。"

[[link]]
id = "calls.at"
relation = "calls-at"
pattern = "{a:company+}{gap:8}(?:挂靠|停靠){near:4}{b:port+}"
example = "苏州澜脉科技有限公司定期挂靠昆山集装箱码头。"
counter_example = "苏州澜脉科技有限公司参观昆山集装箱码头。"
""",
}


def test_a_new_type_by_quotes_needs_no_python(write: Write) -> None:
    """A type, a relation, a quoted rule and a link rule of a user's pack work together in a graph."""
    rules = PORTS["rules/ports.toml"].replace("[[suffix]]", "[[quoted]]").replace("words =", "heads =")
    folder = write({**PORTS, "rules/ports.toml": rules})
    graph = build("苏州澜脉科技有限公司的船定期挂靠“澜湾”货运港。", rules=folder)
    assert graph.entity("苏州澜脉科技有限公司").type == "company"
    (relation,) = graph.relations(type="calls-at")
    assert (relation.head, relation.tail_id, relation.evidence[0].rule) == (
        "苏州澜脉科技有限公司",
        "port:“澜湾”货运港",
        "calls.at",
    )


def test_a_new_type_by_suffix_needs_no_python(write: Write) -> None:
    """A type, a relation, a suffix rule and a link rule of a user's pack work together in a graph."""
    graph = build("苏州澜脉科技有限公司的船定期挂靠昆山集装箱码头。", rules=write(PORTS))
    (relation,) = graph.relations(type="calls-at")
    assert (relation.head, relation.tail_id, relation.evidence[0].rule) == (
        "苏州澜脉科技有限公司",
        "port:昆山集装箱码头",
        "calls.at",
    )


def test_a_new_ending_of_an_old_type_needs_no_python(write: Write) -> None:
    """A suffix rule with an id of its own finds names beside the built-in ones."""
    folder = write({"rules/mine.toml": suffix("mine.dock", "码头城")})
    text = "项目落户昆山澜湾码头城和江阴高新区。"
    found = {(m.type, m.text) for m in extract(text, folder).mentions if m.type == "park"}
    assert found == {("park", "昆山澜湾码头城"), ("park", "江阴高新区")}
    assert "昆山澜湾码头城" not in {m.text for m in extract(text).mentions}


def test_a_user_pack_leaves_the_built_in_one_alone(write: Write) -> None:
    """Two pipelines of one process keep apart."""
    text = "货轮驶入“澜湾”货运港。"
    folder = write(
        {
            **PORTS,
            "rules/ports.toml": PORTS["rules/ports.toml"]
            .replace("[[suffix]]", "[[quoted]]")
            .replace("words =", "heads ="),
        }
    )
    assert [m.type for m in extract(text).mentions] == []
    assert [m.type for m in extract(text, folder).mentions] == ["port"]
    assert [m.type for m in extract(text).mentions] == []


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("lexicons/*.txt")), ids=lambda path: path.stem)
def test_a_word_list_holds_each_word_once(path: Path) -> None:
    """A word that stands in a list twice is the trace of two lists put together without reading them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert [word for word, n in Counter(words).items() if n > 1] == []
