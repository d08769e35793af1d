import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { CSV_END, CSV_MARK, csvText } from '../../contract/csv.ts';
import type { HandedOverTable, PlainRow } from '../../store/record-file.ts';

/** Rows written at once, before an interruption is heard again. */
const ROWS_PER_WRITE = 500;

/** Two files of one table: JSON lines as they are stored, for programs and hashes; a sheet with readable times, for people. Answers how many rows. */
export async function writeTable(
  folder: string,
  table: HandedOverTable,
  rows: Iterable<PlainRow>,
  signal: AbortSignal,
): Promise<number> {
  const lines = await open(join(folder, `${table.name}.jsonl`), 'wx', 0o600);
  const sheet = await open(join(folder, `${table.name}.csv`), 'wx', 0o600);
  try {
    await sheet.appendFile(CSV_MARK + table.columns.map(csvText).join(',') + CSV_END);
    let written = 0;
    for (const some of inPortions(rows)) {
      signal.throwIfAborted();
      await appendRows(lines, sheet, table, some);
      written += some.length;
    }
    await lines.sync();
    await sheet.sync();
    return written;
  } finally {
    await lines.close();
    await sheet.close();
  }
}

async function appendRows(
  lines: FileHandle,
  sheet: FileHandle,
  { columns }: HandedOverTable,
  rows: readonly PlainRow[],
): Promise<void> {
  await lines.appendFile(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const cells = rows.map((row) => columns.map((column) => cellOf(column, row[column])).join(',') + CSV_END);
  await sheet.appendFile(cells.join(''));
}

function* inPortions(rows: Iterable<PlainRow>): Generator<readonly PlainRow[]> {
  let portion: PlainRow[] = [];
  for (const row of rows) {
    portion.push(row);
    if (portion.length < ROWS_PER_WRITE) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

const IS_MOMENT = /^(at|.*_at|source_time)$/;
/** Beyond it a Date says nothing (ECMA-262, time values). */
const LAST_MOMENT = 8.64e15;

function cellOf(column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'number') return csvText(String(value));
  const isMoment = IS_MOMENT.test(column) && Math.abs(value) <= LAST_MOMENT;
  return isMoment ? new Date(value).toISOString() : String(value);
}
