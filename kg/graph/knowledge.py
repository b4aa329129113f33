"""The knowledge graph: one node per entity, one edge per head, relation and tail, each with all its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

from kg.errors import GraphError
from kg.graph.finding import ByName
from kg.graph.links import Links, triple
from kg.graph.out import WaysOut
from kg.graph.path import Path
from kg.graph.select import Names, Selection, wanted
from kg.model import Entity, Evidence, Relation

__all__ = ["KnowledgeGraph"]


class KnowledgeGraph(ByName, WaysOut):
    """Entities, relations, and the sentences that support them. It does not change once it is made.

    :param entities: with distinct ids.
    :param relations: between those entities, one per head, type and tail. A symmetric one is turned so that the
        smaller id comes first.
    :param files: the names of all files that were read, also of those that gave nothing.
    :param meta: what else is worth keeping, as text.
    :raises GraphError: for two entities of one id, two relations of one triple, or an end that is no entity.

    >>> park = Entity(id="park:江阴高新区", type="park", name="江阴高新区")
    >>> firm = Entity(id="company:江阴青禾科技", type="company", name="江阴青禾科技", aliases=("青禾",))
    >>> graph = KnowledgeGraph([park, firm], [Relation(head=firm.name, head_id=firm.id, type="located-in",
    ...                                                tail=park.name, tail_id=park.id)])
    >>> graph
    <KnowledgeGraph: 2 entities, 1 relation, 0 files>
    >>> [str(r) for r in graph.relations(head="青禾")]
    ['江阴青禾科技 —located-in→ 江阴高新区']
    >>> graph.neighbors("江阴高新区")[0].name
    '江阴青禾科技'
    """

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        relations: Iterable[Relation] = (),
        *,
        files: Iterable[str] = (),
        meta: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._entities: dict[str, Entity] = {}
        for entity in sorted(entities, key=lambda e: e.id):
            if entity.id in self._entities:
                raise GraphError(f"two entities have the id {entity.id!r}; an id must name one thing")
            self._entities[entity.id] = entity
        self._relations = tuple(sorted(map(self._checked, relations), key=triple))
        for one, other in pairwise(self._relations):
            if triple(one) == triple(other):
                raise GraphError(f"the relation {one} is given twice; join its evidence into one")
        self._files = tuple(sorted(set(files)))
        self._meta = dict(sorted((meta or {}).items()))
        self._links = Links(self._entities, self._relations)

    def _checked(self, relation: Relation) -> Relation:
        for key, name in ((relation.head_id, relation.head), (relation.tail_id, relation.tail)):
            if key not in self._entities:
                raise GraphError(f"the relation {relation} has an end that is no entity of the graph: {key!r}")
            if self._entities[key].name != name:
                raise GraphError(
                    f"the relation {relation} calls {key!r} {name!r}; its entity is called {self._entities[key].name!r}"
                )
        if not 0 <= relation.confidence <= 1:
            raise GraphError(f"the relation {relation} has the confidence {relation.confidence}; it must be 0 to 1")
        if relation.symmetric and relation.tail_id < relation.head_id:
            return replace(
                relation,
                head=relation.tail,
                tail=relation.head,
                head_id=relation.tail_id,
                tail_id=relation.head_id,
                evidence=tuple(replace(e, head=e.tail, tail=e.head) for e in relation.evidence),
            )
        return relation

    # What it holds

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, sorted by id."""
        return tuple(self._entities.values())

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were read, sorted."""
        return self._files

    @property
    def meta(self) -> dict[str, str]:
        """What else was kept, as text; a copy."""
        return dict(self._meta)

    def __len__(self) -> int:
        """The number of entities."""
        return len(self._entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def __contains__(self, item: object) -> bool:
        """Whether a name, alias, id, :class:`Entity` or :class:`Relation` is in the graph."""
        if isinstance(item, str):
            return bool(self._ids(item))
        if isinstance(item, Entity):
            return item.id in self._entities and self._entities[item.id] == item
        if isinstance(item, Relation):
            return self._links.network.has_edge(item.head_id, item.tail_id, item.type)
        return False

    def __eq__(self, other: object) -> bool:
        """Whether two graphs hold the same to the last offset: all fields count, provenance too."""
        return self._content() == other._content() if isinstance(other, KnowledgeGraph) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # too large a thing to be a key

    def __repr__(self) -> str:
        counts = [(len(self), "entit", "y", "ies"), (len(self._relations), "relation", "", "s")]
        counts.append((len(self._files), "file", "", "s"))
        shown = ", ".join(f"{n:,} {stem}{one if n == 1 else many}" for n, stem, one, many in counts)
        return f"<KnowledgeGraph: {shown}>"

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_index": None, "_links": Links(self._entities, self._relations), "_opened": {}}

    def _content(self) -> tuple[Any, ...]:
        return (
            self._files,
            self._meta,
            [_values(e) for e in self._entities.values()],
            [(*_values(r)[:-1], tuple(map(_values, r.evidence))) for r in self._relations],
        )

    # Relations

    def relations(
        self,
        *,
        type: Names = None,
        head: str | None = None,
        tail: str | None = None,
        entity: str | None = None,
        min_confidence: float = 0.0,
        status: Names = None,
        since: str | None = None,
        until: str | None = None,
        file: Names = None,
    ) -> list[Relation]:
        """The relations that meet all conditions, sorted by head id, type and tail id.

        :param type: one relation type or several.
        :param head: name, alias or id of the head. A symmetric relation is found from either end.
        :param tail: the same for the tail.
        :param entity: name, alias or id of either end.
        :param min_confidence: 0 to 1.
        :param status: ``done``, ``under-way``, ``agreed``, ``planned`` or empty text for unknown; one or several.
        :param since: ISO date, as exact as wanted (``2023``): some evidence's date lies on or after its first day.
        :param until: the same on or before its last day. Undated relations meet neither.
        :param file: some evidence stands in this file, or one of these.
        :raises UnknownEntity: where a name is unknown.
        :raises GraphError: where ``since`` or ``until`` is no date.

        >>> from kg.query import example
        >>> [r.head for r in example().relations(type="located-in", tail="云和高新区", min_confidence=0.5)]
        ['蓝石科技']
        >>> [str(r) for r in example().relations(head="海明大学", type=["partners", "cooperates-with"])]
        ['云松股份 —cooperates-with— 海明大学', '云和高新区 —partners— 海明大学', '海明经开区 —partners— 海明大学']
        >>> example().relations(since="2024", until="2024-06", status=["agreed", "done"], file="甲.txt")
        []
        """
        given = (type, head, tail, entity, status, since, until, file)
        if min_confidence <= 0 and all(condition is None for condition in given):
            return list(self._relations)
        heads, tails, ends = (None if n is None else {e.id for e in self.find(n)} for n in (head, tail, entity))
        selection = Selection(type, heads, tails, min_confidence, status, since, until, file)
        return [r for r in self._candidates(heads, tails, ends) if selection.admits(r)]

    def _candidates(self, *ends: Collection[str] | None) -> Iterable[Relation]:
        """The relations that touch one of the ids of the smallest condition; all of them where there is none."""
        given = [ids for ids in ends if ids is not None]
        if not given:
            return self._relations
        fewest, either = min(given, key=len), ends[-1]
        found = self._links.touching(fewest)
        return [r for r in found if either is None or r.head_id in either or r.tail_id in either]

    # Walks

    def neighbors(self, name: str, *, hops: int = 1, types: Names = None, relations: Names = None) -> list[Entity]:
        """The entities within some steps of one, the near ones first, then by id; itself left out.

        :param hops: how many steps, either way along the relations.
        :param types: only entities of these types are told; the walk passes through all.
        :param relations: only relations of these types are walked.
        :raises UnknownEntity: where the name is unknown.

        >>> from kg.query import example
        >>> [e.name for e in example().neighbors("石溪产业园", hops=2, types=["company", "university"])]
        ['青禾生物', '蓝石科技', '海明大学']
        """
        told, walked = wanted(types), wanted(relations)
        reached = self._links.reached({e.id for e in self.find(name)}, hops, walked)
        found = (self._entities[i] for i, distance in reached.items() if distance)
        return [e for e in found if told is None or e.type in told]

    def paths(
        self,
        a: str,
        b: str,
        *,
        max_hops: int = 6,
        through: Names = None,
        relations: Names = None,
        min_confidence: float = 0.0,
        limit: int = 100,
    ) -> list[Path]:
        """All shortest paths between two entities, the most confident first.

        :param max_hops: longer ones are not looked for.
        :param through: entities between the ends are of these types.
        :param relations: only relations of these types are walked, either way.
        :param min_confidence: only relations at least this confident are walked.
        :param limit: how many paths at most.
        :return: empty where there is no such path.
        :raises UnknownEntity: where a name is unknown.

        >>> from kg.query import example
        >>> (path,) = example().paths("青禾生物", "海明大学", max_hops=4, through=["park"])
        >>> print(path, round(path.confidence, 3))
        青禾生物 —located-in→ 石溪产业园 —part-of→ 云和高新区 —partners— 海明大学 0.729
        >>> [step[0].evidence[0].text if step[0].evidence else "(no sentence)" for step in path.steps][:1]
        ['(no sentence)']
        """
        return self._links.paths(
            self.entity(a).id,
            self.entity(b).id,
            max_hops=max_hops,
            through=wanted(through),
            types=wanted(relations),
            min_confidence=min_confidence,
            limit=limit,
        )

    def subgraph(self, names: str | Iterable[str], hops: int = 1) -> KnowledgeGraph:
        """The entities within some steps of the named ones, and all relations among them.

        :raises UnknownEntity: where a name is unknown.

        >>> from kg.query import example
        >>> example().subgraph(["石溪产业园", "海明经开区"], hops=0)
        <KnowledgeGraph: 2 entities, 0 relations, 0 files>
        """
        given = (names,) if isinstance(names, str) else names
        reached = self._links.reached({e.id for name in given for e in self.find(name)}, hops, None)
        kept = [self._entities[i] for i in reached]
        links = [r for r in self._relations if r.head_id in reached and r.tail_id in reached]
        sources = {f for e in kept for f in e.files} | {f for r in links for f in r.files}
        return KnowledgeGraph(kept, links, files=sources, meta=self._meta)


def _values(record: Entity | Evidence | Relation) -> tuple[Any, ...]:
    return tuple(getattr(record, f.name) for f in fields(record))
