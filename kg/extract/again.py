"""Projects and schemes that an article calls again in short: without their firm or their output, or unquoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.boundary import HAN, View
from kg.extract.candidate import Candidate
from kg.extract.forms import Claim

__all__ = ["works_again"]

_FEWEST = 6  # characters of a short form, the ending counted


def works_again(view: View, found: Sequence[Candidate]) -> tuple[list[Candidate], list[Claim]]:
    """The short forms of the article's projects where nobody else's name holds them, and whose they are."""
    named: dict[str, Candidate] = {}
    for c in found:
        if c.type == "program":
            named.setdefault(view.text[c.start : c.end], c)
    owners = {(c.start, c.end) for c in found if c.type in ("company", "park")}
    forms: dict[str, Candidate] = {}
    for text, c in named.items():
        for form in _forms(view, text, c, owners):
            quote = form.endswith("”")
            whose = [o for o in named if o != text and (form in o if quote else o.endswith(form))]
            if form not in named and not whose:
                forms[form] = c
    again: list[Candidate] = []
    claims: list[Claim] = []
    if not forms:
        return again, claims
    taken = view.marked((c.start, c.end) for c in found if c.type != "place")
    sure = view.pack.thresholds["alias.short-form"]
    for form, c in sorted(forms.items()):
        for at, end in view.occurrences(form):
            if 1 not in taken[at:end] and _apart(view, at, end):
                again.append(Candidate(at, end, "program", "alias.short-form", sure, at))
                claims.append((c, (at, end), "short-form"))
    return again, claims


def _forms(view: View, text: str, name: Candidate, owners: set[tuple[int, int]]) -> Iterator[str]:
    plain = text.replace("“", "").replace("”", "")
    outer = text.startswith("“") and text.endswith("”")
    if plain != text and not outer and plain not in view.generic:
        yield plain  # “揭榜挂帅”攻关行动
    quoted = view.pack.pattern("quoted_name").match(text)
    if quoted and view.pack.pattern("head_of_scheme").fullmatch(text, quoted.end()):
        yield quoted.group()  # “链上先锋”|党建品牌
    if not text.endswith("项目"):
        return
    if text.endswith(view.pack.endings("works_before_project")):
        yield text.removesuffix("项目")  # 朗诺芯片封测基地|项目
    owner = max((end for start, end in owners if start == name.start and end < name.end), default=name.start)
    rest = view.text[owner : name.end]
    output = view.pack.pattern("output_head").match(rest)
    for form in {rest, rest[output.end() :] if output else rest} - {text}:
        words = view.pieces(name.end - len(form), name.end)[:-1]
        particular = any(not p.generic for p in words)
        if len(form) >= _FEWEST and HAN.match(form) and particular:
            yield form


def _apart(view: View, at: int, end: int) -> bool:
    """Whether a form stands by itself, with no word before it that would make it another's."""
    opens = at == 0 or not HAN.match(view.text[at - 1]) or view.before(at) in view.stop
    return opens and view.right_open(end)
