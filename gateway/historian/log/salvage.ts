import { DatabaseSync } from 'node:sqlite';
import { encodeBatch } from '../codec/batch-codec.ts';
import { inTransaction, isDamage } from '../database.ts';
import { INFO_COLUMNS, type LogRecord } from './log-record.ts';
import { RecordReader } from './record-reader.ts';

const RECORDS_PER_TRANSACTION = 256;
const NO_BYTES = new Uint8Array(0);

type Row = Record<string, string | number | bigint | null | Uint8Array>;

/**
 * Copies what can be read of a damaged log into a new, empty one: every table, and the batches one at a time under their
 * numbers, so that each sink goes on where it was. Batches that cannot be read come as damaged ones. Returns how many
 * batches were saved; 0 when nothing of the file can be read.
 */
export function salvageLog(damagedPath: string, into: DatabaseSync): number {
  try {
    const from = new DatabaseSync(damagedPath, { readOnly: true });
    try {
      for (const table of tablesOf(from)) copyTable(from, into, table);
      return copyBatches(from, into);
    } finally {
      from.close();
    }
  } catch (error) {
    if (isDamage(error) || isUnknownForm(error)) return 0;
    throw error;
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

/** As much of a small table as can be read. */
function copyTable(from: DatabaseSync, into: DatabaseSync, { name, sql }: Table): void {
  into.exec(sql.replace(/^CREATE TABLE (?!IF )/, 'CREATE TABLE IF NOT EXISTS '));
  try {
    inTransaction(into, () => {
      for (const row of from.prepare(`SELECT * FROM "${name}"`).iterate()) insertRow(into, name, row as Row);
    });
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
}

function insertRow(into: DatabaseSync, table: string, row: Row): void {
  const columns = Object.keys(row);
  into
    .prepare(`INSERT OR REPLACE INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    .run(...Object.values(row));
}

function copyBatches(from: DatabaseSync, into: DatabaseSync): number {
  const reader = new RecordReader(from, () => {});
  const insert = into.prepare(
    `INSERT INTO batches (${INFO_COLUMNS}, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const newest = Number(into.prepare("SELECT value ->> 'id' AS id FROM meta WHERE key = 'head'").get()?.id ?? 0);
  let [at, saved] = [0, 0];
  for (let isMore = newest > 0; isMore; ) {
    inTransaction(into, () => {
      for (let n = 0; n < RECORDS_PER_TRANSACTION; n++) {
        const record = reader.read(at, newest);
        isMore = record !== undefined;
        if (!record) return;
        insertRecord(insert, record);
        at = record.position.id;
        saved++;
      }
    });
  }
  return saved;
}

function insertRecord(insert: ReturnType<DatabaseSync['prepare']>, record: LogRecord): void {
  const { position, firstTime, lastTime, count, usable, writtenAt, marks, samples, isDamaged } = record;
  const bytes = samples ? encodeBatch(samples) : NO_BYTES;
  insert.run(
    ...[position.id, firstTime, lastTime, count, usable, position.all, position.usable],
    ...[writtenAt, bytes.length, marks, isDamaged ? 1 : 0],
    bytes,
  );
}

/** SQLITE_ERROR: the damaged file was never brought to today's tables. */
const isUnknownForm = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 1;
