"""One article as the extractor sees it: its words with their kinds, and the names that are known so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.candidate import ORGANISATIONS
from kg.extract.gazetteer import Gazetteer, Known, pairs_of
from kg.extract.kinds import HAN, Kind, Kinds, Piece
from kg.rules import RulePack
from kg.text import Cutter, Word

__all__ = ["Facts"]

#: A short bracket.
_BRACKET = re.compile(r"（([^（），。、\n]{2,6})）")
#: A figure of power with its unit, which the dictionary tears.
_FIGURE = re.compile("[0-9]+(?:[GMkK][Ww]?h?)?")
#: Characters of a stretch, and of the longest span that is asked for.
_STRETCH, _LONGEST = 64, 192


class Facts(Kinds):
    """The folded text of one article, its words and what is known of them."""

    def __init__(
        self,
        text: str,
        words: Cutter,
        pack: RulePack,
        known: Known,
        sentences: Sequence[tuple[int, int]],
    ) -> None:
        super().__init__(text, pack, known)
        self.words = words
        self.sentences = sentences
        self.place_ending: dict[int, int] = {}
        self.owner_at: dict[int, tuple[int, str]] = {}
        self.owner_ending: dict[int, int] = {}
        self.stems = pack.endings("site_stems")
        self.divisions = pack.lexicon("division_endings")
        self._counting = pack.lexicon("counting_measures")
        self._torn = pack.lexicon("torn_words")
        self._behind_torn = pack.lexicon("place_characters") | pack.lexicon("middle_brands")
        #: Where the endings of names stand, see :func:`kg.extract.endings.endings`; None until that is asked for.
        self.endings: list[tuple[int, tuple[str, ...]]] | None = None
        self._break, self._joined = pack.pattern("name_break"), pack.pattern("joined_to_end")
        self._breaks: list[tuple[int, int, int]] | None = None
        self._break_ends: list[int] = []
        self._word_ends: dict[int, bool] = {}
        self._spots: list[tuple[int, str]] | None = None
        self._listed: list[tuple[int, str]] | None = None
        # spans are remembered by the stretch of text that they begin in: a new name forgets only what is near it
        self._pieces: dict[int, dict[tuple[int, int], list[Piece]]] = {}

    @property
    def spots(self) -> list[tuple[int, str]]:
        """Where words of closed classes and endings of names may begin, see :func:`kg.extract.gazetteer.pairs_of`."""
        if self._spots is None:
            self._spots = pairs_of(self.text, self.known.begun)
        return self._spots

    def listed(self, words: Gazetteer, overlap: bool = False) -> list[tuple[int, int]]:
        """Where words of a closed class stand."""
        if self._listed is None:
            pairs = self.known.pairs
            self._listed = [spot for spot in self.spots if spot[1] in pairs]
        return words.find(self.text, self._listed, overlap)

    def occurrences(self, form: str) -> Iterator[tuple[int, int]]:
        """Where a form of a name stands, from left to right, none inside the one before it."""
        at = self.text.find(form)
        while at >= 0:
            end = at + len(form)
            yield at, end
            at = self.text.find(form, end)

    def marked(self, spans: Iterable[tuple[int, int]]) -> bytearray:
        """For each character of the text whether it stands in one of some spans: 1, else 0."""
        marks = bytearray(len(self.text))
        for start, end in spans:
            marks[start:end] = b"\1" * (end - start)
        return marks

    def forget(self) -> None:
        """Drops what was derived from the names known so far: call it after telling the view of new ones."""
        self._pieces.clear()

    def own(self, start: int, end: int, type_: str) -> None:
        """Tells the view of a name: what follows may begin with it."""
        if type_ in ORGANISATIONS:
            known = self.owner_at.get(start)
            if known is None or known[0] < end:
                self.owner_at[start] = (end, type_)
                self.owner_ending[end] = start
                for stretch in range((start - _LONGEST) // _STRETCH, end // _STRETCH + 1):
                    self._pieces.pop(stretch, None)

    def clear(self, start: int) -> None:
        """Forgets the places that run into the name at an offset (共|建安|工大, where 安工大 is a school)."""
        for at in range(max(0, start - 3), start):
            if self.place_at.get(at, 0) > start:
                del self.place_at[at]

    def clause(self, at: int) -> int:
        """Where the clause that holds offset ``at`` begins: behind the last mark that no name runs across."""
        start = max(0, at - 60)
        breaks = self._breaks
        if breaks is None:
            breaks = self._breaks = self._all_breaks()
            self._break_ends = [end for end, _, _ in breaks]
        i = bisect_right(self._break_ends, at)
        while i:
            i -= 1
            end, begin, seen = breaks[i]
            if end <= start:
                break
            if begin >= start and seen <= at:
                return end
        return start

    def _all_breaks(self) -> list[tuple[int, int, int]]:
        """For each mark that no name runs across its end, its start, and the end of what shows that it is one."""
        found = []
        for match in self._break.finditer(self.text):
            begin, end = match.span()
            if end - begin == 2 and self.text[begin + 1] == "、":
                begin += 1  # a mark without the figure before it, too
            found.append((end, begin, match.end(1) if match.lastindex else end))
        return found

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The words of a span with places and owners whole, each with its kind."""
        span = (start, end)
        near = self._pieces.setdefault(start // _STRETCH, {})
        if span in near:
            return near[span]
        pieces: list[Piece] = []
        owners, places, at = self.owner_at, self.place_at, start
        while at < end:
            known = self._known_at(at, end) if at in owners or at in places else None
            if known:
                pieces.append(known)
                at = known.end
                continue
            stop = at + 1
            while stop < end and not ((stop in owners or stop in places) and self._known_at(stop, end)):
                stop += 1
            words = self.words(at, stop)
            for i, word in enumerate(words):
                if word.text[0].isascii() and pieces and _FIGURE.fullmatch(self.text, pieces[-1].start, word.end):
                    pieces[-1] = Piece(
                        pieces[-1].start, word.end, pieces[-1].text + word.text, Kind.BRAND, False, "eng"
                    )
                    continue  # 2|5G|W: one figure
                pieces.append(Piece(word.start, word.end, word.text, *self.judged(word), word.tag))
                behind = word.text in self._torn and self.text[word.end : word.end + 1]
                if behind and (behind in self._behind_torn or self._one_left(words[i + 1 : i + 3])):
                    pieces[-1:] = self._apart(pieces[-1])
            at = stop
        near[span] = self.settled(self.brands(pieces))
        return near[span]

    def _one_left(self, behind: Sequence[Word]) -> bool:
        """Whether one character that names stands alone before a longer word (nobody is called so: 对华|锐|科技)."""
        lengths = [len(word.text) for word in behind]
        return lengths[:1] == [1] != lengths[1:] and self.judged(behind[0])[0] is Kind.BRAND

    @staticmethod
    def _apart(piece: Piece) -> list[Piece]:
        """A preposition, and a name's first character that the dictionary joins to it (从|中|德, 与|中|科)."""
        middle = piece.end - 1
        return [
            Piece(piece.start, middle, piece.text[:-1], Kind.STOP),
            Piece(middle, piece.end, piece.text[-1], Kind.BRAND),
        ]

    def _known_at(self, at: int, end: int) -> Piece | None:
        """The owner or place that begins at an offset and ends before another."""
        if at in self.owner_at and self.owner_at[at][0] <= end:
            stop = self.owner_at[at][0]
            return Piece(at, stop, self.text[at:stop], Kind.OWNER)
        if at in self.place_at:
            stop = self.place_at[at]
            if stop == end + 1 and self.text[at:end] in self.known.places:
                stop = end  # 镇江|市委, not 镇江市|委
            if stop > end:
                return None
            return Piece(at, stop, self.text[at:stop], Kind.PLACE)
        return None

    def named(self, run: Sequence[Piece]) -> bool:
        """Whether something in the run names: a place, an owner, or a brand of at least two characters."""
        if any(p.kind in (Kind.PLACE, Kind.OWNER) for p in run):
            return True
        length = 0
        for piece in run:
            length = length + len(piece.text) if piece.kind is Kind.BRAND else 0
            if length >= 2:
                return True
        return False

    def group_before(self, run: Sequence[Piece]) -> int | None:
        """Where a group known by a short form begins that words end with (航天|科工, before 昆山晶微有限公司)."""
        kinds = self.known.body_types
        return next((i for i in range(len(run)) if kinds.get("".join([p.text for p in run[i:]])) == "company"), None)

    def described(self, run: Sequence[Piece]) -> bool:
        """Whether the run describes something particular: not all its words are generic."""
        return any(not p.generic for p in run)

    def builds(self, piece: Piece) -> bool:
        """Whether a word tells what a builder does, in its name (苏州恒锐|投资建设|有限公司), and is no verb."""
        if piece.text not in self.pack.lexicon("state_works"):
            return False
        rest = ("rest_of_builder", "group_of_builder")
        return any(self.pack.pattern(p).match(self.text, piece.end) for p in rest)

    def before(self, at: int) -> str:
        """The word right before an offset; empty at a mark."""
        begin = self.clause(at)
        words = self.words(begin, at) if begin < at else []
        return words[-1].text if words else ""

    def opens(self, at: int) -> bool:
        """Whether a name may begin at an offset without a verb before it: at a mark or behind a function word."""
        return at == 0 or not HAN.match(self.text[at - 1]) or self.before(at) in self.stop

    def divided(self, place: str) -> bool:
        """Whether a place's name ends with the word for its division (昆山市, but not 昆山)."""
        return place[-1] in self.divisions

    def bracket(self, at: int) -> tuple[str, int]:
        """What a short bracket holds that opens at an offset, and where it ends; nothing where none does."""
        match = _BRACKET.match(self.text, at)
        return (match[1], match.end()) if match else ("", at)

    def covered(self, start: int, end: int) -> bool:
        """Whether an ending is only the tail of a longer word of the dictionary (电机 in 发电机)."""
        begin = self.clause(start)
        words = self.words(begin, end) if begin < start else []
        return bool(words) and words[-1].start < start and words[-1].freq > 0

    def word_end(self, end: int) -> bool:
        """Whether a word of the dictionary ends at ``end``, rather than running on (局 in 局长, 大学 in 大学生)."""
        known = self._word_ends.get(end)
        if known is None:
            known = self._word_ends[end] = self._word_end(end)
        return known

    def _word_end(self, end: int) -> bool:
        begin = self.clause(end)
        if begin < end and self.words.parted(end):
            return True
        limit = min(len(self.text), end + 4)
        match = self._break.search(self.text, end, limit)
        limit = match.start() if match else limit
        if end >= limit:
            return True
        if self._joined.match(self.text, end):
            return True  # 科学|城内: the dictionary has 城内, 区内, 业已
        titles = self.pack.lexicon("person_titles")
        words = self.words(max(begin, end - 12), limit)
        return any(w.end == end or (w.start < end and self.text[end : w.end] in titles) for w in words)

    def loosely_open(self, start: int, end: int) -> bool:
        """Whether a name that opens a clause may end at ``end``: the next word does not carry the name on."""
        if (start and HAN.match(self.text[start - 1])) or not self.word_end(end):
            return False
        limit = min(len(self.text), end + 6)
        words = self.words(end, limit) if end < limit else []
        first = words[0].text if words else ""
        tail = first.endswith(self.pack.endings("name_tails"))
        if tail or first in self.generic:
            return False
        return len(first) > 1 and not any(first in words for words in (self.fields, self.industries, self.inner))

    def right_open(self, end: int, followers: str = "followers") -> bool:
        """Whether a name may end at ``end``: a mark, a stop word, a verb or a known follower comes next.

        :param followers: the lexicon of what may follow.
        """
        if end >= len(self.text) or not ("一" <= self.text[end] <= "鿿" or self.text[end].isalnum()):
            return True
        limit = min(len(self.text), end + 6)
        match = self._break.search(self.text, end, limit)
        words = self.words(end, match.start() if match else limit)
        if not words:
            return True
        first = words[0]
        if first.text in self.stop or self.text.startswith(self.pack.endings(followers), end):
            return True
        if first.text in self.pack.lexicon("lone_followers"):
            return True
        return self.classify(first) in (Kind.STOP, Kind.WEAK) or first.text.isdigit()
