// Where nodes stand: the unconnected parts of the graph packed into the shape of the screen, and other arrangements. Pure.
// The places inside a connected part come with the data (kg/scene); here parts are moved as a whole.

const MARGIN = 34; // pixels between parts
const FREE = 300; // so many of the largest parts look for the place nearest the middle; the rest stands in rows below
const LABEL = 13; // pixels: the width of a character of a label, which a part keeps room for
const CHARACTERS = 12; // of a label that a part keeps room for
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** The connected part of each node, the largest part first. */
export function components(model) {
  const part = new Int32Array(model.n).fill(-1);
  const parts = [];
  for (let start = 0; start < model.n; start++) {
    if (part[start] >= 0) continue;
    const members = [start];
    part[start] = parts.length;
    for (let at = 0; at < members.length; at++) {
      for (const e of model.edgesOf(members[at])) {
        const other = model.other(e, members[at]);
        if (part[other] >= 0) continue;
        part[other] = parts.length;
        members.push(other);
      }
    }
    parts.push(members);
  }
  return parts.sort((a, b) => b.length - a.length || a[0] - b[0]);
}

/** Boxes [width, height] in rows no wider than `width`, each row in the middle; the upper left corners, and the height of all. */
export function rows(boxes, width) {
  const order = Array.from(boxes.keys()).sort((a, b) => boxes[b][1] - boxes[a][1] || boxes[b][0] - boxes[a][0] || a - b);
  const corners = new Array(boxes.length);
  let [x, y, high, row] = [0, 0, 0, []];
  const close = () => {
    for (const i of row) corners[i][0] += Math.max(0, (width - x) / 2);
    [x, y, high, row] = [0, y + high, 0, []];
  };
  for (const i of order) {
    const [w, h] = boxes[i];
    if (x > 0 && x + w > width) close();
    corners[i] = [x, y];
    row.push(i);
    x += w;
    high = Math.max(high, h);
  }
  close();
  return { corners, height: y };
}

/** Boxes around a middle, each at the free place nearest to it, in a shape `aspect` times as wide as high. */
export function aroundMiddle(boxes, aspect) {
  const whole = Math.sqrt(boxes.reduce((sum, [w, h]) => sum + w * h, 0));
  const cell = Math.max(boxes.reduce((least, box) => Math.min(least, ...box), Infinity) / 2, whole / 60);
  const need = boxes.map(([w, h]) => [Math.ceil(w / cell), Math.ceil(h / cell)]);
  const widest = need.reduce((a, [w]) => Math.max(a, w), 0);
  const highest = need.reduce((a, [, h]) => Math.max(a, h), 0);
  const columns = Math.ceil(widest + (2.2 * whole * Math.sqrt(aspect)) / cell) + 2;
  const lines = Math.ceil(highest + (2.2 * whole) / Math.sqrt(aspect) / cell) + 2;
  const taken = new Uint8Array(columns * lines);
  const sums = new Int32Array((columns + 1) * (lines + 1));
  return need.map(([w, h]) => {
    for (let i = 0; i < columns; i++) {
      for (let j = 0, run = 0; j < lines; j++) {
        run += taken[i * lines + j];
        sums[(i + 1) * (lines + 1) + j + 1] = sums[i * (lines + 1) + j + 1] + run;
      }
    }
    let [best, at] = [Infinity, [0, 0]];
    for (let i = 0; i + w <= columns; i++) {
      for (let j = 0; j + h <= lines; j++) {
        const x = i + w / 2 - columns / 2;
        const y = j + h / 2 - lines / 2;
        const far = Math.max(Math.abs(x) + w / 2, aspect * (Math.abs(y) + h / 2)) + (1e-3 * (x * x + y * y)) / columns;
        if (far >= best) continue;
        const held = sums[(i + w) * (lines + 1) + j + h] - sums[i * (lines + 1) + j + h] - sums[(i + w) * (lines + 1) + j] + sums[i * (lines + 1) + j];
        if (held === 0) [best, at] = [far, [i, j]];
      }
    }
    for (let i = at[0]; i < at[0] + w; i++) taken.fill(1, i * lines + at[1], i * lines + at[1] + h);
    return [at[0] * cell, at[1] * cell];
  });
}

/**
 * All parts side by side in the shape of the screen: those of three nodes and more around the middle, pairs in rows below
 * them, single nodes in rows below these.
 * @returns {{x: Float64Array, y: Float64Array}}
 */
export function packed(model, aspect) {
  const x = Float64Array.from(model.x);
  const y = Float64Array.from(model.y);
  const half = (i) => Math.max(model.size[i], (LABEL / 2) * Math.min(CHARACTERS, Array.from(model.name[i]).length));
  const parts = components(model).map((members) => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const i of members) {
      left = Math.min(left, x[i] - half(i));
      right = Math.max(right, x[i] + half(i));
      top = Math.min(top, y[i] - model.size[i]);
      bottom = Math.max(bottom, y[i] + model.size[i] + 1.5 * LABEL);
    }
    return { members, left, top, box: [right - left + MARGIN, bottom - top + MARGIN] };
  });
  const put = (part, cornerX, cornerY) => {
    for (const i of part.members) {
      x[i] += cornerX - part.left;
      y[i] += cornerY - part.top;
    }
  };
  const large = parts.filter((p) => p.members.length > 2).slice(0, FREE);
  const corners = large.length ? aroundMiddle(large.map((p) => p.box), aspect) : [];
  let [left, top, right, bottom] = large.length ? [Infinity, Infinity, -Infinity, -Infinity] : [0, 0, 0, 0];
  large.forEach((part, k) => {
    put(part, ...corners[k]);
    left = Math.min(left, corners[k][0]);
    top = Math.min(top, corners[k][1]);
    right = Math.max(right, corners[k][0] + part.box[0]);
    bottom = Math.max(bottom, corners[k][1] + part.box[1]);
  });
  const rest = [parts.slice(large.length).filter((p) => p.members.length > 1), parts.filter((p) => p.members.length === 1)];
  for (const some of rest) {
    if (!some.length) continue;
    const area = some.reduce((sum, { box }) => sum + box[0] * box[1], 0);
    const width = Math.max(right - left, Math.sqrt(area * aspect));
    const block = rows(some.map((p) => p.box), width);
    const from = (left + right) / 2 - width / 2;
    some.forEach((part, k) => put(part, from + block.corners[k][0], bottom + block.corners[k][1]));
    [left, right] = [Math.min(left, from), Math.max(right, from + width)];
    bottom += block.height;
  }
  return { x, y };
}

/** Discs of the nodes of each group, the best connected in the middle of theirs, the discs packed around the largest. */
function discs(model, groups, aspect) {
  const x = new Float64Array(model.n);
  const y = new Float64Array(model.n);
  const full = groups.filter((members) => members.length).sort((a, b) => b.length - a.length || a[0] - b[0]);
  const step = 64; // pixels between neighbours in a disc, wider than high for the labels
  const boxes = full.map((members) => {
    const radius = step * Math.sqrt(members.length) + 40;
    return [radius * 2.3 + MARGIN, radius * 1.6 + MARGIN];
  });
  const corners = full.length ? aroundMiddle(boxes, aspect) : [];
  full.forEach((members, k) => {
    const ranked = [...members].sort((a, b) => model.degree[b] - model.degree[a] || a - b);
    const [middleX, middleY] = [corners[k][0] + boxes[k][0] / 2, corners[k][1] + boxes[k][1] / 2];
    ranked.forEach((i, at) => {
      const radius = at ? step * Math.sqrt(at + 0.6) : 0;
      x[i] = middleX + radius * 1.15 * Math.cos(at * GOLDEN);
      y[i] = middleY + radius * 0.8 * Math.sin(at * GOLDEN);
    });
  });
  return { x, y };
}

/** The types side by side, a disc for each. */
export function byType(model, aspect) {
  const groups = model.types.map(() => []);
  for (let i = 0; i < model.n; i++) groups[model.type[i]].push(i);
  return discs(model, groups, aspect);
}

/** A disc for each park with what is nearest to it; what no relation ties to a park has one of its own. */
export function byPark(model, aspect) {
  const { of, centres } = parks(model);
  const groups = Array.from({ length: centres.length + 1 }, () => []);
  for (let i = 0; i < model.n; i++) groups[of[i] < 0 ? centres.length : of[i]].push(i);
  return discs(model, groups, aspect);
}

/**
 * The park nearest to each node, in relations (breadth-first from all parks at once; of two equally near the better
 * connected one). Without parks: the best connected nodes.
 * @returns {{of: Int32Array, centres: number[]}} -1 where no way leads to a park; centres from the best connected on.
 */
export function parks(model) {
  const park = model.types.findIndex((type) => type.n === "park");
  const ranked = [...model.ranked()].filter((i) => model.degree[i] > 0);
  const named = ranked.filter((i) => model.type[i] === park);
  const centres = named.length ? named : ranked.slice(0, 12);
  const of = new Int32Array(model.n).fill(-1);
  centres.forEach((i, k) => {
    of[i] = k;
  });
  const queue = [...centres];
  for (let at = 0; at < queue.length; at++) {
    for (const e of model.edgesOf(queue[at])) {
      const other = model.other(e, queue[at]);
      if (of[other] >= 0) continue;
      of[other] = of[queue[at]];
      queue.push(other);
    }
  }
  return { of, centres };
}
