"""Every notebook runs from top to bottom, shows a picture, and is stored without outputs.

``python -m tests.smoke.notebooks FILE…`` runs each in a fresh kernel, in the notebook's own folder, as Jupyter does.
"""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def stored_results(notebook: nbformat.NotebookNode) -> list[int]:
    """The cells, from 1, that are stored with an output or a counter: they would differ on every run."""
    return [
        number
        for number, cell in enumerate(notebook.cells, 1)
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)
    ]


def pictures(notebook: nbformat.NotebookNode) -> int:
    """How many pictures a notebook shows after it ran."""
    shown = {"image/png", "image/svg+xml"}
    return sum(
        bool(shown & output.get("data", {}).keys())
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )


def run(path: Path) -> str | None:
    """Run one notebook; what went wrong, if anything did."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    if stored := stored_results(notebook):
        return f"cells {stored} are stored with outputs; clear them (Kernel > Restart and clear outputs) and save"
    try:
        NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--IPKernelApp.log_level=ERROR"],  # it warns of its own local port
        ).execute()
    except CellExecutionError as error:
        return str(error)
    return None if pictures(notebook) else "it shows no picture"


def main(names: list[str]) -> None:
    """Run all, say which failed."""
    if not names:
        sys.exit("name at least one notebook")
    # pyzmq and jupyter_client warn of event loops and folders that are none of ours
    warnings.simplefilter("ignore")
    failed = 0
    for path in map(Path, names):
        start = time.perf_counter()
        fault = run(path)
        print(f"{path}: {fault or f'{time.perf_counter() - start:.1f} s'}", flush=True)
        failed += fault is not None
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
