// Serves the built page, or another folder, as any static host would, and nothing else.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../www/dist", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Starts a server for the built page, or for another folder, with headers that each answer gets.
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve(folder = FOLDER, headers = {}) {
  if (folder === FOLDER && !existsSync(join(FOLDER, "index.html")))
    throw new Error("the page is not built: run `make serve` or `npm run build`");
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const found = path.startsWith(folder) && existsSync(path) && statSync(path).isFile();
    response.writeHead(found ? 200 : 404, {
      ...headers,
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    });
    response.end(found ? readFileSync(path) : undefined);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}
