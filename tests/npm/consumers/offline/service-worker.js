// A page that works offline in the usual way: what was fetched once is kept.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function answer(request) {
  const kept = await caches.open("page");
  const found = await kept.match(request);
  if (found) return found;
  const response = await fetch(request);
  await kept.put(request, response.clone());
  return response;
}
