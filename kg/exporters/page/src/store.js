// The page's state: what is filtered, looked at and moved; undo and redo; its form in the address. Pure but for listeners.

export const DEFAULTS = Object.freeze({
  off: [], // entity types not shown
  relOff: [], // relations not shown
  statusOff: [], // statuses (numbers) not shown
  conf: 0, // least confidence, percent
  since: "",
  until: "",
  undated: true,
  degree: 0, // least number of relations
  lone: false, // leave out nodes without a visible relation
  hidden: [], // ids of nodes hidden by hand
  most: 0, // only so many of the best connected nodes; 0 for all
  opened: [], // ids of nodes that are shown with their neighbours whatever `most`, `degree` and `focus` leave out
  arranged: null, // a new arrangement: {seen, pinned, moved, before} as they were when it was asked for (places.js)
  moved: {}, // id → [dx, dy] from where layout and arrangement put it
  pinned: [], // ids of nodes that stay where they are
  layout: "net", // or "type", "park"
  color: "type", // or "park"
  size: "degree", // or "mentions", "same"
  focus: null, // {id, hops}
  group: null, // number of the opened group of the overview
  all: false, // a large graph drawn whole instead of the overview
  select: null, // {node: id} or {edge: [head, relation, tail]}
  path: null, // {a: id, b: id, by: "hops" | "certain"}
  view: "graph", // or "table"
  lang: "zh",
  theme: "auto", // or "light", "dark"
  camera: null, // [x, y, scale, shape of the screen it was taken on]
});

/** What undo brings back; looking around, language and colours are not edits. */
const UNDOABLE = [
  "off", "relOff", "statusOff", "conf", "since", "until", "undated", "degree", "lone", "hidden", "most", "opened", "arranged",
  "moved", "pinned", "layout", "focus", "group", "all",
];
const STEPS = 100;

/** What decides which nodes are in sight. */
export const SEEN = [
  "off", "relOff", "statusOff", "conf", "since", "until", "undated", "degree", "lone", "hidden", "most", "opened", "focus", "group", "all",
];

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const pick = (state, names) => Object.fromEntries(names.map((name) => [name, state[name]]));

export class Store {
  constructor(start = {}) {
    this.state = { ...DEFAULTS, ...start };
    this.past = [];
    this.future = [];
    this.listeners = [];
  }

  subscribe(listener) {
    this.listeners.push(listener);
  }

  /** Changes the state; a change that undo knows becomes one step. */
  update(patch) {
    const changed = Object.keys(patch).filter((name) => !same(patch[name], this.state[name]));
    if (!changed.length) return;
    if (changed.some((name) => UNDOABLE.includes(name))) {
      this.past.push(pick(this.state, UNDOABLE));
      if (this.past.length > STEPS) this.past.shift();
      this.future = [];
    }
    this._set(patch, changed);
  }

  _set(patch, changed) {
    this.state = { ...this.state, ...patch };
    for (const listener of this.listeners) listener(this.state, new Set(changed));
  }

  _travel(from, to) {
    if (!from.length) return false;
    const target = from.pop();
    to.push(pick(this.state, UNDOABLE));
    this._set(target, UNDOABLE.filter((name) => !same(target[name], this.state[name])));
    return true;
  }

  undo() {
    return this._travel(this.past, this.future);
  }

  redo() {
    return this._travel(this.future, this.past);
  }
}

const isStrings = (value) => Array.isArray(value) && value.length <= 5000 && value.every((v) => typeof v === "string");
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isDate = (value) => typeof value === "string" && /^(\d{4}(-\d\d){0,2})?$/.test(value);
const isBoolean = (value) => typeof value === "boolean";
const oneOf = (...choices) => (value) => choices.includes(value);

const MOVES_KEPT = 60; // an address holds no more places than these
const ARRANGED_KEPT = 8; // and no more arrangements one after the other

const isMoved = (v) => isObject(v) && Object.values(v).every((p) => Array.isArray(p) && p.length === 2 && p.every(isNumber));

/** Whether something is a chain of arrangements that an address may hold. */
function isArranged(value, depth = 0) {
  if (!isObject(value) || depth >= ARRANGED_KEPT) return false;
  const { seen, pinned, moved, before } = value;
  if (!isObject(seen) || !Object.keys(seen).every((name) => SEEN.includes(name) && (seen[name] === null || CHECKS[name](seen[name])))) return false;
  if (!isStrings(pinned) || !isMoved(moved) || Object.keys(moved).length > MOVES_KEPT) return false;
  return before === null || isArranged(before, depth + 1);
}

/** What each part of an address may be; anything else is dropped. */
const CHECKS = {
  off: isStrings,
  relOff: isStrings,
  statusOff: (v) => Array.isArray(v) && v.every((s) => Number.isInteger(s) && s >= 0 && s <= 4),
  conf: (v) => isNumber(v) && v >= 0 && v <= 100,
  since: isDate,
  until: isDate,
  undated: isBoolean,
  degree: (v) => Number.isInteger(v) && v >= 0,
  lone: isBoolean,
  hidden: isStrings,
  most: (v) => Number.isInteger(v) && v >= 0,
  opened: isStrings,
  arranged: (v) => isArranged(v),
  moved: isMoved,
  pinned: isStrings,
  layout: oneOf("net", "type", "park"),
  color: oneOf("type", "park"),
  size: oneOf("degree", "mentions", "same"),
  focus: (v) => isObject(v) && typeof v.id === "string" && [1, 2, 3].includes(v.hops),
  group: (v) => Number.isInteger(v) && v >= 0,
  all: isBoolean,
  select: (v) =>
    isObject(v) && (typeof v.node === "string" || (Array.isArray(v.edge) && v.edge.length === 3 && isStrings(v.edge))),
  path: (v) => isObject(v) && typeof v.a === "string" && typeof v.b === "string" && oneOf("hops", "certain")(v.by),
  view: oneOf("graph", "table"),
  lang: oneOf("zh", "en"),
  theme: oneOf("auto", "light", "dark"),
  camera: (v) => Array.isArray(v) && (v.length === 3 || v.length === 4) && v.every(isNumber) && v[2] > 0,
};

/** The state as the part of an address behind `#`; empty where nothing differs from the page's start. */
export function encode(state, start = DEFAULTS) {
  const differing = Object.keys(CHECKS).filter((name) => !same(state[name], start[name]));
  const kept = pick(state, differing);
  if (kept.arranged && !isArranged(kept.arranged)) delete kept.arranged;
  if (kept.moved && Object.keys(kept.moved).length > MOVES_KEPT) delete kept.moved;
  return Object.keys(kept).length ? encodeURIComponent(JSON.stringify(kept)) : "";
}

/** What an address says, as far as it is sound; never throws. */
export function decode(hash) {
  try {
    const value = JSON.parse(decodeURIComponent(hash.replace(/^#/, "")));
    if (!isObject(value)) return {};
    return Object.fromEntries(
      Object.entries(CHECKS)
        .filter(([name, check]) => Object.hasOwn(value, name) && check(value[name]))
        .map(([name]) => [name, value[name]]),
    );
  } catch {
    return {};
  }
}
