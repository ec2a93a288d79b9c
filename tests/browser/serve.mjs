// Serves the built page, another folder, or pages of a test with the built element, as any static host would, and nothing else.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = here("../../www/dist");
const PACKAGE = here("../../pkg");
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".yaml": "text/yaml",
};

/**
 * Starts a server for the built page, or for another folder, with headers that each answer gets.
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export function serve(folder = PAGE, headers = {}) {
  if (folder === PAGE && !existsSync(join(PAGE, "index.html")))
    throw new Error("the page is not built: run `make serve` or `npm run build`");
  return listen((pathname) => fileIn(folder, pathname), headers);
}

/**
 * Starts a server for the package, and for pages that come and go: `pages` has what is at a path, `requests` which paths were
 * asked for.
 */
export async function serveElement() {
  if (!existsSync(join(PACKAGE, "element.js")))
    throw new Error("the element is not built: run `make element`");
  const pages = new Map([["/favicon.ico", { body: "" }]]);
  const requests = [];
  const server = await listen((pathname) => {
    requests.push(pathname);
    return pages.get(pathname) ?? fileIn(PACKAGE, pathname.replace(/^\/pkg\//, "/"));
  });
  return { ...server, pages, requests };
}

function fileIn(folder, pathname) {
  const path = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) return undefined;
  return {
    headers: { "content-type": TYPES[extname(path)] ?? "application/octet-stream" },
    body: readFileSync(path),
  };
}

async function listen(find, headers = {}) {
  const server = createServer((request, response) => {
    const found = find(new URL(request.url, "http://localhost").pathname);
    response.writeHead(found ? (found.status ?? 200) : 404, { ...headers, ...found?.headers });
    response.end(found?.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}
