"""Names of closed classes: they are known, and only what stands beside them may say that they are others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.boundary import Kind, View
from kg.extract.candidate import Candidate
from kg.extract.piece import phrase

__all__ = ["apart", "by_classes"]

#: Two characters up to the next name of a list.
_TWO_MORE = re.compile("[一-龥]{2}(?=[、，。；]|等)")


def by_classes(view: View) -> Iterator[Candidate]:
    """The universities, national bodies and groups that are listed by name."""
    known, text = view.known, view.text
    schools, bodies = (view.pack.thresholds[f"known.{kind}"] for kind in ("university", "body"))
    listed = view.listed(known.universities)
    told = {text[start:end] for start, end in listed}
    for start, end in listed:
        name = text[start:end]
        if len(name) < 3 and text.startswith(view.pack.endings("school_firms"), end):
            continue  # 清华|系, 清华|同方
        if len(name) > 2 and name in known.university_full and _province(view, text[start - 1 : start + 1]):
            start -= 1  # 湖|南工大
            yield Candidate(start, end, "university", "known.university", schools, start)
            continue
        if name in known.university_full and name not in view.pack.lexicon("universities"):
            full = known.university_full[name]
            if name in known.university_ambiguous and full not in told:
                continue
            if len(name) < 3 and full not in told and not view.right_open(end) and not _heads_body(view, end):
                continue
            if len(name) < 3 and (_half_brand(view, end) or _inside_word(view, start)):
                continue
        campus, behind = view.bracket(end)
        if campus and _of_body(view, start, end, behind):
            campus = ""
        if campus and (
            _campus_place(view, campus) or campus in view.pack.lexicon("compass_words") or campus.endswith("校区")
        ):
            end = behind
        country = next((w for w in view.pack.endings("countries") if text.endswith(w, 0, start)), "")
        start -= len(country)  # 新加坡|南洋理工大学
        yield Candidate(start, end, "university", "known.university", schools, start)
    for bureau in view.pack.scan("group_bureau")(text):
        yield Candidate(bureau.start(), bureau.end(), "company", "known.body", bodies, bureau.start())
    for start, end in view.listed(known.bodies):
        if text.startswith("部门", end - 1) or (text[end - 1] == "院" and text.startswith("院士", end)):
            continue  # 科技部|门, 中国科学院|院士: an honour of a person
        if text[end - 1] in "部局" and view.pack.pattern("head_of_office").match(text, end):
            continue  # 中法教育部|长层面
        group = known.body_types[text[start:end]] == "company"
        numbered = view.pack.pattern("numbered_body").match(text, end) if group else None
        if numbered:
            yield Candidate(start, numbered.end(), "institute", "known.body", bodies, end)
            within = view.pack.pattern("numbered_body").match(view.text, numbered.end())
            if within:  # 航天八院|811所
                yield Candidate(start, within.end(), "institute", "known.body", bodies, numbered.end())
        if text[end - 1] == "院" and (body := _of_academy(view, start, end)):
            yield Candidate(start, body, "institute", "known.body", bodies, end)
        branch = view.pack.pattern("branch_of_bank").match(text, end) if group and text[end - 1] == "行" else None
        if branch:  # 建行|昆山分行
            yield Candidate(start, branch.end(), "company", "company.bank", bodies, start)
        if end - start <= 4 and group and (_heads_firm(view, end) or not apart(view, start, end)):
            continue
        kind = known.body_types[text[start:end]]
        if kind == "agency" and text[start] == "团":
            start = view.place_ending.get(start, start)  # 昆山|团市委
        state = kind == "agency" and text[end - 1] in "部委" and text.endswith("国家", 0, start)
        start -= 2 * state  # 国家|工信部
        yield Candidate(start, end, kind, "known.body", bodies, start)


def _province(view: View, name: str) -> bool:
    """Whether this is what a province is called by."""
    return any(place.level == "province" for place in view.known.places.get(name, ()))


def _of_academy(view: View, start: int, end: int) -> int:
    """Where the institute ends that an academy and a few words name (中科院|地质地球所); 0 where none does."""
    if not view.pack.pattern("academy").search(view.text, start, end):
        return 0
    body = view.pack.pattern("academy_body").match(view.text, end)
    words = view.pieces(end, body.end() - 1) if body and body.end() - 1 > end else []
    plain = bool(words) and words[-1].end == (body.end() - 1 if body else 0)
    return body.end() if body and plain and all(p.kind not in (Kind.STOP, Kind.OWNER) for p in words) else 0


def _campus_place(view: View, name: str) -> bool:
    """Whether a bracket behind a university tells its campus: a city, no province (某大学|（辽宁）校企合作委员会)."""
    return any(p.level != "province" or p.name.endswith("市") for p in view.known.places.get(name, ()))


def _of_body(view: View, start: int, end: int, behind: int) -> bool:
    """Whether the place in brackets behind a university is that of its body (江南大学|（苏州）材料研究院).

    A campus is spoken of elsewhere, too.
    """
    if view.text[start:end] in view.pack.lexicon("schools_by_campus"):
        return False
    body = view.pack.pattern("body_in_bracket")
    told = view.text[start:behind]
    at = view.text.find(told)
    while at >= 0:
        if not body.match(view.text, at + len(told)):
            return False
        at = view.text.find(told, at + 1)
    return True


def _heads_body(view: View, end: int) -> bool:
    """Whether a place and a body of research follow a university's short form (清华|四川|能源互联网研究院)."""
    place = view.place_at.get(end)
    return place is not None and bool(view.pack.pattern("school_body").match(view.text, place))


def _half_brand(view: View, end: int) -> bool:
    """Whether two lone characters behind a short form make a brand with it (、吉大|正|元等企业)."""
    if not _TWO_MORE.match(view.text, end):
        return False
    return all(len(word.text) == 1 for word in view.words(end, end + 2))


def _heads_firm(view: View, end: int) -> bool:
    """Whether a name of two characters makes a firm of its own with a group's before it, in a list (中车|恒通、)."""
    if not _TWO_MORE.match(view.text, end):
        return False
    pieces = view.pieces(end, end + 2)
    return len(pieces) == 1 and pieces[0].kind in (Kind.BRAND, Kind.WEAK) and pieces[0].tag.startswith("n")


def _inside_word(view: View, start: int) -> bool:
    """Whether a short form begins inside a word of the dictionary (集|成电|路)."""
    begin = max(view.clause(start), start - 8)
    words = view.words(begin, min(len(view.text), start + 4)) if begin < start else ()
    return any(w.start < start < w.end and w.freq > 0 for w in words)


def apart(view: View, start: int, end: int) -> bool:
    """Whether a short listed name stands by itself, not inside a longer one."""
    begin = view.clause(start)
    before = view.pieces(begin, start) if begin < start else []
    last = before[-1] if before else None
    opens = last is None or last.kind is Kind.STOP or last.text in view.pack.lexicon("linking_words") or phrase(last)
    return opens and view.right_open(end)
