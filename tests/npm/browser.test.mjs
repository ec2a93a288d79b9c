// The package in pages without any tool: by an import map, from another origin, in a worker, under a strict policy, offline.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { served, titleOf, useChromium, visit } from "./chromium.mjs";
import { HEADLINE } from "./expected.mjs";
import { consumer } from "./harness.mjs";

useChromium();

const INDEX = "node_modules/daemonset-planner/index.js";
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";
const head = (script) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>waiting</title>${script}`;

let folder;
let address;

before(async () => {
  const task = readFileSync(new URL("consumers/shared/task.js", import.meta.url), "utf8");
  const map = `<script type="importmap">{ "imports": { "daemonset-planner": "./${INDEX}" } }</script>`;
  folder = await consumer("plain", {
    files: {
      "import-map.html": head(`${map}<script type="module" src="./main.js"></script>`),
      "policy.html": head(`<script type="module" src="./by-path.js"></script>`),
      "by-path.js": `import { headline } from "./task-by-path.js";\nheadline().then((text) => { document.title = text; }, (error) => { document.title = String(error); });`,
      "task-by-path.js": task.replace('"daemonset-planner"', `"./${INDEX}"`),
      "worker.html": head(`<script type="module" src="./starts-worker.js"></script>`),
      "starts-worker.js": `new Worker("./worker.js", { type: "module" }).onmessage = ({ data }) => { document.title = data; };`,
      "worker.js": `import { headline } from "./task-by-path.js";\npostMessage(await headline());`,
      "empty.html": head(""),
    },
  });
  address = await served(folder);
});

for (const [what, path, headers] of [
  ["a plain module script with an import map", "import-map.html"],
  ["a module worker", "worker.html"],
  [
    "a strict policy",
    "policy.html",
    { "content-security-policy": POLICY, "x-content-type-options": "nosniff" },
  ],
]) {
  test(what, async () => {
    const opened = await visit((headers ? await served(folder, headers) : address) + path);
    assert.equal(await titleOf(opened), HEADLINE);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });
}

test("one URL of another origin, as on a CDN", async () => {
  const cdn = await served(folder, { "access-control-allow-origin": "*" });
  const opened = await visit(`${address}empty.html`);
  const told = await opened.page.evaluate(async (url) => {
    const { init, versions } = await import(url);
    await init();
    return versions().kubernetes;
  }, cdn + INDEX);
  assert.match(told, /^1\.\d+\.\d+$/);
  assert.deepEqual(opened.complaints, []);
  await opened.close();
});

test("offline, a page is reloaded", async () => {
  const offline = await consumer("offline", {
    files: { "task.js": readFileSync(join(folder, "task-by-path.js"), "utf8") },
  });
  const opened = await visit(await served(offline));
  assert.equal(await titleOf(opened), HEADLINE);
  await opened.page.reload(); // What was there before the service worker is fetched by way of it now.
  assert.equal(await titleOf(opened), HEADLINE);
  await opened.page.context().setOffline(true);
  await opened.page.reload();
  assert.equal(await titleOf(opened), HEADLINE);
  assert.deepEqual(opened.complaints, []);
  await opened.close();
});

test("a policy without wasm-unsafe-eval is named", async () => {
  const opened = await visit(
    `${await served(folder, { "content-security-policy": POLICY.replace(" 'wasm-unsafe-eval'", "") })}policy.html`,
  );
  assert.match(
    await titleOf(opened),
    /^PlannerError: the engine does not start, from http\S+: the page's Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src \(/,
  );
  await opened.close();
});
