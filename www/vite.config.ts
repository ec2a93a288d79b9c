import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { developmentPolicy } from "./build/development-policy.ts";
import { offline } from "./build/offline.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  resolve: {
    alias: { "daemonset-planner": here("../pkg/index.js") },
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
