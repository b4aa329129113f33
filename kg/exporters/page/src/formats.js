// What is visible as CSV, JSON and GraphML; GEXF is in gexf.js. Pure text in, text out.

// a cell that a spreadsheet would run as a formula gets an apostrophe
const guarded = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const cell = (value) => {
  const text = typeof value === "number" ? String(value) : guarded(String(value));
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const visibleNodes = (model, masks) => Array.from(model.name.keys()).filter((i) => masks.nodes[i]);
export const visibleEdges = (model, masks) => Array.from(model.s.keys()).filter((e) => masks.edges[e]);

/** One relation a row, with a byte-order mark so that spreadsheets see UTF-8. */
export async function csv(model, masks, evidence) {
  const head = ["head", "head_type", "relation", "tail", "tail_type", "confidence", "dates", "sentences", "file", "start", "end", "evidence"];
  const rows = [head.join(",")];
  for (const e of visibleEdges(model, masks)) {
    const [s, t] = [model.s[e], model.t[e]];
    const [best] = await evidence(e);
    const row = [
      model.name[s], model.types[model.type[s]].n, model.relations[model.r[e]].n, model.name[t], model.types[model.type[t]].n,
      model.confidence[e] / 1000, model.dates[e].join("; "), model.count[e],
      best ? model.files[best.file] : "", best ? best.start : "", best ? best.end : "", best ? best.text : "",
    ];
    rows.push(row.map(cell).join(","));
  }
  return `\ufeff${rows.join("\r\n")}\r\n`;
}

export async function json(model, masks, evidence) {
  const nodes = visibleNodes(model, masks).map((i) => ({
    id: model.id[i], type: model.types[model.type[i]].n, name: model.name[i], aliases: model.aliases[i],
    files: model.nodeFiles[i].map((f) => model.files[f]), x: model.x[i], y: model.y[i],
  }));
  const relations = [];
  for (const e of visibleEdges(model, masks)) {
    const cards = await evidence(e);
    relations.push({
      head: model.id[model.s[e]], type: model.relations[model.r[e]].n, tail: model.id[model.t[e]],
      symmetric: model.symmetric(e), confidence: model.confidence[e] / 1000, dates: model.dates[e],
      evidence: cards.map((card) => ({ ...card, file: model.files[card.file], attributes: Object.fromEntries(card.attributes) })),
    });
  }
  return `${JSON.stringify({ entities: nodes, relations }, null, 1)}\n`;
}

// outside XML 1.0's Char; lone surrogates go too
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
export const xml = (text) =>
  String(text)
    .replace(/\r\n?/g, "\n")
    .replace(ILLEGAL, "")
    .replace(/[&<>"\n]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;" })[c]);

const KEYS = [
  ["node", "label", "string"], ["node", "name", "string"], ["node", "type", "string"], ["node", "aliases", "string"],
  ["node", "files", "string"], ["node", "x", "double"], ["node", "y", "double"], ["node", "size", "double"],
  ["node", "color", "string"],
  ["edge", "label", "string"], ["edge", "interaction", "string"], ["edge", "relation", "string"],
  ["edge", "symmetric", "boolean"], ["edge", "weight", "int"], ["edge", "confidence", "double"], ["edge", "date", "string"],
  ["edge", "evidence", "string"], ["edge", "files", "string"], ["edge", "color", "string"],
];

/** The same GraphML as kg writes: one edge for head, tail and relation, directed, y pointing up. */
export async function graphml(model, masks, evidence) {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'];
  for (const [kind, name, type] of KEYS) {
    lines.push(`<key id="${kind[0]}_${name}" for="${kind}" attr.name="${name}" attr.type="${type}"/>`);
  }
  lines.push('<graph id="G" edgedefault="directed">');
  const data = (kind, values) =>
    Object.entries(values)
      .filter(([, value]) => value !== "" && value !== undefined)
      .map(([name, value]) => `<data key="${kind}_${name}">${xml(value)}</data>`)
      .join("");
  for (const i of visibleNodes(model, masks)) {
    const type = model.types[model.type[i]];
    const values = {
      label: model.name[i], name: model.name[i], type: type.n, aliases: model.aliases[i].join("|"),
      files: model.nodeFiles[i].map((f) => model.files[f]).join("; "),
      x: model.x[i], y: -model.y[i], size: model.size[i], color: type.color,
    };
    lines.push(`<node id="${xml(model.id[i])}">${data("n", values)}</node>`);
  }
  for (const e of visibleEdges(model, masks)) {
    const cards = await evidence(e);
    const relation = model.relations[model.r[e]];
    const values = {
      label: relation.n, interaction: relation.n, relation: relation.n, symmetric: String(model.symmetric(e)),
      weight: Math.max(1, model.count[e]), confidence: model.confidence[e] / 1000, date: model.dates[e].join("; "),
      evidence: cards.map((c) => c.text).join("\n").slice(0, 2000),
      files: [...new Set(cards.map((c) => model.files[c.file]))].join("; "), color: relation.color,
    };
    const ends = `source="${xml(model.id[model.s[e]])}" target="${xml(model.id[model.t[e]])}"`;
    lines.push(`<edge id="t${e}" ${ends} label="${xml(relation.n)}">${data("e", values)}</edge>`);
  }
  lines.push("</graph>", "</graphml>", "");
  return lines.join("\n");
}
