// Bundles the page's script: kg/exporters/page/src → app.js and sigma.bundle.js beside it.
// `node build.mjs` writes them, `node build.mjs --check` says whether what is there is what would be written.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const page = join(here, "..", "..", "kg", "exporters", "page");
const source = join(page, "src");

/** SHA-256 over the names and texts of all sources: what the first line of a bundle says it was made from. */
function checksum() {
  const hash = createHash("sha256");
  const names = readdirSync(source).filter((name) => name.endsWith(".js")).sort();
  for (const path of [...names.map((name) => join(source, name)), join(page, "strings.json")]) {
    hash.update(path.slice(page.length + 1).replaceAll("\\", "/")).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

const notice = (what) => `/* ${what}\n   Built by tests/page/build.mjs; change src/ and build again.\n   sources sha256 ${checksum()} */`;
const shared = { absWorkingDir: here, bundle: true, write: false, format: "iife", target: "es2022", charset: "utf8", nodePaths: [join(here, "node_modules")], logLevel: "warning" };
const licence = (name) => readFileSync(join(here, "node_modules", name, "LICENSE.txt"), "utf8").trim();

const bundles = [
  { name: "app.js", options: { ...shared, entryPoints: [join(source, "main.js")], banner: { js: notice("The script of the page.") } } },
  {
    name: "sigma.bundle.js",
    options: {
      ...shared,
      entryPoints: [join(source, "engine-sigma.js")],
      minify: true, // other people's code, 160 KB instead of 500
      banner: { js: `${notice("sigma 3.0.3 and graphology 0.26.0 (MIT) with the adapter src/engine-sigma.js.")}\n/*! sigma:\n${licence("sigma")}\n\ngraphology:\n${licence("graphology")}\n*/` },
    },
  },
];

let stale = 0;
for (const { name, options } of bundles) {
  const { outputFiles } = await build(options);
  const text = outputFiles[0].text;
  const path = join(page, name);
  if (process.argv.includes("--check")) {
    let now = "";
    try {
      now = readFileSync(path, "utf8");
    } catch {
      // not there: not current
    }
    if (now !== text) {
      console.error(`${name} is not what its sources give; run: npm run build`);
      stale = 1;
    }
  } else writeFileSync(path, text);
}
process.exitCode = stale;
