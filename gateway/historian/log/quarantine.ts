import type { DatabaseSync } from 'node:sqlite';
import type { QuarantineChoice, QuarantinePage } from '../../ports/historian.ts';
import { inTransaction } from '../database.ts';
import { type QuarantinedValue, type QuarantineRow, quarantineKey, readRow } from './quarantine-row.ts';
import { prepareQuarantine } from './quarantine-schema.ts';

/** Refused values kept for each sink; the oldest give way and are counted. */
export const QUARANTINE_ROWS = 10_000;

export interface QuarantineTotals {
  /** Refused and not stored since: kept, dropped by a person, or pushed out by newer ones. */
  readonly refused: number;
  /** Waiting for a person, or for the proof that sending them again has helped. */
  readonly kept: number;
  /** Of these, pushed out because more than QUARANTINE_ROWS were kept. */
  readonly evicted: number;
}

/** Values that sinks refused, in the file of the log. Every call is one transaction, so that a crash leaves counts and rows in step. */
export class Quarantine {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
    prepareQuarantine(database);
  }

  /** Keeps what a sink refused; returns how many were new. One that was being sent again is kept once more, with its new reason. */
  add(sink: string, values: readonly QuarantinedValue[], nowMs: number): number {
    if (values.length === 0) return 0;
    return inTransaction(this.database, () => {
      const added = this.insert(sink, values, Math.round(nowMs));
      this.count(sink, { found: added, evicted: this.prune(sink) });
      return added;
    });
  }

  /** Keys of what is to be left out of a delivery: everything refused between the two times, inclusive. */
  known(sink: string, fromMs: number, toMs: number): ReadonlySet<string> {
    const rows = this.database
      .prepare('SELECT point, time FROM quarantine WHERE sink = ? AND time BETWEEN ? AND ?')
      .all(sink, fromMs, toMs);
    return new Set(rows.map(({ point, time }) => quarantineKey(Number(point), Number(time))));
  }

  list({ sink, after = 0, limit }: QuarantinePage): QuarantineRow[] {
    return this.database
      .prepare(
        `SELECT * FROM quarantine WHERE id > ? AND (? IS NULL OR sink = ?) AND state <> 'dropped' ORDER BY id LIMIT ?`,
      )
      .all(after, sink ?? null, sink ?? null, limit)
      .map(readRow);
  }

  /** Whether a sink that is not configured any more left something here. */
  has(sink: string): boolean {
    return this.database.prepare('SELECT 1 FROM quarantine WHERE sink = ? LIMIT 1').get(sink) !== undefined;
  }

  /** They are sent again at the sink's next turn; returns how many. */
  retry(choice: QuarantineChoice): number {
    return this.change(choice, "UPDATE quarantine SET state = 'retrying' WHERE state = 'kept'");
  }

  /** They are not wanted any more, and not sent again either; returns how many. */
  drop(choice: QuarantineChoice): number {
    return this.change(choice, "UPDATE quarantine SET state = 'dropped' WHERE state <> 'dropped'");
  }

  /** What a person wants sent again, oldest first. */
  retrying(sink: string, limit: number): QuarantineRow[] {
    return this.database
      .prepare("SELECT * FROM quarantine WHERE sink = ? AND state = 'retrying' ORDER BY time LIMIT ?")
      .all(sink, limit)
      .map(readRow);
  }

  /** The server took these; they go once that has proven true. */
  markSent(ids: readonly number[], nowMs: number): void {
    const mark = this.database.prepare(
      "UPDATE quarantine SET state = 'sent', changed_at = ? WHERE id = ? AND state = 'retrying'",
    );
    inTransaction(this.database, () => {
      for (const id of ids) mark.run(Math.round(nowMs), id);
    });
  }

  /** What the server took before `beforeMs` (wall clock) and nobody has doubted since. */
  sentBefore(sink: string, beforeMs: number, limit: number): QuarantineRow[] {
    return this.database
      .prepare("SELECT * FROM quarantine WHERE sink = ? AND state = 'sent' AND changed_at <= ? LIMIT ?")
      .all(sink, Math.round(beforeMs), limit)
      .map(readRow);
  }

  /** The server may have forgotten what it took: it is sent again. */
  doubtSent(sink: string): void {
    this.database.prepare("UPDATE quarantine SET state = 'retrying' WHERE sink = ? AND state = 'sent'").run(sink);
  }

  /** These are proven stored: they leave the quarantine. */
  release(sink: string, ids: readonly number[]): void {
    if (ids.length === 0) return;
    const remove = this.database.prepare("DELETE FROM quarantine WHERE id = ? AND sink = ? AND state = 'sent'");
    inTransaction(this.database, () => {
      const released = ids.reduce((sum, id) => sum + Number(remove.run(id, sink).changes), 0);
      this.count(sink, { released });
    });
  }

  totals(sink: string): QuarantineTotals {
    const row = this.database.prepare('SELECT * FROM quarantine_totals WHERE sink = ?').get(sink);
    const kept = this.database
      .prepare("SELECT count(*) AS n FROM quarantine WHERE sink = ? AND state <> 'dropped'")
      .get(sink)?.n;
    const refused = row ? Math.max(0, Number(row.found) - Number(row.released)) : 0;
    return { refused, kept: Number(kept), evicted: Number(row?.evicted ?? 0) };
  }

  /** A sink begins anew: what it refused of the samples that it will get again is judged again, and counted from zero. */
  begin(sink: string, oldestMs: number): void {
    inTransaction(this.database, () => {
      this.database.prepare('DELETE FROM quarantine WHERE sink = ? AND time >= ?').run(sink, Math.round(oldestMs));
      this.database.prepare('DELETE FROM quarantine_totals WHERE sink = ?').run(sink);
    });
  }

  private insert(sink: string, values: readonly QuarantinedValue[], now: number): number {
    const insert = this.database.prepare(
      'INSERT OR IGNORE INTO quarantine (sink, point, time, value, reason, found_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const again = this.database.prepare(
      `UPDATE quarantine SET state = 'kept', reason = ?, found_at = ?
       WHERE sink = ? AND point = ? AND time = ? AND state IN ('retrying', 'sent')`,
    );
    let added = 0;
    for (const { point, timeMs, value, reason } of values) {
      const isNew = Number(insert.run(sink, point, timeMs, value, reason, now).changes) > 0;
      if (isNew) added++;
      else again.run(reason, now, sink, point, timeMs);
    }
    return added;
  }

  private prune(sink: string): number {
    const excess = (): number => {
      const rows = this.database.prepare('SELECT count(*) AS n FROM quarantine WHERE sink = ?').get(sink)?.n;
      return Math.max(0, Number(rows) - QUARANTINE_ROWS);
    };
    const prune = (state: string): number => {
      const remove = `DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE sink = ? AND ${state} ORDER BY id LIMIT ?)`;
      return Number(this.database.prepare(remove).run(sink, excess()).changes);
    };
    prune("state = 'dropped'");
    return prune("state <> 'dropped'");
  }

  private count(sink: string, { found = 0, released = 0, evicted = 0 }): void {
    this.database
      .prepare(
        `INSERT INTO quarantine_totals VALUES (?, ?, ?, ?) ON CONFLICT (sink) DO UPDATE SET
           found = found + excluded.found, released = released + excluded.released, evicted = evicted + excluded.evicted`,
      )
      .run(sink, found, released, evicted);
  }

  private change({ sink, ids }: QuarantineChoice, statement: string): number {
    if (!ids) return Number(this.database.prepare(`${statement} AND sink = ?`).run(sink).changes);
    const one = this.database.prepare(`${statement} AND sink = ? AND id = ?`);
    return inTransaction(this.database, () => {
      return ids.reduce((sum, id) => sum + Number(one.run(sink, id).changes), 0);
    });
  }
}
