import type { Rollup } from '../sinks/embedded/rollup.ts';
import { readColumns, sealFrame } from './frame.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';
import { decodeValues, encodeValues } from './value-column.ts';

const LEVEL = 3;

/** Empty buckets repeat their neighbour; their goodMs of 0 says what they are. */
function filled(column: Float64Array, goodMs: Float64Array): Float64Array {
  let previous = 0;
  return column.map((value, i) => {
    if (goodMs[i] !== 0) previous = value;
    return previous;
  });
}

/** In single precision where that can hold it. */
export function shortened(mean: number): number {
  const single = Math.fround(mean);
  return Number.isFinite(single) ? single + 0 : mean;
}

/** The mean is for the eye: single precision (1 part in 10^7) costs half the bytes. Everything else is exact. */
export function encodeRollup(rollup: Rollup): Uint8Array {
  const { length, count, goodMs } = rollup;
  const mean = rollup.mean.map(shortened);
  const values = [mean, rollup.min, rollup.max, rollup.first, rollup.last];
  const columns = [
    encodeIntegers([rollup.startMs, rollup.bucketMs], 2, 0),
    encodeIntegers(count, length, 1),
    encodeIntegers(goodMs, length, 1),
    ...values.map((column) => encodeValues(filled(column, goodMs), length)),
  ];
  return sealFrame('rollup', length, columns, LEVEL);
}

/** The rollup as it was, or undefined when it is damaged. */
export function decodeRollup(bytes: Uint8Array): Rollup | undefined {
  return readColumns('rollup', bytes, (length, payload) => {
    const head = decodeIntegers(payload, 0, 2, 0);
    const count = decodeIntegers(payload, head.end, length, 1);
    const good = decodeIntegers(payload, count.end, length, 1);
    let at = good.end;
    const next = (): Float64Array => {
      const { values, end } = decodeValues(payload, at, length);
      at = end;
      return values.map((value, i) => (good.values[i] === 0 ? Number.NaN : value));
    };
    const [mean, min, max, first, last] = [next(), next(), next(), next(), next()];
    const [startMs, bucketMs] = [head.values[0]!, head.values[1]!];
    return { startMs, bucketMs, length, count: count.values, goodMs: good.values, mean, min, max, first, last };
  });
}
