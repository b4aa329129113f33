// Up to k shortest ways between two nodes over visible edges (Yen 1971, over breadth-first search or Dijkstra). Pure.

/** A binary heap of [cost, node], smallest first; equal costs leave in the order of the nodes' numbers. */
class Heap {
  constructor() {
    this.items = [];
  }
  static before(a, b) {
    return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
  }
  push(item) {
    const { items } = this;
    let i = items.push(item) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!Heap.before(items[i], items[up])) break;
      [items[i], items[up]] = [items[up], items[i]];
      i = up;
    }
  }
  pop() {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length) {
      items[0] = last;
      let i = 0;
      for (;;) {
        let low = i;
        for (const child of [2 * i + 1, 2 * i + 2]) {
          if (child < items.length && Heap.before(items[child], items[low])) low = child;
        }
        if (low === i) break;
        [items[i], items[low]] = [items[low], items[i]];
        i = low;
      }
    }
    return top;
  }
}

const cost = (model, edge, by) => (by === "hops" ? 1 : 1000 / Math.max(1, model.confidence[edge]));

function shortest(model, mask, from, to, by, bannedNodes, bannedEdges) {
  const best = new Map([[from, 0]]);
  const via = new Map();
  const done = new Set();
  const heap = new Heap();
  heap.push([0, from]);
  while (heap.items.length) {
    const [distance, node] = heap.pop();
    if (done.has(node)) continue;
    done.add(node);
    if (node === to) break;
    for (const e of model.edgesOf(node)) {
      if (!mask[e] || bannedEdges.has(e)) continue;
      const other = model.other(e, node);
      if (done.has(other) || bannedNodes.has(other)) continue;
      const next = distance + cost(model, e, by);
      const known = best.get(other);
      if (known === undefined || next < known - 1e-12) {
        best.set(other, next);
        via.set(other, e);
        heap.push([next, other]);
      }
    }
  }
  if (!done.has(to)) return null;
  const edges = [];
  for (let node = to; node !== from; ) {
    const e = via.get(node);
    edges.unshift(e);
    node = model.other(e, node);
  }
  return { edges, cost: best.get(to) };
}

function nodesOf(model, from, edges) {
  const nodes = [from];
  for (const e of edges) nodes.push(model.other(e, nodes[nodes.length - 1]));
  return nodes;
}

/**
 * @param {"hops"|"certain"} by fewest steps, or Σ 1/confidence.
 * @returns {{nodes: number[], edges: number[], cost: number}[]} best first; empty where there is no way.
 */
export function paths(model, mask, from, to, by = "hops", k = 3) {
  if (from === to) return [];
  const first = shortest(model, mask, from, to, by, new Set(), new Set());
  if (!first) return [];
  const found = [first];
  const candidates = new Map();
  const key = (path) => nodesOf(model, from, path.edges).join(",");
  const seen = new Set([key(first)]); // two relations between the same nodes are one way
  while (found.length < k) {
    const last = found[found.length - 1];
    const nodes = nodesOf(model, from, last.edges);
    for (let i = 0; i < last.edges.length; i++) {
      const root = last.edges.slice(0, i);
      const bannedEdges = new Set();
      for (const path of found) {
        const same = nodesOf(model, from, path.edges);
        if (nodes.slice(0, i + 1).every((node, j) => node === same[j])) {
          for (const e of model.edgesOf(nodes[i])) if (model.other(e, nodes[i]) === same[i + 1]) bannedEdges.add(e);
        }
      }
      const spur = shortest(model, mask, nodes[i], to, by, new Set(nodes.slice(0, i)), bannedEdges);
      if (!spur) continue;
      const edges = [...root, ...spur.edges];
      const path = { edges, cost: edges.reduce((sum, e) => sum + cost(model, e, by), 0) };
      if (!seen.has(key(path))) candidates.set(key(path), path);
    }
    if (!candidates.size) break;
    const [chosen, path] = [...candidates].sort((a, b) => a[1].cost - b[1].cost || (a[0] < b[0] ? -1 : 1))[0];
    candidates.delete(chosen);
    seen.add(chosen);
    found.push(path);
  }
  return found.map((path) => ({ ...path, nodes: nodesOf(model, from, path.edges) }));
}
