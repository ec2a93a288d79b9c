import type { Diagnostic as Squiggle } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Diagnostic, Position, Range } from "daemonset-planner";

/** The most findings that are drawn into a text; the list beside it has them all. */
const MOST_SQUIGGLES = 200;

/** The offset of a place in a document; a place outside becomes the nearest one inside. */
export function offset(text: Text, { line, column }: Position): number {
  const found = text.line(Math.min(Math.max(line, 1), text.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

/** The stretch of a document that a range names. */
export function stretch(text: Text, range: Range): { from: number; to: number } {
  const from = offset(text, range.start);
  return { from, to: Math.max(from, offset(text, range.end)) };
}

/** The findings that have a place, as the editor draws them. An empty range is drawn up to the end of its line. */
export function squiggles(text: Text, diagnostics: readonly Diagnostic[]): Squiggle[] {
  return diagnostics
    .flatMap(({ range, severity, message, help }) => {
      if (!range) return [];
      const { from, to } = stretch(text, range);
      const end = to > from ? to : Math.max(from, text.lineAt(from).to);
      return [{ from, to: end, severity, message: help ? `${message}\n${help}` : message }];
    })
    .slice(0, MOST_SQUIGGLES);
}
