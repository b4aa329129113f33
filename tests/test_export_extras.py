"""Optional packages: each is listed in both READMEs with the licence that it declares itself."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXTRAS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]
NAMES = {"MIT License": "MIT"}


def declared(package: str) -> str:
    """The licence that an installed package's metadata or licence file names; empty where none is found."""
    found = metadata.distribution(package)
    texts = [found.metadata.get("License-Expression") or "", found.metadata.get("License") or ""]
    texts += [c.rpartition(":: ")[2] for c in found.metadata.get_all("Classifier") or () if c.startswith("License ::")]
    for text in texts:
        if text and "\n" not in text:
            return NAMES.get(text, text)
    files = [f for f in found.files or () if f.name.startswith("LICENSE")]
    text = " ".join(str(f.read_text()) for f in files)
    return "MIT" if "Permission is hereby granted, free of charge" in text else ""


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
@pytest.mark.parametrize("extra", EXTRAS)
def test_extras_are_listed_with_their_licence(extra: str, readme: str) -> None:
    """Name, package and licence stand in one row of the table."""
    (requirement,) = EXTRAS[extra]
    package = re.split(r"[<>=]", requirement)[0]
    text = (ROOT / readme).read_text(encoding="utf-8")
    row = re.search(rf"^\| `{extra}` \| `{package}` \| (\S+) \| .+ \|$", text, re.MULTILINE)
    assert row, f"{readme} does not list {extra} with {package}"
    try:
        assert declared(package) == row[1]
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed here")
