"""The page as a file: closed to the network, escaped, the same bytes twice, its bundle current."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.exporters.page
from kg.errors import ExportError
from kg.exporters.html import page, show, write
from kg.exporters.page.assets import asset, csp, limits, script_json, strings
from kg.exporters.page.payload import evidence_row, initials
from kg.graph import KnowledgeGraph
from kg.model import Entity, Evidence, Relation

FOLDER = Path(kg.exporters.page.__file__).parent
HERE = Path(__file__).parent


class Parts(HTMLParser):
    """Elements with their attributes, and the texts of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.raw: list[tuple[str, dict[str, str], str]] = []
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        self.inside = tag in ("script", "style")
        if self.inside:
            self.raw.append((tag, self.elements[-1][1], ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            tag, attrs, text = self.raw[-1]
            self.raw[-1] = (tag, attrs, text + data)


@pytest.fixture(scope="module", params=["vis", "sigma"])
def text(graph: KnowledgeGraph, request: pytest.FixtureRequest) -> str:
    return page(graph, engine=request.param)


def test_nothing_points_to_the_network(text: str) -> None:
    """No src, href or url() of the page names a host; no element loads anything."""
    parts = Parts(text)
    for tag, attrs in parts.elements:
        for name in ("src", "href", "action", "srcset", "poster", "data"):
            assert not re.match(r"(https?:)?//", attrs.get(name, "")), (tag, attrs)
        assert tag not in ("link", "iframe", "object", "embed", "base", "form")
    styles = "".join(t for tag, _, t in parts.raw if tag == "style")
    assert not re.search(r"url\(\s*['\"]?(?!data:)|@import", styles)


def test_no_handlers_and_no_styles_in_attributes(text: str) -> None:
    """No on… attribute and no style attribute: the policy would refuse them."""
    for tag, attrs in Parts(text).elements:
        assert not [a for a in attrs if a.startswith("on") or a == "style"], (tag, attrs)


def test_policy_allows_exactly_what_is_there(text: str) -> None:
    """The hashes of the policy are those of the inline scripts and styles, one for one, and no source is a word."""
    parts = Parts(text)
    policy = next(a["content"] for t, a in parts.elements if a.get("http-equiv") == "Content-Security-Policy")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        inline = [t for kind, attrs, t in parts.raw if kind == tag and "type" not in attrs]
        wanted = ["'sha256-" + base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() + "'" for t in inline]
        found = re.search(rf"{directive} ([^;]*)", policy)
        assert found and found[1].split() == wanted
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


def test_charset_comes_first(text: str) -> None:
    """The encoding is declared within the first 1,024 bytes."""
    assert b'<meta charset="utf-8">' in text.encode("utf-8")[:1024]


def test_same_bytes_twice(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """The same graph gives the same bytes, with line ends of one kind, whatever order the entities came in."""
    write(graph, tmp_path / "a.html")
    turned = KnowledgeGraph(reversed(graph.entities), reversed(graph.relations()))
    (tmp_path / "b").mkdir()
    write(turned, tmp_path / "b" / "a.html")
    one = (tmp_path / "a.html").read_bytes()
    assert one == (tmp_path / "b" / "a.html").read_bytes()
    assert b"\r\n" not in one


def test_pyvis_is_underneath(graph: KnowledgeGraph) -> None:
    """The network is pyvis': its nodes, edges and options are filled, and physics is off."""
    from pyvis.network import Network

    from kg.exporters.page.network import EvidenceNetwork
    from kg.exporters.page.payload import payload
    from kg.scene import scene
    from kg.schema import default_schema

    data = payload(graph, default_schema(), scene(graph.entities, graph.relations()))
    network = EvidenceNetwork(data)
    assert isinstance(network, Network)
    assert (network.num_nodes(), network.num_edges()) == (len(graph.entities), len(graph.relations()))
    assert network.get_node(0)["label"] == graph.entities[0].name
    assert network.options["physics"] == {"enabled": False}


def test_pyvis_own_write_html_is_utf8(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """``write_html`` writes UTF-8 whatever the locale, and no folder beside the page."""
    from kg.exporters.page.network import EvidenceNetwork
    from kg.exporters.page.payload import payload
    from kg.scene import scene
    from kg.schema import default_schema

    data = payload(graph, default_schema(), scene(graph.entities, graph.relations()))
    EvidenceNetwork(data, title="图").write_html(str(tmp_path / "x.html"))
    assert "云汀高新区" in (tmp_path / "x.html").read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]


@pytest.mark.parametrize("option", [{"engine": "three"}, {"language": "fr"}, {"colour": "red"}])
def test_unknown_options_are_named(graph: KnowledgeGraph, tmp_path: Path, option: dict[str, Any]) -> None:
    """What the page does not know is an error that says what it knows, and no file is left."""
    with pytest.raises(ExportError, match=next(iter(option))):
        write(graph, tmp_path / "x.html", **option)
    assert list(tmp_path.iterdir()) == []


def test_empty_graph(tmp_path: Path) -> None:
    """A graph without anything still gives a page."""
    write(KnowledgeGraph(), tmp_path / "x.html")
    assert "kg-data" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_show_escapes_the_page(graph: KnowledgeGraph) -> None:
    """In a notebook the page stands in a sandboxed frame, whole and escaped."""
    html = show(graph, height=300)._repr_html_()
    frame = Parts(html).elements
    assert [t for t, _ in frame] == ["iframe"]
    assert frame[0][1]["srcdoc"] == page(graph)
    assert "allow-same-origin" not in frame[0][1]["sandbox"]


def test_size(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """The file is no larger than twice the JSON of its data and 1 MB."""
    for engine in ("vis", "sigma"):
        text = page(graph, engine=engine)
        data = sum(len(t.encode()) for _, attrs, t in Parts(text).raw if attrs.get("type") == "application/json")
        assert len(text.encode()) <= 2 * data + 1_000_000


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.text() | st.integers() | st.booleans(), lambda s: st.lists(s) | st.dictionaries(st.text(), s), max_leaves=8
    )
)
def test_script_json_round_trip(value: Any) -> None:
    """JSON for a script element reads back as it was and holds nothing that a parser of HTML would act on."""
    text = script_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.data())
def test_marks_stay_on_their_words(text: str, data: st.DataObject) -> None:
    """However a sentence is cleaned and cut, its marks cover the words they covered."""
    spans = []
    for _ in range(3):
        start = data.draw(st.integers(0, len(text)))
        spans.append((start, data.draw(st.integers(start, len(text)))))
    evidence = Evidence(file="a", article=0, start=0, end=9, text=text, head=spans[0], tail=spans[1], trigger=spans[2])
    row = evidence_row(evidence, 0, limit=data.draw(st.sampled_from([20, 600])))
    shown, offsets = row[4], row[5]
    from kg.exporters.page.payload import clean_sentence

    for (start, end), a, b in zip(spans, offsets[::2], offsets[1::2], strict=True):
        assert shown[a:b] in clean_sentence(text)[start:end]
        if len(text) <= 20:
            assert shown[a:b] == clean_sentence(text)[start:end]


@pytest.mark.parametrize(
    ("names", "letters"),
    [(["江阴高新区"], "jygxq"), (["ABC"], ""), (["苏州A园区", "苏园"], "szayq sy")],
    ids=["chinese", "latin", "mixed"],
)
def test_initials(names: list[str], letters: str) -> None:
    """Pinyin initials of each name, without those that have no Chinese character."""
    pytest.importorskip("pypinyin")
    assert initials(names) == letters


def used_keys() -> set[str]:
    found = set()
    for path in (FOLDER / "src").glob("*.js"):
        source = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\bt\(\s*"([\w.-]+)"', source))
        found |= set(re.findall(r'this\.section\(\s*"([\w.-]+)"', source))
        for array in re.findall(r"\bt\(\[([^\]]*)\]", source):
            found |= set(re.findall(r'"([\w.-]+)"', array))
    template = asset("template.html.j2")
    found |= set(re.findall(r'\bt\("([\w.-]+)"\)', template))
    found |= set(re.findall(r'data-t(?:-\w+)?="([\w.-]+)"', template))
    found |= {what for _, what in re.findall(r'\("([^"]+)", "([\w.-]+)"\)', template)}
    for menu in re.findall(r"{% for name, choices in (.*?) -?%}", template):
        found |= set(re.findall(r'"([\w.-]+)"', menu))
    return found


def test_every_string_is_in_the_table_and_is_used() -> None:
    """Strings asked for are there in both languages with the same placeholders; none lies about unused."""
    table = strings()
    assert used_keys() <= set(table)
    built = ("status.", "mark.", "path.by.", "column.", "path.", "sentence.", "title")
    assert [k for k in table if k not in used_keys() and not k.startswith(built)] == []
    for key, entry in table.items():
        assert sorted(entry) == ["en", "zh"], key
        assert set(re.findall(r"\{\w+\}", entry["en"])) == set(re.findall(r"\{\w+\}", entry["zh"])), key
        assert not re.search("[\u3400-\u9fff]", entry["en"].replace("中文", "")), key


def checksum() -> str:
    digest = hashlib.sha256()
    for path in [*sorted((FOLDER / "src").glob("*.js"), key=lambda p: p.name), FOLDER / "strings.json"]:
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@pytest.mark.parametrize("bundle", ["app.js", "sigma.bundle.js"])
def test_bundle_is_current(bundle: str) -> None:
    """The bundle says which sources it was built from: those beside it (else: npm run build in tests/page)."""
    assert f"sources sha256 {checksum()}" in asset(bundle)[:400]
    assert "</script" not in asset(bundle).lower()


@pytest.mark.parametrize("name", ["sigma", "graphology"])
def test_licences_of_what_is_inlined(name: str) -> None:
    """The bundle carries the licences of what it holds; vis-network's stands in pyvis' own file."""
    assert f"{name}:" in asset("sigma.bundle.js")
    assert asset("sigma.bundle.js").count("Permission is hereby granted") == 2
    from kg.exporters.page.assets import vis_network

    assert "@license" in vis_network()[0][:2000]


def needs_node() -> None:
    if shutil.which("node") is None or not (HERE / "node_modules" / "esbuild").exists():
        reason = "no node with tests/page/node_modules (npm ci in tests/page)"
        if os.environ.get("CI"):
            pytest.fail(f"CI never skips the page's tests; {reason}")
        pytest.skip(reason)


def test_bundle_is_what_esbuild_gives() -> None:
    """Building again gives the committed bytes."""
    needs_node()
    run = subprocess.run(["node", "build.mjs", "--check"], cwd=HERE, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr


def test_modules() -> None:
    """The tests of the script's modules pass (node --test)."""
    if shutil.which("node") is None:
        needs_node()
    files = sorted(str(p.name) for p in HERE.glob("*.test.mjs"))
    run = subprocess.run(["node", "--test", *files], cwd=HERE, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_limits_are_whole() -> None:
    """The figures of page.toml go up: vis, then sigma, then the overview."""
    engine = limits()["engine"]
    assert 0 < engine["sigma_from"] < engine["overview_from"]


def test_csp_of_nothing() -> None:
    """Without scripts and styles the policy allows none."""
    assert "script-src 'none'; style-src 'none'" in csp([], [])


def test_types_that_no_schema_knows() -> None:
    """Types and relations of a user's pack that the schema lacks are shown under their own names."""
    a, b = (Entity(id=f"river:{n}", type="river", name=n) for n in "甲乙")
    text = page(KnowledgeGraph([a, b], [Relation(head="甲", head_id=a.id, type="flows", tail="乙", tail_id=b.id)]))
    data = json.loads(next(t for _, attrs, t in Parts(text).raw if attrs.get("id") == "kg-data"))
    assert [t["zh"] for t in data["types"]] == ["river"]
    assert [r["en"] for r in data["relations"]] == ["flows"]
