import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { LONGEST_SECONDS, type Timings } from "../state/inputs";
import { shared } from "../styles/shared";

/** How long things take in the simulated cluster. Fires `timings` with all of them. */
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
        width: 4.5rem;
        min-height: 2rem;
        padding: 0.1rem 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 7px;
        background: var(--surface);
        text-align: right;
      }
    `,
  ];

  @property({ attribute: false }) value!: Timings;

  protected override render() {
    return html`<fieldset>
      <legend class="unseen">Timings assumed</legend>
      ${this.input("readySeconds", "Pod ready after")} ${this.input("terminationSeconds", "Pod gone after")}
    </fieldset>`;
  }

  private input(name: keyof Timings, words: string) {
    const change = (event: Event) => {
      const seconds = (event.target as HTMLInputElement).valueAsNumber;
      if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) return;
      this.dispatchEvent(
        new CustomEvent("timings", {
          detail: { ...this.value, [name]: seconds },
          bubbles: true,
          composed: true,
        }),
      );
    };
    return html`<label>
      ${words}
      <input
        type="number"
        min="0"
        max=${LONGEST_SECONDS}
        step="any"
        .value=${String(this.value[name])}
        @input=${change}
      />
      s
    </label>`;
  }
}
