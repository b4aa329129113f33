// A new arrangement of the few nodes in sight: forces like those of ForceAtlas2 (Jacomy et al. 2014), then overlaps apart.
// It runs once and stops: nothing on the page moves by itself. Pure.

export const MOST = 300; // nodes in sight up to which a new arrangement is offered
const ROUNDS = 150;
const EDGE = 110; // pixels: the length that the middle edge gets
const LABEL = 13; // pixels: the width of a character of a label
const CHARACTERS = 10;

/**
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>, size: ArrayLike<number>, label: string[], s: ArrayLike<number>, t: ArrayLike<number>}} items
 * @param {{nodes: Uint8Array, edges: Uint8Array}} masks
 * @param {Set<number>} fixed items that stay where they are.
 * @returns {Map<number, number[]>} new places of the items in sight, but for the fixed.
 */
export function relaid(items, masks, fixed = new Set()) {
  const list = Array.from(items.x.keys()).filter((i) => masks.nodes[i]);
  const place = new Map(list.map((i, k) => [i, k]));
  const ends = [];
  for (let e = 0; e < items.s.length; e++) {
    const [a, b] = [place.get(items.s[e]), place.get(items.t[e])];
    if (masks.edges[e] && a !== undefined && b !== undefined && a !== b) ends.push([a, b]);
  }
  const n = list.length;
  const held = list.map((i) => fixed.has(i));
  const mass = new Float64Array(n).fill(1);
  for (const [a, b] of ends) {
    mass[a]++;
    mass[b]++;
  }
  // one unit is the length at which attraction and repulsion of two single nodes are in balance
  const unit = EDGE / 2;
  const x = Float64Array.from(list, (i) => items.x[i] / unit);
  const y = Float64Array.from(list, (i) => items.y[i] / unit);
  const middleX = x.reduce((a, b) => a + b, 0) / Math.max(1, n);
  const middleY = y.reduce((a, b) => a + b, 0) / Math.max(1, n);
  const forceX = new Float64Array(n);
  const forceY = new Float64Array(n);
  const heat = Math.sqrt(n) + 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < n; i++) {
      forceX[i] = -0.03 * mass[i] * (x[i] - middleX);
      forceY[i] = -0.03 * mass[i] * (y[i] - middleY);
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        // two on one spot part along a line that their numbers choose
        const dx = x[i] - x[j] || 1e-3 * (1 + ((i * 7 + j) % 5));
        const dy = y[i] - y[j] || 1e-3 * (1 + ((i + j * 3) % 7));
        const push = (mass[i] * mass[j]) / (dx * dx + dy * dy + 1e-3);
        forceX[i] += push * dx;
        forceY[i] += push * dy;
        forceX[j] -= push * dx;
        forceY[j] -= push * dy;
      }
    }
    for (const [a, b] of ends) {
      const [dx, dy] = [x[a] - x[b], y[a] - y[b]];
      forceX[a] -= dx;
      forceY[a] -= dy;
      forceX[b] += dx;
      forceY[b] += dy;
    }
    const most = heat * (1 - round / ROUNDS) ** 1.5 + 0.01;
    for (let i = 0; i < n; i++) {
      if (held[i]) continue;
      const [fx, fy] = [forceX[i] / mass[i], forceY[i] / mass[i]];
      const length = Math.hypot(fx, fy) || 1;
      const step = Math.min(0.8 * length, most) / length;
      x[i] += fx * step;
      y[i] += fy * step;
    }
  }
  for (let i = 0; i < n; i++) {
    x[i] *= unit;
    y[i] *= unit;
  }
  apart(list, items, held, x, y);
  return new Map(list.flatMap((i, k) => (held[k] ? [] : [[i, [x[k], y[k]]]])));
}

/** Moves boxes of dots with their labels until none overlap, or for so many rounds. */
function apart(list, items, held, x, y) {
  const half = list.map((i) => Math.max(items.size[i], (LABEL / 2) * Math.min(CHARACTERS, Array.from(items.label[i]).length)) + 4);
  const high = list.map((i) => items.size[i] + LABEL);
  for (let round = 0; round < 80; round++) {
    let moved = false;
    for (let i = 0; i < list.length; i++) {
      for (let j = 0; j < i; j++) {
        const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
        const [overX, overY] = [half[i] + half[j] - Math.abs(dx), high[i] + high[j] - Math.abs(dy)];
        if (overX <= 0 || overY <= 0 || (held[i] && held[j])) continue;
        moved = true;
        const share = held[i] ? 0 : held[j] ? 1 : 0.5;
        if (overX < overY) {
          const way = (dx < 0 ? -1 : 1) * overX * 0.55;
          x[i] += way * share * 2;
          x[j] -= way * (1 - share) * 2;
        } else {
          const way = (dy < 0 ? -1 : 1) * overY * 0.55;
          y[i] += way * share * 2;
          y[j] -= way * (1 - share) * 2;
        }
      }
    }
    if (!moved) return;
  }
}
