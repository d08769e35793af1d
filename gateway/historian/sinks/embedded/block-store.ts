import type { DatabaseSync } from 'node:sqlite';
import { decodeSeries, encodeSeries } from '../../codec/series-codec.ts';
import { EMPTY_SERIES, lastOf, mergeSeries, type Series } from '../../series.ts';
import type { DamageStore } from './damage-store.ts';

/** To version 2: an index that also tells which days are up to date. */
export const BLOCK_MIGRATION = 'DROP INDEX IF EXISTS blocks_by_point;';

export const BLOCK_SCHEMA = `
  CREATE TABLE IF NOT EXISTS blocks (
    id INTEGER PRIMARY KEY,
    point INTEGER NOT NULL,
    day INTEGER NOT NULL,
    compacted INTEGER NOT NULL,
    last_time INTEGER NOT NULL,
    count INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS blocks_of_point ON blocks (point, day, compacted, count, last_time);
  CREATE INDEX IF NOT EXISTS blocks_by_day ON blocks (compacted, day, point);`;

/**
 * What is known of a block in the rollups of its day: nothing yet; all of it; all of it, but they are to be made again.
 * Stored as numbers in the column `compacted`.
 */
const STATE = { added: 0, compacted: 1, reopened: 2 } as const;

export interface PointDay {
  readonly point: number;
  readonly day: number;
}

/** What the blocks of one point and day hold, without reading them. */
export interface BlockDay {
  readonly day: number;
  /** Samples, those of one moment in two blocks counted twice. */
  readonly count: number;
  /** The rollups of the day do not show all of them (there may be none yet). */
  readonly isOpen: boolean;
  readonly lastTime: number;
}

/** Samples of a day: those its rollups were made of, and those that have come since. */
export interface DayParts {
  readonly before: Series;
  readonly added: Series;
  /** Not all of its blocks could be read. */
  readonly isDamaged: boolean;
}

/** Blocks of raw samples, one or more per point and UTC day. */
export class BlockStore {
  private readonly database: DatabaseSync;
  private readonly damage: DamageStore;
  private readonly statements: ReturnType<typeof prepareAll>;

  constructor(database: DatabaseSync, damage: DamageStore) {
    this.database = database;
    this.damage = damage;
    this.statements = prepareAll(database);
  }

  /** Adds a block; `series` is not empty and lies within the day. */
  add(point: number, day: number, series: Series, isCompacted: boolean): void {
    const last = series.time[series.length - 1]!;
    const state = isCompacted ? STATE.compacted : STATE.added;
    this.statements.add.run(point, day, state, last, series.length, encodeSeries(series));
  }

  remove({ point, day }: PointDay): void {
    this.statements.remove.run(point, day);
  }

  /** Days with blocks between the two (inclusive), oldest first. */
  days(point: number, fromDay: number, toDay: number): BlockDay[] {
    return this.statements.days.all(point, fromDay, toDay).map((row) => ({
      day: Number(row.day),
      count: Number(row.count),
      isOpen: Number(row.is_open) === 1,
      lastTime: Number(row.last_time),
    }));
  }

  /** Samples of one day: its blocks merged. */
  read(point: number, day: number): Series {
    const { before, added } = this.readParts(point, day);
    return mergeSeries([before, added]);
  }

  /** A block that cannot be read is set aside; the others count. */
  readParts(point: number, day: number): DayParts {
    const before: Series[] = [];
    const added: Series[] = [];
    const rows = this.statements.read.all(point, day);
    for (const row of rows) {
      const series = this.decode(point, day, Number(row.id), row.bytes);
      if (series) (row.compacted === STATE.added ? added : before).push(series);
    }
    const isDamaged = before.length + added.length < rows.length;
    return { before: mergeSeries(before), added: mergeSeries(added), isDamaged };
  }

  /** The last sample in blocks, or an empty series. */
  newest(point: number): Series {
    const row = this.statements.newest.get(point);
    const series = row && this.decode(point, Number(row.day), Number(row.id), row.bytes);
    return series ? lastOf(series) : EMPTY_SERIES;
  }

  /** Newest sample time of every point that has blocks. */
  lastTimes(): Map<number, number> {
    const rows = this.database.prepare('SELECT point, max(last_time) AS time FROM blocks GROUP BY point').all();
    return new Map(rows.map((row) => [Number(row.point), Number(row.time)]));
  }

  /** Days before `beforeDay` whose blocks wait for compaction, oldest first. */
  openDays(beforeDay: number, limit: number): PointDay[] {
    return this.statements.openDays
      .all(beforeDay, limit)
      .map((row) => ({ point: Number(row.point), day: Number(row.day) }));
  }

  /** What was derived from these days (inclusive) is to be made again; false when they have no blocks that were compacted. */
  reopen(point: number, fromDay: number, toDay: number): boolean {
    return this.statements.reopen.run(point, fromDay, toDay).changes > 0;
  }

  /** The nearest day with blocks before (`-1`) or after (`1`) the given one. */
  neighbour(point: number, day: number, direction: -1 | 1): number | undefined {
    const row = (direction < 0 ? this.statements.dayBefore : this.statements.dayAfter).get(point, day);
    return row && row.day !== null ? Number(row.day) : undefined;
  }

  /** Deletes compacted blocks of a point older than `day` with more samples than `few`; returns how many went, at most `limit`. */
  expire(point: number, day: number, few: number, limit: number): number {
    return Number(this.statements.expire.run(point, day, few, limit).changes);
  }

  private decode(point: number, day: number, id: number, bytes: unknown): Series | undefined {
    if (!(bytes instanceof Uint8Array)) return undefined;
    const series = decodeSeries(bytes);
    if (series) return series;
    this.damage.setAside({ point, day, bytes });
    this.statements.removeOne.run(id);
    return undefined;
  }
}

function prepareAll(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    add: prepare('INSERT INTO blocks (point, day, compacted, last_time, count, bytes) VALUES (?, ?, ?, ?, ?, ?)'),
    remove: prepare('DELETE FROM blocks WHERE point = ? AND day = ?'),
    removeOne: prepare('DELETE FROM blocks WHERE id = ?'),
    days: prepare(
      `SELECT day, sum(count) AS count, max(compacted <> ${STATE.compacted}) AS is_open, max(last_time) AS last_time
       FROM blocks WHERE point = ? AND day BETWEEN ? AND ? GROUP BY day`,
    ),
    read: prepare('SELECT id, compacted, bytes FROM blocks WHERE point = ? AND day = ? ORDER BY id'),
    newest: prepare('SELECT id, day, bytes FROM blocks WHERE point = ? ORDER BY day DESC, last_time DESC LIMIT 1'),
    openDays: prepare(
      `SELECT day, point FROM blocks WHERE compacted IN (${STATE.added}, ${STATE.reopened}) AND day < ?
       GROUP BY day, point ORDER BY day, point LIMIT ?`,
    ),
    reopen: prepare(
      `UPDATE blocks SET compacted = ${STATE.reopened}
       WHERE point = ? AND day BETWEEN ? AND ? AND compacted = ${STATE.compacted}`,
    ),
    dayBefore: prepare('SELECT max(day) AS day FROM blocks WHERE point = ? AND day < ?'),
    dayAfter: prepare('SELECT min(day) AS day FROM blocks WHERE point = ? AND day > ?'),
    expire: prepare(
      `DELETE FROM blocks WHERE id IN
       (SELECT id FROM blocks WHERE point = ? AND day < ? AND compacted = ${STATE.compacted} AND count > ? LIMIT ?)`,
    ),
  };
}
