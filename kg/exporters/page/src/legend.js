// The legend at the foot of the picture: what the colours, letters and dashes mean; a click shows or hides a kind.
import { fill, h, lineSample, swatch } from "./dom.js";
import { labelOf, t } from "./i18n.js";

export class Legend {
  constructor(element, app) {
    this.element = element;
    this.app = app;
  }

  render() {
    const { model, store } = this.app;
    const { state } = store;
    const chip = (mark, label, on, toggle) =>
      h("button", { type: "button", class: "chip", "aria-pressed": String(on), on: { click: toggle } }, mark, label);
    const flip = (name, item) => {
      const list = store.state[name];
      store.update({ [name]: list.includes(item) ? list.filter((x) => x !== item) : [...list, item] });
    };
    const parks = state.color === "park" ? this.app.drawing.parks().named : [];
    const active = this.element.contains(document.activeElement)
      ? [...this.element.querySelectorAll("button")].indexOf(document.activeElement)
      : -1;
    fill(
      this.element,
      parks.length > 0 && h("div", { class: "chips parks", role: "group", "aria-label": t("color.park") },
        parks.map(({ node, color }) =>
          h("button", { type: "button", class: "chip", on: { click: () => this.app.selectNode(node) } }, swatch(color, "dot"), h("span", { class: "name" }, model.name[node])))),
      h("div", { class: "chips", role: "group", "aria-label": t("types") },
        model.types.map((type, i) => {
          // where colours tell the park, the letter alone tells the type
          const dot = swatch(parks.length ? this.app.drawing.look().neutral : type.color, "dot glyph");
          dot.textContent = this.app.drawing.glyphs[i];
          return chip(dot, labelOf(type), !state.off.includes(type.n), () => flip("off", type.n));
        })),
      h("div", { class: "chips", role: "group", "aria-label": t("relations") },
        model.relations.map((relation) =>
          chip(lineSample(relation.color, relation.dash), labelOf(relation), !state.relOff.includes(relation.n), () => flip("relOff", relation.n)))),
    );
    if (active >= 0) this.element.querySelectorAll("button")[active]?.focus();
  }
}
