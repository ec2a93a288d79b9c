import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const ADDRESS = 'new URL("./planner_bg.wasm",import.meta.url)';

/** Puts the address of the engine beside the script, in the form in which bundlers look for files. */
export const engineBeside: Plugin = {
  name: "engine-beside",
  // After everything has been made small: in the short forms not every bundler knows it.
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type === "chunk") output.code = output.code.replaceAll("ENGINE_URL", ADDRESS);
    }
  },
};

/** Where the package looks for its engine if it is told none, which here it always is; a bundler would take it along once more. */
const BESIDE = /new URL\((["'])(?:\.\/)?planner_bg\.wasm\1, import\.meta\.url\)/g;

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
      if (!id.includes("/pkg/")) return null;
      const without = code.replaceAll(BESIDE, "undefined");
      return without === code ? null : { code: without, map: null };
    },
  };
}
