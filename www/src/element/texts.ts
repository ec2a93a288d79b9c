/** The text of a code block, and where each stretch of it stands in the page. */
export interface BlockText {
  text: string;
  pieces: readonly { node: Text; from: number }[];
}

/** What generators put beside the code of a block: numbers of lines, and buttons. */
const BESIDE =
  ".lnt, .ln, .lnlinks, .linenos, .linenodiv, .line-numbers-rows, .line-numbers-wrapper, .gutter, .buttons, button, style, [aria-hidden=true]";

/** What begins and ends a line, where a generator puts each line into an element of its own. */
const LINES = new Set(["DIV", "P", "LI", "TR"]);

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
        else if (LINES.has(node.tagName) && (text.length === from || !text.endsWith("\n"))) text += "\n";
      }
    }
  };
  walk(block);
  return { text, pieces };
}

/** The code blocks in an element, or the element itself where it is one or holds none. */
export function codeBlocks(element: Element): Element[] {
  if (element.localName === "pre") return [element];
  return [...element.querySelectorAll("pre")].filter((pre) => !pre.matches(BESIDE) && !pre.closest(BESIDE));
}
