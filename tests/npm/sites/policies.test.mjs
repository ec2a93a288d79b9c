// The page without a generator, as it stands in the README, under Content Security Policies.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { served, useChromium, visit } from "../chromium.mjs";
import { made, outputOf } from "./make.mjs";
import { answers } from "./reader.mjs";

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'";
const WITHOUT_WASM = STRICT.replace(" 'wasm-unsafe-eval'", "");
const WITHOUT_FETCH = STRICT.replace("; connect-src 'self'", "");

useChromium();
before(() => made("html", ""));

/** Opens the page under a policy; `standalone` has the script that is one file in the place of the script that has parts. */
async function under(policy, { standalone = false } = {}) {
  const address = await served(outputOf("html"), { "content-security-policy": policy });
  return visit(`${address}one.html`, async (page) => {
    if (standalone)
      await page.route("**/planner/element.js", (route) =>
        route.fulfill({ path: `${outputOf("html")}/planner/element.standalone.js` }),
      );
  });
}

test("a strict policy lets it work", async () => {
  const { page, complaints, close } = await under(STRICT);
  const [nodes] = await answers(page, 1);
  assert.equal(nodes.length, 3);
  assert.deepEqual(complaints, []);
  await close();
});

test("the one file needs no connection", async () => {
  const { page, complaints, close } = await under(WITHOUT_FETCH, { standalone: true });
  const [nodes] = await answers(page, 1);
  assert.equal(nodes.length, 3);
  assert.deepEqual(complaints, []);
  await close();
});

test("a policy that refuses WebAssembly is named, and the code block stays", async () => {
  const { page, complaints, close } = await under(WITHOUT_WASM);
  const failure = page.locator("daemonset-planner .failure");
  await failure.waitFor();
  assert.match(await failure.innerText(), /Content Security Policy .* script-src 'wasm-unsafe-eval'/);
  assert.ok(await page.locator("daemonset-planner pre").first().isVisible());
  assert.ok(
    complaints.every((text) => /Content Security Policy/.test(text)),
    "the browser says no more than that",
  );
  await close();
});

test("a policy without connections is named by the address that it keeps from being loaded", async () => {
  const { page, close } = await under(WITHOUT_FETCH);
  const failure = page.locator("daemonset-planner .failure");
  await failure.waitFor();
  assert.match(await failure.innerText(), /could not be loaded from .*planner_bg\.wasm/);
  await close();
});
