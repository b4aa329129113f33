// The left-hand panel: what is shown, with the counts of each choice.
import { fill, h, lineSample, put, swatch } from "./dom.js";
import { confidenceBins, dateBins, facets } from "./filter.js";
import { labelOf, t } from "./i18n.js";
import { STATUSES } from "./model.js";
import { statusLabel } from "./words.js";

const flip = (list, item) => (list.includes(item) ? list.filter((x) => x !== item) : [...list, item]);

function histogram(counts) {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return h(
    "div",
    { class: "histogram", "aria-hidden": "true" },
    counts.map((count) => {
      const bar = h("span");
      bar.style.height = `${count ? Math.max(6, Math.round((100 * count) / most)) : 0}%`;
      return bar;
    }),
  );
}

/** Marks the bars that a filter lets through. */
function light(bars, isOn) {
  [...bars.children].forEach((bar, i) => bar.classList.toggle("on", isOn(i)));
}

export class FiltersPanel {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.bins = confidenceBins(app.model);
    this.dates = dateBins(app.model);
    this.maxDegree = app.model.degree.reduce((a, b) => Math.max(a, b), 0);
  }

  /** Makes the panel in the language of the page. */
  build() {
    const { app } = this;
    const { model, store } = app;
    this.counters = h("p", { class: "counters", id: "counters" });
    this.rows = { type: [], relation: [], status: [] };
    const check = (kind, mark, label, isOn, toggle) => {
      const input = h("input", { type: "checkbox", on: { change: toggle } });
      const count = h("span", { class: "number" });
      const line = h("li", {}, h("label", {}, input, mark, h("span", { class: "name" }, label), count));
      this.rows[kind].push({ input, count, isOn, line });
      return line;
    };
    const types = model.types.map((type) =>
      check("type", swatch(type.color, "dot"), labelOf(type), (s) => !s.off.includes(type.n), () =>
        store.update({ off: flip(store.state.off, type.n) })),
    );
    const relations = model.relations.map((relation) =>
      check("relation", lineSample(relation.color, relation.dash), labelOf(relation), (s) => !s.relOff.includes(relation.n), () =>
        store.update({ relOff: flip(store.state.relOff, relation.n) })),
    );
    const statuses = STATUSES.map((_, i) =>
      check("status", null, statusLabel(i), (s) => !s.statusOff.includes(i), () =>
        store.update({ statusOff: flip(store.state.statusOff, i) })),
    );
    this.conf = h("input", {
      type: "range", min: 0, max: 100, step: 5, id: "conf", "aria-label": t("confidence.least"),
      on: { input: () => store.update({ conf: Number(this.conf.value) }) },
    });
    this.confText = h("output", { for: "conf" });
    this.confBars = histogram(this.bins);
    this.degree = h("input", {
      type: "range", min: 0, max: Math.min(20, this.maxDegree), step: 1, "aria-label": t("degree.least"),
      on: { input: () => store.update({ degree: Number(this.degree.value) }) },
    });
    this.degreeText = h("output");
    this.lone = h("input", { type: "checkbox", on: { change: () => store.update({ lone: this.lone.checked }) } });
    this.hiddenBox = h("div", { id: "hidden-nodes" });
    const sections = [
      this.section("types", h("ul", { class: "plain checks", id: "filter-types" }, types)),
      this.section("relations", h("ul", { class: "plain checks", id: "filter-relations" }, relations)),
      this.section("confidence.least", this.confBars, this.conf, this.confText),
      this.dates.labels.length ? this.dateSection() : null,
      this.section("status", h("ul", { class: "plain checks", id: "filter-statuses" }, statuses)),
      this.section("degree.least", this.degree, this.degreeText, h("label", { class: "line" }, this.lone, t("lone"))),
      this.hiddenBox,
      h("button", { type: "button", class: "wide", id: "reset", on: { click: () => app.reset() } }, t("reset")),
    ];
    fill(this.element, this.counters, model.n > 0 && sections);
    this.render();
  }

  section(key, ...children) {
    return h("section", {}, h("h3", {}, t(key)), children);
  }

  dateSection() {
    const { store } = this.app;
    const last = this.dates.labels.length - 1;
    const slider = (id, label, change) =>
      h("input", { type: "range", min: 0, max: last, step: 1, id, hidden: last === 0, "aria-label": label, on: { input: change } });
    const change = () => {
      const [a, b] = [Number(this.since.value), Number(this.until.value)];
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      store.update({
        since: low === 0 ? "" : this.dates.labels[low],
        until: high === last ? "" : this.dates.labels[high],
      });
    };
    this.since = slider("since", t("date.since"), change);
    this.until = slider("until", t("date.until"), change);
    this.dateText = h("output", {});
    this.dateBars = histogram(this.dates.counts);
    this.undated = h("input", { type: "checkbox", id: "undated", on: { change: () => store.update({ undated: this.undated.checked }) } });
    return this.section(
      "date", this.dateBars, this.since, this.until, this.dateText,
      h("label", { class: "line" }, this.undated, t("undated", { n: this.dates.undated })),
    );
  }

  render() {
    const { app } = this;
    const { state } = app.store;
    put(this.counters, app.counters());
    const counts = facets(app.model, state);
    const show = (rows, numbers) =>
      rows.forEach((row, i) => {
        row.input.checked = row.isOn(state);
        put(row.count, String(numbers[i]));
        row.line.classList.toggle("none", numbers[i] === 0);
      });
    show(this.rows.type, counts.types);
    show(this.rows.relation, counts.relations);
    show(this.rows.status, counts.statuses);
    this.conf.value = state.conf;
    put(this.confText, `≥ ${state.conf}%`);
    light(this.confBars, (i) => (i + 1) * 10 > state.conf);
    this.degree.value = state.degree;
    put(this.degreeText, `≥ ${state.degree}`);
    this.lone.checked = state.lone;
    if (this.since) {
      const { labels } = this.dates;
      const low = state.since ? Math.max(0, labels.indexOf(state.since)) : 0;
      const high = state.until && labels.includes(state.until) ? labels.indexOf(state.until) : labels.length - 1;
      this.since.value = low;
      this.until.value = high;
      this.since.setAttribute("aria-valuetext", labels[low]);
      this.until.setAttribute("aria-valuetext", labels[high]);
      put(this.dateText, low === high ? labels[low] : `${labels[low]} – ${labels[high]}`);
      light(this.dateBars, (i) => i >= low && i <= high);
      this.undated.checked = state.undated;
    }
    if (state.hidden.length || this.hiddenBox.firstChild) fill(
      this.hiddenBox,
      state.hidden.length > 0 && [
        h("p", { class: "quiet" }, t("hidden.count", { n: state.hidden.length })),
        h("button", { type: "button", class: "small", on: { click: () => app.store.update({ hidden: [] }) } }, t("hidden.show")),
      ],
    );
  }
}
