// The right-hand panel: a node with its neighbours, an edge with its evidence, or where to start.
import { fill, h, lineSample, swatch } from "./dom.js";
import { evidenceCards, evidenceToggle } from "./evidence.js";
import { currentLanguage, labelOf, t } from "./i18n.js";
import { percent, relationLabel, sentenceOf, statusLabel, typeLabel } from "./words.js";

const SHOWN = 12; // neighbours of one kind shown at once
const STARTS = 4; // best connected nodes of each type offered at the start

const nodeButton = (app, node, extra = "") =>
  h(
    "button",
    { type: "button", class: `node ${extra}`.trim(), on: { click: () => app.selectNode(node) } },
    swatch(app.model.types[app.model.type[node]].color, "dot"),
    h("span", { class: "name" }, app.model.name[node]),
  );

/** The best connected nodes in sight of each type. */
function leaders(app) {
  const { model } = app;
  const byType = model.types.map(() => []);
  for (const node of model.ranked()) {
    const list = byType[model.type[node]];
    if (app.masks.nodes[node] && list.length < STARTS && model.degree[node] > 0) list.push(node);
  }
  return byType;
}

function start(app, byType) {
  const { model } = app;
  if (!app.masks.nodeCount) return [h("h2", {}, t("details")), h("p", { class: "quiet" }, t(["empty.graph", "empty"][Math.min(1, model.n)]))];
  return [
    h("h2", {}, t("start")),
    h("p", { class: "quiet hint" }, t("start.hint")),
    byType.map((list, i) =>
      list.length
        ? h(
            "section",
            {},
            h("h3", {}, labelOf(model.types[i])),
            h("ul", { class: "plain" }, list.map((node) => h("li", { class: "row" }, nodeButton(app, node), h("span", { class: "number" }, t("relations.count", { n: model.degree[node] }))))),
          )
        : null,
    ),
  ];
}

function nodeActions(app, node) {
  const { state } = app.store;
  const id = app.model.id[node];
  const focused = state.focus?.id === id ? state.focus.hops : 0;
  const hops = [1, 2, 3].map((n) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(focused === n),
        data: { hops: n },
        on: { click: () => app.focus(focused === n ? null : { id, hops: n }) },
      },
      t("hops", { n }),
    ),
  );
  return [
    h("div", { class: "actions", role: "group", "aria-label": t("focus") }, h("span", { class: "quiet" }, t("focus")), hops),
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", on: { click: () => app.pathFrom(node) } }, t("path.from")),
      h("button", { type: "button", on: { click: () => app.pathTo(node) } }, t("path.to")),
      h("button", { type: "button", on: { click: () => app.hide(node) } }, t("hide")),
      h("button", { type: "button", class: "pin", "aria-pressed": String(state.pinned.includes(id)), on: { click: () => app.pin(node) } }, t("pin")),
      state.focus !== null && focused === 0 && !state.opened.includes(id) &&
        h("button", { type: "button", class: "open", on: { click: () => app.open(id) } }, t("open")),
    ),
  ];
}

function neighbourGroups(app, node) {
  const { model } = app;
  const groups = new Map();
  for (const e of model.edgesOf(node)) {
    if (!app.masks.edges[e]) continue;
    const out = model.s[e] === node;
    const key = `${model.r[e]}/${model.symmetric(e) ? 0 : out ? 1 : 2}`;
    if (!groups.has(key)) groups.set(key, { relation: model.relations[model.r[e]], kind: Number(key.split("/")[1]), edges: [] });
    groups.get(key).edges.push(e);
  }
  const ordered = [...groups.entries()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, group]) => group);
  return ordered.map(({ relation, kind, edges }) => {
    edges.sort((a, b) => model.confidence[b] - model.confidence[a] || a - b);
    const list = h("ul", { class: "plain neighbours" });
    const show = (from, to) => {
      for (const e of edges.slice(from, to)) {
        const { button, holder } = evidenceToggle(app, e);
        list.append(
          h("li", {}, h("div", { class: "row" }, nodeButton(app, model.other(e, node)), button), holder),
        );
      }
    };
    show(0, SHOWN);
    const more = edges.length > SHOWN && h(
      "button",
      { type: "button", class: "small", on: { click: () => { show(SHOWN, edges.length); more.remove(); } } },
      t("more", { n: edges.length - SHOWN }),
    );
    const title = t(["group.symmetric", "group.out", "group.in"][kind], { relation: labelOf(relation) });
    return h(
      "section",
      {},
      h("h3", {}, lineSample(relation.color, relation.dash), title, h("span", { class: "number" }, String(edges.length))),
      list,
      more,
    );
  });
}

function nodePanel(app, node) {
  const { model } = app;
  const files = model.nodeFiles[node];
  const type = model.types[model.type[node]];
  const groups = neighbourGroups(app, node);
  return [
    h("p", { class: "kind" }, swatch(type.color, "dot"), typeLabel(model, node)),
    h("h2", { tabindex: "-1" }, model.name[node]),
    model.aliases[node].length > 0 && h("p", { class: "aliases" }, h("span", { class: "quiet" }, t("aliases")), " ", model.aliases[node].join(t("comma"))),
    nodeActions(app, node),
    h(
      "dl",
      { class: "facts" },
      h("dt", {}, t("mentions")), h("dd", {}, t("mentions.in", { n: model.mentions[node], files: files.length })),
      h("dt", {}, t("relations")), h("dd", {}, String(model.degree[node])),
    ),
    groups.length ? groups : h("p", { class: "quiet" }, t("neighbours.none")),
    files.length > 0 && h(
      "details",
      { class: "files" },
      h("summary", {}, t("files.count", { n: files.length })),
      h("ul", {}, files.slice(0, 200).map((f) => h("li", {}, model.files[f]))),
    ),
  ];
}

function edgePanel(app, edge) {
  const { model } = app;
  const relation = model.relations[model.r[edge]];
  const others = model.between(edge).filter((e) => app.masks.edges[e]);
  const dates = model.dates[edge];
  const bar = h("span", { class: "bar", "aria-hidden": "true" }, h("span", {}));
  bar.firstChild.style.width = percent(model.confidence[edge]);
  return [
    h("p", { class: "kind" }, lineSample(relation.color, relation.dash), relationLabel(model, edge)),
    h("h2", { tabindex: "-1", class: "triple" }, sentenceOf(model, edge)),
    h("p", { class: "ends" }, nodeButton(app, model.s[edge]), h("span", { class: "arrow", "aria-hidden": "true" }, model.symmetric(edge) ? "↔" : "→"), nodeButton(app, model.t[edge])),
    h(
      "dl",
      { class: "facts" },
      h("dt", {}, t("confidence")), h("dd", {}, percent(model.confidence[edge]), " ", bar),
      model.status[edge] > 0 && [h("dt", {}, t("status")), h("dd", {}, statusLabel(model.status[edge]))],
      dates.length > 0 && [h("dt", {}, t("date")), h("dd", {}, dates.join(t("comma")))],
    ),
    h("h3", {}, t("evidence"), h("span", { class: "number" }, String(model.count[edge]))),
    evidenceCards(app, edge),
    others.length > 0 && h(
      "section",
      {},
      h("h3", {}, t("others")),
      h("ul", { class: "plain" }, others.map((e) => h("li", {}, h("button", { type: "button", class: "link", on: { click: () => app.selectEdge(e) } }, sentenceOf(model, e))))),
    ),
  ];
}

function groupPanel(app, number) {
  const { model } = app;
  const members = [];
  for (let i = 0; i < model.n; i++) if (model.group[i] === number && app.masks.nodes[i]) members.push(i);
  members.sort((a, b) => model.degree[b] - model.degree[a] || a - b);
  return [
    h("h2", { tabindex: "-1" }, app.groupName(app.overview.groups[number])),
    h("p", { class: "quiet" }, t("group.members", { n: members.length })),
    h("button", { type: "button", class: "small", on: { click: () => app.openGroup(null) } }, t("overview.back")),
    h("ul", { class: "plain" }, members.slice(0, 40).map((node) => h("li", { class: "row" }, nodeButton(app, node)))),
  ];
}

export class DetailsPanel {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.shown = ""; // what the panel was made for
    this.at = null;
    this.trail = []; // nodes walked through, for the way back
  }

  render() {
    const { app } = this;
    const { state } = app.store;
    const selected = state.select;
    const node = selected?.node !== undefined ? app.model.node(selected.node) : -1;
    const edge = selected?.edge ? app.model.edge(selected.edge) : -1;
    const key = JSON.stringify(selected);
    if (selected && this.trail[this.trail.length - 1] !== key) {
      const at = this.trail.indexOf(key);
      this.trail = at >= 0 ? this.trail.slice(0, at + 1) : [...this.trail.slice(-30), key];
    }
    const back = selected && h(
      "div",
      { class: "walk" },
      this.trail.length > 1 && h("button", { type: "button", class: "small back", on: { click: () => this.back() } }, t("back")),
      h("button", { type: "button", class: "small close", on: { click: () => app.select(null) } }, t("close")),
    );
    const at = key + state.group; // a filter leaves the reader where he is
    let body;
    if (node >= 0) body = nodePanel(app, node);
    else if (edge >= 0) body = edgePanel(app, edge);
    else if (state.group !== null && app.overview) body = groupPanel(app, state.group);
    else {
      this.trail = [];
      const byType = leaders(app);
      const shown = JSON.stringify([currentLanguage(), app.masks.nodeCount > 0, byType]);
      if (this.shown === shown) return;
      this.shown = shown;
      body = start(app, byType);
    }
    fill(this.element, back, body);
    if (this.at !== null && this.at !== at) this.element.parentElement.scrollTop = 0;
    this.at = at;
    this.element.parentElement.classList.toggle("starting", node < 0 && edge < 0 && state.group === null);
    if (selected || state.group !== null) this.shown = "";
  }

  back() {
    this.trail.pop();
    const last = this.trail[this.trail.length - 1];
    this.app.select(last ? JSON.parse(last) : null);
  }
}
