import type { Plan, Planner } from "daemonset-planner";
import { adoptStyles, render } from "lit";
import type { Inputs } from "../state/inputs";
import { TIMINGS } from "../state/inputs";
import { TIMELINE_ENTRIES } from "../time/entries";
import { withWords, kubectlOf, type Look } from "../time/kubectl";
import { contentOf, KINDS, type Content, type Texts } from "./content";
import type * as Engines from "./engine";
import { face } from "./face";
import { faceStyles } from "./face-styles";
import { follow, themeAround, type Theme } from "./theme";
import { viewsOf, type View } from "./views";

/** How long typing, or the chosen moment, must stand still before the engine is asked. */
const STILL_MILLISECONDS = 120;

/** What a tag becomes once it is near the screen: reads the tag, asks the engine, and draws into the tag's shadow. */
export class Widget {
  plan?: Plan;
  content?: Content;
  /** What somebody has typed in the place of what the page says. */
  edited?: Texts;
  /** Why there is no answer; empty where there is one. */
  failure = "";
  printing = false;
  theme: Theme = "light";
  private engine?: Engines.Engine;
  private planner?: Planner;
  private root?: ShadowRoot;
  private unfollow?: () => void;
  private reading?: AbortController;
  private still?: ReturnType<typeof setTimeout>;
  private readonly observer = new MutationObserver(() => void this.read());

  /** The engine is handed in, since it belongs to the script that the page names: a part that imports that script might get another copy. */
  constructor(
    readonly host: HTMLElement,
    private readonly engineOf: typeof Engines.engineOf,
    private readonly inTurn: typeof Engines.inTurn,
  ) {}

  /** Follows the page, from when the tag is in it; resolves when an answer is shown. */
  async connect(): Promise<void> {
    if (!this.unfollow) {
      this.unfollow = follow(() => {
        this.draw();
      });
      this.observer.observe(this.host, {
        childList: true,
        characterData: true,
        subtree: true,
        attributeFilter: ["slot"],
      });
      print?.addEventListener("change", this.print);
    }
    await this.read();
  }

  /** Lets go of everything that would keep the tag, or the engine's memory. */
  disconnect(): void {
    this.unfollow?.();
    this.unfollow = undefined;
    this.observer.disconnect();
    this.reading?.abort();
    clearTimeout(this.still);
    print?.removeEventListener("change", this.print);
    this.planner?.free();
    this.planner = undefined;
  }

  /** An attribute has changed. */
  changed(): void {
    if (this.unfollow) void this.read();
  }

  get views(): readonly View[] {
    return viewsOf(this.host.getAttribute("view"));
  }

  /** The texts that the answer is about. */
  get inputs(): Inputs {
    const texts = this.edited ?? this.content?.texts;
    const { manifest = "", nodes = "", pods = "", previous = "" } = texts ?? {};
    return { manifest, nodes, pods, previous, options: TIMINGS };
  }

  private async read(): Promise<void> {
    this.reading?.abort();
    const reading = (this.reading = new AbortController());
    const stale = () => reading.signal.aborted;
    const loading = this.engineOf(this.host.getAttribute("engine"));
    loading.catch(() => undefined);
    try {
      const content = await contentOf(this.host, reading.signal);
      if (stale()) return;
      const same = KINDS.every((kind) => this.content?.texts[kind] === content.texts[kind]);
      this.content = content;
      if (!same) this.edited = undefined;
      if (!same || !this.plan) {
        this.engine = await loading;
        await this.ask(stale);
      }
    } catch (error) {
      if (stale()) return;
      this.failure = error instanceof Error ? error.message : String(error);
      this.plan = undefined;
    }
    if (!stale()) this.draw();
  }

  private async ask(stale: () => boolean): Promise<void> {
    const plan = await this.inTurn(() => (stale() ? undefined : this.planned()));
    if (!plan || stale()) return;
    this.failure = "";
    this.plan = plan;
    const detail = { plan };
    this.host.dispatchEvent(new CustomEvent("daemonset-plan", { detail, bubbles: true, composed: true }));
  }

  private planned(look?: Look): Plan | undefined {
    if (!this.engine) return undefined;
    const { inputs } = this;
    this.planner ??= new this.engine.Planner();
    this.planner.setManifest(inputs.manifest);
    this.planner.setNodes(inputs.nodes);
    this.planner.setPods(inputs.pods);
    this.planner.setPrevious(inputs.previous);
    return this.planner.plan({ ...inputs.options, timelineEntries: TIMELINE_ENTRIES, ...look });
  }

  /** Asks for kubectl's words at a moment. */
  look(look: Look): void {
    clearTimeout(this.still);
    this.still = setTimeout(() => {
      const of = this.plan;
      void this.inTurn(() => (of && this.plan === of ? this.planned(look) : undefined)).then((looked) => {
        if (!looked || !of || this.plan !== of) return;
        this.plan = withWords(of, looked.daemonSets.map(kubectlOf));
        this.draw();
      });
    }, STILL_MILLISECONDS);
  }

  private readonly print = ({ matches }: MediaQueryListEvent) => {
    this.printing = matches;
    this.draw();
  };

  /** Draws what is known; nothing before there is an answer or a failure, so that the page's own code stands until then. */
  draw(): void {
    if (!this.plan && !this.failure) return;
    const { host } = this;
    if (!this.root) {
      this.root = host.attachShadow({ mode: "open", slotAssignment: "manual" });
      adoptStyles(this.root, faceStyles);
    }
    const chosen = host.getAttribute("theme");
    this.theme = chosen === "light" || chosen === "dark" ? chosen : themeAround(host);
    render(face(this), this.root);
    for (const slot of this.root.querySelectorAll("slot")) {
      const kind = KINDS.find((one) => one === slot.name);
      if (kind) slot.assign(...(this.content?.assigned[kind] ?? []));
    }
  }
}

const print = typeof matchMedia === "function" ? matchMedia("print") : undefined;
