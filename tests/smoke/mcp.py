"""A session with ``kg serve --mcp``, held by the official SDK's client over standard input and output.

``python -m tests.smoke.mcp > tests/transcripts/mcp.md`` writes the transcript that the tests compare with.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters, stdio_client

from tests.graphs import town

ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("search", {"text": "云和"}),
    ("entity", {"name": "青禾"}),
    ("relations", {"tail": "云和高新区", "type": "located-in"}),
    ("relations", {"entity": "蓝石半导体", "since": "2024", "limit": 1}),
    ("paths", {"a": "云和高新区", "b": "云松股份"}),
    ("evidence", {"a": "蓝石半导体", "b": "青禾", "type": "partners"}),
    ("entity", {"name": "云禾高新区"}),
    ("relations", {"type": "likes"}),
)
HEAD = """# A session with `kg serve GRAPH --mcp`

The client is the official SDK's (`mcp`), over standard input and output; the graph is the small town of
`tests/graphs.py`, all of whose names are invented. Tests hold the session anew and compare it with this file.
"""


async def session(graph: Path) -> str:
    """What was asked and answered, as Markdown."""
    command = StdioServerParameters(command=sys.executable, args=["-m", "kg", "serve", str(graph), "--mcp"])
    lines = [HEAD]
    async with Client(stdio_client(command)) as client:
        listed = await client.list_tools()
        lines.append("## Tools\n")
        for tool in listed.tools:
            hints = tool.annotations
            assert hints is not None
            marked = "read-only" if hints.read_only_hint and not hints.open_world_hint else "NOT read-only"
            wanted = ", ".join(
                name if name in tool.input_schema.get("required", ()) else f"[{name}]"
                for name in tool.input_schema["properties"]
            )
            lines.append(f"- `{tool.name}({wanted})`, {marked}: {(tool.description or '').strip().splitlines()[0]}")
        lines.append("\n## Questions\n")
        for name, arguments in ASKED:
            answer = await client.call_tool(name, arguments)
            said = answer.content[0].text if answer.is_error else _json(answer.structured_content)
            asked = json.dumps(arguments, ensure_ascii=False)
            lines.append(f"**{name}** `{asked}`{' (an error)' if answer.is_error else ''}\n\n```json\n{said}\n```\n")
    return "\n".join(lines)


def _json(data: Any) -> str:
    """Indented, with what fits on one line on one line."""
    flat = json.dumps(data, ensure_ascii=False)
    if len(flat) <= 110 or not isinstance(data, dict | list) or not data:
        return flat
    if isinstance(data, dict):
        parts = [f"{json.dumps(key)}: {_json(value)}" for key, value in data.items()]
    else:
        parts = [_json(value) for value in data]
    inner = ",\n".join(parts).replace("\n", "\n  ")
    return ("{\n  %s\n}" if isinstance(data, dict) else "[\n  %s\n]") % inner


def hold() -> str:
    """The session on the small town."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.json"
        town().save(path)
        return asyncio.run(session(path))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(hold())
