import type { Inputs } from "../state/inputs";

/** The address at which a playground shows these inputs; `undefined` where they are too large for a link. */
export async function linkOf(playground: string, inputs: Inputs): Promise<string | undefined> {
  if (!URL.canParse(playground, document.baseURI)) return undefined;
  const address = new URL(playground, document.baseURI);
  if (!["http:", "https:", "file:"].includes(address.protocol)) return undefined;
  const { toHash } = await import("../state/link");
  const hash = await toHash(inputs);
  if (hash === undefined) return undefined;
  address.hash = hash;
  return address.href;
}
