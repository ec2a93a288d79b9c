import type { Range, Source } from "daemonset-planner";
import { html } from "lit";

/** Asks whoever holds the editors to show a stretch of a text. */
export class GoTo extends Event {
  static readonly type = "go-to";

  constructor(
    readonly source: Source,
    readonly range: Range,
  ) {
    super(GoTo.type, { bubbles: true, composed: true });
  }
}

/** A button that leads to the line of the manifest which is spoken of; nothing where none is known. */
export function lineButton(range: Range | undefined) {
  if (!range) return null;
  const go = (event: Event) => event.currentTarget?.dispatchEvent(new GoTo("manifest", range));
  return html`<button class="link" @click=${go}>line ${range.start.line}</button>`;
}
