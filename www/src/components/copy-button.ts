import { html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { shared } from "../styles/shared";

const SHOWN_MILLISECONDS = 2_000;

/** A button that copies a text, and says that it has. */
@customElement("planner-copy")
export class CopyButton extends LitElement {
  static override styles = shared;

  @property({ attribute: false }) text: () => string | Promise<string> = () => "";
  @property() label = "Copy";
  /** What is copied, for those who do not see what stands beside the button. */
  @property() what = "";
  @property({ type: Boolean }) disabled = false;
  @state() private outcome = "";

  protected override render() {
    return html`
      <button ?disabled=${this.disabled} @click=${this.copy}>
        ${this.outcome || this.label}${this.what ? html`<span class="unseen"> ${this.what}</span>` : null}
      </button>
      <span class="unseen" role="status">${this.outcome}</span>
    `;
  }

  private async copy(): Promise<void> {
    try {
      const text = this.text();
      await navigator.clipboard.writeText(typeof text === "string" ? text : await text);
      this.outcome = "Copied";
    } catch {
      this.outcome = "Copying is not allowed here";
    }
    setTimeout(() => {
      this.outcome = "";
    }, SHOWN_MILLISECONDS);
  }
}
