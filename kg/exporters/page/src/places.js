// Where every node stands: the layout, then the new arrangements that were asked for, then what was moved by hand. All of
// it follows from the state alone, so that an address brings the same picture back on a screen of the same shape.
import { byPark, byType, packed } from "./arrange.js";
import { visible } from "./filter.js";
import { relaid } from "./relayout.js";
import { SEEN } from "./store.js";

const PACKED = 3000; // nodes up to which the parts of the graph are packed into the shape of the screen
const ARRANGEMENTS = { type: byType, park: byPark };
const GROWN = 1.4; // dots of few nodes are drawn larger than the data says, by up to 2

const round = (value) => Math.round(value * 10) / 10;

export class Places {
  /** @param {Object} start the state that a page starts with: what an arrangement was asked for differs from it. */
  constructor(model, aspect, start, overview) {
    Object.assign(this, { model, aspect, start, overview });
    this.known = new Map();
  }

  /** Where a layout puts every node. */
  _layout(name) {
    const { model } = this;
    if (name in ARRANGEMENTS) return ARRANGEMENTS[name](model, this.aspect);
    return model.n <= PACKED && !this.overview ? packed(model, this.aspect) : { x: model.x, y: model.y };
  }

  /** Where nodes stand by a layout and the arrangements after it. */
  base({ layout, arranged }) {
    const key = `${layout} ${JSON.stringify(arranged)}`;
    if (!this.known.has(key)) this.known.set(key, arranged ? this._arranged(layout, arranged) : this._layout(layout));
    return this.known.get(key);
  }

  _arranged(layout, { seen, pinned, moved, before }) {
    const { model } = this;
    const { x, y } = this.of({ layout, arranged: before, moved });
    const state = { ...this.start, ...seen };
    const masks = visible(model, state);
    const inside = (i) => masks.nodes[i] && (!this.overview || state.all || state.focus || state.group === null || model.group[i] === state.group);
    const list = Array.from({ length: model.n }, (_, i) => i).filter(inside);
    const place = new Map(list.map((node, i) => [node, i]));
    const edges = [];
    for (let e = 0; e < model.m; e++) if (masks.edges[e] && place.has(model.s[e]) && place.has(model.t[e])) edges.push(e);
    const items = {
      x: list.map((i) => x[i]), y: list.map((i) => y[i]), size: list.map((i) => model.size[i] * GROWN), label: list.map((i) => model.name[i]),
      s: edges.map((e) => place.get(model.s[e])), t: edges.map((e) => place.get(model.t[e])),
    };
    const all = { nodes: new Uint8Array(list.length).fill(1), edges: new Uint8Array(edges.length).fill(1) };
    const fixed = new Set(pinned.map((id) => place.get(model.node(id))));
    for (const [i, [newX, newY]] of relaid(items, all, fixed)) [x[list[i]], y[list[i]]] = [newX, newY];
    return { x, y };
  }

  /** Where all nodes stand in a state. */
  of(state) {
    const base = this.base(state);
    const [x, y] = [Float64Array.from(base.x), Float64Array.from(base.y)];
    for (const [id, [dx, dy]] of Object.entries(state.moved)) {
      const node = this.model.node(id);
      if (node >= 0) [x[node], y[node]] = [base.x[node] + dx, base.y[node] + dy];
    }
    return { x, y };
  }

  /** `moved` of a state with nodes at new places. */
  moved(state, places) {
    const base = this.base(state);
    const moved = { ...state.moved };
    for (const [node, [x, y]] of places) moved[this.model.id[node]] = [round(x - base.x[node]), round(y - base.y[node])];
    return moved;
  }

  /** What to add to a state for a new arrangement of what it shows. */
  rearranged(state) {
    const seen = Object.fromEntries(SEEN.filter((name) => JSON.stringify(state[name]) !== JSON.stringify(this.start[name])).map((name) => [name, state[name]]));
    return { arranged: { seen, pinned: state.pinned, moved: state.moved, before: state.arranged }, moved: {} };
  }
}
