"""Resolution the plain way, form by form over whole extractions: the judge of :mod:`kg.resolve`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.model import Entity, Evidence, Extraction, Merge, Occurrence, Relation
from kg.resolve.block import Keys, keys_of
from kg.resolve.compare import Form, in_article
from kg.resolve.union import Union
from kg.rules import RulePack
from kg.text import bare

__all__ = ["resolve"]

#: The fields of an :class:`Occurrence`, in their order: tuples are hashed and sorted in a tenth of the time.
_Place = tuple[str, int, int, str, int, str]


@dataclass
class _Cluster:
    type: str
    names: Counter[str] = field(default_factory=Counter)
    branches: set[str] = field(default_factory=set)
    occurrences: set[_Place] = field(default_factory=set)
    merges: set[Merge] = field(default_factory=set)
    confidence: float = 0.0
    preferred: tuple[str, int, str] = ("", 0, "")


def resolve(
    extractions: Iterable[Extraction], pack: RulePack, floor: float = 0.5
) -> tuple[list[Entity], list[Relation]]:
    """Entities and relations of all extractions, whatever their order.

    :param floor: relations of lower confidence are left out, and entities that neither reach it nor carry a relation.
    """
    keys = keys_of(pack)
    found = sorted(extractions, key=lambda e: (e.article.file, e.article.index))
    union, merges = _joined(found, keys)
    roots = [[union.find(Form.of(e.article, m.type, m.text, keys)) for m in e.mentions] for e in found]
    clusters = _clusters(found, roots, keys, union, merges)
    names = {root: _name(cluster) for root, cluster in clusters.items()}
    ids = _ids(clusters, names)
    relations = _relations(found, roots, ids, names, pack, floor)
    used = {end for r in relations for end in (r.head_id, r.tail_id)}
    entities = [
        _entity(ids[root], names[root], cluster)
        for root, cluster in clusters.items()
        if cluster.confidence >= floor or ids[root] in used
    ]
    return sorted(entities, key=lambda e: e.id), relations


def _joined(found: Sequence[Extraction], keys: Keys) -> tuple[Union[Form], dict[Form, set[Merge]]]:
    union: Union[Form] = Union()
    merges: dict[Form, set[Merge]] = defaultdict(set)
    strong: dict[tuple[str, str], list[Form]] = defaultdict(list)
    weak: dict[tuple[str, str], list[Form]] = defaultdict(list)
    for extraction in found:
        forms, joins = in_article(extraction, keys)
        for form, text in forms.items():
            union.find(form)
            (strong if keys.strong(form.type, text) else weak)[form.type, form.key].append(form)
        for a, b, merge in joins:
            if union.join(a, b):
                merges[a].add(merge)
    for forms_of in strong.values():
        for other in forms_of[1:]:
            union.join(forms_of[0], other)
    named = {union.find(f) for forms_of in strong.values() for f in forms_of}
    for block, forms_of in sorted(weak.items()):
        _weak(union, forms_of + strong.get(block, []), named)
    return union, merges


def _weak(union: Union[Form], forms: Sequence[Form], named: set[Form]) -> None:
    """The same short form in several articles: one entity unless the articles tie it to different full names."""
    tied = {union.find(f) for f in forms if union.find(f) in named}
    loose = [f for f in forms if union.find(f) not in named]
    if len(tied) == 1 and loose and loose[0].type in ("company", "park"):
        anchor = next(iter(tied))
        for form in loose:
            union.join(anchor, form)
        named.add(union.find(anchor))
        return
    by_scope: dict[str, Form] = {}
    for form in loose:
        scope = "" if form.type in ("company", "park") else form.file
        if scope in by_scope:
            union.join(by_scope[scope], form)
        else:
            by_scope[scope] = form


def _clusters(
    found: Sequence[Extraction],
    roots: Sequence[Sequence[Form]],
    keys: Keys,
    union: Union[Form],
    merges: Mapping[Form, set[Merge]],
) -> dict[Form, _Cluster]:
    clusters: dict[Form, _Cluster] = {}
    for extraction, ends in zip(found, roots, strict=True):
        article = extraction.article
        file, index, locate = article.file, article.index, article.locate
        branch = {a.alias for a in extraction.aliases if a.rule == "branch"}
        for mention, root in zip(extraction.mentions, ends, strict=True):
            cluster = clusters.get(root)
            if cluster is None:
                cluster = clusters[root] = _Cluster(mention.type)
            start, end = locate(mention.start, mention.end)
            name = bare(mention.text)
            cluster.occurrences.add((file, start, end, name, index, mention.rule))
            cluster.names[name] += 1
            if mention.text in branch:
                cluster.branches.add(name)
            if mention.confidence > cluster.confidence:
                cluster.confidence = mention.confidence
    for extraction in found:
        article = extraction.article
        here: Union[Form] = Union()
        for a, b, _ in in_article(extraction, keys)[1]:
            here.join(a, b)
        told: dict[Form, str] = {}  # the last name that the article gives to what it takes for one thing
        for claim in extraction.aliases:
            form = Form.of(article, claim.type, claim.name, keys)
            root = union.find(form)
            if root in clusters:
                clusters[root].names[bare(claim.alias)] += 0
                if claim.rule == "branch":
                    clusters[root].names[bare(claim.name)] += 0
                elif claim.rule == "renamed":
                    told[here.find(form)] = bare(claim.name)
        for form, name in told.items():
            root = union.find(form)
            clusters[root].preferred = max(clusters[root].preferred, (article.file, article.index, name))
    for form, reasons in merges.items():
        root = union.find(form)
        if root in clusters:
            clusters[root].merges |= reasons
    return clusters


def _name(cluster: _Cluster) -> str:
    if cluster.preferred[2]:
        return cluster.preferred[2]
    forms = [n for n in cluster.names if n not in cluster.branches] or list(cluster.names)
    return min(forms, key=lambda n: (-len(n), -cluster.names[n], n))


def _ids(clusters: Mapping[Form, _Cluster], names: Mapping[Form, str]) -> dict[Form, str]:
    by_name: dict[str, list[Form]] = defaultdict(list)
    for root, cluster in clusters.items():
        by_name[f"{cluster.type}:{names[root]}"].append(root)
    ids: dict[Form, str] = {}
    for base, roots in by_name.items():
        if len(roots) == 1:
            ids[roots[0]] = base
            continue
        taken: Counter[str] = Counter()
        for root in sorted(roots, key=lambda r: min(clusters[r].occurrences)):
            file, start, *_ = min(clusters[root].occurrences)
            name = f"{base}@{file}"
            taken[name] += 1
            ids[root] = name if taken[name] == 1 else f"{name}#{start}"
    return ids


def _entity(key: str, name: str, cluster: _Cluster) -> Entity:
    return Entity(
        id=key,
        type=cluster.type,
        name=name,
        aliases=tuple(sorted(set(cluster.names) - {name})),
        occurrences=tuple(
            Occurrence(file=file, start=start, end=end, text=text, article=article, rule=rule)
            for file, start, end, text, article, rule in sorted(cluster.occurrences)
        ),
        merges=tuple(sorted(cluster.merges)),
    )


def _relations(
    found: Sequence[Extraction],
    roots: Sequence[Sequence[Form]],
    ids: Mapping[Form, str],
    named: Mapping[Form, str],
    pack: RulePack,
    floor: float,
) -> list[Relation]:
    evidence: dict[tuple[str, str, str], dict[tuple[str, int, int], Evidence]] = defaultdict(dict)
    names = {ids[root]: name for root, name in named.items()}
    for extraction, ends in zip(found, roots, strict=True):
        for relation in extraction.relations:
            head, tail = ids[ends[relation.head]], ids[ends[relation.tail]]
            shown = relation.evidence
            if head == tail:
                continue
            if pack.schema.symmetric(relation.type) and tail < head:
                head, tail = tail, head
                shown = _turned(shown)
            place = (shown.file, shown.start, shown.end)
            known = evidence[head, relation.type, tail].get(place)
            if known is None or (known.confidence, shown.rule) < (shown.confidence, known.rule):
                evidence[head, relation.type, tail][place] = shown
    stronger = {
        (h, t) for (h, r, t), shown in evidence.items() if r == "partners" and _noisy_or(tuple(shown.values())) >= floor
    }
    relations = []
    for (head, type_, tail), sentences in sorted(evidence.items()):
        if type_ == "cooperates-with" and (head, tail) in stronger:
            continue
        shown_all = tuple(sorted(sentences.values(), key=lambda e: (-e.confidence, e.file, e.start, e.end, e.rule)))
        confidence = _noisy_or(shown_all)
        if confidence < floor:
            continue
        relations.append(
            Relation(
                head=names[head],
                type=type_,
                tail=names[tail],
                head_id=head,
                tail_id=tail,
                symmetric=pack.schema.symmetric(type_),
                confidence=confidence,
                evidence=shown_all,
            )
        )
    return relations


def _turned(evidence: Evidence) -> Evidence:
    return replace(evidence, head=evidence.tail, tail=evidence.head)


def _noisy_or(evidence: Sequence[Evidence]) -> float:
    """1 − Π(1 − c), the sentences taken as independent witnesses; never certain."""
    wrong = 1.0
    for e in evidence:
        wrong *= 1 - min(e.confidence, 0.99)
    return round(min(1 - wrong, 0.999), 4)
