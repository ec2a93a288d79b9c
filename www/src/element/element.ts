import type { Plan } from "daemonset-planner";
import type { DaemonsetPlannerElement } from "daemonset-planner/element";
import { engineOf, inTurn } from "./engine";
import { leave, watch } from "./near";
import type { Widget } from "./widget";

/** What is read off the tag; a change of one is followed. */
const ATTRIBUTES = [
  "manifest-src",
  "nodes-src",
  "pods-src",
  "previous-src",
  "example",
  "view",
  "editable",
  "theme",
  "height",
  "release",
  "playground",
  "engine",
];

/** On a server, where pages are made beforehand, there are no elements; importing must not fail there. */
const Base = typeof HTMLElement === "undefined" ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/** The tag. It is light: what it shows is loaded when it nears the screen, and until then its content is as the page wrote it. */
export class PlannerTag extends Base implements DaemonsetPlannerElement {
  static readonly observedAttributes = ATTRIBUTES;

  private loading?: Promise<Widget>;
  private widget?: Widget;

  get plan(): Plan | undefined {
    return this.widget?.plan;
  }

  async load(): Promise<void> {
    leave(this);
    // The engine and the examples come beside the widget, not after it; it says what it means if they do not come.
    engineOf(this.getAttribute("engine")).catch(() => undefined);
    if (this.hasAttribute("example")) import("../examples").catch(() => undefined);
    this.loading ??= import("./widget").then(({ Widget }) => new Widget(this, engineOf, inTurn));
    try {
      this.widget = await this.loading;
    } catch (error) {
      // The content stays as it is; the next call tries again.
      this.loading = undefined;
      console.error("<daemonset-planner> could not load its parts.", error);
      return;
    }
    if (this.isConnected) await this.widget.connect();
  }

  connectedCallback(): void {
    if (this.loading) void this.load();
    else watch(this, () => void this.load());
  }

  disconnectedCallback(): void {
    leave(this);
    this.widget?.disconnect();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after) this.widget?.changed();
  }
}
