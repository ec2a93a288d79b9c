// Consumers' pages in a real Chromium.
import { after, before } from "node:test";
import { chromium, FLAGS } from "../browser/browser.mjs";
import { serve } from "../browser/serve.mjs";

let browser;
const servers = [];

/** Starts the browser around the tests of a file. */
export function useChromium() {
  before(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: FLAGS.split(" "),
    });
  });
  after(async () => {
    await browser?.close();
    for (const server of servers) await server.close();
  });
}

/** Serves a folder until the tests of the file are done. @returns {Promise<string>} its address */
export async function served(folder, headers) {
  const server = await serve(folder, headers);
  servers.push(server);
  return server.address;
}

/**
 * Opens a page in a profile of its own. What it complains about is kept in `complaints`.
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} [prepare] is run before the page is opened
 */
export async function visit(address, prepare = async () => undefined) {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await prepare(page);
  await page.goto(address);
  return { page, complaints, close: () => context.close() };
}

/** What the page has written into its title, once it has. */
export async function titleOf({ page, complaints }) {
  try {
    await page.waitForFunction(() => document.title !== "waiting");
  } catch (error) {
    throw new Error(`the page says nothing; it complained: ${complaints.join("; ")}`, { cause: error });
  }
  return page.title();
}
