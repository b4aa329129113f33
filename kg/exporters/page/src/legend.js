// The legend at the foot of the picture: what the colours, letters and dashes mean; a click shows or hides a kind.
import { fill, h, lineSample, swatch } from "./dom.js";
import { currentLanguage, labelOf, t } from "./i18n.js";

export class Legend {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.made = ""; // the language and colours that the chips were made for
    this.chips = [];
  }

  /** Makes the legend, or only marks what is on where the rest is as it was. */
  render() {
    const { model, store } = this.app;
    const { state } = store;
    const made = `${currentLanguage()} ${state.color}`;
    if (made === this.made) return this.mark();
    this.made = made;
    this.chips = [];
    const chip = (mark, label, isOn, toggle) => {
      const button = h("button", { type: "button", class: "chip", on: { click: toggle } }, mark, label);
      this.chips.push([button, isOn]);
      return button;
    };
    const flip = (name, item) => {
      const list = store.state[name];
      store.update({ [name]: list.includes(item) ? list.filter((x) => x !== item) : [...list, item] });
    };
    const parks = state.color === "park" ? this.app.drawing.parks().named : [];
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
          return chip(dot, labelOf(type), (now) => !now.off.includes(type.n), () => flip("off", type.n));
        })),
      h("div", { class: "chips", role: "group", "aria-label": t("relations") },
        model.relations.map((relation) =>
          chip(lineSample(relation.color, relation.dash), labelOf(relation), (now) => !now.relOff.includes(relation.n), () => flip("relOff", relation.n)))),
    );
    this.mark();
  }

  mark() {
    for (const [button, isOn] of this.chips) {
      const pressed = String(isOn(this.app.store.state));
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    }
  }
}
