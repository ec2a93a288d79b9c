import { alternatives } from "./alternatives";
import { nodeTruths } from "./node-truths";
import { objectTruths } from "./object-truths";
import type { Subject, Truth } from "./types";

export type { Truth } from "./types";

/**
 * What learners are examined on, in the order in which one meets it. A refused manifest touches nothing: its problems are told
 * where they are.
 */
export function truths(subject: Subject): Truth[] {
  const all = [...nodeTruths(subject), ...objectTruths(subject), ...alternatives(subject)];
  return subject.one.admission.accepted ? all : all.map((truth) => ({ ...truth, touched: false }));
}
