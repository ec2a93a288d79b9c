import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const IS_LICENSE = /^(licen[cs]e|copying)(\.(md|txt))?$/i;

/** Emits a file with the licenses of all libraries that are in the bundle, as they want it. A library without one stops the build. */
export function licenses(fileName: string): Plugin {
  return {
    name: "licenses",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === "chunk" ? output.moduleIds : [],
      );
      const folders = new Set(modules.flatMap((id) => folderOf(id) ?? []));
      const parts = [...folders].sort().map((folder) => `${titleOf(folder)}\n\n${licenseOf(folder)}`);
      this.emitFile({ type: "asset", fileName, source: parts.join(`\n\n${"-".repeat(80)}\n\n`) + "\n" });
    },
  };
}

/** The folder of the library that a module is of; of none, for what is ours. */
function folderOf(id: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
}

function titleOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  return `${name} ${version}`;
}

function licenseOf(folder: string): string {
  const file = readdirSync(folder).find((name) => IS_LICENSE.test(name));
  if (file === undefined) throw new Error(`${folder} has no license that could be passed on`);
  return readFileSync(join(folder, file), "utf8").trim();
}
