import type { Plan, Versions } from "daemonset-planner";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { EngineClient } from "../engine/client";
import type { Answer } from "../engine/protocol";
import { exampleOf, FIRST, type Example } from "../examples";
import { withWords, type Look } from "../time/kubectl";
import { inputsOf, type Inputs } from "./inputs";
import { fromHash, toHash } from "./link";

/** How long typing must pause before the address follows. */
const PAUSE_MILLISECONDS = 400;

/** How long the chosen moment must stand still before kubectl is asked about it. */
const STILL_MILLISECONDS = 120;

/** What the page knows: the inputs, the newest answer, and the link that stands for them. */
export class PageState implements ReactiveController {
  inputs: Inputs = inputsOf(FIRST);
  plan?: Plan;
  /** The DaemonSets of the manifest as kubectl sends them, one for each plan. */
  written: readonly object[] = [];
  versions?: Versions;
  /** Why there is no answer to the newest inputs; empty where there is one. */
  failure = "";
  /** Whether an answer is being worked on. */
  busy = true;
  /** Whether the inputs are too large for a link. */
  tooLarge = false;
  private readonly engine = new EngineClient((answer) => {
    this.hear(answer);
  });
  /** Whether the address already stands for the inputs. */
  private linked = true;
  private pause?: ReturnType<typeof setTimeout>;
  /** When and of which node kubectl is asked, if anybody wants to know. */
  private looked?: Look;
  private still?: ReturnType<typeof setTimeout>;
  private readonly follow = () => {
    void this.open(location.hash);
  };

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("hashchange", this.follow);
    if (location.hash.length > 1) void this.open(location.hash);
    else this.ask();
  }

  hostDisconnected(): void {
    removeEventListener("hashchange", this.follow);
    clearTimeout(this.pause);
    clearTimeout(this.still);
    this.engine.stop();
  }

  /** Takes what a person changed. */
  change(part: Partial<Inputs>): void {
    this.inputs = { ...this.inputs, ...part };
    this.ask();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.writeLink(), PAUSE_MILLISECONDS);
    this.linked = false;
  }

  /** Takes when and of which node kubectl's words are wanted; `undefined` for not at all. */
  look(look: Look | undefined): void {
    this.looked = look;
    clearTimeout(this.still);
    if (!look) return;
    this.still = setTimeout(() => {
      this.engine.askWords(this.inputs, look);
    }, STILL_MILLISECONDS);
  }

  /** The example that the inputs are, unchanged. */
  get example(): Example | undefined {
    return exampleOf(this.inputs);
  }

  private async open(hash: string): Promise<void> {
    const opened = await fromHash(hash);
    if (opened) this.inputs = opened;
    this.tooLarge = false;
    this.ask();
  }

  private ask(): void {
    this.busy = true;
    this.engine.ask(this.inputs, this.looked);
    this.host.requestUpdate();
  }

  private hear(answer: Answer): void {
    if ("words" in answer) {
      this.plan &&= withWords(this.plan, answer.words);
      this.host.requestUpdate();
      return;
    }
    this.busy = false;
    if ("failure" in answer) {
      this.failure = answer.failure;
      this.plan = undefined;
    } else {
      this.failure = "";
      this.plan = answer.plan;
      this.written = answer.written;
      this.versions = answer.versions;
    }
    this.host.requestUpdate();
  }

  /** The address that shows what the page shows now. */
  link(): string | Promise<string> {
    return this.linked ? location.href : this.writeLink().then(() => location.href);
  }

  private async writeLink(): Promise<void> {
    clearTimeout(this.pause);
    const { inputs } = this;
    const hash = await toHash(inputs);
    if (inputs !== this.inputs) return;
    this.tooLarge = hash === undefined;
    this.linked = true;
    history.replaceState(null, "", hash ?? location.pathname + location.search);
    this.host.requestUpdate();
  }
}
