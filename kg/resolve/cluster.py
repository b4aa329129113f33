"""Clustering: the groups of all articles to entities, their links to relations."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from kg.model import Entity, Evidence, Extraction, Merge, Occurrence, Relation
from kg.resolve.article import Group, Link, Resolved, resolved
from kg.resolve.block import Keys, keys_of
from kg.resolve.union import Union
from kg.rules import RulePack
from kg.written import Written

__all__ = ["across", "resolve"]

# Of each group, by its number in the order of articles, the root of its set: the smallest number in it.
_Roots = list[int]
#: A group, and the article that it stands in.
_Node = tuple[Group, Resolved]
#: The types whose short names mean one thing wherever they stand, unless the articles tie them to several.
_TYING = ("company", "park")


def resolve(
    extractions: Iterable[Extraction], pack: RulePack, floor: float = 0.5
) -> tuple[list[Entity], list[Relation]]:
    """Entities and relations of all extractions, whatever their order.

    :param floor: relations of lower confidence are left out, and entities that neither reach it nor carry a relation.
    """
    keys = keys_of(pack)
    return across((resolved(e, keys) for e in extractions), pack, floor)


def across(articles: Iterable[Resolved], pack: RulePack, floor: float = 0.5) -> tuple[list[Entity], list[Relation]]:
    """The same for articles that are resolved in themselves."""
    found = sorted(articles, key=lambda one: (one.article.file, one.article.index))
    for one, other in pairwise(found):
        if one.article.index == other.article.index and one.article.file == other.article.file:
            one.repeated = other.repeated = True
    nodes: list[_Node] = [(group, one) for one in found for group in one.groups]
    roots = _roots(nodes, keys_of(pack))
    members: dict[int, list[int]] = defaultdict(list)
    for number, root in enumerate(roots):
        members[root].append(number)
    clusters = {root: _Cluster([nodes[n] for n in ns]) for root, ns in members.items()}
    clusters = {root: cluster for root, cluster in clusters.items() if cluster.mentioned}
    ids = _ids(clusters)
    relations = _relations(found, roots, ids, clusters, pack, floor)
    used = {end for r in relations for end in (r.head_id, r.tail_id)}
    entities = [
        cluster.entity(ids[root])
        for root, cluster in clusters.items()
        if cluster.confidence >= floor or ids[root] in used
    ]
    return sorted(entities, key=lambda e: e.id), relations


# -- which groups are one


def _roots(nodes: Sequence[_Node], keys: Keys) -> _Roots:
    """The root of each group."""
    union = Union[int]()
    strong: dict[tuple[str, str], int] = {}
    weak: dict[tuple[str, str], list[int]] = {}
    for number, (group, _) in enumerate(nodes):
        type_ = group.type
        for key, whole in zip(group.blocks, group.strong, strict=True):
            block = (type_, key)
            if not whole:
                weak.setdefault(block, []).append(number)
            elif (other := strong.setdefault(block, number)) != number:
                union.join(other, number)
    for a, b in _same(nodes):
        union.join(a, b)
    for (type_, key), number in sorted(strong.items()):
        for call, kind in keys.calls if type_ == "park" else ():
            same = strong.get((type_, key.removesuffix(call) + kind)) if key.endswith(call) else None
            if same is not None:
                union.join(number, same)  # a zone called 开发区 alone is the city's 经济开发区
    named = {union.find(number) for number in strong.values()}
    for block, short in sorted(weak.items()):
        if block in strong:
            short.append(strong[block])
        if len(short) > 1:
            _weak(union, short, named, nodes)
    return [union.find(number) for number in range(len(nodes))]


def _same(nodes: Sequence[_Node]) -> Iterator[tuple[int, int]]:
    """Groups with equal forms of one article: several texts that have no file pass for one."""
    known: dict[tuple[str, str, str, int], int] = {}
    for number, (group, one) in enumerate(nodes):
        if one.repeated:
            for key in group.blocks:
                form = (group.type, key, one.article.file, one.article.index)
                yield known.setdefault(form, number), number


def _weak(union: Union[int], block: Sequence[int], named: set[int], nodes: Sequence[_Node]) -> None:
    """The same short form in several articles: one entity unless the articles tie it to different full names."""
    tied: set[int] = set()
    loose: list[int] = []
    for number in block:
        root = union.find(number)
        if root in named:
            tied.add(root)
        else:
            loose.append(number)
    if not loose:
        return
    tying = nodes[loose[0]][0].type in _TYING
    if len(tied) == 1 and tying:
        anchor = tied.pop()
        for number in loose:
            union.join(anchor, number)
        named.add(union.find(anchor))
        return
    by_scope: dict[str, int] = {}
    for number in loose:
        scope = "" if tying else nodes[number][1].article.file
        if by_scope.setdefault(scope, number) != number:
            union.join(by_scope[scope], number)


# -- what one entity is


class _Cluster:
    """Groups that are one entity, in the order of their articles."""

    __slots__ = ("confidence", "groups", "mentioned", "name", "names", "type")

    def __init__(self, groups: list[_Node]) -> None:
        self.groups = groups
        self.mentioned = any(group.tails for group, _ in groups)
        self.type = groups[0][0].type
        self.confidence = max(group.confidence for group, _ in groups)
        first = groups[0][0]
        self.names: Mapping[str, int] = first.names
        branches = set(first.branches)
        preferred = first.preferred
        if len(groups) > 1:
            self.names = names = dict(self.names)
            for group, _ in groups[1:]:
                for name, count in group.names.items():
                    names[name] = names.get(name, 0) + count
                branches.update(group.branches)
            # of several names that a thing is said to have now, the last article's
            told = [(one.article.file, one.article.index, group.preferred) for group, one in groups if group.preferred]
            preferred = max(told)[2] if told else ""
        self.name = preferred or _name(self.names, branches) if self.mentioned else ""

    def entity(self, key: str) -> Entity:
        merges = {
            Merge(form=form, into=into, reason=reason, file=one.article.file, start=start, end=end)
            for group, one in self.groups
            for form, into, reason, start, end in group.merges
        }
        return Entity(
            id=key,
            type=self.type,
            name=self.name,
            aliases=tuple(sorted(self.names.keys() - {self.name})),
            occurrences=self.written(),  # type: ignore[arg-type]
            merges=tuple(sorted(merges)),
        )

    def written(self) -> Written:
        """The occurrences, sorted."""
        parts: list[tuple[str, str]] = []
        several: dict[int, list[str]] = {}
        for group, one in self.groups:
            if not group.tails:
                continue
            file = one.article.file
            if parts and parts[-1][0] == file:
                several.setdefault(len(parts) - 1, [parts[-1][1]]).append(group.tails)
            else:
                parts.append((file, group.tails))
        for at, tails in several.items():
            parts[at] = (parts[at][0], "\t".join(sorted(set("\t".join(tails).split("\t")), key=_place)))
        return Written(Occurrence, parts)

    def first(self) -> tuple[Any, ...]:
        """What no other entity has: the place of its first occurrence."""
        (file, tails), *_ = self.written().parts
        return file, *_place(tails.partition("\t")[0])


def _place(tail: str) -> tuple[Any, ...]:
    """What occurrences of one file are sorted by."""
    values = json.loads(f"{{{tail}")
    return values["start"], values["end"], values["text"], values.get("article", 0), values.get("rule", "")


def _name(names: Mapping[str, int], branches: set[str]) -> str:
    forms = [n for n in names if n not in branches] or list(names)
    if len(forms) == 1:
        return forms[0]
    return min(forms, key=lambda n: (-len(n), -names[n], n))


def _ids(clusters: Mapping[int, _Cluster]) -> dict[int, str]:
    by_name: dict[str, list[int]] = {}
    for root, cluster in clusters.items():
        by_name.setdefault(f"{cluster.type}:{cluster.name}", []).append(root)
    ids: dict[int, str] = {}
    for base, roots in by_name.items():
        if len(roots) == 1:
            ids[roots[0]] = base
            continue
        taken: Counter[str] = Counter()
        first = {root: clusters[root].first() for root in roots}
        for root in sorted(roots, key=lambda r: first[r]):
            file, start, *_ = first[root]
            name = f"{base}@{file}"
            taken[name] += 1
            ids[root] = name if taken[name] == 1 else f"{name}#{start}"
    return ids


# -- what relates them

#: What shows a relation: the link, the file, whether head and tail are exchanged.
_Shown = tuple[Link, str, bool]


def _relations(
    found: Sequence[Resolved],
    roots: _Roots,
    ids: Mapping[int, str],
    clusters: Mapping[int, _Cluster],
    pack: RulePack,
    floor: float,
) -> list[Relation]:
    evidence: dict[tuple[str, str, str], dict[tuple[str, int, int], _Shown]] = defaultdict(dict)
    names = {ids[root]: cluster.name for root, cluster in clusters.items()}
    symmetric = {name: pack.schema.symmetric(name) for name in {link.type for one in found for link in one.links}}
    first = 0
    for one in found:
        for link in one.links:
            head, tail = ids[roots[first + link.head]], ids[roots[first + link.tail]]
            if head == tail:
                continue
            turned = symmetric[link.type] and tail < head
            sentences = evidence[(tail, link.type, head) if turned else (head, link.type, tail)]
            file = link.file or one.article.file
            place = (file, link.start, link.end)
            known = sentences.get(place)
            if known is None or (known[0].confidence, link.rule) < (link.confidence, known[0].rule):
                sentences[place] = link, file, turned
        first += len(one.groups)
    sure = {key: _noisy_or(shown) for key, shown in evidence.items()}
    stronger = {(h, t) for (h, r, t), confidence in sure.items() if r == "partners" and confidence >= floor}
    relations = []
    for (head, type_, tail), confidence in sorted(sure.items()):
        if confidence < floor or (type_ == "cooperates-with" and (head, tail) in stronger):
            continue
        relations.append(
            Relation(
                head=names[head],
                type=type_,
                tail=names[tail],
                head_id=head,
                tail_id=tail,
                symmetric=symmetric[type_],
                confidence=confidence,
                evidence=_written(evidence[head, type_, tail]),  # type: ignore[arg-type]
            )
        )
    return relations


def _written(shown: Mapping[tuple[str, int, int], _Shown]) -> Written:
    """The evidence, best first."""
    best = sorted(shown.values(), key=lambda s: (-s[0].confidence, s[1], s[0].start, s[0].end, s[0].rule))
    return Written(Evidence, [(file, *link.texts(turned)) for link, file, turned in best])


def _noisy_or(shown: Mapping[Any, _Shown]) -> float:
    """1 − Π(1 − c), the sentences taken as independent witnesses, the best first; never certain."""
    wrong = 1.0
    for confidence in sorted([link.confidence for link, _, _ in shown.values()], reverse=True):
        wrong *= 1 - min(confidence, 0.99)
    return round(min(1 - wrong, 0.999), 4)
