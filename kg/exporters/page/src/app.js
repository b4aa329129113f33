// The page's middle: one state, what follows from it, and the panels that show it.
import * as chrome from "./chrome.js";
import { Drawing } from "./drawing.js";
import { byId, put } from "./dom.js";
import { visible } from "./filter.js";
import { setLanguage, t, translate } from "./i18n.js";
import { Legend } from "./legend.js";
import { isDark } from "./look.js";
import { DetailsPanel } from "./panel-details.js";
import { FiltersPanel } from "./panel-filters.js";
import { PathPanel } from "./panel-path.js";
import { MOST } from "./relayout.js";
import { SearchIndex } from "./search.js";
import { decode, DEFAULTS, encode } from "./store.js";
import { TablePanel } from "./table.js";
import { sentenceOf, typeLabel } from "./words.js";

const LIMITS = ["off", "relOff", "statusOff", "conf", "since", "until", "undated", "degree", "lone", "hidden"];
const FILTERS = [...LIMITS, "most", "opened", "focus"];
const READABLE = 450; // nodes up to which a graph is shown whole at the start
const LEADING = 300; // nodes shown at the start of a larger one

export class App {
  /** @param {{model, config, overview, store, evidence, stage}} parts `stage` may show the overview already. */
  constructor(parts) {
    Object.assign(this, parts);
    const { model, store } = this;
    this.lone = model.degree.reduce((n, degree) => n + (degree === 0), 0);
    // nodes that nothing ties to anything have nothing to say in a picture, and of very many the best connected say most
    const calm = { degree: model.m && this.lone ? 1 : 0, most: model.n > READABLE && !this.overviewFirst ? LEADING : 0 };
    this.start = { ...DEFAULTS, ...calm, lang: store.state.lang, all: store.state.all };
    store.state = { ...this.start };
    this.search = new SearchIndex(model);
    this.masks = visible(model, store.state);
    this.pathLight = null;
    this.hovered = null;
    this.drawing = new Drawing(this);
    this.say = chrome.say;
  }

  get items() {
    return this.drawing.items;
  }

  /** The first picture with its legend: what there is to see before anything can be done. */
  picture() {
    const { store } = this;
    Object.assign(store.state, decode(location.hash));
    setLanguage(store.state.lang);
    this.said = this.config.lang; // the language that the page was written in
    this.masks = visible(this.model, store.state);
    this.stage.calls = {
      click: (hit) => this.clicked(hit),
      double: (hit) => this.doubled(hit),
      hover: (hit, at) => this.hover(hit, at),
      moved: (i, x, y) => this.nodeMoved(i, x, y),
      insets: chrome.insets,
      camera: (camera) => store.update({ camera: [...camera, this.drawing.aspect] }),
    };
    this.theme();
    this.legend = new Legend(byId("legend"), this);
    this.language();
    this.legend.render();
    chrome.trail(this);
    const { camera } = store.state;
    // a camera of a screen of another shape looks elsewhere
    this.drawing.draw(camera && (camera.length === 3 || camera[3] === this.drawing.aspect) ? camera : null);
  }

  /** Everything else. */
  run() {
    const { store } = this;
    this.filters = new FiltersPanel(byId("filters"), this);
    this.details = new DetailsPanel(byId("details"), this);
    this.path = new PathPanel(byId("path"), this);
    this.table = new TablePanel(byId("table"), this);
    this.filters.build();
    this.path.build();
    store.subscribe((state, changed) => this.changed(changed));
    window.addEventListener("hashchange", () => this.addressChanged());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme());
    if (store.state.path) this.openPath();
    // whoever was faster than the panels has clicked on the legend
    if (store.past.length) this.changed(new Set(FILTERS));
    else this.render();
    this.lights();
    if (store.state.select) this.drawer("right", true);
  }

  lights() {
    this.stage.setLight(this.drawing.light());
  }

  // what the user does

  clicked(hit) {
    if (this.items.kind === "groups") {
      if (hit?.node !== undefined) this.openGroup(this.items.node[hit.node]);
    } else if (hit?.node !== undefined) this.selectNode(this.items.node[hit.node], false);
    else if (hit?.edge !== undefined) this.selectEdge(this.items.edge[hit.edge], false);
    else this.select(null);
  }

  /** A double click shows a node's neighbours: alone at first, beside what is there once something is in focus. */
  doubled(hit) {
    if (hit?.node === undefined || this.items.kind === "groups") return;
    const { store, model } = this;
    const id = model.id[this.items.node[hit.node]];
    if (store.state.focus && store.state.focus.id !== id) this.open(id);
    else if (!store.state.focus) this.focus({ id, hops: 1 });
  }

  /** Shows a node with its neighbours beside what is shown. */
  open(id) {
    const { opened } = this.store.state;
    if (!opened.includes(id)) this.store.update({ opened: [...opened, id] });
  }

  hover(hit, at) {
    const before = this.hovered;
    this.hovered = hit;
    const other = hit?.node !== before?.node || hit?.edge !== before?.edge;
    if (hit) {
      // set from the nearest corner, so that its size need not be asked for, which would cost a layout
      const { style } = byId("tip");
      const { width, height } = this.stage.overlay;
      const [x, y] = at;
      Object.assign(style, x > width / 2 ? { left: "auto", right: `${width - x + 12}px` } : { left: `${x + 14}px`, right: "auto" });
      // above the pointer where there is room: below a dot stands its name
      Object.assign(style, y > 90 ? { top: "auto", bottom: `${height - y + 12}px` } : { top: `${y + 16}px`, bottom: "auto" });
    }
    if (!other) return;
    const tip = byId("tip");
    if (hit) tip.textContent = this.describe(hit);
    tip.hidden = !hit;
    this.stage.host.classList.toggle("over", Boolean(hit));
    this.lights();
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
    if (this.overview && !store.state.all && (this.items.kind === "groups" || this.items.place[node] < 0)) Object.assign(patch, { group: model.group[node], focus: null });
    else if (!this.masks.nodes[node]) patch.opened = [...store.state.opened, model.id[node]];
    this.pathLight = null;
    this.drawer("right", true);
    store.update(patch);
    const i = this.items.kind === "nodes" ? this.items.place[node] : -1;
    if ((move || chrome.small()) && i >= 0 && store.state.view === "graph") this.stage.lookAt(i, !this.calm());
    this.say(t("selected.node", { name: model.name[node], n: model.degree[node] }));
  }

  selectEdge(edge, move = true) {
    const { model } = this;
    this.pathLight = null;
    this.drawer("right", true);
    this.store.update({ select: { edge: model.edgeKey(edge) } });
    if ((move || chrome.small()) && this.items.kind === "nodes") {
      const ends = [this.items.place[model.s[edge]], this.items.place[model.t[edge]]].filter((i) => i >= 0);
      if (ends.length) this.stage.fit(!this.calm(), ends);
    }
    this.say(t("selected.edge", { sentence: sentenceOf(model, edge), n: model.count[edge] }));
  }

  focus(focus) {
    this.store.update({ focus, opened: [] });
    this.stage.fit(!this.calm());
  }

  hide(node) {
    const { store, model } = this;
    store.update({ hidden: [...store.state.hidden, model.id[node]], select: null });
    this.say(t("hidden.done", { name: model.name[node] }), true);
  }

  pin(node) {
    const { store, model } = this;
    const { pinned } = store.state;
    const id = model.id[node];
    store.update({ pinned: pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id] });
  }

  openGroup(group) {
    this.store.update({ group, focus: null, opened: [], select: null });
    if (group !== null) this.drawer("right", true);
  }

  nodeMoved(i, x, y) {
    if (this.items.kind === "nodes") this.store.update({ moved: this.drawing.withMoved(i, [x, y]) });
  }

  /** Whether what is in sight is few enough for a new arrangement. */
  canRelayout() {
    let count = 0;
    for (const on of this.stage.masks.nodes) count += on;
    return this.items.kind === "nodes" && count <= MOST;
  }

  relayout() {
    if (!this.canRelayout()) return this.say(t("relayout.many", { n: MOST }), true);
    this.store.update(this.drawing.places.rearranged(this.store.state));
    this.say(t("relayout.done"), true);
  }

  layout(layout) {
    this.store.update({ layout, arranged: null, moved: {} });
  }

  showAll() {
    this.store.update({ most: 0, degree: 0 });
    this.stage.fit(!this.calm());
  }

  unfilter() {
    this.store.update(Object.fromEntries(LIMITS.map((name) => [name, this.start[name]])));
  }

  openPath() {
    byId("path").hidden = false;
    byId("details").hidden = true;
    this.drawer("right", true);
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
    const names = [...FILTERS, "layout", "color", "size", "pinned"];
    this.store.update({ ...Object.fromEntries(names.map((name) => [name, this.start[name]])), arranged: null, moved: {}, select: null, group: null });
    this.stage.fit(!this.calm());
  }

  // what follows

  changed(changed) {
    const { state } = this.store;
    const { drawing } = this;
    const has = (...names) => names.some((name) => changed.has(name));
    if (has("theme")) this.theme();
    if (has("lang")) this.language();
    if (has(...FILTERS)) this.masks = visible(this.model, state);
    if (drawing.part().key !== drawing.key) drawing.draw();
    else if (has("color", "size")) drawing.draw(this.stage.cameraNow());
    else {
      if (has("pinned")) drawing.pin();
      if (has("moved", "layout", "arranged")) drawing.applyMoved();
      if (has("layout", "arranged")) this.stage.fit(!this.calm());
      if (has(...FILTERS)) drawing.mask();
    }
    if (has("path") || (state.path && has(...FILTERS))) {
      if (state.path && byId("path").hidden) this.openPath();
      else if (state.path) {
        this.path.sync();
        this.showPath();
      }
    }
    if (has("select") && state.select && !byId("path").hidden && this.pathLight === null) {
      byId("path").hidden = true;
      byId("details").hidden = false;
    }
    if (has(...FILTERS)) this.say(this.counters());
    if (has(...FILTERS, "select", "lang", "group", "view", "all", "color", "size", "pinned", "layout")) this.render(changed);
    if (has(...FILTERS, "select", "group", "all", "moved", "arranged", "layout", "color", "size", "pinned")) this.lights();
    byId("undo").disabled = !this.store.past.length;
    byId("redo").disabled = !this.store.future.length;
    this.writeAddress();
  }

  counters() {
    const { nodeCount, edgeCount } = this.masks;
    const { n, m } = this.model;
    return t(["counters", "counters.all"][Number(nodeCount === n && edgeCount === m)], { nodes: nodeCount, edges: edgeCount, n, m });
  }

  render(changed = null) {
    const { state } = this.store;
    const filtered = !changed || FILTERS.some((name) => changed.has(name));
    if (filtered) this.filters.render();
    if (filtered || changed.has("color") || changed.has("lang")) this.legend.render();
    this.details.render();
    const table = state.view === "table";
    chrome.tabs(table);
    if (table && (!changed || filtered || changed.has("view") || changed.has("lang"))) this.table.render();
    put(byId("filters-count"), t("counters.short", { nodes: this.masks.nodeCount, edges: this.masks.edgeCount }));
    chrome.empty(this);
    chrome.trail(this);
    for (const name of ["layout", "color", "size"]) byId(`choose-${name}`).value = state[name];
    byId("relayout").disabled = !this.canRelayout();
  }

  language() {
    const { lang } = this.store.state;
    setLanguage(lang);
    document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
    if (lang !== this.said) translate(document);
    this.said = lang;
    if (!this.config.title) document.title = t("title");
    this.drawing.translated();
    if (!this.filters) return;
    this.filters.build();
    this.path.build();
    if (this.store.state.path) this.showPath();
  }

  theme() {
    document.documentElement.dataset.theme = isDark(this.store.state.theme) ? "dark" : "light";
    this.stage.setLook(this.drawing.look());
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

  /** Opens or closes a drawer; on a wide screen the panels are always there. */
  drawer(side, open) {
    if (chrome.small()) chrome.drawer(side, open);
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
