// What the page says of nodes and edges, in the language of the page.
import { labelOf, t } from "./i18n.js";
import { STATUSES } from "./model.js";

export const typeLabel = (model, node) => labelOf(model.types[model.type[node]]);
export const relationLabel = (model, edge) => labelOf(model.relations[model.r[edge]]);
export const statusLabel = (status) => t(`status.${STATUSES[status] || "none"}`);
export const percent = (perMille) => `${Math.round(perMille / 10)}%`;

/** A relation in words: 青禾科技 位于 云汀高新区. A symmetric one is told from the node that comes first, if one does. */
export function sentenceOf(model, edge, first = -1) {
  const turned = model.symmetric(edge) && model.t[edge] === first;
  const [head, tail] = turned ? [model.t[edge], model.s[edge]] : [model.s[edge], model.t[edge]];
  const values = { head: model.name[head], tail: model.name[tail], relation: relationLabel(model, edge) };
  return t(model.symmetric(edge) ? "sentence.symmetric" : "sentence.directed", values);
}

/** Where a sentence stands, for a person who wants to look it up. */
export function citation(model, card) {
  const place = t("citation", {
    text: card.text, file: model.files[card.file], article: card.article + 1, start: card.start, end: card.end,
  });
  return card.date ? `${place} ${t("citation.date", { date: card.date })}` : place;
}
