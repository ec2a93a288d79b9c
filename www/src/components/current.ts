import type { Current, CurrentRevision, DaemonSetStatus, PlanOptions } from "daemonset-planner";
import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { podGroups, type Deed, type PodGroup } from "../current/groups";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import { currentStyles } from "./current-styles";
import "./name-list";
import "./pod-table";
import { withCode } from "./with-code";

const NUMBERS: readonly (keyof DaemonSetStatus)[] = [
  "desiredNumberScheduled",
  "currentNumberScheduled",
  "updatedNumberScheduled",
  "numberReady",
  "numberAvailable",
  "numberUnavailable",
  "numberMisscheduled",
  "observedGeneration",
];

/** How the current revision is known, and whether that is only a guess. */
const KNOWN_FROM: Record<string, [words: string, guess: boolean]> = {
  options: ["given", false],
  controllerRevisions: ["from the ControllerRevisions", false],
  templateGeneration: ["from the template generation", false],
  newestPod: ["guessed from the newest Pod", true],
  podsRevision: ["taken for granted", true],
  none: ["a name made up here", true],
};

/** Of which template the Pods are, as people may choose. */
const CHOICES = [
  ["", "what is likely"],
  ["current", "this template"],
  ["previous", "the one before"],
] as const;

const MARKS: Record<Deed, string> = { delete: "−", create: "+", leave: "=" };
const VERBS: Record<Deed, string> = { delete: "deleted", create: "created", leave: "left alone" };

/** What the engine says where no time is in the paste. */
const NO_TIME = "1970-01-01T00:00:00Z";

/** The cluster as it is: what the controller does in its next sync, to which Pods, and why. */
@customElement("planner-current")
export class CurrentState extends LitElement {
  static override styles = [shared, currentStyles];

  @property({ attribute: false }) current!: Current;
  /** What was chosen where nothing decides of which template the Pods are. */
  @property() chosen?: PlanOptions["podsRevision"];

  protected override render() {
    const { next, now, error, otherPods, differences } = this.current;
    return html`
      <section aria-labelledby="title">
        <h2 id="title">The Pods that exist</h2>
        <div class="card">
          <p class="next">${next}</p>
          <p class="small muted" ?hidden=${now === NO_TIME}>At ${now}, the latest time in the paste.</p>
          ${error ? html`<p class="error">${error}</p>` : null}
          <div class="facts">${this.revision()} ${this.status()}</div>
          ${
            differences.length > 0
              ? html`<ul class="differ" aria-label="Differences from the manifest's status">
                  ${differences.map((difference) => html`<li>${difference}</li>`)}
                </ul>`
              : null
          }
          ${
            otherPods > 0
              ? html`<p class="others muted">
                  ${count(otherPods, "Pod")} of the paste ${otherPods === 1 ? "is" : "are"} not this
                  DaemonSet's.
                </p>`
              : null
          }
        </div>
        <ul>
          ${podGroups(this.current).map((group) => this.group(group))}
        </ul>
      </section>
    `;
  }

  private revision() {
    const { hash, from, message }: CurrentRevision = this.current.revision;
    const [known, guess] = KNOWN_FROM[from] ?? [from, true];
    return html`<div>
      <h3>Current revision</h3>
      <p class="hash"><code>${hash}</code> <span class="how ${guess ? "guess" : ""}">${known}</span></p>
      <p class="small muted">
        ${this.current.pods.length > 0 ? withCode(message) : "The DaemonSet has no Pods in the paste."}
      </p>
      ${from === "newestPod" || from === "podsRevision" ? this.choice() : null}
    </div>`;
  }

  /** Lets people say of which template the Pods are. */
  private choice() {
    return html`<label class="choice"
      >The Pods are of
      <select
        @change=${({ target }: Event) => {
          const chosen = (target as HTMLSelectElement).value || undefined;
          this.dispatchEvent(new CustomEvent("pods-revision", { detail: chosen }));
        }}
      >
        ${CHOICES.map(
          ([value, words]) =>
            html`<option value=${value} ?selected=${value === (this.chosen ?? "")}>${words}</option>`,
        )}
      </select>
    </label>`;
  }

  private status() {
    const { status } = this.current;
    return html`<div>
      <h3>Status now</h3>
      <dl>
        ${NUMBERS.map(
          (name) =>
            html`<dt>${name}</dt>
              <dd>${status[name].toLocaleString("en")}</dd>`,
        )}
      </dl>
    </div>`;
  }

  private group({ deed, why, pods, nodes }: PodGroup) {
    const number = Math.max(pods.length, nodes.length);
    const what = `${count(number, "Pod")} ${number === 1 ? "is" : "are"} ${VERBS[deed]}`;
    return html`<li class="card group ${deed}">
      <span class="mark" aria-hidden="true">${MARKS[deed]}</span>
      <div>
        <h3>${what}</h3>
        <p class="why">${withCode(number === 1 ? sentence(why) : `For each: ${why}.`)}</p>
      </div>
      ${
        deed === "create"
          ? html`<planner-names .names=${nodes}></planner-names>`
          : html`<planner-pod-table .pods=${pods} what="${what}: ${why}"></planner-pod-table>`
      }
    </li>`;
  }
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
