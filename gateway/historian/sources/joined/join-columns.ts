import type { HistoryColumns } from '../../../ports/historian.ts';
import { DAY_MS } from '../../limits.ts';
import type { Rollup } from '../../sinks/embedded/rollup.ts';

export interface Seam {
  /** Where the source's own data begins; before it there is nothing better than what is here. */
  readonly beginsMs: number;
  /** Where local data of the wanted fineness begins. */
  readonly seamMs: number;
}

/**
 * The columns of both parts as one: before the seam the source, after it the local history, and the column in which it lies
 * from both. `older` has the same edges and may be shorter. Where the source is empty for a day or longer, what is known here
 * more coarsely stands in for it; a shorter gap is a gap, and no coarse value is spread over it.
 */
export function joinColumns(local: HistoryColumns, older: Rollup, seam: Seam): HistoryColumns {
  const joined = copyOf(local);
  const isHole = longGaps(older);
  for (let i = 0; i < older.length; i++) {
    const endMs = older.startMs + (i + 1) * older.bucketMs;
    if (endMs <= seam.beginsMs || isHole(i)) continue;
    const isOlderOnly = endMs <= seam.seamMs || joined.good[i] === 0;
    if (isOlderOnly) take(joined, older, i);
    else if (older.goodMs[i] !== 0) add(joined, older, i);
  }
  return joined;
}

function copyOf(columns: HistoryColumns): HistoryColumns {
  const { min, max, mean, last, good } = columns;
  return { ...columns, min: min.slice(), max: max.slice(), mean: mean.slice(), last: last.slice(), good: good.slice() };
}

function take(joined: HistoryColumns, older: Rollup, i: number): void {
  joined.min[i] = older.min[i]!;
  joined.max[i] = older.max[i]!;
  joined.mean[i] = older.mean[i]!;
  joined.last[i] = older.last[i]!;
  joined.good[i] = Math.min(1, older.goodMs[i]! / older.bucketMs);
}

/** Both have a good part of the column, the local one the later. */
function add(joined: HistoryColumns, older: Rollup, i: number): void {
  const olderMs = older.goodMs[i]!;
  const localMs = joined.good[i]! * older.bucketMs;
  joined.min[i] = Math.min(joined.min[i]!, older.min[i]!);
  joined.max[i] = Math.max(joined.max[i]!, older.max[i]!);
  joined.mean[i] = (joined.mean[i]! * localMs + older.mean[i]! * olderMs) / (localMs + olderMs);
  joined.good[i] = Math.min(1, (localMs + olderMs) / older.bucketMs);
}

/** Tells the columns in gaps of a day or more. */
function longGaps({ length, bucketMs, goodMs }: Rollup): (i: number) => boolean {
  const isLong = new Uint8Array(length);
  for (let from = 0; from < length; from++) {
    if (goodMs[from] !== 0) continue;
    let to = from;
    while (to < length && goodMs[to] === 0) to++;
    if ((to - from) * bucketMs >= DAY_MS) isLong.fill(1, from, to);
    from = to;
  }
  return (i) => isLong[i] === 1;
}
