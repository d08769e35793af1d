import { DAY_MS, HOLD_MS } from '../../limits.ts';
import { lastOf, mergeSeries, type Series, sliceSeries } from '../../series.ts';
import { dayOf, type HistoryStore } from './history-store.ts';
import type { OpenData } from './open-data.ts';

/** Raw samples of one point, whether they are in blocks or still open. */
export class DayReader {
  private readonly store: HistoryStore;
  private readonly open: OpenData;
  private readonly point: number;

  constructor(store: HistoryStore, open: OpenData, point: number) {
    this.store = store;
    this.open = open;
    this.point = point;
  }

  /** Days with raw samples between the two (inclusive), oldest first. */
  days(fromDay: number, toDay: number): number[] {
    const days = new Set(this.store.rawDays(this.point, fromDay, toDay));
    const open = sliceSeries(this.open.series(this.point), fromDay * DAY_MS, (toDay + 1) * DAY_MS);
    for (let i = 0; i < open.length; i++) days.add(dayOf(open.time[i]!));
    return [...days].sort((a, b) => a - b);
  }

  /** Days with open samples, oldest first. */
  openDays(): number[] {
    const { length, time } = this.open.series(this.point);
    const days = new Set<number>();
    for (let i = 0; i < length; i++) days.add(dayOf(time[i]!));
    return [...days];
  }

  /** Whether samples of this day are still open. */
  hasOpen(day: number): boolean {
    return sliceSeries(this.open.series(this.point), day * DAY_MS, (day + 1) * DAY_MS).length > 0;
  }

  /** All samples of a day. Open samples arrived later than packed ones and win where the times are equal. */
  day(day: number): Series {
    const open = sliceSeries(this.open.series(this.point), day * DAY_MS, (day + 1) * DAY_MS);
    return mergeSeries([this.store.readDay(this.point, day), open]);
  }

  /** The last sample before the start of `day`, if it can still hold there. */
  leadingInto(day: number): Series {
    const startMs = day * DAY_MS;
    const open = lastOf(sliceSeries(this.open.series(this.point), startMs - HOLD_MS, startMs));
    const packed = this.store.lastOfDay(this.point, day - 1);
    return lastOf(mergeSeries([packed, open]));
  }

  /** Samples with from ≤ time < to, and the one before `from` that may still hold. */
  range(fromMs: number, toMs: number): Series {
    const [firstDay, lastDay] = [dayOf(fromMs), dayOf(toMs - 1)];
    const days = this.days(firstDay, lastDay).map((day) => this.day(day));
    const all = mergeSeries([this.leadingInto(firstDay), ...days]);
    const before = lastOf(sliceSeries(all, fromMs - HOLD_MS, fromMs));
    return mergeSeries([before, sliceSeries(all, fromMs, toMs)]);
  }

  /** Upper bound of the samples in the range, cheaply. */
  countAtMost(fromMs: number, toMs: number): number {
    const open = sliceSeries(this.open.series(this.point), fromMs, toMs).length;
    return this.store.countSamples(this.point, dayOf(fromMs), dayOf(toMs - 1)) + open;
  }
}
