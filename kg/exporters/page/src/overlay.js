// The layer above the engine: labels that never cover each other, letters in the dots, and what is highlighted.
import { control, onCurve, shrunk } from "./geometry.js";
import { Boxes, place, textsOf } from "./labels.js";

export const FONT = '"Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei","PingFang SC","Hiragino Sans GB",system-ui,sans-serif';
const OBSTACLES = 2500; // dots that labels keep clear of
const SPECK = 4; // radius in pixels up to which a dot may lie under a label
const TRIES = 1500; // labels tried in one frame
const GLYPH_FROM = 8; // radius in pixels from which a letter fits into a dot
const NEARBY = 500; // dots in sight up to which a large picture shows all their lines
const LABELS = 400; // names shown at once
const CROWD = 1200; // dots in sight from which names would cover them
const CROWD_LABELS = 70;
const BRIEF = 0.75; // scale below which the shorter name comes first
const EDGE_LABELS = 40; // relation names shown at once

export class Overlay {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.widths = new Map();
    this.items = null;
    this.order = [];
    this.placed = [];
    this.edgeLabels = [];
  }

  setItems(items) {
    this.items = items;
    this.order = Array.from(items.x.keys()).sort((a, b) => items.weight[b] - items.weight[a] || a - b);
  }

  resize(width, height, ratio) {
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
  }

  /** The width of a text: a Chinese character is as wide as the font is high, others are measured once each. */
  measure = (text, font) => {
    let width = 0;
    for (const char of text) {
      if (char >= "\u2e80" && char <= "\uffee") {
        width += 1;
        continue;
      }
      let one = this.widths.get(char);
      if (one === undefined) {
        this.context.font = `500 100px ${FONT}`;
        one = this.context.measureText(char).width / 100;
        this.widths.set(char, one);
      }
      width += one;
    }
    return width * font;
  };

  /**
   * @param {{x: number, y: number, scale: number}} camera
   * @param {{nodes: Uint8Array, edges: Uint8Array}} masks over items.
   * @param {{nodes: Set<number>, edges: Set<number>, strong: Set<number>}|null} light what is highlighted, over items.
   */
  draw(camera, masks, light, look) {
    const { context: c, items, width, height } = this;
    if (!items || !width) return;
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    c.clearRect(0, 0, width, height);
    const { scale } = camera;
    const sx = (x) => (x - camera.x) * scale + width / 2;
    const sy = (y) => (y - camera.y) * scale + height / 2;
    const seen = (i) => masks.nodes[i] === 1;
    this.shrink = shrunk(items, scale);
    this.near = Boolean(items.base) && !light && this._nearby(c, items, masks, look, sx, sy);
    if (light) this._highlight(c, items, masks, light, look, sx, sy, scale);

    const boxes = new Boxes();
    const wanted = [];
    let obstacles = 0;
    const first = light ? [...light.strong, ...light.nodes] : [];
    const firstSet = new Set(first);
    const order = light ? [...firstSet, ...this.order] : this.order;
    let visited = 0;
    order.forEach((i, rank) => {
      if (!seen(i) || (rank >= firstSet.size && firstSet.has(i))) return;
      const [x, y, r] = [sx(items.x[i]), sy(items.y[i]), items.size[i] * this.shrink * scale];
      if (x < -80 || y < -40 || x > width + 80 || y > height + 40) return;
      const lit = !light || light.nodes.has(i);
      // what is veiled may lie under the names of what is not
      if (lit && obstacles < OBSTACLES && r > SPECK) {
        obstacles++;
        boxes.take([x - r * 0.9, y - r * 0.9, x + r * 0.9, y + r * 0.9], i, Math.max(1, Math.round((r * r) / 16)));
      }
      if (lit && items.pinned?.has(i)) this._pin(c, x, y, r, look);
      if (lit && r >= GLYPH_FROM && look.glyphs) this._glyph(c, x, y, r, look.glyphs[items.type[i]] ?? "");
      if (!lit || visited >= TRIES) return;
      visited++;
      const strong = light !== null && light.strong.has(i);
      const long = strong ? 60 : light || scale > 1.4 ? 26 : 14;
      // in half pixels: letters of each size are prepared anew
      const font = Math.max(12, Math.min(17, Math.round(2 * (10.5 + Math.sqrt(items.weight[i]) + (strong ? 1.5 : 0))) / 2));
      wanted.push({ owner: i, x, y, radius: r, texts: textsOf(items.label[i], items.short[i], long, !strong && scale < BRIEF), font, must: strong, lead: !light });
    });
    this.placed = place(wanted, this.measure, { width, height }, boxes, !light && visited >= CROWD ? CROWD_LABELS : LABELS);
    this._edgeLabels(c, items, masks, light, look, sx, sy, scale, boxes);
    this._labels(c, look, light);
  }

  _labels(c, look, light) {
    c.lineJoin = "round";
    c.textBaseline = "middle";
    for (const l of this.placed) {
      c.font = `${light && light.strong.has(l.owner) ? 700 : 500} ${l.font}px ${FONT}`;
      c.textAlign = l.align;
      c.strokeStyle = look.halo;
      c.lineWidth = 3.5;
      c.strokeText(l.text, l.x, l.y);
      c.fillStyle = look.text;
      c.fillText(l.text, l.x, l.y);
    }
  }

  _glyph(c, x, y, r, glyph) {
    c.font = `600 ${Math.round(Math.min(26, r * (glyph.length > 1 && glyph.charCodeAt(0) < 128 ? 0.85 : 1)))}px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.lineWidth = Math.max(1.5, r * 0.1);
    c.lineJoin = "round";
    c.strokeStyle = "rgba(0,0,0,.3)";
    c.strokeText(glyph, x, y + r * 0.05);
    c.fillStyle = "#fff";
    c.fillText(glyph, x, y + r * 0.05);
  }

  /** The mark of a node that stays where it is: a ring with a gap around its dot. */
  _pin(c, x, y, r, look) {
    c.beginPath();
    c.arc(x, y, r + 4, 0, Math.PI * 2);
    c.lineWidth = 2;
    c.strokeStyle = look.accent;
    c.stroke();
  }

  _highlight(c, items, masks, light, look, sx, sy, scale) {
    c.fillStyle = look.veil;
    c.fillRect(0, 0, this.width, this.height);
    for (const e of light.edges) {
      if (!masks.edges[e]) continue;
      const [a, b] = [items.s[e], items.t[e]];
      const strong = light.strongEdges?.has(e);
      const line = strong ? items.width[e] + 1.6 : items.width[e] + 0.4;
      this._edge(c, items, e, a, b, sx, sy, scale, line, look);
    }
    for (const i of light.nodes) {
      if (!masks.nodes[i]) continue;
      const [x, y, r] = [sx(items.x[i]), sy(items.y[i]), Math.max(3, items.size[i] * this.shrink * scale)];
      c.beginPath();
      c.arc(x, y, r, 0, Math.PI * 2);
      c.fillStyle = items.color[i];
      c.fill();
      c.lineWidth = light.strong.has(i) ? 3 : 1.5;
      c.strokeStyle = light.strong.has(i) ? look.accent : look.ring;
      c.stroke();
    }
  }

  /** Close to a large picture: all lines of the dots in sight. Whether that was drawn. */
  _nearby(c, items, masks, look, sx, sy) {
    const inside = new Uint8Array(items.x.length);
    let count = 0;
    for (let i = 0; i < inside.length; i++) {
      if (!masks.nodes[i]) continue;
      const [x, y] = [sx(items.x[i]), sy(items.y[i])];
      if (x < 0 || y < 0 || x > this.width || y > this.height) continue;
      inside[i] = 1;
      if (++count > NEARBY) return false;
    }
    c.globalAlpha = look.engine.edgeOpacity * 0.7;
    for (let e = 0; e < items.s.length; e++) {
      const [a, b] = [items.s[e], items.t[e]];
      if (items.base[e] || !masks.edges[e] || (!inside[a] && !inside[b])) continue;
      c.strokeStyle = look.line(items.ecolor[e]);
      c.lineWidth = items.width[e] * 0.7;
      c.beginPath();
      c.moveTo(sx(items.x[a]), sy(items.y[a]));
      c.lineTo(sx(items.x[b]), sy(items.y[b]));
      c.stroke();
    }
    c.globalAlpha = 1;
    return true;
  }

  _edge(c, items, e, a, b, sx, sy, scale, line, look) {
    const [ax, ay, bx, by] = [sx(items.x[a]), sy(items.y[a]), sx(items.x[b]), sy(items.y[b])];
    const [kx, ky] = control(ax, ay, bx, by, items.round[e]);
    c.strokeStyle = c.fillStyle = look.line(items.ecolor[e]);
    c.lineWidth = line;
    c.setLineDash(items.dash[e]);
    c.beginPath();
    c.moveTo(ax, ay);
    c.quadraticCurveTo(kx, ky, bx, by);
    c.stroke();
    c.setLineDash([]);
    if (!items.arrow[e]) return;
    const angle = Math.atan2(by - ky, bx - kx);
    const reach = items.size[b] * this.shrink * scale + 2;
    const [tipX, tipY] = [bx - reach * Math.cos(angle), by - reach * Math.sin(angle)];
    const size = 5 + line * 1.6;
    c.beginPath();
    c.moveTo(tipX, tipY);
    c.lineTo(tipX - size * Math.cos(angle - 0.42), tipY - size * Math.sin(angle - 0.42));
    c.lineTo(tipX - size * Math.cos(angle + 0.42), tipY - size * Math.sin(angle + 0.42));
    c.fill();
  }

  _edgeLabels(c, items, masks, light, look, sx, sy, scale, boxes) {
    this.edgeLabels = [];
    let candidates = [];
    if (light && light.edges.size <= EDGE_LABELS) candidates = [...light.edges];
    else if (!light && scale > 1.2) {
      for (let e = 0; e < items.s.length && candidates.length <= EDGE_LABELS; e++) {
        if (!masks.edges[e]) continue;
        const x = sx((items.x[items.s[e]] + items.x[items.t[e]]) / 2);
        const y = sy((items.y[items.s[e]] + items.y[items.t[e]]) / 2);
        if (x > 0 && y > 0 && x < this.width && y < this.height) candidates.push(e);
      }
      if (candidates.length > EDGE_LABELS) candidates = [];
    }
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.lineJoin = "round";
    for (const e of candidates) {
      if (!masks.edges[e] || !look.relationOf) continue;
      const [a, b] = [items.s[e], items.t[e]];
      const [ax, ay, bx, by] = [sx(items.x[a]), sy(items.y[a]), sx(items.x[b]), sy(items.y[b])];
      const [kx, ky] = control(ax, ay, bx, by, items.round[e]);
      const text = look.relationOf(e);
      if (!text) continue;
      const w = this.measure(text, 11.5) / 2 + 3;
      for (const at of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const [x, y] = onCurve(ax, ay, kx, ky, bx, by, at);
        const box = [x - w, y - 8, x + w, y + 8];
        if (!boxes.free(box)) continue;
        boxes.take(box);
        this.edgeLabels.push({ edge: e, text, box });
        c.font = `500 11.5px ${FONT}`;
        c.strokeStyle = look.halo;
        c.lineWidth = 4;
        c.strokeText(text, x, y);
        c.fillStyle = look.muted;
        c.fillText(text, x, y);
        break;
      }
    }
  }
}
