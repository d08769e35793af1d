import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { inTransaction } from '../database.ts';
import { PageFile } from './page-file.ts';
import { type RawRow, rawRows } from './raw-rows.ts';
import type { StoredValue } from './record.ts';

const ROWS_PER_TRANSACTION = 500;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  /** Another name of the rowid; NULL in the record. */
  readonly isRowid: boolean;
}

interface Table {
  readonly name: string;
  readonly hasRowid: boolean;
  /** In the order in which they lie in a record. */
  readonly columns: readonly Column[];
  readonly insert: StatementSync;
}

/**
 * Copies every row that can still be found in a damaged file into a new one with the same tables, page by page, also
 * where nothing leads to a page any more. Tables are told apart by the types of their columns, so no two of those wanted
 * (`only`, or all) may be alike.
 * What a row holds is as trustworthy as before: checksums inside of it are checked by whoever reads it. Returns the number of rows.
 */
export function salvageRows(damagedPath: string, into: DatabaseSync, only?: readonly string[]): number {
  using file = new PageFile(damagedPath);
  const tables = tablesOf(into).filter(({ name }) => only?.includes(name) ?? true);
  const rows = rawRows(file);
  let saved = 0;
  for (let isMore = true; isMore; ) {
    inTransaction(into, () => {
      for (let n = 0; n < ROWS_PER_TRANSACTION; n++) {
        const { value: row, done } = rows.next();
        isMore = !done;
        if (!row) return;
        saved += save(row, tables);
      }
    });
  }
  return saved;
}

/** The first of two rows with one key stays. */
function save(row: RawRow, tables: readonly Table[]): number {
  const table = tables.find((candidate) => fits(row, candidate));
  if (!table) return 0;
  const values = row.values.map((value, i) => (table.columns[i]!.isRowid ? row.rowid! : value));
  return Number(table.insert.run(...values).changes);
}

function fits({ rowid, values }: RawRow, { hasRowid, columns }: Table): boolean {
  return (
    hasRowid === (rowid !== undefined) &&
    values.length === columns.length &&
    values.every((value, i) => isOfType(value, columns[i]!))
  );
}

function isOfType(value: StoredValue, { type, isNullable, isRowid }: Column): boolean {
  if (isRowid) return value === null;
  if (value === null) return isNullable;
  switch (type) {
    case 'INTEGER':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'REAL':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'TEXT':
      return typeof value === 'string';
    default:
      return value instanceof Uint8Array;
  }
}

function tablesOf(database: DatabaseSync): Table[] {
  const list = database
    .prepare("SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .all();
  return list
    .filter(({ name }) => !String(name).startsWith('sqlite_'))
    .map(({ name, wr }) => tableOf(database, String(name), wr === 0));
}

function tableOf(database: DatabaseSync, name: string, hasRowid: boolean): Table {
  const found = database.prepare(`PRAGMA table_info("${name}")`).all();
  const keys = found.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  const ordered = hasRowid ? found : [...keys, ...found.filter(({ pk }) => pk === 0)];
  const columns = ordered.map(
    (column): Column => ({
      name: String(column.name),
      type: String(column.type),
      isNullable: column.notnull === 0 && column.pk === 0,
      isRowid: hasRowid && keys.length === 1 && Number(column.pk) === 1 && column.type === 'INTEGER',
    }),
  );
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const places = columns.map(() => '?').join(', ');
  return {
    name,
    hasRowid,
    columns,
    insert: database.prepare(`INSERT OR IGNORE INTO "${name}" (${names}) VALUES (${places})`),
  };
}
