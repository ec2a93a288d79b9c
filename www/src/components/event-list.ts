import type { PlanEvent } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { inOrder, wordsOf } from "../state/events";
import { LONGEST_SECONDS } from "../state/inputs";
import { shared } from "../styles/shared";
import { withCode } from "./with-code";

/** The events on the clock, each with its time and a way to remove it. Fires `events` with all of them. */
@customElement("planner-event-list")
export class EventList extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        font-size: 0.875rem;
      }
      .top,
      li {
        display: flex;
        align-items: center;
        gap: 0.6rem;
      }
      .top {
        justify-content: space-between;
      }
      li {
        padding: 0.25rem 0;
        border-top: 1px solid var(--line);
      }
      ul {
        margin-top: 0.3rem;
        max-height: 18rem;
        overflow-y: auto;
        padding: 2px;
      }
      label {
        white-space: nowrap;
        color: var(--muted);
      }
      input {
        width: 4.5rem;
        min-height: 2rem;
        padding: 0.1rem 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 7px;
        background: var(--surface);
        color: var(--ink);
        text-align: right;
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) events: readonly PlanEvent[] = [];

  protected override render() {
    return html`
      <div class="top">
        <h3>On the clock</h3>
        ${
          this.events.length > 1
            ? html`<button
                @click=${() => {
                  this.tell([]);
                }}
              >
                Remove all
              </button>`
            : null
        }
      </div>
      <ul>
        ${this.events.map((event, index) => this.row(event, index))}
      </ul>
    `;
  }

  private row(event: PlanEvent, index: number) {
    const words = wordsOf(event);
    const plain = words.replaceAll("`", "");
    return html`<li>
      <label
        ><input
          type="number"
          min="0"
          max=${LONGEST_SECONDS}
          step="any"
          aria-label="Second at which ${plain}"
          .value=${String(event.atSeconds ?? 0)}
          @change=${({ target }: Event) => {
            const seconds = (target as HTMLInputElement).valueAsNumber;
            if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) return;
            this.tell(this.events.map((one, at) => (at === index ? { ...one, atSeconds: seconds } : one)));
          }}
        />
        s</label
      >
      <span class="words">${withCode(words)}</span>
      <button
        aria-label="Remove: ${plain}"
        @click=${() => {
          this.take(index);
        }}
      >
        Remove
      </button>
    </li>`;
  }

  /** The focus goes to the next event's button, or the one before. */
  private take(index: number): void {
    this.tell(this.events.filter((_, at) => at !== index));
    void this.updateComplete.then(() => {
      const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>("li button")];
      buttons[Math.min(index, buttons.length - 1)]?.focus();
    });
  }

  private tell(events: readonly PlanEvent[]): void {
    this.dispatchEvent(new CustomEvent("events", { detail: inOrder(events) }));
  }
}
