// The page's middle: one state, what follows from it, and the panels that show it.
import { byId, fill, h } from "./dom.js";
import { visible } from "./filter.js";
import { labelOf, setLanguage, t, translate } from "./i18n.js";
import { countGroups, glyphs, itemsOf, itemsOfGroups } from "./items.js";
import { Legend } from "./legend.js";
import { isDark, lookOf } from "./look.js";
import { DetailsPanel } from "./panel-details.js";
import { FiltersPanel } from "./panel-filters.js";
import { PathPanel } from "./panel-path.js";
import { SearchIndex } from "./search.js";
import { decode, DEFAULTS, encode } from "./store.js";
import { TablePanel } from "./table.js";
import { relationLabel, sentenceOf, typeLabel } from "./words.js";

const FILTERS = ["off", "relOff", "statusOff", "conf", "since", "until", "undated", "degree", "lone", "hidden", "focus"];
const EGO = 1500; // most nodes of a neighbourhood drawn by itself in a large graph

export class App {
  /** @param {{model, config, overview, store, evidence, stage}} parts `stage` may show the overview already. */
  constructor(parts) {
    Object.assign(this, parts);
    this.start = { ...DEFAULTS, lang: this.store.state.lang, all: this.store.state.all };
    this.search = new SearchIndex(this.model);
    this.masks = visible(this.model, this.store.state);
    this.x = Float64Array.from(this.model.x);
    this.y = Float64Array.from(this.model.y);
    this.pathLight = null;
    this.hovered = null;
  }

  run() {
    const { store } = this;
    const said = decode(location.hash);
    Object.assign(store.state, said);
    setLanguage(store.state.lang);
    this.masks = visible(this.model, store.state);
    this.glyphs = glyphs(this.model.types.map(labelOf));
    this.stage.calls = {
      click: (hit) => this.clicked(hit),
      double: (hit) => this.doubled(hit),
      hover: (hit, at) => this.hover(hit, at),
      moved: (i, x, y) => this.nodeMoved(i, x, y),
      insets: () => ({
        top: byId("trail").hidden ? 0 : byId("trail").offsetHeight + 12,
        bottom: byId("legend").offsetHeight + 14,
      }),
      camera: (camera) => store.update({ camera }),
    };
    this.theme(true);
    this.filters = new FiltersPanel(byId("filters"), this);
    this.details = new DetailsPanel(byId("details"), this);
    this.path = new PathPanel(byId("path"), this);
    this.table = new TablePanel(byId("table"), this);
    this.legend = new Legend(byId("legend"), this);
    store.subscribe((state, changed) => this.changed(changed));
    window.addEventListener("hashchange", () => this.addressChanged());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme(true));
    this.applyMoved();
    this.language();
    this.draw(store.state.camera);
    if (store.state.path) this.openPath();
    this.render();
    this.lights();
    if (store.state.select) this.drawer("right", true, false);
  }

  look() {
    const edgeName = (e) => (this.items?.kind === "nodes" ? relationLabel(this.model, this.items.edge[e]) : "");
    return { ...lookOf(this.store.state.theme), glyphs: this.items?.kind === "groups" ? null : this.glyphs, relationOf: edgeName };
  }

  // what is drawn

  /** Which part of the graph the stage shows; the whole of a small one. */
  part() {
    const { state } = this.store;
    if (!this.overview || state.all) return { key: "all" };
    if (state.focus) return { key: `focus ${state.focus.id} ${state.focus.hops}`, ego: true };
    if (state.group !== null && state.group < this.overview.groups.length) return { key: `group ${state.group}`, group: state.group };
    return { key: "overview", overview: true };
  }

  draw(camera = null) {
    const { model } = this;
    const part = this.part();
    this.drawn = part.key;
    if (part.overview) this.items = itemsOfGroups(this.overview, this.look().neutral);
    else if (part.group !== undefined) {
      this.items = itemsOf(model, Array.from(model.group.keys()).filter((i) => model.group[i] === part.group), this.x, this.y);
    } else if (part.ego) {
      const near = Array.from(this.masks.nodes.keys()).filter((i) => this.masks.nodes[i]);
      const center = model.node(this.store.state.focus.id);
      near.sort((a, b) => (b === center) - (a === center) || model.degree[b] - model.degree[a] || a - b);
      this.items = itemsOf(model, near.slice(0, EGO), this.x, this.y);
    } else this.items = itemsOf(model, null, this.x, this.y);
    this.stage.look = this.look();
    if (part.overview && this.stage.items?.kind === "groups" && !camera) this.items = this.stage.items;
    else this.stage.show(this.items, camera);
    this.mask();
  }

  /** The masks of the graph as masks of the items on stage. */
  mask() {
    const { items, masks } = this;
    let nodes;
    let edges;
    if (items.kind === "groups") {
      const { members, links } = countGroups(this.model, this.overview, masks);
      nodes = Uint8Array.from(members, (n) => (n > 0 ? 1 : 0));
      edges = Uint8Array.from(links, (n) => (n > 0 ? 1 : 0));
      items.label = this.overview.groups.map((g, i) => `${this.groupName(g)} · ${members[i]}`);
    } else {
      nodes = Uint8Array.from(items.node, (i) => masks.nodes[i]);
      edges = Uint8Array.from(items.edge, (e) => masks.edges[e]);
    }
    const whole = nodes.every(Boolean) && edges.every(Boolean);
    if (whole && this.stage.masks.nodes.every(Boolean) && this.stage.masks.edges.every(Boolean)) this.stage.redrawOverlay();
    else this.stage.setMasks(nodes, edges);
  }

  /** The item that stands for a node: itself, or its group in the overview; -1 where it is not on stage. */
  itemOf(node) {
    if (node < 0) return -1;
    return this.items.kind === "groups" ? this.model.group[node] : this.items.place[node];
  }

  /** What is highlighted: what the pointer is on, else the path, else the selection. */
  lights() {
    const { items, model } = this;
    const { state } = this.store;
    let light = null;
    const around = (i) => {
      const nodes = new Set([i]);
      const edges = new Set();
      for (let e = 0; e < items.s.length; e++) {
        if (items.s[e] !== i && items.t[e] !== i) continue;
        if (!this.stage.masks.edges[e]) continue;
        edges.add(e);
        nodes.add(items.s[e]).add(items.t[e]);
      }
      return { nodes, edges, strong: new Set([i]), strongEdges: new Set() };
    };
    const one = (e) => ({
      nodes: new Set([items.s[e], items.t[e]]), edges: new Set([e]), strong: new Set([items.s[e], items.t[e]]), strongEdges: new Set([e]),
    });
    const itemOfNode = (node) => this.itemOf(node);
    const itemOfEdge = (edge) => items.edge.indexOf(edge);
    if (this.hovered?.node !== undefined) light = around(this.hovered.node);
    else if (this.hovered?.edge !== undefined) light = one(this.hovered.edge);
    else if (this.pathLight) {
      const edges = this.pathLight.edges.map(itemOfEdge).filter((e) => e >= 0);
      const nodes = new Set(this.pathLight.nodes.map(itemOfNode).filter((i) => i >= 0));
      light = { nodes, edges: new Set(edges), strong: nodes, strongEdges: new Set(edges) };
    } else if (state.select?.node !== undefined) {
      const node = model.node(state.select.node);
      const i = node >= 0 ? itemOfNode(node) : -1;
      if (i >= 0) light = around(i);
    } else if (state.select?.edge) {
      const e = itemOfEdge(model.edge(state.select.edge));
      if (e >= 0) light = one(e);
    }
    this.stage.setLight(light);
  }

  // what the user does

  clicked(hit) {
    if (this.items.kind === "groups") {
      if (hit?.node !== undefined) this.openGroup(this.items.node[hit.node]);
      return;
    }
    if (hit?.node !== undefined) this.selectNode(this.items.node[hit.node], false);
    else if (hit?.edge !== undefined) this.selectEdge(this.items.edge[hit.edge], false);
    else this.select(null);
  }

  doubled(hit) {
    if (hit?.node === undefined || this.items.kind === "groups") return;
    this.focus({ id: this.model.id[this.items.node[hit.node]], hops: 1 });
  }

  hover(hit, at) {
    const before = JSON.stringify(this.hovered);
    this.hovered = hit;
    const tip = byId("tip");
    tip.hidden = !hit;
    if (hit) {
      const box = this.stage.host;
      tip.textContent = this.describe(hit);
      tip.style.left = `${Math.min(at[0] + 14, box.clientWidth - Math.min(320, tip.offsetWidth) - 8)}px`;
      tip.style.top = `${Math.min(at[1] + 16, box.clientHeight - tip.offsetHeight - 8)}px`;
    }
    this.stage.host.classList.toggle("over", Boolean(hit));
    if (JSON.stringify(hit) !== before) this.lights();
  }

  describe(hit) {
    const { model, items } = this;
    if (hit.node !== undefined) {
      if (items.kind === "groups") return t("tip.group", { name: items.label[hit.node] });
      const node = items.node[hit.node];
      return t("tip.node", { name: model.name[node], type: typeLabel(model, node), n: model.degree[node] });
    }
    const edge = items.edge[hit.edge];
    if (edge < 0) return t("tip.links", { n: this.overview.links[hit.edge][2] });
    return t("tip.edge", { sentence: sentenceOf(model, edge), n: model.count[edge] });
  }

  select(select) {
    this.pathLight = null;
    this.store.update({ select });
  }

  selectNode(node, move = true) {
    const { model, store } = this;
    const patch = { select: { node: model.id[node] } };
    if (this.overview && !store.state.all && this.items.kind === "groups") Object.assign(patch, { group: model.group[node], focus: null });
    else if (this.items.place[node] < 0) Object.assign(patch, this.overview ? { group: model.group[node], focus: null } : {});
    this.pathLight = null;
    store.update(patch);
    const i = this.items.kind === "nodes" ? this.items.place[node] : -1;
    if (move && i >= 0 && store.state.view === "graph") this.stage.lookAt(i, !this.calm());
    this.drawer("right", true);
    this.say(t("selected.node", { name: model.name[node], n: model.degree[node] }));
  }

  selectEdge(edge, move = true) {
    const { model } = this;
    this.pathLight = null;
    this.store.update({ select: { edge: model.edgeKey(edge) } });
    if (move && this.items.kind === "nodes") {
      const ends = [this.items.place[model.s[edge]], this.items.place[model.t[edge]]].filter((i) => i >= 0);
      if (ends.length) this.stage.fit(!this.calm(), ends);
    }
    this.drawer("right", true);
    this.say(t("selected.edge", { sentence: sentenceOf(model, edge), n: model.count[edge] }));
  }

  focus(focus) {
    this.store.update({ focus });
    this.stage.fit(!this.calm());
  }

  hide(node) {
    const { store, model } = this;
    store.update({ hidden: [...store.state.hidden, model.id[node]], select: null });
    this.say(t("hidden.done", { name: model.name[node] }), true);
  }

  openGroup(group) {
    this.store.update({ group, focus: null, select: null });
    if (group !== null) this.drawer("right", true, false);
  }

  nodeMoved(i, x, y) {
    if (this.items.kind !== "nodes") return;
    const { store, model } = this;
    store.update({ moved: { ...store.state.moved, [model.id[this.items.node[i]]]: [Math.round(x * 10) / 10, Math.round(y * 10) / 10] } });
  }

  applyMoved() {
    this.x.set(this.model.x);
    this.y.set(this.model.y);
    for (const [id, [x, y]] of Object.entries(this.store.state.moved)) {
      const node = this.model.node(id);
      if (node >= 0) [this.x[node], this.y[node]] = [x, y];
    }
    if (!this.items || this.items.kind !== "nodes") return;
    this.items.node.forEach((node, i) => {
      if (this.items.x[i] !== this.x[node] || this.items.y[i] !== this.y[node]) this.stage.move(i, this.x[node], this.y[node]);
    });
    this.stage.engine.redraw();
  }

  openPath() {
    byId("path").hidden = false;
    byId("details").hidden = true;
    this.drawer("right", true, false);
    this.path.sync();
    this.showPath();
  }

  closePath() {
    byId("path").hidden = true;
    byId("details").hidden = false;
    this.pathLight = null;
    this.path.ends = { a: -1, b: -1 };
    this.path.build();
    this.store.update({ path: null });
    this.lights();
  }

  pathFrom(node) {
    this.openPath();
    this.path.set("a", node);
    byId("path-b").focus();
  }

  pathTo(node) {
    this.openPath();
    this.path.set("b", node);
    if (this.path.ends.a < 0) byId("path-a").focus();
  }

  showPath() {
    this.pathLight = this.path.search();
    this.path.render();
    this.lights();
    if (!this.pathLight || this.items.kind !== "nodes") return;
    const nodes = this.pathLight.nodes.map((node) => this.items.place[node]).filter((i) => i >= 0);
    if (nodes.length) this.stage.fit(!this.calm(), nodes);
  }

  reset() {
    this.closePath();
    this.store.update({ ...Object.fromEntries(FILTERS.map((name) => [name, DEFAULTS[name]])), moved: {}, select: null, group: null });
    this.stage.fit(!this.calm());
  }

  // what follows

  changed(changed) {
    const { state } = this.store;
    const has = (...names) => names.some((name) => changed.has(name));
    if (has("theme")) this.theme(true);
    if (has("lang")) this.language();
    if (has("moved")) this.applyMoved();
    if (has(...FILTERS)) this.masks = visible(this.model, state);
    if (this.part().key !== this.drawn) this.draw();
    else if (has(...FILTERS)) this.mask();
    if (has("path") || (state.path && has(...FILTERS))) {
      if (state.path && byId("path").hidden) this.openPath();
      else if (state.path) {
        this.path.sync();
        this.showPath();
      }
    }
    if (has("select") && state.select) {
      const open = !byId("path").hidden && this.pathLight === null;
      if (open) {
        byId("path").hidden = true;
        byId("details").hidden = false;
      }
    }
    if (has(...FILTERS)) this.say(t("counters", { nodes: this.masks.nodeCount, edges: this.masks.edgeCount, n: this.model.n, m: this.model.m }));
    if (has(...FILTERS, "select", "lang", "group", "view", "all")) this.render(changed);
    if (has(...FILTERS, "select", "group", "all", "moved")) this.lights();
    this.steps();
    this.writeAddress();
  }

  steps() {
    byId("undo").disabled = !this.store.past.length;
    byId("redo").disabled = !this.store.future.length;
  }

  render(changed = null) {
    const { state } = this.store;
    const filtered = !changed || FILTERS.some((name) => changed.has(name));
    if (filtered) {
      this.filters.render();
      this.legend.render();
    }
    this.details.render();
    const table = state.view === "table";
    byId("table").hidden = !table;
    // not `hidden`: the picture keeps its size and its camera
    byId("picture").classList.toggle("off", table);
    byId("tab-graph").setAttribute("aria-selected", String(!table));
    byId("tab-table").setAttribute("aria-selected", String(table));
    byId("tab-graph").tabIndex = table ? -1 : 0;
    byId("tab-table").tabIndex = table ? 0 : -1;
    if (table && (!changed || filtered || changed.has("view") || changed.has("lang"))) this.table.render();
    byId("filters-count").textContent = t("counters.short", { nodes: this.masks.nodeCount, edges: this.masks.edgeCount });
    const empty = this.masks.nodeCount === 0;
    byId("empty").hidden = !empty;
    const trail = byId("trail");
    const part = this.overview ? this.part() : { key: "all" };
    trail.hidden = !this.overview;
    if (this.overview) {
      fill(
        trail,
        part.overview ? h("span", {}, t("overview.hint", { n: this.overview.groups.length })) : null,
        !part.overview && h("button", { type: "button", class: "small", on: { click: () => this.store.update({ group: null, focus: null, all: false, select: null }) } }, t("overview.back")),
        part.overview && !this.overviewFirst && h("button", { type: "button", class: "small", on: { click: () => this.store.update({ all: true }) } }, t("overview.all")),
      );
    }
  }

  language() {
    const { lang } = this.store.state;
    setLanguage(lang);
    document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
    translate(document);
    this.glyphs = glyphs(this.model.types.map(labelOf));
    this.stage.look = this.look();
    this.filters.build();
    this.path.build();
    if (this.store.state.path) this.showPath();
    this.legend.render();
    if (this.items?.kind === "groups") this.mask();
    this.stage.redrawOverlay();
  }

  theme(again = false) {
    const { theme } = this.store.state;
    document.documentElement.dataset.theme = isDark(theme) ? "dark" : "light";
    if (again) this.stage.setLook(this.look());
  }

  addressChanged() {
    const said = { ...this.start, ...decode(location.hash) };
    const { camera } = said;
    delete said.camera;
    this.store.update(said);
    if (camera) this.stage.engine.setCamera({ x: camera[0], y: camera[1], scale: camera[2] }, false);
  }

  writeAddress() {
    clearTimeout(this._addressTimer);
    this._addressTimer = setTimeout(() => {
      const hash = encode(this.store.state, this.start);
      try {
        history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      } catch {
        // a page inside a sandboxed frame has no address to write to
      }
    }, 200);
  }

  /** Says something to a screen reader, and to everybody where `aloud`. */
  say(text, aloud = false) {
    byId("live").textContent = text;
    if (!aloud) return;
    const toast = byId("toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(this._toastTimer);
    this._toastTimer = setTimeout(() => {
      toast.hidden = true;
    }, 2500);
  }

  /** Opens or closes a drawer; on a wide screen the panels are always there. */
  drawer(side, open, onlyOnPhone = true) {
    const { classList } = document.body;
    if (onlyOnPhone && !window.matchMedia("(max-width: 760px)").matches) {
      if (side === "right" && open) classList.remove("no-right");
      return;
    }
    if (open) classList.remove("no-left-drawer", "show-left", "show-right");
    classList.toggle(`show-${side}`, open);
    if (side === "right" && open) classList.remove("no-right");
    for (const [name, id] of [["left", "drawer-left"], ["right", "drawer-right"]]) {
      byId(id).setAttribute("aria-expanded", String(classList.contains(`show-${name}`)));
    }
  }

  /** A group is called after its centre; the one of all that is far from any centre has none. */
  groupName(group) {
    return group.k < 0 ? t("group.rest") : group.name;
  }

  /** Builds what the first search and the first click would wait for. */
  warm() {
    this.search.find("-");
    this.model.node("");
  }

  calm() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }
}
