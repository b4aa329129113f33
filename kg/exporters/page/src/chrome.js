// The frame of the page: what is said aloud, drawers of small screens, tabs, and the line above the picture that says what
// of the graph is shown.
import { byId, copyText, fill, h, SMALL } from "./dom.js";
import { labelOf, t } from "./i18n.js";
import { statusLabel } from "./words.js";

export const small = () => window.matchMedia(SMALL).matches;

/** Says something to a screen reader, and to everybody where `aloud`. */
export function say(text, aloud = false) {
  byId("live").textContent = text;
  if (!aloud) return;
  const toast = byId("toast");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => {
    toast.hidden = true;
  }, 2500);
}

/** Opens or closes a drawer of a small screen; on a wide one the panels are always there. */
export function drawer(side, open) {
  const { classList } = document.body;
  if (open) classList.remove("show-left", "show-right");
  classList.toggle(`show-${side}`, open);
  for (const name of ["left", "right"]) byId(`drawer-${name}`).setAttribute("aria-expanded", String(classList.contains(`show-${name}`)));
}

/** What of the stage lies under an open drawer, the line above the picture or the legend, in pixels from its edges. */
export function insets() {
  const middle = byId("middle").getBoundingClientRect();
  const free = { top: 0, right: 0, left: 0, bottom: byId("legend").offsetHeight + 14 };
  const trail = byId("trail");
  if (!trail.hidden) free.top = trail.offsetHeight + 12;
  if (!small()) return free;
  for (const side of ["left", "right"]) {
    if (!document.body.classList.contains(`show-${side}`)) continue;
    const { offsetWidth, offsetHeight } = byId(side);
    if (offsetWidth >= window.innerWidth * 0.9) free.bottom = Math.max(free.bottom, middle.bottom - (window.innerHeight - offsetHeight));
    else free[side] = offsetWidth;
  }
  return free;
}

export function tabs(table) {
  byId("table").hidden = !table;
  // not `hidden`: the picture keeps its size and its camera
  byId("picture").classList.toggle("off", table);
  for (const [id, on] of [["tab-graph", !table], ["tab-table", table]]) {
    byId(id).setAttribute("aria-selected", String(on));
    byId(id).tabIndex = on ? 0 : -1;
  }
}

/** The filters that a state has beyond the start's, in words. */
export function filterWords(app) {
  const { model, store, start } = app;
  const { state } = store;
  const names = (key, list) => list.map((n) => labelOf(model[key].find((type) => type.n === n) ?? { zh: n, en: n })).join(t("comma"));
  const words = [];
  if (state.off.length) words.push(t("filter.without", { names: names("types", state.off) }));
  if (state.relOff.length) words.push(t("filter.without", { names: names("relations", state.relOff) }));
  if (state.statusOff.length) words.push(t("filter.without", { names: state.statusOff.map(statusLabel).join(t("comma")) }));
  if (state.conf) words.push(t("filter.confidence", { n: state.conf }));
  if (state.since || state.until) words.push(t("filter.dates", { since: state.since || "…", until: state.until || "…" }));
  if (!state.undated) words.push(t("filter.dated"));
  if (state.degree !== start.degree && state.degree) words.push(t("filter.degree", { n: state.degree }));
  if (state.lone) words.push(t("lone"));
  if (state.hidden.length) words.push(t("hidden.count", { n: state.hidden.length }));
  return words;
}

/** The line above the picture: the way back to the overview, what is left out, and what is filtered. */
export function trail(app) {
  const { store, model, masks, drawing, start } = app;
  const { state } = store;
  const button = (text, action, label = null) => h("button", { type: "button", class: "small", "aria-label": label, on: { click: action } }, text);
  const parts = [];
  const part = app.overview ? drawing.part() : null;
  if (part?.overview) {
    parts.push(h("span", {}, t("overview.hint", { n: app.overview.groups.length })));
    if (!app.overviewFirst) parts.push(button(t("overview.all"), () => store.update({ all: true })));
  } else if (part) parts.push(button(t("overview.back"), () => store.update({ group: null, focus: null, opened: [], all: false, select: null })));
  if (state.focus) {
    const node = model.node(state.focus.id);
    if (node >= 0) {
      parts.push(h("span", {}, t("trail.focus", { name: model.name[node], n: state.focus.hops })));
      parts.push(button(t("trail.all"), () => app.focus(null)));
    }
  } else if (!part?.overview && (state.most || (state.degree && state.degree === start.degree))) {
    const crowd = state.most > 0 && model.n - app.lone > state.most;
    if (crowd || app.lone) {
      parts.push(h("span", {}, t(["trail.lone", "trail.most"][Number(crowd)], { n: crowd ? masks.nodeCount : app.lone, all: model.n })));
      parts.push(button(t("trail.all"), () => app.showAll()));
    }
  }
  const words = filterWords(app);
  if (words.length) {
    const text = words.join(t("semicolon"));
    parts.push(h("span", { class: "filtered" }, t("trail.filtered", { text })));
    parts.push(button(t("copy"), () => copyText(text).then(() => say(t("copied"), true)), t("copy.filters")));
    parts.push(button(t("trail.clear"), () => app.unfilter()));
  }
  fill(byId("trail"), parts);
  byId("trail").hidden = parts.length === 0;
}

/** What stands in the picture's place where nothing is visible. */
export function empty(app) {
  const nothing = app.model.n === 0;
  byId("empty").hidden = app.masks.nodeCount > 0;
  byId("empty-text").textContent = t(["empty", "empty.graph"][Number(nothing)]);
  byId("empty-reset").hidden = nothing;
}
