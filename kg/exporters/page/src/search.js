// Search by name, other name and pinyin initials. Pure.

const fold = (text) => text.normalize("NFKC").toLowerCase();

export class SearchIndex {
  constructor(model) {
    this.model = model;
    this._rows = null;
  }

  _build() {
    const { model } = this;
    this._rows = model.name.map((name, i) => ({
      name: fold(name),
      aliases: model.aliases[i].map(fold),
      initials: model.pinyin[i] ? model.pinyin[i].split(" ") : [],
    }));
  }

  /**
   * Best first: whole name, start of name, other name, part of name, initials; among equals the better connected.
   * @returns {{node: number, by: "name"|"alias"|"pinyin", alias: string}[]}
   */
  find(text, limit = 12) {
    const query = fold(text).trim();
    if (!query) return [];
    if (!this._rows) this._build();
    const latin = /^[a-z0-9]+$/.test(query);
    const { model } = this;
    const hits = [];
    this._rows.forEach((row, node) => {
      let rank = -1;
      let by = "name";
      let alias = "";
      if (row.name === query) rank = 0;
      else if (row.name.startsWith(query)) rank = 2;
      else {
        const at = row.aliases.findIndex((a) => a.includes(query));
        if (at >= 0) {
          rank = row.aliases.includes(query) ? 1 : 3;
          by = "alias";
          alias = model.aliases[node][row.aliases.includes(query) ? row.aliases.indexOf(query) : at];
        }
        if (rank !== 1 && row.name.includes(query)) {
          rank = 4;
          by = "name";
          alias = "";
        }
        if (rank < 0 && latin && row.initials.length) {
          if (row.initials.includes(query)) rank = 5;
          else if (row.initials.some((p) => p.startsWith(query))) rank = 6;
          else if (query.length > 1 && row.initials.some((p) => p.includes(query))) rank = 7;
          by = "pinyin";
        }
      }
      if (rank >= 0) hits.push({ node, by, alias, rank });
    });
    hits.sort((a, b) => a.rank - b.rank || model.degree[b.node] - model.degree[a.node] || a.node - b.node);
    return hits.slice(0, limit).map(({ node, by, alias }) => ({ node, by, alias }));
  }
}
