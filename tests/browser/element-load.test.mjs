// When and what a tag loads: nothing far from the screen, one engine for all, and a word where the engine may not run.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { excuse, serving } from "./browser.mjs";
import { HEADLINE, MANIFEST, says, SCRIPT, show, STANDALONE, tag, useElement } from "./element.mjs";

useElement({ serviceWorkers: "block" });

/** The paths that a piece of work asks the server for. */
async function asked(work) {
  const { requests } = serving();
  requests.length = 0;
  const made = await work();
  return [made, requests.filter((path) => !/^\/(page-|favicon)/.test(path))];
}

/** Counts what is compiled and instantiated in a page. */
const counting = (page) =>
  page.addInitScript(() => {
    window.instances = 0;
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const original = WebAssembly[name];
      WebAssembly[name] = (...given) => {
        window.instances += 1;
        return original.apply(WebAssembly, given);
      };
    }
  });

test("far from the screen only the small script is loaded; the rest comes when the tag nears it", async () => {
  const body = `<div id="far" style="height: 5000px"></div>${tag()}`;
  const [page, before] = await asked(async () => {
    const fresh = await show(body);
    await fresh.waitForTimeout(300);
    return fresh;
  });
  assert.deepEqual(before, ["/pkg/element.js"]);
  assert.equal(await page.locator("daemonset-planner").evaluate(({ shadowRoot }) => shadowRoot), null);
  const [, after] = await asked(async () => {
    await page.evaluate(() => scrollTo(0, 4_000));
    await says(page, HEADLINE);
  });
  assert.deepEqual(
    after.filter((path) => path.endsWith(".wasm")),
    ["/pkg/planner_bg.wasm"],
  );
  assert.ok(
    !after.some((path) => path.includes("editing") || path.includes("examples") || path.includes("link")),
    after.join(" "),
  );
  await page.close();
});

test("load() does not wait for the screen", async () => {
  const page = await show(`<div style="height: 5000px"></div>${tag()}`);
  const said = await page.locator("daemonset-planner").evaluate(async (element) => {
    await element.load();
    return element.plan.daemonSets[0].headline;
  });
  assert.equal(said, HEADLINE);
  await page.close();
});

test("fifty tags on a page load one engine", async () => {
  const examples = ["one-zone", "surge", "rolling-update", "every-node", "on-delete"];
  const body = Array.from(
    { length: 50 },
    (_, at) => `<daemonset-planner example="${examples[at % 5]}" view="all"></daemonset-planner>`,
  ).join("");
  const [page, paths] = await asked(async () => {
    const fresh = await show(body, { prepare: counting });
    await fresh.evaluate(() =>
      Promise.all([...document.querySelectorAll("daemonset-planner")].map((element) => element.load())),
    );
    return fresh;
  });
  assert.equal(await page.locator("planner-card").count(), 50);
  assert.equal(paths.filter((path) => path === "/pkg/planner_bg.wasm").length, 1);
  assert.equal(await page.evaluate(() => window.instances), 1);
  assert.equal(new Set(paths).size, paths.length, "nothing is loaded twice");
  await page.close();
});

test("the widget's own code, everything that is loaded without editing, weighs at most 60 kB gzipped", async () => {
  const [page, paths] = await asked(async () => {
    const fresh = await show(
      `<daemonset-planner example="node-away" view="all" playground="/play/" editable></daemonset-planner>`,
    );
    await fresh.getByRole("link", { name: "Open in playground" }).waitFor();
    return fresh;
  });
  await page.close();
  const scripts = paths.filter((path) => path.endsWith(".js"));
  assert.ok(scripts.length >= 5, scripts.join(" "));
  const bytes = scripts.map(
    (path) => gzipSync(readFileSync(new URL(`../..${path}`, import.meta.url)), { level: 9 }).length,
  );
  const sum = bytes.reduce((before, more) => before + more, 0);
  assert.ok(
    sum > 20_000 && sum <= 60_000,
    `${sum} bytes: ${scripts.map((path, at) => `${path} ${bytes[at]}`).join(", ")}`,
  );
  const loader = bytes[scripts.indexOf("/pkg/element.js")];
  assert.ok(loader <= 3_000, `the script that every page loads: ${loader} bytes`);
});

const STRICT = (script, more = "") =>
  `default-src 'none'; script-src ${script}; style-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'${more}`;

test("a strict policy needs no more than wasm-unsafe-eval: nothing is refused, with editing and all views", async () => {
  const page = await show(`${tag('view="all" editable playground="/play/"')}`, {
    headers: {
      "content-security-policy": STRICT(
        "'self' 'wasm-unsafe-eval'",
        "; require-trusted-types-for 'script'; trusted-types lit-html",
      ),
    },
  });
  await says(page, HEADLINE);
  for (const view of ["Waves", "Timeline", "kubectl"])
    await page.getByRole("tab", { name: view, exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.locator(".cm-content").first().press("Control+End");
  await page.keyboard.insertText("# typed");
  await page.locator(".cm-line", { hasText: "# typed" }).waitFor();
  await page.close();
});

test("where the engine is refused, that is said, the code block stays, and nothing heavy is loaded", async () => {
  excuse(/wasm-unsafe-eval/, /Content Security Policy/);
  for (const head of [SCRIPT, STANDALONE]) {
    const [page, paths] = await asked(async () => {
      const fresh = await show(tag(), { head, headers: { "content-security-policy": STRICT("'self'") } });
      await fresh.locator("[part=failure]").waitFor();
      return fresh;
    });
    assert.equal(
      await page.locator("[part=failure]").innerText(),
      "The Content Security Policy of this page keeps the planner's engine from starting: it needs script-src 'wasm-unsafe-eval'.",
    );
    assert.ok(await page.locator("daemonset-planner > pre").isVisible());
    assert.ok(!paths.some((path) => path.endsWith(".wasm")));
    await page.close();
  }
});

test("an engine that cannot be had says where it was sought, and is sought again", async () => {
  excuse(/Failed to load resource/);
  const page = await show(tag('engine="/gone/engine.wasm"'));
  await page.locator("[part=failure]").waitFor();
  const address = new URL("/gone/engine.wasm", serving().address).href;
  assert.equal(
    await page.locator("[part=failure]").innerText(),
    `The planner's engine could not be loaded from ${address}: HTTP 404`,
  );
  assert.ok(await page.locator("daemonset-planner > pre").isVisible());
  await page.evaluate(() =>
    document.querySelector("daemonset-planner").setAttribute("engine", "/pkg/planner_bg.wasm"),
  );
  await says(page, HEADLINE);
  assert.equal(await page.locator("[part=failure]").count(), 0);
  await page.close();
});

test("a server that does not know what an engine is serves one all the same", async () => {
  const body = readFileSync(new URL("../../pkg/planner_bg.wasm", import.meta.url));
  serving().pages.set("/other/engine", { headers: { "content-type": "application/octet-stream" }, body });
  const page = await show(tag('engine="/other/engine"'));
  await says(page, HEADLINE);
  await page.close();
});

test("an engine that is none says so", async () => {
  serving().pages.set("/other/none.wasm", {
    headers: { "content-type": "application/wasm" },
    body: "no engine",
  });
  const page = await show(tag('engine="/other/none.wasm"'));
  await page.locator("[part=failure]").waitFor();
  assert.match(
    await page.locator("[part=failure]").innerText(),
    /^The planner's engine could not be started from .*none\.wasm: /,
  );
  await page.close();
});

test("parts that cannot be loaded leave the code block, and the console says so", async () => {
  excuse(/Failed to load resource/, /could not load its parts/);
  const page = await show(tag(), {
    prepare: (fresh) => fresh.route("**/element/widget-*", (route) => route.abort()),
  });
  await page.waitForTimeout(500);
  assert.ok(await page.locator("daemonset-planner > pre").isVisible());
  assert.equal(await page.locator("daemonset-planner").evaluate(({ shadowRoot }) => shadowRoot), null);
  await page.close();
});

for (const [name, head] of [
  ["a plain script", STANDALONE],
  ["a module", '<script type="module" src="/pkg/element.standalone.js"></script>'],
]) {
  test(`the file with everything in it asks for nothing else, as ${name}`, async () => {
    const [page, paths] = await asked(async () => {
      const fresh = await show(
        `${tag('editable view="all"')}<daemonset-planner example="surge"></daemonset-planner>`,
        {
          head,
          headers: {
            "content-security-policy": STRICT("'self' 'wasm-unsafe-eval'").replace(
              "connect-src 'self'",
              "connect-src 'none'",
            ),
          },
          prepare: counting,
        },
      );
      await says(fresh, HEADLINE);
      await says(fresh, "Runs on all 6 nodes.", 1);
      await fresh.getByRole("button", { name: "Edit" }).click();
      await fresh.locator(".cm-content").first().waitFor();
      return fresh;
    });
    assert.deepEqual(paths, ["/pkg/element.standalone.js"]);
    assert.equal(await page.evaluate(() => window.instances), 1);
    await page.close();
  });
}

test("the file with everything in it holds one engine, packed", () => {
  const { length } = readFileSync(new URL("../../pkg/element.standalone.js", import.meta.url));
  const engine = gzipSync(readFileSync(new URL("../../pkg/planner_bg.wasm", import.meta.url)), {
    level: 9,
  }).length;
  assert.ok(length < (engine * 4) / 3 + 620_000, `${length} bytes`);
});

test("on a server, where there are no elements, the script does nothing", async () => {
  for (const file of ["element.js", "element.standalone.js"]) await import(`../../pkg/${file}`);
  assert.equal(globalThis.customElements, undefined);
});

test("from disk, without any server, the file with everything in it works", async () => {
  const page = await show("");
  excuse(/request to file:/);
  const folder = mkdtempSync(join(tmpdir(), "planner-file-"));
  copyFileSync(
    new URL("../../pkg/element.standalone.js", import.meta.url),
    join(folder, "element.standalone.js"),
  );
  const file = join(folder, "page.html");
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><script src="element.standalone.js"></script>${tag()}`,
  );
  try {
    await page.goto(pathToFileURL(file).href);
    await says(page, HEADLINE);
    assert.ok(await page.getByText(MANIFEST.trim().split("\n").at(-1).trim()).first().isVisible());
  } finally {
    rmSync(folder, { recursive: true });
  }
  await page.close();
});
