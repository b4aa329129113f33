"""Forces between nodes: repulsion of all, attraction of the related.

The model is ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679): nodes repel with the product of their
masses (degree + 1) over their distance, related nodes attract in proportion to it. The force on a node is divided by
its mass, and its step is capped by a temperature that falls, as with Fruchterman and Reingold (1991): no swinging.
The unit of length is that of the model; :mod:`kg.scene.spread` turns it into pixels. Sums run in a fixed order
without a linear algebra library, whose results depend on the processor.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["breadth_first", "neighbours", "relaxed_exact", "seeded"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GRAVITY = 0.02
PIVOTS = 24
_TURNS = 40  # of the power iteration: it only gives first positions
_FEW = 200
_GOLDEN = np.pi * (3 - np.sqrt(5))


def neighbours(pairs: Ints, count: int) -> tuple[Ints, Ints]:
    """Adjacency in compressed rows: where each node's neighbours start, and the neighbours."""
    heads = np.concatenate([pairs[:, 0], pairs[:, 1]])
    tails = np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.argsort(heads, kind="stable")
    return np.concatenate([[0], np.cumsum(np.bincount(heads, minlength=count))]), tails[order]


def breadth_first(first: Ints, others: Ints, start: int) -> Ints:
    """Steps from ``start`` to every node; -1 where there is no way."""
    if len(first) <= _FEW:
        return _stepped(first.tolist(), others.tolist(), start)
    steps = np.full(len(first) - 1, -1, dtype=np.int64)
    steps[start] = 0
    edge = np.array([start])
    hop = 0
    while len(edge):
        hop += 1
        lengths = first[edge + 1] - first[edge]
        total = int(lengths.sum())
        at = np.arange(total) + np.repeat(first[edge] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        ahead = others[at]
        ahead = ahead[steps[ahead] < 0]
        steps[ahead] = hop
        # without repetitions and in order, by whichever of the two looks at less
        edge = np.flatnonzero(steps == hop) if 20 * len(ahead) > len(steps) else np.unique(ahead)
    return steps


def _stepped(first: list[int], others: list[int], start: int) -> Ints:
    """The same for few nodes, where an array costs more than what it holds."""
    steps = [-1] * (len(first) - 1)
    steps[start] = 0
    edge = [start]
    while edge:
        ahead = []
        for node in edge:
            for other in others[first[node] : first[node + 1]]:
                if steps[other] < 0:
                    steps[other] = steps[node] + 1
                    ahead.append(other)
        edge = ahead
    return np.array(steps, dtype=np.int64)


def seeded(pairs: Ints, count: int, pivots: int = PIVOTS) -> Floats:
    """First positions from the distances to some far-apart nodes (pivot MDS, Brandes & Pich 2006).

    Nodes that the distances cannot tell apart are moved apart by a sunflower pattern in the order of the nodes.
    """
    index = np.arange(count)
    flower = np.sqrt(index + 0.5)[:, None] * np.stack([np.cos(index * _GOLDEN), np.sin(index * _GOLDEN)], axis=1)
    if count < 4:
        return np.asarray(flower, dtype=np.float64)
    first, others = neighbours(pairs, count)
    nearest = np.full(count, count)
    pivot = int(np.argmax(np.diff(first)))
    columns = []
    for _ in range(min(pivots, count)):
        steps = breadth_first(first, others, pivot)
        columns.append(steps.astype(np.float64))
        nearest = np.minimum(nearest, steps)
        pivot = int(np.argmax(nearest))
        if not nearest[pivot]:
            break
    table = np.stack(columns, axis=1) ** 2
    table = -0.5 * (table - table.mean(axis=0) - table.mean(axis=1, keepdims=True) + table.mean())
    square = np.stack([(table * column[:, None]).sum(axis=0) for column in table.T])
    axes: list[Floats] = []
    for turn in range(2):
        axes.append(_leading(square, axes, turn))
    spots = np.stack([(table * axis).sum(axis=1) for axis in axes], axis=1)
    reach = np.sqrt((spots**2).mean(axis=0))
    spots = spots / np.where(reach > 1e-9, reach, 1.0) * np.array([1.3, 1.0]) * np.sqrt(count)
    return np.asarray(spots + flower * 0.15 + 1e-3 * flower[::-1], dtype=np.float64)


def _leading(square: Floats, found: list[Floats], turn: int) -> Floats:
    """The leading axis of a small symmetric matrix that is at right angles to those found."""
    axis: Floats = np.cos(np.arange(len(square)) * (1.0 + turn))
    for _ in range(_TURNS):
        axis = (square * axis).sum(axis=1)
        for other in found:
            axis = axis - other * (other * axis).sum()
        norm = np.sqrt((axis**2).sum())
        if norm < 1e-9:
            axis = np.zeros(len(square))
            axis[turn % len(square)] = 1.0
            return axis
        axis = axis / norm
    return axis * (1.0 if axis[np.argmax(np.abs(axis))] > 0 else -1.0)


def relaxed_exact(table: Floats, start: Floats) -> Floats:
    """Positions in balance, every pair of nodes counted.

    :param table: weights of the edges, symmetric, one layer per part: shape ``(parts, n, n)``.
    :param start: first positions: shape ``(parts, n, 2)``.
    """
    n = table.shape[1]
    mass = (table > 0).sum(axis=2) + 1.0
    pull = table / mass[:, :, None]
    push = np.repeat(mass[:, None, :], n, axis=1)
    push[:, np.arange(n), np.arange(n)] = 0.0
    here = start.copy()
    rounds = int(np.clip(24_000 / n, 60, 160))
    heat = 0.6 * np.sqrt(n) + 1.0
    # arrays of all pairs are made once: making them anew each round takes longer than filling them
    away_x, away_y, strength, product = (np.empty_like(table) for _ in range(4))
    force = np.empty_like(here)
    for turn in range(rounds):
        np.subtract(here[:, :, None, 0], here[:, None, :, 0], out=away_x)
        np.subtract(here[:, :, None, 1], here[:, None, :, 1], out=away_y)
        np.square(away_x, out=strength)
        np.square(away_y, out=product)
        strength += product
        strength += 1e-3
        np.divide(push, strength, out=strength)
        strength -= pull
        for axis, away in enumerate((away_x, away_y)):
            np.multiply(strength, away, out=product)
            product.sum(axis=2, out=force[:, :, axis])
        centre = (here * mass[:, :, None]).sum(axis=1, keepdims=True) / mass.sum(axis=1)[:, None, None]
        force -= GRAVITY * (here - centre)
        cap = heat * (1 - turn / rounds) ** 1.5 + 0.01
        length = np.sqrt((force**2).sum(axis=2, keepdims=True)) + 1e-12
        here = here + force / length * np.minimum(0.8 * length, cap)
    return here
