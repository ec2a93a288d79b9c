import type { Rollout } from "daemonset-planner";
import { html } from "lit";
import { PHASES } from "../rollout/phases";
import { SHADES } from "../time/shades";
import type { Layout } from "./chart-layout";

const PHASE_NAMES: readonly string[] = PHASES.map(([phase]) => phase);

/** What the colours mean, of those that are seen. */
export function legend({ rows, crowd, spent }: Layout, { progress }: Rollout) {
  const drawn = new Set<string>(rows.flatMap(({ bars }) => bars.map(({ shade }) => shade)));
  if (crowd) for (const phase of PHASE_NAMES) drawn.add(phase);
  const proving = progress.some(
    (node) => (node.newAvailableSeconds ?? Infinity) > (node.newReadySeconds ?? Infinity),
  );
  const shown = SHADES.filter(([shade]) => drawn.has(shade) && (shade !== "ready" || proving || !crowd));
  return html`<ul class="legend" aria-hidden="true">
    ${shown.map(
      ([shade, words]) =>
        html`<li>
          <svg width="12" height="12"><rect class="bar ${shade}" width="12" height="12" rx="3" /></svg
          >${shade === "available" && !drawn.has("old") ? "Pod available" : words}
        </li>`,
    )}
    ${
      spent
        ? html`<li>
            <svg width="18" height="12"><line class="limit" x1="0" x2="18" y1="6" y2="6" /></svg>budget
          </li>`
        : null
    }
  </ul>`;
}
