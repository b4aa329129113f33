// sigma (WebGL) behind the same adapter as engine-vis.js. sigma's y axis points up, ours down.
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";

const parts = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));

/** A colour laid thinly over the ground, as an opaque one: sigma adds what is transparent instead of mixing it. */
function thin(hex, ground, share) {
  const under = parts(ground);
  const mixed = parts(hex).map((c, i) => Math.round(c * share + under[i] * (1 - share)));
  return `#${mixed.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}

const LINE = 0.3; // how much of its colour a line has among thousands

function sigmaEngine(container, options, theme, on) {
  let sigma = null;
  let graph = null;
  let nodeMask = null;
  let edgeMask = null;
  let colors = theme;
  let items = null;
  let dragged = null;
  let pinned = new Set();
  let stale = false; // whether sigma has to look at every node and edge again
  let changed = null; // or only at these, {nodes, edges}
  let nearest = 1; // the camera's ratio where the whole is in sight

  // sigma frames the graph in a square of side 1; one of our units is that many of its
  const unit = () => {
    const a = sigma.graphToViewport({ x: 0, y: 0 });
    const b = sigma.graphToViewport({ x: 1000, y: 0 });
    return Math.hypot(b.x - a.x, b.y - a.y) / 1000;
  };

  const shades = new Map();
  const shade = (hex) => {
    if (!shades.has(hex)) shades.set(hex, thin(colors.line(hex), colors.ground, LINE));
    return shades.get(hex);
  };

  const engine = {
    name: "sigma",
    setData(next, shown = null) {
      items = next;
      nodeMask = shown?.nodes ?? null;
      edgeMask = shown?.edges ?? null;
      stale = false;
      changed = null;
      graph = new Graph({ multi: true, type: "directed" });
      for (let i = 0; i < items.x.length; i++) {
        graph.addNode(i, { x: items.x[i], y: -items.y[i], size: items.size[i], color: items.color[i] });
      }
      for (let e = 0; e < items.s.length; e++) {
        if (items.base && !items.base[e]) continue;
        graph.addEdgeWithKey(e, items.s[e], items.t[e], { size: items.width[e], color: shade(items.ecolor[e]) });
      }
      if (sigma) sigma.kill();
      sigma = new Sigma(graph, container, {
        renderLabels: false,
        renderEdgeLabels: false,
        enableEdgeEvents: false,
        hideEdgesOnMove: items.s.length > 8000,
        itemSizesReference: "positions",
        // what sigma divides sizes by: dots grow with the root of the scale, as the other engine draws them
        zoomToSizeRatioFunction: (ratio) => ratio / Math.min(1, Math.sqrt(ratio / nearest)),
        autoRescale: true,
        stagePadding: 30,
        minCameraRatio: 0.002,
        maxCameraRatio: 6,
        // points and plain lines: no instancing, which browsers without a graphics card draw thirty times slower
        defaultNodeType: "point",
        nodeProgramClasses: { point: NodePointProgram },
        defaultEdgeType: "line",
        edgeProgramClasses: { line: EdgeLineProgram },
        minEdgeThickness: 0.6,
        allowInvalidContainer: true,
        nodeReducer: (key, data) => (nodeMask && !nodeMask[key] ? { ...data, hidden: true } : data),
        edgeReducer: (key, data) => (edgeMask && !edgeMask[key] ? { ...data, hidden: true } : data),
      });
      sigma.on("afterRender", () => on.drawn());
      sigma.on("downNode", ({ node, event }) => {
        if (!options.dragNodes || pinned.has(Number(node))) return;
        dragged = Number(node);
        on.grabbed([dragged]);
        event.preventSigmaDefault();
      });
      sigma.getMouseCaptor().on("mousemovebody", (event) => {
        if (dragged === null) return;
        const p = sigma.viewportToGraph(event);
        engine.move(dragged, p.x, -p.y);
        on.moved(dragged, p.x, -p.y, false);
        event.preventSigmaDefault();
        event.original.preventDefault();
      });
      sigma.getMouseCaptor().on("mouseup", () => {
        if (dragged === null) return;
        const { x, y } = graph.getNodeAttributes(dragged);
        on.moved(dragged, x, -y, true);
        dragged = null;
      });
      sigma.setCustomBBox(sigma.getBBox());
    },
    setPinned(next) {
      pinned = next;
    },
    setVisible(nodes, edges) {
      changed ??= { nodes: [], edges: [] };
      for (let i = 0; i < nodes.length; i++) if ((nodeMask ? nodeMask[i] : 1) !== nodes[i]) changed.nodes.push(String(i));
      for (let e = 0; e < edges.length; e++) {
        if ((edgeMask ? edgeMask[e] : 1) !== edges[e] && (!items.base || items.base[e])) changed.edges.push(String(e));
      }
      nodeMask = nodes;
      edgeMask = edges;
    },
    setTheme(next) {
      colors = next;
      shades.clear();
      if (!items) return;
      graph.updateEachEdgeAttributes((key, data) => ({ ...data, color: shade(items.ecolor[key]) }));
      stale = true;
    },
    move(i, x, y) {
      graph.mergeNodeAttributes(i, { x, y: -y });
    },
    camera() {
      const { width, height } = sigma.getDimensions();
      const p = sigma.viewportToGraph({ x: width / 2, y: height / 2 });
      return { x: p.x, y: -p.y, scale: unit() };
    },
    setCamera({ x, y, scale }, animate) {
      const camera = sigma.getCamera();
      const target = sigma.viewportToFramedGraph(sigma.graphToViewport({ x, y: -y }));
      const full = camera.ratio * unit();
      nearest = full / (items.scale0 ?? 1);
      const state = { x: target.x, y: target.y, ratio: full / scale };
      if (animate) camera.animate(state, { duration: 300 });
      else camera.setState(state);
    },
    where(i) {
      const { x, y } = graph.getNodeAttributes(i);
      return { x, y: -y };
    },
    /** Draws what was changed; sigma itself draws what the camera sees. */
    draw() {
      if (!stale && !changed) return on.drawn();
      const some = stale ? {} : { partialGraph: changed };
      stale = false;
      changed = null;
      sigma.refresh({ skipIndexation: true, ...some });
    },
    destroy: () => sigma && sigma.kill(),
  };
  return engine;
}

/** Whether the browser can draw with WebGL. */
function works() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

globalThis.kgSigma = { create: sigmaEngine, works };
