import { DAY_MS } from '../../limits.ts';
import { type Series, sliceSeries } from '../../series.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { HistoryStore, LogCursor } from './history-store.ts';
import { dayOf } from './levels.ts';
import type { OpenData } from './open-data.ts';

/** Samples for whose day only rollups are left: they cannot be joined to it any more. */
export interface TooLate {
  readonly samples: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Cuts a series at the midnights (UTC) inside of it. */
export function splitByDay(series: Series): { day: number; series: Series }[] {
  const parts: { day: number; series: Series }[] = [];
  for (let at = 0; at < series.length; ) {
    const day = dayOf(series.time[at]!);
    const part = sliceSeries(series, series.time[at]!, (day + 1) * DAY_MS);
    parts.push({ day, series: part });
    at += part.length;
  }
  return parts;
}

/**
 * Writes all open data as blocks and moves the cursor, in one transaction: after a crash either both happened or neither.
 * Gives way to commits in between (the log is another file, so they do not wait for this transaction). Returns what came
 * too late to be written; it is counted in the store.
 */
export async function packOpenData(
  store: HistoryStore,
  open: OpenData,
  cursor: LogCursor,
  slice: TimeSlice,
): Promise<TooLate | undefined> {
  const { database } = store;
  let tooLate: TooLate | undefined;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const point of open.points()) {
      for (const { day, series } of splitByDay(open.series(point))) {
        if (store.hasOnlyRollups(point, day)) tooLate = joined(tooLate, series);
        else store.blocks.add(point, day, series, false);
      }
      await slice.pause();
    }
    if (tooLate) store.saveLateSamples(store.lateSamples() + tooLate.samples);
    store.saveCursor(cursor);
    database.exec('COMMIT');
    return tooLate;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function joined(before: TooLate | undefined, { length, time }: Series): TooLate {
  const [first, last] = [time[0]!, time[length - 1]!];
  return {
    samples: (before?.samples ?? 0) + length,
    fromMs: Math.min(before?.fromMs ?? first, first),
    toMs: Math.max(before?.toMs ?? last, last),
  };
}
