import type { Range, Risk } from "daemonset-planner";

/** The same risk at one place or several. */
export interface RiskRow {
  readonly kind: string;
  readonly what: string;
  readonly level: string;
  readonly places: readonly RiskPlace[];
}

export interface RiskPlace {
  readonly owner: string;
  readonly range: Range | undefined;
}

/** Risks that say the same, as one row; the rows stand in the order of the first of each. */
export function rowsOf(risks: readonly Risk[]): readonly RiskRow[] {
  const rows = new Map<string, RiskRow & { places: RiskPlace[] }>();
  for (const { kind, what, level, owner, range } of risks) {
    const key = JSON.stringify([kind, what, level]);
    const row = rows.get(key) ?? { kind, what, level, places: [] };
    row.places.push({ owner, range });
    rows.set(key, row);
  }
  return [...rows.values()];
}
