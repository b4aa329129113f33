"""A corpus of any size, made from the samples: other firms, other numbers, the same layouts.

Deterministic: the same size gives the same bytes. The names of the firms in the gold are exchanged for made-up ones of
equal length, so that the graph grows with the corpus instead of folding into one.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SYLLABLES = (
    "安邦博昌晨诚川创达德鼎东方飞丰福高冠光广海豪和恒弘鸿华汇嘉健捷金晶景巨凯康科"
    "朗力联凌隆茂铭诺鹏普启擎瑞润森盛思天通威维翔鑫信星旭雅扬亿益银优宇源远越云泽展正智中卓"
)


def firms(gold: Path) -> list[str]:
    """The forms of each firm of one gold file, the longest first: the part that is a name, not a kind."""
    entities = json.loads(gold.read_text(encoding="utf-8"))["entities"]
    names = {form for e in entities if e["type"] == "company" for form in [e["name"], *e.get("aliases", ())]}
    return sorted((n for n in names if re.fullmatch(r"[\u4e00-\u9fff]{2,5}", n)), key=lambda n: (-len(n), n))


def varied(text: str, names: list[str], chance: random.Random) -> str:
    """The text with every firm renamed, through line breaks and spaces inside the name, and every number changed."""
    for name in names:
        new = chance.sample(SYLLABLES, len(name))
        # the layout may have put space between any two characters: it stays where it stands
        pattern = r"(\s*)".join(map(re.escape, name))
        text = re.sub(pattern, "".join(f"{c}\\{i}" for i, c in enumerate(new, 1)).removesuffix(f"\\{len(new)}"), text)
    return re.sub(r"\d", lambda m: str(chance.randrange(1, 10)) if m[0] != "0" else "0", text)


def samples() -> list[tuple[Path, list[str]]]:
    """The articles of ``seeds`` and ``tests/gold``, sorted, each with the names of its firms."""
    gold = ROOT / "tests" / "gold"
    found = [(path, gold / "seeds" / f"{path.stem}.json") for path in sorted((ROOT / "seeds").glob("[0-9]*"))]
    found += [(path, path.with_suffix(".json")) for path in sorted((gold / "articles").glob("*.txt"))]
    return [(path, firms(answers) if answers.exists() else []) for path, answers in found]


def texts(size: int) -> Iterator[tuple[str, str]]:
    """``(file name, text)`` until the texts hold ``size`` bytes of UTF-8; the same size gives the same texts."""
    round_ = written = 0
    while True:
        for path, names in samples():
            if written >= size:
                return
            made = varied(path.read_text(encoding="utf-8"), names, random.Random(f"{round_}/{path.stem}"))
            written += len(made.encode())
            yield f"{round_:05}-{path.name}", made
        round_ += 1


def write(folder: Path, size: int) -> int:
    """Write the corpus; how many bytes it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, text in texts(size):
        data = text.encode("utf-8")
        (folder / name).write_bytes(data)
        total += len(data)
    return total
