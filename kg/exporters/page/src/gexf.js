// What is visible as GEXF 1.3 for Gephi, by the rules of kg's own exporter: lists as JSON, a timeline where anything is
// dated, symmetric relations without direction. Pure text in, text out.
import { visibleEdges, visibleNodes, xml } from "./formats.js";
import { STATUSES } from "./model.js";

const NODE = { name: "string", type: "string", type_zh: "string", aliases: "liststring", files: "liststring", mentions: "integer" };
const EDGE = {
  relation: "string", relation_zh: "string", symmetric: "boolean", confidence: "double", status: "string", date: "string",
  date_start: "string", date_end: "string", evidence: "string", evidence_count: "integer", files: "liststring",
};
const LONGEST = 2000; // characters of evidence
const SMALL = 4; // Gephi maps sizes to this span
const LARGE = 100;

/** First and last day of a date of any exactness: 2024 is the whole year. */
export function days(date) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date);
  if (!found) return null;
  const [, year, month, day] = found;
  if (day) return [date, date];
  if (!month) return [`${year}-01-01`, `${year}-12-31`];
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return [`${year}-${month}-01`, `${year}-${month}-${String(last).padStart(2, "0")}`];
}

const period = (dates) => {
  const spans = dates.map(days).filter(Boolean);
  if (!spans.length) return ["", ""];
  return [spans.map((s) => s[0]).sort()[0], spans.map((s) => s[1]).sort().at(-1)];
};
const list = (texts) => (texts.length ? JSON.stringify(texts) : "");
const value = (name, text) => (text === "" ? "" : `<attvalue for="${name}" value="${xml(text)}"/>`);
const values = (table) => `<attvalues>${Object.entries(table).map(([name, text]) => value(name, text)).join("")}</attvalues>`;
const color = (hex) => {
  const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  return `<viz:color r="${r}" g="${g}" b="${b}"/>`;
};

export async function gexf(model, masks, evidence) {
  const nodes = visibleNodes(model, masks);
  const edges = visibleEdges(model, masks);
  const last = edges.map((e) => period(model.dates[e])[1]).reduce((a, b) => (a > b ? a : b), "");
  const sizes = nodes.map((i) => model.size[i]);
  const [low, high] = sizes.reduce(([a, b], size) => [Math.min(a, size), Math.max(b, size)], [Infinity, -Infinity]);
  const ratio = high > low ? (LARGE - SMALL) / (high - low) : 1;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `<meta lastmodifieddate="${last || "2022-01-01"}"><creator>kg</creator></meta>`,
    `<graph ${last ? 'mode="dynamic" timeformat="date" timerepresentation="interval"' : 'mode="static"'} idtype="string">`,
  ];
  for (const [kind, table] of [["node", NODE], ["edge", EDGE]]) {
    const attributes = Object.entries(table).map(([name, type]) => `<attribute id="${name}" title="${name}" type="${type}"/>`);
    lines.push(`<attributes class="${kind}" mode="static">${attributes.join("")}</attributes>`);
  }
  lines.push("<nodes>");
  nodes.forEach((i, at) => {
    const type = model.types[model.type[i]];
    const table = {
      name: model.name[i], type: type.n, type_zh: type.zh, aliases: list(model.aliases[i]),
      files: list(model.nodeFiles[i].map((f) => model.files[f])), mentions: model.mentions[i],
    };
    const size = high > low ? SMALL + (sizes[at] - low) * ratio : 20;
    lines.push(
      `<node id="${xml(model.id[i])}" label="${xml(model.name[i])}">${values(table)}<viz:size value="${size.toFixed(2)}"/>` +
        `<viz:position x="${(model.x[i] * ratio).toFixed(1)}" y="${(-model.y[i] * ratio).toFixed(1)}" z="0"/>${color(type.color)}</node>`,
    );
  });
  lines.push("</nodes>", "<edges>");
  for (const e of edges) {
    const relation = model.relations[model.r[e]];
    const cards = await evidence(e);
    const [start, end] = period(model.dates[e]);
    const text = [...new Set(cards.map((c) => c.text))].join("; ");
    const table = {
      relation: relation.n, relation_zh: relation.zh, symmetric: String(model.symmetric(e)), confidence: model.confidence[e] / 1000,
      status: STATUSES[model.status[e]], date: model.dates[e].join("; "), date_start: start, date_end: end,
      evidence: text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text, evidence_count: model.count[e],
      files: list([...new Set(cards.map((c) => model.files[c.file]))].sort()),
    };
    const direction = model.symmetric(e) ? "undirected" : "directed";
    const time = start ? ` start="${start}" end="${end}"` : "";
    lines.push(
      `<edge id="t${e}" source="${xml(model.id[model.s[e]])}" target="${xml(model.id[model.t[e]])}" type="${direction}" label="${xml(relation.n)}" ` +
        `kind="${xml(relation.n)}" weight="${Math.max(1, model.count[e])}"${time}>${values(table)}${color(relation.color)}</edge>`,
    );
  }
  lines.push("</edges>", "</graph>", "</gexf>", "");
  return lines.join("\n");
}
