import "./components/app";

// The worker that keeps the page at hand without a network. A page that may not have one works all the same.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(new URL("./service-worker.js", document.baseURI)).catch(() => undefined);
}
