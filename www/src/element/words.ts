import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Subject } from "../components/chart-layout";
import "../components/kubectl-words";
import { clock } from "../state/words";
import { shared } from "../styles/shared";
import { kubectlOf, type Look } from "../time/kubectl";

/** What kubectl prints at a moment that can be chosen. Fires `moment`, and `look` with when and of which node it is asked. */
@customElement("planner-words")
export class Words extends LitElement {
  static override styles = [
    shared,
    css`
      label {
        display: flex;
        align-items: center;
        gap: 0.7rem;
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      input {
        flex: 1;
        min-width: 0;
        max-width: 20rem;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) subject!: Subject;
  @property({ attribute: false }) moment = 0;
  @state() private node?: string;
  /** What was asked last, so that one answer is not asked for twice. */
  private asked = "";

  protected override render() {
    const { moment } = this;
    const { plan, end } = this.subject;
    return html`<label>
        At ${clock(moment)}
        <input
          type="range"
          min="0"
          max=${Math.floor(end)}
          aria-valuetext=${clock(moment)}
          .value=${String(moment)}
          @input=${({ target }: Event) => {
            const detail = (target as HTMLInputElement).valueAsNumber;
            this.dispatchEvent(new CustomEvent("moment", { detail }));
          }}
        />
      </label>
      <planner-kubectl
        bare
        .words=${kubectlOf(plan)}
        .moment=${moment}
        .node=${this.described}
        .nodes=${plan.nodes.map(({ name }) => name)}
        @node=${({ detail }: CustomEvent<string>) => {
          this.node = detail;
        }}
      ></planner-kubectl>`;
  }

  protected override updated(): void {
    const detail: Look = { at: this.moment, node: this.described };
    const asking = JSON.stringify(detail);
    const known = kubectlOf(this.subject.plan);
    if (asking === this.asked && known) return;
    this.asked = asking;
    this.dispatchEvent(new CustomEvent("look", { detail }));
  }

  private get described(): string | undefined {
    const { nodes } = this.subject.plan;
    return nodes.find(({ name }) => name === this.node)?.name ?? nodes[0]?.name;
  }
}
