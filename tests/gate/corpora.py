"""The corpora that the gate measures on, and the measuring."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate import Evaluation, evaluate, gold_files, half
from kg.graph import KnowledgeGraph
from kg.pipeline import build
from tests.gate.floors import GATED, Measured

__all__ = ["CORPORA", "Corpus"]

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "tests/gold/articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Gold and texts; one half of them where ``part`` names it. Without ``required`` it may be absent.

    :ivar series: the first letters of the files that belong to it; all where it is empty.
    """

    name: str
    gold: Path
    texts: Path
    part: str = ""
    series: str = ""
    required: bool = True

    def keeps(self, stem: str) -> bool:
        return (not self.part or half(stem) == self.part) and (not self.series or stem[0] in self.series)

    def present(self) -> bool:
        return self.gold.is_dir() and any(self.keeps(p.stem) for p in self.gold.glob("*.json"))

    def fingerprint(self) -> str:
        """SHA-256 over names and bytes of all gold files and their texts."""
        digest = hashlib.sha256()
        for path in gold_files(self.gold, self.keeps):
            text = self.texts / json.loads(path.read_text(encoding="utf-8"))["file"]
            for part in (path, text):
                digest.update(f"{part.name}\0{part.stat().st_size}\0".encode())
                digest.update(part.read_bytes())
        return digest.hexdigest()

    def evaluate(self) -> Evaluation:
        """Builds the graph of each text by itself and scores it."""
        return evaluate(self.gold, _graph, texts=self.texts, only=self.keeps)

    def measured(self, result: Evaluation) -> Measured:
        rows = result.figures()
        figures = {f"{row} {figure}": rows[row][figure] for row, figure in GATED}
        return Measured(fingerprint=self.fingerprint(), files=len(result.files), figures=figures)


def _graph(text: Path) -> KnowledgeGraph:
    return build([text])


CORPORA = (
    Corpus(
        name="dev",
        gold=ROOT.parent / "shared/gold/dev",
        texts=ROOT.parent / "shared/seeds",
        required=False,
    ),
    Corpus(name="seeds", gold=ROOT / "tests/gold/seeds", texts=ROOT / "seeds"),
    # a to c: written by phenomenon, one after the other; m to p: built like news, written when the rules stood, and
    # o and p scored before a rule was changed for them
    Corpus(name="articles seen", gold=ARTICLES, texts=ARTICLES, part="seen", series="abc"),
    Corpus(name="articles unseen", gold=ARTICLES, texts=ARTICLES, part="unseen", series="abc"),
    Corpus(name="news seen", gold=ARTICLES, texts=ARTICLES, part="seen", series="mn"),
    Corpus(name="news unseen", gold=ARTICLES, texts=ARTICLES, part="unseen", series="mn"),
    Corpus(name="latest seen", gold=ARTICLES, texts=ARTICLES, part="seen", series="o"),
    Corpus(name="latest unseen", gold=ARTICLES, texts=ARTICLES, part="unseen", series="o"),
    Corpus(name="fresh seen", gold=ARTICLES, texts=ARTICLES, part="seen", series="p"),
    Corpus(name="fresh unseen", gold=ARTICLES, texts=ARTICLES, part="unseen", series="p"),
)
