import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--syntax-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--syntax-text)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--syntax-literal)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword, tags.meta], color: "var(--syntax-literal)" },
  { tag: [tags.comment, tags.punctuation, tags.separator, tags.bracket], color: "var(--syntax-quiet)" },
]);

/** A wavy line drawn by the browser: the default is an image in a data URL, which the page's policy forbids. */
const squiggle = (colour: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: "3px",
  textDecorationSkipInk: "none",
});

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "0.8125rem", backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { padding: "0.5rem 0", caretColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    border: "0",
    color: "var(--muted)",
    paddingLeft: "0.25rem",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.6rem 0 0.5rem", minWidth: "2.1rem" },
  ".cm-line.cm-target": { backgroundColor: "var(--accent-soft)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", color: "inherit" },
  ".cm-specialChar": { color: "var(--bad)" },
  ".cm-lintRange-error": squiggle("var(--bad)"),
  ".cm-lintRange-warning": squiggle("var(--warn)"),
  ".cm-lintRange-info": squiggle("var(--accent)"),
  ".cm-lintPoint::after": { display: "none" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "7px",
    boxShadow: "0 6px 24px rgb(0 0 0 / 0.16)",
    maxWidth: "min(34rem, 85vw)",
  },
  ".cm-diagnostic": { padding: "0.4rem 0.7rem", fontFamily: "var(--sans)", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel input, .cm-panel button": {
    backgroundColor: "var(--surface)",
    backgroundImage: "none",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "5px",
  },
});

/**
 * Types over a selection without the browser's help: Chromium would keep the colours of the replaced text as a style
 * attribute, which the page's policy forbids.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data, isComposing } = event;
    if (inputType !== "insertText" || !data || isComposing || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

/** What every editor of the page is made of. Tab indents; Escape, then Tab, leaves the editor. */
export function editorSetup(label: string, whatToPaste: string): Extension {
  return [
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    bracketMatching(),
    highlightSelectionMatches(),
    indentUnit.of("  "),
    yaml(),
    typeOver,
    syntaxHighlighting(colours),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
    EditorView.contentAttributes.of({
      "aria-label": label,
      ...(whatToPaste ? { "aria-placeholder": whatToPaste } : {}),
      spellcheck: "false",
      autocorrect: "off",
    }),
    look,
  ];
}
