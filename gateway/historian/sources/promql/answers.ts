import { z } from 'zod';
import { SourceFailure } from '../failure.ts';
import type { SourceBucket } from '../source.ts';

const exported = z.object({ timestamps: z.array(z.unknown()), values: z.array(z.unknown()) });

/** A line of `/api/v1/export`: some samples of one series. Values that are no number (null is a marker of staleness) are left out. */
export function parseExportLine(line: string): { readonly timeMs: number; readonly value: number }[] {
  const { timestamps, values } = shaped(exported, line);
  if (timestamps.length !== values.length)
    throw new SourceFailure('unreadable', 'times and values of different number');
  return timestamps.flatMap((timeMs, i) => {
    const value = values[i];
    return typeof timeMs === 'number' && typeof value === 'number' ? [{ timeMs, value }] : [];
  });
}

const moment = z.tuple([z.number(), z.string()]);
const queried = z.object({
  status: z.string(),
  error: z.string().optional(),
  data: z
    .object({
      result: z.array(
        z.object({
          metric: z.record(z.string(), z.string()),
          value: moment.optional(),
          values: z.array(moment).optional(),
        }),
      ),
    })
    .optional(),
});

function resultsOf(line: string) {
  const { status, error, data } = shaped(queried, line);
  if (status !== 'success' || !data) throw new SourceFailure('refused', error ?? status);
  return data.result;
}

/** The number in an answer of `/api/v1/query`; 0 when there is nothing to count. */
export function parseCount(line: string): number {
  const count = Number(resultsOf(line)[0]?.value?.[1] ?? 0);
  if (!Number.isFinite(count)) throw new SourceFailure('unreadable', 'a count that is no number');
  return count;
}

/** What is asked for each bucket, and what it is called here. */
export const BUCKET_FUNCTIONS = {
  count_over_time: 'count',
  min_over_time: 'min',
  max_over_time: 'max',
  avg_over_time: 'mean',
  first_over_time: 'first',
  last_over_time: 'last',
} as const;

/**
 * Buckets out of an answer of `/api/v1/query_range`. A value stands at the last millisecond of its bucket, because windows
 * are open at their beginning: (t − width, t].
 */
export function parseBuckets(line: string, bucketMs: number): SourceBucket[] {
  const rows = new Map<number, Partial<Record<keyof SourceBucket, number>>>();
  for (const { metric, values = [] } of resultsOf(line)) {
    const name = Object.entries(BUCKET_FUNCTIONS).find(([rollup]) => rollup === metric.rollup)?.[1];
    if (!name) throw new SourceFailure('unreadable', `rollup ${metric.rollup}`);
    for (const [seconds, text] of values) {
      const startMs = Math.round(seconds * 1000) + 1 - bucketMs;
      rows.set(startMs, { ...rows.get(startMs), [name]: Number(text) });
    }
  }
  const buckets = [...rows].map(([startMs, row]) => bucketOf(startMs, row));
  return buckets.filter(({ count }) => count > 0).sort((a, b) => a.startMs - b.startMs);
}

function bucketOf(startMs: number, row: Partial<Record<keyof SourceBucket, number>>): SourceBucket {
  const { count = 0, min, max, mean, first, last } = row;
  const isWhole = [min, max, mean, first, last].every((value) => value !== undefined && Number.isFinite(value));
  if (count > 0 && !isWhole) throw new SourceFailure('unreadable', 'a bucket with samples and without values');
  return { startMs, count, min: min ?? 0, max: max ?? 0, mean: mean ?? 0, first: first ?? 0, last: last ?? 0 };
}

function shaped<T>(schema: z.ZodType<T>, line: string): T {
  try {
    const parsed = schema.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
  } catch {
    // Told below, as another shape.
  }
  throw new SourceFailure('unreadable', `another shape than expected: ${line.slice(0, 100)}`);
}
