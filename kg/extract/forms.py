"""Other forms of the names that were found, declared and short ones, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from kg.extract.aliases import declared, of_company, renamed, short_forms
from kg.extract.boundary import HAN, View
from kg.extract.candidate import Candidate
from kg.extract.closed import apart
from kg.extract.plants import place_of_branch
from kg.extract.select import OWN_WORDS

__all__ = ["Claim", "declare", "outposts", "shorten"]

#: The name, the span of the other form, the rule.
Claim = tuple[Candidate, tuple[int, int], str]
_BODY = 5  # characters of a place and what kind of body is there


def declare(view: View, found: list[Candidate]) -> list[Claim]:
    """What the text says of other forms of names; adds the places where they stand to the names."""
    claims: list[Claim] = []
    forms: dict[tuple[str, str], Candidate] = {}
    for name, start, end, rule in (*declared(view, found), *of_company(view, found)):
        claims.append((name, (start, end), rule))
        if rule != "bracket" or name.type != "park":
            forms.setdefault((view.text[start:end], name.type), name)
        if rule == "bracket" and name.type == "park" and HAN.match(view.text[end + 1 : end + 2]):
            view.owner_at[name.start] = (end + 1, "park")  # 大连金普新区（大连经济技术开发区）管委会
            view.forget()
    for old, new in renamed(view, found):
        claims.append((new, (old.start, old.end), "renamed"))
    for (form, _), name in sorted(forms.items()):
        for candidate, span in _occurrences(view, form, name, "alias.declared"):
            found.append(candidate)
            claims.append((name, span, "declared"))
    return claims


def shorten(view: View, found: list[Candidate], claims: list[Claim]) -> None:
    """Adds the short forms of firms and parks to the names, and what they claim."""
    names: dict[str, Candidate] = {}
    for name in sorted(found, key=lambda c: (c.start - c.end, c.start)):
        text = view.text[name.start : name.end]
        inside = name.rule in OWN_WORDS and any(
            f.rule == "company.legal" and f.start <= name.start and name.end < f.end for f in found
        )
        if name.type in ("company", "park") and not inside:
            names.setdefault(text, name)
    forms = {text: short_forms(view, name) for text, name in names.items()}
    _universities(view, found, claims)
    verbs = view.pack.endings("founding_verbs")
    founded = {text for text, name in names.items() if view.text.endswith(verbs, 0, name.start)}
    verbs = view.pack.endings("subsidiary_words")
    below = {text for text, name in names.items() if view.text.endswith(verbs, 0, view.text.find(text))}
    renamed = {(view.text[s:e], view.text[new.start : new.end]) for new, (s, e), rule in claims if rule == "renamed"}
    renamed |= {(new, old) for old, new in renamed}
    for text, name in names.items():
        for form in forms[text]:
            zone = name.type == "company" and form in names and names[form].rule == "park.zone"  # 甲新区|招商集团
            if form != text and not zone and not _shared(form, text, forms, renamed, founded):
                parent = _is_parent(view, form, text) or (text in founded | below and _told_before(view, form, text))
                parent = parent or place_of_branch(view, name) == name.start + len(form)
                for candidate, span in _occurrences(view, form, name, "alias.short-form"):
                    found.append(candidate)
                    if not parent:
                        claims.append((name, span, "short-form"))


def outposts(view: View, bodies: Sequence[Candidate], found: Sequence[Candidate]) -> list[Claim]:
    """Short forms of a school's or an academy's bodies elsewhere (江南大学|昆山研究院), if only one body ends so."""
    schools = {c.start: c.end for c in found if c.type == "university" or c.rule == "known.body"}
    places: dict[str, list[Candidate]] = {}
    for body in bodies:
        places.setdefault(view.text[body.start : body.end], []).append(body)
    claims: list[Claim] = []
    for named in places.values():
        at = schools.get(named[0].start, 0)
        form = view.text[at : named[0].end] if at in view.place_at else ""
        if len(form) >= _BODY and sum(other.endswith(form) and other != form for other in places) == 1:
            claims += [(named[0], (again.start, again.end), "short-form") for again in places.get(form, ())]
    return claims


def _universities(view: View, found: list[Candidate], claims: list[Claim]) -> None:
    """The local short forms of an article's universities (福州大学: 福大), where only one of them has the form."""
    full: dict[str, list[Candidate]] = {}
    for name in sorted(found, key=lambda c: c.start):
        text = view.text[name.start : name.end]
        for form in _called(view, text) if name.type == "university" else ():
            if form not in view.known.university_full and all(
                view.text[c.start : c.end] != text for c in full.get(form, ())
            ):
                full.setdefault(form, []).append(name)
    least = view.pack.thresholds["common_short_form"]
    for form, names in full.items():
        if len(names) == 1 and form in view.text:
            for candidate, span in _occurrences(view, form, names[0], "alias.short-form"):
                words = (word for word in view.words(*span) if len(form) < 3 or len(word.text) > 1)
                common = any(word.freq >= least for word in words)  # 广大, 长大 are words
                heads = len(form) > 2 and view.pack.pattern("body_of_school").match(view.text, span[1])
                if (apart(view, *span) or heads) and not common:
                    view.clear(span[0])
                    found.append(candidate)
                    claims.append((names[0], span, "short-form"))


def _called(view: View, school: str) -> list[str]:
    """What a university may be called by its place's first character (福州大学: 福大, 安徽工业大学: 安工大)."""
    if view.pack.pattern("local_university").fullmatch(school):
        return [school[0] + "大"]
    kinds = ((long, short) for type_, long, short in view.pack.tables.get("word_forms", ()) if type_ == "university")
    return [school[0] + short for long, short in kinds if _behind_place(view, school, long)]


def _behind_place(view: View, school: str, kind: str) -> bool:
    """Whether a university's name is a place's and a kind (安徽|工业大学)."""
    return school.endswith(kind) and school[: -len(kind)] in view.known.places


def _told_before(view: View, form: str, name: str) -> bool:
    """Whether a firm that was set up, or is another's subsidiary, shares a form with who was spoken of before it."""
    first = view.text.find(name)
    at = view.text.find(form)
    while 0 <= at < first:
        known = view.owner_at.get(at)
        end = at + len(form)
        apart = at == 0 or not HAN.match(view.text[at - 1]) or view.before(at) in view.stop
        if apart and (known is None or known[0] <= end) and view.right_open(end):
            return True
        at = view.text.find(form, at + 1)
    return False


def _is_parent(view: View, form: str, name: str) -> bool:
    """Whether a short form is said to be the group of the firm whose name holds it (晶微的子公司昆山晶微有限公司)."""
    name_at = view.text.find(name)
    begin = max(0, name_at - 40)
    at = view.text.rfind(form, begin, max(name_at, 0))
    while at >= 0:
        if view.pack.pattern("subsidiary_of").fullmatch(view.text, at + len(form), name_at):
            return True
        at = view.text.rfind(form, begin, at)
    return False


def _shared(
    form: str, name: str, forms: Mapping[str, Sequence[str]], renamed: Set[tuple[str, str]], founded: Set[str]
) -> bool:
    """Whether a short form fits another full name as well: then it is nobody's, or the group's where one is a group.

    :param renamed: pairs of an old and a new name, which share their forms.
    :param founded: names whose founding the article tells: no rivals for those that were there before.
    """
    others = [o for o in forms if o != name and form in forms[o] and o not in forms[name] and name not in forms[o]]
    others = [o for o in others if name in founded or o not in founded]
    others = [o for o in others if not (o.endswith(name) or name.endswith(o))]  # 昆山|晶微科技有限公司
    others = [o for o in others if (o, name) not in renamed and ("有限" in o or "集团" in o)]
    if not others:
        return False
    return "集团" not in name or any("集团" in o for o in others)


def _occurrences(view: View, form: str, name: Candidate, rule: str) -> Iterator[tuple[Candidate, tuple[int, int]]]:
    """Where a form of a name stands and means it: as a mention, and as a span."""
    confidence = view.pack.thresholds[rule]
    for at, end in view.occurrences(form):
        known = view.owner_at.get(at)
        letters = form.isascii() and view.text[end : end + 1].isascii() and view.text[end : end + 1].isalnum()
        whole = view.owner_ending.get(end, at) == end - (name.end - name.start) < at  # 昆山|三友机械厂 itself
        longer = letters or whole or (known is not None and known[0] > end)
        if not longer and not _means_another(view, form, at, name, rule == "alias.short-form"):
            yield Candidate(at, end, name.type, rule, confidence, at), (at, end)


def _means_another(view: View, form: str, at: int, name: Candidate, short: bool) -> bool:
    """Whether a form of a name means something else at an offset.

    :param short: whether it is only a short form, which nothing declares.
    """
    end = at + len(form)
    if form in view.pack.lexicon("own_firm_words"):
        other = view.text[at - 1 : at] in view.pack.lexicon("other_firm_openers")
        if other or view.owner_ending.get(end, at) < at:
            return True
    if not short:
        return False
    if name.type == "park" and _elsewhere(view, at, name):
        return True
    group = view.text.startswith("集团", end) and "集团" not in view.text[name.start : name.end]
    if name.type == "company" and group:
        return True  # 现代汽车|集团 beside 现代汽车电池有限公司
    return len(form) <= 3 and _of_another(view, form, end, name)


def _elsewhere(view: View, at: int, name: Candidate) -> bool:
    """Whether another place than the park's stands before a form of its name (马鞍山青浦工业园, 上海|青浦工业园)."""
    start = view.place_ending.get(at)
    return start is not None and not view.text.startswith(view.text[start:at], name.start)


def _of_another(view: View, form: str, end: int, name: Candidate) -> bool:
    """Whether a word for an industry behind a short form makes it another firm (珩蓝|生物 beside 珩蓝基因公司)."""
    if name.type != "company":
        return False
    field = next((view.text[end : end + n] for n in (3, 2) if view.text[end : end + n] in view.fields), "")
    letters = iter(view.text[name.start : name.end])
    return bool(field) and not all(ch in letters for ch in form + field)
