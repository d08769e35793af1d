import { stringify } from 'yaml';
import type { Place } from '../mistakes.ts';
import type { ColumnName, MapName } from './sheet-columns.ts';
import type { SheetMeter, SheetPart } from './sheet-meters.ts';
import type { SheetRow } from './sheet-rows.ts';

/** The part of a site file that a sheet becomes: one line per connection and per meter, after the lines of `head`. */
export function partText({ connections, meters }: SheetPart, head: readonly string[]): string {
  const made = connections.map(({ id, settings }) => ({ id, driver: 'modbus', ...settings }));
  return [
    ...head.map((line) => `# ${line}`),
    ...listLines('connections', made),
    ...listLines(
      'equipment',
      meters.map(({ entry }) => entry),
    ),
    '',
  ].join('\n');
}

function listLines(name: string, entries: readonly object[]): string[] {
  if (entries.length === 0) return [];
  return [`${name}:`, ...entries.map((entry) => `  - ${flow(escapeReferences(entry))}`)];
}

const flow = (entry: unknown): string => stringify(entry, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();

/** What looks like a reference to the environment in a cell is text all the same. */
function escapeReferences(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map(escapeReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeReferences(item)]));
}

/** Which cell a spot of the part comes from; undefined for a spot that no row made. */
export function cellOf(path: string, { connections, meters }: SheetPart): Place | undefined {
  const [, list, index = '', rest = ''] = /^(connections|equipment)\[(\d+)\](.*)$/.exec(path) ?? [];
  const keys = [...rest.matchAll(/\.([\w-]+)|\["(.*?)"\]|\[(\d+)\]/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
  if (list === 'connections') return connectionCell(connections[Number(index)]?.row, keys);
  return list === 'equipment' ? meterCell(meters[Number(index)], keys) : undefined;
}

/** The keys of a connection are named like the columns. */
function connectionCell(row: SheetRow | undefined, [key]: readonly string[]): Place | undefined {
  return row?.place(key === undefined || key === 'id' ? 'connection' : (key as ColumnName));
}

const MAP_NAMES: readonly string[] = ['parameters', 'settings', 'device'] satisfies MapName[];

function meterCell(meter: SheetMeter | undefined, [key = 'id', inner]: readonly string[]): Place | undefined {
  if (meter === undefined) return undefined;
  const { row } = meter;
  if (key === 'name') return row.place(row.get('name') === undefined ? nameColumn(inner) : 'name');
  if (key === 'device' && (inner === 'unit' || inner === undefined)) return row.place('unit');
  if (MAP_NAMES.includes(key)) return row.place(`${key as MapName}:${inner ?? ''}`);
  return row.place(key as ColumnName);
}

const nameColumn = (language: string | undefined): ColumnName => (language === 'zh' ? 'name_zh' : 'name_en');
