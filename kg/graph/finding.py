"""Finding the entities of a graph by what people call them."""

from __future__ import annotations

from kg.errors import GraphError, UnknownEntity
from kg.graph.names import NameIndex, fold, near
from kg.model import Entity

__all__ = ["ByName"]


class ByName:
    """Entities, asked by id, name or alias; :class:`~kg.graph.KnowledgeGraph` is one.

    :ivar _entities: id → entity.
    """

    _entities: dict[str, Entity]
    _index: NameIndex | None = None

    def _names(self) -> NameIndex:
        if self._index is None:
            self._index = NameIndex(self._entities.values())
        return self._index

    def _ids(self, name: str, type: str | None = None) -> tuple[str, ...]:
        if name in self._entities and type in (None, self._entities[name].type):
            return (name,)
        return self._names().ids(name, self._entities, type)

    def find(self, name: str, type: str | None = None) -> tuple[Entity, ...]:
        """All entities that an id, a canonical name or an alias names; the best kind of match only.

        An id comes before a canonical name, this before an alias, this before forms that differ in width, case,
        white space or quotes only.

        :param type: only entities of this type.
        :raises UnknownEntity: where there is none; it names near matches.
        """
        ids = self._ids(name, type)
        if not ids:
            raise UnknownEntity(name, near(name, self._names().forms()))
        return tuple(self._entities[i] for i in ids)

    def entity(self, name: str, type: str | None = None) -> Entity:
        """The entity that an id, a canonical name or an alias names.

        :param type: only an entity of this type.
        :raises UnknownEntity: (a ``KeyError``) where there is none; it names near matches.
        :raises GraphError: where the name fits several; it names them.

        >>> from kg.graph import KnowledgeGraph
        >>> graph = KnowledgeGraph([Entity(id="company:青禾科技", type="company", name="青禾科技", aliases=("青禾",))])
        >>> graph.entity("青禾").id
        'company:青禾科技'
        >>> graph.entity("青木科技")
        Traceback (most recent call last):
        ...
        kg.errors.UnknownEntity: no entity is called '青木科技'; did you mean 青禾科技?
        """
        found = self.find(name, type)
        if len(found) > 1:
            ids = ", ".join(e.id for e in found)
            raise GraphError(f"{name!r} names {len(found)} entities: {ids}; ask by one of these ids")
        return found[0]

    def search(self, text: str, limit: int = 20) -> list[Entity]:
        """Entities with a name or alias that holds ``text``; width, case, white space and quotes do not count.

        Whole names come first, then names that begin with the text, then the rest; canonical names before
        aliases; the more often mentioned first.

        :param limit: how many at most.

        >>> from kg.graph import KnowledgeGraph
        >>> graph = KnowledgeGraph([Entity(id=n, type="place", name=n) for n in ("江阴", "大江阴", "江阴市")])
        >>> [e.name for e in graph.search("江阴")]
        ['江阴', '江阴市', '大江阴']
        """
        key = fold(text)
        best: dict[str, tuple[int, bool]] = {}
        for form, ids, canonical in self._names().folded() if key else ():
            if key in form:
                rank = (0 if form == key else 1 if form.startswith(key) else 2, not canonical)
                for i in ids:
                    best[i] = min(best.get(i, rank), rank)
        found = [(best[i], -self._entities[i].mentions, len(self._entities[i].name), i) for i in best]
        return [self._entities[i] for _, _, _, i in sorted(found)[:limit]]
