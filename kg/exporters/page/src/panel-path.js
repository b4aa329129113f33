// The path finder: two nodes, and how they are connected, told in sentences with their evidence.
import { fill, h } from "./dom.js";
import { Combobox } from "./combobox.js";
import { evidenceToggle } from "./evidence.js";
import { t } from "./i18n.js";
import { paths } from "./paths.js";
import { sentenceOf } from "./words.js";

export class PathPanel {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.ends = { a: -1, b: -1 };
    this.found = [];
    this.chosen = 0;
  }

  /** Makes the panel in the language of the page. */
  build() {
    const { app } = this;
    const field = (end) => {
      const input = h("input", { type: "search", id: `path-${end}`, placeholder: t("path.choose"), "aria-label": t(`path.${end}`), value: this.ends[end] >= 0 ? app.model.name[this.ends[end]] : "" });
      const list = h("ul", { class: "suggestions", id: `path-${end}-list`, "aria-label": t(`path.${end}`) });
      this[end] = new Combobox(input, list, { app, keep: true, choose: (node) => this.set(end, node) });
      return h("div", { class: "combo" }, h("label", { for: `path-${end}` }, t(`path.${end}`)), input, list);
    };
    const by = app.store.state.path?.by ?? "hops";
    this.by = h(
      "select",
      { id: "path-by", "aria-label": t("path.by"), on: { change: () => this.apply() } },
      ["hops", "certain"].map((value) => h("option", { value, selected: value === by }, t(`path.by.${value}`))),
    );
    this.results = h("div", { class: "paths", "aria-live": "polite" });
    fill(
      this.element,
      h("h2", { tabindex: "-1" }, t("path")),
      h("p", { class: "quiet" }, t("path.hint")),
      field("a"),
      field("b"),
      h("div", { class: "actions" }, this.by,
        h("button", { type: "button", on: { click: () => this.swap() } }, t("path.swap")),
        h("button", { type: "button", on: { click: () => app.closePath() } }, t("close"))),
      this.results,
    );
    this.render();
  }

  set(end, node) {
    this.ends[end] = node;
    this[end].input.value = node >= 0 ? this.app.model.name[node] : "";
    this.apply();
  }

  swap() {
    const { a, b } = this.ends;
    this.ends = { a: b, b: a };
    this.build();
    this.apply();
  }

  apply() {
    const { a, b } = this.ends;
    const { model, store } = this.app;
    this.chosen = 0;
    if (a >= 0 && b >= 0) store.update({ path: { a: model.id[a], b: model.id[b], by: this.by.value }, select: null });
    else this.render();
  }

  /** Takes the two ends from the state: an address or a step back may have changed them. */
  sync() {
    const { path } = this.app.store.state;
    if (!path) return;
    for (const end of ["a", "b"]) {
      const node = this.app.model.node(path[end]);
      if (node !== this.ends[end] && node >= 0) {
        this.ends[end] = node;
        this[end].input.value = this.app.model.name[node];
      }
    }
    this.by.value = path.by;
  }

  search() {
    const { a, b } = this.ends;
    this.found = a >= 0 && b >= 0 ? paths(this.app.model, this.app.masks.edges, a, b, this.by.value) : [];
    if (this.chosen >= this.found.length) this.chosen = 0;
    return this.found[this.chosen] ?? null;
  }

  render() {
    const { app } = this;
    const { a, b } = this.ends;
    if (a < 0 || b < 0) {
      fill(this.results);
      return;
    }
    const values = { a: app.model.name[a], b: app.model.name[b] };
    fill(
      this.results,
      h("p", { class: "summary" }, this.found.length
        ? t("path.found", { ...values, n: this.found.length, steps: this.found[0].edges.length })
        : t(a === b ? "path.same" : "path.none", values)),
      this.found.map((path, number) => this.one(path, number)),
    );
  }

  one(path, number) {
    const { app } = this;
    return h(
      "section",
      { class: number === this.chosen ? "path chosen" : "path" },
      h("button",
        { type: "button", class: "small", "aria-pressed": String(number === this.chosen), on: { click: () => { this.chosen = number; app.showPath(); } } },
        t("path.number", { n: number + 1, steps: path.edges.length })),
      h("ol", {}, path.edges.map((e, step) => {
        const { button, holder } = evidenceToggle(app, e);
        return h("li", {},
          h("div", { class: "row" },
            h("button", { type: "button", class: "link", on: { click: () => app.selectEdge(e) } }, sentenceOf(app.model, e, path.nodes[step])),
            button),
          holder);
      })),
    );
  }
}
