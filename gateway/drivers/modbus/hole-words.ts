import { isBitTable } from './bus-time.ts';
import { hexAddress } from './device-plan.ts';
import type { TableKnowledge } from './holes.ts';
import type { Table } from './schemas.ts';
import type { Unit } from './unit.ts';

const MOST_LINES = 50;

/**
 * What a unit refuses, in words for people, `holding 0x0FA0+2 refused`; empty when it refuses nothing. At most 50 lines,
 * the last of which then says how many there are besides.
 */
export function holesOf(unit: Unit): string[] {
  const lines = [...unit.known].flatMap(([table, known]) => linesOf(table, known));
  if (lines.length <= MOST_LINES) return lines;
  const shown = lines.slice(0, MOST_LINES - 1);
  return [...shown, `and ${lines.length - shown.length} more`];
}

function linesOf(table: Table, { isRefused, unsupported, cuts, cap }: TableKnowledge): string[] {
  if (isRefused) return [`${table}: not offered`];
  const refused = unsupported.map(({ start, end }) => `${table} ${hexAddress(start)}+${end - start} refused`);
  const borders = cuts.map((cut) => `${table} ${hexAddress(cut)}: not read together with what is before it`);
  const unit = isBitTable(table) ? 'bits' : 'registers';
  return [...refused, ...borders, ...(cap === undefined ? [] : [`${table}: at most ${cap} ${unit} in one request`])];
}
