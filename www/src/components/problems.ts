import type { Diagnostic } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import { GoTo } from "./go-to";
import { withCode } from "./with-code";

/** How many findings are shown before one asks for all. */
const FEW = 8;

const RANK = { error: 0, warning: 1, info: 2 };
const WORD = { error: "Error", warning: "Warning", info: "Note" };
const PLACE = {
  manifest: "manifest",
  nodes: "nodes",
  pods: "Pods",
  previous: "previous manifest",
  options: "what is supposed",
};

/** Everything that there is to say about the input; what has a place is a button that leads there. */
@customElement("planner-problems")
export class Problems extends LitElement {
  static override styles = [
    shared,
    css`
      li {
        margin-top: 0.4rem;
        border: 1px solid var(--line);
        border-left: 4px solid var(--tone);
        border-radius: 8px;
        background: var(--surface);
      }
      .error {
        --tone: var(--bad);
      }
      .warning {
        --tone: var(--warn);
      }
      .info {
        --tone: var(--accent);
      }
      button,
      .finding {
        display: block;
        width: 100%;
        padding: 0.5rem 0.8rem;
        border: 0;
        border-radius: 6px;
        background: none;
        text-align: left;
        font-size: 0.875rem;
      }
      button:hover .place {
        text-decoration: underline;
      }
      .kind {
        color: var(--tone);
        font-weight: 650;
      }
      .message,
      .help {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      .help {
        display: block;
        color: var(--muted);
      }
      .place {
        float: right;
        margin-left: 1rem;
        color: var(--accent);
        font-size: var(--small);
      }
      .more {
        margin-top: 0.4rem;
        width: auto;
        border: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) diagnostics: readonly Diagnostic[] = [];
  @state() private all = false;

  protected override render() {
    const sorted = [...this.diagnostics].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    if (sorted.length === 0) return null;
    const shown = this.all ? sorted : sorted.slice(0, FEW);
    const rest = sorted.length - shown.length;
    return html`
      <section aria-labelledby="title">
        <h2 id="title" class="unseen">Problems and notes</h2>
        <ul>
          ${shown.map((found) => html`<li class=${found.severity}>${this.finding(found)}</li>`)}
        </ul>
        ${
          rest > 0
            ? html`<button
                class="more"
                @click=${() => {
                  this.all = true;
                }}
              >
                Show ${count(rest, "more finding")}
              </button>`
            : null
        }
      </section>
    `;
  }

  private finding({ severity, message, help, source, range }: Diagnostic) {
    const words = html`<span class="kind">${WORD[severity]}</span>
      <span class="message">${withCode(message)}</span
      >${help ? html`<span class="help">${withCode(help)}</span>` : null}`;
    if (!range) return html`<div class="finding">${words}</div>`;
    const go = () => this.dispatchEvent(new GoTo(source, range));
    return html`<button class="says" @click=${go}>
      <span class="place">${PLACE[source]}, line ${range.start.line}</span>${words}
    </button>`;
  }
}
