// The picture: an engine that draws dots and lines, the overlay above it, and what the pointer hits.
import { shrunk, toCurve } from "./geometry.js";
import { Overlay } from "./overlay.js";

const CLICK = 5; // pixels that a pointer may wander in a click
const TOUCH = 9; // pixels around a dot that still hit it
const EDGE = 6;
const DOT = 4.5; // radius in pixels that the smallest dot should have at the start
const ROOMY = 1200; // nodes up to which there is room to draw dots larger
const NOTHING = { click() {}, double() {}, hover() {}, moved() {}, camera() {}, insets: () => ({ top: 0, right: 0, bottom: 40, left: 0 }) };
const SHAPES = [0.5, 0.75, 1.1, 1.6, 2.2, 3]; // width to height
const CROWD = 60; // neighbours up to which a node is shown with all of them

export class Stage {
  /**
   * @param {HTMLElement} host holds `.engine` and `canvas.overlay`.
   * @param {Function} createEngine makes engine-vis.js' or engine-sigma.js' adapter. `calls` is who wants to know.
   */
  constructor(host, createEngine) {
    this.host = host;
    this.calls = NOTHING;
    this.overlay = new Overlay(host.querySelector("canvas.overlay"));
    this.container = host.querySelector(".engine");
    this.items = null;
    this.masks = null;
    this.light = null;
    this.look = null;
    this.createEngine = createEngine;
    this.engine = null;
    this._queued = false; // whether a frame is asked for
    this._whole = false; // whether it draws dots and lines too, not the overlay alone
    this._cameraTimer = 0;
    this._listen();
  }

  start(look) {
    this.look = look;
    this._measure();
    this.engine = this._engine(this.createEngine);
  }

  _engine(create) {
    const holder = document.createElement("div");
    holder.className = "layer";
    this.container.append(holder);
    const engine = create(holder, this.look.engine, {
      drawn: () => {
        if (this.engine !== engine) return;
        this._overlay();
        this._cameraMoved();
      },
      stale: () => this.redraw(),
      moved: (i, x, y, done) => this._moved(i, x, y, done),
      grabbed: (list) => {
        this._from = new Map(list.map((i) => [Number(i), [this.items.x[i], this.items.y[i]]]));
      },
    });
    const destroy = engine.destroy;
    engine.destroy = () => {
      destroy();
      holder.remove();
    };
    return engine;
  }

  /** Puts another engine in the place of the one that draws, with the same picture. */
  swap(create) {
    const before = this.engine;
    const next = this._engine(create);
    if (this.items) {
      next.setData(this.items, this.masks);
      next.setPinned(this.items.pinned ?? new Set());
      next.setCamera(before.camera(), false);
    }
    this.engine = next;
    if (this.items) next.draw();
    before.destroy();
  }

  /** The shape of the screen, one of a few, so that a picture does not depend on single pixels. */
  aspect() {
    const { clientWidth, clientHeight } = this.host;
    const ratio = Math.log(Math.max(1, clientWidth) / Math.max(1, clientHeight - 120));
    return SHAPES.reduce((best, shape) => (Math.abs(Math.log(shape) - ratio) < Math.abs(Math.log(best) - ratio) ? shape : best));
  }

  /** Draws other items; all visible where no masks are given. */
  show(items, masks = null, camera = null) {
    this.items = items;
    this.masks = masks ?? { nodes: new Uint8Array(items.x.length).fill(1), edges: new Uint8Array(items.s.length).fill(1) };
    this.light = null;
    this.overlay.setItems(items);
    items.scale0 = 1;
    const framed = this.framed();
    items.scale0 = framed ? framed.scale : 1;
    if (framed && items.x.length <= ROOMY) {
      // dots not too small to hit: the layout of such graphs has left room for labels around them
      const least = items.size.reduce((a, b) => Math.min(a, b), Infinity);
      const grow = Math.max(1, Math.min(2, DOT / (least * framed.scale)));
      items.size = items.size.map((size) => size * grow);
    }
    this.engine.setData(items, this.masks);
    this.redraw();
    if (camera) this.engine.setCamera({ x: camera[0], y: camera[1], scale: camera[2] }, false);
    else this.fit(false);
  }

  setMasks(nodes, edges) {
    this.masks = { nodes, edges };
    this.engine.setVisible(nodes, edges);
    this.redraw();
  }

  setLook(look) {
    this.look = look;
    this.engine.setTheme(look.engine);
    this.redraw();
  }

  setLight(light) {
    this.light = light;
    this.redrawOverlay();
  }

  /** Everything is drawn once a frame at most, and not before the frame. */
  redraw() {
    this._whole = true;
    this.redrawOverlay();
  }

  redrawOverlay() {
    if (this._queued) return;
    this._queued = true;
    requestAnimationFrame(() => this._frame());
  }

  _frame() {
    this._queued = false;
    const whole = this._whole;
    this._whole = false;
    if (whole) this.engine.draw(); // which calls for the overlay
    else this._overlay();
  }

  /** Whether something is still to be drawn. */
  busy() {
    return this._queued;
  }

  _overlay() {
    if (!this.items || !this.engine) return;
    this.overlay.draw(this.engine.camera(), this.masks, this.light, this.look);
    if (this.overlay.placed.length && !this.seen) {
      this.seen = true;
      // the first task after the frame that has the first picture with names in it
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => performance.mark("kg-picture");
      port2.postMessage(null);
    }
  }

  _measure() {
    const { clientWidth, clientHeight } = this.host;
    this.overlay.resize(clientWidth, clientHeight, Math.min(2, window.devicePixelRatio || 1));
  }

  /** The camera as `show` takes it. */
  cameraNow() {
    const { x, y, scale } = this.engine.camera();
    return [x, y, scale];
  }

  /** The camera that has all visible items, or those given, in sight, clear of what lies over the picture. */
  framed(list = null, most = 2) {
    const { items, masks } = this;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const take = (i) => {
      if (!masks.nodes[i]) return;
      const r = items.size[i];
      left = Math.min(left, items.x[i] - r);
      right = Math.max(right, items.x[i] + r);
      top = Math.min(top, items.y[i] - r);
      bottom = Math.max(bottom, items.y[i] + r);
    };
    if (list) list.forEach(take);
    else for (let i = 0; i < items.x.length; i++) take(i);
    if (left > right) return null;
    const { clientWidth: width, clientHeight: height } = this.host;
    const [padX, padY] = [Math.min(64, width * 0.1), Math.min(40, height * 0.07)];
    const free = this.calls.insets();
    const scale = Math.min(
      Math.max(40, width - free.left - free.right - 2 * padX) / Math.max(1, right - left),
      Math.max(40, height - free.top - free.bottom - 2 * padY) / Math.max(1, bottom - top),
      most,
    );
    const safe = Math.max(scale, 1e-4);
    return {
      x: (left + right) / 2 + (free.right - free.left) / 2 / safe,
      y: (top + bottom) / 2 + (free.bottom - free.top) / 2 / safe,
      scale: safe,
    };
  }

  fit(animate = true, list = null, most = list ? 1.3 : 2) {
    const camera = this.framed(list, most);
    if (!camera) return;
    this.engine.setCamera(camera, animate);
    this.redraw();
  }

  /** Shows an item with its neighbours, or by itself where it has too many. */
  lookAt(i, animate = true) {
    const near = new Set([i]);
    for (let e = 0; e < this.items.s.length; e++) {
      if (!this.masks.edges[e]) continue;
      if (this.items.s[e] === i) near.add(this.items.t[e]);
      else if (this.items.t[e] === i) near.add(this.items.s[e]);
    }
    const camera = this.framed(near.size > CROWD ? [i] : [...near], Math.max(1.3, this.items.scale0));
    if (!camera) return;
    this.engine.setCamera(camera, animate);
    this.redraw();
  }

  zoom(factor, animate = true) {
    const camera = this.engine.camera();
    this.engine.setCamera({ ...camera, scale: Math.max(1e-4, Math.min(20, camera.scale * factor)) }, animate);
    this.redraw();
  }

  pan(dx, dy) {
    const camera = this.engine.camera();
    this.engine.setCamera({ ...camera, x: camera.x + dx / camera.scale, y: camera.y + dy / camera.scale }, false);
    this.redraw();
  }

  move(i, x, y) {
    this.items.x[i] = x;
    this.items.y[i] = y;
    this.engine.move(i, x, y);
  }

  _moved(i, x, y, done) {
    this.items.x[i] = x;
    this.items.y[i] = y;
    const from = this._from?.get(i);
    if (done && from && Math.hypot(x - from[0], y - from[1]) > 0.5) this.calls.moved(i, x, y);
    else if (!done) this.redrawOverlay();
  }

  toScreen(i) {
    const { x, y, scale } = this.engine.camera();
    return {
      x: (this.items.x[i] - x) * scale + this.host.clientWidth / 2,
      y: (this.items.y[i] - y) * scale + this.host.clientHeight / 2,
    };
  }

  /** What lies under a point of the host: {node} or {edge} as item index, or null. */
  hit(px, py) {
    const { items, masks } = this;
    if (!items) return null;
    const camera = this.engine.camera();
    const x = (px - this.host.clientWidth / 2) / camera.scale + camera.x;
    const y = (py - this.host.clientHeight / 2) / camera.scale + camera.y;
    const shrink = shrunk(items, camera.scale);
    let best = -1;
    let nearest = Infinity;
    for (let i = 0; i < items.x.length; i++) {
      if (!masks.nodes[i]) continue;
      const reach = Math.max(items.size[i] * shrink, TOUCH / camera.scale);
      const distance = Math.hypot(items.x[i] - x, items.y[i] - y) / reach;
      if (distance <= 1 && distance < nearest) [best, nearest] = [i, distance];
    }
    if (best >= 0) return { node: best };
    nearest = EDGE / camera.scale;
    const curved = this.engine.name !== "sigma";
    for (let e = 0; e < items.s.length; e++) {
      if (!masks.edges[e] || (items.base && !items.base[e] && !this.overlay.near)) continue;
      const [a, b] = [items.s[e], items.t[e]];
      const round = curved ? items.round[e] : 0;
      const slack = nearest + Math.abs(round) * (Math.abs(items.x[a] - items.x[b]) + Math.abs(items.y[a] - items.y[b]));
      if (x < Math.min(items.x[a], items.x[b]) - slack || x > Math.max(items.x[a], items.x[b]) + slack) continue;
      if (y < Math.min(items.y[a], items.y[b]) - slack || y > Math.max(items.y[a], items.y[b]) + slack) continue;
      const distance = toCurve(x, y, items.x[a], items.y[a], items.x[b], items.y[b], round);
      if (distance < nearest) [best, nearest] = [e, distance];
    }
    return best >= 0 ? { edge: best } : null;
  }

  _listen() {
    let down = null;
    const at = (event) => {
      const box = this.host.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    this.host.addEventListener("pointerdown", (event) => (down = event.isPrimary ? at(event) : null), true);
    this.host.addEventListener(
      "pointerup",
      (event) => {
        const [x, y] = at(event);
        if (down && event.button === 0 && Math.hypot(x - down[0], y - down[1]) < CLICK) this.calls.click(this.hit(x, y));
        down = null;
      },
      true,
    );
    this.host.addEventListener("dblclick", (event) => this.calls.double(this.hit(...at(event))), true);
    this.host.addEventListener("pointermove", (event) => {
      // browsers send one of these a frame; what follows from it is drawn in that frame
      if (event.pointerType !== "touch" && !event.buttons) this.calls.hover(this.hit(...at(event)), at(event));
    });
    this.host.addEventListener("pointerleave", () => this.calls.hover(null, null));
    new ResizeObserver(() => {
      this._measure();
      this.redraw();
    }).observe(this.host);
  }

  _cameraMoved() {
    clearTimeout(this._cameraTimer);
    this._cameraTimer = setTimeout(() => {
      const { x, y, scale } = this.engine.camera();
      this.calls.camera([Math.round(x * 10) / 10, Math.round(y * 10) / 10, Number(scale.toPrecision(4))]);
    }, 300);
  }
}
