// vis-network behind the thin adapter that the stage talks to. It draws the dots, moves the camera and drags;
// the lines are drawn below its dots by lines.js, labels, glyphs and highlights over them by overlay.js, and clicks are
// found by the stage. Nothing is drawn before the stage asks for it, once a frame.
/* global vis */

import { shrunk } from "./geometry.js";
import { drawLines, ringWidth } from "./lines.js";

const MANY_EDGES = 1500; // hidden while the picture moves
const SETTLED = 250; // milliseconds after the last turn of the wheel

export function visEngine(container, options, theme, on) {
  let network = null;
  let nodes = null;
  let items = null;
  let masks = null;
  let colors = theme;
  let moving = false;
  let zoomTimer = 0;
  let drawnAt = 0; // the scale for which sizes are set

  const emit = (name) => network.body.emitter.emit(name);
  /** Tells vis-network how far a node reaches, which it learns only by drawing it, and it draws only what reaches into sight. */
  const reach = (node) => {
    const { boundingBox } = node.shape;
    const { x, y, options: { size } } = node;
    Object.assign(boundingBox, { left: x - size, right: x + size, top: y - size, bottom: y + size });
  };
  /** Sizes for the scale of the camera: dots grow less than distances. */
  const resize = () => {
    const { body } = network;
    const scale = network.getScale();
    if (scale === drawnAt || !body?.nodes) return;
    drawnAt = scale;
    const shrink = shrunk(items, scale);
    for (let i = 0; i < items.x.length; i++) {
      body.nodes[i].options.size = items.size[i] * shrink;
      reach(body.nodes[i]);
    }
  };
  /** Puts all nodes where they belong: vis-network cuts coordinates to whole numbers, and takes the first ones again with each new colour. */
  const settle = () => {
    for (let i = 0; i < items.x.length; i++) engine.move(i, items.x[i], items.y[i]);
    drawnAt = 0;
  };
  const lines = (context) => {
    resize();
    if (moving && items.s.length > MANY_EDGES) return;
    const { clientWidth: width, clientHeight: height } = container;
    const ratio = network.canvas?.pixelRatio ?? (window.devicePixelRatio || 1);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLines(context, items, masks, engine.camera(), { width, height, ratio }, colors);
    context.restore();
  };
  const listen = () => {
    const moved = (event, done) => {
      // not getPositions(), which rounds
      for (const id of event.nodes) on.moved(Number(id), network.body.nodes[id].x, network.body.nodes[id].y, done);
    };
    network.on("beforeDrawing", lines);
    network.on("afterDrawing", () => on.drawn());
    network.on("dragStart", (event) => {
      moving = true;
      if (event.nodes.length) on.grabbed(event.nodes);
    });
    network.on("dragging", (event) => event.nodes.length && moved(event, false));
    network.on("dragEnd", (event) => {
      moving = false;
      if (event.nodes.length) moved(event, true);
      on.stale();
    });
    network.on("zoom", () => {
      moving = true;
      clearTimeout(zoomTimer);
      zoomTimer = setTimeout(() => {
        moving = false;
        on.stale();
      }, SETTLED);
    });
  };

  const engine = {
    name: "vis",
    setData(next, shown = null) {
      items = next;
      masks = shown ?? { nodes: new Uint8Array(items.x.length).fill(1), edges: new Uint8Array(items.s.length).fill(1) };
      nodes = new vis.DataSet(
        Array.from(items.x, (x, id) => ({
          id, x, y: items.y[id], size: items.size[id], hidden: !masks.nodes[id], borderWidth: ringWidth(window.devicePixelRatio || 1),
          color: { background: items.color[id], border: colors.ring },
        })),
      );
      if (network) network.destroy();
      network = new vis.Network(container, {}, options);
      emit("_blockRedraw");
      network.setData({ nodes, edges: [] });
      settle();
      listen();
      emit("_allowRedraw");
    },
    setPinned(pinned) {
      for (let i = 0; i < items.x.length; i++) {
        const { fixed } = network.body.nodes[i].options;
        fixed.x = fixed.y = pinned.has(i);
      }
    },
    setVisible(nodeMask, edgeMask) {
      masks = { nodes: nodeMask, edges: edgeMask };
      if (typeof network._updateVisibleIndices === "function") {
        // the way of vis-network 9 without a new set-up of every node
        for (let i = 0; i < nodeMask.length; i++) network.body.nodes[i].options.hidden = !nodeMask[i];
        network._updateVisibleIndices();
      } else nodes.update(Array.from(nodeMask, (shown, id) => ({ id, hidden: !shown })));
    },
    setTheme(next) {
      colors = next;
      if (!items) return;
      nodes.update(Array.from(items.x, (_, id) => ({ id, color: { background: items.color[id], border: colors.ring } })));
      settle();
    },
    /** Moves a node; the caller asks for a redraw (vis-network's own moveNode draws everything anew for each). */
    move(i, x, y) {
      const node = network.body.nodes[i];
      [node.x, node.y] = [x, y];
      reach(node);
    },
    camera() {
      const { x, y } = network.getViewPosition();
      return { x, y, scale: network.getScale() };
    },
    setCamera({ x, y, scale }, animate) {
      const animation = animate ? { duration: 300, easingFunction: "easeInOutQuad" } : false;
      if (!animate) emit("_blockRedraw");
      network.moveTo({ position: { x, y }, scale, animation });
      if (!animate) emit("_allowRedraw");
    },
    where: (i) => ({ x: network.body.nodes[i].x, y: network.body.nodes[i].y }),
    /** Draws now; while the camera travels every frame is drawn anyway. */
    draw: () => emit("_redraw"),
    destroy: () => network && network.destroy(),
  };
  return engine;
}
