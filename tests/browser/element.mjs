// Pages of other people with the element in them, and the words in which its tests speak about it.
import { daemonSet, newPage, nodes, serving, useBrowser } from "./browser.mjs";
import { serveElement } from "./serve.mjs";

/** Starts a server with the built element, and the browser, around the tests of a file. */
export const useElement = (options) => useBrowser(options, serveElement);

export const SCRIPT = '<script type="module" src="/pkg/element.js"></script>';
export const STANDALONE = '<script src="/pkg/element.standalone.js"></script>';

export const MANIFEST = daemonSet("      nodeSelector: { disk: ssd }\n");
export const NODES = `apiVersion: v1
kind: Node
metadata: { name: with-disk, labels: { disk: ssd } }
---
apiVersion: v1
kind: Node
metadata: { name: without-disk }
`;
export const HEADLINE = "Runs on 1 of 2 nodes. An update takes 1 wave, about 15 s.";

/** A text as a tag carries it. */
export const slot = (kind, text) => `<script type="text/yaml" slot="${kind}">\n${text}</script>`;

/** A tag with its two texts and the code block that it was. */
export function tag(attributes = "", { manifest = MANIFEST, nodeList = NODES, rest = "" } = {}) {
  return `<daemonset-planner ${attributes}>${slot("manifest", manifest)}${slot("nodes", nodeList)}
    <pre><code>${manifest}</code></pre>${rest}</daemonset-planner>`;
}

let pages = 0;

/** Opens a page with this in its body. */
export async function show(
  body,
  { head = SCRIPT, headers = {}, media = {}, prepare = async () => undefined } = {},
) {
  const path = `/page-${(pages += 1)}.html`;
  serving().pages.set(
    path,
    html(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head><body>${body}</body></html>`,
      headers,
    ),
  );
  const page = await newPage();
  await prepare(page);
  await page.emulateMedia({ colorScheme: "light", ...media });
  await page.goto(new URL(path, serving().address).href);
  return page;
}

const html = (body, headers) => ({
  headers: { "content-type": "text/html; charset=utf-8", ...headers },
  body,
});

/** Puts a file onto the server. */
export function put(path, body, more = {}) {
  serving().pages.set(path, { headers: { "content-type": "text/yaml" }, body, ...more });
}

/** Waits for what a tag says above its answer. */
export async function says(page, words, which = 0) {
  await page
    .locator("daemonset-planner")
    .nth(which)
    .locator("planner-headline .sentence", { hasText: words })
    .first()
    .waitFor();
}

/** The tab of a view, or of a text. */
export const tab = (page, name) => page.getByRole("tab", { name, exact: true });

/** Nodes of a count. */
export const many = (count) => nodes(...Array.from({ length: count }, (_, index) => `node-${index}`));
