// node read.mjs KIND FILE: what another program finds in a file, as JSON on standard output.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [, , kind, file] = process.argv;
const text = readFileSync(file, "utf8");

const graphs = {
  graphml: () => require("graphology-graphml").parse(require("graphology"), text, { addMissingNodes: false }),
  gexf: () => require("graphology-gexf").parse(require("graphology"), text, { addMissingNodes: false }),
};

if (kind === "cypher") {
  const { lintCypherQuery } = await import("@neo4j-cypher/language-support");
  const { diagnostics } = lintCypherQuery(text, {});
  const errors = diagnostics.filter((d) => d.severity === 1).map((d) => `${d.range.start.line + 1}: ${d.message}`);
  console.log(JSON.stringify({ errors }));
} else {
  const graph = graphs[kind]();
  console.log(
    JSON.stringify({
      nodes: graph.mapNodes((key, data) => ({ key, ...data })),
      edges: graph.mapEdges((key, data, source, target, _s, _t, undirected) => ({ key, source, target, undirected, ...data })),
    }),
  );
}
