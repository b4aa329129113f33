"""Boxes side by side, the largest in the middle, in the shape of a screen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["packed"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ASPECT = 1.6
MARGIN = 36.0
# So many of the largest boxes look for the place nearest the middle; the rest stands in rows below.
_FREE = 300


def packed(boxes: Floats, free: npt.NDArray[np.bool_]) -> Floats:
    """The upper left corners of boxes, so that no two overlap.

    :param boxes: widths and heights in pixels, the most important first.
    :param free: which ones may stand anywhere; the others stand in rows below.
    """
    corners = np.zeros_like(boxes)
    if len(boxes) == 1:
        return corners
    sides = boxes + MARGIN
    area = sides.prod(axis=1)
    large = np.flatnonzero(free & (area > 0.002 * area.sum()))[:_FREE]
    small = np.setdiff1d(np.arange(len(boxes)), large)
    if len(large):
        corners[large] = _around_middle(sides[large])
    low, high = (
        (corners[large].min(axis=0), (corners[large] + sides[large]).max(axis=0))
        if len(large)
        else (np.zeros(2), np.zeros(2))
    )
    if len(small):
        total = float(area[small].sum())
        width = max(float(high[0] - low[0]), float(np.sqrt(total * ASPECT)), float(sides[small, 0].max()))
        left = float(low[0] + high[0] - width) / 2
        corners[small] = _rows(sides[small], left, float(high[1]), width)
    return corners


def _rows(sides: Floats, left: float, top: float, width: float) -> Floats:
    """Rows of boxes, those of one height together, each row in the middle."""
    corners = np.zeros_like(sides)
    row: list[int] = []
    y, used = top, 0.0
    for i in [*np.lexsort((np.arange(len(sides)), -np.round(sides[:, 0]), -np.round(sides[:, 1]))).tolist(), -1]:
        if row and (i < 0 or used + sides[i, 0] > width):
            x = left + (width - used) / 2
            for j in row:
                corners[j] = x, y
                x += float(sides[j, 0])
            y += float(sides[row, 1].max())
            row, used = [], 0.0
        row.append(i)
        used += float(sides[i, 0])
    return corners


def _around_middle(sides: Floats) -> Floats:
    """Greedy: each box at the free place nearest the middle, on a raster; free places are read off sums over areas."""
    whole = np.sqrt(float(sides.prod(axis=1).sum()))
    cell = max(float(sides.min()) / 2, whole / 70)
    need = np.ceil(sides / cell).astype(np.int64)
    columns = int(need[:, 0].max() + 2.2 * whole * np.sqrt(ASPECT) / cell) + 2
    lines = int(need[:, 1].max() + 2.2 * whole / np.sqrt(ASPECT) / cell) + 2
    taken = np.zeros((columns, lines))
    middle = np.array([columns / 2, lines / 2])
    corners = np.zeros_like(sides)
    for i, (wide, high) in enumerate(need.tolist()):
        sums = np.zeros((columns + 1, lines + 1))
        sums[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
        held = sums[wide:, high:] - sums[:-wide, high:] - sums[wide:, :-high] + sums[:-wide, :-high]
        x = np.arange(held.shape[0])[:, None] + wide / 2 - middle[0]
        y = np.arange(held.shape[1])[None, :] + high / 2 - middle[1]
        far = np.maximum(np.abs(x) + wide / 2, ASPECT * (np.abs(y) + high / 2)) + 1e-3 * (x**2 + y**2) / columns
        far[held > 0.5] = np.inf
        spot = np.unravel_index(int(np.argmin(far)), far.shape)
        taken[spot[0] : spot[0] + wide, spot[1] : spot[1] + high] = 1
        corners[i] = np.array(spot) * cell
    return corners
