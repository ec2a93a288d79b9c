/** The defaults that people ask about, in the order in which they are named; the others follow as they come. */
const FIRST = [
  "updateStrategy",
  "revisionHistoryLimit",
  "restartPolicy",
  "imagePullPolicy",
  "terminationGracePeriodSeconds",
  "dnsPolicy",
  "schedulerName",
];

/** What belongs to the server rather than to the author. */
const SERVERS = ["status", "metadata"];

type Tree = Record<string, unknown>;

/**
 * The values that an admitted object has and the written one has not, as `restartPolicy: Always`: the same one in several
 * containers once. Objects and texts that are filled in empty say nothing and are left out.
 */
export function defaultsOf(written: object, admitted: object): string[] {
  const found = new Map<string, number>();
  for (const [key, value] of Object.entries(admitted)) {
    if (!SERVERS.includes(key)) compare((written as Tree)[key], value, key, found);
  }
  const inWords = [...found].map(([line, times]) => (times > 1 ? `${line} (×${times})` : line));
  return inWords.sort((a, b) => rank(a) - rank(b));
}

function compare(written: unknown, admitted: unknown, path: string, found: Map<string, number>): void {
  if (typeof admitted !== "object" || admitted === null) {
    if (admitted === "" || (written !== undefined && written !== null)) return;
    const line = `${short(path)}: ${JSON.stringify(admitted).replace(/^"(.+)"$/, "$1")}`;
    found.set(line, (found.get(line) ?? 0) + 1);
    return;
  }
  const before = (written ?? {}) as Tree;
  for (const [key, value] of Object.entries(admitted)) {
    const inside = Array.isArray(admitted) ? `${path}[]` : `${path}.${key}`;
    compare(before[key], value, inside, found);
  }
}

/** A path without what every path begins with. */
function short(path: string): string {
  return path.replace(/^spec\.(template\.spec\.)?/, "");
}

function rank(line: string): number {
  const place = FIRST.findIndex((name) => new RegExp(`(^|\\.)${name}[.:]`).test(line));
  return place < 0 ? FIRST.length : place;
}
