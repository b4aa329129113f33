"""The frame of a legal name: place, brand, field, legal form (深圳市|恒其|电子|有限公司).

Registered names are built like this by rule, whatever the brand is made of: inside the frame a function word or a verb
is part of the brand or of the field (恒其, 羲和, 转向系统), where elsewhere a name would end at it.

Source of the order: Regulations on the Administration of Enterprise Name Registration, State Council of China, art. 6.
"""

from __future__ import annotations

from itertools import pairwise

from kg.extract.boundary import HAN, Kind, Piece, View

__all__ = ["framed"]

_LONGEST = 18
_BRAND = range(2, 6)


def framed(view: View, end: int) -> list[Piece]:
    """The place and what stands between it and the legal form that begins at ``end``; empty where that is no name."""
    pieces = view.pieces(max(view.clause(end), end - _LONGEST), end)
    at = next((i for i in range(len(pieces) - 1, -1, -1) if pieces[i].kind is Kind.PLACE), len(pieces))
    inner = pieces[at + 1 :]
    if not inner or any(not _fits(view, piece, i, inner) for i, piece in enumerate(inner)):
        return []
    brand = 0
    while brand < len(inner) and not (len(inner[brand].text) > 1 and _describes(view, inner[brand])):
        if brand and len(inner[brand].text) > 1:
            break  # 百川|转向|系统: a second word belongs to the field
        brand += 1
    openers = view.pack.lexicon("frame_openers")  # behind the brand they join two names (黑犀科技|与|贵安产控集团)
    joined = any(
        b.text in ("与", "及") or (len(a.text) > 2 and b.text == "和") for a, b in pairwise(inner[:brand])
    )  # 人民政府|与|中关村
    if joined or sum(len(p.text) for p in inner[:brand]) not in _BRAND or any(p.text in openers for p in inner[brand:]):
        return []
    while at and pieces[at - 1].kind is Kind.PLACE:
        at -= 1
    kinds = [Kind.BRAND] * brand + [Kind.PLAIN] * (len(inner) - brand)
    named = [Piece(p.start, p.end, p.text, kind, False, p.tag) for p, kind in zip(inner, kinds, strict=True)]
    return [*(p for p in pieces[at : len(pieces) - len(inner)] if p.kind is Kind.PLACE), *named]


def _fits(view: View, piece: Piece, i: int, inner: list[Piece]) -> bool:
    """Whether a word may stand inside the frame."""
    text = piece.text
    if piece.kind is Kind.OWNER or not HAN.match(text) or text in view.pack.lexicon("frame_breaks"):
        return False
    if not i and text in view.pack.lexicon("frame_openers"):
        return False
    if len(text) == 1:
        return True
    if text in view.stop and i:  # 云疾电|驱动: what it does, right before the legal form
        return i == len(inner) - 1 and piece.tag in ("vn", "n")
    if text in view.stop:  # 安徽|合力|股份: a noun right before what describes the firm
        return piece.tag[:1] == "n" and (len(inner) == 1 or any(_describes(view, p) for p in inner[1:3]))
    return piece.tag[:1] not in tuple("mqrpcufty") and (i > 0 or piece.tag[:1] != "v")


def _describes(view: View, piece: Piece) -> bool:
    """Whether a word tells what a firm does."""
    return piece.generic or piece.text in view.fields or piece.text in view.industries or piece.text in view.inner
