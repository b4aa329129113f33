"""The project as a whole keeps its promises: names, plug-ins, pins, sizes, what may not stand in any file."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
import unicodedata
from importlib.metadata import EntryPoint, distribution
from pathlib import Path
from typing import Any

import pytest

import kg

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("constraints-build.txt", "constraints.txt", "constraints-dev.txt")
MADE = {".git", ".venv", "output", "dist", "build", "node_modules", "__pycache__"}
HARD_CAP = 500


def tree() -> list[Path]:
    """The project's files: those that git keeps or would keep; without git, those that nothing has made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0 and listed.stdout:
        return sorted(p for n in listed.stdout.decode("utf-8").split("\0") if n and (p := ROOT / n).is_file())
    return sorted(
        p for p in ROOT.rglob("*") if p.is_file() and not (MADE | {".hypothesis"}) & set(p.relative_to(ROOT).parts)
    )


TREE = tree()
TEXTS = {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8", errors="replace") for p in TREE}
MODULES = sorted(m.name for m in pkgutil.walk_packages(kg.__path__, "kg.") if not m.name.endswith("__main__"))
PLUGINS = [
    EntryPoint(name, value, group)
    for group, names in PYPROJECT["project"]["entry-points"].items()
    for name, value in sorted(names.items())
] + [EntryPoint(n, v, "console_scripts") for n, v in PYPROJECT["project"]["scripts"].items()]


# ------------------------------------------------------------------------------------------------------ public names


def test_everything_promised_by_kg_is_there() -> None:
    """``kg.__all__`` is sorted without repetition, each name resolves, and ``dir(kg)`` offers each to completion."""
    assert list(kg.__all__) == sorted(set(kg.__all__))
    assert set(kg.__all__) <= set(dir(kg))
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []
    with pytest.raises(AttributeError, match="no_such_name"):
        kg.no_such_name  # noqa: B018


@pytest.mark.parametrize("name", MODULES)
def test_all_lists_the_public_names(name: str) -> None:
    """A module's ``__all__`` holds every public function and class that is defined in it; ruff keeps the order."""
    module = importlib.import_module(name)
    names = getattr(module, "__all__", None)
    if names is None:
        offered = [n for n, v in vars(module).items() if not n.startswith("_") and getattr(v, "__module__", "") == name]
        assert offered == [], f"{name} has public names and no __all__"
        return
    assert len(names) == len(set(names))
    defined = {n for n, v in vars(module).items() if not n.startswith("_") and getattr(v, "__module__", "") == name}
    assert {n for n in defined if callable(getattr(module, n))} <= set(names)
    assert [n for n in names if not hasattr(module, n)] == []


@pytest.mark.parametrize("name", kg.__all__)
def test_public_names_are_explained(name: str) -> None:
    """Everything callable that kg offers says what it means."""
    offered = getattr(kg, name)
    assert not callable(offered) or (offered.__doc__ or "").strip()


def test_import_is_cheap() -> None:
    """``import kg`` warns of nothing and loads none of the heavy libraries."""
    heavy = {"jieba", "networkx", "numpy", "pyvis", "rich", "spacy"}
    probe = f"import sys, kg; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", probe], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_public_names_stay_what_they_are() -> None:
    """Functions that share their name with a room (``kg.pipeline``, ``kg.extract``) are not replaced by the module."""
    probe = (
        "import kg; import kg.pipeline, kg.extract, kg.cli.program; kg.build('江南大学与昆山高新区签约。'); "
        "print(*[n for n in kg.__all__ if type(getattr(kg, n)).__name__ == 'module'])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", probe], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


# ----------------------------------------------------------------------------------------------------------- plug-ins


@pytest.mark.parametrize("point", PLUGINS, ids=lambda p: f"{p.group}-{p.name}")
def test_entry_points_load(point: EntryPoint) -> None:
    """Each reader, exporter, spaCy factory and console script of pyproject.toml is there and can be called."""
    assert callable(point.load())


def test_entry_points_are_installed() -> None:
    """What is installed is what pyproject.toml says: run ``make setup`` after a change to the entry points."""
    installed = {(p.group, p.name, p.value) for p in distribution(PYPROJECT["project"]["name"]).entry_points}
    assert installed == {(p.group, p.name, p.value) for p in PLUGINS}


def test_every_format_of_the_rooms_is_offered() -> None:
    """No reader or exporter lies in its room without a door."""
    offered = {p.value.partition(":")[0] for p in PLUGINS}
    rooms = {m for m in MODULES if re.fullmatch(r"kg\.(readers|exporters)\.[a-z]\w*", m)}
    doors = {
        m
        for m in rooms
        if any(n.startswith(("read", "write")) for n in getattr(importlib.import_module(m), "__all__", ()))
    }
    assert doors <= offered


# ---------------------------------------------------------------------------------------------------- what is written

# put together from pieces, so that this file does not match itself
FORBIDDEN = {
    "registry": r"py" + r"pi\.org|python" + r"hosted|registry\.npm" + r"js|deb\.deb" + r"ian",
    "machine path": "/wo" + "rk/|/fa" + "rm/|/ro" + "ot/|/Use" + "rs/|/ho" + "me/|/tmp/" + "kg",
    "conflict": "^" + "<" * 7 + " |^" + ">" * 7 + " ",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_names(what: str) -> None:
    """No file names a package registry or a folder of one machine, or holds a left-over of a merge."""
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    assert [f"{name}: {hit.group()}" for name, text in TEXTS.items() if (hit := pattern.search(text))] == []


@pytest.mark.parametrize("probe", ["https://py" + "pi.org/simple", "/ro" + "ot/x", "<" * 7 + " HEAD"])
def test_the_patterns_can_fail(probe: str) -> None:
    """Each pattern above finds what it is there to find."""
    assert any(re.search(pattern, probe) for pattern in FORBIDDEN.values())


def test_files_are_short() -> None:
    """No Python file is longer than the hard cap: past it, a room becomes a folder."""
    long = {n: len(t.splitlines()) for n, t in TEXTS.items() if n.endswith(".py")}
    assert {n: lines for n, lines in long.items() if lines > HARD_CAP} == {}


def test_text_files_are_utf8_with_plain_line_ends() -> None:
    """Sources and papers of the project are UTF-8, without carriage returns, and end with a line end."""
    papers = {n: (ROOT / n).read_bytes() for n in TEXTS if n.endswith((".py", ".toml", ".md", ".json", ".ipynb"))}
    assert [n for n, data in papers.items() if data and (b"\r" in data or not data.endswith(b"\n"))] == []
    assert [n for n, data in papers.items() if data.decode("utf-8", errors="ignore").encode("utf-8") != data] == []


# ------------------------------------------------------------------------------------------------- samples are our own


def flat(text: str) -> str:
    """The text without white space, in one width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())


def repeated(text: str, source: str, n: int = 24) -> str:
    """The first run of ``n`` characters that both hold, else nothing."""
    grams = {source[i : i + n] for i in range(len(source) - n + 1)}
    return next((text[i : i + n] for i in range(len(text) - n + 1) if text[i : i + n] in grams), "")


def test_repetition_is_found() -> None:
    """The comparison sees a copied sentence through other line breaks and widths, and leaves a new one alone."""
    source = flat("某高新区党工委书记项目合伙人行动启动仪式日前在科创中心举行")
    assert repeated(flat("据悉，某高新区党工委书记\n项目合伙人 行动启动仪式日前在科创中心举行。"), source)
    assert not repeated(flat("某高新区党工委日前启动书记项目合伙人行动，仪式设在科创中心。"), source)


def test_samples_repeat_no_newspaper() -> None:
    """Facts carry over, sentences do not: compared where the pages lie beside the project."""
    pages = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    if not pages:
        pytest.skip("the newspaper pages do not lie beside this checkout")
    source = "\n".join(flat(p.read_text(encoding="utf-8")) for p in pages)
    ours = {n: t for n, t in TEXTS.items() if not n.startswith("constraints")}
    assert {n: hit for n, t in ours.items() if (hit := repeated(flat(t), source))} == {}


# ------------------------------------------------------------------------------------------------------ pins and papers


def pins(lock: str) -> dict[str, set[str]]:
    """Requirement line (``name==version``, marker left out) → its hashes."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if hash_ := re.fullmatch(r"    --hash=(sha256:[0-9a-f]{64})(?: \\)?", line):
            found[list(found)[-1]].add(hash_[1])
        elif not line.lstrip().startswith("#"):
            pin = re.fullmatch(r"([a-z0-9][a-z0-9._-]*==[\w.+!]+)(?: ; [^\\]+?)? \\", line)
            assert pin, f"{lock}: neither pin nor hash nor comment: {line!r}"
            found[pin[1]] = set()
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_with_hashes_and_name_no_index(lock: str) -> None:
    """Each line pins one version with at least one SHA-256; options, addresses and paths have no place there."""
    found = pins(lock)
    assert found and all(found.values())
    assert len({pin.partition("==")[0] for pin in found}) == len(found)
    assert not re.search(r"https?://|file:|--(?:index|extra|find|trusted)|^-", TEXTS[lock], re.MULTILINE)


def test_locks_agree_and_hold_what_pyproject_asks_for() -> None:
    """All that pyproject.toml names is pinned, and no two files pin two versions: run ``make lock`` after a change."""
    build, run, dev = (pins(lock) for lock in LOCKS)
    assert build.items() <= run.items()
    assert run.items() <= dev.items()
    groups, project = PYPROJECT["dependency-groups"], PYPROJECT["project"]
    wanted = {
        "run": project["dependencies"],
        "dev": [
            *(r for r in groups["dev"] if isinstance(r, str)),
            *(r for extra in project["optional-dependencies"].values() for r in extra),
        ],
        "build": groups["build"],
    }
    for where, requirements in wanted.items():
        pinned = {p.partition("==")[0].replace("_", "-") for p in {"build": build, "run": run, "dev": dev}[where]}
        names = {re.split(r"[\s\[<>=!~;]", r, maxsplit=1)[0].lower().replace("_", "-") for r in requirements}
        assert names <= pinned, f"{where}: not pinned: {names - pinned}"


@pytest.mark.parametrize("paper", ["README.md", "README.zh.md"])
def test_papers_name_only_what_is_there(paper: str) -> None:
    """Each ``make`` target, file and ``kg`` command that a README shows exists."""
    text = TEXTS[paper]
    targets = set(re.findall(r"^([a-z]+):", TEXTS["Makefile"], re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", "\n".join(re.findall(r"`[^`]+`|```.*?```", text, re.DOTALL)))) <= targets
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []
    shown = set(re.findall(r"(?:^|`)(?:\.venv/bin/)?kg ([a-z]+)", text, re.MULTILINE))
    help_text = subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main(['--help'])"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    ).stdout  # fmt: skip
    assert [command for command in sorted(shown) if not re.search(rf"\b{command}\b", help_text)] == []
    assert shown


def test_version_is_told_once() -> None:
    """``kg.__version__`` is the installed distribution's, and the changelog speaks of it or of what is to come."""
    version = PYPROJECT["project"]["version"]
    assert kg.__version__ == distribution(PYPROJECT["project"]["name"]).version == version
    headings = re.findall(r"^## \[([^\]]+)\]", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert headings and headings[0] in {"Unreleased", version}
