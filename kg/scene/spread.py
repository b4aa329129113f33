"""From the model's lengths to pixels, and overlapping nodes apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["spread"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# Pixels: what two nodes keep between them, and how long the middle edge shall be at least.
GAP = 6.0
EDGE = 95.0
# Boxes that stand no farther apart are watched: others are looked for once one has moved half as far.
SLACK = 32.0
# Labels are wider than high: parts with all labels are stretched by so much.
STRETCH = 1.3
_EXACT = 1200
_ROUNDS = 120
# Above, overlaps stay: a node is smaller than a pixel of any picture that shows them all.
_CROWDED = 20_000
# Overlaps are sought through a raster whose cells hold all boxes but the largest one in so many.
_OVERSIZE = 50


def spread(here: Floats, size: Floats, wide: Floats, font: Floats, pairs: Ints, labelled: int) -> Floats:
    """Positions in pixels; boxes of nodes and labels do not overlap, or hardly; above 20,000 nodes they may.

    A node's box holds its circle and, in parts of up to ``labelled`` nodes, the label under it; in larger parts only
    the largest ``labelled / 10`` nodes have their label kept free.
    """
    count = len(here)
    tell = np.ones(count, dtype=bool)
    if count > labelled:
        tell[:] = False
        tell[np.argsort(-size, kind="stable")[: labelled // 10]] = True
    half = np.maximum(size, np.where(tell, wide / 2, 0)) + GAP / 2
    above = size + GAP / 2
    below = size + np.where(tell, 1.4 * font, 0) + GAP / 2
    if count == 2:
        apart = max(EDGE, float(half.sum()) + 4 * GAP)
        return np.array([[0.0, 0.0], [apart, 0.0]])
    length = np.sqrt(((here[pairs[:, 0]] - here[pairs[:, 1]]) ** 2).sum(axis=1))
    middle = float(np.median(length)) or 1.0
    room = np.sqrt(float((2 * half * (above + below)).sum()) * 1.8)
    low, high = np.quantile(here, [0.02, 0.98], axis=0)
    area = float(np.sqrt(np.prod(np.maximum(high - low, 1e-6)))) or 1.0
    scale = max(EDGE / middle, min(room / area, 4 * EDGE / middle))
    here = here * scale * (np.array([STRETCH, 1.0]) if tell.all() else 1.0)
    # boxes are handled by their middle
    shift = (below - above) / 2
    tall = (above + below) / 2
    here = here + np.stack([np.zeros(count), shift], axis=1)
    rounds = _ROUNDS if count <= _EXACT else 60 if count <= 10_000 else 30 if count <= _CROWDED else 0
    looked: Floats | None = None
    for _ in range(rounds):
        if looked is None or float(np.abs(here - looked).max()) > SLACK / 2:
            near, looked = _close(here, half + SLACK / 2, tall + SLACK / 2), here
        one, other = _overlapping(here, half, tall, *near)
        if not len(one):
            break
        here = _parted(here, one, other, half, tall)
    return here - np.stack([np.zeros(count), shift], axis=1)


def _overlapping(here: Floats, half: Floats, tall: Floats, one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Those of some pairs of boxes that overlap."""
    wide = np.abs(here[one, 0] - here[other, 0]) < half[one] + half[other] - 1e-6
    keep = wide & (np.abs(here[one, 1] - here[other, 1]) < tall[one] + tall[other] - 1e-6)
    return one[keep], other[keep]


def _close(here: Floats, half: Floats, tall: Floats) -> tuple[Ints, Ints]:
    """Pairs of boxes that overlap."""
    count = len(here)
    if count <= _EXACT:
        return _swept(here, half, tall)
    big = np.argsort(-np.maximum(half, tall), kind="stable")[: count // _OVERSIZE]
    rest = np.setdiff1d(np.arange(count), big)
    found = [_among(here, half, tall, rest)]
    x, y = here.T.copy()
    for i in big.tolist():
        near = np.flatnonzero(np.abs(x - x[i]) < half + half[i] - 1e-6)
        near = near[np.abs(y[near] - y[i]) < tall[near] + tall[i] - 1e-6]
        near = near[near != i]
        found.append((np.full(len(near), i), near))
    one, other = (np.concatenate([pair[k] for pair in found]) for k in (0, 1))
    return one, other


def _swept(here: Floats, half: Floats, tall: Floats) -> tuple[Ints, Ints]:
    """Overlapping pairs in the order of their nodes: from top to bottom, each with those that begin before it ends."""
    order = np.argsort(here[:, 1], kind="stable")
    y = here[order, 1]
    first = np.arange(len(order)) + 1
    lengths = np.maximum(np.searchsorted(y, y + tall[order] + float(tall.max())) - first, 0)
    offset = np.repeat(np.cumsum(lengths) - lengths, lengths)
    upper = order[np.repeat(np.arange(len(order)), lengths)]
    lower = order[np.repeat(first, lengths) + np.arange(int(lengths.sum())) - offset]
    wide = np.abs(here[upper, 0] - here[lower, 0]) < half[upper] + half[lower] - 1e-6
    keep = wide & (np.abs(here[upper, 1] - here[lower, 1]) < tall[upper] + tall[lower] - 1e-6)
    one, other = np.minimum(upper[keep], lower[keep]), np.maximum(upper[keep], lower[keep])
    ranked = np.lexsort((other, one))
    return one[ranked], other[ranked]


def _among(here: Floats, half: Floats, tall: Floats, rest: Ints) -> tuple[Ints, Ints]:
    """Overlapping pairs among the boxes ``rest``: only those of one raster cell and the next ones are compared."""
    side = 2 * max(float(half[rest].max()), float(tall[rest].max()))
    cell = np.floor((here[rest] - here[rest].min(axis=0)) / side).astype(np.int64)
    columns = int(cell[:, 1].max()) + 2
    key = cell[:, 0] * columns + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ranked, members = key[order], rest[order]
    x, y, own, high = here[members, 0], here[members, 1], half[members], tall[members]
    found: list[tuple[Ints, Ints]] = []
    for step in (0, 1, columns - 1, columns, columns + 1):
        first = np.arange(len(rest)) + 1 if not step else np.searchsorted(ranked, ranked + step)
        last = np.searchsorted(ranked, ranked + step, side="right")
        lengths = np.maximum(last - first, 0)
        second = np.arange(int(lengths.sum())) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
        # few of them overlap in one direction: only those are compared in the other
        wide = np.abs(np.repeat(x, lengths) - x[second]) < np.repeat(own, lengths) + own[second] - 1e-6
        at = np.flatnonzero(wide)
        one, other = np.repeat(np.arange(len(rest)), lengths)[at], second[at]
        keep = np.abs(y[one] - y[other]) < high[one] + high[other] - 1e-6
        found.append((members[one[keep]], members[other[keep]]))
    one, other = (np.concatenate([pair[k] for pair in found]) for k in (0, 1))
    return one, other


def _parted(here: Floats, one: Ints, other: Ints, half: Floats, tall: Floats) -> Floats:
    """Each overlapping pair moved apart along the axis that needs less; crowded nodes take smaller steps."""
    away_x, away_y = here[one, 0] - here[other, 0], here[one, 1] - here[other, 1]
    need_x = half[one] + half[other] - np.abs(away_x)
    need_y = tall[one] + tall[other] - np.abs(away_y)
    sideways = need_x < need_y
    # who stands exactly on the other goes by its rank
    move_x = np.where(sideways, need_x, 0.0) * np.where(away_x >= 0, 1.0, -1.0)
    move_y = np.where(sideways, 0.0, need_y) * np.where(away_y >= 0, 1.0, -1.0)
    count = len(here)
    times = np.sqrt(np.bincount(one, minlength=count) + np.bincount(other, minlength=count))
    moved = here.copy()
    for axis, move in enumerate((move_x, move_y)):
        total = np.bincount(one, move, count) - np.bincount(other, move, count)
        moved[:, axis] += 0.52 * total / np.maximum(1.0, times)
    return moved
