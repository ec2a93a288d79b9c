import type { Diagnostic, Source } from "daemonset-planner";
import { html, LitElement } from "lit";
import { customElement, query } from "lit/decorators.js";
import { currentOf } from "../current/groups";
import type { Example } from "../examples";
import { PageState } from "../state/controller";
import { inputsOf, supposed, type Timings } from "../state/inputs";
import { count } from "../state/words";
import { shared } from "../styles/shared";
import type { Look } from "../time/kubectl";
import "./answer";
import { appStyles } from "./app-styles";
import "./copy-button";
import "./editor";
import type { Editor } from "./editor";
import "./examples";
import type { GoTo } from "./go-to";
import "./promises";
import "./theme-toggle";

/** The whole page. */
@customElement("planner-app")
export class App extends LitElement {
  static override styles = [shared, appStyles];

  @query("#manifest") private manifest!: Editor;
  @query("#nodes") private nodes!: Editor;
  @query("#pods") private pods!: Editor;
  @query("#previous") private previous!: Editor;
  @query(".answer") private answer!: HTMLElement;
  private readonly page = new PageState(this);

  protected override render() {
    const { page } = this;
    return html`
      <button
        class="skip"
        @click=${() => {
          this.answer.focus();
        }}
      >
        Skip to the answer
      </button>
      <div class="frame" @go-to=${this.goTo}>
        ${this.banner()}
        <planner-examples current=${page.example?.id ?? ""} @example=${this.take}></planner-examples>
        <main class="columns">
          ${this.inputs()}
          <section class="answer" tabindex="-1" aria-label="Answer" aria-busy=${page.busy}>
            ${page.failure ? html`<p class="card failure">${page.failure}</p>` : null}
            ${
              page.plan
                ? html`<planner-answer
                    .plan=${page.plan}
                    .written=${page.written}
                    .manifest=${page.inputs.manifest}
                    .timings=${page.inputs.options}
                    @timings=${this.retime}
                    @look=${({ detail }: CustomEvent<Look | null>) => {
                      page.look(detail ?? undefined);
                    }}
                  ></planner-answer>`
                : page.failure
                  ? null
                  : html`<p class="loading">The engine is loading.</p>`
            }
          </section>
        </main>
        <p class="unseen" role="status" aria-live="polite">${this.announcement()}</p>
        <footer><planner-promises .versions=${page.versions}></planner-promises></footer>
      </div>
    `;
  }

  private banner() {
    const { page } = this;
    return html`<header class="banner">
      <h1>DaemonSet planner</h1>
      <p class="tagline">
        Which nodes get a Pod and why, whether it starts there, and how an update rolls out.
      </p>
      <span class="release" ?hidden=${!page.versions}>Kubernetes ${page.versions?.kubernetes}</span>
      <div class="tools">
        <planner-copy
          .text=${() => page.link()}
          .label=${page.tooLarge ? "Too large for a link" : "Copy link"}
          ?disabled=${page.tooLarge}
        ></planner-copy>
        <planner-theme></planner-theme>
      </div>
    </header>`;
  }

  private inputs() {
    const { inputs, plan } = this.page;
    const read = plan ? count(plan.nodes.count, "node") : "";
    return html`<section class="inputs" aria-label="Input">
      <planner-editor
        id="manifest"
        class="card"
        label="Manifest"
        hint="A DaemonSet, or a whole bundle"
        .value=${inputs.manifest}
        .diagnostics=${this.about("manifest")}
        @edit=${(event: CustomEvent<string>) => {
          this.page.change({ manifest: event.detail });
        }}
      ></planner-editor>
      <planner-editor
        id="nodes"
        class="card"
        label="Nodes"
        .hint=${read ? `${read} read` : "kubectl get nodes -o yaml"}
        .value=${inputs.nodes}
        .diagnostics=${this.about("nodes")}
        @edit=${(event: CustomEvent<string>) => {
          this.page.change({ nodes: event.detail });
        }}
      ></planner-editor>
      <planner-editor
        id="pods"
        class="card"
        label="Existing Pods"
        foldable
        folded
        .hint=${this.podsRead()}
        placeholder="Paste what this prints:
kubectl get pods,controllerrevisions -A -o yaml
Without -A, Pods of other namespaces take no room.
The table of kubectl get pods -o wide will do."
        .value=${inputs.pods}
        .diagnostics=${this.about("pods")}
        @edit=${(event: CustomEvent<string>) => {
          this.page.change({ pods: event.detail });
        }}
      ></planner-editor>
      <planner-editor
        id="previous"
        class="card"
        label="Previous manifest"
        foldable
        folded
        .hint=${inputs.previous ? "" : "optional"}
        placeholder="Paste the manifest as it was before the change,
to see what differs and what follows."
        .value=${inputs.previous}
        .diagnostics=${this.about("previous")}
        @edit=${(event: CustomEvent<string>) => {
          this.page.change({ previous: event.detail });
        }}
      ></planner-editor>
    </section>`;
  }

  private podsRead(): string {
    const current = this.page.plan?.daemonSets.find((plan) => plan.current)?.current;
    return current ? `${count(current.pods.length + current.otherPods, "Pod")} read` : "optional";
  }

  private about(source: Source): readonly Diagnostic[] {
    return this.page.plan?.diagnostics.filter((found) => found.source === source) ?? [];
  }

  /** What a screen reader is told when the answer changes. */
  private announcement(): string {
    const { failure, plan } = this.page;
    if (failure) return failure;
    if (!plan) return "";
    const errors = plan.diagnostics.filter(({ severity }) => severity === "error").length;
    const headlines = plan.daemonSets
      .map((one) => [one.headline, currentOf(plan, one)?.next ?? ""].join(" ").trim())
      .join(" ");
    return `${headlines || "There is no DaemonSet in the manifest."}${errors > 0 ? ` ${count(errors, "error")}.` : ""}`;
  }

  private take({ detail }: CustomEvent<Example>): void {
    this.page.change(inputsOf(detail));
  }

  private retime({ detail }: CustomEvent<Timings>): void {
    this.page.change({ options: supposed(detail) });
  }

  private goTo({ source, range }: GoTo): void {
    const editors: Partial<Record<Source, Editor>> = {
      nodes: this.nodes,
      pods: this.pods,
      previous: this.previous,
    };
    void (editors[source] ?? this.manifest).goTo(range);
  }
}
