import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Puts the address of the engine beside the script, in the form in which bundlers look for files. */
export const engineBeside: Plugin = {
  name: "engine-beside",
  renderChunk: (code) => code.replaceAll("ENGINE_URL", 'new URL("./planner_bg.wasm",import.meta.url)'),
};

/** What the package's own loader falls back to where it is told no engine, which here it always is. */
const FALLBACK = "new URL('planner_bg.wasm', import.meta.url)";

/** Puts the engine itself into the script, and a source of it that asks for nothing else. */
export function engineInlined(file: string): Plugin {
  return {
    name: "engine-inlined",
    enforce: "pre",
    resolveId(id) {
      if (id === "virtual:engine") return id;
      return id === "./engine-source" ? this.resolve("/src/element/engine-inlined.ts") : null;
    },
    load(id) {
      if (id !== "virtual:engine") return null;
      return `export default "${gzipSync(readFileSync(file), { level: 9 }).toString("base64")}";`;
    },
    transform(code, id) {
      if (basename(id) !== "planner.js") return null;
      if (!code.includes(FALLBACK))
        throw new Error(`${id} finds its engine in another way than this build knows`);
      return { code: code.replace(FALLBACK, "undefined"), map: null };
    },
  };
}
