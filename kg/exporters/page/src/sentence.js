// A sentence cut at its marks. Offsets count code points, as Python counts them. Pure.

/**
 * @returns {{text: string, marks: string[]}[]} pieces in order; `marks` names the spans that a piece lies in.
 */
export function pieces(text, spans) {
  const chars = Array.from(text);
  const cuts = new Set([0, chars.length]);
  const kept = Object.entries(spans).filter(([, [start, end]]) => start < end && start >= 0 && end <= chars.length);
  for (const [, [start, end]] of kept) cuts.add(start).add(end);
  const points = [...cuts].sort((a, b) => a - b);
  const found = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [from, to] = [points[i], points[i + 1]];
    const marks = kept.filter(([, [start, end]]) => start <= from && to <= end).map(([name]) => name);
    found.push({ text: chars.slice(from, to).join(""), marks });
  }
  return found;
}
