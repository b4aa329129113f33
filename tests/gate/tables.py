"""The READMEs' tables of figures, made from the floors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kg.evaluate import gold_files
from tests.gate.corpora import CORPORA, ROOT
from tests.gate.floors import Floor

__all__ = ["READMES", "shown", "table"]

_MARKED = re.compile(r"(<!-- figures table -->\n).*?(<!-- /figures table -->)", re.S)
_COLUMNS = ("CORE entities f1", "CORE relations f1", "CORE relations p", "ALL entities f1", "ALL relations f1")
_HEADS = {
    "README.md": "| corpus | core entities | core relations | their precision | all entities | all relations |",
    "README.zh.md": "| 语料 | 核心实体 | 核心关系 | 其精确率 | 全部实体 | 全部关系 |",
}
_NAMES = {
    "dev": ("{n} newspaper pages with gold (`../shared/gold/dev`)", "{n} 个有标注的报纸版面（`../shared/gold/dev`）"),
    "seeds": ("our {n} samples (`seeds/`)", "自带的 {n} 份样本（`seeds/`）"),
    "articles seen": (
        "our articles by phenomenon, the half that was looked at ({n})",
        "按语言现象自写的文章，开发时看过的一半（{n} 篇）",
    ),
    "articles unseen": ("the half that is only scored ({n})", "只计分、不看的一半（{n} 篇）"),
    "news seen": (
        "our articles built like real news, the half that was looked at ({n})",
        "仿真实新闻自写的文章，开发时看过的一半（{n} 篇）",
    ),
    "news unseen": ("the half that is only scored ({n})", "只计分、不看的一半（{n} 篇）"),
    "latest seen": (
        "the latest articles like real news, the half that was looked at ({n})",
        "最新的仿真实新闻文章，开发时看过的一半（{n} 篇）",
    ),
    "latest unseen": ("the half that is only scored ({n})", "只计分、不看的一半（{n} 篇）"),
    "fresh seen": (
        "fresh articles of fresh kinds, the half that was looked at ({n})",
        "题材与体裁更新的文章，开发时看过的一半（{n} 篇）",
    ),
    "fresh unseen": ("the half that is only scored ({n})", "只计分、不看的一半（{n} 篇）"),
}
#: The READMEs that hold a table.
READMES = tuple(ROOT / name for name in _HEADS)


def table(readme: str, floors: Mapping[str, Floor]) -> str:
    """The table of one README, by its file name: a row for each corpus, figures with two digits, cut off."""
    rows = [_HEADS[readme], "|" + "---|" * (len(_COLUMNS) + 1)]
    language = list(_HEADS).index(readme)
    for corpus in CORPORA:
        figures = floors[corpus.name].figures
        count = len(list(gold_files(corpus.gold, corpus.keeps))) if corpus.present() else floors[corpus.name].files
        name = _NAMES[corpus.name][language].format(n=count)
        rows.append(f"| {name} | " + " | ".join(f"{int(100 * figures[c] + 1e-9) / 100:.2f}" for c in _COLUMNS) + " |")
    return "\n".join(rows) + "\n"


def shown(readme: Path, floors: Mapping[str, Floor]) -> str:
    """The README's text with its table made anew."""
    text = readme.read_text(encoding="utf-8")
    return _MARKED.sub(lambda m: m[1] + table(readme.name, floors) + m[2], text)
