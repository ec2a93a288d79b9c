import { supposed, timings, TIMINGS, OLDER, type Timings } from "../state/inputs";
import type { Children } from "./children";
import { KINDS } from "./kinds";
import { checkSizes } from "./limits";

/** What a tag holds, and what is supposed with it. */
export interface Content extends Children {
  options: Timings;
}

/** Adds to a tag's children what is named there: files, or an example. Throws with a sentence for the reader. */
export async function fill(content: Content, host: Element, signal: AbortSignal): Promise<void> {
  const example = host.getAttribute("example");
  if (example !== null) await takeExample(content, example);
  const fetched = KINDS.map(async (kind) => {
    const source = host.getAttribute(`${kind}-src`);
    if (source !== null) content.texts[kind] = await textOf(source, `${kind}-src`, signal);
  });
  await Promise.all(fetched);
  if (isOlder(releaseOf(host.getAttribute("release")))) {
    content.options = supposed({ ...content.options, kubernetes: OLDER });
  }
  checkSizes(content.texts);
  if (content.texts.manifest.trim() === "") throw new Error("There is no manifest to plan with.");
}

/** The release that a page speaks of, as `1.30`, from whatever it writes of it. */
export function releaseOf(attribute: string | null): string | undefined {
  return /^v?(\d+\.\d+)/.exec(attribute?.trim() ?? "")?.[1];
}

/** Whether it is one of those that the engine tells apart from the newest. */
function isOlder(release: string | undefined): boolean {
  const [major, minor] = (release ?? "").split(".").map(Number);
  const [ofMajor, most] = OLDER.split(".").map(Number);
  return major === ofMajor && minor !== undefined && most !== undefined && minor <= most;
}

async function takeExample(content: Content, name: string): Promise<void> {
  const { EXAMPLES } = await import("../examples");
  const example = EXAMPLES.find(({ id }) => id === name);
  if (!example) {
    throw new Error(`There is no example “${name}”; there are ${EXAMPLES.map(({ id }) => id).join(", ")}.`);
  }
  for (const kind of KINDS) content.texts[kind] ||= example[kind];
  content.options = timings({ ...TIMINGS, ...example.options });
}

async function textOf(source: string, attribute: string, signal: AbortSignal): Promise<string> {
  const fail = (why: string, cause?: unknown) =>
    new Error(`${attribute} could not be loaded from ${source}: ${why}`, { cause });
  let response: Response;
  try {
    response = await fetch(new URL(source, document.baseURI), { signal });
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error), error);
  }
  if (!response.ok) throw fail(`HTTP ${response.status} ${response.statusText}`.trimEnd());
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw fail("it is a web page, not a text");
  }
  return await response.text();
}
