// A text field that finds nodes: arrows and Enter choose, Escape closes (the combobox pattern of WAI-ARIA).
import { fill, h, swatch } from "./dom.js";
import { t } from "./i18n.js";
import { typeLabel } from "./words.js";

export class Combobox {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list an empty element after the field.
   * @param {{app: Object, choose: (node: number) => void, keep?: boolean}} options `keep` leaves the name in the field.
   */
  constructor(input, list, { app, choose, keep = false }) {
    Object.assign(this, { input, list, app, choose, keep });
    this.hits = [];
    this.active = -1;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" };
    for (const [name, value] of Object.entries(facts)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.update());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("focus", () => input.value && this.update());
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  update() {
    this.hits = this.app.search.find(this.input.value);
    this.active = this.hits.length ? 0 : -1;
    this.render();
    if (this.input.value.trim()) this.app.say(t("search.found", { n: this.hits.length }));
  }

  render() {
    const { model } = this.app;
    fill(
      this.list,
      this.hits.map((hit, i) =>
        h(
          "li",
          {
            role: "option", id: `${this.list.id}-${i}`, "aria-selected": String(i === this.active),
            on: { mousedown: (event) => event.preventDefault(), click: () => this.take(i) },
          },
          swatch(model.types[model.type[hit.node]].color, "dot"),
          h("span", { class: "name" }, model.name[hit.node]),
          h("span", { class: "quiet" }, hit.by === "alias" ? hit.alias : typeLabel(model, hit.node)),
        ),
      ),
      !this.hits.length && this.input.value.trim() !== "" && h("li", { class: "quiet none" }, t("search.none")),
    );
    const open = this.hits.length > 0 || this.input.value.trim() !== "";
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open && this.hits.length > 0));
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(i) {
    const hit = this.hits[i];
    if (!hit) return;
    this.input.value = this.keep ? this.app.model.name[hit.node] : "";
    this.close();
    this.choose(hit.node);
  }

  key(event) {
    if (event.isComposing) return; // an input method is at work: Enter chooses characters
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.hits.length) {
      this.active = (this.active + steps[event.key] + this.hits.length) % this.hits.length;
      this.render();
      event.preventDefault();
    } else if (event.key === "Enter") {
      this.take(this.active);
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (this.list.hidden) this.input.blur();
      this.input.value = "";
      this.close();
      event.stopPropagation();
    }
  }
}
