// What is on stage: which part of the graph, where its nodes stand, their colours and sizes, and what is highlighted.
import { parks } from "./arrange.js";
import { labelOf } from "./i18n.js";
import { countGroups, glyphs, itemsOf, itemsOfGroups } from "./items.js";
import { lookOf } from "./look.js";
import { Places } from "./places.js";
import { relationLabel } from "./words.js";

const EGO = 1500; // most nodes of a neighbourhood drawn by itself in a large graph

/** A mask over items from one over the graph. (A loop: from() with a function takes ten times as long.) */
function taken(mask, list) {
  const found = new Uint8Array(list.length);
  for (let i = 0; i < list.length; i++) found[i] = mask[list[i]];
  return found;
}

export class Drawing {
  constructor(app) {
    this.app = app;
    this.model = app.model;
    this.stage = app.stage;
    this.items = null;
    this.key = null; // of the part that is on stage
    this.aspect = this.stage.aspect();
    this.places = new Places(app.model, this.aspect, app.start, app.overview);
    this.x = this.model.x; // of all nodes
    this.y = this.model.y;
    this.glyphs = glyphs(this.model.types.map(labelOf));
    this._parks = null;
  }

  look() {
    const name = (e) => (this.items?.kind === "nodes" ? relationLabel(this.model, this.items.edge[e]) : "");
    return { ...lookOf(this.app.store.state.theme), glyphs: this.items?.kind === "groups" ? null : this.glyphs, relationOf: name };
  }

  translated() {
    this.glyphs = glyphs(this.model.types.map(labelOf));
    this.stage.look = this.look();
    if (this.items?.kind === "groups") this.mask();
    this.stage.redrawOverlay();
  }

  // places

  /** Takes the places of all nodes from the state. */
  locate() {
    Object.assign(this, this.places.of(this.app.store.state));
  }

  /** Puts what is on stage where it now belongs. */
  applyMoved() {
    this.locate();
    if (this.items?.kind !== "nodes") return;
    this.items.node.forEach((node, i) => {
      if (this.items.x[i] !== this.x[node] || this.items.y[i] !== this.y[node]) this.stage.move(i, this.x[node], this.y[node]);
    });
    this.stage.redraw();
  }

  /** `moved` of the state with an item at a new place. */
  withMoved(i, place) {
    return this.places.moved(this.app.store.state, [[this.items.node[i], place]]);
  }

  // colours and sizes

  /** The parks that have a colour of their own, with it; and the nearest park of each node. */
  parks() {
    if (!this._parks) {
      const { of, centres } = parks(this.model);
      const { palette } = this.app.config;
      this._parks = { of, named: centres.slice(0, palette.length).map((node, k) => ({ node, color: palette[k] })) };
    }
    return this._parks;
  }

  /** Dresses items in the chosen colours and sizes. */
  dress(items) {
    const { model } = this;
    const { color, size } = this.app.store.state;
    if (color === "park") {
      const { of, named } = this.parks();
      const { neutral } = this.look();
      items.color = Array.from(items.node, (i) => named[of[i]]?.color ?? neutral);
    }
    if (size === "same") items.size = Float32Array.from(items.node, () => 12);
    else if (size === "mentions") {
      const most = model.mentions.reduce((a, b) => Math.max(a, b), 1);
      items.size = Float32Array.from(items.node, (i) => 7 + 30 * Math.sqrt(model.mentions[i] / most));
    }
    return items;
  }

  /** Tells the stage which items stay where they are. */
  pin() {
    const { items } = this;
    items.pinned = new Set();
    if (items.kind === "nodes") for (const id of this.app.store.state.pinned) items.pinned.add(this.itemOf(this.model.node(id)));
    this.stage.engine.setPinned(items.pinned);
    this.stage.redrawOverlay();
  }

  // parts and masks

  /** Which part of the graph the stage shows; the whole of a small one. */
  part() {
    const { overview, store } = this.app;
    const { state } = store;
    if (!overview || state.all) return { key: "all" };
    if (state.focus) return { key: `focus ${state.focus.id} ${state.focus.hops} ${state.opened}`, ego: true };
    if (state.group !== null && state.group < overview.groups.length) return { key: `group ${state.group}`, group: state.group };
    return { key: "overview", overview: true };
  }

  draw(camera = null) {
    const { app, model, stage } = this;
    const { overview, masks, store } = app;
    const part = this.part();
    this.key = part.key;
    this.locate();
    if (part.overview) this.items = itemsOfGroups(overview, this.look().neutral);
    else {
      let nodes = null;
      if (part.group !== undefined) nodes = Array.from(model.group.keys()).filter((i) => model.group[i] === part.group);
      else if (part.ego) {
        const center = model.node(store.state.focus.id);
        nodes = Array.from(masks.nodes.keys()).filter((i) => masks.nodes[i]);
        nodes.sort((a, b) => (b === center) - (a === center) || model.degree[b] - model.degree[a] || a - b);
        nodes = nodes.slice(0, EGO);
      }
      this.items = this.dress(itemsOf(model, nodes, this.x, this.y));
    }
    stage.look = this.look();
    if (part.overview && stage.items?.kind === "groups" && !camera) this.items = stage.items;
    else stage.show(this.items, this.mine(), camera);
    this.mask();
    this.pin();
  }

  /** The masks of the graph as masks of the items on stage. */
  mine() {
    const { items, model, app } = this;
    const { masks, overview } = app;
    if (items.kind === "groups") {
      const { members, links } = countGroups(model, overview, masks);
      items.label = overview.groups.map((g, i) => `${app.groupName(g)} · ${members[i]}`);
      return { nodes: Uint8Array.from(members, (n) => (n > 0 ? 1 : 0)), edges: Uint8Array.from(links, (n) => (n > 0 ? 1 : 0)) };
    }
    return { nodes: taken(masks.nodes, items.node), edges: taken(masks.edges, items.edge) };
  }

  mask() {
    const { nodes, edges } = this.mine();
    const same = (a, b) => {
      for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
      return true;
    };
    if (same(nodes, this.stage.masks.nodes) && same(edges, this.stage.masks.edges)) this.stage.redrawOverlay();
    else this.stage.setMasks(nodes, edges);
  }

  /** The item that stands for a node: itself, or its group in the overview; -1 where it is not on stage. */
  itemOf(node) {
    if (node < 0) return -1;
    return this.items.kind === "groups" ? this.model.group[node] : this.items.place[node];
  }

  // light

  /** An item with its visible neighbours and the lines to them. */
  around(i) {
    const { items, stage } = this;
    const nodes = new Set([i]);
    const edges = new Set();
    for (let e = 0; e < items.s.length; e++) {
      if (items.s[e] !== i && items.t[e] !== i) continue;
      if (!stage.masks.edges[e]) continue;
      edges.add(e);
      nodes.add(items.s[e]).add(items.t[e]);
    }
    return { nodes, edges, strong: new Set([i]), strongEdges: new Set() };
  }

  line(e) {
    const ends = new Set([this.items.s[e], this.items.t[e]]);
    return { nodes: ends, edges: new Set([e]), strong: ends, strongEdges: new Set([e]) };
  }

  /** What is highlighted: what the pointer is on, else the path, else the selection. */
  light() {
    const { items, model, app } = this;
    const { hovered, pathLight } = app;
    const { select } = app.store.state;
    if (hovered?.node !== undefined) return this.around(hovered.node);
    if (hovered?.edge !== undefined) return this.line(hovered.edge);
    if (pathLight) {
      const edges = new Set(pathLight.edges.map((edge) => items.edge.indexOf(edge)).filter((e) => e >= 0));
      const nodes = new Set(pathLight.nodes.map((node) => this.itemOf(node)).filter((i) => i >= 0));
      return { nodes, edges, strong: nodes, strongEdges: edges };
    }
    if (select?.node !== undefined) {
      const i = this.itemOf(model.node(select.node));
      return i >= 0 ? this.around(i) : null;
    }
    if (select?.edge) {
      const e = items.edge.indexOf(model.edge(select.edge));
      return e >= 0 ? this.line(e) : null;
    }
    return null;
  }
}
