import { KINDS, type Kind, type Texts } from "./kinds";
import { blockText, codeBlocks, hiddenText } from "./texts";

/** What a tag's own children say. */
export interface Children {
  texts: Texts;
  /** The page's own code blocks, which are shown as they are. */
  blocks: Record<Kind, Element[]>;
  /** Which of the children stand with which text. */
  assigned: Record<Kind, Element[]>;
}

const isHidden = ({ localName }: Element) => ["script", "template", "style"].includes(localName);

/**
 * Reads a tag's children. What has a `slot` is what it says. Of the rest, the first code block is the manifest, the second the
 * nodes, the third the Pods; where that text comes from elsewhere, the block stands for it and is what is seen of it.
 */
export function childrenOf(host: Element): Children {
  const children: Children = { texts: forEach(""), blocks: forEach([]), assigned: forEach([]) };
  const loose: Element[] = [];
  for (const child of host.children) {
    // Some generators wrap what stands alone on a line, so that it is no child of the tag any more.
    const marked = [child, ...child.querySelectorAll("[slot]")].flatMap((element) => {
      const kind = KINDS.find((one) => one === element.slot);
      return kind ? [{ kind, element }] : [];
    });
    for (const { kind, element } of marked) take(children, kind, element, child);
    if (marked.length === 0 && !isHidden(child)) loose.push(child);
  }
  place(children, loose);
  return children;
}

/** The same for each text. */
function forEach<T extends string | Element[]>(value: T): Record<Kind, T> {
  const one = () => (Array.isArray(value) ? ([] as Element[] as T) : value);
  return { manifest: one(), nodes: one(), pods: one(), previous: one() };
}

function take({ texts, blocks, assigned }: Children, kind: Kind, element: Element, child: Element): void {
  const hidden = isHidden(element);
  const found = hidden ? [] : codeBlocks(element);
  const parts = found.length > 0 ? found : [element];
  for (const part of parts) {
    const text = hidden ? hiddenText(part) : blockText(part).text;
    texts[kind] = texts[kind] === "" ? text : `${texts[kind].replace(/\n?$/, "\n")}---\n${text}`;
  }
  if (hidden) return;
  blocks[kind].push(...parts);
  assigned[kind].push(child);
}

function place({ texts, blocks, assigned }: Children, loose: readonly Element[]): void {
  const kinds = KINDS.filter((kind) => blocks[kind].length === 0);
  let next = 0;
  for (const child of loose) {
    const shown = kinds[Math.min(next, kinds.length - 1)];
    for (const block of codeBlocks(child)) {
      const kind = kinds[next];
      if (!kind) break;
      texts[kind] ||= blockText(block).text;
      blocks[kind].push(block);
      next += 1;
    }
    if (shown) assigned[shown].push(child);
  }
}
