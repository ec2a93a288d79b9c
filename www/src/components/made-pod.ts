import type { PodSummary } from "daemonset-planner";
import { css, html, LitElement, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { linesOf, type YamlLine } from "../pod/yaml";
import { shared } from "../styles/shared";
import "./copy-button";

/** The Pod as the controller sends it to the API server, as YAML in which what it added is marked and explained. */
@customElement("planner-made-pod")
export class MadePod extends LitElement {
  static override styles = [
    shared,
    css`
      .yaml {
        position: relative;
        container-type: inline-size;
        margin-top: 0.4rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--sunken);
      }
      ol {
        max-height: 26rem;
        padding: 0.4rem 0;
        overflow: auto;
        font-family: var(--mono);
        font-size: var(--small);
        line-height: 1.55;
      }
      li {
        width: max-content;
        min-width: 100%;
        padding: 0 0.75rem;
        border-left: 3px solid transparent;
      }
      .text {
        white-space: pre;
      }
      li.added {
        border-left-color: var(--accent);
        background: var(--surface);
      }
      /* A comment above its line, no wider than the box. */
      .why {
        display: flex;
        width: calc(100cqi - 2rem);
        color: var(--muted);
      }
      .why > :last-child {
        min-width: 0;
        font-family: var(--sans, inherit);
        font-size: var(--tiny);
      }
      planner-copy {
        position: absolute;
        top: 0.3rem;
        right: 0.3rem;
      }
    `,
  ];

  @property({ attribute: false }) pod!: PodSummary;
  @state() private open = false;
  @state() private lines: readonly YamlLine[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (this.open && (changed.has("pod") || changed.has("open"))) void this.print(this.pod);
  }

  private async print(pod: PodSummary): Promise<void> {
    const lines = await linesOf(pod.object, pod.added);
    if (pod === this.pod) this.lines = lines;
  }

  protected override render() {
    return html`<details
      @toggle=${(event: Event) => {
        this.open = (event.currentTarget as HTMLDetailsElement).open;
      }}
    >
      <summary>The Pod as the controller makes it, for ${this.pod.node}</summary>
      <p class="muted small">
        What is marked is the controller's. The Pods of other nodes differ in the node's name alone.
      </p>
      ${this.lines.length > 0 ? this.yaml() : null}
    </details>`;
  }

  private yaml() {
    return html`<div class="yaml">
      <ol tabindex="0" aria-label="The Pod as YAML">
        ${this.lines.map(
          ({ text, added, why }) =>
            html`<li class=${added ? "added" : ""}>
              ${why ? html`<span class="why"><span class="text">${indentOf(text)}</span><span># ${why}</span></span>` : null}<span
                class="text"
                >${text}</span
              >
            </li>`,
        )}
      </ol>
      <planner-copy
        label="Copy"
        what="the Pod"
        .text=${() => this.lines.map(({ text }) => `${text}\n`).join("")}
      ></planner-copy>
    </div>`;
  }
}

function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}
