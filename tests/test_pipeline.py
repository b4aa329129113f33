"""The order of the house: inputs of every kind, the report, strictness, offsets that hold, bytes that do not change."""

from __future__ import annotations

import functools
import os
import random
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from kg import layout, sources
from kg.errors import InputError
from kg.graph import KnowledgeGraph
from kg.model import Article
from kg.pipeline import Report, articles, build, extract, extract_all, graph_of, pipeline
from kg.text import bare

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
PAGES = ROOT.parent / "shared" / "seeds"
ONE = "江南大学与昆山高新区签署战略合作协议。苏州澜脉科技有限公司落户昆山高新区。"
TWO = "芯垣半导体有限公司与江阴高新区签署合作协议。"
FOLDERS = [pytest.param(SEEDS, id="seeds"), pytest.param(PAGES, id="pages")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, one of them further down."""
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "in" / "sub" / "b.md").write_text(TWO, encoding="utf-8")
    return tmp_path / "in"


def triples(graph: KnowledgeGraph) -> set[str]:
    """Its edges as text."""
    return {str(relation) for relation in graph.relations()}


# -------------------------------------------------------------------------------------------------------------- inputs


def test_a_folder_a_file_a_text_and_an_article_say_the_same(folder: Path) -> None:
    """Whatever the input is, the graph of one article is that of its text."""
    wanted = triples(build(ONE))
    assert "昆山高新区 —partners— 江南大学" in wanted
    file = folder / "a.txt"
    for given in (file, str(file), [file], Article(file="x.txt", text=ONE), [ONE], f"{ONE}\n"):
        assert triples(build(given)) == wanted


def test_inputs_may_be_mixed(folder: Path) -> None:
    """A folder, a text and an article make one graph; each file keeps its name."""
    graph = build(
        [
            folder,
            "东南大学与南通高新区签署合作协议。",
            Article(file="mine.txt", text="苏州大学与常州高新区签署合作协议。"),
        ]
    )
    assert {o.file for e in graph.entities for o in e.occurrences} == {"a.txt", "sub/b.md", "<text>", "mine.txt"}
    assert len(graph.relations(type="partners")) == 4


def test_an_article_keeps_its_own_map() -> None:
    """Evidence and occurrences stand in the file's offsets, not in the text's."""
    article = Article(file="x.txt", text="昆山高新区与江南大学签约。", runs=((0, 100), (6, 206)))
    graph = build(article)
    assert [(o.start, o.end) for o in graph.entity("昆山高新区").occurrences] == [(100, 105)]
    assert [(o.start, o.end) for o in graph.entity("江南大学").occurrences] == [(206, 210)]
    (relation,) = graph.relations(type="partners")
    assert (relation.evidence[0].start, relation.evidence[0].end) == (100, 213)


@pytest.mark.parametrize(
    ("text", "is_path"),
    [
        ("没有这个文件", True),
        ("none.txt", True),
        ("no/such/folder", True),
        ("江阴。", False),
        ("江阴\n", False),
        ("甲" * 300, False),
    ],
    ids=["bare-words", "file", "folder", "sentence", "line", "long"],
)
def test_what_is_a_path_and_what_a_text(text: str, is_path: bool) -> None:
    """A string without sentence marks or line breaks is a path, and one that is not there is said."""
    if is_path:
        with pytest.raises(InputError) as raised:
            build(text)
        assert text in str(raised.value)
    else:
        assert len(build(text).relations()) == 0


# -------------------------------------------------------------------------------------------------------------- report


def test_the_report_tells_what_was_read(folder: Path) -> None:
    """Files by name in order, articles and characters counted, the unreadable with its reason."""
    (folder / "c.txt").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "d.txt").write_bytes(b"")
    report = Report()
    graph = build(folder, report=report)
    assert report.files == ["a.txt", "sub/b.md"] == list(graph.files)
    assert (report.articles, report.characters) == (2, len(ONE) + len(TWO))
    assert [s.file for s in report.skipped] == ["c.txt", "d.txt"]
    assert all(s.reason for s in report.skipped)


def test_a_fault_of_kg_in_one_article_costs_that_article_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that kg itself fails on is reported with its file and counted; the others are read."""

    def failing(article: Article, rules: str | None = None) -> object:
        if "芯垣" in article.text:
            raise KeyError("芯垣")
        return extract(article, rules)

    monkeypatch.setattr(import_module("kg.pipeline.stream"), "extract", failing)
    report = Report()
    graph = build(folder, report=report)
    assert [s.file for s in report.skipped] == ["sub/b.md"]
    assert "a fault of kg" in report.skipped[0].reason and "芯垣" in report.skipped[0].reason
    assert triples(graph) == triples(build(ONE))


def test_progress_is_told_of_each_article(folder: Path) -> None:
    """In the order in which they are read."""
    seen: list[str] = []
    build(folder, progress=lambda article: seen.append(article.file))
    assert seen == ["a.txt", "sub/b.md"]


def test_strict_is_strict(folder: Path) -> None:
    """One file that cannot be read fails the build, and is named; without ``strict`` the rest is built."""
    (folder / "c.txt").write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(InputError, match=r"c\.txt"):
        build(folder, strict=True)
    assert len(build(folder).files) == 2


@pytest.mark.parametrize("content", [None, b"", b"\x00" * 9], ids=["no-file", "empty-file", "binary-file"])
def test_nothing_to_read_is_said(tmp_path: Path, content: bytes | None) -> None:
    """A folder without a readable article is an error that says why."""
    if content is not None:
        (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(InputError, match=r"nothing to build from|a\.txt"):
        build(tmp_path)


def test_confidence_is_a_floor(folder: Path) -> None:
    """Nothing below it is left; a lower floor leaves more."""
    confidences = {r.confidence for r in build(folder, min_confidence=0.0).relations()}
    floor = max(confidences)
    assert {r.confidence for r in build(folder, min_confidence=floor).relations()} == {floor} != confidences


def test_steps_give_what_build_gives(folder: Path) -> None:
    """``articles``, ``extract_all`` and ``graph_of`` by hand make the graph that ``build`` makes."""
    report = Report()
    by_hand = graph_of(extract_all(articles(folder, report=report)), files=report.files)
    assert by_hand == build(folder)
    assert triples(by_hand) == triples(build(folder))


def test_extract_takes_texts_and_articles() -> None:
    """A plain text is an article without a file."""
    assert extract(ONE).mentions == extract(Article(file="x.txt", text=ONE)).mentions
    assert extract(ONE).article.file == "<text>"


# ------------------------------------------------------------------------------------------------------------- offsets


@functools.cache
def built(folder: Path) -> tuple[KnowledgeGraph, dict[str, str], dict[tuple[str, int], Article]]:
    """The graph of a folder, its files' texts, its articles."""
    texts: dict[str, str] = {}
    found: dict[tuple[str, int], Article] = {}
    for ref in sources.find([folder]):
        assert isinstance(ref, sources.FileRef), ref
        source = sources.read_source(ref)
        texts[source.file] = source.text
        found |= {(a.file, a.index): a for a in layout.articles(source)}
    return build(folder), texts, found


def inked(text: str) -> str:
    """What is not layout: no white space, no invisible characters."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def quotes(graph: KnowledgeGraph) -> Iterator[tuple[str, int, int, int, str]]:
    """(file, article, start, end, text) of all that a graph quotes."""
    for entity in graph.entities:
        yield from ((o.file, o.article, o.start, o.end, o.text) for o in entity.occurrences)
    for relation in graph.relations():
        yield from ((e.file, e.article, e.start, e.end, e.text) for e in relation.evidence)


def in_pieces(article: Article, source: str, start: int, end: int, text: str) -> bool:
    """Whether the article has the text in pieces that lie in just this span of the file: the page has torn it apart."""
    at = article.text.find(bare(text))
    while at >= 0:
        for a, b in ((at, at + len(bare(text))), (at - 1, at + len(bare(text)) + 1)):
            if 0 <= a < b <= len(article.text) and article.locate(a, b) == (start, end):
                return "".join(source[x:y] for x, y in article.pieces(a, b)) == article.text[a:b]
        at = article.text.find(bare(text), at + 1)
    return False


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_quoted_stands_in_the_file(folder: Path) -> None:
    """For every occurrence and evidence the file's text at its offsets, layout characters aside, is what is quoted."""
    if not folder.is_dir():
        pytest.skip("the newspaper pages do not lie beside this checkout")
    graph, texts, found = built(folder)
    quoted = list(quotes(graph))
    unequal = [q for q in quoted if bare(inked(texts[q[0]][q[2] : q[3]])) != bare(inked(q[4]))]
    assert len(quoted) > 300 and len(unequal) < len(quoted) / 50
    wrong = [q for q in unequal if not in_pieces(found[q[0], q[1]], texts[q[0]], *q[2:])]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_evidence_shows_its_ends(folder: Path) -> None:
    """Where the sentence has a head or a tail, a form of the entity stands there; the trigger lies in the sentence."""
    if not folder.is_dir():
        pytest.skip("the newspaper pages do not lie beside this checkout")
    graph, _, _ = built(folder)
    seen = 0
    for relation in graph.relations():
        ends = [graph.entity(relation.head_id), graph.entity(relation.tail_id)]
        for shown in relation.evidence:
            assert 0 <= shown.trigger[0] <= shown.trigger[1] <= len(shown.text)
            for (start, end), entity in zip((shown.head, shown.tail), ends, strict=True):
                if (start, end) != (0, 0):
                    seen += 1
                    assert bare(shown.text[start:end]) in {entity.name, *entity.aliases}
    assert seen > 100


# --------------------------------------------------------------------------------------------------------- determinism

BUILD = "import sys, kg; kg.build(sys.argv[2:]).save(sys.argv[1])"


def saved(inputs: list[Path], to: Path, **options: int) -> bytes:
    """The bytes of the graph that this process builds."""
    build(inputs, **options).save(to)  # type: ignore[arg-type]
    return to.read_bytes()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_hash_seed_leaves_no_trace(seed: str, tmp_path: Path) -> None:
    """graph.json of another process has the bytes of this one's, whose hash seed is a random one."""
    files = sorted(SEEDS.glob("0[1-4]*"))
    command = [sys.executable, "-X", "utf8", "-c", BUILD, str(tmp_path / "other.json"), *map(str, files)]
    subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT, check=True)
    assert (tmp_path / "other.json").read_bytes() == saved(files, tmp_path / "own.json")


def test_the_order_of_files_leaves_no_trace(tmp_path: Path) -> None:
    """Files named in any order, or by their folder, give the same entities and edges."""
    files = sorted(SEEDS.glob("[01]*"))
    straight = saved(files, tmp_path / "straight.json")
    shuffled = files[:]
    for seed in range(2):
        random.Random(seed).shuffle(shuffled)
        assert shuffled != files
        assert saved(shuffled, tmp_path / "shuffled.json") == straight


def test_the_number_of_processes_leaves_no_trace(tmp_path: Path) -> None:
    """Two workers write what one writes."""
    files = sorted(SEEDS.glob("0[1-4]*"))
    assert saved(files, tmp_path / "two.json", workers=2) == saved(files, tmp_path / "one.json", workers=1)


# --------------------------------------------------------------------------------------------------------------- cheap


@pytest.mark.parametrize("path", sorted(SEEDS.glob("[0-9]*"))[:6], ids=lambda p: p.stem)
def test_the_spacy_pipeline_says_the_same(path: Path) -> None:
    """Articles are read without spaCy; its components find the same names, forms and relations."""
    for article in articles(path):
        nlp = pipeline()
        doc = nlp.make_doc(article.text)
        doc._.kg_article = article
        for _, component in nlp.pipeline:
            doc = component(doc)
        found = extract(article)
        assert (doc._.kg_mentions, doc._.kg_aliases, doc._.kg_relations) == (
            found.mentions,
            found.aliases,
            found.relations,
        )


def test_a_build_does_not_load_spacy() -> None:
    """Reading an article loads none of what only spaCy users, pages and pictures need."""
    probe = "import sys, kg; kg.build('江阴高新区召开大会。'); print(*sorted({'spacy', 'pyvis'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_help_does_not_load_spacy() -> None:
    """``kg --help`` answers without the heavy libraries."""
    probe = (
        "import sys\nfrom kg.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as stop:\n    assert not stop.code\n"
        "print('HEAVY', *sorted({'spacy', 'jieba', 'networkx', 'pyvis'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", probe],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "usage: kg" in done.stdout
    assert done.stdout.splitlines()[-1] == "HEAVY"
