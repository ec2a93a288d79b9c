// From whatever `init` is given to WebAssembly that runs, and what to say where that fails.
import { PlannerError } from "./checked.js";

const TAKEN = "a URL, a Request, a Response, bytes or a WebAssembly.Module, or a promise of one";

/** Its development server moved scripts before version 8, and left behind what they load. */
const FOR_VITE = 'before version 8, Vite wants optimizeDeps: { exclude: ["daemonset-planner"] }';

/** Gives `start` what it can start from: a Response to stream, bytes or a module. */
export async function wasmFrom(engine, start) {
  if (!globalThis.WebAssembly) throw failed("does not start", "there is no WebAssembly here");
  const given = await had(engine);
  const response = isAddress(given) ? await fetched(given) : given;
  const module = is("Response", response) ? await contentOf(response) : response;
  if (!is("Response", module) && !isBytes(module) && !(module instanceof WebAssembly.Module)) {
    throw new TypeError(`engine must be ${TAKEN}`);
  }
  try {
    await start(module);
  } catch (cause) {
    throw failed(`does not start${response?.url ? `, from ${response.url}` : ""}`, reasonOf(cause), cause);
  }
}

/** Not every place that runs this has every class. */
const is = (name, value) => typeof globalThis[name] === "function" && value instanceof globalThis[name];
const isAddress = (value) => typeof value === "string" || value instanceof URL || is("Request", value);
const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

/** Waits for a promise of the caller's. */
async function had(engine) {
  try {
    return await engine;
  } catch (cause) {
    throw failed("cannot be had", messageOf(cause), cause);
  }
}

async function fetched(address) {
  try {
    return await fetch(address);
  } catch (cause) {
    throw failed(`cannot be fetched from ${address.url ?? address}`, messageOf(cause), cause);
  }
}

/** Only a response of the right type can be streamed, and static hosts do not always send it. */
async function contentOf(response) {
  const from = response.url ? ` from ${response.url}` : "";
  if (!response.ok)
    throw failed(`cannot be fetched${from}`, `${response.status} ${response.statusText}`.trim());
  const type = response.headers.get("content-type");
  if (type === "application/wasm") return response;
  const bytes = await response.arrayBuffer();
  if (isWasm(bytes)) return bytes;
  const advice = /\/\.vite\/deps\//.test(response.url) ? `; ${FOR_VITE}` : "";
  throw failed(`cannot be fetched${from}`, `what is there is ${type ?? "something else"}${advice}`);
}

/** A file of WebAssembly begins with these four bytes. */
const isWasm = (buffer) => String.fromCharCode(...new Uint8Array(buffer.slice(0, 4))) === "\0asm";

const messageOf = (cause) => String(cause?.message ?? cause);

function reasonOf(cause) {
  const message = messageOf(cause);
  const refused = /content security policy|unsafe-eval/i.test(message);
  return refused
    ? `the page's Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src (${message})`
    : message;
}

const failed = (what, why, cause) => new PlannerError("load-failed", `the engine ${what}: ${why}`, { cause });
