// What a browser loads, gzipped, beside other engines in WebAssembly from npm. JavaScript is bundled and minified for all of them alike.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const TOOLS = here("../tests/npm/node_modules");
const { build } = createRequire(join(TOOLS, "/"))("esbuild");

const PACKAGES = [
  { name: "daemonset-planner", folder: here("../pkg"), entry: "index.js", engine: "planner_bg.wasm" },
  { name: "@cedar-policy/cedar-wasm", entry: "web/cedar_wasm.js", engine: "web/cedar_wasm_bg.wasm" },
  { name: "lightningcss-wasm", entry: "index.mjs", engine: "lightningcss_node.wasm" },
  { name: "web-tree-sitter", entry: "web-tree-sitter.js", engine: "web-tree-sitter.wasm" },
];
const ENGINE_LIMIT = 250_000;
const ELEMENT_LIMIT = 60_000;

/** By gzip itself: the zlib of Node.js, which is another one, makes the engine 1.5 kB larger. */
const gzipped = (bytes) => execFileSync("gzip", ["-9c"], { input: bytes, maxBuffer: 1 << 26 }).length;
const atMost = (size, limit) => `(at most ${limit}: ${size <= limit ? "yes" : "NO"})`;

/** The JavaScript that a page would bundle. What only Node.js has is left out. */
async function scriptOf(entry) {
  const options = { bundle: true, minify: true, format: "esm", write: false, logLevel: "error", external: ["*.wasm", "fs", "fs/promises", "module", "path", "url"] };
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  return outputFiles[0].contents;
}

console.log(`${"gzipped bytes".padEnd(34)}${"engine".padStart(10)}${"JavaScript".padStart(12)}${"together".padStart(10)}`);
for (const { name, folder = join(TOOLS, name), entry, engine } of PACKAGES) {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const [wasm, script] = [gzipped(readFileSync(join(folder, engine))), gzipped(await scriptOf(join(folder, entry)))];
  console.log(`${`${name} ${version}`.padEnd(34)}${String(wasm).padStart(10)}${String(script).padStart(12)}${String(wasm + script).padStart(10)}`);
}

const engine = readFileSync(here("../pkg/planner_bg.wasm"));
console.log(`planner_bg.wasm: ${engine.length} bytes, ${gzipped(engine)} gzipped  ${atMost(gzipped(engine), ENGINE_LIMIT)}`);

/** A file and all that it imports, at once or later, but for the editor, which comes only when somebody edits. */
function partsOf(file, found = new Set()) {
  found.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from|import\(?)\s*["'`](\.\.?\/[\w./-]+\.js)["'`]/g)) {
    const next = join(dirname(file), path);
    if (!/\/editing[\w-]*\.js$/.test(next) && next !== here("../pkg/index.js") && !found.has(next)) partsOf(next, found);
  }
  return found;
}

if (existsSync(here("../pkg/element.js"))) {
  const parts = [...partsOf(here("../pkg/element.js"))].reduce((sum, file) => sum + gzipped(readFileSync(file)), 0);
  console.log(`the widget's own code, without the editor: ${parts}  ${atMost(parts, ELEMENT_LIMIT)}`);
  console.log(`the widget in one file, engine and editor too: ${gzipped(readFileSync(here("../pkg/element.standalone.js")))}`);
} else {
  console.log("the widget is not built");
}
