import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Timings } from "../state/inputs";
import { lengthFrom, lengthInWords } from "../state/lengths";
import { shared } from "../styles/shared";

type Field = "readySeconds" | "terminationSeconds";

/** How long things take in the simulated cluster, each a number or a range. Fires `timings` with all of them. */
@customElement("planner-timings")
export class TimingInputs extends LitElement {
  static override styles = [
    shared,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 1.25rem;
        margin: 0;
        padding: 0;
        border: 0;
        font-size: var(--small);
      }
      label {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      input {
        width: 5rem;
        min-height: 2rem;
        padding: 0.1rem 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 7px;
        background: var(--surface);
        text-align: right;
      }
      [aria-invalid="true"] {
        border-color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) value!: Timings;
  /** What stands in the fields while somebody types. */
  @state() private typed: Partial<Record<Field, string>> = {};

  protected override render() {
    return html`<fieldset>
      <legend class="unseen">Timings assumed</legend>
      ${this.input("readySeconds", "Pod ready after")} ${this.input("terminationSeconds", "Pod gone after")}
    </fieldset>`;
  }

  private input(name: Field, words: string) {
    const held = lengthInWords(this.value[name]);
    const typed = this.typed[name];
    const meant = typed === undefined ? undefined : lengthFrom(typed);
    const stands = typed !== undefined && (meant === undefined || lengthInWords(meant) === held);
    const change = (event: Event) => {
      const text = (event.target as HTMLInputElement).value;
      this.typed = { ...this.typed, [name]: text };
      const seconds = lengthFrom(text);
      if (seconds === undefined) return;
      const detail: Timings = { ...this.value, [name]: seconds };
      this.dispatchEvent(new CustomEvent("timings", { detail, bubbles: true, composed: true }));
    };
    return html`<label title="Seconds, or a range such as 5–30">
      ${words}
      <input
        inputmode="text"
        autocomplete="off"
        spellcheck="false"
        aria-invalid=${typed !== undefined && typed.trim() !== "" && meant === undefined}
        .value=${stands ? typed : held}
        @input=${change}
        @blur=${() => {
          this.typed = {};
        }}
      />
      s
    </label>`;
  }
}
