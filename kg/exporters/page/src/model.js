// The graph in columns, with what is asked of it often: ids, degrees, who is next to whom.

export const STATUSES = ["", "done", "under-way", "agreed", "planned"];

export class Model {
  constructor(data) {
    const { nodes, edges } = data;
    this.types = data.types;
    this.relations = data.relations;
    this.files = data.files;
    this.name = nodes.name;
    this.type = Uint8Array.from(nodes.type);
    this.x = Float64Array.from(nodes.x);
    this.y = Float64Array.from(nodes.y);
    this.size = Float32Array.from(nodes.size);
    this.mentions = nodes.mentions;
    this.pinyin = nodes.pinyin;
    this.aliases = nodes.aliases;
    this.nodeFiles = nodes.files;
    this.group = nodes.group ? Uint16Array.from(nodes.group) : null;
    this.n = nodes.name.length;
    this.id = nodes.id.map((id, i) => id || `${data.types[nodes.type[i]].n}:${nodes.name[i]}`);
    this.s = Uint32Array.from(edges.s);
    this.t = Uint32Array.from(edges.t);
    this.r = Uint8Array.from(edges.r);
    this.confidence = Uint16Array.from(edges.c);
    this.status = Uint8Array.from(edges.st);
    this.count = edges.n;
    this.dates = edges.d;
    this.m = edges.s.length;
    this._index = null;
    this._ranked = null;
    this._byEdge = null;
    this._adjacency();
  }

  _adjacency() {
    const degree = new Uint32Array(this.n);
    for (let e = 0; e < this.m; e++) {
      degree[this.s[e]]++;
      if (this.t[e] !== this.s[e]) degree[this.t[e]]++;
    }
    const offset = new Uint32Array(this.n + 1);
    for (let i = 0; i < this.n; i++) offset[i + 1] = offset[i] + degree[i];
    const next = offset.slice(0, this.n);
    const incident = new Uint32Array(offset[this.n]);
    for (let e = 0; e < this.m; e++) {
      incident[next[this.s[e]]++] = e;
      if (this.t[e] !== this.s[e]) incident[next[this.t[e]]++] = e;
    }
    this.degree = degree;
    this._offset = offset;
    this._incident = incident;
  }

  /** All nodes, the best connected first; of two that have as many relations the first one. */
  ranked() {
    if (!this._ranked) this._ranked = Uint32Array.from({ length: this.n }, (_, i) => i).sort((a, b) => this.degree[b] - this.degree[a] || a - b);
    return this._ranked;
  }

  /** Indexes of the edges at a node. */
  edgesOf(node) {
    return this._incident.subarray(this._offset[node], this._offset[node + 1]);
  }

  other(edge, node) {
    return this.s[edge] === node ? this.t[edge] : this.s[edge];
  }

  symmetric(edge) {
    return Boolean(this.relations[this.r[edge]].sym);
  }

  /** The index of a node by its id, -1 where there is none. */
  node(id) {
    if (!this._index) this._index = new Map(this.id.map((key, i) => [key, i]));
    return this._index.get(id) ?? -1;
  }

  edgeKey(edge) {
    return [this.id[this.s[edge]], this.relations[this.r[edge]].n, this.id[this.t[edge]]];
  }

  /** The index of an edge by head id, relation and tail id, -1 where there is none. */
  edge([head, relation, tail]) {
    const node = this.node(head);
    if (node < 0) return -1;
    for (const e of this.edgesOf(node)) {
      if (this.s[e] === node && this.id[this.t[e]] === tail && this.relations[this.r[e]].n === relation) return e;
    }
    return -1;
  }

  /** Edges between the same two nodes, whatever the direction; without `edge` itself. */
  between(edge) {
    const [s, t] = [this.s[edge], this.t[edge]];
    return [...this.edgesOf(s)].filter((e) => e !== edge && this.other(e, s) === t);
  }
}
