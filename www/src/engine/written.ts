import { read, type Plan } from "daemonset-planner";

/** The documents of the newest manifest, which is sent only where it has changed. */
let documents: readonly object[] = [];

/**
 * The DaemonSets of the manifest as kubectl sends them, before the server fills anything in: one for each plan, in order. None
 * where the two lists do not match.
 */
export function written({ daemonSets, leftAside }: Plan, manifest?: Uint8Array): readonly object[] {
  if (manifest) ({ documents } = read(manifest));
  const aside = new Set(leftAside.map(({ kind }) => kind));
  const found = documents.filter((document) => !aside.has(kindOf(document)));
  return found.length === daemonSets.length ? found : [];
}

function kindOf(document: object): string {
  const { kind } = document as { kind?: unknown };
  return typeof kind === "string" ? kind : "";
}
