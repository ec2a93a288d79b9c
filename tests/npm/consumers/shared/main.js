import { headline } from "./task.js";

document.title = await headline();
