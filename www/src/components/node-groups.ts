import type { NodeGroup, Reason } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { evidence } from "../nodes/evidence";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import "./copy-button";
import "./fix";
import { lineButton } from "./go-to";
import "./name-list";
import { withCode } from "./with-code";

/** The nodes, grouped by verdict: how many, why, which, and what would change it. */
@customElement("planner-node-groups")
export class NodeGroups extends LitElement {
  static override styles = [
    shared,
    css`
      li.group {
        --tone: var(--no);
        --chip: var(--no-soft);
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 0.75rem;
        margin-top: 0.6rem;
        padding: 0.8rem 1rem;
      }
      li.runs {
        --tone: var(--ok);
        --chip: var(--ok-soft);
      }
      .body {
        min-width: 0;
      }
      p.pending {
        margin: 0.5rem 0 0.2rem;
        font-size: 0.875rem;
        color: var(--bad);
      }
      planner-names.pending {
        --chip: var(--bad-soft);
      }
      .why {
        margin: 0.1rem 0 0.55rem;
        color: var(--muted);
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.5rem;
        margin-top: 0.5rem;
      }
      .more details {
        min-width: 0;
        max-width: 100%;
      }
      .more details[open] {
        flex-basis: 100%;
      }
      .reasons li {
        position: relative;
        padding: 0.15rem 0 0.15rem 0.9rem;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }
      .reasons li::before {
        content: "";
        position: absolute;
        left: 0.1rem;
        top: 0.7rem;
        width: 0.4rem;
        height: 0.4rem;
        border-radius: 50%;
        background: var(--line-strong);
      }
      .reasons li.decides::before {
        background: var(--tone);
      }
      .seen p {
        margin: 0.35rem 0;
        font-size: 0.875rem;
      }
      .seen pre {
        margin: 0;
        overflow-x: auto;
      }
      planner-fix + planner-fix {
        margin-top: 0.4rem;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) groups: readonly NodeGroup[] = [];
  /** The nodes that should run the Pod, and where it cannot start. */
  @property({ attribute: false }) withoutRoom: readonly string[] = [];

  protected override render() {
    return html`
      <section aria-labelledby="title">
        <h2 id="title" part="title">Nodes</h2>
        <ul>
          ${this.groups.map((group, index) => this.group(group, index))}
        </ul>
      </section>
    `;
  }

  private group(group: NodeGroup, index: number) {
    const { shouldRun, shouldContinueRunning, headline, nodes, reasons } = group;
    const full = new Set(this.withoutRoom);
    const pending = shouldRun && full.size > 0 ? nodes.filter((name) => full.has(name)) : [];
    const verb = pending.length > 0 ? "should run" : nodes.length === 1 ? "runs" : "run";
    const no = nodes.length === 1 ? "does not run" : "do not run";
    return html`<li class="card group ${shouldRun ? "runs" : ""}" part="group ${index > 0 ? "next" : ""}">
      <span class="mark" aria-hidden="true">${shouldRun ? "✓" : "–"}</span>
      <div class="body">
        <h3>${count(nodes.length, "node")} ${shouldRun ? verb : no} the Pod</h3>
        <p class="why">
          ${withCode(headline)}${!shouldRun && shouldContinueRunning ? "; a Pod that is there already may stay" : null}
          ${reasons.length === 1 ? lineButton(reasons[0]?.range) : null}
        </p>
        <planner-names .names=${nodes}></planner-names>
        ${
          pending.length > 0
            ? pending.length === nodes.length
              ? html`<p class="pending">It cannot start on ${nodes.length === 1 ? "it" : "any of these"}.</p>`
              : html`<p class="pending">It cannot start on ${count(pending.length, "node")} of these:</p>
                  <planner-names class="pending" .names=${pending}></planner-names>`
            : null
        }
        ${
          reasons.length > 1 || group.fixes.length > 0 || !shouldRun
            ? html`<div class="more">${this.why(reasons)} ${this.fixes(group)} ${this.seen(group)}</div>`
            : null
        }
      </div>
    </li>`;
  }

  private why(reasons: readonly Reason[]) {
    if (reasons.length < 2) return null;
    return html`<details>
      <summary>${count(reasons.length, "reason")}</summary>
      <ul class="reasons">
        ${reasons.map(
          ({ decides, message, range }) =>
            html`<li class=${decides ? "decides" : ""}>${withCode(message)} ${lineButton(range)}</li>`,
        )}
      </ul>
    </details>`;
  }

  /** What a person sees of it in the cluster, and with which command. */
  private seen(group: NodeGroup) {
    if (group.shouldRun) return null;
    const seen = evidence(group);
    const more = seen?.lines.some((line) => line.startsWith("Labels:")) ? " (among other labels)" : "";
    return html`<details class="seen">
      <summary>How kubectl shows it</summary>
      ${
        seen
          ? html`<p>
                <code>${seen.command}</code>
                <planner-copy .text=${() => seen.command} what="the command"></planner-copy>
              </p>
              <pre>${seen.lines.join("\n")}${more}</pre>`
          : null
      }
      <p>
        The controller makes no Pod for such a node: there is no Pending Pod to describe and no event, only
        fewer desired Pods in
        <code>kubectl get daemonset</code>.
      </p>
    </details>`;
  }

  private fixes({ fixes }: NodeGroup) {
    if (fixes.length === 0) return null;
    return html`<details>
      <summary>${count(fixes.length, "way", "ways")} to change that</summary>
      ${fixes.map((fix) => html`<planner-fix .fix=${fix}></planner-fix>`)}
    </details>`;
  }
}
