/** What a trend says about the time a machine ran; arrays as in a history query. */
export interface RunColumns {
  readonly time: Float64Array;
  /** Length of one column; 0: the columns are the samples themselves. */
  readonly columnMs: number;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly good: Float32Array;
}

export interface RunningHours {
  readonly hours: number;
  /** Share of the range of which something is known, 0–1; nothing is assumed about the rest. */
  readonly coverage: number;
  /** Part of the time had to be worked out: a turning machine that stood still for some of a column. */
  readonly isEstimated: boolean;
}

const HOUR_MS = 3_600_000;

/** Hours a machine ran between two moments. `state`: the point is 1 while it runs; `turning`: it is above 0. */
export function runningHours(columns: RunColumns, by: 'state' | 'turning', fromMs: number, toMs: number): RunningHours {
  let ranMs = 0;
  let knownMs = 0;
  let isEstimated = false;
  for (let i = 0; i < columns.time.length; i++) {
    const knownOfColumn = lengthOf(columns, i, fromMs, toMs) * (columns.good[i] ?? 0);
    const share = knownOfColumn > 0 ? shareOf(columns, i, by) : undefined;
    if (share === undefined) continue;
    knownMs += knownOfColumn;
    ranMs += share.running * knownOfColumn;
    isEstimated ||= share.isEstimated;
  }
  const wholeMs = Math.max(1, toMs - fromMs);
  return { hours: ranMs / HOUR_MS, coverage: Math.min(1, knownMs / wholeMs), isEstimated };
}

/** How much of a column lies in the range; a sample holds until the next one. */
function lengthOf({ time, columnMs }: RunColumns, i: number, fromMs: number, toMs: number): number {
  const start = time[i]!;
  const end = columnMs > 0 ? start + columnMs : (time[i + 1] ?? toMs);
  return Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs));
}

function shareOf({ min, max, mean }: RunColumns, i: number, by: 'state' | 'turning') {
  const [lowest, highest, middle] = [min[i]!, max[i]!, mean[i]!];
  if (Number.isNaN(middle) || Number.isNaN(highest)) return undefined;
  if (highest <= 0) return { running: 0, isEstimated: false };
  if (lowest > 0) return { running: 1, isEstimated: false };
  const running = Math.min(1, Math.max(0, by === 'state' ? middle : middle / highest));
  return { running, isEstimated: by === 'turning' };
}
