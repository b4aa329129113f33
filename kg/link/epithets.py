"""What describes a name right before it and says nothing of who is tied to whom: it leaves the skeleton.

国家级|甲高新区, 与|国内光伏龙头企业|乙公司|签约, 由|专注于芯片设计的|乙公司|建设,
甲项目、|总投资3亿元的|乙项目. What tells where a firm is, whose it is or what it did (当地龙头企业, 旗下公司, 入驻企业)
stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.link.skeleton import ATOMS, Atoms, Piece
from kg.rules import RulePack, endings, made, per_pack

__all__ = ["plain"]

#: What describes names of some types: the pattern by its name.
_EPITHETS = (
    (("park",), "park_epithet"),
    (("company", "lender"), "firm_epithet"),
    (("works", "program", "park"), "works_epithet"),
)


@per_pack
def _ends(pack: RulePack) -> tuple[tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]], ...]:
    """Types, what describes their names, and what ends there right before a name, which is looked for much faster."""
    found = []
    for types, name in _EPITHETS:
        expression = pack.pattern(name, ATOMS)
        found.append((types, expression, made(f"(?:{endings(expression.pattern)})[{ATOMS}]")))
    return tuple(found)


def plain(piece: Piece, atoms: Atoms, kinds: Sequence[str], pack: RulePack) -> Piece:
    """The piece without epithets.

    :param kinds: the kind of each mention, by index.
    """
    drop: set[int] = set()
    for types, epithet, end in _ends(pack):
        for match in epithet.finditer(piece.text) if end.search(piece.text) else ():
            if kinds[atoms[piece.text[match.end()]].mentions[0]] in types:
                drop.update(range(*match.span()))
    return piece.without(drop) if drop else piece
