import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { EXAMPLES } from "../examples";
import { shared } from "../styles/shared";

/** The examples, one click each. Fires `example` with the chosen one. */
@customElement("planner-examples")
export class Examples extends LitElement {
  static override styles = [
    shared,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
      }
      h2 {
        margin-right: 0.4rem;
        font-size: var(--small);
        font-weight: 500;
        color: var(--muted);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
      }
      button {
        border-radius: 99px;
      }
      button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      p {
        flex-basis: 100%;
        min-height: 1.5em;
        color: var(--muted);
        font-size: var(--small);
      }
      @media (max-width: 40rem) {
        h2 {
          flex-basis: 100%;
        }
        button {
          padding: 0.2rem 0.6rem;
        }
      }
    `,
  ];

  /** The id of the example that is shown; empty for none. */
  @property() current = "";

  protected override render() {
    const point = EXAMPLES.find(({ id }) => id === this.current)?.point;
    return html`<nav aria-labelledby="title">
      <h2 id="title">Examples</h2>
      <ul>
        ${EXAMPLES.map(
          (example) =>
            html`<li>
              <button
                aria-pressed=${example.id === this.current}
                title=${example.point}
                @click=${() => this.dispatchEvent(new CustomEvent("example", { detail: example }))}
              >
                ${example.title}
              </button>
            </li>`,
        )}
      </ul>
      <p>${point ?? "Your own input."}</p>
    </nav>`;
  }
}
