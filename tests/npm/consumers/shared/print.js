import { headline } from "./task.js";

console.log(await headline());
