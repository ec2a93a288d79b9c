import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { count } from "../state/words";
import { shared } from "../styles/shared";

/** How many more are shown each time: thousands at once would hold the page up. */
const PORTION = 1_000;

/** Names of nodes; of many only the first, until one asks for more. */
@customElement("planner-names")
export class NameList extends LitElement {
  static override styles = [
    shared,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
      }
      .name {
        padding: 0.05rem 0.45rem;
        border-radius: 5px;
        background: var(--chip, var(--sunken));
        font-family: var(--mono);
        font-size: var(--tiny);
        line-height: 1.6;
        overflow-wrap: anywhere;
      }
      button {
        min-height: 1.5rem;
        padding: 0 0.5rem;
        font-size: var(--tiny);
      }
    `,
  ];

  @property({ attribute: false }) names: readonly string[] = [];
  /** How many names are shown before one asks for more. */
  @property({ attribute: false }) few = 12;
  @state() private more = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("names") && this.names.length <= this.few) this.more = 0;
  }

  protected override render() {
    const shown = this.few + this.more;
    const rest = this.names.length - shown;
    const next = Math.min(rest, PORTION);
    return html`<ul>
      ${this.names.slice(0, shown).map((name) => html`<li class="name">${name}</li>`)}
      ${
        rest > 0
          ? html`<li>
              <button
                @click=${() => {
                  this.more += PORTION;
                }}
              >
                ${next < rest ? `Show ${count(next, "more node")} of ${rest.toLocaleString("en")}` : `Show ${count(rest, "more node")}`}
              </button>
            </li>`
          : null
      }
    </ul>`;
  }
}
