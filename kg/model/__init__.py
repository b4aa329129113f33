"""What flows through the house: plain, frozen records.

**Offsets.** Two kinds, both half-open ``[start, end)`` and counted in Unicode code points:

* *text offsets* count in :attr:`Article.text`, the clean text of one article;
* *file offsets* count in the decoded text of the whole file (:attr:`Source.text`): no byte-order mark, line
  ends as they stand. ``open(file, encoding=…, newline="").read()[start:end]`` shows what stands there.

Clean text is the file's text with layout characters left out: it never holds a character that does not stand in
the file. It keeps the file's order, but for what a page's layout has torn apart: a headline that stands behind
its body, a sentence that a picture interrupts, a piece of a paragraph that stands elsewhere.
"""

from __future__ import annotations

from kg.model.article import Article, Skipped, Source
from kg.model.entities import Entity, Merge, Occurrence, Relation, furthest, given_evidence
from kg.model.extraction import AliasClaim, Evidence, Extraction, Mention, RelationMention
from kg.model.later import Later, later

__all__ = [
    "AliasClaim",
    "Article",
    "Entity",
    "Evidence",
    "Extraction",
    "Later",
    "Mention",
    "Merge",
    "Occurrence",
    "Relation",
    "RelationMention",
    "Skipped",
    "Source",
    "furthest",
    "given_evidence",
    "later",
]
