import type { BucketQuestion, SeriesRange } from '../source.ts';
import { quoteIdentifier, quoteString } from './quote.ts';

/** How values reach the server: as bind parameters, or quoted in the text where it has none (`/query` of 3.x). */
export type Binding = 'bound' | 'quoted';

export interface Statement {
  readonly text: string;
  /** Values for the $names in the text; empty when they are in the text. */
  readonly params: Readonly<Record<string, string>>;
  /** Columns of the answer beside `time`, in the order in which they are wanted. */
  readonly columns: readonly string[];
}

const KEYS = ['area', 'equipment', 'site'] as const;
/** Times of InfluxDB are 64-bit nanoseconds. */
const LATEST_MS = 9_223_372_036_000;

/** Number of samples. */
export function countStatement(range: SeriesRange, binding: Binding): Statement {
  const field = quoteIdentifier(range.names.field);
  return finish(range, binding, ['count'], `count(${field}) AS "count"`, '');
}

/** The first samples in order of time. */
export function samplesStatement(range: SeriesRange, limit: number, binding: Binding): Statement {
  const field = quoteIdentifier(range.names.field);
  return finish(range, binding, ['value'], `${field} AS "value"`, ` ORDER BY time ASC LIMIT ${whole(limit)}`);
}

export const BUCKET_COLUMNS = ['count', 'min', 'max', 'mean', 'first', 'last'] as const;

/** One row for each bucket with samples; buckets are counted from the epoch. */
export function bucketsStatement(question: BucketQuestion, binding: Binding): Statement {
  const field = quoteIdentifier(question.names.field);
  const functions = BUCKET_COLUMNS.map((name) => `${name}(${field}) AS "${name}"`).join(', ');
  const group = ` GROUP BY time(${whole(question.bucketMs)}ms) fill(none)`;
  return finish(question, binding, BUCKET_COLUMNS, functions, group);
}

function finish(
  { names, fromMs, toMs }: SeriesRange,
  binding: Binding,
  columns: readonly string[],
  wanted: string,
  ending: string,
): Statement {
  const tags = KEYS.map((key) => {
    const value = binding === 'bound' ? `$${key}` : quoteString(names.tags[key]);
    return `${quoteIdentifier(key)} = ${value}`;
  });
  const times = [`time >= ${whole(fromMs)}ms`, `time < ${whole(toMs)}ms`];
  const text = `SELECT ${wanted} FROM ${quoteIdentifier(names.measurement)} WHERE ${[...tags, ...times].join(' AND ')}${ending}`;
  return { text, params: binding === 'bound' ? names.tags : {}, columns };
}

/** Never an exponent, never a fraction. */
const whole = (value: number): string => String(Math.trunc(Math.min(LATEST_MS, Math.max(0, value))));
