import type { Engine } from "./engine";

/** The engine beside this script: the build puts its address here, in the form that bundlers look for. */
declare const ENGINE_URL: URL;

/** Loads the engine and what speaks to it, both at once. */
export async function load(url: string | null): Promise<Engine> {
  const address = url === null ? ENGINE_URL : new URL(url, document.baseURI);
  const [{ init, Planner, versions }, file] = await Promise.all([
    import("daemonset-planner"),
    fetched(address),
  ]);
  try {
    await init(file);
  } catch (error) {
    throw new Error(`The planner's engine could not be started from ${address.href}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return { Planner, versions };
}

/** The file; as bytes where the server does not call it what it is, since only then it can be compiled while it comes. */
async function fetched(address: URL): Promise<Response | ArrayBuffer> {
  const response = await fetch(address).catch((error: unknown) => {
    throw new Error(`The planner's engine could not be loaded from ${address.href}: ${messageOf(error)}`, {
      cause: error,
    });
  });
  if (!response.ok) {
    throw new Error(`The planner's engine could not be loaded from ${address.href}: HTTP ${response.status}`);
  }
  return response.headers.get("content-type") === "application/wasm" ? response : response.arrayBuffer();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
