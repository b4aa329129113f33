"""The page's own files, the inlined library, and what keeps both safe: hashes and escapes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.errors import ExportError

__all__ = ["asset", "csp", "limits", "palette", "script_json", "strings", "vis_network"]

_VIS = "templates/lib/vis-9.1.2"
# the images of vis-network's edit and navigation buttons, which the page does not show: 205 of its 220 KB
_IMAGE = re.compile(r"background-image:\s*url\([^)]*\);?")


@cache
def asset(name: str) -> str:
    """The text of one of the page's files."""
    return files("kg.exporters.page").joinpath(name).read_text(encoding="utf-8")


@cache
def limits() -> dict[str, dict[str, int]]:
    """The figures of ``page.toml``.

    >>> limits()["engine"]["overview_from"]
    30001
    """
    return {key: value for key, value in tomllib.loads(asset("page.toml")).items() if key != "colors"}


@cache
def palette() -> list[str]:
    """Colours for the parks, where colour shall tell which park a node is nearest to.

    >>> palette()[0]
    '#332288'
    """
    colors: list[str] = tomllib.loads(asset("page.toml"))["colors"]["parks"]
    return colors


@cache
def strings() -> dict[str, dict[str, str]]:
    """Every string of the page: key → language → text.

    >>> strings()["search"]["en"]
    'Search'
    """
    table: dict[str, dict[str, str]] = json.loads(asset("strings.json"))
    return table


@cache
def vis_network() -> tuple[str, str]:
    """Script and style of vis-network as the installed pyvis has them.

    :raises ExportError: where pyvis is not installed or has no such files.
    """
    spec = find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise ExportError("the page needs pyvis, which is not installed; run: pip install pyvis")
    folder = Path(spec.origin).parent / _VIS
    try:
        script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
        style = (folder / "vis-network.css").read_text(encoding="utf-8")
    except OSError as error:
        raise ExportError(
            f"the installed pyvis lacks {error.filename}; install the version of pyvis that kg asks for (0.3.2)"
        ) from error
    return script.replace("</script", "<\\/script"), _IMAGE.sub("", style)


def script_json(value: Any) -> str:
    r"""JSON that can stand in a ``<script>``: nothing in it can end the element or start another.

    >>> print(script_json({"a": "</script><!-- & \u2028"}))
    {"a":"\u003c/script\u003e\u003c!-- \u0026 \u2028"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def csp(scripts: list[str], styles: list[str]) -> str:
    """A content security policy that runs these scripts and styles and nothing else, and reaches no network.

    >>> csp(["1"], [])[:70]
    "default-src 'none'; script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1"
    """

    def hashes(texts: list[str]) -> str:
        digests = (base64.b64encode(hashlib.sha256(t.encode("utf-8")).digest()).decode() for t in texts)
        return " ".join(f"'sha256-{d}'" for d in digests) or "'none'"

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; img-src data: blob:; "
        "font-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
