import { DAY_MS } from '../../limits.ts';
import { type Series, sliceSeries } from '../../series.ts';
import type { TimeSlice } from '../../time-slice.ts';
import { dayOf, type HistoryStore, type LogCursor } from './history-store.ts';
import type { OpenData } from './open-data.ts';

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
 * Gives way to commits in between (the log is another file, so they do not wait for this transaction).
 */
export async function packOpenData(
  store: HistoryStore,
  open: OpenData,
  cursor: LogCursor,
  slice: TimeSlice,
): Promise<void> {
  const { database } = store;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const point of open.points()) {
      for (const { day, series } of splitByDay(open.series(point))) addBlock(store, point, day, series);
      await slice.pause();
    }
    store.saveCursor(cursor);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Samples so late that the raw data of their day is gone cannot be joined to it any more and are left out. */
function addBlock(store: HistoryStore, point: number, day: number, series: Series): void {
  if (store.hasOnlyRollups(point, day)) return;
  store.dropRollups(point, day);
  store.addBlock(point, day, series, false);
}
