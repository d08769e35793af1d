import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { decodeCounterDay, encodeCounterDay } from '../../codec/counter-codec.ts';
import { decodeRollup, encodeRollup } from '../../codec/rollup-codec.ts';
import { decodeSeries, encodeSeries } from '../../codec/series-codec.ts';
import { type DatabaseFile, openDatabase } from '../../database.ts';
import { DAY_MS } from '../../limits.ts';
import { EMPTY_SERIES, lastOf, mergeSeries, type Series } from '../../series.ts';
import type { CounterDay } from './counter-day.ts';
import type { Rollup } from './rollup.ts';

/** Days are numbered from the epoch, UTC. A block never crosses midnight. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS blocks (
    id INTEGER PRIMARY KEY,
    point INTEGER NOT NULL,
    day INTEGER NOT NULL,
    compacted INTEGER NOT NULL,
    last_time INTEGER NOT NULL,
    count INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS blocks_by_point ON blocks (point, day, count, last_time);
  CREATE INDEX IF NOT EXISTS blocks_by_day ON blocks (compacted, day, point);
  CREATE TABLE IF NOT EXISTS rollups (
    point INTEGER NOT NULL,
    level INTEGER NOT NULL,
    day INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (point, level, day)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`;

/** Length of a rollup bucket in minutes; also the number under which its rows are filed. */
export const LEVELS = [1, 15, 60, 1440] as const;
export type Level = (typeof LEVELS)[number];
/** Counter days are filed beside the rollups. */
const COUNTER_LEVEL = 0;

const logCursor = z.object({ log: z.string(), id: z.number(), all: z.number() });
/** A place in one certain log: batch and number of samples up to it. */
export type LogCursor = z.infer<typeof logCursor>;

export interface PointDay {
  readonly point: number;
  readonly day: number;
}

export const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** The embedded historian's file: blocks of raw samples, rollups of closed days, and how far the log has been read. */
export class HistoryStore {
  readonly database: DatabaseSync;
  /** Blocks and rollups that could not be read; they count as no data. */
  damagedBlocks = 0;
  private readonly file: Omit<DatabaseFile, 'name' | 'schema'>;
  private readonly statements: ReturnType<typeof prepareAll>;

  constructor(file: Omit<DatabaseFile, 'name' | 'schema'>) {
    this.file = file;
    this.database = openDatabase({ ...file, name: 'history.sqlite', schema: SCHEMA });
    this.statements = prepareAll(this.database);
  }

  /** Where in the log everything before is in blocks; the beginning when this file belongs to another log. */
  cursor(logUuid: string): LogCursor {
    const row = this.database.prepare("SELECT value FROM meta WHERE key = 'cursor'").get();
    const saved = row && logCursor.safeParse(JSON.parse(String(row.value)));
    return saved?.success && saved.data.log === logUuid ? saved.data : { log: logUuid, id: 0, all: 0 };
  }

  saveCursor(cursor: LogCursor): void {
    this.statements.saveCursor.run(JSON.stringify(cursor));
  }

  /** Adds a block; `series` is not empty and lies within the day. */
  addBlock(point: number, day: number, series: Series, compacted: boolean): void {
    const last = series.time[series.length - 1]!;
    this.statements.addBlock.run(point, day, compacted ? 1 : 0, last, series.length, encodeSeries(series));
  }

  removeBlocks({ point, day }: PointDay): void {
    this.statements.removeBlocks.run(point, day);
  }

  /** Samples of one day: its blocks merged. */
  readDay(point: number, day: number): Series {
    const parts: Series[] = [];
    for (const row of this.statements.readDay.all(point, day)) {
      const series = row.bytes instanceof Uint8Array ? decodeSeries(row.bytes) : undefined;
      if (series) parts.push(series);
      else this.noteDamage(point, day);
    }
    return mergeSeries(parts);
  }

  /** Days that have blocks, oldest first. */
  rawDays(point: number, fromDay: number, toDay: number): number[] {
    return this.statements.rawDays.all(point, fromDay, toDay).map((row) => Number(row.day));
  }

  /** How many raw samples these days hold at most. */
  countSamples(point: number, fromDay: number, toDay: number): number {
    return Number(this.statements.countSamples.get(point, fromDay, toDay)?.n);
  }

  /** The last sample of the given day, or an empty series. */
  lastOfDay(point: number, day: number): Series {
    const newest = this.statements.newestOfDay.get(point, day);
    return newest ? lastOf(this.readDay(point, day)) : EMPTY_SERIES;
  }

  /** The last sample in blocks, or an empty series. */
  newest(point: number): Series {
    const row = this.statements.newest.get(point);
    const series = row?.bytes instanceof Uint8Array ? decodeSeries(row.bytes) : undefined;
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

  saveRollup(point: number, level: Level, day: number, rollup: Rollup): void {
    this.statements.saveRollup.run(point, level, day, encodeRollup(rollup));
  }

  /** Rollups of one level, by day. */
  *rollups(point: number, level: Level, fromDay: number, toDay: number): Generator<{ day: number; rollup: Rollup }> {
    for (const row of this.statements.rollups.all(point, level, fromDay, toDay)) {
      const rollup = row.bytes instanceof Uint8Array ? decodeRollup(row.bytes) : undefined;
      if (rollup) yield { day: Number(row.day), rollup };
      else this.noteDamage(point, Number(row.day));
    }
  }

  /** Days that have been rolled up, oldest first. */
  rollupDays(point: number, fromDay: number, toDay: number): number[] {
    return this.statements.rollupDays.all(point, fromDay, toDay).map((row) => Number(row.day));
  }

  saveCounterDay(point: number, day: number, counterDay: CounterDay): void {
    this.statements.saveRollup.run(point, COUNTER_LEVEL, day, encodeCounterDay(counterDay));
  }

  counterDay(point: number, day: number): CounterDay | undefined {
    const row = this.statements.rollups.get(point, COUNTER_LEVEL, day, day);
    return row?.bytes instanceof Uint8Array ? decodeCounterDay(row.bytes) : undefined;
  }

  /** The nearest day with data before (`-1`) or after (`1`) the given one. */
  neighbourDay(point: number, day: number, direction: -1 | 1): number | undefined {
    const { dayBefore, dayAfter } = this.statements;
    const row = (direction < 0 ? dayBefore : dayAfter).get(point, day, point, COUNTER_LEVEL, day);
    return row && row.day !== null ? Number(row.day) : undefined;
  }

  /** After late samples: what was derived from this day is deleted and made again from the blocks by the next compaction. */
  dropRollups(point: number, day: number): void {
    if (this.statements.hasRollup.get(point, day, Number.MAX_SAFE_INTEGER) === undefined) return;
    this.statements.dropRollups.run(point, day);
    this.statements.reopenDays.run(point, day);
  }

  /** True when raw samples of this day have been deleted by age already. */
  hasOnlyRollups(point: number, day: number): boolean {
    return this.countSamples(point, day, day) === 0 && this.statements.hasRollup.get(point, day, day) !== undefined;
  }

  /** Deletes compacted blocks older than `day`; returns how many went, at most `limit`. */
  expireBlocks(day: number, limit: number): number {
    return Number(this.statements.expireBlocks.run(day, limit).changes);
  }

  expireRollups(fromLevel: number, toLevel: number, day: number, limit: number): number {
    return Number(this.statements.expireRollups.run(fromLevel, toLevel, day, limit).changes);
  }

  /** Gives free pages back to the file system, a bounded number at a time. */
  shrink(): void {
    this.database.exec('PRAGMA incremental_vacuum(2000)');
  }

  /** Size of the file without free pages. */
  bytes(): number {
    const pages = Number(this.database.prepare('PRAGMA page_count').get()?.page_count);
    const free = Number(this.database.prepare('PRAGMA freelist_count').get()?.freelist_count);
    return (pages - free) * Number(this.database.prepare('PRAGMA page_size').get()?.page_size);
  }

  close(): void {
    this.database.close();
  }

  private noteDamage(point: number, day: number): void {
    this.damagedBlocks++;
    this.file.logger.warn({ point, day }, 'a history block is damaged; it counts as no data');
  }
}

/** The day ?2 itself and the next one with blocks: its first values hold over from this one, its counters count on from it. */
const AFFECTED_DAYS = '(?2, coalesce((SELECT min(day) FROM blocks WHERE point = ?1 AND day > ?2), -1))';

function prepareAll(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    saveCursor: prepare("INSERT OR REPLACE INTO meta VALUES ('cursor', ?)"),
    addBlock: prepare('INSERT INTO blocks (point, day, compacted, last_time, count, bytes) VALUES (?, ?, ?, ?, ?, ?)'),
    removeBlocks: prepare('DELETE FROM blocks WHERE point = ? AND day = ?'),
    readDay: prepare('SELECT bytes FROM blocks WHERE point = ? AND day = ? ORDER BY id'),
    rawDays: prepare('SELECT DISTINCT day FROM blocks WHERE point = ? AND day BETWEEN ? AND ? ORDER BY day'),
    countSamples: prepare('SELECT coalesce(sum(count), 0) AS n FROM blocks WHERE point = ? AND day BETWEEN ? AND ?'),
    newestOfDay: prepare('SELECT 1 FROM blocks WHERE point = ? AND day = ? LIMIT 1'),
    newest: prepare('SELECT bytes FROM blocks WHERE point = ? ORDER BY day DESC, last_time DESC LIMIT 1'),
    openDays: prepare(
      'SELECT DISTINCT day, point FROM blocks WHERE compacted = 0 AND day < ? ORDER BY day, point LIMIT ?',
    ),
    saveRollup: prepare('INSERT OR REPLACE INTO rollups (point, level, day, bytes) VALUES (?, ?, ?, ?)'),
    rollups: prepare(
      'SELECT day, bytes FROM rollups WHERE point = ? AND level = ? AND day BETWEEN ? AND ? ORDER BY day',
    ),
    rollupDays: prepare(
      'SELECT day FROM rollups WHERE point = ? AND level = 1440 AND day BETWEEN ? AND ? ORDER BY day',
    ),
    dayBefore: prepare(
      `SELECT max(day) AS day FROM (SELECT max(day) AS day FROM blocks WHERE point = ? AND day < ?
       UNION ALL SELECT max(day) FROM rollups WHERE point = ? AND level = ? AND day < ?)`,
    ),
    dayAfter: prepare(
      `SELECT min(day) AS day FROM (SELECT min(day) AS day FROM blocks WHERE point = ? AND day > ?
       UNION ALL SELECT min(day) FROM rollups WHERE point = ? AND level = ? AND day > ?)`,
    ),
    dropRollups: prepare(
      `DELETE FROM rollups WHERE point = ?1 AND level IN (${COUNTER_LEVEL}, ${LEVELS.join()}) AND day IN ${AFFECTED_DAYS}`,
    ),
    reopenDays: prepare(`UPDATE blocks SET compacted = 0 WHERE point = ?1 AND day IN ${AFFECTED_DAYS}`),
    hasRollup: prepare('SELECT 1 FROM rollups WHERE point = ? AND level = 1440 AND day BETWEEN ? AND ? LIMIT 1'),
    expireBlocks: prepare(
      'DELETE FROM blocks WHERE id IN (SELECT id FROM blocks WHERE compacted = 1 AND day < ? LIMIT ?)',
    ),
    expireRollups: prepare(
      'DELETE FROM rollups WHERE (point, level, day) IN (SELECT point, level, day FROM rollups WHERE level BETWEEN ? AND ? AND day < ? LIMIT ?)',
    ),
  };
}
