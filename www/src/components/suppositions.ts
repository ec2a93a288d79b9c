import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { OLDER, STARTS, type Timings } from "../state/inputs";
import { shared } from "../styles/shared";
import "./by-hand";

/** What else is supposed: the beginning, the release, a plan by hand. Folded until something of it is. Fires `timings` with all of it. */
@customElement("planner-suppositions")
export class Suppositions extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        font-size: var(--small);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1.5rem;
        margin: 0.4rem 0 0.6rem;
      }
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.5rem;
      }
      p {
        margin-bottom: 0.6rem;
      }
      select {
        min-height: 2rem;
        max-width: 100%;
        padding: 0.1rem 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 7px;
        background: var(--surface);
      }
    `,
  ];

  @property({ attribute: false }) value!: Timings;
  /** The nodes that are to run the Pod. */
  @property({ attribute: false }) nodes: readonly string[] = [];
  /** Whether the beginning is known from Pods that were pasted. */
  @property({ type: Boolean }) started = false;
  @state() private open = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { start, kubernetes, byHand } = this.value;
    if (changed.has("value") && (start ?? kubernetes ?? byHand) !== undefined) this.open = true;
  }

  protected override render() {
    const { start = "updating", kubernetes = "", byHand = [] } = this.value;
    return html`<details
      .open=${this.open}
      @toggle=${({ currentTarget }: Event) => {
        this.open = (currentTarget as HTMLDetailsElement).open;
      }}
    >
      <summary>Suppose something else</summary>
      <div class="line">
        ${
          this.started
            ? null
            : html`<label
                >At the beginning
                <select
                  @change=${({ target }: Event) => {
                    this.tell({ start: (target as HTMLSelectElement).value as typeof start });
                  }}
                >
                  ${STARTS.map(
                    ([name, words]) =>
                      html`<option value=${name} ?selected=${name === start}>${words}</option>`,
                  )}
                </select></label
              >`
        }
        <label
          >Release of the cluster
          <select
            @change=${({ target }: Event) => {
              this.tell({ kubernetes: (target as HTMLSelectElement).value || undefined });
            }}
          >
            <option value="" ?selected=${kubernetes === ""}>1.31 or newer</option>
            <option value=${OLDER} ?selected=${kubernetes !== ""}>before 1.31</option>
          </select></label
        >
      </div>
      ${
        kubernetes === ""
          ? null
          : html`<p class="muted">
              Before 1.31, old Pods that are not available do not use maxUnavailable up.
            </p>`
      }
      <planner-by-hand
        .lists=${byHand}
        .nodes=${this.nodes}
        @lists=${({ detail }: CustomEvent<string[][]>) => {
          this.tell({ byHand: detail });
        }}
      ></planner-by-hand>
    </details>`;
  }

  private tell(part: Partial<Timings>): void {
    const detail = { ...this.value, ...part };
    this.dispatchEvent(new CustomEvent("timings", { detail, bubbles: true, composed: true }));
  }
}
