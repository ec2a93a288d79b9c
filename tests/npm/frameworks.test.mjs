// Next.js as `next build` sets it up, without a line of configuration: the engine on the server, and in the browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { titleOf, useChromium, visit } from "./chromium.mjs";
import { HEADLINE } from "./expected.mjs";
import { consumer, run, start } from "./harness.mjs";

useChromium();

test("Next.js, server and browser", async () => {
  const folder = await consumer("next");
  await run(folder, "next", ["build"]);
  const server = await start(folder, "next", ["start", "--port", "0"]);
  try {
    const opened = await visit(server.address);
    assert.equal(await opened.page.locator("#headline").innerText(), HEADLINE);
    await opened.page.goto(`${server.address}/browser`);
    assert.equal(await titleOf(opened), HEADLINE);
    await opened.close();
  } finally {
    await server.close();
  }
});
