import type { PodLife, Timeline } from "daemonset-planner";
import { PHASES, type Phase } from "../rollout/phases";

/** What a bar of a Pod's life can be: a phase of the update, or what only events and existing Pods bring about. */
export type Shade = Phase | "down" | "edited";

/** The shades in words, in the order of the legend. */
export const SHADES: readonly [shade: Shade, words: string][] = [
  ...PHASES,
  ["down", "not available"],
  ["edited", "Pod of a later edit"],
];

/** A stretch of time, in seconds, that a Pod spends in one shade; `second` where another Pod is on the node as well. */
export interface Bar {
  shade: Shade;
  from: number;
  to: number;
  second: boolean;
}

/** When each Pod first becomes ready, by its number, as far as the timeline tells. */
export function readiness({ entries }: Timeline): Map<number, number> {
  const ready = new Map<number, number>();
  for (const { what, pod, seconds } of entries) {
    if (what === "podReady" && pod !== undefined && !ready.has(pod)) ready.set(pod, seconds);
  }
  return ready;
}

/** A Pod's life as bars up to `end`; bars without length are left out. */
export function lifeBars(
  life: PodLife,
  current: number,
  ready: number | undefined,
  end: number,
): Omit<Bar, "second">[] {
  const deleted = Math.min(life.deletedSeconds ?? Infinity, life.goneSeconds ?? Infinity);
  const gone = life.goneSeconds ?? Infinity;
  const bars: Omit<Bar, "second">[] = [];
  const put = (shade: Shade, from: number, to: number) => {
    const last = Math.min(to, end);
    if (last > from) bars.push({ shade, from, to: last });
  };
  let at = life.createdSeconds ?? 0;
  const begun = life.createdSeconds !== undefined;
  for (const [from, to = Infinity] of life.available) {
    unavailable(at, Math.min(from, deleted));
    put(available(life.template, current), from, Math.min(to, deleted));
    at = Math.min(to, deleted);
  }
  unavailable(at, deleted);
  put("terminating", Math.max(deleted, life.createdSeconds ?? 0), gone);
  return bars;

  function unavailable(from: number, to: number): void {
    const first = begun && from === life.createdSeconds;
    if (!first) {
      put("down", from, to);
      return;
    }
    const up = Math.min(ready ?? Infinity, to);
    put("starting", from, up);
    put("ready", up, to);
  }
}

/** The shade of an available Pod: by the number of its template, of which 0 is the one before the change. */
function available(template: number, current: number): Shade {
  if (template === 0) return current === 0 ? "available" : "old";
  return template === 1 ? "available" : "edited";
}
