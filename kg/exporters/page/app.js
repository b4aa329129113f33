/* The script of the page.
   Built by tests/page/build.mjs; change src/ and build again.
   sources sha256 55f9bc2a7f158dd009d82d0b5fc01e91147753b1caf5481ec2ae654191da3b32 */
(() => {
  // ../../kg/exporters/page/src/dom.js
  function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value2] of Object.entries(props)) {
      if (name === "on") {
        for (const [event, listener] of Object.entries(value2)) element.addEventListener(event, listener);
      } else if (name === "data") {
        Object.assign(element.dataset, value2);
      } else if (name === "value") {
        element.value = value2;
      } else if (name === "checked" || name === "disabled" || name === "hidden") {
        element[name] = Boolean(value2);
      } else if (value2 === true) {
        element.setAttribute(name, "");
      } else if (value2 !== false && value2 !== null && value2 !== void 0) {
        element.setAttribute(name, String(value2));
      }
    }
    append(element, children);
    return element;
  }
  function append(element, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === void 0 || child === false) continue;
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  function fill(element, ...children) {
    element.replaceChildren();
    append(element, children);
  }
  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }
  var SMALL = "(max-width: 760px), (max-height: 500px)";
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = h("textarea", { value: text, class: "away", "aria-hidden": "true" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }
  var byId = (id) => document.getElementById(id);
  function swatch(color2, extra = "") {
    const element = h("span", { class: `swatch ${extra}`.trim(), "aria-hidden": "true" });
    element.style.backgroundColor = color2;
    return element;
  }
  function lineSample(color2, dash) {
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    svg.setAttribute("width", "28");
    svg.setAttribute("height", "8");
    svg.setAttribute("aria-hidden", "true");
    svg.classList.add("sample");
    const line = document.createElementNS(ns, "line");
    const facts = { x1: 1, y1: 4, x2: 27, y2: 4, stroke: color2, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") };
    for (const [name, value2] of Object.entries(facts)) line.setAttribute(name, String(value2));
    svg.append(line);
    return svg;
  }

  // ../../kg/exporters/page/strings.json
  var strings_default = {
    title: { zh: "知识图谱：园区、企业与合作", en: "Knowledge graph: parks, firms and their ties" },
    skip: { zh: "跳到关系表", en: "Skip to the table of relations" },
    search: { zh: "搜索", en: "Search" },
    "search.placeholder": { zh: "搜索名称、别名、拼音首字母（/）", en: "Search names, other names, pinyin initials (/)" },
    "search.found": { zh: "找到 {n} 个", en: "{n} found" },
    "search.none": { zh: "没有找到", en: "Nothing found" },
    views: { zh: "视图", en: "Views" },
    "view.graph": { zh: "图", en: "Graph" },
    "view.table": { zh: "表", en: "Table" },
    path: { zh: "找路径", en: "Find a path" },
    undo: { zh: "撤销", en: "Undo" },
    redo: { zh: "重做", en: "Redo" },
    export: { zh: "导出", en: "Export" },
    "export.png": { zh: "图片 PNG", en: "Picture PNG" },
    "export.png4": { zh: "大图 PNG（4 倍）", en: "Large picture PNG (4×)" },
    "export.clear": { zh: "透明背景", en: "transparent background" },
    "export.svg": { zh: "矢量图 SVG", en: "Vector picture SVG" },
    "export.csv": { zh: "表格 CSV", en: "Table CSV" },
    "export.json": { zh: "数据 JSON", en: "Data JSON" },
    "export.graphml": { zh: "Gephi 用 GraphML", en: "GraphML for Gephi" },
    "export.print": { zh: "打印", en: "Print" },
    language: { zh: "EN：切换到英文", en: "中文: switch to Chinese" },
    "language.other": { zh: "EN", en: "中文" },
    theme: { zh: "明暗配色", en: "Light or dark" },
    help: { zh: "帮助", en: "Help" },
    "help.text": { zh: "点一个节点看它的关系，点“证据”看原文；双击节点只看它的邻居。图例和左侧面板都可以筛选；网址会记住当前画面。", en: "Click a node for its relations, and “sentences” for the source text; double-click a node to see its neighbours alone. Legend and left panel filter; the address remembers what you see." },
    "help.pan": { zh: "移动画面（先点图）", en: "Move the picture (click it first)" },
    "help.walk": { zh: "上一个、下一个节点", en: "Previous and next node" },
    "help.table": { zh: "图与表之间切换", en: "Switch between graph and table" },
    "help.undo": { zh: "撤销、重做", en: "Undo, redo" },
    filters: { zh: "筛选", en: "Filters" },
    details: { zh: "详情", en: "Details" },
    panels: { zh: "面板", en: "Panels" },
    stage: { zh: "知识图谱。同样的内容在“表”中。", en: "Knowledge graph. The table holds the same." },
    "stage.keys": { zh: "方括号键在节点之间移动，方向键移动画面，加减键缩放。", en: "Square brackets walk from node to node, arrows move the picture, plus and minus zoom." },
    empty: { zh: "没有符合筛选条件的内容", en: "Nothing fits the filters" },
    zoom: { zh: "缩放", en: "Zoom" },
    "zoom.in": { zh: "放大", en: "Zoom in" },
    "zoom.out": { zh: "缩小", en: "Zoom out" },
    "zoom.fit": { zh: "显示全部", en: "Fit everything" },
    close: { zh: "关闭", en: "Close" },
    back: { zh: "← 返回", en: "← Back" },
    noscript: { zh: "这个页面需要 JavaScript；同样的数据在 graph.json 和 graph.graphml 中。", en: "This page needs JavaScript; graph.json and graph.graphml hold the same data." },
    failure: { zh: "页面打不开：", en: "The page cannot be shown:" },
    counters: { zh: "{nodes} / {n} 个节点、{edges} / {m} 条关系", en: "{nodes} of {n} nodes, {edges} of {m} relations" },
    "counters.short": { zh: "{nodes} 节点 · {edges} 关系", en: "{nodes} nodes · {edges} relations" },
    types: { zh: "类型", en: "Types" },
    relations: { zh: "关系", en: "Relations" },
    "relations.count": { zh: "{n} 条关系", en: "{n} relation|{n} relations" },
    confidence: { zh: "可信度", en: "Confidence" },
    "confidence.least": { zh: "最低可信度", en: "Minimum confidence" },
    "degree.least": { zh: "最少关系数", en: "Minimum number of relations" },
    lone: { zh: "隐藏没有关系的节点", en: "hide nodes without relations" },
    date: { zh: "日期", en: "Date" },
    "date.since": { zh: "从", en: "from" },
    "date.until": { zh: "到", en: "to" },
    undated: { zh: "包括没有日期的（{n}）", en: "including undated ones ({n})" },
    status: { zh: "进展", en: "Status" },
    "status.none": { zh: "未说明", en: "not said" },
    "status.done": { zh: "已完成", en: "done" },
    "status.under-way": { zh: "进行中", en: "under way" },
    "status.agreed": { zh: "已签约", en: "agreed" },
    "status.planned": { zh: "计划中", en: "planned" },
    "hidden.count": { zh: "已隐藏 {n} 个节点", en: "{n} node hidden|{n} nodes hidden" },
    "hidden.show": { zh: "全部恢复", en: "Show them again" },
    "hidden.done": { zh: "已隐藏 {name}", en: "{name} is hidden" },
    reset: { zh: "恢复初始状态", en: "Reset" },
    start: { zh: "从这里开始", en: "Start here" },
    "start.hint": { zh: "点图上的节点看它和谁有关，点连线看原文；也可以从下面选一个。", en: "Click a node to see whom it is tied to, a line for its source sentence; or choose one below." },
    focus: { zh: "只看周围", en: "Only around it" },
    hops: { zh: "{n} 步", en: "{n} hop|{n} hops" },
    "path.from": { zh: "以此为起点", en: "Path from here" },
    "path.to": { zh: "以此为终点", en: "Path to here" },
    hide: { zh: "隐藏", en: "Hide" },
    aliases: { zh: "又名", en: "also" },
    comma: { zh: "、", en: ", " },
    mentions: { zh: "出现", en: "Mentions" },
    "mentions.in": { zh: "{n} 次，在 {files} 个文件中", en: "{n} in {files} files" },
    "neighbours.none": { zh: "在当前筛选下没有关系", en: "No relations under these filters" },
    "files.count": { zh: "出处文件（{n}）", en: "Source file ({n})|Source files ({n})" },
    "group.symmetric": { zh: "{relation}", en: "{relation}" },
    "group.out": { zh: "{relation} →", en: "{relation} →" },
    "group.in": { zh: "← {relation}", en: "← {relation}" },
    evidence: { zh: "证据", en: "Evidence" },
    "evidence.count": { zh: "证据 {n}", en: "{n} sentence|{n} sentences" },
    "evidence.none": { zh: "这条关系没有保存原句", en: "No sentence was kept for this relation" },
    "evidence.more": { zh: "另有 {n} 句见 graph.json", en: "{n} more in graph.json" },
    others: { zh: "同一对之间的其他关系", en: "Other relations of the same pair" },
    more: { zh: "再显示 {n} 个", en: "{n} more" },
    loading: { zh: "读取中…", en: "Loading…" },
    "mark.head": { zh: "主体", en: "head" },
    "mark.tail": { zh: "客体", en: "tail" },
    "mark.trigger": { zh: "关系词", en: "relation words" },
    rule: { zh: "规则", en: "Rule" },
    "article.number": { zh: "第 {n} 篇", en: "article {n}" },
    offsets: { zh: "字符 {start}–{end}", en: "characters {start}–{end}" },
    "copy.citation": { zh: "复制引文", en: "Copy citation" },
    copied: { zh: "已复制", en: "Copied" },
    citation: { zh: "“{text}”（{file}，第 {article} 篇，字符 {start}–{end}）", en: "“{text}” ({file}, article {article}, characters {start}–{end})" },
    "citation.date": { zh: "日期：{date}", en: "Date: {date}" },
    "sentence.directed": { zh: "{head} {relation} {tail}", en: "{head} {relation} {tail}" },
    "sentence.symmetric": { zh: "{head} 与 {tail}：{relation}", en: "{head} and {tail}: {relation}" },
    "path.hint": { zh: "选两个节点，看它们通过哪些关系相连；只走当前可见的关系。", en: "Choose two nodes to see how they are connected, over visible relations." },
    "path.choose": { zh: "输入名称", en: "Type a name" },
    "path.a": { zh: "起点", en: "From" },
    "path.b": { zh: "终点", en: "To" },
    "path.by": { zh: "按什么找", en: "Find by" },
    "path.by.hops": { zh: "步数最少", en: "Fewest steps" },
    "path.by.certain": { zh: "最可信", en: "Most certain" },
    "path.swap": { zh: "对调", en: "Swap" },
    "path.found": { zh: "{a} 与 {b} 之间找到 {n} 条路径，最近 {steps} 步。", en: "{n} path between {a} and {b}, of {steps} steps.|{n} paths between {a} and {b}; the first has {steps} steps." },
    "path.none": { zh: "在当前可见的关系中，{a} 与 {b} 不相连。", en: "{a} and {b} are not connected over visible relations." },
    "path.same": { zh: "起点和终点是同一个节点。", en: "Both ends are the same node." },
    "path.number": { zh: "路径 {n}（{steps} 步）", en: "Path {n} ({steps} steps)" },
    "table.count": { zh: "{n} 条关系，显示 {shown} 条", en: "{n} relation, {shown} shown|{n} relations, {shown} shown" },
    "table.caption": { zh: "当前可见的关系", en: "Visible relations" },
    "table.sorted": { zh: "按 {column} 排序", en: "Sorted by {column}" },
    "column.head": { zh: "主体", en: "Head" },
    "column.relation": { zh: "关系", en: "Relation" },
    "column.tail": { zh: "客体", en: "Tail" },
    "column.confidence": { zh: "可信度", en: "Confidence" },
    "column.sentences": { zh: "证据", en: "Sentences" },
    "column.date": { zh: "日期", en: "Date" },
    "tip.node": { zh: "{name} · {type} · {n} 条关系", en: "{name} · {type} · {n} relation|{name} · {type} · {n} relations" },
    "tip.edge": { zh: "{sentence} · 证据 {n}", en: "{sentence} · {n} sentence|{sentence} · {n} sentences" },
    "tip.group": { zh: "{name} 个节点，点击展开", en: "{name} nodes, click to open" },
    "tip.links": { zh: "{n} 条关系", en: "{n} relation|{n} relations" },
    "selected.node": { zh: "{name}，{n} 条关系", en: "{name}, {n} relation|{name}, {n} relations" },
    "selected.edge": { zh: "{sentence}，{n} 句证据", en: "{sentence}, {n} sentence|{sentence}, {n} sentences" },
    "group.rest": { zh: "其余", en: "the rest" },
    "group.members": { zh: "{n} 个节点", en: "{n} node|{n} nodes" },
    "overview.hint": { zh: "概览：{n} 组，每组以一个中心为名。点一组打开。", en: "Overview: {n} groups, each named after its centre. Click one to open it." },
    "overview.back": { zh: "回到概览", en: "Back to the overview" },
    "overview.all": { zh: "全部画出", en: "Draw everything" },
    "counters.all": { zh: "{n} 个节点、{m} 条关系", en: "{n} nodes, {m} relations" },
    picture: { zh: "外观", en: "Appearance" },
    layout: { zh: "布局", en: "Layout" },
    "layout.net": { zh: "关系网", en: "by relations" },
    "layout.type": { zh: "按类型分组", en: "by type" },
    "layout.park": { zh: "按园区分组", en: "by park" },
    color: { zh: "颜色", en: "Colour" },
    "color.type": { zh: "按类型", en: "by type" },
    "color.park": { zh: "按最近的园区", en: "by nearest park" },
    size: { zh: "大小", en: "Size" },
    "size.degree": { zh: "按关系数", en: "by relations" },
    "size.mentions": { zh: "按出现次数", en: "by mentions" },
    "size.same": { zh: "一样大", en: "all alike" },
    relayout: { zh: "重新布局", en: "New layout" },
    "relayout.done": { zh: "已重新布局，可以撤销", en: "Laid out anew; undo brings the old layout back" },
    "relayout.many": { zh: "画面上超过 {n} 个节点，请先筛选", en: "More than {n} nodes are in the picture; filter first" },
    "export.gexf": { zh: "Gephi 用 GEXF（带时间轴）", en: "GEXF for Gephi (with timeline)" },
    "empty.graph": { zh: "图中没有内容：没有从文章里找到实体。", en: "The graph is empty: no entity was found in the articles." },
    "filter.without": { zh: "不含{names}", en: "without {names}" },
    "filter.confidence": { zh: "可信度 ≥ {n}%", en: "confidence ≥ {n}%" },
    "filter.dates": { zh: "日期 {since}–{until}", en: "dates {since}–{until}" },
    "filter.dated": { zh: "只看有日期的", en: "dated only" },
    "filter.degree": { zh: "至少 {n} 条关系", en: "at least {n} relations" },
    semicolon: { zh: "；", en: "; " },
    "trail.focus": { zh: "只看“{name}”周围 {n} 步", en: "Only around “{name}”, {n} hop|Only around “{name}”, {n} hops" },
    "trail.most": { zh: "先画出关系最多的 {n} 个节点，共 {all} 个", en: "The {n} best connected of {all} nodes" },
    "trail.lone": { zh: "没有关系的 {n} 个节点没有画出", en: "{n} node without relations is not drawn|{n} nodes without relations are not drawn" },
    "trail.all": { zh: "全部显示", en: "Show all" },
    "trail.filtered": { zh: "已筛选：{text}", en: "Filtered: {text}" },
    "trail.clear": { zh: "清除", en: "Clear" },
    copy: { zh: "复制", en: "Copy" },
    "copy.filters": { zh: "复制筛选条件", en: "Copy the filters" },
    "date.said": { zh: "{date}（{text}）", en: "{date} ({text})" },
    pin: { zh: "固定位置", en: "Pin" },
    open: { zh: "展开它的邻居", en: "Show its neighbours too" }
  };

  // ../../kg/exporters/page/src/i18n.js
  var LANGUAGES = ["zh", "en"];
  var language = "zh";
  function setLanguage(code) {
    language = LANGUAGES.includes(code) ? code : "zh";
    return language;
  }
  var currentLanguage = () => language;
  function t(key2, values2 = {}) {
    const entry = strings_default[key2];
    if (!entry) throw new Error(`no string is called ${key2}`);
    const forms = entry[language].split("|");
    const text = forms.length > 1 && Number(values2.n) !== 1 ? forms[1] : forms[0];
    return text.replace(/\{(\w+)\}/g, (whole, name) => name in values2 ? String(values2[name]) : whole);
  }
  var labelOf = (type) => language === "en" ? type.en : type.zh;
  function translate(root) {
    for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
    for (const element of root.querySelectorAll("[data-t-label]")) {
      element.setAttribute("aria-label", t(element.dataset.tLabel));
      if (element.hasAttribute("title")) element.setAttribute("title", t(element.dataset.tLabel));
    }
    for (const element of root.querySelectorAll("[data-t-title]")) element.setAttribute("title", t(element.dataset.tTitle));
    for (const element of root.querySelectorAll("[data-t-placeholder]")) {
      element.setAttribute("placeholder", t(element.dataset.tPlaceholder));
    }
  }

  // ../../kg/exporters/page/src/model.js
  var STATUSES = ["", "done", "under-way", "agreed", "planned"];
  var Model = class {
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
      if (!this._index) this._index = new Map(this.id.map((key2, i) => [key2, i]));
      return this._index.get(id) ?? -1;
    }
    edgeKey(edge) {
      return [this.id[this.s[edge]], this.relations[this.r[edge]].n, this.id[this.t[edge]]];
    }
    /** The index of an edge by head id, relation and tail id, -1 where there is none. */
    edge([head2, relation, tail]) {
      const node = this.node(head2);
      if (node < 0) return -1;
      for (const e of this.edgesOf(node)) {
        if (this.s[e] === node && this.id[this.t[e]] === tail && this.relations[this.r[e]].n === relation) return e;
      }
      return -1;
    }
    /** Edges between the same two nodes, whatever the direction; without `edge` itself. */
    between(edge) {
      const [s, t2] = [this.s[edge], this.t[edge]];
      return [...this.edgesOf(s)].filter((e) => e !== edge && this.other(e, s) === t2);
    }
  };

  // ../../kg/exporters/page/src/words.js
  var typeLabel = (model, node) => labelOf(model.types[model.type[node]]);
  var relationLabel = (model, edge) => labelOf(model.relations[model.r[edge]]);
  var statusLabel = (status) => t(`status.${STATUSES[status] || "none"}`);
  var percent = (perMille) => `${Math.round(perMille / 10)}%`;
  function sentenceOf(model, edge, first = -1) {
    const turned = model.symmetric(edge) && model.t[edge] === first;
    const [head2, tail] = turned ? [model.t[edge], model.s[edge]] : [model.s[edge], model.t[edge]];
    const values2 = { head: model.name[head2], tail: model.name[tail], relation: relationLabel(model, edge) };
    return t(model.symmetric(edge) ? "sentence.symmetric" : "sentence.directed", values2);
  }
  function citation(model, card2) {
    const place2 = t("citation", {
      text: card2.text,
      file: model.files[card2.file],
      article: card2.article + 1,
      start: card2.start,
      end: card2.end
    });
    return card2.date ? `${place2} ${t("citation.date", { date: card2.date })}` : place2;
  }

  // ../../kg/exporters/page/src/chrome.js
  var small = () => window.matchMedia(SMALL).matches;
  function say(text, aloud = false) {
    byId("live").textContent = text;
    if (!aloud) return;
    const toast = byId("toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => {
      toast.hidden = true;
    }, 2500);
  }
  function drawer(side, open) {
    const { classList } = document.body;
    if (open) classList.remove("show-left", "show-right");
    classList.toggle(`show-${side}`, open);
    for (const name of ["left", "right"]) byId(`drawer-${name}`).setAttribute("aria-expanded", String(classList.contains(`show-${name}`)));
  }
  function insets() {
    const middle = byId("middle").getBoundingClientRect();
    const free = { top: 0, right: 0, left: 0, bottom: byId("legend").offsetHeight + 14 };
    const trail2 = byId("trail");
    if (!trail2.hidden) free.top = trail2.offsetHeight + 12;
    if (!small()) return free;
    for (const side of ["left", "right"]) {
      if (!document.body.classList.contains(`show-${side}`)) continue;
      const { offsetWidth, offsetHeight } = byId(side);
      if (offsetWidth >= window.innerWidth * 0.9) free.bottom = Math.max(free.bottom, middle.bottom - (window.innerHeight - offsetHeight));
      else free[side] = offsetWidth;
    }
    return free;
  }
  function tabs(table) {
    byId("table").hidden = !table;
    byId("picture").classList.toggle("off", table);
    for (const [id, on] of [["tab-graph", !table], ["tab-table", table]]) {
      byId(id).setAttribute("aria-selected", String(on));
      byId(id).tabIndex = on ? 0 : -1;
    }
  }
  function filterWords(app) {
    const { model, store, start: start2 } = app;
    const { state } = store;
    const names = (key2, list2) => list2.map((n2) => labelOf(model[key2].find((type) => type.n === n2) ?? { zh: n2, en: n2 })).join(t("comma"));
    const words = [];
    if (state.off.length) words.push(t("filter.without", { names: names("types", state.off) }));
    if (state.relOff.length) words.push(t("filter.without", { names: names("relations", state.relOff) }));
    if (state.statusOff.length) words.push(t("filter.without", { names: state.statusOff.map(statusLabel).join(t("comma")) }));
    if (state.conf) words.push(t("filter.confidence", { n: state.conf }));
    if (state.since || state.until) words.push(t("filter.dates", { since: state.since || "…", until: state.until || "…" }));
    if (!state.undated) words.push(t("filter.dated"));
    if (state.degree !== start2.degree && state.degree) words.push(t("filter.degree", { n: state.degree }));
    if (state.lone) words.push(t("lone"));
    if (state.hidden.length) words.push(t("hidden.count", { n: state.hidden.length }));
    return words;
  }
  function trail(app) {
    const { store, model, masks, drawing: drawing2, start: start2 } = app;
    const { state } = store;
    const button = (text, action, label = null) => h("button", { type: "button", class: "small", "aria-label": label, on: { click: action } }, text);
    const parts = [];
    const part = app.overview ? drawing2.part() : null;
    if (part?.overview) {
      parts.push(h("span", {}, t("overview.hint", { n: app.overview.groups.length })));
      if (!app.overviewFirst) parts.push(button(t("overview.all"), () => store.update({ all: true })));
    } else if (part) parts.push(button(t("overview.back"), () => store.update({ group: null, focus: null, opened: [], all: false, select: null })));
    if (state.focus) {
      const node = model.node(state.focus.id);
      if (node >= 0) {
        parts.push(h("span", {}, t("trail.focus", { name: model.name[node], n: state.focus.hops })));
        parts.push(button(t("trail.all"), () => app.focus(null)));
      }
    } else if (!part?.overview && (state.most || state.degree && state.degree === start2.degree)) {
      const crowd = state.most > 0 && model.n - app.lone > state.most;
      if (crowd || app.lone) {
        parts.push(h("span", {}, t(["trail.lone", "trail.most"][Number(crowd)], { n: crowd ? masks.nodeCount : app.lone, all: model.n })));
        parts.push(button(t("trail.all"), () => app.showAll()));
      }
    }
    const words = filterWords(app);
    if (words.length) {
      const text = words.join(t("semicolon"));
      parts.push(h("span", { class: "filtered" }, t("trail.filtered", { text })));
      parts.push(button(t("copy"), () => copyText(text).then(() => say(t("copied"), true)), t("copy.filters")));
      parts.push(button(t("trail.clear"), () => app.unfilter()));
    }
    fill(byId("trail"), parts);
    byId("trail").hidden = parts.length === 0;
  }
  function empty(app) {
    const nothing = app.model.n === 0;
    byId("empty").hidden = app.masks.nodeCount > 0;
    byId("empty-text").textContent = t(["empty", "empty.graph"][Number(nothing)]);
    byId("empty-reset").hidden = nothing;
  }

  // ../../kg/exporters/page/src/arrange.js
  var MARGIN = 34;
  var FREE = 300;
  var LABEL = 13;
  var CHARACTERS = 12;
  var GOLDEN = Math.PI * (3 - Math.sqrt(5));
  function components(model) {
    const part = new Int32Array(model.n).fill(-1);
    const parts = [];
    for (let start2 = 0; start2 < model.n; start2++) {
      if (part[start2] >= 0) continue;
      const members = [start2];
      part[start2] = parts.length;
      for (let at = 0; at < members.length; at++) {
        for (const e of model.edgesOf(members[at])) {
          const other = model.other(e, members[at]);
          if (part[other] >= 0) continue;
          part[other] = parts.length;
          members.push(other);
        }
      }
      parts.push(members);
    }
    return parts.sort((a, b) => b.length - a.length || a[0] - b[0]);
  }
  function rows(boxes, width) {
    const order = Array.from(boxes.keys()).sort((a, b) => boxes[b][1] - boxes[a][1] || boxes[b][0] - boxes[a][0] || a - b);
    const corners = new Array(boxes.length);
    let [x, y, high, row] = [0, 0, 0, []];
    const close = () => {
      for (const i of row) corners[i][0] += Math.max(0, (width - x) / 2);
      [x, y, high, row] = [0, y + high, 0, []];
    };
    for (const i of order) {
      const [w, h2] = boxes[i];
      if (x > 0 && x + w > width) close();
      corners[i] = [x, y];
      row.push(i);
      x += w;
      high = Math.max(high, h2);
    }
    close();
    return { corners, height: y };
  }
  function aroundMiddle(boxes, aspect) {
    const whole = Math.sqrt(boxes.reduce((sum, [w, h2]) => sum + w * h2, 0));
    const cell2 = Math.max(boxes.reduce((least, box) => Math.min(least, ...box), Infinity) / 2, whole / 60);
    const need = boxes.map(([w, h2]) => [Math.ceil(w / cell2), Math.ceil(h2 / cell2)]);
    const widest = need.reduce((a, [w]) => Math.max(a, w), 0);
    const highest = need.reduce((a, [, h2]) => Math.max(a, h2), 0);
    const columns = Math.ceil(widest + 2.2 * whole * Math.sqrt(aspect) / cell2) + 2;
    const lines = Math.ceil(highest + 2.2 * whole / Math.sqrt(aspect) / cell2) + 2;
    const taken2 = new Uint8Array(columns * lines);
    const sums = new Int32Array((columns + 1) * (lines + 1));
    return need.map(([w, h2]) => {
      for (let i = 0; i < columns; i++) {
        for (let j = 0, run = 0; j < lines; j++) {
          run += taken2[i * lines + j];
          sums[(i + 1) * (lines + 1) + j + 1] = sums[i * (lines + 1) + j + 1] + run;
        }
      }
      let [best, at] = [Infinity, [0, 0]];
      for (let i = 0; i + w <= columns; i++) {
        for (let j = 0; j + h2 <= lines; j++) {
          const x = i + w / 2 - columns / 2;
          const y = j + h2 / 2 - lines / 2;
          const far = Math.max(Math.abs(x) + w / 2, aspect * (Math.abs(y) + h2 / 2)) + 1e-3 * (x * x + y * y) / columns;
          if (far >= best) continue;
          const held = sums[(i + w) * (lines + 1) + j + h2] - sums[i * (lines + 1) + j + h2] - sums[(i + w) * (lines + 1) + j] + sums[i * (lines + 1) + j];
          if (held === 0) [best, at] = [far, [i, j]];
        }
      }
      for (let i = at[0]; i < at[0] + w; i++) taken2.fill(1, i * lines + at[1], i * lines + at[1] + h2);
      return [at[0] * cell2, at[1] * cell2];
    });
  }
  function packed(model, aspect) {
    const x = Float64Array.from(model.x);
    const y = Float64Array.from(model.y);
    const half = (i) => Math.max(model.size[i], LABEL / 2 * Math.min(CHARACTERS, Array.from(model.name[i]).length));
    const parts = components(model).map((members) => {
      let [left2, top2, right2, bottom2] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const i of members) {
        left2 = Math.min(left2, x[i] - half(i));
        right2 = Math.max(right2, x[i] + half(i));
        top2 = Math.min(top2, y[i] - model.size[i]);
        bottom2 = Math.max(bottom2, y[i] + model.size[i] + 1.5 * LABEL);
      }
      return { members, left: left2, top: top2, box: [right2 - left2 + MARGIN, bottom2 - top2 + MARGIN] };
    });
    const put2 = (part, cornerX, cornerY) => {
      for (const i of part.members) {
        x[i] += cornerX - part.left;
        y[i] += cornerY - part.top;
      }
    };
    const large = parts.filter((p) => p.members.length > 2).slice(0, FREE);
    const corners = large.length ? aroundMiddle(large.map((p) => p.box), aspect) : [];
    let [left, top, right, bottom] = large.length ? [Infinity, Infinity, -Infinity, -Infinity] : [0, 0, 0, 0];
    large.forEach((part, k) => {
      put2(part, ...corners[k]);
      left = Math.min(left, corners[k][0]);
      top = Math.min(top, corners[k][1]);
      right = Math.max(right, corners[k][0] + part.box[0]);
      bottom = Math.max(bottom, corners[k][1] + part.box[1]);
    });
    const rest = [parts.slice(large.length).filter((p) => p.members.length > 1), parts.filter((p) => p.members.length === 1)];
    for (const some of rest) {
      if (!some.length) continue;
      const area = some.reduce((sum, { box }) => sum + box[0] * box[1], 0);
      const width = Math.max(right - left, Math.sqrt(area * aspect));
      const block = rows(some.map((p) => p.box), width);
      const from = (left + right) / 2 - width / 2;
      some.forEach((part, k) => put2(part, from + block.corners[k][0], bottom + block.corners[k][1]));
      [left, right] = [Math.min(left, from), Math.max(right, from + width)];
      bottom += block.height;
    }
    return { x, y };
  }
  function discs(model, groups, aspect) {
    const x = new Float64Array(model.n);
    const y = new Float64Array(model.n);
    const full = groups.filter((members) => members.length).sort((a, b) => b.length - a.length || a[0] - b[0]);
    const step = 64;
    const boxes = full.map((members) => {
      const radius = step * Math.sqrt(members.length) + 40;
      return [radius * 2.3 + MARGIN, radius * 1.6 + MARGIN];
    });
    const corners = full.length ? aroundMiddle(boxes, aspect) : [];
    full.forEach((members, k) => {
      const ranked = [...members].sort((a, b) => model.degree[b] - model.degree[a] || a - b);
      const [middleX, middleY] = [corners[k][0] + boxes[k][0] / 2, corners[k][1] + boxes[k][1] / 2];
      ranked.forEach((i, at) => {
        const radius = at ? step * Math.sqrt(at + 0.6) : 0;
        x[i] = middleX + radius * 1.15 * Math.cos(at * GOLDEN);
        y[i] = middleY + radius * 0.8 * Math.sin(at * GOLDEN);
      });
    });
    return { x, y };
  }
  function byType(model, aspect) {
    const groups = model.types.map(() => []);
    for (let i = 0; i < model.n; i++) groups[model.type[i]].push(i);
    return discs(model, groups, aspect);
  }
  function byPark(model, aspect) {
    const { of, centres } = parks(model);
    const groups = Array.from({ length: centres.length + 1 }, () => []);
    for (let i = 0; i < model.n; i++) groups[of[i] < 0 ? centres.length : of[i]].push(i);
    return discs(model, groups, aspect);
  }
  function parks(model) {
    const park = model.types.findIndex((type) => type.n === "park");
    const ranked = [...model.ranked()].filter((i) => model.degree[i] > 0);
    const named = ranked.filter((i) => model.type[i] === park);
    const centres = named.length ? named : ranked.slice(0, 12);
    const of = new Int32Array(model.n).fill(-1);
    centres.forEach((i, k) => {
      of[i] = k;
    });
    const queue = [...centres];
    for (let at = 0; at < queue.length; at++) {
      for (const e of model.edgesOf(queue[at])) {
        const other = model.other(e, queue[at]);
        if (of[other] >= 0) continue;
        of[other] = of[queue[at]];
        queue.push(other);
      }
    }
    return { of, centres };
  }

  // ../../kg/exporters/page/src/geometry.js
  var STEP = 0.18;
  function spread(s, t2) {
    const buckets = /* @__PURE__ */ new Map();
    for (let e = 0; e < s.length; e++) {
      const [a, b] = s[e] < t2[e] ? [s[e], t2[e]] : [t2[e], s[e]];
      const key2 = a * 4294967296 + b;
      const bucket = buckets.get(key2);
      if (bucket) bucket.push(e);
      else buckets.set(key2, [e]);
    }
    const roundness = new Float32Array(s.length);
    for (const bucket of buckets.values()) {
      if (bucket.length < 2) continue;
      bucket.forEach((e, i) => {
        const side = bucket.length % 2 ? Math.ceil(i / 2) * (i % 2 ? 1 : -1) : (Math.floor(i / 2) + 0.5) * (i % 2 ? 1 : -1);
        roundness[e] = side * STEP * (s[e] < t2[e] ? 1 : -1);
      });
    }
    return roundness;
  }
  var shrunk = (items, scale) => Math.min(1, Math.sqrt((items.scale0 ?? 1) / scale));
  function control(ax, ay, bx, by, roundness) {
    if (!roundness) return [(ax + bx) / 2, (ay + by) / 2];
    const factor = 0.5 * roundness + 0.5;
    const radius = Math.hypot(bx - ax, ay - by);
    const angle = Math.atan2(ay - by, bx - ax) + factor * Math.PI;
    return [ax + factor * radius * Math.sin(angle), ay + factor * radius * Math.cos(angle)];
  }
  function onCurve(ax, ay, cx, cy, bx, by, at) {
    const u = 1 - at;
    return [u * u * ax + 2 * u * at * cx + at * at * bx, u * u * ay + 2 * u * at * cy + at * at * by];
  }
  function toSegment(px, py, ax, ay, bx, by) {
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const at = length ? Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
    return Math.hypot(px - ax - at * dx, py - ay - at * dy);
  }
  function toCurve(px, py, ax, ay, bx, by, roundness) {
    if (!roundness) return toSegment(px, py, ax, ay, bx, by);
    const [cx, cy] = control(ax, ay, bx, by, roundness);
    let nearest = Infinity;
    let [lastX, lastY] = [ax, ay];
    for (let i = 1; i <= 10; i++) {
      const [x, y] = onCurve(ax, ay, cx, cy, bx, by, i / 10);
      nearest = Math.min(nearest, toSegment(px, py, lastX, lastY, x, y));
      [lastX, lastY] = [x, y];
    }
    return nearest;
  }

  // ../../kg/exporters/page/src/labels.js
  var CELL = 48;
  var LEADING = 16;
  var FOREMOST = 6;
  var SMALL2 = 3;
  var Boxes = class {
    constructor() {
      this.cells = /* @__PURE__ */ new Map();
    }
    *_keys([left, top, right, bottom]) {
      for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
        for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) yield i * 65536 + j;
      }
    }
    /** Whether nothing is in a box: neither labels nor dots other than `except`. */
    free(box, except = -1) {
      return this.price(box, except, 1) === 0;
    }
    /** How much a box would cover: the weights of dots; a label, or as much as `limit`, is too much. */
    price(box, except = -1, limit = Infinity) {
      const [left, top, right, bottom] = box;
      let sum = 0;
      let counted = null;
      for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++) {
        for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) {
          const cell2 = this.cells.get(i * 65536 + j);
          if (!cell2) continue;
          for (const other of cell2) {
            const b = other.box;
            if (left >= b[2] || right <= b[0] || top >= b[3] || bottom <= b[1]) continue;
            if (other.owner < 0) return Infinity;
            if (other.owner === except || counted?.has(other)) continue;
            sum += other.weight;
            if (sum >= limit) return sum;
            counted ??= /* @__PURE__ */ new Set();
            counted.add(other);
          }
        }
      }
      return sum;
    }
    take(box, owner = -1, weight = 1) {
      const entry = { box, owner, weight };
      for (const key2 of this._keys(box)) {
        if (!this.cells.has(key2)) this.cells.set(key2, []);
        this.cells.get(key2).push(entry);
      }
    }
  };
  function place(wanted, measure, view, boxes = new Boxes(), limit = 400) {
    const placed = [];
    const gap = 3;
    for (const w of wanted) {
      if (placed.length >= limit) break;
      if (w.x < -60 || w.y < -30 || w.x > view.width + 60 || w.y > view.height + 30) continue;
      const height = w.font * 1.25;
      const spots = [
        ["center", w.x, w.y + w.radius + gap + height / 2],
        ["left", w.x + w.radius + gap, w.y],
        ["center", w.x, w.y - w.radius - gap - height / 2],
        ["right", w.x - w.radius - gap, w.y]
      ];
      const boxOf = (text, [align2, x2, y2]) => {
        const width = measure(text, w.font);
        const left = align2 === "center" ? x2 - width / 2 : align2 === "left" ? x2 : x2 - width;
        return [left - 2, y2 - height / 2, left + width + 2, y2 + height / 2];
      };
      const inside = w.x >= 0 && w.x <= view.width && w.y >= 0 && w.y <= view.height;
      const find = (around, limit2) => {
        let [best, least] = [null, limit2];
        for (const text of w.texts) {
          for (const spot of around) {
            const box = boxOf(text, spot);
            if (inside && (box[0] < 0 || box[2] > view.width || box[1] < 0 || box[3] > view.height)) continue;
            const price = boxes.price(box, w.owner, least);
            if (price < least) [best, least] = [{ text, spot, box }, price];
            if (!least) return best;
          }
        }
        return best;
      };
      let chosen = find(spots, 1);
      if (!chosen && placed.length < LEADING) {
        const [side, slant] = [0.72 * w.radius + gap, 0.72 * w.radius + height / 2];
        const corners = [["left", 1, 1], ["right", -1, 1], ["left", 1, -1], ["right", -1, -1]].map(([align2, right, down]) => [align2, w.x + right * side, w.y + down * slant]);
        chosen = find([...spots, ...corners], w.lead && placed.length < FOREMOST ? Infinity : SMALL2 + 1);
      }
      if (!chosen && w.must) chosen = { text: w.texts[0], spot: spots[0], box: boxOf(w.texts[0], spots[0]) };
      if (!chosen) continue;
      boxes.take(chosen.box, -1);
      const [align, x, y] = chosen.spot;
      placed.push({ owner: w.owner, x, y, text: chosen.text, font: w.font, align, box: chosen.box });
    }
    return placed;
  }
  function textsOf(name, short, limit, brief = false) {
    const whole = shorten(name, limit);
    if (!short || short.length < 2 || short.length >= whole.length - 1) return [whole];
    return brief ? [short, whole] : [whole, short];
  }
  function shortForm(name, aliases) {
    const within = (alias) => {
      let at = 0;
      for (const char of name) if (char === alias[at]) at++;
      return at === alias.length;
    };
    return aliases.filter((a) => a.length >= 2 && within(a)).reduce((a, b) => a && a.length <= b.length ? a : b, "");
  }
  function shorten(text, limit) {
    const chars = Array.from(text);
    return chars.length <= limit ? text : `${chars.slice(0, limit - 1).join("")}…`;
  }

  // ../../kg/exporters/page/src/items.js
  function glyphs(labels) {
    return labels.map((label, i) => {
      const chars = Array.from(label);
      for (let length = 1; length <= Math.min(3, chars.length); length++) {
        const glyph = chars.slice(0, length).join("");
        if (labels.every((other, j) => j === i || Array.from(other).slice(0, length).join("") !== glyph)) return glyph;
      }
      return chars[0] ?? "";
    });
  }
  var edgeWidth = (count) => Math.min(4, 1.2 + 0.6 * Math.log2(Math.max(1, count)));
  var LINES = 8e3;
  var PLACES = 2 ** 32;
  function backbone(model, items, limit = LINES) {
    const { s, t: t2, edge } = items;
    if (s.length <= limit) return null;
    const keys = Float64Array.from(edge, (e, i) => (1e6 - Math.min(1e6, model.confidence[e] * model.count[e])) * PLACES + i);
    const order = Uint32Array.from(keys.sort(), (key2) => key2 % PLACES);
    const kept = new Uint8Array(s.length);
    const reached = new Uint8Array(items.x.length);
    let count = 0;
    for (const e of order) {
      if (count >= limit) break;
      if (reached[s[e]] && reached[t2[e]]) continue;
      reached[s[e]] = reached[t2[e]] = kept[e] = 1;
      count++;
    }
    for (const e of order) {
      if (count >= limit) break;
      if (!kept[e]) {
        kept[e] = 1;
        count++;
      }
    }
    return kept;
  }
  function itemsOf(model, nodes, xs = model.x, ys = model.y) {
    const whole = nodes === null;
    const list2 = whole ? Array.from({ length: model.n }, (_, i) => i) : nodes;
    const place2 = new Int32Array(model.n).fill(-1);
    list2.forEach((node, i) => {
      place2[node] = i;
    });
    const edges = [];
    for (let e = 0; e < model.m; e++) if (place2[model.s[e]] >= 0 && place2[model.t[e]] >= 0) edges.push(e);
    const s = Uint32Array.from(edges, (e) => place2[model.s[e]]);
    const t2 = Uint32Array.from(edges, (e) => place2[model.t[e]]);
    const items = {
      kind: "nodes",
      node: Int32Array.from(list2),
      place: place2,
      x: Float64Array.from(list2, (i) => xs[i]),
      y: Float64Array.from(list2, (i) => ys[i]),
      size: Float32Array.from(list2, (i) => model.size[i]),
      color: list2.map((i) => model.types[model.type[i]].color),
      type: Uint8Array.from(list2, (i) => model.type[i]),
      label: list2.map((i) => model.name[i]),
      short: list2.map((i) => shortForm(model.name[i], model.aliases[i])),
      weight: Float32Array.from(list2, (i) => model.degree[i]),
      edge: Int32Array.from(edges),
      s,
      t: t2,
      ecolor: edges.map((e) => model.relations[model.r[e]].color),
      dash: edges.map((e) => model.relations[model.r[e]].dash),
      width: Float32Array.from(edges, (e) => edgeWidth(model.count[e])),
      arrow: edges.map((e) => !model.symmetric(e)),
      round: spread(s, t2)
    };
    items.base = backbone(model, items);
    return items;
  }
  function itemsOfGroups(overview, color2) {
    const { groups, links, colors } = overview;
    return {
      kind: "groups",
      node: Int32Array.from(groups, (_, i) => i),
      place: Int32Array.from(groups, (_, i) => i),
      x: Float64Array.from(groups, (g) => g.x),
      y: Float64Array.from(groups, (g) => g.y),
      size: Float32Array.from(groups, (g) => g.size),
      color: groups.map((g) => g.type >= 0 ? colors[g.type] : color2),
      type: Int16Array.from(groups, (g) => g.type),
      label: groups.map((g) => `${g.name} · ${g.n}`),
      short: groups.map((g) => g.name),
      weight: Float32Array.from(groups, (g) => g.n),
      edge: Int32Array.from(links, () => -1),
      s: Uint32Array.from(links, (l) => l[0]),
      t: Uint32Array.from(links, (l) => l[1]),
      ecolor: links.map(() => color2),
      dash: links.map(() => []),
      width: Float32Array.from(links, (l) => edgeWidth(l[2] / 2)),
      arrow: links.map(() => false),
      round: new Float32Array(links.length),
      base: null
    };
  }
  function countGroups(model, overview, masks) {
    const members = new Uint32Array(overview.groups.length);
    for (let i = 0; i < model.n; i++) if (masks.nodes[i]) members[model.group[i]]++;
    const width = overview.groups.length;
    const between = new Uint32Array(width * width);
    const { group, s, t: t2 } = model;
    for (let e = 0; e < model.m; e++) {
      if (!masks.edges[e]) continue;
      const a = group[s[e]];
      const b = group[t2[e]];
      if (a !== b) between[a < b ? a * width + b : b * width + a]++;
    }
    return { members, links: overview.links.map(([a, b]) => between[a < b ? a * width + b : b * width + a]) };
  }

  // ../../kg/exporters/page/src/look.js
  function lighter(hex, share) {
    const value2 = Number.parseInt(hex.slice(1), 16);
    const mixed = [value2 >> 16, value2 >> 8 & 255, value2 & 255].map((c) => Math.round(c + (255 - c) * share));
    return `#${mixed.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
  }
  var LOOKS = {
    light: {
      background: "#fbfcfd",
      text: "#1b2733",
      muted: "#44525f",
      halo: "rgba(251,252,253,.92)",
      veil: "rgba(251,252,253,.84)",
      ring: "#ffffff",
      accent: "#0b3d66",
      neutral: "#8793a0",
      line: (hex) => hex,
      engine: { ring: "#ffffff", ground: "#fbfcfd", line: (hex) => hex, edgeOpacity: 0.62 }
    },
    dark: {
      background: "#12171d",
      text: "#e8edf3",
      muted: "#b3bfcb",
      halo: "rgba(18,23,29,.92)",
      veil: "rgba(18,23,29,.84)",
      ring: "#12171d",
      accent: "#ffffff",
      neutral: "#7d8894",
      line: (hex) => lighter(hex, 0.3),
      engine: { ring: "#12171d", ground: "#12171d", line: (hex) => lighter(hex, 0.3), edgeOpacity: 0.7 }
    }
  };
  var isDark = (theme) => theme === "dark" || theme === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches;
  var lookOf = (theme) => LOOKS[isDark(theme) ? "dark" : "light"];
  var PRINT = { ...LOOKS.light, background: "#ffffff" };

  // ../../kg/exporters/page/src/filter.js
  function dateInside(date, since, until) {
    if (since && date.slice(0, since.length) < since.slice(0, date.length)) return false;
    if (until && date.slice(0, until.length) > until.slice(0, date.length)) return false;
    return true;
  }
  function edgeTests(model, state) {
    const relationOn = model.relations.map((relation) => !state.relOff.includes(relation.n));
    const statusOn = [0, 1, 2, 3, 4].map((status) => !state.statusOff.includes(status));
    const least = state.conf * 10;
    const { since, until, undated } = state;
    const dated = Boolean(since || until);
    return {
      relation: (e) => relationOn[model.r[e]],
      status: (e) => statusOn[model.status[e]],
      rest: (e) => {
        if (model.confidence[e] < least) return false;
        const dates = model.dates[e];
        if (dates.length === 0) return undated;
        return !dated || dates.some((d) => dateInside(d, since, until));
      }
    };
  }
  function leading(model, mask, most) {
    const chosen = new Uint8Array(model.n);
    let left = most;
    for (const i of model.ranked()) {
      if (!left) break;
      if (!mask[i]) continue;
      chosen[i] = 1;
      left--;
    }
    return chosen;
  }
  function ball(model, start2, hops, edgeMask) {
    const mask = new Uint8Array(model.n);
    mask[start2] = 1;
    let rim = [start2];
    for (let step = 0; step < hops; step++) {
      const next = [];
      for (const node of rim) {
        for (const e of model.edgesOf(node)) {
          if (!edgeMask[e]) continue;
          const other = model.other(e, node);
          if (!mask[other]) {
            mask[other] = 1;
            next.push(other);
          }
        }
      }
      rim = next;
    }
    return mask;
  }
  function visible(model, state) {
    const { n: n2, m } = model;
    const passes = new Uint8Array(m);
    const open = !state.relOff.length && !state.statusOff.length && !state.conf && !state.since && !state.until && state.undated;
    if (open) passes.fill(1);
    else {
      const test = edgeTests(model, state);
      for (let e = 0; e < m; e++) passes[e] = test.relation(e) && test.status(e) && test.rest(e) ? 1 : 0;
    }
    const nodes = new Uint8Array(n2).fill(1);
    if (state.off.length) {
      const typeOn = model.types.map((type) => !state.off.includes(type.n));
      for (let i = 0; i < n2; i++) if (!typeOn[model.type[i]]) nodes[i] = 0;
    }
    for (const id of state.hidden) {
      const i = model.node(id);
      if (i >= 0) nodes[i] = 0;
    }
    const start2 = state.focus ? model.node(state.focus.id) : -1;
    if (start2 >= 0) nodes[start2] = 1;
    const opened = new Uint8Array(n2);
    for (const id of state.opened) {
      const i = model.node(id);
      if (i < 0 || !nodes[i]) continue;
      const near = ball(model, i, 1, passes);
      for (let j = 0; j < n2; j++) opened[j] |= near[j] & nodes[j];
    }
    const keep = (test) => {
      for (let i = 0; i < n2; i++) if (nodes[i] && !opened[i] && !test(i)) nodes[i] = 0;
    };
    if (state.degree) keep((i) => model.degree[i] >= state.degree || i === start2);
    const cut = () => {
      for (let e = 0; e < m; e++) if (!nodes[model.s[e]] || !nodes[model.t[e]]) passes[e] = 0;
    };
    cut();
    if (start2 >= 0) {
      const near = ball(model, start2, state.focus.hops, passes);
      keep((i) => near[i]);
      cut();
    } else if (state.most) {
      const chosen = leading(model, nodes, state.most);
      keep((i) => chosen[i]);
      cut();
    }
    if (state.lone) {
      const linked = new Uint8Array(n2);
      for (let e = 0; e < m; e++) if (passes[e]) linked[model.s[e]] = linked[model.t[e]] = 1;
      for (let i = 0; i < n2; i++) nodes[i] &= linked[i] | opened[i];
    }
    let nodeCount = 0;
    for (let i = 0; i < n2; i++) nodeCount += nodes[i];
    let edgeCount = 0;
    for (let e = 0; e < m; e++) edgeCount += passes[e];
    return { nodes, edges: passes, nodeCount, edgeCount };
  }
  function facets(model, state) {
    const types = new Array(model.types.length).fill(0);
    const relations = new Array(model.relations.length).fill(0);
    const statuses = new Array(5).fill(0);
    const test = edgeTests(model, state);
    const hidden = new Set(state.hidden.map((id) => model.node(id)));
    const typeOn = model.types.map((type) => !state.off.includes(type.n));
    const nodeOn = (i) => !hidden.has(i) && model.degree[i] >= state.degree;
    for (let i = 0; i < model.n; i++) if (nodeOn(i)) types[model.type[i]]++;
    const counted = new Uint8Array(model.n);
    for (let i = 0; i < model.n; i++) counted[i] = Number(typeOn[model.type[i]] && nodeOn(i));
    for (let e = 0; e < model.m; e++) {
      if (!counted[model.s[e]] || !counted[model.t[e]] || !test.rest(e)) continue;
      if (test.status(e)) relations[model.r[e]]++;
      if (test.relation(e)) statuses[model.status[e]]++;
    }
    return { types, relations, statuses };
  }
  function confidenceBins(model) {
    const bins = new Array(10).fill(0);
    for (let e = 0; e < model.m; e++) bins[Math.min(9, Math.floor(model.confidence[e] / 100))]++;
    return bins;
  }
  var LONG = 3;
  function dateBins(model) {
    const all = [];
    for (let e = 0; e < model.m; e++) for (const d of model.dates[e]) if (/^\d{4}/.test(d)) all.push(d);
    if (!all.length) return { labels: [], counts: [], undated: model.m };
    const years = all.map((d) => Number(d.slice(0, 4)));
    const first = years.reduce((a, b) => Math.min(a, b));
    const last = years.reduce((a, b) => Math.max(a, b));
    const labels = [];
    const byMonth = last - first < LONG && all.some((d) => d.length >= 7);
    for (let year = first; year <= last && labels.length < 400; year++) {
      if (byMonth) for (let month = 1; month <= 12; month++) labels.push(`${year}-${String(month).padStart(2, "0")}`);
      else labels.push(String(year));
    }
    const width = byMonth ? 7 : 4;
    const place2 = new Map(labels.map((label, i) => [label, i]));
    const counts = new Array(labels.length).fill(0);
    for (const d of all) {
      const i = place2.get(d.slice(0, width)) ?? place2.get(`${d.slice(0, 4)}-01`);
      if (i !== void 0) counts[i]++;
    }
    let undated = 0;
    for (let e = 0; e < model.m; e++) if (!model.dates[e].length) undated++;
    return { labels, counts, undated };
  }

  // ../../kg/exporters/page/src/relayout.js
  var MOST = 300;
  var ROUNDS = 150;
  var EDGE = 110;
  var LABEL2 = 13;
  var CHARACTERS2 = 10;
  function relaid(items, masks, fixed = /* @__PURE__ */ new Set()) {
    const list2 = Array.from(items.x.keys()).filter((i) => masks.nodes[i]);
    const place2 = new Map(list2.map((i, k) => [i, k]));
    const ends = [];
    for (let e = 0; e < items.s.length; e++) {
      const [a, b] = [place2.get(items.s[e]), place2.get(items.t[e])];
      if (masks.edges[e] && a !== void 0 && b !== void 0 && a !== b) ends.push([a, b]);
    }
    const n2 = list2.length;
    const held = list2.map((i) => fixed.has(i));
    const mass = new Float64Array(n2).fill(1);
    for (const [a, b] of ends) {
      mass[a]++;
      mass[b]++;
    }
    const unit = EDGE / 2;
    const x = Float64Array.from(list2, (i) => items.x[i] / unit);
    const y = Float64Array.from(list2, (i) => items.y[i] / unit);
    const middleX = x.reduce((a, b) => a + b, 0) / Math.max(1, n2);
    const middleY = y.reduce((a, b) => a + b, 0) / Math.max(1, n2);
    const forceX = new Float64Array(n2);
    const forceY = new Float64Array(n2);
    const heat = Math.sqrt(n2) + 1;
    for (let round2 = 0; round2 < ROUNDS; round2++) {
      for (let i = 0; i < n2; i++) {
        forceX[i] = -0.03 * mass[i] * (x[i] - middleX);
        forceY[i] = -0.03 * mass[i] * (y[i] - middleY);
      }
      for (let i = 0; i < n2; i++) {
        for (let j = 0; j < i; j++) {
          const dx = x[i] - x[j] || 1e-3 * (1 + (i * 7 + j) % 5);
          const dy = y[i] - y[j] || 1e-3 * (1 + (i + j * 3) % 7);
          const push = mass[i] * mass[j] / (dx * dx + dy * dy + 1e-3);
          forceX[i] += push * dx;
          forceY[i] += push * dy;
          forceX[j] -= push * dx;
          forceY[j] -= push * dy;
        }
      }
      for (const [a, b] of ends) {
        const [dx, dy] = [x[a] - x[b], y[a] - y[b]];
        forceX[a] -= dx;
        forceY[a] -= dy;
        forceX[b] += dx;
        forceY[b] += dy;
      }
      const most = heat * (1 - round2 / ROUNDS) ** 1.5 + 0.01;
      for (let i = 0; i < n2; i++) {
        if (held[i]) continue;
        const [fx, fy] = [forceX[i] / mass[i], forceY[i] / mass[i]];
        const length = Math.hypot(fx, fy) || 1;
        const step = Math.min(0.8 * length, most) / length;
        x[i] += fx * step;
        y[i] += fy * step;
      }
    }
    for (let i = 0; i < n2; i++) {
      x[i] *= unit;
      y[i] *= unit;
    }
    apart(list2, items, held, x, y);
    return new Map(list2.flatMap((i, k) => held[k] ? [] : [[i, [x[k], y[k]]]]));
  }
  function apart(list2, items, held, x, y) {
    const half = list2.map((i) => Math.max(items.size[i], LABEL2 / 2 * Math.min(CHARACTERS2, Array.from(items.label[i]).length)) + 4);
    const high = list2.map((i) => items.size[i] + LABEL2);
    for (let round2 = 0; round2 < 80; round2++) {
      let moved = false;
      for (let i = 0; i < list2.length; i++) {
        for (let j = 0; j < i; j++) {
          const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
          const [overX, overY] = [half[i] + half[j] - Math.abs(dx), high[i] + high[j] - Math.abs(dy)];
          if (overX <= 0 || overY <= 0 || held[i] && held[j]) continue;
          moved = true;
          const share = held[i] ? 0 : held[j] ? 1 : 0.5;
          if (overX < overY) {
            const way = (dx < 0 ? -1 : 1) * overX * 0.55;
            x[i] += way * share * 2;
            x[j] -= way * (1 - share) * 2;
          } else {
            const way = (dy < 0 ? -1 : 1) * overY * 0.55;
            y[i] += way * share * 2;
            y[j] -= way * (1 - share) * 2;
          }
        }
      }
      if (!moved) return;
    }
  }

  // ../../kg/exporters/page/src/store.js
  var DEFAULTS = Object.freeze({
    off: [],
    // entity types not shown
    relOff: [],
    // relations not shown
    statusOff: [],
    // statuses (numbers) not shown
    conf: 0,
    // least confidence, percent
    since: "",
    until: "",
    undated: true,
    degree: 0,
    // least number of relations
    lone: false,
    // leave out nodes without a visible relation
    hidden: [],
    // ids of nodes hidden by hand
    most: 0,
    // only so many of the best connected nodes; 0 for all
    opened: [],
    // ids of nodes that are shown with their neighbours whatever `most`, `degree` and `focus` leave out
    arranged: null,
    // a new arrangement: {seen, pinned, moved, before} as they were when it was asked for (places.js)
    moved: {},
    // id → [dx, dy] from where layout and arrangement put it
    pinned: [],
    // ids of nodes that stay where they are
    layout: "net",
    // or "type", "park"
    color: "type",
    // or "park"
    size: "degree",
    // or "mentions", "same"
    focus: null,
    // {id, hops}
    group: null,
    // number of the opened group of the overview
    all: false,
    // a large graph drawn whole instead of the overview
    select: null,
    // {node: id} or {edge: [head, relation, tail]}
    path: null,
    // {a: id, b: id, by: "hops" | "certain"}
    view: "graph",
    // or "table"
    lang: "zh",
    theme: "auto",
    // or "light", "dark"
    camera: null
    // [x, y, scale, shape of the screen it was taken on]
  });
  var UNDOABLE = [
    "off",
    "relOff",
    "statusOff",
    "conf",
    "since",
    "until",
    "undated",
    "degree",
    "lone",
    "hidden",
    "most",
    "opened",
    "arranged",
    "moved",
    "pinned",
    "layout",
    "focus",
    "group",
    "all"
  ];
  var STEPS = 100;
  var SEEN = [
    "off",
    "relOff",
    "statusOff",
    "conf",
    "since",
    "until",
    "undated",
    "degree",
    "lone",
    "hidden",
    "most",
    "opened",
    "focus",
    "group",
    "all"
  ];
  var same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  var pick = (state, names) => Object.fromEntries(names.map((name) => [name, state[name]]));
  var Store = class {
    constructor(start2 = {}) {
      this.state = { ...DEFAULTS, ...start2 };
      this.past = [];
      this.future = [];
      this.listeners = [];
    }
    subscribe(listener) {
      this.listeners.push(listener);
    }
    /** Changes the state; a change that undo knows becomes one step. */
    update(patch) {
      const changed = Object.keys(patch).filter((name) => !same(patch[name], this.state[name]));
      if (!changed.length) return;
      if (changed.some((name) => UNDOABLE.includes(name))) {
        this.past.push(pick(this.state, UNDOABLE));
        if (this.past.length > STEPS) this.past.shift();
        this.future = [];
      }
      this._set(patch, changed);
    }
    _set(patch, changed) {
      this.state = { ...this.state, ...patch };
      for (const listener of this.listeners) listener(this.state, new Set(changed));
    }
    _travel(from, to) {
      if (!from.length) return false;
      const target = from.pop();
      to.push(pick(this.state, UNDOABLE));
      this._set(target, UNDOABLE.filter((name) => !same(target[name], this.state[name])));
      return true;
    }
    undo() {
      return this._travel(this.past, this.future);
    }
    redo() {
      return this._travel(this.future, this.past);
    }
  };
  var isStrings = (value2) => Array.isArray(value2) && value2.length <= 5e3 && value2.every((v) => typeof v === "string");
  var isNumber = (value2) => typeof value2 === "number" && Number.isFinite(value2);
  var isObject = (value2) => typeof value2 === "object" && value2 !== null && !Array.isArray(value2);
  var isDate = (value2) => typeof value2 === "string" && /^(\d{4}(-\d\d){0,2})?$/.test(value2);
  var isBoolean = (value2) => typeof value2 === "boolean";
  var oneOf = (...choices) => (value2) => choices.includes(value2);
  var MOVES_KEPT = 60;
  var ARRANGED_KEPT = 8;
  var isMoved = (v) => isObject(v) && Object.values(v).every((p) => Array.isArray(p) && p.length === 2 && p.every(isNumber));
  function isArranged(value2, depth = 0) {
    if (!isObject(value2) || depth >= ARRANGED_KEPT) return false;
    const { seen, pinned, moved, before } = value2;
    if (!isObject(seen) || !Object.keys(seen).every((name) => SEEN.includes(name) && (seen[name] === null || CHECKS[name](seen[name])))) return false;
    if (!isStrings(pinned) || !isMoved(moved) || Object.keys(moved).length > MOVES_KEPT) return false;
    return before === null || isArranged(before, depth + 1);
  }
  var CHECKS = {
    off: isStrings,
    relOff: isStrings,
    statusOff: (v) => Array.isArray(v) && v.every((s) => Number.isInteger(s) && s >= 0 && s <= 4),
    conf: (v) => isNumber(v) && v >= 0 && v <= 100,
    since: isDate,
    until: isDate,
    undated: isBoolean,
    degree: (v) => Number.isInteger(v) && v >= 0,
    lone: isBoolean,
    hidden: isStrings,
    most: (v) => Number.isInteger(v) && v >= 0,
    opened: isStrings,
    arranged: (v) => isArranged(v),
    moved: isMoved,
    pinned: isStrings,
    layout: oneOf("net", "type", "park"),
    color: oneOf("type", "park"),
    size: oneOf("degree", "mentions", "same"),
    focus: (v) => isObject(v) && typeof v.id === "string" && [1, 2, 3].includes(v.hops),
    group: (v) => Number.isInteger(v) && v >= 0,
    all: isBoolean,
    select: (v) => isObject(v) && (typeof v.node === "string" || Array.isArray(v.edge) && v.edge.length === 3 && isStrings(v.edge)),
    path: (v) => isObject(v) && typeof v.a === "string" && typeof v.b === "string" && oneOf("hops", "certain")(v.by),
    view: oneOf("graph", "table"),
    lang: oneOf("zh", "en"),
    theme: oneOf("auto", "light", "dark"),
    camera: (v) => Array.isArray(v) && (v.length === 3 || v.length === 4) && v.every(isNumber) && v[2] > 0
  };
  function encode(state, start2 = DEFAULTS) {
    const differing = Object.keys(CHECKS).filter((name) => !same(state[name], start2[name]));
    const kept = pick(state, differing);
    if (kept.arranged && !isArranged(kept.arranged)) delete kept.arranged;
    if (kept.moved && Object.keys(kept.moved).length > MOVES_KEPT) delete kept.moved;
    return Object.keys(kept).length ? encodeURIComponent(JSON.stringify(kept)) : "";
  }
  function decode(hash) {
    try {
      const value2 = JSON.parse(decodeURIComponent(hash.replace(/^#/, "")));
      if (!isObject(value2)) return {};
      return Object.fromEntries(
        Object.entries(CHECKS).filter(([name, check]) => Object.hasOwn(value2, name) && check(value2[name])).map(([name]) => [name, value2[name]])
      );
    } catch {
      return {};
    }
  }

  // ../../kg/exporters/page/src/places.js
  var PACKED = 3e3;
  var ARRANGEMENTS = { type: byType, park: byPark };
  var GROWN = 1.4;
  var round = (value2) => Math.round(value2 * 10) / 10;
  var Places = class {
    /** @param {Object} start the state that a page starts with: what an arrangement was asked for differs from it. */
    constructor(model, aspect, start2, overview) {
      Object.assign(this, { model, aspect, start: start2, overview });
      this.known = /* @__PURE__ */ new Map();
    }
    /** Where a layout puts every node. */
    _layout(name) {
      const { model } = this;
      if (name in ARRANGEMENTS) return ARRANGEMENTS[name](model, this.aspect);
      return model.n <= PACKED && !this.overview ? packed(model, this.aspect) : { x: model.x, y: model.y };
    }
    /** Where nodes stand by a layout and the arrangements after it. */
    base({ layout, arranged }) {
      const key2 = `${layout} ${JSON.stringify(arranged)}`;
      if (!this.known.has(key2)) this.known.set(key2, arranged ? this._arranged(layout, arranged) : this._layout(layout));
      return this.known.get(key2);
    }
    _arranged(layout, { seen, pinned, moved, before }) {
      const { model } = this;
      const { x, y } = this.of({ layout, arranged: before, moved });
      const state = { ...this.start, ...seen };
      const masks = visible(model, state);
      const inside = (i) => masks.nodes[i] && (!this.overview || state.all || state.focus || state.group === null || model.group[i] === state.group);
      const list2 = Array.from({ length: model.n }, (_, i) => i).filter(inside);
      const place2 = new Map(list2.map((node, i) => [node, i]));
      const edges = [];
      for (let e = 0; e < model.m; e++) if (masks.edges[e] && place2.has(model.s[e]) && place2.has(model.t[e])) edges.push(e);
      const items = {
        x: list2.map((i) => x[i]),
        y: list2.map((i) => y[i]),
        size: list2.map((i) => model.size[i] * GROWN),
        label: list2.map((i) => model.name[i]),
        s: edges.map((e) => place2.get(model.s[e])),
        t: edges.map((e) => place2.get(model.t[e]))
      };
      const all = { nodes: new Uint8Array(list2.length).fill(1), edges: new Uint8Array(edges.length).fill(1) };
      const fixed = new Set(pinned.map((id) => place2.get(model.node(id))));
      for (const [i, [newX, newY]] of relaid(items, all, fixed)) [x[list2[i]], y[list2[i]]] = [newX, newY];
      return { x, y };
    }
    /** Where all nodes stand in a state. */
    of(state) {
      const base = this.base(state);
      const [x, y] = [Float64Array.from(base.x), Float64Array.from(base.y)];
      for (const [id, [dx, dy]] of Object.entries(state.moved)) {
        const node = this.model.node(id);
        if (node >= 0) [x[node], y[node]] = [base.x[node] + dx, base.y[node] + dy];
      }
      return { x, y };
    }
    /** `moved` of a state with nodes at new places. */
    moved(state, places) {
      const base = this.base(state);
      const moved = { ...state.moved };
      for (const [node, [x, y]] of places) moved[this.model.id[node]] = [round(x - base.x[node]), round(y - base.y[node])];
      return moved;
    }
    /** What to add to a state for a new arrangement of what it shows. */
    rearranged(state) {
      const seen = Object.fromEntries(SEEN.filter((name) => JSON.stringify(state[name]) !== JSON.stringify(this.start[name])).map((name) => [name, state[name]]));
      return { arranged: { seen, pinned: state.pinned, moved: state.moved, before: state.arranged }, moved: {} };
    }
  };

  // ../../kg/exporters/page/src/drawing.js
  var EGO = 1500;
  function taken(mask, list2) {
    const found = new Uint8Array(list2.length);
    for (let i = 0; i < list2.length; i++) found[i] = mask[list2[i]];
    return found;
  }
  var Drawing = class {
    constructor(app) {
      this.app = app;
      this.model = app.model;
      this.stage = app.stage;
      this.items = null;
      this.key = null;
      this.aspect = this.stage.aspect();
      this.places = new Places(app.model, this.aspect, app.start, app.overview);
      this.x = this.model.x;
      this.y = this.model.y;
      this.glyphs = glyphs(this.model.types.map(labelOf));
      this._parks = null;
    }
    look() {
      const name = (e) => this.items?.kind === "nodes" ? relationLabel(this.model, this.items.edge[e]) : "";
      return { ...lookOf(this.app.store.state.theme), glyphs: this.items?.kind === "groups" ? null : this.glyphs, relationOf: name };
    }
    translated() {
      this.glyphs = glyphs(this.model.types.map(labelOf));
      this.stage.look = this.look();
      if (this.items?.kind === "groups") this.mask();
      this.stage.redrawOverlay();
    }
    // places
    /** Takes the places of all nodes from the state. */
    locate() {
      Object.assign(this, this.places.of(this.app.store.state));
    }
    /** Puts what is on stage where it now belongs. */
    applyMoved() {
      this.locate();
      if (this.items?.kind !== "nodes") return;
      this.items.node.forEach((node, i) => {
        if (this.items.x[i] !== this.x[node] || this.items.y[i] !== this.y[node]) this.stage.move(i, this.x[node], this.y[node]);
      });
      this.stage.redraw();
    }
    /** `moved` of the state with an item at a new place. */
    withMoved(i, place2) {
      return this.places.moved(this.app.store.state, [[this.items.node[i], place2]]);
    }
    // colours and sizes
    /** The parks that have a colour of their own, with it; and the nearest park of each node. */
    parks() {
      if (!this._parks) {
        const { of, centres } = parks(this.model);
        const { palette } = this.app.config;
        this._parks = { of, named: centres.slice(0, palette.length).map((node, k) => ({ node, color: palette[k] })) };
      }
      return this._parks;
    }
    /** Dresses items in the chosen colours and sizes. */
    dress(items) {
      const { model } = this;
      const { color: color2, size } = this.app.store.state;
      if (color2 === "park") {
        const { of, named } = this.parks();
        const { neutral } = this.look();
        items.color = Array.from(items.node, (i) => named[of[i]]?.color ?? neutral);
      }
      if (size === "same") items.size = Float32Array.from(items.node, () => 12);
      else if (size === "mentions") {
        const most = model.mentions.reduce((a, b) => Math.max(a, b), 1);
        items.size = Float32Array.from(items.node, (i) => 7 + 30 * Math.sqrt(model.mentions[i] / most));
      }
      return items;
    }
    /** Tells the stage which items stay where they are. */
    pin() {
      const { items } = this;
      items.pinned = /* @__PURE__ */ new Set();
      if (items.kind === "nodes") for (const id of this.app.store.state.pinned) items.pinned.add(this.itemOf(this.model.node(id)));
      this.stage.engine.setPinned(items.pinned);
      this.stage.redrawOverlay();
    }
    // parts and masks
    /** Which part of the graph the stage shows; the whole of a small one. */
    part() {
      const { overview, store } = this.app;
      const { state } = store;
      if (!overview || state.all) return { key: "all" };
      if (state.focus) return { key: `focus ${state.focus.id} ${state.focus.hops} ${state.opened}`, ego: true };
      if (state.group !== null && state.group < overview.groups.length) return { key: `group ${state.group}`, group: state.group };
      return { key: "overview", overview: true };
    }
    draw(camera = null) {
      const { app, model, stage } = this;
      const { overview, masks, store } = app;
      const part = this.part();
      this.key = part.key;
      this.locate();
      if (part.overview) this.items = itemsOfGroups(overview, this.look().neutral);
      else {
        let nodes = null;
        if (part.group !== void 0) nodes = Array.from(model.group.keys()).filter((i) => model.group[i] === part.group);
        else if (part.ego) {
          const center = model.node(store.state.focus.id);
          nodes = Array.from(masks.nodes.keys()).filter((i) => masks.nodes[i]);
          nodes.sort((a, b) => (b === center) - (a === center) || model.degree[b] - model.degree[a] || a - b);
          nodes = nodes.slice(0, EGO);
        }
        this.items = this.dress(itemsOf(model, nodes, this.x, this.y));
      }
      stage.look = this.look();
      if (part.overview && stage.items?.kind === "groups" && !camera) this.items = stage.items;
      else stage.show(this.items, this.mine(), camera);
      this.mask();
      this.pin();
    }
    /** The masks of the graph as masks of the items on stage. */
    mine() {
      const { items, model, app } = this;
      const { masks, overview } = app;
      if (items.kind === "groups") {
        const { members, links } = countGroups(model, overview, masks);
        items.label = overview.groups.map((g, i) => `${app.groupName(g)} · ${members[i]}`);
        return { nodes: Uint8Array.from(members, (n2) => n2 > 0 ? 1 : 0), edges: Uint8Array.from(links, (n2) => n2 > 0 ? 1 : 0) };
      }
      return { nodes: taken(masks.nodes, items.node), edges: taken(masks.edges, items.edge) };
    }
    mask() {
      const { nodes, edges } = this.mine();
      const same2 = (a, b) => {
        for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
        return true;
      };
      if (same2(nodes, this.stage.masks.nodes) && same2(edges, this.stage.masks.edges)) this.stage.redrawOverlay();
      else this.stage.setMasks(nodes, edges);
    }
    /** The item that stands for a node: itself, or its group in the overview; -1 where it is not on stage. */
    itemOf(node) {
      if (node < 0) return -1;
      return this.items.kind === "groups" ? this.model.group[node] : this.items.place[node];
    }
    // light
    /** An item with its visible neighbours and the lines to them. */
    around(i) {
      const { items, stage } = this;
      const nodes = /* @__PURE__ */ new Set([i]);
      const edges = /* @__PURE__ */ new Set();
      for (let e = 0; e < items.s.length; e++) {
        if (items.s[e] !== i && items.t[e] !== i) continue;
        if (!stage.masks.edges[e]) continue;
        edges.add(e);
        nodes.add(items.s[e]).add(items.t[e]);
      }
      return { nodes, edges, strong: /* @__PURE__ */ new Set([i]), strongEdges: /* @__PURE__ */ new Set() };
    }
    line(e) {
      const ends = /* @__PURE__ */ new Set([this.items.s[e], this.items.t[e]]);
      return { nodes: ends, edges: /* @__PURE__ */ new Set([e]), strong: ends, strongEdges: /* @__PURE__ */ new Set([e]) };
    }
    /** What is highlighted: what the pointer is on, else the path, else the selection. */
    light() {
      const { items, model, app } = this;
      const { hovered, pathLight } = app;
      const { select } = app.store.state;
      if (hovered?.node !== void 0) return this.around(hovered.node);
      if (hovered?.edge !== void 0) return this.line(hovered.edge);
      if (pathLight) {
        const edges = new Set(pathLight.edges.map((edge) => items.edge.indexOf(edge)).filter((e) => e >= 0));
        const nodes = new Set(pathLight.nodes.map((node) => this.itemOf(node)).filter((i) => i >= 0));
        return { nodes, edges, strong: nodes, strongEdges: edges };
      }
      if (select?.node !== void 0) {
        const i = this.itemOf(model.node(select.node));
        return i >= 0 ? this.around(i) : null;
      }
      if (select?.edge) {
        const e = items.edge.indexOf(model.edge(select.edge));
        return e >= 0 ? this.line(e) : null;
      }
      return null;
    }
  };

  // ../../kg/exporters/page/src/legend.js
  var Legend = class {
    constructor(element, app) {
      this.element = element;
      this.app = app;
      this.made = "";
      this.chips = [];
    }
    /** Makes the legend, or only marks what is on where the rest is as it was. */
    render() {
      const { model, store } = this.app;
      const { state } = store;
      const made = `${currentLanguage()} ${state.color}`;
      if (made === this.made) return this.mark();
      this.made = made;
      this.chips = [];
      const chip = (mark, label, isOn, toggle) => {
        const button = h("button", { type: "button", class: "chip", on: { click: toggle } }, mark, label);
        this.chips.push([button, isOn]);
        return button;
      };
      const flip2 = (name, item) => {
        const list2 = store.state[name];
        store.update({ [name]: list2.includes(item) ? list2.filter((x) => x !== item) : [...list2, item] });
      };
      const parks2 = state.color === "park" ? this.app.drawing.parks().named : [];
      fill(
        this.element,
        parks2.length > 0 && h(
          "div",
          { class: "chips parks", role: "group", "aria-label": t("color.park") },
          parks2.map(({ node, color: color2 }) => h("button", { type: "button", class: "chip", on: { click: () => this.app.selectNode(node) } }, swatch(color2, "dot"), h("span", { class: "name" }, model.name[node])))
        ),
        h(
          "div",
          { class: "chips", role: "group", "aria-label": t("types") },
          model.types.map((type, i) => {
            const dot = swatch(parks2.length ? this.app.drawing.look().neutral : type.color, "dot glyph");
            dot.textContent = this.app.drawing.glyphs[i];
            return chip(dot, labelOf(type), (now) => !now.off.includes(type.n), () => flip2("off", type.n));
          })
        ),
        h(
          "div",
          { class: "chips", role: "group", "aria-label": t("relations") },
          model.relations.map((relation) => chip(lineSample(relation.color, relation.dash), labelOf(relation), (now) => !now.relOff.includes(relation.n), () => flip2("relOff", relation.n)))
        )
      );
      this.mark();
    }
    mark() {
      for (const [button, isOn] of this.chips) {
        const pressed = String(isOn(this.app.store.state));
        if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
      }
    }
  };

  // ../../kg/exporters/page/src/sentence.js
  function pieces(text, spans) {
    const chars = Array.from(text);
    const cuts = /* @__PURE__ */ new Set([0, chars.length]);
    const kept = Object.entries(spans).filter(([, [start2, end]]) => start2 < end && start2 >= 0 && end <= chars.length);
    for (const [, [start2, end]] of kept) cuts.add(start2).add(end);
    const points = [...cuts].sort((a, b) => a - b);
    const found = [];
    for (let i = 0; i + 1 < points.length; i++) {
      const [from, to] = [points[i], points[i + 1]];
      const marks = kept.filter(([, [start2, end]]) => start2 <= from && to <= end).map(([name]) => name);
      found.push({ text: chars.slice(from, to).join(""), marks });
    }
    return found;
  }

  // ../../kg/exporters/page/src/evidence.js
  var MARKS = ["head", "tail", "trigger"];
  function sentence(card2) {
    const parts = pieces(card2.text, { head: card2.head, tail: card2.tail, trigger: card2.trigger });
    return h(
      "blockquote",
      {},
      parts.map(({ text, marks }) => {
        const found = MARKS.filter((name) => marks.includes(name));
        return found.length ? h("mark", { class: found.join(" "), title: found.map((name) => t(`mark.${name}`)).join(t("comma")) }, text) : text;
      })
    );
  }
  var key = () => h("p", { class: "marks" }, MARKS.map((name) => h("mark", { class: name }, t(`mark.${name}`))));
  async function copy(text, app) {
    await copyText(text);
    app.say(t("copied"), true);
  }
  function cardElement(app, card2) {
    const { model } = app;
    const facts = [
      card2.date && [t("date"), card2.dateText && card2.dateText !== card2.date ? t("date.said", { date: card2.date, text: card2.dateText }) : card2.date],
      card2.status && [t("status"), statusLabel(card2.status)],
      [t("confidence"), `${Math.round(card2.confidence * 100)}%`],
      ...card2.attributes,
      card2.rule && [t("rule"), card2.rule]
    ].filter(Boolean);
    return h(
      "article",
      { class: "card" },
      sentence(card2),
      h(
        "p",
        { class: "source" },
        h("span", { class: "file" }, model.files[card2.file]),
        ` · ${t("article.number", { n: card2.article + 1 })} · ${t("offsets", { start: card2.start, end: card2.end })}`
      ),
      h("dl", { class: "pairs" }, facts.map(([name, value2]) => h("div", {}, h("dt", {}, name), h("dd", {}, value2)))),
      h("button", { type: "button", class: "small copy", on: { click: () => copy(citation(model, card2), app) } }, t("copy.citation"))
    );
  }
  function evidenceCards(app, edge) {
    const box = h("div", { class: "cards", "aria-busy": "true" }, h("p", { class: "quiet" }, t("loading")));
    app.evidence(edge).then((cards) => {
      const more = app.model.count[edge] - cards.length;
      fill(
        box,
        cards.length > 0 && key(),
        cards.map((card2) => cardElement(app, card2)),
        cards.length === 0 && h("p", { class: "quiet" }, t("evidence.none")),
        more > 0 && cards.length > 0 && h("p", { class: "quiet" }, t("evidence.more", { n: more }))
      );
      box.setAttribute("aria-busy", "false");
    });
    return box;
  }
  function evidenceToggle(app, edge) {
    const holder = h("div", { class: "inline-cards", hidden: true });
    const button = h(
      "button",
      {
        type: "button",
        class: "small evidence",
        "aria-expanded": "false",
        on: {
          click: () => {
            const open = holder.hidden;
            if (open && !holder.firstChild) holder.append(evidenceCards(app, edge));
            holder.hidden = !open;
            button.setAttribute("aria-expanded", String(open));
          }
        }
      },
      t("evidence.count", { n: app.model.count[edge] })
    );
    return { button, holder };
  }

  // ../../kg/exporters/page/src/panel-details.js
  var SHOWN = 12;
  var STARTS = 4;
  var nodeButton = (app, node, extra = "") => h(
    "button",
    { type: "button", class: `node ${extra}`.trim(), on: { click: () => app.selectNode(node) } },
    swatch(app.model.types[app.model.type[node]].color, "dot"),
    h("span", { class: "name" }, app.model.name[node])
  );
  function leaders(app) {
    const { model } = app;
    const byType2 = model.types.map(() => []);
    for (const node of model.ranked()) {
      const list2 = byType2[model.type[node]];
      if (app.masks.nodes[node] && list2.length < STARTS && model.degree[node] > 0) list2.push(node);
    }
    return byType2;
  }
  function start(app, byType2) {
    const { model } = app;
    if (!app.masks.nodeCount) return [h("h2", {}, t("details")), h("p", { class: "quiet" }, t(["empty.graph", "empty"][Math.min(1, model.n)]))];
    return [
      h("h2", {}, t("start")),
      h("p", { class: "quiet hint" }, t("start.hint")),
      byType2.map(
        (list2, i) => list2.length ? h(
          "section",
          {},
          h("h3", {}, labelOf(model.types[i])),
          h("ul", { class: "plain" }, list2.map((node) => h("li", { class: "row" }, nodeButton(app, node), h("span", { class: "number" }, t("relations.count", { n: model.degree[node] })))))
        ) : null
      )
    ];
  }
  function nodeActions(app, node) {
    const { state } = app.store;
    const id = app.model.id[node];
    const focused = state.focus?.id === id ? state.focus.hops : 0;
    const hops = [1, 2, 3].map(
      (n2) => h(
        "button",
        {
          type: "button",
          "aria-pressed": String(focused === n2),
          data: { hops: n2 },
          on: { click: () => app.focus(focused === n2 ? null : { id, hops: n2 }) }
        },
        t("hops", { n: n2 })
      )
    );
    return [
      h("div", { class: "actions", role: "group", "aria-label": t("focus") }, h("span", { class: "quiet" }, t("focus")), hops),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", on: { click: () => app.pathFrom(node) } }, t("path.from")),
        h("button", { type: "button", on: { click: () => app.pathTo(node) } }, t("path.to")),
        h("button", { type: "button", on: { click: () => app.hide(node) } }, t("hide")),
        h("button", { type: "button", class: "pin", "aria-pressed": String(state.pinned.includes(id)), on: { click: () => app.pin(node) } }, t("pin")),
        state.focus !== null && focused === 0 && !state.opened.includes(id) && h("button", { type: "button", class: "open", on: { click: () => app.open(id) } }, t("open"))
      )
    ];
  }
  function neighbourGroups(app, node) {
    const { model } = app;
    const groups = /* @__PURE__ */ new Map();
    for (const e of model.edgesOf(node)) {
      if (!app.masks.edges[e]) continue;
      const out = model.s[e] === node;
      const key2 = `${model.r[e]}/${model.symmetric(e) ? 0 : out ? 1 : 2}`;
      if (!groups.has(key2)) groups.set(key2, { relation: model.relations[model.r[e]], kind: Number(key2.split("/")[1]), edges: [] });
      groups.get(key2).edges.push(e);
    }
    const ordered = [...groups.entries()].sort((a, b) => a[0] < b[0] ? -1 : 1).map(([, group]) => group);
    return ordered.map(({ relation, kind, edges }) => {
      edges.sort((a, b) => model.confidence[b] - model.confidence[a] || a - b);
      const list2 = h("ul", { class: "plain neighbours" });
      const show = (from, to) => {
        for (const e of edges.slice(from, to)) {
          const { button, holder } = evidenceToggle(app, e);
          list2.append(
            h("li", {}, h("div", { class: "row" }, nodeButton(app, model.other(e, node)), button), holder)
          );
        }
      };
      show(0, SHOWN);
      const more = edges.length > SHOWN && h(
        "button",
        { type: "button", class: "small", on: { click: () => {
          show(SHOWN, edges.length);
          more.remove();
        } } },
        t("more", { n: edges.length - SHOWN })
      );
      const title = t(["group.symmetric", "group.out", "group.in"][kind], { relation: labelOf(relation) });
      return h(
        "section",
        {},
        h("h3", {}, lineSample(relation.color, relation.dash), title, h("span", { class: "number" }, String(edges.length))),
        list2,
        more
      );
    });
  }
  function nodePanel(app, node) {
    const { model } = app;
    const files = model.nodeFiles[node];
    const type = model.types[model.type[node]];
    const groups = neighbourGroups(app, node);
    return [
      h("p", { class: "kind" }, swatch(type.color, "dot"), typeLabel(model, node)),
      h("h2", { tabindex: "-1" }, model.name[node]),
      model.aliases[node].length > 0 && h("p", { class: "aliases" }, h("span", { class: "quiet" }, t("aliases")), " ", model.aliases[node].join(t("comma"))),
      nodeActions(app, node),
      h(
        "dl",
        { class: "facts" },
        h("dt", {}, t("mentions")),
        h("dd", {}, t("mentions.in", { n: model.mentions[node], files: files.length })),
        h("dt", {}, t("relations")),
        h("dd", {}, String(model.degree[node]))
      ),
      groups.length ? groups : h("p", { class: "quiet" }, t("neighbours.none")),
      files.length > 0 && h(
        "details",
        { class: "files" },
        h("summary", {}, t("files.count", { n: files.length })),
        h("ul", {}, files.slice(0, 200).map((f) => h("li", {}, model.files[f])))
      )
    ];
  }
  function edgePanel(app, edge) {
    const { model } = app;
    const relation = model.relations[model.r[edge]];
    const others = model.between(edge).filter((e) => app.masks.edges[e]);
    const dates = model.dates[edge];
    const bar = h("span", { class: "bar", "aria-hidden": "true" }, h("span", {}));
    bar.firstChild.style.width = percent(model.confidence[edge]);
    return [
      h("p", { class: "kind" }, lineSample(relation.color, relation.dash), relationLabel(model, edge)),
      h("h2", { tabindex: "-1", class: "triple" }, sentenceOf(model, edge)),
      h("p", { class: "ends" }, nodeButton(app, model.s[edge]), h("span", { class: "arrow", "aria-hidden": "true" }, model.symmetric(edge) ? "↔" : "→"), nodeButton(app, model.t[edge])),
      h(
        "dl",
        { class: "facts" },
        h("dt", {}, t("confidence")),
        h("dd", {}, percent(model.confidence[edge]), " ", bar),
        model.status[edge] > 0 && [h("dt", {}, t("status")), h("dd", {}, statusLabel(model.status[edge]))],
        dates.length > 0 && [h("dt", {}, t("date")), h("dd", {}, dates.join(t("comma")))]
      ),
      h("h3", {}, t("evidence"), h("span", { class: "number" }, String(model.count[edge]))),
      evidenceCards(app, edge),
      others.length > 0 && h(
        "section",
        {},
        h("h3", {}, t("others")),
        h("ul", { class: "plain" }, others.map((e) => h("li", {}, h("button", { type: "button", class: "link", on: { click: () => app.selectEdge(e) } }, sentenceOf(model, e)))))
      )
    ];
  }
  function groupPanel(app, number) {
    const { model } = app;
    const members = [];
    for (let i = 0; i < model.n; i++) if (model.group[i] === number && app.masks.nodes[i]) members.push(i);
    members.sort((a, b) => model.degree[b] - model.degree[a] || a - b);
    return [
      h("h2", { tabindex: "-1" }, app.groupName(app.overview.groups[number])),
      h("p", { class: "quiet" }, t("group.members", { n: members.length })),
      h("button", { type: "button", class: "small", on: { click: () => app.openGroup(null) } }, t("overview.back")),
      h("ul", { class: "plain" }, members.slice(0, 40).map((node) => h("li", { class: "row" }, nodeButton(app, node))))
    ];
  }
  var DetailsPanel = class {
    constructor(element, app) {
      this.element = element;
      this.app = app;
      this.shown = "";
      this.at = null;
      this.trail = [];
    }
    render() {
      const { app } = this;
      const { state } = app.store;
      const selected = state.select;
      const node = selected?.node !== void 0 ? app.model.node(selected.node) : -1;
      const edge = selected?.edge ? app.model.edge(selected.edge) : -1;
      const key2 = JSON.stringify(selected);
      if (selected && this.trail[this.trail.length - 1] !== key2) {
        const at2 = this.trail.indexOf(key2);
        this.trail = at2 >= 0 ? this.trail.slice(0, at2 + 1) : [...this.trail.slice(-30), key2];
      }
      const back = selected && h(
        "div",
        { class: "walk" },
        this.trail.length > 1 && h("button", { type: "button", class: "small back", on: { click: () => this.back() } }, t("back")),
        h("button", { type: "button", class: "small close", on: { click: () => app.select(null) } }, t("close"))
      );
      const at = key2 + state.group;
      let body;
      if (node >= 0) body = nodePanel(app, node);
      else if (edge >= 0) body = edgePanel(app, edge);
      else if (state.group !== null && app.overview) body = groupPanel(app, state.group);
      else {
        this.trail = [];
        const byType2 = leaders(app);
        const shown = JSON.stringify([currentLanguage(), app.masks.nodeCount > 0, byType2]);
        if (this.shown === shown) return;
        this.shown = shown;
        body = start(app, byType2);
      }
      fill(this.element, back, body);
      if (this.at !== null && this.at !== at) this.element.parentElement.scrollTop = 0;
      this.at = at;
      this.element.parentElement.classList.toggle("starting", node < 0 && edge < 0 && state.group === null);
      if (selected || state.group !== null) this.shown = "";
    }
    back() {
      this.trail.pop();
      const last = this.trail[this.trail.length - 1];
      this.app.select(last ? JSON.parse(last) : null);
    }
  };

  // ../../kg/exporters/page/src/panel-filters.js
  var flip = (list2, item) => list2.includes(item) ? list2.filter((x) => x !== item) : [...list2, item];
  function histogram(counts) {
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    return h(
      "div",
      { class: "histogram", "aria-hidden": "true" },
      counts.map((count) => {
        const bar = h("span");
        bar.style.height = `${count ? Math.max(6, Math.round(100 * count / most)) : 0}%`;
        return bar;
      })
    );
  }
  function light(bars, isOn) {
    [...bars.children].forEach((bar, i) => bar.classList.toggle("on", isOn(i)));
  }
  var FiltersPanel = class {
    constructor(element, app) {
      this.element = element;
      this.app = app;
      this.bins = confidenceBins(app.model);
      this.dates = dateBins(app.model);
      this.maxDegree = app.model.degree.reduce((a, b) => Math.max(a, b), 0);
    }
    /** Makes the panel in the language of the page. */
    build() {
      const { app } = this;
      const { model, store } = app;
      this.counters = h("p", { class: "counters", id: "counters" });
      this.rows = { type: [], relation: [], status: [] };
      const check = (kind, mark, label, isOn, toggle) => {
        const input = h("input", { type: "checkbox", on: { change: toggle } });
        const count = h("span", { class: "number" });
        const line = h("li", {}, h("label", {}, input, mark, h("span", { class: "name" }, label), count));
        this.rows[kind].push({ input, count, isOn, line });
        return line;
      };
      const types = model.types.map(
        (type) => check("type", swatch(type.color, "dot"), labelOf(type), (s) => !s.off.includes(type.n), () => store.update({ off: flip(store.state.off, type.n) }))
      );
      const relations = model.relations.map(
        (relation) => check("relation", lineSample(relation.color, relation.dash), labelOf(relation), (s) => !s.relOff.includes(relation.n), () => store.update({ relOff: flip(store.state.relOff, relation.n) }))
      );
      const statuses = STATUSES.map(
        (_, i) => check("status", null, statusLabel(i), (s) => !s.statusOff.includes(i), () => store.update({ statusOff: flip(store.state.statusOff, i) }))
      );
      this.conf = h("input", {
        type: "range",
        min: 0,
        max: 100,
        step: 5,
        id: "conf",
        "aria-label": t("confidence.least"),
        on: { input: () => store.update({ conf: Number(this.conf.value) }) }
      });
      this.confText = h("output", { for: "conf" });
      this.confBars = histogram(this.bins);
      this.degree = h("input", {
        type: "range",
        min: 0,
        max: Math.min(20, this.maxDegree),
        step: 1,
        "aria-label": t("degree.least"),
        on: { input: () => store.update({ degree: Number(this.degree.value) }) }
      });
      this.degreeText = h("output");
      this.lone = h("input", { type: "checkbox", on: { change: () => store.update({ lone: this.lone.checked }) } });
      this.hiddenBox = h("div", { id: "hidden-nodes" });
      const sections = [
        this.section("types", h("ul", { class: "plain checks", id: "filter-types" }, types)),
        this.section("relations", h("ul", { class: "plain checks", id: "filter-relations" }, relations)),
        this.section("confidence.least", this.confBars, this.conf, this.confText),
        this.dates.labels.length ? this.dateSection() : null,
        this.section("status", h("ul", { class: "plain checks", id: "filter-statuses" }, statuses)),
        this.section("degree.least", this.degree, this.degreeText, h("label", { class: "line" }, this.lone, t("lone"))),
        this.hiddenBox,
        h("button", { type: "button", class: "wide", id: "reset", on: { click: () => app.reset() } }, t("reset"))
      ];
      fill(this.element, this.counters, model.n > 0 && sections);
      this.render();
    }
    section(key2, ...children) {
      return h("section", {}, h("h3", {}, t(key2)), children);
    }
    dateSection() {
      const { store } = this.app;
      const last = this.dates.labels.length - 1;
      const slider = (id, label, change2) => h("input", { type: "range", min: 0, max: last, step: 1, id, hidden: last === 0, "aria-label": label, on: { input: change2 } });
      const change = () => {
        const [a, b] = [Number(this.since.value), Number(this.until.value)];
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        store.update({
          since: low === 0 ? "" : this.dates.labels[low],
          until: high === last ? "" : this.dates.labels[high]
        });
      };
      this.since = slider("since", t("date.since"), change);
      this.until = slider("until", t("date.until"), change);
      this.dateText = h("output", {});
      this.dateBars = histogram(this.dates.counts);
      this.undated = h("input", { type: "checkbox", id: "undated", on: { change: () => store.update({ undated: this.undated.checked }) } });
      return this.section(
        "date",
        this.dateBars,
        this.since,
        this.until,
        this.dateText,
        h("label", { class: "line" }, this.undated, t("undated", { n: this.dates.undated }))
      );
    }
    render() {
      const { app } = this;
      const { state } = app.store;
      put(this.counters, app.counters());
      const counts = facets(app.model, state);
      const show = (rows2, numbers) => rows2.forEach((row, i) => {
        row.input.checked = row.isOn(state);
        put(row.count, String(numbers[i]));
        row.line.classList.toggle("none", numbers[i] === 0);
      });
      show(this.rows.type, counts.types);
      show(this.rows.relation, counts.relations);
      show(this.rows.status, counts.statuses);
      this.conf.value = state.conf;
      put(this.confText, `≥ ${state.conf}%`);
      light(this.confBars, (i) => (i + 1) * 10 > state.conf);
      this.degree.value = state.degree;
      put(this.degreeText, `≥ ${state.degree}`);
      this.lone.checked = state.lone;
      if (this.since) {
        const { labels } = this.dates;
        const low = state.since ? Math.max(0, labels.indexOf(state.since)) : 0;
        const high = state.until && labels.includes(state.until) ? labels.indexOf(state.until) : labels.length - 1;
        this.since.value = low;
        this.until.value = high;
        this.since.setAttribute("aria-valuetext", labels[low]);
        this.until.setAttribute("aria-valuetext", labels[high]);
        put(this.dateText, low === high ? labels[low] : `${labels[low]} – ${labels[high]}`);
        light(this.dateBars, (i) => i >= low && i <= high);
        this.undated.checked = state.undated;
      }
      if (state.hidden.length || this.hiddenBox.firstChild) fill(
        this.hiddenBox,
        state.hidden.length > 0 && [
          h("p", { class: "quiet" }, t("hidden.count", { n: state.hidden.length })),
          h("button", { type: "button", class: "small", on: { click: () => app.store.update({ hidden: [] }) } }, t("hidden.show"))
        ]
      );
    }
  };

  // ../../kg/exporters/page/src/combobox.js
  var Combobox = class {
    /**
     * @param {HTMLInputElement} input
     * @param {HTMLElement} list an empty element after the field.
     * @param {{app: Object, choose: (node: number) => void, keep?: boolean}} options `keep` leaves the name in the field.
     */
    constructor(input, list2, { app, choose, keep = false }) {
      Object.assign(this, { input, list: list2, app, choose, keep });
      this.hits = [];
      this.active = -1;
      list2.setAttribute("role", "listbox");
      list2.hidden = true;
      const facts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list2.id, autocomplete: "off" };
      for (const [name, value2] of Object.entries(facts)) input.setAttribute(name, value2);
      input.addEventListener("input", () => this.update());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("focus", () => input.value && this.update());
      input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    }
    update() {
      this.hits = this.app.search.find(this.input.value);
      this.active = this.hits.length ? 0 : -1;
      this.render();
      if (this.input.value.trim()) this.app.say(t("search.found", { n: this.hits.length }));
    }
    render() {
      const { model } = this.app;
      fill(
        this.list,
        this.hits.map(
          (hit, i) => h(
            "li",
            {
              role: "option",
              id: `${this.list.id}-${i}`,
              "aria-selected": String(i === this.active),
              on: { mousedown: (event) => event.preventDefault(), click: () => this.take(i) }
            },
            swatch(model.types[model.type[hit.node]].color, "dot"),
            h("span", { class: "name" }, model.name[hit.node]),
            h("span", { class: "quiet" }, hit.by === "alias" ? hit.alias : typeLabel(model, hit.node))
          )
        ),
        !this.hits.length && this.input.value.trim() !== "" && h("li", { class: "quiet none" }, t("search.none"))
      );
      const open = this.hits.length > 0 || this.input.value.trim() !== "";
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open && this.hits.length > 0));
      if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
      else this.input.removeAttribute("aria-activedescendant");
    }
    close() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
    take(i) {
      const hit = this.hits[i];
      if (!hit) return;
      this.input.value = this.keep ? this.app.model.name[hit.node] : "";
      this.close();
      this.choose(hit.node);
    }
    key(event) {
      if (event.isComposing) return;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps && this.hits.length) {
        this.active = (this.active + steps[event.key] + this.hits.length) % this.hits.length;
        this.render();
        event.preventDefault();
      } else if (event.key === "Enter") {
        this.take(this.active);
        event.preventDefault();
      } else if (event.key === "Escape") {
        if (this.list.hidden) this.input.blur();
        this.input.value = "";
        this.close();
        event.stopPropagation();
      }
    }
  };

  // ../../kg/exporters/page/src/paths.js
  var Heap = class _Heap {
    constructor() {
      this.items = [];
    }
    static before(a, b) {
      return a[0] < b[0] || a[0] === b[0] && a[1] < b[1];
    }
    push(item) {
      const { items } = this;
      let i = items.push(item) - 1;
      while (i > 0) {
        const up = i - 1 >> 1;
        if (!_Heap.before(items[i], items[up])) break;
        [items[i], items[up]] = [items[up], items[i]];
        i = up;
      }
    }
    pop() {
      const { items } = this;
      const top = items[0];
      const last = items.pop();
      if (items.length) {
        items[0] = last;
        let i = 0;
        for (; ; ) {
          let low = i;
          for (const child of [2 * i + 1, 2 * i + 2]) {
            if (child < items.length && _Heap.before(items[child], items[low])) low = child;
          }
          if (low === i) break;
          [items[i], items[low]] = [items[low], items[i]];
          i = low;
        }
      }
      return top;
    }
  };
  var cost = (model, edge, by) => by === "hops" ? 1 : 1e3 / Math.max(1, model.confidence[edge]);
  function shortest(model, mask, from, to, by, bannedNodes, bannedEdges) {
    const best = /* @__PURE__ */ new Map([[from, 0]]);
    const via = /* @__PURE__ */ new Map();
    const done = /* @__PURE__ */ new Set();
    const heap = new Heap();
    heap.push([0, from]);
    while (heap.items.length) {
      const [distance, node] = heap.pop();
      if (done.has(node)) continue;
      done.add(node);
      if (node === to) break;
      for (const e of model.edgesOf(node)) {
        if (!mask[e] || bannedEdges.has(e)) continue;
        const other = model.other(e, node);
        if (done.has(other) || bannedNodes.has(other)) continue;
        const next = distance + cost(model, e, by);
        const known = best.get(other);
        if (known === void 0 || next < known - 1e-12) {
          best.set(other, next);
          via.set(other, e);
          heap.push([next, other]);
        }
      }
    }
    if (!done.has(to)) return null;
    const edges = [];
    for (let node = to; node !== from; ) {
      const e = via.get(node);
      edges.unshift(e);
      node = model.other(e, node);
    }
    return { edges, cost: best.get(to) };
  }
  function nodesOf(model, from, edges) {
    const nodes = [from];
    for (const e of edges) nodes.push(model.other(e, nodes[nodes.length - 1]));
    return nodes;
  }
  function paths(model, mask, from, to, by = "hops", k = 3) {
    if (from === to) return [];
    const first = shortest(model, mask, from, to, by, /* @__PURE__ */ new Set(), /* @__PURE__ */ new Set());
    if (!first) return [];
    const found = [first];
    const candidates = /* @__PURE__ */ new Map();
    const key2 = (path) => nodesOf(model, from, path.edges).join(",");
    const seen = /* @__PURE__ */ new Set([key2(first)]);
    while (found.length < k) {
      const last = found[found.length - 1];
      const nodes = nodesOf(model, from, last.edges);
      for (let i = 0; i < last.edges.length; i++) {
        const root = last.edges.slice(0, i);
        const bannedEdges = /* @__PURE__ */ new Set();
        for (const path3 of found) {
          const same2 = nodesOf(model, from, path3.edges);
          if (nodes.slice(0, i + 1).every((node, j) => node === same2[j])) {
            for (const e of model.edgesOf(nodes[i])) if (model.other(e, nodes[i]) === same2[i + 1]) bannedEdges.add(e);
          }
        }
        const spur = shortest(model, mask, nodes[i], to, by, new Set(nodes.slice(0, i)), bannedEdges);
        if (!spur) continue;
        const edges = [...root, ...spur.edges];
        const path2 = { edges, cost: edges.reduce((sum, e) => sum + cost(model, e, by), 0) };
        if (!seen.has(key2(path2))) candidates.set(key2(path2), path2);
      }
      if (!candidates.size) break;
      const [chosen, path] = [...candidates].sort((a, b) => a[1].cost - b[1].cost || (a[0] < b[0] ? -1 : 1))[0];
      candidates.delete(chosen);
      seen.add(chosen);
      found.push(path);
    }
    return found.map((path) => ({ ...path, nodes: nodesOf(model, from, path.edges) }));
  }

  // ../../kg/exporters/page/src/panel-path.js
  var PathPanel = class {
    constructor(element, app) {
      this.element = element;
      this.app = app;
      this.ends = { a: -1, b: -1 };
      this.found = [];
      this.chosen = 0;
    }
    /** Makes the panel in the language of the page. */
    build() {
      const { app } = this;
      const field = (end) => {
        const input = h("input", { type: "search", id: `path-${end}`, placeholder: t("path.choose"), "aria-label": t(`path.${end}`), value: this.ends[end] >= 0 ? app.model.name[this.ends[end]] : "" });
        const list2 = h("ul", { class: "suggestions", id: `path-${end}-list`, "aria-label": t(`path.${end}`) });
        this[end] = new Combobox(input, list2, { app, keep: true, choose: (node) => this.set(end, node) });
        return h("div", { class: "combo" }, h("label", { for: `path-${end}` }, t(`path.${end}`)), input, list2);
      };
      const by = app.store.state.path?.by ?? "hops";
      this.by = h(
        "select",
        { id: "path-by", "aria-label": t("path.by"), on: { change: () => this.apply() } },
        ["hops", "certain"].map((value2) => h("option", { value: value2, selected: value2 === by }, t(`path.by.${value2}`)))
      );
      this.results = h("div", { class: "paths", "aria-live": "polite" });
      fill(
        this.element,
        h("h2", { tabindex: "-1" }, t("path")),
        h("p", { class: "quiet" }, t("path.hint")),
        field("a"),
        field("b"),
        h(
          "div",
          { class: "actions" },
          this.by,
          h("button", { type: "button", on: { click: () => this.swap() } }, t("path.swap")),
          h("button", { type: "button", on: { click: () => app.closePath() } }, t("close"))
        ),
        this.results
      );
      this.render();
    }
    set(end, node) {
      this.ends[end] = node;
      this[end].input.value = node >= 0 ? this.app.model.name[node] : "";
      this.apply();
    }
    swap() {
      const { a, b } = this.ends;
      this.ends = { a: b, b: a };
      this.build();
      this.apply();
    }
    apply() {
      const { a, b } = this.ends;
      const { model, store } = this.app;
      this.chosen = 0;
      if (a >= 0 && b >= 0) store.update({ path: { a: model.id[a], b: model.id[b], by: this.by.value }, select: null });
      else this.render();
    }
    /** Takes the two ends from the state: an address or a step back may have changed them. */
    sync() {
      const { path } = this.app.store.state;
      if (!path) return;
      for (const end of ["a", "b"]) {
        const node = this.app.model.node(path[end]);
        if (node !== this.ends[end] && node >= 0) {
          this.ends[end] = node;
          this[end].input.value = this.app.model.name[node];
        }
      }
      this.by.value = path.by;
    }
    search() {
      const { a, b } = this.ends;
      this.found = a >= 0 && b >= 0 ? paths(this.app.model, this.app.masks.edges, a, b, this.by.value) : [];
      if (this.chosen >= this.found.length) this.chosen = 0;
      return this.found[this.chosen] ?? null;
    }
    render() {
      const { app } = this;
      const { a, b } = this.ends;
      if (a < 0 || b < 0) {
        fill(this.results);
        return;
      }
      const values2 = { a: app.model.name[a], b: app.model.name[b] };
      fill(
        this.results,
        h("p", { class: "summary" }, this.found.length ? t("path.found", { ...values2, n: this.found.length, steps: this.found[0].edges.length }) : t(a === b ? "path.same" : "path.none", values2)),
        this.found.map((path, number) => this.one(path, number))
      );
    }
    one(path, number) {
      const { app } = this;
      return h(
        "section",
        { class: number === this.chosen ? "path chosen" : "path" },
        h(
          "button",
          { type: "button", class: "small", "aria-pressed": String(number === this.chosen), on: { click: () => {
            this.chosen = number;
            app.showPath();
          } } },
          t("path.number", { n: number + 1, steps: path.edges.length })
        ),
        h("ol", {}, path.edges.map((e, step) => {
          const { button, holder } = evidenceToggle(app, e);
          return h(
            "li",
            {},
            h(
              "div",
              { class: "row" },
              h("button", { type: "button", class: "link", on: { click: () => app.selectEdge(e) } }, sentenceOf(app.model, e, path.nodes[step])),
              button
            ),
            holder
          );
        }))
      );
    }
  };

  // ../../kg/exporters/page/src/search.js
  var fold = (text) => text.normalize("NFKC").toLowerCase();
  var SearchIndex = class {
    constructor(model) {
      this.model = model;
      this._rows = null;
    }
    _build() {
      const { model } = this;
      this._rows = model.name.map((name, i) => ({
        name: fold(name),
        aliases: model.aliases[i].map(fold),
        initials: model.pinyin[i] ? model.pinyin[i].split(" ") : []
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
  };

  // ../../kg/exporters/page/src/table.js
  var PAGE = 100;
  var TablePanel = class {
    constructor(element, app) {
      this.element = element;
      this.app = app;
      this.sort = { column: "confidence", down: true };
      this.shown = PAGE;
    }
    columns() {
      const { model } = this.app;
      return [
        { key: "head", value: (e) => model.name[model.s[e]] },
        { key: "relation", value: (e) => relationLabel(model, e) },
        { key: "tail", value: (e) => model.name[model.t[e]] },
        { key: "confidence", value: (e) => model.confidence[e], number: true },
        { key: "sentences", value: (e) => model.count[e], number: true },
        { key: "date", value: (e) => model.dates[e][0] ?? "" }
      ];
    }
    rows() {
      const { model, masks } = this.app;
      const column = this.columns().find((c) => c.key === this.sort.column);
      const list2 = [];
      for (let e = 0; e < model.m; e++) if (masks.edges[e]) list2.push(e);
      const values2 = new Map(list2.map((e) => [e, column.value(e)]));
      const sign = this.sort.down ? -1 : 1;
      const compare = column.number ? (a, b) => a - b : new Intl.Collator("zh-CN").compare;
      return list2.sort((a, b) => sign * compare(values2.get(a), values2.get(b)) || a - b);
    }
    render() {
      const { app } = this;
      const { model } = app;
      const rows2 = this.rows();
      const columns = this.columns();
      const head2 = columns.map(({ key: key2 }) => {
        const active = this.sort.column === key2;
        const order = active ? this.sort.down ? "descending" : "ascending" : "none";
        return h(
          "th",
          { scope: "col", "aria-sort": order },
          h(
            "button",
            { type: "button", on: { click: () => this.sortBy(key2) } },
            t(`column.${key2}`),
            h("span", { "aria-hidden": "true" }, active ? this.sort.down ? " ▾" : " ▴" : "")
          )
        );
      });
      const node = (i) => h("button", { type: "button", class: "link", on: { click: () => app.selectNode(i) } }, model.name[i]);
      fill(
        this.element,
        h("p", { class: "counters" }, t("table.count", { n: rows2.length, shown: Math.min(rows2.length, this.shown) })),
        h(
          "table",
          {},
          h("caption", { class: "away" }, t("table.caption")),
          h("thead", {}, h("tr", {}, head2)),
          h("tbody", {}, rows2.slice(0, this.shown).map((e) => h(
            "tr",
            {},
            h("td", {}, node(model.s[e]), h("span", { class: "quiet type" }, typeLabel(model, model.s[e]))),
            h("td", {}, h("button", { type: "button", class: "link", on: { click: () => app.selectEdge(e) } }, relationLabel(model, e))),
            h("td", {}, node(model.t[e]), h("span", { class: "quiet type" }, typeLabel(model, model.t[e]))),
            h("td", { class: "number" }, percent(model.confidence[e])),
            h("td", { class: "number" }, String(model.count[e])),
            h("td", {}, model.dates[e][0] ?? "")
          )))
        ),
        rows2.length > this.shown && h(
          "button",
          { type: "button", class: "wide", on: { click: () => {
            this.shown += PAGE * 5;
            this.render();
          } } },
          t("more", { n: rows2.length - this.shown })
        )
      );
    }
    sortBy(key2) {
      this.sort = { column: key2, down: this.sort.column === key2 ? !this.sort.down : false };
      this.render();
      this.app.say(t("table.sorted", { column: t(`column.${key2}`) }));
      this.element.querySelector(`th[aria-sort]:not([aria-sort="none"]) button`)?.focus();
    }
  };

  // ../../kg/exporters/page/src/app.js
  var LIMITS = ["off", "relOff", "statusOff", "conf", "since", "until", "undated", "degree", "lone", "hidden"];
  var FILTERS = [...LIMITS, "most", "opened", "focus"];
  var READABLE = 450;
  var LEADING2 = 300;
  var App = class {
    /** @param {{model, config, overview, store, evidence, stage}} parts `stage` may show the overview already. */
    constructor(parts) {
      Object.assign(this, parts);
      const { model, store } = this;
      this.lone = model.degree.reduce((n2, degree) => n2 + (degree === 0), 0);
      const calm = { degree: model.m && this.lone ? 1 : 0, most: model.n > READABLE && !this.overviewFirst ? LEADING2 : 0 };
      this.start = { ...DEFAULTS, ...calm, lang: store.state.lang, all: store.state.all };
      store.state = { ...this.start };
      this.search = new SearchIndex(model);
      this.masks = visible(model, store.state);
      this.pathLight = null;
      this.hovered = null;
      this.drawing = new Drawing(this);
      this.say = say;
    }
    get items() {
      return this.drawing.items;
    }
    /** The first picture with its legend: what there is to see before anything can be done. */
    picture() {
      const { store } = this;
      Object.assign(store.state, decode(location.hash));
      setLanguage(store.state.lang);
      this.said = this.config.lang;
      this.masks = visible(this.model, store.state);
      this.stage.calls = {
        click: (hit) => this.clicked(hit),
        double: (hit) => this.doubled(hit),
        hover: (hit, at) => this.hover(hit, at),
        moved: (i, x, y) => this.nodeMoved(i, x, y),
        insets,
        camera: (camera2) => store.update({ camera: [...camera2, this.drawing.aspect] })
      };
      this.theme();
      this.legend = new Legend(byId("legend"), this);
      this.language();
      this.legend.render();
      trail(this);
      const { camera } = store.state;
      this.drawing.draw(camera && (camera.length === 3 || camera[3] === this.drawing.aspect) ? camera : null);
    }
    /** Everything else. */
    run() {
      const { store } = this;
      this.filters = new FiltersPanel(byId("filters"), this);
      this.details = new DetailsPanel(byId("details"), this);
      this.path = new PathPanel(byId("path"), this);
      this.table = new TablePanel(byId("table"), this);
      this.filters.build();
      this.path.build();
      store.subscribe((state, changed) => this.changed(changed));
      window.addEventListener("hashchange", () => this.addressChanged());
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.theme());
      if (store.state.path) this.openPath();
      if (store.past.length) this.changed(new Set(FILTERS));
      else this.render();
      this.lights();
      if (store.state.select) this.drawer("right", true);
    }
    lights() {
      this.stage.setLight(this.drawing.light());
    }
    // what the user does
    clicked(hit) {
      if (this.items.kind === "groups") {
        if (hit?.node !== void 0) this.openGroup(this.items.node[hit.node]);
      } else if (hit?.node !== void 0) this.selectNode(this.items.node[hit.node], false);
      else if (hit?.edge !== void 0) this.selectEdge(this.items.edge[hit.edge], false);
      else this.select(null);
    }
    /** A double click shows a node's neighbours: alone at first, beside what is there once something is in focus. */
    doubled(hit) {
      if (hit?.node === void 0 || this.items.kind === "groups") return;
      const { store, model } = this;
      const id = model.id[this.items.node[hit.node]];
      if (store.state.focus && store.state.focus.id !== id) this.open(id);
      else if (!store.state.focus) this.focus({ id, hops: 1 });
    }
    /** Shows a node with its neighbours beside what is shown. */
    open(id) {
      const { opened } = this.store.state;
      if (!opened.includes(id)) this.store.update({ opened: [...opened, id] });
    }
    hover(hit, at) {
      const before = this.hovered;
      this.hovered = hit;
      const other = hit?.node !== before?.node || hit?.edge !== before?.edge;
      if (hit) {
        const { style } = byId("tip");
        const { width, height } = this.stage.overlay;
        const [x, y] = at;
        Object.assign(style, x > width / 2 ? { left: "auto", right: `${width - x + 12}px` } : { left: `${x + 14}px`, right: "auto" });
        Object.assign(style, y > 90 ? { top: "auto", bottom: `${height - y + 12}px` } : { top: `${y + 16}px`, bottom: "auto" });
      }
      if (!other) return;
      const tip = byId("tip");
      if (hit) tip.textContent = this.describe(hit);
      tip.hidden = !hit;
      this.stage.host.classList.toggle("over", Boolean(hit));
      this.lights();
    }
    describe(hit) {
      const { model, items } = this;
      if (hit.node !== void 0) {
        if (items.kind === "groups") return t("tip.group", { name: items.label[hit.node] });
        const node = items.node[hit.node];
        return t("tip.node", { name: model.name[node], type: typeLabel(model, node), n: model.degree[node] });
      }
      const edge = items.edge[hit.edge];
      if (edge < 0) return t("tip.links", { n: this.overview.links[hit.edge][2] });
      return t("tip.edge", { sentence: sentenceOf(model, edge), n: model.count[edge] });
    }
    select(select) {
      this.pathLight = null;
      this.store.update({ select });
    }
    selectNode(node, move = true) {
      const { model, store } = this;
      const patch = { select: { node: model.id[node] } };
      if (this.overview && !store.state.all && (this.items.kind === "groups" || this.items.place[node] < 0)) Object.assign(patch, { group: model.group[node], focus: null });
      else if (!this.masks.nodes[node]) patch.opened = [...store.state.opened, model.id[node]];
      this.pathLight = null;
      this.drawer("right", true);
      store.update(patch);
      const i = this.items.kind === "nodes" ? this.items.place[node] : -1;
      if ((move || small()) && i >= 0 && store.state.view === "graph") this.stage.lookAt(i, !this.calm());
      this.say(t("selected.node", { name: model.name[node], n: model.degree[node] }));
    }
    selectEdge(edge, move = true) {
      const { model } = this;
      this.pathLight = null;
      this.drawer("right", true);
      this.store.update({ select: { edge: model.edgeKey(edge) } });
      if ((move || small()) && this.items.kind === "nodes") {
        const ends = [this.items.place[model.s[edge]], this.items.place[model.t[edge]]].filter((i) => i >= 0);
        if (ends.length) this.stage.fit(!this.calm(), ends);
      }
      this.say(t("selected.edge", { sentence: sentenceOf(model, edge), n: model.count[edge] }));
    }
    focus(focus) {
      this.store.update({ focus, opened: [] });
      this.stage.fit(!this.calm());
    }
    hide(node) {
      const { store, model } = this;
      store.update({ hidden: [...store.state.hidden, model.id[node]], select: null });
      this.say(t("hidden.done", { name: model.name[node] }), true);
    }
    pin(node) {
      const { store, model } = this;
      const { pinned } = store.state;
      const id = model.id[node];
      store.update({ pinned: pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id] });
    }
    openGroup(group) {
      this.store.update({ group, focus: null, opened: [], select: null });
      if (group !== null) this.drawer("right", true);
    }
    nodeMoved(i, x, y) {
      if (this.items.kind === "nodes") this.store.update({ moved: this.drawing.withMoved(i, [x, y]) });
    }
    /** Whether what is in sight is few enough for a new arrangement. */
    canRelayout() {
      let count = 0;
      for (const on of this.stage.masks.nodes) count += on;
      return this.items.kind === "nodes" && count <= MOST;
    }
    relayout() {
      if (!this.canRelayout()) return this.say(t("relayout.many", { n: MOST }), true);
      this.store.update(this.drawing.places.rearranged(this.store.state));
      this.say(t("relayout.done"), true);
    }
    layout(layout) {
      this.store.update({ layout, arranged: null, moved: {} });
    }
    showAll() {
      this.store.update({ most: 0, degree: 0 });
      this.stage.fit(!this.calm());
    }
    unfilter() {
      this.store.update(Object.fromEntries(LIMITS.map((name) => [name, this.start[name]])));
    }
    openPath() {
      byId("path").hidden = false;
      byId("details").hidden = true;
      this.drawer("right", true);
      this.path.sync();
      this.showPath();
    }
    closePath() {
      byId("path").hidden = true;
      byId("details").hidden = false;
      this.pathLight = null;
      this.path.ends = { a: -1, b: -1 };
      this.path.build();
      this.store.update({ path: null });
      this.lights();
    }
    pathFrom(node) {
      this.openPath();
      this.path.set("a", node);
      byId("path-b").focus();
    }
    pathTo(node) {
      this.openPath();
      this.path.set("b", node);
      if (this.path.ends.a < 0) byId("path-a").focus();
    }
    showPath() {
      this.pathLight = this.path.search();
      this.path.render();
      this.lights();
      if (!this.pathLight || this.items.kind !== "nodes") return;
      const nodes = this.pathLight.nodes.map((node) => this.items.place[node]).filter((i) => i >= 0);
      if (nodes.length) this.stage.fit(!this.calm(), nodes);
    }
    reset() {
      this.closePath();
      const names = [...FILTERS, "layout", "color", "size", "pinned"];
      this.store.update({ ...Object.fromEntries(names.map((name) => [name, this.start[name]])), arranged: null, moved: {}, select: null, group: null });
      this.stage.fit(!this.calm());
    }
    // what follows
    changed(changed) {
      const { state } = this.store;
      const { drawing: drawing2 } = this;
      const has = (...names) => names.some((name) => changed.has(name));
      if (has("theme")) this.theme();
      if (has("lang")) this.language();
      if (has(...FILTERS)) this.masks = visible(this.model, state);
      if (drawing2.part().key !== drawing2.key) drawing2.draw();
      else if (has("color", "size")) drawing2.draw(this.stage.cameraNow());
      else {
        if (has("pinned")) drawing2.pin();
        if (has("moved", "layout", "arranged")) drawing2.applyMoved();
        if (has("layout", "arranged")) this.stage.fit(!this.calm());
        if (has(...FILTERS)) drawing2.mask();
      }
      if (has("path") || state.path && has(...FILTERS)) {
        if (state.path && byId("path").hidden) this.openPath();
        else if (state.path) {
          this.path.sync();
          this.showPath();
        }
      }
      if (has("select") && state.select && !byId("path").hidden && this.pathLight === null) {
        byId("path").hidden = true;
        byId("details").hidden = false;
      }
      if (has(...FILTERS)) this.say(this.counters());
      if (has(...FILTERS, "select", "lang", "group", "view", "all", "color", "size", "pinned", "layout")) this.render(changed);
      if (has(...FILTERS, "select", "group", "all", "moved", "arranged", "layout", "color", "size", "pinned")) this.lights();
      byId("undo").disabled = !this.store.past.length;
      byId("redo").disabled = !this.store.future.length;
      this.writeAddress();
    }
    counters() {
      const { nodeCount, edgeCount } = this.masks;
      const { n: n2, m } = this.model;
      return t(["counters", "counters.all"][Number(nodeCount === n2 && edgeCount === m)], { nodes: nodeCount, edges: edgeCount, n: n2, m });
    }
    render(changed = null) {
      const { state } = this.store;
      const filtered = !changed || FILTERS.some((name) => changed.has(name));
      if (filtered) this.filters.render();
      if (filtered || changed.has("color") || changed.has("lang")) this.legend.render();
      this.details.render();
      const table = state.view === "table";
      tabs(table);
      if (table && (!changed || filtered || changed.has("view") || changed.has("lang"))) this.table.render();
      put(byId("filters-count"), t("counters.short", { nodes: this.masks.nodeCount, edges: this.masks.edgeCount }));
      empty(this);
      trail(this);
      for (const name of ["layout", "color", "size"]) byId(`choose-${name}`).value = state[name];
      byId("relayout").disabled = !this.canRelayout();
    }
    language() {
      const { lang } = this.store.state;
      setLanguage(lang);
      document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
      if (lang !== this.said) translate(document);
      this.said = lang;
      if (!this.config.title) document.title = t("title");
      this.drawing.translated();
      if (!this.filters) return;
      this.filters.build();
      this.path.build();
      if (this.store.state.path) this.showPath();
    }
    theme() {
      document.documentElement.dataset.theme = isDark(this.store.state.theme) ? "dark" : "light";
      this.stage.setLook(this.drawing.look());
    }
    addressChanged() {
      const said = { ...this.start, ...decode(location.hash) };
      const { camera } = said;
      delete said.camera;
      this.store.update(said);
      if (camera) this.stage.engine.setCamera({ x: camera[0], y: camera[1], scale: camera[2] }, false);
    }
    writeAddress() {
      clearTimeout(this._addressTimer);
      this._addressTimer = setTimeout(() => {
        const hash = encode(this.store.state, this.start);
        try {
          history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
        } catch {
        }
      }, 200);
    }
    /** Opens or closes a drawer; on a wide screen the panels are always there. */
    drawer(side, open) {
      if (small()) drawer(side, open);
    }
    /** A group is called after its centre; the one of all that is far from any centre has none. */
    groupName(group) {
      return group.k < 0 ? t("group.rest") : group.name;
    }
    /** Builds what the first search and the first click would wait for. */
    warm() {
      this.search.find("-");
      this.model.node("");
    }
    calm() {
      return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    }
  };

  // ../../kg/exporters/page/src/data.js
  async function unpack(text) {
    const letters = atob(text.trim());
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }
  async function readBlock(id) {
    const element = document.getElementById(id);
    if (!element) return null;
    const text = element.textContent;
    element.textContent = "";
    return element.type === "application/json" ? JSON.parse(text) : unpack(text);
  }
  function evidenceReader(read, perBlock) {
    const blocks = /* @__PURE__ */ new Map();
    return async function evidence(edge) {
      const number = Math.floor(edge / perBlock);
      if (!blocks.has(number)) blocks.set(number, read(`kg-evidence-${number}`));
      const block = await blocks.get(number);
      return (block && block[edge - number * perBlock] || []).map(card);
    };
  }
  function card([file, article, start2, end, text, offsets, confidence, status, date, dateText, rule, attributes]) {
    const [headStart, headEnd, tailStart, tailEnd, triggerStart, triggerEnd] = offsets;
    return {
      file,
      article,
      start: start2,
      end,
      text,
      confidence,
      status,
      date,
      dateText,
      rule,
      attributes,
      head: [headStart, headEnd],
      tail: [tailStart, tailEnd],
      trigger: [triggerStart, triggerEnd]
    };
  }

  // ../../kg/exporters/page/src/lines.js
  var ARROW = 4.5;
  var PLAIN = 2500;
  var SPARSE = [60, 300];
  var BOLD = 1.6;
  var FINE = 1.3;
  function strokes(items) {
    if (!items.strokes) {
      const key2 = Array.from(items.s, (_, e) => `${items.ecolor[e]} ${items.dash[e]} ${items.width[e]}`);
      const ranks = new Map([...new Set(key2)].sort().map((k, rank2) => [k, rank2]));
      const rank = key2.map((k) => ranks.get(k));
      items.strokes = Uint32Array.from(key2.keys()).sort((a, b) => rank[a] - rank[b] || a - b);
      items.alike = rank;
    }
    return items.strokes;
  }
  function projection(camera, view) {
    const { x, y, scale } = camera;
    return [(px) => (px - x) * scale + view.width / 2, (py) => (py - y) * scale + view.height / 2];
  }
  function drawLines(c, items, masks, camera, view, colors) {
    const { scale } = camera;
    const [sx, sy] = projection(camera, view);
    const shrink = shrunk(items, scale);
    const thin = Math.max(0.35, Math.min(1.5, (scale / items.scale0) ** 0.4));
    const list2 = [];
    for (const e of strokes(items)) {
      if (!masks.edges[e]) continue;
      const [ax, ay, bx, by] = [sx(items.x[items.s[e]]), sy(items.y[items.s[e]]), sx(items.x[items.t[e]]), sy(items.y[items.t[e]])];
      const room = items.round[e] ? Math.abs(ax - bx) + Math.abs(ay - by) : 4;
      if (Math.max(ax, bx) < -room || Math.min(ax, bx) > view.width + room) continue;
      if (Math.max(ay, by) < -room || Math.min(ay, by) > view.height + room) continue;
      list2.push(e);
    }
    const plain = list2.length > PLAIN;
    const few = Math.max(0, Math.min(1, (SPARSE[1] - list2.length) / (SPARSE[1] - SPARSE[0])));
    const bold = 1 + (BOLD - 1) * few;
    c.save();
    c.globalAlpha = colors.edgeOpacity;
    c.lineCap = "butt";
    let [last, open, fine, width] = [-1, false, false, 1];
    const close = () => {
      if (open) c.stroke();
      open = false;
    };
    for (const e of list2) {
      if (items.alike[e] !== last) {
        close();
        last = items.alike[e];
        width = items.width[e] * thin * (items.width[e] < 2 ? bold : 1);
        fine = width * view.ratio < FINE;
        if (fine) width = Math.min(width, 0.99 / view.ratio);
        c.strokeStyle = c.fillStyle = colors.line(items.ecolor[e]);
        c.lineWidth = width;
        c.setLineDash(plain ? [] : items.dash[e].map((d) => d * thin));
      }
      const [ax, ay, bx, by] = [sx(items.x[items.s[e]]), sy(items.y[items.s[e]]), sx(items.x[items.t[e]]), sy(items.y[items.t[e]])];
      if (!open) c.beginPath();
      open = true;
      c.moveTo(ax, ay);
      let [kx, ky] = [ax, ay];
      if (items.round[e]) {
        [kx, ky] = control(ax, ay, bx, by, items.round[e]);
        c.quadraticCurveTo(kx, ky, bx, by);
      } else c.lineTo(bx, by);
      if (!fine) close();
      if (items.arrow[e] && !plain) {
        close();
        head(c, bx, by, Math.atan2(by - ky, bx - kx), items.size[items.t[e]] * shrink * scale + 1, ARROW * bold + 1.4 * width);
      }
    }
    close();
    c.restore();
  }
  function head(c, x, y, angle, reach, length) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [tipX, tipY] = [x - reach * cos, y - reach * sin];
    const at = (back, side) => [tipX - length * (back * cos - side * sin), tipY - length * (back * sin + side * cos)];
    c.beginPath();
    c.moveTo(tipX, tipY);
    c.lineTo(...at(1, 0.33));
    c.lineTo(...at(0.88, 0));
    c.lineTo(...at(1, -0.33));
    c.fill();
  }
  var ringWidth = (ratio) => ratio < 1.5 ? 0.98 / ratio : 1.5;
  function drawDots(c, items, masks, camera, view, colors) {
    const { scale } = camera;
    const [sx, sy] = projection(camera, view);
    const shrink = shrunk(items, scale);
    c.save();
    c.strokeStyle = colors.ring;
    c.lineWidth = ringWidth(view.ratio);
    for (let i = 0; i < items.x.length; i++) {
      if (!masks.nodes[i]) continue;
      const [x, y, r] = [sx(items.x[i]), sy(items.y[i]), items.size[i] * shrink * scale];
      if (x < -r || y < -r || x > view.width + r || y > view.height + r) continue;
      c.beginPath();
      c.arc(x, y, r, 0, 2 * Math.PI);
      c.fillStyle = items.color[i];
      c.fill();
      c.stroke();
    }
    c.restore();
  }

  // ../../kg/exporters/page/src/engine-sketch.js
  function sketchEngine(container, theme, on) {
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
      setPinned() {
      },
      move() {
      },
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
      destroy: () => canvas.remove()
    };
  }

  // ../../kg/exporters/page/src/engine-vis.js
  var MANY_EDGES = 1500;
  var SETTLED = 250;
  function visEngine(container, options, theme, on) {
    let network = null;
    let nodes = null;
    let items = null;
    let masks = null;
    let colors = theme;
    let moving = false;
    let zoomTimer = 0;
    let drawnAt = 0;
    const emit = (name) => network.body.emitter.emit(name);
    const reach = (node) => {
      const { boundingBox } = node.shape;
      const { x, y, options: { size } } = node;
      Object.assign(boundingBox, { left: x - size, right: x + size, top: y - size, bottom: y + size });
    };
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
    const listen2 = () => {
      const moved = (event, done) => {
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
            id,
            x,
            y: items.y[id],
            size: items.size[id],
            hidden: !masks.nodes[id],
            borderWidth: ringWidth(window.devicePixelRatio || 1),
            color: { background: items.color[id], border: colors.ring }
          }))
        );
        if (network) network.destroy();
        network = new vis.Network(container, {}, options);
        emit("_blockRedraw");
        network.setData({ nodes, edges: [] });
        settle();
        listen2();
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
      destroy: () => network && network.destroy()
    };
    return engine;
  }

  // ../../kg/exporters/page/src/download.js
  function save(blob, name) {
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1e4);
  }
  var saveText = (text, name, type) => save(new Blob([text], { type: `${type};charset=utf-8` }), name);
  var saveCanvas = (canvas, name) => new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (!blob) {
        reject(new Error("the picture is too large"));
        return;
      }
      save(blob, name);
      resolve();
    }, "image/png");
  });

  // ../../kg/exporters/page/src/formats.js
  var guarded = (text) => /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  var cell = (value2) => {
    const text = typeof value2 === "number" ? String(value2) : guarded(String(value2));
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  var visibleNodes = (model, masks) => Array.from(model.name.keys()).filter((i) => masks.nodes[i]);
  var visibleEdges = (model, masks) => Array.from(model.s.keys()).filter((e) => masks.edges[e]);
  async function csv(model, masks, evidence) {
    const head2 = ["head", "head_type", "relation", "tail", "tail_type", "confidence", "dates", "sentences", "file", "start", "end", "evidence"];
    const rows2 = [head2.join(",")];
    for (const e of visibleEdges(model, masks)) {
      const [s, t2] = [model.s[e], model.t[e]];
      const [best] = await evidence(e);
      const row = [
        model.name[s],
        model.types[model.type[s]].n,
        model.relations[model.r[e]].n,
        model.name[t2],
        model.types[model.type[t2]].n,
        model.confidence[e] / 1e3,
        model.dates[e].join("; "),
        model.count[e],
        best ? model.files[best.file] : "",
        best ? best.start : "",
        best ? best.end : "",
        best ? best.text : ""
      ];
      rows2.push(row.map(cell).join(","));
    }
    return `\uFEFF${rows2.join("\r\n")}\r
`;
  }
  async function json(model, masks, evidence) {
    const nodes = visibleNodes(model, masks).map((i) => ({
      id: model.id[i],
      type: model.types[model.type[i]].n,
      name: model.name[i],
      aliases: model.aliases[i],
      files: model.nodeFiles[i].map((f) => model.files[f]),
      x: model.x[i],
      y: model.y[i]
    }));
    const relations = [];
    for (const e of visibleEdges(model, masks)) {
      const cards = await evidence(e);
      relations.push({
        head: model.id[model.s[e]],
        type: model.relations[model.r[e]].n,
        tail: model.id[model.t[e]],
        symmetric: model.symmetric(e),
        confidence: model.confidence[e] / 1e3,
        dates: model.dates[e],
        evidence: cards.map((card2) => ({ ...card2, file: model.files[card2.file], attributes: Object.fromEntries(card2.attributes) }))
      });
    }
    return `${JSON.stringify({ entities: nodes, relations }, null, 1)}
`;
  }
  var ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  var xml = (text) => String(text).replace(/\r\n?/g, "\n").replace(ILLEGAL, "").replace(/[&<>"\n]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;" })[c]);
  var KEYS = [
    ["node", "label", "string"],
    ["node", "name", "string"],
    ["node", "type", "string"],
    ["node", "aliases", "string"],
    ["node", "files", "string"],
    ["node", "x", "double"],
    ["node", "y", "double"],
    ["node", "size", "double"],
    ["node", "color", "string"],
    ["edge", "label", "string"],
    ["edge", "interaction", "string"],
    ["edge", "relation", "string"],
    ["edge", "symmetric", "boolean"],
    ["edge", "weight", "int"],
    ["edge", "confidence", "double"],
    ["edge", "date", "string"],
    ["edge", "evidence", "string"],
    ["edge", "files", "string"],
    ["edge", "color", "string"]
  ];
  async function graphml(model, masks, evidence) {
    const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'];
    for (const [kind, name, type] of KEYS) {
      lines.push(`<key id="${kind[0]}_${name}" for="${kind}" attr.name="${name}" attr.type="${type}"/>`);
    }
    lines.push('<graph id="G" edgedefault="directed">');
    const data = (kind, values2) => Object.entries(values2).filter(([, value2]) => value2 !== "" && value2 !== void 0).map(([name, value2]) => `<data key="${kind}_${name}">${xml(value2)}</data>`).join("");
    for (const i of visibleNodes(model, masks)) {
      const type = model.types[model.type[i]];
      const values2 = {
        label: model.name[i],
        name: model.name[i],
        type: type.n,
        aliases: model.aliases[i].join("|"),
        files: model.nodeFiles[i].map((f) => model.files[f]).join("; "),
        x: model.x[i],
        y: -model.y[i],
        size: model.size[i],
        color: type.color
      };
      lines.push(`<node id="${xml(model.id[i])}">${data("n", values2)}</node>`);
    }
    for (const e of visibleEdges(model, masks)) {
      const cards = await evidence(e);
      const relation = model.relations[model.r[e]];
      const values2 = {
        label: relation.n,
        interaction: relation.n,
        relation: relation.n,
        symmetric: String(model.symmetric(e)),
        weight: Math.max(1, model.count[e]),
        confidence: model.confidence[e] / 1e3,
        date: model.dates[e].join("; "),
        evidence: cards.map((c) => c.text).join("\n").slice(0, 2e3),
        files: [...new Set(cards.map((c) => model.files[c.file]))].join("; "),
        color: relation.color
      };
      const ends = `source="${xml(model.id[model.s[e]])}" target="${xml(model.id[model.t[e]])}"`;
      lines.push(`<edge id="t${e}" ${ends} label="${xml(relation.n)}">${data("e", values2)}</edge>`);
    }
    lines.push("</graph>", "</graphml>", "");
    return lines.join("\n");
  }

  // ../../kg/exporters/page/src/gexf.js
  var NODE = { name: "string", type: "string", type_zh: "string", aliases: "liststring", files: "liststring", mentions: "integer" };
  var EDGE2 = {
    relation: "string",
    relation_zh: "string",
    symmetric: "boolean",
    confidence: "double",
    status: "string",
    date: "string",
    date_start: "string",
    date_end: "string",
    evidence: "string",
    evidence_count: "integer",
    files: "liststring"
  };
  var LONGEST = 2e3;
  var SMALL3 = 4;
  var LARGE = 100;
  function days(date) {
    const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date);
    if (!found) return null;
    const [, year, month, day] = found;
    if (day) return [date, date];
    if (!month) return [`${year}-01-01`, `${year}-12-31`];
    const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    return [`${year}-${month}-01`, `${year}-${month}-${String(last).padStart(2, "0")}`];
  }
  var period = (dates) => {
    const spans = dates.map(days).filter(Boolean);
    if (!spans.length) return ["", ""];
    return [spans.map((s) => s[0]).sort()[0], spans.map((s) => s[1]).sort().at(-1)];
  };
  var list = (texts) => texts.length ? JSON.stringify(texts) : "";
  var value = (name, text) => text === "" ? "" : `<attvalue for="${name}" value="${xml(text)}"/>`;
  var values = (table) => `<attvalues>${Object.entries(table).map(([name, text]) => value(name, text)).join("")}</attvalues>`;
  var color = (hex) => {
    const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
    return `<viz:color r="${r}" g="${g}" b="${b}"/>`;
  };
  async function gexf(model, masks, evidence) {
    const nodes = visibleNodes(model, masks);
    const edges = visibleEdges(model, masks);
    const last = edges.map((e) => period(model.dates[e])[1]).reduce((a, b) => a > b ? a : b, "");
    const sizes = nodes.map((i) => model.size[i]);
    const [low, high] = sizes.reduce(([a, b], size) => [Math.min(a, size), Math.max(b, size)], [Infinity, -Infinity]);
    const ratio = high > low ? (LARGE - SMALL3) / (high - low) : 1;
    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
      `<meta lastmodifieddate="${last || "2022-01-01"}"><creator>kg</creator></meta>`,
      `<graph ${last ? 'mode="dynamic" timeformat="date" timerepresentation="interval"' : 'mode="static"'} idtype="string">`
    ];
    for (const [kind, table] of [["node", NODE], ["edge", EDGE2]]) {
      const attributes = Object.entries(table).map(([name, type]) => `<attribute id="${name}" title="${name}" type="${type}"/>`);
      lines.push(`<attributes class="${kind}" mode="static">${attributes.join("")}</attributes>`);
    }
    lines.push("<nodes>");
    nodes.forEach((i, at) => {
      const type = model.types[model.type[i]];
      const table = {
        name: model.name[i],
        type: type.n,
        type_zh: type.zh,
        aliases: list(model.aliases[i]),
        files: list(model.nodeFiles[i].map((f) => model.files[f])),
        mentions: model.mentions[i]
      };
      const size = high > low ? SMALL3 + (sizes[at] - low) * ratio : 20;
      lines.push(
        `<node id="${xml(model.id[i])}" label="${xml(model.name[i])}">${values(table)}<viz:size value="${size.toFixed(2)}"/><viz:position x="${(model.x[i] * ratio).toFixed(1)}" y="${(-model.y[i] * ratio).toFixed(1)}" z="0"/>${color(type.color)}</node>`
      );
    });
    lines.push("</nodes>", "<edges>");
    for (const e of edges) {
      const relation = model.relations[model.r[e]];
      const cards = await evidence(e);
      const [start2, end] = period(model.dates[e]);
      const text = [...new Set(cards.map((c) => c.text))].join("; ");
      const table = {
        relation: relation.n,
        relation_zh: relation.zh,
        symmetric: String(model.symmetric(e)),
        confidence: model.confidence[e] / 1e3,
        status: STATUSES[model.status[e]],
        date: model.dates[e].join("; "),
        date_start: start2,
        date_end: end,
        evidence: text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text,
        evidence_count: model.count[e],
        files: list([...new Set(cards.map((c) => model.files[c.file]))].sort())
      };
      const direction = model.symmetric(e) ? "undirected" : "directed";
      const time = start2 ? ` start="${start2}" end="${end}"` : "";
      lines.push(
        `<edge id="t${e}" source="${xml(model.id[model.s[e]])}" target="${xml(model.id[model.t[e]])}" type="${direction}" label="${xml(relation.n)}" kind="${xml(relation.n)}" weight="${Math.max(1, model.count[e])}"${time}>${values(table)}${color(relation.color)}</edge>`
      );
    }
    lines.push("</edges>", "</graph>", "</gexf>", "");
    return lines.join("\n");
  }

  // ../../kg/exporters/page/src/overlay.js
  var FONT = '"Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei","PingFang SC","Hiragino Sans GB",system-ui,sans-serif';
  var OBSTACLES = 2500;
  var SPECK = 4;
  var TRIES = 1500;
  var GLYPH_FROM = 8;
  var NEARBY = 500;
  var LABELS = 400;
  var CROWD = 1200;
  var CROWD_LABELS = 70;
  var BRIEF = 0.75;
  var EDGE_LABELS = 40;
  var Overlay = class {
    constructor(canvas) {
      this.canvas = canvas;
      this.context = canvas.getContext("2d");
      this.widths = /* @__PURE__ */ new Map();
      this.items = null;
      this.order = [];
      this.placed = [];
      this.edgeLabels = [];
    }
    setItems(items) {
      this.items = items;
      this.order = Array.from(items.x.keys()).sort((a, b) => items.weight[b] - items.weight[a] || a - b);
    }
    resize(width, height, ratio) {
      this.width = width;
      this.height = height;
      this.ratio = ratio;
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    /** The width of a text: a Chinese character is as wide as the font is high, others are measured once each. */
    measure = (text, font) => {
      let width = 0;
      for (const char of text) {
        if (char >= "⺀" && char <= "￮") {
          width += 1;
          continue;
        }
        let one = this.widths.get(char);
        if (one === void 0) {
          this.context.font = `500 100px ${FONT}`;
          one = this.context.measureText(char).width / 100;
          this.widths.set(char, one);
        }
        width += one;
      }
      return width * font;
    };
    /**
     * @param {{x: number, y: number, scale: number}} camera
     * @param {{nodes: Uint8Array, edges: Uint8Array}} masks over items.
     * @param {{nodes: Set<number>, edges: Set<number>, strong: Set<number>}|null} light what is highlighted, over items.
     */
    draw(camera, masks, light2, look) {
      const { context: c, items, width, height } = this;
      if (!items || !width) return;
      c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      c.clearRect(0, 0, width, height);
      const { scale } = camera;
      const sx = (x) => (x - camera.x) * scale + width / 2;
      const sy = (y) => (y - camera.y) * scale + height / 2;
      const seen = (i) => masks.nodes[i] === 1;
      this.shrink = shrunk(items, scale);
      this.near = Boolean(items.base) && !light2 && this._nearby(c, items, masks, look, sx, sy);
      if (light2) this._highlight(c, items, masks, light2, look, sx, sy, scale);
      const boxes = new Boxes();
      const wanted = [];
      let obstacles = 0;
      const first = light2 ? [...light2.strong, ...light2.nodes] : [];
      const firstSet = new Set(first);
      const order = light2 ? [...firstSet, ...this.order] : this.order;
      let visited = 0;
      order.forEach((i, rank) => {
        if (!seen(i) || rank >= firstSet.size && firstSet.has(i)) return;
        const [x, y, r] = [sx(items.x[i]), sy(items.y[i]), items.size[i] * this.shrink * scale];
        if (x < -80 || y < -40 || x > width + 80 || y > height + 40) return;
        const lit = !light2 || light2.nodes.has(i);
        if (lit && obstacles < OBSTACLES && r > SPECK) {
          obstacles++;
          boxes.take([x - r * 0.9, y - r * 0.9, x + r * 0.9, y + r * 0.9], i, Math.max(1, Math.round(r * r / 16)));
        }
        if (lit && items.pinned?.has(i)) this._pin(c, x, y, r, look);
        if (lit && r >= GLYPH_FROM && look.glyphs) this._glyph(c, x, y, r, look.glyphs[items.type[i]] ?? "");
        if (!lit || visited >= TRIES) return;
        visited++;
        const strong = light2 !== null && light2.strong.has(i);
        const long = strong ? 60 : light2 || scale > 1.4 ? 26 : 14;
        const font = Math.max(12, Math.min(17, Math.round(2 * (10.5 + Math.sqrt(items.weight[i]) + (strong ? 1.5 : 0))) / 2));
        wanted.push({ owner: i, x, y, radius: r, texts: textsOf(items.label[i], items.short[i], long, !strong && scale < BRIEF), font, must: strong, lead: !light2 });
      });
      this.placed = place(wanted, this.measure, { width, height }, boxes, !light2 && visited >= CROWD ? CROWD_LABELS : LABELS);
      this._edgeLabels(c, items, masks, light2, look, sx, sy, scale, boxes);
      this._labels(c, look, light2);
    }
    _labels(c, look, light2) {
      c.lineJoin = "round";
      c.textBaseline = "middle";
      for (const l of this.placed) {
        c.font = `${light2 && light2.strong.has(l.owner) ? 700 : 500} ${l.font}px ${FONT}`;
        c.textAlign = l.align;
        c.strokeStyle = look.halo;
        c.lineWidth = 3.5;
        c.strokeText(l.text, l.x, l.y);
        c.fillStyle = look.text;
        c.fillText(l.text, l.x, l.y);
      }
    }
    _glyph(c, x, y, r, glyph) {
      c.font = `600 ${Math.round(Math.min(26, r * (glyph.length > 1 && glyph.charCodeAt(0) < 128 ? 0.85 : 1)))}px ${FONT}`;
      c.textAlign = "center";
      c.textBaseline = "middle";
      c.lineWidth = Math.max(1.5, r * 0.1);
      c.lineJoin = "round";
      c.strokeStyle = "rgba(0,0,0,.3)";
      c.strokeText(glyph, x, y + r * 0.05);
      c.fillStyle = "#fff";
      c.fillText(glyph, x, y + r * 0.05);
    }
    /** The mark of a node that stays where it is: a ring with a gap around its dot. */
    _pin(c, x, y, r, look) {
      c.beginPath();
      c.arc(x, y, r + 4, 0, Math.PI * 2);
      c.lineWidth = 2;
      c.strokeStyle = look.accent;
      c.stroke();
    }
    _highlight(c, items, masks, light2, look, sx, sy, scale) {
      c.fillStyle = look.veil;
      c.fillRect(0, 0, this.width, this.height);
      for (const e of light2.edges) {
        if (!masks.edges[e]) continue;
        const [a, b] = [items.s[e], items.t[e]];
        const strong = light2.strongEdges?.has(e);
        const line = strong ? items.width[e] + 1.6 : items.width[e] + 0.4;
        this._edge(c, items, e, a, b, sx, sy, scale, line, look);
      }
      for (const i of light2.nodes) {
        if (!masks.nodes[i]) continue;
        const [x, y, r] = [sx(items.x[i]), sy(items.y[i]), Math.max(3, items.size[i] * this.shrink * scale)];
        c.beginPath();
        c.arc(x, y, r, 0, Math.PI * 2);
        c.fillStyle = items.color[i];
        c.fill();
        c.lineWidth = light2.strong.has(i) ? 3 : 1.5;
        c.strokeStyle = light2.strong.has(i) ? look.accent : look.ring;
        c.stroke();
      }
    }
    /** Close to a large picture: all lines of the dots in sight. Whether that was drawn. */
    _nearby(c, items, masks, look, sx, sy) {
      const inside = new Uint8Array(items.x.length);
      let count = 0;
      for (let i = 0; i < inside.length; i++) {
        if (!masks.nodes[i]) continue;
        const [x, y] = [sx(items.x[i]), sy(items.y[i])];
        if (x < 0 || y < 0 || x > this.width || y > this.height) continue;
        inside[i] = 1;
        if (++count > NEARBY) return false;
      }
      c.globalAlpha = look.engine.edgeOpacity * 0.7;
      for (let e = 0; e < items.s.length; e++) {
        const [a, b] = [items.s[e], items.t[e]];
        if (items.base[e] || !masks.edges[e] || !inside[a] && !inside[b]) continue;
        c.strokeStyle = look.line(items.ecolor[e]);
        c.lineWidth = items.width[e] * 0.7;
        c.beginPath();
        c.moveTo(sx(items.x[a]), sy(items.y[a]));
        c.lineTo(sx(items.x[b]), sy(items.y[b]));
        c.stroke();
      }
      c.globalAlpha = 1;
      return true;
    }
    _edge(c, items, e, a, b, sx, sy, scale, line, look) {
      const [ax, ay, bx, by] = [sx(items.x[a]), sy(items.y[a]), sx(items.x[b]), sy(items.y[b])];
      const [kx, ky] = control(ax, ay, bx, by, items.round[e]);
      c.strokeStyle = c.fillStyle = look.line(items.ecolor[e]);
      c.lineWidth = line;
      c.setLineDash(items.dash[e]);
      c.beginPath();
      c.moveTo(ax, ay);
      c.quadraticCurveTo(kx, ky, bx, by);
      c.stroke();
      c.setLineDash([]);
      if (!items.arrow[e]) return;
      const angle = Math.atan2(by - ky, bx - kx);
      const reach = items.size[b] * this.shrink * scale + 2;
      const [tipX, tipY] = [bx - reach * Math.cos(angle), by - reach * Math.sin(angle)];
      const size = 5 + line * 1.6;
      c.beginPath();
      c.moveTo(tipX, tipY);
      c.lineTo(tipX - size * Math.cos(angle - 0.42), tipY - size * Math.sin(angle - 0.42));
      c.lineTo(tipX - size * Math.cos(angle + 0.42), tipY - size * Math.sin(angle + 0.42));
      c.fill();
    }
    _edgeLabels(c, items, masks, light2, look, sx, sy, scale, boxes) {
      this.edgeLabels = [];
      let candidates = [];
      if (light2 && light2.edges.size <= EDGE_LABELS) candidates = [...light2.edges];
      else if (!light2 && scale > 1.2) {
        for (let e = 0; e < items.s.length && candidates.length <= EDGE_LABELS; e++) {
          if (!masks.edges[e]) continue;
          const x = sx((items.x[items.s[e]] + items.x[items.t[e]]) / 2);
          const y = sy((items.y[items.s[e]] + items.y[items.t[e]]) / 2);
          if (x > 0 && y > 0 && x < this.width && y < this.height) candidates.push(e);
        }
        if (candidates.length > EDGE_LABELS) candidates = [];
      }
      c.textAlign = "center";
      c.textBaseline = "middle";
      c.lineJoin = "round";
      for (const e of candidates) {
        if (!masks.edges[e] || !look.relationOf) continue;
        const [a, b] = [items.s[e], items.t[e]];
        const [ax, ay, bx, by] = [sx(items.x[a]), sy(items.y[a]), sx(items.x[b]), sy(items.y[b])];
        const [kx, ky] = control(ax, ay, bx, by, items.round[e]);
        const text = look.relationOf(e);
        if (!text) continue;
        const w = this.measure(text, 11.5) / 2 + 3;
        for (const at of [0.5, 0.4, 0.6, 0.3, 0.7]) {
          const [x, y] = onCurve(ax, ay, kx, ky, bx, by, at);
          const box = [x - w, y - 8, x + w, y + 8];
          if (!boxes.free(box)) continue;
          boxes.take(box);
          this.edgeLabels.push({ edge: e, text, box });
          c.font = `500 11.5px ${FONT}`;
          c.strokeStyle = look.halo;
          c.lineWidth = 4;
          c.strokeText(text, x, y);
          c.fillStyle = look.muted;
          c.fillText(text, x, y);
          break;
        }
      }
    }
  };

  // ../../kg/exporters/page/src/picture.js
  var MARGIN2 = 60;
  var LEGEND = 34;
  var LABELS2 = 1200;
  function picture({ items, masks, measure, legend, lines: kinds = [], width = 1600 }) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const shown = [];
    for (let i = 0; i < items.x.length; i++) {
      if (!masks.nodes[i]) continue;
      shown.push(i);
      left = Math.min(left, items.x[i] - items.size[i]);
      right = Math.max(right, items.x[i] + items.size[i]);
      top = Math.min(top, items.y[i] - items.size[i]);
      bottom = Math.max(bottom, items.y[i] + items.size[i]);
    }
    if (!shown.length) [left, top, right, bottom] = [0, 0, 1, 1];
    const scale = Math.min(4, (width - 2 * MARGIN2) / Math.max(1, right - left));
    const legends = [legend, kinds].filter((row) => row.length);
    const height = Math.round((bottom - top) * scale + 2 * MARGIN2 + legends.length * LEGEND);
    const shrink = shrunk(items, scale);
    const shift = (width - (right - left) * scale) / 2;
    const px = (x) => (x - left) * scale + shift;
    const py = (y) => (y - top) * scale + MARGIN2;
    const lines = [];
    for (let e = 0; e < items.s.length; e++) {
      if (!masks.edges[e]) continue;
      const [a, b] = [items.s[e], items.t[e]];
      const [ax, ay, bx, by] = [px(items.x[a]), py(items.y[a]), px(items.x[b]), py(items.y[b])];
      const [cx, cy] = control(ax, ay, bx, by, items.round[e]);
      const angle = Math.atan2(by - cy, bx - cx);
      const reach = items.size[b] * shrink * scale + 1;
      const tip = items.arrow[e] ? [bx - reach * Math.cos(angle), by - reach * Math.sin(angle), angle] : null;
      lines.push({ ax, ay, cx, cy, bx, by, color: items.ecolor[e], width: items.width[e], dash: items.dash[e], tip });
    }
    const dots = shown.map((i) => ({ x: px(items.x[i]), y: py(items.y[i]), r: items.size[i] * shrink * scale, color: items.color[i] }));
    const boxes = new Boxes();
    shown.forEach((i, at) => {
      const { x, y, r } = dots[at];
      boxes.take([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8], i);
    });
    const wanted = shown.map((i, at) => ({
      owner: i,
      x: dots[at].x,
      y: dots[at].y,
      radius: dots[at].r,
      texts: textsOf(items.label[i], items.short[i], 20),
      font: Math.min(18, 11 + Math.sqrt(items.weight[i])),
      weight: items.weight[i]
    })).sort((a, b) => b.weight - a.weight || a.owner - b.owner);
    const labels = place(wanted, measure, { width, height }, boxes, LABELS2);
    const signs = [];
    legends.forEach((row, at) => {
      let x = MARGIN2;
      for (const { color: color2, label, dash } of row) {
        const wide = measure(label, 14) + (dash ? 56 : 36);
        if (x + wide > width - MARGIN2) break;
        signs.push({ x, y: height - LEGEND * (legends.length - at - 0.4), color: color2, label, dash });
        x += wide;
      }
    });
    return { width, height, lines, dots, labels, signs };
  }
  var arrow = ([x, y, angle], size) => [[x, y], [x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42)], [x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42)]];
  var n = (value2) => Number(value2.toFixed(1));
  var anchor = { center: "middle", left: "start", right: "end" };
  function toSVG(p, look) {
    const out = [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${p.width}" height="${p.height}" viewBox="0 0 ${p.width} ${p.height}" font-family="${xml(FONT)}">`
    ];
    if (look.background) out.push(`<rect width="100%" height="100%" fill="${look.background}"/>`);
    for (const l of p.lines) {
      const dash = l.dash.length ? ` stroke-dasharray="${l.dash.join(" ")}"` : "";
      out.push(`<path d="M${n(l.ax)} ${n(l.ay)}Q${n(l.cx)} ${n(l.cy)} ${n(l.bx)} ${n(l.by)}" fill="none" stroke="${l.color}" stroke-opacity=".6" stroke-width="${n(l.width)}"${dash}/>`);
      if (l.tip) out.push(`<path d="M${arrow(l.tip, 8).map(([x, y]) => `${n(x)} ${n(y)}`).join("L")}Z" fill="${l.color}"/>`);
    }
    for (const d of p.dots) out.push(`<circle cx="${n(d.x)}" cy="${n(d.y)}" r="${n(d.r)}" fill="${d.color}" stroke="${look.ring}" stroke-width="1.5"/>`);
    for (const l of p.labels) {
      out.push(`<text x="${n(l.x)}" y="${n(l.y)}" font-size="${n(l.font)}" text-anchor="${anchor[l.align]}" dominant-baseline="central" fill="${look.text}" stroke="${look.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${xml(l.text)}</text>`);
    }
    for (const s of p.signs) {
      const mark = s.dash ? `<path d="M${n(s.x)} ${n(s.y)}h30" fill="none" stroke="${s.color}" stroke-width="2.5"${s.dash.length ? ` stroke-dasharray="${s.dash.join(" ")}"` : ""}/>` : `<circle cx="${n(s.x + 7)}" cy="${n(s.y)}" r="7" fill="${s.color}"/>`;
      out.push(`${mark}<text x="${n(s.x + (s.dash ? 38 : 19))}" y="${n(s.y)}" font-size="14" dominant-baseline="central" fill="${look.text}">${xml(s.label)}</text>`);
    }
    out.push("</svg>", "");
    return out.join("\n");
  }
  function toCanvas(p, look, scale) {
    const canvas = document.createElement("canvas");
    const fit = Math.min(scale, 16e3 / p.width, 16e3 / p.height);
    canvas.width = Math.round(p.width * fit);
    canvas.height = Math.round(p.height * fit);
    const c = canvas.getContext("2d");
    c.scale(fit, fit);
    if (look.background) {
      c.fillStyle = look.background;
      c.fillRect(0, 0, p.width, p.height);
    }
    for (const l of p.lines) {
      c.globalAlpha = 0.6;
      c.strokeStyle = c.fillStyle = l.color;
      c.lineWidth = l.width;
      c.setLineDash(l.dash);
      c.beginPath();
      c.moveTo(l.ax, l.ay);
      c.quadraticCurveTo(l.cx, l.cy, l.bx, l.by);
      c.stroke();
      c.setLineDash([]);
      c.globalAlpha = 1;
      if (l.tip) {
        c.beginPath();
        arrow(l.tip, 8).forEach(([x, y]) => c.lineTo(x, y));
        c.fill();
      }
    }
    const dot = (x, y, r, color2) => {
      c.beginPath();
      c.arc(x, y, r, 0, 2 * Math.PI);
      c.fillStyle = color2;
      c.fill();
    };
    c.lineWidth = 1.5;
    c.strokeStyle = look.ring;
    for (const d of p.dots) {
      dot(d.x, d.y, d.r, d.color);
      c.stroke();
    }
    c.textBaseline = "middle";
    c.lineJoin = "round";
    for (const l of p.labels) {
      c.font = `500 ${l.font}px ${FONT}`;
      c.textAlign = l.align;
      c.lineWidth = 3.5;
      c.strokeStyle = look.halo;
      c.strokeText(l.text, l.x, l.y);
      c.fillStyle = look.text;
      c.fillText(l.text, l.x, l.y);
    }
    c.textAlign = "left";
    c.font = `14px ${FONT}`;
    for (const s of p.signs) {
      if (s.dash) {
        c.strokeStyle = s.color;
        c.lineWidth = 2.5;
        c.setLineDash(s.dash);
        c.beginPath();
        c.moveTo(s.x, s.y);
        c.lineTo(s.x + 30, s.y);
        c.stroke();
        c.setLineDash([]);
      } else dot(s.x + 7, s.y, 7, s.color);
      c.fillStyle = look.text;
      c.fillText(s.label, s.x + (s.dash ? 38 : 19), s.y);
    }
    return canvas;
  }

  // ../../kg/exporters/page/src/files.js
  function drawing(app, width = 1600) {
    const { model } = app;
    const parks2 = app.store.state.color === "park" ? app.drawing.parks().named : [];
    return picture({
      width,
      items: app.items,
      masks: app.stage.masks,
      measure: (text, font) => app.stage.overlay.measure(text, font),
      legend: parks2.length ? parks2.map(({ node, color: color2 }) => ({ color: color2, label: model.name[node] })) : model.types.map((type) => ({ color: type.color, label: labelOf(type) })),
      lines: app.items.kind === "nodes" ? model.relations.map((relation) => ({ color: relation.color, dash: relation.dash, label: labelOf(relation) })) : []
    });
  }
  function exporter(app) {
    const { model, evidence, config } = app;
    const name = (suffix) => `${config.file}.${suffix}`;
    const look = () => lookOf(app.store.state.theme);
    const text = (write, suffix, type) => async () => saveText(await write(model, app.masks, evidence), name(suffix), type);
    return {
      png: (scale, clear) => saveCanvas(toCanvas(drawing(app), { ...look(), background: clear ? null : look().background }, scale), name("png")),
      svg: () => saveText(toSVG(drawing(app), look()), name("svg"), "image/svg+xml"),
      csv: text(csv, "csv", "text/csv"),
      json: text(json, "json", "application/json"),
      graphml: text(graphml, "graphml", "application/xml"),
      gexf: text(gexf, "gexf", "application/xml")
    };
  }
  function printable(app) {
    window.addEventListener("beforeprint", () => {
      byId("print-picture").src = toCanvas(drawing(app, 1100), PRINT, 2).toDataURL("image/png");
    });
  }

  // ../../kg/exporters/page/src/keyboard.js
  var TYPING = /* @__PURE__ */ new Set(["INPUT", "TEXTAREA", "SELECT"]);
  function listen(keys, onStage) {
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
      const target = event.target;
      const range = target.type === "range" || target.type === "checkbox";
      const typing = TYPING.has(target.tagName) && !range;
      const chord = event.ctrlKey || event.metaKey;
      const name = chord ? `Ctrl+${event.shiftKey ? "Shift+" : ""}${event.key.toLowerCase()}` : event.key;
      if (typing && name !== "Escape") return;
      const action = keys[name] ?? keys[name.length === 1 ? name.toLowerCase() : name] ?? (target.closest?.("#stage") ? onStage[name] : null);
      if (!action || range && name.startsWith("Arrow")) return;
      event.preventDefault();
      action();
    });
  }

  // ../../kg/exporters/page/src/menu.js
  function menu(button, list2) {
    const close = () => {
      list2.hidden = true;
      button.setAttribute("aria-expanded", "false");
    };
    button.addEventListener("click", () => {
      list2.hidden = !list2.hidden;
      button.setAttribute("aria-expanded", String(!list2.hidden));
      if (!list2.hidden) list2.querySelector("button, select")?.focus();
    });
    list2.addEventListener("keydown", (event) => {
      if (event.target.tagName === "SELECT" && event.key.startsWith("Arrow")) return;
      const buttons = [...list2.querySelectorAll("button, select")];
      const at = buttons.indexOf(document.activeElement);
      if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length].focus();
      else if (event.key === "ArrowUp") buttons[(at + buttons.length - 1) % buttons.length].focus();
      else if (event.key === "Escape") {
        close();
        button.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    document.addEventListener("click", (event) => {
      if (!button.contains(event.target) && (!list2.contains(event.target) || event.target.closest("button"))) close();
    });
  }

  // ../../kg/exporters/page/src/stage.js
  var CLICK = 5;
  var TOUCH = 9;
  var EDGE3 = 6;
  var DOT = 4.5;
  var ROOMY = 1200;
  var NOTHING = { click() {
  }, double() {
  }, hover() {
  }, moved() {
  }, camera() {
  }, insets: () => ({ top: 0, right: 0, bottom: 40, left: 0 }) };
  var SHAPES = [0.5, 0.75, 1.1, 1.6, 2.2, 3];
  var CROWD2 = 60;
  var Stage = class {
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
      this._queued = false;
      this._whole = false;
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
        grabbed: (list2) => {
          this._from = new Map(list2.map((i) => [Number(i), [this.items.x[i], this.items.y[i]]]));
        }
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
        next.setPinned(this.items.pinned ?? /* @__PURE__ */ new Set());
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
      return SHAPES.reduce((best, shape) => Math.abs(Math.log(shape) - ratio) < Math.abs(Math.log(best) - ratio) ? shape : best);
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
    setLight(light2) {
      this.light = light2;
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
      if (whole) this.engine.draw();
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
    framed(list2 = null, most = 2) {
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
      if (list2) list2.forEach(take);
      else for (let i = 0; i < items.x.length; i++) take(i);
      if (left > right) return null;
      const { clientWidth: width, clientHeight: height } = this.host;
      const [padX, padY] = [Math.min(64, width * 0.1), Math.min(40, height * 0.07)];
      const free = this.calls.insets();
      const scale = Math.min(
        Math.max(40, width - free.left - free.right - 2 * padX) / Math.max(1, right - left),
        Math.max(40, height - free.top - free.bottom - 2 * padY) / Math.max(1, bottom - top),
        most
      );
      const safe = Math.max(scale, 1e-4);
      return {
        x: (left + right) / 2 + (free.right - free.left) / 2 / safe,
        y: (top + bottom) / 2 + (free.bottom - free.top) / 2 / safe,
        scale: safe
      };
    }
    fit(animate = true, list2 = null, most = list2 ? 1.3 : 2) {
      const camera = this.framed(list2, most);
      if (!camera) return;
      this.engine.setCamera(camera, animate);
      this.redraw();
    }
    /** Shows an item with its neighbours, or by itself where it has too many. */
    lookAt(i, animate = true) {
      const near = /* @__PURE__ */ new Set([i]);
      for (let e = 0; e < this.items.s.length; e++) {
        if (!this.masks.edges[e]) continue;
        if (this.items.s[e] === i) near.add(this.items.t[e]);
        else if (this.items.t[e] === i) near.add(this.items.s[e]);
      }
      const camera = this.framed(near.size > CROWD2 ? [i] : [...near], Math.max(1.3, this.items.scale0));
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
        y: (this.items.y[i] - y) * scale + this.host.clientHeight / 2
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
      nearest = EDGE3 / camera.scale;
      const curved = this.engine.name !== "sigma";
      for (let e = 0; e < items.s.length; e++) {
        if (!masks.edges[e] || items.base && !items.base[e] && !this.overlay.near) continue;
        const [a, b] = [items.s[e], items.t[e]];
        const round2 = curved ? items.round[e] : 0;
        const slack = nearest + Math.abs(round2) * (Math.abs(items.x[a] - items.x[b]) + Math.abs(items.y[a] - items.y[b]));
        if (x < Math.min(items.x[a], items.x[b]) - slack || x > Math.max(items.x[a], items.x[b]) + slack) continue;
        if (y < Math.min(items.y[a], items.y[b]) - slack || y > Math.max(items.y[a], items.y[b]) + slack) continue;
        const distance = toCurve(x, y, items.x[a], items.y[a], items.x[b], items.y[b], round2);
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
      this.host.addEventListener("pointerdown", (event) => down = event.isPrimary ? at(event) : null, true);
      this.host.addEventListener(
        "pointerup",
        (event) => {
          const [x, y] = at(event);
          if (down && event.button === 0 && Math.hypot(x - down[0], y - down[1]) < CLICK) this.calls.click(this.hit(x, y));
          down = null;
        },
        true
      );
      this.host.addEventListener("dblclick", (event) => this.calls.double(this.hit(...at(event))), true);
      this.host.addEventListener("pointermove", (event) => {
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
  };

  // ../../kg/exporters/page/src/main.js
  var sigmaEngine = (container, theme, on) => globalThis.kgSigma.create(container, { dragNodes: true }, theme, on);
  var painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 250);
  });
  var loaded = () => new Promise((resolve) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
    else resolve();
  });
  function bind(app) {
    const { store, stage } = app;
    const on = (id, action) => byId(id).addEventListener("click", action);
    const zoom = (factor) => stage.zoom(factor, !app.calm());
    const undo = () => store.undo();
    const redo = () => store.redo();
    const lang = () => store.update({ lang: store.state.lang === "zh" ? "en" : "zh" });
    const theme = () => store.update({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" });
    const view = (name) => {
      store.update({ view: name });
      if (name === "graph") stage.redrawOverlay();
    };
    const path = () => {
      app.openPath();
      byId("path-a").focus();
    };
    const help = () => byId("help").showModal();
    on("undo", undo);
    on("redo", redo);
    on("lang", lang);
    on("theme", theme);
    on("find-path", path);
    on("show-help", help);
    on("help-close", () => byId("help").close());
    on("tab-graph", () => view("graph"));
    on("tab-table", () => view("table"));
    on("zoom-in", () => zoom(1.4));
    on("zoom-out", () => zoom(1 / 1.4));
    on("zoom-fit", () => stage.fit(!app.calm()));
    on("empty-reset", () => app.reset());
    for (const side of ["left", "right"]) {
      on(`drawer-${side}`, () => drawer(side, !document.body.classList.contains(`show-${side}`)));
      on(`close-${side}`, () => {
        drawer(side, false);
        byId(`drawer-${side}`).focus();
      });
    }
    for (const id of ["tab-graph", "tab-table"]) {
      byId(id).addEventListener("keydown", (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        view(store.state.view === "graph" ? "table" : "graph");
        byId(`tab-${store.state.view}`).focus();
      });
    }
    menu(byId("export"), byId("export-menu"));
    menu(byId("picture-options"), byId("picture-menu"));
    byId("choose-layout").addEventListener("change", (event) => app.layout(event.target.value));
    for (const name of ["color", "size"]) {
      byId(`choose-${name}`).addEventListener("change", (event) => store.update({ [name]: event.target.value }));
    }
    on("relayout", () => app.relayout());
    const files = exporter(app);
    const clear = byId("export-clear");
    const actions = {
      "export-png": () => files.png(2, clear.checked),
      "export-png4": () => files.png(4, clear.checked),
      "export-svg": files.svg,
      "export-csv": files.csv,
      "export-json": files.json,
      "export-graphml": files.graphml,
      "export-gexf": files.gexf,
      "export-print": () => window.print()
    };
    for (const [id, action] of Object.entries(actions)) {
      on(id, () => Promise.resolve(action()).catch((error) => app.say(String(error.message), true)));
    }
    printable(app);
    const walk = (step) => {
      const { overlay } = stage;
      const shown = overlay.order.filter((i) => stage.masks.nodes[i]);
      if (app.items.kind !== "nodes" || !shown.length) return;
      const now = app.model.node(store.state.select?.node ?? "");
      const at = now < 0 ? -1 : shown.indexOf(app.items.place[now]);
      app.selectNode(app.items.node[shown[(at + step + shown.length) % shown.length]]);
    };
    const escape = () => {
      if (store.state.select || document.body.classList.contains("show-right")) app.select(null);
      else if (!byId("path").hidden) app.closePath();
      else if (store.state.focus) app.focus(null);
      drawer("left", false);
      drawer("right", false);
    };
    listen(
      {
        "/": () => byId("search").focus(),
        Escape: escape,
        f: () => stage.fit(!app.calm()),
        p: path,
        l: lang,
        d: theme,
        "?": help,
        t: () => view(store.state.view === "graph" ? "table" : "graph"),
        "+": () => zoom(1.4),
        "=": () => zoom(1.4),
        "-": () => zoom(1 / 1.4),
        "]": () => walk(1),
        "[": () => walk(-1),
        "Ctrl+z": undo,
        "Ctrl+y": redo,
        "Ctrl+Shift+z": redo
      },
      {
        ArrowLeft: () => stage.pan(-60, 0),
        ArrowRight: () => stage.pan(60, 0),
        ArrowUp: () => stage.pan(0, -60),
        ArrowDown: () => stage.pan(0, 60)
      }
    );
  }
  async function main() {
    const config = JSON.parse(byId("kg-page").textContent);
    setLanguage(config.lang);
    const overview = await readBlock("kg-overview");
    const gl = config.engine === "sigma" && globalThis.kgSigma.works();
    const overviewFirst = Boolean(overview) && (config.overviewFirst || !gl);
    const store = new Store({ lang: config.lang, all: !overviewFirst });
    const stage = new Stage(byId("stage"), gl ? sigmaEngine : sketchEngine);
    stage.start(lookOf("auto"));
    if (overviewFirst && !location.hash) {
      stage.show(itemsOfGroups(overview, lookOf("auto").neutral));
      await painted();
    }
    if (!byId("kg-data")) await loaded();
    const model = new Model(await readBlock("kg-data"));
    const evidence = evidenceReader(readBlock, config.evidenceBlock);
    const app = new App({ model, config, overview, overviewFirst, store, evidence, stage });
    app.picture();
    await painted();
    await loaded();
    app.run();
    app.finder = new Combobox(byId("search"), byId("search-list"), { app, choose: (node) => app.selectNode(node) });
    bind(app);
    if (!gl) {
      await painted();
      stage.swap((container, theme, on) => visEngine(container, config.vis, theme, on));
    }
    document.documentElement.dataset.ready = "true";
    performance.mark("kg-ready");
    setTimeout(() => app.warm(), 300);
    globalThis.kgPage = {
      counts: () => ({ nodes: app.masks.nodeCount, edges: app.masks.edgeCount }),
      state: () => structuredClone(store.state),
      screen: (id) => app.stage.toScreen(app.drawing.itemOf(model.node(id))),
      // where the engine has a node, and where the labels and clicks have it
      drawn: (id) => {
        const i = app.drawing.itemOf(model.node(id));
        return [app.stage.engine.where(i), { x: app.items.x[i], y: app.items.y[i] }];
      },
      labels: () => app.stage.overlay.placed.map((l) => ({ ...l, width: app.stage.overlay.measure(l.text, l.font) })),
      engine: () => app.stage.engine.name,
      busy: () => app.stage.busy()
    };
  }
  main().catch((error) => {
    console.error(error);
    const box = byId("failure");
    fill(box, h("p", {}, t("failure")), h("pre", {}, String(error && error.message)));
    box.hidden = false;
  });
})();
