"""The wheel as a stranger gets it: built, installed into an empty environment, used once.

``python -m tests.smoke.wheel`` fails where a file is missing from the wheel, a dependency is not declared, or the
program needs more than it says: the extras, this folder, a UTF-8 locale.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = ("graph.json", "graph.graphml", "graph.html", "report.json")


def run(command: Sequence[str | Path], **options: object) -> str:
    """Run it; on failure show all that it said and stop."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload]
    if done.returncode:
        sys.exit(f"$ {' '.join(words)}\n{done.stdout}{done.stderr}exit code {done.returncode}")
    return str(done.stdout)


def build(folder: Path) -> Path:
    """Build the wheel and look whether everything is in it."""
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT])
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("kg/")}
        strays = {name for name in archive.namelist() if not re.match(r"kg/|kg_parks-[^/]+\.dist-info/", name)}
    tree = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "kg").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    if packed != tree or strays:
        sys.exit(f"the wheel lacks {sorted(tree - packed)} and should not hold {sorted(packed - tree | strays)}")
    return wheel


def versions(folder: Path) -> Path:
    """``constraints.txt`` without its hashes: as ``-c`` it pins what the wheel asks for, and installs nothing else."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = [line.removesuffix("\\").strip() for line in text.splitlines() if re.match(r"[\w.-]+==", line)]
    path = folder / "versions.txt"
    path.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Build, install, use."""
    with tempfile.TemporaryDirectory(prefix="kg-wheel-") as name:
        folder = Path(name)
        wheel = build(folder)
        run([sys.executable, "-m", "venv", "--without-pip", folder / "bare"])
        python = folder / "bare" / "bin" / "python"
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "--python", python]
        run([*pip, "install", "--no-compile", "-c", versions(folder), wheel])
        run([*pip, "check"])

        # the poorest environment there is: no locale, no home, another folder
        poor = {"PATH": os.defpath, "LC_ALL": "C", "HOME": name, "TMPDIR": name, "PYTHONCOERCECLOCALE": "0"}
        options = {"env": poor, "cwd": folder, "timeout": 300}
        run([python, "-W", "error", "-c", "import kg; kg.__version__"], **options)
        kg = python.with_name("kg")
        help_text = run([kg, "--help"], **options)
        print(run([kg, "--version"], **options).strip())
        sample = sorted((ROOT / "seeds").glob("*.txt"))[0]
        run([kg, "build", sample, "-o", folder / "out"], **options)
        missing = [file for file in WRITTEN if not (folder / "out" / file).stat().st_size]
        if missing or "build" not in help_text:
            sys.exit(f"kg build wrote empty files: {missing}, or kg --help does not name its commands:\n{help_text}")
        print(f"{wheel.name}: installed bare, built a graph of {sample.name}")


if __name__ == "__main__":
    main()
