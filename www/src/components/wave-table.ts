import type { Wave } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { clock, count, duration } from "../state/words";
import { shared } from "../styles/shared";
import "./name-list";

const FEW = 10;
const FEW_NAMES = 6;
const PORTION = 200;

/** The waves as a table. */
@customElement("planner-wave-table")
export class WaveTable extends LitElement {
  static override styles = [
    shared,
    css`
      table {
        width: 100%;
        font-variant-numeric: tabular-nums;
      }
      tbody tr {
        border-top: 1px solid var(--line);
      }
      td:last-child {
        width: 100%;
        min-width: 9rem;
        padding-right: 0;
        white-space: normal;
      }
    `,
  ];

  @property({ attribute: false }) waves: readonly Wave[] = [];
  @state() private shown = FEW;

  protected override render() {
    const rest = this.waves.length - this.shown;
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Waves">
        <table>
          <caption class="unseen">
            The waves of the update, with the nodes of each
          </caption>
          <thead>
            <tr>
              <th scope="col">Wave</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Takes</th>
              <th scope="col">Nodes</th>
            </tr>
          </thead>
          <tbody>
            ${this.waves.slice(0, this.shown).map(
              ({ number, startSeconds, endSeconds, nodes }) =>
                html`<tr>
                  <th scope="row">${number}</th>
                  <td>${clock(startSeconds)}</td>
                  <td>${clock(endSeconds)}</td>
                  <td>${duration(endSeconds - startSeconds)}</td>
                  <td><planner-names .names=${nodes} .few=${FEW_NAMES}></planner-names></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        rest > 0
          ? html`<button
              @click=${() => {
                this.shown += PORTION;
              }}
            >
              Show ${count(Math.min(rest, PORTION), "more wave")} of ${rest.toLocaleString("en")}
            </button>`
          : null
      }
    `;
  }
}
