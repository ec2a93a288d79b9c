import type { DaemonSetPlan, Plan } from "daemonset-planner";
import { html, LitElement, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { FieldPlaces } from "../life/places";
import { steps, type Step } from "../life/steps";
import { truths, type Truth } from "../life/truths";
import type { Says } from "../life/types";
import { shared } from "../styles/shared";
import { lineButton } from "./go-to";
import { lifeStyles } from "./life-styles";
import { withCode } from "./with-code";

/** The longest manifest in which places are looked up, in characters: they are looked up with every answer. */
const LONGEST_MANIFEST = 1024 * 1024;

/** The life of a DaemonSet, step by step, and what learners are examined on: what the input touches in the open, the rest folded. */
@customElement("planner-life")
export class Life extends LitElement {
  static override styles = [shared, lifeStyles];

  @property({ attribute: false }) plan!: Plan;
  @property({ attribute: false }) one!: DaemonSetPlan;
  /** The DaemonSets as kubectl sends them, one for each plan. */
  @property({ attribute: false }) written?: readonly object[];
  /** The manifest's text, in which places are looked up. */
  @property({ attribute: false }) manifest = "";
  private places?: FieldPlaces;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("one") && !changed.has("manifest")) return;
    const small = this.manifest.length <= LONGEST_MANIFEST;
    this.places = small && this.one.range ? new FieldPlaces(this.manifest, this.one.range) : undefined;
  }

  protected override render() {
    const { plan, one } = this;
    const subject = { plan, one, written: this.written?.[plan.daemonSets.indexOf(one)] };
    const all = truths(subject);
    const touched = all.filter((truth) => truth.touched);
    const rest = all.filter((truth) => !truth.touched);
    return html`
      <section aria-labelledby="life">
        <h2 id="life">The life of this DaemonSet</h2>
        <div class="card">${this.life(steps(subject))}</div>
      </section>
      <section aria-labelledby="truths">
        <h2 id="truths">${touched.length > 0 ? "Worth knowing here" : "Worth knowing"}</h2>
        <div class="card">
          ${touched.length > 0 ? this.truths(touched) : null}
          <details>
            <summary>What else to know</summary>
            ${this.truths(rest)}
          </details>
        </div>
      </section>
    `;
  }

  private life(all: readonly Step[]) {
    const reached = all.filter(({ state }) => state !== "unreached");
    const left = all.slice(reached.length);
    const end = left.length > 0 ? "to the refusal" : "to running Pods, and on";
    return html`<details>
      <summary>Step by step, from kubectl ${end}</summary>
      <ol>
        ${reached.map((step, index) => this.step(step, index + 1))}
      </ol>
      ${
        left.length > 0
          ? html`<p class="small muted left">
              Never reached:
              ${left.map(({ title }) => title.replace(/^./, (first) => first.toLowerCase())).join("; ")}.
            </p>`
          : null
      }
    </details>`;
  }

  private step({ title, actors, says, state }: Step, number: number) {
    return html`<li class=${state ?? ""}>
      <span class="mark" aria-hidden="true">${state === "stopped" ? "×" : number}</span>
      <div class="body">
        <h3>
          ${title}
          <span class="unseen">by</span> ${actors.map((actor) => html`<span class="actor">${actor}</span> `)}
        </h3>
        ${says.map((one) => this.says(one))}
      </div>
    </li>`;
  }

  private truths(all: readonly Truth[]) {
    return html`<ul>
      ${all.map(
        ({ title, says }) =>
          html`<li>
            <h3>${withCode(title)}</h3>
            ${this.says(says)}
          </li>`,
      )}
    </ul>`;
  }

  private says({ when, text, at, pieces, quote }: Says) {
    const range = at && "start" in at ? at : at && this.places?.of(at);
    return html`<p>${when ? html`<strong>${when}.</strong> ` : null}${withCode(text)} ${lineButton(range)}</p>
      ${
        pieces
          ? html`<ul class="pieces">
              ${pieces.map((piece) => html`<li>${piece}</li>`)}
            </ul>`
          : null
      }
      ${quote ? html`<pre>${quote}</pre>` : null}`;
  }
}
