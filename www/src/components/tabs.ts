import { html, type TemplateResult } from "lit";

/** A row of tabs, of which one is chosen; the arrow keys go from one to the next. Their panel has the id `panel`, or the one given. */
export function tabs(
  names: readonly string[],
  chosen: number,
  label: string,
  choose: (index: number) => void,
  panel = "panel",
): TemplateResult {
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (chosen + by + names.length) % names.length;
    choose(next);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return html`<div role="tablist" part="tabs" aria-label=${label} @keydown=${step}>
    ${names.map(
      (name, index) =>
        html`<button
          role="tab"
          part="tab"
          id="${panel}-tab-${index}"
          aria-selected=${index === chosen}
          aria-controls=${panel}
          tabindex=${index === chosen ? 0 : -1}
          @click=${() => {
            choose(index);
          }}
        >
          ${name}
        </button>`,
    )}
  </div>`;
}
