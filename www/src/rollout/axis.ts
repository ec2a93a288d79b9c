const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

/** The moments to write on a time axis of this length, at most `most` of them apart by a round step. */
export function ticks(end: number, most: number): number[] {
  const enough = (step: number) => end / step <= most;
  const step = STEPS.find(enough) ?? Math.ceil(end / most / 86_400) * 86_400;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}
