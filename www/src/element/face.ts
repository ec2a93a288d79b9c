import { html, nothing } from "lit";
import type { GoTo } from "../components/go-to";
import type { Look } from "../time/kubectl";
import "./card";
import { releaseOf } from "./content";
import { sources } from "./sources";
import type { Widget } from "./widget";

/** What stands in the tag's shadow: the texts, and below them the answer. */
export function face(widget: Widget) {
  const { theme, failure, plan, height } = widget;
  const name = plan?.daemonSets[0]?.name;
  return html`<div
    class="frame ${theme} ${height ? "bounded" : ""}"
    part="frame"
    role="group"
    aria-label=${name ? `What becomes of the DaemonSet ${name}` : "DaemonSet planner"}
    .style=${height ? `max-height: ${height}` : ""}
    @go-to=${(event: GoTo) => {
      event.stopPropagation();
      void widget.goTo(event);
    }}
    @node=${(event: Event) => {
      event.stopPropagation();
    }}
  >
    ${sources(widget)}
    <div
      class="ours answer"
      part="answer"
      role=${height ? "region" : nothing}
      aria-label=${height ? "Answer" : nothing}
      tabindex=${height ? 0 : nothing}
    >
      ${failure ? html`<p class="failure" part="failure">${failure}</p>` : nothing}
      ${
        plan
          ? html`<planner-card
              exportparts="headline, name, tabs, tab, view, problems, refused, change"
              .plan=${plan}
              .views=${widget.views}
              .events=${widget.inputs.options.events ?? []}
              .printing=${widget.printing}
              @look=${({ detail }: CustomEvent<Look>) => {
                widget.look(detail);
              }}
            ></planner-card>`
          : nothing
      }
      ${footer(widget)}
    </div>
    <p class="unseen" role="status">${widget.said}</p>
  </div>`;
}

function footer({ host, plan, link }: Widget) {
  if (!plan) return nothing;
  const theirs = releaseOf(host.getAttribute("release"));
  const other =
    theirs === undefined || theirs === releaseOf(plan.kubernetes) ? "" : `; this page speaks of ${theirs}`;
  return html`<div class="footer" part="footer">
    <span>Kubernetes ${plan.kubernetes}${other}</span>
    ${link ? html`<a part="link" href=${link} target="_blank" rel="noopener">Open in playground</a>` : nothing}
  </div>`;
}
