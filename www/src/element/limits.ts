import type { Planner } from "daemonset-planner";
import { count } from "../state/words";
import { KINDS, TITLES, type Kind, type Texts } from "./kinds";

/** The most characters of each text that are planned with on the page's own thread: about half a second of the engine's time. */
const MOST_CHARACTERS: Record<Kind, number> = {
  manifest: 200_000,
  nodes: 1_000_000,
  pods: 1_000_000,
  previous: 200_000,
};

/** The most verdicts, DaemonSets times nodes: about as much. */
const MOST_VERDICTS = 10_000;

/** A DaemonSet alone costs as much as on so many nodes. */
const LEAST_NODES = 30;

/** The fewest characters that a node takes. */
const LEAST_CHARACTERS = 10;

/** Throws where a text is too large to be planned with inside of a page. */
export function checkSizes(texts: Texts): void {
  for (const kind of KINDS) {
    const [given, most] = [texts[kind].length, MOST_CHARACTERS[kind]];
    if (given > most) throw new Error(tooMuch(`${TITLES[kind]}: ${inWords(given)} characters`, most));
  }
}

/** Throws where there are too many DaemonSets for that many nodes; leaves a planner with the nodes. */
export function checkVerdicts(
  planner: Planner,
  { manifest, nodes }: Pick<Texts, "manifest" | "nodes">,
): void {
  planner.setNodes(nodes);
  const daemonSets = Math.max(manifest.match(/\bkind["']?\s*:\s*["']?DaemonSet\b/g)?.length ?? 0, 1);
  if (Math.max(nodes.length / LEAST_CHARACTERS, LEAST_NODES) * daemonSets <= MOST_VERDICTS) return;
  planner.setManifest("");
  const found = planner.plan({}).nodes.count;
  if (daemonSets * Math.max(found, LEAST_NODES) <= MOST_VERDICTS) return;
  throw new Error(
    `${count(daemonSets, "DaemonSet")} on ${count(found, "node")}: that is more than is planned with inside of a page.`,
  );
}

const tooMuch = (what: string, most: number) =>
  `${what}. Inside of a page at most ${inWords(most)} are planned with.`;
const inWords = (number: number) => number.toLocaleString("en");
