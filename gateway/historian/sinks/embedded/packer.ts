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

/** Samples of one transaction: it takes its size once more beside the file, and on a nearly full disk there is little. */
export const PIECE_SAMPLES = 100_000;

/**
 * Writes all open data as blocks, some points at a time, and moves the cursor with the last of them: what a crash in
 * between leaves is written again from the log and joined, sample by sample, with what is there. Gives way to commits in
 * between (the log is another file, so they do not wait for a transaction). Returns what came too late to be written; it
 * is counted in the store.
 */
export async function packOpenData(
  store: HistoryStore,
  open: OpenData,
  cursor: LogCursor,
  slice: TimeSlice,
): Promise<TooLate | undefined> {
  const { database } = store;
  let tooLate: TooLate | undefined;
  let written = 0;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const point of open.points()) {
      for (const { day, series } of splitByDay(open.series(point))) {
        if (store.hasOnlyRollups(point, day)) tooLate = joined(tooLate, series);
        else store.blocks.add(point, day, series, false);
        written += series.length;
      }
      if (written >= PIECE_SAMPLES) {
        database.exec('COMMIT; BEGIN IMMEDIATE');
        written = 0;
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
