"""Evidence: the sentence that shows a relation, with its places, status, date and sums."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from kg.link.dates import amount, date_of
from kg.link.scope import status
from kg.model import Article, Evidence, Mention, RelationMention
from kg.rules import LinkRule, RulePack

__all__ = ["Witness"]


_start = itemgetter(0)


class Witness:
    """Makes the relation mentions of one article.

    :param text: the article's folded text.
    """

    def __init__(self, article: Article, text: str, mentions: Sequence[Mention], pack: RulePack) -> None:
        self.article = article
        self.text = text
        self.mentions = mentions
        self.pack = pack
        # what a relation is worth for its names' sake; the figures are measured, see the rule files
        self.floor, self.sure, self.other = (pack.thresholds[f"names_{name}"] for name in ("floor", "sure", "other"))

    def known(self, head: Mention, tail: Mention) -> float:
        """How often both ends are names, where the extractor was as sure of them as of these."""
        return self.sure if min(head.confidence, tail.confidence) >= self.floor else self.other

    def confidence(self, rule: LinkRule, head: int, tail: int, certainty: float) -> float:
        """That of a relation which a rule read.

        :param certainty: 0 to 1: how sure it is that the words stand for these mentions.
        """
        return round(rule.confidence * certainty * self.known(self.mentions[head], self.mentions[tail]), 4)

    def relation(
        self, rule: LinkRule, head: int, tail: int, confidence: float, span: tuple[int, int], trigger: tuple[int, int]
    ) -> RelationMention:
        """The relation that a rule read in the sentence ``span``.

        :param trigger: text offsets of the words that show it.
        """
        a, b = self.mentions[head], self.mentions[tail]
        start, end = span
        words = self.text[trigger[0] : trigger[1]]
        before = self.text[max(start, trigger[0] - 8) : trigger[0]]
        # dates further back than that are not what 当日 means, and a megabyte without a line end is not looked through
        paragraph = self.text[max(self.text.rfind("\n", 0, start) + 1, start - 2000) : start]
        date, raw = date_of(self.text[start:end], trigger[0] - start, self.article.date, self.pack, paragraph)
        sums: tuple[tuple[str, str], ...] = ()
        if rule.relation == "invests-in":
            spots = [p for p in (a.start, b.start, trigger[0]) if start <= p < end] or [start]
            ends = [p for p in (a.end, b.end, trigger[1]) if start < p <= end] or [end]
            sums = amount(self.text[min(spots) : min(end, max(ends) + 24)], self.pack)
        evidence = self._evidence(
            span,
            a,
            b,
            trigger,
            rule.id,
            confidence,
            status(words, before, self.pack),
            (date, raw),
            sums,
        )
        return RelationMention(head=head, type=rule.relation, tail=tail, evidence=evidence)

    def by_name(
        self, sentences: Sequence[tuple[int, int]], head: int, type_: str, tail: int, rule: str, confidence: float
    ) -> RelationMention:
        """The relation that a name shows by itself, with the sentence of the name that tells it."""
        a, b = self.mentions[head], self.mentions[tail]
        begin, end = min(a.start, b.start), max(a.end, b.end)
        if rule.startswith("topic.") or rule.endswith(("-topic", "-phase")):
            telling = b if rule.startswith("topic.") and a.type == "park" else a
            begin, end = telling.start, telling.end
        i = bisect_right(sentences, begin, key=_start) - 1
        span = (begin, end)
        if i >= 0 and begin < sentences[i][1]:
            span = (sentences[i][0], max(sentences[i][1], end))
        confidence = round(confidence * self.known(a, b), 4)
        evidence = self._evidence(span, a, b, (0, 0), rule, confidence, "", ("", ""), ())
        return RelationMention(head=head, type=type_, tail=tail, evidence=evidence)

    def _evidence(
        self,
        span: tuple[int, int],
        head: Mention,
        tail: Mention,
        trigger: tuple[int, int],
        rule: str,
        confidence: float,
        state: str,
        dated: tuple[str, str],
        sums: tuple[tuple[str, str], ...],
    ) -> Evidence:
        start, end = span
        file_start, file_end = self.article.locate(start, end)

        def within(a: int, b: int) -> tuple[int, int]:
            return (a - start, b - start) if start <= a < b <= end else (0, 0)

        return Evidence(
            file=self.article.file,
            article=self.article.index,
            start=file_start,
            end=file_end,
            text=self.article.text[start:end],
            head=within(head.start, head.end),
            tail=within(tail.start, tail.end),
            trigger=within(*trigger),
            rule=rule,
            confidence=confidence,
            status=state,
            date=dated[0],
            date_text=dated[1],
            attributes=sums,
        )
