/** Lists of nodes as text: a list a line, the names in it apart by spaces or commas. Empty lines are no lists. */
export function listsFrom(text: string): string[][] {
  return text
    .split("\n")
    .map((line) => line.split(/[\s,]+/).filter((name) => name !== ""))
    .filter((names) => names.length > 0);
}

/** The same back as text. */
export function listsInWords(lists: readonly (readonly string[])[]): string {
  return lists.map((names) => names.join(" ")).join("\n");
}

/** The nodes in lists of at most `size`. */
export function inLists(nodes: readonly string[], size: number): string[][] {
  const lists: string[][] = [];
  for (let at = 0; at < nodes.length; at += size) lists.push(nodes.slice(at, at + size));
  return lists;
}

/** One node first, then all others. */
export function canary([first, ...others]: readonly string[]): string[][] {
  return [first === undefined ? [] : [first], others].filter((names) => names.length > 0);
}
