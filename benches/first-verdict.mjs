// How long a reader waits on a slow phone: from a page's first byte to its code block and to the first verdict, beside the same page
// with a plain code block. Chromium with a throttled connection and processor; the kinds of page take turns.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, FLAGS } from "../tests/browser/browser.mjs";
import { recipe } from "../tests/npm/sites/recipes.mjs";

const ROUNDS = 7;
const CONNECTION = {
  offline: false,
  latency: 150,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 750e3 / 8,
};
const SLOWER = 4;
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };

const [tag] = recipe("A page without a generator").pieces;
const page = (body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>a</title>${body}</html>`;
const PAGES = {
  "/plain.html": page(tag.replace(/<script[^]*?<\/script>/g, "").replace(/<\/?daemonset-planner>/g, "")),
  "/parts.html": page(tag),
  "/one-file.html": page(tag.replace("planner/element.js", "planner/element.standalone.js")),
};

/** Serves the pages and the package as static hosts do: compressed, to be kept for ten minutes. */
async function serve() {
  const bodies = new Map();
  let sent = 0;
  const body = (path) => {
    const file = new URL(`../pkg/${path.replace("/planner/", "")}`, import.meta.url);
    if (PAGES[path]) return gzipSync(PAGES[path]);
    return existsSync(file) ? gzipSync(readFileSync(file), { level: 9 }) : undefined;
  };
  const server = createServer(({ url }, response) => {
    if (!bodies.has(url)) bodies.set(url, body(url));
    const found = bodies.get(url);
    const headers = {
      "content-type": TYPES[extname(url)],
      "content-encoding": "gzip",
      "content-length": found?.length,
      "cache-control": "max-age=600",
    };
    sent += found?.length ?? 0;
    response.writeHead(found ? 200 : 404, found && headers);
    response.end(found);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  for (const path of Object.keys(PAGES)) bodies.set(path, body(path));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    sent: () => sent,
    close: () => server.close(),
  };
}

/** Runs in the page: the moments, in milliseconds since the first byte; `verdict` only if the page has a tag. */
async function moments(tagged) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const shown = () =>
    document
      .querySelector("daemonset-planner")
      ?.shadowRoot?.querySelector("planner-card")
      ?.shadowRoot?.querySelector("planner-node-groups")
      ?.shadowRoot?.querySelector(".group");
  while (performance.getEntriesByName("first-contentful-paint").length === 0 || (tagged && !shown()))
    await frame();
  await frame(); // Now what was found is painted.
  const { responseStart } = performance.getEntriesByType("navigation")[0];
  const code = performance.getEntriesByName("first-contentful-paint")[0].startTime - responseStart;
  return { code, verdict: tagged ? performance.now() - responseStart : code };
}

async function visit(context, address, path) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", CONNECTION);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.goto(address + path, { waitUntil: "commit" });
  const found = await page.evaluate(moments, path !== "/plain.html");
  await page.close();
  return found;
}

const { address, sent, close } = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: FLAGS.split(" "),
});
const times = new Map();
const bytes = new Map();
const keep = (key, time) => times.set(key, [...(times.get(key) ?? []), time]);
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const path of Object.keys(PAGES)) {
    const context = await browser.newContext();
    const before = sent();
    for (const visited of ["first", "again"]) {
      const { code, verdict } = await visit(context, address, path);
      if (round === 0) continue; // The browser itself warms up.
      if (visited === "first") bytes.set(path, sent() - before);
      keep(`${path} ${visited} code`, code);
      keep(`${path} ${visited} verdict`, verdict);
    }
    await context.close();
  }
}
await browser.close();
close();

function of(key) {
  const sorted = times.get(key).sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], from: sorted[0], to: sorted.at(-1) };
}
const kilobytes = (count) =>
  `${(count / 1e3).toFixed(0)} kB, which alone take ${((count / CONNECTION.downloadThroughput) * 1e3).toFixed(0)} ms`;
const milliseconds = ({ median, from, to }) =>
  `${median.toFixed(0)} ms (${from.toFixed(0)} to ${to.toFixed(0)})`;

console.log(
  `1.6 Mbit/s, 150 ms, the processor ${SLOWER} times slower; medians of ${ROUNDS} runs, from the first byte of the page`,
);
for (const [visited, words] of [
  ["first", "on the first visit"],
  ["again", "with the files kept from a visit before"],
]) {
  const plain = of(`/plain.html ${visited} code`);
  console.log(`${words}: the page with a plain code block shows it after ${milliseconds(plain)}`);
  for (const [path, what] of [
    ["/parts.html", "element.js"],
    ["/one-file.html", "element.standalone.js"],
  ]) {
    const code = of(`${path} ${visited} code`);
    const verdict = of(`${path} ${visited} verdict`);
    const ratio = (time) => (time.median / plain.median).toFixed(2);
    console.log(`  with ${what}${visited === "first" ? ` (${kilobytes(bytes.get(path))})` : ""}:`);
    console.log(`    the code block after ${milliseconds(code)}, ratio ${ratio(code)}`);
    console.log(`    the first verdict after ${milliseconds(verdict)}, ratio ${ratio(verdict)}`);
  }
}
