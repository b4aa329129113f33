// The page's modules without a browser. Run by `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aroundMiddle, byPark, byType, components, packed, parks } from "../../kg/exporters/page/src/arrange.js";
import { csv, graphml, json, xml } from "../../kg/exporters/page/src/formats.js";
import { ball, dateBins, dateInside, facets, visible } from "../../kg/exporters/page/src/filter.js";
import { drawLines } from "../../kg/exporters/page/src/lines.js";
import { days } from "../../kg/exporters/page/src/gexf.js";
import { control, onCurve, shrunk, spread, toCurve, toSegment } from "../../kg/exporters/page/src/geometry.js";
import { countGroups, glyphs, itemsOf } from "../../kg/exporters/page/src/items.js";
import { keys, setLanguage, t } from "../../kg/exporters/page/src/i18n.js";
import { Boxes, place, shorten, shortForm, textsOf } from "../../kg/exporters/page/src/labels.js";
import { Model } from "../../kg/exporters/page/src/model.js";
import { paths } from "../../kg/exporters/page/src/paths.js";
import { Places } from "../../kg/exporters/page/src/places.js";
import { picture, toSVG } from "../../kg/exporters/page/src/picture.js";
import { relaid } from "../../kg/exporters/page/src/relayout.js";
import { SearchIndex } from "../../kg/exporters/page/src/search.js";
import { pieces } from "../../kg/exporters/page/src/sentence.js";
import { sentenceOf } from "../../kg/exporters/page/src/words.js";
import { decode, DEFAULTS, encode, Store } from "../../kg/exporters/page/src/store.js";

const RELATIONS = [
  { n: "located-in", zh: "位于", en: "located in", color: "#7A7A7A", dash: [], sym: false },
  { n: "partners", zh: "合作伙伴", en: "partners", color: "#0072B2", dash: [6, 4], sym: true },
];

/** A model from names and `[from, relation, to, confidence, dates]`. */
function model(names, rows, group = null) {
  const n = names.length;
  const nodes = {
    id: names.map(() => ""), name: names, type: names.map((_, i) => i % 2), x: names.map((_, i) => i * 100), y: names.map((_, i) => (i % 3) * 50),
    size: names.map(() => 10), mentions: names.map(() => 1), pinyin: names.map(() => ""), aliases: names.map(() => []), files: names.map(() => [0]),
  };
  if (group) nodes.group = group;
  return new Model({
    types: [{ n: "park", zh: "园区", en: "Park", color: "#009E73" }, { n: "company", zh: "企业", en: "Company", color: "#0072B2" }],
    relations: RELATIONS, files: ["a.txt"], nodes,
    edges: {
      s: rows.map((r) => r[0]), r: rows.map((r) => r[1]), t: rows.map((r) => r[2]), c: rows.map((r) => r[3] ?? 900),
      d: rows.map((r) => r[4] ?? []), st: rows.map(() => 0), n: rows.map(() => 1),
    },
    n,
  });
}

const state = (patch = {}) => ({ ...DEFAULTS, ...patch });

test("a mark is cut by code points, not by UTF-16 units", () => {
  assert.deepEqual(pieces("𠮷甲乙", { head: [1, 2], tail: [0, 0], trigger: [2, 3] }), [
    { text: "𠮷", marks: [] }, { text: "甲", marks: ["head"] }, { text: "乙", marks: ["trigger"] },
  ]);
});

test("pieces always join to the sentence, whatever the spans", () => {
  for (const spans of [{ head: [0, 9], tail: [3, 5] }, { head: [4, 2] }, { head: [-1, 3] }, { head: [0, 99] }, {}]) {
    assert.equal(pieces("甲乙丙丁戊己庚辛壬", spans).map((p) => p.text).join(""), "甲乙丙丁戊己庚辛壬");
  }
});

test("filters: each choice takes its own, and counts say what would be there", () => {
  const m = model(["A", "B", "C", "D"], [[0, 0, 1, 900], [1, 1, 2, 400, ["2024-01"]], [2, 0, 3, 700, ["2023"]]]);
  assert.equal(visible(m, state()).edgeCount, 3);
  assert.equal(visible(m, state({ relOff: ["located-in"] })).edgeCount, 1);
  assert.equal(visible(m, state({ conf: 50 })).edgeCount, 2);
  assert.equal(visible(m, state({ since: "2024", undated: false })).edgeCount, 1);
  assert.equal(visible(m, state({ until: "2023-06", undated: false })).edgeCount, 1);
  assert.deepEqual([visible(m, state({ off: ["company"] })).nodeCount, visible(m, state({ off: ["company"] })).edgeCount], [2, 0]);
  assert.equal(visible(m, state({ hidden: ["park:A"] })).edgeCount, 2);
  assert.equal(visible(m, state({ relOff: ["located-in"], lone: true })).nodeCount, 2);
  assert.deepEqual(facets(m, state({ relOff: ["located-in"] })).relations, [2, 1]);
});

test("focus is a ball over visible relations", () => {
  const m = model(["A", "B", "C", "D"], [[0, 0, 1], [1, 1, 2], [2, 0, 3]]);
  assert.equal(visible(m, state({ focus: { id: "park:A", hops: 2 } })).nodeCount, 3);
  assert.equal(visible(m, state({ focus: { id: "park:A", hops: 3 }, relOff: ["partners"] })).nodeCount, 2);
  assert.deepEqual([...ball(m, 3, 1, new Uint8Array(3).fill(1))], [0, 0, 1, 1]);
});

test("dates of different exactness compare by what they share", () => {
  assert.ok(dateInside("2024", "2024-03", "2024-09"));
  assert.ok(!dateInside("2023", "2024-03", ""));
  assert.ok(!dateInside("2024-10-01", "", "2024-09"));
  assert.deepEqual(dateBins(model(["A", "B"], [[0, 0, 1, 9, ["2024-02"]], [0, 1, 1, 9, ["2024"]]])).counts.slice(0, 3), [1, 1, 0]);
});

test("search ranks name, alias, part, initials", () => {
  const m = model(["江阴高新区", "江阴青禾", "兰州大学"], [[1, 0, 0]]);
  m.aliases[1] = ["青禾"];
  m.pinyin = ["jygxq", "jyqh qh", "lzdx"];
  const index = new SearchIndex(m);
  assert.deepEqual(index.find("江阴高新区").map((h) => h.node), [0]);
  assert.deepEqual(index.find("青禾"), [{ node: 1, by: "alias", alias: "青禾" }]);
  assert.deepEqual(index.find("QH")[0], { node: 1, by: "pinyin", alias: "" });
  assert.deepEqual(index.find("ｌｚｄｘ").map((h) => h.node), [2]);
  assert.deepEqual(index.find("  "), []);
});

test("paths: shortest first, at most three, agreeing with every way there is", () => {
  // a pseudo-random graph, and all simple paths by brute force as the judge
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 40; round++) {
    const rows = Array.from({ length: 12 }, () => [random(8), random(2), random(8), 100 + random(900)]).filter((r) => r[0] !== r[2]);
    const m = model([..."ABCDEFGH"], rows);
    const mask = new Uint8Array(m.m).fill(1);
    for (const by of ["hops", "certain"]) {
      const ways = new Map();
      const walk = (node, seen, cost) => {
        if (node === 7) {
          const key = seen.join(",");
          ways.set(key, Math.min(ways.get(key) ?? Infinity, cost));
          return;
        }
        for (const e of m.edgesOf(node)) {
          const next = m.other(e, node);
          if (!seen.includes(next)) walk(next, [...seen, next], cost + (by === "hops" ? 1 : 1000 / m.confidence[e]));
        }
      };
      walk(0, [0], 0);
      const best = [...ways.values()].sort((a, b) => a - b).slice(0, 3);
      const found = paths(m, mask, 0, 7, by);
      assert.equal(found.length, best.length);
      found.forEach((path, i) => assert.ok(Math.abs(path.cost - best[i]) < 1e-9));
      found.forEach((path) => assert.equal(new Set(path.nodes).size, path.nodes.length));
    }
  }
});

test("paths keep to visible relations", () => {
  const m = model(["A", "B", "C"], [[0, 0, 1], [1, 0, 2]]);
  assert.deepEqual(paths(m, Uint8Array.of(1, 0), 0, 2), []);
  assert.deepEqual(paths(m, Uint8Array.of(1, 1), 1, 1), []);
});

test("parallel relations never lie on one line, whatever their direction", () => {
  for (const ends of [[[0, 1], [0, 1]], [[0, 1], [1, 0]], [[0, 1], [0, 1], [1, 0]], [[1, 0], [0, 1], [1, 0], [0, 1]]]) {
    const round = spread(ends.map((e) => e[0]), ends.map((e) => e[1]));
    const at = [[0, 0], [100, 0]];
    const middles = ends.map(([s, t], i) => {
      const [cx, cy] = control(...at[s], ...at[t], round[i]);
      return onCurve(...at[s], cx, cy, ...at[t], 0.5)[1];
    });
    middles.forEach((y, i) => middles.slice(0, i).forEach((other) => assert.ok(Math.abs(y - other) > 3, `${middles}`)));
  }
  assert.deepEqual([...spread([0, 1], [1, 2])], [0, 0]);
});

test("distance from a curve is small on it and large beside it", () => {
  const [cx, cy] = control(0, 0, 100, 0, 0.4);
  const [x, y] = onCurve(0, 0, cx, cy, 100, 0, 0.5);
  assert.ok(toCurve(x, y, 0, 0, 100, 0, 0.4) < 1);
  assert.ok(toCurve(x, -y, 0, 0, 100, 0, 0.4) > 5);
  assert.equal(toSegment(0, 5, 0, 0, 0, 0), 5);
});

test("labels never overlap, and the first come first", () => {
  const wanted = Array.from({ length: 300 }, (_, i) => ({
    owner: i, x: 100 + ((i * 37) % 600), y: 40 + ((i * 53) % 420), radius: 6, texts: ["一个不短的名字", "短"], font: 12,
  }));
  const placed = place(wanted, (text, font) => text.length * font, { width: 800, height: 500 });
  assert.equal(placed[0].owner, 0);
  assert.ok(placed.length > 40);
  placed.forEach(({ box: a }, i) => placed.slice(0, i).forEach(({ box: b }) => {
    assert.ok(!(a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]));
  }));
  placed.forEach(({ box }) => assert.ok(box[0] >= 0 && box[2] <= 800 && box[1] >= 0 && box[3] <= 500));
});

test("a label keeps clear of other dots but not of its own", () => {
  const boxes = new Boxes();
  boxes.take([0, 0, 10, 10], 1);
  assert.ok(!boxes.free([5, 5, 20, 20], 2));
  assert.ok(boxes.free([5, 5, 20, 20], 1));
  assert.deepEqual(textsOf("江阴青禾科技有限公司", "青禾", 20, true), ["青禾", "江阴青禾科技有限公司"]);
  assert.equal(shorten("𠮷𠮷𠮷", 2), "𠮷…");
  assert.equal(shortForm("江阴青禾科技有限公司", ["青禾科技", "青禾", "绿禾"]), "青禾");
  assert.equal(shortForm("云汀高新区", ["河口镇"]), "");
});

test("letters in the dots tell all types apart", () => {
  assert.deepEqual(glyphs(["园区", "企业"]), ["园", "企"]);
  assert.deepEqual(glyphs(["Park", "Program", "Place"]), ["Pa", "Pr", "Pl"]);
});

test("undo and redo walk the same road", () => {
  const store = new Store();
  store.update({ conf: 50 });
  store.update({ select: { node: "x" } });
  store.update({ off: ["park"] });
  assert.ok(store.undo());
  assert.deepEqual([store.state.off, store.state.conf, store.state.select], [[], 50, { node: "x" }]);
  assert.ok(store.undo());
  assert.equal(store.state.conf, 0);
  assert.ok(!store.undo());
  store.redo();
  store.redo();
  assert.deepEqual([store.state.conf, store.state.off], [50, ["park"]]);
  store.update({ conf: 50 });
  assert.ok(!store.redo());
});

test("the address keeps the state, and lets nothing else in", () => {
  const kept = { ...DEFAULTS, off: ["park"], focus: { id: "a", hops: 2 }, lang: "en", camera: [1, 2, 0.5] };
  assert.deepEqual({ ...DEFAULTS, ...decode(`#${encode(kept)}`) }, kept);
  assert.equal(encode(DEFAULTS), "");
  const foul = { off: [1], conf: 500, focus: { id: "a", hops: 9 }, lang: "xx", camera: [1, 2, -1], __proto__: { a: 1 }, theme: "<b>" };
  assert.deepEqual(decode(encodeURIComponent(JSON.stringify(foul))), {});
  for (const text of ["#%", "#[1]", "#null", "", "#{"]) assert.deepEqual(decode(text), {});
});

test("CSV guards formulas and quotes; GraphML is XML", async () => {
  const m = model(['=1+1"', "-B\n"], [[0, 0, 1]]);
  const masks = visible(m, state());
  const none = async () => [];
  const [, row] = (await csv(m, masks, none)).split("\r\n");
  assert.ok(row.startsWith(`"'=1+1""",`));
  assert.equal(xml('<a b="\u0000\ud800">&\n'), "&lt;a b=&quot;&quot;&gt;&amp;&#10;");
  assert.ok((await graphml(m, masks, none)).includes('edgedefault="directed"'));
  assert.equal(JSON.parse(await json(m, masks, none)).relations.length, 1);
});

test("the picture holds what is visible", () => {
  const m = model(["A", "B", "C"], [[0, 0, 1], [1, 1, 2]]);
  const items = itemsOf(m, null);
  const masks = { nodes: Uint8Array.of(1, 1, 0), edges: Uint8Array.of(1, 0) };
  const drawn = picture({ items, masks, measure: (s, f) => s.length * f, legend: [{ color: "#000000", label: "<园>" }] });
  assert.deepEqual([drawn.dots.length, drawn.lines.length, drawn.labels.length], [2, 1, 2]);
  const svg = toSVG(drawn, { background: "#fff", ring: "#fff", text: "#000", halo: "#fff" });
  assert.ok(svg.includes("&lt;园&gt;") && !svg.includes("<园>"));
});

test("groups count what is visible", () => {
  const m = model(["A", "B", "C", "D"], [[0, 0, 1], [1, 1, 2], [2, 0, 3]], [0, 0, 1, 1]);
  const overview = { groups: [{}, {}], links: [[0, 1, 1]] };
  assert.deepEqual(countGroups(m, overview, visible(m, state())).links, [1]);
  assert.deepEqual([...countGroups(m, overview, visible(m, state({ off: ["company"] }))).members], [1, 1]);
});

test("every string speaks both languages, and values stay what they are", () => {
  for (const language of ["zh", "en"]) {
    setLanguage(language);
    for (const key of keys()) assert.ok(t(key).length > 0);
    assert.ok(t("hidden.done", { name: "$&<b>" }).includes("$&<b>"));
  }
  assert.throws(() => t("nothing"));
});

/** A pseudo-random number below n, the same each time. */
function chance(seed = 11) {
  let state = seed;
  return (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;
}

const boxOf = (m, places, members) => {
  const xs = members.map((i) => places.x[i]);
  const ys = members.map((i) => places.y[i]);
  return [Math.min(...xs) - 10, Math.min(...ys) - 10, Math.max(...xs) + 10, Math.max(...ys) + 10];
};

test("unconnected parts are packed side by side, in the shape of the screen", () => {
  const random = chance();
  const names = Array.from({ length: 90 }, (_, i) => `节点${i}`);
  const rows = Array.from({ length: 48 }, () => [random(60), random(2), random(60)]).filter(([a, , b]) => a !== b);
  rows.push([60, 0, 61], [62, 0, 63]);
  const m = model(names, rows);
  const parts = components(m);
  assert.equal(parts.flat().length, 90);
  assert.ok(parts.every((part, i) => !i || part.length <= parts[i - 1].length));
  for (const aspect of [0.5, 2]) {
    const places = packed(m, aspect);
    const boxes = parts.map((part) => boxOf(m, places, part));
    boxes.forEach((a, i) => boxes.slice(0, i).forEach((b) => assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1])));
    // inside a part nothing moves
    for (const part of parts) {
      const [dx, dy] = [places.x[part[0]] - m.x[part[0]], places.y[part[0]] - m.y[part[0]]];
      part.forEach((i) => assert.ok(Math.abs(places.x[i] - m.x[i] - dx) < 1e-6 && Math.abs(places.y[i] - m.y[i] - dy) < 1e-6));
    }
  }
  // twenty parts of three
  const threes = model(Array.from({ length: 60 }, (_, i) => `点${i}`), Array.from({ length: 40 }, (_, i) => [Math.floor(i / 2) * 3 + (i % 2), 0, Math.floor(i / 2) * 3 + (i % 2) + 1]));
  const side = (list) => Math.max(...list) - Math.min(...list);
  const [high, wide] = [0.5, 2].map((aspect) => packed(threes, aspect)).map(({ x, y }) => side(x) / side(y));
  assert.ok(high < 1 && wide > 1.5, `${high} ${wide}`);
});

test("boxes around a middle never overlap", () => {
  const random = chance(5);
  for (let round = 0; round < 10; round++) {
    const boxes = Array.from({ length: 25 }, () => [20 + random(300), 20 + random(200)]);
    const corners = aroundMiddle(boxes, 1.6);
    corners.forEach(([x, y], i) => corners.slice(0, i).forEach(([u, v], j) => {
      assert.ok(x + boxes[i][0] <= u || u + boxes[j][0] <= x || y + boxes[i][1] <= v || v + boxes[j][1] <= y);
    }));
  }
});

test("every node goes to its nearest park, and groups stand apart", () => {
  const m = model(["甲园", "乙厂", "丙园", "丁厂", "戊园", "己厂"], [[1, 0, 0], [3, 0, 2], [1, 1, 3]]);
  const { of, centres } = parks(m);
  assert.deepEqual(centres.map((i) => m.name[i]), ["甲园", "丙园"]);
  assert.deepEqual([...of], [0, 0, 1, 1, -1, -1]);
  for (const arranged of [byPark(m, 1.6), byType(m, 1.6)]) {
    const spots = new Set(Array.from(arranged.x, (x, i) => `${x.toFixed(1)} ${arranged.y[i].toFixed(1)}`));
    assert.equal(spots.size, 6);
    assert.ok(Array.from(arranged.x).every(Number.isFinite));
  }
  const typed = byType(m, 1.6);
  const mean = (list, of) => list.reduce((sum, i) => sum + of[i], 0) / list.length;
  assert.ok(Math.hypot(mean([0, 2, 4], typed.x) - mean([1, 3, 5], typed.x), mean([0, 2, 4], typed.y) - mean([1, 3, 5], typed.y)) > 60);
});

test("a new layout parts what overlaps, leaves what is fixed or out of sight, and is the same each time", () => {
  const names = Array.from({ length: 30 }, (_, i) => `企业${i}`);
  const m = model(names, names.slice(1).map((_, i) => [i + 1, 0, Math.floor(i / 3)]));
  m.x.fill(0);
  m.y.fill(0);
  const items = itemsOf(m, null);
  const masks = { nodes: new Uint8Array(30).fill(1), edges: new Uint8Array(m.m).fill(1) };
  masks.nodes[29] = 0;
  const found = relaid(items, masks, new Set([0]));
  assert.equal(found.size, 28);
  assert.ok(!found.has(0) && !found.has(29));
  const all = new Map([...found, [0, [0, 0]]]);
  for (const [i, [x, y]] of all) for (const [j, [u, v]] of all) assert.ok(i === j || Math.hypot(x - u, y - v) >= 19, `${i} ${j}`);
  assert.deepEqual(relaid(items, masks, new Set([0])), found);
  // neighbours end nearer to each other than others do
  const far = (a, b) => Math.hypot(all.get(a)[0] - all.get(b)[0], all.get(a)[1] - all.get(b)[1]);
  const near = [...all.keys()].filter((i) => i > 0).map((i) => far(i, Math.floor((i - 1) / 3)));
  const any = [...all.keys()].filter((i) => i > 0).map((i) => far(i, (i * 7) % 29 || 1)).filter((d) => d > 0);
  const sum = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  assert.ok(sum(near) < sum(any));
});

test("dates are days for the timeline", () => {
  assert.deepEqual(days("2024"), ["2024-01-01", "2024-12-31"]);
  assert.deepEqual(days("2024-02"), ["2024-02-01", "2024-02-29"]);
  assert.deepEqual(days("2023-05-06"), ["2023-05-06", "2023-05-06"]);
  assert.equal(days("<b>"), null);
});

test("of many nodes the best connected are shown, with what was opened by hand", () => {
  const m = model(["A", "B", "C", "D", "E", "F"], [[0, 0, 1], [0, 1, 2], [0, 0, 3], [1, 0, 2], [4, 0, 3]]);
  const on = (patch) => [...visible(m, state(patch)).nodes].join("");
  assert.equal(on({ most: 2 }), "110000");
  assert.equal(on({ most: 2, opened: ["park:E"] }), "110110");
  assert.equal(on({ degree: 1 }), "111110");
  assert.equal(on({ degree: 1, opened: ["company:F"] }), "111111");
  assert.equal(on({ focus: { id: "company:B", hops: 1 } }), "111000");
  assert.equal(on({ focus: { id: "company:B", hops: 1 }, opened: ["company:D"] }), "111110");
  assert.equal(on({ most: 2, opened: ["park:E"], hidden: ["company:D"] }), "110010");
});

test("one is told from many in English", () => {
  setLanguage("en");
  assert.deepEqual([t("hops", { n: 1 }), t("hops", { n: 3 })], ["1 hop", "3 hops"]);
  setLanguage("zh");
  assert.equal(t("hops", { n: 3 }), "3 步");
});

test("a symmetric relation is told from the node that comes first", () => {
  setLanguage("zh");
  const m = model(["甲", "乙"], [[0, 1, 1], [0, 0, 1]]);
  assert.equal(sentenceOf(m, 0, 1), "乙 与 甲：合作伙伴");
  assert.equal(sentenceOf(m, 1, 1), "甲 位于 乙");
});

test("dots grow less than distances, and never beyond their own size", () => {
  const items = { scale0: 0.5 };
  assert.equal(shrunk(items, 0.25), 1);
  assert.equal(shrunk(items, 2), 0.5);
});

test("an arrangement follows from what the state says of it: asked twice, or in another page, it is the same", () => {
  const names = Array.from({ length: 12 }, (_, i) => `node ${i}`);
  const rows = names.slice(1).map((_, i) => [i % 4, 0, i + 1]);
  const places = () => new Places(model(names, rows), 1.6, DEFAULTS, null);
  const one = places();
  const plain = state({ moved: { "park:node 2": [5, -5] } });
  const first = { ...plain, ...one.rearranged({ ...plain, off: ["company"] }), off: [] };
  assert.deepEqual(first.moved, {});
  const second = { ...first, ...one.rearranged({ ...first, pinned: ["park:node 0"] }) };
  assert.deepEqual(one.of(second), places().of({ ...DEFAULTS, ...decode(encode(second)) }));
  const [before, after, last] = [one.of(plain), one.of(first), one.of(second)];
  // only what was in sight was arranged: companies, the odd ones, stayed where they were
  for (let i = 0; i < names.length; i++) assert.equal(before.x[i] === after.x[i], i % 2 === 1);
  assert.equal(last.x[0], after.x[0]);
  assert.notEqual(last.x[4], after.x[4]);
});

test("an address holds a sound chain of arrangements and no other", () => {
  const link = (before, patch = {}) => ({ seen: {}, pinned: [], moved: {}, before, ...patch });
  const kept = (arranged) => "arranged" in decode(encodeURIComponent(JSON.stringify({ arranged })));
  assert.ok(kept(link(link(null, { seen: { conf: 40, focus: null }, moved: { a: [1, 2] } }))));
  const foul = [[], link(undefined), link(null, { seen: { conf: 500 } }), link(null, { seen: { lang: "zh" } }), link(null, { pinned: [1] }), link(null, { moved: { a: [1] } })];
  for (const arranged of foul) assert.ok(!kept(arranged), JSON.stringify(arranged));
  let long = null;
  for (let i = 0; i < 9; i++) long = link(long);
  assert.ok(!kept(long));
  assert.equal(encode(state({ arranged: long })), "");
});

test("lines are drawn once each, those that look alike one after the other, and none that is out of sight", () => {
  const m = model(["A", "B", "C", "D"], [[0, 0, 1], [2, 1, 3], [1, 0, 2], [0, 1, 3]]);
  const items = { ...itemsOf(m, null), scale0: 1 };
  const said = [];
  const note = (name) => (...values) => said.push([name, ...values]);
  const c = Object.fromEntries(["save", "restore", "beginPath", "moveTo", "lineTo", "quadraticCurveTo", "stroke", "fill", "setLineDash"].map((name) => [name, note(name)]));
  const draw = (x, masks) => {
    said.length = 0;
    drawLines(c, items, masks, { x, y: 0, scale: 1 }, { width: 800, height: 600, ratio: 1 }, { line: (hex) => hex, edgeOpacity: 1 });
    return said.filter(([name]) => name === "moveTo" || name === "setLineDash");
  };
  const all = { nodes: new Uint8Array(4).fill(1), edges: new Uint8Array(4).fill(1) };
  const runs = draw(150, all);
  assert.equal(runs.filter(([name]) => name === "setLineDash").length, 2);
  const tips = 2; // arrow heads of the two that have a direction
  assert.equal(runs.filter(([name]) => name === "moveTo").length, 4 + tips);
  assert.equal(draw(150, { ...all, edges: new Uint8Array(4) }).length, 0);
  assert.equal(draw(5000, all).length, 0);
});
