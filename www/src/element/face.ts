import { html, nothing } from "lit";
import "./card";
import { KINDS, type Kind } from "./content";
import type { Widget } from "./widget";

const TITLES: Record<Kind, string> = {
  manifest: "Manifest",
  nodes: "Nodes",
  pods: "Existing Pods",
  previous: "Previous manifest",
};

/** What stands in the tag's shadow: the texts, and below them the answer. */
export function face(widget: Widget) {
  const { theme, failure, plan } = widget;
  return html`<div class="frame ${theme}" part="frame">
    ${source(widget)}
    <div class="ours answer" part="answer">
      ${failure ? html`<p class="failure" part="failure" role="alert">${failure}</p>` : nothing}
      ${
        plan
          ? html`<planner-card
              exportparts="headline, tabs, tab, view, problems, refused"
              .plan=${plan}
              .views=${widget.views}
              .printing=${widget.printing}
              @look=${({ detail }: CustomEvent) => {
                widget.look(detail as Parameters<Widget["look"]>[0]);
              }}
            ></planner-card>`
          : nothing
      }
    </div>
  </div>`;
}

function source({ content, inputs }: Widget) {
  const kinds = content ? KINDS.filter((kind) => inputs[kind] !== "") : (["manifest"] as const);
  return html`<div part="source">
    ${kinds.map((kind) => {
      const site = content?.assigned[kind].length;
      return html`<slot name=${kind}></slot>${
          site
            ? nothing
            : html`<details class="ours">
                <summary>${TITLES[kind]}</summary>
                <pre>${inputs[kind]}</pre>
              </details>`
        }`;
    })}
  </div>`;
}
