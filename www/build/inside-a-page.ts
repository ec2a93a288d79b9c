import type { Plugin } from "vite";

/** A length in `rem` is one of the root's letters, which a site may set to anything. */
const REM = /(?<![\w.])(-?\d*\.?\d+)rem\b/g;
const SCREEN = /@media \(max-width: (\d+)rem\)/g;

/** How many pixels a `rem` stands for in a query. */
const PIXELS = 16;

/**
 * Turns the measures of the playground, which has a screen to itself, into those of a part of a page: lengths are measured by the
 * site's text where the tag stands, and what asks for the width of the screen asks for that of the tag.
 */
export function insideAPage(folder: string): Plugin {
  return {
    name: "inside-a-page",
    enforce: "pre",
    transform(code, id) {
      if (!id.startsWith(folder) || !/\.(ts|css\?raw)$/.test(id)) return null;
      const measured = code
        .replace(SCREEN, (_, width: string) => `@container (max-width: ${Number(width) * PIXELS}px)`)
        .replace(REM, "calc($1 * var(--daemonset-planner-unit))");
      return measured === code ? null : { code: measured, map: null };
    },
  };
}
