import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { canary, inLists, listsFrom, listsInWords } from "../state/lists";
import { shared } from "../styles/shared";

const TENS = 10;

/** How long typing must pause before the plan follows. */
const PAUSE_MILLISECONDS = 300;

/** A plan by hand: which Pods somebody deletes, list by list. Fires `lists`. */
@customElement("planner-by-hand")
export class ByHand extends LitElement {
  static override styles = [
    shared,
    css`
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
        margin-top: 0.3rem;
      }
      textarea {
        display: block;
        width: 100%;
        min-height: 6rem;
        margin-top: 0.4rem;
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 7px;
        background: var(--surface);
        color: var(--ink);
        font-family: var(--mono);
        font-size: var(--tiny);
        resize: vertical;
      }
      h3 {
        font-size: 0.875rem;
      }
    `,
  ];

  @property({ attribute: false }) lists: readonly (readonly string[])[] = [];
  /** The nodes that are to run the Pod. */
  @property({ attribute: false }) nodes: readonly string[] = [];
  @state() private typed?: string;
  private pause?: ReturnType<typeof setTimeout>;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  protected override render() {
    const choices: [string, string[][]][] = [
      ["One first, then the rest", canary(this.nodes)],
      ["One by one", inLists(this.nodes, 1)],
      ["In tens", inLists(this.nodes, TENS)],
    ];
    const used = this.lists.length > 0 || this.typed !== undefined;
    return html`
      <h3 id="title">By hand</h3>
      <p class="muted">
        Somebody deletes the old Pods, as with OnDelete: all of a line at once, those of the next line when
        the new Pods are available.
      </p>
      <div class="choices">
        ${choices.map(
          ([words, lists]) =>
            html`<button
              ?disabled=${lists.length === 0}
              @click=${() => {
                this.tell(lists);
              }}
            >
              ${words}
            </button>`,
        )}
        ${
          used
            ? html`<button
                @click=${() => {
                  this.tell([]);
                }}
              >
                Not by hand
              </button>`
            : html`<button
                @click=${() => {
                  this.typed = "";
                }}
              >
                A plan of my own
              </button>`
        }
      </div>
      ${
        used
          ? html`<textarea
              spellcheck="false"
              aria-label="Nodes by hand, a line at a time"
              placeholder="worker-1
worker-2 worker-3"
              .value=${this.typed ?? listsInWords(this.lists)}
              @input=${this.type}
              @blur=${() => {
                if (this.lists.length > 0) this.typed = undefined;
              }}
            ></textarea>`
          : null
      }
    `;
  }

  private type({ target }: Event): void {
    const text = (target as HTMLTextAreaElement).value;
    this.typed = text;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.put(listsFrom(text));
    }, PAUSE_MILLISECONDS);
  }

  private tell(lists: string[][]): void {
    clearTimeout(this.pause);
    this.typed = undefined;
    this.put(lists);
  }

  private put(lists: string[][]): void {
    this.dispatchEvent(new CustomEvent("lists", { detail: lists }));
  }
}
