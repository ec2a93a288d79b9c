// Makes a site as its author would: the README's lines, the packed package, the generator's own build.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { install, ROOT } from "../harness.mjs";
import { GENERATORS, SITES } from "./generators.mjs";
import { recipe, TAG } from "./recipes.mjs";

let installed;

/** The package, installed from its tarball once and copied into each site. */
function thePackage() {
  const folder = join(SITES, "package");
  installed ??= (async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    await install(folder);
    return join(folder, "node_modules/daemonset-planner");
  })();
  return installed;
}

/** Where a site's own files will be. */
export const outputOf = (name) => join(SITES, name, GENERATORS[name].output);

/** Builds a site that will be at an address. @returns {Promise<string>} what its build said */
export async function made(name, address) {
  const generator = GENERATORS[name];
  const folder = join(SITES, name);
  await cleared(folder, name);
  const { commands } = recipe(generator.heading);
  if (commands !== "") await run(folder, ["bash", "-euc", commands]);
  writePages(folder, generator);
  const told =
    generator.build.length > 0
      ? await run(folder, generator.build, { SITE_URL: address, ...generator.env })
      : "";
  for (const icon of ["favicon.ico", "favicon.svg"]) writeFileSync(join(outputOf(name), icon), ""); // Browsers ask for one.
  return told;
}

/** The site's files as they are in the tree. What was installed for its generator stays. */
async function cleared(folder, name) {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder)) {
    if (entry !== "node_modules") rmSync(join(folder, entry), { recursive: true });
  }
  cpSync(fileURLToPath(new URL(name, import.meta.url)), folder, { recursive: true });
  const target = join(folder, "node_modules/daemonset-planner");
  rmSync(target, { recursive: true, force: true });
  cpSync(await thePackage(), target, { recursive: true });
  rmSync(join(folder, "node_modules/.cache"), { recursive: true, force: true });
}

/** A page without a tag, one with the README's, one with two, the second of which goes to each node. */
function writePages(folder, { heading, pages, extension = "md", home = `index.${extension}`, write }) {
  const put = (file, title, body) => {
    mkdirSync(join(folder, pages), { recursive: true });
    writeFileSync(join(folder, pages, file), write(title, body));
  };
  const words = (text) => (extension === "md" ? `${text}\n` : `<p>${text}</p>\n`);
  const tag = tagOf(heading, extension);
  const other = tag.replace("nodeSelector: { disk: ssd }", "tolerations: [{ operator: Exists }]");
  const block =
    extension === "md" ? "```yaml\na: code block\n```\n" : "<pre><code>a: code block</code></pre>\n";
  put(home, "Start", [words("Words before."), block].join("\n"));
  put(`one.${extension}`, "One", [words("Words before."), tag, words("Words after.")].join("\n"));
  put(
    `two.${extension}`,
    "Two",
    [words("Words before."), tag, words("Words between."), other, words("Words after.")].join("\n"),
  );
}

/** The tag as the README has it for a generator. */
function tagOf(heading, extension) {
  const { around, pieces } = recipe(heading);
  if (extension !== "md") return pieces[0];
  if (!around) return TAG;
  return TAG.replace(/^<daemonset-planner>$/m, around.open).replace(/^<\/daemonset-planner>$/m, around.close);
}

/** Runs a command in a site's folder. @returns {Promise<string>} what it said, without the folder's own name; rejects with it if it fails */
function run(cwd, [command, ...args], env = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, FORCE_COLOR: "0", CI: "true", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let told = "";
  const listen = (data) => (told += data);
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const text = told.replaceAll(ROOT, "");
      if (code === 0) resolve(text);
      else
        reject(
          new Error(`${[command, ...args].join(" ")} in ${cwd} ended with ${code}:\n${text.slice(-4000)}`),
        );
    });
  });
}
