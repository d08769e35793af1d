import type { DatabaseSync } from 'node:sqlite';
import { type HistoryLoss, type LossKind, type LossTotal, lossKind } from '../../domain/history-loss.ts';
import { LISTED_LOSSES, LOSS_ROWS } from '../limits.ts';
import { joinLosses, type NewLoss } from './loss.ts';

type Row = Record<string, unknown>;

/**
 * What is missing, in the file of the log. The newest LOSS_ROWS are kept one by one; sums by kind and sink are kept
 * for as long as the log. Writing is part of the caller's transaction, so that a loss is told exactly once.
 */
export class LossStore {
  private readonly database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  /** Adds to the newest loss of the same cause when it lies beside it. */
  record(loss: NewLoss, foundAt: number): void {
    const newest = this.database
      .prepare('SELECT * FROM losses WHERE kind = ? AND sink = ? ORDER BY id DESC LIMIT 1')
      .get(loss.kind, loss.sink ?? '');
    const joined = newest && joinLosses(lossOf(newest), loss);
    if (joined) this.extend(joined);
    else this.insert(loss, foundAt);
    this.database
      .prepare(
        'INSERT INTO loss_totals VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET samples = samples + excluded.samples',
      )
      .run(loss.kind, loss.sink ?? '', loss.samples);
  }

  /** Takes back what was told last of a cause. */
  takeBack(kind: LossKind, sink: string, samples: number): void {
    this.database
      .prepare(
        `UPDATE losses SET samples = max(0, samples - ?)
         WHERE id = (SELECT max(id) FROM losses WHERE kind = ? AND sink = ?)`,
      )
      .run(samples, kind, sink);
    this.database
      .prepare('UPDATE loss_totals SET samples = max(0, samples - ?) WHERE kind = ? AND sink = ?')
      .run(samples, kind, sink);
  }

  /** Losses that touch the range, the newest LISTED_LOSSES of them, latest first. */
  list(fromMs: number, toMs: number): HistoryLoss[] {
    return this.database
      .prepare('SELECT * FROM losses WHERE from_time <= ? AND to_time >= ? ORDER BY from_time DESC, id DESC LIMIT ?')
      .all(Math.round(toMs), Math.round(fromMs), LISTED_LOSSES)
      .map(lossOf);
  }

  totals(): LossTotal[] {
    return this.database
      .prepare('SELECT * FROM loss_totals ORDER BY kind, sink')
      .all()
      .map((row) => ({ kind: kindOf(row), sink: sinkOf(row), samples: Number(row.samples) }));
  }

  private extend({ id, from, to, samples }: HistoryLoss): void {
    this.database
      .prepare('UPDATE losses SET from_time = ?, to_time = ?, samples = ? WHERE id = ?')
      .run(from, to, samples, id);
  }

  private insert({ kind, sink, from, to, samples }: NewLoss, foundAt: number): void {
    const { lastInsertRowid } = this.database
      .prepare('INSERT INTO losses (kind, sink, from_time, to_time, samples, found_at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(kind, sink ?? '', Math.round(from), Math.round(to), samples, Math.round(foundAt));
    this.database.prepare('DELETE FROM losses WHERE id <= ?').run(Number(lastInsertRowid) - LOSS_ROWS);
  }
}

const sinkOf = ({ sink }: Row): string | null => (sink === '' ? null : String(sink));

/** A row that cannot be understood has been damaged itself. */
const kindOf = ({ kind }: Row): LossKind => lossKind.catch('damaged').parse(kind);

function lossOf(row: Row): HistoryLoss {
  return {
    id: Number(row.id),
    kind: kindOf(row),
    from: Number(row.from_time),
    to: Number(row.to_time),
    samples: Number(row.samples),
    sink: sinkOf(row),
    foundAt: Number(row.found_at),
  };
}
