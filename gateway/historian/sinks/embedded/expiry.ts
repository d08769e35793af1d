import type { Clock } from '../../../ports/clock.ts';
import { inTransaction } from '../../database.ts';
import { DAY_MS } from '../../limits.ts';
import type { PointRegister, RegisteredPoint } from '../../point-register.ts';
import type { HistoryRetention } from '../../settings.ts';
import { storedFrom } from './day-rollups.ts';
import type { HistoryStore } from './history-store.ts';
import { COUNTER_LEVEL, type Level } from './levels.ts';
import { keepsOf } from './retention.ts';

const ROWS_PER_STEP = 500;
const POINTS_PER_STEP = 200;
const EXPIRE_EVERY_MS = 3_600_000;

export interface ExpiryDependencies {
  readonly store: HistoryStore;
  readonly register: PointRegister;
  readonly clock: Clock;
  readonly retention: HistoryRetention;
}

/** Deletes what has outlived its retention: once an hour a round over all points, a bounded number of them and of rows at a time. */
export class Expiry {
  private readonly deps: ExpiryDependencies;
  private roundAt = Number.NEGATIVE_INFINITY;
  private waiting: RegisteredPoint[] = [];

  constructor(deps: ExpiryDependencies) {
    this.deps = deps;
  }

  /** True while the round goes on. `today`: the newest day that is not closed. */
  step(today: number): boolean {
    const { store, register, clock } = this.deps;
    if (this.waiting.length === 0) {
      if (clock.monotonicMs() - this.roundAt < EXPIRE_EVERY_MS) return false;
      this.roundAt = clock.monotonicMs();
      this.waiting = register.all();
    }
    inTransaction(store.database, () => this.expireSome(today));
    return this.waiting.length > 0;
  }

  private expireSome(today: number): void {
    let rows = ROWS_PER_STEP;
    for (let points = 0; points < POINTS_PER_STEP && this.waiting.length > 0; points++) {
      rows -= this.expirePoint(this.waiting.at(-1)!, today, rows);
      if (rows <= 0) return;
      this.waiting.pop();
    }
  }

  /**
   * Days with so few samples that a level was not worth its space keep the samples for as long as that level: they are
   * smaller, and say more.
   */
  private expirePoint(point: RegisteredPoint, today: number, limit: number): number {
    const { blocks, rollups } = this.deps.store;
    const { rawMs, levelMs } = keepsOf(point, this.deps.retention);
    const before = (ms: number): number => today - Math.ceil(ms / DAY_MS);
    let left = limit;
    const few: [number, number][] = [
      [storedFrom(15), rawMs],
      [storedFrom(60), Math.max(rawMs, levelMs[15])],
      [0, Math.max(rawMs, levelMs[60])],
    ];
    for (const [samples, ms] of few) if (left > 0) left -= blocks.expire(point.id, before(ms), samples, left);
    const levels: [Level | typeof COUNTER_LEVEL, number][] = [
      [1, levelMs[1]],
      [15, levelMs[15]],
      [60, levelMs[60]],
      [COUNTER_LEVEL, levelMs[1440]],
      [1440, levelMs[1440]],
    ];
    for (const [level, ms] of levels) if (left > 0) left -= rollups.expire(point.id, level, before(ms), left);
    return limit - left;
  }
}
