// Lines and dots of a picture on a canvas, in pixels of the screen. vis-network sets up and draws every line by itself,
// which at 500/1,500 takes longer than all the rest; so its lines are drawn here, below its dots, and the first picture,
// which does not wait for it, is drawn here whole.
import { control, shrunk } from "./geometry.js";

const ARROW = 4.5; // pixels of an arrow head beside what the line's width adds
const PLAIN = 2500; // lines in sight from which dashes and arrow heads are left out: they would be a blur
const SPARSE = [60, 300]; // lines in sight up to which they are boldest, and from which they are not bold
const BOLD = 1.6;
const FINE = 1.3; // device pixels up to which a line is one of them wide: browsers draw that four times as fast

/** All lines, those that look alike side by side: each change of colour or dashes costs time. */
function strokes(items) {
  if (!items.strokes) {
    const key = Array.from(items.s, (_, e) => `${items.ecolor[e]} ${items.dash[e]} ${items.width[e]}`);
    const ranks = new Map([...new Set(key)].sort().map((k, rank) => [k, rank]));
    const rank = key.map((k) => ranks.get(k));
    items.strokes = Uint32Array.from(key.keys()).sort((a, b) => rank[a] - rank[b] || a - b);
    items.alike = rank;
  }
  return items.strokes;
}

/** From the picture's lengths to pixels of the screen. */
export function projection(camera, view) {
  const { x, y, scale } = camera;
  return [(px) => (px - x) * scale + view.width / 2, (py) => (py - y) * scale + view.height / 2];
}

/**
 * @param {CanvasRenderingContext2D} c its unit is a pixel of the page.
 * @param {{nodes: Uint8Array, edges: Uint8Array}} masks
 * @param {{x: number, y: number, scale: number}} camera
 * @param {{width: number, height: number, ratio: number}} view `ratio`: device pixels in a pixel of the page.
 * @param {{line: (hex: string) => string, edgeOpacity: number}} colors
 */
export function drawLines(c, items, masks, camera, view, colors) {
  const { scale } = camera;
  const [sx, sy] = projection(camera, view);
  const shrink = shrunk(items, scale);
  // seen from far away lines are thinner, or they would cover everything
  const thin = Math.max(0.35, Math.min(1.5, (scale / items.scale0) ** 0.4));
  const list = [];
  for (const e of strokes(items)) {
    if (!masks.edges[e]) continue;
    const [ax, ay, bx, by] = [sx(items.x[items.s[e]]), sy(items.y[items.s[e]]), sx(items.x[items.t[e]]), sy(items.y[items.t[e]])];
    const room = items.round[e] ? Math.abs(ax - bx) + Math.abs(ay - by) : 4;
    if (Math.max(ax, bx) < -room || Math.min(ax, bx) > view.width + room) continue;
    if (Math.max(ay, by) < -room || Math.min(ay, by) > view.height + room) continue;
    list.push(e);
  }
  const plain = list.length > PLAIN;
  const few = Math.max(0, Math.min(1, (SPARSE[1] - list.length) / (SPARSE[1] - SPARSE[0])));
  const bold = 1 + (BOLD - 1) * few;
  c.save();
  c.globalAlpha = colors.edgeOpacity;
  c.lineCap = "butt";
  let [last, open, fine, width] = [-1, false, false, 1];
  const close = () => {
    if (open) c.stroke();
    open = false;
  };
  for (const e of list) {
    if (items.alike[e] !== last) {
      close();
      last = items.alike[e];
      width = items.width[e] * thin * (items.width[e] < 2 ? bold : 1);
      fine = width * view.ratio < FINE;
      if (fine) width = Math.min(width, 0.99 / view.ratio);
      c.strokeStyle = c.fillStyle = colors.line(items.ecolor[e]);
      c.lineWidth = width;
      c.setLineDash(plain ? [] : items.dash[e].map((d) => d * thin));
    }
    const [ax, ay, bx, by] = [sx(items.x[items.s[e]]), sy(items.y[items.s[e]]), sx(items.x[items.t[e]]), sy(items.y[items.t[e]])];
    if (!open) c.beginPath();
    open = true;
    c.moveTo(ax, ay);
    let [kx, ky] = [ax, ay];
    if (items.round[e]) {
      [kx, ky] = control(ax, ay, bx, by, items.round[e]);
      c.quadraticCurveTo(kx, ky, bx, by);
    } else c.lineTo(bx, by);
    if (!fine) close(); // one wide line after the other is faster than all at once, and of fine ones the other way round
    if (items.arrow[e] && !plain) {
      close();
      head(c, bx, by, Math.atan2(by - ky, bx - kx), items.size[items.t[e]] * shrink * scale + 1, ARROW * bold + 1.4 * width);
    }
  }
  close();
  c.restore();
}

function head(c, x, y, angle, reach, length) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [tipX, tipY] = [x - reach * cos, y - reach * sin];
  const at = (back, side) => [tipX - length * (back * cos - side * sin), tipY - length * (back * sin + side * cos)];
  c.beginPath();
  c.moveTo(tipX, tipY);
  c.lineTo(...at(1, 0.33));
  c.lineTo(...at(0.88, 0));
  c.lineTo(...at(1, -0.33));
  c.fill();
}

/** The width of the ring around a dot, in pixels of the page: where pixels are large the finest there is, which costs half. */
export const ringWidth = (ratio) => (ratio < 1.5 ? 0.98 / ratio : 1.5);

/** The dots as vis-network draws them. */
export function drawDots(c, items, masks, camera, view, colors) {
  const { scale } = camera;
  const [sx, sy] = projection(camera, view);
  const shrink = shrunk(items, scale);
  c.save();
  c.strokeStyle = colors.ring;
  c.lineWidth = ringWidth(view.ratio);
  for (let i = 0; i < items.x.length; i++) {
    if (!masks.nodes[i]) continue;
    const [x, y, r] = [sx(items.x[i]), sy(items.y[i]), items.size[i] * shrink * scale];
    if (x < -r || y < -r || x > view.width + r || y > view.height + r) continue;
    c.beginPath();
    c.arc(x, y, r, 0, 2 * Math.PI);
    c.fillStyle = items.color[i];
    c.fill();
    c.stroke();
  }
  c.restore();
}
