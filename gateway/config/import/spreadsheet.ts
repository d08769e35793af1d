import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';

/** One cell as text; `problem` says why its text cannot be relied on. */
export interface Cell {
  readonly text: string;
  readonly problem?: string;
}

/** A table of cells. Row and column n of the file are at index n - 1; rows may be of different length. */
export type SheetRows = readonly (readonly Cell[])[];

export type SpreadsheetResult =
  | { readonly ok: true; readonly rows: SheetRows }
  | { readonly ok: false; readonly message: string; readonly allowed?: string };

/** 10,000 meters with 30 columns are about 2 MB. */
export const LARGEST_SHEET_BYTES = 10_000_000;
const MOST_ROWS = 20_000;

type Value = ReturnType<typeof parseCsv>[number][number];

/**
 * Reads the rows of a CSV file (any of `,` `;` and tab; UTF-8, UTF-16 or GB 18030, as Excel writes them) or of one sheet of
 * an XLSX workbook: the named one, otherwise the first that is visible. Formulas count as their last result and are never
 * worked out.
 */
export async function readSpreadsheet(bytes: Uint8Array, sheet: string | undefined): Promise<SpreadsheetResult> {
  if (bytes.length > LARGEST_SHEET_BYTES) {
    return {
      ok: false,
      message: `the file has ${bytes.length} bytes`,
      allowed: `at most ${LARGEST_SHEET_BYTES} bytes`,
    };
  }
  try {
    return isZip(bytes) ? await readWorkbook(bytes, sheet) : readText(bytes, sheet);
  } catch (error) {
    return { ok: false, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** An XLSX file is a ZIP archive, whatever it is called. */
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03;

function readText(bytes: Uint8Array, sheet: string | undefined): SpreadsheetResult {
  if (sheet !== undefined) return { ok: false, message: 'a CSV file has no sheets', allowed: 'an XLSX file' };
  const text = decode(bytes);
  if (text.includes('\0')) return { ok: false, message: 'this is no text', allowed: 'a CSV or XLSX file' };
  return limited(parseCsv(text).map((row) => row.map((value) => toCell(value))));
}

/** Excel marks UTF-8 and UTF-16; without a mark a Chinese Excel writes GB 18030. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function readWorkbook(bytes: Uint8Array, wanted: string | undefined): Promise<SpreadsheetResult> {
  const { sheets } = await readXlsx(bytes, { maxRows: MOST_ROWS + 1 });
  const visible = sheets.filter((sheet) => !sheet.hidden && !sheet.veryHidden);
  const sheet = wanted === undefined ? visible[0] : sheets.find(({ name }) => name === wanted);
  if (sheet === undefined) {
    const names = visible.map(({ name }) => name).join(', ');
    return { ok: false, message: `there is no sheet ${JSON.stringify(wanted ?? '')}`, allowed: names };
  }
  const { rows, cells } = sheet;
  return limited(rows.map((row, r) => row.map((value, c) => toCell(value, cells?.get(`${r},${c}`)?.type))));
}

function limited(rows: SheetRows): SpreadsheetResult {
  if (rows.length <= MOST_ROWS) return { ok: true, rows };
  return { ok: false, message: 'the sheet is too long', allowed: `at most ${MOST_ROWS} rows` };
}

function toCell(value: Value, type?: string): Cell {
  if (type === 'error') return { text: '', problem: `the cell shows the error ${String(value)}` };
  if (value === null) return type === 'formula' ? { text: '', problem: 'a formula without a result' } : { text: '' };
  if (value instanceof Date) return { text: value.toISOString(), problem: 'a date; format the column as text' };
  const text = String(value).trim();
  // A cell that runs over several lines is mostly a quotation mark that was never closed.
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return { text: '', problem: 'a line break or control character in a cell' };
  return { text };
}
