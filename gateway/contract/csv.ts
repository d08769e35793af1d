/** Comma-separated values (RFC 4180) as spreadsheets take them. */

export const CSV_END = '\r\n';
/** Tells Excel that the file is UTF-8. */
export const CSV_MARK = '\ufeff';

const NEEDS_QUOTES = /[",\r\n]/;
/** A spreadsheet would work such a cell out instead of showing it (CWE-1236). */
const IS_FORMULA = /^[=+\-@\t\r]/;
const WAS_FORMULA = /^'[=+\-@\t\r]/;

/** A text as a cell: quoted where it must be, and never a formula. */
export function csvText(text: string): string {
  const safe = IS_FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell as it was before `csvText` (and after the quotes were taken off). */
export const csvPlain = (cell: string): string => (WAS_FORMULA.test(cell) ? cell.slice(1) : cell);

/** The cells of one whole line; undefined when a quotation mark is never closed. */
export function csvCells(line: string, separator = ','): string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    const cell = line[at] === '"' ? quotedCell(line, at) : bareCell(line, at, separator);
    if (cell === undefined) return undefined;
    cells.push(cell.text);
    if (cell.end >= line.length) return cells;
    if (line[cell.end] !== separator) return undefined;
    at = cell.end + 1;
  }
}

interface CellEnd {
  readonly text: string;
  readonly end: number;
}

function bareCell(line: string, at: number, separator: string): CellEnd {
  const found = line.indexOf(separator, at);
  const end = found < 0 ? line.length : found;
  return { text: line.slice(at, end), end };
}

function quotedCell(line: string, at: number): CellEnd | undefined {
  let text = '';
  for (let from = at + 1; ; ) {
    const quote = line.indexOf('"', from);
    if (quote < 0) return undefined;
    text += line.slice(from, quote);
    if (line[quote + 1] !== '"') return { text, end: quote + 1 };
    text += '"';
    from = quote + 2;
  }
}
