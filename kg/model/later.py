"""Fields that are made when somebody looks: most graphs are written to files and never looked at."""

from __future__ import annotations

from typing import Any, Protocol

__all__ = ["Later", "later", "made_later"]


class Later(Protocol):
    """What may be given for the occurrences of an entity or the evidence of a relation in place of the tuple.

    The tuple is made when somebody looks.
    """

    def __call__(self) -> tuple[Any, ...]:
        """The records."""
        ...

    def __len__(self) -> int:
        """How many there are: one or more."""
        ...

    def files(self) -> set[str]:
        """The files that they name."""
        ...


class _Made:
    """A field that makes its tuple when it is first asked for it, where it was given a :class:`Later`."""

    def __init__(self, slot: Any) -> None:
        self.slot = slot

    def __get__(self, record: object, owner: type | None = None) -> Any:
        if record is None:
            return self
        value = self.slot.__get__(record)
        if not isinstance(value, tuple):
            value = value()
            self.slot.__set__(record, value)
        return value

    def __set__(self, record: object, value: Any) -> None:
        self.slot.__set__(record, value)


_SLOTS: dict[type, Any] = {}


def made_later(kind: type, name: str) -> Any:
    """Lets a field of a record be given a :class:`Later`; the field's slot, whose ``__get__`` is what it was given.

    For classes with slots: a dataclass makes them before anything can stand in their place.
    """
    _SLOTS[kind] = slot = kind.__dict__[name]
    setattr(kind, name, _Made(slot))
    return slot


def later(record: object) -> Later | None:
    """What an entity was given in place of its occurrences, a relation in place of its evidence.

    :return: None where that was the tuple, or somebody has looked.
    """
    value: Later | tuple[Any, ...] = _SLOTS[type(record)].__get__(record)
    return None if isinstance(value, tuple) else value
