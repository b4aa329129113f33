// Which nodes and edges a state lets be seen, with the counts of each choice. Pure.

/** ISO dates of any exactness compare as text by their shared prefix: 2024 is inside [2024-03, 2024-09]. */
export function dateInside(date, since, until) {
  if (since && date.slice(0, since.length) < since.slice(0, date.length)) return false;
  if (until && date.slice(0, until.length) > until.slice(0, date.length)) return false;
  return true;
}

/** The tests of one edge, each by itself, with what they need looked up once. */
function edgeTests(model, state) {
  const relationOn = model.relations.map((relation) => !state.relOff.includes(relation.n));
  const statusOn = [0, 1, 2, 3, 4].map((status) => !state.statusOff.includes(status));
  const least = state.conf * 10;
  const { since, until, undated } = state;
  const dated = Boolean(since || until);
  return {
    relation: (e) => relationOn[model.r[e]],
    status: (e) => statusOn[model.status[e]],
    rest: (e) => {
      if (model.confidence[e] < least) return false;
      const dates = model.dates[e];
      if (dates.length === 0) return undated;
      return !dated || dates.some((d) => dateInside(d, since, until));
    },
  };
}

/** The best connected nodes of a mask, at most so many; of two that have as many relations the first one. */
export function leading(model, mask, most) {
  const chosen = new Uint8Array(model.n);
  let left = most;
  for (const i of model.ranked()) {
    if (!left) break;
    if (!mask[i]) continue;
    chosen[i] = 1;
    left--;
  }
  return chosen;
}

/** Nodes within `hops` of a node, over edges of the mask. */
export function ball(model, start, hops, edgeMask) {
  const mask = new Uint8Array(model.n);
  mask[start] = 1;
  let rim = [start];
  for (let step = 0; step < hops; step++) {
    const next = [];
    for (const node of rim) {
      for (const e of model.edgesOf(node)) {
        if (!edgeMask[e]) continue;
        const other = model.other(e, node);
        if (!mask[other]) {
          mask[other] = 1;
          next.push(other);
        }
      }
    }
    rim = next;
  }
  return mask;
}

/**
 * @returns {{nodes: Uint8Array, edges: Uint8Array, nodeCount: number, edgeCount: number}}
 */
export function visible(model, state) {
  const { n, m } = model;
  const passes = new Uint8Array(m);
  const open = !state.relOff.length && !state.statusOff.length && !state.conf && !state.since && !state.until && state.undated;
  if (open) passes.fill(1);
  else {
    const test = edgeTests(model, state);
    for (let e = 0; e < m; e++) passes[e] = test.relation(e) && test.status(e) && test.rest(e) ? 1 : 0;
  }

  const nodes = new Uint8Array(n).fill(1);
  if (state.off.length) {
    const typeOn = model.types.map((type) => !state.off.includes(type.n));
    for (let i = 0; i < n; i++) if (!typeOn[model.type[i]]) nodes[i] = 0;
  }
  for (const id of state.hidden) {
    const i = model.node(id);
    if (i >= 0) nodes[i] = 0;
  }
  const start = state.focus ? model.node(state.focus.id) : -1;
  if (start >= 0) nodes[start] = 1;
  // what is opened by hand is there whatever the next three leave out
  const opened = new Uint8Array(n);
  for (const id of state.opened) {
    const i = model.node(id);
    if (i < 0 || !nodes[i]) continue;
    const near = ball(model, i, 1, passes);
    for (let j = 0; j < n; j++) opened[j] |= near[j] & nodes[j];
  }
  const keep = (test) => {
    for (let i = 0; i < n; i++) if (nodes[i] && !opened[i] && !test(i)) nodes[i] = 0;
  };
  if (state.degree) keep((i) => model.degree[i] >= state.degree || i === start);
  const cut = () => {
    for (let e = 0; e < m; e++) if (!nodes[model.s[e]] || !nodes[model.t[e]]) passes[e] = 0;
  };
  cut();
  if (start >= 0) {
    const near = ball(model, start, state.focus.hops, passes);
    keep((i) => near[i]);
    cut();
  } else if (state.most) {
    const chosen = leading(model, nodes, state.most);
    keep((i) => chosen[i]);
    cut();
  }
  if (state.lone) {
    const linked = new Uint8Array(n);
    for (let e = 0; e < m; e++) if (passes[e]) linked[model.s[e]] = linked[model.t[e]] = 1;
    for (let i = 0; i < n; i++) nodes[i] &= linked[i] | opened[i];
  }
  let nodeCount = 0;
  for (let i = 0; i < n; i++) nodeCount += nodes[i];
  let edgeCount = 0;
  for (let e = 0; e < m; e++) edgeCount += passes[e];
  return { nodes, edges: passes, nodeCount, edgeCount };
}

/** How many each type, relation and status has once all other choices hold. */
export function facets(model, state) {
  const types = new Array(model.types.length).fill(0);
  const relations = new Array(model.relations.length).fill(0);
  const statuses = new Array(5).fill(0);
  const test = edgeTests(model, state);
  const hidden = new Set(state.hidden.map((id) => model.node(id)));
  const typeOn = model.types.map((type) => !state.off.includes(type.n));
  const nodeOn = (i) => !hidden.has(i) && model.degree[i] >= state.degree;
  for (let i = 0; i < model.n; i++) if (nodeOn(i)) types[model.type[i]]++;
  const counted = new Uint8Array(model.n);
  for (let i = 0; i < model.n; i++) counted[i] = Number(typeOn[model.type[i]] && nodeOn(i));
  for (let e = 0; e < model.m; e++) {
    if (!counted[model.s[e]] || !counted[model.t[e]] || !test.rest(e)) continue;
    if (test.status(e)) relations[model.r[e]]++;
    if (test.relation(e)) statuses[model.status[e]]++;
  }
  return { types, relations, statuses };
}

/** Ten bins of confidence: how many edges lie in [0, 10) %, [10, 20) % … [90, 100] %. */
export function confidenceBins(model) {
  const bins = new Array(10).fill(0);
  for (let e = 0; e < model.m; e++) bins[Math.min(9, Math.floor(model.confidence[e] / 100))]++;
  return bins;
}

const LONG = 3; // years: above that the bins are years, below months

/** Dates in bins of years, or of months where all lie within three years. */
export function dateBins(model) {
  const all = [];
  for (let e = 0; e < model.m; e++) for (const d of model.dates[e]) if (/^\d{4}/.test(d)) all.push(d);
  if (!all.length) return { labels: [], counts: [], undated: model.m };
  const years = all.map((d) => Number(d.slice(0, 4)));
  // not Math.min(...years): a large graph has more dates than a call has arguments
  const first = years.reduce((a, b) => Math.min(a, b));
  const last = years.reduce((a, b) => Math.max(a, b));
  const labels = [];
  const byMonth = last - first < LONG && all.some((d) => d.length >= 7);
  for (let year = first; year <= last && labels.length < 400; year++) {
    if (byMonth) for (let month = 1; month <= 12; month++) labels.push(`${year}-${String(month).padStart(2, "0")}`);
    else labels.push(String(year));
  }
  const width = byMonth ? 7 : 4;
  const place = new Map(labels.map((label, i) => [label, i]));
  const counts = new Array(labels.length).fill(0);
  for (const d of all) {
    const i = place.get(d.slice(0, width)) ?? place.get(`${d.slice(0, 4)}-01`);
    if (i !== undefined) counts[i]++;
  }
  let undated = 0;
  for (let e = 0; e < model.m; e++) if (!model.dates[e].length) undated++;
  return { labels, counts, undated };
}
