import type { DaemonSetPlan, PlanEvent, PlanEventKind } from "daemonset-planner";
import { html, type TemplateResult } from "lit";

type Kind = PlanEvent["type"];

/** What the fields are made from. */
export interface Draft {
  plan: DaemonSetPlan;
  node: string;
  nodes: readonly string[];
}

/** The kinds of which more is to be said than the node. */
export const NEEDS_MORE: ReadonlySet<Kind> = new Set([
  "taintNode",
  "untaintNode",
  "labelNode",
  "unreadyPod",
  "addNode",
  "apply",
]);

const TAINT = "[^=:\\s]+(=[^:\\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)";
const UNTAINT = "[^=:\\s]+(=[^:\\s]*)?(:(NoSchedule|PreferNoSchedule|NoExecute))?-?";
const LABEL = "[^=\\s]+(=\\S*|-)";
const SECONDS_DOWN = 30;

/** The fields of a kind. */
export function eventFields(kind: Kind, draft: Draft): TemplateResult {
  return html`<div class="fields">${(FIELDS[kind] ?? nothingMore)(draft)}</div>`;
}

const nothingMore = () => html``;

const FIELDS: Partial<Record<Kind, (draft: Draft) => TemplateResult>> = {
  taintNode: () =>
    html`<label
      >Taint
      <input
        name="taint"
        required
        pattern=${TAINT}
        value="maintenance=true:NoExecute"
        title="key=value:Effect"
        autocomplete="off"
        spellcheck="false"
    /></label>`,
  untaintNode: (draft) => {
    const taints = taintsOf(draft);
    return html`<label
        >Taint
        <input
          name="taint"
          required
          pattern=${UNTAINT}
          value=${taints[0] ?? ""}
          title="key:Effect, or key"
          list="taints"
          autocomplete="off"
          spellcheck="false"
      /></label>
      <datalist id="taints">${taints.map((taint) => html`<option value=${taint}></option>`)}</datalist>`;
  },
  labelNode: ({ plan }) =>
    html`<label
      >Label, or <code>key-</code> to take one away
      <input
        name="label"
        required
        pattern=${LABEL}
        value=${selected(plan)}
        title="key=value, or key-"
        autocomplete="off"
        spellcheck="false"
    /></label>`,
  unreadyPod: () =>
    html`<label
      >Seconds
      <input name="seconds-down" type="number" required min="1" max="86400" step="any" value=${SECONDS_DOWN}
    /></label>`,
  addNode: ({ node, nodes, plan }) =>
    html`<label
        >Name
        <input name="name" required value=${node || freeName(nodes)} autocomplete="off" spellcheck="false"
      /></label>
      <label
        >Labels and taints like those of
        <input
          name="like"
          list="like"
          value=${node ? "" : (firstRunning(plan) ?? "")}
          placeholder="itself, as it was before"
          autocomplete="off"
          spellcheck="false"
      /></label>
      <datalist id="like">
        ${nodes.slice(0, 500).map((name) => html`<option value=${name}></option>`)}
      </datalist>`,
  apply: ({ plan }) => {
    const [first, ...others] = containersOf(plan);
    return html`<label ?hidden=${others.length === 0}
        >Container
        <select name="container">
          ${[first, ...others].map((one) => html`<option>${one?.name}</option>`)}
        </select></label
      >
      <label
        >The same manifest with the image
        <input name="image" value=${edited(first?.image ?? "")} autocomplete="off" spellcheck="false"
      /></label>
      <label
        >or another manifest
        <textarea
          name="manifest"
          spellcheck="false"
          placeholder="The whole manifest, as it is applied then"
        ></textarea>
      </label>`;
  },
};

/** The event of a kind by what stands in the fields. */
export function eventOf(kind: Kind, draft: Draft, field: (name: string) => string): PlanEventKind {
  const { node } = draft;
  switch (kind) {
    case "taintNode":
    case "untaintNode":
      return { type: kind, node, taints: [field("taint")] };
    case "labelNode":
      return { type: kind, node, labels: labelOf(field("label")) };
    case "unreadyPod":
      return { type: kind, node, forSeconds: Number(field("seconds-down")) };
    case "addNode": {
      const like = field("like").trim();
      return { type: kind, node: field("name").trim(), ...(like ? { like } : {}) };
    }
    case "apply":
      return { type: kind, manifest: field("manifest").trim() || withImage(draft.plan, field) };
    case "neverReady":
      return { type: kind, ...(node ? { node } : {}) };
    case "rollback":
    case "switchToOnDelete":
      return { type: kind };
    default:
      return { type: kind, node };
  }
}

function labelOf(text: string): Record<string, string | null> {
  const cut = text.indexOf("=");
  return cut < 0 ? { [text.replace(/-$/, "")]: null } : { [text.slice(0, cut)]: text.slice(cut + 1) };
}

/** The node's taints that the verdict speaks of, as kubectl writes them. */
function taintsOf({ plan, node }: Draft): string[] {
  const reasons = plan.nodes.find(({ name }) => name === node)?.reasons ?? [];
  return reasons.flatMap((reason) =>
    reason.kind === "untoleratedTaint" || reason.kind === "toleratedTaint"
      ? [`${reason.taint.key}:${reason.taint.effect}`]
      : [],
  );
}

function firstRunning({ nodes }: DaemonSetPlan): string | undefined {
  return nodes.find(({ shouldRun }) => shouldRun)?.name;
}

function freeName(nodes: readonly string[]): string {
  const taken = new Set(nodes);
  let number = 1;
  while (taken.has(`new-node-${number}`)) number += 1;
  return `new-node-${number}`;
}

interface Container {
  name?: string;
  image?: string;
}

interface Written {
  spec?: { template?: { spec?: { nodeSelector?: Record<string, string>; containers?: Container[] } } };
}

function containersOf({ admission }: DaemonSetPlan): Container[] {
  return (admission.daemonSet as Written | undefined)?.spec?.template?.spec?.containers ?? [];
}

/** What the template selects nodes by, since that is what a change of labels is mostly about. */
function selected({ admission }: DaemonSetPlan): string {
  const selector = (admission.daemonSet as Written | undefined)?.spec?.template?.spec?.nodeSelector ?? {};
  const [key] = Object.keys(selector);
  return key === undefined ? "" : `${key}-`;
}

/** An image with another tag. */
function edited(image: string): string {
  return /:[^/:]+$/.test(image) ? `${image}-fixed` : `${image}:fixed`;
}

/** The DaemonSet as the server has it, with another image. */
function withImage(plan: DaemonSetPlan, field: (name: string) => string): string {
  const written = structuredClone(plan.admission.daemonSet) as Written | undefined;
  const containers = written?.spec?.template?.spec?.containers ?? [];
  const container = containers.find(({ name }) => name === field("container")) ?? containers[0];
  if (container) container.image = field("image");
  return JSON.stringify(written, null, 1);
}
