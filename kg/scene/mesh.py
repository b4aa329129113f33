"""Repulsion of many nodes at once, over a mesh.

Masses are spread over the corners of a regular mesh, the field of all of them is one convolution (by fast Fourier
transform), and each node feels the field between its corners (particle–mesh method, Hockney & Eastwood 1981). Nodes of
one cell hardly feel each other; :mod:`kg.scene.spread` moves them apart.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kg.scene.forces import GRAVITY, seeded

__all__ = ["relaxed_mesh"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def relaxed_mesh(pairs: Ints, weight: Floats, count: int) -> Floats:
    """Positions of one connected part near balance; the larger the part, the fewer the rounds.

    :param pairs: each pair of related nodes once.
    :param weight: of each pair.
    """
    work = count + 4 * len(pairs)
    rounds = int(np.clip(30_000_000 / work * min(1.0, 400_000 / work), 12, 150))
    cells = 64 if count < 2000 else 128 if count < 40_000 else 256
    one, other = pairs[:, 0], pairs[:, 1]
    mass = np.asarray(np.bincount(pairs.ravel(), minlength=count) + 1.0, dtype=np.float64)
    here = seeded(pairs, count, 24 if count < 40_000 else 8)
    here *= float(np.sqrt(mass.sum() / count)) * 1.5
    kernel_x, kernel_y = _kernels(cells)
    heat = 0.1 * np.sqrt(count)
    spots = np.ascontiguousarray(here.T)  # what lies side by side is read fastest
    whole = mass.sum()
    for turn in range(rounds):
        force = _field(spots, mass, cells, kernel_x, kernel_y)
        for at, toward in zip(spots, force, strict=True):
            along = (at[one] - at[other]) * weight
            pulled = np.bincount(one, along, count) - np.bincount(other, along, count)
            toward -= pulled / mass
            # summed one by one: the order of a sum decides its last bit
            toward -= 3 * GRAVITY * (at - np.cumsum(at * mass)[-1] / whole)
        cap = heat * (1 - turn / rounds) ** 1.5 + 0.05
        length = np.sqrt(force[0] ** 2 + force[1] ** 2) + 1e-12
        spots += force / length * np.minimum(0.8 * length, cap)
    return _gathered(np.ascontiguousarray(spots.T))


def _gathered(here: Floats) -> Floats:
    """Far arms drawn in: beyond the radius that holds 95% of the nodes, distance counts by its logarithm."""
    away = here - here.mean(axis=0)
    far = np.sqrt((away**2).sum(axis=1)) + 1e-9
    most = float(np.quantile(far, 0.95)) + 1e-9
    kept = np.where(far > most, most * (1 + 0.7 * np.log(np.maximum(far / most, 1.0))), far)
    return np.asarray(away * (kept / far)[:, None], dtype=np.float64)


def _kernels(cells: int) -> tuple[npt.NDArray[np.complex128], npt.NDArray[np.complex128]]:
    """The field of a unit mass, in cells, as a spectrum: direction over distance, softened at one cell."""
    steps = np.concatenate([np.arange(cells), np.arange(-cells, 0)]).astype(np.float64)
    x, y = steps[:, None], steps[None, :]
    square = x**2 + y**2 + 0.25
    return np.fft.rfft2(x / square), np.fft.rfft2(y / square)


def _field(
    spots: Floats,
    mass: Floats,
    cells: int,
    kernel_x: npt.NDArray[np.complex128],
    kernel_y: npt.NDArray[np.complex128],
) -> Floats:
    low = spots.min(axis=1, keepdims=True)
    side = float((spots.max(axis=1, keepdims=True) - low).max()) / (cells - 2) + 1e-9
    at = (spots - low) / side
    cell = np.minimum(at.astype(np.int64), cells - 2)
    part = at - cell
    rest = 1 - part
    first = cell[0] * cells + cell[1]
    corners = [
        (first + dx * cells + dy, (part if dx else rest)[0] * (part if dy else rest)[1])
        for dx in (0, 1)
        for dy in (0, 1)
    ]
    grid = np.zeros(cells * cells)
    for index, share in corners:
        grid += np.bincount(index, share * mass, cells * cells)
    spectrum = np.fft.rfft2(grid.reshape(cells, cells), s=(2 * cells, 2 * cells))
    force = np.zeros_like(spots)
    for toward, kernel in zip(force, (kernel_x, kernel_y), strict=True):
        # half of the rows are asked for: the others need no second transform
        rows = np.fft.ifft(spectrum * kernel, axis=0)[:cells]
        field = np.fft.irfft(rows, n=2 * cells, axis=1)[:, :cells].ravel()
        for index, share in corners:
            toward += field[index] * share
    return force / side
