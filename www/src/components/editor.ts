import { isolateHistory } from "@codemirror/commands";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Diagnostic, Range } from "daemonset-planner";
import { readText } from "../state/file";
import { shared } from "../styles/shared";
import { editorSetup } from "./editor-setup";
import { squiggles, stretch } from "./editor-places";

/**
 * A text with its findings. Fires `edit` with the whole text, whenever a person changes it. One that can be folded opens
 * for a text that comes from outside or from a file, and folds where that is empty.
 */
@customElement("planner-editor")
export class Editor extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
        padding: 0.4rem 0.5rem 0.4rem 0.9rem;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        font-size: 0.9375rem;
      }
      :host([folded]) .title {
        border-bottom: 0;
      }
      h2 button {
        min-height: 1.75rem;
        margin-left: -0.5rem;
        padding: 0 0.25rem 0 0.5rem;
        border-color: transparent;
        background: none;
        font-size: inherit;
      }
      h2 button::before {
        content: "▾";
        content: "▾" / "";
        color: var(--muted);
      }
      h2 button[aria-expanded="false"]::before {
        content: "▸";
        content: "▸" / "";
      }
      .title p {
        flex: 1;
        min-width: 8rem;
      }
      :host([foldable]) .title {
        column-gap: 0.4rem;
      }
      :host([foldable]) .title p {
        min-width: 3.5rem;
      }
      .text {
        position: relative;
        flex: 1;
        min-height: 0;
        border-radius: 0 0 var(--radius) var(--radius);
      }
      .text:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: -1px;
      }
      .placeholder {
        position: absolute;
        inset: 0.5rem 0.5rem auto 2.8rem;
        color: var(--muted);
        font-size: 0.8125rem;
        line-height: 1.55;
        white-space: pre-wrap;
        pointer-events: none;
      }
      .leave {
        position: absolute;
        right: 0.5rem;
        bottom: 0.4rem;
        padding: 0 0.4rem;
        border-radius: 5px;
        background: var(--sunken);
        color: var(--muted);
        font-size: var(--tiny);
        pointer-events: none;
        visibility: hidden;
      }
      .text:has(.cm-focused) .leave {
        visibility: visible;
      }
      .drop {
        position: absolute;
        inset: 0.4rem;
        display: grid;
        place-items: center;
        border: 2px dashed var(--accent);
        border-radius: var(--radius);
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: 600;
        pointer-events: none;
      }
      @media (pointer: coarse) {
        .leave {
          display: none;
        }
      }
    `,
  ];

  @property() label = "";
  @property() hint = "";
  /** What an empty text says in its place. */
  @property() placeholder = "";
  /** Whether all but the title can be folded away. */
  @property({ type: Boolean }) foldable = false;
  /** Whether it is. */
  @property({ type: Boolean, reflect: true }) folded = false;
  @property({ attribute: false }) value = "";
  @property({ attribute: false }) diagnostics: readonly Diagnostic[] = [];
  @state() private dragging = false;
  @state() private refusal = "";
  @query(".text") private place!: HTMLElement;
  @query("input") private picker!: HTMLInputElement;
  private view?: EditorView;
  /** The text that the editor holds, kept because asking it for a large one is slow. */
  private held = "";

  /** Shows a stretch of the text, selected and with the keyboard in it. */
  async goTo(range: Range): Promise<void> {
    this.folded = false;
    await this.updateComplete;
    if (!this.view) return;
    const { from, to } = stretch(this.view.state.doc, range);
    this.view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.scrollIntoView({ block: "nearest" });
    this.view.focus();
  }

  constructor() {
    super();
    this.addEventListener("dragover", this.draggedOver);
    this.addEventListener("dragleave", () => {
      this.dragging = false;
    });
    this.addEventListener("drop", this.dropped, { capture: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.foldable && changed.has("value") && this.value !== this.held) this.folded = this.value === "";
  }

  protected override render() {
    return html`
      <div class="title" part="title">
        <h2>${this.foldable ? this.fold() : this.label}</h2>
        <p class="small muted" role=${this.refusal ? "alert" : nothing}>${this.refusal || this.hint}</p>
        <button
          @click=${() => {
            this.picker.click();
          }}
        >
          Open file<span class="unseen"> for ${this.label}</span>
        </button>
        <input type="file" hidden @change=${this.picked} />
      </div>
      <div id="text" class="text" ?hidden=${this.folded}>
        <p class="placeholder mono" aria-hidden="true" ?hidden=${this.value !== ""}>${this.placeholder}</p>
        <span class="leave" aria-hidden="true">Esc, then Tab, leaves</span>
      </div>
      ${this.dragging ? html`<div class="drop">Drop a file to replace the text</div>` : null}
    `;
  }

  private fold() {
    const toggle = () => {
      this.folded = !this.folded;
    };
    return html`<button aria-expanded=${!this.folded} aria-controls="text" @click=${toggle}>
      ${this.label}
    </button>`;
  }

  protected override firstUpdated(): void {
    this.view = new EditorView({
      state: this.fresh(),
      root: this.renderRoot as ShadowRoot,
      parent: this.place,
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.view;
    if (!view) return;
    if (this.value !== this.held) this.replace(view);
    if (changed.has("diagnostics") || changed.has("value")) {
      view.dispatch(setDiagnostics(view.state, squiggles(view.state.doc, this.diagnostics)));
    }
  }

  private fresh(): EditorState {
    const edited = EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      const text = update.state.doc.toString();
      if (text === this.held) return;
      this.held = text;
      this.value = text;
      this.tell(this.held);
    });
    const label = `${this.label}. Press Escape, then Tab, to leave the editor.`;
    this.held = this.value;
    return EditorState.create({
      doc: this.value,
      extensions: [editorSetup(label, this.placeholder), edited],
    });
  }

  /** Takes a text that comes from outside, such as an example; undoing brings back what was there. */
  private replace(view: EditorView): void {
    this.held = this.value;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: this.value },
      selection: { anchor: 0 },
      annotations: isolateHistory.of("full"),
      scrollIntoView: true,
    });
  }

  private tell(text: string): void {
    this.refusal = "";
    this.dispatchEvent(new CustomEvent("edit", { detail: text }));
  }

  private draggedOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dragging = true;
  }

  private dropped(event: DragEvent): void {
    this.dragging = false;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    void this.take(file);
  }

  private picked(): void {
    const file = this.picker.files?.[0];
    this.picker.value = "";
    if (file) void this.take(file);
  }

  private async take(file: File): Promise<void> {
    try {
      const text = await readText(file);
      this.value = text;
      this.tell(text);
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
    }
  }
}
