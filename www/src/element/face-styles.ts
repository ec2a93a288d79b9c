import { css, unsafeCSS } from "lit";
import { shared } from "../styles/shared";
import tokens from "../styles/tokens.css?raw";

/** The page's palette, inside of the frame; a site may say otherwise of each colour, as `--daemonset-planner-accent`. */
const palette = tokens
  .slice(tokens.indexOf("{") + 1, tokens.lastIndexOf("}"))
  .replace(/--([\w-]+):\s*([^;]+);/g, "--$1: var(--daemonset-planner-$1, $2);");

/** What is ours takes nothing of the site's but the letters' shape and size; what is the site's takes nothing of ours. */
export const faceStyles = [
  shared,
  css`
    :host {
      display: block;
    }
    .frame.light {
      color-scheme: light;
    }
    .frame.dark {
      color-scheme: dark;
    }
    .ours {
      all: initial;
      display: block;
      font: 400 1em/1.5 var(--sans);
      color-scheme: inherit;
      ${unsafeCSS(palette)}
      --sans: var(--daemonset-planner-sans, inherit);
      --chip: initial;
      --tone: initial;
      color: var(--ink);
    }
    .answer {
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
    }
    .failure {
      padding: 0.8rem 1rem;
      color: var(--bad);
    }
  `,
];
