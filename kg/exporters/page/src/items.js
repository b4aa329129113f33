// What the stage draws, as columns: the nodes and edges of the graph (or of a part of it), or its groups. Pure.
import { spread } from "./geometry.js";
import { shortForm } from "./labels.js";

/** The shortest beginnings that tell the labels apart: the letters inside the dots, so that colour is not alone. */
export function glyphs(labels) {
  return labels.map((label, i) => {
    const chars = Array.from(label);
    for (let length = 1; length <= Math.min(3, chars.length); length++) {
      const glyph = chars.slice(0, length).join("");
      if (labels.every((other, j) => j === i || Array.from(other).slice(0, length).join("") !== glyph)) return glyph;
    }
    return chars[0] ?? "";
  });
}

export const edgeWidth = (count) => Math.min(4, 1.2 + 0.6 * Math.log2(Math.max(1, count)));

/** Lines drawn at most while the whole is in sight; the rest appear when the view comes near. */
const LINES = 8_000;
const PLACES = 2 ** 32;

/** The lines that carry a large picture: the best of each node, then the best of all. Null where all are drawn. */
export function backbone(model, items, limit = LINES) {
  const { s, t, edge } = items;
  if (s.length <= limit) return null;
  // one number for score and place: numbers sort ten times faster than a comparison does
  const keys = Float64Array.from(edge, (e, i) => (1e6 - Math.min(1e6, model.confidence[e] * model.count[e])) * PLACES + i);
  const order = Uint32Array.from(keys.sort(), (key) => key % PLACES);
  const kept = new Uint8Array(s.length);
  const reached = new Uint8Array(items.x.length);
  let count = 0;
  for (const e of order) {
    if (count >= limit) break;
    if (reached[s[e]] && reached[t[e]]) continue;
    reached[s[e]] = reached[t[e]] = kept[e] = 1;
    count++;
  }
  for (const e of order) {
    if (count >= limit) break;
    if (!kept[e]) {
      kept[e] = 1;
      count++;
    }
  }
  return kept;
}

/**
 * @param {number[]|null} nodes indexes of the nodes to draw; all of them where null.
 */
export function itemsOf(model, nodes, xs = model.x, ys = model.y) {
  const whole = nodes === null;
  const list = whole ? Array.from({ length: model.n }, (_, i) => i) : nodes;
  const place = new Int32Array(model.n).fill(-1);
  list.forEach((node, i) => {
    place[node] = i;
  });
  const edges = [];
  for (let e = 0; e < model.m; e++) if (place[model.s[e]] >= 0 && place[model.t[e]] >= 0) edges.push(e);
  const s = Uint32Array.from(edges, (e) => place[model.s[e]]);
  const t = Uint32Array.from(edges, (e) => place[model.t[e]]);
  const items = {
    kind: "nodes",
    node: Int32Array.from(list),
    place,
    x: Float64Array.from(list, (i) => xs[i]),
    y: Float64Array.from(list, (i) => ys[i]),
    size: Float32Array.from(list, (i) => model.size[i]),
    color: list.map((i) => model.types[model.type[i]].color),
    type: Uint8Array.from(list, (i) => model.type[i]),
    label: list.map((i) => model.name[i]),
    short: list.map((i) => shortForm(model.name[i], model.aliases[i])),
    weight: Float32Array.from(list, (i) => model.degree[i]),
    edge: Int32Array.from(edges),
    s,
    t,
    ecolor: edges.map((e) => model.relations[model.r[e]].color),
    dash: edges.map((e) => model.relations[model.r[e]].dash),
    width: Float32Array.from(edges, (e) => edgeWidth(model.count[e])),
    arrow: edges.map((e) => !model.symmetric(e)),
    round: spread(s, t),
  };
  items.base = backbone(model, items);
  return items;
}

/**
 * The overview: one dot for a group, one line for all edges between two groups.
 * @param {{groups: {k: number, n: number, x: number, y: number, size: number, name: string, type: number}[],
 *          links: number[][], colors: string[]}} overview
 */
export function itemsOfGroups(overview, color) {
  const { groups, links, colors } = overview;
  return {
    kind: "groups",
    node: Int32Array.from(groups, (_, i) => i),
    place: Int32Array.from(groups, (_, i) => i),
    x: Float64Array.from(groups, (g) => g.x),
    y: Float64Array.from(groups, (g) => g.y),
    size: Float32Array.from(groups, (g) => g.size),
    color: groups.map((g) => (g.type >= 0 ? colors[g.type] : color)),
    type: Int16Array.from(groups, (g) => g.type),
    label: groups.map((g) => `${g.name} · ${g.n}`),
    short: groups.map((g) => g.name),
    weight: Float32Array.from(groups, (g) => g.n),
    edge: Int32Array.from(links, () => -1),
    s: Uint32Array.from(links, (l) => l[0]),
    t: Uint32Array.from(links, (l) => l[1]),
    ecolor: links.map(() => color),
    dash: links.map(() => []),
    width: Float32Array.from(links, (l) => edgeWidth(l[2] / 2)),
    arrow: links.map(() => false),
    round: new Float32Array(links.length),
    base: null,
  };
}

/** How many visible members each group has, and how many visible edges run between two groups. */
export function countGroups(model, overview, masks) {
  const members = new Uint32Array(overview.groups.length);
  for (let i = 0; i < model.n; i++) if (masks.nodes[i]) members[model.group[i]]++;
  const width = overview.groups.length;
  // groups are some hundred: a field for each pair is far faster than a map
  const between = new Uint32Array(width * width);
  const { group, s, t } = model;
  for (let e = 0; e < model.m; e++) {
    if (!masks.edges[e]) continue;
    const a = group[s[e]];
    const b = group[t[e]];
    if (a !== b) between[a < b ? a * width + b : b * width + a]++;
  }
  return { members, links: overview.links.map(([a, b]) => between[a < b ? a * width + b : b * width + a]) };
}
