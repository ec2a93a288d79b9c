import { EXAMPLES, exampleOf } from "../examples";
import { inputsOf, isPlain, supposed, timings, type Inputs } from "./inputs";

/** The most characters that a link may have; above it many programs cut it off. */
const LONGEST_LINK = 60_000;

/** The most bytes that a link may unfold to. */
const LARGEST_STATE = 16 * 1024 * 1024;

/** The hash that stands for these inputs; `undefined` where they are too large for a link. */
export async function toHash(inputs: Inputs): Promise<string | undefined> {
  const { manifest, nodes, pods, previous, options } = inputs;
  const example = exampleOf(inputs);
  if (example && isPlain(options, example)) return `#${example.id}`;
  const plain = isPlain(options, {});
  if (manifest.length + nodes.length + pods.length + previous.length > LARGEST_STATE / 4) return undefined;
  const text = JSON.stringify({
    manifest,
    nodes,
    ...(pods ? { pods } : {}),
    ...(previous ? { previous } : {}),
    ...(plain ? {} : { options: supposed(options) }),
  });
  const bytes = await collect(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw")));
  const hash = `#1${toBase64Url(bytes)}`;
  return hash.length > LONGEST_LINK ? undefined : hash;
}

/** The inputs that a hash stands for; `undefined` for an empty, broken or hostile one. */
export async function fromHash(hash: string): Promise<Inputs | undefined> {
  const text = hash.replace(/^#/, "");
  const example = EXAMPLES.find((one) => one.id === text);
  if (example) return inputsOf(example);
  if (!text.startsWith("1") || text.length > LONGEST_LINK) return undefined;
  try {
    const packed = new Blob([fromBase64Url(text.slice(1))]);
    const bytes = await collect(packed.stream().pipeThrough(new DecompressionStream("deflate-raw")));
    const state = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown> | null;
    if (typeof state?.manifest !== "string" || typeof state.nodes !== "string") return undefined;
    const { manifest, nodes, pods, previous, options } = state;
    return {
      manifest,
      nodes,
      pods: textOf(pods),
      previous: textOf(previous),
      options: timings(options),
    };
  } catch {
    return undefined;
  }
}

function textOf(given: unknown): string {
  return typeof given === "string" ? given : "";
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > LARGEST_STATE) {
      await reader.cancel();
      throw new RangeError("too large");
    }
    chunks.push(next.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
