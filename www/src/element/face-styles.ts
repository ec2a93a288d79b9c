import { css, unsafeCSS } from "lit";
import { shared } from "../styles/shared";
import tokens from "../styles/tokens.css?raw";
import { tabStyles } from "./tab-styles";

/** The size of the site's letters where a tag stands, as a length: unregistered, it would be that of each element that uses it. */
const UNIT = { name: "--daemonset-planner-unit", syntax: "<length>", inherits: true, initialValue: "16px" };
try {
  CSS.registerProperty(UNIT);
} catch {
  // Another copy of this script has registered it.
}

/** The playground's palette, inside of the frame; a site may say otherwise of each colour, as with `--daemonset-planner-accent`. */
const palette = tokens
  .slice(tokens.indexOf("{") + 1, tokens.lastIndexOf("}"))
  .replace(/--([\w-]+):\s*([^;]+);/g, "--$1: var(--daemonset-planner-$1, $2);");

/**
 * What is ours takes nothing of the site's but the shape and the size of its letters, and the code blocks that are the site's take
 * nothing of ours: what they would inherit is set only beside them.
 */
export const faceStyles = [
  shared,
  tabStyles,
  css`
    :host {
      display: block;
      margin-block: 1em;
    }
    .frame {
      --daemonset-planner-unit: clamp(13px, 1em, 20px);
    }
    .bounded {
      display: flex;
      flex-direction: column;
    }
    .bounded > .source {
      display: flex;
      flex-direction: column;
      flex: 0 1 auto;
      min-height: 0;
      max-height: 50%;
    }
    .bounded .texts {
      min-height: 0;
      overflow: auto;
    }
    .bounded > .answer {
      flex: 1 1 auto;
      min-height: 0;
      overflow: auto;
    }
    .ours {
      all: initial;
      display: block;
      ${unsafeCSS(palette)}
      --sans: var(--daemonset-planner-sans, initial);
      --chip: initial;
      --tone: initial;
      visibility: inherit;
      color: var(--ink);
      font-size: inherit;
      line-height: 1.5;
    }
    .light .ours {
      color-scheme: light;
    }
    .dark .ours {
      color-scheme: dark;
    }
    .ours:not(.code) {
      font-family: var(--sans);
    }
    .bar {
      display: flex;
      justify-content: space-between;
      align-items: end;
      margin-bottom: 0.4rem;
      font-size: 1rem;
    }
    .texts {
      min-width: 0;
    }
    .code {
      max-height: 19rem;
      padding: 0.8rem 1rem;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--sunken);
      font-family: var(--mono);
      font-size: 0.8125rem;
      line-height: 1.55;
      white-space: pre;
      tab-size: 2;
    }
    .key {
      color: var(--syntax-key);
    }
    .text {
      color: var(--syntax-text);
    }
    .literal {
      color: var(--syntax-literal);
    }
    .quiet {
      color: var(--syntax-quiet);
    }
    planner-editor.ours {
      display: flex;
      min-height: 8rem;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
    }
    planner-editor::part(title) {
      display: none;
    }
    .answer {
      container-type: inline-size;
      margin-top: 0.6rem;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
      font-size: 1rem;
    }
    .failure {
      padding: 0.8rem 1rem;
      border-left: 4px solid var(--bad);
      border-radius: var(--radius);
      font-size: 0.9375rem;
      overflow-wrap: anywhere;
    }
    .footer {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 1rem;
      padding: 0.4rem 1rem;
      border-top: 1px solid var(--line);
      color: var(--muted);
      font-size: var(--tiny);
    }
    a {
      color: var(--accent);
      text-underline-offset: 0.2em;
    }
    @media print {
      .frame {
        max-height: none !important;
      }
      .bounded > *,
      .bounded .texts,
      .code {
        max-height: none;
        overflow: visible;
      }
      .bar,
      a {
        display: none;
      }
    }
  `,
];
