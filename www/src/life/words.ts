import { count } from "../state/words";

/** The most characters of a user's text in a sentence. */
const LONGEST = 70;

/** A user's text as code in a sentence, cut where it is long. */
export function code(text: string): string {
  const plain = text.replaceAll("`", "'");
  return `\`${plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function and(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** The first few of some names as code, and how many more there are. */
export function names(all: readonly string[], most = 3): string {
  const shown = all.length === most + 1 ? all : all.slice(0, most);
  const rest = all.length - shown.length;
  return and([...shown.map(code), ...(rest > 0 ? [`${rest.toLocaleString("en")} more`] : [])]);
}

/** `is` or `are`, as the number asks. */
export function are(number: number): string {
  return number === 1 ? "is" : "are";
}

/** A count of nodes with the first of their names: "2 nodes (`a` and `b`)". */
export function nodes(all: readonly string[]): string {
  return `${count(all.length, "node")} (${names(all)})`;
}

/** A sentence with a capital letter and a period. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? "" : "."}`;
}
