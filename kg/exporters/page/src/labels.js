// Which labels to draw where, so that none covers another: greedy, the most important first. Pure.

const CELL = 48;
const LEADING = 16; // labels that may lie over small dots
const FOREMOST = 6; // labels that may lie over any dot
const SMALL = 3; // weight up to which a dot is small

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
  /** Whether nothing is in a box: neither labels nor dots other than `except`. */
  free(box, except = -1) {
    return this.price(box, except, 1) === 0;
  }
  /** How much a box would cover: the weights of dots; a label, or as much as `limit`, is too much. */
  price(box, except = -1, limit = Infinity) {
    const [left, top, right, bottom] = box;
    let sum = 0;
    let counted = null;
    for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
      for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) {
        const cell = this.cells.get(i * 65536 + j);
        if (!cell) continue;
        for (const other of cell) {
          const b = other.box;
          if (left >= b[2] || right <= b[0] || top >= b[3] || bottom <= b[1]) continue;
          if (other.owner < 0) return Infinity;
          if (other.owner === except || counted?.has(other)) continue;
          sum += other.weight;
          if (sum >= limit) return sum;
          counted ??= new Set();
          counted.add(other);
        }
      }
    }
    return sum;
  }
  take(box, owner = -1, weight = 1) {
    const entry = { box, owner, weight };
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
    /** The first of some spots that covers least, and less than `limit`. */
    const find = (around, limit) => {
      let [best, least] = [null, limit];
      for (const text of w.texts) {
        for (const spot of around) {
          const box = boxOf(text, spot);
          // a label is whole or not there at all, unless its dot is out of sight itself
          if (inside && (box[0] < 0 || box[2] > view.width || box[1] < 0 || box[3] > view.height)) continue;
          const price = boxes.price(box, w.owner, least);
          if (price < least) [best, least] = [{ text, spot, box }, price];
          if (!least) return best;
        }
      }
      return best;
    };
    let chosen = find(spots, 1);
    if (!chosen && placed.length < LEADING) {
      // the few that the picture is about are named even where their own neighbours crowd around them
      const [side, slant] = [0.72 * w.radius + gap, 0.72 * w.radius + height / 2];
      const corners = [["left", 1, 1], ["right", -1, 1], ["left", 1, -1], ["right", -1, -1]].map(([align, right, down]) => [align, w.x + right * side, w.y + down * slant]);
      chosen = find([...spots, ...corners], w.lead && placed.length < FOREMOST ? Infinity : SMALL + 1);
    }
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
