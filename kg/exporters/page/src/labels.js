// Which labels to draw where, so that none covers another: greedy, the most important first. Pure.

const CELL = 48;
const LEADING = 16; // labels that may lie over dots

/** Boxes in a grid: whether a box is free, and taking it. */
export class Boxes {
  constructor() {
    this.cells = new Map();
  }
  *_keys([left, top, right, bottom]) {
    for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
      for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) yield i * 65536 + j;
    }
  }
  /** Whether nothing is in a box: neither labels nor dots other than `except`. Over: 1 leaves out dots that are not solid, 2 all dots. */
  free(box, except = -1, over = 0) {
    for (const key of this._keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.owner >= 0 && (over > Number(other.solid) || other.owner === except)) continue;
        const [l, t, r, b] = other.box;
        if (box[0] < r && box[2] > l && box[1] < b && box[3] > t) return false;
      }
    }
    return true;
  }
  take(box, owner = -1, solid = false) {
    const entry = { box, owner, solid };
    for (const key of this._keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(entry);
    }
  }
}

/**
 * @param {{owner: number, x: number, y: number, radius: number, texts: string[], font: number, must?: boolean, lead?: boolean}[]} wanted
 *   in screen pixels, most important first; `texts` are tried in turn: the name, then shorter ones.
 * @param {(text: string, font: number) => number} measure width of a text.
 * @param {{width: number, height: number}} view
 * @param {Boxes} boxes what is taken already.
 * @returns {{owner: number, x: number, y: number, text: string, font: number, align: string, box: number[]}[]} `y` is the
 *   middle line.
 */
export function place(wanted, measure, view, boxes = new Boxes(), limit = 400) {
  const placed = [];
  const gap = 3;
  for (const w of wanted) {
    if (placed.length >= limit) break;
    if (w.x < -60 || w.y < -30 || w.x > view.width + 60 || w.y > view.height + 30) continue;
    const height = w.font * 1.25;
    const spots = [
      ["center", w.x, w.y + w.radius + gap + height / 2],
      ["left", w.x + w.radius + gap, w.y],
      ["center", w.x, w.y - w.radius - gap - height / 2],
      ["right", w.x - w.radius - gap, w.y],
    ];
    const boxOf = (text, [align, x, y]) => {
      const width = measure(text, w.font);
      const left = align === "center" ? x - width / 2 : align === "left" ? x : x - width;
      return [left - 2, y - height / 2, left + width + 2, y + height / 2];
    };
    const inside = w.x >= 0 && w.x <= view.width && w.y >= 0 && w.y <= view.height;
    const find = (over) => {
      for (const text of w.texts) {
        for (const spot of spots) {
          const box = boxOf(text, spot);
          // a label is whole or not there at all, unless its dot is out of sight itself
          if (inside && (box[0] < 0 || box[2] > view.width || box[1] < 0 || box[3] > view.height)) continue;
          if (boxes.free(box, w.owner, over)) return { text, spot, box };
        }
      }
      return null;
    };
    // the few that the picture is about are named even where their own neighbours crowd around them
    let chosen = find(0);
    if (!chosen && placed.length < LEADING) chosen = find(1) ?? (w.lead ? find(2) : null);
    if (!chosen && w.must) chosen = { text: w.texts[0], spot: spots[0], box: boxOf(w.texts[0], spots[0]) };
    if (!chosen) continue;
    boxes.take(chosen.box, -1);
    const [align, x, y] = chosen.spot;
    placed.push({ owner: w.owner, x, y, text: chosen.text, font: w.font, align, box: chosen.box });
  }
  return placed;
}

/** The texts to try for a node: its name and its shortest other name where that is much shorter, which comes first if `brief`. */
export function textsOf(name, short, limit, brief = false) {
  const whole = shorten(name, limit);
  if (!short || short.length < 2 || short.length >= whole.length - 1) return [whole];
  return brief ? [short, whole] : [whole, short];
}

/** The shortest other name that is made of the name's own characters in their order; empty where there is none. */
export function shortForm(name, aliases) {
  const within = (alias) => {
    let at = 0;
    for (const char of name) if (char === alias[at]) at++;
    return at === alias.length;
  };
  return aliases.filter((a) => a.length >= 2 && within(a)).reduce((a, b) => (a && a.length <= b.length ? a : b), "");
}

/** A name cut to a number of characters, by code points. */
export function shorten(text, limit) {
  const chars = Array.from(text);
  return chars.length <= limit ? text : `${chars.slice(0, limit - 1).join("")}…`;
}
