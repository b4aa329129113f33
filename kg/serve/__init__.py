"""A graph as tools for agents, over the Model Context Protocol (MCP).

Five tools, all read-only: ``search``, ``entity``, ``relations``, ``paths``, ``evidence``. Every answer is bounded and
says how much more there is; every sentence comes with its file and offsets. Texts are cleaned as in all files for other
programs (:mod:`kg.exporters.clean`): what they say is quoted, and nothing that an agent should obey.

Needs ``mcp``, the protocol's official SDK (``pip install 'kg-parks[mcp]'``).

One door for three parts: what may be asked (:mod:`kg.serve.questions`), what is answered (:mod:`kg.serve.answers`), and
the protocol (:mod:`kg.serve.protocol`).
"""

from __future__ import annotations

from kg.serve.protocol import serve, server
from kg.serve.questions import TOOLS, tools

__all__ = ["TOOLS", "serve", "server", "tools"]
