// Serves the built page as any static host would, and nothing else.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../www/dist", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Starts a server for the built page. @returns {Promise<{ address: string, close: () => Promise<void> }>} */
export async function serve() {
  if (!existsSync(join(FOLDER, "index.html")))
    throw new Error("the page is not built: run `make serve` or `npm run build`");
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = join(FOLDER, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const found = path.startsWith(FOLDER) && existsSync(path) && statSync(path).isFile();
    response.writeHead(found ? 200 : 404, {
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
