// The first picture, on a canvas, before vis-network is awake: the same places, colours and lines behind the same adapter.
// It stands still: whoever drags or zooms waits for the engine that follows it.
import { drawDots, drawLines } from "./lines.js";

export function sketchEngine(container, theme, on) {
  const canvas = document.createElement("canvas");
  canvas.className = "sketch";
  container.append(canvas);
  const context = canvas.getContext("2d");
  let items = null;
  let masks = null;
  let colors = theme;
  let at = { x: 0, y: 0, scale: 1 };
  return {
    name: "sketch",
    setData(next, shown = null) {
      items = next;
      masks = shown ?? { nodes: new Uint8Array(items.x.length).fill(1), edges: new Uint8Array(items.s.length).fill(1) };
    },
    setVisible(nodes, edges) {
      masks = { nodes, edges };
    },
    setTheme(next) {
      colors = next;
    },
    setPinned() {},
    move() {},
    camera: () => ({ ...at }),
    setCamera(camera) {
      at = { ...camera };
    },
    where: (i) => ({ x: items.x[i], y: items.y[i] }),
    draw() {
      const view = { width: container.clientWidth, height: container.clientHeight, ratio: window.devicePixelRatio || 1 };
      canvas.width = Math.round(view.width * view.ratio);
      canvas.height = Math.round(view.height * view.ratio);
      context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      if (items) {
        drawLines(context, items, masks, at, view, colors);
        drawDots(context, items, masks, at, view, colors);
      }
      on.drawn();
    },
    destroy: () => canvas.remove(),
  };
}
