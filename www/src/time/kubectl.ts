import type { DaemonSetPlan, Kubectl, Plan, PlanOptions } from "daemonset-planner";

/** When kubectl is asked, and of which node. */
export type Look = Required<Pick<PlanOptions, "at">> & Pick<PlanOptions, "node">;

/** What kubectl prints of a DaemonSet; `undefined` where it was not asked. */
export function kubectlOf({ kubectl }: DaemonSetPlan): Kubectl | undefined {
  return kubectl;
}

/** A plan with kubectl's words for each of its DaemonSets. */
export function withWords(plan: Plan, words: readonly (Kubectl | undefined)[]): Plan {
  const daemonSets = plan.daemonSets.map((one, index) => ({ ...one, kubectl: words[index] }));
  return { ...plan, daemonSets };
}

/** The command that is about one node. */
export const ABOUT_A_NODE = "describe node";

/** The texts that are shown, each under the command that prints it; of `rollout status`, what has scrolled by until then. */
export function texts(words: Kubectl, node = ""): [command: string, text: string][] {
  const scrolled = words.rolloutStatus.filter(({ seconds }) => seconds <= words.atSeconds);
  return [
    ["get daemonset", words.getDaemonSet],
    ["get pods -o wide", words.getPods],
    ["describe daemonset", words.describeDaemonSet],
    [ABOUT_A_NODE, words.describeNode ?? `Error from server (NotFound): nodes "${node}" not found\n`],
    ["rollout status", scrolled.map(({ text }) => `${text}\n`).join("")],
  ];
}
