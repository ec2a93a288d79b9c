import { blockText, codeBlocks } from "./texts";

/** The texts of a plan, in the order in which they are shown. */
export const KINDS = ["manifest", "nodes", "pods", "previous"] as const;
export type Kind = (typeof KINDS)[number];
export type Texts = Record<Kind, string>;

/** What a tag holds. */
export interface Content {
  texts: Texts;
  /** The page's own code blocks, which are shown as they are. */
  blocks: Partial<Record<Kind, readonly Element[]>>;
  /** What of the tag's children stands with which text. */
  assigned: Record<Kind, Element[]>;
}

/** The most characters that are planned with on the page's own thread. */
export const LARGEST = 2_000_000;

const SILENT = new Set(["script", "template", "style"]);

/** Reads what a tag holds: its children, files that it names, or an example. Throws with a sentence for the reader. */
export async function contentOf(host: Element, signal: AbortSignal): Promise<Content> {
  const content = childrenOf(host);
  const example = host.getAttribute("example");
  if (example !== null) {
    const texts = await exampleTexts(example);
    for (const kind of KINDS) content.texts[kind] ||= texts[kind];
  }
  const fetched = KINDS.map(async (kind) => {
    const source = host.getAttribute(`${kind}-src`);
    if (source !== null) content.texts[kind] = await textOf(source, `${kind}-src`, signal);
  });
  await Promise.all(fetched);
  const size = KINDS.reduce((sum, kind) => sum + content.texts[kind].length, 0);
  if (size > LARGEST) {
    throw new Error(
      `This is ${size.toLocaleString("en")} characters, more than the ${LARGEST.toLocaleString("en")} that are planned with inside of a page.`,
    );
  }
  if (content.texts.manifest.trim() === "") throw new Error("There is no manifest to plan with.");
  return content;
}

/**
 * The tag's own children. What has a `slot` is what it says; of the rest, the first code block is the manifest, the second the
 * nodes, the third the Pods, and each is shown in the place of a text that comes from elsewhere.
 */
function childrenOf(host: Element): Content {
  const texts: Texts = { manifest: "", nodes: "", pods: "", previous: "" };
  const blocks: Partial<Record<Kind, Element[]>> = {};
  const assigned: Record<Kind, Element[]> = { manifest: [], nodes: [], pods: [], previous: [] };
  const loose: Element[] = [];
  for (const child of host.children) {
    const kind = KINDS.find((one) => one === child.slot);
    if (!kind) {
      if (!SILENT.has(child.localName)) loose.push(child);
      continue;
    }
    const found = SILENT.has(child.localName) ? undefined : codeBlocks(child);
    const parts = found?.length ? found : [child];
    for (const part of parts)
      texts[kind] = joined(texts[kind], found ? blockText(part).text : plainText(child));
    if (!found) continue;
    (blocks[kind] ??= []).push(...parts);
    assigned[kind].push(child);
  }
  place(loose, texts, blocks, assigned);
  return { texts, blocks, assigned };
}

function place(
  loose: readonly Element[],
  texts: Texts,
  blocks: Partial<Record<Kind, Element[]>>,
  assigned: Record<Kind, Element[]>,
): void {
  const kinds = KINDS.filter((kind) => !blocks[kind]);
  let next = 0;
  for (const child of loose) {
    const found = codeBlocks(child);
    for (const [index, block] of found.entries()) {
      const kind = kinds[next];
      if (!kind) break;
      next += 1;
      texts[kind] ||= blockText(block).text;
      if (index === 0) blocks[kind] = [block];
    }
    const shown = kinds[Math.max(next - Math.max(found.length, 1), 0)];
    if (shown) assigned[shown].push(child);
  }
}

function joined(before: string, text: string): string {
  return before === "" ? text : `${before.replace(/\n?$/, "\n")}---\n${text}`;
}

/** The text of a script or a template, without the indentation that all of its lines share. */
function plainText(element: Element): string {
  const text = element instanceof HTMLTemplateElement ? element.content.textContent : element.textContent;
  const lines = text
    .replace(/^[ \t]*\r?\n/, "")
    .replace(/\n[ \t]*$/, "\n")
    .split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents);
  return shared > 0 && Number.isFinite(shared)
    ? lines.map((line) => line.slice(shared)).join("\n")
    : lines.join("\n");
}

async function exampleTexts(name: string): Promise<Texts> {
  const { EXAMPLES } = await import("../examples");
  const example = EXAMPLES.find(({ id }) => id === name);
  if (!example) {
    const known = EXAMPLES.map(({ id }) => id).join(", ");
    throw new Error(`There is no example “${name}”. There are: ${known}.`);
  }
  return example;
}

async function textOf(source: string, attribute: string, signal: AbortSignal): Promise<string> {
  const fail = (why: string) => new Error(`${attribute} could not be loaded from ${source}: ${why}`);
  let response: Response;
  try {
    response = await fetch(new URL(source, document.baseURI), { signal });
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error));
  }
  if (!response.ok) throw fail(`HTTP ${response.status} ${response.statusText}`.trimEnd());
  if (response.headers.get("content-type")?.startsWith("text/html"))
    throw fail("the server answers with a web page");
  return response.text();
}
