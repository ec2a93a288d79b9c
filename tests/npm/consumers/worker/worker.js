import { headline } from "./task.js";

headline().then((text) => postMessage(text));
