"""The frame of a legal name: place, brand, field, legal form (深圳市|恒其|电子|有限公司).

Registered names are built like this by rule, whatever the brand is made of: inside the frame a function word or a verb
is part of the brand or of the field (恒其, 羲和, 转向系统), where elsewhere a name would end at it.

Source of the order: Regulations on the Administration of Enterprise Name Registration, State Council of China, art. 6.
"""

from __future__ import annotations

from itertools import pairwise

from kg.extract.boundary import HAN, Kind, Piece, View

__all__ = ["filled", "framed"]

_LONGEST = 18
_BRAND = range(2, 6)
#: How long what stands before the legal form is, where the name fills its clause.
_FILLED = range(3, 15)
#: jieba's tags of words that no name of a firm holds but at its head: numbers, measures, pronouns, prepositions …
_GRAMMAR = tuple("mqrpcufty")


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


def filled(view: View, end: int) -> list[Piece]:
    """The words between a clause's beginning and the legal form that begins at ``end``, where they are one name.

    Nobody says 材料有限公司 without a name, so what stands before the trade is that name, whatever words it is made of
    (新|希望|集团, 西部|超导|材料). Empty where a word of the grammar, a second verb, or a word for a kind
    of firm tells that the clause says more.
    """
    pieces = view.pieces(max(view.clause(end), end - _FILLED[-1] - 4), end)
    at = next((i + 1 for i in range(len(pieces) - 1, -1, -1) if _says_more(view, pieces, i)), 0)
    inner = pieces[at:]
    if not inner or end - inner[0].start not in _FILLED or not all(HAN.match(p.text) for p in inner):
        return []
    own = inner[1:] if inner[0].kind is Kind.PLACE else inner
    verbs = [p for p in own[:-1] if p.kind is Kind.STOP and p.tag[:1] == "v"]
    grouped = view.text.startswith(view.pack.endings("group_endings"), end)
    trade = next((i for i, p in enumerate(own) if _brand(own[:i]) and len(p.text) > 1 and _describes(view, p)), 0)
    trade = trade or (len(own) if grouped and _brand(own) else 0)
    strange = any(p.kind in (Kind.STOP, Kind.WEAK, Kind.BRAND, Kind.OWNER) for p in own[:trade])
    opener = own[0].text in view.pack.lexicon("legal_openers")
    doing = own is inner and own[0].kind is Kind.STOP  # 批准|国民|信托有限公司
    if not strange or doing or len(verbs) > 1 or (_describes(view, own[0]) and not opener):
        return []  # 城市|发展|有限公司, 能源|发展|有限公司
    kinds = [Kind.BRAND] * trade + [Kind.PLAIN] * (len(own) - trade)
    named = [Piece(p.start, p.end, p.text, kind, False, p.tag) for p, kind in zip(own, kinds, strict=True)]
    return [*inner[: len(inner) - len(own)], *named]


def _brand(pieces: list[Piece]) -> bool:
    return sum(len(p.text) for p in pieces) in _BRAND


def _says_more(view: View, pieces: list[Piece], i: int) -> bool:
    """Whether a word before a legal form belongs to no name: what follows it may be one."""
    piece, words = pieces[i], view.pack.lexicon
    if piece.kind is Kind.OWNER or piece.text in words("frame_breaks") or piece.text in words("frame_openers"):
        return True
    if piece.text.endswith(view.pack.endings("class_nouns")) or piece.text in words("dealing_words"):
        return True
    if piece.text in words("founding_verbs") or piece.text in words("creating_verbs"):
        return True
    if piece.kind is Kind.STOP and piece.tag[:1] in ("n", ""):
        return True  # 控股|股东|新希望集团有限公司
    return piece.tag[:1] in _GRAMMAR and piece.text not in words("legal_openers")


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
    return piece.tag[:1] not in _GRAMMAR and (i > 0 or piece.tag[:1] != "v")


def _describes(view: View, piece: Piece) -> bool:
    """Whether a word tells what a firm does."""
    return piece.generic or piece.text in view.fields or piece.text in view.industries or piece.text in view.inner
