"""The owners that stand at the head of a project's name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.boundary import HAN, Kind, View
from kg.extract.candidate import Candidate
from kg.extract.endings import SuffixIndex, endings
from kg.extract.firms import kind_of_thing

__all__ = ["project_owners"]


def project_owners(view: View, index: SuffixIndex) -> Iterator[Candidate]:
    """Owners at the head of projects' names: a brand, with the word for its field (双良|50GW…项目, 金风科技|…项目)."""
    fields, surnames = view.pack.lexicon("owner_endings"), view.pack.lexicon("surnames")
    reached = 0
    for stop, word in endings(view, index):
        if stop < reached:
            continue
        reached = stop + len(word)
        run = view.trimmed(view.run_before(stop, numbers=True), keep_generic=True)
        place = run[0] if len(run) > 2 and run[0].kind is Kind.PLACE else None
        rest = run[1:] if place else run
        brand = 0
        while brand < len(rest) and rest[brand].kind is Kind.BRAND and HAN.match(rest[brand].text):
            brand += 1
        length = sum(len(p.text) for p in rest[:brand])
        if rest and rest[0].text[0].isdigit():
            continue  # 10GW|光伏|电池项目
        if rest and brand < len(rest) and not 2 <= length <= 4:
            # the segmentation may have cut across the brand's end (旭|阳光|伏)
            begin = rest[0].start
            tail = next((n for n in (2, 3, 4) if view.text[begin + n : begin + n + 2] in fields), 0)
            fits = tail and all(p.kind is Kind.BRAND for p in view.pieces(begin, begin + tail))
            if fits and stop - begin - tail >= 4 and view.text[begin : begin + tail + 2] not in view.industries:
                end = _before_phrase(view, begin, begin + tail + 2)
                yield Candidate(place.start if place else begin, end, "company", "program.owner", 0.72, begin)
            continue
        if not 2 <= length <= 4 or brand == len(rest):
            continue
        end = rest[brand - 1].end
        tail = next((n for n in (3, 2) if view.text[end : end + n] in fields), 0)
        works = bool(tail) and _longer(view, end, tail)
        tail = 0 if works else tail
        text = view.text[rest[0].start : rest[brand - 1].end]
        if not tail and not works and _always(view, text, view.text[end : end + 2]):
            tail = 2  # 恒驰|传动
        end += tail
        person = len(text) == 3 and text[0] in surnames and view.text.count(text, max(0, stop - 2000), stop + 2000) > 1
        if (
            (person and not tail)
            or kind_of_thing(view, text)
            or text.endswith(("城", "园", "谷", "港", "区", "院"))
            or stop - end < 2
            or not (tail or works or view.text[end].isdigit() or (not place and _again(view, text, stop)))
        ):
            continue
        begin = place.start if place else rest[0].start
        yield Candidate(begin, end, "company", "program.owner", 0.72, begin)


def _longer(view: View, start: int, length: int) -> bool:
    """Whether a word for an industry is only the head of a longer one (恒驰|智能制造|项目)."""
    return any(view.text[start : start + n] in view.industries for n in range(length + 1, length + 5))


def _before_phrase(view: View, begin: int, end: int) -> int:
    """Where a brand ends whose end the name of an industry runs across (神澜|新能源汽车|零部件项目)."""
    for at in range(begin + 2, end):
        if any(at + n > end and view.text[at : at + n] in view.industries for n in range(4, 8)):
            return at
    return end


def _always(view: View, brand: str, behind: str) -> bool:
    """Whether a brand stands before one word for an industry wherever the text has it."""
    field = behind in view.fields and behind not in view.pack.lexicon("product_words")
    return field and view.text.count(brand) == view.text.count(brand + behind) and behind not in view.generic


def _again(view: View, text: str, near: int) -> bool:
    """Whether a brand stands once more near by, and no zone is named by it (慈湖码头项目 beside 慈湖高新区)."""
    if view.text.count(text, max(0, near - 2000), near + 2000) < 2:
        return False
    zones = (s for s, (_, kind) in view.owner_at.items() if kind == "park")
    return not any(view.text.startswith(text, s) for s in zones)
