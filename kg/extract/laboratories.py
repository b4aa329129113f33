"""The field in the name of a graded laboratory (…国家重点实验室, …教育部重点实验室, …四川省工程研究中心).

Such a field holds what other names never do: verbs (煤炭资源与安全|开采), 与 and 及, words of the everyday. What ends
it on the left is a word of the grammar, the school or firm that runs the laboratory, or a verb that governs its name.
"""

from __future__ import annotations

from kg.extract.boundary import HAN, Kind, Piece, View

__all__ = ["field_of"]

_LONGEST = 18  # characters of a field
_HOSTS = ("university", "company", "institute")


def field_of(view: View, end: int) -> list[Piece]:
    """The pieces of the field, and of the owner before it, of the graded laboratory that ends at an offset.

    None where no such laboratory ends there, or where nothing but its grade names it (两个|国家重点实验室).
    """
    begin = max(view.clause(end), end - _LONGEST - 16)
    graded = view.pack.pattern("graded_laboratory").search(view.text, begin, end)
    plain = None if graded else view.pack.pattern("key_laboratory").search(view.text, begin, end)
    graded = graded or plain
    if not graded or graded.start() <= begin:
        return []
    joiners = view.pack.lexicon("joiners")
    governing, verbs = view.pack.lexicon("before_bodies"), view.pack.lexicon("field_verbs")
    grade = _of_province(view, graded.start())
    pieces = view.pieces(begin, grade) if begin < grade else []
    field: list[Piece] = []
    for i in range(len(pieces) - 1, -1, -1):
        piece = pieces[i]
        if piece.kind is Kind.OWNER:
            field += [piece] if view.owner_at[piece.start][1] in _HOSTS else []
            break
        if piece.text == "共建" and view.text.endswith(view.pack.endings("joint_founders"), 0, piece.start):
            start = view.owner_ending.get(piece.start - 2)
            start = start if start is not None and view.owner_at[start][1] in _HOSTS else piece.start - 2
            field.append(Piece(start, piece.end, view.text[start : piece.end], Kind.OWNER))
            break
        if piece.text in joiners:
            if not field or field[-1].text in joiners or not i or pieces[i - 1].kind is Kind.OWNER:
                break
        elif (
            piece.text in governing
            or (piece.text in view.stop and piece.text not in verbs)
            or (piece.kind is Kind.STOP and len(piece.text) == 1)
            or piece.text[0].isdigit()
            or not piece.text[0].isalnum()
        ):
            break
        field.append(piece)
        if piece.kind is Kind.PLACE:
            break
    while field and field[-1].text in joiners:
        field.pop()
    field.reverse()
    if sum(len(p.text) for p in field if p.kind is not Kind.OWNER) > _LONGEST:
        return []
    owned = bool(field) and field[0].kind in (Kind.OWNER, Kind.PLACE)
    if plain and not (owned or _field_alone(view, field)):
        return []
    return field if sum(len(p.text) for p in field[owned:]) > 1 else []


def _of_province(view: View, start: int) -> int:
    """Where the grade begins: at a province or city, where one begins close behind (能|江苏省实验室)."""
    near = range(start, start + 3)
    return next((s for s in near if s in view.place_at and view.divided(view.text[s : view.place_at[s]])), start)


def _field_alone(view: View, field: list[Piece]) -> bool:
    """Whether a field is told well enough to name a laboratory of no grade (科技考古与文化遗产保护|重点实验室)."""
    if not field or any(p.text[0] in view.counting for p in field):
        return False
    told = sum(len(p.text) for p in field if p.text not in view.generic and p.kind is not Kind.STOP)
    at = field[0].start
    behind = view.before(at)
    opens = at == 0 or not HAN.match(view.text[at - 1]) or behind in view.pack.lexicon("place_prepositions")
    return told >= 4 and (opens or behind in view.pack.lexicon("creating_verbs"))
