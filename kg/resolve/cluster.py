"""Clustering: the groups of all articles to entities."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise, repeat
from typing import Any, NamedTuple

from kg.model import Entity, Extraction, Merge, Occurrence, Relation
from kg.resolve.article import Resolved, Told, resolved
from kg.resolve.block import Keys, keys_of
from kg.resolve.relate import related
from kg.resolve.union import Numbers
from kg.rules import RulePack
from kg.written import Written

__all__ = ["across", "resolve"]

#: The types whose short names mean one thing wherever they stand, unless the articles tie them to several.
_TYING = ("company", "park")


class _Groups(NamedTuple):
    """The groups of all articles: the columns of :class:`Resolved`, one behind the other, and each group's file."""

    types: list[str]
    names: list[dict[str, int]]
    sure: list[float]
    tails: list[str]
    files: list[str]
    told: dict[int, tuple[Told, Resolved]]


def _joined(found: Sequence[Resolved], firsts: Sequence[int]) -> _Groups:
    columns = ([one.types, one.names, one.sure, one.tails, repeat(one.article.file, len(one.types))] for one in found)
    types, names, sure, tails, files = map(chain.from_iterable, zip(*columns, strict=True)) if found else [()] * 5
    told = {
        first + number: (said, one)
        for one, first in zip(found, firsts, strict=False)
        for number, said in one.told.items()
    }
    return _Groups(list(types), list(names), list(sure), list(tails), list(files), told)


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
    firsts = list(accumulate((len(one.types) for one in found), initial=0))  # numbers of the articles' first groups
    groups = _joined(found, firsts)
    roots = _roots(found, firsts, groups, keys_of(pack))
    members: dict[int, list[int]] = defaultdict(list)
    for number, root in enumerate(roots):
        members[root].append(number)
    clusters = {root: _Cluster(numbers, groups) for root, numbers in members.items()}
    clusters = {root: cluster for root, cluster in clusters.items() if cluster.mentioned}
    ids = _ids(clusters)
    names = {ids[root]: cluster.name for root, cluster in clusters.items()}
    ends = [ids.get(root, "") for root in roots]
    relations = related(found, firsts, ends, names, pack, floor)
    used = {end for r in relations for end in (r.head_id, r.tail_id)}
    entities = [
        cluster.entity(ids[root])
        for root, cluster in clusters.items()
        if cluster.confidence >= floor or ids[root] in used
    ]
    return sorted(entities, key=lambda e: e.id), relations


# -- which groups are one


def _roots(found: Sequence[Resolved], firsts: Sequence[int], groups: _Groups, keys: Keys) -> list[int]:
    """The root of each group: the smallest number in its set."""
    sets = Numbers(firsts[-1])
    strong: dict[str, int] = {}
    weak: dict[str, list[int]] = {}
    for one, first in zip(found, firsts, strict=False):
        for number, key in one.strong:
            number += first
            if (other := strong.setdefault(key, number)) != number:
                sets.join(other, number)
        for number, key in one.weak:
            weak.setdefault(key, []).append(first + number)
    for a, b in _same(found, firsts):
        sets.join(a, b)
    for call, kind in keys.calls:
        for key, number in strong.items():
            if key.endswith(call) and key.startswith("park:"):
                same = strong.get(key.removesuffix(call) + kind)
                if same is not None:
                    sets.join(number, same)  # a zone called 开发区 alone is the city's 经济开发区
    named = set(map(sets.find, strong.values()))
    for key in sorted(key for key, short in weak.items() if len(short) > 1 or key in strong):
        short = weak[key]
        if key in strong:
            short.append(strong[key])
        _weak(sets, short, named, groups)
    return sets.roots()


def _same(found: Sequence[Resolved], firsts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Groups with equal forms of one article: several texts that have no file pass for one."""
    known: dict[tuple[str, str, int], int] = {}
    for one, first in zip(found, firsts, strict=False):
        if one.repeated:
            for number, key in (*one.strong, *one.weak):
                yield known.setdefault((key, one.article.file, one.article.index), first + number), first + number


def _weak(sets: Numbers, block: Sequence[int], named: set[int], groups: _Groups) -> None:
    """The same short form in several articles: one entity unless the articles tie it to different full names."""
    tied: set[int] = set()
    loose: list[int] = []
    for number in block:
        root = sets.find(number)
        if root in named:
            tied.add(root)
        else:
            loose.append(number)
    if not loose:
        return
    tying = groups.types[loose[0]] in _TYING
    if len(tied) == 1 and tying:
        anchor = tied.pop()
        for number in loose:
            sets.join(anchor, number)
        named.add(sets.find(anchor))
        return
    by_scope: dict[str, int] = {}
    for number in loose:
        scope = "" if tying else groups.files[number]
        if by_scope.setdefault(scope, number) != number:
            sets.join(by_scope[scope], number)


# -- what one entity is


class _Cluster:
    """Groups that are one entity, by their numbers in the order of their articles."""

    __slots__ = ("confidence", "groups", "mentioned", "name", "names", "numbers", "told", "type")

    def __init__(self, numbers: list[int], groups: _Groups) -> None:
        self.numbers = numbers
        self.groups = groups
        first, *others = numbers
        self.type = groups.types[first]
        self.mentioned = bool(groups.tails[first])
        self.confidence = groups.sure[first]
        self.names: Mapping[str, int] = groups.names[first]
        if others:  # most have one group
            self.mentioned = any(map(groups.tails.__getitem__, numbers))
            self.confidence = max(map(groups.sure.__getitem__, numbers))
            self.names = names = dict(self.names)
            for number in others:
                for name, count in groups.names[number].items():
                    names[name] = names.get(name, 0) + count
        self.told = [groups.told[n] for n in numbers if n in groups.told]
        self.name = self._name() if self.mentioned else ""

    def _name(self) -> str:
        told = self.told
        if len(self.names) == 1 and not told:
            return next(iter(self.names))
        # of several names that a thing is said to have now, the last article's
        preferred = [(one.article.file, one.article.index, said.preferred) for said, one in told if said.preferred]
        if preferred:
            return max(preferred)[2]
        branches = {form for said, _ in told for form in said.branches}
        forms = [n for n in self.names if n not in branches] or list(self.names)
        return min(forms, key=lambda n: (-len(n), -self.names[n], n))

    def entity(self, key: str) -> Entity:
        merges = {
            Merge(form=form, into=into, reason=reason, file=one.article.file, start=start, end=end)
            for said, one in self.told
            for form, into, reason, start, end in said.merges
        }
        return Entity(
            id=key,
            type=self.type,
            name=self.name,
            aliases=tuple(sorted(self.names.keys() - {self.name})) if len(self.names) > 1 or self.told else (),
            occurrences=self.written(),  # type: ignore[arg-type]
            merges=tuple(sorted(merges)),
        )

    def written(self) -> Written:
        """The occurrences, sorted."""
        if len(self.numbers) == 1:
            return Written(Occurrence, [(self.groups.files[self.numbers[0]], self.groups.tails[self.numbers[0]])])
        parts: list[tuple[str, str]] = []
        several: dict[int, list[str]] = {}
        before = None
        for number in self.numbers:
            tails = self.groups.tails[number]
            if not tails:
                continue
            file = self.groups.files[number]
            if file == before:
                several.setdefault(len(parts) - 1, [parts[-1][1]]).append(tails)
            else:
                parts.append((file, tails))
                before = file
        for at, found in several.items():
            parts[at] = (parts[at][0], "\t".join(sorted(set("\t".join(found).split("\t")), key=_place)))
        return Written(Occurrence, parts)

    def first(self) -> tuple[Any, ...]:
        """What no other entity has: the place of its first occurrence."""
        (file, tails), *_ = self.written().parts
        return file, *_place(tails.partition("\t")[0])


def _place(tail: str) -> tuple[Any, ...]:
    """What occurrences of one file are sorted by."""
    values = json.loads(f"{{{tail}")
    return values["start"], values["end"], values["text"], values.get("article", 0), values.get("rule", "")


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
