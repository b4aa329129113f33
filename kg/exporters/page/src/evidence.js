// Evidence cards: the sentence with head, tail and trigger marked, and where it stands.
import { fill, h } from "./dom.js";
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
      const mark = MARKS.find((name) => marks.includes(name));
      return mark ? h("mark", { class: mark, title: t(`mark.${mark}`) }, text) : text;
    }),
  );
}

async function copy(text, app) {
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
  app.say(t("copied"), true);
}

function cardElement(app, card) {
  const { model } = app;
  const facts = [
    card.date && [t("date"), card.dateText && card.dateText !== card.date ? `${card.date}（${card.dateText}）` : card.date],
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
    h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
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
