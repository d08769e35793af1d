import { emptyRollup, type Rollup } from './rollup.ts';

/** A sample as a list of arrivals has it; NaN is bad. */
export type Arrival = readonly [time: number, value: number];

/** The rollup of [startMs, …) by the definition, bucket by bucket, from everything that ever arrived, in order of arrival. */
export function bruteRollup(
  arrivals: readonly Arrival[],
  { startMs, bucketMs, length }: Pick<Rollup, 'startMs' | 'bucketMs' | 'length'>,
  holdMs: number,
  knownUntilMs: number,
): Rollup {
  const samples = [...new Map(arrivals)].sort(([a], [b]) => a - b);
  const held = samples.flatMap(([time, value], i) => {
    const next = samples[i + 1]?.[0] ?? Math.max(knownUntilMs, time + 1);
    return Number.isNaN(value) ? [] : [{ from: time, to: Math.min(next, time + holdMs), value }];
  });
  const out = emptyRollup(startMs, bucketMs, length);
  for (let b = 0; b < length; b++) {
    const [from, to] = [startMs + b * bucketMs, startMs + (b + 1) * bucketMs];
    out.count[b] = samples.filter(([time]) => time >= from && time < to).length;
    const parts = held
      .map((part) => ({ ms: Math.min(to, part.to) - Math.max(from, part.from), value: part.value }))
      .filter(({ ms }) => ms > 0);
    if (parts.length === 0) continue;
    const values = parts.map(({ value }) => value);
    out.goodMs[b] = parts.reduce((sum, { ms }) => sum + ms, 0);
    out.mean[b] = parts.reduce((sum, { ms, value }) => sum + ms * value, 0) / out.goodMs[b]!;
    out.min[b] = Math.min(...values);
    out.max[b] = Math.max(...values);
    out.first[b] = values[0]!;
    out.last[b] = values.at(-1)!;
  }
  return out;
}
