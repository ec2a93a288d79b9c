// The element for other pages, into the package: `element.js` with parts that come when they are needed, or with
// `--mode standalone` everything in one file.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { engineBeside, engineInlined } from "./build/engine.ts";
import { insideAPage } from "./build/inside-a-page.ts";
import { licenses } from "./build/licenses.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The parts carry the hash of what is in them; those of the build before must not go along into the package. */
const withoutOldParts: Plugin = {
  name: "without-old-parts",
  buildStart() {
    rmSync(here("../pkg/element"), { recursive: true, force: true });
  },
};

const inParts = {
  plugins: [insideAPage(here("src/")), withoutOldParts, engineBeside, licenses("element.licenses.txt")],
  build: {
    lib: { entry: here("src/element/index.ts"), formats: ["es" as const], fileName: () => "element.js" },
    rolldownOptions: {
      external: ["daemonset-planner"],
      output: {
        paths: { "daemonset-planner": "./index.js" },
        chunkFileNames: "element/[name]-[hash].js",
        minify: true,
      },
    },
  },
};

const inOneFile = {
  plugins: [insideAPage(here("src/")), engineInlined(here("../pkg/planner_bg.wasm"))],
  resolve: { alias: { "daemonset-planner": here("../pkg/index.js") } },
  build: {
    lib: {
      entry: here("src/element/index.ts"),
      name: "daemonsetPlanner",
      formats: ["iife" as const],
      fileName: () => "element.standalone.js",
    },
    rolldownOptions: { output: { codeSplitting: false, minify: true } },
  },
};

export default defineConfig(({ mode }) => {
  const one = mode === "standalone" ? inOneFile : inParts;
  return {
    ...one,
    publicDir: false,
    build: {
      ...one.build,
      target: "es2022",
      outDir: here("../pkg"),
      emptyOutDir: false,
      modulePreload: false,
    },
  };
});
