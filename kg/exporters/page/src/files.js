// What the page hands out: pictures, tables, files for other programs, and paper.
import { byId } from "./dom.js";
import { saveCanvas, saveText } from "./download.js";
import { csv, graphml, json } from "./formats.js";
import { gexf } from "./gexf.js";
import { labelOf } from "./i18n.js";
import { lookOf, PRINT } from "./look.js";
import { picture, toCanvas, toSVG } from "./picture.js";

/** What is visible as a picture with its legend. */
function drawing(app, width = 1600) {
  const { model } = app;
  const parks = app.store.state.color === "park" ? app.drawing.parks().named : [];
  return picture({
    width,
    items: app.items,
    masks: app.stage.masks,
    measure: (text, font) => app.stage.overlay.measure(text, font),
    legend: parks.length ? parks.map(({ node, color }) => ({ color, label: model.name[node] })) : model.types.map((type) => ({ color: type.color, label: labelOf(type) })),
    lines: app.items.kind === "nodes" ? model.relations.map((relation) => ({ color: relation.color, dash: relation.dash, label: labelOf(relation) })) : [],
  });
}

export function exporter(app) {
  const { model, evidence, config } = app;
  const name = (suffix) => `${config.file}.${suffix}`;
  const look = () => lookOf(app.store.state.theme);
  const text = (write, suffix, type) => async () => saveText(await write(model, app.masks, evidence), name(suffix), type);
  return {
    png: (scale, clear) => saveCanvas(toCanvas(drawing(app), { ...look(), background: clear ? null : look().background }, scale), name("png")),
    svg: () => saveText(toSVG(drawing(app), look()), name("svg"), "image/svg+xml"),
    csv: text(csv, "csv", "text/csv"),
    json: text(json, "json", "application/json"),
    graphml: text(graphml, "graphml", "application/xml"),
    gexf: text(gexf, "gexf", "application/xml"),
  };
}

/** The picture is printed in the colours of paper, whatever the screen has. */
export function printable(app) {
  window.addEventListener("beforeprint", () => {
    byId("print-picture").src = toCanvas(drawing(app, 1100), PRINT, 2).toDataURL("image/png");
  });
}
