// `init` in a browser: all that it takes, how it fails, and what is said where it was not called.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { served, useChromium, visit } from "./chromium.mjs";
import { consumer } from "./harness.mjs";

useChromium();

const INDEX = "node_modules/daemonset-planner/index.js";
const ENGINE = "node_modules/daemonset-planner/planner_bg.wasm";

let folder;
let address;

before(async () => {
  folder = await consumer("init", {
    files: { "empty.html": `<!doctype html><link rel="icon" href="data:,">` },
  });
  address = await served(folder);
});

/** Runs code in a page that has nothing in it but the package, under the name `planner`. */
async function inPage(code, prepare) {
  const opened = await visit(`${address}empty.html`, prepare);
  const requests = [];
  opened.page.on("request", (request) => requests.push(request.url()));
  const answer = await opened.page.evaluate(
    async ([index, engine, body]) => {
      const planner = await import(index);
      const run = new Function("planner", "engine", `return (async () => { ${body} })()`);
      try {
        return await run(planner, engine);
      } catch (error) {
        return [error.name, error.code, error.message, error instanceof planner.PlannerError];
      }
    },
    [address + INDEX, address + ENGINE, code],
  );
  await opened.close();
  return {
    answer,
    complaints: opened.complaints,
    engines: requests.filter((url) => url.endsWith(".wasm")).length,
  };
}

const VERSION = "return planner.versions().planner;";

for (const [what, argument] of [
  ["nothing", "undefined"],
  ["a string", "engine"],
  ["a URL", "new URL(engine)"],
  ["a Request", "new Request(engine)"],
  ["a Response", "await fetch(engine)"],
  ["a promise of a Response", "fetch(engine)"],
  ["an ArrayBuffer", "await (await fetch(engine)).arrayBuffer()"],
  ["bytes", "new Uint8Array(await (await fetch(engine)).arrayBuffer())"],
  ["a module", "await WebAssembly.compileStreaming(fetch(engine))"],
]) {
  test(`init takes ${what}, and is free when called again`, async () => {
    const { answer, complaints, engines } = await inPage(
      `const given = ${argument}; await Promise.all([planner.init(given), planner.init(given)]); await planner.init(3); ${VERSION}`,
    );
    assert.match(answer, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(complaints, []);
    assert.equal(engines, 1);
  });
}

const answered = (options) => (page) => page.route("**/*.wasm", (route) => route.fulfill(options));

test("an engine of another content type is taken without a word", async () => {
  const body = readFileSync(join(folder, ENGINE));
  const { answer, complaints } = await inPage(
    `await planner.init(); ${VERSION}`,
    answered({ body, contentType: "application/octet-stream" }),
  );
  assert.match(answer, /^\d+\.\d+\.\d+$/);
  assert.deepEqual(complaints, []);
});

const FAILURES = [
  ["404", answered({ status: 404 }), /^the engine cannot be fetched from http\S+planner_bg\.wasm: 404/],
  [
    "a page in its place",
    answered({ body: "<!doctype html>", contentType: "text/html" }),
    /^the engine cannot be fetched from http\S+planner_bg\.wasm: what is there is text\/html$/,
  ],
  [
    "half of it",
    answered({ body: "\0asm\x01", contentType: "application/wasm" }),
    /^the engine does not start, from http\S+planner_bg\.wasm: WebAssembly\.instantiateStreaming\(\): /,
  ],
  [
    "no network",
    (page) => page.route("**/*.wasm", (route) => route.abort()),
    /^the engine cannot be fetched from http\S+planner_bg\.wasm: Failed to fetch$/,
  ],
];

for (const [what, prepare, message] of FAILURES) {
  test(`init fails clearly with ${what}, and may be tried again`, async () => {
    const { answer } = await inPage("await planner.init();", prepare);
    assert.deepEqual([answer[0], answer[1], answer[3]], ["PlannerError", "load-failed", true]);
    assert.match(answer[2], message);
    const { answer: later } = await inPage(
      `await planner.init().catch(() => undefined); await planner.init(engine + "?again"); ${VERSION}`,
      prepare,
    );
    assert.match(later, /^\d+\.\d+\.\d+$/);
  });
}

test("where there is no WebAssembly, as in a locked-down browser, that is what is said", async () => {
  const { answer } = await inPage("await planner.init();", (page) =>
    page.addInitScript(() => delete globalThis.WebAssembly),
  );
  assert.deepEqual(answer, [
    "PlannerError",
    "load-failed",
    "the engine does not start: there is no WebAssembly here",
    true,
  ]);
});

test("a promise of an engine that does not come is one that failed", async () => {
  const { answer } = await inPage('await planner.init(Promise.reject(new Error("no such engine")));');
  assert.deepEqual(answer, ["PlannerError", "load-failed", "the engine cannot be had: no such engine", true]);
});

for (const argument of ["3", "null", "{}", "[]", "() => engine", "Promise.resolve(true)"]) {
  test(`init(${argument}) is a misuse that names the argument`, async () => {
    const { answer } = await inPage(`await planner.init(${argument});`);
    assert.deepEqual(answer, [
      "TypeError",
      undefined,
      "engine must be a URL, a Request, a Response, bytes or a WebAssembly.Module, or a promise of one",
      false,
    ]);
  });
}

for (const call of [
  "plan({ manifest: '' })",
  "read('')",
  "reconcile({})",
  "versions()",
  "new planner.Planner()",
]) {
  test(`${call} before init says what is missing`, async () => {
    const { answer } = await inPage(`return ${call.startsWith("new") ? call : `planner.${call}`};`);
    const name = call.replace("planner.", "").replace(/\(.*/, "()");
    assert.deepEqual(answer, [
      "PlannerError",
      "not-loaded",
      `${name} needs the engine: await init() before the first call`,
      true,
    ]);
  });
}
