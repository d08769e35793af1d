import { Readable } from 'node:stream';
import { writeXlsx } from 'hucre/xlsx';
import { CSV_END, CSV_MARK, csvText } from '../../contract/csv.ts';
import type { SheetTable } from '../../domain/duty/meter-runs/meter-sheet.ts';
import { Streamed } from '../streamed.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV_TYPE = 'text/csv; charset=utf-8';

/** A table as a file that spreadsheets open; texts in it are never taken for formulas. `name` without its ending. */
export async function tableFile(table: SheetTable, format: 'csv' | 'xlsx', name: string): Promise<Streamed> {
  if (format === 'csv') return new Streamed(Readable.from([csvOf(table)]), CSV_TYPE, `${name}.csv`);
  const rows = table.map((row) => [...row]);
  const bytes = await writeXlsx({ sheets: [{ name: name.slice(0, 31), rows }] });
  return new Streamed(Readable.from([Buffer.from(bytes)]), XLSX_TYPE, `${name}.xlsx`, true);
}

function csvOf(table: SheetTable): string {
  const lines = table.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? csvText(cell) : String(cell ?? ''))).join(','),
  );
  return `${CSV_MARK}${lines.join(CSV_END)}${CSV_END}`;
}
