// The package as its users have it: packed, installed from the tarball into a folder of the consumer's own, built there with its own tools.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HERE = fileURLToPath(new URL(".", import.meta.url));
const TOOLS = join(HERE, "node_modules/.bin");
/** Below this folder, so that a consumer finds the tools as it would find its own. */
const BUILD = join(HERE, "build");
const QUIET = ["--no-audit", "--no-fund", "--loglevel=error"];

let tarball;

/** Packs the package, once for the tests of a file. @returns {string} the tarball */
export function packed() {
  if (tarball) return tarball;
  const folder = mkdtempSync(join(tmpdir(), "daemonset-planner-pack-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const told = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: join(ROOT, "pkg"),
    encoding: "utf8",
  });
  tarball = join(folder, told.trim());
  return tarball;
}

/**
 * Makes a consumer's folder anew, from `consumers/<of>` and what all of them share, with the packed package installed.
 * @param {string} name the folder's name, one for each use
 * @param {{ of?: string, files?: Record<string, string> }} [made] of which consumer, and what is written beside its files
 */
export async function consumer(name, { of = name, files = {} } = {}) {
  const folder = join(BUILD, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(HERE, "consumers/shared"), folder, { recursive: true });
  if (existsSync(join(HERE, "consumers", of)))
    cpSync(join(HERE, "consumers", of), folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  await install(folder);
  return folder;
}

/** Installs the tarball into a folder, and makes sure that it is what will be found there. */
export async function install(folder) {
  await run(folder, "npm", ["install", ...QUIET, "--offline", "--no-package-lock", packed()]);
  const installed = join(folder, "node_modules/daemonset-planner");
  assert.ok(
    !lstatSync(installed).isSymbolicLink() && realpathSync(installed).startsWith(realpathSync(folder)),
    "the tarball's own files are used",
  );
}

const environment = {
  ...process.env,
  PATH: `${TOOLS}${delimiter}${process.env.PATH}`,
  NEXT_TELEMETRY_DISABLED: "1",
  DENO_NO_UPDATE_CHECK: "1",
  FORCE_COLOR: "0",
};
delete environment.NODE_TEST_CONTEXT;

/** Tools of which several are installed, so that a name alone does not tell which is meant. */
const SEVERAL = {
  vite: "vite/bin/vite.js",
  "vite-before": "vite-before/bin/vite.js",
  typescript: "typescript/bin/tsc",
  "typescript-oldest": "typescript-oldest/bin/tsc",
  "typescript-newest": "typescript-newest/bin/tsc",
};

const known = (command, args) =>
  command in SEVERAL
    ? [process.execPath, [join(HERE, "node_modules", SEVERAL[command]), ...args]]
    : [command, args];

/** Runs a command in a folder, with the consumers' tools at hand. @returns {Promise<string>} what it printed; rejects with all of it if it fails */
export function run(folder, command, args = []) {
  const options = { cwd: folder, env: environment, maxBuffer: 1 << 26, timeout: 180_000 };
  return new Promise((resolve, reject) => {
    execFile(...known(command, args), options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const told = [error.message, stdout, stderr].map(shortened).join("\n");
      reject(new Error(`${command} ${args.join(" ")} in ${folder} failed:\n${told}`));
    });
  });
}

/** A stack trace may quote a whole bundle. */
const shortened = (text) =>
  text
    .split("\n")
    .map((line) => line.slice(0, 300))
    .slice(-60)
    .join("\n");

/** Starts a server and waits for the words that tell its address. @returns {Promise<{ address: string, close: () => Promise<void> }>} */
export async function start(folder, command, args, says = /(http:\/\/(?:localhost|127\.0\.0\.1):\d+)/) {
  const server = spawn(...known(command, args), {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  let told = "";
  const address = await new Promise((resolve, reject) => {
    const listen = (data) => {
      told += stripVTControlCharacters(String(data));
      const found = told.match(says);
      if (found) resolve(found[1]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.once("error", reject);
    ended.then(() => reject(new Error(`${command} ended:\n${told}`)));
  });
  const close = async () => {
    process.kill(-server.pid);
    await ended;
  };
  return { address, close };
}
