// The table: every visible relation in a row, sortable; the equal of the picture for who cannot see it.
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { percent, relationLabel, typeLabel } from "./words.js";

const PAGE = 100;

export class TablePanel {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.sort = { column: "confidence", down: true };
    this.shown = PAGE;
  }

  columns() {
    const { model } = this.app;
    return [
      { key: "head", value: (e) => model.name[model.s[e]] },
      { key: "relation", value: (e) => relationLabel(model, e) },
      { key: "tail", value: (e) => model.name[model.t[e]] },
      { key: "confidence", value: (e) => model.confidence[e], number: true },
      { key: "sentences", value: (e) => model.count[e], number: true },
      { key: "date", value: (e) => model.dates[e][0] ?? "" },
    ];
  }

  rows() {
    const { model, masks } = this.app;
    const column = this.columns().find((c) => c.key === this.sort.column);
    const list = [];
    for (let e = 0; e < model.m; e++) if (masks.edges[e]) list.push(e);
    const values = new Map(list.map((e) => [e, column.value(e)]));
    const sign = this.sort.down ? -1 : 1;
    const compare = column.number ? (a, b) => a - b : new Intl.Collator("zh-CN").compare;
    return list.sort((a, b) => sign * compare(values.get(a), values.get(b)) || a - b);
  }

  render() {
    const { app } = this;
    const { model } = app;
    const rows = this.rows();
    const columns = this.columns();
    const head = columns.map(({ key }) => {
      const active = this.sort.column === key;
      const order = active ? (this.sort.down ? "descending" : "ascending") : "none";
      return h("th", { scope: "col", "aria-sort": order },
        h("button", { type: "button", on: { click: () => this.sortBy(key) } }, t(`column.${key}`),
          h("span", { "aria-hidden": "true" }, active ? (this.sort.down ? " ▾" : " ▴") : "")));
    });
    const node = (i) => h("button", { type: "button", class: "link", on: { click: () => app.selectNode(i) } }, model.name[i]);
    fill(
      this.element,
      h("p", { class: "counters" }, t("table.count", { n: rows.length, shown: Math.min(rows.length, this.shown) })),
      h("table", {},
        h("caption", { class: "away" }, t("table.caption")),
        h("thead", {}, h("tr", {}, head)),
        h("tbody", {}, rows.slice(0, this.shown).map((e) =>
          h("tr", {},
            h("td", {}, node(model.s[e]), h("span", { class: "quiet type" }, typeLabel(model, model.s[e]))),
            h("td", {}, h("button", { type: "button", class: "link", on: { click: () => app.selectEdge(e) } }, relationLabel(model, e))),
            h("td", {}, node(model.t[e]), h("span", { class: "quiet type" }, typeLabel(model, model.t[e]))),
            h("td", { class: "number" }, percent(model.confidence[e])),
            h("td", { class: "number" }, String(model.count[e])),
            h("td", {}, model.dates[e][0] ?? ""))))),
      rows.length > this.shown && h("button", { type: "button", class: "wide", on: { click: () => { this.shown += PAGE * 5; this.render(); } } },
        t("more", { n: rows.length - this.shown })),
    );
  }

  sortBy(key) {
    this.sort = { column: key, down: this.sort.column === key ? !this.sort.down : false };
    this.render();
    this.app.say(t("table.sorted", { column: t(`column.${key}`) }));
    this.element.querySelector(`th[aria-sort]:not([aria-sort="none"]) button`)?.focus();
  }
}
