import { headline } from "./task.js";

await navigator.serviceWorker.register("service-worker.js");
await navigator.serviceWorker.ready;
document.title = await headline();
