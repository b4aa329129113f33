// vis-network behind the thin adapter that the stage talks to. It draws dots and lines and moves the camera;
// labels, glyphs and highlights are drawn over it by overlay.js, clicks are found by the stage.
/* global vis */

import { shrunk } from "./geometry.js";

const ARROW = 4.5; // pixels of an arrow head beside what the line's width adds
const MANY_EDGES = 1500; // hidden while the picture moves
const PLAIN_EDGES = 2500; // from here on dashes and arrows are drawn only where the pointer or the selection is: they cost most of a frame

export function visEngine(container, options, theme, on) {
  let network = null;
  let nodes = null;
  let edges = null;
  let items = null;
  let colors = theme;

  let drawnAt = 0; // the scale for which sizes are set

  const plain = () => items.s.length > PLAIN_EDGES;
  /** Sizes for the scale of the camera: lines keep their width on the screen, dots grow less than distances. */
  const resize = () => {
    const { body } = network;
    const scale = network.getScale();
    if (scale === drawnAt || !body?.nodes) return;
    drawnAt = scale;
    const shrink = shrunk(items, scale);
    for (let i = 0; i < items.x.length; i++) body.nodes[i].options.size = items.size[i] * shrink;
    // seen from far away lines are thinner, or they would cover everything
    const thin = Math.max(0.35, Math.min(1.5, (scale / items.scale0) ** 0.4)) / scale;
    for (let e = 0; e < items.s.length; e++) {
      const { options: style } = body.edges[e];
      style.width = items.width[e] * thin;
      if (items.dash[e].length && !plain()) style.dashes = items.dash[e].map((d) => d * thin);
      // vis-network makes an arrow head 15 of these and three widths of the line long
      if (items.arrow[e] && !plain()) style.arrows.to.scaleFactor = ((ARROW + 1.4 * items.width[e] * thin * scale) / scale - 3 * style.width) / 15;
    }
  };
  /** Puts all nodes where they belong: vis-network cuts coordinates to whole numbers, and takes the first ones again with each new colour. */
  const settle = () => {
    for (let i = 0; i < items.x.length; i++) engine.move(i, items.x[i], items.y[i]);
    drawnAt = 0;
  };
  const nodeStyle = (i) => ({
    id: i,
    x: items.x[i],
    y: items.y[i],
    size: items.size[i],
    color: { background: items.color[i], border: colors.ring },
  });
  const edgeStyle = (e) => ({
    id: e,
    from: items.s[e],
    to: items.t[e],
    width: items.width[e],
    dashes: items.dash[e].length && !plain() ? items.dash[e] : false,
    color: { color: colors.line(items.ecolor[e]), opacity: colors.edgeOpacity },
    arrows: items.arrow[e] && !plain() ? "to" : "",
    smooth: items.round[e] ? { enabled: true, type: "curvedCW", roundness: items.round[e] } : false,
  });

  const engine = {
    name: "vis",
    setData(next) {
      items = next;
      nodes = new vis.DataSet(Array.from(items.x, (_, i) => nodeStyle(i)));
      edges = new vis.DataSet(Array.from(items.s, (_, e) => edgeStyle(e)));
      const many = items.s.length > MANY_EDGES;
      const all = {
        ...options,
        interaction: { ...options.interaction, hideEdgesOnDrag: many, hideEdgesOnZoom: many },
      };
      if (network) network.destroy();
      network = new vis.Network(container, { nodes, edges }, all);
      settle();
      network.on("beforeDrawing", resize);
      network.on("afterDrawing", () => on.drawn());
      const moved = (event, done) => {
        // not getPositions(), which rounds
        for (const id of event.nodes) on.moved(Number(id), network.body.nodes[id].x, network.body.nodes[id].y, done);
      };
      network.on("dragStart", (event) => event.nodes.length && on.grabbed(event.nodes));
      network.on("dragging", (event) => event.nodes.length && moved(event, false));
      network.on("dragEnd", (event) => event.nodes.length && moved(event, true));
    },
    setPinned(pinned) {
      for (let i = 0; i < items.x.length; i++) {
        const { fixed } = network.body.nodes[i].options;
        fixed.x = fixed.y = pinned.has(i);
      }
    },
    setVisible(nodeMask, edgeMask) {
      const { body } = network;
      if (typeof network._updateVisibleIndices === "function") {
        // the way of vis-network 9 without a new set-up of every node, which would take a second at 3,000/9,000
        for (let i = 0; i < nodeMask.length; i++) body.nodes[i].options.hidden = !nodeMask[i];
        for (let e = 0; e < edgeMask.length; e++) body.edges[e].options.hidden = !edgeMask[e];
        network._updateVisibleIndices();
      } else {
        nodes.update(Array.from(nodeMask, (shown, id) => ({ id, hidden: !shown })));
        edges.update(Array.from(edgeMask, (shown, id) => ({ id, hidden: !shown })));
      }
      network.redraw();
    },
    setTheme(next) {
      colors = next;
      if (!items) return;
      nodes.update(Array.from(items.x, (_, id) => ({ id, color: { background: items.color[id], border: colors.ring } })));
      edges.update(
        Array.from(items.s, (_, id) => ({ id, color: { color: colors.line(items.ecolor[id]), opacity: colors.edgeOpacity } })),
      );
      settle();
    },
    /** Moves a node; the caller asks for a redraw (vis-network's own moveNode draws everything anew for each). */
    move(i, x, y) {
      [network.body.nodes[i].x, network.body.nodes[i].y] = [x, y];
    },
    camera() {
      const { x, y } = network.getViewPosition();
      return { x, y, scale: network.getScale() };
    },
    setCamera({ x, y, scale }, animate) {
      network.moveTo({
        position: { x, y },
        scale,
        animation: animate ? { duration: 300, easingFunction: "easeInOutQuad" } : false,
      });
    },
    where: (i) => ({ x: network.body.nodes[i].x, y: network.body.nodes[i].y }),
    redraw: () => network.redraw(),
    destroy: () => network && network.destroy(),
  };
  return engine;
}
