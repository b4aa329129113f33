"""graph.json keeps everything, and a file that is none is told so."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import ExportError, GraphError
from kg.exporters.json import read, write
from kg.files import replacing
from kg.graph import KnowledgeGraph
from tests.graphs import entity, hostile_graphs, town

SCHEMA = json.loads(files("kg").joinpath("data/graph.schema.json").read_text(encoding="utf-8"))
quick = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(graph=hostile_graphs())
def test_round_trip(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """Whatever the text, the graph comes back equal, the file is valid and its bytes do not depend on the way."""
    path = tmp_path / "graph.json"
    write(graph, path)
    back = read(path)
    assert back == graph
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(path.read_bytes()))
    first = path.read_bytes()
    write(back, path)
    assert path.read_bytes() == first


def test_file_is_for_people_too(tmp_path: Path) -> None:
    """Chinese stands as Chinese, one entity or relation a line, line ends are LF."""
    path = tmp_path / "graph.json"
    write(town(), path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert sum('"name": "青禾生物科技有限公司"' in line for line in lines) == 1
    assert len(lines) == 1 + 1 + 10 + 2 + 12 + 3
    assert b"\\u" not in path.read_bytes()
    assert b"\r" not in path.read_bytes()


def test_schema_is_a_schema_and_refuses() -> None:
    """The published schema is valid itself, and a confidence of 2 or a stray field does not pass."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    good = {"format": "kg-graph", "version": 1, "meta": {}, "files": [], "entities": [], "relations": []}
    assert validator.is_valid(good)
    edge = {"head": "a", "type": "t", "tail": "b", "symmetric": False, "confidence": 2, "evidence": []}
    assert not validator.is_valid({**good, "relations": [edge]})
    assert not validator.is_valid({**good, "colour": "red"})
    assert not validator.is_valid({**good, "version": 2})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "is not JSON", id="empty"),
        pytest.param(b"\xff\xfe\x00", "is not JSON", id="binary"),
        pytest.param(b"[" * 100_000, "is not JSON", id="deep"),
        pytest.param(b"[]", "no graph", id="a-list"),
        pytest.param(b'{"format": "other"}', "no graph", id="another-format"),
        pytest.param(b'{"format": "kg-graph", "version": 9}', "version 9", id="a-later-version"),
        pytest.param(b'{"format": "kg-graph", "version": 1}', "'entities' is missing", id="no-entities"),
        pytest.param(
            b'{"format": "kg-graph", "version": 1, "meta": {}, "files": [], "entities": [7], "relations": []}',
            "does not fit",
            id="a-number-for-an-entity",
        ),
        pytest.param(
            b'{"format": "kg-graph", "version": 1, "meta": {}, "files": "x", "entities": [], "relations": []}',
            "does not fit",
            id="a-text-for-a-list",
        ),
        pytest.param(
            b'{"format": "kg-graph", "version": 1, "meta": {}, "files": [], "entities": [], "relations": [{"head": "a",'
            b' "type": "t", "tail": "b", "symmetric": false, "confidence": 1, "evidence": []}]}',
            "no entity of the graph: 'a'",
            id="a-loose-end",
        ),
    ],
)
def test_what_is_no_graph_is_told_so(content: bytes, message: str, tmp_path: Path) -> None:
    """One clear error that names the file and the cure."""
    path = tmp_path / "graph.json"
    path.write_bytes(content)
    with pytest.raises(GraphError, match=message) as caught:
        read(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("field", ["id", "type", "name", "aliases", "occurrences", "merges"])
@pytest.mark.parametrize("value", [None, 7, "x", [1], {"a": 1}, [[]]], ids=repr)
def test_wrong_values_are_told_so(field: str, value: object, tmp_path: Path) -> None:
    """No value of a wrong kind gets into a graph or raises anything but GraphError."""
    path = tmp_path / "graph.json"
    write(KnowledgeGraph([entity("park", "甲", "乙")]), path)
    data = json.loads(path.read_bytes())
    data["entities"][0][field] = value
    path.write_text(json.dumps(data), encoding="utf-8")
    if isinstance(value, str) and field in {"id", "type", "name"}:
        assert getattr(read(path).entities[0], field) == value
    else:
        with pytest.raises(GraphError):
            read(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """Reading what is not there and writing into a folder that is not there are errors with a cure."""
    with pytest.raises(GraphError, match="cannot be read"):
        read(tmp_path / "none.json")
    with pytest.raises(ExportError, match="create"):
        write(town(), tmp_path / "none" / "graph.json")
    with pytest.raises(ExportError, match="is a folder"):
        write(town(), tmp_path)
    with pytest.raises(TypeError, match="indent"):
        write(town(), tmp_path / "graph.json", indent=2)


def test_save_and_load_through_the_door(tmp_path: Path) -> None:
    """``graph.save`` finds the exporter by the extension; an unknown one is an error that names those there are."""
    town().save(tmp_path / "graph.json")
    assert read(tmp_path / "graph.json") == town()
    with pytest.raises(GraphError, match="json"):
        town().save(tmp_path / "graph.docx")


def test_surrogate_pairs_are_joined_as_documented(tmp_path: Path) -> None:
    """The one thing that JSON cannot hold: two lone surrogates that make a character."""
    path = tmp_path / "graph.json"
    pair = replace(entity("park", "甲"), aliases=("\ud83d\ude00",))
    write(KnowledgeGraph([pair]), path)
    assert read(path).entities[0].aliases == ("😀",)


class Break(Exception):
    """What goes wrong in the middle of a file."""


@pytest.mark.parametrize("binary", [False, True])
def test_nothing_half_written(binary: bool, tmp_path: Path) -> None:
    """When writing fails, the old file stands and no other file is left."""
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(Break), replacing(path, binary=binary) as out:  # type: ignore[call-overload]
        out.write(b"new" if binary else "new")
        raise Break
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a symbolic link points to is replaced."""
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with replacing(tmp_path / "link.txt") as out:
        out.write("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "new"
