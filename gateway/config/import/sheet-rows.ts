import type { MistakeList, Place } from '../mistakes.ts';
import {
  type Column,
  type ColumnName,
  columnLetters,
  columnText,
  type MapName,
  type SheetHead,
} from './sheet-columns.ts';
import type { Cell, SheetRows } from './spreadsheet.ts';

/** One row of a sheet of meters: the texts that were filled in, and where each stands. */
export interface SheetRow {
  /** As the programs for sheets count it, from 1. */
  readonly number: number;
  get(name: ColumnName): string | undefined;
  /** The filled-in cells of `param:…`, `setting:…` or `device:…`, by key. */
  entries(map: MapName): readonly (readonly [key: string, text: string])[];
  /** Where the cell of a column stands; the row itself when there is no such column. */
  place(name: ColumnName | `${MapName}:${string}`): Place;
}

/** The rows under the header that are not empty. Cells that cannot be relied on are mistakes and count as empty. */
export function readRows(file: string, rows: SheetRows, head: SheetHead, mistakes: MistakeList): SheetRow[] {
  const firstRow = head.row + 1;
  return rows.slice(firstRow).flatMap((cells, offset) => {
    const isEmpty = cells.every((cell) => cell.text === '' && cell.problem === undefined);
    return isEmpty ? [] : [readRow(file, cells, firstRow + offset, head, mistakes)];
  });
}

/** A spot of a sheet: line is the row, column the number of the column; the path has its letter and its header. */
export function sheetPlace(file: string, row: number, column: number, header: string): Place {
  const path = `${columnLetters(column)}${row + 1}${header === '' ? '' : ` "${header}"`}`;
  return { file, line: row + 1, column: column + 1, path };
}

function readRow(
  file: string,
  cells: readonly Cell[],
  row: number,
  { columns }: SheetHead,
  mistakes: MistakeList,
): SheetRow {
  const texts = new Map<string, string>();
  const places = new Map<string, Place>();
  for (const [index, column] of columns) {
    const { text, problem } = cells[index] ?? { text: '' };
    const place = sheetPlace(file, row, index, columnText(column));
    places.set(keyOf(column), place);
    if (problem !== undefined) mistakes.add(place, problem);
    else if (text !== '') texts.set(keyOf(column), isName(column) ? text : text.normalize('NFKC'));
  }
  return {
    number: row + 1,
    get: (name) => texts.get(name),
    entries: (map) => [...columns.values()].flatMap((column) => entryOf(column, map, texts)),
    place: (name) => places.get(name) ?? { file, line: row + 1, column: 1, path: `row ${row + 1}` },
  };
}

const keyOf = (column: Column): string => (column.kind === 'plain' ? column.name : `${column.map}:${column.key}`);

/** Full-width letters and digits are kept only in names, which people read. */
const isName = (column: Column): boolean => column.kind === 'plain' && column.name.startsWith('name');

function entryOf(column: Column, map: MapName, texts: ReadonlyMap<string, string>): [string, string][] {
  if (column.kind !== 'map' || column.map !== map) return [];
  const text = texts.get(keyOf(column));
  return text === undefined ? [] : [[column.key, text]];
}
