import { DAY_MS, HOLD_MS } from '../../limits.ts';
import { EMPTY_SERIES, lastOf, mergeSeries, type Series, sliceSeries } from '../../series.ts';
import type { BlockDay } from './block-store.ts';
import type { HistoryStore } from './history-store.ts';
import { dayOf } from './levels.ts';
import type { OpenData } from './open-data.ts';

/** Raw samples of one point, whether they are in blocks or still open. Made for one question; keeps the day it read last. */
export class DayReader {
  private readonly store: HistoryStore;
  private readonly open: OpenData;
  private readonly point: number;
  private readonly holdMs: number;
  private lastRead: { readonly day: number; readonly series: Series } | undefined;

  /** `holdMs`: how long a value of this point holds. */
  constructor(store: HistoryStore, open: OpenData, point: number, holdMs = HOLD_MS) {
    this.store = store;
    this.open = open;
    this.point = point;
    this.holdMs = holdMs;
  }

  /** What is known of the days between the two (inclusive) without reading them, by day, oldest first. */
  overview(fromDay: number, toDay: number): Map<number, BlockDay> {
    const packed = this.store.blocks.days(this.point, fromDay, toDay);
    const days = new Map(packed.map((entry) => [entry.day, entry]));
    for (const day of this.openDays()) {
      if (day < fromDay || day > toDay || this.isTooLate(day)) continue;
      const open = this.openOf(day);
      const lastTime = Math.max(days.get(day)?.lastTime ?? 0, open.time[open.length - 1]!);
      days.set(day, { day, count: (days.get(day)?.count ?? 0) + open.length, isOpen: true, lastTime });
    }
    return new Map([...days].sort(([a], [b]) => a - b));
  }

  /** Days with raw samples between the two (inclusive), oldest first. */
  days(fromDay: number, toDay: number): number[] {
    return [...this.overview(fromDay, toDay).keys()];
  }

  /** Days with samples that are not in blocks yet, oldest first. */
  openDays(): number[] {
    const { length, time } = this.open.series(this.point);
    const days: number[] = [];
    for (let i = 0; i < length; i++) {
      const day = dayOf(time[i]!);
      if (day !== days.at(-1)) days.push(day);
    }
    return days;
  }

  /** Whether there are samples of this day that are not in its rollups. */
  hasOpen(day: number): boolean {
    return this.overview(day, day).get(day)?.isOpen ?? false;
  }

  /** All samples of a day. Open samples arrived later than packed ones and win where the times are equal. */
  day(day: number): Series {
    const packed = this.packed(day);
    const open = this.openOf(day);
    return open.length > 0 && !this.isTooLate(day) ? mergeSeries([packed, open]) : packed;
  }

  /** The last sample before the start of `day`, if it can still hold there. */
  leadingInto(day: number): Series {
    const startMs = day * DAY_MS;
    for (const earlier of this.days(dayOf(startMs - this.holdMs), day - 1).reverse()) {
      const last = lastOf(this.day(earlier));
      if (last.length > 0) return sliceSeries(last, startMs - this.holdMs, startMs);
    }
    return EMPTY_SERIES;
  }

  /** Samples with from ≤ time < to, and the one before `from` if it still holds there. */
  range(fromMs: number, toMs: number): Series {
    const [firstDay, lastDay] = [dayOf(fromMs), dayOf(toMs - 1)];
    const leading = this.leadingInto(firstDay);
    const all = mergeSeries([leading, ...this.days(firstDay, lastDay).map((day) => this.day(day))]);
    const inside = sliceSeries(all, fromMs, toMs);
    if (inside.length > 0 && inside.time[0] === fromMs) return inside;
    return mergeSeries([lastOf(sliceSeries(all, fromMs - this.holdMs, fromMs)), inside]);
  }

  private openOf(day: number): Series {
    return sliceSeries(this.open.series(this.point), day * DAY_MS, (day + 1) * DAY_MS);
  }

  private packed(day: number): Series {
    if (this.lastRead?.day !== day) this.lastRead = { day, series: this.store.blocks.read(this.point, day) };
    return this.lastRead.series;
  }

  /** Open samples of a day whose raw data was deleted by age: they cannot stand for the whole day. */
  private isTooLate(day: number): boolean {
    return this.store.hasOnlyRollups(this.point, day);
  }
}
