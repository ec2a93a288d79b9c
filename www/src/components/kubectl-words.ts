import type { Kubectl } from "daemonset-planner";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { clock } from "../state/words";
import { ABOUT_A_NODE, texts } from "../time/kubectl";
import { shared } from "../styles/shared";
import "./copy-button";
import { tabs } from "./tabs";

/** The most names that are suggested. */
const MOST_NAMES = 500;

/** What kubectl prints at the chosen moment; folded until it is wanted. Fires `words` with whether it is. */
@customElement("planner-kubectl")
export class KubectlWords extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        margin-top: 0.5rem;
      }
      [role="tablist"] {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
        margin: 0.4rem 0;
      }
      [role="tab"] {
        font-family: var(--mono);
        font-size: var(--tiny);
      }
      [aria-selected="true"] {
        border-color: var(--accent);
        box-shadow: inset 0 -2px 0 var(--accent);
      }
      .text {
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--sunken);
      }
      pre {
        max-height: 24rem;
        min-height: 4rem;
        overflow: auto;
        padding: 0.6rem 0.8rem;
        font-size: var(--tiny);
        line-height: 1.5;
      }
      .below {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: 0.8rem;
        margin-top: 0.4rem;
      }
      .node {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        margin-bottom: 0.4rem;
      }
      input {
        flex: 1;
        max-width: 24rem;
        min-width: 0;
        min-height: 2rem;
        padding: 0.1rem 0.45rem;
        border: 1px solid var(--line-strong);
        border-radius: 7px;
        background: var(--surface);
        font-family: var(--mono);
        font-size: var(--small);
      }
      .stale pre {
        opacity: 0.55;
        transition: opacity 0.2s 0.3s;
      }
    `,
  ];

  @property({ attribute: false }) words?: Kubectl;
  @property({ attribute: false }) moment = 0;
  /** The node that is described, and all of them. */
  @property({ attribute: false }) node?: string;
  @property({ attribute: false }) nodes: readonly string[] = [];
  /** Whether it is always open, without a line that says so. */
  @property({ type: Boolean }) bare = false;
  @state() private chosen = 0;
  @state() private wanted = false;

  protected override render() {
    if (this.bare) return this.words ? this.panel(this.words) : nothing;
    return html`<details @toggle=${this.toggle}>
      <summary>What kubectl prints at ${clock(this.moment)}</summary>
      ${this.wanted && this.words ? this.panel(this.words) : nothing}
    </details>`;
  }

  private panel(words: Kubectl) {
    const all = texts(words, this.node);
    const chosen = Math.min(this.chosen, all.length - 1);
    const [command = "", text = ""] = all[chosen] ?? [];
    const stale = Math.abs(words.atSeconds - this.moment) > 0.0005;
    return html`
      ${tabs(
        all.map(([name]) => name),
        chosen,
        "kubectl",
        (index) => {
          this.chosen = index;
        },
      )}
      ${command === ABOUT_A_NODE ? this.choice() : nothing}
      <div
        class="text ${stale ? "stale" : ""}"
        id="panel"
        role="tabpanel"
        aria-labelledby="panel-tab-${chosen}"
        aria-busy=${stale}
      >
        <pre tabindex="0" aria-label="kubectl ${command}">${text}</pre>
      </div>
      <div class="below">
        <p class="small muted">${words.notes.join(" ")}</p>
        <planner-copy .text=${() => text} what="what kubectl ${command} prints"></planner-copy>
      </div>
    `;
  }

  private choice() {
    return html`<label class="node small"
      >Node
      <input
        list="nodes"
        autocomplete="off"
        spellcheck="false"
        .value=${this.node ?? ""}
        @change=${({ target }: Event) => {
          const detail = (target as HTMLInputElement).value.trim();
          if (!this.nodes.includes(detail)) return;
          this.dispatchEvent(new CustomEvent("node", { detail, bubbles: true, composed: true }));
        }}
      />
      <datalist id="nodes">
        ${this.nodes.slice(0, MOST_NAMES).map((name) => html`<option value=${name}></option>`)}
      </datalist></label
    >`;
  }

  private toggle({ currentTarget }: Event): void {
    this.wanted = (currentTarget as HTMLDetailsElement).open;
    this.dispatchEvent(new CustomEvent("words", { detail: this.wanted, bubbles: true, composed: true }));
  }
}
