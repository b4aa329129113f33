"""The faculties of the school that an article is about, which it names without the school (我校……机械工程学院)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.model import Mention
from kg.rules import RulePack

__all__ = ["faculties"]

_RULE = "name.faculty-school"


def faculties(mentions: Sequence[Mention], pack: RulePack) -> Iterator[tuple[int, str, int, str, float]]:
    """Each faculty as a part of the only school with a name of its own, or of the only one that is named twice."""
    sure = pack.thresholds["sure_school"]
    schools = [(i, m) for i, m in enumerate(mentions) if m.type == "university"]
    faculty = [(i, m) for i, m in schools if m.confidence < sure and m.text.endswith("学院")]
    if not faculty:
        return
    founded = pack.endings("founded_schools")
    named = [(i, m) for i, m in schools if m.confidence >= sure and not m.text.rstrip("”").endswith(founded)]
    whole = {m.text: i for i, m in reversed(named)}
    whole = {text: i for text, i in whole.items() if not any(text != o and text.startswith(o) for o in whole)}
    often = Counter(m.text for _, m in named if m.text in whole).most_common(2)
    if not often or (len(often) > 1 and not often[0][1] > 1 >= often[1][1]):
        return
    school = whole[often[0][0]]
    for i, _ in faculty:
        yield i, "part-of", school, _RULE, pack.thresholds[_RULE]
