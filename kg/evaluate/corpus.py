"""Folders of gold against folders of predictions, or against an extractor that is run on the texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import EvaluationError
from kg.evaluate.reading import Scored, from_gold, from_graph, is_gold, read
from kg.evaluate.results import Evaluation
from kg.evaluate.scoring import score
from kg.schema import Schema, default_schema

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["evaluate", "gold_files", "half"]

Predictor = Callable[[Path], "Path | KnowledgeGraph"]


def half(stem: str) -> str:
    """Which half of a corpus a file belongs to: ``seen`` may be looked at, ``unseen`` is only scored.

    Decided by the first hexadecimal digit of the SHA-256 of the stem: even or odd.

    >>> half("example"), half("sample")
    ('unseen', 'seen')
    """
    return "unseen" if int(hashlib.sha256(stem.encode("utf-8")).hexdigest()[0], 16) % 2 else "seen"


def gold_files(folder: Path, only: Callable[[str], bool] | None = None) -> list[Path]:
    """The gold files of a folder, sorted by name.

    :param only: says for a stem whether to keep it.
    :raises EvaluationError: where there is none.
    """
    found = [p for p in sorted(folder.glob("*.json")) if only is None or only(p.stem)]
    if not found:
        what = "is no folder" if not folder.is_dir() else "holds no .json file of the gold format"
        raise EvaluationError(f"{folder} {what}; give the folder with one STEM.json per article")
    return found


def evaluate(
    gold: str | Path,
    predicted: str | Path | Predictor,
    *,
    texts: str | Path | None = None,
    only: Callable[[str], bool] | None = None,
    min_confidence: float = 0.0,
    schema: Schema | None = None,
) -> Evaluation:
    """Scores predictions against a folder of gold files, paired by stem.

    :param gold: folder with ``STEM.json`` in the gold format.
    :param predicted: a folder with ``STEM.graphml`` or ``STEM.json`` (gold format or kg's own); or what ``kg build``
        wrote: a ``graph.json``, or the folder with it (and with ``per-file/``, if that was asked for); or a function
        from the path of a text to the path of its graph or to the graph itself, called for every text.
    :param texts: folder with the articles, by the ``file`` that the gold names; default: the gold's own folder. Needed
        where ``predicted`` is a function; otherwise it only serves the sentences of the errors.
    :param only: says for a stem whether to score it, e.g. ``lambda stem: half(stem) == "unseen"``.
    :param min_confidence: relations below it count as not predicted.
    :raises EvaluationError: where a file is missing, or is not what it should be.
    """
    folder, text_folder = Path(gold), Path(gold if texts is None else texts)
    schema = schema or default_schema()
    pick = predicted if callable(predicted) else _Predictions(Path(predicted))
    total: Evaluation | None = None
    for path in gold_files(folder, only):
        data = _gold_data(path)
        text = text_folder / str(data.get("file", f"{path.stem}.txt"))
        if isinstance(pick, _Predictions):
            found = pick.find(path.stem, text.name)
        elif text.is_file():
            answer = pick(text)
            found = read(answer) if isinstance(answer, Path) else from_graph(answer)
        else:
            raise EvaluationError(f"{path.name}: its text {text.name} does not stand in {text_folder}")
        result = score(
            from_gold(data),
            found,
            file=path.stem,
            text=text.read_text(encoding="utf-8-sig", errors="replace") if text.is_file() else "",
            min_confidence=min_confidence,
            schema=schema,
        )
        if total is None:
            total = result
        else:
            total.add(result)
    assert total is not None  # gold_files() never returns an empty list
    return total


def _gold_data(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise EvaluationError(f"{path.name}: cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{path.name}: is not JSON in UTF-8: {error}") from error
    if not is_gold(data):
        raise EvaluationError(f"{path.name}: is not in the gold format: it needs the lists entities and relations")
    found: dict[str, Any] = data
    return found


class _Predictions:
    """Where the prediction for a stem stands, whatever the user named."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.graph: KnowledgeGraph | None = None
        whole = place / "graph.json" if place.is_dir() else place
        self.whole = whole if whole.is_file() else None
        if not place.exists():
            raise EvaluationError(f"{place} does not exist; give a folder of predictions or a graph.json")

    def find(self, stem: str, file: str) -> Scored:
        for folder in (self.place, self.place / "per-file"):
            for suffix in (".graphml", ".json"):
                if (folder / f"{stem}{suffix}").is_file():
                    return read(folder / f"{stem}{suffix}")
        if self.whole is None:
            raise EvaluationError(f"{self.place} holds no prediction for {stem} ({stem}.graphml or {stem}.json)")
        if self.graph is None:
            from kg.exporters.json import read as read_graph  # only a whole graph needs the graph library

            self.graph = read_graph(self.whole)
        names = [f for f in self.graph.files if f == file or Path(f).stem == stem]
        if len(names) != 1:
            what = f"several files called {stem}: {', '.join(names)}" if names else f"no file called {stem}"
            raise EvaluationError(f"{self.whole.name} was built from {what}; the gold needs exactly one")
        return from_graph(self.graph, names[0])
