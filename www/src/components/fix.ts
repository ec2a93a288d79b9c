import type { Fix, FixStep } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import "./copy-button";
import { lineButton } from "./go-to";
import { withCode } from "./with-code";

/** A change that brings Pods to nodes: what it does to how many, and every step of it ready to be copied. */
@customElement("planner-fix")
export class FixCard extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 0.6rem 0 0.2rem;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 0.6rem;
        align-items: baseline;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }
      .effect {
        padding: 0 0.5rem;
        border-radius: 99px;
        background: var(--ok-soft);
        color: var(--ok);
        font-size: var(--tiny);
        font-weight: 600;
        white-space: nowrap;
      }
      .loses {
        background: var(--warn-soft);
        color: var(--warn);
      }
      .step {
        margin-top: 0.35rem;
      }
      .code {
        display: flex;
        align-items: start;
        gap: 0.5rem;
        margin-top: 0.25rem;
        padding: 0.4rem 0.4rem 0.4rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--sunken);
      }
      pre {
        flex: 1;
        min-width: 0;
        max-height: 14rem;
        padding: 0.25rem 0;
        overflow: auto;
        font-size: var(--small);
        line-height: 1.5;
      }
    `,
  ];

  @property({ attribute: false }) fix!: Fix;

  protected override render() {
    const { summary, steps, brings, loses } = this.fix;
    const alone = steps.length === 1 && steps.every(({ message }) => message === summary);
    return html`
      <p class="title">
        <span>${withCode(summary)} ${alone ? lineButton(steps[0]?.range) : null}</span>
        <span class="effect">+${count(brings, "node")}</span>
        ${loses > 0 ? html`<span class="effect loses">−${count(loses, "node")}</span>` : null}
      </p>
      ${steps.map((step) => this.step(step, alone))}
    `;
  }

  private step({ message, yaml, command, range }: FixStep, said: boolean) {
    const code = yaml ?? command;
    return html`<div class="step">
      ${said ? null : html`<p class="small muted">${withCode(message)} ${lineButton(range)}</p>`}
      ${
        code
          ? html`<div class="code">
              <pre tabindex="0" role="region" aria-label=${yaml ? "YAML" : "Command"}>${code.trimEnd()}</pre>
              <planner-copy .text=${() => code} what=${yaml ? "the YAML" : "the command"}></planner-copy>
            </div>`
          : null
      }
    </div>`;
  }
}
