import type { DaemonSetPlan, Plan } from "daemonset-planner";

/** What kubectl prints at one moment, each text whole and with its line breaks. */
export interface Kubectl {
  /** The moment, in seconds from the beginning. */
  atSeconds: number;
  getDaemonSet?: string;
  getDaemonSets?: string;
  getPods: string;
  describeDaemonSet: string;
  /** Absent where no node was asked for. */
  describeNode?: string;
  /** The lines of `kubectl rollout status`, called at the beginning, each with its time; also those after the moment. */
  rolloutStatus: { seconds: number; text: string }[];
  /** What in these texts is made up, in sentences. */
  notes?: string[];
}

/** What kubectl prints of a DaemonSet; `undefined` where the engine does not say. */
export function kubectlOf(plan: DaemonSetPlan): Kubectl | undefined {
  return (plan as { kubectl?: Kubectl }).kubectl;
}

/** A plan with kubectl's words for each of its DaemonSets. */
export function withWords(plan: Plan, words: readonly (Kubectl | undefined)[]): Plan {
  const daemonSets = plan.daemonSets.map((one, index) => ({ ...one, kubectl: words[index] }));
  return { ...plan, daemonSets };
}

/** The texts that are shown, each under the command that prints it. */
export function texts(words: Kubectl): [command: string, text: string][] {
  const scrolled = words.rolloutStatus.filter(({ seconds }) => seconds <= words.atSeconds);
  const all: [string, string | undefined][] = [
    ["get daemonset", words.getDaemonSet ?? words.getDaemonSets],
    ["get pods -o wide", words.getPods],
    ["describe daemonset", words.describeDaemonSet],
    ["describe node", words.describeNode],
    ["rollout status", scrolled.map(({ text }) => `${text}\n`).join("")],
  ];
  return all.filter((one): one is [string, string] => one[1] !== undefined);
}
