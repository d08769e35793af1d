import { CSV_END, csvCells, csvPlain, csvText } from './csv.ts';

/** The files of exported history. Every row tells where to go on after it, so a broken download is continued exactly. */

export type HistoryFormat = 'csv' | 'jsonl';

/** Long: one row per sample. Wide: one row per moment, one column per tag. */
export type HistoryShape = 'long' | 'wide';

export interface HistoryRow {
  readonly tag: string;
  /** ISO 8601 with offset. */
  readonly time: string;
  /** Null where the quality is bad. */
  readonly value: number | null;
  /** Name of the quality code. */
  readonly quality: string;
}

export const LONG_COLUMNS = ['tag', 'time', 'value', 'quality'] as const;

/** The first line of a CSV file; JSON lines have none. */
export function fileHead(format: HistoryFormat, shape: HistoryShape, tags: readonly string[]): string {
  if (format === 'jsonl') return '';
  const names = shape === 'long' ? LONG_COLUMNS : ['time', ...tags.map(csvText)];
  return `${names.join(',')}${CSV_END}`;
}

export function longRow(format: HistoryFormat, row: HistoryRow): string {
  if (format === 'jsonl') return `${JSON.stringify(row)}\n`;
  return `${csvText(row.tag)},${row.time},${row.value ?? ''},${row.quality}${CSV_END}`;
}

/** `values` in the order of `tags`; null where nothing is known. */
export function wideRow(
  format: HistoryFormat,
  tags: readonly string[],
  time: string,
  values: readonly (number | null)[],
): string {
  if (format === 'csv') return `${[time, ...values.map((value) => value ?? '')].join(',')}${CSV_END}`;
  return `${JSON.stringify({ time, values: Object.fromEntries(tags.map((tag, i) => [tag, values[i] ?? null])) })}\n`;
}

/** A row after which an export goes on. `tag` is empty in the wide shape. */
export interface ResumePoint {
  readonly tag: string;
  readonly ms: number;
}

/** `tag@time` (long) or `time` (wide), with the time as ISO 8601 or ms; undefined when it is neither. */
export function readAfter(text: string, shape: HistoryShape): ResumePoint | undefined {
  const at = shape === 'long' ? text.lastIndexOf('@') : -1;
  if (shape === 'long' && at < 1) return undefined;
  const time = text.slice(at + 1);
  const ms = /^\d{1,15}$/.test(time) ? Number(time) : Date.parse(time);
  return Number.isNaN(ms) ? undefined : { tag: text.slice(0, Math.max(0, at)), ms };
}

/** The token that continues a file after this line of it; undefined for a head or a broken line. */
export function afterOf(format: HistoryFormat, shape: HistoryShape, line: string): string | undefined {
  const row = format === 'csv' ? csvRow(shape, line) : jsonRow(line);
  if (row === undefined || Number.isNaN(Date.parse(row.time))) return undefined;
  return shape === 'long' ? `${row.tag}@${row.time}` : row.time;
}

type Place = Pick<HistoryRow, 'tag' | 'time'>;

function csvRow(shape: HistoryShape, line: string): Place | undefined {
  const cells = csvCells(line.trimEnd());
  if (cells === undefined) return undefined;
  const [tag = '', time = ''] = shape === 'long' ? cells : ['', ...cells];
  return { tag: csvPlain(tag), time };
}

function jsonRow(line: string): Place | undefined {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null || !('time' in row)) return undefined;
    return { tag: 'tag' in row ? String(row.tag) : '', time: String(row.time) };
  } catch {
    return undefined;
  }
}
