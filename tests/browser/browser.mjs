// A real Chromium with the built page in it, and the words in which the tests speak about the page.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before } from "node:test";
import { serve } from "./serve.mjs";

export const { chromium } = createRequire(new URL("../../www/package.json", import.meta.url))(
  "playwright-core",
);
export const FLAGS =
  "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run " +
  "--disable-background-networking --disable-component-update --disable-sync";

/** What Playwright itself says in tests that do without the service worker. */
const BLOCKED = "Service Worker registration blocked by Playwright";

let server;
let profile;
let context;

/** What a page may complain about in the running test. */
let excused = [];

/** Lets a page complain about what the running test is about. */
export function excuse(...patterns) {
  excused.push(...patterns);
}

/** Starts the server and the browser around the tests of a file; what a page complains about fails its test. */
export function useBrowser(options = {}, start = serve) {
  const complaints = [];
  before(async () => {
    server = await start();
    profile = mkdtempSync(join(tmpdir(), "planner-chromium-"));
    context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: FLAGS.split(" "),
      viewport: { width: 1280, height: 900 },
      ...options,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(15_000);
    context.on("page", (page) => watch(page, complaints));
  });
  afterEach(() => {
    const found = complaints.splice(0).filter((one) => !excused.some((pattern) => pattern.test(one)));
    excused = [];
    assert.deepEqual(
      found,
      [],
      "the console is quiet, nothing violates the policy, and no request leaves the origin",
    );
  });
  after(async () => {
    await context?.close();
    await server?.close();
    rmSync(profile, { recursive: true, force: true });
  });
}

function watch(page, complaints) {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && message.text() !== BLOCKED)
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.address)) complaints.push(`request to ${request.url()}`);
  });
}

/** The server, and an empty page. */
export const serving = () => server;
export const newPage = () => context.newPage();

/** Opens the page and waits for its first answer. */
export async function open(hash = "", media = {}, prepare = async () => undefined) {
  const page = await newPage();
  await prepare(page);
  await page.emulateMedia({ colorScheme: "light", ...media });
  await page.goto(server.address + hash);
  await answered(page);
  return page;
}

/** Waits until the answer belongs to the inputs. */
export async function answered(page) {
  await page.locator('.answer[aria-busy="false"]').waitFor();
}

/** Puts a text into an editor, as pasting does. */
export async function paste(page, editor, text) {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.locator(`#${editor} .cm-content`).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await answered(page);
}

/** The sentences above the answer, one a DaemonSet. */
export async function headlines(page) {
  return page.locator("planner-headline .sentence").allInnerTexts();
}

/** Waits for a sentence above the answer. */
export async function headline(page, words) {
  await page.locator("planner-headline .sentence", { hasText: words }).first().waitFor();
}

/** The groups of nodes: whether they run the Pod, and their names. */
export async function groups(page) {
  return page.locator("planner-node-groups .group").evaluateAll((all) =>
    all.map((group) => ({
      runs: group.classList.contains("runs"),
      nodes: [...group.querySelector("planner-names").shadowRoot.querySelectorAll(".name")].map(
        (name) => name.textContent,
      ),
    })),
  );
}

/** A DaemonSet in as few lines as the API server takes. */
export function daemonSet(spec = "", name = "agent") {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
      containers: [{ name: a, image: a }]
${spec}`;
}

/** Nodes without taints. */
export function nodes(...names) {
  return JSON.stringify(
    names.map((name) => ({
      apiVersion: "v1",
      kind: "Node",
      metadata: { name, labels: {} },
    })),
    null,
    1,
  );
}
