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

__all__ = ["Link", "Placed", "Resolved", "Told", "resolved", "turned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Article):
    """An article without its text: places are offsets of the file.

    :ivar length: characters of the text that is not kept.
    """

    length: int = 0


class Told(NamedTuple):
    """What few groups have.

    :ivar branches: forms that name a part of the thing.
    :ivar preferred: the form that the article says to be the name now, else empty.
    :ivar merges: why the forms are one: form, into, reason, start and end of the place (see :class:`kg.model.Merge`).
    """

    branches: list[str]
    preferred: str
    merges: list[tuple[str, str, str, int, int]]


#: A relation that one sentence shows: confidence below zero, file, start, end, rule (see :class:`kg.model.Evidence`;
#: so they sort, the best first) and its number in the article; then the head's group, the relation's type, the tail's
#: group; then the evidence's tail (see :func:`kg.written.tail`) in three pieces, the spans of head and tail in the
#: middle, of which links share the first and the last. A plain tuple: there are too many for anything dearer.
Link = tuple[float, str, int, int, str, int, int, str, int, str, str, str]


@dataclass(slots=True)
class Resolved:
    """What one article says of names and relations.

    Groups are forms of one type that the article shows to be one thing; they have numbers from 0, and a column for
    each thing that is known of them.

    :ivar article: the article, without its text.
    :ivar types: entity types of the groups.
    :ivar names: each form as written, and how often.
    :ivar sure: the highest confidence of the mentions.
    :ivar tails: the occurrences in order, a tab between two; empty where no mention stands.
    :ivar strong: group and key, behind the group's type: the keys of forms that by themselves say which entity it is,
        under which the group meets other articles'.
    :ivar weak: the same for all other forms.
    :ivar told: see :class:`Told`, by group.
    :ivar links: see :data:`Link`.
    :ivar repeated: whether another article has its file and index.
    """

    article: Placed
    types: list[str] = field(default_factory=list)
    names: list[dict[str, int]] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    strong: list[tuple[int, str]] = field(default_factory=list)
    weak: list[tuple[int, str]] = field(default_factory=list)
    told: dict[int, Told] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    repeated: bool = False


def _spans(shown: Evidence) -> str:
    """What stands in the evidence's tail for the spans of head and tail."""
    return "".join([f', "{end}": [{a}, {b}]' for end, (a, b) in (("head", shown.head), ("tail", shown.tail)) if a or b])


def turned(spans: str) -> str:
    """The spans of a link with head and tail exchanged.

    >>> turned(', "head": [0, 2], "tail": [3, 5]'), turned(', "tail": [3, 5]')
    (', "head": [3, 5], "tail": [0, 2]', ', "head": [3, 5]')
    """
    head, tail, rest = spans.partition(', "tail"')
    return (tail + rest).replace("tail", "head") + head.replace("head", "tail")


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
    found = Resolved(_placed(article))
    for number, group in enumerate(gathered.values()):
        _add(found, number, group)
    numbers = {root: number for number, root in enumerate(gathered)}
    for number, relation in enumerate(extraction.relations):
        shown, about = relation.evidence, (numbers[ends[relation.head]], relation.type, numbers[ends[relation.tail]])
        before, behind = evidence_tail(shown)
        place = (shown.file, shown.start, shown.end)
        found.links.append((-shown.confidence, *place, shown.rule, number, *about, before, _spans(shown), behind))
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


def _add(found: Resolved, number: int, made: _Gathered) -> None:
    found.types.append(made.type)
    found.names.append(made.names)
    found.sure.append(made.confidence)
    found.tails.append("\t".join(text for _, text in sorted(made.spots.items())))
    for key, strong in made.blocks.items():
        (found.strong if strong else found.weak).append((number, f"{made.type}:{key}"))
    if made.branches or made.preferred or made.merges:
        merges = [(m.form, m.into, m.reason, m.start, m.end) for m in made.merges]
        found.told[number] = Told(sorted(made.branches), made.preferred, merges)
