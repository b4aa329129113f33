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


def _skipped(reporter: pytest.TerminalReporter) -> dict[str, str]:
    """Test → why it was skipped."""
    found = {}
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        found[report.nodeid] = reason.removeprefix("Skipped: ")
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skips are said aloud, one line each: what was not looked at is not known to work."""
    for test, reason in _skipped(terminalreporter).items():
        terminalreporter.write_line(f"NOT LOOKED AT: {test}: {reason}", yellow=True, bold=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The build server has every package that a test asks for: a test that is skipped for want of one fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and any("could not import" in reason for reason in _skipped(reporter).values()):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
