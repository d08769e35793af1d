import type { Point } from '../domain/point.ts';
import type { ReadRow } from '../pipeline/read-row.ts';
import { safeText, textTable } from './text-table.ts';

const HEAD = ['tag', 'address', 'raw', 'value', 'quality', 'ms', 'read otherwise'];
/** `value` and `ms`. */
const RIGHT = [3, 5];
const MOST_RAW = 24;

/** One device that was read once, as a table for people. */
export function deviceLines(device: string, rows: readonly ReadRow[], points: ReadonlyMap<string, Point>): string[] {
  const cells = rows.map((row) => rowCells(row, points.get(row.tag)));
  const details = rows.filter((row) => row.detail).map((row) => `    ${safeText(`${row.tag}: ${row.detail}`)}`);
  return [safeText(device), ...textTable([HEAD, ...cells], RIGHT).map((line) => `  ${line}`), ...new Set(details)];
}

function rowCells(row: ReadRow, point: Point | undefined): string[] {
  const raw = row.raw ?? '–';
  const shown = raw.length > MOST_RAW ? `${raw.slice(0, MOST_RAW)}…` : raw;
  const otherwise = row.alternatives.map(({ label, value }) => `${label} ${shortNumber(value)}`).join(', ');
  return [row.tag, row.address, shown, valueText(row, point), row.quality, row.tookMs.toFixed(0), otherwise];
}

/** `231.4 V`, `2 Running`, `–`. */
export function valueText(row: ReadRow, point: Point | undefined): string {
  const { engineering, unit } = row;
  if (engineering === null) return '–';
  if (typeof engineering === 'string') return JSON.stringify(engineering);
  const state = point?.states?.[String(engineering)];
  if (state) return `${engineering} ${state.en}`;
  const number = point === undefined ? shortNumber(engineering) : engineering.toFixed(point.decimals);
  return unit === '' ? number : `${number} ${unit}`;
}

/** Six digits tell a right byte order from a wrong one. */
function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}
