import type { Clock } from '../../../ports/clock.ts';
import { inTransaction } from '../../database.ts';
import { DAY_GRACE_MS, DAY_MS, MINUTE_ROLLUP_DAYS, ROLLUP_DAYS } from '../../limits.ts';
import type { PointRegister } from '../../point-register.ts';
import { TimeSlice } from '../../time-slice.ts';
import { CounterReader, counterRuleOf } from './count-increments.ts';
import { condenseDay, countDay } from './counter-day.ts';
import { DayReader } from './day-reader.ts';
import { isWorthStoring, rollUpDay } from './day-rollups.ts';
import { dayOf, type HistoryStore, type PointDay } from './history-store.ts';
import { OpenData } from './open-data.ts';

/** Point-days of one transaction: large enough to share its disk flush, small enough not to hold up a question. */
const DAYS_PER_STEP = 32;
const ROWS_PER_STEP = 500;
const EXPIRE_EVERY_MS = 3_600_000;

export interface HousekeeperDependencies {
  readonly store: HistoryStore;
  readonly register: PointRegister;
  readonly clock: Clock;
  readonly rawMs: number;
}

/** Turns the blocks of closed days into one block and its rollups, and deletes what has outlived its retention. */
export class Housekeeper {
  private readonly deps: HousekeeperDependencies;
  private expiredAt = Number.NEGATIVE_INFINITY;

  constructor(deps: HousekeeperDependencies) {
    this.deps = deps;
  }

  /**
   * A bounded amount of work; true when something was done. A day counts as closed by the newest sample seen, not by
   * the wall clock alone: a clock that jumped ahead neither closes nor deletes anything by itself.
   */
  async step(newestTime: number): Promise<boolean> {
    const { store, clock } = this.deps;
    const today = dayOf(Math.min(clock.nowMs(), newestTime) - DAY_GRACE_MS);
    const days = store.openDays(today, DAYS_PER_STEP);
    if (days.length > 0) await this.compact(days);
    const expired = days.length === 0 && this.expire(today);
    if (days.length > 0 || expired) store.shrink();
    return days.length > 0 || expired;
  }

  private async compact(days: readonly PointDay[]): Promise<void> {
    const slice = new TimeSlice(this.deps.clock);
    const { database } = this.deps.store;
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const day of days) {
        this.compactDay(day, slice);
        await slice.pause();
      }
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  private compactDay(pointDay: PointDay, slice: TimeSlice): void {
    const { store } = this.deps;
    const { point, day } = pointDay;
    const reader = new DayReader(store, new OpenData(), point);
    const series = reader.day(day);
    store.removeBlocks(pointDay);
    if (series.length === 0) return;
    store.addBlock(point, day, series, true);
    const rollups = rollUpDay(day, reader.leadingInto(day), series, (day + 1) * DAY_MS);
    for (const [level, rollup] of rollups)
      if (isWorthStoring(level, series.length)) store.saveRollup(point, level, day, rollup);
    const settings = this.deps.register.get(point);
    if (settings?.kind !== 'counter') return;
    const before = new CounterReader(store, reader, settings, slice).endOfDayBefore(day);
    store.saveCounterDay(point, day, condenseDay(countDay(counterRuleOf(settings), before, series), day * DAY_MS));
  }

  private expire(today: number): boolean {
    const { store, clock, rawMs } = this.deps;
    if (clock.monotonicMs() - this.expiredAt < EXPIRE_EVERY_MS) return false;
    const rawDay = today - Math.ceil(rawMs / DAY_MS);
    const removed = inTransaction(
      store.database,
      () =>
        store.expireBlocks(rawDay, ROWS_PER_STEP) +
        store.expireRollups(1, 1, today - MINUTE_ROLLUP_DAYS, ROWS_PER_STEP) +
        store.expireRollups(0, 1440, today - ROLLUP_DAYS, ROWS_PER_STEP),
    );
    if (removed === 0) this.expiredAt = clock.monotonicMs();
    return removed > 0;
  }
}
