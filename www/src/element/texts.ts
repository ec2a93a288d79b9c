/** The text of a code block, and where each stretch of it stands in the page. */
export interface BlockText {
  text: string;
  pieces: readonly { node: Text; from: number }[];
}

/** What generators put beside the code of a block: numbers of lines, and buttons. */
const BESIDE =
  ".lnt, .ln, .lnlinks, .linenos, .linenodiv, .line-numbers-rows, .line-numbers-wrapper, .gutter, .buttons, button, style, [aria-hidden=true]";

/** What begins and ends a line, where a generator puts each line into an element of its own. */
const LINES = new Set(["div", "p", "li", "tr"]);

/** The text of a code block as its author wrote it, whatever a highlighter has made of it. */
export function blockText(block: Element): BlockText {
  const pieces: BlockText["pieces"][number][] = [];
  let text = "";
  const walk = (parent: Node) => {
    for (const node of parent.childNodes) {
      if (node instanceof Text) {
        pieces.push({ node, from: text.length });
        text += node.data;
      } else if (node instanceof Element && !node.matches(BESIDE)) {
        const from = text.length;
        walk(node);
        if (node.localName === "br") text += "\n";
        else if (LINES.has(node.localName) && (text.length === from || !text.endsWith("\n"))) text += "\n";
      }
    }
  };
  walk(block);
  return { text, pieces };
}

/** The code blocks in an element: itself where it is one, else those that it holds and that are more than numbers of lines. */
export function codeBlocks(element: Element): Element[] {
  if (element.localName === "pre") return [element];
  return [...element.querySelectorAll("pre")].filter(
    (pre) => !pre.closest(BESIDE) && blockText(pre).text.trim() !== "",
  );
}

/** The text of a script or a template, without an empty line before it, and without the indentation that all its lines share. */
export function hiddenText(element: Element): string {
  const text = (element instanceof HTMLTemplateElement ? element.content : element).textContent;
  const lines = text
    .replace(/^[ \t]*\r?\n/, "")
    .replace(/\n[ \t]*$/, "\n")
    .split("\n");
  const written = lines.filter((line) => line.trim() !== "");
  const shared = written.reduce((least, line) => Math.min(least, line.search(/[^ \t]/)), Infinity);
  return Number.isFinite(shared) ? lines.map((line) => line.slice(shared)).join("\n") : text;
}

/** Selects a stretch of what a block shows, from one character to another, and brings it onto the screen. */
export function select({ pieces }: BlockText, from: number, to: number): void {
  const at = (offset: number): [Text, number] | undefined => {
    const piece = pieces.findLast((one) => one.from <= offset);
    return piece && [piece.node, Math.min(offset - piece.from, piece.node.length)];
  };
  const [first, last] = [at(from), at(to)];
  if (!first || !last) return;
  getSelection()?.setBaseAndExtent(...first, ...last);
  first[0].parentElement?.scrollIntoView({ block: "nearest" });
}

/** The number of the character at a place, whose line and column count from 1. */
export function offsetOf(text: string, { line, column }: { line: number; column: number }): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  return Math.min(start + column - 1, text.length);
}
