import type { PodSecurity, Risk, SecurityCheck } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { rowsOf, type RiskPlace, type RiskRow } from "../pod/risks";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import { lineButton } from "./go-to";
import { withCode } from "./with-code";

/** What the template's Pods reach on their nodes, what would hold them back and is not there, and what Pod Security says. */
@customElement("planner-risks")
export class Risks extends LitElement {
  static override styles = [
    shared,
    css`
      .card {
        margin-top: 0.6rem;
        padding: 0.8rem 1rem;
        font-size: 0.875rem;
      }
      .level {
        margin-right: 0.4rem;
        padding: 0.05rem 0.6rem;
        border-radius: 99px;
        background: var(--ok-soft);
        color: var(--ok);
        font-weight: 600;
        white-space: nowrap;
      }
      .level.baseline {
        background: var(--chip, var(--no-soft));
        color: inherit;
      }
      .level.privileged {
        background: var(--warn-soft);
        color: var(--warn);
      }
      .risks {
        margin: 0.6rem 0 0.4rem;
      }
      .risks li,
      .checks li {
        padding: 0.3rem 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .kind {
        font-weight: 600;
      }
      .owner {
        color: var(--muted);
        font-size: var(--small);
      }
      details {
        margin-top: 0.3rem;
      }
      pre {
        margin: 0.4rem 0;
        padding: 0.4rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--sunken);
        font-size: var(--small);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) risks!: readonly Risk[];
  @property({ attribute: false }) security!: PodSecurity;

  protected override render() {
    const rows = rowsOf(this.risks);
    // What the host's network does to names is told with it.
    const isReach = ({ level, kind }: RiskRow) => level === "privileged" || kind === "dnsPolicy";
    const reached = rows.filter(isReach);
    const loose = rows.filter((row) => !isReach(row));
    const { level } = this.security;
    return html`<section aria-labelledby="title">
      <h2 id="title">What it risks</h2>
      <div class="card">
        <p><span class="level ${level}">${level}</span> ${verdict(this.security)}</p>
        ${
          reached.length > 0
            ? html`<ul class="risks" aria-label="Host access">
                ${reached.map(risk)}
              </ul>`
            : html`<p class="muted">It asks for no access to its host.</p>`
        }
        ${
          loose.length > 0
            ? html`<details>
                <summary>${count(loose.length, "thing")} more that restricted does not admit</summary>
                <ul class="risks">
                  ${loose.map(risk)}
                </ul>
              </details>`
            : null
        }
        ${level === "restricted" ? null : this.admission()}
      </div>
    </section>`;
  }

  private admission() {
    const { checks, baseline, restricted } = this.security;
    return html`<details>
      <summary>What Pod Security admission says, and which lines decide</summary>
      ${[
        [baseline, "baseline"],
        [restricted, "restricted"],
      ].map(([words, level]) =>
        words
          ? html`<p>Where a namespace enforces <code>${level}</code>, the Pods are refused:</p>
              <pre>violates PodSecurity "${level}:latest": ${words}</pre>`
          : null,
      )}
      <ul class="checks">
        ${checks.map(check)}
      </ul>
    </details>`;
  }
}

function verdict({ level, checks }: PodSecurity): string {
  const of = (wanted: string) => count(checks.filter((one) => one.level === wanted).length, "check");
  switch (level) {
    case "privileged":
      return `is the only Pod Security Standard that admits it: it fails ${of("baseline")} of baseline.`;
    case "baseline":
      return `is the strictest Pod Security Standard that admits it: it fails ${of("restricted")} of restricted.`;
    default:
      return "is the strictest Pod Security Standard, and admits it.";
  }
}

function risk({ kind, what, places }: RiskRow) {
  return html`<li><span class="kind mono">${kind}</span> ${withCode(what)} ${places.map(place)}</li>`;
}

function place({ owner, range }: RiskPlace) {
  return html`<span class="owner">${owner} ${lineButton(range)}</span> `;
}

function check({ id, level, reason, detail, paths }: SecurityCheck) {
  return html`<li>
    <span class="kind mono">${id}</span> (${level}) ${reason}: ${detail}
    ${paths.map(({ range }) => lineButton(range))}
  </li>`;
}
