import type { Plan } from "daemonset-planner";
import { adoptStyles, render } from "lit";
import type { Editor } from "../components/editor";
import type { GoTo } from "../components/go-to";
import { TIMINGS, type Inputs } from "../state/inputs";
import { count } from "../state/words";
import { kubectlOf, withWords, type Look } from "../time/kubectl";
import { childrenOf } from "./children";
import { fill, type Content } from "./content";
import type * as Engines from "./engine";
import { face } from "./face";
import { faceStyles } from "./face-styles";
import { Handle } from "./handle";
import { KINDS, type Kind, type Texts } from "./kinds";
import { linkOf } from "./link";
import { blockText, offsetOf, select } from "./texts";
import { follow, themeAround, type Theme } from "./theme";
import { viewsOf, type View } from "./views";

/** How long typing, or the chosen moment, must stand still before the engine is asked. */
const STILL_MILLISECONDS = 120;

const STOPPED = "The planner's engine has stopped. Loading the page again starts it anew.";

const paper = matchMedia("print");

/** What a tag becomes once it is near the screen: reads the tag, asks the engine, and draws into the tag's shadow. */
export class Widget {
  plan?: Plan;
  content?: Content;
  /** Why there is no answer; empty where there is one. */
  failure = "";
  /** The text that is shown. */
  source: Kind = "manifest";
  editing = false;
  /** Why it cannot be edited; empty where it can. */
  notice = "";
  /** What a screen reader is told after an edit; nothing of what the page brings. */
  said = "";
  /** Where the playground shows the same. */
  link?: string;
  printing = paper.matches;
  theme: Theme = "light";
  /** What somebody has typed in the place of what the page says. */
  private edited?: Texts;
  private engine?: Engines.Engine;
  private readonly handle = new Handle();
  private root?: ShadowRoot;
  private unfollow?: () => void;
  private reading = new AbortController();
  private still?: ReturnType<typeof setTimeout>;
  private readonly observer = new MutationObserver(() => void this.read());

  /** The engine is handed in: it belongs to the script that the page names, and whoever imports that might get another copy. */
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
      const options = { childList: true, characterData: true, subtree: true, attributeFilter: ["slot"] };
      this.observer.observe(this.host, options);
      paper.addEventListener("change", this.print);
    }
    await this.read();
  }

  /** Lets go of everything that would keep the tag, or the engine's memory. */
  disconnect(): void {
    this.unfollow?.();
    this.unfollow = undefined;
    this.observer.disconnect();
    paper.removeEventListener("change", this.print);
    this.reading.abort();
    clearTimeout(this.still);
    this.handle.free();
  }

  /** An attribute has changed. */
  changed(): void {
    if (this.unfollow) void this.read();
  }

  get views(): readonly View[] {
    return viewsOf(this.host.getAttribute("view"));
  }

  get editable(): boolean {
    return this.host.hasAttribute("editable") && this.content !== undefined;
  }

  /** The most that it may take of the page's height; a number is one of pixels. */
  get height(): string {
    const given = this.host.getAttribute("height")?.trim() ?? "";
    const length = /^\d+(\.\d+)?$/.test(given) ? `${given}px` : given;
    return CSS.supports("max-height", length) ? length : "";
  }

  /** What the answer is about. */
  get inputs(): Inputs {
    const none = { manifest: "", nodes: "", pods: "", previous: "" };
    const options = this.content?.options ?? TIMINGS;
    return { ...none, ...(this.edited ?? this.content?.texts), options };
  }

  /** Begins to edit: loads the editor and puts the keyboard into it. */
  readonly edit = async (): Promise<void> => {
    try {
      await import("./editing");
    } catch {
      this.notice = "The editor could not be loaded";
      this.draw();
      return;
    }
    if (!this.content) return;
    this.notice = "";
    this.editing = true;
    this.edited = { ...this.content.texts };
    this.draw();
    const start = { line: 1, column: 1 };
    await this.editorOf(this.source)?.goTo({ start, end: start });
  };

  /** Back to what the page says. */
  readonly reset = (): void => {
    this.editing = false;
    this.edited = undefined;
    void this.answer();
  };

  /** Takes what somebody has typed. */
  type(kind: Kind, text: string): void {
    if (!this.edited) return;
    this.edited = { ...this.edited, [kind]: text };
    clearTimeout(this.still);
    this.still = setTimeout(() => void this.answer(), STILL_MILLISECONDS);
  }

  /** Shows the place that a finding is about: in the editor, or selected in the code block. */
  async goTo({ source, range }: GoTo): Promise<void> {
    const kind = KINDS.find((one) => one === source);
    if (!kind) return;
    this.source = kind;
    this.draw();
    if (this.editing) {
      await this.editorOf(kind)?.goTo(range);
      return;
    }
    const text = this.inputs[kind];
    const shown = [...(this.content?.blocks[kind] ?? []), ...(this.root?.querySelectorAll("pre") ?? [])]
      .map(blockText)
      .find((block) => block.text === text);
    if (shown) select(shown, offsetOf(text, range.start), offsetOf(text, range.end));
  }

  /** Asks for kubectl's words at a moment. */
  look(look: Look): void {
    clearTimeout(this.still);
    // Paper waits for nobody: what is not there when the page is laid out for it is not printed.
    if (this.printing) void this.words(look, (work) => Promise.resolve(work()));
    else this.still = setTimeout(() => void this.words(look), STILL_MILLISECONDS);
  }

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
    if (this.printing) this.theme = "light";
    render(face(this), this.root);
    for (const slot of this.root.querySelectorAll("slot")) {
      const kind = KINDS.find((one) => one === slot.name);
      if (kind) slot.assign(...(this.content?.assigned[kind] ?? []));
    }
  }

  private editorOf(kind: Kind): Editor | null | undefined {
    return this.root?.querySelector<Editor>(`#editor-${kind}`);
  }

  private async read(): Promise<void> {
    this.reading.abort();
    const { signal } = (this.reading = new AbortController());
    const stale = () => signal.aborted;
    const before = this.content;
    const content: Content = { ...childrenOf(this.host), options: TIMINGS };
    this.content ??= content;
    try {
      await fill(content, this.host, signal);
      if (stale()) return;
      const same = before && JSON.stringify(asked(before)) === JSON.stringify(asked(content));
      this.content = content;
      if (!same || !this.editable) [this.editing, this.edited] = [false, undefined];
      if (!same || !this.plan) await this.answer(stale);
    } catch (error) {
      if (stale()) return;
      this.content = content;
      this.fail(error);
    }
    if (!stale()) void this.relink();
  }

  /** Has the engine answer, and shows what it says. */
  private async answer(stale = this.staleness()): Promise<void> {
    try {
      this.engine = await this.engineOf(this.host.getAttribute("engine"));
      const plan = await this.inTurn(() => (stale() ? undefined : this.planned()));
      if (!plan || stale()) return;
      this.failure = "";
      this.plan = plan;
      this.said = this.edited ? inWords(plan) : "";
    } catch (error) {
      if (!stale()) this.fail(error);
      return;
    }
    this.draw();
    const detail = { plan: this.plan };
    this.host.dispatchEvent(new CustomEvent("daemonset-plan", { detail, bubbles: true, composed: true }));
    void this.relink();
  }

  private staleness(): () => boolean {
    const { signal } = this.reading;
    const { edited } = this;
    return () => signal.aborted || this.edited !== edited;
  }

  private fail(error: unknown): void {
    this.failure = error instanceof WebAssembly.RuntimeError ? STOPPED : inSentence(error);
    this.plan = undefined;
    this.draw();
  }

  private planned(look?: Look): Plan | undefined {
    // A tag that has left the page holds nothing of the engine.
    return this.unfollow && this.engine && this.handle.plan(this.engine, this.inputs, look);
  }

  private async words(look: Look, inTurn = this.inTurn): Promise<void> {
    const of = this.plan;
    if (!of) return;
    try {
      const looked = await inTurn(() => (this.plan === of ? this.planned(look) : undefined));
      if (!looked || this.plan !== of) return;
      this.plan = withWords(of, looked.daemonSets.map(kubectlOf));
      this.draw();
    } catch (error) {
      if (this.plan === of) this.fail(error);
    }
  }

  private async relink(): Promise<void> {
    const { inputs, plan } = this;
    const playground = this.host.getAttribute("playground");
    const link = plan && playground !== null ? await linkOf(playground, inputs) : undefined;
    if (this.plan !== plan) return;
    this.link = link;
    this.draw();
  }

  private readonly print = ({ matches }: MediaQueryListEvent) => {
    this.printing = matches;
    this.draw();
  };
}

const inSentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What of a tag's content the engine is asked about. */
function asked({ texts, options }: Content): unknown {
  return [texts, options];
}

function inWords({ daemonSets, diagnostics }: Plan): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const headlines = daemonSets.map(({ headline }) => headline).join(" ");
  return `${headlines || "There is no DaemonSet in the manifest."}${errors > 0 ? ` ${count(errors, "error")}.` : ""}`;
}
