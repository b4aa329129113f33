"""Union-find: what is one with what."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

__all__ = ["Numbers", "Union"]

T = TypeVar("T", bound=Any)


class Union(Generic[T]):
    """Sets that grow together; the smallest member is always the root, so the order of joining leaves no trace.

    >>> union = Union[int]()
    >>> union.join(3, 2), union.join(2, 3), union.find(3)
    (True, False, 2)
    """

    def __init__(self) -> None:
        self.parent: dict[T, T] = {}

    def find(self, item: T) -> T:
        """The root of an item's set; of one that is new, the item."""
        parent = self.parent
        root = parent.setdefault(item, item)
        if root is item:
            return root
        while (above := parent[root]) != root:
            root = above
        while (above := parent[item]) != root:
            parent[item] = root
            item = above
        return root

    def join(self, a: T, b: T) -> bool:
        """Make two sets one; False where they were."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self.parent[max(a, b)] = min(a, b)
        return True


class Numbers:
    """The same for the numbers from 0 on, which need no dictionary.

    >>> numbers = Numbers(4)
    >>> numbers.join(3, 2); numbers.join(1, 3); numbers.find(3), numbers.roots()
    (1, [0, 1, 1, 1])
    """

    def __init__(self, count: int) -> None:
        self.above = list(range(count))

    def find(self, number: int) -> int:
        """The root of a number's set."""
        above = self.above
        while (up := above[number]) != number:
            number = above[number] = above[up]
        return number

    def join(self, a: int, b: int) -> None:
        """Make two sets one."""
        a, b = self.find(a), self.find(b)
        self.above[max(a, b)] = min(a, b)

    def roots(self) -> list[int]:
        """The root of each number."""
        for number, up in enumerate(self.above):  # what stands above a number is smaller, and so done
            self.above[number] = self.above[up]
        return self.above
