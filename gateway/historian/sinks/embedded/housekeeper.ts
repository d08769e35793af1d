import type { Clock } from '../../../ports/clock.ts';
import { DAY_GRACE_MS } from '../../limits.ts';
import type { PointRegister } from '../../point-register.ts';
import type { HistoryRetention } from '../../settings.ts';
import { TimeSlice } from '../../time-slice.ts';
import type { PointDay } from './block-store.ts';
import { compactDay } from './compact-day.ts';
import { Expiry } from './expiry.ts';
import type { HistoryStore } from './history-store.ts';
import { dayOf } from './levels.ts';

export interface HousekeeperDependencies {
  readonly store: HistoryStore;
  readonly register: PointRegister;
  readonly clock: Clock;
  readonly retention: HistoryRetention;
}

/** Turns the blocks of closed days into one block and its rollups, and deletes what has outlived its retention. */
export class Housekeeper {
  private readonly deps: HousekeeperDependencies;
  private readonly expiry: Expiry;

  constructor(deps: HousekeeperDependencies) {
    this.deps = deps;
    this.expiry = new Expiry(deps);
  }

  /**
   * A bounded amount of work, so many days of single points in one transaction; true when something was done. A day
   * counts as closed by the newest sample seen, not by the wall clock alone: a clock that jumped ahead neither closes nor
   * deletes anything by itself.
   */
  async step(newestTime: number, pointDays: number): Promise<boolean> {
    const { store, clock } = this.deps;
    const today = dayOf(Math.min(clock.nowMs(), newestTime) - DAY_GRACE_MS);
    const days = store.blocks.openDays(today, pointDays);
    if (days.length > 0) await this.compact(days);
    const hasExpired = days.length === 0 && this.expiry.step(today);
    if (days.length > 0 || hasExpired) store.shrink();
    return days.length > 0 || hasExpired;
  }

  private async compact(days: readonly PointDay[]): Promise<void> {
    const { store, register, clock } = this.deps;
    const slice = new TimeSlice(clock);
    store.database.exec('BEGIN IMMEDIATE');
    try {
      for (const day of days) {
        await compactDay({ store, register, slice }, day);
        await slice.pause();
      }
      store.database.exec('COMMIT');
    } catch (error) {
      if (store.database.isTransaction) store.database.exec('ROLLBACK');
      throw error;
    }
  }
}
