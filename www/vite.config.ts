import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { developmentPolicy } from "./build/development-policy";
import { offline } from "./build/offline";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const engine = here("../pkg/planner.js");

export default defineConfig({
  base: "./",
  resolve: {
    alias: { "daemonset-planner": existsSync(engine) ? here("../pkg/index.js") : here("./src/engine/mock.ts") },
  },
  server: { fs: { allow: [here("..")] } },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  worker: { format: "es" },
  plugins: [developmentPolicy(), offline()],
});
