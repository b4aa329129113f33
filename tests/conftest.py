"""What every test may rely on: where things are, and that no test depends on the machine it runs on."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The sample articles."""
    return root / "seeds"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skips are said aloud, one line each: what was not looked at is not known to work."""
    skipped = terminalreporter.stats.get("skipped", [])
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.write_line(f"NOT LOOKED AT: {report.nodeid}: {reason}", yellow=True, bold=True)
