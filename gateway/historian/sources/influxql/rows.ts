import { z } from 'zod';
import { SourceFailure } from '../failure.ts';

/** A row of an answer: its time in ms and the wanted columns; null where there is no value. */
export interface Row {
  readonly timeMs: number;
  readonly values: readonly (number | null)[];
}

const series = z.object({
  columns: z.array(z.string()),
  values: z.array(z.unknown()).optional(),
  partial: z.boolean().optional(),
});
const result = z.object({
  series: z.array(series).optional(),
  partial: z.boolean().optional(),
  error: z.string().optional(),
});
const answer = z.object({ results: z.array(result).optional(), error: z.string().optional() });

export interface QueryLine {
  readonly rows: readonly Row[];
  /** More belongs to this answer; when nothing follows it was cut by a limit of the server. */
  readonly isPartial: boolean;
}

/** A line of an answer of `/query`: one chunk of it, or all of it from a server that does not chunk. */
export function parseQueryLine(line: string, columns: readonly string[]): QueryLine {
  const { results = [], error } = shaped(answer, line);
  const problem = error ?? results.find((one) => one.error !== undefined)?.error;
  if (problem !== undefined) throw new SourceFailure('refused', problem);
  const all = results.flatMap((one) => one.series ?? []);
  const isPartial = results.some((one) => one.partial) || all.some((one) => one.partial);
  return { rows: all.flatMap((one) => rowsOf(one, columns)), isPartial };
}

function rowsOf({ columns, values = [] }: z.infer<typeof series>, wanted: readonly string[]): Row[] {
  const places = ['time', ...wanted].map((name) => columns.indexOf(name));
  if (places.includes(-1)) throw new SourceFailure('unreadable', `columns ${columns.join(', ')}`);
  return values.map((row) => {
    if (!Array.isArray(row)) throw new SourceFailure('unreadable', 'a row is no list');
    const [time, ...cells] = places.map((place) => numberOf(row[place]));
    return { timeMs: Math.floor(time ?? Number.NaN), values: cells };
  });
}

const object = z.record(z.string(), z.unknown());

/** A line of `/api/v3/query_influxql` in the format jsonl: one row; columns without a value are left out of it. */
export function parseNativeLine(line: string, columns: readonly string[]): QueryLine {
  const row = shaped(object, line);
  const values = columns.map((name) => numberOf(row[name]));
  return { rows: [{ timeMs: nativeTime(row.time), values }], isPartial: false };
}

/** UTC without a zone, with up to nine decimals. */
function nativeTime(time: unknown): number {
  if (typeof time !== 'string') throw new SourceFailure('unreadable', 'a row without a time');
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`);
}

function numberOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'number') throw new SourceFailure('unreadable', 'a value is no number');
  return value;
}

function shaped<T>(schema: z.ZodType<T>, line: string): T {
  const parsed = schema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  throw new SourceFailure('unreadable', `another shape than expected: ${line.slice(0, 100)}`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new SourceFailure('unreadable', `no JSON: ${line.slice(0, 100)}`);
  }
}
