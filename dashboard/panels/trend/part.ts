/** A part of time that is looked at, ms. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** A minute holds sixty samples of the fastest points; closer there is nothing to see. */
export const LEAST_MS = 60_000;
/** As far as one question to the history may reach. */
export const MOST_MS = 3_650 * 86_400_000;

/** As asked, but neither too short, too long nor in the future; whole milliseconds. */
export function fitPart({ from, to }: Part, now: number): Part {
  const length = Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, to - from)));
  const middle = (from + to) / 2;
  const end = Math.min(now, Math.round(middle + length / 2));
  return { from: end - length, to: end };
}

/** Closer (factor below 1) or wider, about the middle. */
export function zoomPart({ from, to }: Part, factor: number, now: number): Part {
  const [middle, half] = [(from + to) / 2, ((to - from) / 2) * factor];
  return fitPart({ from: middle - half, to: middle + half }, now);
}

/** Earlier (below 0) or later by a share of its length. */
export function movePart({ from, to }: Part, share: number, now: number): Part {
  const by = (to - from) * share;
  return fitPart({ from: from + by, to: to + by }, now);
}
