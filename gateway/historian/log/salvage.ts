import { DatabaseSync } from 'node:sqlite';
import { inTransaction, isDamage } from '../database.ts';
import { salvageRows } from '../salvage/salvage-rows.ts';
import { type BatchInfo, INFO_COLUMNS, INFO_SELECT, infoOf } from './log-record.ts';

type Row = Record<string, string | number | bigint | null | Uint8Array>;

/**
 * Copies what can be found of a damaged log into a new, empty one: every table, and the batches under their numbers, so
 * that each sink goes on where it was. Where batches are missing between two others a damaged one stands for them.
 * Returns how many batches were saved.
 */
export function salvageLog(damagedPath: string, into: DatabaseSync): number {
  copyTables(damagedPath, into);
  const saved = salvageRows(damagedPath, into, ['batches']);
  inTransaction(into, () => standInForMissing(into));
  return saved;
}

/** The small ones, as far as SQLite can still read them. */
function copyTables(damagedPath: string, into: DatabaseSync): void {
  try {
    const from = new DatabaseSync(damagedPath, { readOnly: true });
    try {
      for (const table of tablesOf(from)) copyTable(from, into, table);
    } finally {
      from.close();
    }
  } catch (error) {
    if (!isDamage(error) && !isUnknownForm(error)) throw error;
  }
}

interface Table {
  readonly name: string;
  readonly sql: string;
}

function tablesOf(from: DatabaseSync): Table[] {
  return from
    .prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name <> 'batches' AND name NOT LIKE 'sqlite_%'",
    )
    .all()
    .map(({ name, sql }) => ({ name: String(name), sql: String(sql) }));
}

function copyTable(from: DatabaseSync, into: DatabaseSync, { name, sql }: Table): void {
  try {
    into.exec(sql.replace(/^CREATE TABLE (?!IF )/, 'CREATE TABLE IF NOT EXISTS '));
    inTransaction(into, () => {
      for (const row of from.prepare(`SELECT * FROM "${name}"`).iterate()) insertRow(into, name, row as Row);
    });
  } catch (error) {
    if (!isDamage(error) && !isUnknownForm(error)) throw error;
  }
}

function insertRow(into: DatabaseSync, table: string, row: Row): void {
  const columns = Object.keys(row);
  into
    .prepare(`INSERT OR REPLACE INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...Object.values(row));
}

/** Batches follow on from each other; one that does not has been changed itself and is one of the missing. */
function standInForMissing(into: DatabaseSync): void {
  const batches = into.prepare(`SELECT ${INFO_SELECT} FROM batches ORDER BY batches.id`).all().map(infoOf);
  const remove = into.prepare('DELETE FROM batches WHERE id = ?');
  const insert = into.prepare(
    `INSERT INTO batches (${INFO_COLUMNS}, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, x'')`,
  );
  let before: BatchInfo | undefined;
  for (const batch of batches) {
    const start = startOf(batch);
    const isNext = before && start.id === before.position.id && start.all === before.position.all;
    const isLater = before && start.id > before.position.id && start.all >= before.position.all;
    if (before && !isNext && !isLater) {
      remove.run(batch.position.id);
      continue;
    }
    if (before && isLater) {
      const { position, lastTime, writtenAt } = before;
      const [count, usable] = [start.all - position.all, start.usable - position.usable];
      insert.run(start.id, lastTime, batch.firstTime, count, usable, start.all, start.usable, writtenAt, 0);
    }
    before = batch;
  }
}

/** Where the batch before it ended. */
function startOf({ position, count, usable }: BatchInfo): BatchInfo['position'] {
  return { id: position.id - 1, all: position.all - count, usable: position.usable - usable };
}

/** SQLITE_ERROR: what was read is no statement, or the file was never brought to today's tables. */
const isUnknownForm = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 1;
