import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Puts the address of the engine beside the script, in the form in which bundlers look for files. */
const engineBeside: Plugin = {
  name: "engine-beside",
  renderChunk: (code) => code.replaceAll("ENGINE_URL", 'new URL("./planner_bg.wasm",import.meta.url)'),
};

/** The parts carry the hash of what is in them; those of the build before must not go along into the package. */
const withoutOldParts: Plugin = {
  name: "without-old-parts",
  buildStart() {
    rmSync(here("../pkg/element"), { recursive: true, force: true });
  },
};

export default defineConfig({
  plugins: [withoutOldParts, engineBeside],
  publicDir: false,
  build: {
    target: "es2022",
    outDir: here("../pkg"),
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: here("src/element/index.ts"), formats: ["es"], fileName: () => "element.js" },
    rolldownOptions: {
      external: ["daemonset-planner"],
      output: { paths: { "daemonset-planner": "./index.js" }, chunkFileNames: "element/[name]-[hash].js" },
    },
  },
});
