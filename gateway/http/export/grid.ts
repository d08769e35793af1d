import type { HistoryColumns } from '../../ports/historian.ts';

/** What a row of the table says of a point: its mean over the step, or (counters, states) the last value in it. */
export type GridValue = 'mean' | 'last';

/**
 * Values at `length` steps from `startMs` on, null where nothing is known. The columns are either of the very same steps, or
 * raw samples: each holds until the next one, and one that is not good begins a gap.
 */
export function gridOf(
  columns: HistoryColumns,
  startMs: number,
  stepMs: number,
  length: number,
  pick: GridValue,
): (number | null)[] {
  if (columns.columnMs > 0) return fromColumns(columns, startMs, stepMs, length, pick);
  return pick === 'mean' ? meansOf(columns, startMs, stepMs, length) : lastsOf(columns, startMs, stepMs, length);
}

function fromColumns(
  { time, good, ...columns }: HistoryColumns,
  startMs: number,
  stepMs: number,
  length: number,
  pick: GridValue,
): (number | null)[] {
  const values = new Array<number | null>(length).fill(null);
  time.forEach((at, i) => {
    const step = Math.floor((at - startMs) / stepMs);
    if (step >= 0 && step < length && good[i]! > 0) values[step] = finite(columns[pick][i]!);
  });
  return values;
}

function meansOf(columns: HistoryColumns, startMs: number, stepMs: number, length: number): (number | null)[] {
  const sum = new Float64Array(length);
  const held = new Float64Array(length);
  eachHold(columns, startMs, startMs + length * stepMs, (value, from, to) => {
    for (let at = from; at < to; ) {
      const step = Math.floor((at - startMs) / stepMs);
      const end = Math.min(to, startMs + (step + 1) * stepMs);
      sum[step] = sum[step]! + value * (end - at);
      held[step] = held[step]! + end - at;
      at = end;
    }
  });
  return Array.from(held, (ms, i) => (ms > 0 ? sum[i]! / ms : null));
}

function lastsOf(columns: HistoryColumns, startMs: number, stepMs: number, length: number): (number | null)[] {
  const values = new Array<number | null>(length).fill(null);
  eachHold(columns, startMs, startMs + length * stepMs, (value, from, to) => {
    const last = Math.floor((to - 1 - startMs) / stepMs);
    for (let step = Math.floor((from - startMs) / stepMs); step <= last; step++) values[step] = value;
  });
  return values;
}

/** Every stretch of the range over which a good value holds, in order. */
function eachHold(
  { time, last, good, toMs }: HistoryColumns,
  startMs: number,
  endMs: number,
  take: (value: number, fromMs: number, toMs: number) => void,
): void {
  time.forEach((at, i) => {
    const from = Math.max(at, startMs);
    const to = Math.min(time[i + 1] ?? Math.min(toMs, endMs), endMs);
    if (good[i]! > 0 && Number.isFinite(last[i]) && to > from) take(last[i]!, from, to);
  });
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
