import type { Stuck } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { shared } from "../styles/shared";
import "./copy-button";
import "./name-list";
import { withCode } from "./with-code";

/** Why an update does not end: what holds it, where to look, and the ways out with what each costs. */
@customElement("planner-stuck")
export class StuckView extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 0.8rem 1rem;
        border-left: 4px solid var(--bad);
        border-radius: 8px;
        background: var(--bad-soft);
        font-size: 0.875rem;
      }
      h3 {
        color: var(--bad);
      }
      p,
      li {
        overflow-wrap: anywhere;
      }
      .message {
        font-size: 0.9375rem;
        font-weight: 600;
      }
      .blame {
        margin-top: 0.4rem;
      }
      h4 {
        margin-top: 0.7rem;
        font-size: var(--small);
        color: var(--muted);
        font-weight: 600;
      }
      planner-names {
        --chip: var(--surface);
      }
      ol {
        display: grid;
        gap: 0.4rem;
        margin-top: 0.2rem;
      }
      ol > li {
        padding: 0.5rem 0.7rem;
        border-radius: 7px;
        background: var(--surface);
      }
      .action {
        font-weight: 500;
      }
      .command {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.6rem;
        margin-top: 0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) stuck!: Stuck;

  protected override render() {
    const { message, help, blame, causes, waysOut } = this.stuck;
    return html`
      <h3>Why it is stuck</h3>
      <p class="message">${withCode(sentence(message))}</p>
      ${blame ? html`<p class="blame">${withCode(sentence(blame))}</p>` : null}
      ${
        causes.length > 1 || (causes[0]?.nodes.length ?? 0) > 1
          ? html`<h4>What holds it</h4>
              <ul>
                ${causes.map(
                  ({ text, nodes }) =>
                    html`<li>
                      ${withCode(sentence(text))}
                      <planner-names .names=${nodes} .few=${6}></planner-names>
                    </li>`,
                )}
              </ul>`
          : null
      }
      ${
        waysOut.length > 0
          ? html`<h4>Ways out, and what each costs</h4>
              <ol>
                ${waysOut.map(
                  ({ action, cost, command }) =>
                    html`<li>
                      <p class="action">${withCode(sentence(action))}</p>
                      <p class="muted">${withCode(sentence(cost))}</p>
                      ${
                        command
                          ? html`<div class="command">
                              <code>${command}</code
                              ><planner-copy .text=${() => command} what="the command"></planner-copy>
                            </div>`
                          : null
                      }
                    </li>`,
                )}
              </ol>`
          : html`<p class="blame">${withCode(sentence(help))}</p>`
      }
    `;
  }
}

/** A sentence that begins like one and ends like one, where its first word is no name. */
function sentence(words: string): string {
  const first = words.startsWith("`") ? words : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return /[.:?!]$/.test(first) ? first : `${first}.`;
}
