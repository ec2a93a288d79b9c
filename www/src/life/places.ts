import { yamlLanguage } from "@codemirror/lang-yaml";
import { Text } from "@codemirror/state";
import type { Range } from "daemonset-planner";
import { stretch } from "../components/editor-places";
import type { Path } from "./types";

type Node = ReturnType<typeof yamlLanguage.parser.parse>["topNode"];

/** Where fields stand in one object of a manifest. The text is read when the first place is asked for. */
export class FieldPlaces {
  private read?: { text: Text; slice: string; shift: number; top: Node };

  constructor(
    private readonly manifest: string,
    private readonly object: Range,
  ) {}

  /** The place of a field's name, or of a list's item; `undefined` where the field is not written there. */
  of(path: Path): Range | undefined {
    this.read ??= this.parse();
    const { text, shift } = this.read;
    let place: Node | undefined;
    let value: Node | undefined = inner(this.read.top);
    for (const part of path) {
      const found: [Node, Node | undefined] | undefined = value && this.step(value, part);
      if (!found) return undefined;
      [place, value] = found;
    }
    if (!place) return undefined;
    return { start: position(text, place.from + shift), end: position(text, place.to + shift) };
  }

  /** An object inside a list begins in the middle of its line: blanks stand for what is before it. */
  private parse() {
    const text = Text.of(this.manifest.split(/\r\n?|\n/));
    const { from, to } = stretch(text, this.object);
    const before = from - text.lineAt(from).from;
    const slice = " ".repeat(before) + text.sliceString(from, to);
    return { text, slice, shift: from - before, top: yamlLanguage.parser.parse(slice).topNode };
  }

  private step(value: Node, part: string | number): [place: Node, value: Node | undefined] | undefined {
    if (typeof part === "number") {
      const item = value.getChildren("Item")[part];
      return item && [item, inner(item)];
    }
    const pair = value.getChildren("Pair").find((one) => this.key(one) === part);
    const key = pair?.getChild("Key");
    return pair && key ? [key, inner(pair)] : undefined;
  }

  private key(pair: Node): string {
    const key = pair.getChild("Key");
    if (!key || !this.read) return "";
    return this.read.slice.slice(key.from, key.to).replace(/^(["'])(.*)\1$/, "$2");
  }
}

/** The map or list in a node, behind a name, an anchor or a tag. */
function inner(node: Node): Node | undefined {
  for (let child = node.lastChild; child; child = child.prevSibling) {
    if (/Mapping$|Sequence$/.test(child.name)) return child;
    if (/^(Document|Anchored|Tagged)$/.test(child.name)) return inner(child);
  }
  return undefined;
}

function position(text: Text, at: number) {
  const { number, from } = text.lineAt(at);
  return { line: number, column: at - from + 1 };
}
