import type { DaemonSetPlan, PlanEvent } from "daemonset-planner";
import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { KINDS, type About } from "../state/events";
import { LONGEST_SECONDS } from "../state/inputs";
import { clock } from "../state/words";
import { shared } from "../styles/shared";
import { eventFields, eventOf, NEEDS_MORE, type Draft } from "./event-fields";
import { menuStyles } from "./event-menu-styles";

type Kind = PlanEvent["type"];

/** What stands above the kinds of each sort. */
const HEADINGS: readonly [about: About, words: string][] = [
  ["node", "The node"],
  ["pod", "Its Pod"],
  ["cluster", "The cluster"],
];

/** Why a node is to be named first. */
const NO_NODE = "Name a node for what happens to it and to its Pod.";

/** The most names that are suggested. */
const MOST_NAMES = 500;

/** Where the menu is opened: at a moment, on a node, beside a place on the screen. */
export interface Opening {
  seconds: number;
  node: string | undefined;
  x: number;
  y: number;
}

/** A menu of what can happen to a node, its Pod, and the cluster. Fires `add` with the event that is chosen. */
@customElement("planner-event-menu")
export class EventMenu extends LitElement {
  static override styles = [shared, menuStyles];

  @property({ attribute: false }) plan!: DaemonSetPlan;
  /** The names that are suggested. */
  @property({ attribute: false }) nodes: readonly string[] = [];
  @state() private seconds = 0;
  @state() private node = "";
  @state() private kind?: Kind;
  @query("[popover]") private box!: HTMLElement;
  @query("form") private form!: HTMLFormElement;
  private back?: HTMLElement;
  private at = { x: 0, y: 0 };

  /** Opens the menu; the focus goes into it, and back to `back` when it closes. */
  async open({ seconds, node, x, y }: Opening, back?: HTMLElement): Promise<void> {
    this.seconds = Math.round(seconds);
    this.node = node ?? "";
    this.kind = undefined;
    this.back = back;
    this.at = { x, y };
    await this.updateComplete;
    if (!this.box.matches(":popover-open")) this.box.showPopover();
    this.place();
    this.focusFirst();
  }

  protected override render() {
    return html`<div
      popover
      role="dialog"
      aria-labelledby="title"
      @toggle=${(event: ToggleEvent) => {
        if (event.newState === "closed") this.return();
      }}
    >
      <form
        @submit=${(event: Event) => {
          event.preventDefault();
          this.put();
        }}
      >
        <div class="top">
          <h3 id="title">
            At ${clock(this.seconds)}${this.node ? html` on <code>${this.node}</code>` : null}
          </h3>
          <button type="button" class="close" aria-label="Close" @click=${this.close}>×</button>
        </div>
        ${this.kind ? this.more(this.kind) : this.choices()}
      </form>
    </div>`;
  }

  protected override updated(): void {
    if (this.box.matches(":popover-open")) this.place();
  }

  private choices() {
    const shown = HEADINGS.filter(([about]) => about === "cluster" || this.node !== "");
    return html`
      <div class="line">
        <label
          >Second
          <input
            name="seconds"
            type="number"
            min="0"
            max=${LONGEST_SECONDS}
            step="any"
            required
            .value=${String(this.seconds)}
            @input=${({ target }: Event) => {
              const { valueAsNumber } = target as HTMLInputElement;
              if (valueAsNumber >= 0) this.seconds = valueAsNumber;
            }}
        /></label>
        <label class="grow"
          >Node
          <input
            name="node"
            autocomplete="off"
            spellcheck="false"
            list="nodes"
            placeholder="none"
            .value=${this.node}
            @input=${({ target }: Event) => {
              this.node = (target as HTMLInputElement).value.trim();
            }}
        /></label>
        <datalist id="nodes">
          ${this.nodes.slice(0, MOST_NAMES).map((name) => html`<option value=${name}></option>`)}
        </datalist>
      </div>
      ${this.node === "" ? html`<p class="small muted">${NO_NODE}</p>` : nothing}
      ${shown.map(
        ([about, words]) =>
          html`<fieldset>
            <legend>${words}</legend>
            <div class="kinds">${this.kindsOf(about).map((kind) => this.choice(kind))}</div>
          </fieldset>`,
      )}
    `;
  }

  /** What fits: without a node, only what is about the cluster. */
  private kindsOf(about: About): Kind[] {
    const kinds = Object.keys(KINDS) as Kind[];
    const fitting = kinds.filter((kind) => KINDS[kind].about === about);
    return about === "cluster" && this.node === "" ? [...fitting, "neverReady"] : fitting;
  }

  private choice(kind: Kind) {
    const title =
      kind === "neverReady" && this.node === "" ? "The version is never ready" : KINDS[kind].title;
    return html`<button
      type="button"
      @click=${() => {
        if (NEEDS_MORE.has(kind)) void this.ask(kind);
        else this.put(kind);
      }}
    >
      ${title}
    </button>`;
  }

  private more(kind: Kind) {
    return html`
      <h4>${KINDS[kind].title.replace("…", "")}</h4>
      ${eventFields(kind, this.draft())}
      <div class="line end">
        <button
          type="button"
          @click=${() => {
            this.kind = undefined;
            void this.updateComplete.then(() => {
              this.focusFirst();
            });
          }}
        >
          Back
        </button>
        <button class="main">Put on the clock</button>
      </div>
    `;
  }

  private draft(): Draft {
    return { plan: this.plan, node: this.node, nodes: this.nodes };
  }

  private async ask(kind: Kind): Promise<void> {
    this.kind = kind;
    await this.updateComplete;
    this.focusFirst();
  }

  private put(kind = this.kind): void {
    if (!kind || !this.form.reportValidity()) return;
    const given = new FormData(this.form);
    const event = eventOf(kind, this.draft(), (name) => {
      const value = given.get(name);
      return typeof value === "string" ? value : "";
    });
    this.dispatchEvent(new CustomEvent("add", { detail: { ...event, atSeconds: this.seconds } }));
    this.close();
  }

  private close(): void {
    this.box.hidePopover();
  }

  private return(): void {
    this.back?.focus();
    this.back = undefined;
  }

  private focusFirst(): void {
    const first = this.kind
      ? this.form.querySelector<HTMLElement>(".fields :is(input, select, textarea)")
      : this.form.querySelector<HTMLElement>(".kinds button");
    first?.focus();
  }

  /** Beside the place that was pointed at, within the screen; a narrow screen has it at its lower edge. */
  private place(): void {
    const { width, height } = this.box.getBoundingClientRect();
    const within = (at: number, size: number, room: number) => Math.max(8, Math.min(at + 8, room - size - 8));
    this.box.style.setProperty("--x", `${within(this.at.x, width, innerWidth)}px`);
    this.box.style.setProperty("--y", `${within(this.at.y, height, innerHeight)}px`);
  }
}
