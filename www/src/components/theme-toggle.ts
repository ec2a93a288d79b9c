import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { shared } from "../styles/shared";

type Theme = "light" | "dark" | "system";
const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const WORDS: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };

/** Goes round the themes: the system's, light, dark. The choice is kept; `boot.js` reads it before the first paint. */
@customElement("planner-theme")
export class ThemeToggle extends LitElement {
  static override styles = shared;

  @state() private theme = current();

  protected override render() {
    return html`<button @click=${this.advance}>
      <span aria-hidden="true">◐</span><span class="unseen">Theme: </span>${WORDS[this.theme]}
    </button>`;
  }

  private advance(): void {
    this.theme = NEXT[this.theme];
    const { dataset } = document.documentElement;
    if (this.theme === "system") delete dataset.theme;
    else dataset.theme = this.theme;
    try {
      localStorage.setItem("theme", this.theme);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
}

function current(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}
