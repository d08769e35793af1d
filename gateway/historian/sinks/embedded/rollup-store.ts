import type { DatabaseSync } from 'node:sqlite';
import { decodeRollup, encodeRollup } from '../../codec/rollup-codec.ts';
import { decodeCounterDay, encodeCounterDay } from '../../counters/counter-codec.ts';
import type { CounterDay } from '../../counters/counter-day.ts';
import type { DamageStore } from './damage-store.ts';
import { COUNTER_LEVEL, LEVELS, type Level } from './levels.ts';
import { coarsen, type Rollup } from './rollup.ts';

export const ROLLUP_SCHEMA = `
  CREATE TABLE IF NOT EXISTS rollups (
    point INTEGER NOT NULL,
    level INTEGER NOT NULL,
    day INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (point, level, day)
  ) STRICT, WITHOUT ROWID;`;

/** Rollups of closed days by point, level and day, and the condensed days of counters beside them. */
export class RollupStore {
  private readonly damage: DamageStore;
  private readonly rebuild: (point: number, day: number) => boolean;
  private readonly statements: ReturnType<typeof prepareAll>;

  /** `rebuild` is asked to have a day derived from its samples again; false when there are none left. */
  constructor(database: DatabaseSync, damage: DamageStore, rebuild: (point: number, day: number) => boolean) {
    this.damage = damage;
    this.rebuild = rebuild;
    this.statements = prepareAll(database);
  }

  save(point: number, level: Level, day: number, rollup: Rollup): void {
    this.statements.save.run(point, level, day, encodeRollup(rollup));
  }

  /** Rollups of one level, by day, oldest first. */
  *read(point: number, level: Level, fromDay: number, toDay: number): Generator<{ day: number; rollup: Rollup }> {
    for (const row of this.statements.read.all(point, level, fromDay, toDay)) {
      if (!(row.bytes instanceof Uint8Array)) continue;
      const day = Number(row.day);
      const rollup = decodeRollup(row.bytes);
      if (rollup) yield { day, rollup };
      else this.setAside(point, level, day, row.bytes);
    }
  }

  /** Days of which rollups of this level are kept, oldest first; the level of days has every day that was rolled up. */
  days(point: number, fromDay: number, toDay: number, level: Level = 1440): number[] {
    return this.statements.days.all(point, level, fromDay, toDay).map((row) => Number(row.day));
  }

  has(point: number, day: number): boolean {
    return this.statements.has.get(point, day) !== undefined;
  }

  saveCounterDay(point: number, day: number, counterDay: CounterDay): void {
    this.statements.save.run(point, COUNTER_LEVEL, day, encodeCounterDay(counterDay));
  }

  counterDay(point: number, day: number): CounterDay | undefined {
    const bytes = this.statements.read.get(point, COUNTER_LEVEL, day, day)?.bytes;
    if (!(bytes instanceof Uint8Array)) return undefined;
    const counterDay = decodeCounterDay(bytes);
    if (!counterDay) this.setAside(point, COUNTER_LEVEL, day, bytes);
    return counterDay;
  }

  /** The nearest condensed counter day before (`-1`) or after (`1`) the given one. */
  neighbourCounterDay(point: number, day: number, direction: -1 | 1): number | undefined {
    const row = (direction < 0 ? this.statements.dayBefore : this.statements.dayAfter).get(point, COUNTER_LEVEL, day);
    return row && row.day !== null ? Number(row.day) : undefined;
  }

  /** Deletes rows of one level of a point older than `day`; returns how many went, at most `limit`. */
  expire(point: number, level: Level | typeof COUNTER_LEVEL, day: number, limit: number): number {
    return Number(this.statements.expire.run(point, level, day, limit).changes);
  }

  private setAside(point: number, level: Level | typeof COUNTER_LEVEL, day: number, bytes: Uint8Array): void {
    this.damage.setAside({ point, day, level, bytes });
    this.statements.remove.run(point, level, day);
    if (!this.rebuild(point, day) && level !== COUNTER_LEVEL) this.makeFromFiner(point, level, day);
  }

  /** Where the samples are gone the next finer level is as good. */
  private makeFromFiner(point: number, level: Level, day: number): void {
    for (const finer of LEVELS.filter((candidate) => candidate < level).reverse()) {
      const [found] = this.read(point, finer, day, day);
      if (!found) continue;
      this.save(point, level, day, coarsen(found.rollup, level / finer));
      return;
    }
  }
}

function prepareAll(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  const rows = 'FROM rollups WHERE point = ? AND level = ?';
  return {
    save: prepare('INSERT OR REPLACE INTO rollups (point, level, day, bytes) VALUES (?, ?, ?, ?)'),
    read: prepare(`SELECT day, bytes ${rows} AND day BETWEEN ? AND ? ORDER BY day`),
    days: prepare(`SELECT day ${rows} AND day BETWEEN ? AND ? ORDER BY day`),
    has: prepare('SELECT 1 FROM rollups WHERE point = ? AND level = 1440 AND day = ?'),
    dayBefore: prepare(`SELECT max(day) AS day ${rows} AND day < ?`),
    dayAfter: prepare(`SELECT min(day) AS day ${rows} AND day > ?`),
    remove: prepare(`DELETE ${rows} AND day = ?`),
    expire: prepare(
      `DELETE FROM rollups WHERE (point, level, day) IN (SELECT point, level, day ${rows} AND day < ? LIMIT ?)`,
    ),
  };
}
