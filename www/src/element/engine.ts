import type * as Package from "daemonset-planner";
import { load } from "./engine-source";

/** What the widget needs of the package. */
export type Engine = Pick<typeof Package, "Planner" | "versions">;

let loading: Promise<Engine> | undefined;
let refused: boolean | undefined;
let turn: Promise<unknown> = Promise.resolve();

/** The one engine of the page; the first tag that asks says where it is. A load that failed is tried again by the next that asks. */
export function engineOf(url: string | null): Promise<Engine> {
  loading ??= start(url).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Does a piece of work in its turn, so that the page breathes between the plans of many tags. */
export function inTurn<T>(work: () => T): Promise<T> {
  const mine = turn.then(breathe).then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

async function start(url: string | null): Promise<Engine> {
  if (typeof WebAssembly === "undefined")
    throw new Error("This browser has no WebAssembly, which the planner's engine is.");
  if (isRefused()) {
    throw new Error(
      "The Content Security Policy of this page keeps the planner's engine from starting: it needs script-src 'wasm-unsafe-eval'.",
    );
  }
  return load(url);
}

/** Whether the page's policy forbids WebAssembly: asked once, with the smallest module there is, since each time is a violation reported. */
function isRefused(): boolean {
  if (refused === undefined) {
    try {
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
      refused = false;
    } catch {
      refused = true;
    }
  }
  return refused;
}

const breathe = () => new Promise((resolve) => setTimeout(resolve));
