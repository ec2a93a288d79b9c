import type { DaemonSetPlan, LeftAside } from "daemonset-planner";
import { css, html } from "lit";
import { count } from "../state/words";

/** What the API server says of a manifest that it refuses, under a title. */
export function refusal(plan: DaemonSetPlan) {
  return html`<section aria-labelledby="refused">
    <h2 id="refused">The API server's answer</h2>
    ${refusalInWords(plan)}
  </section>`;
}

/** The same without one. */
export function refusalInWords({ admission: { code, message } }: DaemonSetPlan) {
  return html`<div class="card refused">
    ${code ? html`<p class="small muted">HTTP ${code}</p>` : null}
    <pre>${message}</pre>
  </div>`;
}

export const refusalStyles = css`
  .refused {
    margin-top: 0.6rem;
    padding: 0.8rem 1rem;
    border-left: 4px solid var(--bad);
  }
  .refused pre {
    margin-top: 0.3rem;
    font-size: var(--small);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;

/** How many kinds are named. */
const FEW = 12;

/** What of a bundle decides nothing, in a sentence. */
export function leftAsideInWords(leftAside: readonly LeftAside[]): string {
  const kinds = leftAside
    .slice(0, FEW)
    .map(({ kind, count: times }) => `${kind || "an object without a kind"}${times > 1 ? ` ×${times}` : ""}`);
  const rest = leftAside.length - kinds.length;
  return `Left aside, since they decide nothing here: ${kinds.join(", ")}${rest > 0 ? `, and ${count(rest, "other kind")}` : ""}.`;
}
