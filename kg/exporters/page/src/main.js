// Starts the page: reads the data, chooses the engine, binds the buttons and keys.
import { App } from "./app.js";
import { drawer } from "./chrome.js";
import { Combobox } from "./combobox.js";
import { evidenceReader, readBlock } from "./data.js";
import { byId, fill, h } from "./dom.js";
import { sketchEngine } from "./engine-sketch.js";
import { visEngine } from "./engine-vis.js";
import { exporter, printable } from "./files.js";
import { setLanguage, t } from "./i18n.js";
import { itemsOfGroups } from "./items.js";
import { listen } from "./keyboard.js";
import { lookOf } from "./look.js";
import { menu } from "./menu.js";
import { Model } from "./model.js";
import { Stage } from "./stage.js";
import { Store } from "./store.js";

const sigmaEngine = (container, theme, on) => globalThis.kgSigma.create(container, { dragNodes: true }, theme, on);

/** After the next frame; in a tab that nobody looks at there are none. */
const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 250);
  });

const loaded = () =>
  new Promise((resolve) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
    else resolve();
  });

function bind(app) {
  const { store, stage } = app;
  const on = (id, action) => byId(id).addEventListener("click", action);
  const zoom = (factor) => stage.zoom(factor, !app.calm());
  const undo = () => store.undo();
  const redo = () => store.redo();
  const lang = () => store.update({ lang: store.state.lang === "zh" ? "en" : "zh" });
  const theme = () => store.update({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" });
  const view = (name) => {
    store.update({ view: name });
    if (name === "graph") stage.redrawOverlay();
  };
  const path = () => {
    app.openPath();
    byId("path-a").focus();
  };
  const help = () => byId("help").showModal();
  on("undo", undo);
  on("redo", redo);
  on("lang", lang);
  on("theme", theme);
  on("find-path", path);
  on("show-help", help);
  on("help-close", () => byId("help").close());
  on("tab-graph", () => view("graph"));
  on("tab-table", () => view("table"));
  on("zoom-in", () => zoom(1.4));
  on("zoom-out", () => zoom(1 / 1.4));
  on("zoom-fit", () => stage.fit(!app.calm()));
  on("empty-reset", () => app.reset());
  for (const side of ["left", "right"]) {
    on(`drawer-${side}`, () => drawer(side, !document.body.classList.contains(`show-${side}`)));
    on(`close-${side}`, () => {
      drawer(side, false);
      byId(`drawer-${side}`).focus();
    });
  }
  for (const id of ["tab-graph", "tab-table"]) {
    byId(id).addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      view(store.state.view === "graph" ? "table" : "graph");
      byId(`tab-${store.state.view}`).focus();
    });
  }
  menu(byId("export"), byId("export-menu"));
  menu(byId("picture-options"), byId("picture-menu"));
  byId("choose-layout").addEventListener("change", (event) => app.layout(event.target.value));
  for (const name of ["color", "size"]) {
    byId(`choose-${name}`).addEventListener("change", (event) => store.update({ [name]: event.target.value }));
  }
  on("relayout", () => app.relayout());
  const files = exporter(app);
  const clear = byId("export-clear");
  const actions = {
    "export-png": () => files.png(2, clear.checked),
    "export-png4": () => files.png(4, clear.checked),
    "export-svg": files.svg, "export-csv": files.csv, "export-json": files.json,
    "export-graphml": files.graphml, "export-gexf": files.gexf,
    "export-print": () => window.print(),
  };
  for (const [id, action] of Object.entries(actions)) {
    on(id, () => Promise.resolve(action()).catch((error) => app.say(String(error.message), true)));
  }
  printable(app);
  const walk = (step) => {
    const { overlay } = stage;
    const shown = overlay.order.filter((i) => stage.masks.nodes[i]);
    if (app.items.kind !== "nodes" || !shown.length) return;
    const now = app.model.node(store.state.select?.node ?? "");
    const at = now < 0 ? -1 : shown.indexOf(app.items.place[now]);
    app.selectNode(app.items.node[shown[(at + step + shown.length) % shown.length]]);
  };
  const escape = () => {
    if (store.state.select || document.body.classList.contains("show-right")) app.select(null);
    else if (!byId("path").hidden) app.closePath();
    else if (store.state.focus) app.focus(null);
    drawer("left", false);
    drawer("right", false);
  };
  listen(
    {
      "/": () => byId("search").focus(), Escape: escape, f: () => stage.fit(!app.calm()), p: path, l: lang, d: theme, "?": help,
      t: () => view(store.state.view === "graph" ? "table" : "graph"),
      "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4),
      "]": () => walk(1), "[": () => walk(-1),
      "Ctrl+z": undo, "Ctrl+y": redo, "Ctrl+Shift+z": redo,
    },
    {
      ArrowLeft: () => stage.pan(-60, 0), ArrowRight: () => stage.pan(60, 0),
      ArrowUp: () => stage.pan(0, -60), ArrowDown: () => stage.pan(0, 60),
    },
  );
}

async function main() {
  const config = JSON.parse(byId("kg-page").textContent);
  setLanguage(config.lang);
  const overview = await readBlock("kg-overview");
  const gl = config.engine === "sigma" && globalThis.kgSigma.works();
  const overviewFirst = Boolean(overview) && (config.overviewFirst || !gl);
  const store = new Store({ lang: config.lang, all: !overviewFirst });
  const stage = new Stage(byId("stage"), gl ? sigmaEngine : sketchEngine);
  stage.start(lookOf("auto"));
  if (overviewFirst && !location.hash) {
    // a large graph shows its groups while the rest of the file is still being read
    stage.show(itemsOfGroups(overview, lookOf("auto").neutral));
    await painted();
  }
  if (!byId("kg-data")) await loaded();
  const model = new Model(await readBlock("kg-data"));
  const evidence = evidenceReader(readBlock, config.evidenceBlock);
  const app = new App({ model, config, overview, overviewFirst, store, evidence, stage });
  app.picture();
  await painted();
  await loaded(); // evidence and vis-network stand behind this script
  app.run();
  app.finder = new Combobox(byId("search"), byId("search-list"), { app, choose: (node) => app.selectNode(node) });
  bind(app);
  if (!gl) {
    await painted();
    stage.swap((container, theme, on) => visEngine(container, config.vis, theme, on));
  }
  document.documentElement.dataset.ready = "true";
  performance.mark("kg-ready");
  setTimeout(() => app.warm(), 300);
  globalThis.kgPage = {
    counts: () => ({ nodes: app.masks.nodeCount, edges: app.masks.edgeCount }),
    state: () => structuredClone(store.state),
    screen: (id) => app.stage.toScreen(app.drawing.itemOf(model.node(id))),
    // where the engine has a node, and where the labels and clicks have it
    drawn: (id) => {
      const i = app.drawing.itemOf(model.node(id));
      return [app.stage.engine.where(i), { x: app.items.x[i], y: app.items.y[i] }];
    },
    labels: () => app.stage.overlay.placed.map((l) => ({ ...l, width: app.stage.overlay.measure(l.text, l.font) })),
    engine: () => app.stage.engine.name,
    busy: () => app.stage.busy(),
  };
}

main().catch((error) => {
  console.error(error);
  const box = byId("failure");
  fill(box, h("p", {}, t("failure")), h("pre", {}, String(error && error.message)));
  box.hidden = false;
});
