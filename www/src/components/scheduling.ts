import type { DaemonSetPlan, NodeKind, Takes } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { alike, amount, assumptions, candidates, type Alike, type Candidate } from "../scheduling/words";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import "./name-list";
import "./room";
import { withCode } from "./with-code";

/** So many groups of nodes without room are shown at once. */
const FIRST = 10;

/** Whether the Pod would start where it is wanted, and what it takes of the nodes. */
@customElement("planner-scheduling")
export class Scheduling extends LitElement {
  static override styles = [
    shared,
    css`
      .card {
        margin-top: 0.6rem;
        padding: 0.8rem 1rem;
        font-size: 0.875rem;
      }
      .nodes {
        margin: 0.5rem 0;
      }
      .nodes > li {
        padding: 0.5rem 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      p + details {
        margin-top: 0.4rem;
      }
      planner-names {
        display: block;
        margin: 0.3rem 0;
      }
      .name {
        font-weight: 600;
      }
      .no {
        color: var(--bad);
      }
      .yes {
        color: var(--ok);
      }
      pre {
        margin: 0.3rem 0;
        padding: 0.4rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--sunken);
        font-size: var(--small);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        margin: 0.3rem 0;
      }
      input {
        min-width: 0;
        padding: 0.2rem 0.5rem;
        border: 1px solid var(--line-strong);
        border-radius: 6px;
        background: var(--surface);
      }
      table {
        margin: 0.4rem 0;
        border-collapse: collapse;
        font-size: var(--small);
      }
      th,
      td {
        padding: 0.15rem 1rem 0.15rem 0;
        text-align: left;
        font-weight: 400;
      }
      thead th {
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) plan!: DaemonSetPlan;
  @state() private all = false;
  @state() private chosen = "";

  protected override render() {
    const found = candidates(this.plan);
    if (found.length === 0) return null;
    const without = found.filter(({ scheduling }) => !scheduling.fits);
    const groups = alike(without);
    const starting = found.length - without.length;
    const waiting = without.filter(({ scheduling }) => scheduling.nominatedNode).length;
    return html`<section aria-labelledby="title">
      <h2 id="title" part="title">Would it start there</h2>
      <div class="card" part="card">
        <p>
          It should run on ${count(found.length, "node")} and can start on
          ${starting === 0 ? "none" : starting.toLocaleString("en")}${waiting > 0 ? `, and on ${waiting} more once other Pods are gone` : ""}.
          <span class="muted">${withCode(assumptions(found).join(" "))}</span>
        </p>
        ${
          without.length > 0
            ? html`<ul class="nodes" aria-label="Nodes where it cannot start">
                ${(this.all ? groups : groups.slice(0, FIRST)).map(verdictOf)}
              </ul>`
            : null
        }
        ${
          !this.all && groups.length > FIRST
            ? html`<button
                @click=${() => {
                  this.all = true;
                }}
              >
                Show all ${count(without.length, "node")}
              </button>`
            : null
        }
        ${this.look(found)} ${this.plan.takes ? takes(this.plan.takes) : null}
      </div>
    </section>`;
  }

  private look(found: readonly Candidate[]) {
    const chosen = found.find(({ name }) => name === this.chosen);
    return html`<details>
      <summary>Look at a node</summary>
      <label>
        Node
        <input
          list="names"
          .value=${this.chosen}
          @change=${({ target }: Event) => {
            this.chosen = (target as HTMLInputElement).value.trim();
          }}
        />
      </label>
      <datalist id="names">
        ${found.slice(0, 200).map(({ name }) => html`<option value=${name}></option>`)}
      </datalist>
      ${
        chosen
          ? html`<ul class="nodes">
              ${verdictOf({ names: [chosen.name], scheduling: chosen.scheduling })}
            </ul>`
          : this.chosen
            ? html`<p class="muted">${this.elsewhere()}</p>`
            : null
      }
    </details>`;
  }

  private elsewhere(): string {
    const there = this.plan.nodes.some(({ name }) => name === this.chosen);
    return there ? "The Pod is not wanted there." : `There is no node ${this.chosen}.`;
  }
}

function verdictOf({ names, scheduling }: Alike) {
  const { fits, reasons, evicts, message, refused, resources, nominatedNode } = scheduling;
  const verdict = fits ? "can start" : nominatedNode ? "has to wait until others are gone" : "cannot start";
  const only = names.length === 1 ? names[0] : undefined;
  const victims = count(evicts?.length ?? 0, "Pod");
  return html`<li>
    <span class="name ${only ? "mono" : ""}">${only ?? `Each of ${count(names.length, "node")}`}</span> should
    run,
    <span class=${fits ? "yes" : "no"}>${verdict}</span>
    ${only ? null : html`<planner-names .names=${names}></planner-names>`}
    ${reasons.map((reason) => html`<p>${withCode(reason.message)}</p>`)}
    ${
      evicts?.length
        ? html`<p>
            The scheduler makes room (preemption): it deletes ${victims} of lower priority,
            <span class="mono">${evicts.join(", ")}</span>.
          </p>`
        : null
    }
    ${refused ? html`<p>The kubelet refuses it: <code>${refused}</code>.</p>` : null}
    ${resources ? html`<planner-room .resources=${resources}></planner-room>` : null}
    ${
      message
        ? html`<details>
            <summary>What kubectl describe pod shows</summary>
            <pre>${message}</pre>
            ${
              message.includes("[NodeAffinity]")
                ? html`<p class="muted small">
                    NodeAffinity turns the other nodes down, since the controller pins each Pod to its node.
                  </p>`
                : null
            }
          </details>`
        : null
    }
  </li>`;
}

function takes({ nodes, surge, resources, kinds }: Takes) {
  return html`<details>
    <summary>What it takes</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="What it takes">
      <table>
        <thead>
          <tr>
            <th scope="col">Requested</th>
            <th scope="col">by each Pod</th>
            <th scope="col">on ${count(nodes, "node")}</th>
            ${surge > 0 ? html`<th scope="col">with ${surge} more in a surge</th>` : null}
          </tr>
        </thead>
        <tbody>
          ${resources.map(
            ({ name, perPod, total, peak }) =>
              html`<tr>
                <th scope="row" class="mono">${name}</th>
                <td>${amount(name, perPod)}</td>
                <td>${amount(name, total)}</td>
                ${surge > 0 ? html`<td>${amount(name, peak)}</td>` : null}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      kinds.length > 0
        ? html`<ul aria-label="Of what the nodes have">
            ${kinds.map((one) => html`<li>${kind(one, resources)}</li>`)}
          </ul>`
        : null
    }
  </details>`;
}

/** What the Pod takes of nodes of one kind: `Of each of 3 nodes: 5% of 2 cpu, 1% of 7Gi memory`. */
function kind({ instanceType, nodes, share, allocatable }: NodeKind, resources: Takes["resources"]): string {
  const parts = resources.flatMap(({ name, perPod }, at) => {
    if (perPod === 0) return [];
    const all = allocatable[at] ?? 0;
    const percent = Math.round(1_000 * (share[at] ?? 0)) / 10;
    return [all === 0 ? `more ${name} than it has` : `${percent}% of ${amount(name, all)} ${name}`];
  });
  const which = nodes === 1 ? "one node" : `each of ${nodes} nodes`;
  return `Of ${which}${instanceType ? ` of type ${instanceType}` : ""}: ${parts.join(", ")}`;
}
