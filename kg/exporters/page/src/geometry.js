// Where edges run. The curve is vis-network's "curvedCW", so that what vis draws and what we draw over it agree. Pure.

const STEP = 0.18;

/** Roundness of each edge: 0 alone; parallel ones are spread to both sides, the sign turned for the opposite direction. */
export function spread(s, t) {
  const buckets = new Map();
  for (let e = 0; e < s.length; e++) {
    const [a, b] = s[e] < t[e] ? [s[e], t[e]] : [t[e], s[e]];
    const key = a * 4294967296 + b;
    const bucket = buckets.get(key);
    if (bucket) bucket.push(e);
    else buckets.set(key, [e]);
  }
  const roundness = new Float32Array(s.length);
  for (const bucket of buckets.values()) {
    if (bucket.length < 2) continue;
    bucket.forEach((e, i) => {
      // 0, +1, −1, +2 … for odd numbers, ±½, ±1½ … for even ones: never two on one line
      const side = bucket.length % 2 ? Math.ceil(i / 2) * (i % 2 ? 1 : -1) : (Math.floor(i / 2) + 0.5) * (i % 2 ? 1 : -1);
      roundness[e] = side * STEP * (s[e] < t[e] ? 1 : -1);
    });
  }
  return roundness;
}

/** What a dot's radius is multiplied by at a scale: dots grow with the root of it, so that coming near parts a crowd. */
export const shrunk = (items, scale) => Math.min(1, Math.sqrt((items.scale0 ?? 1) / scale));

/** The control point of the quadratic curve from a to b. */
export function control(ax, ay, bx, by, roundness) {
  if (!roundness) return [(ax + bx) / 2, (ay + by) / 2];
  const factor = 0.5 * roundness + 0.5;
  const radius = Math.hypot(bx - ax, ay - by);
  const angle = Math.atan2(ay - by, bx - ax) + factor * Math.PI;
  return [ax + factor * radius * Math.sin(angle), ay + factor * radius * Math.cos(angle)];
}

/** The point of the curve at `at`, 0 to 1. */
export function onCurve(ax, ay, cx, cy, bx, by, at) {
  const u = 1 - at;
  return [u * u * ax + 2 * u * at * cx + at * at * bx, u * u * ay + 2 * u * at * cy + at * at * by];
}

/** Distance of a point from a segment. */
export function toSegment(px, py, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const at = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
  return Math.hypot(px - ax - at * dx, py - ay - at * dy);
}

/** Distance of a point from the curve, which is followed in straight pieces. */
export function toCurve(px, py, ax, ay, bx, by, roundness) {
  if (!roundness) return toSegment(px, py, ax, ay, bx, by);
  const [cx, cy] = control(ax, ay, bx, by, roundness);
  let nearest = Infinity;
  let [lastX, lastY] = [ax, ay];
  for (let i = 1; i <= 10; i++) {
    const [x, y] = onCurve(ax, ay, cx, cy, bx, by, i / 10);
    nearest = Math.min(nearest, toSegment(px, py, lastX, lastY, x, y));
    [lastX, lastY] = [x, y];
  }
  return nearest;
}
