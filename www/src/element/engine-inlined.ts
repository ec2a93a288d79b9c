import { init, Planner, versions } from "daemonset-planner";
import bytes from "virtual:engine";
import type { Engine } from "./engine";

/** The engine that is in this very file: packed, and written as base64. Nothing is asked of the network. */
export async function load(): Promise<Engine> {
  const packed = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  await init(await new Response(unpacked).arrayBuffer());
  return { Planner, versions };
}
