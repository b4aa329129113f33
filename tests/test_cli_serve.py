"""``kg serve --mcp``: tools for agents, held against the protocol's official client."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kg import serve
from kg.cli import main
from kg.errors import ExportError, GraphError, UnknownEntity
from kg.graph import KnowledgeGraph
from kg.serve.answers import LONGEST
from tests.graphs import entity, relation, sentence, town

pytest.importorskip("mcp")

TOWN = town()
TOOLS = serve.tools(TOWN)
TRANSCRIPT = Path(__file__).parent / "transcripts" / "mcp.md"


def test_a_session_over_standard_input_and_output() -> None:
    """The official client lists the tools, asks each, and is answered as the kept transcript says."""
    from tests.smoke.mcp import hold

    with ThreadPoolExecutor(1) as thread:  # its own event loop, whatever runs in this one
        said = thread.submit(hold).result()
    assert said == TRANSCRIPT.read_text(encoding="utf-8"), "python -m tests.smoke.mcp writes it anew"


def test_nothing_else_is_on_the_output(tmp_path: Path) -> None:
    """Each line of standard output is one JSON-RPC message; the server ends when its input does, without a word."""
    path = tmp_path / "graph.json"
    TOWN.save(path)
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    asked: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "search", "arguments": {"text": "青禾"}}},
        {"id": 3, "method": "tools/call", "params": {"name": "entity", "arguments": {"name": "无此名\x1b[2J"}}},
        {"id": 4, "method": "tools/call", "params": {"name": "delete", "arguments": {}}},
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(path), "--mcp"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None
    answers = []
    for message in asked:
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        process.stdin.flush()
        if "id" in message:
            answers.append(json.loads(process.stdout.readline()))
    rest, errors = process.communicate(timeout=60)
    assert [a["id"] for a in answers] == [1, 2, 3, 4]
    assert all(a["jsonrpc"] == "2.0" for a in answers)
    assert answers[0]["result"]["serverInfo"]["name"] == "kg"
    assert answers[2]["result"]["isError"]
    assert "\x1b" not in answers[2]["result"]["content"][0]["text"]
    assert "error" in answers[3] or answers[3]["result"]["isError"]
    assert (rest, errors, process.returncode) == ("", "", 0)


def test_the_server_offers_five_tools_that_only_read() -> None:
    """Each is marked as reading only, and says what it takes."""
    listed = serve.server(TOWN)._tool_manager.list_tools()
    assert tuple(t.name for t in listed) == serve.TOOLS
    for tool in listed:
        assert tool.annotations.read_only_hint
        assert tool.output_schema
        for name in tool.parameters["properties"]:
            assert name in tool.description


def test_search_says_how_much_more_there_is() -> None:
    """The limit bounds the answer, not the count; whatever limit is asked for, it is bounded."""
    found = TOOLS["search"]("云", limit=1)
    assert (found.total, [e.name for e in found.entities]) == (3, ["云和高新区"])
    assert len(TOOLS["search"]("云", limit=10**9).entities) == 3
    assert len(TOOLS["search"]("云", limit=-5).entities) == 1
    assert TOOLS["search"]("").total == 0


def test_relations_by_conditions() -> None:
    """Conditions narrow; symmetric relations count from either end; the most confident come first."""
    found = TOOLS["relations"](head="海明大学", type="partners")
    assert {r.head for r in found.relations} == {"云和高新区", "海明经开区"}
    assert TOOLS["relations"](since="2024", status="planned").relations[0].best.date == "2024-03-01"
    everything = TOOLS["relations"](limit=100)
    assert everything.total == len(everything.relations) == 12
    sure = [r.confidence for r in everything.relations]
    assert sure == sorted(sure, reverse=True)
    assert TOOLS["relations"](file="乙.txt", min_confidence=0.9).total == 1


def test_evidence_is_whole() -> None:
    """Every sentence of every relation of the two, in whatever order they are named."""
    one, other = TOOLS["evidence"]("青禾", "蓝石半导体"), TOOLS["evidence"]("蓝石半导体", "青禾")
    assert one == other
    found = {r.type: r for r in one.relations}
    assert {key: r.total for key, r in found.items()} == {"invests-in": 1, "partners": 2}
    assert found["invests-in"].sentences[0].attributes == {"amount": "3000", "currency": "CNY"}
    assert TOOLS["evidence"]("青禾", "海明大学").relations == []
    assert len(TOOLS["evidence"]("青禾", "蓝石半导体", type="partners", limit=1).relations[0].sentences) == 1


def test_paths_tell_each_step() -> None:
    """With its best sentence; unconnected ones have none."""
    (found,) = TOOLS["paths"]("石溪产业园", "海明大学").paths
    assert found.entities == ["石溪产业园", "云和高新区", "海明大学"]
    assert [s.type for s in found.steps] == ["part-of", "partners"]
    assert all(s.best.text for s in found.steps)
    assert TOOLS["paths"]("孤星集团", "海明大学").total == 0


def test_wrong_names_are_answered_with_the_nearest() -> None:
    """By characters and by sound; a name of several is answered with their ids."""
    with pytest.raises(UnknownEntity, match="云和高新区"):
        TOOLS["entity"]("云禾高新区")
    with pytest.raises(UnknownEntity, match="石溪产业园"):
        TOOLS["paths"]("十西产业园", "海明大学")
    with pytest.raises(GraphError, match="there are: cooperates-with"):
        TOOLS["relations"](type="loves")
    twins = KnowledgeGraph([entity("park", "甲园"), entity("company", "甲园")])
    with pytest.raises(GraphError, match="company:甲园, park:甲园"):
        serve.tools(twins)["entity"]("甲园")


def test_hostile_text_is_cleaned_and_bounded() -> None:
    """No control or direction characters, and no sentence without end."""
    foul, other = entity("company", "坏\x1b[2J名\u202e"), entity("park", "甲园")
    long = sentence(amount="\x00=1")
    graph = KnowledgeGraph(
        [foul, other], [relation(foul, "located-in", other, long), relation(foul, "partners", other)]
    )
    asked = serve.tools(graph)
    found = repr(
        [asked["relations"](), asked["entity"](foul.id), asked["search"]("坏"), asked["evidence"](foul.id, "甲园")]
    )
    assert not any(c in found for c in "\x1b\u202e\x00")
    assert "\\x1b" not in found and "\\u202e" not in found and "\\x00" not in found
    wordy = entity("company", "乙" * 5000)
    shown = serve.tools(KnowledgeGraph([wordy, other], [relation(wordy, "located-in", other)]))["relations"]()
    assert len(shown.relations[0].best.text) == len(shown.relations[0].head) == LONGEST


def test_without_the_sdk_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("kg.serve.protocol.import_module", missing)
    with pytest.raises(ExportError, match=r"pip install 'kg-parks\[mcp\]'"):
        serve.serve(TOWN)


def test_the_protocol_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    """There is one so far; another may come."""
    with pytest.raises(SystemExit) as stop:
        main(["serve", "graph.json"])
    assert stop.value.code == 2
    assert "--mcp" in capsys.readouterr().err
