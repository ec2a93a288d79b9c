import type { Versions } from "daemonset-planner";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import counts from "../../../tests/conformance/vectors/counts.json";
import { shared } from "../styles/shared";

/** How many answers of Kubernetes' own code are recorded, and held against the engine by its tests. */
const compared = Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What Kubernetes guarantees, what it does not, and where the answers come from. */
@customElement("planner-promises")
export class Promises extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 1rem 2rem;
        font-size: 0.875rem;
      }
      h2 {
        margin-bottom: 0.3rem;
        font-size: 0.875rem;
      }
      li {
        position: relative;
        padding: 0.1rem 0 0.1rem 1rem;
        color: var(--muted);
      }
      li::before {
        position: absolute;
        left: 0.15rem;
        content: "·";
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) versions?: Versions;

  protected override render() {
    return html`<section aria-label="What the answers mean">
      <div>
        <h2>Guaranteed by Kubernetes</h2>
        <ul>
          <li>One Pod on each eligible node.</li>
        </ul>
      </div>
      <div>
        <h2>Not guaranteed</h2>
        <ul>
          <li>The order of the nodes in an update; the one shown is one of many.</li>
          <li>Zero downtime: a node can be without its Pod for a while.</li>
          <li>
            That a Pod starts: room is judged by the nodes and Pods that were pasted; whether its image can be
            pulled is not known here.
          </li>
        </ul>
      </div>
      <div>
        <h2>Where the answers come from</h2>
        <ul>
          <li>
            ${this.versions ? `They are those of Kubernetes ${this.versions.kubernetes}.` : "The engine is loading."}
          </li>
          <li>
            The engine is tested against ${compared.toLocaleString("en")} recorded answers of Kubernetes' own
            code.
          </li>
          <li>Everything is computed in this page. Nothing that you paste is sent anywhere.</li>
        </ul>
      </div>
    </section>`;
  }
}
