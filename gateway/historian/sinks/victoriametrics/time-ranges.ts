/** Moments that lie this close together are asked for together. */
const CLOSE_MS = 60_000;
/** Questions for one piece; where the moments are scattered more, the ranges become wider. */
const MOST_RANGES = 20;

export interface TimeRange {
  readonly fromMs: number;
  /** Inclusive. */
  readonly toMs: number;
}

/** The fewest ranges that hold all the times without asking for long stretches in which there is nothing. */
export function rangesOf(times: readonly number[]): TimeRange[] {
  const sorted = times.toSorted((a, b) => a - b);
  const span = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const gap = Math.max(CLOSE_MS, span / MOST_RANGES);
  const ranges: { fromMs: number; toMs: number }[] = [];
  for (const time of sorted) {
    const last = ranges.at(-1);
    if (last && time - last.toMs <= gap) last.toMs = time;
    else ranges.push({ fromMs: time, toMs: time });
  }
  return ranges;
}
