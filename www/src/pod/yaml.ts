import type { AddedField } from "daemonset-planner";

/** A line of YAML, and why the controller set what stands there, if it did. */
export interface YamlLine {
  readonly text: string;
  /** Whether the controller set it. */
  readonly added: boolean;
  /** Why; at the first line of what it set. */
  readonly why: string | undefined;
}

/** An object as YAML, with the fields marked that were added to it. The library for it is loaded when it is needed. */
export async function linesOf(object: object, added: readonly AddedField[]): Promise<readonly YamlLine[]> {
  const { LineCounter, parseDocument, stringify, isNode, isPair, visit } = await import("yaml");
  const text = stringify(object, { lineWidth: 0, aliasDuplicateObjects: false });
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lineAt = (offset: number) => counter.linePos(offset).line - 1;
  const why = new Map<number, string>();
  const marked = new Set<number>();
  for (const field of added) {
    const value: unknown = document.getIn(partsOf(field.path), true);
    if (!isNode(value) || !value.range) continue;
    let start = value.range[0];
    visit(document, {
      Pair(_, pair) {
        if (pair.value === value && isNode(pair.key) && pair.key.range) [start] = pair.key.range;
        return isPair(pair) ? undefined : visit.BREAK;
      },
    });
    const [first, last] = [lineAt(start), lineAt(Math.max(start, value.range[1] - 1))];
    why.set(first, field.why);
    for (let line = first; line <= last; line += 1) marked.add(line);
  }
  return text
    .trimEnd()
    .split("\n")
    .map((line, number) => ({ text: line, added: marked.has(number), why: why.get(number) }));
}

/** The steps of a path as the API server prints them: `spec.tolerations[1]`, `metadata.labels[a/b]`. */
export function partsOf(path: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const [, name, inside] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (name !== undefined) parts.push(name);
    else if (inside !== undefined) parts.push(/^\d+$/.test(inside) ? Number(inside) : inside);
  }
  return parts;
}
