import type { Change, FieldChange } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import { GoTo } from "./go-to";
import "./name-list";
import { withCode } from "./with-code";

/** How many differences are shown before one asks for all. */
const FEW = 12;

/** What the controller does on the nodes whose verdict the change turns. */
const TURNS: readonly [which: "joins" | "leaves" | "keeps", title: string][] = [
  ["joins", "Gets its first Pod"],
  ["leaves", "Loses its Pod"],
  ["keeps", "Keeps a Pod that it should not run"],
];

/** What becomes of the DaemonSet of the previous manifest: what differs, whether that starts a rollout, and which nodes it turns. */
@customElement("planner-change")
export class ChangeView extends LitElement {
  static override styles = [
    shared,
    css`
      .card {
        margin-top: 0.6rem;
        padding: 0.8rem 1rem;
        font-size: 0.875rem;
      }
      .headline {
        font-size: 1.0625rem;
        font-weight: 600;
      }
      pre {
        margin-top: 0.6rem;
        padding: 0.6rem 0.8rem;
        border-left: 4px solid var(--bad);
        border-radius: 8px;
        background: var(--bad-soft);
        font-size: var(--small);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .fields > li {
        margin-top: 0.6rem;
        padding-top: 0.6rem;
        border-top: 1px solid var(--line);
      }
      .path {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.75rem;
        overflow-wrap: anywhere;
      }
      .path code {
        min-width: 0;
      }
      .tag {
        padding: 0.05rem 0.5rem;
        border-radius: 99px;
        background: var(--sunken);
        color: var(--muted);
        font-size: var(--tiny);
        white-space: nowrap;
      }
      .rollout .tag {
        background: var(--accent-soft);
        color: var(--accent);
      }
      .value {
        display: grid;
        grid-template-columns: 1rem minmax(0, 1fr);
        font-family: var(--mono);
        font-size: var(--tiny);
        line-height: 1.6;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .old {
        color: var(--bad);
      }
      .new {
        color: var(--ok);
      }
      button.more {
        margin-top: 0.6rem;
      }
      dl {
        margin-top: 0.7rem;
        padding-top: 0.7rem;
        border-top: 1px solid var(--line);
      }
      dt {
        margin-bottom: 0.2rem;
        font-weight: 600;
      }
      dd + dt {
        margin-top: 0.5rem;
      }
      .note {
        margin-top: 0.5rem;
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) change!: Change;
  @state() private all = false;

  protected override render() {
    const { headline, message, differences, notes } = this.change;
    const shown = this.all ? differences : differences.slice(0, FEW);
    const rest = differences.length - shown.length;
    return html`
      <section aria-labelledby="title">
        <h2 id="title" part="title">What changes</h2>
        <div class="card" part="card">
          <p class="headline">${headline}</p>
          ${message ? html`<pre>${message}</pre>` : null}
          <ul class="fields">
            ${shown.map((field) => this.field(field))}
          </ul>
          ${
            rest > 0
              ? html`<button
                  class="more"
                  @click=${() => {
                    this.all = true;
                  }}
                >
                  Show ${count(rest, "more difference")}
                </button>`
              : null
          }
          ${this.turns()} ${notes.map((note) => html`<p class="note">${withCode(note)}</p>`)}
        </div>
      </section>
    `;
  }

  private field(field: FieldChange) {
    const { path, old, new: now, reordered, rollout } = field;
    return html`<li class=${rollout ? "rollout" : ""}>
      <p class="path">
        <code>${path}</code>
        <span class="tag">${rollout ? "starts a rollout" : "no rollout"}</span>
        ${reordered ? html`<span class="tag">another order</span>` : null} ${place(field)}
      </p>
      ${old === undefined ? null : value("old", "−", "before", old)}
      ${now === undefined ? null : value("new", "+", "now", now)}
    </li>`;
  }

  private turns() {
    const turned = TURNS.filter(([which]) => this.change[which].length > 0);
    if (turned.length === 0) return null;
    return html`<dl>
      ${turned.map(
        ([which, title]) =>
          html`<dt>${title}</dt>
            <dd><planner-names .names=${this.change[which]}></planner-names></dd>`,
      )}
    </dl>`;
  }
}

/** A button that leads to the difference; what is gone stands in the previous manifest. */
function place({ range, new: now }: FieldChange) {
  if (!range) return null;
  const gone = now === undefined;
  const go = (event: Event) =>
    event.currentTarget?.dispatchEvent(new GoTo(gone ? "previous" : "manifest", range));
  return html`<button class="link" @click=${go}>
    line ${range.start.line}${gone ? " of the previous manifest" : ""}
  </button>`;
}

function value(kind: string, sign: string, said: string, text: string) {
  return html`<p class="value ${kind}">
    <span aria-hidden="true">${sign}</span><span><span class="unseen">${said}: </span>${text}</span>
  </p>`;
}
