// Elements from plain data. Text goes in as text nodes only; there is no way to pass markup.

/**
 * @param {string} tag
 * @param {Object} props `on` holds listeners, `data` data attributes; true sets an empty attribute, false and null none.
 * @param {...(Node|string|number|null|Array)} children
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (name === "value") {
      element.value = value;
    } else if (name === "checked" || name === "disabled" || name === "hidden") {
      element[name] = Boolean(value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  append(element, children);
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts new children in the place of the old ones. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/** Sets a text where it is another one: the same again would be laid out again. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A screen on which the panels are drawers: narrow, or low as a phone held across. */
export const SMALL = "(max-width: 760px), (max-height: 500px)";

/** Puts a text on the clipboard. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // a page opened from a file may not use the clipboard: the old way needs no permission
    const area = h("textarea", { value: text, class: "away", "aria-hidden": "true" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

export const byId = (id) => document.getElementById(id);

/** A swatch in a colour that comes from the data: set through CSSOM, which the policy allows. */
export function swatch(color, extra = "") {
  const element = h("span", { class: `swatch ${extra}`.trim(), "aria-hidden": "true" });
  element.style.backgroundColor = color;
  return element;
}

/** A short line in a relation's colour and dash pattern. */
export function lineSample(color, dash) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("width", "28");
  svg.setAttribute("height", "8");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("sample");
  const line = document.createElementNS(ns, "line");
  const facts = { x1: 1, y1: 4, x2: 27, y2: 4, stroke: color, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") };
  for (const [name, value] of Object.entries(facts)) line.setAttribute(name, String(value));
  svg.append(line);
  return svg;
}
