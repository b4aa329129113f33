// What is visible as a picture of its own, drawn afresh: SVG as text, and the same on a canvas for PNG.
import { control, shrunk } from "./geometry.js";
import { xml } from "./formats.js";
import { Boxes, place, textsOf } from "./labels.js";
import { FONT } from "./overlay.js";

const MARGIN = 60;
const LEGEND = 34; // pixels of a row of the legend
const LABELS = 1200;

/** Everything to draw, in pixels of a picture that is `width` wide: lines, then dots, then labels, then the legend. */
export function picture({ items, masks, measure, legend, lines: kinds = [], width = 1600 }) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const shown = [];
  for (let i = 0; i < items.x.length; i++) {
    if (!masks.nodes[i]) continue;
    shown.push(i);
    left = Math.min(left, items.x[i] - items.size[i]);
    right = Math.max(right, items.x[i] + items.size[i]);
    top = Math.min(top, items.y[i] - items.size[i]);
    bottom = Math.max(bottom, items.y[i] + items.size[i]);
  }
  if (!shown.length) [left, top, right, bottom] = [0, 0, 1, 1];
  const scale = Math.min(4, (width - 2 * MARGIN) / Math.max(1, right - left));
  const legends = [legend, kinds].filter((row) => row.length);
  const height = Math.round((bottom - top) * scale + 2 * MARGIN + legends.length * LEGEND);
  const shrink = shrunk(items, scale);
  const shift = (width - (right - left) * scale) / 2;
  const px = (x) => (x - left) * scale + shift;
  const py = (y) => (y - top) * scale + MARGIN;
  const lines = [];
  for (let e = 0; e < items.s.length; e++) {
    if (!masks.edges[e]) continue;
    const [a, b] = [items.s[e], items.t[e]];
    const [ax, ay, bx, by] = [px(items.x[a]), py(items.y[a]), px(items.x[b]), py(items.y[b])];
    const [cx, cy] = control(ax, ay, bx, by, items.round[e]);
    const angle = Math.atan2(by - cy, bx - cx);
    const reach = items.size[b] * shrink * scale + 1;
    const tip = items.arrow[e] ? [bx - reach * Math.cos(angle), by - reach * Math.sin(angle), angle] : null;
    lines.push({ ax, ay, cx, cy, bx, by, color: items.ecolor[e], width: items.width[e], dash: items.dash[e], tip });
  }
  const dots = shown.map((i) => ({ x: px(items.x[i]), y: py(items.y[i]), r: items.size[i] * shrink * scale, color: items.color[i] }));
  const boxes = new Boxes();
  shown.forEach((i, at) => {
    const { x, y, r } = dots[at];
    boxes.take([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8], i);
  });
  const wanted = shown
    .map((i, at) => ({
      owner: i, x: dots[at].x, y: dots[at].y, radius: dots[at].r, texts: textsOf(items.label[i], items.short[i], 20),
      font: Math.min(18, 11 + Math.sqrt(items.weight[i])), weight: items.weight[i],
    }))
    .sort((a, b) => b.weight - a.weight || a.owner - b.owner);
  const labels = place(wanted, measure, { width, height }, boxes, LABELS);
  const signs = [];
  legends.forEach((row, at) => {
    let x = MARGIN;
    for (const { color, label, dash } of row) {
      const wide = measure(label, 14) + (dash ? 56 : 36);
      if (x + wide > width - MARGIN) break;
      signs.push({ x, y: height - LEGEND * (legends.length - at - 0.4), color, label, dash });
      x += wide;
    }
  });
  return { width, height, lines, dots, labels, signs };
}

const arrow = ([x, y, angle], size) =>
  [[x, y], [x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42)], [x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42)]];
const n = (value) => Number(value.toFixed(1));
const anchor = { center: "middle", left: "start", right: "end" };

export function toSVG(p, look) {
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${p.width}" height="${p.height}" viewBox="0 0 ${p.width} ${p.height}" font-family="${xml(FONT)}">`,
  ];
  if (look.background) out.push(`<rect width="100%" height="100%" fill="${look.background}"/>`);
  for (const l of p.lines) {
    const dash = l.dash.length ? ` stroke-dasharray="${l.dash.join(" ")}"` : "";
    out.push(`<path d="M${n(l.ax)} ${n(l.ay)}Q${n(l.cx)} ${n(l.cy)} ${n(l.bx)} ${n(l.by)}" fill="none" stroke="${l.color}" stroke-opacity=".6" stroke-width="${n(l.width)}"${dash}/>`);
    if (l.tip) out.push(`<path d="M${arrow(l.tip, 8).map(([x, y]) => `${n(x)} ${n(y)}`).join("L")}Z" fill="${l.color}"/>`);
  }
  for (const d of p.dots) out.push(`<circle cx="${n(d.x)}" cy="${n(d.y)}" r="${n(d.r)}" fill="${d.color}" stroke="${look.ring}" stroke-width="1.5"/>`);
  for (const l of p.labels) {
    out.push(`<text x="${n(l.x)}" y="${n(l.y)}" font-size="${n(l.font)}" text-anchor="${anchor[l.align]}" dominant-baseline="central" fill="${look.text}" stroke="${look.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${xml(l.text)}</text>`);
  }
  for (const s of p.signs) {
    const mark = s.dash
      ? `<path d="M${n(s.x)} ${n(s.y)}h30" fill="none" stroke="${s.color}" stroke-width="2.5"${s.dash.length ? ` stroke-dasharray="${s.dash.join(" ")}"` : ""}/>`
      : `<circle cx="${n(s.x + 7)}" cy="${n(s.y)}" r="7" fill="${s.color}"/>`;
    out.push(`${mark}<text x="${n(s.x + (s.dash ? 38 : 19))}" y="${n(s.y)}" font-size="14" dominant-baseline="central" fill="${look.text}">${xml(s.label)}</text>`);
  }
  out.push("</svg>", "");
  return out.join("\n");
}

export function toCanvas(p, look, scale) {
  const canvas = document.createElement("canvas");
  // browsers refuse canvases above some 16,000 pixels a side
  const fit = Math.min(scale, 16000 / p.width, 16000 / p.height);
  canvas.width = Math.round(p.width * fit);
  canvas.height = Math.round(p.height * fit);
  const c = canvas.getContext("2d");
  c.scale(fit, fit);
  if (look.background) {
    c.fillStyle = look.background;
    c.fillRect(0, 0, p.width, p.height);
  }
  for (const l of p.lines) {
    c.globalAlpha = 0.6;
    c.strokeStyle = c.fillStyle = l.color;
    c.lineWidth = l.width;
    c.setLineDash(l.dash);
    c.beginPath();
    c.moveTo(l.ax, l.ay);
    c.quadraticCurveTo(l.cx, l.cy, l.bx, l.by);
    c.stroke();
    c.setLineDash([]);
    c.globalAlpha = 1;
    if (l.tip) {
      c.beginPath();
      arrow(l.tip, 8).forEach(([x, y]) => c.lineTo(x, y));
      c.fill();
    }
  }
  const dot = (x, y, r, color) => {
    c.beginPath();
    c.arc(x, y, r, 0, 2 * Math.PI);
    c.fillStyle = color;
    c.fill();
  };
  c.lineWidth = 1.5;
  c.strokeStyle = look.ring;
  for (const d of p.dots) {
    dot(d.x, d.y, d.r, d.color);
    c.stroke();
  }
  c.textBaseline = "middle";
  c.lineJoin = "round";
  for (const l of p.labels) {
    c.font = `500 ${l.font}px ${FONT}`;
    c.textAlign = l.align;
    c.lineWidth = 3.5;
    c.strokeStyle = look.halo;
    c.strokeText(l.text, l.x, l.y);
    c.fillStyle = look.text;
    c.fillText(l.text, l.x, l.y);
  }
  c.textAlign = "left";
  c.font = `14px ${FONT}`;
  for (const s of p.signs) {
    if (s.dash) {
      c.strokeStyle = s.color;
      c.lineWidth = 2.5;
      c.setLineDash(s.dash);
      c.beginPath();
      c.moveTo(s.x, s.y);
      c.lineTo(s.x + 30, s.y);
      c.stroke();
      c.setLineDash([]);
    } else dot(s.x + 7, s.y, 7, s.color);
    c.fillStyle = look.text;
    c.fillText(s.label, s.x + (s.dash ? 38 : 19), s.y);
  }
  return canvas;
}
