/** What a page can be. */
export type Theme = "light" | "dark";

/** How documentation generators say it on `html` or `body`: an attribute and its values for light and for dark. */
const MARKS: readonly [attribute: string, light: RegExp, dark: RegExp][] = [
  ["data-theme", /^(light|default)$/, /^dark$/],
  ["data-md-color-scheme", /^default$/, /^slate$/],
  ["data-bs-theme", /^light$/, /^dark$/],
  ["data-color-mode", /^light$/, /^dark$/],
  ["data-mode", /^light$/, /^dark$/],
  ["class", /(^|\s)(light|theme-light|rust)(\s|$)/, /(^|\s)(dark|theme-dark|coal|navy|ayu)(\s|$)/],
];

/** How long a page may take to fade from one ground to another. */
const FADE_MILLISECONDS = 500;

const followers = new Set<() => void>();
const prefersDark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined;
let observer: MutationObserver | undefined;
let fade: ReturnType<typeof setTimeout> | undefined;

/** Calls whenever the page may have changed its theme, until the function that it returns is called. */
export function follow(listener: () => void): () => void {
  if (followers.size === 0) {
    observer ??= new MutationObserver(tell);
    const options = { attributes: true, attributeFilter: ["style", ...MARKS.map(([name]) => name)] };
    observer.observe(document.documentElement, options);
    observer.observe(document.body, options);
    prefersDark?.addEventListener("change", tell);
  }
  followers.add(listener);
  return () => {
    followers.delete(listener);
    if (followers.size > 0) return;
    clearTimeout(fade);
    observer?.disconnect();
    prefersDark?.removeEventListener("change", tell);
  };
}

function tell(): void {
  clearTimeout(fade);
  for (const listener of followers) listener();
  fade = setTimeout(() => {
    for (const listener of followers) listener();
  }, FADE_MILLISECONDS);
}

/** The theme of the page around an element: what the page says of itself, else what the ground and the letters there look like. */
export function themeAround(element: Element): Theme {
  return marked() ?? seen(element);
}

function marked(): Theme | undefined {
  for (const root of [document.documentElement, document.body]) {
    for (const [name, light, dark] of MARKS) {
      const value = root.getAttribute(name) ?? "";
      if (dark.test(value)) return "dark";
      if (light.test(value)) return "light";
    }
  }
  return undefined;
}

/** Told by the nearest ground that is not transparent; where there is none, by the letters, which are black or white by the browser's own choice then. */
function seen(element: Element): Theme {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const light = lightness(getComputedStyle(at).backgroundColor);
    if (light !== undefined) return light < 0.5 ? "dark" : "light";
  }
  return (lightness(getComputedStyle(element).color) ?? 0) > 0.5 ? "dark" : "light";
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/** How light a computed colour is, from 0 to 1; `undefined` for one that is hardly there. */
function lightness(colour: string): number | undefined {
  const [, name = "", space = ""] = /^(\w+)\((srgb|display-p3)?/.exec(colour) ?? [];
  const [first = 0, second = 0, third = 0, alpha = 1] = (
    colour.slice(name.length).match(/[\d.]+(?!\w)/g) ?? []
  ).map(Number);
  if (alpha < 0.5) return undefined;
  if (name.startsWith("ok")) return first;
  if (name === "lab" || name === "lch") return first / 100;
  const whole = name === "color" && space ? 1 : 255;
  return (0.299 * first + 0.587 * second + 0.114 * third) / whole;
}
