// Evidence cards: the sentence with head, tail and trigger marked, and where it stands.
import { copyText, fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { pieces } from "./sentence.js";
import { citation, statusLabel } from "./words.js";

const MARKS = ["head", "tail", "trigger"];

function sentence(card) {
  const parts = pieces(card.text, { head: card.head, tail: card.tail, trigger: card.trigger });
  return h(
    "blockquote",
    {},
    parts.map(({ text, marks }) => {
      // a place inside the name of its park is both: the outer one gives the ground, the inner one the line below
      const found = MARKS.filter((name) => marks.includes(name));
      return found.length ? h("mark", { class: found.join(" "), title: found.map((name) => t(`mark.${name}`)).join(t("comma")) }, text) : text;
    }),
  );
}

/** What the marks mean. */
const key = () =>
  h("p", { class: "marks" }, MARKS.map((name) => h("mark", { class: name }, t(`mark.${name}`))));

async function copy(text, app) {
  await copyText(text);
  app.say(t("copied"), true);
}

function cardElement(app, card) {
  const { model } = app;
  const facts = [
    card.date && [t("date"), card.dateText && card.dateText !== card.date ? t("date.said", { date: card.date, text: card.dateText }) : card.date],
    card.status && [t("status"), statusLabel(card.status)],
    [t("confidence"), `${Math.round(card.confidence * 100)}%`],
    ...card.attributes,
    card.rule && [t("rule"), card.rule],
  ].filter(Boolean);
  return h(
    "article",
    { class: "card" },
    sentence(card),
    h(
      "p",
      { class: "source" },
      h("span", { class: "file" }, model.files[card.file]),
      ` · ${t("article.number", { n: card.article + 1 })} · ${t("offsets", { start: card.start, end: card.end })}`,
    ),
    h("dl", { class: "pairs" }, facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    h("button", { type: "button", class: "small copy", on: { click: () => copy(citation(model, card), app) } }, t("copy.citation")),
  );
}

/** The cards of an edge; they are read when they are shown. */
export function evidenceCards(app, edge) {
  const box = h("div", { class: "cards", "aria-busy": "true" }, h("p", { class: "quiet" }, t("loading")));
  app.evidence(edge).then((cards) => {
    const more = app.model.count[edge] - cards.length;
    fill(
      box,
      cards.length > 0 && key(),
      cards.map((card) => cardElement(app, card)),
      cards.length === 0 && h("p", { class: "quiet" }, t("evidence.none")),
      more > 0 && cards.length > 0 && h("p", { class: "quiet" }, t("evidence.more", { n: more })),
    );
    box.setAttribute("aria-busy", "false");
  });
  return box;
}

/** A button that opens and closes the cards of an edge below it. */
export function evidenceToggle(app, edge) {
  const holder = h("div", { class: "inline-cards", hidden: true });
  const button = h(
    "button",
    {
      type: "button",
      class: "small evidence",
      "aria-expanded": "false",
      on: {
        click: () => {
          const open = holder.hidden;
          if (open && !holder.firstChild) holder.append(evidenceCards(app, edge));
          holder.hidden = !open;
          button.setAttribute("aria-expanded", String(open));
        },
      },
    },
    t("evidence.count", { n: app.model.count[edge] }),
  );
  return { button, holder };
}
