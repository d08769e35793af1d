import { settleDay } from '../../counters/settle-day.ts';
import { holdMsOf } from '../../limits.ts';
import type { PointRegister } from '../../point-register.ts';
import { lastOf, mergeSeries, type Series } from '../../series.ts';
import type { TimeSlice } from '../../time-slice.ts';
import type { PointDay } from './block-store.ts';
import { DayReader } from './day-reader.ts';
import { isWorthStoring, rollUpDay } from './day-rollups.ts';
import type { HistoryStore } from './history-store.ts';
import { dayOf } from './levels.ts';
import { OpenData } from './open-data.ts';

export interface CompactContext {
  readonly store: HistoryStore;
  readonly register: PointRegister;
  readonly slice: TimeSlice;
}

/**
 * Makes one block of a closed day and derives its rollups from it, again after late samples. Days after it are reopened
 * only when what they begin with has changed. The caller has a transaction open.
 */
export async function compactDay({ store, register, slice }: CompactContext, pointDay: PointDay): Promise<void> {
  const { point, day } = pointDay;
  const settings = register.get(point);
  const holdMs = holdMsOf(settings ?? {});
  const { before, added, isDamaged } = store.blocks.readParts(point, day);
  const series = mergeSeries([before, added]);
  store.blocks.remove(pointDay);
  // The rollups know more than what is left of the samples; they stay, and the day has only rollups from now on.
  if (isDamaged && before.length === 0 && store.rollups.has(point, day)) return;
  if (series.length === 0) return;
  store.blocks.add(point, day, series, true);
  const nothingOpen = new OpenData();
  const reader = new DayReader(store, nothingOpen, point, holdMs);
  for (const [level, rollup] of rollUpDay(day, reader.leadingInto(day), series, holdMs))
    if (isWorthStoring(level, series.length)) store.rollups.save(point, level, day, rollup);
  if (!isSameSample(lastOf(before), lastOf(series))) {
    store.blocks.reopen(point, day + 1, dayOf(lastOf(series).time[0]! + holdMs));
  }
  if (settings?.kind !== 'counter') return;
  const readerOf = (other: number) => new DayReader(store, nothingOpen, other, holdMsOf(register.get(other) ?? {}));
  await settleDay({ store, readerOf, find: (tag) => register.find(tag), slice }, settings, day);
}

function isSameSample(a: Series, b: Series): boolean {
  if (a.length === 0 || b.length === 0) return a.length === b.length;
  return a.time[0] === b.time[0] && Object.is(a.value[0], b.value[0]) && a.quality[0] === b.quality[0];
}
