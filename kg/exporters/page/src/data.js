// The data blocks of the page: plain JSON, or gzip in base64 where it is large.

async function unpack(text) {
  const letters = atob(text.trim());
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** The content of one block; null where the page has none. */
export async function readBlock(id) {
  const element = document.getElementById(id);
  if (!element) return null;
  const text = element.textContent;
  element.textContent = ""; // the text is not needed twice
  return element.type === "application/json" ? JSON.parse(text) : unpack(text);
}

/** Reads evidence when it is asked for: it is the largest part, and most of it is never looked at. */
export function evidenceReader(read, perBlock) {
  const blocks = new Map();
  return async function evidence(edge) {
    const number = Math.floor(edge / perBlock);
    if (!blocks.has(number)) blocks.set(number, read(`kg-evidence-${number}`));
    const block = await blocks.get(number);
    return ((block && block[edge - number * perBlock]) || []).map(card);
  };
}

function card([file, article, start, end, text, offsets, confidence, status, date, dateText, rule, attributes]) {
  const [headStart, headEnd, tailStart, tailEnd, triggerStart, triggerEnd] = offsets;
  return {
    file, article, start, end, text, confidence, status, date, dateText, rule, attributes,
    head: [headStart, headEnd], tail: [tailStart, tailEnd], trigger: [triggerStart, triggerEnd],
  };
}
