// One table for every string: strings.json, key → language → text. {name} is filled in.
import table from "../strings.json" with { type: "json" };

export const LANGUAGES = ["zh", "en"];
let language = "zh";

export function setLanguage(code) {
  language = LANGUAGES.includes(code) ? code : "zh";
  return language;
}

export const currentLanguage = () => language;

export function t(key, values = {}) {
  const entry = table[key];
  if (!entry) throw new Error(`no string is called ${key}`);
  // "{n} hop|{n} hops": the first form is for one
  const forms = entry[language].split("|");
  const text = forms.length > 1 && Number(values.n) !== 1 ? forms[1] : forms[0];
  // a function as replacement: `$&` in a name must stay what it is
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The label of a type or relation in the language of the page. */
export const labelOf = (type) => (language === "en" ? type.en : type.zh);

export const keys = () => Object.keys(table);

/** Sets the text of every element that names a string, and of its attributes that do. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
    if (element.hasAttribute("title")) element.setAttribute("title", t(element.dataset.tLabel));
  }
  for (const element of root.querySelectorAll("[data-t-title]")) element.setAttribute("title", t(element.dataset.tTitle));
  for (const element of root.querySelectorAll("[data-t-placeholder]")) {
    element.setAttribute("placeholder", t(element.dataset.tPlaceholder));
  }
}
