"""The relations of a graph as a network: who stands next to whom, and the ways between two entities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.graph.path import Path, shortest
from kg.model import Entity, Relation

if TYPE_CHECKING:
    import networkx as nx

    # networkx takes no type arguments at run time
    Network = nx.MultiDiGraph[str]

__all__ = ["Links", "triple"]


def triple(relation: Relation) -> tuple[str, str, str]:
    """What a graph has one relation for."""
    return relation.head_id, relation.type, relation.tail_id


class Links:
    """Entities and the relations between them, to be walked either way.

    :param entities: by id.
    :param relations: between them.
    """

    def __init__(self, entities: Mapping[str, Entity], relations: Sequence[Relation]) -> None:
        self._entities = entities
        self._relations = relations
        self._made: Network | None = None

    @property
    def network(self) -> Network:
        """The network that all walks use, made when first needed: edges keyed by type, each with its relation."""
        if self._made is None:
            import networkx as nx  # half of what there is to import, and a build walks nowhere

            network: Network = nx.MultiDiGraph()
            network.add_nodes_from(self._entities)
            for r in self._relations:
                network.add_edge(r.head_id, r.tail_id, r.type, relation=r)
            self._made = network
        return self._made

    def touching(self, ids: Iterable[str]) -> list[Relation]:
        """The relations with one of these ends, sorted by their triples."""
        network = self.network
        found = {
            triple(data["relation"]): data["relation"]
            for i in ids
            for edges in (network.out_edges(i, data=True), network.in_edges(i, data=True))
            for _, _, data in edges
        }
        return [found[t] for t in sorted(found)]

    def around(self, key: str, types: Collection[str] | None) -> dict[str, list[Relation]]:
        """Neighbour id → the relations that lead there, either way, in order of id.

        :param types: only relations of these types are walked; None for all.
        """
        found: dict[str, list[Relation]] = {}
        network = self.network
        for table in (network.succ[key], network.pred[key]):
            for other, edges in table.items():
                kept = [d["relation"] for t, d in edges.items() if types is None or t in types]
                if kept and other != key:
                    found.setdefault(other, []).extend(kept)
        return dict(sorted(found.items()))

    def reached(self, start: Iterable[str], hops: int, types: Collection[str] | None) -> dict[str, int]:
        """Each id within some steps of the first ones, and in how many it is reached; the near ones first, then by id.

        :param types: only relations of these types are walked; None for all.
        """
        distance = dict.fromkeys(sorted(start), 0)
        edge = list(distance)
        for hop in range(1, hops + 1):
            edge = sorted({other for i in edge for other in self.around(i, types)} - distance.keys())
            distance.update(dict.fromkeys(edge, hop))
            if not edge:
                break
        return distance

    def paths(
        self,
        start: str,
        goal: str,
        *,
        max_hops: int,
        through: Collection[str] | None,
        types: Collection[str] | None,
        min_confidence: float,
        limit: int,
    ) -> list[Path]:
        """See :meth:`KnowledgeGraph.paths`; between ids, conditions as sets."""

        def onward(key: str) -> dict[str, list[Relation]]:
            around = self.around(key, types).items()
            sure = {o: [r for r in rs if r.confidence >= min_confidence] for o, rs in around}
            return {o: rs for o, rs in sure.items() if rs}

        def steps(key: str) -> Iterator[str]:
            for other in onward(key):
                if other == goal or through is None or self._entities[other].type in through:
                    yield other

        made = [
            Path(
                entities=tuple(self._entities[i] for i in ids),
                steps=tuple(
                    tuple(sorted(onward(one)[other], key=lambda r: (-r.confidence, triple(r))))
                    for one, other in pairwise(ids)
                ),
            )
            for ids in shortest(start, goal, steps, max_hops, limit)
        ]
        return sorted(made, key=lambda p: (-p.confidence, tuple(e.id for e in p.entities)))
