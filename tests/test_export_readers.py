"""Every format is opened by other programs, which count the same; the READMEs say with which."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg import registry
from tests.readers import matrix
from tests.readers.programs import CHECKS, Missing, write

# rdflib 7.6 warns of its own reader of JSON-LD and of pyshacl 0.40; openpyxl of a style that LibreOffice leaves out
pytestmark = [
    pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).*is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Workbook contains no default style:UserWarning"),
]
# what .ci/run installs
SURE = ("graphology", "Cytoscape.js", "Chromium", "linter")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with every hostile name and with parallel relations, in every format."""
    path = tmp_path_factory.mktemp("formats")
    write(path)
    return path


@pytest.mark.parametrize(("form", "reader"), CHECKS, ids=["-".join(key) for key in CHECKS])
def test_another_program_counts_the_same(form: str, reader: str, folder: Path) -> None:
    """Nodes, relations and sentences as written; labels, colours, sizes and places where the format has them."""
    check, expected = CHECKS[form, reader]
    try:
        with ThreadPoolExecutor(1) as thread:  # a browser of its own, beside the one that the page's tests hold open
            assert thread.submit(check, folder).result() == expected
    except Missing as error:
        if os.environ.get("CI") and any(name in reader for name in SURE):
            pytest.fail(f"CI never skips this; missing: {error}")
        pytest.skip(f"missing: {error}")


@pytest.mark.parametrize("name", matrix.HEADS)
def test_the_readme_shows_what_was_opened(name: str) -> None:
    """``python -m tests.readers.matrix`` opens all and writes the table."""
    counts = {key: expected for key, (_, expected) in CHECKS.items()}
    assert matrix.shown(name) == matrix.table(counts, matrix.HEADS[name])


def test_every_format_is_opened_by_some_program() -> None:
    """No exporter is left out; the page has tests of its own."""
    assert {form for form, _ in CHECKS} == set(registry.exporter_names()) - {"html"}
