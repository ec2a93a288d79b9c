import type { Source } from "daemonset-planner";
import { html, nothing } from "lit";
import { tabs } from "../components/tabs";
import { coloured } from "./colours";
import { KINDS, TITLES, type Kind } from "./kinds";
import type { Widget } from "./widget";

/** The texts: the page's own code blocks where it has them, and editors once somebody edits. */
export function sources(widget: Widget) {
  const { editable, editing, printing } = widget;
  const kinds = shownKinds(widget);
  const chosen = Math.max(kinds.indexOf(widget.source), 0);
  const choose = (index: number) => {
    widget.source = kinds[index] ?? "manifest";
    widget.draw();
  };
  const titles = kinds.map((kind) => TITLES[kind]);
  const several = kinds.length > 1;
  const scrolls = widget.height !== "";
  return html`<div class="source" part="source">
    ${
      several || editable
        ? html`<div class="ours bar">
            ${several ? tabs(titles, chosen, "Texts", choose, "text") : html`<span></span>`}
            ${editable ? editButton(editing, widget) : nothing}
          </div>`
        : nothing
    }
    <div
      id="text"
      class="texts"
      role=${several ? "tabpanel" : scrolls ? "region" : nothing}
      aria-labelledby=${several ? `text-tab-${chosen}` : nothing}
      aria-label=${scrolls && !several ? TITLES.manifest : nothing}
      tabindex=${scrolls ? 0 : nothing}
    >
      ${KINDS.map(
        (kind) =>
          html`<div ?hidden=${kind !== kinds[chosen] && !(printing && kinds.includes(kind))}>
            ${kinds.includes(kind) ? text(widget, kind) : nothing}
          </div>`,
      )}
    </div>
  </div>`;
}

function shownKinds({ content, editing, inputs }: Widget): readonly Kind[] {
  const given = (kind: Kind) => inputs[kind] !== "" || (content?.assigned[kind].length ?? 0) > 0;
  return KINDS.filter((kind) => kind === "manifest" || given(kind) || (editing && kind === "nodes"));
}

/** One button for both, so that the keyboard stays on it. */
function editButton(editing: boolean, { edit, notice, reset }: Widget) {
  return html`<button part="button" @click=${editing ? reset : edit}>
    ${editing ? "Reset" : notice || "Edit"}
  </button>`;
}

function text(widget: Widget, kind: Kind) {
  const { content, editing, inputs, plan } = widget;
  const slot = html`<slot name=${kind} ?hidden=${editing}></slot>`;
  if (editing) {
    const found = plan?.diagnostics.filter(({ source }: { source: Source }) => source === kind) ?? [];
    return html`${slot}<planner-editor
        id="editor-${kind}"
        class="ours"
        label=${TITLES[kind]}
        .style=${`height: ${editorHeight(content?.texts[kind] ?? "")}em`}
        .value=${inputs[kind]}
        .diagnostics=${found}
        @edit=${({ detail }: CustomEvent<string>) => {
          widget.type(kind, detail);
        }}
      ></planner-editor>`;
  }
  if ((content?.blocks[kind].length ?? 0) > 0 || inputs[kind] === "") return slot;
  return html`${slot}
    <pre class="ours code" part="code" tabindex="0" role="region" aria-label=${TITLES[kind]}>
${coloured(inputs[kind])}</pre>`;
}

/** As high as the text that was there when editing began, within limits: it must not jump while somebody types. */
function editorHeight(text: string): number {
  return Math.min(Math.max(text.split("\n").length, 5), 22) * 1.26 + 1;
}
