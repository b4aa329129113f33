"""Positions: parts of a graph laid out one by one, then packed side by side.

========================  ================================================================================
part of                   method
========================  ================================================================================
1 or 2 nodes              points and pairs in rows
up to 600 nodes           exact repulsion between all pairs, parts of one size together in one array
more                      repulsion over a mesh (:mod:`kg.scene.mesh`)
========================  ================================================================================
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kg.scene.forces import relaxed_exact, seeded
from kg.scene.memory import current
from kg.scene.mesh import relaxed_mesh
from kg.scene.pack import packed
from kg.scene.spread import spread

__all__ = ["placed"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EXACT = 600
# Labels of all nodes are kept apart in parts up to this size; in larger ones those of the largest nodes.
LABELLED = 600
# What is worked on at once fits into a processor's cache.
_CELLS = 50_000


def placed(ends: Ints, size: Floats, wide: Floats, font: Floats) -> tuple[Floats, Floats]:
    """x and y of nodes 0…n-1, in pixels, y down, mean 0.

    :param ends: node pairs, one row per relation; loops and repetitions are allowed.
    :param size: radii in pixels.
    :param wide: label widths in pixels.
    :param font: label font sizes in pixels.
    """
    return _placed(*(np.ascontiguousarray(given).tobytes() for given in (ends, size, wide, font)))


@lru_cache(maxsize=1)  # a build writes several pictures of one graph
def _placed(*given: bytes) -> tuple[Floats, Floats]:
    ends = np.frombuffer(given[0], dtype=np.int64).reshape(-1, 2)
    size, wide, font = (np.frombuffer(values, dtype=np.float64) for values in given[1:])
    count = len(size)
    if not count:
        return np.zeros(0), np.zeros(0)
    pairs, weight = _merged(ends, count)
    part = _parts(pairs, count)
    order = np.argsort(part, kind="stable")
    starts = np.flatnonzero(np.diff(part[order], prepend=-1))
    sizes = np.diff(starts, append=count)
    where = np.zeros((count, 2))
    inner = np.empty(count, dtype=np.int64)
    inner[order] = np.arange(count) - np.repeat(starts, sizes)
    edge_part = part[pairs[:, 0]] if len(pairs) else np.zeros(0, dtype=np.int64)
    edge_order = np.argsort(edge_part, kind="stable")
    edge_starts = np.searchsorted(edge_part[edge_order], np.arange(len(starts)))
    edge_ends = np.searchsorted(edge_part[edge_order], np.arange(len(starts)), side="right")

    def edges(p: int) -> tuple[Ints, Floats]:
        rows = edge_order[edge_starts[p] : edge_ends[p]]
        return inner[pairs[rows]], weight[rows]

    def box(p: int) -> tuple[Floats, Floats, Floats]:
        members = order[starts[p] : starts[p] + sizes[p]]
        return size[members], wide[members], font[members]

    memory = current()
    spots: dict[int, Floats] = {}
    keys: dict[int, bytes] = {}
    if memory is not None:
        for p in np.flatnonzero(sizes > 2).tolist():
            keys[p] = memory.key(*edges(p), *box(p))
            known = memory.get(keys[p])
            if known is not None:
                spots[p] = known
    for n in np.unique(sizes).tolist():
        parts = [p for p in np.flatnonzero(sizes == n).tolist() if p not in spots]
        if n == 1:
            continue
        if n == 2:
            where[order[starts[parts] + 1], 0] = 1.0
            continue
        if n > EXACT:
            for p in parts:
                where[order[starts[p] : starts[p] + n]] = relaxed_mesh(*edges(p), n)
            continue
        chunk = max(1, _CELLS // (n * n))
        for i in range(0, len(parts), chunk):
            some = parts[i : i + chunk]
            table = np.zeros((len(some), n, n))
            for row, p in enumerate(some):
                ij, w = edges(p)
                table[row, ij[:, 0], ij[:, 1]] = w
                table[row, ij[:, 1], ij[:, 0]] = w
            start = np.stack([seeded(edges(p)[0], n) for p in some])
            done = relaxed_exact(table, start)
            for row, p in enumerate(some):
                where[order[starts[p] : starts[p] + n]] = done[row]
    boxes = np.empty((len(starts), 2))
    for p, (start_at, n) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
        if n == 1:
            break  # parts are in the order of their sizes: only such follow
        members = order[start_at : start_at + n]
        if p in spots:
            where[members] = spots[p]
        else:
            where[members] = spread(where[members], *box(p), edges(p)[0], LABELLED)
            if memory is not None and n > 2:
                memory.put(keys[p], where[members])
        half = np.maximum(size[members], wide[members] / 2 if n <= LABELLED else 0)
        low = np.array([(where[members, 0] - half).min(), (where[members, 1] - size[members]).min()])
        high = np.array(
            [(where[members, 0] + half).max(), (where[members, 1] + size[members] + 1.5 * font[members]).max()]
        )
        where[members] -= low
        boxes[p] = high - low
    alone = order[starts[sizes == 1]]
    if len(alone):
        half = np.maximum(size[alone], wide[alone] / 2)
        where[alone] = np.stack([half, size[alone]], axis=1)
        boxes[sizes == 1] = np.stack([half + half, size[alone] + 1.5 * font[alone] + size[alone]], axis=1)
    corner = packed(boxes, sizes > 2)
    where += corner[part]
    where -= where.mean(axis=0)
    return where[:, 0], where[:, 1]


def _merged(ends: Ints, count: int) -> tuple[Ints, Floats]:
    """Each pair of different nodes once, smaller first, and its weight: 1, and 0.5 for each further relation."""
    low, high = ends.min(axis=1, initial=count), ends.max(axis=1, initial=-1)
    keep = low < high
    keys, times = np.unique(low[keep] * count + high[keep], return_counts=True)
    return np.stack([keys // count, keys % count], axis=1), 0.5 + 0.5 * np.minimum(times, 5)


def _parts(pairs: Ints, count: int) -> Ints:
    """The connected part of each node, numbered by size, then by first member."""
    root = np.arange(count)
    while len(pairs):
        # each node takes the smallest root among its neighbours' roots, then roots are followed to their own root
        before = root.copy()
        low = np.minimum(root[pairs[:, 0]], root[pairs[:, 1]])
        np.minimum.at(root, before[pairs[:, 0]], low)
        np.minimum.at(root, before[pairs[:, 1]], low)
        while not np.array_equal(root, root[root]):
            root = root[root]
        if np.array_equal(before, root):
            break
    roots, part, sizes = np.unique(root, return_inverse=True, return_counts=True)
    rank = np.empty(len(roots), dtype=np.int64)
    rank[np.lexsort((roots, -sizes))] = np.arange(len(roots))
    return rank[part]
