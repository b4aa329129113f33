"""Words before a name's ending that may be verbs: which end the name, which stand inside it, which are its brand."""

from __future__ import annotations

from kg.extract.facts import Facts
from kg.extract.kinds import Kind, Piece

__all__ = ["Verbs"]


class Verbs(Facts):
    """One article under one rule pack, with what tells verbs from parts of names."""

    def verb_between(self, pieces: list[Piece], i: int) -> bool:
        """A word that is a verb too, with an organisation right before or behind it, is the verb."""
        piece = pieces[i]
        if i and piece.text in self.pack.lexicon("founding_characters"):
            return pieces[i - 1].kind in (Kind.OWNER, Kind.PLACE)  # 在昆山高新区|设|研发中心
        if piece.kind is not Kind.SOFT:
            return False
        stake = piece.text in self.pack.lexicon("stake_verbs")
        owned = stake and any(p.kind is Kind.OWNER for p in pieces[max(0, i - 2) : i])
        if owned and i + 1 < len(pieces) and pieces[i + 1].kind in (Kind.PLACE, Kind.OWNER):
            return True  # 擎昊集团|战略|投资|昆山芯垣电子有限公司
        if (
            piece.text == "共建"
            and not (i and pieces[i - 1].text in self.pack.lexicon("joint_founders"))
            and not (i + 1 < len(pieces) and pieces[i + 1].text == "共享")
        ):
            return True
        if piece.text not in self.stop or (
            piece.tag[:1] != "v" and piece.text not in self.pack.lexicon("linking_words")
        ):
            return False
        if (
            piece.text in self.pack.lexicon("linking_words")
            and i > 0
            and i + 1 < len(pieces)
            and pieces[i + 1].kind is Kind.PLACE
        ):
            return pieces[i - 1].kind is not Kind.PLACE
        before = i > 0 and pieces[i - 1].kind is Kind.OWNER
        behind = i + 1 < len(pieces) and pieces[i + 1].kind is Kind.OWNER
        if before and self.pack.pattern("rest_of_builder").match(self.text, piece.end):
            return False  # 昆山高新区|建设|有限公司
        if before and not behind and self.pack.pattern("rest_of_body").match(self.text, piece.end):
            return False  # 江南大学|协同|创新中心
        return before or behind

    def verb_inside(self, pieces: list[Piece], i: int) -> bool:
        """A verb that is not listed, in a long name that a brand or a place begins (焓驰股份|智能|制动|系统…)."""
        if not self.unlisted_verb(pieces[i]):
            return False
        for before in reversed(pieces[:i]):
            if before.kind is Kind.OWNER:  # 江南大学|材料|复合|学院
                school = self.owner_at[before.start][1] == "university"
                return school and before is not pieces[i - 1] and self.text.startswith("学院", pieces[-1].end)
            if before.kind is Kind.STOP:
                return False
            if before.kind in (Kind.BRAND, Kind.PLACE) and i + 1 < len(pieces):
                return True
        return False

    def verb_of_owner(self, pieces: list[Piece], i: int, run: list[Piece]) -> bool:
        """A verb that is not listed, behind a firm or right behind a park: what their works is for (焓驰股份|防水)."""
        if not run or not i or not self.unlisted_verb(pieces[i]):
            return False
        for j in range(i - 1, -1, -1):
            if pieces[j].kind is Kind.OWNER:
                owner = self.owner_at[pieces[j].start][1]
                return owner == "company" or (owner == "park" and j == i - 1)
            if pieces[j].kind is Kind.STOP and not self.unlisted_verb(pieces[j]):
                return False
        return False

    def _unlisted(self, piece: Piece) -> bool:
        """Whether a word of two characters is one of the grammar by the dictionary alone."""
        return piece.kind is Kind.STOP and len(piece.text) == 2 and piece.text not in self.stop

    def unlisted_verb(self, piece: Piece) -> bool:
        """Whether it is a verb so."""
        return piece.tag.startswith("v") and self._unlisted(piece)

    def brand_of_verb(self, pieces: list[Piece], i: int) -> bool:
        """A verb that is not listed, right behind a place that begins the clause's name, names (河南|无水|染色)."""
        if not 0 < i < len(pieces) - 1 or not self._unlisted(pieces[i]):
            return False
        before = pieces[i - 2] if i > 1 and self._unlisted(pieces[i - 1]) else pieces[i - 1]
        return before.kind is Kind.PLACE
