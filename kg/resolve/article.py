"""One article resolved in itself: the forms that it shows to be one, with all that the graph will say of them.

That is done once, when the article is read. What resolution across articles needs of it is little, and stands ready in
plain rows; what the graph's files say of mentions and sentences is text already (:mod:`kg.written`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.model import Article, Evidence, Extraction, Merge
from kg.resolve.block import Keys
from kg.resolve.compare import Form, in_article
from kg.resolve.union import Union
from kg.text import bare
from kg.written import evidence_tail, occurrence_tail

__all__ = ["Group", "Link", "Placed", "Resolved", "resolved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Article):
    """An article without its text: places are offsets of the file.

    :ivar length: characters of the text that is not kept.
    """

    length: int = 0


class Group(NamedTuple):
    """Forms of one type that one article shows to be one thing.

    :ivar type: entity type.
    :ivar blocks: the keys of its forms under which it meets other articles' groups.
    :ivar strong: for each of them, whether the form by itself says which entity it is.
    :ivar names: each form as written, and how often.
    :ivar branches: forms that name a part of the thing.
    :ivar preferred: the form that the article says to be the name now, else empty.
    :ivar confidence: the highest of its mentions'.
    :ivar merges: why the forms are one: form, into, reason, start and end of the place (see :class:`kg.model.Merge`).
    :ivar tails: the occurrences in order, a tab between two; empty where no mention stands.
    """

    type: str
    blocks: tuple[str, ...]
    strong: tuple[bool, ...]
    names: dict[str, int]
    branches: list[str]
    preferred: str
    confidence: float
    merges: list[tuple[str, str, str, int, int]]
    tails: str


class Link(NamedTuple):
    """A relation that one sentence shows.

    :ivar head: number of the head's group.
    :ivar type: relation type.
    :ivar tail: number of the tail's group.
    :ivar start: file offset of the sentence.
    :ivar end: file offset behind it.
    :ivar confidence: see :class:`kg.model.Evidence`.
    :ivar rule: the same.
    :ivar spans: of head and tail in the sentence.
    :ivar before: what stands in the evidence's tail before these spans.
    :ivar behind: what stands behind them.
    :ivar file: of the sentence, where that is not the article's.
    """

    head: int
    type: str
    tail: int
    start: int
    end: int
    confidence: float
    rule: str
    spans: tuple[int, int, int, int]
    before: str
    behind: str
    file: str

    def texts(self, turned: bool) -> tuple[str, str, str]:
        """The evidence's tail (see :func:`kg.written.tail`) in pieces, of which links share the first and the last.

        :param turned: with head and tail exchanged.
        """
        a, b, c, d = self.spans
        head = f', "head": [{a}, {b}]' if a or b else ""
        tail = f', "tail": [{c}, {d}]' if c or d else ""
        if turned:
            head, tail = tail.replace("tail", "head"), head.replace("head", "tail")
        return self.before, head + tail, self.behind


@dataclass(slots=True)
class Resolved:
    """What one article says of names and relations.

    :ivar article: the article, without its text.
    :ivar groups: see :class:`Group`.
    :ivar links: see :class:`Link`.
    :ivar repeated: whether another article has its file and index.
    """

    article: Placed
    groups: list[Group] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    repeated: bool = False


@dataclass
class _Gathered:
    """What a group is made of."""

    type: str
    blocks: dict[str, bool] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    branches: set[str] = field(default_factory=set)
    preferred: str = ""
    confidence: float = 0.0
    merges: list[Merge] = field(default_factory=list)
    spots: dict[tuple[int, int, str, str], str] = field(default_factory=dict)


def resolved(extraction: Extraction, keys: Keys) -> Resolved:
    """What an extraction says, its names resolved in the article.

    :param keys: of the rule pack, see :func:`kg.resolve.block.keys_of`.
    """
    article = extraction.article
    forms, joins = in_article(extraction, keys)
    union: Union[Form] = Union()
    for form in forms:
        union.find(form)
    merges = [(a, merge) for a, b, merge in joins if union.join(a, b)]
    gathered: dict[Form, _Gathered] = {}
    for form, text in forms.items():
        gathered.setdefault(root := union.find(form), _Gathered(root.type)).blocks[form.key] = keys.strong(
            form.type, text
        )
    for form, merge in merges:
        gathered.setdefault(root := union.find(form), _Gathered(root.type)).merges.append(merge)
    ends = [union.find(Form.of(article, m.type, m.text, keys)) for m in extraction.mentions]
    _mentioned(extraction, ends, gathered)
    for claim in extraction.aliases:
        group = gathered.get(union.find(Form.of(article, claim.type, claim.name, keys)))
        if group is not None:
            group.names.setdefault(bare(claim.alias), 0)
            if claim.rule == "branch":
                group.names.setdefault(bare(claim.name), 0)
            elif claim.rule == "renamed":
                group.preferred = bare(claim.name)
    numbers = {root: number for number, root in enumerate(gathered)}
    found = Resolved(_placed(article), [_group(g) for g in gathered.values()])
    for relation in extraction.relations:
        head, tail_ = numbers[ends[relation.head]], numbers[ends[relation.tail]]
        found.links.append(_link(head, relation.type, tail_, relation.evidence, article.file))
    return found


def _mentioned(extraction: Extraction, ends: Iterable[Form], gathered: dict[Form, _Gathered]) -> None:
    article = extraction.article
    branches = {a.alias for a in extraction.aliases if a.rule == "branch"}
    for mention, root in zip(extraction.mentions, ends, strict=True):
        group = gathered[root]
        start, end = article.locate(mention.start, mention.end)
        name = bare(mention.text)
        spot = (start, end, name, mention.rule)
        if spot not in group.spots:
            group.spots[spot] = occurrence_tail(start, end, name, article.index, mention.rule)
        group.names[name] = group.names.get(name, 0) + 1
        if mention.text in branches:
            group.branches.add(name)
        group.confidence = max(group.confidence, mention.confidence)


def _placed(article: Article) -> Placed:
    return Placed(
        file=article.file,
        text="",
        index=article.index,
        title=article.title,
        date=article.date,
        encoding=article.encoding,
        length=len(article.text),
    )


def _group(made: _Gathered) -> Group:
    return Group(
        type=made.type,
        blocks=tuple(made.blocks),
        strong=tuple(made.blocks.values()),
        names=made.names,
        branches=sorted(made.branches),
        preferred=made.preferred,
        confidence=made.confidence,
        merges=[(m.form, m.into, m.reason, m.start, m.end) for m in made.merges],
        tails="\t".join(text for _, text in sorted(made.spots.items())),
    )


def _link(head: int, type_: str, tail_: int, shown: Evidence, file: str) -> Link:
    before, behind = evidence_tail(shown)
    return Link(
        head=head,
        type=type_,
        tail=tail_,
        start=shown.start,
        end=shown.end,
        confidence=shown.confidence,
        rule=shown.rule,
        spans=(*shown.head, *shown.tail),
        before=before,
        behind=behind,
        file="" if shown.file == file else shown.file,
    )
