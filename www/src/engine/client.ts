import type { Answer, Question } from "./protocol";
import type { Inputs } from "../state/inputs";
import { TIMELINE_ENTRIES } from "../time/entries";
import type { Look } from "../time/kubectl";

/** How long the engine may think about one input before it is stopped. */
const PATIENCE_MILLISECONDS = 10_000;

/** What is asked: the plan of these inputs, or only what kubectl prints of them at a moment. */
interface Asked {
  inputs: Inputs;
  look?: Look;
  onlyWords?: boolean;
}

/** What a listener is told: the answer to the newest question. Older ones are dropped. */
export type Listener = (answer: Answer) => void;

/**
 * The engine behind its worker. One question is on its way at a time; while it is, only the newest of those that
 * follow is kept. An engine that fails or hangs is replaced by a fresh one.
 */
export class EngineClient {
  private worker?: Worker;
  private last = 0;
  private asked?: Asked;
  private waiting?: Asked;
  private sent: Partial<Inputs> = {};
  private patience?: ReturnType<typeof setTimeout>;

  constructor(private readonly listener: Listener) {}

  /** Asks for a plan, with kubectl's words if somebody looks at a moment; the listener hears of it, unless a newer question overtakes it. */
  ask(inputs: Inputs, look?: Look): void {
    this.put({ inputs, look });
  }

  /** Asks only for kubectl's words at a moment. */
  askWords(inputs: Inputs, look: Look): void {
    this.put({ inputs, look, onlyWords: this.waiting ? this.waiting.onlyWords : true });
  }

  private put(question: Asked): void {
    if (this.asked) {
      this.waiting = question;
    } else {
      this.send(question);
    }
  }

  /** Ends the worker. */
  stop(): void {
    clearTimeout(this.patience);
    this.worker?.terminate();
    this.worker = undefined;
    this.sent = {};
    this.asked = undefined;
  }

  private send(asked: Asked): void {
    const { inputs, look, onlyWords } = asked;
    this.worker ??= this.start();
    this.asked = asked;
    const encoder = new TextEncoder();
    const options = { ...inputs.options, timelineEntries: TIMELINE_ENTRIES, ...look };
    const question: Question = { id: ++this.last, options, onlyWords };
    const moved: ArrayBuffer[] = [];
    for (const name of ["manifest", "nodes", "pods", "previous"] as const) {
      if (this.sent[name] === inputs[name]) continue;
      const bytes = encoder.encode(inputs[name]);
      question[name] = bytes;
      moved.push(bytes.buffer);
    }
    this.sent = inputs;
    this.worker.postMessage(question, moved);
    this.patience = setTimeout(() => {
      this.fail("The engine was stopped: it took longer than 10 seconds with this input.");
    }, PATIENCE_MILLISECONDS);
  }

  private start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.id === this.last) this.hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.fail(event.message ? `The engine stopped: ${event.message}` : "The engine could not be loaded.");
    };
    return worker;
  }

  private hear(answer: Answer): void {
    clearTimeout(this.patience);
    if ("failure" in answer) this.stop();
    this.asked = undefined;
    const next = this.waiting;
    this.waiting = undefined;
    if (next) this.send(next);
    if (!next || next.onlyWords) this.listener(answer);
  }

  private fail(failure: string): void {
    this.hear({ id: this.last, failure });
  }
}
