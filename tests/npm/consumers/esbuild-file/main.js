// esbuild's own default is a classic script, which does not know where it is: it is told, and the engine comes along by its name.
import engine from "daemonset-planner/planner.wasm";
import { headline } from "./task.js";

headline(engine).then((text) => {
  document.title = text;
});
