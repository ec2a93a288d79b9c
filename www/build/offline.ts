import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** Files of `public/` that the page needs; Vite copies them without telling its plugins. */
const COPIED = ["./", "boot.js", "icon.svg"];

/** Emits the service worker, with the list of everything that the page is made of, so that it works offline. */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle(_options, bundle) {
      const files = [...COPIED, ...Object.keys(bundle).filter((name) => name !== "index.html")].sort();
      const digest = createHash("sha256");
      for (const output of Object.values(bundle)) {
        digest.update(output.type === "chunk" ? output.code : output.source);
      }
      const template = readFileSync(fileURLToPath(new URL("./service-worker.js", import.meta.url)), "utf8");
      const source = template
        .replace("__VERSION__", digest.digest("hex").slice(0, 12))
        .replace('["__FILES__"]', JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}
